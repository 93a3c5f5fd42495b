package duckdb_test

import (
	"path/filepath"
	"testing"
	"time"

	"huike"
	"huike/store"
	"huike/store/duckdb"
)

func TestBackup(t *testing.T) {
	dir, ctx := t.TempDir(), t.Context()
	db, err := duckdb.Open(ctx, filepath.Join(dir, "shop.duckdb"), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := store.Migrate(ctx, db, time.Unix(0, 0)); err != nil {
		t.Fatal(err)
	}
	reserve := func(db store.DB) (first int64) {
		t.Helper()
		err := db.Write(ctx, func(tx store.Tx) (err error) { first, err = store.Reserve(ctx, tx, "order", 10); return err })
		if err != nil {
			t.Fatal(err)
		}
		return first
	}
	reserve(db)
	copied := filepath.Join(dir, "copy.duckdb")
	if err := db.Backup(ctx, copied); err != nil {
		t.Fatal(err)
	}
	if err := db.Backup(ctx, copied); huike.KindOf(err) != huike.Conflict {
		t.Errorf("a backup was overwritten: %v", err)
	}
	reserve(db)
	back, err := duckdb.Open(ctx, copied, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer back.Close()
	if got := reserve(back); got != 11 {
		t.Errorf("the copy goes on at %d, want 11", got)
	}
}
