package ingest

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"huike"
)

// archive writes a zip file of entries: names and texts in turns.
func archive(t testing.TB, entries ...string) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(entries); i += 2 {
		w, err := z.Create(entries[i])
		must(t, err)
		_, err = io.WriteString(w, entries[i+1])
		must(t, err)
	}
	must(t, z.Close())
	return b.String()
}

func TestArchives(t *testing.T) {
	book, err := os.ReadFile(sheetFile(t, func(b *excelize.File) {
		setRow(t, b, "Sheet1", 1, "order_no", "amount", "ordered_at")
		setRow(t, b, "Sheet1", 2, "3", 30, "2023-01-07")
	}))
	must(t, err)
	path := put(t, "orders.zip", archive(t,
		"b/02.csv", encoded(t, encodingGB18030, "amount;ordered_at;order_no\n20;2023-01-06;二\n合计;;20\n"),
		"a/01.csv", "order_no,amount,ordered_at\n1,10,2023-01-05\n",
		"__MACOSX/a/._01.csv", "\x00\x05\x16\x07", ".DS_Store", "\x00\x00\x00\x01Bud1",
		"c/03.xlsx", string(book), "logo.png", "\x89PNG\r\n\x1a\n", "readme.txt", "Your orders.\n", "inner.zip", archive(t, "x.csv", "a,b\n")))
	f, rows := everything(t, path, options{})
	if !cmp.Equal(f.headers, []string{"order_no", "amount", "ordered_at"}) || !cmp.Equal(rows, [][]string{{"1", "10", "2023-01-05"}, {"二", "20", "2023-01-06"}, {"3", "30", "2023-01-07"}}) {
		t.Errorf("%q %q", f.headers, rows)
	}
	if got := codes(f.notes); got != "part_unreadable:inner.zip part_no_table:logo.png part_other_columns:readme.txt parts_joined:3 encoding:GB18030" {
		t.Errorf("notes %s", got)
	}
	if len(f.aside) != 1 || f.aside[0].reason != "row_trailer" {
		t.Errorf("aside %v", f.aside)
	}
	if part, row := f.place(f.aside[0].row); part != "b/02.csv" || row != 3 {
		t.Errorf("%s %d", part, row)
	}
	if f, rows := everything(t, path, options{sheet: "b/02.csv"}); len(rows) != 1 || f.encoding != encodingGB18030 {
		t.Errorf("%q", rows)
	}
}

func TestArchivesThatCannotBeRead(t *testing.T) {
	f := func(text, code string) {
		t.Helper()
		_, err := sniff(t.Context(), put(t, "x.zip", text), options{})
		if huike.CodeOf(err) != code || huike.KindOf(err) != huike.Invalid {
			t.Errorf("%v, want %s", err, code)
		}
	}
	f(archive(t), "import.empty")
	f(archive(t, "a/", ""), "import.empty")
	f(archive(t, "__MACOSX/._a", "x"), "import.empty")
	f(archive(t, "inner.zip", archive(t, "x.csv", "a,b\n")), "import.nested_zip")
	f(archive(t, "a.png", "\x89PNG\r\n\x1a\n\x00\x00"), "import.not_a_table")
	whole := archive(t, "a.csv", strings.Repeat("a,b\n", 5000))
	f(whole[:len(whole)/2], "import.damaged")
	secret := []byte(archive(t, "a.csv", "a,b\n1,2\n"))
	secret[6] |= 1 // the mark of encryption, in the entry and in the list of entries
	secret[bytes.Index(secret, []byte("PK\x01\x02"))+8] |= 1
	f(string(secret), "import.password")
	for _, magic := range archives[:5] {
		f(magic+"xxxxxxxxxxxxxxxx", "import.packed")
	}
}

// What unpacks to absurdly much is refused before it is unpacked.
func TestSwollenFiles(t *testing.T) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.CreateRaw(&zip.FileHeader{Name: "a.csv", Method: zip.Deflate, CompressedSize64: 1000, UncompressedSize64: 2 << 30})
	must(t, err)
	_, err = w.Write(make([]byte, 1000))
	must(t, err)
	must(t, z.Close())
	if _, err := sniff(t.Context(), put(t, "x.zip", b.String()), options{}); huike.CodeOf(err) != "import.swollen" {
		t.Error(err)
	}
	m := &meter{r: strings.NewReader(strings.Repeat("x", 100)), enough: func(n int64) bool { return n > 50 }}
	if _, err := scanText(m); err != errSwollen {
		t.Error(err)
	}
}

