package evaluate

import (
	"math"

	"huike"
)

const (
	kindRate = "rate"
	kindMean = "mean"
)

// greatest is how far from zero an amount may lie, so that squares stay finite.
const greatest = 1e100

// values is an outcome of everybody: NaN where it is blank.
type values struct {
	Outcome
	kind  string
	of    []float64
	given int // how many are not blank
	ones  int // how many are 1
}

// numbers reads a column, row by row; NaN where a cell is blank or a row does not
// count. Decimals are parted one way in a whole column.
func (f *file) numbers(column string, counts func(i int) bool) ([]float64, error) {
	cells, texts := make([]fileCell, len(f.rows)), f.cells[column]
	var d decimals
	for i, text := range texts {
		if cells[i].blank = true; counts(i) {
			cells[i] = readCell(text)
			d.watch(cells[i], i)
		}
	}
	comma, err := f.decimal(column, d)
	if err != nil {
		return nil, err
	}
	out := make([]float64, len(cells))
	for i, c := range cells {
		switch {
		case c.blank:
			out[i] = math.NaN()
			continue
		case comma:
			out[i] = c.comma
		default:
			out[i] = c.point
		}
		if err := f.finite(column, i, out[i]); err != nil {
			return nil, err
		}
	}
	return out, f.oneUnit(column, cells, out)
}

// finite refuses a cell that holds no number, or none to reckon with.
func (f *file) finite(column string, i int, v float64) error {
	switch {
	case math.IsNaN(v):
		return huike.Errorf(huike.Invalid, "evaluate.not_a_number", "row %d of %s holds no number in the column %q: %.40q; write numbers, or yes and no, and leave the cell empty where the value is missing",
			f.rows[i], f.Path, column, f.cells[column][i])
	case math.Abs(v) > greatest:
		return huike.Errorf(huike.Invalid, "evaluate.not_finite", "row %d of %s holds %.40q in the column %q, which is no amount to reckon with; mend the cell, or leave it empty where the value is missing",
			f.rows[i], f.Path, f.cells[column][i], column)
	}
	return nil
}

// oneUnit refuses a column in which words stand among numbers other than 0 and 1,
// percentages among plain numbers, or one currency among others.
func (f *file) oneUnit(column string, cells []fileCell, v []float64) error {
	var word, number, percent, plain, currency first
	for i, c := range cells {
		if c.blank {
			continue
		}
		word.see(i, c.word)
		number.see(i, !c.word && v[i] != 0 && v[i] != 1)
		percent.see(i, c.percent)
		plain.see(i, !c.percent && v[i] != 0)
		currency.see(i, c.currency != "")
		if c.currency != "" && cells[currency.at()].currency != c.currency {
			return f.twoUnits(column, currency.at(), i)
		}
	}
	switch {
	case word.seen() && number.seen():
		return f.finite(column, word.at(), math.NaN())
	case percent.seen() && plain.seen():
		return f.twoUnits(column, percent.at(), plain.at())
	}
	return nil
}

// first is the first row in which something was seen, from 1; 0 where it never was.
type first int

func (f *first) see(row int, is bool) {
	if is && *f == 0 {
		*f = first(row + 1)
	}
}

func (f first) seen() bool { return f > 0 }
func (f first) at() int    { return int(f) - 1 }

func (f *file) twoUnits(column string, i, j int) error {
	i, j = min(i, j), max(i, j)
	return huike.Errorf(huike.Invalid, "evaluate.units", "the column %q of %s holds %.40q in row %d and %.40q in row %d; write all of it in one unit",
		column, f.Path, f.cells[column][i], f.rows[i], f.cells[column][j], f.rows[j])
}

// decimals is what a column shows of how decimals are parted: the first cell that
// can be read with a point only, with a comma only, and both ways.
type decimals struct{ point, comma, either first }

func (d *decimals) watch(c fileCell, row int) {
	if c.blank || c.word {
		return
	}
	point, comma := !math.IsNaN(c.point), !math.IsNaN(c.comma)
	d.point.see(row, point && !comma)
	d.comma.see(row, comma && !point)
	d.either.see(row, point && comma && c.point != c.comma)
}

// decimal reports whether a column parts its decimals by commas. "1,234" alone
// may be one or a thousand: where commas part the cells it is a thousand.
func (f *file) decimal(column string, d decimals) (comma bool, err error) {
	switch {
	case f.Decimal != "":
		return f.Decimal == "comma", nil
	case d.point.seen() && d.comma.seen():
		i, j := min(d.point.at(), d.comma.at()), max(d.point.at(), d.comma.at())
		return false, huike.Errorf(huike.Invalid, "evaluate.decimals", "the column %q of %s parts decimals in two ways: %.40q in row %d, %.40q in row %d; write them one way",
			column, f.Path, f.cells[column][i], f.rows[i], f.cells[column][j], f.rows[j])
	case d.either.seen() && !d.point.seen() && !d.comma.seen() && f.delim == ';':
		i := d.either.at()
		return false, huike.Errorf(huike.Invalid, "evaluate.ambiguous", "row %d of %s holds %.40q in the column %q, which may mean thousands or decimals; say --decimal point or --decimal comma",
			f.rows[i], f.Path, f.cells[column][i], column)
	}
	return d.comma.seen(), nil
}

// values reads an outcome of everybody. Of several rows of a person a rate takes
// the largest, an amount the sum.
func (f *file) values(o Outcome) (values, error) {
	v := values{Outcome: o, kind: o.Kind}
	rows, err := f.numbers(o.Column, func(i int) bool { return f.people.of[i] >= 0 })
	if err != nil {
		return v, err
	}
	if v.kind, err = o.kindOf(rows, f.Path); err != nil {
		return v, err
	}
	v.of = make([]float64, len(f.people.arm))
	for p := range v.of {
		v.of[p] = math.NaN()
	}
	for i, x := range rows {
		p := f.people.of[i]
		switch {
		case p < 0 || math.IsNaN(x):
		case math.IsNaN(v.of[p]):
			v.of[p] = x
		case v.kind == kindRate:
			v.of[p] = max(v.of[p], x)
		default:
			v.of[p] += x
		}
	}
	for _, x := range v.of {
		if !math.IsNaN(x) {
			v.given++
		}
		if x == 1 {
			v.ones++
		}
	}
	return v, nil
}

// kindOf says what a column is, and refuses a rate that is none.
func (o Outcome) kindOf(rows []float64, path string) (string, error) {
	given, binary := false, true
	for _, x := range rows {
		given = given || !math.IsNaN(x)
		binary = binary && (math.IsNaN(x) || x == 0 || x == 1)
	}
	switch {
	case !given:
		return "", huike.Errorf(huike.Invalid, "evaluate.all_blank", "the column %q of %s is blank for everybody who counts; choose another column", o.Column, path)
	case o.Kind == kindRate && !binary:
		return "", huike.Errorf(huike.Invalid, "evaluate.not_a_rate", "the column %q holds other values than 0 and 1, so it is no rate; ask for %s:mean", o.Column, o.Column)
	case o.Kind != "":
		return o.Kind, nil
	case binary:
		return kindRate, nil
	}
	return kindMean, nil
}
