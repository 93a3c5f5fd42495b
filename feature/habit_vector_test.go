package feature_test

import (
	"encoding/json"
	"math"
	"math/rand/v2"
	"os"
	"testing"

	"huike"
	"huike/event/eventtest"
	"huike/feature"
	"huike/order/ordertest"
	"huike/reference"
	"huike/store"
	"huike/store/storetest"

	"github.com/google/go-cmp/cmp"
)

// vector reads one case of 08_models.json into in and out.
func vector(t *testing.T, id string, in, out any) {
	t.Helper()
	text, err := os.ReadFile(reference.Path(t, "spec", "vectors", "08_models.json"))
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Cases []struct {
			ID               string
			Inputs, Expected json.RawMessage
		}
	}
	if err := json.Unmarshal(text, &file); err != nil {
		t.Fatal(err)
	}
	for _, c := range file.Cases {
		if c.ID == id {
			if err := json.Unmarshal(c.Inputs, in); err != nil {
				t.Fatal(err)
			}
			if err := json.Unmarshal(c.Expected, out); err != nil {
				t.Fatal(err)
			}
			return
		}
	}
	t.Fatalf("the vectors have no case %s", id)
}

// deals makes n purchase days of a customer, k of them at a discount.
func deals(customer, k, n int64) []ordertest.Order {
	var orders []ordertest.Order
	for i := range n {
		o := ordertest.Order{Customer: customer, Day: day("2024-06-30").Add(-int(i)).String(), Gross: 90}
		if i < k {
			o.Discount = 10
		}
		orders = append(orders, o)
	}
	return orders
}

// Vector preferred-hour of 08_models.json, of a shop with its profile.
func TestS1_38_PreferredHourVector(t *testing.T) {
	var in struct {
		Pi, Counts []float64
		Kappa      float64
	}
	var want struct {
		P      []float64
		Centre int `json:"argmax_3h_centre"`
		Prior  int `json:"argmax_prior_3h"`
	}
	vector(t, "preferred-hour", &in, &want)
	storetest.Each(t, func(t *testing.T, db store.DB) {
		least := math.Inf(1)
		for _, p := range in.Pi {
			least = min(least, p)
		}
		// The profile is of whole purchases: twice the smallest share is 4 of them.
		var orders []ordertest.Order
		other, last := int64(1), day("2024-06-30")
		for hour, p := range in.Pi {
			for i := range int(in.Counts[hour]) {
				orders = append(orders, ordertest.Order{Customer: 1, Day: last.Add(-40*hour - i).String(), Hour: hour, Gross: 1})
			}
			for range int(math.Round(p/least*2)) - int(in.Counts[hour]) {
				other++
				orders = append(orders, ordertest.Order{Customer: other, Day: last.String(), Hour: hour, Gross: 1})
			}
		}
		ordertest.Put(t, db, orders)
		f, s := habits(t, db, "2024-06-30")
		h := habitOf(t, f, s.ID, 1).Hour
		c := want.Centre
		share := want.P[c-1] + want.P[c] + want.P[c+1]
		if h == nil || h.Slot != c || math.Abs(h.Share-share) > 1e-8 || h.Days != int(in.Counts[c-1]+in.Counts[c]+in.Counts[c+1]) {
			t.Errorf("%+v; want hour %d with %v", h, c, share)
		}
		counts, err := f.CountHabits(t.Context(), s)
		if err != nil || counts.Hours[want.Prior] == 0 {
			t.Errorf("preferred hours %v, %v; want some at %d", counts.Hours, err, want.Prior)
		}
	}, feature.Schema)
}

