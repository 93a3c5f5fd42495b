package duckdb_test

import (
	"os"
	"path/filepath"
	"testing"

	"huike"
	"huike/store"
	"huike/store/duckdb"
)

func TestScratchReadsFiles(t *testing.T) {
	path := filepath.Join(t.TempDir(), "orders.csv")
	if err := os.WriteFile(path, []byte("order,price\n回1,25\n回2,30\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := duckdb.OpenScratch(t.Context(), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := s.Exec(t.Context(), `CREATE TABLE o AS SELECT * FROM read_csv($1)`, path); err != nil {
		t.Fatal(err)
	}
	rows, err := s.Query(t.Context(), `SELECT count(*), CAST(sum(price) AS bigint) FROM o`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var n, sum int64
	if !rows.Next() || rows.Scan(&n, &sum) != nil || n != 2 || sum != 55 {
		t.Errorf("%d orders of %d, want 2 of 55: %v", n, sum, rows.Err())
	}
	if err := s.Exec(t.Context(), `INSTALL httpfs; LOAD excel`); huike.KindOf(err) == "" {
		t.Error("an extension was fetched")
	}
}

// A full disk is called one; /dev/full is the one that every Linux has.
func TestFullDisk(t *testing.T) {
	if _, err := os.Stat("/dev/full"); err != nil {
		t.Skip("no full disk here: ", err)
	}
	s, err := duckdb.OpenScratch(t.Context(), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	err = s.Exec(t.Context(), "COPY (SELECT range FROM range(100000)) TO '/dev/full' (FORMAT csv, USE_TMP_FILE false)")
	if huike.CodeOf(err) != "store.disk_full" || huike.KindOf(err) != huike.Unavailable {
		t.Errorf("%v", err)
	}
}

func TestSettingsHoldOnEveryConnection(t *testing.T) {
	db, err := duckdb.Open(t.Context(), filepath.Join(t.TempDir(), "shop.duckdb"), store.Options{MemoryLimit: "256MiB", Threads: 1})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	q := store.Compiled("settings", `SELECT name || '=' || value FROM duckdb_settings() WHERE name IN ('TimeZone', 'integer_division',
  'default_null_order', 'ieee_floating_point_ops', 'memory_limit', 'threads', 'autoload_known_extensions') ORDER BY lower(name)`)
	want := []string{"autoload_known_extensions=false", "default_null_order=NULLS_LAST_ON_ASC_FIRST_ON_DESC",
		"ieee_floating_point_ops=false", "integer_division=true", "memory_limit=256.0 MiB", "threads=1", "TimeZone=UTC"}
	var open []*store.Rows // held, so that each question gets a connection of its own
	for range 3 {
		rows, err := db.Read(t.Context(), q, nil)
		if err != nil {
			t.Fatal(err)
		}
		open = append(open, rows)
	}
	for _, rows := range open {
		for _, w := range want {
			var got string
			if !rows.Next() || rows.Scan(&got) != nil || got != w {
				t.Errorf("got %q, want %q: %v", got, w, rows.Err())
			}
		}
		if err := rows.Close(); err != nil {
			t.Error(err)
		}
	}
}
