package predict_test

import (
	"fmt"
	"math"
	"path/filepath"
	"testing"
	"time"

	"huike"
	"huike/customer"
	"huike/feature"
	"huike/ingest"
	"huike/order"
	"huike/order/ordertest"
	"huike/predict"
	"huike/reference"
	"huike/simulate"
	"huike/store"
	"huike/store/storetest"

	"github.com/google/go-cmp/cmp"
)

func TestMain(m *testing.M) { storetest.Main(m) }

var at = time.Date(2026, 1, 1, 8, 0, 0, 0, time.UTC)

func day(s string) huike.Day { return huike.MustDay(s) }

func open(db store.DB) *predict.Models { return predict.New(db, feature.New(db)) }

func value(t *testing.T, db store.DB, s feature.Scope) predict.Value {
	t.Helper()
	v, err := open(db).Value(t.Context(), s, at)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// loadCDNOW imports the file as it was published and lets the whole price be margin.
func loadCDNOW(t *testing.T, db store.DB) {
	t.Helper()
	v, err := customer.OpenVault(t.Context(), db, filepath.Join(t.TempDir(), "key"))
	if err != nil {
		t.Fatal(err)
	}
	orders := order.New(db)
	in := ingest.New(ingest.Deps{DB: db, Vault: v, Orders: orders, TempDir: t.TempDir()})
	if _, err := in.Load(t.Context(), ingest.Request{Path: reference.Path(t, "data", "cdnow", "CDNOW_sample.txt"), At: at, Actor: "test"}); err != nil {
		t.Fatal(err)
	}
	shops, err := orders.Shops(t.Context())
	if err != nil || len(shops) != 1 {
		t.Fatal(shops, err)
	}
	shops[0].Margin = 1
	if err := orders.SetShop(t.Context(), shops[0]); err != nil {
		t.Fatal(err)
	}
}

// CDNOW through the database, calibrated to the end of September 1997, gives the
// parameters of MBG/NBD in BTYDplus and of Gamma-Gamma in Fader & Hardie's note
// 025. Eight purchases of 0 dollars in the file are no purchases here, so the
// numbers may differ in the third digit.
func TestS1_44_ValueOfCDNOW(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		loadCDNOW(t, db)
		v := value(t, db, feature.Scope{AsOf: day("1997-09-30")})
		if v.Fit.Day != day("1997-09-30") || v.Fit.Parameters == nil {
			t.Fatalf("%+v", v.Fit)
		}
		f := func(have map[string]float64, name string, published float64) {
			t.Helper()
			if math.Abs(have[name]-published) > .02*published {
				t.Errorf("%s is %v, published %v", name, have[name], published)
			}
		}
		f(v.Fit.Parameters, "r", .525)
		f(v.Fit.Parameters, "alpha", 6.183)
		f(v.Fit.Parameters, "a", .891)
		f(v.Fit.Parameters, "b", 1.614)
		f(v.Fit.Spending, "p", 6.25)
		f(v.Fit.Spending, "q", 3.74)
		f(v.Fit.Spending, "gamma", 15.44)
		// On this file the forecast is 2 % off, yet ranking by past purchases finds
		// the best buyers as well, so the gate stays shut and says so.
		w := v.Fit.Validation
		if w == nil || math.Abs(*w.Error) > .05 || *w.Capture > *w.CaptureByHistory || w.Passed || len(w.Track) < 10 {
			t.Fatalf("%+v", w)
		}
		if v.Basis != predict.ByHeuristic || v.Reason != predict.ReasonGate {
			t.Errorf("%s because of %s", v.Basis, v.Reason)
		}
	}, predict.Schema, ingest.Schema)
}

