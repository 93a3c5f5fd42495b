package feature_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"huike"
	"huike/feature"
	"huike/order/ordertest"
	"huike/store"
	"huike/store/storetest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func TestMain(m *testing.M) { storetest.Main(m) }

var at = time.Date(2024, 7, 1, 8, 0, 0, 0, time.UTC)

func day(s string) huike.Day { return huike.MustDay(s) }

func ptr[T any](v T) *T { return &v }

func scope(asOf string) feature.Scope { return feature.Scope{Shop: 1, AsOf: day(asOf)} }

func ensure(t *testing.T, f *feature.Features, s feature.Scope, inUse ...int64) feature.Snapshot {
	t.Helper()
	snapshot, err := f.Ensure(t.Context(), s, at, inUse...)
	if err != nil {
		t.Fatal(err)
	}
	return snapshot
}

func rows(t *testing.T, f *feature.Features, snapshot int64) []feature.Row {
	t.Helper()
	all, total, err := f.List(t.Context(), snapshot, feature.Filter{Sort: "customer", Limit: 1000})
	if err != nil {
		t.Fatal(err)
	}
	if int(total) != len(all) {
		t.Fatalf("the list has %d of %d customers", len(all), total)
	}
	return all
}

// shop is small enough to be reckoned by hand.
func shop() []ordertest.Order {
	tea, cup := ordertest.Line{Product: "tea", Quantity: 2, Amount: 8}, ordertest.Line{Product: "cup", Amount: 4}
	return []ordertest.Order{
		// 1: five days, one of them with two orders, so six orders; last 2024-06-25.
		{Customer: 1, Day: "2023-06-30", Gross: 10, Lines: []ordertest.Line{tea}},
		{Customer: 1, Day: "2024-01-10", Gross: 12, Discount: 1, Lines: []ordertest.Line{tea, cup}},
		{Customer: 1, Day: "2024-01-10", Gross: 4, Lines: []ordertest.Line{cup}},
		{Customer: 1, Day: "2024-03-01", Gross: 20, Refund: 5, RefundDay: "2024-03-04"},
		{Customer: 1, Day: "2024-05-01", Gross: 30},
		{Customer: 1, Day: "2024-06-25", Gross: 40, Lines: []ordertest.Line{{Product: "pot", Amount: 40}}, Province: "浙江", City: "杭州"},
		// 2: one day, 45 days ago; a refund after the day of the question does not count yet.
		{Customer: 2, Day: "2024-05-16", Gross: 100, Refund: 50, RefundDay: "2024-07-02"},
		// 3: twice, 46 days ago; an order that was closed and one that was never paid are none.
		{Customer: 3, Day: "2024-05-01", Gross: 9},
		{Customer: 3, Day: "2024-05-15", Gross: 9},
		{Customer: 3, Day: "2024-06-20", Gross: 7, Void: "2024-06-22", Refund: 7, RefundDay: "2024-06-22"},
		{Customer: 3, Day: "2024-06-29", Gross: 8, Unpaid: true},
		// 4: long dead, nothing within the window of a year.
		{Customer: 4, Day: "2023-06-30", Gross: 1000},
		// 5: money back, never bought. 6: bought after the day. 7: everything free.
		{Customer: 5, Day: "2024-06-01", Gross: 0, Refund: 3},
		{Customer: 6, Day: "2024-07-01", Gross: 5},
		{Customer: 7, Day: "2024-06-01", Gross: 0},
		// Somebody without an identity.
		{Day: "2024-06-01", Gross: 77},
	}
}

