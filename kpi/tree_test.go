package kpi_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"huike"
	"huike/feature"
	"huike/kpi"
	"huike/order/ordertest"
	"huike/store"
	"huike/store/storetest"

	"github.com/google/go-cmp/cmp"
)

// smallShop is reckoned by hand. The week is 2024-07-08 to 2024-07-14, the one
// before 2024-07-01 to 2024-07-07, a year ago 2023-07-10 to 2023-07-16.
func smallShop(t *testing.T, db store.DB) {
	t.Helper()
	ordertest.Put(t, db, []ordertest.Order{
		{Customer: 1, Day: "2023-07-12", Gross: 50}, // 1: a year ago
		{Customer: 1, Day: "2024-06-20", Gross: 40}, // 2
		{Customer: 2, Day: "2024-07-02", Gross: 100, Lines: []ordertest.Line{{Product: "tea", Quantity: 4, Amount: 80}, {Product: "cup", Amount: 20}}}, // 3: the week before, new
		{Customer: 3, Day: "2024-07-03", Gross: 60, Lines: []ordertest.Line{{Product: "tea", Quantity: 3, Amount: 60}}},                                // 4: new
		{Day: "2024-07-04", Gross: 40}, // 5: without identity
		{Customer: 1, Day: "2024-07-09", Gross: 30, Province: "Zhejiang", Lines: []ordertest.Line{{Product: "tea", Amount: 30}}}, // 6: this week; regular
		{Customer: 1, Day: "2024-07-10", Gross: 50, Province: "Jiangsu"},                                                         // 7: the same buyer
		{Customer: 2, Day: "2024-07-11", Gross: 70},                                                                              // 8: cultivated
		{Customer: 4, Day: "2024-07-12", Gross: 150},                                                                             // 9: new
		{Customer: 5, Day: "2024-07-12", Gross: 99, Unpaid: true},
		{Customer: 6, Day: "2023-12-01", Gross: 10}, {Customer: 6, Day: "2024-07-14", Gross: 20}, // won back
		{Customer: 7, Day: "2024-07-09", Gross: 80, Void: "2024-07-13"},
	})
	putSource(t, db, [][4]any{
		{int64(2), int64(firstOrder + 2), "zhitongche", "search"}, {int64(3), int64(firstOrder + 3), "taoke", "cps"},
		{int64(1), int64(firstOrder + 5), "zhitongche", "search"}, {int64(1), int64(firstOrder + 6), "taoke", "cps"},
		{int64(4), int64(firstOrder + 8), "taoke", "cps"},
	})
	putTraffic(t, db, []aTraffic{
		{day: "2024-07-02", source: "zhitongche", group: "search", visitors: 60, cost: 3000}, {day: "2024-07-03", source: "taoke", group: "cps", visitors: 40},
		{day: "2024-07-09", source: "zhitongche", group: "search", visitors: 50, cost: 2500}, {day: "2024-07-10", source: "taoke", group: "cps", visitors: 75, cost: 100},
	})
	putChats(t, db, []aChat{{4, "2024-07-11", "Li"}, {-9, "2024-07-12", "Li"}, {2, "2024-07-08", "Wang"}})
	putViews(t, db, []aChat{{3, "2024-07-01", ""}, {4, "2024-07-10", ""}})
	putReviews(t, db, map[string][]int64{"2024-07-03": {5, 4}, "2024-07-10": {5, 4, 3, 4}})
}

func tree(t *testing.T, db store.DB, asOf string) kpi.Tree {
	t.Helper()
	tree, err := kpi.New(db).Tree(t.Context(), scope(asOf), "week")
	if err != nil {
		t.Fatal(err)
	}
	return tree
}

// node returns a node by its id.
func node(t *testing.T, tree kpi.Tree, id string) kpi.Node {
	t.Helper()
	for _, n := range tree.Nodes {
		if n.ID == id {
			return n
		}
	}
	t.Fatalf("the tree has no node %s", id)
	return kpi.Node{}
}

