package lifecycle_test

import (
	"math/rand/v2"
	"testing"
	"time"

	"huike"
	"huike/feature"
	"huike/lifecycle"
	"huike/order/ordertest"
	"huike/store"
	"huike/store/storetest"

	"github.com/google/go-cmp/cmp"
)

func TestMain(m *testing.M) { storetest.Main(m) }

var at = time.Date(2024, 7, 1, 8, 0, 0, 0, time.UTC)

func day(s string) huike.Day { return huike.MustDay(s) }

func scope(asOf string) feature.Scope { return feature.Scope{Shop: 1, AsOf: day(asOf)} }

var sameDay = cmp.Comparer(func(a, b huike.Day) bool { return a == b })

func open(db store.DB) *lifecycle.Lifecycle { return lifecycle.New(db, feature.New(db)) }

// shop: on 2024-06-30 customer 1 is in after-sale (bought again, was silent), 2
// aged from active to silent, 3 is new, 4 stays dead, 5 lost her only purchase.
func shop() []ordertest.Order {
	return []ordertest.Order{
		{Customer: 1, Day: "2024-04-01", Gross: 10, Province: "上海"}, {Customer: 1, Day: "2024-06-28", Gross: 20, Province: "浙江"},
		{Customer: 2, Day: "2024-05-15", Gross: 30, Province: "浙江", Lines: []ordertest.Line{{Product: "tea", Amount: 30}}},
		{Customer: 3, Day: "2024-06-30", Gross: 40},
		{Customer: 4, Day: "2022-01-01", Gross: 50},
		{Customer: 5, Day: "2024-06-01", Gross: 60, Void: "2024-06-25"},
	}
}

func TestS0_10_Board(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		ordertest.Put(t, db, shop())
		b, err := open(db).Board(t.Context(), scope("2024-06-30"), huike.Day{}, at)
		if err != nil {
			t.Fatal(err)
		}
		if b.Before.Scope.AsOf != day("2024-06-23") || b.Snapshot.Customers != 4 || b.Before.Customers != 4 {
			t.Errorf("snapshots %+v and %+v", b.Before, b.Snapshot)
		}
		stages := []lifecycle.StageCount{
			{Stage: "after_sale", Customers: 2, NetMinor: 7000, Entered: 2},
			{Stage: "active", Before: 2, Left: 2},
			{Stage: "silent", Customers: 1, NetMinor: 3000, Before: 1, Entered: 1, Left: 1},
			{Stage: "sleeping"}, {Stage: "lost"},
			{Stage: "dead", Customers: 1, NetMinor: 5000, Before: 1},
		}
		if diff := cmp.Diff(stages, b.Stages); diff != "" {
			t.Error("stages", diff)
		}
		flows := []lifecycle.Flow{{"active", "prospect", 1}, {"active", "silent", 1}, {"dead", "dead", 1}, {"prospect", "after_sale", 1}, {"silent", "after_sale", 1}}
		if diff := cmp.Diff(flows, b.Flows); diff != "" {
			t.Error("flows", diff)
		}
		ladder := []lifecycle.LadderCount{{"suspect", 0, 0}, {"prospect", 0, 0}, {"new", 1, 4000}, {"regular", 1, 3000}, {"fans", 0, 0}, {"holding", 1, 3000}, {"lapsed", 1, 5000}}
		if diff := cmp.Diff(ladder, b.Ladder); diff != "" {
			t.Error("ladder", diff)
		}
		if b.Index == nil || *b.Index != 0 {
			t.Errorf("one rose and one fell, yet the index is %v, want 0", b.Index)
		}
		checkHistogram(t, b.Histogram, map[int]int64{0: 2, 45: 1, 400: 1})
	}, lifecycle.Schema)
}

