package predict

import (
	"bufio"
	"encoding/csv"
	"errors"
	"io"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"

	"huike"
)

// column is one that a file must have: its name here, what it holds, and its
// names elsewhere, in small letters.
type column struct {
	name, meaning string
	known         []string
	whole         bool // holds counts
	blank         bool // an empty cell is 0
}

func historyColumns() []column {
	return []column{
		{name: "x", meaning: "the number of repeat purchases", known: []string{"x", "frequency"}, whole: true},
		{name: "t_x", meaning: "the time from the first purchase to the last", known: []string{"t_x", "t.x", "tx", "recency"}},
		{name: "T", meaning: "the time from the first purchase to the end of the watch", known: []string{"t", "t.cal", "t_cal"}},
	}
}

func spendColumns() []column {
	return []column{
		{name: "x", meaning: "the number of repeat purchases", known: []string{"x", "frequency"}, whole: true},
		{name: "z", meaning: "the mean amount of the repeat purchases", known: []string{"z", "zbar", "z_bar", "m_x", "monetary_value"}, blank: true},
	}
}

// readFile reads the wanted columns of a table, each row in their order.
func readFile(path string, columns []column) ([][]float64, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, huike.Because(err, huike.NotFound, "predict.file", "the file %s cannot be read; check its name and your rights", path)
	}
	defer f.Close()
	t := table{path: path, columns: columns}
	if err := t.open(f); err != nil {
		return nil, err
	}
	var rows [][]float64
	for {
		row, err := t.next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, err
		}
		rows = append(rows, row)
	}
	if len(rows) == 0 {
		return nil, huike.Errorf(huike.Invalid, "predict.empty", "%s has a header but no customer below it", path)
	}
	return rows, nil
}

type table struct {
	path    string
	columns []column
	places  []int
	reader  *csv.Reader
}

// open looks for the delimiter and the columns in the first line.
func (t *table) open(f io.Reader) error {
	const longest = 1 << 16
	text := bufio.NewReaderSize(f, longest)
	start, _ := text.Peek(longest)
	if strings.HasPrefix(string(start), "\ufeff") {
		_, _ = text.Discard(len("\ufeff"))
		start = start[len("\ufeff"):]
	}
	first, _, _ := strings.Cut(string(start), "\n")
	t.reader = csv.NewReader(text)
	t.reader.Comma, t.reader.LazyQuotes, t.reader.ReuseRecord, t.reader.TrimLeadingSpace = delimiter(first), true, true, true
	header, err := t.reader.Read()
	if err == io.EOF {
		return huike.Errorf(huike.Invalid, "predict.empty", "%s is empty; it needs a header and one row per customer", t.path)
	}
	if err != nil {
		return t.broken(err)
	}
	return t.find(slices.Clone(header))
}

// delimiter is the sign that stands in a header most often.
func delimiter(header string) rune {
	best := ','
	for _, d := range ";\t|" {
		if strings.Count(header, string(d)) > strings.Count(header, string(best)) {
			best = d
		}
	}
	return best
}

func (t *table) find(header []string) error {
	for _, c := range t.columns {
		place := slices.IndexFunc(header, func(name string) bool {
			return slices.Contains(c.known, strings.ToLower(strings.TrimSpace(name)))
		})
		if place < 0 {
			return huike.Errorf(huike.Invalid, "predict.missing_column", "%s has no column %s, %s; it has: %s", t.path, c.name, c.meaning, strings.Join(header, ", "))
		}
		t.places = append(t.places, place)
	}
	return nil
}

// next returns the numbers of the next row.
func (t *table) next() ([]float64, error) {
	cells, err := t.reader.Read()
	if err == io.EOF {
		return nil, err
	}
	if err != nil {
		return nil, t.broken(err)
	}
	row := make([]float64, len(t.columns))
	for k, c := range t.columns {
		if row[k], err = t.number(c, strings.TrimSpace(cells[t.places[k]])); err != nil {
			return nil, err
		}
	}
	return row, t.possible(row)
}

func (t *table) number(c column, cell string) (float64, error) {
	if cell == "" && c.blank {
		return 0, nil
	}
	v, err := strconv.ParseFloat(cell, 64)
	switch {
	case err != nil || math.IsNaN(v) || math.IsInf(v, 0):
		return 0, t.wrong("predict.not_a_number", "%q stands in column "+c.name+" where a number belongs", cell)
	case v < 0:
		return 0, t.wrong("predict.negative", "column "+c.name+" is %s; it cannot be below 0", cell)
	case c.whole && v != math.Trunc(v):
		return 0, t.wrong("predict.not_whole", "column "+c.name+" is %s; it counts purchases and must be a whole number", cell)
	}
	return v, nil
}

// possible refuses histories that contradict themselves.
func (t *table) possible(row []float64) error {
	if len(row) != 3 {
		return nil
	}
	x, last, age := row[0], row[1], row[2]
	if last > age {
		return t.wrong("predict.after_the_end", "t_x is %g, later than the end of the watch, T = %g; both count from the first purchase in the same unit", last, age)
	}
	if x == 0 && last > 0 {
		return t.wrong("predict.no_repeat", "t_x is %g though x is 0; without a repeat purchase t_x is 0", last)
	}
	return nil
}

// wrong tells what is wrong with the row that was read last.
func (t *table) wrong(code, format string, args ...any) error {
	line, _ := t.reader.FieldPos(0)
	return huike.Errorf(huike.Invalid, code, "line %d of %s: "+format, append([]any{line, t.path}, args...)...)
}

func (t *table) broken(err error) error {
	var at *csv.ParseError
	if errors.As(err, &at) {
		return huike.Because(err, huike.Invalid, "predict.not_a_table", "line %d of %s has another number of cells than the header, or a broken quote; save the file as CSV (UTF-8)", at.StartLine, t.path)
	}
	return huike.Because(err, huike.Invalid, "predict.file", "the file %s cannot be read to its end", t.path)
}
