package api

import (
	"context"

	"huike/feature"
	"huike/kpi"
)

// OfReturns answers for those who come back.
func OfReturns(r OverviewRooms) Returns { return returnRoom{r} }

type returnRoom struct{ OverviewRooms }

func (r returnRoom) Cohorts(ctx context.Context, in *RepurchaseRequest) (Cohorts, error) {
	scope, err := r.scope(ctx, in.Scope)
	if err != nil {
		return Cohorts{}, err
	}
	return remembered(ctx, r.Base, memoKey{question: "cohorts", scope: scope, days: in.Days}, func(ctx context.Context) (Cohorts, error) {
		all, err := r.KPI.Returns(ctx, scope, in.Days)
		return cohortsOf(scope, all), err
	})
}

func cohortsOf(s feature.Scope, r kpi.Returns) Cohorts {
	return Cohorts{AsOf: Day{s.AsOf}, Days: r.Days, Currency: r.Currency, Matured: ratioOf(r.Second.Matured), Estimate: shareOf(r.Estimate),
		Literal: ratioOf(r.Second.Literal), D1: ratioOf(r.Regulars.D1), D2: ratioOf(r.Regulars.D2), Curve: curveOf(r.Curve),
		Cohorts: each(r.Cohorts, func(c kpi.MonthCohort) MonthCohort {
			out := MonthCohort{Month: c.Month.String(), First: Day{c.Month.First()}, Last: Day{c.Month.Last()}, Share: shareOf(c.Estimate)}
			if c.Matured != nil {
				matured := ratioOf(*c.Matured)
				out.Matured = &matured
			}
			return out
		}),
		Intervals: each(r.Intervals, func(i kpi.Interval) OrdinalInterval {
			return OrdinalInterval{Ordinal: i.Ordinal, Started: i.Started, Completed: i.Completed, Share: shareOf(i.Share), Quarter: i.Quarter,
				Half: i.Half, ThreeQuarters: i.ThreeQs, Curve: curveOf(i.Curve)}
		}),
		Retention: each(r.Retention, func(c kpi.RetentionCell) RetentionCell {
			bought := c.Cohort + kpi.Month(c.Months)
			return RetentionCell{Cohort: c.Cohort.String(), First: Day{c.Cohort.First()}, Last: Day{c.Cohort.Last()}, From: Day{bought.First()}, Until: Day{bought.Last()},
				Months: c.Months, Customers: c.Customers, Of: c.Of, Orders: c.Orders, Gross: major(c.GrossMinor, r.Currency), Over: c.Over}
		})}
}

func shareOf(e kpi.Estimate) Share {
	return Share{Customers: e.Customers, Share: e.Share, Low: e.Low, High: e.High, FollowUp: e.FollowUp}
}

func curveOf(all []kpi.CurvePoint) []ShareOnDay {
	return each(all, func(p kpi.CurvePoint) ShareOnDay {
		return ShareOnDay{Days: p.Days, Share: p.Share, Low: p.Low, High: p.High}
	})
}

func (r returnRoom) FirstExperience(ctx context.Context, in *RepurchaseRequest) (FirstExperience, error) {
	scope, err := r.scope(ctx, in.Scope)
	if err != nil {
		return FirstExperience{}, err
	}
	return remembered(ctx, r.Base, memoKey{question: "experience", scope: scope, days: in.Days}, func(ctx context.Context) (FirstExperience, error) {
		snapshot, err := r.Features.Ensure(ctx, scope, r.Clock())
		if err != nil {
			return FirstExperience{}, err
		}
		all, err := r.KPI.FirstExperience(ctx, snapshot, in.Days)
		return FirstExperience{AsOf: Day{scope.AsOf}, Days: all.Days, Customers: ratioOf(all.Customers), Aspects: each(all.Aspects, aspectOf)}, err
	})
}

func aspectOf(a kpi.Aspect) ExperienceAspect {
	return ExperienceAspect{Name: a.Name, Known: a.Known, Answers: each(a.Answers, func(x kpi.Answer) ExperienceAnswer {
		out := ExperienceAnswer{Name: x.Name, Second: ratioOf(x.Second), Unknown: x.Unknown}
		if d := x.Against; d != nil {
			out.Against = &Gap{Value: d.Value, Low: d.Low, High: d.High, P: d.P}
		}
		return out
	})}
}

func (r returnRoom) Sources(ctx context.Context, in *RepurchaseRequest) (Sources, error) {
	scope, err := r.scope(ctx, in.Scope)
	if err != nil {
		return Sources{}, err
	}
	return remembered(ctx, r.Base, memoKey{question: "sources", scope: scope, days: in.Days}, func(ctx context.Context) (Sources, error) {
		snapshot, err := r.Features.Ensure(ctx, scope, r.Clock())
		if err != nil {
			return Sources{}, err
		}
		all, err := r.KPI.Sources(ctx, snapshot, in.Days)
		return Sources{AsOf: Day{scope.AsOf}, Days: all.Days, Currency: snapshot.Currency, All: sourceOf(all.All, snapshot.Currency), HasVisits: all.HasVisits,
			Sources: each(all.Sources, func(s kpi.Source) Source { return sourceOf(s, snapshot.Currency) })}, err
	})
}

func sourceOf(s kpi.Source, currency string) Source {
	out := Source{Name: s.Name, Group: s.Group, Customers: s.Customers, Visitors: s.Visitors, Cost: major(s.CostMinor, currency),
		CostPerNew: majorEach(s.CostPerNew(), currency), Second: ratioOf(s.Second), Traits: each(s.Traits, func(t string) string { return t }),
		FirstOrder: perHead(major(s.FirstMinor, currency), s.Customers), Net90: perHead(major(s.Net90Minor, currency), s.Matured90),
		Discounted: perHead(float64(s.Discounted), s.Customers), Refunded: perHead(float64(s.Refunded), s.Customers)}
	out.Months = each(s.Months, func(m kpi.SourceMonth) SourceMonth {
		return SourceMonth{Month: m.Month.String(), First: Day{m.Month.First()}, Last: Day{m.Month.Last()}, Customers: m.Customers, Visitors: m.Visitors,
			Cost: major(m.CostMinor, currency), CostPerNew: majorEach(m.CostPerNew(), currency), Second: ratioOf(m.Second), Over: m.Over}
	})
	out.Alerts = each(s.Alerts, func(a kpi.SourceAlert) SourceAlert {
		return SourceAlert{Code: a.Code, Growth: a.Trend.Growth, Low: a.Trend.Low, High: a.Trend.High, Months: a.Trend.Steps}
	})
	return out
}

// perHead is nil where there is nobody.
func perHead(sum float64, heads int64) *float64 {
	if heads == 0 {
		return nil
	}
	each := sum / float64(heads)
	return &each
}

func majorEach(minor *float64, currency string) *float64 {
	if minor == nil {
		return nil
	}
	each := *minor * major(1, currency)
	return &each
}