func TestS0_10_DayClock(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		ordertest.Put(t, db, shop())
		f := feature.New(db)
		s := ensure(t, f, scope("2024-06-30"))
		if s.Currency != "CNY" || s.Customers != 4 || s.Definition != 1 {
			t.Errorf("snapshot %+v", s)
		}
		want := []feature.Row{
			{Customer: 1, FirstDay: day("2023-06-30"), SecondDay: ptr(day("2024-01-10")), LastDay: day("2024-06-25"), RecencyDays: 5, TenureDays: 366,
				Occasions: 5, Orders: 6, Quantity: 2 + 3 + 1 + 1 + 1 + 1, GrossMinor: 11600, RefundMinor: 500, NetMinor: 11100, DiscountMinor: 100, MeanOrderMinor: 1850,
				OccasionsWindow: 4, NetWindowMinor: 10100, GapDays: ptr(90), Stage: huike.StageAfterSale, StageSince: day("2024-06-25"),
				Ladder: feature.LadderFans, R: 4, F: 4, M: 4, Province: "浙江", City: "杭州"},
			{Customer: 2, FirstDay: day("2024-05-16"), LastDay: day("2024-05-16"), RecencyDays: 45, TenureDays: 45,
				Occasions: 1, Orders: 1, Quantity: 1, GrossMinor: 10000, NetMinor: 10000, MeanOrderMinor: 10000, OccasionsWindow: 1, NetWindowMinor: 10000,
				Stage: huike.StageActive, StageSince: day("2024-05-24"), Ladder: feature.LadderNew, R: 3, F: 2, M: 3},
			{Customer: 3, FirstDay: day("2024-05-01"), SecondDay: ptr(day("2024-05-15")), LastDay: day("2024-05-15"), RecencyDays: 46, TenureDays: 60,
				Occasions: 2, Orders: 2, Quantity: 2, GrossMinor: 1800, NetMinor: 1800, MeanOrderMinor: 900, OccasionsWindow: 2, NetWindowMinor: 1800, GapDays: ptr(14),
				Stage: huike.StageSilent, StageSince: day("2024-06-30"), Ladder: feature.LadderHolding, R: 2, F: 3, M: 2},
			{Customer: 4, FirstDay: day("2023-06-30"), LastDay: day("2023-06-30"), RecencyDays: 366, TenureDays: 366,
				Occasions: 1, Orders: 1, Quantity: 1, GrossMinor: 100000, NetMinor: 100000, MeanOrderMinor: 100000,
				Stage: huike.StageDead, StageSince: day("2024-06-30"), Ladder: feature.LadderLapsed, R: 1, F: 1, M: 1},
		}
		if diff := cmp.Diff(want, rows(t, f, s.ID), cmp.Comparer(func(a, b huike.Day) bool { return a == b })); diff != "" {
			t.Error(diff)
		}
		of, err := f.Of(t.Context(), s.ID, []huike.CustomerID{2, 5, 99})
		if err != nil {
			t.Fatal(err)
		}
		if len(of) != 1 || of[2].Stage != huike.StageActive {
			t.Errorf("of customers 2, 5 and 99: %+v", of)
		}
	}, feature.Schema)
}

// Both sides of every bound: vector lifecycle-bounds of 01_rfm.json.
func TestS0_10_BoundsAreClosedAbove(t *testing.T) {
	days := []int{0, 7, 8, 45, 46, 90, 91, 140, 141, 365, 366, 4000}
	want := []huike.Stage{"after_sale", "after_sale", "active", "active", "silent", "silent", "sleeping", "sleeping", "lost", "lost", "dead", "dead"}
	storetest.Each(t, func(t *testing.T, db store.DB) {
		var orders []ordertest.Order
		for i, d := range days {
			orders = append(orders, ordertest.Order{Customer: int64(i + 1), Day: day("2024-06-30").Add(-d).String(), Gross: 1})
		}
		ordertest.Put(t, db, orders)
		f := feature.New(db)
		for i, r := range rows(t, f, ensure(t, f, scope("2024-06-30")).ID) {
			if r.Stage != want[i] {
				t.Errorf("%d days after the purchase the stage is %s, want %s", days[i], r.Stage, want[i])
			}
			if pure := feature.DefaultDefinition().Stage(days[i]); pure != want[i] {
				t.Errorf("%d days: the definition says %s, want %s", days[i], pure, want[i])
			}
			if since := r.StageSince; feature.DefaultDefinition().Stage(since.Sub(r.LastDay)) != want[i] || since != r.LastDay && feature.DefaultDefinition().Stage(since.Sub(r.LastDay)-1) == want[i] {
				t.Errorf("%d days: the stage %s did not begin on %s", days[i], r.Stage, since)
			}
		}
	}, feature.Schema)
}

