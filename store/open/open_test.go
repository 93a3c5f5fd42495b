package open_test

import (
	"bufio"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"huike"
	"huike/store"
	"huike/store/open"
	"huike/store/storetest"
)

var (
	create = store.Compiled("create", `CREATE TABLE IF NOT EXISTS t (x bigint NOT NULL)`)
	add    = store.Compiled("add", `INSERT INTO t (x) VALUES (@x)`)
	total  = store.Compiled("total", `SELECT CAST(coalesce(sum(x), 0) AS bigint) FROM t`)
)

func write(t *testing.T, db store.DB, x int64) error {
	t.Helper()
	return db.Write(t.Context(), func(tx store.Tx) error {
		if _, err := tx.Exec(t.Context(), create, nil); err != nil {
			return err
		}
		_, err := tx.Exec(t.Context(), add, store.Args{"x": x})
		return err
	})
}

func sum(t *testing.T, db store.DB) int64 {
	t.Helper()
	n, _, err := store.One(t.Context(), db, total, nil, func(r *store.Rows) (n int64, err error) { return n, r.Scan(&n) })
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func must(t *testing.T, address string, opt open.Options) store.DB {
	t.Helper()
	db, err := open.DB(t.Context(), address, opt)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() }) // closed again only after a failure
	return db
}

// refused fails unless an address is refused with a kind and a code, by a
// sentence that holds some words and no password.
func refused(t *testing.T, address string, kind huike.Kind, code, words string) {
	t.Helper()
	db, err := open.DB(t.Context(), address, open.Options{})
	if err == nil {
		_ = db.Close()
		t.Fatalf("%s was opened", address)
	}
	if huike.KindOf(err) != kind || huike.CodeOf(err) != code {
		t.Errorf("%s: %s, %s, want %s, %s: %v", address, huike.KindOf(err), huike.CodeOf(err), kind, code, err)
	}
	if s := huike.SentenceOf(err); !strings.Contains(s, words) {
		t.Errorf("%q lacks %q", s, words)
	}
	if strings.Contains(err.Error(), "s3cret") {
		t.Errorf("the error holds the password: %v", err)
	}
}

func TestAddressesAreExplained(t *testing.T) {
	refused(t, "shop.duckdb", huike.Invalid, "store.address", "duckdb:")
	refused(t, "duckdb:", huike.Invalid, "store.address", "duckdb:PATH")
	refused(t, "duckdb:a?b", huike.Invalid, "store.address", "a?b")
	refused(t, "duckdb:"+filepath.Join(t.TempDir(), "none", "shop.duckdb"), huike.Unavailable, "store.open", "folder")
	refused(t, "postgres://huike:s3cret@127.0.0.1:notaport/x", huike.Invalid, "store.address", "postgres://USER")
	refused(t, "postgres://huike:s3cret@127.0.0.1:1/x", huike.Unavailable, "store.unreachable", "127.0.0.1:1/x")
}

func TestDamagedFileIsExplained(t *testing.T) {
	path := filepath.Join(t.TempDir(), "shop.duckdb")
	if err := os.WriteFile(path, []byte(strings.Repeat("order,price\n", 9000)), 0o600); err != nil {
		t.Fatal(err)
	}
	refused(t, "duckdb:"+path, huike.Invalid, "store.not_a_database", path)
}

func TestFileOutlivesItsProcess(t *testing.T) {
	path := filepath.Join(t.TempDir(), "my shop é.duckdb")
	db := must(t, "duckdb:"+path, open.Options{})
	if err := write(t, db, 5); err != nil {
		t.Fatal(err)
	}
	if err := db.Checkpoint(t.Context()); err != nil {
		t.Error(err)
	}
	if err := write(t, db, 6); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(path + ".wal"); !os.IsNotExist(err) {
		t.Errorf("the log is still there after Close: %v", err)
	}
	if err := write(t, db, 1); huike.CodeOf(err) != "store.closed" {
		t.Errorf("a write after Close: %v", err)
	}
	again := must(t, "duckdb:"+path, open.Options{ReadOnly: true})
	if n := sum(t, again); n != 11 {
		t.Errorf("%d came back, want 11", n)
	}
	if err := write(t, again, 1); huike.KindOf(err) != huike.Denied {
		t.Errorf("a write on a database for reading: %v", err)
	}
}

