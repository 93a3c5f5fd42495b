package assortment

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"

	"huike"
)

// table says where in a row the cells stand.
type table struct {
	path         string
	header       []string
	basket, item int
	quantity     int // −1 if there is none
	where        []condition
}

// condition keeps the rows with one of some values in a column, or with none of
// them.
type condition struct {
	column int
	not    bool
	values []string
}

func (c condition) holds(cell string) bool {
	for _, v := range c.values {
		start, open := strings.CutSuffix(v, "*")
		if cell == v || open && strings.HasPrefix(cell, start) {
			return !c.not
		}
	}
	return c.not
}

// readTable reads one product a row. Rows of a basket need not stand together.
func (c *collector) readTable(text io.Reader, head []byte, q FileRequest) error {
	r := csv.NewReader(text)
	r.Comma, r.LazyQuotes, r.FieldsPerRecord, r.ReuseRecord = separator(head), true, -1, true
	header, err := r.Read()
	if errors.Is(err, io.EOF) {
		return nil
	}
	if err != nil {
		return err
	}
	t, err := q.table(header)
	if err != nil {
		return err
	}
	last, lastBasket := "", int32(-1)
	for {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if !t.wanted(row) {
			continue
		}
		basket, item := at(row, t.basket), at(row, t.item)
		if basket == "" || item == "" {
			c.skipped++
			continue
		}
		if t.returned(row) {
			c.returned++
			continue
		}
		if basket != last || lastBasket < 0 {
			last, lastBasket = strings.Clone(basket), c.order(basket)
		}
		c.items, c.basketOf = append(c.items, c.product([]byte(item))), append(c.basketOf, lastBasket)
	}
}

func (c *collector) order(name string) int32 {
	n, known := c.orders[name]
	if !known {
		n = int32(len(c.orders))
		c.orders[strings.Clone(name)] = n
	}
	return n
}

// separator returns what stands most often in the header.
func separator(head []byte) rune {
	line, _, _ := bytes.Cut(head, []byte{'\n'})
	return slices.MaxFunc([]rune{',', '\t', ';'}, func(a, b rune) int {
		return strings.Count(string(line), string(a)) - strings.Count(string(line), string(b))
	})
}

// at returns a trimmed cell, empty where the row is too short.
func at(row []string, column int) string {
	if column < 0 || column >= len(row) {
		return ""
	}
	return strings.TrimSpace(row[column])
}

func (t table) wanted(row []string) bool {
	for _, w := range t.where {
		if !w.holds(at(row, w.column)) {
			return false
		}
	}
	return true
}

// returned reports a row that takes back or sells nothing; what is no number is
// taken for a purchase.
func (t table) returned(row []string) bool {
	n, err := strconv.ParseFloat(at(row, t.quantity), 64)
	return err == nil && n <= 0
}

// table finds the columns of a request.
func (q FileRequest) table(header []string) (t table, err error) {
	t = table{path: q.Path, quantity: -1}
	for _, name := range header {
		t.header = append(t.header, strings.TrimSpace(name))
	}
	if t.basket, err = t.column(q.Basket); err != nil {
		return t, err
	}
	if t.item, err = t.column(q.Item); err != nil {
		return t, err
	}
	if q.Quantity != "" {
		if t.quantity, err = t.column(q.Quantity); err != nil {
			return t, err
		}
	} else {
		t.quantity = slices.IndexFunc(t.header, func(name string) bool { return strings.EqualFold(name, "quantity") })
	}
	for _, w := range q.Where {
		if err := t.narrow(w); err != nil {
			return t, err
		}
	}
	return t, nil
}

func (t table) column(name string) (int, error) {
	at := slices.Index(t.header, strings.TrimSpace(name))
	if at < 0 {
		return at, huike.Errorf(huike.Invalid, "assortment.unknown_column", "%s has no column %q; it has: %s", t.path, name, strings.Join(t.header, ", "))
	}
	return at, nil
}

// narrow adds a condition COLUMN=VALUE or COLUMN!=VALUE. Several of one column
// are alternatives.
func (t *table) narrow(text string) error {
	name, value, found := strings.Cut(text, "=")
	if !found {
		return huike.Errorf(huike.Invalid, "assortment.where", "%q says not which rows to keep; write COLUMN=VALUE or COLUMN!=VALUE, for example --where Country=France", text)
	}
	name, not := strings.CutSuffix(name, "!")
	at, err := t.column(name)
	if err != nil {
		return err
	}
	value = strings.TrimSpace(value)
	for i, w := range t.where {
		if w.column == at && w.not == not {
			t.where[i].values = append(w.values, value)
			return nil
		}
	}
	t.where = append(t.where, condition{at, not, []string{value}})
	return nil
}
