package feature_test

import (
	"fmt"
	"testing"

	"huike"
	"huike/event"
	"huike/event/eventtest"
	"huike/feature"
	"huike/order/ordertest"
	"huike/store"
	"huike/store/storetest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// near lets numbers differ by rounding only.
var near = cmpopts.EquateApprox(0, 1e-9)

// tea is a tea shop that is reckoned by hand as of 2024-06-30. Its margin is
// 40 % where a product has no cost. The half window is 182 days: the recent one
// begins on 2024-01-01, the one before on 2023-07-03.
func tea(t *testing.T, db store.DB) {
	t.Helper()
	line := func(no string, amount float64) []ordertest.Line {
		return []ordertest.Line{{Product: no, Amount: amount}}
	}
	ordertest.Put(t, db, []ordertest.Order{
		// 1: five days; two at 10 % off (20 % under the list, 20 % of the order), one with a new product.
		{Customer: 1, Day: "2023-10-10", Hour: 10, Gross: 10, Lines: line("tea", 10), Source: "baidu", SourceGroup: "search"},
		{Customer: 1, Day: "2024-01-10", Hour: 20, Gross: 15, Lines: []ordertest.Line{{Product: "tea", Amount: 10}, {Product: "cup", Amount: 5}}},
		{Customer: 1, Day: "2024-03-11", Hour: 20, Gross: 8, Lines: line("tea", 8)},
		{Customer: 1, Day: "2024-05-05", Hour: 21, Gross: 12, Discount: 3, Lines: line("oolong", 12)},
		{Customer: 1, Day: "2024-06-01", Hour: 20, Gross: 10, Lines: line("tea", 10)},
		// 2: new, small, by chance.
		{Customer: 2, Day: "2024-06-20", Hour: 9, Gross: 2, Lines: line("cup", 2), Source: "banner", SourceGroup: "display"},
		// 3: looks on ten days, buys on one of them; asks before.
		{Customer: 3, Day: "2024-04-01", Hour: 15, Gross: 10, Lines: line("tea", 10)},
		// 4: ordered thrice, never paid.
		{Customer: 4, Day: "2024-02-01", Gross: 5, Unpaid: true}, {Customer: 4, Day: "2024-02-02", Gross: 5, Unpaid: true}, {Customer: 4, Day: "2024-02-03", Gross: 5, Unpaid: true},
		// 5: bought three times last year; one order came back, one was exchanged, the third is gone from the day after the question.
		{Customer: 5, Day: "2023-08-01", Hour: 20, Gross: 20, Lines: line("cup", 20), Refund: 20, RefundKind: "return", RefundDay: "2023-08-09"},
		{Customer: 5, Day: "2023-09-01", Hour: 20, Gross: 20, Lines: line("cup", 20), Refund: 1, RefundKind: "exchange", RefundDay: "2023-09-09"},
		{Customer: 5, Day: "2023-10-01", Hour: 20, Gross: 20, Lines: line("cup", 20), Void: "2024-07-01", Refund: 20, RefundKind: "return", RefundDay: "2024-07-01"},
		// After the day.
		{Customer: 1, Day: "2024-07-01", Hour: 3, Gross: 99, Discount: 99, Lines: line("cup", 99)},
	})
	ordertest.PutProducts(t, db, []ordertest.Product{
		{No: "tea", Title: "Green tea", Category: "drinks", Brand: "Leaf", Cost: 4, List: 10, Listed: "2023-01-01"},
		{No: "oolong", Category: "drinks", Brand: "Leaf", Cost: 5, Listed: "2024-04-20"},
		{No: "cup", Category: "ware", Brand: "Kiln", Listed: "2023-01-01"},
	})
	var looks []eventtest.Event
	for k := range 10 {
		looks = append(looks, eventtest.Event{Customer: 3, Kind: "view", Day: day("2024-04-01").Add(-k).String(), Product: "tea"},
			eventtest.Event{Customer: 3, Kind: "cart", Day: day("2024-04-01").Add(-k).String(), Product: "tea"})
	}
	eventtest.Put(t, db, append(looks,
		eventtest.Event{Customer: 1, Kind: "view", Day: "2024-01-10"},
		eventtest.Event{Customer: -7, Kind: "view", Day: "2024-01-01"},
		eventtest.Event{Customer: 6, Kind: "visit", Day: "2024-01-05"},
		eventtest.Event{Customer: 1, Kind: "view", Day: "2024-07-02"}))
	eventtest.PutChats(t, db, []eventtest.Chat{
		{Customer: 3, Agent: "An", Day: "2024-03-30", Hour: 9, Questions: 4, Answers: 4, Bargained: true},
		{Customer: 3, Agent: "An", Day: "2024-03-31", Hour: 9, Questions: 2, Answers: 2},
		{Customer: 3, Agent: "An", Day: "2024-04-01", Hour: 18, Questions: 1, Answers: 1, Bargained: true},
		{Customer: 3, Agent: "An", Day: "2024-07-01", Hour: 18, Questions: 9, Answers: 1, Bargained: true},
	})
}

func habits(t *testing.T, db store.DB, asOf string) (*feature.Features, feature.HabitSnapshot) {
	t.Helper()
	f := feature.New(db)
	_, h, err := f.EnsureHabits(t.Context(), scope(asOf), at)
	if err != nil {
		t.Fatal(err)
	}
	return f, h
}

func habitOf(t *testing.T, f *feature.Features, snapshot int64, id huike.CustomerID) feature.Habit {
	t.Helper()
	h, found, err := f.HabitOf(t.Context(), snapshot, id)
	if err != nil || !found {
		t.Fatalf("customer %d has no habits: %v", id, err)
	}
	return h
}

func TestS1_37_S1_38_S1_39_OneCustomersHabits(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		tea(t, db)
		f, s := habits(t, db, "2024-06-30")
		if s.Customers != 6 || s.HalfDays != 182 || *s.TrackedFrom != day("2024-01-01") || *s.ChatsFrom != day("2024-03-30") {
			t.Errorf("habits %+v", s)
		}
		h := habitOf(t, f, s.ID, 1)
		if h.Product == nil || h.Product.Product == 0 {
			t.Fatalf("no favourite product: %+v", h.Product)
		}
		h.Product.Product = 0
		// Ten purchase days in the shop: with drinks 6, Leaf 6, tea 5 of them.
		// Hours of the shop: 3 at 10, 9 and 15 …; 6 of 10 at 20, 1 at 21.
		want := feature.Habit{Customer: 1, Occasions: 5,
			Category: &feature.Choice{Name: "drinks", Days: 5, Lift: 10. / 6}, Brand: &feature.Choice{Name: "Leaf", Days: 5, Lift: 10. / 6},
			Product:   &feature.Choice{Name: "tea", Title: "Green tea", Days: 4, Lift: .8 / .5},
			Hour:      &feature.Moment{Slot: 20, Days: 4, Share: (4 + 10*.7) / 15},
			Weekday:   &feature.Moment{Slot: 1, Days: 1, Share: (1 + 10*.2) / 15},
			MonthPart: &feature.Moment{Slot: 1, Days: 4, Share: (4 + 10*.8) / 15},
			Price:     feature.Share{Hits: 2, Trials: 5}, Novelty: feature.Share{Hits: 1, Trials: 5},
			BrandLoyalty: feature.Share{Hits: 4, Trials: 5}, CategoryLoyalty: feature.Share{Hits: 4, Trials: 5},
			Browsing: feature.Browsing{Type: "buys_straight", LookDays: 1, BuyDays: 4},
			Service:  feature.Service{BuyDays: 2},
			Honesty:  feature.Honesty{Returns: feature.Share{Trials: 5}, Exchanges: feature.Share{Trials: 5}, Refunds: feature.Share{Trials: 5}, Unpaid: feature.Share{Trials: 5}},
			// Earned: 10-4; 10-4 + 40 % of 5; 8-4; 12-5; 10-4.
			Phase:       feature.PhaseOf{Phase: feature.PhaseDevelop, Profit: 3100, Recent: 2500, Prior: 600, RecentDays: 4, PriorDays: 1},
			FirstSource: "baidu", FirstSourceGroup: "search"}
		if diff := cmp.Diff(want, h, near); diff != "" {
			t.Error(diff)
		}
	}, feature.Schema, event.Schema)
}