var nearly = cmp.Comparer(func(a, b float64) bool {
	return math.IsNaN(a) && math.IsNaN(b) || math.Abs(a-b) <= 1e-9*max(1, math.Abs(a))
})

func TestS1_01_Tree(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		smallShop(t, db)
		tree := tree(t, db, "2024-07-14")
		unknown := math.NaN()
		for id, want := range map[string]kpi.Reading{
			"sales":         {320, 200, 50},
			"visitors":      {125, 100, unknown},
			"conversion":    {4. / 125, 3. / 100, unknown},
			"frequency":     {5. / 4, 1, 1},
			"order_value":   {64, 200. / 3, 50},
			"new_sales":     {150, 160, 50},
			"new_customers": {1, 2, 1},
			"kept_sales":    {170, 0, 0},
			"keyless_sales": {0, 40, 0},
			"satisfaction":  {4, 4.5, unknown},
		} {
			if diff := cmp.Diff(want, node(t, tree, id).Value, nearly); diff != "" {
				t.Error(id, diff)
			}
		}
		if tree.Periods.Previous.From.String() != "2024-07-01" || tree.Periods.YearAgo.From.String() != "2023-07-10" {
			t.Errorf("%+v", tree.Periods)
		}
		addsUp(t, tree)
	}, kpi.Schema)
}

// addsUp holds every node against its children: the contributions are the change.
func addsUp(t *testing.T, tree kpi.Tree) {
	t.Helper()
	for _, parent := range tree.Nodes {
		sum, children := 0.0, 0
		for _, n := range tree.Nodes {
			if n.Parent == parent.ID && n.Kind != "measure" && !math.IsNaN(n.Contribution) {
				sum, children = sum+n.Contribution, children+1
			}
		}
		change := parent.Value.Change()
		if children > 0 && math.Abs(sum-change) > 1e-9*math.Abs(change) {
			t.Errorf("as of %s: the children of %s add %v, its change is %v", tree.Scope.AsOf, parent.ID, sum, change)
		}
	}
}

// Without visits any shop with orders has a tree: buyers × frequency × order value.
func TestS1_01_WithoutVisits(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		ordertest.Put(t, db, shop())
		tree := tree(t, db, "2024-06-30")
		var factors []string
		for _, n := range tree.Nodes {
			if n.Parent == "sales" {
				factors = append(factors, n.ID)
			}
		}
		if diff := cmp.Diff([]string{"buyers", "frequency", "order_value"}, factors); diff != "" {
			t.Error(diff)
		}
		if link := tree.Links[0]; !math.IsNaN(link.Node.Value[0]) {
			t.Errorf("visitors of a shop without visits are %v", link.Node.Value)
		}
		if !slices.Contains(tree.Missing, "visits") || !slices.ContainsFunc(tree.Sentences, func(s kpi.Sentence) bool { return s.Code == "missing_visits" }) {
			t.Errorf("nobody says that visits are missing: %+v", tree.Sentences)
		}
		addsUp(t, tree)
		empty, err := kpi.New(db).Tree(t.Context(), scope("2020-01-01"), "month")
		if err != nil || empty.Sentences[0].Code != "empty" || len(empty.Causes) != 0 {
			t.Errorf("%v %+v", err, empty.Sentences)
		}
		if _, err := kpi.New(db).Tree(t.Context(), scope("2020-01-01"), "year"); huike.CodeOf(err) != "kpi.period" {
			t.Error(err)
		}
	}, kpi.Schema)
}

func TestS1_02_Stages(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		smallShop(t, db)
		k := kpi.New(db)
		before := tree(t, db, "2024-07-14").Stage
		d, err := k.Activate(t.Context(), "mature", "anna", time.Unix(0, 0))
		if err != nil || d.Version != 2 {
			t.Fatal(d.Version, err)
		}
		after := tree(t, db, "2024-07-14")
		if before.ID != "growth" || after.Stage.ID != "mature" || after.Definition.Version != 2 {
			t.Errorf("%s, then %s", before.ID, after.Stage.ID)
		}
		if after.Stage.Items[0].Measure != "kept_sales" || after.Stage.Items[0].Value[0] != 170 {
			t.Errorf("%+v", after.Stage.Items)
		}
		if _, err := k.Activate(t.Context(), "heaven", "anna", time.Unix(0, 0)); huike.CodeOf(err) != "kpi.stage" {
			t.Error(err)
		}
		d.Nodes[1].Parent = "nowhere"
		if _, err := k.SetDefinition(t.Context(), d, "anna", time.Unix(0, 0)); huike.CodeOf(err) != "kpi.definition" {
			t.Error(err)
		}
	}, kpi.Schema)
}