// The scores are rank-min: vector rfm-tie-freq-rankmin of 01_rfm.json for F.
func TestScoresAreRankMin(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		var orders []ordertest.Order
		for i, n := range []int{1, 1, 1, 1, 1, 1, 2, 2, 3, 9} {
			for k := range n {
				orders = append(orders, ordertest.Order{Customer: int64(i + 1), Day: day("2024-06-30").Add(-k).String(), Gross: 1})
			}
		}
		ordertest.Put(t, db, orders)
		f := feature.New(db)
		var have []int
		for _, r := range rows(t, f, ensure(t, f, scope("2024-06-30")).ID) {
			have = append(have, r.F)
			if r.R != 1 {
				t.Errorf("all bought on the same day, yet R of customer %d is %d", r.Customer, r.R)
			}
		}
		if diff := cmp.Diff([]int{1, 1, 1, 1, 1, 1, 4, 4, 5, 5}, have); diff != "" {
			t.Error(diff)
		}
	}, feature.Schema)
}

func TestEnsureComputesOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		ordertest.Put(t, db, shop())
		f := feature.New(db)
		ids := make([]int64, 8)
		var all sync.WaitGroup
		for i := range ids {
			all.Go(func() {
				s, err := f.Ensure(t.Context(), scope("2024-06-30"), at)
				if err != nil {
					t.Error(err)
				}
				ids[i] = s.ID
			})
		}
		all.Wait()
		for _, id := range ids {
			if id != ids[0] || id == 0 {
				t.Fatalf("eight callers got the snapshots %v, want one", ids)
			}
		}
		ordertest.Put(t, db, []ordertest.Order{{Customer: 8, Day: "2024-06-30", Gross: 1}})
		newer := ensure(t, f, scope("2024-06-30"))
		if newer.ID == ids[0] || newer.Customers != 5 {
			t.Errorf("after a further order the snapshot is %+v, want a new one with 5 customers", newer)
		}
		if left := count(t, db, ids[0]); left != 0 {
			t.Errorf("%d rows of the replaced snapshot are left", left)
		}
	}, feature.Schema)
}

func TestEnsureKeepsTheNewest(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		ordertest.Put(t, db, shop())
		f := feature.New(db)
		oldest := ensure(t, f, scope("2024-06-30"))
		second := ensure(t, f, scope("2024-06-29"))
		for i := range 23 {
			ensure(t, f, feature.Scope{Shop: 1, AsOf: day("2024-06-28").Add(-i)}, oldest.ID)
		}
		if n := count(t, db, oldest.ID); n != 4 {
			t.Errorf("the snapshot in use has %d rows, want 4", n)
		}
		if again := ensure(t, f, scope("2024-06-29")); again.ID != second.ID {
			t.Error("the 24 newest do not stay")
		}
		ensure(t, f, scope("2023-12-01"))
		if n := count(t, db, oldest.ID) + count(t, db, second.ID); n != 0 {
			t.Errorf("%d rows of snapshots older than the 24 newest are left", n)
		}
	}, feature.Schema)
}

func count(t *testing.T, db store.DB, snapshot int64) int64 {
	t.Helper()
	q := store.Compiled("test/rows", `SELECT count(*) FROM customer_feature WHERE snapshot_id = @snapshot`)
	n, _, err := store.One(context.Background(), db, q, store.Args{"snapshot": snapshot}, func(r *store.Rows) (n int64, err error) { return n, r.Scan(&n) })
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestScopes(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		f := feature.New(db)
		none := feature.Scope{AsOf: day("2024-06-30")}
		if s := ensure(t, f, none); s.Customers != 0 || s.Currency != "" {
			t.Errorf("an empty database gives %+v", s)
		}
		_, err := f.Ensure(t.Context(), scope("2024-06-30"), at)
		if huike.CodeOf(err) != "feature.shop" || huike.KindOf(err) != huike.NotFound {
			t.Errorf("unknown shop: %v", err)
		}
		ordertest.Put(t, db, []ordertest.Order{{Customer: 1, Day: "2024-06-01", Gross: 1}, {Customer: 1, Shop: 2, Day: "2024-06-02", Gross: 2}})
		ordertest.PutShop(t, db, 3, "USD")
		if r := rows(t, f, ensure(t, f, none).ID); len(r) != 1 || r[0].Occasions != 2 || r[0].NetMinor != 300 {
			t.Errorf("over both shops: %+v", r)
		}
		if r := rows(t, f, ensure(t, f, scope("2024-06-30")).ID); len(r) != 1 || r[0].Occasions != 1 || r[0].NetMinor != 100 {
			t.Errorf("in one shop: %+v", r)
		}
		ordertest.Put(t, db, []ordertest.Order{{Customer: 1, Shop: 3, Day: "2024-06-01", Gross: 1}})
		if _, err := f.Ensure(t.Context(), none, at); huike.CodeOf(err) != "feature.currencies" || huike.KindOf(err) != huike.Invalid {
			t.Errorf("shops of several currencies: %v", err)
		}
	}, feature.Schema)
}

