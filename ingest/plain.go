package ingest

import (
	"context"
	"fmt"
	"strings"
)

// plainSize is from where on, in bytes, a file is worth two statements.
const plainSize = 1 << 20

// plainSample is how many rows tell whether most of a file is plain.
const plainSample = 5000

// words for nothing that the engine's reader takes for NULL; or_empty in
// macro.sql has the same.
var nothings = []string{"", "-", "--", "null", "NULL", "Null"}

// plainly reads a tidy file in two steps: a short statement reads the rows whose
// cells are all plain, where it finds exactly what the long one would find, and
// keeps the cells of the others; the long one then reads those. It reports
// false when it has done nothing, because too many rows are not plain.
func (r *reading) plainly(ctx context.Context) (bool, error) {
	if !r.file.tidy || r.file.size < plainSize {
		return false, nil
	}
	if err := r.sourceView(ctx, r.fast(nothings)); err != nil {
		return false, err
	}
	odd, err := r.count(ctx, "SELECT count(*) FILTER (odd) FROM ("+r.judged(fmt.Sprintf("(SELECT * FROM source LIMIT %d)", plainSample))+")")
	if err != nil || odd > plainSample/10 {
		return false, err
	}
	if err := r.db.Exec(ctx, r.short()); err != nil {
		return false, err
	}
	if err := r.remainder(ctx); err != nil {
		return false, err
	}
	return true, r.db.Exec(ctx, r.shown())
}

// remainder reads the rows that are not plain, and puts them in their places.
func (r *reading) remainder(ctx context.Context) error {
	n, err := r.count(ctx, "SELECT count(odd) FROM kept")
	if err != nil {
		return err
	}
	if n > 0 {
		for _, statement := range r.late() {
			if err := r.db.Exec(ctx, statement); err != nil {
				return err
			}
		}
	}
	return r.db.Exec(ctx, "ALTER TABLE kept DROP COLUMN odd")
}

// late are the statements that read the kept cells the long way.
func (r *reading) late() []string {
	cells, set := []string{"rowid AS r", "row_no", "CAST(NULL AS INTEGER) AS cells"}, []string{"reason = l.reason", "product_key = l.product_key"}
	for i, t := range r.targets() {
		cells = append(cells, fmt.Sprintf("odd[%d] AS %s", i+1, t.ID))
	}
	for _, c := range r.storedColumns() {
		set = append(set, c.name+" = l."+c.name)
	}
	return []string{
		"CREATE VIEW leftover AS SELECT " + strings.Join(cells, ", ") + " FROM kept WHERE odd IS NOT NULL",
		"CREATE TABLE late AS " + r.understanding("leftover", "r"),
		"UPDATE kept SET " + strings.Join(set, ", ") + " FROM late AS l WHERE l.r = kept.rowid",
	}
}

// tried reads the times and numbers of a row in the short way; numbers are in
// ten-thousandths, exactly: DOUBLE has room for those that count as plain.
func tried(t Target) []string {
	switch {
	case isTime(t):
		return write(t, "~ AS ~_raw", "CASE WHEN strlen(~) <= 19 THEN try_cast(~ AS TIMESTAMP) END AS ~", "CAST(NULL AS INTEGER) AS ~_offset")
	case isNumber(t):
		return write(t, "~ AS ~_raw", "CAST(CAST(try_cast(~ AS DECIMAL(18, 4)) AS DOUBLE) * 10000 AS BIGINT) AS ~")
	case t.ID == "status":
		return write(t, "status_of(~) AS ~", "~ AS ~_raw")
	case t.Kind == "identity" && t.ID != "address":
		return write(t, "~ AS ~_raw", "CASE WHEN contains(~, '*') THEN NULL ELSE ~ END AS ~")
	}
	return write(t, "~")
}

