package assortment_test

import (
	"encoding/json"
	"fmt"
	"math"
	"testing"
	"time"

	"huike"
	"huike/assortment"
	"huike/feature"
	"huike/order/ordertest"
	"huike/stat"
	"huike/store"
	"huike/store/storetest"

	"github.com/google/go-cmp/cmp"
)

func TestMain(m *testing.M) { storetest.Main(m) }

var at = time.Date(2024, 7, 1, 8, 0, 0, 0, time.UTC)

func day(s string) huike.Day { return huike.MustDay(s) }

func scope(asOf string) feature.Scope { return feature.Scope{Shop: 1, AsOf: day(asOf)} }

func open(db store.DB) *assortment.Assortment { return assortment.New(db, feature.New(db)) }

// describe gives products their category, brand and cost.
func describe(t testing.TB, db store.DB, number, category, brand string, cost any) {
	t.Helper()
	q := store.Compiled("test/describe", `UPDATE product SET category = CAST(@category AS varchar), brand = CAST(@brand AS varchar), cost_minor = CAST(@cost AS bigint) WHERE external_no = @number`)
	v := store.Compiled("test/version", `UPDATE order_version SET version = version + 1`)
	err := db.Write(t.Context(), func(tx store.Tx) error {
		if _, err := tx.Exec(t.Context(), q, store.Args{"category": category, "brand": brand, "cost": cost, "number": number}); err != nil {
			return err
		}
		_, err := tx.Exec(t.Context(), v, nil)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func line(product string, quantity int64, amount float64) ordertest.Line {
	return ordertest.Line{Product: product, Quantity: quantity, Amount: amount}
}

func byNumber(products []assortment.Product) map[string]assortment.Product {
	m := map[string]assortment.Product{}
	for _, p := range products {
		m[p.Number] = p
	}
	return m
}

// The shop of the tests, counted by hand as of 2024-06-30: the newer days begin
// on 2024-04-02, those before on 2024-01-03.
//
// Before: 1 buys tea on 01-10 and comes back after 89 days (04-08: cup); 2 buys
// tea on 03-01 and never again; 3 buys a cup on 04-01, her next purchase comes
// on day 91 (07-01), after the day of the matrix.
// Newer: 1 a cup (04-08); 4 is new on 05-01 with tea and a cup in two orders of
// one day; 5 is new on 05-02 with tea, whose order is taken back on 06-01; 6 is
// new on 05-03 with tea, taken back only on 07-05; an order without identity
// holds 3 teas; 7 did not pay.
func shop() []ordertest.Order {
	tea, cup := line("tea", 1, 10), line("cup", 2, 50)
	return []ordertest.Order{
		{Customer: 1, Day: "2024-01-10", Gross: 10, Lines: []ordertest.Line{tea}},
		{Customer: 2, Day: "2024-03-01", Gross: 10, Lines: []ordertest.Line{tea}},
		{Customer: 3, Day: "2024-04-01", Gross: 50, Lines: []ordertest.Line{cup}},
		{Customer: 1, Day: "2024-04-08", Gross: 50, Lines: []ordertest.Line{cup}},
		{Customer: 4, Day: "2024-05-01", Gross: 10, Lines: []ordertest.Line{tea}},
		{Customer: 4, Day: "2024-05-01", Hour: 9, Gross: 50, Lines: []ordertest.Line{cup}},
		{Customer: 5, Day: "2024-05-02", Gross: 10, Lines: []ordertest.Line{tea}, Void: "2024-06-01"},
		{Customer: 6, Day: "2024-05-03", Gross: 10, Lines: []ordertest.Line{tea}, Void: "2024-07-05"},
		{Day: "2024-05-04", Gross: 30, Lines: []ordertest.Line{line("tea", 3, 30)}},
		{Customer: 7, Day: "2024-05-05", Gross: 10, Lines: []ordertest.Line{tea}, Unpaid: true},
		{Customer: 3, Day: "2024-07-01", Gross: 10, Lines: []ordertest.Line{tea}},
	}
}

func TestS1_47_MatrixByHand(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		ordertest.Put(t, db, shop())
		describe(t, db, "tea", "drinks", "", 600)
		describe(t, db, "cup", "drinks", "", nil)
		m, err := open(db).Matrix(t.Context(), scope("2024-06-30"), at)
		if err != nil {
			t.Fatal(err)
		}
		p := byNumber(m.Products)
		if len(p) != 2 {
			t.Fatalf("%d products, want tea and cup", len(p))
		}
		have := func(p assortment.Product) []int64 {
			return []int64{p.Units, p.UnitsBefore, p.SalesMinor, p.SalesBeforeMinor, p.Buyers, p.FirstBuyers, p.Watched, p.Rebuyers, p.Baskets, p.Shared}
		}
		if diff := cmp.Diff([]int64{5, 2, 5000, 2000, 2, 2, 2, 1, 3, 1}, have(p["tea"])); diff != "" {
			t.Error("tea", diff)
		}
		if diff := cmp.Diff([]int64{4, 2, 10000, 5000, 2, 1, 1, 0, 2, 1}, have(p["cup"])); diff != "" {
			t.Error("cup", diff)
		}
		// A cup has no cost: 40 % of 25.00, the shop's margin. Tea: 10.00 − 6.00.
		near(t, "margin of tea", p["tea"].UnitMarginMinor, 400)
		near(t, "margin of a cup", p["cup"].UnitMarginMinor, 1000)
		near(t, "popularity of tea", p["tea"].Popularity, 2*5.0/9)
		near(t, "margin index of tea", p["tea"].Margin, 400/(6000.0/9)) // (5 × 4.00 + 4 × 10.00) / 9 pieces
		near(t, "acquisition of tea", p["tea"].Acquisition, (2.0/2)/(3.0/4))
		near(t, "together of tea", p["tea"].Together, (1.0/3)/(2.0/5))
		near(t, "stickiness of tea", p["tea"].Stickiness, (1.0/2)/(1.0/3))
		near(t, "growth of tea", p["tea"].Growth, 1.5)
		if p["tea"].Role != stat.NewRole || p["tea"].Reason != "rare" || p["tea"].Compared != "category" {
			t.Errorf("tea is %s for %s, compared with its %s", p["tea"].Role, p["tea"].Reason, p["tea"].Compared)
		}
		if codes := codesOf(m.Notes); !cmp.Equal(codes, []string{"short_history", "costs_missing", "unclassified"}) {
			t.Error(codes)
		}
	}, assortment.Schema)
}

func codesOf(notes []assortment.Note) []string {
	var codes []string
	for _, n := range notes {
		codes = append(codes, n.Code)
	}
	return codes
}

func near(t *testing.T, what string, have *float64, want float64) {
	t.Helper()
	if have == nil || math.Abs(*have-want) > 1e-12*max(1, math.Abs(want)) {
		t.Errorf("%s is %v, want %v", what, show(have), want)
	}
}

func show(x *float64) any {
	if x == nil {
		return "none"
	}
	return *x
}

// A shop computed twice answers from what is stored, and anew when facts or the
// shop's margin change.
func TestMatrixIsKeptUntilItsFactsChange(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		ordertest.Put(t, db, shop())
		a := open(db)
		ask := func() assortment.Matrix {
			m, err := a.Matrix(t.Context(), scope("2024-06-30"), at)
			if err != nil {
				t.Fatal(err)
			}
			return m
		}
		one, again := ask(), ask()
		if one.Snapshot.ID != again.Snapshot.ID {
			t.Error("the matrix was computed twice")
		}
		describe(t, db, "tea", "", "", 100)
		after := ask()
		if after.Snapshot.ID == one.Snapshot.ID {
			t.Error("the new cost does not show")
		}
		near(t, "margin of tea", byNumber(after.Products)["tea"].UnitMarginMinor, 900)
		margin := store.Compiled("test/margin", `UPDATE shop SET margin_bp = 2000`)
		if err := db.Write(t.Context(), func(tx store.Tx) error { _, err := tx.Exec(t.Context(), margin, nil); return err }); err != nil {
			t.Fatal(err)
		}
		near(t, "margin of a cup under the new setting", byNumber(ask().Products)["cup"].UnitMarginMinor, 500)
	}, assortment.Schema)
}

