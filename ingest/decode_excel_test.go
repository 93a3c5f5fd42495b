package ingest

import (
	"archive/zip"
	"bytes"
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

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// sheetFile writes a workbook.
func sheetFile(t testing.TB, fill func(*excelize.File)) string {
	t.Helper()
	b := excelize.NewFile()
	defer b.Close()
	fill(b)
	path := filepath.Join(t.TempDir(), "book.xlsx")
	must(t, b.SaveAs(path))
	return path
}

func setRow(t testing.TB, b *excelize.File, sheet string, row int, cells ...any) {
	t.Helper()
	at, err := excelize.CoordinatesToCellName(1, row)
	must(t, err)
	must(t, b.SetSheetRow(sheet, at, &cells))
}

// numberFormat gives cells of the first sheet a number format.
func numberFormat(t testing.TB, b *excelize.File, code string, cells ...string) {
	t.Helper()
	style, err := b.NewStyle(&excelize.Style{CustomNumFmt: &code})
	must(t, err)
	for _, c := range cells {
		must(t, b.SetCellStyle(b.GetSheetName(0), c, c, style))
	}
}

func TestNumberFormats(t *testing.T) {
	f := func(id int, code, value string, from1904 bool, want string) {
		t.Helper()
		if got := formatOf(id, code).text(value, from1904); got != want {
			t.Errorf("%s in %d %q is %q, want %q", value, id, code, got, want)
		}
	}
	f(14, "", "44931", false, "2023-01-05")
	f(22, "", "44931.416666666664", false, "2023-01-05 10:00:00")
	f(14, "", "43469", true, "2023-01-05")
	f(14, "", "44931.5", false, "2023-01-05 12:00:00")
	f(57, "", "44931", false, "2023-01-05")
	f(20, "", "0.75", false, "18:00:00")
	f(20, "", "44931.75", false, "2023-01-05 18:00:00")
	f(46, "", "1.5", false, "36:00:00")
	f(0, `yyyy"年"m"月"d"日"`, "44931", false, "2023-01-05")
	f(0, `[$-804]yyyy/m/d\ h:mm;@`, "44931.000011574", false, "2023-01-05 00:00:01")
	f(0, "mmm-yy", "44931", false, "2023-01-05")
	f(0, "[h]:mm:ss", "0.5", false, "12:00:00")
	f(0, "mm:ss.0", "0.5", false, "12:00:00")
	f(0, "yyyy-mm-dd hh:mm:ss.000", "44931.5000057870", false, "2023-01-05 12:00:00.500")
	f(14, "", "59", false, "1900-02-28")
	f(14, "", "61", false, "1900-03-01")
	f(14, "", "-1", false, "-1")
	f(14, "", "99999999", false, "99999999")
	f(14, "", "soon", false, "soon")
	// Not days, for all their letters.
	f(0, `0.00"d"`, "44931", false, "44931")
	f(0, `[Red]#,##0.00\ [$€-407]`, "44931.5", false, "44931.5")
	f(0, `_-* #,##0.00_-;-* #,##0.00_-`, "1.5", false, "1.5")
	f(0, "General", "44931", false, "44931")
	f(0, `"Day "0`, "3", false, "3")
	f(9, "", "0.1", false, "0.1")
	// Numbers.
	f(0, "", "2.5499999999999998", false, "2.55")
	f(0, "", "0.30000000000000004", false, "0.3")
	f(0, "", "1E-3", false, "0.001")
	f(0, "", "1.2345678901234601E+18", false, "1.23456789012346E+18")
	f(0, "", "1234567890123456789", false, "1234567890123456789")
	f(0, "", "1234567890123450000", false, "1.23456789012345E+18")
	f(0, "", "123456789012", false, "123456789012")
	f(0, "", "1.23456789012E+11", false, "123456789012")
	f(0, "000000", "123", false, "000123")
	f(0, "0", "123", false, "123")
	f(0, "00000", "123.5", false, "123.5")
}

func TestWorkbookCells(t *testing.T) {
	path := sheetFile(t, func(b *excelize.File) {
		setRow(t, b, "Sheet1", 1, "a", "b", "c", "d", "e")
		setRow(t, b, "Sheet1", 2, true, "=not a formula", "_x000D_x", "\u200b回客 ", 1.23457e18)
		setRow(t, b, "Sheet1", 4, "only")
		setRow(t, b, "Sheet1", 5, "O1", 1, 2, 3, 4)
		setRow(t, b, "Sheet1", 6, nil, 1, 2, 3, 4)
		setRow(t, b, "Sheet1", 7, nil, 5, 6, 7, 8)
		must(t, b.MergeCell("Sheet1", "A5", "A7"))
		must(t, b.SetCellFormula("Sheet1", "B7", "1+1"))
		must(t, b.SetCellRichText("Sheet1", "C7", []excelize.RichTextRun{{Text: "rich "}, {Text: "text"}}))
		must(t, b.SetRowVisible("Sheet1", 7, false))
		must(t, b.SetColVisible("Sheet1", "C", false))
	})
	f, rows := everything(t, path, options{})
	want := [][]string{{"TRUE", "=not a formula", "\rx", "回客 ", "1.23457E+18"}, {"only", "", "", "", ""}, {"O1", "1", "2", "3", "4"}, {"O1", "1", "2", "3", "4"}, {"O1", rows[4][1], "rich text", "7", "8"}}
	if !cmp.Equal(rows, want) {
		t.Errorf("%q", rows)
	}
	if got := codes(f.notes); !strings.Contains(got, "cells_merged:Sheet1") {
		t.Errorf("notes %s", got)
	}
}

const sheetHead = `<?xml version="1.0"?><x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData>`

// rawBook writes a workbook with a sheet as it stands.
func rawBook(t testing.TB, sheet string, more map[string]string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "raw.xlsx")
	out, err := os.Create(path)
	must(t, err)
	z := zip.NewWriter(out)
	files := map[string]string{
		"[Content_Types].xml":        `<Types/>`,
		"xl/workbook.xml":            `<workbook><sheets><sheet name="S" sheetId="1" r:id="r1" xmlns:r="x"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="r1" Type="x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
		"xl/worksheets/sheet1.xml":   sheet,
	}
	for n, text := range more {
		files[n] = text
	}
	for n, text := range files {
		w, err := z.Create(n)
		must(t, err)
		_, err = io.WriteString(w, text)
		must(t, err)
	}
	must(t, z.Close())
	must(t, out.Close())
	return path
}

// Cells as other programs than Excel write them.
func TestWorkbooksOfOtherPrograms(t *testing.T) {
	sheet := sheetHead + `<x:row><x:c t="inlineStr"><x:is><x:t>no</x:t><x:rPh><x:t>ナンバー</x:t></x:rPh></x:is></x:c><x:c t="str"><x:v>when</x:v></x:c><x:c t="s"><x:v>0</x:v></x:c><x:c t="inlineStr"><x:is><x:r><x:t>pa</x:t></x:r><x:r><x:t>id</x:t></x:r></x:is></x:c></x:row>
<x:row r="3"><x:c r="A3"><x:v>7</x:v></x:c><x:c r="B3" t="d"><x:v>2023-01-05T10:00:00</x:v></x:c><x:c r="D3" t="e"><x:f>1/0</x:f><x:v>#DIV/0!</x:v></x:c></x:row>
<x:row><x:c><x:v>8</x:v></x:c><x:c t="str"><x:f>A1</x:f><x:v>x &amp; y</x:v></x:c><x:c/><x:c><x:f>SUM(A1)</x:f></x:c></x:row></x:sheetData></x:worksheet>`
	f, rows := everything(t, rawBook(t, sheet, map[string]string{"xl/sharedStrings.xml": `<sst><si><t>sha</t><phoneticPr/></si></sst>`}), options{})
	if !cmp.Equal(f.headers, []string{"no", "when", "sha", "paid"}) || !cmp.Equal(rows, [][]string{{"7", "2023-01-05 10:00:00", "", ""}, {"8", "x & y", "", ""}}) {
		t.Errorf("%q %q", f.headers, rows)
	}
	if got := codes(f.notes); got != "cells_with_errors:S formulas_without_value:S" {
		t.Errorf("notes %s", got)
	}
}

// A sheet that breaks off is refused, not cut in silence.
func TestBrokenSheets(t *testing.T) {
	for _, sheet := range []string{
		sheetHead + `<x:row><x:c><x:v>1</x:v></x:c></x:row><x:row><x:c><x:v>2`,
		sheetHead + `<x:row><x:c><x:v>1</x:v></x:c></x:row><x:row><x:c t="s"><x:v>5</x:v></x:c></x:row></x:sheetData></x:worksheet>`,
		sheetHead + `<x:row><x:c r="ZZZZ1"><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>`,
	} {
		if _, err := sniff(t.Context(), rawBook(t, sheet, nil), options{}); huike.CodeOf(err) != "import.damaged" {
			t.Errorf("%s: %v", sheet, err)
		}
	}
}

// TestWorkbooksReadAlike holds the reader against the library that writes
// workbooks, on cells that are no days.
func TestWorkbooksReadAlike(t *testing.T) {
	path := sheetFile(t, func(b *excelize.File) {
		for r := 1; r <= 60; r++ {
			setRow(t, b, "Sheet1", r, fmt.Sprintf("text %d", r), r*r, float64(r)/8, nil, "回客 <&>")
		}
	})
	_, rows := everything(t, path, options{})
	b, err := excelize.OpenFile(path, excelize.Options{RawCellValue: true})
	must(t, err)
	defer b.Close()
	want, err := b.GetRows("Sheet1")
	must(t, err)
	if !cmp.Equal(rows, want[1:]) {
		t.Error(cmp.Diff(want[1:], rows))
	}
}

func TestWorkbooksThatCannotBeRead(t *testing.T) {
	f := func(path, code string) {
		t.Helper()
		_, err := sniff(t.Context(), path, options{})
		if huike.CodeOf(err) != code || huike.KindOf(err) != huike.Invalid {
			t.Errorf("%s: %v, want %s", filepath.Base(path), err, code)
		}
	}
	archive := func(files map[string]string) string {
		t.Helper()
		var b bytes.Buffer
		z := zip.NewWriter(&b)
		for n, text := range files {
			w, err := z.Create(n)
			must(t, err)
			_, err = io.WriteString(w, text)
			must(t, err)
		}
		must(t, z.Close())
		return put(t, "x.xlsx", b.String())
	}
	f(archive(map[string]string{"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>"}), "import.other_workbook")
	f(archive(map[string]string{"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"}), "import.other_workbook")
	f(archive(map[string]string{"[Content_Types].xml": "<Types/>", "_rels/.rels": `<Relationships><Relationship Id="r" Type="x/officeDocument" Target="xl/workbook.bin"/></Relationships>`, "xl/workbook.bin": "x"}), "import.other_workbook")
	f(put(t, "a.xls", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"+strings.Repeat("\x00", 600)), "import.old_excel")
	f(put(t, "a.xlsx", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"+strings.Repeat("\x00", 600)+"E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00"), "import.password")
	f(put(t, "a.xls", `<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"></Workbook>`), "import.xml_spreadsheet")
	f(sheetFile(t, func(*excelize.File) {}), "import.empty")
}
