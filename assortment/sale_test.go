package assortment_test

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"strings"
	"testing"

	"huike"
	"huike/assortment"
	"huike/feature"
	"huike/order/ordertest"
	"huike/reference"
	"huike/stat"
	"huike/store"
	"huike/store/storetest"

	"github.com/google/go-cmp/cmp"
)

// The shop's tiers: 100 traffic, 200 main, 300 up-sell, as half-open bands from
// 0, 150 and 250. Vector price-bands of 06_products.json, in the newer period.
func TestS1_07_PriceTiers(t *testing.T) {
	var v struct {
		Inputs struct {
			Lines [][4]float64 `json:"lines_customer_price_qty_cost"`
		}
		Expected struct {
			Units         []int64
			Sales, Margin []float64
			SalesShare    []float64 `json:"sales_share"`
			BuyerCoverage []float64 `json:"buyer_coverage"`
		}
	}
	vector(t, "price-bands", &v)
	storetest.Each(t, func(t *testing.T, db store.DB) {
		var orders []ordertest.Order
		for i, l := range v.Inputs.Lines {
			orders = append(orders, ordertest.Order{Customer: int64(l[0]), Day: "2024-06-01", Gross: 1, Lines: []ordertest.Line{line(fmt.Sprint("p", i), int64(l[2]), l[1]*l[2])}})
		}
		ordertest.Put(t, db, orders)
		for i, l := range v.Inputs.Lines {
			describe(t, db, fmt.Sprint("p", i), "tea", "", int64(100*l[3]))
		}
		a := open(db)
		tiers := []assortment.Tier{{Name: "traffic"}, {Name: "main", FromMinor: 15000}, {Name: "up-sell", FromMinor: 25000}}
		if err := a.SetTiers(t.Context(), 1, tiers); err != nil {
			t.Fatal(err)
		}
		b, err := a.Bands(t.Context(), scope("2024-06-30"))
		if err != nil || len(b.Bands) != 3 || !b.Own {
			t.Fatalf("%+v, %v", b, err)
		}
		for i, n := range b.Bands {
			if n.Units != v.Expected.Units[i] || n.Tier != tiers[i] {
				t.Errorf("band %d sold %d, want %d", i, n.Units, v.Expected.Units[i])
			}
			for what, pair := range map[string][2]float64{"sales": {float64(n.SalesMinor) / 100, v.Expected.Sales[i]}, "margin": {float64(*n.MarginMinor) / 100, v.Expected.Margin[i]},
				"share": {*n.SalesShare, v.Expected.SalesShare[i]}, "coverage": {*n.Coverage, v.Expected.BuyerCoverage[i]}} {
				if math.Abs(pair[0]-pair[1]) > 1e-9 {
					t.Errorf("%s of band %d is %v, want %v", what, i, pair[0], pair[1])
				}
			}
		}
		var inCategories int64
		for _, c := range b.Categories {
			inCategories += c.SalesMinor
		}
		if inCategories != 189299 {
			t.Errorf("the categories of the bands sold %d, want 1892.99", inCategories)
		}
	}, assortment.Schema)
}

func vector(t *testing.T, id string, into any) {
	t.Helper()
	b, err := os.ReadFile(reference.Path(t, "spec", "vectors", "06_products.json"))
	if err != nil {
		t.Fatalf("the test vectors cannot be read: %v", err)
	}
	var file struct{ Cases []json.RawMessage }
	if err := json.Unmarshal(b, &file); err != nil {
		t.Fatal(err)
	}
	for _, c := range file.Cases {
		if strings.Contains(string(c), `"id": "`+id+`"`) {
			if err := json.Unmarshal(c, into); err != nil {
				t.Fatal(err)
			}
			return
		}
	}
	t.Fatalf("there is no vector %s", id)
}

