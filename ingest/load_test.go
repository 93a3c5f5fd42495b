package ingest_test

import (
	"context"
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"huike/customer"
	"huike/ingest"
	"huike/order"
	"huike/reference"
	"huike/store"
	"huike/store/duckdb"
	"huike/store/storetest"
)

func TestMain(m *testing.M) { storetest.Main(m) }

var noon = time.Date(2026, 1, 1, 12, 0, 0, 0, time.UTC)

func TestPrepare(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) { storetest.Prepare(t, db, ingest.Schema.Queries) }, ingest.Schema)
}

type shop struct {
	db     store.DB
	in     *ingest.Ingest
	orders *order.Orders
	people *customer.Customers
	vault  *customer.Vault
}

func open(t testing.TB, db store.DB) *shop {
	t.Helper()
	v, err := customer.OpenVault(t.Context(), db, filepath.Join(t.TempDir(), "key"))
	if err != nil {
		t.Fatal(err)
	}
	o := order.New(db)
	return &shop{db: db, orders: o, people: customer.New(db, v), vault: v, in: ingest.New(ingest.Deps{DB: db, Vault: v, Orders: o, TempDir: t.TempDir()})}
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
	if got.Account.Sum() != got.Rows {
		t.Errorf("%s has %d rows, and %+v accounts for %d", filepath.Base(path), got.Rows, got.Account, got.Account.Sum())
	}
	return got
}

// unlike tells reports with other counts apart; load looks at the accounts.
func unlike(got, want ingest.Report) bool {
	for _, r := range []*ingest.Report{&got, &want} {
		r.Encoding, r.Account, r.Notes = "", ingest.Account{}, nil
	}
	return !reflect.DeepEqual(got, want)
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

// On PostgreSQL the planner knows the facts as soon as they are there.
func TestPlannerKnowsTheFacts(t *testing.T) {
	db := storetest.Open(t, store.Postgres, ingest.Schema)
	s := open(t, db)
	s.load(t, gbk(t, "taobao_orders_g1.csv"))
	known := s.numbers(t, `SELECT count(*) FROM pg_class WHERE relname IN ('orders', 'order_line', 'product', 'customer', 'identity') AND reltuples > 0`)
	if known[0] != 5 {
		t.Errorf("the planner has counted %d of 5 tables", known[0])
	}
}

// A file that is too large for plain staging is staged compressed, to the same end.
func TestHugeFilesAreStagedCompressed(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		v, err := customer.OpenVault(t.Context(), db, filepath.Join(t.TempDir(), "key"))
		if err != nil {
			t.Fatal(err)
		}
		temp, staged := t.TempDir(), 0
		s := &shop{db: db, in: ingest.New(ingest.Deps{DB: db, Vault: v, Orders: order.New(db), TempDir: temp, Huge: 1})}
		look := func(ingest.Progress) {
			found, err := filepath.Glob(filepath.Join(temp, "*", "scratch.duckdb"))
			if err != nil {
				t.Error(err)
			}
			staged = max(staged, len(found))
		}
		got := s.load(t, "testdata/uci_2.csv", func(r *ingest.Request) { r.Progress = look })
		plain := open(t, storetest.Open(t, db.Engine(), ingest.Schema)).load(t, "testdata/uci_2.csv")
		if unlike(got, plain) || got.Orders == 0 || staged != 1 {
			t.Errorf("%+v staged in %d files, want %+v in one", got, staged, plain)
		}
		if left, err := filepath.Glob(filepath.Join(temp, "*")); len(left) > 0 || err != nil {
			t.Errorf("left behind: %v, %v", left, err)
		}
	}, ingest.Schema)
}

func TestUCIPublishedTotals(t *testing.T) {
	path := reference.Path(t, "data", "online_retail", "online_retail_2010_2011.csv.gz")
	keyless := truth(t, path)
	storetest.Each(t, func(t *testing.T, db store.DB) {
		s := open(t, db)
		got := s.load(t, path)
		// 25,900 invoices, of which 3,836 begin with C, and 4,372 customers (UCI Online Retail).
		want := ingest.Report{Batch: 1, Shop: 1, Kind: "orders", Preset: "uci", Rows: 541909, Orders: 22064, Lines: 532621, Customers: 4372, Refunds: 3836, Keyless: 3528}
		if unlike(got, want) {
			t.Errorf("%+v, want %+v", got, want)
		}
		// 18,532 invoices of 4,338 customers come to 8,911,407.90 (the publisher's 8,911,407.904).
		if n := s.numbers(t, `SELECT count(*), count(DISTINCT customer_id), CAST(sum(gross_minor) AS bigint) FROM purchase WHERE customer_id > 0`); !cmp.Equal(n, []int64{18532, 4338, 891140790}) {
			t.Errorf("orders, customers, gross: %v", n)
		}
		if n := s.numbers(t, `SELECT count(*), CAST(sum(gross_minor) AS bigint) FROM purchase WHERE customer_id < 0`); !cmp.Equal(n, keyless) {
			t.Errorf("keyless orders and gross: %v, want %v", n, keyless)
		}
		got = s.load(t, path)
		want = ingest.Report{Batch: 2, Shop: 1, Kind: "orders", Preset: "uci", Rows: 541909, Duplicates: 22064}
		if unlike(got, want) {
			t.Errorf("again: %+v, want %+v", got, want)
		}
	}, ingest.Schema)
}

// truth counts the invoices without a customer and their gross by one plain
// question over the file.
func truth(t *testing.T, path string) []int64 {
	t.Helper()
	db, err := duckdb.OpenScratch(t.Context(), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	rows, err := db.Query(t.Context(), `SELECT count(DISTINCT InvoiceNo), CAST(sum(round(Quantity * CAST(UnitPrice AS DECIMAL(18, 3)), 2)) * 100 AS BIGINT)
FROM read_csv('`+path+`', all_varchar=false, types={'InvoiceNo': 'VARCHAR', 'UnitPrice': 'DECIMAL(18,3)'})
WHERE CustomerID IS NULL AND InvoiceNo NOT LIKE 'C%' AND Quantity > 0 AND UnitPrice > 0`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	n := make([]int64, 2)
	if !rows.Next() {
		t.Fatal(rows.Err())
	}
	if err := rows.Scan(&n[0], &n[1]); err != nil {
		t.Fatal(err)
	}
	return n
}

func shopNamed(name string) order.Shop { return order.Shop{Name: name} }
