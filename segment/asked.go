package segment

import (
	"context"
	"encoding/json"
	"slices"
)

// Asked returns the fields that define a saved segment, each once, by name: those
// that its rule and the rules of the segments that it names ask. Who explains a
// segment leaves them out, for they explain nothing. A condition on orders in a
// range of days counts as last_day, occasions and net.
func (s *Segments) Asked(ctx context.Context, id int64) ([]string, error) {
	g, err := s.Get(ctx, id)
	if err != nil {
		return nil, err
	}
	rule, err := expand(ctx, s.db, g.Rule, 0, g.Shop)
	if err != nil {
		return nil, err
	}
	var node any
	if err := json.Unmarshal([]byte(rule.String()), &node); err != nil {
		panic("BUG: a rule is no JSON: " + err.Error())
	}
	names := askedFields(node)
	slices.Sort(names)
	return slices.Compact(names), nil
}

// askedFields walks a rule as JSON, so that it knows every condition with a field.
func askedFields(node any) (names []string) {
	switch n := node.(type) {
	case []any:
		for _, child := range n {
			names = append(names, askedFields(child)...)
		}
	case map[string]any:
		if field, ok := n["field"].(string); ok {
			return []string{field}
		}
		for key, child := range n {
			if _, isObject := child.(map[string]any); isObject && key == "orders" {
				names = append(names, "last_day", "occasions", "net")
			}
			names = append(names, askedFields(child)...)
		}
	}
	return names
}