// Vector beta-binomial-moment of 08_models.json: the shop's share by moments.
func TestS1_39_ShareOfTheShopVector(t *testing.T) {
	var in struct{ K, N []int64 }
	var want struct{ Mu, Rho float64 }
	vector(t, "beta-binomial-moment", &in, &want)
	storetest.Each(t, func(t *testing.T, db store.DB) {
		var orders []ordertest.Order
		for i := range in.K {
			orders = append(orders, deals(int64(i+1), in.K[i], in.N[i])...)
		}
		ordertest.Put(t, db, orders)
		_, s := habits(t, db, "2024-06-30")
		if s.Price == nil || math.Abs(s.Price.Mean-want.Mu) > 1e-9 || math.Abs(s.Price.Strength-(1/want.Rho-1)) > 1e-7 {
			t.Errorf("the shop's share is %+v, want %v and %v", s.Price, want.Mu, 1/want.Rho-1)
		}
	}, feature.Schema)
}

// Vector beta-binomial of 08_models.json: mean .3 and strength 5, which the shop
// has when its customers differ no more than chance does.
func TestS1_39_SensitivityVector(t *testing.T) {
	var in struct {
		Mu, S float64
		Pairs [][2]int64 `json:"k_n"`
	}
	var want struct{ Score []float64 }
	vector(t, "beta-binomial", &in, &want)
	storetest.Each(t, func(t *testing.T, db store.DB) {
		var orders []ordertest.Order
		for i, p := range in.Pairs {
			orders = append(orders, deals(int64(i+1), p[0], p[1])...)
		}
		orders = append(orders, deals(100, 0, 15)...) // 9 of 15 become 9 of 30
		for i := range 30 {
			orders = append(orders, deals(int64(200+i), 3, 10)...)
		}
		ordertest.Put(t, db, orders)
		f, s := habits(t, db, "2024-06-30")
		if s.Price == nil || math.Abs(s.Price.Mean-in.Mu) > 1e-12 || s.Price.Strength != in.S {
			t.Fatalf("the shop's share is %+v", s.Price)
		}
		for i, p := range in.Pairs {
			if p[1] == 0 {
				continue
			}
			rate, low, high, ok := habitOf(t, f, s.ID, huike.CustomerID(i+1)).Price.Posterior(s.Price)
			switch {
			case p[1] < 3 && ok:
				t.Errorf("%d of %d is not enough data, yet the score is %v", p[0], p[1], rate)
			case p[1] >= 3 && (!ok || math.Abs(rate-want.Score[i]) > 1e-12 || low >= rate || high <= rate):
				t.Errorf("%d of %d: %v (%v to %v), want %v", p[0], p[1], rate, low, high, want.Score[i])
			}
		}
	}, feature.Schema)
}

