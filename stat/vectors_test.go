package stat_test

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"huike/reference"
)

// vector is one case of a vectors file: inputs, expected numbers, tolerance.
type vector struct {
	ID       string
	Inputs   json.RawMessage
	Expected map[string]any
	Tol      any
}

// in reads the inputs into a struct with fields tagged by the vector's keys.
func in[T any](t *testing.T, v vector) T {
	t.Helper()
	var inputs T
	if err := json.Unmarshal(v.Inputs, &inputs); err != nil {
		t.Fatalf("inputs of %s: %v", v.ID, err)
	}
	return inputs
}

// got is what the code returned, by the keys of a vector's expected numbers.
type got map[string]any

// run computes one vector.
type run func(t *testing.T, v vector) got

// vectors runs every case of a file, each by the function of its id. A case
// without a function fails unless its id is listed as later.
func vectors(t *testing.T, file string, runs map[string]run, later []string) {
	t.Helper()
	raw, err := os.ReadFile(reference.Path(t, "spec", "vectors", file))
	if err != nil {
		t.Fatalf("the test vectors cannot be read: %v", err)
	}
	var all struct{ Cases []vector }
	if err := json.Unmarshal(raw, &all); err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, v := range all.Cases {
		seen[v.ID] = true
		if slices.Contains(later, v.ID) && runs[v.ID] == nil {
			t.Logf("%s is not supported yet", v.ID)
			continue
		}
		t.Run(v.ID, func(t *testing.T) {
			if runs[v.ID] == nil {
				t.Fatalf("%s: no function computes this vector", v.ID)
			}
			compare(t, v, runs[v.ID](t, v))
		})
	}
	for id := range runs {
		if !seen[id] {
			t.Errorf("%s is computed but not in %s", id, file)
		}
	}
}

// compare fails for every expected number that is missing or too far off.
func compare(t *testing.T, v vector, results got) {
	t.Helper()
	c := comparison{t, v.Tol, 0}
	for key, want := range v.Expected {
		c.walk(key, reflect.ValueOf(results[key]), want)
	}
	if c.leaves == 0 {
		t.Error("nothing was compared")
	}
}

// rounding is the relative error of the vectors, which keep 12 digits.
const rounding = 5e-12

type comparison struct {
	t      *testing.T
	tol    any
	leaves int
}

// walk compares a result with the JSON value expected at a path.
func (c *comparison) walk(path string, have reflect.Value, want any) {
	c.t.Helper()
	for have.IsValid() && have.Kind() == reflect.Interface {
		have = have.Elem()
	}
	switch w := want.(type) {
	case map[string]any:
		for k, item := range w {
			c.walk(path+"."+k, member(have, k), item)
		}
	case []any:
		if !have.IsValid() || (have.Kind() != reflect.Slice && have.Kind() != reflect.Array) || have.Len() != len(w) {
			c.t.Errorf("%s: have %v, want %d elements", path, have, len(w))
			return
		}
		for i, item := range w {
			c.walk(fmt.Sprintf("%s[%d]", path, i), have.Index(i), item)
		}
	default:
		c.leaf(path, have, want)
	}
}

func member(have reflect.Value, key string) reflect.Value {
	if !have.IsValid() || have.Kind() != reflect.Map {
		return reflect.Value{}
	}
	return have.MapIndex(reflect.ValueOf(key))
}

func (c *comparison) leaf(path string, have reflect.Value, want any) {
	c.t.Helper()
	c.leaves++
	if !have.IsValid() {
		c.t.Errorf("%s: not computed, want %v", path, want)
		return
	}
	w, isNumber := number(reflect.ValueOf(want))
	if !isNumber {
		if have.Interface() != want {
			c.t.Errorf("%s: have %v, want %v", path, have, want)
		}
		return
	}
	h, ok := number(have)
	if !ok || !(h == w || math.Abs(h-w) <= c.allowed(path, w)+rounding*math.Abs(w)) {
		c.t.Errorf("%s: have %.12g, want %.12g", path, h, w)
	}
}

func number(v reflect.Value) (float64, bool) {
	switch {
	case v.CanFloat():
		return v.Float(), true
	case v.CanInt():
		return float64(v.Int()), true
	case v.Kind() == reflect.String && v.String() == "inf":
		return math.Inf(1), true
	}
	return 0, false
}

// allowed returns the distance that the vector's tolerance allows at a path: one
// number for all, or that of the nearest name above it, by the name itself or by
// "_rel" or "_abs" of its first word; else "rel" and "abs".
func (c *comparison) allowed(path string, want float64) float64 {
	byKey, ok := c.tol.(map[string]any)
	if !ok {
		return c.tol.(float64)
	}
	names := strings.Split(path, ".")
	slices.Reverse(names)
	for _, name := range names {
		name, _, _ = strings.Cut(name, "[")
		word, _, _ := strings.Cut(name, "_")
		if tol, ok := byKey[name].(float64); ok {
			return tol
		}
		if tol, ok := byKey[word+"_rel"].(float64); ok {
			return tol * math.Abs(want)
		}
		if tol, ok := byKey[word+"_abs"].(float64); ok {
			return tol
		}
	}
	relative, _ := byKey["rel"].(float64)
	absolute, _ := byKey["abs"].(float64)
	return absolute + relative*math.Abs(want)
}
