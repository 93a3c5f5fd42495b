package ingest

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"huike"
)

// drain reads all rows and sees that their numbers grow.
func drain(t *testing.T, r records) (rows int) {
	t.Helper()
	last := int64(-1)
	for {
		row, cells, err := r.next()
		if errors.Is(err, io.EOF) {
			return rows
		}
		if err != nil {
			t.Fatal(err)
		}
		if row <= last || len(cells) == 0 {
			t.Fatalf("row %d with %d cells after row %d", row, len(cells), last)
		}
		last = row
		rows++
	}
}

func FuzzLenient(f *testing.F) {
	for _, s := range []string{"a,b\r\n1,2\r\n", "=\"1\",\"x\"\"y\"\n", "\"open,\n", "a\rb\rc", ",,\n\n,", "\ufeffa", "\"a\"b,c\n"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		rows := drain(t, newLenient(strings.NewReader(s), ','))
		if most := strings.Count(s, "\n") + strings.Count(s, "\r") + 1; rows > most && len(s) < longestCell {
			t.Errorf("%d rows in %d lines", rows, most)
		}
	})
}

func FuzzCDNOW(f *testing.F) {
	f.Add(" 00004 0001 19970101  2   29.33\n\n00004 19970118 2 29.73")
	f.Add("\x00 \n 1 2 3 4 5 6")
	f.Fuzz(func(t *testing.T, s string) { drain(t, newCDNOW(strings.NewReader(s))) })
}

func FuzzWatcher(f *testing.F) {
	f.Add([]byte("InvoiceNo,StockCode\n1,2\n"), 3)
	f.Add([]byte("\xff\xfea\x00,\x00"), 1)
	f.Add([]byte("订单编号,标题"), 2)
	f.Add([]byte("\xb6\xa9\xb5\xa5"), 1)
	f.Fuzz(func(t *testing.T, b []byte, step int) {
		w := newWatcher()
		step = max(1, step)
		for rest := b; len(rest) > 0; rest = rest[min(step, len(rest)):] {
			_, _ = w.Write(rest[:min(step, len(rest))])
		}
		if w.whole() != utf8.Valid(b) {
			t.Errorf("%q in steps of %d: valid is %v", b, step, w.whole())
		}
	})
}

func TestHeaderKey(t *testing.T) {
	f := func(in, want string) {
		t.Helper()
		if got := headerKey(in); got != want {
			t.Errorf("headerKey(%q) = %q, want %q", in, got, want)
		}
	}
	f("订单付款时间 ", "订单付款时间")
	f("\ufeff InvoiceNo", "invoiceno")
	f(`="商品ID"`, "商品id")
	f("\u3000标题\u00a0", "标题")
}

func FuzzCalls(f *testing.F) {
	f.Add(`{"type":"track","event":"Product Viewed","messageId":1,"userId":null,"properties":{"products":[{"product_id":7}]}}`)
	f.Add(`{"batch":[{"type":"page"},5,"x",{"type":{}}]}` + "\n\n not a call \n{")
	f.Add("{\"traits\":[],\"context\":3,\"timestamp\":\"2024-03-01T23:30:00Z\"}\r\n\ufeff{}")
	f.Fuzz(func(t *testing.T, s string) {
		c := newCalls(strings.NewReader(s))
		for n := 0; ; n++ {
			row, cells, err := c.next()
			if errors.Is(err, io.EOF) {
				return
			}
			if err != nil || row != int64(n) || len(cells) != 1 && len(cells) != len(callsHeader) {
				t.Fatalf("row %d of %d cells at %d: %v", row, len(cells), n, err)
			}
			if n > len(s)+1 {
				t.Fatal("more rows than letters")
			}
		}
	})
}

// endsWell reads a file to its end: rows, or an error that says what to do.
func endsWell(t *testing.T, path string, o options) {
	t.Helper()
	bad := func(err error) bool {
		return err != nil && (huike.KindOf(err) != huike.Invalid || huike.SentenceOf(err) == "")
	}
	f, err := sniff(t.Context(), path, o)
	if bad(err) {
		t.Fatalf("%v", err)
	}
	if err != nil {
		return
	}
	rows, done, err := f.open()
	if err != nil {
		t.Fatal(err)
	}
	defer done()
	for last := int64(-1); ; {
		row, cells, err := rows.next()
		if errors.Is(err, io.EOF) {
			break
		}
		if bad(err) {
			t.Fatal(err)
		}
		if err != nil {
			return
		}
		if row <= last || len(cells) == 0 {
			t.Fatalf("row %d with %d cells after row %d", row, len(cells), last)
		}
		for _, c := range cells {
			if !utf8.ValidString(c) {
				t.Fatalf("the cell %q is no text", c)
			}
		}
		last = row
	}
	for _, n := range f.notes {
		_ = n.told().Sentence
	}
}

func FuzzDecode(f *testing.F) {
	for _, s := range []string{"订单编号,标题\n1,2\n", "\xff\xfea\x00,\x00", "\xb6\xa9\xb5\xa5,a\n\x80", "sep=;\na;b\n", "<table><tr><td>a<td>b<tr><td rowspan=2>1</table>", "PK\x03\x04", "\x1f\x8b\x08", "{\"a\":1}", "a\x00b\n"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) { endsWell(t, put(t, "x", string(b)), options{}) })
}

// TestDamagedFilesEndWell changes valid files of every kind at random.
func TestDamagedFilesEndWell(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	whole := map[string][]byte{}
	for n := range 24 {
		d := randomDialect(random)
		d.as = []string{"text", "gzip", "workbook", "zip"}[n%4]
		header, rows := randomTable(random, d)
		path, _ := d.write(t, random, header, [][][]string{rows, rows[:2]})
		b, err := os.ReadFile(path)
		must(t, err)
		whole[fmt.Sprint(n, d.as)] = b
	}
	whole["page"] = []byte("<html><table><tr><th>order_no<th>amount</tr><tr><td rowspan=2>1<td>2<tr><td>3</table>")
	whole["sheet"] = []byte(sheetHead + "<x:row><x:c><x:v>1</x:v></x:c></x:row></x:sheetData><x:mergeCells><x:mergeCell ref=\"A1:A3\"/></x:mergeCells></x:worksheet>")
	for _, name := range slices.Sorted(maps.Keys(whole)) {
		for range 40 {
			b := slices.Clone(whole[name])
			for range 1 + random.IntN(6) {
				switch i := random.IntN(len(b)); random.IntN(4) {
				case 0:
					b[i] = byte(random.Uint32())
				case 1:
					b = append(b[:i], b[min(len(b), i+random.IntN(9)):]...)
				case 2:
					b = slices.Insert(b, i, []byte{'"', 0, 0xe9, '\n', ',', '<'}[random.IntN(6)])
				case 3:
					b = b[:i+1]
				}
				if len(b) == 0 {
					b = []byte{0}
				}
			}
			if name == "sheet" {
				endsWell(t, rawBook(t, string(b), nil), options{})
				continue
			}
			endsWell(t, put(t, "x", string(b)), options{})
		}
	}
}
