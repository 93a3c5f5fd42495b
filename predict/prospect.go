package predict

import (
	"context"
	"slices"

	"huike"
	"huike/store"
)

// Prospect is what one customer will bring in the next 12 months, and how she
// compares with the others. Of customers with a history like hers, four of five
// come to lie in the ranges; without a model that held there are none.
type Prospect struct {
	Worth
	Orders       Range   // purchase days
	Money        Range   // minor units: the range of purchases, each at the amount expected of hers
	Tenth        int     // of all customers by value, 1: worth most
	MeanExpected float64 // of all customers
	MeanMinor    float64
}

// The shares of customers below and above the range of a prospect.
const lowShare, highShare = .1, .9

// Prospect returns what a value says of one customer; false of whom it says
// nothing.
func (m *Models) Prospect(ctx context.Context, v Value, customer huike.CustomerID) (Prospect, bool, error) {
	all, err := m.WorthOf(ctx, v, []huike.CustomerID{customer})
	if err != nil || len(all) == 0 || all[0].Expected == nil || all[0].ValueMinor == nil {
		return Prospect{}, false, err
	}
	w, n := all[0], float64(max(1, v.Customers))
	p := Prospect{Worth: w, Orders: Range{Value: *w.Expected}, Money: Range{Value: float64(*w.ValueMinor)},
		MeanExpected: v.Expected.Value / n, MeanMinor: v.Worth.Value / n}
	p.Tenth = 1 + slices.IndexFunc(v.Deciles, func(d ValueDecile) bool { return *w.ValueMinor >= d.Lowest })
	if v.Basis == ByModel && p.Orders.Value > 0 {
		p.fillRanges(v.Fit)
	}
	return p, true, nil
}

func (p *Prospect) fillRanges(f Fit) {
	h := weeks(p.Occasions-1, p.Tenure-p.Recency, p.Tenure)
	each := p.Money.Value / p.Orders.Value
	bound := func(share float64) (orders, money *float64) {
		n := float64(f.buying().Quantile(h, months*30.0/7, share))
		worth := n * each
		return &n, &worth
	}
	p.Orders.Low, p.Money.Low = bound(lowShare)
	p.Orders.High, p.Money.High = bound(highShare)
}

// ChurnOf returns the chance that a customer does not buy within the horizon;
// nil of whom nothing is said.
func (m *Models) ChurnOf(ctx context.Context, c Churn, customer huike.CustomerID) (*float64, error) {
	chance, _, err := store.One(ctx, m.db, queries.Get("churn_of"), store.Args{"model": c.Model, "customer": customer}, func(r *store.Rows) (p *float64, err error) {
		return p, r.Scan(&p)
	})
	return chance, err
}
