package evaluate

import (
	"math"
	"testing"
)

// What a cell says with a point, and with a comma, for the decimals; NaN where it
// cannot be read so.
func TestCells(t *testing.T) {
	no := math.NaN()
	f := func(text string, point, comma float64) {
		t.Helper()
		c := readCell(text)
		same := func(a, b float64) bool { return a == b || math.IsNaN(a) && math.IsNaN(b) || math.Abs(a-b) < 1e-12 }
		if c.blank || !same(c.point, point) || !same(c.comma, comma) {
			t.Errorf("%q reads %+v, want %v and %v", text, c, point, comma)
		}
	}
	both := func(text string, v float64) { t.Helper(); f(text, v, v) }
	both("0", 0)
	both("-12", -12)
	both("+12", 12)
	both("1234567", 1234567)
	both("123456789012345678", 123456789012345678)
	both("1 234", 1234)
	both("1\u00a0234", 1234)
	both("1\u202f234", 1234)
	both("1'234", 1234)
	both("1’234", 1234)
	both("$5", 5)
	both("5 €", 5)
	both("￥５", 5)
	both("12元", 12)
	both("CNY 12", 12)
	both("12 eur", 12)
	both("-$5", -5)
	both("$-5", -5)
	both("($5)", -5)
	both("−5", -5)
	both("5-", -5)
	both("'12", 12)
	both("12%", .12)
	both("12 ％", .12)
	both("2e3", 2000)
	both("TRUE", 1)
	both("False", 0)
	both("是", 1)
	both("否", 0)
	f("12.5", 12.5, no)
	f("1.0", 1, no)
	f(".5", .5, no)
	f("12,5", no, 12.5)
	f("0,0", no, 0)
	f("0,123", no, .123)
	f("0.123", .123, no)
	f("1234.567", 1234.567, no)
	f("1234,567", no, 1234.567)
	f("1,234", 1234, 1.234)
	f("1.234", 1.234, 1234)
	f("1，234", 1234, 1.234)
	f("1,234.50", 1234.5, no)
	f("1.234,50", no, 1234.5)
	f("1 234,50", no, 1234.5)
	f("1'234.50", 1234.5, no)
	f("1,234,567", 1234567, no)
	f("12,34,567.5", 1234567.5, no)
	f("€1.234,50", no, 1234.5)
	f("1.5E+05", 150000, no)
	f("2.5%", .025, no)
	both("inf", math.Inf(1))
	both("-Infinity", math.Inf(1)) // refused either way
	for _, wrong := range []string{"maybe", "12 5", "1,23", "12.3.4", "1,2,3", "0x10", "1_000", "e5", "1e", "12a", "--5x", "$", "%", "#REF!", "1 2345", "2024-01-05"} {
		if c := readCell(wrong); c.blank || !math.IsNaN(c.point) {
			t.Errorf("%q reads %+v", wrong, c)
		}
	}
	for _, nothing := range []string{"", "-", "--", "NaN", "nan", "NA", "n/a", "#N/A", "null", "NULL", "None", "<NA>", "NaT", `\N`, "—"} {
		if c := readCell(nothing); !c.blank {
			t.Errorf("%q reads %+v", nothing, c)
		}
	}
}

// Any text can be a cell, and a table.
func FuzzText(f *testing.F) {
	for _, s := range []string{"1,234.50", "(5", "%%", "¥-", "\xff", "１２", "-\u00a0", "\"", "=\"a\",\"\"\"", "a,b\r\n\"c\nd\",", "sep=;\na", "sep=\n"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		readCell(trim(s))
		text, _, _ := decode([]byte(s))
		r := newRecords(text)
		for range len(text) + 2 {
			if _, _, err := r.next(); err != nil {
				return
			}
		}
		t.Fatal("a text of more rows than bytes")
	})
}
