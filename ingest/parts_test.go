package ingest_test

import (
	"compress/gzip"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"huike/ingest"
	"huike/reference"
	"huike/store"
	"huike/store/storetest"
)

const shopifyHeader = "Name,Email,Financial Status,Paid at,Currency,Total,Discount Amount,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku\n"

// shopifyOrder writes one order as it is exported: what it comes to stands in its
// first row.
func shopifyOrder(total string, items ...string) string {
	rows := []string{"#7,pia@example.com,paid,2024-02-03 09:00:00 +0100,EUR," + total + ",0.00,2024-02-03 09:00:00 +0100," + items[0]}
	for _, item := range items[1:] {
		rows = append(rows, "#7,pia@example.com,,,,,,2024-02-03 09:00:00 +0100,"+item)
	}
	return shopifyHeader + strings.Join(rows, "\n") + "\n"
}

// column asks rows of one text.
func (s *shop) column(t testing.TB, sql string) []string {
	t.Helper()
	all, err := store.All(t.Context(), s.db, store.Compiled("test", sql), nil, func(r *store.Rows) (v string, err error) { return v, r.Scan(&v) })
	if err != nil {
		t.Fatal(err)
	}
	return all
}

const linesOf = `SELECT o.external_no || ' ' || CAST(l.line_no AS varchar) || ' ' || p.title || ' ' || CAST(l.quantity AS varchar) || ' ' || CAST(l.amount_minor AS varchar)
	FROM order_line AS l JOIN orders AS o ON o.order_id = l.order_id JOIN product AS p ON p.product_id = l.product_id ORDER BY o.external_no, l.line_no`

// An order that was edited holds what was sent: its new total and its new lines.
func TestCase17_EditedOrderBringsItsNewLines(t *testing.T) {
	lamp, rug, bulb := "1,Lamp,30.00,LAMP", "1,Rug,12.00,RUG", "2,Bulb,4.00,BULB"
	before := shopifyOrder("42.00", lamp, rug)
	after := shopifyOrder("38.00", lamp, "0,Rug,12.00,RUG", bulb)
	storetest.Each(t, func(t *testing.T, db store.DB) {
		s := open(t, db)
		s.load(t, write(t, "before.csv", before))
		version := s.numbers(t, `SELECT version FROM order_version`)[0]
		for i, want := range []ingest.Report{{Rows: 3, Changed: 1, Lines: 1}, {Rows: 3, Duplicates: 1}} {
			got := s.load(t, write(t, "after.csv", after))
			want.Batch, want.Shop, want.Kind, want.Preset = got.Batch, got.Shop, "orders", "shopify"
			if unlike(got, want) {
				t.Errorf("import %d of the edited order: %+v, want %+v", i, got, want)
			}
			if n := s.numbers(t, `SELECT gross_minor, line_count, quantity FROM orders`); !slices.Equal(n, []int64{3800, 2, 3}) {
				t.Errorf("total, lines and pieces: %v", n)
			}
			if diff := cmp.Diff([]string{"#7 1 Lamp 1 3000", "#7 3 Bulb 2 800"}, s.column(t, linesOf)); diff != "" {
				t.Error(diff)
			}
			if now := s.numbers(t, `SELECT version FROM order_version`)[0]; now != version+1 {
				t.Errorf("the version of the facts is %d after %d", now, version)
			}
		}
		if got := s.load(t, write(t, "more.csv", shopifyOrder("38.00", lamp, bulb, bulb))); got.Changed != 1 || got.Lines != 1 {
			t.Errorf("other lines for the same total: %+v", got)
		}
	}, ingest.Schema)
}

// invoices writes some of the eight lines of 5.00 of an invoice, and a small one.
func invoices(from, until int, small bool) string {
	var rows []string
	for i := from; i < until; i++ {
		rows = append(rows, fmt.Sprintf("700001,K%d,thing %d,1,2011-03-01 09:%02d:00,5.0,14001,France", i, i, 10+i/4))
	}
	if small {
		rows = append(rows, "700002,K1,thing 1,2,2011-03-02 09:00:00,1.5,14002,France")
	}
	return uciHeader + strings.Join(rows, "\n") + "\n"
}

// The rows of an invoice make one order, whichever files they lie in.
func TestCase33_FurtherLinesAddToTheirOrder(t *testing.T) {
	head, tail, full := invoices(0, 4, false), invoices(4, 8, true), invoices(0, 8, true)
	histories := map[string][]string{
		"head, tail": {head, tail}, "tail, head": {tail, head}, "full, head": {full, head}, "full, tail": {full, tail},
		"head, full": {head, full}, "head, tail, full, head": {head, tail, full, head}, "full": {full, full},
		"overlapping": {invoices(0, 6, true), invoices(2, 8, false), head},
	}
	storetest.Each(t, func(t *testing.T, db store.DB) {
		s := open(t, db)
		for name, files := range histories {
			shop := func(r *ingest.Request) { r.Shop.Name = name }
			for i, text := range files {
				for range 2 {
					got := s.load(t, write(t, fmt.Sprintf("%d.csv", i), text), shop)
					if got.Rejected > 0 || got.Orders+got.Changed+got.Duplicates == 0 {
						t.Errorf("%s, file %d: %+v", name, i, got)
					}
				}
			}
			n := s.numbers(t, `SELECT count(*), CAST(sum(gross_minor) AS bigint), CAST(sum(line_count) AS bigint), CAST(sum(quantity) AS bigint),
				(SELECT count(*) FROM order_line AS l JOIN shop AS h ON h.shop_id = l.shop_id WHERE h.name = '`+name+`'),
				count(CASE WHEN paid_at = CAST('2011-03-01 09:10:00+00' AS timestamptz) THEN 1 END) FROM orders AS o JOIN shop AS h ON h.shop_id = o.shop_id WHERE h.name = '`+name+`'`)
			if diff := cmp.Diff([]int64{2, 4000 + 300, 9, 10, 9, 1}, n); diff != "" {
				t.Errorf("%s: orders, gross, lines, pieces, lines kept, first times: %s", name, diff)
			}
		}
	}, ingest.Schema)
}

// A file of lines that was split every 100,000 rows comes to what the whole does,
// 8,911,407.90, but for 5.00: one cut parts two pairs of lines that are alike, and
// two lines that are alike in two files cannot be told from one line told twice.
func TestCase33_SplitReferenceComesToTheSame(t *testing.T) {
	in, err := gzip.NewReader(openFile(t, reference.Path(t, "data", "online_retail", "online_retail_2010_2011.csv.gz")))
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(in)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.SplitAfter(string(text), "\n")
	db := storetest.Open(t, store.DuckDB, ingest.Schema)
	s := open(t, db)
	for from := 1; from < len(lines); from += 100000 {
		s.load(t, write(t, "part.csv", lines[0]+strings.Join(lines[from:min(from+100000, len(lines))], "")))
	}
	if n := s.numbers(t, `SELECT count(*), count(DISTINCT customer_id), CAST(sum(gross_minor) AS bigint) FROM purchase WHERE customer_id > 0`); !slices.Equal(n, []int64{18532, 4338, 891140790 - 500}) {
		t.Errorf("orders, customers, gross: %v", n)
	}
}