// shop simulates a shop and returns the orders that were bought up to a day, and
// how many purchase days its customers had in the year afterwards.
func shop(customers int, until huike.Day) (orders []ordertest.Order, later float64) {
	s := simulate.New(simulate.Config{Seed: 11, Customers: customers, Start: until.Add(-730), End: until.Add(360)})
	for n := range customers {
		c := s.Customer(n)
		known, last := false, huike.Day{}
		for _, o := range s.Orders(c) {
			if o.PaidAt.IsZero() || o.Refund == o.Paid {
				continue
			}
			d := huike.DayOf(o.PaidAt)
			if until.Before(d) {
				if known && d != last {
					later++
				}
				last = d
				continue
			}
			known, last = true, d
			orders = append(orders, ordertest.Order{Customer: int64(c.No), Day: d.String(), Hour: o.PaidAt.Hour(), Gross: float64(o.Paid) / 100,
				Discount: float64(o.Discount) / 100, Province: c.Province, Quantity: int64(len(o.Lines))})
		}
	}
	return orders, later
}

// A simulated shop's forecast holds: what the known customers bought in the year
// to come lies in the range that was given.
func TestS1_44_ForecastOfASimulatedShop(t *testing.T) {
	until := day("2024-06-30")
	orders, later := shop(6000, until)
	storetest.Each(t, func(t *testing.T, db store.DB) {
		ordertest.Put(t, db, orders)
		v := value(t, db, feature.Scope{Shop: 1, AsOf: until})
		if v.Basis != predict.ByModel || v.Expected.Low == nil || later < *v.Expected.Low || later > *v.Expected.High {
			t.Errorf("%v purchases came, foretold %+v", later, v.Expected)
		}
	}, predict.Schema)
}

func TestValueSaysWhatIsMissing(t *testing.T) {
	db := storetest.Open(t, store.DuckDB, predict.Schema)
	f := func(name string, shop int64, orders []ordertest.Order, basis, reason string) {
		t.Helper()
		for i := range orders {
			orders[i].Shop = shop
			orders[i].Customer += shop * 1_000_000
		}
		if len(orders) == 0 {
			ordertest.PutShop(t, db, shop, "CNY")
		}
		ordertest.Put(t, db, orders)
		v := value(t, db, feature.Scope{Shop: huike.ShopID(shop), AsOf: day("2024-12-31")})
		if v.Basis != basis || v.Reason != reason || v.Customers != distinct(orders) {
			t.Errorf("%s: %s because of %s for %d customers, want %s %s", name, v.Basis, v.Reason, v.Customers, basis, reason)
		}
		top, err := open(db).Top(t.Context(), v, 5, 0)
		if err != nil || (len(top) > 0) != (basis != predict.ByNothing) {
			t.Errorf("%s: %v, %v", name, top, err)
		}
	}
	f("nobody", 1, nil, predict.ByNothing, predict.ReasonNobody)
	f("one purchase each", 2, steady(500, 1, 300), predict.ByNothing, predict.ReasonNoRepeats)
	f("too few repeaters", 3, steady(50, 3, 300), predict.ByHeuristic, predict.ReasonFewRepeaters)
	f("a short time", 4, steady(400, 3, 60), predict.ByHeuristic, predict.ReasonShort)
}

// steady customers each buy so many times, evenly over so many days before the
// end of 2024.
func steady(customers, times, days int) []ordertest.Order {
	var orders []ordertest.Order
	for c := range customers {
		for k := range times {
			orders = append(orders, ordertest.Order{Customer: int64(c + 1), Day: day("2024-12-31").Add(-days + (k*days+c%20)/times).String(), Gross: 10})
		}
	}
	return orders
}

func distinct(orders []ordertest.Order) int64 {
	seen := map[int64]bool{}
	for _, o := range orders {
		seen[o.Customer] = true
	}
	return int64(len(seen))
}

// The rule of thumb by hand: customer 1 earned 40 % of 30 in 3 purchases within
// a year, 12 with the year to come; her fourth is due after another mean gap.
func TestValueByRuleOfThumb(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		ordertest.Put(t, db, steady(50, 3, 300))
		v := value(t, db, feature.Scope{Shop: 1, AsOf: day("2024-12-31")})
		top, err := open(db).WorthOf(t.Context(), v, []huike.CustomerID{1})
		if err != nil || len(top) != 1 {
			t.Fatal(top, err)
		}
		w := top[0]
		if *w.ValueMinor != 1200 || math.Abs(*w.Expected-3) > 1e-9 || w.Alive != nil || w.NextDay != day("2024-03-06").Add(300) {
			t.Errorf("%d, %v, %v, %s", *w.ValueMinor, *w.Expected, w.Alive, w.NextDay)
		}
	}, predict.Schema)
}

