package segment

import (
	"fmt"
	"testing"

	"huike"
	"huike/event/eventtest"
	"huike/feature"
	"huike/order/ordertest"
	"huike/store"
	"huike/store/storetest"

	"github.com/google/go-cmp/cmp"
)

// stateShop is a shop as of 2024-06-30 in which customer n (1 to 11) is in the n-th
// state of S1-66, with what else that entails; 12 did all of it too long ago.
func stateShop(t *testing.T, db store.DB) int64 {
	t.Helper()
	lines := func(p string) []ordertest.Line { return []ordertest.Line{{Product: p, Quantity: 2, Amount: 10}} }
	orders := []ordertest.Order{
		{Customer: 3, Day: "2024-06-20", Gross: 10, Unpaid: true, Lines: lines("tea")},
		{Customer: 5, Day: "2024-06-20", Gross: 10, Lines: lines("tea"), Refund: 10, RefundDay: "2024-06-25", RefundKind: "return", Void: "2024-06-25"},
		{Customer: 8, Day: "2024-06-28", Gross: 10, Lines: lines("cup"), Delivered: "2024-07-02"},
		{Customer: 11, Day: "2024-05-01", Gross: 10, Lines: lines("coffee"), Delivered: "2024-05-03"},
		{Customer: 6, Day: "2024-04-20", Gross: 10, Lines: lines("tea"), Delivered: "2024-04-22", Review: ordertest.Review{Day: "2024-06-10", Score: 2}},
		{Customer: 10, Day: "2024-04-20", Gross: 10, Lines: lines("tea"), Delivered: "2024-04-22", Review: ordertest.Review{Day: "2024-06-10", Score: 5}},
	}
	for c := int64(1); c <= 12; c++ {
		orders = append(orders, ordertest.Order{Customer: c, Day: "2024-02-01", Gross: 10, Lines: lines("tea")})
	}
	ordertest.Put(t, db, orders)
	ordertest.PutProducts(t, db, []ordertest.Product{{No: "coffee", PeriodDays: 30}})
	eventtest.Put(t, db, []eventtest.Event{
		{Customer: 1, Kind: "view", Day: "2024-06-29", Session: "a"},
		{Customer: 2, Kind: "view", Day: "2024-06-29", Session: "b"}, {Customer: 2, Kind: "cart", Day: "2024-06-29", Session: "b"},
		{Customer: 7, Kind: "share", Day: "2024-06-29"},
		{Customer: 9, Kind: "search", Day: "2024-06-29"}, {Customer: 12, Kind: "view", Day: "2024-05-31"},
	})
	eventtest.PutChats(t, db, []eventtest.Chat{{Customer: 4, Day: "2024-06-28", Agent: "li"}, {Customer: 8, Day: "2024-06-28", Agent: "li"}, {Customer: 12, Day: "2024-05-31", Agent: "li"}})
	return must(feature.New(db).Ensure(t.Context(), feature.Scope{AsOf: huike.MustDay("2024-06-30")}, noon))(t).ID
}

func membersOf(t *testing.T, s *Segments, rule string, snapshot int64) []int64 {
	t.Helper()
	p := must(s.Preview(t.Context(), parsed(t, rule), snapshot))(t)
	ids := []int64{}
	for _, id := range p.Sample {
		ids = append(ids, int64(id))
	}
	if int64(len(ids)) != p.Count {
		t.Fatalf("%s: %d customers, more than the sample shows", rule, p.Count)
	}
	return ids
}

func TestS1_66_StateGroups(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		snapshot := stateShop(t, db)
		s := New(db)
		f := func(rule string, want ...int64) {
			t.Helper()
			if diff := cmp.Diff(want, membersOf(t, s, rule, snapshot)); diff != "" {
				t.Errorf("%s\n%s", rule, diff)
			}
		}
		state := func(name string) string { return fmt.Sprintf(`{"state":{"in":[%q],"days":30}}`, name) }
		f(state("bounced"), 1)
		f(state("browsed_not_ordered"), 1, 2, 9)
		f(state("ordered_unpaid"), 3)
		f(state("asked_not_ordered"), 4)
		f(state("returned"), 5)
		f(state("bad_review"), 6)
		f(state("referring"), 7)
		f(state("waiting_for_goods"), 8)
		f(state("browsing"), 1, 2, 9)
		f(state("good_review"), 10)
		f(state("in_use"), 11)
		// Combinations of states are segments of their own.
		f(`{"state":{"in":["bad_review","returned"]}}`, 5, 6)
		f(`{"all":[`+state("browsing")+`,{"not":`+state("bounced")+`}]}`, 2, 9)
		f(`{"all":[`+state("waiting_for_goods")+`,{"chatted":{"days":30}}]}`, 8)
		f(`{"any":[`+state("in_use")+`,`+state("referring")+`]}`, 7, 11)
	}, Schema)
}