func TestS1_41_S1_42_S1_43_LooksAsksAndHonesty(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		tea(t, db)
		f, s := habits(t, db, "2024-06-30")
		three, four, five, six := habitOf(t, f, s.ID, 3), habitOf(t, f, s.ID, 4), habitOf(t, f, s.ID, 5), habitOf(t, f, s.ID, 6)
		if diff := cmp.Diff(feature.Browsing{Type: "looks_only", LookDays: 10, BuyDays: 1}, three.Browsing); diff != "" {
			t.Error(diff)
		}
		// Two chats within three days before she paid at 15 o'clock, one after it; the day counts once.
		if diff := cmp.Diff(feature.Service{Type: "asks_before_paying", Chats: 3, Questions: 7, AskedDays: 1, BuyDays: 1}, three.Service); diff != "" {
			t.Error(diff)
		}
		if rate, ok := three.Honesty.Bargains.Rate(); !ok || rate != 2./3 {
			t.Errorf("customer 3 bargains in %v of her chats (%v), want 2 of 3", rate, ok)
		}
		if rate, ok := four.Honesty.Unpaid.Rate(); !ok || rate != 1 {
			t.Errorf("customer 4 leaves %v unpaid (%v), want all", rate, ok)
		}
		// The order of October is taken back after the day, so only one return counts.
		want := feature.Honesty{Returns: feature.Share{Hits: 1, Trials: 3}, Exchanges: feature.Share{Hits: 1, Trials: 3}, Refunds: feature.Share{Trials: 3}, Unpaid: feature.Share{Trials: 3}}
		if diff := cmp.Diff(want, five.Honesty); diff != "" {
			t.Error(diff)
		}
		if six.Browsing.Type != "" || six.Browsing.LookDays != 1 || six.Service.Type != "" {
			t.Errorf("one look tells nothing yet: %+v %+v", six.Browsing, six.Service)
		}
	}, feature.Schema)
}

