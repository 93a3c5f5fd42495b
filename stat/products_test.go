package stat_test

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"huike/reference"
	"huike/stat"

	"github.com/google/go-cmp/cmp"
)

func TestVectorsProducts(t *testing.T) {
	vectors(t, "06_products.json", map[string]run{
		"rule-mlxtend":           oneRule,
		"rule-mlxtend-indep":     oneRule,
		"rule-sat-consequent":    oneRule,
		"groceries-rules":        groceriesRules,
		"groceries-counts":       groceriesCounts,
		"llr":                    logLikelihood,
		"item-item":              itemItem,
		"ranking-metrics":        rankingMetrics,
		"seasonal-airpassengers": seasonal,
		"seasonal-small":         seasonal,
		"product-matrix":         productMatrix,
		"price-bands":            priceBands,
		"price-elasticity":       priceElasticity,
	}, nil)
}

// counted is an overlap as the vectors write it.
type counted struct{ N, NX, NY, NXY int64 }

func measures(o stat.Overlap) got {
	low, high := o.LiftInterval(level)
	return got{
		"support": o.Support(), "confidence": o.Confidence(), "lift": o.Lift(), "leverage": o.Leverage(),
		"conviction": o.Conviction(), "zhang": o.Zhang(), "jaccard": o.Jaccard(), "cosine": o.Cosine(),
		"kulczynski": o.Kulczynski(), "certainty_factor": o.CertaintyFactor(), "llr_G2": o.G2(),
		"fisher_p_greater": o.FisherGreater(), "lift_ci95": []float64{low, high},
	}
}

func oneRule(t *testing.T, v vector) got {
	m := measures(stat.Overlap(in[counted](t, v)))
	for key, want := range v.Expected {
		if want == nil {
			if !math.IsNaN(m[key].(float64)) {
				t.Errorf("%s is %v, want undefined", key, m[key])
			}
			delete(v.Expected, key)
		}
	}
	return m
}

func groceriesRules(t *testing.T, v vector) got {
	i := in[struct{ Rules []counted }](t, v)
	all := each(i.Rules, func(c counted) got { return measures(stat.Overlap(c)) })
	// The vectors' absolute tolerance says nothing about p-values of 1e-26.
	for k, want := range v.Expected["metrics"].([]any) {
		p, have := want.(map[string]any)["fisher_p_greater"].(float64), all[k]["fisher_p_greater"].(float64)
		if math.Abs(have-p) > 1e-9*p {
			t.Errorf("p of rule %d is %g, want %g", k, have, p)
		}
	}
	return got{"metrics": each(all, func(g got) any { return map[string]any(g) })}
}

// groceries reads the baskets of the R package arules.
func groceries(t *testing.T) stat.Baskets {
	t.Helper()
	numbers := map[string]int32{}
	b := stat.Baskets{Starts: []int{0}}
	basket := ""
	reference.Table(t, reference.Path(t, "spec", "vectors", "data", "groceries.csv.gz"), func(row map[string]string) {
		if basket != "" && row["tid"] != basket {
			b.Starts = append(b.Starts, len(b.Items))
		}
		basket = row["tid"]
		if _, known := numbers[row["item"]]; !known {
			numbers[row["item"]] = int32(len(numbers))
		}
		b.Items = append(b.Items, numbers[row["item"]])
	})
	b.Starts = append(b.Starts, len(b.Items))
	return b
}

func groceriesCounts(t *testing.T, v vector) got {
	i := in[struct {
		Settings []struct{ MinSup, MinConf float64 }
	}](t, v)
	b := groceries(t)
	var least, sizes, rules []int
	var lengths, lifts []any
	for _, s := range i.Settings {
		count := stat.MinBaskets(s.MinSup, b.Len())
		sets, _ := stat.FrequentItemsets(b, stat.Mining{MinCount: count})
		found, _ := stat.Rules(sets, b.Len(), stat.RuleSearch{MinConfidence: s.MinConf, MinSize: 2})
		byLength, lift := map[string]any{}, 0.0
		for _, set := range sets {
			n, _ := byLength[strconv.Itoa(len(set.Items))].(int)
			byLength[strconv.Itoa(len(set.Items))] = n + 1
		}
		for _, r := range found {
			lift = max(lift, r.Lift())
		}
		least, sizes, rules = append(least, count), append(sizes, len(sets)), append(rules, len(found))
		lengths, lifts = append(lengths, byLength), append(lifts, lift)
	}
	tops := v.Expected["top_lift"].([]any)
	v.Expected["top_lift"] = tops[:3] // the last one states none
	tolerances := v.Tol.(map[string]any)
	tolerances["top_lift"] = tolerances["lift"]
	return got{"abs_minsup": least, "itemsets": sizes, "itemsets_by_len": lengths, "rules": rules, "top_lift": lifts[:3]}
}