// The margin goes by the cost of the products where it is known, else by the
// shop's 40 %, and money given back takes its share along.
func TestMarginByCost(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		ordertest.PutProducts(t, db, []ordertest.Product{{No: "tea", Cost: 4}})
		orders := steady(50, 2, 300)
		orders = append(orders,
			ordertest.Order{Customer: 60, Day: "2024-05-01", Gross: 30, Lines: []ordertest.Line{{Product: "tea", Quantity: 2, Amount: 20}, {Product: "cup", Amount: 10}}},
			ordertest.Order{Customer: 60, Day: "2024-06-01", Gross: 10, Refund: 5, Lines: []ordertest.Line{{Product: "tea", Amount: 10}}})
		ordertest.Put(t, db, orders)
		v := value(t, db, feature.Scope{Shop: 1, AsOf: day("2024-12-31")})
		top, err := open(db).WorthOf(t.Context(), v, []huike.CustomerID{60})
		// 20 − 8 + 40 % of 10 = 16; (10 − 4)/2 = 3.
		if err != nil || len(top) != 1 || *top[0].ValueMinor != 1900 {
			t.Errorf("%+v %v", top, err)
		}
		if want := 30.0 / (1000 + 40); math.Abs(v.CostKnown-want) > 1e-9 {
			t.Errorf("cost known of %v, want %v", v.CostKnown, want)
		}
	}, predict.Schema)
}

// The same facts give the same answer, and a second question reads the first
// one's; new facts make it anew.
func TestValueIsRememberedAndRepeatable(t *testing.T) {
	orders, _ := shop(3000, day("2024-06-30"))
	s := feature.Scope{Shop: 1, AsOf: day("2024-06-30")}
	var answers []string
	storetest.Each(t, func(t *testing.T, db store.DB) {
		ordertest.Put(t, db, orders)
		first := value(t, db, s)
		again := value(t, db, s)
		if diff := cmp.Diff(fmt.Sprint(first.Model, first.Worth.Value), fmt.Sprint(again.Model, again.Worth.Value)); diff != "" {
			t.Error(diff)
		}
		answers = append(answers, fmt.Sprint(first.Worth.Value, first.Expected.Value, first.Fit.Parameters, first.Deciles))
		if answers[0] != answers[len(answers)-1] {
			t.Errorf("the engines answer %s and %s", answers[0], answers[len(answers)-1])
		}
		ordertest.Put(t, db, []ordertest.Order{{Customer: 1, Day: "2024-06-29", Gross: 5}})
		if anew := value(t, db, s); anew.Model == first.Model {
			t.Error("new facts, and the old answer")
		}
	}, predict.Schema)
}

// A shop that has told no margin is valued by what was paid, and says so; telling
// one changes the answer at once.
func TestValueWithoutAMargin(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		ordertest.Put(t, db, steady(50, 3, 300))
		s := feature.Scope{Shop: 1, AsOf: day("2024-12-31")}
		f := func(margin, worth float64, unset bool) {
			t.Helper()
			orders := order.New(db)
			shop, err := orders.Shop(t.Context(), 1)
			if err != nil {
				t.Fatal(err)
			}
			shop.Margin = margin
			if err := orders.SetShop(t.Context(), shop); err != nil {
				t.Fatal(err)
			}
			if v := value(t, db, s); v.Unset != unset || v.Worth.Value != worth {
				t.Errorf("a margin of %v gives %v, unset %v", margin, v.Worth.Value, v.Unset)
			}
		}
		f(0, 150_000, true)
		f(.2, 30_000, false)
	}, predict.Schema)
}
