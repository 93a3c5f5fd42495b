package main

import (
	"bytes"
	"context"
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"huike/reference"
	"huike/store"
	"huike/store/storetest"

	"github.com/google/go-cmp/cmp"
)

// TestMain lets the test binary be the program itself, for tests that kill it.
func TestMain(m *testing.M) {
	if os.Getenv("HUIKE_TEST_AS_PROGRAM") != "" {
		main()
	}
	storetest.Main(m)
}

// shell runs the program against one database.
type shell struct {
	t       *testing.T
	address string
	key     string
	engine  store.Engine
}

func eachShell(t *testing.T, f func(t *testing.T, s shell)) {
	for _, e := range store.Engines {
		t.Run(string(e), func(t *testing.T) {
			f(t, shell{t, storetest.Address(t, e), filepath.Join(t.TempDir(), "key"), e})
		})
	}
}

// run returns what the program printed and its exit code.
func (s shell) run(args ...string) (out, errs string, code int) {
	var o, e bytes.Buffer
	code = run(context.Background(), append(args, "--db", s.address, "--key-file", s.key, "--json"), &o, &e)
	return o.String(), e.String(), code
}

// answer runs a command that must succeed and returns its one JSON object.
func (s shell) answer(args ...string) map[string]any {
	s.t.Helper()
	out, errs, code := s.run(args...)
	if code != 0 {
		s.t.Fatalf("huike %s ended with %d: %s", strings.Join(args, " "), code, errs)
	}
	var a map[string]any
	d := json.NewDecoder(strings.NewReader(out))
	if err := d.Decode(&a); err != nil || d.More() {
		s.t.Fatalf("huike %s printed no single JSON object: %q", strings.Join(args, " "), out)
	}
	return a
}