func TestMemoryIsNotShared(t *testing.T) {
	one, two := must(t, "duckdb::memory:", open.Options{}), must(t, "duckdb::memory:", open.Options{MemoryLimit: "200MiB", Threads: 1})
	if err := write(t, one, 1); err != nil {
		t.Fatal(err)
	}
	if _, err := two.Read(t.Context(), total, nil); err == nil {
		t.Error("two databases in memory see each other's tables")
	}
}

// TestFileInUse opens a file that another process holds. The other process is
// this test binary again.
func TestFileInUse(t *testing.T) {
	if path := os.Getenv("HUIKE_TEST_HOLD"); path != "" {
		hold(t, path)
		return
	}
	path := filepath.Join(t.TempDir(), "shop.duckdb")
	other := exec.Command(os.Args[0], "-test.run=^TestFileInUse$")
	other.Env = append(os.Environ(), "HUIKE_TEST_HOLD="+path)
	in, err := other.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := other.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := other.Start(); err != nil {
		t.Fatal(err)
	}
	for s := bufio.NewScanner(out); s.Scan() && s.Text() != "held"; {
	}
	refused(t, "duckdb:"+path, huike.Unavailable, "store.in_use", "in use by another process")
	_ = in.Close()
	if err := other.Wait(); err != nil {
		t.Fatal(err)
	}
	if n := sum(t, must(t, "duckdb:"+path, open.Options{})); n != 7 {
		t.Errorf("%d came back, want 7", n)
	}
}

func hold(t *testing.T, path string) {
	db := must(t, "duckdb:"+path, open.Options{})
	if err := write(t, db, 7); err != nil {
		t.Fatal(err)
	}
	_, _ = os.Stdout.WriteString("held\n")
	_, _ = bufio.NewReader(os.Stdin).ReadString('\n') // until the other test closes it
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestStatementsEnd(t *testing.T) {
	long := store.Compiled("long", `SELECT count(*) FROM generate_series(1, 1000000) a(x), generate_series(1, 1000000) b(y) WHERE (a.x * b.y) % 7 = 3`)
	for _, e := range store.Engines {
		db := must(t, storetest.Address(t, e), open.Options{Timeout: 50 * time.Millisecond})
		_, err := store.All(t.Context(), db, long, nil, func(r *store.Rows) (n int64, err error) { return n, r.Scan(&n) })
		if huike.CodeOf(err) != "store.cancelled" {
			t.Errorf("%s: a statement that runs away: %v", e, err)
		}
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	}
}

func TestPostgresForReading(t *testing.T) {
	address := storetest.Address(t, store.Postgres)
	if err := write(t, must(t, address, open.Options{}), 3); err != nil {
		t.Fatal(err)
	}
	db := must(t, address, open.Options{ReadOnly: true})
	if n := sum(t, db); n != 3 {
		t.Errorf("read %d, want 3", n)
	}
	if err := write(t, db, 1); huike.KindOf(err) != huike.Denied {
		t.Errorf("a write on a database for reading: %v", err)
	}
}

// TestLeasesHoldAmongNodes takes a lease on two pools, as two nodes do.
func TestLeasesHoldAmongNodes(t *testing.T) {
	address := storetest.Address(t, store.Postgres)
	one, two := must(t, address, open.Options{}), must(t, address, open.Options{})
	release, err := one.Lease(t.Context(), "refresh")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := two.Lease(t.Context(), "refresh"); huike.KindOf(err) != huike.Unavailable {
		t.Errorf("a lease that another node holds: %v", err)
	}
	release()
	release, err = two.Lease(t.Context(), "refresh")
	if err != nil {
		t.Fatal(err)
	}
	release()
}