func TestS1_03_SevenLinks(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		smallShop(t, db)
		tree := tree(t, db, "2024-07-14")
		unknown := math.NaN()
		want := []kpi.Reading{
			{125, 100, unknown},
			{4. / 125, 3. / 100, unknown},
			{1. / 3, unknown, unknown}, // of Li's two and Wang's one, 4 bought within two days
			{6. / 7, 1, 1},
			{unknown, unknown, unknown}, // nobody bought first 45 days ago
			{unknown, unknown, unknown},
			{1. / 1, 0, unknown}, // 6 was lost and came back
		}
		for i, link := range tree.Links {
			if link.No != i+1 || link.Audience == "" || len(link.Playbook) == 0 || link.Node.Department == "" {
				t.Errorf("link %d: %+v", i+1, link)
			}
			if diff := cmp.Diff(want[i], link.Node.Value, nearly); diff != "" {
				t.Errorf("link %d %s %s", link.No, link.Node.ID, diff)
			}
		}
		if len(tree.Links) != 7 {
			t.Errorf("%d links", len(tree.Links))
		}
	}, kpi.Schema)
}

func TestS1_04_DatabaseMarketing(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		smallShop(t, db)
		tree := tree(t, db, "2024-07-14")
		for id, want := range map[string][2]float64{
			"customers": {4, 2}, "converted": {1, 2}, "kept": {3, 0},
			"asked_converted": {1, 0}, "browsed_converted": {0, 1}, "unpaid_converted": {0, 0}, "unprompted": {0, 1},
			"new_cultivated": {1, 0}, "active_buying": {1, 0}, "lost_won_back": {1, 0},
		} {
			if v := node(t, tree, id).Value; v[0] != want[0] || v[1] != want[1] {
				t.Errorf("%s is %v, want %v", id, v, want)
			}
		}
	}, kpi.Schema)
}

func TestS1_05_Departments(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		smallShop(t, db)
		tree := tree(t, db, "2024-07-14")
		var ids []string
		for _, d := range tree.Departments {
			ids = append(ids, d.ID)
		}
		if diff := cmp.Diff([]string{"promotion", "database_marketing", "front_page", "service", "management"}, ids); diff != "" {
			t.Error(diff)
		}
		promotion := tree.Departments[0]
		if promotion.Items[0].Measure != "visitors" || promotion.Items[0].Value[0] != 125 || promotion.Items[2].Value[0] != 26 {
			t.Errorf("%+v", promotion)
		}
	}, kpi.Schema)
}

// Of 80 % of last week's mark, 107 % of the conversion and so on, the lowest is the weakest.
func TestS1_09_Planks(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		smallShop(t, db)
		var weakest []string
		for _, p := range tree(t, db, "2024-07-14").Planks {
			if p.Weakest {
				weakest = append(weakest, p.Measure)
			}
			if p.Measure == "satisfaction" && (p.Against != "usual" || math.Abs(p.Ratio-4/4.5) > 1e-12) {
				t.Errorf("%+v", p)
			}
		}
		if diff := cmp.Diff([]string{"satisfaction"}, weakest); diff != "" {
			t.Error(diff)
		}
	}, kpi.Schema)
}