// S2-03: the same customer at another time and place needs something else; a
// rule may ask for the hour, the place and the day.
func TestS2_03_ContextInRules(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		ordertest.Put(t, db, []ordertest.Order{{Customer: 1, Day: "2024-05-01", Gross: 10, Province: "上海"}, {Customer: 2, Day: "2024-05-01", Gross: 10, Province: "上海"}, {Customer: 3, Day: "2024-05-01", Gross: 10}})
		eventtest.Put(t, db, []eventtest.Event{{Customer: 1, Kind: "view", Day: "2024-06-29", Hour: 22}, {Customer: 2, Kind: "view", Day: "2024-06-29", Hour: 9}, {Customer: 3, Kind: "view", Day: "2024-06-29", Hour: 22}})
		snapshot := must(feature.New(db).Ensure(t.Context(), feature.Scope{AsOf: huike.MustDay("2024-06-30")}, noon))(t).ID
		got := membersOf(t, New(db), `{"all":[{"did":{"kinds":["view"],"hours":[21,22,23],"days":7}},{"field":"province","op":"eq","value":"上海"}]}`, snapshot)
		if diff := cmp.Diff([]int64{1}, got); diff != "" {
			t.Error(diff)
		}
	}, Schema)
}

// was works the other day out before it asks, and refuses a day to come.
func TestWasAsksTheOtherDay(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		asOf, _ := frank(t, db)
		s := New(db)
		got := membersOf(t, s, `{"all":[{"was":{"day":"2024-05-08","field":"stage","op":"eq","value":"after_sale"}},{"field":"stage","op":"eq","value":"silent"}]}`, asOf)
		if diff := cmp.Diff([]int64{3, 4}, got); diff != "" {
			t.Error(diff)
		}
		if got := membersOf(t, s, `{"not":{"was":{"day":"2024-05-08","field":"occasions","op":"ge","value":1}}}`, asOf); len(got) != 2 {
			t.Errorf("who had not bought by then: %v", got)
		}
		_, err := s.Preview(t.Context(), parsed(t, `{"was":{"day":"2024-07-01","field":"stage","op":"eq","value":"active"}}`), asOf)
		refused(t, err, huike.Invalid, "segment.future", "rule.was.day: 2024-07-01 comes after 2024-06-30")
	}, Schema)
}

// S2-02: the same rule is asked of each shop's own customers and facts.
func TestS2_02_EachShopHasItsOwnSegments(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		ordertest.Put(t, db, []ordertest.Order{
			{Customer: 1, Day: "2024-06-20", Gross: 10}, {Customer: 1, Shop: 2, Day: "2024-01-20", Gross: 10},
			{Customer: 2, Shop: 2, Day: "2024-06-25", Gross: 10}, {Customer: 3, Day: "2024-01-05", Gross: 10},
		})
		f := func(shop huike.ShopID, rule string, want ...int64) {
			t.Helper()
			snapshot := must(feature.New(db).Ensure(t.Context(), feature.Scope{Shop: shop, AsOf: huike.MustDay("2024-06-30")}, noon))(t).ID
			if diff := cmp.Diff(want, membersOf(t, New(db), rule, snapshot)); diff != "" {
				t.Errorf("shop %d %s\n%s", shop, rule, diff)
			}
		}
		for _, active := range []string{`{"field":"recency_days","op":"le","value":45}`, `{"orders":{"from":"2024-06-01"}}`} {
			f(0, active, 1, 2)
			f(1, active, 1)
			f(2, active, 2)
		}
	}, Schema)
}

// S2-09: the first split of a promotion is by frequency: those who came new with
// 12.12, and those who came back for it.
func TestS2_09_NewAndReturningOfAPromotion(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		ordertest.Put(t, db, []ordertest.Order{
			{Customer: 1, Day: "2024-12-12", Gross: 10}, {Customer: 2, Day: "2024-11-11", Gross: 10}, {Customer: 2, Day: "2024-12-12", Gross: 10}, {Customer: 3, Day: "2024-11-11", Gross: 10},
		})
		snapshot := must(feature.New(db).Ensure(t.Context(), feature.Scope{AsOf: huike.MustDay("2024-12-20")}, noon))(t).ID
		const bought = `{"all":[{"orders":{"from":"2024-12-12","to":"2024-12-12"}},{"field":"first_day","op":"%s","value":"2024-12-12"}]}`
		f := func(op string, want ...int64) {
			t.Helper()
			if diff := cmp.Diff(want, membersOf(t, New(db), fmt.Sprintf(bought, op), snapshot)); diff != "" {
				t.Errorf("%s\n%s", op, diff)
			}
		}
		f("eq", 1)
		f("lt", 2)
	}, Schema)
}