func TestS4_09_Phases(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		tea(t, db)
		ordertest.Put(t, db, []ordertest.Order{
			// 7: as much as before. 8: all profit given back. 9: half of before.
			{Customer: 7, Day: "2023-09-01", Gross: 100}, {Customer: 7, Day: "2024-02-01", Gross: 110},
			{Customer: 8, Day: "2024-02-01", Gross: 100, Refund: 50, RefundKind: "refund", RefundDay: "2024-02-03"},
			{Customer: 9, Day: "2023-09-01", Gross: 100}, {Customer: 9, Day: "2024-02-01", Gross: 50},
		})
		f, s := habits(t, db, "2024-06-30")
		check := func(id huike.CustomerID, phase feature.Phase, profit int64) {
			t.Helper()
			if h := habitOf(t, f, s.ID, id); h.Phase.Phase != phase || h.Phase.Profit != profit {
				t.Errorf("customer %d is in %+v; want %s with %d", id, h.Phase, phase, profit)
			}
		}
		check(1, feature.PhaseDevelop, 3100)
		check(2, feature.PhaseDevelop, 80)
		check(4, feature.PhaseIdentify, 0)
		check(5, feature.PhaseDecline, 3*800-800-100) // the return costs its margin, the money of the exchange itself
		check(6, feature.PhaseIdentify, 0)
		check(7, feature.PhaseStable, 8400)
		check(8, feature.PhaseIdentify, 4000-5000)
		check(9, feature.PhaseDecline, 6000)
	}, feature.Schema)
}

func TestS0_08_TraitsOfNewCustomers(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		tea(t, db)
		f, s := habits(t, db, "2024-06-30")
		// First purchase days: 10, 2, 10 and 20, on average 10.5.
		two := habitOf(t, f, s.ID, 2)
		if two.NewTraits == nil || *two.NewTraits != "random,try_out" || two.FirstSource != "banner" || two.FirstSourceGroup != "display" {
			t.Errorf("the new customer is %v from %s (%s)", two.NewTraits, two.FirstSource, two.FirstSourceGroup)
		}
		if one := habitOf(t, f, s.ID, 1); one.NewTraits != nil {
			t.Errorf("a regular has the traits %q of a new customer", *one.NewTraits)
		}
	}, feature.Schema)
}