// suspicions are the conditions under which a row is not plain. NULL counts as
// false.
func (r *reading) suspicions() []string {
	var all []string
	for _, t := range r.targets() {
		switch {
		case isTime(t):
			all = append(all, write(t, "~ IS NULL AND ~_raw IS NOT NULL", "~ < TIMESTAMP '1980-01-01'", "~ >= TIMESTAMP '2200-01-01'")...)
		case isNumber(t):
			all = append(all, write(t, "~ IS NULL AND ~_raw IS NOT NULL", "~ > "+r.most(t), "~ < "+least(t, r.most(t)))...)
		case t.ID == "status":
			all = append(all, write(t, "~ IS NULL AND ~_raw IS NOT NULL")...)
		case t.ID == "external":
			all = append(all, write(t, "suffix(~, '.0')")...)
		case t.ID == "agreed":
			all = append(all, write(t, "~ IS NOT NULL AND consent_word(~) IS NULL")...)
		}
		if t.Kind == "number" {
			all = append(all, write(t, "~ % 10000 <> 0")...)
		}
	}
	return append(all, r.lacks()...)
}

// most is the largest plain number, in ten-thousandths: what a line comes to stays
// below biggest, and within 64 bits as ten-thousandths of a minor unit.
func (r *reading) most(t Target) string {
	switch {
	case t.ID == "unit_price":
		return fmt.Sprint(9_000_000_000_000 / r.scale)
	case t.Kind == "number":
		return "100000000" // ten thousand pieces
	}
	return "10000000000000"
}

// least is the smallest plain number.
func least(t Target, most string) string {
	if t.ID == "amount" || t.ID == "refund" || t.ID == "postage" {
		return "0"
	}
	return "-" + most
}

// lacks are the conditions under which a row may lack what it needs.
func (r *reading) lacks() []string {
	var all []string
	if r.hasOrderNo() {
		all = append(all, "order_no IS NULL", "contains(order_no, '+')")
	}
	if times := r.times(); len(times) > 0 {
		all = append(all, "coalesce("+strings.Join(times, ", ")+") IS NULL")
	}
	if r.hasAmount() && !r.hasLines() {
		all = append(all, "amount IS NULL")
	}
	if r.hasLines() {
		for _, t := range []string{"unit_price", "line_amount"} {
			if r.mapped(t) {
				all = append(all, t+" IS NULL")
			}
		}
		all = append(all, "quantity IS NULL", r.productKey()+" IS NULL")
	}
	return all
}

// judged tells of every row of a source whether it is odd.
func (r *reading) judged(source string) string {
	columns := []string{"row_no"}
	for _, t := range r.targets() {
		columns = append(columns, tried(t)...)
	}
	return "SELECT *, (" + strings.Join(r.suspicions(), " OR ") + ") IS TRUE AS odd FROM (SELECT " + strings.Join(columns, ", ") + " FROM " + source + ")"
}

// short is the statement that reads the plain rows.
func (r *reading) short() string {
	var all, cells []string
	for _, t := range r.targets() {
		cells = append(cells, t.ID+pick(len(tried(t)) > 1, "_raw", ""))
	}
	for _, c := range r.storedColumns() {
		value := c.value
		if c.plain != "" {
			value = "CASE WHEN NOT odd THEN " + c.plain + " END" // an odd one may be too large to count with
		}
		if c.name == "line_minor" {
			value = "CASE WHEN NOT odd THEN minor_units(" + r.lineUnits() + ") END"
		}
		all = append(all, value+" AS "+c.name)
	}
	return "CREATE TABLE kept AS SELECT " + strings.Join(all, ", ") + ", " + r.productKey() +
		" AS product_key, CAST(NULL AS VARCHAR) AS reason, CASE WHEN odd THEN [" + strings.Join(cells, ", ") + "] END AS odd FROM (" + r.judged("source") + ")"
}

// lineUnits is lineValue in ten-thousandths, for plain rows.
func (r *reading) lineUnits() string {
	value := "CAST(NULL AS BIGINT)"
	if r.mapped("unit_price") && r.mapped("quantity") {
		value = "unit_price * (quantity // 10000)"
	}
	if r.mapped("line_amount") {
		value = "coalesce(line_amount, " + value + ")"
	}
	if r.mapped("line_discount") {
		value += " - coalesce(line_discount, 0)"
	}
	return value
}
