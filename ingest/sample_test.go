package ingest

import (
	"strings"
	"testing"
)

// Columns without a meaning are shown plainly only where their cells name nobody.
func TestPlainColumn(t *testing.T) {
	for _, c := range []struct {
		header, cells string
		plain         bool
	}{
		{"Wetter", "schön|trüb|trüb|schön", true},
		{"Lieferung", "03/04/2023|2023-04-05 10:00:00||5.4.2023", true},
		{"MwSt", "1,90|2.00|€ 3,10|12", true},
		{"出库", "2023年4月5日|2023/4/5", true},
		{"渠道", "直播|搜索|直播|搜索", true},
		{"Ansprechpartner", "Anna Huber|Bernd Maier|Clara Wolf", false},
		{"Kundenname", "Huber|Huber|Huber|Huber", false},
		{"X", "a@example.com|a@example.com|a@example.com", false},
		{"X", "13800000001|13800000001", false},
		{"X", "+43 660 1234567|+43 660 1234567", false},
		{"X", "1234567|7654321", false},
		{"PLZ", "80331|80331", false},
		{"邮编", "310000|310000", false},
		{"生日", "1990-01-01|1991-01-01", false},
		{"Second e-mail", "none|none", false},
		{"Strasse", "Hauptplatz|Hauptplatz", false},
		{"备注", "好|好", false},
		{"身份证", "x|x", false},
		{"leer", "|", false},
	} {
		f := &file{headers: []string{c.header}}
		for _, cell := range strings.Split(c.cells, "|") {
			f.sample = append(f.sample, []string{cell})
		}
		if got := f.plainColumn(0); got != c.plain {
			t.Errorf("%s (%s): %v", c.header, c.cells, got)
		}
	}
}
