package assortment_test

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"

	"huike/assortment"
	"huike/feature"
	"huike/order/ordertest"
	"huike/segment"
	"huike/stat"
	"huike/store"
	"huike/store/storetest"

	"github.com/google/go-cmp/cmp"
)

// four is a shop of four products, each of one role as of 2024-06-30.
//
// P (50 of 100 earned) has 100 buyers in March who buy it again in May: popular
// and earns. T (5 of 20) brings 200 new customers: popular, and in their first
// baskets. L (150 of 200) goes to 30 baskets, always with P: not popular, earns,
// goes along. E (1 of 20) goes to 30 people who take nothing else, and of its 40
// buyers of March nobody came back.
func four() []ordertest.Order {
	var orders []ordertest.Order
	buy := func(from, n int, when string, lines ...ordertest.Line) {
		for i := range n {
			orders = append(orders, ordertest.Order{Customer: int64(from + i), Day: when, Gross: 1, Lines: lines})
		}
	}
	p, tr, l, e := line("P", 1, 100), line("T", 1, 20), line("L", 1, 200), line("E", 1, 20)
	buy(1, 100, "2024-03-20", p)
	buy(101, 30, "2024-03-20", l)
	buy(2001, 200, "2024-03-01", tr)
	buy(3001, 40, "2024-03-01", e)
	buy(1, 100, "2024-05-20", p)
	buy(101, 30, "2024-05-20", p, l)
	buy(1001, 200, "2024-05-10", tr)
	buy(3101, 30, "2024-05-10", e)
	return orders
}

func priceFour(t *testing.T, db store.DB) {
	t.Helper()
	for number, cost := range map[string]int{"P": 5000, "T": 1500, "L": 5000, "E": 1900} {
		describe(t, db, number, "all", "", cost)
	}
}

func TestS2_14_FourRoles(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		ordertest.Put(t, db, four())
		priceFour(t, db)
		m, err := open(db).Matrix(t.Context(), scope("2024-06-30"), at)
		if err != nil {
			t.Fatal(err)
		}
		have := map[string]stat.ProductRole{}
		for _, p := range m.Products {
			have[p.Number] = p.Role
		}
		want := map[string]stat.ProductRole{"P": stat.ProfitRole, "T": stat.TrafficRole, "L": stat.PotentialRole, "E": stat.EdgeRole}
		if diff := cmp.Diff(want, have); diff != "" {
			t.Error(diff)
		}
		if m.Roles[0] != (assortment.RoleCount{Role: stat.ProfitRole, Products: 1, Units: 130, SalesMinor: 1300000}) {
			t.Errorf("%+v", m.Roles)
		}
		if len(m.Notes) != 1 || m.Notes[0].Code != "short_history" {
			t.Errorf("%+v", m.Notes)
		}
	}, assortment.Schema)
}

// Without any cost and without the shop's margin, prices alone are compared, and
// no margin is told.
func TestS1_47_NoMarginAtAll(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		ordertest.Put(t, db, four())
		margin := store.Compiled("test/margin", `UPDATE shop SET margin_bp = 0`)
		if err := db.Write(t.Context(), func(tx store.Tx) error { _, err := tx.Exec(t.Context(), margin, nil); return err }); err != nil {
			t.Fatal(err)
		}
		a := open(db)
		m, err := a.Matrix(t.Context(), scope("2024-06-30"), at)
		if err != nil {
			t.Fatal(err)
		}
		mean := (130*100 + 200*20 + 30*200 + 30*20) / 390.0
		for _, p := range m.Products {
			if p.UnitMarginMinor != nil {
				t.Errorf("%s earns %v", p.Number, *p.UnitMarginMinor)
			}
			near(t, p.Number, p.Margin, float64(p.SalesMinor)/100/float64(p.Units)/mean)
		}
		other := storetest.Open(t, db.Engine(), assortment.Schema)
		ordertest.Put(t, other, outfits())
		if err := other.Write(t.Context(), func(tx store.Tx) error { _, err := tx.Exec(t.Context(), margin, nil); return err }); err != nil {
			t.Fatal(err)
		}
		b, err := open(other).Bundles(t.Context(), scope("2024-06-30"), 0.1, 0, at)
		if err != nil || len(b.Bundles) != 0 || !cmp.Equal(codesOf(b.Notes), []string{"no_bundle_margin"}) {
			t.Errorf("%+v, %v", b, err)
		}
		n, err := a.Bands(t.Context(), scope("2024-06-30"))
		if err != nil || n.Bands[0].MarginMinor != nil {
			t.Errorf("%+v, %v", n, err)
		}
		// One cost tells what the others are taken to earn: P earns half.
		describe(t, db, "P", "", "", 5000)
		if m, err = a.Matrix(t.Context(), scope("2024-06-30"), at); err != nil {
			t.Fatal(err)
		}
		near(t, "L", byNumber(m.Products)["L"].UnitMarginMinor, 10000)
	}, assortment.Schema)
}

