package predict

import (
	"context"
	"math"
	"time"

	"huike"
	"huike/feature"
	"huike/stat"
	"huike/store"
)

// counted is how many customers share a history as of a day, in days, and how
// often each bought afterwards.
type counted struct {
	history   stat.History // in weeks
	later     float64
	customers int64
}

// histories returns the customers of a shop by their history up to cut, with
// what they bought from then until a later day.
func (m *Models) histories(ctx context.Context, shop huike.ShopID, cut, until huike.Day) ([]counted, error) {
	args := store.Args{"shop": shop, "cut": cut, "until": until}
	return store.All(ctx, m.db, queries.Get("history"), args, func(r *store.Rows) (c counted, err error) {
		var x, last, age, later int64
		err = r.Scan(&x, &last, &age, &later, &c.customers)
		c.history, c.later = weeks(x, last, age), float64(later)
		return c, err
	})
}

// weeks makes a history of days.
func weeks(x, last, age int64) stat.History {
	return stat.History{X: float64(x), TX: float64(last), T: float64(age)}.Weeks()
}

// fitted are histories with their number of customers, as a fit takes them.
func fitted(rows []counted) []stat.History {
	out := make([]stat.History, len(rows))
	for i, c := range rows {
		out[i] = c.history
		out[i].Customers = c.customers
	}
	return out
}

// purse is what a customer brought, in minor units of margin.
type purse struct {
	customer       huike.CustomerID
	x, last, age   int64 // repeat purchase days; days
	repeat, margin int64
	gross, costed  int64 // paid, and the part of it whose cost is known
}

// purses returns what each customer brought up to a day, by their numbers; only
// those who bought again unless everybody.
func (m *Models) purses(ctx context.Context, s feature.Scope, everybody bool) ([]purse, error) {
	args := store.Args{"shop": s.Shop, "until": s.AsOf, "everybody": everybody}
	return store.All(ctx, m.db, queries.Get("money"), args, func(r *store.Rows) (p purse, err error) {
		return p, r.Scan(&p.customer, &p.x, &p.last, &p.age, &p.repeat, &p.margin, &p.gross, &p.costed)
	})
}

// mean is the mean margin of a repeat purchase in major units; 0 without any.
func (p purse) mean(unit float64) float64 {
	if p.x == 0 {
		return 0
	}
	return float64(p.repeat) / float64(p.x) / unit
}

// unitOf is how many minor units make one major unit.
func unitOf(currency string) float64 { return math.Pow10(huike.Exponent(currency)) }

// span returns the first and last day with a purchase of a customer.
func (m *Models) span(ctx context.Context, s feature.Scope) (first, last huike.Day, err error) {
	_, _, err = store.One(ctx, m.db, queries.Get("span"), store.Args{"shop": s.Shop, "until": s.AsOf}, func(r *store.Rows) (bool, error) {
		return true, r.Scan(&first, &last)
	})
	return first, last, err
}

// fitDay is the day as of which parameters are learned: the last end of a month
// up to a day, so that they hold for a month.
func fitDay(asOf huike.Day) huike.Day {
	tomorrow := asOf.Add(1).Time(time.UTC)
	return asOf.Add(1 - tomorrow.Day())
}