// The four roles see their own nodes; the group head sees the people (S1-30).
func TestS1_30_Roles(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		smallShop(t, db)
		tree := tree(t, db, "2024-07-14")
		shows := map[string][]string{}
		for _, r := range tree.Definition.Roles {
			shows[r.ID] = r.Shows
		}
		want := map[string][]string{"owner": {"industry", "planks"}, "manager": {"departments", "causes", "stage"}, "head": {"people"}, "doer": {"drivers"}}
		if diff := cmp.Diff(want, shows); diff != "" {
			t.Error(diff)
		}
		people := []kpi.Agent{{Name: "Li", Asked: 2, Bought: 1, Orders: 1, Sales: 150}, {Name: "Wang", Asked: 1}}
		if diff := cmp.Diff(people, tree.Agents); diff != "" {
			t.Error(diff)
		}
	}, kpi.Schema)
}

func TestS1_31_Diagnosis(t *testing.T) {
	d := kpi.DefaultDefinition()
	for _, n := range []string{"visitors", "conversion", "repeat_rate", "order_value", "retention_rate", "units", "price", "assortment", "frequency", "buyers"} {
		found := false
		for _, g := range d.Diagnosis {
			found = found || slices.Contains(g.Nodes, n) && len(g.Questions) > 0 && g.Next != ""
		}
		if !found {
			t.Errorf("nobody asks anything when %s moves", n)
		}
	}
}

// A node opens into segments; the rows add up to its change (S1-32, S1-35).
func TestS1_32_Drill(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		smallShop(t, db)
		f := func(node, by string, want map[string][2]float64) {
			t.Helper()
			d, err := kpi.New(db).Drill(t.Context(), scope("2024-07-14"), "week", node, by)
			if err != nil {
				t.Fatal(err)
			}
			sum := 0.0
			have := map[string][2]float64{}
			for _, r := range d.Rows {
				have[r.Segment] = [2]float64{r.Value[0], r.Value[1]}
				sum += r.Contribution
			}
			if diff := cmp.Diff(want, have, nearly); diff != "" {
				t.Errorf("%s by %s %s", node, by, diff)
			}
			if change := d.Value.Change(); math.Abs(sum-change) > 1e-9*math.Abs(change) {
				t.Errorf("%s by %s: the rows add %v, the change is %v", node, by, sum, change)
			}
		}
		unknown := math.NaN()
		f("sales", "source_group", map[string][2]float64{"search": {80, 100}, "cps": {150, 60}, "": {90, 40}})
		f("visitors", "source", map[string][2]float64{"zhitongche": {50, 60}, "taoke": {75, 40}, "": {0, 0}})
		f("conversion", "source", map[string][2]float64{"zhitongche": {1. / 50, 1. / 60}, "taoke": {1. / 75, 1. / 40}, "": {unknown, unknown}})
		f("order_value", "kind", map[string][2]float64{"new": {150, 80}, "kept": {170. / 4, unknown}, "keyless": {unknown, 40}})
		f("sales", "kind", map[string][2]float64{"new": {150, 160}, "kept": {170, 0}, "keyless": {0, 40}})
		f("sales", "stage", map[string][2]float64{"prospect": {150, 160}, "keyless": {0, 40}, "active": {80, 0}, "after_sale": {70, 0}, "lost": {20, 0}})
		f("sales", "ladder", map[string][2]float64{"prospect": {150, 160}, "keyless": {0, 40}, "regular": {80, 0}, "new": {70, 0}, "lapsed": {20, 0}})
		f("sales", "province", map[string][2]float64{"": {240, 200}, "Zhejiang": {80, 0}})
		f("sales", "product", map[string][2]float64{"tea": {30, 140}, "cup": {0, 20}, "(rest)": {290, 40}})
		f("sales", "category", map[string][2]float64{"": {30, 160}, "(rest)": {290, 40}})
		d, err := kpi.New(db).Drill(t.Context(), scope("2024-07-14"), "week", "sales", "department")
		sum := 0.0
		for _, r := range d.Rows {
			sum += r.Contribution
		}
		if err != nil || math.Abs(sum-120) > 1e-9 {
			t.Errorf("%v: the departments add %v of 120", err, sum)
		}
		if _, err := kpi.New(db).Drill(t.Context(), scope("2024-07-14"), "week", "moon", "source"); huike.CodeOf(err) != "kpi.node" {
			t.Error(err)
		}
		if _, err := kpi.New(db).Drill(t.Context(), scope("2024-07-14"), "week", "visitors", "product"); huike.CodeOf(err) != "kpi.by" {
			t.Error(err)
		}
	}, kpi.Schema)
}