// advice is the policies of the shop of four, and how many customers a rule of
// theirs means: every rule is a segment that compiles.
func advice(t *testing.T) (policies map[stat.ProductRole][]assortment.Policy, leavers []assortment.Mix, count func(rule []byte) int) {
	t.Helper()
	db := storetest.Open(t, store.DuckDB, assortment.Schema, segment.Schema)
	ordertest.Put(t, db, four())
	priceFour(t, db)
	m, err := open(db).Matrix(t.Context(), scope("2024-06-30"), at)
	if err != nil {
		t.Fatal(err)
	}
	snapshot, err := feature.New(db).Ensure(t.Context(), scope("2024-06-30"), at)
	if err != nil {
		t.Fatal(err)
	}
	segments := segment.New(db)
	in, err := segments.Scope(t.Context(), snapshot.ID)
	if err != nil {
		t.Fatal(err)
	}
	all, leavers := assortment.Policies(m)
	policies = map[stat.ProductRole][]assortment.Policy{}
	for _, p := range all {
		policies[p.Role] = append(policies[p.Role], p)
	}
	return policies, leavers, func(rule []byte) int {
		t.Helper()
		r, err := segment.Parse(rule)
		if err != nil {
			t.Fatalf("%s: %v", rule, err)
		}
		q, args, err := segments.Candidates(t.Context(), r, in)
		if err != nil {
			t.Fatalf("%s: %v", rule, err)
		}
		ids, err := store.All(t.Context(), db, q, args, func(r *store.Rows) (id int64, err error) {
			var stage, since any
			return id, r.Scan(&id, &stage, &since)
		})
		if err != nil {
			t.Fatal(err)
		}
		return len(ids)
	}
}

// Traffic and edge products are announced first to the lost, those who bought
// once above all.
func TestS2_16_PromotionsAreToldToTheLostFirst(t *testing.T) {
	policies, _, count := advice(t)
	for _, role := range []stat.ProductRole{stat.TrafficRole, stat.EdgeRole} {
		if len(policies[role]) == 0 {
			t.Fatalf("nothing is said about %s", role)
		}
		p := policies[role][0]
		if p.Discount != "deep" || !strings.Contains(string(p.Rule), `"lost"`) || !strings.Contains(string(p.Rule), `{"field":"occasions","op":"eq","value":1}`) {
			t.Errorf("the first word about %s goes to %s", role, p.Rule)
		}
		for _, p := range policies[role] {
			count(p.Rule)
		}
	}
}

// Profit products are rarely discounted and protect who bought twice or more.
func TestS2_17_ProfitProductsProtectRegulars(t *testing.T) {
	policies, _, count := advice(t)
	for _, p := range policies[stat.ProfitRole] {
		if p.Discount != "rare" || !strings.Contains(string(p.Rule), `["P"]`) {
			t.Errorf("%s at a %s discount for %s", p.Code, p.Discount, p.Rule)
		}
		// P's 130 buyers of May bought 41 days ago: active, nobody to protect yet.
		if want := map[string]int{"protect_regulars": 0, "keep_price_for_buyers": 130}[p.Code]; count(p.Rule) != want {
			t.Errorf("%s means %d customers, want %d", p.Code, count(p.Rule), want)
		}
	}
	if len(policies[stat.ProfitRole]) != 2 {
		t.Errorf("%d policies", len(policies[stat.ProfitRole]))
	}
}

// Each group of those who are about to leave has products of its own.
func TestS2_18_EachWhoLeavesHasAMix(t *testing.T) {
	_, leavers, count := advice(t)
	// Bought once: T and E on March 1, 121 days ago, asleep; T and E on May 10, 51 days ago, silent.
	want := map[string]int{"regular_silent": 0, "regular_sleeping": 0, "once_silent": 200 + 40 + 200 + 30, "once_lost": 0, "regular_lost": 0}
	have := map[string]int{}
	for _, l := range leavers {
		have[l.Code] = count(l.Rule)
		if len(l.Roles) == 0 {
			t.Errorf("%s are offered nothing", l.Code)
		}
	}
	if diff := cmp.Diff(want, have); diff != "" {
		t.Error(diff)
	}
}