func checkHistogram(t *testing.T, bins []lifecycle.Bin, want map[int]int64) {
	t.Helper()
	if len(bins) != 81 || bins[80].ToDay != -1 || bins[79].ToDay != 399 {
		t.Errorf("%d bins, the last %+v", len(bins), bins[len(bins)-1])
	}
	for _, b := range bins {
		if b.Customers != want[b.FromDay] {
			t.Errorf("bin %+v, want %d customers", b, want[b.FromDay])
		}
	}
}

func TestBoardRefusesALaterDay(t *testing.T) {
	db := storetest.Open(t, store.DuckDB, lifecycle.Schema)
	_, err := open(db).Board(t.Context(), feature.Scope{AsOf: day("2024-06-30")}, day("2024-07-01"), at)
	if huike.CodeOf(err) != "lifecycle.compare" {
		t.Error(err)
	}
	b, err := open(db).Board(t.Context(), feature.Scope{AsOf: day("2024-06-30")}, huike.Day{}, at)
	if err != nil || b.Index != nil || len(b.Stages) != 6 {
		t.Errorf("the board of nobody is %+v, %v", b, err)
	}
}

// Customers = before + entered − left, and the stages sum to the customers, for
// twenty pairs of days drawn from a seed.
func TestBoardAddsUp(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		random := rand.New(rand.NewPCG(10, 60))
		var orders []ordertest.Order
		for range 400 {
			o := ordertest.Order{Customer: int64(1 + random.IntN(90)), Day: day("2023-01-01").Add(random.IntN(500)).String(), Gross: 1}
			if random.IntN(8) == 0 {
				o.Void = day(o.Day).Add(random.IntN(60)).String()
			}
			orders = append(orders, o)
		}
		ordertest.Put(t, db, orders)
		l := open(db)
		for range 20 {
			asOf := day("2023-01-20").Add(random.IntN(500))
			b, err := l.Board(t.Context(), feature.Scope{Shop: 1, AsOf: asOf}, asOf.Add(-random.IntN(90)), at)
			if err != nil {
				t.Fatal(err)
			}
			customers, before, binned := int64(0), int64(0), int64(0)
			for _, s := range b.Stages {
				customers, before = customers+s.Customers, before+s.Before
				if s.Before+s.Entered-s.Left != s.Customers {
					t.Fatalf("as of %s: %+v does not add up", asOf, s)
				}
			}
			for _, bin := range b.Histogram {
				binned += bin.Customers
			}
			if customers != b.Snapshot.Customers || before != b.Before.Customers || binned != customers {
				t.Fatalf("as of %s: stages %d, before %d, bins %d of %d and %d customers", asOf, customers, before, binned, b.Snapshot.Customers, b.Before.Customers)
			}
		}
	}, lifecycle.Schema)
}

func TestStretches(t *testing.T) {
	f := func(asOf string, want []lifecycle.Interval, bought ...string) {
		t.Helper()
		var days []huike.Day
		for _, b := range bought {
			days = append(days, day(b))
		}
		if diff := cmp.Diff(want, lifecycle.Stretches(feature.DefaultDefinition(), days, day(asOf)), sameDay); diff != "" {
			t.Error(diff)
		}
	}
	between := func(s huike.Stage, from, to string) lifecycle.Interval {
		return lifecycle.Interval{Stage: s, From: day(from), To: day(to)}
	}
	f("2024-01-10", nil)
	f("2024-01-10", []lifecycle.Interval{between("after_sale", "2024-01-10", "2024-01-10")}, "2024-01-10")
	f("2024-01-18", []lifecycle.Interval{between("after_sale", "2024-01-10", "2024-01-17"), between("active", "2024-01-18", "2024-01-18")}, "2024-01-10")
	f("2024-01-16", []lifecycle.Interval{between("after_sale", "2024-01-10", "2024-01-12"), between("after_sale", "2024-01-13", "2024-01-16")}, "2024-01-10", "2024-01-13")
	f("2024-01-12", []lifecycle.Interval{between("after_sale", "2024-01-10", "2024-01-12")}, "2024-01-10", "2024-01-13")
	f("2022-02-01", []lifecycle.Interval{
		between("after_sale", "2021-01-01", "2021-01-08"), between("active", "2021-01-09", "2021-02-15"), between("silent", "2021-02-16", "2021-04-01"),
		between("sleeping", "2021-04-02", "2021-05-21"), between("lost", "2021-05-22", "2022-01-01"), between("dead", "2022-01-02", "2022-02-01"),
	}, "2021-01-01")
}

