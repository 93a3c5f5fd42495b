package kpi

import (
	"math/rand/v2"
	"slices"
	"testing"

	"huike"
	"huike/feature"
	"huike/order/ordertest"
	"huike/store"
	"huike/store/storetest"
)

// plainly counts the people of one stretch customer by customer; days are each
// customer's days with a purchase as known at the end, in order.
func plainly(days map[int64][]huike.Day, s Span) (p people) {
	for _, all := range days {
		within := func(from, to huike.Day) (in []huike.Day) {
			for _, d := range all {
				if !d.Before(from) && !to.Before(d) {
					in = append(in, d)
				}
			}
			return in
		}
		first := all[0]
		earlier, bought := within(first, s.From.Add(-1)), within(s.From, s.To)
		lapsed := len(earlier) > 0 && s.From.Sub(earlier[len(earlier)-1]) > lostDays
		switch {
		case len(bought) == 0:
		case len(earlier) == 0:
			p.New++
		case lapsed:
			p.WonBack++
		case len(earlier) == 1:
			p.Cultivated++
		default:
			p.Active++
		}
		count(&p.Lost, lapsed)
		prior, since, until := within(s.To.Add(-89), s.To.Add(-45)), within(s.To.Add(-44), s.To), within(first, s.To.Add(-45))
		count(&p.Earlier, len(prior) > 0)
		count(&p.Stayed, len(prior) > 0 && len(since) > 0)
		count(&p.Regulars, len(prior) > 0 && len(until) > 1)
		count(&p.Repeated, len(prior) > 0 && len(until) > 1 && len(since) > 0)
		year := within(s.To.Add(-364), s.To)
		count(&p.Yearly, len(year) > 0)
		count(&p.Loyal, len(year) > 1)
	}
	return p
}

func count(n *int64, yes bool) {
	if yes {
		*n++
	}
}

func TestS1_03_PeopleAreCountedAsOneByOne(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		random, first := rand.New(rand.NewPCG(3, 17)), huike.MustDay("2022-01-01")
		var orders []ordertest.Order
		for range 900 {
			d := random.IntN(1000)
			o := ordertest.Order{Customer: int64(1 + random.IntN(200)), Day: first.Add(d).String(), Gross: 5}
			if random.IntN(12) == 0 {
				o.Void = first.Add(d + random.IntN(40)).String()
			}
			orders = append(orders, o)
		}
		ordertest.Put(t, db, orders)
		for range 25 {
			asOf := first.Add(400 + random.IntN(600))
			days := map[int64][]huike.Day{}
			for _, o := range orders {
				d := huike.MustDay(o.Day)
				known := !asOf.Before(d) && (o.Void == "" || asOf.Before(huike.MustDay(o.Void)))
				if known && !slices.Contains(days[o.Customer], d) {
					days[o.Customer] = append(days[o.Customer], d)
				}
			}
			for _, list := range days {
				slices.SortFunc(list, func(a, b huike.Day) int { return a.Sub(b) })
			}
			period := []string{"week", "month"}[random.IntN(2)]
			p, err := PeriodsOf(period, asOf)
			if err != nil {
				t.Fatal(err)
			}
			have, err := reader{t.Context(), db, feature.Scope{AsOf: asOf}, p, "CNY"}.people()
			if err != nil {
				t.Fatal(err)
			}
			for i, s := range p.spans() {
				if want := plainly(days, s); have[i] != want {
					t.Errorf("%s up to %s, stretch %d: got %+v, want %+v", period, asOf, i, have[i], want)
				}
			}
		}
	}, Schema)
}
