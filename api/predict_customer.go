package api

import (
	"context"

	"huike"
	"huike/feature"
	"huike/predict"
)

// Customer answers what one customer will bring, and how likely she is to leave.
func (r predictRoom) Customer(ctx context.Context, in *CustomerRequest) (CustomerForecast, error) {
	s, err := r.scope(ctx, in.Scope)
	if err != nil {
		return CustomerForecast{}, err
	}
	out := CustomerForecast{AsOf: Day{s.AsOf}, Grounds: Grounds{Basis: predict.ByNothing}}
	v, l, err := r.value(ctx, s)
	out.Learned, out.Leaving = l, CustomerLeaving{Learned: l, Grounds: Grounds{Basis: predict.ByNothing}}
	if err != nil || l.State != "ready" {
		return out, err
	}
	if err := r.fillForecast(ctx, &out, v, customerID(in.ID)); err != nil {
		return out, err
	}
	out.Leaving, err = r.leaving(ctx, s, customerID(in.ID))
	return out, err
}

func (r predictRoom) fillForecast(ctx context.Context, out *CustomerForecast, v predict.Value, id huike.CustomerID) error {
	all := valueOf(v)
	out.Grounds, out.Currency, out.Customers, out.Unset = all.Grounds, all.Currency, all.Customers, all.Unset
	out.FitDay, out.Repeaters, out.Check = all.FitDay, all.Repeaters, all.Check
	p, known, err := r.Models.Prospect(ctx, v, id)
	if err != nil || !known {
		return err
	}
	people, err := r.people(ctx, []huike.CustomerID{id}, masked)
	one, expected, worth := worthOf(p.Worth, people[id].name, v.Currency), Span(p.Orders), moneySpan(p.Money, v.Currency)
	out.Known, out.One, out.Expected, out.Worth, out.Tenth = true, &one, &expected, &worth, p.Tenth
	out.MeanExpected, out.MeanWorth = p.MeanExpected, majorOf(p.MeanMinor, v.Currency)
	return err
}

func (r predictRoom) leaving(ctx context.Context, s feature.Scope, id huike.CustomerID) (CustomerLeaving, error) {
	c, l, err := r.churn(ctx, s)
	if err != nil || l.State != "ready" {
		return CustomerLeaving{Learned: l, Grounds: Grounds{Basis: predict.ByNothing}}, err
	}
	out := CustomerLeaving{Learned: l, Grounds: Grounds{c.Basis, c.Reason}, Horizon: c.Horizon, Test: dayOrNone(c.Test), Tested: c.Tested,
		Score: qualityOf(c.Score), Baseline: qualityOf(c.Baseline)}
	out.Chance, err = r.Models.ChurnOf(ctx, c, id)
	return out, err
}

func qualityOf(q *predict.Quality) *ScoreQuality {
	if q == nil {
		return nil
	}
	return &ScoreQuality{q.AUC, q.Brier}
}
