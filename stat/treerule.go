package stat

import (
	"cmp"
	"slices"
)

// LeafQuality says how well a leaf, or any group, describes a segment.
type LeafQuality struct {
	Rows, Members int64   // customers in the leaf, and those of them in the segment
	Precision     float64 // share of the leaf that is in the segment
	Recall        float64 // share of the segment that is in the leaf
	Lift          float64 // precision ÷ the segment's share of everybody
	Gain          float64 // Gini gain of the leaf against the rest; 0 if there is no rest
}

// QualityOf compares a leaf with everybody: rows and members of both. It is
// undefined for an empty leaf or segment and for counts that cannot be.
//
// Source: methods 8.
func QualityOf(population, members, leaf, leafMembers int64) (q LeafQuality, ok bool) {
	if leaf <= 0 || members <= 0 || leafMembers < 0 || leafMembers > min(leaf, members) || leaf-leafMembers > population-members {
		return LeafQuality{}, false
	}
	q = LeafQuality{Rows: leaf, Members: leafMembers}
	q.Precision = float64(leafMembers) / float64(leaf)
	q.Recall = float64(leafMembers) / float64(members)
	q.Lift = q.Precision / (float64(members) / float64(population))
	inside := []int64{leaf - leafMembers, leafMembers}
	q.Gain, _ = GiniGain(inside, []int64{population - members - inside[0], members - inside[1]})
	return q, true
}

// Condition bounds one column: From ≤ value < To. An open end is nil.
type Condition struct {
	Feature  int
	From, To *float64
}

// TreeRule is a leaf in words: all conditions hold.
type TreeRule struct {
	Leaf       int
	Conditions []Condition // a column at most once, in the order of the columns
	LeafQuality
}

// Rules describes a class (the segment's members are usually class 1) by the
// leaves of the tree, the highest lift first, then the larger leaf. Without rows
// of the class there are none.
func (t Tree) Rules(class int) []TreeRule {
	if len(t.Nodes) == 0 || class < 0 || class >= len(t.Nodes[0].Counts) {
		return nil
	}
	var rules []TreeRule
	t.walk(0, nil, func(leaf int, conditions []Condition) {
		everybody, here := t.Nodes[0].Counts, t.Nodes[leaf].Counts
		q, ok := QualityOf(headcount(everybody), everybody[class], headcount(here), here[class])
		if ok {
			rules = append(rules, TreeRule{leaf, conditions, q})
		}
	})
	slices.SortStableFunc(rules, func(a, b TreeRule) int {
		return cmp.Or(cmp.Compare(b.Lift, a.Lift), cmp.Compare(b.Rows, a.Rows))
	})
	return rules
}

func (t Tree) walk(at int, conditions []Condition, leaf func(int, []Condition)) {
	node := t.Nodes[at]
	if node.Left == 0 {
		leaf(at, conditions)
		return
	}
	threshold := node.Threshold
	t.walk(node.Left, narrowed(conditions, node.Feature, nil, &threshold), leaf)
	t.walk(node.Right, narrowed(conditions, node.Feature, &threshold, nil), leaf)
}

// narrowed adds a bound, which is always inside those of the same column above.
func narrowed(conditions []Condition, feature int, from, to *float64) []Condition {
	out := slices.Clone(conditions)
	i, found := slices.BinarySearchFunc(out, feature, func(c Condition, f int) int { return cmp.Compare(c.Feature, f) })
	if !found {
		return slices.Insert(out, i, Condition{feature, from, to})
	}
	if from != nil {
		out[i].From = from
	}
	if to != nil {
		out[i].To = to
	}
	return out
}
