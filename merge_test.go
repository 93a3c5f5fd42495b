package huike_test

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"huike"
	"huike/customer"
	"huike/order"
	"huike/store"
	"huike/store/storetest"

	"github.com/google/go-cmp/cmp"
)

// tableColumn is a column as the engine describes it.
type tableColumn struct{ table, name, kind string }

func tableColumns(t *testing.T, db store.DB) []tableColumn {
	t.Helper()
	all, err := store.All(t.Context(), db, store.Compiled("columns", `
SELECT c.table_name, c.column_name, c.data_type FROM information_schema.columns AS c
JOIN information_schema.tables AS t ON t.table_name = c.table_name AND t.table_schema = c.table_schema
WHERE c.table_schema IN ('main', 'public') AND t.table_type = 'BASE TABLE' ORDER BY c.table_name ASC NULLS LAST, c.ordinal_position ASC NULLS LAST`), nil,
		func(r *store.Rows) (c tableColumn, err error) { return c, r.Scan(&c.table, &c.name, &c.kind) })
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// Every table about customers is one of facts, which a merge takes along, or one
// that is made of them.
func TestEveryCustomerTableIsDeclared(t *testing.T) {
	declared := map[string]bool{"customer": true}
	for _, s := range schemas {
		for _, f := range s.Facts {
			if declared[f.Table] || !slices.Contains(s.Tables, f.Table) {
				t.Errorf("%s declares %s twice, or does not write it", s.Room, f.Table)
			}
			declared[f.Table] = true
		}
		for _, d := range s.Derived {
			if declared[d] || !slices.Contains(s.Tables, d) {
				t.Errorf("%s declares %s twice, or does not write it", s.Room, d)
			}
			declared[d] = true
		}
	}
	storetest.Each(t, func(t *testing.T, db store.DB) {
		for _, c := range tableColumns(t, db) {
			if c.name == "customer_id" && !declared[c.table] && !strings.HasPrefix(c.table, "stage_") {
				t.Errorf("the table %s has customers; declare in its package's Schema whether it holds facts or what is derived of them", c.table)
			}
		}
	}, schemas...)
}

// history is a database of random facts about a few customers.
type history struct {
	t       *testing.T
	db      store.DB
	r       *rand.Rand
	columns map[string][]tableColumn
	facts   []store.PerCustomer
	parents map[string][][2]any // table: number and customer
	next    int64
}

const crowd = 5

func newHistory(t *testing.T, db store.DB, seed uint64) *history {
	h := &history{t: t, db: db, r: rand.New(rand.NewPCG(seed, 9)), columns: map[string][]tableColumn{}, facts: customer.FactsOf(schemas...), parents: map[string][][2]any{}}
	for _, c := range tableColumns(t, db) {
		h.columns[c.table] = append(h.columns[c.table], c)
	}
	for id := range int64(crowd) {
		h.add(store.PerCustomer{Table: "customer"}, id+1)
	}
	for range 4 {
		for _, f := range h.facts {
			h.add(f, 1+h.r.Int64N(crowd))
		}
	}
	return h
}

// add writes a random row of a customer; a child is its parent's. Now and then
// two customers have rows of the same key.
func (h *history) add(f store.PerCustomer, id int64) {
	h.t.Helper()
	var names []string
	row := map[string]any{"customer_id": id}
	if parents := h.parents[f.Parent]; f.By != "" && len(parents) > 0 && h.r.IntN(4) > 0 {
		p := parents[h.r.IntN(len(parents))]
		row[f.By], row["customer_id"] = p[0], p[1]
	}
	h.next++
	for _, c := range h.columns[f.Table] {
		names = append(names, c.name)
		if _, set := row[c.name]; set {
			continue
		}
		row[c.name] = h.value(c, slices.Contains(f.Key, c.name) && f.By == "")
		if c.name == f.By && !slices.Contains(f.Key, f.By) {
			row[c.name] = nil
		}
	}
	if f.By == "order_id" && slices.Contains(f.Key, "order_id") && len(h.parents["orders"]) == 0 {
		return
	}
	if f.By != "" && slices.Contains(f.Key, f.By) { // such a row is always a parent's
		p := h.parents[f.Parent][h.r.IntN(len(h.parents[f.Parent]))]
		row[f.By], row["customer_id"] = p[0], p[1]
	}
	if f.Table == "message_event" && row["message_id"] == nil {
		return
	}
	var values []any
	for _, n := range names {
		values = append(values, row[n])
	}
	err := h.db.Write(h.t.Context(), func(tx store.Tx) error {
		done := false
		_, err := tx.Load(h.t.Context(), f.Table, names, func() ([]any, error) {
			if done {
				return nil, io.EOF
			}
			done = true
			return values, nil
		})
		return err
	})
	if err != nil && huike.KindOf(err) != huike.Conflict {
		h.t.Logf("%s: %v", f.Table, err)
		return
	}
	if len(f.Key) == 1 && f.By == "" {
		h.parents[f.Table] = append(h.parents[f.Table], [2]any{row[f.Key[0]], row["customer_id"]})
	}
}

func (h *history) value(c tableColumn, key bool) any {
	n := h.next
	if key && strings.HasPrefix(c.table, "segment_") || key && c.table == "assignment" || key && c.table == "gate_verdict" || key && c.table == "trait" {
		n = h.r.Int64N(3) // customers share these
	}
	nullable := map[string]bool{"merged_into": true, "born_id": true, "lifted_at": true, "value_hash": c.table == "suppression", "birthday": true, "gender": true, "name_sealed": true, "country": true, "province": true, "city": true}
	if c.name == "merged_into" || c.name == "born_id" || nullable[c.name] && h.r.IntN(2) == 0 {
		return nil
	}
	switch kind := strings.ToLower(c.kind); {
	case strings.HasPrefix(kind, "timestamp"):
		return time.Date(2024, 1, 1, 0, 0, int(n), 0, time.UTC)
	case kind == "date":
		return huike.DayOf(time.Date(2024, 1, 1+int(n)%28, 0, 0, 0, 0, time.UTC))
	case kind == "boolean":
		return n%2 == 0
	case strings.Contains(kind, "char"), kind == "text":
		return fmt.Sprint(c.name, n)
	case strings.Contains(kind, "double"):
		return float64(n)
	case kind == "smallint":
		return int16(n % 5)
	case kind == "integer":
		return int32(n)
	}
	return n
}

// all are the rows of all tables of facts and of customers, as texts.
func (h *history) all() map[string][]string {
	h.t.Helper()
	out := map[string][]string{}
	for _, f := range append(slices.Clone(h.facts), store.PerCustomer{Table: "customer"}) {
		var parts []string
		for _, c := range h.columns[f.Table] {
			parts = append(parts, "coalesce(CAST("+c.name+" AS varchar), '-')")
		}
		rows, err := store.All(context.Background(), h.db, store.Compiled("all", "SELECT "+strings.Join(parts, " || ' ' || ")+" AS line FROM "+f.Table), nil,
			func(r *store.Rows) (s string, err error) { return s, r.Scan(&s) })
		if err != nil {
			h.t.Fatal(err)
		}
		slices.Sort(rows)
		out[f.Table] = rows
	}
	return out
}

// Merges that are undone, in any order that is allowed, leave every row as it was.
func TestMergesAreUndoneExactly(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		for seed := range uint64(4) {
			h := newHistory(t, storetest.Open(t, db.Engine(), schemas...), seed)
			for table, rows := range h.all() {
				if len(rows) == 0 {
					t.Errorf("no row of %s was made", table)
				}
			}
			m := customer.NewMerges(h.db, nil, order.Raise, schemas...)
			states := []map[string][]string{h.all()}
			var open []int64
			at := time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)
			for step := 0; step < 30 || len(open) > 0; step++ {
				if step < 30 && h.r.IntN(2) == 0 {
					from, into := huike.CustomerID(1+h.r.Int64N(crowd)), huike.CustomerID(1+h.r.Int64N(crowd))
					done, err := m.Merge(t.Context(), from, into, "test", "", at)
					if err == nil {
						open = append(open, done.ID)
						h.together(from, into)
					} else if k := huike.KindOf(err); k != huike.Conflict && k != huike.Invalid {
						t.Fatal(err)
					}
					continue
				}
				if len(open) == 0 {
					continue
				}
				i := h.r.IntN(len(open))
				if _, err := m.Unmerge(t.Context(), open[i], "test", at); err == nil {
					open = slices.Delete(open, i, i+1)
				} else if huike.CodeOf(err) != "customer.merge_order" {
					t.Fatal(err)
				}
			}
			if diff := cmp.Diff(states[0], h.all()); diff != "" {
				t.Errorf("seed %d: %s", seed, diff)
			}
			left, _, err := store.One(t.Context(), h.db, store.Compiled("left", "SELECT count(*) FROM customer_merge_row"), nil, func(r *store.Rows) (n int64, err error) { return n, r.Scan(&n) })
			if err != nil || left != 0 {
				t.Errorf("%d rows are still noted: %v", left, err)
			}
		}
	}, schemas...)
}

// together checks that nothing but what both have is left with the first.
func (h *history) together(from, into huike.CustomerID) {
	h.t.Helper()
	for _, f := range h.facts {
		if f.By == "" && len(f.Key) > 1 || f.Table == "segment_member" || f.Table == "assignment" {
			continue
		}
		n, _, err := store.One(h.t.Context(), h.db, store.Compiled("left", fmt.Sprintf("SELECT count(*) FROM %s WHERE customer_id = %d", f.Table, from)), nil, func(r *store.Rows) (n int64, err error) { return n, r.Scan(&n) })
		if err != nil || n != 0 {
			h.t.Errorf("%d rows of %s stayed with customer %d: %v", n, f.Table, from, err)
		}
	}
}
