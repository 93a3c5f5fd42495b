package stat

import (
	"cmp"
	"slices"
)

// Rule says that baskets with the antecedent tend to hold the consequent too.
// Both are ascending product numbers.
type Rule struct {
	Antecedent, Consequent []int32
	Overlap
}

// RuleSearch says which rules are looked for.
type RuleSearch struct {
	MinConfidence float64
	MinLift       float64
	MinSize       int  // fewest products of both sides; at 1 the antecedent may be empty
	AnyConsequent bool // consequents of several products too, else of one
	Most          int  // most rules; 0 is any number
}

// Rules returns the rules within frequent itemsets of so many baskets, the
// highest lower end of lift (95 %) first, and how many rules were weighed, for
// [Overlap.FisherGreater] to be judged by. It returns no rules and the number
// −1 if there are more than Most. sets must hold every subset of each set, as
// those of [FrequentItemsets] do.
//
// Source: Agrawal & Srikant 1994; single consequents as in R, arules.
func Rules(sets []Itemset, baskets int, search RuleSearch) (rules []Rule, weighed int) {
	s := ruleSeeker{RuleSearch: search, index: indexed(sets, baskets), baskets: int64(baskets)}
	for _, set := range sets {
		if len(set.Items) < search.MinSize {
			continue
		}
		s.seek(set, nil, 0)
		if search.Most > 0 && len(s.rules) > search.Most {
			return nil, -1
		}
	}
	s.sort()
	return s.rules, s.weighed
}

type ruleSeeker struct {
	RuleSearch
	index   itemsetIndex
	baskets int64
	rules   []Rule
	weighed int
	scratch []int32
}

// seek weighs the rules of a set whose consequent is the one given with one
// more product from a position on. Where a consequent is not confident enough,
// a larger one cannot be.
func (s *ruleSeeker) seek(set Itemset, consequent []int32, from int) {
	for at := from; at < len(set.Items); at++ {
		y := set.Items[at : at+1 : at+1]
		if len(consequent) > 0 {
			y = append(slices.Clip(consequent), set.Items[at])
		}
		if len(y) == len(set.Items) && len(y) > 1 {
			continue // an empty antecedent is of use for single products only
		}
		s.scratch = without(s.scratch[:0], set.Items, y)
		x := s.scratch
		s.weighed++
		o := Overlap{s.baskets, s.index.count(x), s.index.count(y), int64(set.Count)}
		if o.Confidence() < s.MinConfidence {
			continue
		}
		if o.Lift() >= s.MinLift {
			s.rules = append(s.rules, Rule{slices.Clone(x), y, o})
		}
		if s.AnyConsequent {
			s.seek(set, y, at+1)
		}
	}
}

// without appends the products of a that are not in b.
func without(rest, a, b []int32) []int32 {
	for _, item := range a {
		if !slices.Contains(b, item) {
			rest = append(rest, item)
		}
	}
	return rest
}

func (s *ruleSeeker) sort() {
	lows := make(map[Overlap]float64, len(s.rules))
	for _, r := range s.rules {
		low, _ := r.LiftInterval(0.95)
		lows[r.Overlap] = low
	}
	slices.SortFunc(s.rules, func(a, b Rule) int {
		return cmp.Or(cmp.Compare(lows[b.Overlap], lows[a.Overlap]), cmp.Compare(b.NXY, a.NXY),
			slices.Compare(a.Antecedent, b.Antecedent), slices.Compare(a.Consequent, b.Consequent))
	})
}

// itemsetIndex finds the count of a set.
type itemsetIndex struct {
	sets    []Itemset
	slots   []int32 // position in sets plus 1, by hash; 0 is free
	baskets int
}

func indexed(sets []Itemset, baskets int) itemsetIndex {
	size := 2
	for size < 2*len(sets) {
		size *= 2
	}
	x := itemsetIndex{sets, make([]int32, size), baskets}
	for i, s := range sets {
		at := x.slot(s.Items)
		x.slots[at] = int32(i + 1)
	}
	return x
}

// slot returns where a set lies, or the free slot where it would.
func (x itemsetIndex) slot(items []int32) int {
	hash := uint64(len(items))
	for _, item := range items {
		hash = (hash ^ uint64(item)) * 0x9e3779b97f4a7c15 // Fibonacci hashing (Knuth)
		hash ^= hash >> 29
	}
	at := int(hash % uint64(len(x.slots)))
	for x.slots[at] != 0 && !slices.Equal(x.sets[x.slots[at]-1].Items, items) {
		at = (at + 1) % len(x.slots)
	}
	return at
}

// count returns in how many baskets a set is; every basket holds the empty one.
func (x itemsetIndex) count(items []int32) int64 {
	if len(items) == 0 {
		return int64(x.baskets)
	}
	at := x.slots[x.slot(items)]
	if at == 0 {
		panic("BUG: the itemsets lack a subset of one of them")
	}
	return int64(x.sets[at-1].Count)
}
