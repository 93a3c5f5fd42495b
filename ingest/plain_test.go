package ingest

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"huike/store"
	"huike/store/duckdb"
)

// nasty are cells that are not read the short way, or nearly not.
var nasty = map[string][]string{
	"time": {"", "null", "2024-02-30 10:00:00", "1979-12-31 23:59:59", "2200-01-01", "infinity", "12/1/2010 8:26", "2024-03-01T10:00:00+08:00",
		"2024-03-01 10:00+08", "20240301", "45000.5", "2024-3-1 9:5", "24-03-01 10:00", "yesterday", "2024年3月1日 10:00", "epoch"},
	"money": {"", "-", "1e3", "-3", "¥1234.50", "99999999999", "90000000.1", "0.00005", "0.00995", "-0.005", "12.345", "(5)", "nan", "inf", "1 2",
		"10000000000001", "999999.9999", "1_000", ".5", "5.", "+5", "0x10", "无退款申请"},
	"number":   {"", "Null", "2.5", "2.0", "-3", "1e2", "10001", "1000000001", "2件", "two", "0", "2.00004"},
	"order_no": {"", "NULL", "C77", "c78", "É1", "1.2E+18", "A+B", "--"},
	"external": {"", "123.0", "1*3", "x.0", "00012", "买家"},
	"status":   {"", "paid", "交易成功", "lost"},
	"agreed":   {"", "-", "perhaps", "SUBSCRIBED", "0", "是"},
	"text":     {"", "-", "--", "null", "N", "回客", "*", "a*b", "yes"},
}

func (t field) cells() []string {
	for _, k := range []string{t.ID, t.Kind} {
		if c, ok := nasty[k]; ok {
			return c
		}
	}
	return nasty["text"]
}

func (t field) plainCell(n int) string {
	switch {
	case isTime(t):
		return fmt.Sprintf("2024-05-%02d 10:%02d:00", 1+n%28, n%60)
	case t.Kind == "money":
		return fmt.Sprintf("%d.%02d", n%900, n%100)
	case t.Kind == "number":
		return fmt.Sprint(1 + n%4)
	case t.ID == "status":
		return "finished"
	case t.ID == "agreed":
		return []string{"yes", "No", "否", "pending"}[n%4]
	}
	return fmt.Sprintf("%s %d", t.ID, n/3)
}

// tidyFile writes a file of which a few cells are nasty.
func tidyFile(t *testing.T, targets []field) string {
	t.Helper()
	random := rand.New(rand.NewPCG(7, uint64(len(targets))))
	var b bytes.Buffer
	for i, target := range targets {
		b.WriteString(pick(i > 0, ",", "") + target.ID)
	}
	b.WriteByte('\n')
	for n := 0; b.Len() <= plainSize; n++ {
		wrong := random.IntN(12 * len(targets))
		for i, target := range targets {
			cell := target.plainCell(n)
			if i == wrong {
				cell = target.cells()[random.IntN(len(target.cells()))]
			}
			b.WriteString(pick(i > 0, ",", "") + cell)
		}
		b.WriteByte('\n')
	}
	path := filepath.Join(t.TempDir(), "tidy.csv")
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestPlainRowsReadAlike holds the short way to read a file against the long one,
// which is the authority.
func TestPlainRowsReadAlike(t *testing.T) {
	f := func(name string, scale int64, refunds bool, has func(field) bool) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var targets []field
			mapping := Mapping{}
			for _, target := range orderKind().columns {
				if has(target) {
					targets = append(targets, target)
					mapping[target.ID] = target.ID
				}
			}
			compareReadings(t, opened(t, tidyFile(t, targets), &reading{preset: preset{refundPrefix: refunds}, format: Format{Dates: "mdy"}, mapping: mapping, zone: "Asia/Shanghai", scale: scale, dir: t.TempDir()}))
		})
	}
	without := func(ids string) func(field) bool {
		return func(t field) bool { return !strings.Contains(" "+ids+" ", " "+t.ID+" ") }
	}
	only := func(ids string) func(field) bool { return func(t field) bool { return !without(ids)(t) } }
	f("every column", 100, true, without("refund_state returned_quantity"))
	f("lines", 100, true, only("order_no product_no product_title quantity unit_price ordered_at external country"))
	f("lines of a currency without small coins", 1, false, only("order_no sku quantity unit_price ordered_at"))
	f("lines with their amounts", 1000, false, only("order_no product_title quantity line_amount line_discount refund ordered_at paid_at"))
	f("orders", 100, false, without("order_no product_no sku product_title unit_price line_amount refund_state returned_quantity"))
}

// opened gives a reading its file and its scratch database.
func opened(t *testing.T, path string, r *reading) *reading {
	t.Helper()
	ctx := t.Context()
	var err error
	r.kind, r.latest, r.settleShop = orderKind(), time.Date(2199, 1, 1, 0, 0, 0, 0, time.UTC), func(shape) error { return nil }
	if r.file, err = sniff(ctx, path, options{}); err != nil {
		t.Fatal(err)
	}
	if r.db, err = duckdb.OpenScratch(ctx, store.Options{TempDir: r.dir}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = r.db.Close() })
	if err := r.stage(ctx); err != nil {
		t.Fatal(err)
	}
	return r
}