func TestS1_07_TiersAreChecked(t *testing.T) {
	db := storetest.Open(t, store.DuckDB, assortment.Schema)
	a := open(db)
	f := func(code string, tiers ...assortment.Tier) {
		t.Helper()
		if err := a.SetTiers(t.Context(), 1, tiers); huike.CodeOf(err) != code {
			t.Errorf("%v: %v, want %q", tiers, err, code)
		}
	}
	f("assortment.tiers", assortment.Tier{Name: "one"})
	f("assortment.tier_name", assortment.Tier{Name: " "}, assortment.Tier{Name: "b", FromMinor: 1})
	f("assortment.tier_order", assortment.Tier{Name: "a", FromMinor: 1}, assortment.Tier{Name: "b", FromMinor: 2})
	f("assortment.tier_order", assortment.Tier{Name: "a"}, assortment.Tier{Name: "b", FromMinor: 5}, assortment.Tier{Name: "c", FromMinor: 5})
	f("", assortment.Tier{Name: "a"}, assortment.Tier{Name: "b", FromMinor: 5})
	f("")
	if left, err := a.Tiers(t.Context(), 1); err != nil || len(left) != 0 {
		t.Errorf("%v, %v; no tiers bring the automatic bands back", left, err)
	}
}

// What SQL sums by band, and the moves between main bands, equal those of the
// reference reckoning in stat over the same lines.
func TestS1_45_BandsEqualTheReckoning(t *testing.T) {
	orders := random(5, 700)
	const asOf = "2023-12-31"
	var lines, before []stat.PriceLine
	first := map[int64]huike.Day{}
	counts := func(o ordertest.Order) bool {
		return !o.Unpaid && (o.Void == "" || day(asOf).Before(day(o.Void))) && !day(asOf).Before(day(o.Day))
	}
	for _, o := range orders {
		if d, known := first[o.Customer]; counts(o) && (!known || day(o.Day).Before(d)) {
			first[o.Customer] = day(o.Day)
		}
	}
	for _, o := range orders {
		if !counts(o) || o.Customer == 0 {
			continue
		}
		for _, l := range o.Lines {
			price := int64(math.Round(100*l.Amount)) / l.Quantity
			one := stat.PriceLine{Customer: o.Customer, Price: price, Cost: price * 6 / 10, Units: l.Quantity, First: day(o.Day) == first[o.Customer]}
			switch ago := day(asOf).Sub(day(o.Day)); {
			case ago < 90:
				lines = append(lines, one)
			case ago < 180:
				before = append(before, one)
			}
		}
	}
	storetest.Each(t, func(t *testing.T, db store.DB) {
		ordertest.Put(t, db, known(orders))
		a := open(db)
		b, err := a.Bands(t.Context(), scope(asOf))
		if err != nil || b.Own {
			t.Fatal(b.Own, err)
		}
		edges := stat.PriceEdges(lines, 5)
		want := stat.PriceBands(lines, edges)
		if len(b.Bands) != len(want) {
			t.Fatalf("%d bands, want %d", len(b.Bands), len(want))
		}
		for i, n := range b.Bands {
			w := want[i]
			if n.Tier.FromMinor != w.Low || n.Units != w.Units || n.SalesMinor != w.Sales || *n.MarginMinor != w.Margin || n.Buyers != w.Buyers ||
				math.Abs(*n.Coverage-w.Coverage) > 1e-12 || math.Abs(*n.FirstShare-w.FirstShare) > 1e-12 {
				t.Errorf("band %d is %+v, want %+v", i, n, w)
			}
		}
		moves := stat.BandMoves(stat.MainBands(before, edges), stat.MainBands(lines, edges), len(edges))
		for _, m := range b.Moves {
			if m.From >= 0 && m.To >= 0 {
				moves[m.From][m.To] -= m.Customers
			}
		}
		for _, row := range moves {
			for _, n := range row {
				if n != 0 {
					t.Errorf("the moves differ by %v", moves)
				}
			}
		}
	}, assortment.Schema)
}

// known leaves out orders without identity.
func known(orders []ordertest.Order) []ordertest.Order {
	var out []ordertest.Order
	for _, o := range orders {
		if o.Customer != 0 {
			out = append(out, o)
		}
	}
	return out
}

