package api

import (
	"encoding/csv"
	"fmt"
	"io"

	"github.com/xuri/excelize/v2"

	"huike"
	"huike/ingest"
)

// The media types of tables.
const (
	csvType  = "text/csv; charset=utf-8"
	xlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
)

// mostSheet is how many rows a sheet of a workbook holds, its head included.
const mostSheet = 1_048_576

// tableWriter writes a table row by row: texts, numbers, booleans and nil.
type tableWriter interface {
	row(cells []any) error
	close() error
}

// tableFile describes a download of a table in a format, csv or xlsx.
func tableFile(name, format string, write func(tableWriter) error) Download {
	d := Download{Name: name + ".csv", Type: csvType}
	open := func(w io.Writer) (tableWriter, error) { return newCSV(w) }
	if format == "xlsx" {
		d.Name, d.Type, open = name+".xlsx", xlsxType, newXLSX
	}
	d.Write = func(w io.Writer) error {
		t, err := open(w)
		if err != nil {
			return err
		}
		if err := write(t); err != nil {
			return err
		}
		return t.close()
	}
	return d
}

type csvTable struct{ out *csv.Writer }

// newCSV begins with a byte order mark, by which spreadsheets know UTF-8.
func newCSV(w io.Writer) (tableWriter, error) {
	_, err := io.WriteString(w, "\uFEFF")
	t := csvTable{csv.NewWriter(w)}
	t.out.UseCRLF = true
	return t, err
}

func (t csvTable) row(cells []any) error {
	texts := make([]string, len(cells))
	for i, c := range cells {
		switch c := c.(type) {
		case nil:
		case string:
			texts[i] = ingest.Inert(c)
		default:
			texts[i] = fmt.Sprint(c)
		}
	}
	return t.out.Write(texts)
}

func (t csvTable) close() error {
	t.out.Flush()
	return t.out.Error()
}

// xlsxTable streams rows into a file of excelize's own, and hands the workbook
// out at the end: a zip cannot be handed out before.
type xlsxTable struct {
	book *excelize.File
	rows *excelize.StreamWriter
	n    int
	out  io.Writer
}

func newXLSX(w io.Writer) (tableWriter, error) {
	book := excelize.NewFile()
	rows, err := book.NewStreamWriter("Sheet1")
	return &xlsxTable{book: book, rows: rows, out: w}, err
}

func (t *xlsxTable) row(cells []any) error {
	if t.n++; t.n > mostSheet {
		return huike.Errorf(huike.Invalid, "export.too_long", "a sheet holds %d rows; take the table as csv", mostSheet)
	}
	at, err := excelize.CoordinatesToCellName(1, t.n)
	if err != nil {
		return err
	}
	return t.rows.SetRow(at, cells)
}

func (t *xlsxTable) close() error {
	defer t.book.Close()
	if err := t.rows.Flush(); err != nil {
		return err
	}
	return t.book.Write(t.out)
}
