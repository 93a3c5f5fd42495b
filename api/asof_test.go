package api

import (
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"huike"
	"huike/auth"
	"huike/event/eventtest"
	"huike/order/ordertest"
	"huike/store"
	"huike/store/storetest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// history is everything that happened in a small shop.
type history struct {
	orders []ordertest.Order
	events []eventtest.Event
	chats  []eventtest.Chat
	visits []eventtest.Visits
}

var (
	opened = huike.MustDay("2023-01-01")
	closed = huike.MustDay("2024-06-30")
	shelf  = []ordertest.Product{
		{No: "tea", Category: "drink", Brand: "A", Cost: 4, List: 10, Listed: "2023-01-01"}, {No: "cup", Category: "ware", Brand: "B", Cost: 9, List: 20, Listed: "2023-01-01"},
		{No: "pot", Category: "ware", Brand: "B", Cost: 30, List: 60, Listed: "2023-06-01"}, {No: "cake", Category: "food", Brand: "C", Cost: 3, List: 8, Listed: "2023-01-01"},
		{No: "rice", Category: "food", Brand: "C", Cost: 12, List: 20, Listed: "2023-03-01", PeriodDays: 30}, {No: "soap", Category: "care", Brand: "D", List: 12},
	}
)

// happened makes a history by chance.
func happened(r *rand.Rand) (h history) {
	later := func(d huike.Day, most int) string { return d.Add(r.IntN(most)).String() }
	for customer := int64(1); customer <= 90; customer++ {
		d := opened.Add(r.IntN(500))
		for !closed.Before(d) {
			o := ordertest.Order{Customer: customer, Day: d.String(), Hour: r.IntN(24), Province: []string{"浙江", "上海", ""}[r.IntN(3)], Source: []string{"search", "mail", ""}[r.IntN(3)], SourceGroup: "search"}
			for range 1 + r.IntN(3) {
				p := shelf[r.IntN(len(shelf))]
				q := int64(1 + r.IntN(2))
				o.Lines = append(o.Lines, ordertest.Line{Product: p.No, Quantity: q, Amount: p.List * float64(q)})
				o.Gross += p.List * float64(q)
			}
			switch r.IntN(12) {
			case 0:
				o.Void = later(d, 40)
				o.Refund, o.RefundDay = o.Gross, o.Void
			case 1:
				o.Refund, o.RefundDay, o.RefundKind = 2, later(d, 40), "refund"
			case 2:
				o.Unpaid = true
			case 3, 4:
				o.Discount = 3
			}
			if r.IntN(2) == 0 {
				o.Delivered = later(d.Add(1), 12)
				o.Review = ordertest.Review{Day: later(d.Add(3), 20), Score: int64(1 + r.IntN(5))}
			}
			h.orders = append(h.orders, o)
			h.events = append(h.events, eventtest.Event{Customer: customer, Kind: []string{"visit", "view", "cart"}[r.IntN(3)], Day: later(d.Add(-3), 30), Hour: r.IntN(24), Product: shelf[r.IntN(len(shelf))].No, Source: "search", Session: fmt.Sprint(customer, d)})
			if r.IntN(4) == 0 {
				h.chats = append(h.chats, eventtest.Chat{Customer: customer, Agent: "Ann", Day: later(d.Add(-1), 20), ReplySeconds: int64(r.IntN(600)), Questions: 2, Answers: 2, Bargained: r.IntN(3) == 0})
			}
			if r.IntN(4) == 0 {
				break
			}
			d = d.Add(5 + r.IntN(90))
		}
	}
	for d := opened; !closed.Before(d); d = d.Add(1) {
		h.visits = append(h.visits, eventtest.Visits{Day: d.String(), Source: "search", Group: "search", Visitors: int64(20 + r.IntN(20)), Buyers: int64(r.IntN(3)), Cost: float64(r.IntN(30))})
	}
	return h
}

// until is what was known of a history at the end of a day.
func (h history) until(day huike.Day) (known history) {
	over := func(d string) bool { return d != "" && day.Before(huike.MustDay(d)) }
	for _, o := range h.orders {
		if over(o.Day) {
			continue
		}
		if over(o.Void) {
			o.Void = ""
		}
		if over(o.RefundDay) {
			o.Refund, o.RefundDay, o.RefundKind = 0, "", ""
		}
		if over(o.Delivered) {
			o.Delivered = ""
		}
		if over(o.Review.Day) {
			o.Review = ordertest.Review{}
		}
		known.orders = append(known.orders, o)
	}
	for _, e := range h.events {
		if !over(e.Day) {
			known.events = append(known.events, e)
		}
	}
	for _, c := range h.chats {
		if !over(c.Day) {
			known.chats = append(known.chats, c)
		}
	}
	for _, v := range h.visits {
		if !over(v.Day) {
			known.visits = append(known.visits, v)
		}
	}
	return known
}

// told builds a server over a history.
func told(t *testing.T, h history) *stand {
	t.Helper()
	db := storetest.Open(t, store.DuckDB, roomSchemas...)
	ordertest.PutShop(t, db, 1, "CNY")
	ordertest.PutProducts(t, db, shelf)
	ordertest.Put(t, db, h.orders)
	eventtest.Put(t, db, h.events)
	eventtest.PutChats(t, db, h.chats)
	eventtest.PutVisits(t, db, h.visits)
	return withRooms(t, db, testVault(t))
}

// asked are the questions of a day. The groups of customers are not among them:
// they keep the numbers of the last ones that were looked at.
func asked(r *rand.Rand, day huike.Day) []string {
	d := day.String()
	all := []string{
		"/api/overview?", "/api/repurchase?days=30&", "/api/cohorts?days=45&", "/api/experience?days=30&", "/api/sources?", "/api/lifecycle?", "/api/rfm?", "/api/habits?",
		"/api/lifecycle?compare=" + day.Add(-1-r.IntN(90)).String() + "&", "/api/dormancy?", "/api/dormancy/customers?limit=50&", "/api/consumption?",
		"/api/products/matrix?", "/api/products/pairs?", "/api/products/bundles?", "/api/products/seasonality?", "/api/products/bands?", "/api/products/coverage?", "/api/products/bring?",
		"/api/tree?period=week&", "/api/tree?period=month&", "/api/value?", "/api/churn?", "/api/customers?limit=100&", "/api/customers?stage=silent&limit=50&",
	}
	for _, by := range []string{"source", "category", "product", "stage", "ladder", "province"} {
		all = append(all, "/api/tree/drill?node=sales&by="+by+"&")
	}
	for range 8 {
		all = append(all, fmt.Sprintf("/api/customers/%d/habits?", 1+r.IntN(90)), fmt.Sprintf("/api/customers/%d?", 1+r.IntN(90)))
	}
	for i := range all {
		all[i] += "as_of=" + d
	}
	for _, of := range []string{"stage", "ladder", "rfm", "dormancy", "grid"} {
		all = append(all, "/api/migration?of="+of+"&from="+day.Add(-1-r.IntN(120)).String()+"&to="+d)
	}
	return append(all, "/api/projection?of=stage&as_of="+d)
}

// answered reads an answer without what tells when or how long it was worked out.
func answered(t *testing.T, body []byte) any {
	t.Helper()
	var answer any
	if err := json.Unmarshal(body, &answer); err != nil {
		t.Fatalf("%v: %s", err, body)
	}
	return answer
}

// alike are numbers that differ by no more than the order in which they were added up.
var alike = cmp.Options{
	cmp.Comparer(func(a, b float64) bool { return a == b || math.Abs(a-b) <= 1e-9*max(math.Abs(a), math.Abs(b)) }),
	cmpopts.IgnoreMapEntries(func(key string, _ any) bool {
		return slices.Contains([]string{"took_ms", "model", "snapshot", "learned_at"}, key)
	}),
}

// As of any day everything is answered as by a database that holds no more than
// what had arrived by then: a thousand questions on random days.
func TestAsOfEqualsAFreshDatabase(t *testing.T) {
	r := rand.New(rand.NewPCG(20, 24))
	h := happened(r)
	whole, questions := told(t, h), 0
	for range 19 {
		day := opened.Add(60 + r.IntN(closed.Sub(opened)-60))
		fresh := told(t, h.until(day))
		for _, path := range asked(r, day) {
			questions++
			want := fresh.request("GET", path, "", fresh.as(auth.Analyst))
			have := whole.request("GET", path, "", whole.as(auth.Analyst))
			if want.Code != have.Code {
				t.Errorf("%s: %d, fresh %d: %s %s", path, have.Code, want.Code, have.Body, want.Body)
				continue
			}
			if want.Code != 200 && want.Code != 404 {
				t.Errorf("%s: %d %s", path, want.Code, want.Body)
			}
			if diff := cmp.Diff(answered(t, want.Body.Bytes()), answered(t, have.Body.Bytes()), alike); diff != "" {
				t.Errorf("%s differs (-fresh +whole):\n%s", path, diff)
			}
		}
	}
	if questions < 1000 {
		t.Errorf("only %d questions", questions)
	}
}
