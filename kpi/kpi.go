package kpi

import (
	"context"

	"huike"
	"huike/feature"
	"huike/stat"
	"huike/store"
)

// KPI computes the measures from the facts, as of a day.
type KPI struct{ db store.DB }

// New returns the room over a database.
func New(db store.DB) *KPI { return &KPI{db} }

// Totals are the sums of a stretch of days. Money is in minor units.
type Totals struct {
	Orders       int64 // of known customers, as are customers, gross and net
	Customers    int64
	GrossMinor   int64
	NetMinor     int64 // gross less what was given back on these days
	Keyless      int64 // orders without any identity
	KeylessMinor int64 // their gross
}

// Shop are the totals of a scope from its beginning.
type Shop struct {
	Totals
	Currency string // "" before the first order
}

// firstDay comes before every order.
var firstDay = huike.MustDay("1900-01-01")

// Shop returns the totals of a scope up to its day. Several currencies are an
// error of kind Invalid, an unknown shop one of kind NotFound.
func (k *KPI) Shop(ctx context.Context, s feature.Scope) (Shop, error) {
	currency, err := feature.Currency(ctx, k.db, s.Shop)
	if err != nil {
		return Shop{}, err
	}
	t, err := k.totals(ctx, s, firstDay, s.AsOf)
	return Shop{t, currency}, err
}

// LastAndPrior returns the totals of the last so many days of a scope and of as
// many before them, both with what is known on its day.
func (k *KPI) LastAndPrior(ctx context.Context, s feature.Scope, days int) (last, prior Totals, err error) {
	if _, err := feature.Currency(ctx, k.db, s.Shop); err != nil {
		return last, prior, err
	}
	if last, err = k.totals(ctx, s, s.AsOf.Add(-days), s.AsOf); err != nil {
		return last, prior, err
	}
	prior, err = k.totals(ctx, s, s.AsOf.Add(-2*days), s.AsOf.Add(-days))
	return last, prior, err
}

// totals sums the days (after, until].
func (k *KPI) totals(ctx context.Context, s feature.Scope, after, until huike.Day) (Totals, error) {
	args := store.Args{"shop": s.Shop, "as_of": s.AsOf, "after_day": after, "until_day": until}
	t, _, err := store.One(ctx, k.db, queries.Get("totals"), args, func(r *store.Rows) (t Totals, err error) {
		return t, r.Scan(&t.Orders, &t.Customers, &t.GrossMinor, &t.NetMinor, &t.Keyless, &t.KeylessMinor)
	})
	return t, err
}

// DayTotals are the purchases of known customers on one local day.
type DayTotals struct {
	Day        huike.Day
	Orders     int64
	Customers  int64
	GrossMinor int64
}

// Days returns the last so many days of a scope, the oldest first, also those
// without a purchase. Fewer than one day or more than ten years are an error of
// kind Invalid.
func (k *KPI) Days(ctx context.Context, s feature.Scope, days int) ([]DayTotals, error) {
	if days < 1 || days > 3660 {
		return nil, huike.Errorf(huike.Invalid, "kpi.days", "a series of %d days cannot be drawn; choose 1 to 3660", days)
	}
	if _, err := feature.Currency(ctx, k.db, s.Shop); err != nil {
		return nil, err
	}
	after := s.AsOf.Add(-days)
	all := make([]DayTotals, days)
	for i := range all {
		all[i].Day = after.Add(i + 1)
	}
	args := store.Args{"shop": s.Shop, "as_of": s.AsOf, "after_day": after}
	_, err := store.All(ctx, k.db, queries.Get("days"), args, func(r *store.Rows) (d DayTotals, err error) {
		err = r.Scan(&d.Day, &d.Orders, &d.Customers, &d.GrossMinor)
		all[d.Day.Sub(after)-1] = d
		return d, err
	})
	return all, err
}

// Rate is a share of customers with its Wilson interval of 95 %. Without a
// denominator the three numbers are nil.
type Rate struct {
	Numerator, Denominator int64
	Rate, Low, High        *float64
}

func rate(numerator, denominator int64) Rate {
	r := Rate{Numerator: numerator, Denominator: denominator}
	if denominator > 0 {
		p := stat.Proportion{X: numerator, N: denominator}
		value := p.Rate()
		low, high := stat.Wilson(p, 0.95)
		r.Rate, r.Low, r.High = &value, &low, &high
	}
	return r
}
