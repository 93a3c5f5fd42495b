package predict

import (
	"context"
	"encoding/json"
	"math"
	"slices"

	"huike/feature"
	"huike/stat"
)

// Explanation says in rules who is in a group of customers.
type Explanation struct {
	Basis     string // ByModel or ByNothing
	Reason    string
	Seed      int64
	Customers int64
	Excluded  []string // fields that define the group and were left out
	Leaves    []Leaf   // the highest lift first; leaves without a member are left out
}

// Leaf is a group of customers that conditions describe, and how well it fits.
type Leaf struct {
	Conditions []Bound
	Customers  int64
	Members    int64
	Precision  float64         // share of the leaf that is in the group
	Recall     float64         // share of the group that is in the leaf
	Lift       float64         // precision against the group's share of all
	Rule       json.RawMessage // the leaf as a segment's rule
}

// Bound is a condition: From ≤ value < To, open where nil; or, with a Choice,
// whether the field has that value.
type Bound struct {
	Field    string
	From, To *float64 // money in major units
	Choice   string
	Is       bool
}

// Explain grows a small tree (three questions deep) that tells the members of a
// group from all others, by fields that do not define it.
func (m *Models) Explain(ctx context.Context, s feature.Snapshot, seed Seed) (Explanation, error) {
	people, err := m.people(ctx, s, &seed)
	if err != nil {
		return Explanation{}, err
	}
	e := Explanation{Basis: ByNothing, Customers: int64(len(people)), Excluded: seed.Excluded, Seed: int64(len(membersOf(people)))}
	of := without(askable(slices.Concat(traits(s.Currency), choices(people))), seed.Excluded)
	switch {
	case e.Seed < leastSeed || len(people) < 2*leastClustered:
		e.Reason = ReasonFewCustomers
		return e, nil
	case e.Seed == e.Customers:
		e.Reason = ReasonOneSided
		return e, nil
	case len(of) == 0:
		e.Reason = ReasonNothingLeft
		return e, nil
	}
	class := make([]int, len(people))
	for _, i := range membersOf(people) {
		class[i] = 1
	}
	tree, err := stat.FitTree(matrix(people, of, false), class, stat.TreeOptions{})
	if err != nil || len(tree.Nodes) < 2 {
		e.Reason = ReasonAllEqual
		return e, nil
	}
	e.Basis = ByModel
	e.fill(tree, of, s.Currency)
	return e, ctx.Err()
}

// askable leaves out the traits that no rule can ask.
func askable(all []trait) []trait {
	return slices.DeleteFunc(all, func(t trait) bool { return t.share })
}

func (e *Explanation) fill(tree stat.Tree, of []trait, currency string) {
	for _, rule := range tree.Rules(1) {
		if rule.Members == 0 {
			continue
		}
		leaf := Leaf{Customers: rule.Rows, Members: rule.Members, Precision: rule.Precision, Recall: rule.Recall, Lift: rule.Lift}
		for _, c := range rule.Conditions {
			leaf.Conditions = append(leaf.Conditions, boundOf(of[c.Feature], c, currency))
		}
		leaf.Rule = ruleOf(leaf.Conditions)
		e.Leaves = append(e.Leaves, leaf)
	}
}

// boundOf moves a threshold up to the next value that the field can have.
func boundOf(t trait, c stat.Condition, currency string) Bound {
	if t.choice != "" {
		return Bound{Field: t.Name, Choice: t.choice, Is: c.From != nil}
	}
	step := 1.0
	if t.family == "money" || t.family == "refund" || t.family == "discount" {
		step = unitOf(currency)
	}
	up := func(v *float64) *float64 {
		if v == nil {
			return nil
		}
		next := math.Ceil(*v*step-1e-6) / step
		return &next
	}
	return Bound{Field: t.Name, From: up(c.From), To: up(c.To)}
}

// ruleOf writes conditions as a segment's rule.
func ruleOf(bounds []Bound) json.RawMessage {
	all := []any{}
	add := func(field, op string, value any) {
		all = append(all, map[string]any{"field": field, "op": op, "value": value})
	}
	for _, b := range bounds {
		switch {
		case b.Choice != "" && b.Is:
			add(b.Field, "eq", b.Choice)
		case b.Choice != "":
			all = append(all, map[string]any{"not": map[string]any{"field": b.Field, "op": "eq", "value": b.Choice}})
		}
		if b.From != nil {
			add(b.Field, "ge", *b.From)
		}
		if b.To != nil {
			add(b.Field, "lt", *b.To)
		}
	}
	text, err := json.Marshal(map[string]any{"all": all})
	if err != nil {
		panic("BUG: a rule cannot be written as JSON: " + err.Error())
	}
	return text
}