func compareReadings(t *testing.T, r *reading) {
	t.Helper()
	ctx := t.Context()
	if done, err := r.plainly(ctx); !done || err != nil {
		t.Fatalf("the file is not read the short way: %v", err)
	}
	for _, s := range []string{"CREATE TABLE short AS SELECT * FROM typed", "DROP VIEW typed", "DROP TABLE kept"} {
		if err := r.db.Exec(ctx, s); err != nil {
			t.Fatal(err)
		}
	}
	if err := r.typed(ctx, r.fast(nil)); err != nil {
		t.Fatal(err)
	}
	for _, q := range []string{"SELECT count(*) FROM ((SELECT * FROM typed EXCEPT SELECT * FROM short) UNION ALL (SELECT * FROM short EXCEPT SELECT * FROM typed))",
		"SELECT abs((SELECT count(*) FROM typed) - (SELECT count(*) FROM short))", "SELECT CASE WHEN count(reason) > 20 THEN 0 ELSE 1 END FROM typed"} {
		if n, err := r.count(ctx, q); err != nil || n != 0 {
			t.Errorf("%d by %s: %v", n, q, err)
		}
	}
}

func TestTidy(t *testing.T) {
	f := func(text string, want bool) {
		t.Helper()
		w := newWatcher()
		_, _ = w.Write([]byte(text))
		if got := w.cells.tidy(); got != want {
			t.Errorf("tidy(%q) is %v, want %v", text, got, want)
		}
	}
	f("a,b\n1,x y\r\n\"1, 2\",\"a\"\"b\"\n\"\",回 客\n", true)
	f("\ufeffa,b\n1,2", true)
	f("a;b\n1 , 2;3\n", true)
	for _, cell := range []string{" 1", "1 ", "\t1", "1\t", "'1", "=1", "\u00a01", "1\u00a0", "\u30001", "1\u3000", "\ufeff1", `5"`, `"a"b`, `" a"`, `"a "`, `"""a"`, `"a"""`, "\"a\n\"", "\"\ra\"", "\"\u3000a\"", "\"a\u00a0\"", "a\rb"} {
		f("a,b\n"+cell+",2\n", false)
		f("a,b\n1,"+cell+"\n", false)
		f("a,b\n1,"+cell, false)
	}
}

// TestTidyTextsHaveNothingAroundTheirCells reads random texts that pass for tidy
// by another reader.
func TestTidyTextsHaveNothingAroundTheirCells(t *testing.T) {
	parts := []string{"a", "b", "1", ",", ",", "\n", "\n", "\r\n", `"`, `"`, `""`, " ", "\t", "'", "=", "\u00a0", "\u3000", "\ufeff", "回", "、"}
	random := rand.New(rand.NewPCG(1, 2))
	tidy := 0
	for range 100_000 {
		text := "a,b\n"
		for range 1 + random.IntN(9) {
			text += parts[random.IntN(len(parts))]
		}
		w := newWatcher()
		rest := []byte(text[4:])
		_, _ = w.Write([]byte(text[:4]))
		for len(rest) > 0 {
			n := 1 + random.IntN(len(rest))
			_, _ = w.Write(rest[:n])
			rest = rest[n:]
		}
		if !w.cells.tidy() {
			continue
		}
		tidy++
		in := newLenient(strings.NewReader(text), ',')
		for {
			_, cells, err := in.next()
			if errors.Is(err, io.EOF) {
				break
			}
			for _, c := range cells {
				if c != strings.Trim(c, " \t\r\n\"\u00a0\u3000") || c != strings.TrimLeft(c, "'=\ufeff") {
					t.Fatalf("%q passes for tidy, with the cell %q", text, c)
				}
			}
		}
	}
	if tidy < 1000 {
		t.Errorf("only %d texts were tidy", tidy)
	}
}

// TestRowsKeepTheOrderOfTheFile reads a file that several threads share: the
// number of a refused row is its place.
func TestRowsKeepTheOrderOfTheFile(t *testing.T) {
	f := func(name, header string, tidy bool) {
		t.Run(name, func(t *testing.T) {
			var b bytes.Buffer
			b.WriteString(header)
			for n := range 700_000 {
				fmt.Fprintf(&b, "%d,P1,1,2.50,2024-05-01 10:00:00,yes\n", n)
			}
			path := filepath.Join(t.TempDir(), "rows.csv")
			if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
				t.Fatal(err)
			}
			r := opened(t, path, &reading{scale: 100, zone: "UTC", dir: t.TempDir(),
				mapping: Mapping{"no": "order_no", "product": "product_no", "pieces": "quantity", "price": "unit_price", "time": "ordered_at", "agreed": "agreed"}})
			if r.file.tidy != tidy {
				t.Fatalf("the file is tidy: %v", r.file.tidy)
			}
			if err := r.read(t.Context()); err != nil {
				t.Fatal(err)
			}
			if n, err := r.count(t.Context(), "SELECT count(*) FROM typed WHERE t_order_no <> CAST(r AS VARCHAR) OR t_agreed <> 'yes'"); err != nil || n != 0 {
				t.Errorf("%d rows are not in their places: %v", n, err)
			}
		})
	}
	f("tidy", "no,product,pieces,price,time,agreed\n", true)
	f("untidy", "no,product,pieces,price,time,agreed \n", false)
}