// Bad input: what is missing is said in words, and no number is NaN.
func TestS1_47_BadInput(t *testing.T) {
	many := func(products ...string) (orders []ordertest.Order) {
		for i := range 40 {
			for k, p := range products {
				orders = append(orders, ordertest.Order{Customer: int64(1 + i), Day: day("2024-01-01").Add(4*i + k).String(), Gross: 10, Lines: []ordertest.Line{line(p, 1, 10)}})
			}
		}
		return orders
	}
	f := func(name, asOf string, want []string, orders []ordertest.Order) {
		t.Run(name, func(t *testing.T) {
			storetest.Each(t, func(t *testing.T, db store.DB) {
				ordertest.PutShop(t, db, 1, "CNY")
				ordertest.Put(t, db, orders)
				a := open(db)
				m, err := a.Matrix(t.Context(), scope(asOf), at)
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(want, codesOf(m.Notes)); diff != "" {
					t.Error(diff)
				}
				answers := []any{m}
				p, err := a.Pairs(t.Context(), scope(asOf), 0, 50, at)
				answers = append(answers, p, err)
				b, err := a.Bundles(t.Context(), scope(asOf), assortment.DefaultDiscount, 50, at)
				answers = append(answers, b, err)
				if len(b.Notes) == 0 {
					t.Error("no bundles and no word about it")
				}
				g, err := a.Bring(t.Context(), scope(asOf), 0, 50)
				answers = append(answers, g, err)
				n, err := a.Bands(t.Context(), scope(asOf))
				answers = append(answers, n, err)
				s, err := a.Seasons(t.Context(), scope(asOf), assortment.LevelCategory, 0, 50)
				answers = append(answers, s, err)
				if len(s.Notes) == 0 {
					t.Error("no season and no word about it")
				}
				for _, one := range answers {
					if err, failed := one.(error); failed {
						t.Error(err)
					}
					if _, err := json.Marshal(one); err != nil {
						t.Errorf("%T cannot be written: %v", one, err)
					}
				}
			}, assortment.Schema)
		})
	}
	f("nothing", "2024-06-30", []string{"no_sales"}, nil)
	f("before everything", "2023-06-30", []string{"no_sales"}, many("tea"))
	f("one product", "2024-06-30", []string{"one_product"}, many("tea"))
	f("all equal", "2024-06-28", []string{"no_costs", "all_equal", "no_categories", "unclassified"}, many("tea", "cup"))
	f("one day", "2024-01-01", []string{"short_history", "no_costs", "all_equal", "no_categories", "unclassified"}, []ordertest.Order{{Customer: 1, Day: "2024-01-01", Gross: 20, Lines: []ordertest.Line{line("tea", 1, 10), line("cup", 1, 10)}}})
}

