package ingest_test

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"huike"
	"huike/ingest"
	"huike/store"
	"huike/store/storetest"
)

const uciHeader = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n"

func TestRejectReasons(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		s := open(t, db)
		f := func(header, row, reason, column string) {
			t.Helper()
			text := header + row + "\n"
			got := s.load(t, write(t, "x.csv", text), func(r *ingest.Request) { r.Shop.Name = reason + row })
			all, err := s.in.Rejects(t.Context(), got.Batch, 10, 0)
			if err != nil || len(all) != 1 || all[0].Reason != reason || all[0].Column != column || all[0].Row != 2 || all[0].Sentence == "" || all[0].Cure == "" {
				t.Errorf("%q: %+v, %v; want %s in %q", row, all, err, reason, column)
			}
			if got.Orders != 0 || got.Rejected != 1 {
				t.Errorf("%q: %+v", row, got)
			}
		}
		uci := func(row, reason, column string) { t.Helper(); f(uciHeader, row, reason, column) }
		uci(",A,a,1,2010-12-01 08:26:00,1,1,UK", "order_no_missing", "InvoiceNo")
		uci("1.23457E+18,A,a,1,2010-12-01 08:26:00,1,1,UK", "order_no_destroyed", "InvoiceNo")
		uci("1,A,a,1,,1,1,UK", "date_missing", "InvoiceDate")
		uci("1,A,a,1,2/30/2010 8:26,1,1,UK", "date_unreadable", "InvoiceDate")
		uci("1,A,a,1,soon,1,1,UK", "date_unreadable", "InvoiceDate")
		uci("1,A,a,some,2010-12-01 08:26:00,1,1,UK", "quantity_unreadable", "Quantity")
		uci("1,A,a,,2010-12-01 08:26:00,1,1,UK", "quantity_missing", "Quantity")
		uci("1,A,a,1,2010-12-01 08:26:00,one,1,UK", "amount_unreadable", "UnitPrice")
		uci("1,A,a,1,2010-12-01 08:26:00,,1,UK", "amount_missing", "UnitPrice")
		uci("1,,,1,2010-12-01 08:26:00,1,1,UK", "product_missing", "StockCode")
		uci("1,A,a,1,2010-12-01 08:26:00,99999999999999,1,UK", "amount_unreadable", "UnitPrice")
		uci("1,A,a,1,2010-12-01 08:26:00,1,1,UK,more", "row_ragged", "")
		uci("1,A,a,1,2010-12-01 08:26:00", "row_ragged", "")
		taobao := "订单编号,买家实际支付金额,订单状态,订单创建时间,订单付款时间 \n"
		f(taobao, "1,10,交易飞了,2015-11-11 00:00:00,", "status_unknown", "订单状态")
		f(taobao, "1,,交易成功,2015-11-11 00:00:00,", "amount_missing", "买家实际支付金额")
		f(taobao, "1,-10,交易成功,2015-11-11 00:00:00,", "amount_negative", "买家实际支付金额")
		f(taobao, "1,10,交易成功,2015-11-11 00:00:00,yesterday", "date_unreadable", "订单付款时间")
	}, ingest.Schema)
}

func TestReadsOddCells(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		s := open(t, db)
		f := func(amount, when string, minor int64, day string) {
			t.Helper()
			text := "订单编号,买家实际支付金额,订单创建时间\n" + fmt.Sprintf("\"1\",\"%s\",\"%s\"\n", amount, when)
			got := s.load(t, write(t, "x.csv", text), func(r *ingest.Request) { r.Shop.Name = amount + when })
			n := s.numbers(t, fmt.Sprintf("SELECT count(*) FROM orders WHERE shop_id = %d AND gross_minor = %d AND local_day = CAST('%s' AS date)", got.Shop, minor, day))
			if n[0] != 1 || got.Rejected != 0 {
				t.Errorf("%s on %s: %+v", amount, when, got)
			}
		}
		f("598.00元", "2016/5/23 22:02", 59800, "2016-05-23")
		f("￥1,234.00", "2016-05-23 22:02:01", 123400, "2016-05-23")
		f(" 1,234.5\t", "2016/5/23", 123450, "2016-05-23")
		f("0元", "2016年5月23日", 0, "2016-05-23")
		f("10.005", "42513.9182", 1001, "2016-05-23")
	}, ingest.Schema)
}

