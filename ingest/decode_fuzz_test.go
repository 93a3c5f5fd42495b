package ingest

import (
	"errors"
	"io"
	"strings"
	"testing"
	"unicode/utf8"
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