// has compares some members of an answer.
func has(t *testing.T, what string, got map[string]any, want map[string]any) {
	t.Helper()
	part := map[string]any{}
	for name := range want {
		part[name] = got[name]
	}
	if diff := cmp.Diff(want, part); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

// checkTree holds the tree of a week against the file: the paid amounts of the
// invoices of 2011-11-28 to 2011-12-04, of the week before and of 52 weeks before.
func checkTree(t *testing.T, tree map[string]any) {
	t.Helper()
	has(t, "tree", tree, map[string]any{"as_of": "2011-12-04", "currency": "GBP", "period": map[string]any{"from": "2011-11-28", "to": "2011-12-04"},
		"previous": map[string]any{"from": "2011-11-21", "to": "2011-11-27"}, "year_ago": map[string]any{"from": "2010-11-29", "to": "2010-12-05"}})
	sum := 0.0
	for _, n := range tree["nodes"].([]any) {
		node := n.(map[string]any)
		switch {
		case node["id"] == "sales":
			has(t, "sales", node, map[string]any{"parent": nil, "value": 324370.83, "previous": 316412.16, "year_ago": 185427.83})
		case node["parent"] == "sales":
			sum += node["contribution"].(float64)
		}
	}
	if change := 324370.83 - 316412.16; math.Abs(sum-change) > 1e-9*change {
		t.Errorf("the factors of sales add %v, the change is %v", sum, change)
	}
	if n := len(tree["causes"].([]any)); n != 3 {
		t.Errorf("%d causes", n)
	}
}

// The published numbers of UCI Online Retail, by the command line, on both
// engines; importing the file again changes none of them.
func TestS0_10_S1_68_OnlineRetailByCommandLine(t *testing.T) {
	eachShell(t, func(t *testing.T, s shell) {
		file := reference.Path(t, "data", "online_retail", "online_retail_2010_2011.csv.gz")
		check := func() {
			t.Helper()
			has(t, "shop", s.answer("shop", "--as-of", "2011-12-10"), map[string]any{
				"orders": 18532.0, "customers": 4338.0, "gross": 8911407.9, "keyless": map[string]any{"orders": 1428.0, "gross": 1755276.64}})
			has(t, "lifecycle", s.answer("lifecycle", "--as-of", "2011-12-10"), map[string]any{"stages": map[string]any{
				"after_sale": 464.0, "active": 1587.0, "silent": 838.0, "sleeping": 354.0, "lost": 1021.0, "dead": 74.0}})
			matured := s.answer("repurchase", "--days", "45", "--as-of", "2011-12-10")["matured"].(map[string]any)
			has(t, "repurchase", matured, map[string]any{"numerator": 1104.0, "denominator": 3922.0})
			cohort := s.answer("cohort", "--as-of", "2011-12-10")
			has(t, "cohort", cohort["matured"].(map[string]any), map[string]any{"numerator": 1104.0, "denominator": 3922.0})
			has(t, "cohort by estimate", cohort["kaplan_meier"].(map[string]any), map[string]any{"customers": 4338.0})
			checkTree(t, s.answer("kpi", "tree", "--as-of", "2011-12-04", "--period", "week"))
			has(t, "sources", s.answer("sources", "--as-of", "2011-12-10")["sources"].([]any)[0].(map[string]any), map[string]any{"source": "", "customers": 4338.0})
		}
		has(t, "import", s.answer("import", file, "--shop", "UCI"), map[string]any{"customers": 4372.0, "rejected": 0.0, "duplicates": 0.0})
		check()
		has(t, "second import", s.answer("import", file, "--shop", "UCI"), map[string]any{"orders": 0.0, "lines": 0.0, "customers": 0.0, "rejected": 0.0})
		check()
		has(t, "segment", s.answer("segment", "preview", "--rule", `{"all":[{"field":"stage","op":"eq","value":"silent"}]}`, "--as-of", "2011-12-10"),
			map[string]any{"count": 838.0, "base": 4338.0})
		checkProducts(t, s)
	})
}

// The vignette of the R package rfm, and the published eight tiers.
func TestS1_36_PublishedSegmentsByCommandLine(t *testing.T) {
	eachShell(t, func(t *testing.T, s shell) {
		s.answer("import", reference.Path(t, "data", "rfm_r", "rfm_data_orders.csv"), "--shop", "R")
		got := map[string][2]float64{}
		for _, x := range s.answer("rfm", "--as-of", "2006-12-31", "--rule", "r-package")["segments"].([]any) {
			row := x.(map[string]any)
			got[row["segment"].(string)] = [2]float64{row["customers"].(float64), row["amount"].(float64)}
		}
		want := map[string][2]float64{
			"About To Sleep": {102, 23449}, "At Risk": {28, 22227}, "Can't Lose Them": {47, 32446}, "Champions": {35, 31646}, "Lost": {148, 35324},
			"Loyal Customers": {170, 76562}, "Need Attention": {10, 4562}, "New Customers": {104, 28837}, "Potential Loyalist": {342, 204856}, "Promising": {9, 4249},
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("r-package (-want +got):\n%s", diff)
		}
	})
	eachShell(t, func(t *testing.T, s shell) {
		s.answer("import", reference.Path(t, "data", "cn_orders", "cn_rfm_orders.xlsx"), "--shop", "C")
		var got [][2]float64
		for _, x := range s.answer("rfm", "--as-of", "2019-07-01", "--rule", "eight-tiers")["segments"].([]any) {
			row := x.(map[string]any)
			got = append(got, [2]float64{row["customers"].(float64), row["amount"].(float64)})
		}
		want := [][2]float64{{756, 269230}, {360, 116665}, {450, 64075}, {185, 25803}, {5427, 981893}, {7338, 1338153}, {4224, 270869}, {6680, 444617}}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("eight tiers (-want +got):\n%s", diff)
		}
	})
}

// Whatever is wrong gets one sentence on standard error, nothing on standard
// output, and an exit code.
func TestRefusalsAreOneSentence(t *testing.T) {
	s := shell{t, storetest.Address(t, store.DuckDB), filepath.Join(t.TempDir(), "key"), store.DuckDB}
	dir := t.TempDir()
	write := func(name, content string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	f := func(word string, code int, args ...string) {
		t.Helper()
		out, errs, got := s.run(args...)
		if got != code || out != "" || !strings.Contains(errs, word) || strings.Count(strings.TrimSpace(errs), "\n") > 0 && code == 1 {
			t.Errorf("huike %s: code %d, out %q, err %q; want code %d and %q", strings.Join(args, " "), got, out, errs, code, word)
		}
	}
	f("the columns of the file are not known", 1, "import", write("wrong.csv", "hello\nworld\n"), "--shop", "S")
	f("is damaged", 1, "import", write("cut.xlsx", "PK\x03\x04 and no more"), "--shop", "S")
	f("the file is empty", 1, "import", write("empty.csv", ""), "--shop", "S")
	f("there are no orders yet", 1, "shop")
	f("is not a date", 1, "shop", "--as-of", "2011-13-01")
	f(`no field "recencyy"`, 1, "segment", "preview", "--as-of", "2011-12-10", "--rule", `{"field":"recencyy","op":"gt","value":9}`)
	f("no shop called", 1, "lifecycle", "--shop", "nobody", "--as-of", "2011-12-10")
	f("unexpected argument", 2, "fly")
}
