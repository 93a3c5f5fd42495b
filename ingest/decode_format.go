package ingest

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// cellFormat is what a cell's number format says of its value.
type cellFormat struct {
	day, clock bool // shows a day, a time of day
	elapsed    bool // shows hours as they add up
	fraction   bool // shows parts of a second
	zeros      int  // so many digits at least
}

// formatOf reads a number format: those that Excel has built in by their
// numbers, others by their code (ECMA-376 part 1, 18.8.30).
func formatOf(id int, code string) cellFormat {
	switch {
	case code != "":
		return formatOfCode(code)
	case id >= 14 && id <= 17, id >= 27 && id <= 31, id == 36, id >= 50 && id <= 54, id == 57, id == 58:
		return cellFormat{day: true}
	case id >= 18 && id <= 21, id >= 32 && id <= 35, id == 45, id == 47, id == 55, id == 56:
		return cellFormat{clock: true}
	case id == 22:
		return cellFormat{day: true, clock: true}
	case id == 46:
		return cellFormat{elapsed: true}
	}
	return cellFormat{}
}

// formatOfCode reads the first section of a format's code.
func formatOfCode(code string) cellFormat {
	code, _, _ = strings.Cut(code, ";")
	var f cellFormat
	var letters strings.Builder
	for i := 0; i < len(code); i++ {
		switch code[i] {
		case '"':
			for i++; i < len(code) && code[i] != '"'; i++ {
			}
		case '\\', '_', '*':
			i++
		case '[':
			end := strings.IndexByte(code[i:], ']')
			if end < 0 {
				return f
			}
			inner := strings.ToLower(code[i+1 : i+end])
			f.elapsed = f.elapsed || inner != "" && (strings.Trim(inner, "h") == "" || strings.Trim(inner, "m") == "" || strings.Trim(inner, "s") == "")
			i += end
		default:
			letters.WriteByte(code[i])
		}
	}
	plain := strings.ToLower(letters.String())
	if strings.Contains(plain, "general") {
		return cellFormat{}
	}
	if strings.Trim(plain, "0") == "" && plain == strings.ToLower(code) {
		f.zeros = len(plain)
		return f
	}
	f.fraction = strings.Contains(plain, "s.0")
	f.clock = strings.ContainsAny(plain, "hs") || strings.Contains(plain, "am/pm")
	f.day = strings.ContainsAny(plain, "yd") || strings.Contains(plain, "m") && !f.clock && !f.elapsed
	return f
}

// lastSerial is the last day that a workbook can count: 31 December 9999.
const lastSerial = 2958465

// text is a stored number as text: days and times as ISO, numbers without an
// exponent while all of their digits are right.
func (f cellFormat) text(value string, from1904 bool) string {
	x, err := strconv.ParseFloat(value, 64)
	if value == "" || err != nil || math.IsNaN(x) || math.IsInf(x, 0) {
		return value
	}
	switch {
	case f.elapsed && x >= 0 && x < lastSerial:
		s := int64(math.Round(x * 86400))
		return pad(s/3600, 2) + ":" + pad(s/60%60, 2) + ":" + pad(s%60, 2)
	case (f.day || f.clock) && x >= 0 && x <= lastSerial:
		return f.moment(x, from1904)
	}
	text := plainNumber(value, x)
	if f.zeros > len(text) && strings.Trim(text, "0123456789") == "" {
		text = strings.Repeat("0", f.zeros-len(text)) + text
	}
	return text
}

func pad(n int64, width int) string {
	s := strconv.FormatInt(n, 10)
	return strings.Repeat("0", max(0, width-len(s))) + s
}

// moment is a day counted from 1900 or 1904. The year 1900 was no leap year, but
// the count has its 29 February.
func (f cellFormat) moment(x float64, from1904 bool) string {
	epoch := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	switch {
	case from1904:
		epoch = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	case x < 60:
		epoch = epoch.AddDate(0, 0, 1)
	}
	days, part := math.Modf(x)
	millis := math.Round(part*86400) * 1000
	if f.fraction {
		millis = math.Round(part * 86400000)
	}
	t := epoch.AddDate(0, 0, int(days)).Add(time.Duration(millis) * time.Millisecond)
	layout := "2006-01-02 15:04:05"
	switch {
	case !f.day && x < 1:
		layout = "15:04:05"
	case millis == 0 && !f.clock:
		layout = "2006-01-02"
	}
	if t.Nanosecond() != 0 {
		layout += ".000"
	}
	return t.Format(layout)
}

// plainNumber writes a number with the fifteen digits that a spreadsheet keeps;
// larger ones keep their exponent, so that a number that was cut short shows.
func plainNumber(value string, x float64) string {
	digits := strings.TrimPrefix(value, "-")
	cut := len(digits) >= 18 && strings.Trim(digits[15:], "0") == ""
	if strings.Trim(digits, "0123456789") == "" && !cut {
		return value
	}
	if math.Abs(x) >= 1e15 {
		return strconv.FormatFloat(x, 'G', 15, 64)
	}
	if y, err := strconv.ParseFloat(strconv.FormatFloat(x, 'g', 15, 64), 64); err == nil {
		x = y
	}
	return strconv.FormatFloat(x, 'f', -1, 64)
}
