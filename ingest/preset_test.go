package ingest_test

import (
	"compress/gzip"
	"encoding/csv"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"

	"huike"
	"huike/ingest"
	"huike/order"
	"huike/reference"
	"huike/store"
	"huike/store/storetest"
)

// write puts a text into a file.
func write(t testing.TB, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func fixture(t testing.TB, name string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// gbk writes a fixture as sellers' tools do.
func gbk(t testing.TB, name string) string {
	t.Helper()
	text, err := simplifiedchinese.GBK.NewEncoder().String(fixture(t, name))
	if err != nil {
		t.Fatal(err)
	}
	return write(t, name, text)
}

// workbook writes a fixture as a spreadsheet would save it: cells as text, as
// the platform exports them.
func workbook(t testing.TB, name string) string {
	t.Helper()
	text := strings.ReplaceAll(fixture(t, name), `="`, `"`)
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	book := excelize.NewFile()
	defer book.Close()
	for r, row := range rows {
		for c, cell := range row {
			at, _ := excelize.CoordinatesToCellName(c+1, r+1)
			if err := book.SetCellStr("Sheet1", at, cell); err != nil {
				t.Fatal(err)
			}
		}
	}
	path := filepath.Join(t.TempDir(), "book.xlsx")
	if err := book.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	return path
}

func zipped(t testing.TB, name string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name+".gz")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	z := gzip.NewWriter(f)
	_, err = z.Write([]byte(fixture(t, name)))
	if err := errors.Join(err, z.Close(), f.Close()); err != nil {
		t.Fatal(err)
	}
	return path
}

// The five orders of every generation: finished with two titles and 20.00 given
// back, unpaid, closed unpaid, closed after payment, masked.
func TestTaobaoOrders(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		s := open(t, db)
		f := func(path string, keyless, customers, refunds int64) {
			t.Helper()
			name := filepath.Base(path) + filepath.Dir(path)
			got := s.load(t, path, func(r *ingest.Request) { r.Shop.Name = name })
			want := ingest.Report{Batch: got.Batch, Shop: got.Shop, Kind: "orders", Preset: "taobao-orders", Rows: 5, Orders: 5, Lines: 6, Keyless: keyless, Customers: customers, Refunds: refunds}
			if unlike(got, want) {
				t.Errorf("%s: %+v, want %+v", filepath.Base(path), got, want)
			}
			again := s.load(t, path, func(r *ingest.Request) { r.Shop.Name = name })
			want = ingest.Report{Batch: again.Batch, Shop: got.Shop, Kind: "orders", Preset: "taobao-orders", Rows: 5, Duplicates: 5}
			if unlike(again, want) {
				t.Errorf("%s again: %+v", filepath.Base(path), again)
			}
		}
		f(gbk(t, "taobao_orders_g1.csv"), 1, 3, 0)
		// 买家会员名 counts per shop; e-mail and phone of the first two are known everywhere by now.
		f(filepath.Join("testdata", "taobao_orders_g1.csv"), 1, 1, 0)
		f(zipped(t, "taobao_orders_g2.csv"), 1, 1, 0)
		f(gbk(t, "taobao_orders_g3.csv"), 1, 1, 1)
		f(workbook(t, "taobao_orders_g3.csv"), 1, 1, 1)
		f(workbook(t, "taobao_orders_g4.csv"), 5, 0, 1)
		if got := s.numbers(t, `SELECT count(*), CAST(sum(gross_minor) AS bigint), count(void_day) FROM orders WHERE shop_id = 1 AND paid_at IS NOT NULL`); !cmp.Equal(got, []int64{3, 18800 + 129900 + 8800, 1}) {
			t.Errorf("paid orders, gross and void of the first shop: %v", got)
		}
		// 2015-11-13 23:59:59 in Shanghai is 15:59:59 UTC.
		if got := s.numbers(t, `SELECT count(*) FROM orders WHERE local_day = CAST('2015-11-13' AS date) AND local_hour = 23 AND paid_at = CAST('2015-11-13 15:59:59+00' AS timestamptz)`); got[0] != 6 {
			t.Errorf("%d orders of the last second of the day", got[0])
		}
		if ids, err := s.people.Find(t.Context(), "nick", "测**6"); err != nil || len(ids) != 0 {
			t.Errorf("a masked nick names %v, %v", ids, err)
		}
	}, ingest.Schema)
}

func TestTaobaoItems(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		s := open(t, db)
		shop := func(r *ingest.Request) { r.Shop.Name = "store" }
		orders, items := gbk(t, "taobao_orders_g1.csv"), gbk(t, "taobao_items_old.csv")
		if got := s.load(t, items, shop); got.Rejected != 3 || got.Orders != 0 {
			t.Errorf("items before their orders: %+v", got)
		}
		s.load(t, orders, shop)
		got := s.load(t, items, shop)
		if got.Rejected != 1 || got.Changed != 1 || got.Lines != 2 || got.Orders != 0 {
			t.Errorf("items after their orders: %+v", got)
		}
		rejects, err := s.in.Rejects(t.Context(), got.Batch, 10, 0)
		if err != nil || len(rejects) != 1 || rejects[0].Row != 4 || rejects[0].Reason != "order_unknown" {
			t.Errorf("rejects: %+v, %v", rejects, err)
		}
		lines := `SELECT count(*), CAST(sum(amount_minor) AS bigint), min(line_no) FROM order_line WHERE order_id = (SELECT order_id FROM orders WHERE external_no = '1000000000000001')`
		if got := s.numbers(t, lines); !cmp.Equal(got, []int64{2, 19800, 1}) {
			t.Errorf("the real lines in place of the guessed: %v", got)
		}
		for _, path := range []string{orders, items} {
			if got := s.load(t, path, shop); got.Changed+got.Orders+got.Lines != 0 {
				t.Errorf("%s again: %+v", path, got)
			}
		}
		got = s.load(t, workbook(t, "taobao_items_g4.csv"), shop)
		if got.Orders != 2 || got.Lines != 3 || got.Refunds != 1 || got.Rejected != 0 {
			t.Errorf("new orders of an item report: %+v", got)
		}
		if got := s.numbers(t, `SELECT CAST(sum(gross_minor) AS bigint), (SELECT CAST(sum(amount_minor) AS bigint) FROM refund) FROM orders WHERE external_no LIKE '2%'`); !cmp.Equal(got, []int64{25000, 3000}) {
			t.Errorf("gross and refunds of the item report: %v", got)
		}
	}, ingest.Schema)
}