// A refused line takes its whole order with it; mended, both come in.
func TestRejectExportMendImport(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		s := open(t, db)
		text := uciHeader + "1,A,a,1,2010-12-01 08:26:00,1,77,UK\n1,B,\"b, with \"\"quotes\"\"\",2,2010-12-01 08:26:00,oops,77,UK\n2,A,a,1,2010-12-01 08:26:00,1,,UK\n"
		got := s.load(t, write(t, "x.csv", text))
		if got.Orders != 1 || got.Rejected != 2 || got.Lines != 1 || got.Customers != 0 {
			t.Errorf("%+v", got)
		}
		b, err := s.in.Batch(t.Context(), got.Batch)
		if err != nil || len(b.Reasons) != 2 || b.State != ingest.Done || b.Rejected != 2 {
			t.Errorf("batch %+v, %v", b, err)
		}
		var out bytes.Buffer
		if err := s.in.RejectsCSV(t.Context(), got.Batch, &out); err != nil {
			t.Fatal(err)
		}
		if strings.Contains(out.String(), "2010-12-01 08:26:00,1,,UK") {
			t.Error("a good row was exported")
		}
		got = s.load(t, write(t, "mended.csv", strings.Replace(out.String(), "oops", "2.50", 1)))
		want := ingest.Report{Batch: 2, Shop: 1, Kind: "orders", Preset: "uci", Rows: 2, Orders: 1, Lines: 2, Customers: 1}
		if unlike(got, want) {
			t.Errorf("%+v, want %+v", got, want)
		}
		if n := s.numbers(t, `SELECT gross_minor FROM orders WHERE external_no = '1'`); n[0] != 600 {
			t.Errorf("the mended order comes to %d", n[0])
		}
		if n := s.numbers(t, `SELECT count(*) FROM import_reject WHERE row_sealed LIKE '%2010-12-01 08%'`); n[0] != 0 {
			t.Error("a refused row lies open")
		}
	}, ingest.Schema)
}

func TestWrongFiles(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		s := open(t, db)
		book := workbook(t, "taobao_orders_g4.csv")
		cut := write(t, "cut.xlsx", readFile(t, book)[:2000])
		gz := write(t, "cut.csv.gz", readFile(t, zipped(t, "uci_2.csv"))[:100])
		f := func(path, code string) {
			t.Helper()
			_, err := s.in.Load(t.Context(), ingest.Request{Path: path, At: noon})
			if huike.CodeOf(err) != code || huike.KindOf(err) == huike.Internal {
				t.Errorf("%s: %v, want %s", path, err, code)
			}
		}
		f(write(t, "a.csv", ""), "import.empty")
		f(write(t, "a.csv", " \n\n"), "import.empty")
		f(write(t, "a.csv", "a,b\n1,2\n"), "import.not_recognised")
		f(write(t, "a.xls", "<html><p>订单编号</p></html>"), "import.web_page")
		f(write(t, "a.xls", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "import.old_excel")
		f(write(t, "a.csv", "\x89PNG\r\n\x1a\n\x00\x00\x00"), "import.not_a_table")
		f(write(t, "a.csv", uciHeader), "import.no_rows")
		f(cut, "import.damaged")
		f(gz, "import.damaged")
		f("/nowhere/a.csv", "import.no_file")
		if n := s.numbers(t, `SELECT (SELECT count(*) FROM orders), (SELECT count(*) FROM customer), (SELECT version FROM order_version)`); !cmp.Equal(n, []int64{0, 0, 1}) {
			t.Errorf("something changed: %v", n)
		}
		_, err := s.in.Load(t.Context(), ingest.Request{Path: "testdata/uci_2.csv", Preset: "shopify", At: noon})
		if huike.CodeOf(err) != "import.wrong_file" {
			t.Errorf("a wrong preset: %v", err)
		}
	}, ingest.Schema)
}