func logLikelihood(t *testing.T, v vector) got {
	i := in[struct{ Tables [][4]int64 }](t, v)
	return got{"G2": each(i.Tables, func(c [4]int64) float64 {
		return stat.Overlap{N: c[0] + c[1] + c[2] + c[3], NX: c[0] + c[1], NY: c[0] + c[2], NXY: c[0]}.G2()
	})}
}

func itemItem(t *testing.T, v vector) got {
	i := in[struct{ Baskets map[string][]string }](t, v)
	numbered := func(items []string) []int32 {
		return each(items, func(s string) int32 { return int32(s[0] - 'a') })
	}
	c := stat.NewPairCounter(5)
	for _, items := range i.Baskets {
		c.Add(numbered(items))
	}
	cosine, jaccard, lift := map[string]any{}, map[string]any{}, map[string]any{}
	for a := range int32(5) {
		for b := a + 1; b < 5; b++ {
			p := stat.Pair{A: a, B: b}
			for _, known := range c.Pairs(1) {
				if known.A == a && known.B == b {
					p = known
				}
			}
			key := string(rune('a'+a)) + string(rune('a'+b))
			cosine[key], jaccard[key], lift[key] = c.Overlap(p).Cosine(), c.Overlap(p).Jaccard(), c.Overlap(p).Lift()
		}
	}
	n, lists := stat.Likeness(c, 0, 1), map[string]any{}
	for user, items := range i.Baskets {
		lists[user] = each(n.Recommend(numbered(items), 0, nil), func(s stat.Scored) []any {
			return []any{string(rune('a' + s.Item)), s.Score}
		})
	}
	return got{"cosine": cosine, "jaccard": jaccard, "lift": lift, "recommend": lists}
}

func rankingMetrics(t *testing.T, v vector) got {
	i := in[struct {
		True, Ranked map[string][]int32
		K            int
	}](t, v)
	var all []stat.Ranked
	for user, bought := range i.True {
		all = append(all, stat.Ranked{Recommended: i.Ranked[user], Bought: bought})
	}
	all = append(all, stat.Ranked{Recommended: []int32{1}}) // who bought nothing does not count
	r := stat.RankingAt(all, i.K)
	return got{"precision": r.Precision, "recall": r.Recall, "map": r.MAP, "ndcg": r.NDCG}
}

func seasonal(t *testing.T, v vector) got {
	i := in[struct {
		Series []float64
		Period int
	}](t, v)
	if i.Period == 0 {
		i.Period = 12
	}
	s, ok := stat.Decompose(i.Series, nil, i.Period)
	if !ok || s.Additive {
		t.Fatalf("no multiplicative seasons: %+v", s)
	}
	return got{"index": s.Index}
}

func productMatrix(t *testing.T, v vector) got {
	i := in[struct{ Rows [][]any }](t, v)
	products := each(i.Rows, func(r []any) stat.ProductFacts {
		n := func(k int) float64 { return r[k].(float64) }
		return stat.ProductFacts{
			Units: n(1), Price: n(2), Cost: n(3), UnitsBefore: n(4), FirstBuyers: int64(n(5)), Buyers: int64(n(6)),
			SharedOrders: int64(n(7)), Orders: int64(n(8)), Watched: int64(n(6)), Rebuyers: int64(n(9)), AgeDays: 400,
		}
	})
	list, shop := stat.ProductMatrix(products, stat.DefaultMatrixLimits())
	rows := make([]any, len(list))
	for k, p := range list {
		rows[k] = map[string]any{
			"id": i.Rows[k][0], "popularity_index": p.Popularity, "margin_index": p.Margin, "acquisition_index": p.Acquisition,
			"attach_index": p.Attach, "stickiness_index": p.Stickiness, "growth": p.Growth, "class": string(p.Role),
		}
	}
	return got{"products": rows, "shop": map[string]any{
		"mean_cm": shop.Margin, "acq": shop.Acquisition, "attach": shop.Attach, "stick": shop.Stickiness, "growth": shop.Growth,
	}}
}