func TestS1_35_SourceGroups(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		smallShop(t, db)
		d, err := kpi.New(db).Drill(t.Context(), scope("2024-07-14"), "week", "visit_cost", "source_group")
		if err != nil {
			t.Fatal(err)
		}
		have := map[string]float64{}
		for _, r := range d.Rows {
			have[r.Segment] = r.Value[0]
		}
		if diff := cmp.Diff(map[string]float64{"search": 25, "cps": 1, "": 0}, have); diff != "" {
			t.Error(diff)
		}
	}, kpi.Schema)
}

// The numbers of the vector industry-benchmark, as the shop's own sales.
func TestS1_34_Industry(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		ordertest.Put(t, db, []ordertest.Order{{Customer: 1, Day: "2024-07-02", Gross: 1000}, {Customer: 1, Day: "2024-07-09", Gross: 1150}})
		putIndustry(t, db, [][5]any{{"sales", "week", "2024-07-01", 50000.0, 0.0}, {"sales", "week", "2024-07-08", 60000.0, 0.0},
			{"order_value", "month", "2024-06-01", 1100.0, 100.0}, {"sales", "week", "2024-07-15", 1.0, 0.0}})
		tree := tree(t, db, "2024-07-14")
		i := node(t, tree, "sales").Industry
		if i == nil || i.Value != 60000 || i.Origin != "the association" || i.NotedOn.String() != "2024-07-01" ||
			math.Abs(i.Relative+0.0416666666667) > 1e-12 || math.Abs(i.Share-0.0191666666667) > 1e-12 || math.Abs(i.Gap+50) > 1e-9 {
			t.Errorf("%+v", i)
		}
		if v := node(t, tree, "order_value").Industry; v == nil || math.Abs(v.Position-0.625) > 1e-12 {
			t.Errorf("%+v", v)
		}
	}, kpi.Schema)
}

// A month of the industry is not held against a week of the shop, but against four weeks of it.
func TestS1_34_IndustryOfAnotherPeriod(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		ordertest.Put(t, db, []ordertest.Order{{Customer: 1, Day: "2024-06-12", Gross: 1000}, {Customer: 1, Day: "2024-07-09", Gross: 1150}})
		putIndustry(t, db, [][5]any{{"sales", "month", "2024-05-01", 50000.0, 0.0}, {"sales", "month", "2024-06-01", 60000.0, 0.0}})
		week := node(t, tree(t, db, "2024-07-14"), "sales").Industry
		if week == nil || math.Abs(week.Growth-.2) > 1e-12 || !math.IsNaN(week.Share) || !math.IsNaN(week.Relative) || !math.IsNaN(week.Gap) || !math.IsNaN(week.Position) {
			t.Errorf("%+v", week)
		}
		month, err := kpi.New(db).Tree(t.Context(), scope("2024-07-14"), "month")
		if err != nil {
			t.Fatal(err)
		}
		i := node(t, month, "sales").Industry
		if i == nil || math.Abs(i.Relative+0.0416666666667) > 1e-12 || math.Abs(i.Share-1150/(60000*28/(365.25/12))) > 1e-12 {
			t.Errorf("%+v", i)
		}
	}, kpi.Schema)
}

// S1-67: satisfaction, the customers' quality and repeat purchase hang together.
func TestS1_67_GoalTree(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		smallShop(t, db)
		tree := tree(t, db, "2024-07-14")
		for id, want := range map[string]struct {
			parent string
			value  float64
		}{"satisfaction": {"customer_quality", 4}, "customer_quality": {"goal", 3. / 5}, "goal": {"", 3}, "retention_rate": {"goal", math.NaN()}} {
			if n := node(t, tree, id); n.Parent != want.parent || !cmp.Equal(n.Value[0], want.value, nearly) {
				t.Errorf("%s under %q is %v, want %v under %q", id, n.Parent, n.Value, want.value, want.parent)
			}
		}
	}, kpi.Schema)
}