// The rows as of a day equal those of a shop that knew no later fact, and the
// stages sum to the customers, for fifty days drawn from a seed.
func TestAsOfEqualsAShopWithoutLaterFacts(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		random := rand.New(rand.NewPCG(10, 45))
		first := day("2023-01-01")
		orders := randomOrders(random, first)
		ordertest.Put(t, db, orders)
		days := make([]huike.Day, 50)
		var replay []ordertest.Order
		for i := range days {
			days[i] = first.Add(random.IntN(560))
			replay = append(replay, before(orders, days[i], int64(i+2))...)
		}
		ordertest.Put(t, db, replay)
		f := feature.New(db)
		for i, d := range days {
			ordertest.PutShop(t, db, int64(i+2), "CNY")
			full, short := ensure(t, f, feature.Scope{Shop: 1, AsOf: d}), ensure(t, f, feature.Scope{Shop: huike.ShopID(i + 2), AsOf: d})
			have := rows(t, f, full.ID)
			if diff := cmp.Diff(rows(t, f, short.ID), have, cmpopts.EquateComparable(huike.Day{})); diff != "" {
				t.Fatalf("as of %s: %s", d, diff)
			}
			if int64(len(have)) != full.Customers {
				t.Fatalf("as of %s: %d rows of %d customers", d, len(have), full.Customers)
			}
			for _, r := range have {
				if want := feature.DefaultDefinition().Stage(r.RecencyDays); r.Stage != want || d.Sub(r.LastDay) != r.RecencyDays {
					t.Fatalf("as of %s customer %d is %s, want %s", d, r.Customer, r.Stage, want)
				}
			}
		}
	}, feature.Schema)
}

func randomOrders(random *rand.Rand, first huike.Day) []ordertest.Order {
	var orders []ordertest.Order
	for range 300 {
		d := random.IntN(540)
		o := ordertest.Order{Customer: int64(random.IntN(40)), Day: first.Add(d).String(), Gross: float64(random.IntN(30)),
			Lines:  []ordertest.Line{{Product: fmt.Sprint("P", random.IntN(9)), Amount: 1}, {Product: fmt.Sprint("P", random.IntN(9)), Amount: 1}},
			Unpaid: random.IntN(20) == 0, Province: []string{"", "浙江", "上海"}[random.IntN(3)]}
		switch random.IntN(6) {
		case 0:
			o.Refund, o.RefundDay = float64(1+random.IntN(20)), first.Add(d+random.IntN(30)).String()
		case 1:
			o.Void = first.Add(d + random.IntN(30)).String()
		}
		orders = append(orders, o)
	}
	return orders
}

// before returns what was known of orders at the end of a day, for another shop.
func before(orders []ordertest.Order, asOf huike.Day, shop int64) []ordertest.Order {
	var known []ordertest.Order
	for _, o := range orders {
		if asOf.Before(day(o.Day)) {
			continue
		}
		o.Shop = shop
		if o.Void != "" && asOf.Before(day(o.Void)) {
			o.Void = ""
		}
		if o.RefundDay != "" && asOf.Before(day(o.RefundDay)) {
			o.Refund = 0
		}
		known = append(known, o)
	}
	return known
}
