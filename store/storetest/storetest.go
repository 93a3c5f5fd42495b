// Package storetest gives tests fresh databases on every engine: a file of
// DuckDB, and a database of a PostgreSQL server that it starts itself.
//
// A package that uses it has one line of its own:
//
//	func TestMain(m *testing.M) { storetest.Main(m) }
//
// HUIKE_TEST_POSTGRES names a server to use instead, HUIKE_TEST_CITUS a Citus
// coordinator to test on as well; the roles in these addresses must be allowed
// to create databases. HUIKE_TEST_ENGINES=duckdb narrows the engines.
package storetest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"huike/store"
	"huike/store/open"
)

// migratedAt is the time written beside the steps of migrated test databases.
var migratedAt = time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)

// bench is what the tests of one binary share between Main and its end.
type bench struct {
	mu      sync.Mutex
	dir     string              // copies of migrated DuckDB files
	servers map[string]*cluster // by engine, "postgres" or "citus"
	files   map[string]string   // migrated DuckDB files, by their schemas
}

// shared is nil outside of Main.
var shared *bench

// Main runs the tests of a package and then stops what they started.
func Main(m *testing.M) {
	dir, err := os.MkdirTemp("", "huike-storetest-")
	if err != nil {
		panic("the tests need a temporary folder: " + err.Error())
	}
	shared = &bench{dir: dir, servers: map[string]*cluster{}, files: map[string]string{}}
	defer shared.stop()
	m.Run()
}

func (b *bench) stop() {
	for _, s := range b.servers {
		s.stop()
	}
	_ = os.RemoveAll(b.dir) // nothing is lost if some of it stays
}

// Each runs f as a subtest on every engine, each in a fresh database that holds
// the schemas and all that they need.
func Each(t *testing.T, f func(t *testing.T, db store.DB), schemas ...*store.Schema) {
	t.Helper()
	for _, e := range engines(t) {
		t.Run(e, func(t *testing.T) { f(t, fresh(t, e, schemas)) })
	}
}

// Open gives a fresh database on one engine, for tests and benchmarks that need
// just that one.
func Open(t testing.TB, e store.Engine, schemas ...*store.Schema) store.DB {
	t.Helper()
	return fresh(t, string(e), schemas)
}

// Prepare has the engine prepare every question of the sets.
func Prepare(t *testing.T, db store.DB, sets ...*store.Set) {
	t.Helper()
	p, ok := db.(interface {
		Prepare(context.Context, store.Query) error
	})
	if !ok {
		t.Fatalf("%T cannot prepare", db)
	}
	for _, s := range sets {
		for _, q := range s.All() {
			if err := p.Prepare(t.Context(), q); err != nil {
				t.Errorf("%s does not prepare on %s: %v", q.Name, db.Engine(), err)
			}
		}
	}
}

func engines(t testing.TB) []string {
	all := []string{"duckdb", "postgres"}
	if os.Getenv("HUIKE_TEST_CITUS") != "" {
		all = append(all, "citus")
	}
	asked := os.Getenv("HUIKE_TEST_ENGINES")
	if asked == "" {
		return all
	}
	t.Logf("HUIKE_TEST_ENGINES narrows the engines %v to %s", all, asked)
	chosen := strings.Split(asked, ",")
	all = slices.DeleteFunc(all, func(e string) bool { return !slices.Contains(chosen, e) })
	if len(all) == 0 {
		t.Fatalf("HUIKE_TEST_ENGINES=%s names no engine; write duckdb or postgres", asked)
	}
	return all
}

// Address gives the address of a fresh database on one engine, for tests of
// what opens databases itself.
func Address(t testing.TB, e store.Engine, schemas ...*store.Schema) string {
	t.Helper()
	return address(t, string(e), schemas)
}

func address(t testing.TB, engine string, schemas []*store.Schema) string {
	t.Helper()
	if shared == nil {
		t.Fatal("this package lacks: func TestMain(m *testing.M) { storetest.Main(m) }")
	}
	if engine == "duckdb" {
		return shared.file(t, schemas)
	}
	return shared.database(t, engine, schemas)
}

func fresh(t testing.TB, engine string, schemas []*store.Schema) store.DB {
	t.Helper()
	db, err := open.DB(context.Background(), address(t, engine, schemas), options())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return db
}

// options keep several test binaries at once from starving each other.
func options() open.Options {
	return open.Options{MemoryLimit: "1GiB", Timeout: 5 * time.Minute}
}

// migrate brings the database at an address to the schemas and closes it.
func migrate(t testing.TB, address string, schemas []*store.Schema) {
	t.Helper()
	db, err := open.DB(context.Background(), address, options())
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := store.Migrate(context.Background(), db, migratedAt, schemas...); err != nil {
		t.Fatal(err)
	}
}

// nameOf tells sets of schemas apart by what their migrations say.
func nameOf(t testing.TB, schemas []*store.Schema) string {
	t.Helper()
	h := sha256.New()
	for _, s := range store.Closure(schemas...) {
		if s.Migrations == nil {
			continue
		}
		files, err := fs.Glob(s.Migrations, "migration/*") // in the order of their names
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			b, err := fs.ReadFile(s.Migrations, f)
			if err != nil {
				t.Fatal(err)
			}
			fmt.Fprintf(h, "%s %s %d %s", s.Room, f, len(b), b)
		}
	}
	return hex.EncodeToString(h.Sum(nil))
}
