package main

import "testing"

// checkProducts asks about the products of UCI Online Retail: the roles add up,
// and the green clock goes with the red one.
func checkProducts(t *testing.T, s shell) {
	t.Helper()
	matrix := s.answer("products", "matrix", "--as-of", "2011-12-10")
	roles := 0.0
	for _, n := range matrix["roles"].(map[string]any) {
		roles += n.(float64)
	}
	products := matrix["products"].([]any)
	if roles != float64(len(products)) || len(products) < 2500 {
		t.Errorf("%v products have a role of %d", roles, len(products))
	}
	one := products[0].(map[string]any)
	for _, member := range []string{"product", "title", "role", "popularity", "margin_index", "acquisition", "together", "stickiness", "growth", "sales", "units"} {
		if _, found := one[member]; !found {
			t.Errorf("a product of the matrix tells no %s", member)
		}
	}
	for _, pair := range s.answer("products", "pairs", "--product", "22726", "--as-of", "2011-12-10")["pairs"].([]any) {
		if p := pair.(map[string]any); p["b"] == "22727" {
			has(t, "clocks", p, map[string]any{"a": "22726", "sure": true})
			return
		}
	}
	t.Error("the red clock is not among the pairs of the green one")
}