func priceBands(t *testing.T, v vector) got {
	i := in[struct {
		Edges []any
		Lines [][5]float64 `json:"lines_customer_price_qty_cost"`
	}](t, v)
	fen := func(yuan float64) int64 { return int64(math.Round(100 * yuan)) }
	var edges []int64
	for _, e := range i.Edges {
		if low, finite := e.(float64); finite {
			edges = append(edges, fen(low))
		}
	}
	bands := stat.PriceBands(each(i.Lines, func(l [5]float64) stat.PriceLine {
		return stat.PriceLine{Customer: int64(l[0]), Price: fen(l[1]), Units: int64(l[2]), Cost: fen(l[3])}
	}), edges)
	of := func(f func(stat.PriceBand) float64) []float64 { return each(bands, f) }
	return got{
		"units":          of(func(b stat.PriceBand) float64 { return float64(b.Units) }),
		"sales":          of(func(b stat.PriceBand) float64 { return float64(b.Sales) / 100 }),
		"margin":         of(func(b stat.PriceBand) float64 { return float64(b.Margin) / 100 }),
		"sales_share":    of(func(b stat.PriceBand) float64 { return b.SalesShare }),
		"buyer_coverage": of(func(b stat.PriceBand) float64 { return b.Coverage }),
	}
}

func priceElasticity(t *testing.T, v vector) got {
	i := in[struct {
		Weeks [][2]float64 `json:"price_units"`
	}](t, v)
	e := stat.Elasticity(each(i.Weeks, func(w [2]float64) stat.PriceWeek { return stat.PriceWeek{Price: w[0], Units: w[1]} }))
	return got{"elasticity": e.Elasticity, "intercept": e.Intercept}
}

// Every way of growing sets finds what counting all subsets finds.
func TestFrequentItemsetsAgreeWithCounting(t *testing.T) {
	f := func(baskets, products int, density float64, minCount, maxLength int) {
		t.Helper()
		b := stat.Baskets{Starts: []int{0}}
		for i := range baskets {
			for p := range products {
				if stat.Bucket(strconv.Itoa(products), strconv.Itoa(i*products+p)) < density/float64(1+p%5) {
					b.Items = append(b.Items, int32(p), int32(p)) // twice is once
				}
			}
			b.Starts = append(b.Starts, len(b.Items))
		}
		sets, ok := stat.FrequentItemsets(b, stat.Mining{MinCount: minCount, MaxLength: maxLength})
		have := map[string]int{}
		for _, s := range sets {
			have[label(s.Items)] = s.Count
		}
		if want := subsets(b, minCount, maxLength); !ok || len(have) != len(sets) || cmp.Diff(want, have) != "" {
			t.Errorf("%d baskets of %d products: %s", baskets, products, cmp.Diff(want, have))
		}
	}
	f(0, 0, 0, 1, 0)
	f(1, 3, 1, 1, 0)
	f(300, 9, .9, 3, 0)
	f(300, 9, .9, 3, 3)
	f(200, 12, .5, 1, 0)
	f(3000, 60, .06, 2, 0)
	f(3000, 60, .06, 2, 2)
	f(2000, 300, .01, 2, 1)
	f(2000, 300, .015, 2, 0)
}

func label(items []int32) string {
	return strings.Join(each(items, func(i int32) string { return strconv.Itoa(int(i)) }), " ")
}

// subsets counts every subset of every basket.
func subsets(b stat.Baskets, minCount, maxLength int) map[string]int {
	counts := map[string]int{}
	for i := range b.Len() {
		items := slices.Compact(slices.Clone(b.Basket(i)))
		var grow func(set []int32, from int)
		grow = func(set []int32, from int) {
			for k := from; k < len(items); k++ {
				larger := append(slices.Clip(set), items[k])
				if maxLength == 0 || len(larger) <= maxLength {
					counts[label(larger)]++
					grow(larger, k+1)
				}
			}
		}
		grow(nil, 0)
	}
	for set, n := range counts {
		if n < minCount {
			delete(counts, set)
		}
	}
	return counts
}

func TestFrequentItemsetsStopAtTheMost(t *testing.T) {
	b := stat.Baskets{Starts: []int{0}}
	for range 2 {
		for p := range int32(60) { // 2^60 sets
			b.Items = append(b.Items, p)
		}
		b.Starts = append(b.Starts, len(b.Items))
	}
	if sets, ok := stat.FrequentItemsets(b, stat.Mining{MinCount: 2, Most: 10000}); ok || sets != nil {
		t.Errorf("%d sets came back", len(sets))
	}
}

func TestMinBaskets(t *testing.T) {
	f := func(share float64, n, want int) {
		t.Helper()
		if have := stat.MinBaskets(share, n); have != want {
			t.Errorf("%v of %d baskets is %d, want %d", share, n, have, want)
		}
	}
	f(.001, 100000, 100)
	f(.001, 9835, 10)
	f(.006, 9835, 60)
	f(.07, 100, 7) // .07·100 is a little above 7 in floating point
	f(.29, 100, 29)
	f(1, 7, 7)
	f(1e-9, 7, 1)
	f(.5, 0, 1)
}

