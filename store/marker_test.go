package store_test

import (
	"testing"

	"huike/store"
	"huike/store/storetest"

	"github.com/google/go-cmp/cmp"
)

func TestMarker(t *testing.T) {
	outer := store.Compiled("outer", `SELECT c.n + @add AS n FROM {{row: n bigint}} AS c WHERE c.n <> @skip AND EXISTS (SELECT 1 FROM {{row}} AS again)`)
	inner := store.Compiled("inner", `SELECT unnest(CAST(@ids AS bigint[])) AS n`)
	storetest.Each(t, func(t *testing.T, db store.DB) {
		f := func(q store.Query, a store.Args, want ...int64) {
			t.Helper()
			got, err := store.All(t.Context(), db, q, a, func(r *store.Rows) (n int64, err error) { return n, r.Scan(&n) })
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
		}
		f(outer.With("row", inner), store.Args{"add": 10, "skip": 2, "ids": []int64{1, 2, 3}}, 11, 13)
		f(outer, store.Args{"add": 10, "skip": 2}, []int64{}...)
	})
	defer func() {
		if recover() == nil {
			t.Error("a marker that is not there was filled")
		}
	}()
	outer.With("nobody", inner)
}
