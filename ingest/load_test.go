package ingest_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"huike"
	"huike/customer"
	"huike/ingest"
	"huike/order"
	"huike/store"
	"huike/store/storetest"
)

func TestMain(m *testing.M) { storetest.Main(m) }

var noon = time.Date(2026, 1, 1, 12, 0, 0, 0, time.UTC)

func TestPrepare(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) { storetest.Prepare(t, db, ingest.Schema.Queries) }, ingest.Schema)
}

// shared returns a path in the folder of public data sets.
func shared(t testing.TB, path ...string) string {
	t.Helper()
	root := os.Getenv("HUIKE_SHARED")
	for dir, _ := os.Getwd(); root == "" && dir != "/"; dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "..", "shared", "data")); err == nil {
			root = filepath.Join(dir, "..", "shared")
		}
	}
	full := filepath.Join(append([]string{root, "data"}, path...)...)
	if _, err := os.Stat(full); root == "" || err != nil {
		t.Fatalf("the public data set %v is not there; put the folder shared beside the project, or name it with HUIKE_SHARED", path)
	}
	return full
}

type shop struct {
	db     store.DB
	in     *ingest.Ingest
	orders *order.Orders
	people *customer.Customers
}

func open(t testing.TB, db store.DB) *shop {
	t.Helper()
	v, err := customer.OpenVault(t.Context(), db, filepath.Join(t.TempDir(), "key"))
	if err != nil {
		t.Fatal(err)
	}
	o := order.New(db)
	return &shop{db: db, orders: o, people: customer.New(db, v), in: ingest.New(ingest.Deps{DB: db, Vault: v, Orders: o, TempDir: t.TempDir()})}
}

func (s *shop) load(t testing.TB, path string, change ...func(*ingest.Request)) ingest.Report {
	t.Helper()
	r := ingest.Request{Path: path, At: noon, Actor: "test"}
	for _, c := range change {
		c(&r)
	}
	got, err := s.in.Load(t.Context(), r)
	if err != nil {
		t.Fatalf("import of %s: %v", filepath.Base(path), err)
	}
	return got
}

// numbers asks one row of numbers, by statements of the test alone.
func (s *shop) numbers(t testing.TB, sql string) []int64 {
	t.Helper()
	rows, err := s.db.Read(context.Background(), store.Compiled("test", sql), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	got := make([]int64, len(columns))
	into := make([]any, len(columns))
	for i := range got {
		into[i] = &got[i]
	}
	if !rows.Next() {
		t.Fatal("no row")
	}
	if err := rows.Scan(into...); err != nil {
		t.Fatal(err)
	}
	return got
}

func TestUCI(t *testing.T) {
	path := shared(t, "online_retail", "online_retail_2010_2011.csv.gz")
	storetest.Each(t, func(t *testing.T, db store.DB) {
		s := open(t, db)
		began := time.Now()
		got := s.load(t, path)
		t.Logf("%v %+v", time.Since(began), got)
		n := s.numbers(t, `SELECT count(*), count(DISTINCT customer_id), CAST(sum(gross_minor) AS bigint) FROM purchase WHERE customer_id > 0`)
		t.Log(n)
		t.Log(s.numbers(t, `SELECT count(*), CAST(sum(gross_minor) AS bigint) FROM purchase WHERE customer_id < 0`))
		t.Log(s.numbers(t, `SELECT count(*), CAST(sum(amount_minor) AS bigint) FROM refund`))
		began = time.Now()
		t.Logf("%+v", s.load(t, path))
		t.Log(time.Since(began))
		_ = huike.ShopID(0)
	}, ingest.Schema)
}
