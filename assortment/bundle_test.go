package assortment_test

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"huike/assortment"
	"huike/reference"

	"github.com/google/go-cmp/cmp"
)

func read(t *testing.T, q assortment.FileRequest) assortment.Baskets {
	t.Helper()
	b, err := assortment.ReadBaskets(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func rules(t *testing.T, b assortment.Baskets, s assortment.Search) assortment.RuleReport {
	t.Helper()
	r, err := b.Rules(s)
	if err != nil || r.Count != len(r.Rules) {
		t.Fatalf("%d of %d rules: %v", len(r.Rules), r.Count, err)
	}
	return r
}

// The R package arules on its data set Groceries (Hahsler, Hornik, Reutterer 2006).
func TestS1_22_GroceriesRulesAsPublished(t *testing.T) {
	b := read(t, assortment.FileRequest{Path: reference.Path(t, "data", "groceries", "groceries.csv")})
	if b.Len() != 9835 || len(b.Names) != 169 {
		t.Fatalf("%d baskets of %d products, published 9,835 of 169", b.Len(), len(b.Names))
	}
	f := func(support, confidence float64, want int) {
		t.Helper()
		if r := rules(t, b, assortment.Search{MinSupport: support, MinConfidence: confidence, MinSize: 2}); r.Count != want {
			t.Errorf("%d rules at %v / %v, published %d", r.Count, support, confidence, want)
		}
	}
	f(.006, .25, 463)
	f(.001, .5, 5668)
	f(.01, .5, 15)

	// The 410 rules with their figures as arules prints them.
	type figures struct{ support, confidence, coverage, lift, count float64 }
	want, have, sizes := map[string]figures{}, map[string]figures{}, map[int]int{}
	reference.Table(t, reference.Path(t, "data", "groceries", "expected_rules_s0.001_c0.8.csv"), func(row map[string]string) {
		n := func(column string) float64 {
			x, err := strconv.ParseFloat(row[column], 64)
			if err != nil {
				t.Fatal(err)
			}
			return x
		}
		left := strings.Split(strings.Trim(row["LHS"], "{}"), ",")
		want[key(left, strings.Trim(row["RHS"], "{}"))] = figures{n("support"), n("confidence"), n("coverage"), n("lift"), n("count")}
	})
	for _, r := range rules(t, b, assortment.Search{MinSupport: .001, MinConfidence: .8, MinSize: 1}).Rules {
		have[key(r.Antecedent, r.Consequent...)] = figures{r.Support, r.Confidence, r.Coverage, r.Lift, float64(r.Count)}
		sizes[len(r.Antecedent)+1]++
	}
	near := cmp.Comparer(func(a, b float64) bool { return math.Abs(a-b) <= 1e-12*max(1, math.Abs(a)) })
	if diff := cmp.Diff(want, have, cmp.AllowUnexported(figures{}), near); len(want) != 410 || diff != "" {
		t.Errorf("%d rules: %s", len(want), diff)
	}
	if diff := cmp.Diff(map[int]int{3: 29, 4: 229, 5: 140, 6: 12}, sizes); diff != "" {
		t.Error(diff)
	}
}

// key names a rule whatever the order of its products, and without the blanks
// around their names that the published file keeps.
func key(left []string, right ...string) string {
	left = slices.Clone(left)
	for i, name := range left {
		left[i] = strings.TrimSpace(name)
	}
	slices.Sort(left)
	return strings.Join(left, "|") + " => " + strings.TrimSpace(strings.Join(right, "|"))
}

// The synthetic baskets of Agrawal & Srikant's generator; counts as any exact
// miner finds them (Borgelt's fpgrowth and eclat among them).
func TestS1_22_ItemsetsOfT10I4D100K(t *testing.T) {
	b := read(t, assortment.FileRequest{Path: reference.Path(t, "data", "mining", "T10I4D100K.dat.gz")})
	f := func(support float64, want int) {
		t.Helper()
		r, err := b.Itemsets(assortment.Search{MinSupport: support, MinSize: 1})
		if err != nil || r.Count != want || len(r.Itemsets) != want || r.Baskets != 100_000 {
			t.Errorf("%d sets at %v in %d baskets (%v), published %d", r.Count, support, r.Baskets, err, want)
		}
	}
	f(.01, 385)
	f(.005, 1073)
	f(.001, 27532)
}

// Eight rules of the French baskets of UCI Online Retail, published by Moffitt
// 2017 with mlxtend.
func TestS1_22_FrenchBaskets(t *testing.T) {
	q := assortment.FileRequest{Path: reference.Path(t, "data", "online_retail", "online_retail_2010_2011.csv.gz"),
		Basket: "InvoiceNo", Item: "Description", Where: []string{"Country=France", "InvoiceNo!=C*"}, Drop: []string{"POSTAGE"}}
	b := read(t, q)
	if b.Len() != 392 {
		t.Errorf("%d baskets, published 392", b.Len())
	}
	q.Where = q.Where[:1]
	if byQuantity := read(t, q); byQuantity.Len() != 392 || byQuantity.Returned != 149 {
		t.Errorf("%d baskets without %d returned rows; cancelled invoices hold the 149 rows below 0", byQuantity.Len(), byQuantity.Returned)
	}
	s := assortment.Search{MinSupport: .07, MinConfidence: .8, MinLift: 6, MinSize: 2}
	one := rules(t, b, s)
	s.AnyConsequent = true
	if any := rules(t, b, s); any.Count != 8 || one.Count != 8 {
		t.Fatalf("%d rules, %d with any consequent, published 8", one.Count, any.Count)
	}
	for _, r := range one.Rules {
		if key(r.Antecedent, r.Consequent...) == "ALARM CLOCK BAKELIKE GREEN => ALARM CLOCK BAKELIKE RED" {
			f := func(what string, have, want float64) {
				t.Helper()
				if math.Abs(have-want) > 5e-7 {
					t.Errorf("%s is %v, published %v", what, have, want)
				}
			}
			f("support", r.Support, .079082)
			f("confidence", r.Confidence, .815789)
			f("lift", r.Lift, 8.642959)
			f("leverage", r.Leverage, .069932)
			f("conviction", *r.Conviction, 4.916181)
			return
		}
	}
	t.Error("the rule of the green alarm clock is missing")
}

func TestS1_22_OrderOfTheFileIsNoMatter(t *testing.T) {
	a := read(t, file(t, "beer,crisps\nmilk,bread\nbeer,crisps,milk\nbread\n"))
	b := read(t, file(t, "bread\nmilk , crisps,beer,beer\n\nbread,milk\ncrisps,beer\n"))
	s := assortment.Search{MinSupport: .25, MinConfidence: .1, MinSize: 2}
	left, right := rules(t, a, s), rules(t, b, s)
	if diff := cmp.Diff(left, right); diff != "" {
		t.Error(diff)
	}
	first := left.Rules[0]
	if key(first.Antecedent, first.Consequent...) != "beer => crisps" || first.Confidence != 1 || first.Conviction != nil || first.Lift != 2 {
		t.Errorf("have %+v", first)
	}
	// Fisher's exact test by hand: 2 baskets of 4 with beer are the 2 with crisps in one of 6 draws.
	if math.Abs(first.P-1.0/6) > 1e-12 || first.PAdjusted != min(1, first.P*float64(left.Weighed)) {
		t.Errorf("p %v, adjusted %v over %d", first.P, first.PAdjusted, left.Weighed)
	}
}