func readFile(t testing.TB, path string) string {
	t.Helper()
	var b bytes.Buffer
	if _, err := b.ReadFrom(openFile(t, path)); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// Two files whose periods overlap give the same shop in either order.
func TestOverlap(t *testing.T) {
	rows := []string{
		"1,A,a,1,2010-12-01 08:26:00,1,77,UK", "1,A,a,1,2010-12-01 08:26:00,1,77,UK",
		"2,B,b,2,2010-12-02 08:26:00,2,78,UK", "C3,B,b,-1,2010-12-02 09:26:00,2,78,UK", "4,B,b,3,2010-12-03 08:26:00,2,,UK",
	}
	early, late := uciHeader+strings.Join(rows[:4], "\n")+"\n", uciHeader+strings.Join(rows[2:], "\n")+"\n"
	storetest.Each(t, func(t *testing.T, db store.DB) {
		s := open(t, db)
		sum := func(shop huike.ShopID) []int64 {
			return s.numbers(t, fmt.Sprintf(`SELECT (SELECT count(*) FROM orders WHERE shop_id = %[1]d), (SELECT CAST(sum(gross_minor) AS bigint) FROM orders WHERE shop_id = %[1]d),
(SELECT count(*) FROM order_line WHERE shop_id = %[1]d), (SELECT CAST(sum(amount_minor) AS bigint) FROM refund WHERE shop_id = %[1]d), (SELECT count(*) FROM product WHERE shop_id = %[1]d),
(SELECT count(*) FROM customer WHERE first_shop_id = %[1]d)`, shop))
		}
		want := []int64{3, 200 + 400 + 600, 4, 200, 2, 2}
		for i, order := range [][]string{{early, late, early}, {late, early, late}} {
			name := func(r *ingest.Request) { r.Shop.Name = fmt.Sprint(i) }
			var got ingest.Report
			for _, text := range order {
				got = s.load(t, write(t, "x.csv", text), name)
			}
			if n := sum(got.Shop); !cmp.Equal(n, want) || got.Orders+got.Lines+got.Refunds+got.Changed+got.Customers != 0 {
				t.Errorf("order %d: %v, want %v; the last import %+v", i, n, want, got)
			}
		}
	}, ingest.Schema)
}

// A later file moves an order forward, an earlier one never back.
func TestForwardOnly(t *testing.T) {
	header := "订单编号,买家会员名,买家实际支付金额,订单状态,订单创建时间,订单付款时间 \n"
	states := []string{
		"1,a,0,等待买家付款,2015-11-11 00:00:00,\n", "1,a,10,买家已付款，等待卖家发货,2015-11-11 00:00:00,2015-11-12 00:00:05\n",
		"1,a,10,交易成功,2015-11-11 00:00:00,2015-11-12 00:00:05\n", "1,a,10,交易关闭,2015-11-11 00:00:00,2015-11-12 00:00:05\n",
	}
	storetest.Each(t, func(t *testing.T, db store.DB) {
		s := open(t, db)
		for i, state := range states {
			got := s.load(t, write(t, "x.csv", header+state))
			if i > 0 && got.Changed != 1 {
				t.Errorf("state %d: %+v", i, got)
			}
		}
		for _, state := range states {
			if got := s.load(t, write(t, "x.csv", header+state)); got.Changed != 0 || got.Duplicates != 1 {
				t.Errorf("%s moved a closed order: %+v", state, got)
			}
		}
		if n := s.numbers(t, `SELECT count(*) FROM orders WHERE status = 'closed' AND local_day = CAST('2015-11-12' AS date) AND void_day = local_day AND gross_minor = 1000`); n[0] != 1 {
			t.Error("the order is not closed from its day of payment")
		}
	}, ingest.Schema)
}

// An import that ends in any phase leaves nothing.
func TestCancel(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		s := open(t, db)
		for _, phase := range []string{"reading", "understanding", "people", "storing"} {
			ctx, cancel := context.WithCancel(t.Context())
			_, err := s.in.Load(ctx, ingest.Request{Path: "testdata/uci_2.csv", At: noon, Progress: func(p ingest.Progress) {
				if p.Phase == phase {
					cancel()
				}
			}})
			cancel()
			if huike.KindOf(err) != huike.Unavailable {
				t.Errorf("cancelled while %s: %v", phase, err)
			}
			n := s.numbers(t, `SELECT (SELECT count(*) FROM orders), (SELECT count(*) FROM customer), (SELECT count(*) FROM identity), (SELECT count(*) FROM product),
(SELECT count(*) FROM refund), (SELECT count(*) FROM import_reject), (SELECT count(*) FROM import_batch WHERE state IN ('running', 'done')), (SELECT count(*) FROM stage_order)`)
			if !cmp.Equal(n, make([]int64, 8)) {
				t.Errorf("cancelled while %s: %v is left", phase, n)
			}
		}
		if got := s.load(t, "testdata/uci_2.csv"); got.Orders != 3 {
			t.Errorf("run again: %+v", got)
		}
	}, ingest.Schema)
}