// coming: 2023-06-01 to 06-30 thirty new customers with tea, 12 of them back
// after 30 days; ten with a cup, nobody back; in June 2024 four new ones, three
// with tea, two with a cup.
func coming() []ordertest.Order {
	var orders []ordertest.Order
	add := func(customer int, when huike.Day, products ...string) {
		o := ordertest.Order{Customer: int64(customer), Day: when.String(), Gross: 1}
		for _, p := range products {
			o.Lines = append(o.Lines, line(p, 1, 10))
		}
		orders = append(orders, o)
	}
	start := day("2023-07-05")
	for i := range 30 {
		add(1+i, start.Add(i), "tea")
		if i < 12 {
			add(1+i, start.Add(i+30), "cup")
		}
	}
	for i := range 10 {
		add(101+i, start.Add(i), "cup")
	}
	add(1, start.Add(91), "tea")
	add(201, day("2024-06-01"), "tea")
	add(202, day("2024-06-02"), "tea", "cup")
	add(203, day("2024-06-03"), "tea")
	add(204, day("2024-06-04"), "cup")
	return orders
}

func TestS1_47_BringByHand(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		ordertest.Put(t, db, coming())
		a := open(db)
		b, err := a.Bring(t.Context(), scope("2024-06-30"), 0, 0)
		if err != nil || b.New != 4 || b.Back.Numerator != 12 || b.Back.Denominator != 40 || *b.Back.Rate != 0.3 {
			t.Fatalf("%+v, %v", b, err)
		}
		tea, cup := b.Products[0], b.Products[1]
		if tea.Number != "tea" || tea.New.Numerator != 3 || *tea.New.Rate != 0.75 || tea.Back.Numerator != 12 || *tea.Back.Rate != 0.4 || tea.Than != "like" {
			t.Errorf("tea %+v", tea)
		}
		// Wilson 95 % of 3 of 4: 0.3006 to 0.9544 (R, prop.test without correction).
		if math.Abs(*tea.New.Low-0.3006418) > 1e-6 || math.Abs(*tea.New.High-0.9544127) > 1e-6 {
			t.Errorf("the interval of 3 of 4 is %v to %v", *tea.New.Low, *tea.New.High)
		}
		if cup.New.Numerator != 2 || cup.Back.Denominator != 10 || cup.Back.Rate != nil || cup.Than != "" {
			t.Errorf("a rate from ten newcomers: %+v", cup)
		}
		one, err := a.Bring(t.Context(), scope("2024-06-30"), cup.ID, 0)
		if err != nil || len(one.Products) != 1 || one.Products[0].New.Numerator != 2 || one.Back.Numerator != 12 {
			t.Errorf("%+v, %v", one, err)
		}
	}, assortment.Schema)
}

// S1-46. Of 44 customers on 2024-06-30 nine stand in after-sale or active; all
// buyers of tea in 90 days are those three of June.
func TestS1_46_CoverageByHand(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		ordertest.Put(t, db, coming())
		f := feature.New(db)
		snapshot, err := f.Ensure(t.Context(), scope("2024-06-30"), at)
		if err != nil {
			t.Fatal(err)
		}
		a := open(db)
		tea, err := a.Find(t.Context(), 1, "tea")
		if err != nil {
			t.Fatal(err)
		}
		c, err := a.Coverage(t.Context(), snapshot, assortment.Chosen{Product: tea})
		if err != nil || c.Customers != 44 || c.Buyers != 3 || !cmp.Equal(codesOf(c.Notes), []string{"few_buyers"}) {
			t.Fatalf("%+v, %v", c, err)
		}
		for _, side := range c.Sides {
			var customers, buyers int64
			for _, n := range side.Cells {
				customers, buyers = customers+n.Customers, buyers+n.Buyers
				if n.TGI != nil {
					t.Errorf("an index from three buyers: %+v", n)
				}
				if side.Side == "stage" && n.Word == "active" && (n.Customers != 4 || n.Buyers != 3) {
					t.Errorf("active: %+v", n)
				}
			}
			if customers != 44 || buyers != 3 {
				t.Errorf("%s adds up to %d customers and %d buyers", side.Side, customers, buyers)
			}
		}
		if len(c.Sides) != 5 {
			t.Errorf("%d sides", len(c.Sides))
		}
	}, assortment.Schema)
}