// The last stretch of a customer's history is her stage in the snapshot.
func TestHistoryEndsInTheStage(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		ordertest.Put(t, db, shop())
		features := feature.New(db)
		l := lifecycle.New(db, features)
		for asOf := day("2024-05-15"); asOf.Before(day("2024-07-05")); asOf = asOf.Add(3) {
			s := feature.Scope{Shop: 1, AsOf: asOf}
			snapshot, err := features.Ensure(t.Context(), s, at)
			if err != nil {
				t.Fatal(err)
			}
			all, _, err := features.List(t.Context(), snapshot.ID, feature.Filter{})
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range all {
				h, err := l.History(t.Context(), r.Customer, s)
				if err != nil {
					t.Fatal(err)
				}
				if last := h[len(h)-1]; h[0].From != r.FirstDay || last != (lifecycle.Interval{Stage: r.Stage, From: r.StageSince, To: asOf}) {
					t.Errorf("as of %s the history of customer %d ends in %+v, her stage is %s since %s", asOf, r.Customer, last, r.Stage, r.StageSince)
				}
			}
		}
	}, lifecycle.Schema)
}

func TestS1_62_TwoLevels(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		ordertest.Put(t, db, shop())
		l := open(db)
		f := func(stage huike.Stage, attribute string, parts ...lifecycle.Part) {
			t.Helper()
			var want []lifecycle.StagePart
			for _, p := range parts {
				want = append(want, lifecycle.StagePart{Stage: stage, Part: p})
			}
			have, err := l.Split(t.Context(), lifecycle.Cut{Scope: scope("2024-06-30"), Stage: stage, Attribute: attribute}, at)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, have); diff != "" {
				t.Error(stage, attribute, diff)
			}
		}
		f("after_sale", "province", lifecycle.Part{"", 1, 4000}, lifecycle.Part{"浙江", 1, 3000})
		f("after_sale", "ladder", lifecycle.Part{"new", 1, 4000}, lifecycle.Part{"regular", 1, 3000})
		f("silent", "category", lifecycle.Part{"", 1, 3000})
		f("dead", "r_score", lifecycle.Part{"1", 1, 5000})
		f("dead", "gender", lifecycle.Part{"", 1, 5000})
		// Every stage at once is the stages one by one; the customers are all there.
		for _, attribute := range lifecycle.Attributes {
			all, err := l.Split(t.Context(), lifecycle.Cut{Scope: scope("2024-06-30"), Attribute: attribute}, at)
			if err != nil {
				t.Fatal(attribute, err)
			}
			for _, stage := range huike.Stages {
				one, err := l.Split(t.Context(), lifecycle.Cut{Scope: scope("2024-06-30"), Stage: stage, Attribute: attribute}, at)
				if err != nil {
					t.Fatal(attribute, err)
				}
				within := []lifecycle.StagePart{}
				for _, p := range all {
					if p.Stage == stage {
						within = append(within, p)
					}
				}
				if diff := cmp.Diff(one, within); diff != "" {
					t.Error(stage, attribute, diff)
				}
			}
		}
		for _, c := range []lifecycle.Cut{{Scope: scope("2024-06-30"), Stage: "asleep", Attribute: "city"}, {Scope: scope("2024-06-30"), Stage: "dead", Attribute: "shoe"}} {
			if _, err := l.Split(t.Context(), c, at); huike.KindOf(err) != huike.Invalid {
				t.Errorf("%+v: %v", c, err)
			}
		}
	}, lifecycle.Schema)
}