func TestS0_09_GroupsAndCounts(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		tea(t, db)
		f, s := habits(t, db, "2024-06-30")
		c, err := f.CountHabits(t.Context(), s)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(map[feature.Phase]int64{"identify": 2, "develop": 3, "stable": 0, "decline": 1}, c.Phases); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff(map[string]int64{"looks_only": 1, "looks_and_buys": 0, "buys_straight": 1}, c.Browsing); diff != "" {
			t.Error(diff)
		}
		if c.New != 1 || c.NewTraits["random"] != 1 || c.NewTraits["low_quality"] != 0 || c.Hours[20] != 2 || c.Price.Customers != 2 {
			t.Errorf("counts %+v", c)
		}
		groups, err := f.Groups(t.Context(), s.ID, day("2024-06-30"))
		if err != nil {
			t.Fatal(err)
		}
		var have []feature.Group
		for _, g := range groups {
			if g.Part == "goods" {
				have = append(have, g)
			}
		}
		want := []feature.Group{{"goods", "drinks", 2, 0, 1, 6500}, {"goods", "ware", 2, 1, 1, 200 + 6000 - 2100}}
		if diff := cmp.Diff(want, have); diff != "" {
			t.Error(diff)
		}
	}, feature.Schema)
}

// What a rule or a list asks of habits.
func TestHabitsNarrowAList(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		tea(t, db)
		f, s := habits(t, db, "2024-06-30")
		check := func(w feature.HabitFilter, want ...huike.CustomerID) {
			t.Helper()
			page, total, err := f.List(t.Context(), s.ID, feature.Filter{Sort: "customer", Among: w.Narrow(s.ID, nil)})
			if err != nil {
				t.Fatal(err)
			}
			var have []huike.CustomerID
			for _, r := range page {
				have = append(have, r.Customer)
			}
			if diff := cmp.Diff(want, have); diff != "" || int(total) != len(want) {
				t.Errorf("%+v: %s", w, diff)
			}
		}
		check(feature.HabitFilter{}, 1, 2, 3, 5)
		check(feature.HabitFilter{Phase: feature.PhaseDevelop}, 1, 2, 3)
		check(feature.HabitFilter{Phase: feature.PhaseDevelop, Browsing: "looks_only"}, 3)
		check(feature.HabitFilter{Service: "asks_before_paying"}, 3)
		columns := []string{"customer_id"}
		for _, field := range feature.HabitFields() {
			columns = append(columns, field.Column)
		}
		rows, err := db.Read(t.Context(), feature.HabitQuery(), store.Args{"snapshot": s.ID})
		if err != nil {
			t.Fatal(err)
		}
		defer rows.Close()
		n := 0
		for rows.Next() {
			n++
			dest := make([]any, len(columns))
			for i := range dest {
				dest[i] = new(any)
			}
			if err := rows.Scan(dest...); err != nil {
				t.Fatal(err)
			}
		}
		if err := rows.Err(); err != nil || n != 6 {
			t.Errorf("the fields have %d rows, %v; want 6", n, err)
		}
	}, feature.Schema)
}

// Customers are worked on in spans of two million numbers; those of other spans come out alike.
func TestHabitsSpanBySpan(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		ids := []int64{1, 2_000_000, 2_000_001, 4_000_001}
		var orders []ordertest.Order
		for _, id := range ids {
			for k, day := range []string{"2024-01-10", "2024-03-11", "2024-06-01"} {
				orders = append(orders, ordertest.Order{Customer: id, Day: day, Hour: 20, Gross: 10 + float64(k),
					Lines: []ordertest.Line{{Product: "tea", Amount: 10}, {Product: fmt.Sprint("cup ", k), Amount: float64(k)}}})
			}
		}
		ordertest.Put(t, db, orders)
		f, h := habits(t, db, "2024-06-30")
		if h.Customers != int64(len(ids)) {
			t.Errorf("%d customers", h.Customers)
		}
		want := habitOf(t, f, h.ID, 1)
		for _, id := range ids {
			got := habitOf(t, f, h.ID, huike.CustomerID(id))
			if got.Occasions != 3 || got.Customer != huike.CustomerID(id) {
				t.Errorf("customer %d: %+v", id, got)
			}
			got.Customer = want.Customer
			if diff := cmp.Diff(want, got, near); diff != "" {
				t.Errorf("customer %d is not as customer 1 (-1 +%d):\n%s", id, id, diff)
			}
		}
	}, feature.Schema)
}
