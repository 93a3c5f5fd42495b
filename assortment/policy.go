package assortment

import (
	_ "embed"
	"encoding/json"

	"huike/stat"
)

//go:embed policy.json
var policyText []byte

// mostNumbers is how many products a policy's rule names, best-selling first.
const mostNumbers = 200

// Policy is what is done with the products of a role, and for whom first: a
// segment rule. Discount is rare, usual or deep.
//
// Source: S2-14 to S2-18.
type Policy struct {
	Role     stat.ProductRole
	Code     string
	Discount string
	Rule     json.RawMessage
}

// Mix is which roles are offered to customers who are about to leave, or left.
type Mix struct {
	Code  string
	Roles []stat.ProductRole
	Rule  json.RawMessage
}

// Policies returns what to do with the products of a matrix, role by role in the
// order of what to do first, and what to offer to whom. A rule that asks for
// buyers of a role names its products; roles without products have none.
func Policies(m Matrix) ([]Policy, []Mix) {
	var text struct {
		Roles   []Policy
		Leavers []Mix
	}
	if err := json.Unmarshal(policyText, &text); err != nil {
		panic("BUG: policy.json: " + err.Error())
	}
	numbers := map[stat.ProductRole][]string{}
	for _, p := range m.Products {
		if len(numbers[p.Role]) < mostNumbers {
			numbers[p.Role] = append(numbers[p.Role], p.Number)
		}
	}
	var policies []Policy
	for _, p := range text.Roles {
		if len(numbers[p.Role]) > 0 {
			p.Rule = naming(p.Rule, numbers[p.Role])
			policies = append(policies, p)
		}
	}
	return policies, text.Leavers
}

// naming puts the numbers of products where a rule asks for them.
func naming(rule json.RawMessage, numbers []string) json.RawMessage {
	var tree any
	if err := json.Unmarshal(rule, &tree); err != nil {
		panic("BUG: policy.json: " + err.Error())
	}
	text, err := json.Marshal(replaced(tree, numbers))
	if err != nil {
		panic("BUG: a rule cannot be written: " + err.Error())
	}
	return text
}

func replaced(node any, numbers []string) any {
	switch n := node.(type) {
	case string:
		if n == "$products" {
			return numbers
		}
	case []any:
		for i := range n {
			n[i] = replaced(n[i], numbers)
		}
	case map[string]any:
		for k := range n {
			n[k] = replaced(n[k], numbers)
		}
	}
	return node
}