func TestGzip(t *testing.T) {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, err := io.WriteString(z, encoded(t, encodingGB18030, "订单编号,金额\n1,2\n"))
	must(t, err)
	must(t, z.Close())
	f, rows := everything(t, put(t, "x.csv.gz", b.String()), options{})
	if f.headers[0] != "订单编号" || len(rows) != 1 || f.parts != nil {
		t.Errorf("%q %q", f.headers, rows)
	}
}

func TestPages(t *testing.T) {
	page := `<html><head><meta http-equiv="Content-Type" content="text/html; charset=gbk"><style>td{}</style></head><body>
<table><tr><td>店铺：回客</td></tr></table>
<table border=1><tr><th>订单编号<th>买家会员名<th>总金额<th>备注</tr>
<tr><td rowspan="2" style='vnd.ms-excel.numberformat:@'>1234567890123456789</td><td>张&nbsp;伟</td><td>10.00</td><td>a &lt;b&gt;<br>c</td></tr>
<tr><td>张伟</td><td>20.00</td><td></td></tr>
<tr><td>2</td><td colspan=2>王芳</td><td>x</td></tr><tr><td></td></tr>
<tr><td>合计</td><td></td><td>30.00</td><td></td></tr></table></body></html>`
	for _, name := range []string{encodingUTF8, encodingGB18030} {
		f, rows := everything(t, put(t, "orders.xls", encoded(t, name, page)), options{})
		want := [][]string{{"1234567890123456789", "张 伟", "10.00", "a <b> c"}, {"1234567890123456789", "张伟", "20.00", ""}, {"2", "王芳", "", "x"}}
		if !cmp.Equal(rows, want) || f.encoding != name || !cmp.Equal(f.parts, []string{"table 2"}) || len(f.aside) != 1 {
			t.Errorf("%s: %q %q %v", f.encoding, rows, f.parts, f.aside)
		}
	}
	if _, err := sniff(t.Context(), put(t, "x.xls", "<!DOCTYPE html><html><p>Please log in.</p></html>"), options{}); huike.CodeOf(err) != "import.web_page" {
		t.Error(err)
	}
	// Text with the name of a workbook.
	if f, rows := everything(t, put(t, "x.xls", encoded(t, encodingGB18030, "订单编号\t总金额\n1\t2\n")), options{}); f.delim != '\t' || len(rows) != 1 {
		t.Errorf("%q", rows)
	}
}

func TestFilesThatAreNoTables(t *testing.T) {
	f := func(text, code string) {
		t.Helper()
		_, err := sniff(t.Context(), put(t, "x.csv", text), options{})
		if huike.CodeOf(err) != code {
			t.Errorf("%.20q: %v, want %s", text, err, code)
		}
	}
	for _, m := range magics {
		f(m+strings.Repeat("x", 50), "import.not_a_table")
	}
	f("", "import.empty")
	f("\ufeff \r\n\t\x00", "import.empty")
	f("\x01\x02\x03\x04\x05abc\x06\x07", "import.not_a_table")
	f(strings.Repeat("\x00", 3)+"abc", "import.not_a_table")
	f("no,name\n1,an\x00na\n", "")
	f("<rss><item/></rss>", "import.web_page")
}

// The name of a file is no pattern: orders[1].csv is not orders1.csv.
func TestNamesAreNoPatterns(t *testing.T) {
	dir := t.TempDir()
	for i, name := range []string{"orders1.csv", "orders[1].csv", "orders*.csv", "ordersX.csv", "a'b?.csv", "year=2024.csv"} {
		must(t, os.WriteFile(filepath.Join(dir, name), fmt.Appendf(nil, "order_no,quantity\n%d,1\n", i), 0o600))
	}
	for i, name := range []string{"orders1.csv", "orders[1].csv", "orders*.csv"} {
		r := opened(t, filepath.Join(dir, name), &reading{scale: 100, zone: "UTC", dir: t.TempDir(), mapping: Mapping{"order_no": "order_no", "quantity": "quantity"}})
		n, err := r.count(t.Context(), "SELECT CAST(c0 AS BIGINT) FROM ("+r.fast(nil)+")")
		if err != nil || n != int64(i) || r.file.lenient {
			t.Errorf("%s has the order %d: %v", name, n, err)
		}
	}
}
