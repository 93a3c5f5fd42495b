package assortment

import (
	"math"

	"huike"
	"huike/stat"
)

// Search says which sets and rules are wanted. Shares lie between 0 and 1.
type Search struct {
	MinSupport    float64 // fewest baskets, as a share of all
	MinConfidence float64
	MinLift       float64
	MinSize       int  // fewest products of a set, or of a rule's both sides together
	MaxLength     int  // most of them; 0 is any number
	AnyConsequent bool // rules that conclude several products too
}

// The most sets and rules that are worked out: more can neither be read nor
// held in memory.
const (
	MostItemsets = 5_000_000
	MostRules    = 1_000_000
)

// ItemsetReport lists products bought together.
type ItemsetReport struct {
	Count    int       `json:"count"`
	Baskets  int       `json:"baskets"`
	Products int       `json:"products"`
	MinCount int       `json:"min_count"` // baskets that the support asks for
	Skipped  int       `json:"skipped"`
	Returned int       `json:"returned"`
	Itemsets []Itemset `json:"itemsets"`
}

// Itemset is a set of products and the baskets that hold all of them.
type Itemset struct {
	Items   []string `json:"items"`
	Support float64  `json:"support"`
	Count   int      `json:"count"`
}

// RuleReport lists rules, the highest lower end of lift first.
type RuleReport struct {
	Count    int    `json:"count"`
	Baskets  int    `json:"baskets"`
	Products int    `json:"products"`
	MinCount int    `json:"min_count"`
	Skipped  int    `json:"skipped"`
	Returned int    `json:"returned"`
	Weighed  int    `json:"weighed"` // rules looked at, for which p_adjusted makes up
	Rules    []Rule `json:"rules"`
}

// Rule says that who buys the antecedent tends to buy the consequent in the same
// basket. Conviction is null where the antecedent never comes without the
// consequent, or the consequent is in every basket. P is Fisher's exact
// one-sided test, PAdjusted the same times the rules weighed (Bonferroni).
type Rule struct {
	Antecedent []string `json:"antecedent"`
	Consequent []string `json:"consequent"`
	Support    float64  `json:"support"`
	Confidence float64  `json:"confidence"`
	Coverage   float64  `json:"coverage"` // share of baskets with the antecedent
	Lift       float64  `json:"lift"`
	LiftLow    float64  `json:"lift_low"`
	LiftHigh   float64  `json:"lift_high"`
	Count      int64    `json:"count"`
	Leverage   float64  `json:"leverage"`
	Conviction *float64 `json:"conviction"`
	Cosine     float64  `json:"cosine"`
	Zhang      float64  `json:"zhang"`
	G2         float64  `json:"g2"`
	P          float64  `json:"p"`
	PAdjusted  float64  `json:"p_adjusted"`
}

// Itemsets returns the sets of products that enough baskets hold, small sets
// first, then by falling count.
func (b Baskets) Itemsets(s Search) (ItemsetReport, error) {
	sets, err := b.mine(s)
	if err != nil {
		return ItemsetReport{}, err
	}
	r := ItemsetReport{Baskets: b.Len(), Products: len(b.Names), MinCount: stat.MinBaskets(s.MinSupport, b.Len()),
		Skipped: b.Skipped, Returned: b.Returned, Itemsets: []Itemset{}}
	for _, set := range sets {
		if len(set.Items) >= s.MinSize {
			r.Itemsets = append(r.Itemsets, Itemset{b.named(set.Items), float64(set.Count) / float64(b.Len()), set.Count})
		}
	}
	r.Count = len(r.Itemsets)
	return r, nil
}

// Rules returns the rules within the sets that enough baskets hold.
func (b Baskets) Rules(s Search) (RuleReport, error) {
	if !(s.MinConfidence >= 0 && s.MinConfidence <= 1) {
		return RuleReport{}, huike.Errorf(huike.Invalid, "assortment.confidence", "the confidence %v is out of range; it is a share of baskets, so give a number from 0 to 1, for example --min-confidence 0.5", s.MinConfidence)
	}
	sets, err := b.mine(s)
	if err != nil {
		return RuleReport{}, err
	}
	rules, weighed := stat.Rules(sets, b.Len(), stat.RuleSearch{MinConfidence: s.MinConfidence, MinLift: s.MinLift,
		MinSize: s.MinSize, AnyConsequent: s.AnyConsequent, Most: MostRules})
	if weighed < 0 {
		return RuleReport{}, huike.Errorf(huike.Invalid, "assortment.too_many_rules", "%s has more than %d rules of this support and confidence; raise --min-support or --min-confidence, or limit them with --max-length 3", b.Path, MostRules)
	}
	r := RuleReport{Count: len(rules), Baskets: b.Len(), Products: len(b.Names), MinCount: stat.MinBaskets(s.MinSupport, b.Len()),
		Skipped: b.Skipped, Returned: b.Returned, Weighed: weighed, Rules: make([]Rule, len(rules))}
	for i, rule := range rules {
		r.Rules[i] = b.rule(rule, weighed)
	}
	return r, nil
}

func (b Baskets) mine(s Search) ([]stat.Itemset, error) {
	switch {
	case !(s.MinSupport > 0 && s.MinSupport <= 1):
		return nil, huike.Errorf(huike.Invalid, "assortment.support", "the support %v is out of range; it is a share of baskets, so give a number above 0 and up to 1, for example --min-support 0.01", s.MinSupport)
	case s.MinSize < 1 || s.MaxLength < 0 || s.MaxLength > 0 && s.MaxLength < s.MinSize:
		return nil, huike.Errorf(huike.Invalid, "assortment.size", "nothing has at least %d and at most %d products; give --min-size from 1 on, and --max-length no smaller or 0 for any", s.MinSize, s.MaxLength)
	}
	sets, all := stat.FrequentItemsets(b.Baskets, stat.Mining{MinCount: stat.MinBaskets(s.MinSupport, b.Len()), MaxLength: s.MaxLength, Most: MostItemsets})
	if !all {
		return nil, huike.Errorf(huike.Invalid, "assortment.too_many_itemsets", "%s has more than %d sets of products with this support; raise --min-support, or limit them with --max-length 3", b.Path, MostItemsets)
	}
	return sets, nil
}

func (b Baskets) rule(r stat.Rule, weighed int) Rule {
	low, high := r.LiftInterval(0.95)
	p := r.FisherGreater()
	named := Rule{
		Antecedent: b.named(r.Antecedent), Consequent: b.named(r.Consequent), Support: r.Support(), Confidence: r.Confidence(),
		Coverage: float64(r.NX) / float64(r.N), Lift: r.Lift(), LiftLow: low, LiftHigh: high, Count: r.NXY,
		Leverage: r.Leverage(), Cosine: r.Cosine(), Zhang: r.Zhang(), G2: r.G2(), P: p, PAdjusted: min(1, p*float64(weighed)),
	}
	if c := r.Conviction(); !math.IsInf(c, 0) && !math.IsNaN(c) {
		named.Conviction = &c
	}
	return named
}

func (b Baskets) named(items []int32) []string {
	names := make([]string, len(items))
	for i, item := range items {
		names[i] = b.Names[item]
	}
	return names
}