func TestShopify(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		s := open(t, db)
		got := s.load(t, "testdata/shopify.csv", func(r *ingest.Request) { r.At = noon.AddDate(1, 0, 0) })
		want := ingest.Report{Batch: 1, Shop: 1, Kind: "orders", Preset: "shopify", Rows: 4, Orders: 3, Lines: 4, Customers: 3, Refunds: 1}
		if unlike(got, want) {
			t.Errorf("%+v, want %+v", got, want)
		}
		// The local day is the one written, although UTC is a day further.
		if n := s.numbers(t, `SELECT count(*) FROM orders WHERE local_day = CAST('2026-09-03' AS date) AND local_hour = 23 AND paid_at = CAST('2026-09-04 03:15:00+00' AS timestamptz) AND gross_minor = 3500`); n[0] != 1 {
			t.Error("the order of the evening is not there")
		}
		if n := s.numbers(t, `SELECT count(*), count(void_day), CAST(sum(amount_minor) AS bigint) FROM purchase CROSS JOIN (SELECT sum(amount_minor) AS amount_minor FROM order_line WHERE order_id = 1) AS l`); n[0] != 2 || n[1] != 1 {
			t.Errorf("purchases and void ones: %v", n)
		}
		if n := s.numbers(t, `SELECT count(DISTINCT customer_id), count(DISTINCT purpose), count(*) FROM consent WHERE granted`); !slices.Equal(n, []int64{1, 2, 2}) {
			t.Errorf("%v buyers, purposes and consents; one buyer accepts marketing, and so care", n)
		}
		shops, err := s.orders.Shops(t.Context())
		if err != nil || shops[0].Currency != "USD" {
			t.Errorf("the currency comes from the file: %+v, %v", shops, err)
		}
		euro := write(t, "euro.csv", strings.ReplaceAll(fixture(t, "shopify.csv"), "USD", "EUR"))
		_, err = s.in.Load(t.Context(), ingest.Request{Path: euro, Shop: order.Shop{ID: 1}, At: noon})
		if huike.CodeOf(err) != "import.currency" {
			t.Errorf("euros in a shop of dollars: %v", err)
		}
	}, ingest.Schema)
}

func TestUCISecondSpelling(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		s := open(t, db)
		got := s.load(t, "testdata/uci_2.csv")
		want := ingest.Report{Batch: 1, Shop: 1, Kind: "orders", Preset: "uci", Rows: 6, Orders: 3, Lines: 5, Customers: 2, Refunds: 1, Keyless: 2}
		if unlike(got, want) {
			t.Errorf("%+v, want %+v", got, want)
		}
		if ids, err := s.people.Find(t.Context(), "external", "17850"); err != nil || len(ids) != 1 {
			t.Errorf("17850.0 is customer 17850: %v, %v", ids, err)
		}
		// 6·2.55 + 2·6·3.39: two equal lines are two lines.
		if n := s.numbers(t, `SELECT gross_minor, line_count FROM orders WHERE external_no = '536365'`); !cmp.Equal(n, []int64{1530 + 2*2034, 3}) {
			t.Errorf("gross and lines: %v", n)
		}
		if n := s.numbers(t, `SELECT count(*) FROM orders WHERE local_day = CAST('2010-12-31' AS date)`); n[0] != 1 {
			t.Error("12/31/2010 is the last day of the year")
		}
	}, ingest.Schema)
}

func TestCDNOW(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		s := open(t, db)
		for _, want := range []ingest.Report{
			{Batch: 1, Shop: 1, Kind: "orders", Preset: "cdnow", Rows: 4, Orders: 4, Customers: 2},
			{Batch: 2, Shop: 1, Kind: "orders", Preset: "cdnow", Rows: 4, Duplicates: 4},
		} {
			if got := s.load(t, "testdata/cdnow.txt"); unlike(got, want) {
				t.Errorf("%+v, want %+v", got, want)
			}
		}
		if n := s.numbers(t, `SELECT count(*) FROM orders WHERE strpos(external_no, '00004') > 0`); n[0] != 0 {
			t.Error("an order number tells the customer")
		}
		path := reference.Path(t, "data", "cdnow", "CDNOW_sample.txt")
		got := s.load(t, path, func(r *ingest.Request) { r.Shop.Name = "sample" })
		// 6,919 orders of 2,357 customers (Fader and Hardie's 1/10 sample).
		if got.Orders != 6919 || got.Customers != 2357 {
			t.Errorf("%+v", got)
		}
	}, ingest.Schema)
}

func openFile(t testing.TB, path string) *os.File {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return f
}