// Facts after the day never count: the habits as of a day are those of a shop
// that ended on it.
func TestHabitsAsOf(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		r := rand.New(rand.NewPCG(8, 37))
		start := day("2024-01-01")
		var orders []ordertest.Order
		var events []eventtest.Event
		var chats []eventtest.Chat
		products := []ordertest.Product{{No: "p0", Category: "a", Brand: "x", List: 10, Listed: "2024-02-01"}, {No: "p1", Category: "b", Brand: "x"}, {No: "p2", Category: "b", Brand: "y", Cost: 3}, {No: "p3"}}
		for range 300 {
			d := start.Add(r.IntN(120))
			o := ordertest.Order{Customer: 1 + r.Int64N(12), Day: d.String(), Hour: r.IntN(24), Gross: float64(5 + r.IntN(20)), Discount: float64(r.IntN(4)),
				Lines: []ordertest.Line{{Product: products[r.IntN(4)].No, Amount: 7}}, Unpaid: r.IntN(9) == 0, SourceGroup: []string{"search", "cps"}[r.IntN(2)]}
			orders = append(orders, o)
			events = append(events, eventtest.Event{Customer: 1 + r.Int64N(14), Kind: []string{"view", "cart", "pay"}[r.IntN(3)], Day: start.Add(r.IntN(120)).String(), Hour: r.IntN(24)})
			chats = append(chats, eventtest.Chat{Customer: 1 + r.Int64N(12), Agent: "An", Day: start.Add(r.IntN(120)).String(), Hour: r.IntN(24), Questions: 1, Bargained: r.IntN(3) == 0})
		}
		put := func(db store.DB, until huike.Day) {
			ordertest.PutShop(t, db, 1, "CNY")
			ordertest.PutProducts(t, db, products)
			known := func(d string) bool { return !until.Before(day(d)) }
			ordertest.Put(t, db, keep(orders, func(o ordertest.Order) bool { return known(o.Day) }))
			eventtest.Put(t, db, keep(events, func(e eventtest.Event) bool { return known(e.Day) }))
			eventtest.PutChats(t, db, keep(chats, func(c eventtest.Chat) bool { return known(c.Day) }))
		}
		put(db, start.Add(365))
		for _, ahead := range []int{20, 64, 101} {
			asOf := start.Add(ahead)
			fresh := storetest.Open(t, db.Engine(), feature.Schema)
			put(fresh, asOf)
			f, s := habits(t, db, asOf.String())
			f2, s2 := habits(t, fresh, asOf.String())
			if s.Customers != s2.Customers || s.Customers == 0 {
				t.Fatalf("%s: %d people, and %d in a shop that ended there", asOf, s.Customers, s2.Customers)
			}
			if diff := cmp.Diff(s2.Price, s.Price, near); diff != "" {
				t.Errorf("%s: %s", asOf, diff)
			}
			for id := range huike.CustomerID(14) {
				a, found, err := f.HabitOf(t.Context(), s.ID, id+1)
				b, found2, err2 := f2.HabitOf(t.Context(), s2.ID, id+1)
				if diff := cmp.Diff(b, a, near); err != nil || err2 != nil || found != found2 || diff != "" {
					t.Fatalf("%s, customer %d: %v %v %s", asOf, id+1, err, err2, diff)
				}
			}
		}
	}, feature.Schema)
}

func keep[T any](all []T, ok func(T) bool) []T {
	var kept []T
	for _, v := range all {
		if ok(v) {
			kept = append(kept, v)
		}
	}
	return kept
}

// One product, one hour, all alike, nothing but orders: what cannot be told is
// left out, and nothing breaks.
func TestHabitsOfPoorShops(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		ordertest.PutShop(t, db, 1, "CNY")
		_, s := habits(t, db, "2024-06-30")
		if s.Customers != 0 || s.Price != nil {
			t.Errorf("an empty shop has %+v", s)
		}
		var orders []ordertest.Order
		for i := range 4 {
			orders = append(orders, ordertest.Order{Customer: 1, Day: day("2024-06-30").Add(-i).String(), Gross: 5, Lines: []ordertest.Line{{Product: "tea", Amount: 5}}},
				ordertest.Order{Customer: 2, Day: day("2024-06-30").Add(-i).String(), Gross: 5, Lines: []ordertest.Line{{Product: "tea", Amount: 5}}})
		}
		ordertest.Put(t, db, orders)
		f, s := habits(t, db, "2024-06-30")
		h := habitOf(t, f, s.ID, 1)
		if h.Hour != nil || h.Category != nil || h.Brand != nil || h.Browsing.Type != "" || h.Service.Type != "" || s.TrackedFrom != nil || s.ChatsFrom != nil {
			t.Errorf("habits out of nothing: %+v %+v", h, s)
		}
		if h.Product == nil || h.Product.Lift != 1 || h.Novelty.Trials != 0 || h.Phase.Phase != feature.PhaseDevelop {
			t.Errorf("habits %+v", h)
		}
		if rate, _, _, ok := h.Price.Posterior(s.Price); !ok || rate != 0 {
			t.Errorf("nobody ever had a discount, yet the sensitivity is %v, %v", rate, ok)
		}
		if _, found, err := f.HabitOf(t.Context(), s.ID, 99); found || err != nil {
			t.Errorf("nobody has habits: %v, %v", found, err)
		}
	}, feature.Schema)
}