// The answers of a day are those of a fresh shop that got only what had happened by then.
func TestS1_47_AsOfEqualsAFreshShop(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		const asOf = "2023-11-05"
		orders := random(21, 500)
		ordertest.Put(t, db, orders)
		var then []ordertest.Order
		for _, o := range orders {
			if day(asOf).Before(day(o.Day)) {
				continue
			}
			if o.Void != "" && day(asOf).Before(day(o.Void)) {
				o.Void = ""
			}
			then = append(then, o)
		}
		fresh := storetest.Open(t, db.Engine(), assortment.Schema)
		ordertest.Put(t, fresh, then)
		for what, answer := range map[string]func(a *assortment.Assortment) (any, error){
			"matrix": func(a *assortment.Assortment) (any, error) {
				m, err := a.Matrix(t.Context(), scope(asOf), at)
				for i := range m.Products {
					m.Products[i].ID = 0
				}
				return byNumber(m.Products), err
			},
			"pairs": func(a *assortment.Assortment) (any, error) {
				p, err := a.Pairs(t.Context(), scope(asOf), 0, 0, at)
				return titled(p.Together, p.Next), err
			},
			"bring": func(a *assortment.Assortment) (any, error) {
				b, err := a.Bring(t.Context(), scope(asOf), 0, 0)
				list := map[string]assortment.Bringing{}
				for _, p := range b.Products {
					number := p.Number
					p.Good = assortment.Good{}
					list[number] = p
				}
				return list, err
			},
			"bands": func(a *assortment.Assortment) (any, error) {
				b, err := a.Bands(t.Context(), scope(asOf))
				return []any{b.Moves, b.Buyers, len(b.Bands), b.Bands[0].SalesMinor}, err
			},
		} {
			now, err := answer(open(db))
			if err != nil {
				t.Fatal(err)
			}
			once, err := answer(open(fresh))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(once, now); diff != "" {
				t.Errorf("%s: %s", what, diff)
			}
		}
	}, assortment.Schema)
}

// titled keys pairs by the numbers of their products, whatever comes first.
func titled(together, next []assortment.Pair) map[string]int64 {
	all := map[string]int64{}
	for _, p := range together {
		all[min(p.A.Number, p.B.Number)+"+"+max(p.A.Number, p.B.Number)] = p.Baskets
	}
	for _, p := range next {
		all[p.A.Number+">"+p.B.Number] = p.Baskets
	}
	return all
}

// The numbers of the page about the matrix are those that the code returns.
func TestS1_47_MethodPage(t *testing.T) {
	text, err := os.ReadFile("../docs/method/product-matrix.md")
	if err != nil {
		t.Fatal(err)
	}
	var products []stat.ProductFacts
	var indices [][]string
	for _, row := range strings.Split(string(text), "\n") {
		cells := strings.Split(strings.Trim(row, "| "), " | ")
		if len(cells) == 12 && len(cells[0]) == 1 {
			n := make([]float64, 12)
			for i := 1; i < 11; i++ {
				if n[i], err = strconv.ParseFloat(strings.ReplaceAll(cells[i], ",", ""), 64); err != nil {
					t.Fatal(err)
				}
			}
			products = append(products, stat.ProductFacts{Units: n[1], UnitsBefore: n[2], Price: n[3], Cost: n[4], FirstBuyers: int64(n[5]), Buyers: int64(n[6]),
				SharedOrders: int64(n[7]), Orders: int64(n[8]), Rebuyers: int64(n[9]), Watched: int64(n[10]), AgeDays: 400})
		}
		if len(cells) == 8 && len(cells[0]) == 1 {
			indices = append(indices, cells)
		}
	}
	if len(products) != 6 || len(indices) != 6 {
		t.Fatalf("the page has %d products and %d rows of indices", len(products), len(indices))
	}
	list, _ := stat.ProductMatrix(products, stat.DefaultMatrixLimits())
	for i, x := range list {
		want := []string{indices[i][0]}
		for _, v := range []float64{x.Popularity, x.Margin, x.Acquisition, x.Attach, x.Stickiness} {
			want = append(want, fmt.Sprintf("%.3f", v))
		}
		want = append(want, fmt.Sprintf("%+.1f %%", 100*x.Growth), string(x.Role))
		if diff := cmp.Diff(want, indices[i]); diff != "" {
			t.Error(diff)
		}
	}
	for _, bound := range []string{"0.7", "30 points", "30 days", "30 baskets"} {
		if !strings.Contains(string(text), bound) {
			t.Errorf("the page does not tell the limit %s", bound)
		}
	}
}
