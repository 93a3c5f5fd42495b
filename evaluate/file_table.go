package evaluate

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"maps"
	"os"
	"slices"
	"strings"
	"unicode"

	"huike"

	"github.com/xuri/excelize/v2"
)

// table is a file as text: a header, then rows one after the other, each with
// its number as a spreadsheet counts; io.EOF ends them. What lies around a
// cell's value is still there.
type table struct {
	header []string
	next   func() (row int, cells []string, err error)
	notes  []string // what a reader of the report should know of the reading
	delim  byte     // of text; 0 for a workbook
}

// largest is the most text that is held in memory.
const largest = 2 << 30

// openTable reads a result file. Of a workbook it takes the first sheet whose
// header suits, else the first that holds anything.
func openTable(path string, suits func(header []string) bool) (*table, error) {
	data, err := readAll(path)
	if err != nil {
		return nil, err
	}
	switch text := bytes.TrimSpace(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))); {
	case len(text) == 0:
		return nil, huike.Errorf(huike.Invalid, "evaluate.empty", "%s is empty; export it again with its rows", path)
	case bytes.HasPrefix(data, []byte("PK\x03\x04")):
		return openWorkbook(path, data, suits)
	case bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0")), text[0] == '<', bytes.HasPrefix(data, []byte("%PDF")):
		return nil, notATable(nil, path)
	}
	text, encoding, ok := decode(data)
	if !ok {
		return nil, notATable(nil, path)
	}
	return openText(path, text, encoding)
}

func notATable(cause error, path string) error {
	return huike.Because(cause, huike.Invalid, "evaluate.not_a_table",
		"%s cannot be read as a table; save it as CSV or xlsx with one header row and one row per customer", path)
}

// readAll returns what a file holds, unpacked.
func readAll(path string) ([]byte, error) {
	in, err := os.Open(path)
	if err != nil {
		return nil, huike.Because(err, huike.NotFound, "evaluate.file", "the file %s cannot be read; check its name and your rights", path)
	}
	defer in.Close()
	magic := make([]byte, 2)
	n, _ := io.ReadFull(in, magic)
	var r io.Reader = io.MultiReader(bytes.NewReader(magic[:n]), in)
	if bytes.Equal(magic, []byte("\x1f\x8b")) {
		if r, err = gzip.NewReader(r); err != nil {
			return nil, notATable(err, path)
		}
	}
	data, err := io.ReadAll(io.LimitReader(r, largest+1))
	switch {
	case err != nil:
		return nil, notATable(err, path)
	case len(data) > largest:
		return nil, huike.Errorf(huike.Invalid, "evaluate.large", "%s holds more than 2 GiB; leave out the columns that are not needed", path)
	}
	return data, nil
}

func openText(path, text, encoding string) (*table, error) {
	r := newRecords(text)
	t := &table{delim: r.delim}
	if encoding != "" {
		t.notes = append(t.notes, "The file is read as "+encoding+".")
	}
	t.next = func() (int, []string, error) {
		row, cells, err := r.next()
		if errors.Is(err, errOpenQuote) {
			return 0, nil, huike.Errorf(huike.Invalid, "evaluate.quote", "row %d of %s opens a quote that nothing closes; mend or remove it", row, path)
		}
		return row, cells, err
	}
	return t, t.head(path)
}

// head takes the header off.
func (t *table) head(path string) error {
	_, cells, err := t.next()
	if errors.Is(err, io.EOF) {
		return huike.Errorf(huike.Invalid, "evaluate.empty", "%s is empty; export it again with its rows", path)
	}
	for _, c := range cells {
		t.header = append(t.header, trim(c))
	}
	return err
}

func openWorkbook(path string, data []byte, suits func([]string) bool) (*table, error) {
	book, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{RawCellValue: true})
	if err != nil {
		return nil, notATable(err, path)
	}
	var first *table
	for _, sheet := range book.GetSheetList() {
		rows, err := book.Rows(sheet)
		if err != nil {
			continue // a chart
		}
		t := &table{next: sheetRows(path, rows)}
		if err := t.head(path); err != nil {
			continue
		}
		if suits(t.header) {
			if len(book.GetSheetList()) > 1 {
				t.notes = append(t.notes, "The sheet \""+sheet+"\" is read.")
			}
			return t, nil
		}
		if first == nil {
			first = t
		}
	}
	if first == nil {
		return nil, huike.Errorf(huike.Invalid, "evaluate.empty", "%s is empty; export it again with its rows", path)
	}
	return first, nil
}

