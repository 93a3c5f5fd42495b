package evaluate

import (
	"math"
	"strings"

	"huike"
)

// condition keeps the rows of a file in which a column stands so to a value.
type condition struct {
	column, operator, value string
	number                  float64 // of the value; NaN where it is none
}

// operators of conditions, the longer ones first.
var operators = []string{"!=", ">=", "<=", "=", ">", "<"}

// readConditions reads --where, each COLUMN, operator, VALUE. The first operator
// that follows a column's name counts.
func readConditions(path string, header, texts []string) ([]condition, error) {
	var all []condition
	for _, text := range texts {
		c, err := readCondition(path, header, text)
		if err != nil {
			return nil, err
		}
		all = append(all, c)
	}
	return all, nil
}

func readCondition(path string, header []string, text string) (condition, error) {
	var unknown error
	for i := range len(text) {
		for _, op := range operators {
			value, ok := strings.CutPrefix(text[i:], op)
			if !ok {
				continue
			}
			c := condition{trim(text[:i]), op, trim(value), math.NaN()}
			if _, err := find(path, header, []string{c.column}); err != nil {
				if unknown == nil {
					unknown = err
				}
				break
			}
			if n := readCell(c.value); !n.blank && !n.word {
				c.number = n.point
			}
			if ordered(op) && math.IsNaN(c.number) {
				return c, huike.Errorf(huike.Invalid, "evaluate.where", "%q compares with no number; write for example --where \"orders>=2\"", text)
			}
			return c, nil
		}
	}
	if unknown != nil {
		return condition{}, unknown
	}
	return condition{}, huike.Errorf(huike.Invalid, "evaluate.where", "%q is no condition; write COLUMN=VALUE, COLUMN!=VALUE or COLUMN>=NUMBER", text)
}

func ordered(operator string) bool { return operator[0] == '>' || operator[0] == '<' }

// kept tells which rows all conditions keep.
func (f *file) kept() ([]bool, error) {
	keep := make([]bool, len(f.rows))
	for i := range keep {
		keep[i] = true
	}
	for _, c := range f.where {
		var err error
		if ordered(c.operator) {
			err = f.keepOrdered(c, keep)
		} else {
			f.keepEqual(c, keep)
		}
		if err != nil {
			return nil, err
		}
	}
	for _, k := range keep {
		if !k {
			f.report.Rows.Filtered++
		}
	}
	if len(f.where) > 0 {
		f.note("%d of %d rows fulfil the conditions (%s).", f.report.Rows.Read-f.report.Rows.Filtered, f.report.Rows.Read, strings.Join(f.Where, " and "))
	}
	return keep, nil
}

// keepOrdered keeps rows by a number; where there is none, nothing is larger or smaller.
func (f *file) keepOrdered(c condition, keep []bool) error {
	numbers, err := f.numbers(c.column, func(i int) bool { return keep[i] })
	if err != nil {
		return err
	}
	for i, x := range numbers {
		switch c.operator {
		case ">=":
			keep[i] = keep[i] && x >= c.number
		case "<=":
			keep[i] = keep[i] && x <= c.number
		case ">":
			keep[i] = keep[i] && x > c.number
		default:
			keep[i] = keep[i] && x < c.number
		}
	}
	return nil
}

func (f *file) keepEqual(c condition, keep []bool) {
	for i, text := range f.cells[c.column] {
		keep[i] = keep[i] && c.holds(text) == (c.operator == "=")
	}
}

// holds reports whether a cell is the value: the same text, the same number, or
// what a * at the end leaves open.
func (c condition) holds(text string) bool {
	if start, ok := strings.CutSuffix(c.value, "*"); ok {
		return strings.HasPrefix(text, start)
	}
	if text == c.value || math.IsNaN(c.number) {
		return text == c.value
	}
	n := readCell(text)
	return !n.blank && !n.word && n.point == c.number
}
