package duckdb_test

import (
	"errors"
	"path/filepath"
	"testing"

	"huike/store"
	"huike/store/duckdb"
)

// A temporary view hides the table of its name while it stands, and goes with a
// transaction that is undone: an import that breaks off must not leave one.
func TestTemporaryViewGoesWithItsTransaction(t *testing.T) {
	ctx := t.Context()
	db, err := duckdb.Open(ctx, filepath.Join(t.TempDir(), "shop.duckdb"), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	exec := func(tx store.Tx, sql string) {
		t.Helper()
		if _, err := tx.Exec(ctx, store.Compiled("test", sql), nil); err != nil {
			t.Fatal(err)
		}
	}
	read := func(r store.Reader) (n int64) {
		t.Helper()
		n, _, err := store.One(ctx, r, store.Compiled("test", "SELECT n FROM staged"), nil, func(r *store.Rows) (n int64, err error) { return n, r.Scan(&n) })
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	broken := errors.New("broken off")
	err = db.Write(ctx, func(tx store.Tx) error {
		exec(tx, "CREATE TABLE staged AS SELECT CAST(1 AS bigint) AS n")
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	err = db.Write(ctx, func(tx store.Tx) error {
		exec(tx, "CREATE OR REPLACE TEMP VIEW staged AS SELECT CAST(2 AS bigint) AS n")
		if n := read(tx); n != 2 {
			t.Errorf("the table is seen instead of the view: %d", n)
		}
		return broken
	})
	if !errors.Is(err, broken) {
		t.Fatal(err)
	}
	err = db.Write(ctx, func(tx store.Tx) error {
		if n := read(tx); n != 1 {
			t.Errorf("the view of a broken transaction still stands: %d", n)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