// A batch of a process that died is found and told.
func TestDeadBatch(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		s := open(t, db)
		first := s.load(t, "testdata/uci_2.csv")
		err := db.Write(t.Context(), func(tx store.Tx) error {
			_, err := tx.Exec(t.Context(), store.Compiled("test", `UPDATE import_batch SET state = 'running'`), nil)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		s.load(t, "testdata/uci_2.csv")
		if b, err := s.in.Batch(t.Context(), first.Batch); err != nil || b.State != ingest.Failed || b.Failure == "" {
			t.Errorf("%+v, %v", b, err)
		}
		release, err := db.Lease(t.Context(), "ingest")
		if err != nil {
			t.Fatal(err)
		}
		defer release()
		if _, err := s.in.Load(t.Context(), ingest.Request{Path: "testdata/uci_2.csv", At: noon}); huike.KindOf(err) != huike.Unavailable {
			t.Errorf("beside another import: %v", err)
		}
	}, ingest.Schema)
}

func TestMappingAndInspect(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		s := open(t, db)
		ctx := t.Context()
		path := write(t, "own.csv", "Nr;Kunde;Wann;Summe;Notiz\n1;ann@example.com;24/12/2020 18:00;12,5x;x\n2;bob@example.com;25/12/2020 18:00;20.00;y\n")
		m := ingest.Mapping{"Nr": "order_no", "Kunde": "email", "Wann": "ordered_at", "Summe": "amount"}
		if err := s.in.SaveMapping(ctx, "", "own", m, ingest.Format{}, noon); err != nil {
			t.Fatal(err)
		}
		got := s.load(t, path, func(r *ingest.Request) { r.Preset = "mapping:own"; r.Consent = "signed on paper" })
		if got.Orders != 1 || got.Customers != 1 || got.Rejected != 1 {
			t.Errorf("%+v", got)
		}
		if n := s.numbers(t, `SELECT count(*) FROM orders WHERE local_day = CAST('2020-12-25' AS date)`); n[0] != 1 {
			t.Error("25/12/2020 is Christmas day")
		}
		if n := s.numbers(t, `SELECT count(*) FROM consent WHERE granted AND evidence = 'signed on paper' AND purpose IN ('marketing', 'care')`); n[0] != 2 {
			t.Errorf("%d consents", n[0])
		}
		for _, bad := range []ingest.Mapping{{"Nr": "colour"}, {"Nr": "order_no", "Kunde": "order_no"}, {"Nr": "order_no"}, {"Wann": "ordered_at"}} {
			if err := s.in.SaveMapping(ctx, "", "bad", bad, ingest.Format{}, noon); huike.KindOf(err) != huike.Invalid {
				t.Errorf("%v: %v", bad, err)
			}
		}
		if _, err := s.in.Mapping(ctx, "none"); huike.KindOf(err) != huike.NotFound {
			t.Errorf("an unknown mapping: %v", err)
		}
		g, err := s.in.Inspect(t.Context(), ingest.Request{Path: gbk(t, "taobao_orders_g2.csv")})
		if err != nil {
			t.Fatal(err)
		}
		if g.Preset != "taobao-orders" || g.Encoding != "GB18030" || len(g.Rows) != 5 || g.ShopGuess != "测试店" || g.Currency != "CNY" {
			t.Errorf("%+v", g)
		}
		seen := fmt.Sprint(g)
		for _, secret := range []string{"测试买家01", "one@example.com", "13800000001", "110101199001011234", "测试甲"} {
			if strings.Contains(seen, secret) {
				t.Errorf("the guess shows %s", secret)
			}
		}
		if g, err = s.in.Inspect(ctx, ingest.Request{Path: path}); err != nil || g.Preset != "" || len(g.Warnings) != 2 {
			t.Errorf("%+v, %v", g, err)
		}
	}, ingest.Schema)
}