// An index of 100 is like the shop: 40 of 80 customers bought, all 40 of the 50
// in one province and none of the 30 in the other: 100 × (40/40) / (50/80) = 160.
func TestS1_46_TGI(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		var orders []ordertest.Order
		for i := range 80 {
			o := ordertest.Order{Customer: int64(1 + i), Day: "2024-06-01", Gross: 1, Province: "浙江", Lines: []ordertest.Line{line("cup", 1, 1)}}
			if i < 40 {
				o.Lines = []ordertest.Line{line("tea", 1, 1)}
			}
			if i >= 50 {
				o.Province = "上海"
			}
			orders = append(orders, o)
		}
		ordertest.Put(t, db, orders)
		snapshot, err := feature.New(db).Ensure(t.Context(), scope("2024-06-30"), at)
		if err != nil {
			t.Fatal(err)
		}
		a := open(db)
		tea, err := a.Find(t.Context(), 1, "tea")
		if err != nil {
			t.Fatal(err)
		}
		c, err := a.Coverage(t.Context(), snapshot, assortment.Chosen{Product: tea})
		if err != nil {
			t.Fatal(err)
		}
		for _, side := range c.Sides {
			for _, n := range side.Cells {
				if side.Side == "province" {
					near(t, n.Word, n.TGI, map[string]float64{"浙江": 160, "上海": 0}[n.Word])
				}
			}
		}
	}, assortment.Schema)
}

// seasonal sells through three years: each month's day 100 pieces times its
// index, 11.11 ten times that, Mondays twice as much as other days.
func seasonal(index []float64, from, to string) []ordertest.Order {
	var orders []ordertest.Order
	for d := day(from); !day(to).Before(d); d = d.Add(1) {
		when := d.String()
		units := 100 * index[int(when[5]-'0')*10+int(when[6]-'0')-1]
		if when[5:] == "11-11" {
			units *= 10
		}
		orders = append(orders, ordertest.Order{Customer: 1, Day: when, Gross: 1, Lines: []ordertest.Line{line("tea", int64(units), units)}})
	}
	return orders
}

var index = []float64{0.8, 0.9, 1, 1, 1.1, 1.2, 1.2, 1.1, 1, 1, 0.9, 0.8}

func TestS1_45_SeasonIsFound(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		ordertest.Put(t, db, seasonal(index, "2021-01-01", "2023-12-31"))
		describe(t, db, "tea", "drinks", "leaf", nil)
		a := open(db)
		for _, level := range []assortment.Level{assortment.LevelShop, assortment.LevelCategory, assortment.LevelBrand} {
			s, err := a.Seasons(t.Context(), scope("2023-12-31"), level, 0, 0)
			if err != nil || len(s.Seasons) != 1 || s.Seasons[0].Additive || len(s.Seasons[0].Months) != 36 {
				t.Fatalf("%s: %+v, %v", level, s, err)
			}
			for m, x := range s.Seasons[0].Index {
				if math.Abs(x-index[m]) > 0.03 {
					t.Errorf("month %d of the %s has the index %v, want %v", m+1, level, x, index[m])
				}
			}
			for _, f := range s.Seasons[0].Festivals {
				if f.Festival == assortment.FestivalSingle && (f.Years != 3 || math.Abs(f.Index-10) > 0.4) {
					t.Errorf("11.11 is %+v, want ten times the usual", f)
				}
			}
			for _, x := range s.Seasons[0].Weekdays {
				if math.Abs(x-1) > 0.05 {
					t.Errorf("week-days %v", s.Seasons[0].Weekdays)
				}
			}
		}
		id, err := a.Find(t.Context(), 1, "tea")
		if err != nil {
			t.Fatal(err)
		}
		s, err := a.Seasons(t.Context(), scope("2022-06-15"), assortment.LevelProduct, id, 0)
		if err != nil || s.Seasons[0].Missing != 7 || s.Seasons[0].Index != nil || !cmp.Equal(codesOf(s.Notes), []string{"short_season"}) {
			t.Errorf("17 complete months: %+v, %v", s, err)
		}
	}, assortment.Schema)
}

