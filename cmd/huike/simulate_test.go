package main

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"testing"
)

// What simulate writes is brought in as it lies there: every file is known by its
// headers, no row is refused, and a second time nothing is added.
func TestSimulatedFactsComeInByThemselves(t *testing.T) {
	eachShell(t, func(t *testing.T, s shell) {
		dir := t.TempDir()
		made := s.answer("simulate", "--customers", "200", "--days", "200", "--walks", "20", "--out", dir)
		orders := filepath.Join(dir, "orders.csv")
		count := float64(distinct(t, orders, "order_no"))
		has(t, "orders", s.answer("import", orders, "--shop", "made"), map[string]any{
			"orders": count, "lines": made["lines"], "customers": float64(distinct(t, orders, "customer_no")), "rejected": 0.0,
		})
		has(t, "orders again", s.answer("import", orders, "--shop", "made"), map[string]any{"orders": 0.0, "customers": 0.0, "rejected": 0.0, "duplicates": count})
		for _, kind := range []string{"products", "traits", "events", "chats", "reviews", "refunds", "deliveries", "traffic", "industry"} {
			file := filepath.Join(dir, kind+".csv")
			if first := s.answer("import", file, "--shop", "made"); first["rejected"] != 0.0 || first["rows"] == 0.0 {
				t.Errorf("%s: %v", kind, first)
			}
			has(t, kind+" again", s.answer("import", file, "--shop", "made"), map[string]any{"added": 0.0, "changed": 0.0, "rejected": 0.0})
		}
	})
}

// distinct counts the different values of a column of a file.
func distinct(t *testing.T, path, column string) int {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for at, name := range rows[0] {
		for _, row := range rows[1:] {
			if name == column {
				seen[row[at]] = true
			}
		}
	}
	return len(seen)
}
