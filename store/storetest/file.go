package storetest

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"huike/store"
)

// file copies a migrated DuckDB file into a folder that ends with the test, and
// returns its address. The test's own folder will not do: its name may hold a #.
func (b *bench) file(t testing.TB, schemas []*store.Schema) string {
	t.Helper()
	dir, err := os.MkdirTemp(b.dir, "test-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) }) // Main removes what stays
	mine := filepath.Join(dir, "shop.duckdb")
	if len(schemas) == 0 {
		return "duckdb:" + mine
	}
	content, err := os.ReadFile(b.migrated(t, schemas))
	if err == nil {
		err = os.WriteFile(mine, content, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	return "duckdb:" + mine
}

func (b *bench) migrated(t testing.TB, schemas []*store.Schema) string {
	t.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
	name := nameOf(t, schemas)
	if path, ok := b.files[name]; ok {
		return path
	}
	path := filepath.Join(b.dir, fmt.Sprintf("%d.duckdb", len(b.files)))
	migrate(t, "duckdb:"+path, schemas)
	b.files[name] = path
	return path
}
