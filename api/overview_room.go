package api

import (
	"context"

	"huike/feature"
	"huike/kpi"
	"huike/lifecycle"
)

// What the overview looks at, in days.
const (
	overviewDays = 90 // the line of sales
	compareDays  = 30 // and as many before
	usualDays    = 45 // until a second purchase (S1-68)
)

// OverviewRooms are the rooms behind the overview.
type OverviewRooms struct {
	LifecycleRooms
	KPI *kpi.KPI
}

// OfOverviews answers for the measures of the shop.
func OfOverviews(r OverviewRooms) Overviews { return overviewRoom{r} }

type overviewRoom struct{ OverviewRooms }

func (r overviewRoom) Overview(ctx context.Context, in *ScopeRequest) (Overview, error) {
	scope, err := r.scope(ctx, in.Scope)
	if err != nil {
		return Overview{}, err
	}
	return remembered(ctx, r.Base, memoKey{question: "overview", scope: scope}, func(ctx context.Context) (Overview, error) { return r.overview(ctx, scope) })
}

func (r overviewRoom) overview(ctx context.Context, scope feature.Scope) (Overview, error) {
	all, err := r.KPI.Shop(ctx, scope)
	if err != nil {
		return Overview{}, err
	}
	out := totalOverview(scope, all)
	if err := r.addPeriods(ctx, scope, &out); err != nil {
		return Overview{}, err
	}
	if out.Repurchase, err = r.repurchase(ctx, scope, usualDays); err != nil {
		return Overview{}, err
	}
	out.Regulars = Regulars{D1: out.Repurchase.RegularsD1, D2: out.Repurchase.RegularsD2}
	out.Stages, err = r.stages(ctx, scope)
	return out, err
}

func totalOverview(s feature.Scope, all kpi.Shop) Overview {
	return Overview{AsOf: Day{s.AsOf}, Currency: all.Currency, Orders: all.Orders, Customers: all.Customers,
		Gross: major(all.GrossMinor, all.Currency), Net: major(all.NetMinor, all.Currency),
		Keyless: Keyless{Orders: all.Keyless, Gross: major(all.KeylessMinor, all.Currency)}}
}

// addPeriods adds the line of sales and the comparison of the last days with those before.
func (r overviewRoom) addPeriods(ctx context.Context, s feature.Scope, out *Overview) error {
	days, err := r.KPI.Days(ctx, s, overviewDays)
	if err != nil {
		return err
	}
	out.Days = each(days, func(d kpi.DayTotals) DayTotals {
		return DayTotals{Day: Day{d.Day}, Orders: d.Orders, Customers: d.Customers, Gross: major(d.GrossMinor, out.Currency)}
	})
	last, prior, err := r.KPI.LastAndPrior(ctx, s, compareDays)
	if err != nil {
		return err
	}
	out.Last30, out.Prior30 = totalsOf(last, out.Currency), totalsOf(prior, out.Currency)
	out.Compare = Change{Orders: change(last.Orders, prior.Orders), Customers: change(last.Customers, prior.Customers),
		Gross: change(last.GrossMinor, prior.GrossMinor), Net: change(last.NetMinor, prior.NetMinor)}
	return nil
}

func totalsOf(t kpi.Totals, currency string) Totals {
	return Totals{Orders: t.Orders, Customers: t.Customers, Gross: major(t.GrossMinor, currency), Net: major(t.NetMinor, currency)}
}

// change is relative to what was before; nil where nothing was.
func change(now, before int64) *float64 {
	if before <= 0 {
		return nil
	}
	c := float64(now)/float64(before) - 1
	return &c
}

func (r overviewRoom) stages(ctx context.Context, s feature.Scope) ([]StageCount, error) {
	b, err := r.Lifecycle.Board(ctx, s, s.AsOf, r.Clock())
	return each(b.Stages, func(c lifecycle.StageCount) StageCount {
		return StageCount{Stage: Stage(c.Stage), Customers: c.Customers, Net: major(c.NetMinor, b.Snapshot.Currency)}
	}), err
}

func (r overviewRoom) Repurchase(ctx context.Context, in *RepurchaseRequest) (Repurchase, error) {
	scope, err := r.scope(ctx, in.Scope)
	if err != nil {
		return Repurchase{}, err
	}
	k := memoKey{question: "repurchase", scope: scope, days: in.Days}
	return remembered(ctx, r.Base, k, func(ctx context.Context) (Repurchase, error) { return r.repurchase(ctx, scope, in.Days) })
}

func (r overviewRoom) repurchase(ctx context.Context, s feature.Scope, days int) (Repurchase, error) {
	second, err := r.KPI.SecondPurchase(ctx, s, days)
	if err != nil {
		return Repurchase{}, err
	}
	regulars, err := r.KPI.Regulars(ctx, s, days)
	return Repurchase{AsOf: Day{s.AsOf}, Days: second.Days, Matured: ratioOf(second.Matured), Literal: ratioOf(second.Literal),
		NaiveHidden: second.Matured.Denominator == 0, RegularsD1: ratioOf(regulars.D1), RegularsD2: ratioOf(regulars.D2),
		Cohorts: each(second.Cohorts, func(c kpi.Cohort) Cohort {
			return Cohort{Week: Day{c.Monday}, New: c.Second.Denominator, Second: c.Second.Numerator, Rate: c.Second.Rate, Matured: c.Matured}
		})}, err
}

func ratioOf(r kpi.Rate) Ratio {
	return Ratio{Numerator: r.Numerator, Denominator: r.Denominator, Rate: r.Rate, Low: r.Low, High: r.High}
}
