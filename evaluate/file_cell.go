package evaluate

import (
	"math"
	"strconv"
	"strings"

	"golang.org/x/text/width"
)

// nothings are the words for a value that is not there, in lower case.
var nothings = map[string]bool{
	"": true, "-": true, "--": true, "—": true, "–": true, "nan": true, "-nan": true, "null": true, "(null)": true, "nil": true, "none": true,
	"na": true, "<na>": true, "n/a": true, "#n/a": true, "#na": true, "nat": true, `\n`: true,
}

// answers are the words for 1 and 0, in lower case: those of people, of
// programs, and of spreadsheets in other languages.
var answers = map[string]float64{
	"true": 1, "t": 1, "yes": 1, "y": 1, "是": 1, "真": 1, "√": 1, "ja": 1, "wahr": 1, "oui": 1, "vrai": 1, "sí": 1, "verdadero": 1,
	"false": 0, "f": 0, "no": 0, "n": 0, "否": 0, "假": 0, "×": 0, "nein": 0, "falsch": 0, "non": 0, "faux": 0, "falso": 0,
}

// currencies are signs and words around an amount, the longer ones first.
var currencies = []string{
	"RMB", "CNY", "HK$", "NT$", "US$", "A$", "C$", "R$", "USD", "EUR", "GBP", "JPY", "CHF", "人民币", "kr",
	"¥", "$", "€", "£", "₹", "₩", "₽", "元", "円",
}

// fileCell is what one cell may say.
type fileCell struct {
	blank        bool
	word         bool    // an answer, not a number
	point, comma float64 // the value if decimals are parted by a point, by a comma; NaN if it cannot be
	percent      bool
	currency     string
}

// readCell reads a trimmed cell.
func readCell(text string) fileCell {
	if v, ok := plainNumber(text); ok {
		return fileCell{point: v, comma: v}
	}
	low := strings.ToLower(text)
	if nothings[low] {
		return fileCell{blank: true}
	}
	if v, ok := answers[low]; ok {
		return fileCell{word: true, point: v, comma: v}
	}
	switch strings.TrimLeft(low, "+-") {
	case "inf", "infinity", "∞":
		return fileCell{point: math.Inf(1), comma: math.Inf(1)}
	}
	return readAmount(text)
}

// plainNumber reads digits with nothing between them.
func plainNumber(s string) (float64, bool) {
	if s == "" || len(s) > 15 || s == "-" {
		return 0, false
	}
	n := 0.0
	for i, b := range []byte(s) {
		if i == 0 && b == '-' {
			continue
		}
		if b < '0' || b > '9' {
			return 0, false
		}
		n = 10*n + float64(b-'0')
	}
	if s[0] == '-' {
		return -n, true
	}
	return n, true
}

// alike writes the signs of one meaning one way.
var alike = strings.NewReplacer("−", "-", "’", "'", "\u00a0", " ", "\u202f", " ", "\u2009", " ")

// readAmount reads a number with what people write around and inside it.
func readAmount(text string) fileCell {
	c, minus, s := fileCell{}, false, text
	if !ascii(s) {
		s = alike.Replace(width.Narrow.String(s))
	}
	s = strings.TrimPrefix(s, "'") // Excel's mark of text
	if inner, ok := strings.CutPrefix(s, "("); ok && strings.HasSuffix(s, ")") {
		s, minus = strings.TrimSuffix(inner, ")"), true // as accountants write
	}
	for before := ""; s != before; {
		before = s
		s = strings.TrimSpace(s)
		if !c.percent {
			s, c.percent = strings.CutSuffix(s, "%")
		}
		if !minus {
			if s, minus = strings.CutPrefix(s, "-"); !minus {
				s, minus = strings.CutSuffix(s, "-")
			}
		}
		if c.currency == "" {
			s, c.currency = withoutCurrency(s)
		}
	}
	s = strings.TrimPrefix(s, "+")
	c.point, c.comma = grouped(s, '.', ','), grouped(s, ',', '.')
	if c.percent {
		c.point, c.comma = c.point/100, c.comma/100
	}
	if minus {
		c.point, c.comma = -c.point, -c.comma
	}
	return c
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

func withoutCurrency(s string) (rest, currency string) {
	if s == "" || s[0] >= '0' && s[0] <= '9' && s[len(s)-1] >= '0' && s[len(s)-1] <= '9' {
		return s, ""
	}
	for _, c := range currencies {
		switch n := len(s) - len(c); {
		case n < 0:
		case strings.EqualFold(s[:len(c)], c):
			return s[len(c):], c
		case strings.EqualFold(s[n:], c):
			return s[:n], c
		}
	}
	return s, ""
}

// grouped reads a number without sign whose decimals follow one mark, and whose
// thousands may be parted by the other one, by blanks or by apostrophes; NaN if
// it is none.
func grouped(s string, decimal, thousands byte) float64 {
	mantissa, exponent := s, ""
	if i := strings.IndexAny(s, "eE"); i >= 0 {
		mantissa, exponent = s[:i], s[i:]
	}
	whole, fraction, _ := strings.Cut(mantissa, string(decimal))
	for _, mark := range []byte{thousands, ' ', '\''} {
		if strings.IndexByte(whole, mark) >= 0 {
			if !wellGrouped(strings.Split(whole, string(mark)), mark) {
				return math.NaN()
			}
			whole = strings.ReplaceAll(whole, string(mark), "")
		}
	}
	if !digits(whole) || !digits(fraction) || whole+fraction == "" {
		return math.NaN()
	}
	v, err := strconv.ParseFloat("0"+whole+"."+fraction+"0"+exponent, 64)
	if err != nil && !math.IsInf(v, 0) {
		return math.NaN()
	}
	return v
}

// wellGrouped reports whether groups of digits are of three, the first one of up
// to three; after commas also as in India, of two before the last.
func wellGrouped(groups []string, mark byte) bool {
	last := len(groups) - 1
	for i, g := range groups {
		switch {
		case !digits(g):
			return false
		case i == 0:
			if g == "" || len(g) > 3 || g[0] == '0' {
				return false
			}
		case len(g) != 3 && (i == last || mark != ',' || len(g) != 2):
			return false
		}
	}
	return true
}

func digits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}
