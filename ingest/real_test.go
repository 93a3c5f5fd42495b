package ingest_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"huike/ingest"
	"huike/reference"
	"huike/store"
	"huike/store/storetest"
)

func TestCNOrders(t *testing.T) {
	csv, xlsx := reference.Path(t, "data", "cn_orders", "cn_rfm_orders.csv.gz"), reference.Path(t, "data", "cn_orders", "cn_rfm_orders.xlsx")
	storetest.Each(t, func(t *testing.T, db store.DB) {
		s := open(t, db)
		shop := func(r *ingest.Request) { r.Shop.Name = "store" }
		got := s.load(t, csv, shop)
		// 28,833 rows of 25,949 buyers; 1,040 refunded, of which nothing is left.
		want := ingest.Report{Batch: 1, Shop: 1, Kind: "orders", Preset: "paid-orders", Rows: 28833, Orders: 28833, Customers: 25949}
		if unlike(got, want) {
			t.Errorf("%+v, want %+v", got, want)
		}
		// 27,793 rows, 25,420 buyers, 3,511,305 yuan without refunds (the data's publisher).
		live := `SELECT count(*), count(DISTINCT customer_id), CAST(sum(gross_minor) AS bigint) FROM purchase WHERE void_day IS NULL`
		if n := s.numbers(t, live); !cmp.Equal(n, []int64{27793, 25420, 351130500}) {
			t.Errorf("live orders %v", n)
		}
		got = s.load(t, xlsx, shop)
		want = ingest.Report{Batch: 2, Shop: 1, Kind: "orders", Preset: "paid-orders", Rows: 28833, Duplicates: 28833}
		if unlike(got, want) {
			t.Errorf("the same orders as a workbook: %+v, want %+v", got, want)
		}
	}, ingest.Schema)
}

func TestTmallReport(t *testing.T) {
	path := reference.Path(t, "data", "tmall_orders", "tmall_order_report.csv.gz")
	storetest.Each(t, func(t *testing.T, db store.DB) {
		s := open(t, db)
		got := s.load(t, path)
		want := ingest.Report{Batch: 1, Shop: 1, Kind: "orders", Preset: "taobao-orders", Rows: 28010, Orders: 28010, Keyless: 28010}
		if unlike(got, want) {
			t.Errorf("%+v, want %+v", got, want)
		}
		// Counted over the file: 24,087 paid, of which 5,132 were given back whole and 514 in part; the amount
		// paid is what was left then, so that no refund comes on top.
		if n := s.numbers(t, `SELECT count(paid_at), count(void_day), count(CASE WHEN gross_minor > 0 AND paid_at IS NOT NULL THEN 1 END) FROM orders`); !cmp.Equal(n, []int64{24087, 5132, 18955}) {
			t.Errorf("paid, void, purchases: %v", n)
		}
	}, ingest.Schema)
}

func TestRFMOrders(t *testing.T) {
	path := reference.Path(t, "data", "rfm_r", "rfm_data_orders.csv")
	storetest.Each(t, func(t *testing.T, db store.DB) {
		got := open(t, db).load(t, path)
		// 4,906 orders of 995 customers (R package rfm).
		want := ingest.Report{Batch: 1, Shop: 1, Kind: "orders", Preset: "rfm-orders", Rows: 4906, Orders: 4906, Customers: 995}
		if unlike(got, want) {
			t.Errorf("%+v, want %+v", got, want)
		}
	}, ingest.Schema)
}
