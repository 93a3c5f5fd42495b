package feature_test

import (
	"testing"

	"huike"
	"huike/feature"
	"huike/order/ordertest"
	"huike/store"
	"huike/store/storetest"

	"github.com/google/go-cmp/cmp"
)

func TestList(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		ordertest.Put(t, db, shop())
		f := feature.New(db)
		s := ensure(t, f, scope("2024-06-30"))
		check := func(w feature.Filter, total int64, want ...huike.CustomerID) {
			t.Helper()
			page, n, err := f.List(t.Context(), s.ID, w)
			if err != nil {
				t.Fatal(err)
			}
			var have []huike.CustomerID
			for _, r := range page {
				have = append(have, r.Customer)
			}
			if diff := cmp.Diff(want, have); diff != "" || n != total {
				t.Errorf("%+v: %d in all, want %d %s", w, n, total, diff)
			}
		}
		check(feature.Filter{}, 4, 4, 1, 2, 3)
		check(feature.Filter{Sort: "net"}, 4, 3, 2, 1, 4)
		check(feature.Filter{Sort: "-gap_days"}, 4, 1, 3, 2, 4)
		check(feature.Filter{Sort: "gap_days", Limit: 1, Offset: 1}, 4, 1)
		check(feature.Filter{Stages: []huike.Stage{huike.StageActive, huike.StageDead}}, 2, 4, 2)
		check(feature.Filter{Ladders: []feature.Ladder{feature.LadderFans}}, 1, 1)
		check(feature.Filter{R: 3, F: 2}, 1, 2)
		check(feature.Filter{Offset: 9}, 4)
		large := &feature.Question{Query: store.Compiled("test/large", `SELECT customer_id FROM customer_feature WHERE snapshot_id = @snapshot AND net_minor > CAST(@least AS bigint)`),
			Args: store.Args{"least": 10500}}
		check(feature.Filter{Among: large}, 2, 4, 1)
		if _, _, err := f.List(t.Context(), s.ID, feature.Filter{Sort: "shoe"}); huike.CodeOf(err) != "feature.sort" {
			t.Errorf("sorting by shoe: %v", err)
		}
	}, feature.Schema)
}

// Every field is a column of the view, and every column is a field.
func TestFieldsAreTheView(t *testing.T) {
	db := storetest.Open(t, store.DuckDB, feature.Schema)
	q := store.Compiled("test/columns", `SELECT column_name FROM information_schema.columns WHERE table_name = 'customer_feature' ORDER BY ordinal_position`)
	columns, err := store.All(t.Context(), db, q, nil, func(r *store.Rows) (c string, err error) { return c, r.Scan(&c) })
	if err != nil {
		t.Fatal(err)
	}
	have := []string{"customer_id", "snapshot_id"}
	for _, f := range feature.Fields() {
		have = append(have, f.Column)
	}
	if diff := cmp.Diff(columns, have); diff != "" {
		t.Error(diff)
	}
}
