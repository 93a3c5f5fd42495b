package store_test

import (
	"errors"
	"testing"
	"time"

	"huike/store"
	"huike/store/storetest"
)

func TestReserve(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		if err := store.Migrate(t.Context(), db, time.Unix(0, 0)); err != nil {
			t.Fatal(err)
		}
		f := func(name string, n, want int64, keep error) {
			t.Helper()
			err := db.Write(t.Context(), func(tx store.Tx) error {
				got, err := store.Reserve(t.Context(), tx, name, n)
				if err != nil {
					return err
				}
				if got != want {
					t.Errorf("%d of %s begin at %d, want %d", n, name, got, want)
				}
				return keep
			})
			if !errors.Is(err, keep) || (keep == nil) != (err == nil) {
				t.Fatal(err)
			}
		}
		undone := errors.New("undone")
		f("order", 3, 1, nil)
		f("order", 5, 4, undone)
		f("order", 2, 4, nil)
		f("customer", 1, 1, nil)
		f("order", 1, 6, nil)
	})
}
