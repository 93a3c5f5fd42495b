package lifecycle

import (
	"encoding/json"

	"huike"
	"huike/stat"
)

// node is a node of a segment rule.
type node map[string]any

// was is who had a value of a field as of a day.
func was(day huike.Day, field, op string, value any) node {
	return node{"was": node{"day": day.String(), "field": field, "op": op, "value": value}}
}

// Door is the segment rule, in JSON, of who stood in a state on a day; nil where
// rules know no such state.
func (by By) Door(state string, day huike.Day) json.RawMessage {
	var n node
	switch {
	case state == Gone:
		n = node{"not": was(day, "occasions", "ge", 1)}
	case by == ByStage || by == ByLadder:
		n = was(day, string(by), "eq", state)
	case by == ByRFM:
		n = classOf(state, day)
	default:
		return nil
	}
	raw, err := json.Marshal(n)
	if err != nil {
		panic("BUG: a rule that cannot be written: " + err.Error())
	}
	return raw
}

// classOf is an RFM class: its box of scores, without the boxes before it, for
// the first that holds wins.
func classOf(state string, day huike.Day) node {
	var before []node
	for _, b := range stat.DefaultBoxes() {
		var sides []node
		for k, scores := range [3][2]int{b.R, b.F, b.M} {
			sides = append(sides, was(day, []string{"r_score", "f_score", "m_score"}[k], "between", scores))
		}
		if b.Name == state {
			if len(before) > 0 {
				sides = append(sides, node{"not": node{"any": before}})
			}
			return node{"all": sides}
		}
		before = append(before, node{"all": sides})
	}
	return node{"all": []node{was(day, "occasions", "ge", 1), {"not": node{"any": before}}}}
}