// sheetRows yields the rows of a sheet that are not blank. Cells come as they
// are stored, so that no format rounds them.
func sheetRows(path string, rows *excelize.Rows) func() (int, []string, error) {
	n := 0
	return func() (int, []string, error) {
		for rows.Next() {
			n++
			cells, err := rows.Columns()
			if err != nil {
				return 0, nil, notATable(err, path)
			}
			if !blankRow(cells) {
				return n, cells, nil
			}
		}
		if err := rows.Error(); err != nil {
			return 0, nil, notATable(err, path)
		}
		return 0, nil, io.EOF
	}
}

func blankRow(cells []string) bool {
	for _, c := range cells {
		if trim(c) != "" {
			return false
		}
	}
	return true
}

// trim takes off what files put around a value: blanks of every width, byte
// order marks.
func trim(s string) string {
	if s == "" || s[0] > ' ' && s[0] < 0x80 && s[len(s)-1] > ' ' && s[len(s)-1] < 0x80 {
		return s
	}
	return strings.TrimFunc(s, func(r rune) bool { return unicode.IsSpace(r) || r == '\ufeff' || r == '\u200b' })
}

// columns are the columns of a file that a request needs, without what lies
// around the values.
type columns struct {
	table
	rows  []int // their numbers
	cells map[string][]string
	where []condition
}

// readColumns reads the file once.
func readColumns(ctx context.Context, q FileRequest) (*columns, error) {
	plain := q.columns()
	t, err := openTable(q.Path, func(header []string) bool {
		_, err := find(q.Path, header, plain)
		return err == nil
	})
	if err != nil {
		return nil, err
	}
	c := &columns{table: *t, cells: map[string][]string{}}
	if c.where, err = readConditions(q.Path, t.header, q.Where); err != nil {
		return nil, err
	}
	for _, w := range c.where {
		plain = append(plain, w.column)
	}
	at, err := find(q.Path, t.header, plain)
	if err != nil {
		return nil, err
	}
	return c, c.fill(ctx, q.Path, at)
}

// columns returns the names that a request takes from the file for what they say.
func (q FileRequest) columns() []string {
	names := []string{q.Arm}
	for _, o := range q.Outcomes {
		names = append(names, o.Column)
	}
	if q.Customer != "" {
		names = append(names, q.Customer)
	}
	return names
}

func (c *columns) fill(ctx context.Context, path string, at map[string]int) error {
	names, values := slices.Sorted(maps.Keys(at)), make([][]string, len(at))
	defer func() {
		for k, name := range names {
			c.cells[name] = values[k]
		}
	}()
	for {
		row, cells, err := c.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if len(c.rows)%4096 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		if len(cells) > len(c.header) && !blankRow(cells[len(c.header):]) {
			return huike.Errorf(huike.Invalid, "evaluate.cells", "row %d of %s has %d cells under %d headers; put a value that holds the delimiter into quotes", row, path, len(cells), len(c.header))
		}
		c.rows = append(c.rows, row)
		for k, name := range names {
			value := ""
			if i := at[name]; i < len(cells) {
				value = trim(cells[i])
			}
			values[k] = append(values[k], value)
		}
	}
}

// find returns where the columns stand: under the name itself, or under one that
// differs in case or in the blanks around it.
func find(path string, header, names []string) (map[string]int, error) {
	at := map[string]int{}
	for _, name := range names {
		var exact, alike []int
		for i, h := range header {
			switch {
			case h == trim(name):
				exact = append(exact, i)
			case strings.EqualFold(h, trim(name)):
				alike = append(alike, i)
			}
		}
		if len(exact) == 0 {
			exact = alike
		}
		switch len(exact) {
		case 0:
			return nil, huike.Errorf(huike.Invalid, "evaluate.unknown_column", "%s has no column %q; it has: %s", path, name, strings.Join(header, ", "))
		case 1:
			at[name] = exact[0]
		default:
			return nil, huike.Errorf(huike.Invalid, "evaluate.twice", "%s has %d columns %q; give them different names", path, len(exact), name)
		}
	}
	return at, nil
}