func TestFestivalOf(t *testing.T) {
	f := func(date string, want assortment.Festival) {
		t.Helper()
		if have := assortment.FestivalOf(day(date)); have != want {
			t.Errorf("%s is %q, want %q", date, have, want)
		}
	}
	f("2024-02-09", assortment.FestivalSpring) // the eve: lunar new year is 2024-02-10
	f("2024-02-16", assortment.FestivalSpring)
	f("2024-02-17", "")
	f("2024-02-08", "")
	f("2023-11-24", assortment.FestivalBlack)
	f("2023-11-11", assortment.FestivalSingle)
	f("2023-06-18", assortment.Festival618)
	f("2023-10-07", assortment.FestivalNation)
	f("2023-10-08", "")
	f("2041-02-01", "")
}

// Lunar new years equal the list of the reference data.
func TestLunarNewYears(t *testing.T) {
	b, err := os.ReadFile(reference.Path(t, "spec", "lunar_vectors.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	checked := 0
	for _, row := range strings.Split(strings.TrimSpace(string(b)), "\n")[1:] {
		cells := strings.Split(row, "\t")
		if cells[0] < "2008" || cells[0] > "2040" {
			continue
		}
		eve := day(cells[2]).Add(-1)
		if assortment.FestivalOf(eve) != assortment.FestivalSpring || assortment.FestivalOf(eve.Add(-1)) == assortment.FestivalSpring {
			t.Errorf("the new year of %s is %s", cells[0], cells[2])
		}
		checked++
	}
	if checked != 33 {
		t.Errorf("%d years were checked", checked)
	}
}

// Vector price-elasticity of 06_products.json, through orders: five weeks in
// spring without a festival, each at one price.
func TestS1_45_ElasticityThroughOrders(t *testing.T) {
	var v struct {
		Inputs struct {
			Weeks [][2]float64 `json:"price_units"`
		}
		Expected struct{ Elasticity float64 }
	}
	vector(t, "price-elasticity", &v)
	storetest.Each(t, func(t *testing.T, db store.DB) {
		var orders []ordertest.Order
		for i, w := range v.Inputs.Weeks {
			orders = append(orders, ordertest.Order{Customer: 1, Day: day("2024-03-13").Add(7 * i).String(), Gross: 1, Lines: []ordertest.Line{line("tea", int64(w[1]), w[0]*w[1])}})
		}
		ordertest.Put(t, db, orders)
		a := open(db)
		id, err := a.Find(t.Context(), 1, "tea")
		if err != nil {
			t.Fatal(err)
		}
		c, err := a.Course(t.Context(), scope("2024-04-30"), id)
		if err != nil || len(c.Weeks) != 8 || c.Weeks[7].PriceMinor != nil || c.Used != 5 {
			t.Fatalf("%+v, %v", c, err)
		}
		if c.Elasticity == nil || math.Abs(*c.Elasticity-v.Expected.Elasticity) > 1e-9 || *c.Low > *c.Elasticity || *c.High < *c.Elasticity {
			t.Errorf("elasticity %v, want %v", show(c.Elasticity), v.Expected.Elasticity)
		}
		few, err := a.Course(t.Context(), scope("2024-03-31"), id)
		if err != nil || few.Elasticity != nil || !cmp.Equal(codesOf(few.Notes), []string{"few_prices"}) {
			t.Errorf("%+v, %v", few, err)
		}
	}, assortment.Schema)
}