// Rules with any consequent are all splits of a set that are confident enough.
func TestRulesWithAnyConsequent(t *testing.T) {
	b := groceries(t)
	sets, _ := stat.FrequentItemsets(b, stat.Mining{MinCount: 60})
	f := func(confidence float64, any bool) []stat.Rule {
		t.Helper()
		rules, weighed := stat.Rules(sets, b.Len(), stat.RuleSearch{MinConfidence: confidence, MinSize: 2, AnyConsequent: any})
		if weighed < len(rules) {
			t.Errorf("%d rules of %d weighed", len(rules), weighed)
		}
		return rules
	}
	// 478 pairs have 2 splits each, 156 triples 6, 4 quadruples 14 (vector groceries-counts).
	if all := f(0, true); len(all) != 478*2+156*6+4*14 {
		t.Errorf("%d splits of all sets", len(all))
	}
	wanted := 0
	for _, r := range f(0, true) {
		if r.Confidence() >= .2 {
			wanted++
		}
	}
	if have := f(.2, true); len(have) != wanted || wanted <= len(f(.2, false)) {
		t.Errorf("%d rules of confidence .2, want %d", len(have), wanted)
	}
	if one, _ := stat.Rules(sets, b.Len(), stat.RuleSearch{MinConfidence: .25, MinSize: 1}); len(one) != 464 {
		t.Errorf("%d rules from size 1, want 463 and the one without antecedent (whole milk)", len(one))
	}
}

func TestOverlapAtTheEdges(t *testing.T) {
	f := func(o stat.Overlap, what string, have, want float64) {
		t.Helper()
		if have != want && !(math.IsNaN(have) && math.IsNaN(want)) {
			t.Errorf("%s of %+v is %v, want %v", what, o, have, want)
		}
	}
	nothing := stat.Overlap{N: 10, NX: 0, NY: 5, NXY: 0}
	f(nothing, "confidence", nothing.Confidence(), math.NaN())
	f(nothing, "p", nothing.FisherGreater(), 1)
	f(nothing, "certainty", nothing.CertaintyFactor(), 0)
	apart := stat.Overlap{N: 10, NX: 5, NY: 5, NXY: 0}
	f(apart, "zhang", apart.Zhang(), -1)
	f(apart, "certainty", apart.CertaintyFactor(), -1)
	f(apart, "p", apart.FisherGreater(), 1)
	always := stat.Overlap{N: 10, NX: 10, NY: 10, NXY: 10}
	f(always, "conviction", always.Conviction(), math.NaN())
	f(always, "G2", always.G2(), 0)
	huge := stat.Overlap{N: 1e6, NX: 1e5, NY: 1e5, NXY: 100}
	f(huge, "p", huge.FisherGreater(), 1)
}

func TestPairsOfAHugeCatalogue(t *testing.T) {
	c := stat.NewPairCounter(1_000_000)
	c.Add([]int32{999_999, 3, 70_000, 3})
	c.Add([]int32{3, 999_999})
	c.Add(nil)
	want := []stat.Pair{{A: 3, B: 70_000, Count: 1}, {A: 3, B: 999_999, Count: 2}, {A: 70_000, B: 999_999, Count: 1}}
	if diff := cmp.Diff(want, c.Pairs(1)); diff != "" || c.Baskets() != 3 || c.Product(3) != 2 {
		t.Error(diff)
	}
	if diff := cmp.Diff(want[1:2], c.Pairs(2)); diff != "" {
		t.Error(diff)
	}
}

func TestLikenessIsDamped(t *testing.T) {
	c := stat.NewPairCounter(3)
	for range 30 {
		c.Add([]int32{0, 1})
	}
	c.Add([]int32{0, 2})
	n := stat.Likeness(c, stat.DefaultDamping, 1)
	want := 30 / math.Sqrt(31*30) * 30 / 40 // by the definition in methods 6.3
	if have := n.Of(1)[0].Score; math.Abs(have-want) > 1e-12 {
		t.Errorf("likeness %v, want %v", have, want)
	}
	out := n.Recommend([]int32{0, 0}, 1, func(item int32) bool { return item != 1 })
	if len(out) != 1 || out[0].Item != 2 {
		t.Errorf("recommended %+v, want product 2 only", out)
	}
	all := []stat.Ranked{{Recommended: []int32{0, 1}}, {Recommended: []int32{0, 2}}}
	if have := stat.CatalogueCoverage(all, 1, 3); have != 1.0/3 {
		t.Errorf("coverage %v, want a third", have)
	}
}
