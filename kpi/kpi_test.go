package kpi_test

import (
	"math/rand/v2"
	"testing"

	"huike"
	"huike/feature"
	"huike/kpi"
	"huike/order/ordertest"
	"huike/store"
	"huike/store/storetest"

	"github.com/google/go-cmp/cmp"
)

func TestMain(m *testing.M) { storetest.Main(m) }

func day(s string) huike.Day { return huike.MustDay(s) }

func scope(asOf string) feature.Scope { return feature.Scope{Shop: 1, AsOf: day(asOf)} }

func shop() []ordertest.Order {
	return []ordertest.Order{
		{Customer: 1, Day: "2024-05-31", Gross: 10},
		{Customer: 1, Day: "2024-06-01", Gross: 20, Refund: 4, RefundDay: "2024-06-02"},
		{Customer: 1, Day: "2024-06-30", Gross: 5},
		{Customer: 1, Day: "2024-06-30", Gross: 6},
		{Customer: 2, Day: "2024-06-30", Gross: 7, Refund: 2, RefundDay: "2024-07-01"},
		{Customer: 3, Day: "2024-06-10", Gross: 50, Void: "2024-06-12", Refund: 50, RefundDay: "2024-06-12"},
		{Customer: 4, Day: "2024-06-10", Gross: 9, Unpaid: true},
		{Customer: 5, Day: "2024-07-01", Gross: 100},
		{Day: "2024-06-20", Gross: 3}, {Day: "2024-04-20", Gross: 1},
		{Customer: 9, Shop: 2, Day: "2024-06-20", Gross: 1000},
	}
}

func TestShop(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		k := kpi.New(db)
		if empty, err := k.Shop(t.Context(), feature.Scope{AsOf: day("2024-06-30")}); err != nil || empty != (kpi.Shop{}) {
			t.Errorf("an empty database: %+v, %v", empty, err)
		}
		ordertest.Put(t, db, shop())
		f := func(s feature.Scope, want kpi.Totals) {
			t.Helper()
			have, err := k.Shop(t.Context(), s)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(kpi.Shop{Totals: want, Currency: "CNY"}, have); diff != "" {
				t.Errorf("as of %s %s", s.AsOf, diff)
			}
		}
		f(scope("2024-06-30"), kpi.Totals{Orders: 5, Customers: 2, GrossMinor: 4800, NetMinor: 4400, Keyless: 2, KeylessMinor: 400})
		f(scope("2024-06-11"), kpi.Totals{Orders: 3, Customers: 2, GrossMinor: 8000, NetMinor: 7600, Keyless: 1, KeylessMinor: 100})
		f(scope("2024-07-01"), kpi.Totals{Orders: 6, Customers: 3, GrossMinor: 14800, NetMinor: 14200, Keyless: 2, KeylessMinor: 400})
		f(feature.Scope{AsOf: day("2024-06-30")}, kpi.Totals{Orders: 6, Customers: 3, GrossMinor: 104800, NetMinor: 104400, Keyless: 2, KeylessMinor: 400})
		if _, err := k.Shop(t.Context(), feature.Scope{Shop: 7, AsOf: day("2024-06-30")}); huike.KindOf(err) != huike.NotFound {
			t.Errorf("an unknown shop: %v", err)
		}
		last, prior, err := k.LastAndPrior(t.Context(), scope("2024-06-30"), 30)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(kpi.Totals{Orders: 4, Customers: 2, GrossMinor: 3800, NetMinor: 3400, Keyless: 1, KeylessMinor: 300}, last); diff != "" {
			t.Error("last 30 days", diff)
		}
		if diff := cmp.Diff(kpi.Totals{Orders: 1, Customers: 1, GrossMinor: 1000, NetMinor: 1000}, prior); diff != "" {
			t.Error("the 30 days before", diff)
		}
	}, kpi.Schema)
}

func TestDays(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		ordertest.Put(t, db, shop())
		have, err := kpi.New(db).Days(t.Context(), scope("2024-06-30"), 30)
		if err != nil {
			t.Fatal(err)
		}
		for i, d := range have {
			want := kpi.DayTotals{Day: day("2024-06-01").Add(i)}
			switch d.Day {
			case day("2024-06-01"):
				want.Orders, want.Customers, want.GrossMinor = 1, 1, 2000
			case day("2024-06-30"):
				want.Orders, want.Customers, want.GrossMinor = 3, 2, 1800
			}
			if d != want {
				t.Errorf("day %d is %+v, want %+v", i, d, want)
			}
		}
		if len(have) != 30 {
			t.Errorf("%d days", len(have))
		}
		if _, err := kpi.New(db).Days(t.Context(), scope("2024-06-30"), 0); huike.CodeOf(err) != "kpi.days" {
			t.Error(err)
		}
	}, kpi.Schema)
}

// What is true as of a day does not change with what comes later.
func TestAsOf(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		random := rand.New(rand.NewPCG(1, 68))
		var orders, early []ordertest.Order
		asOf := day("2024-03-01")
		for range 300 {
			o := ordertest.Order{Customer: int64(random.IntN(50)), Day: day("2023-06-01").Add(random.IntN(400)).String(), Gross: float64(random.IntN(9))}
			if random.IntN(5) == 0 {
				o.Refund, o.RefundDay = 1, day(o.Day).Add(random.IntN(40)).String()
			}
			orders = append(orders, o)
			if !asOf.Before(day(o.Day)) {
				if o.RefundDay != "" && asOf.Before(day(o.RefundDay)) {
					o.Refund = 0
				}
				o.Shop = 2
				early = append(early, o)
			}
		}
		ordertest.Put(t, db, append(orders, early...))
		k := kpi.New(db)
		all := func(shop huike.ShopID) []any {
			s := feature.Scope{Shop: shop, AsOf: asOf}
			a, err := k.Shop(t.Context(), s)
			b, err2 := k.SecondPurchase(t.Context(), s, 30)
			c, err3 := k.Regulars(t.Context(), s, 60)
			d, err4 := k.Days(t.Context(), s, 100)
			if err != nil || err2 != nil || err3 != nil || err4 != nil {
				t.Fatal(err, err2, err3, err4)
			}
			return []any{a, b, c, d}
		}
		if diff := cmp.Diff(all(2), all(1), cmp.Comparer(func(a, b huike.Day) bool { return a == b })); diff != "" {
			t.Error(diff)
		}
	}, kpi.Schema)
}