// Over random shops, contributions add up to the change, in the tree and in
// every drill-down; and later facts do not change an earlier tree.
func TestS1_01_RandomShops(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		random := rand.New(rand.NewPCG(3, 1))
		early, all := int64(1), int64(2)
		asOf := day("2024-07-14")
		var orders []ordertest.Order
		for range 400 {
			o := ordertest.Order{Customer: int64(random.IntN(40)), Day: day("2023-05-01").Add(random.IntN(460)).String(), Gross: float64(random.IntN(5000)) / 100, Shop: all,
				Province: []string{"", "Zhejiang", "Jiangsu"}[random.IntN(3)]}
			o.Lines = []ordertest.Line{{Product: []string{"tea", "cup", "pot"}[random.IntN(3)], Quantity: 1 + random.Int64N(3), Amount: o.Gross / 2}}
			if random.IntN(9) == 0 {
				o.Void = day(o.Day).Add(random.IntN(30)).String()
			}
			orders = append(orders, o)
			if !asOf.Before(day(o.Day)) {
				if o.Void != "" && asOf.Before(day(o.Void)) {
					o.Void = ""
				}
				o.Shop = early
				orders = append(orders, o)
			}
		}
		ordertest.Put(t, db, orders)
		k := kpi.New(db)
		read := func(shop int64, period string) kpi.Tree {
			tree, err := k.Tree(t.Context(), feature.Scope{Shop: huike.ShopID(shop), AsOf: asOf}, period)
			if err != nil {
				t.Fatal(err)
			}
			addsUp(t, tree)
			g, err := k.Regulars(t.Context(), feature.Scope{Shop: huike.ShopID(shop), AsOf: asOf}, 45)
			if rate := node(t, tree, "repeat_rate").Value[0]; err != nil || !math.IsNaN(rate) && rate != *g.D1.Rate || math.IsNaN(rate) != (g.D1.Rate == nil) {
				t.Errorf("as of %s the repeat rate of regulars is %v, reckoned alone %+v, %v", asOf, rate, g.D1, err)
			}
			return tree
		}
		for _, period := range []string{"week", "month"} {
			a, b := read(early, period), read(all, period)
			a.Scope, b.Scope = feature.Scope{}, feature.Scope{}
			if diff := cmp.Diff(a, b, nearly, cmp.Comparer(func(a, b huike.Day) bool { return a == b })); diff != "" {
				t.Error("what came later changed the tree", diff)
			}
		}
		for n := range 5 {
			asOf = day("2023-07-01").Add(83 * n)
			addsUp(t, read(all, "week"))
			drillsAddUp(t, k, feature.Scope{Shop: 2, AsOf: asOf})
		}
	}, kpi.Schema)
}

func drillsAddUp(t *testing.T, k *kpi.KPI, s feature.Scope) {
	t.Helper()
	for _, node := range []string{"sales", "orders", "buyers", "frequency", "order_value"} {
		d, err := k.Drill(t.Context(), s, "month", node, "kind")
		if err != nil {
			t.Fatal(err)
		}
		for _, by := range d.Ways {
			d, err := k.Drill(t.Context(), s, "month", node, by)
			if err != nil {
				t.Fatal(err)
			}
			sum, value := 0.0, 0.0
			for _, r := range d.Rows {
				sum, value = sum+r.Contribution, value+r.Value[0]
			}
			if counted := node == "sales" || node == "orders" || node == "buyers"; counted && by != "department" && math.Abs(value-d.Value[0]) > 1e-6 {
				t.Errorf("%s as of %s by %s: the rows are %v together, the node is %v", node, s.AsOf, by, value, d.Value[0])
			}
			if change := d.Value.Change(); !math.IsNaN(change) && math.Abs(sum-change) > 1e-9*math.Abs(change) {
				t.Errorf("%s as of %s by %s: the rows add %v, the change is %v", node, s.AsOf, by, sum, change)
			}
		}
	}
}