// What counts as a purchase is the same for lines as for orders: what all
// products sold adds up to the shop's lines, on days drawn from a seed.
func TestS1_47_MatrixAddsUp(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		orders := random(3, 600)
		ordertest.Put(t, db, orders)
		a := open(db)
		for _, asOf := range []string{"2023-03-01", "2023-08-09", "2024-02-29"} {
			m, err := a.Matrix(t.Context(), scope(asOf), at)
			if err != nil {
				t.Fatal(err)
			}
			var units, before, sales int64
			for _, o := range orders {
				if o.Unpaid || o.Void != "" && !day(asOf).Before(day(o.Void)) {
					continue
				}
				for _, l := range o.Lines {
					switch ago := day(asOf).Sub(day(o.Day)); {
					case ago >= 0 && ago < 90:
						units, sales = units+l.Quantity, sales+int64(math.Round(100*l.Amount))
					case ago >= 90 && ago < 180:
						before += l.Quantity
					}
				}
			}
			roles := 0
			for _, r := range m.Roles {
				roles += r.Products
			}
			for _, p := range m.Products {
				units, before, sales = units-p.Units, before-p.UnitsBefore, sales-p.SalesMinor
				if p.FirstBuyers > p.Buyers || p.Rebuyers > p.Watched || p.Shared > p.Baskets {
					t.Errorf("a part is more than the whole: %+v", p)
				}
			}
			if units != 0 || before != 0 || sales != 0 || roles != len(m.Products) {
				t.Errorf("%s: %d pieces, %d before, %d money are missing; %d of %d products have a role", asOf, units, before, sales, roles, len(m.Products))
			}
		}
	}, assortment.Schema)
}

// random makes orders of 60 customers and 12 products over 500 days from a seed.
func random(seed uint64, n int) []ordertest.Order {
	r := source(seed)
	var orders []ordertest.Order
	for range n {
		o := ordertest.Order{Customer: int64(r.IntN(61)), Day: day("2023-01-01").Add(r.IntN(500)).String(), Gross: 1, Unpaid: r.IntN(20) == 0}
		if r.IntN(10) == 0 {
			o.Void = day(o.Day).Add(r.IntN(60)).String()
		}
		for range 1 + r.IntN(4) {
			q := int64(1 + r.IntN(3))
			o.Lines = append(o.Lines, line(fmt.Sprintf("p%02d", min(r.IntN(12), r.IntN(12))), q, float64(q*int64(5+r.IntN(40)))))
		}
		orders = append(orders, o)
	}
	return orders
}
