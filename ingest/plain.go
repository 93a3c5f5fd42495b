package ingest

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

// plainSize is from where on, in bytes, a file is worth two statements.
const plainSize = 1 << 20

// plainSample is how many rows tell whether most of a file is plain.
const plainSample = 5000

// words for nothing that the engine's reader takes for NULL; or_empty in
// macro.sql has the same.
var nothings = []string{"", "-", "--", "null", "NULL", "Null"}

// quickly reads a text where it lies.
func (r *reading) quickly(ctx context.Context) error {
	if done, err := r.plainly(ctx); done || err != nil {
		return err
	}
	return r.typed(ctx, r.fast(nil))
}

// plainly reads a tidy file in two steps: a short statement reads the rows whose
// cells are all plain, where it finds exactly what the long one would find, and
// keeps the cells of the others; the long one then reads those. It reports
// false when it has done nothing, because too many rows are not plain, or because
// the decimal sign of the file is not the plain one.
func (r *reading) plainly(ctx context.Context) (bool, error) {
	if !r.file.tidy || r.file.size < plainSize || r.format.Decimal == "," || r.preset.dayFromNumber != "" || r.preset.goodsTotal || slices.ContainsFunc(r.fields(), neverPlain) {
		return false, nil
	}
	if err := r.source(ctx, r.fast(nothings)); err != nil {
		return false, err
	}
	if err := r.lookUp(ctx, fmt.Sprintf("(SELECT * FROM source LIMIT %d)", plainSample)); err != nil {
		return false, err
	}
	if err := r.settle(ctx, shape{}); err != nil {
		return false, err
	}
	odd, err := r.count(ctx, "SELECT count(*) FILTER (odd) FROM ("+r.judged(fmt.Sprintf("(SELECT * FROM source LIMIT %d)", plainSample))+")")
	if err != nil || odd > plainSample/10 || r.whole.decimal == "," {
		return false, err
	}
	if err := r.db.Exec(ctx, r.short()); err != nil {
		return false, err
	}
	if done, err := r.remainder(ctx); !done || err != nil {
		return false, err
	}
	return true, r.db.Exec(ctx, r.shown())
}

// neverPlain tells fields whose values the short way does not read.
func neverPlain(f field) bool {
	return isWord(f) && f.ID != "status" && f.ID != "agreed" || f.Kind == "day" || f.ID == "refund_state" || f.ID == "returned_quantity"
}

// remainder reads the rows that are not plain, and puts them in their places. It
// reports false where they show that the plain ones were read wrongly.
func (r *reading) remainder(ctx context.Context) (bool, error) {
	n, err := r.count(ctx, "SELECT count(odd) FROM kept")
	if err != nil {
		return false, err
	}
	if n > 0 {
		if err := r.db.Exec(ctx, r.leftover()); err != nil {
			return false, err
		}
		if err := r.lookUp(ctx, "leftover"); err != nil {
			return false, err
		}
		s, err := r.look(ctx, "leftover")
		if err != nil {
			return false, err
		}
		if err := r.settle(ctx, s); err != nil || r.whole.decimal == "," {
			return false, err
		}
		for _, statement := range r.late() {
			if err := r.db.Exec(ctx, statement); err != nil {
				return false, err
			}
		}
	}
	return true, r.db.Exec(ctx, "ALTER TABLE kept DROP COLUMN odd")
}

// leftover are the cells of the rows that are not plain.
func (r *reading) leftover() string {
	cells := []string{"rowid AS r", "row_no", "CAST(NULL AS INTEGER) AS cells"}
	for i, f := range r.fields() {
		cells = append(cells, fmt.Sprintf("odd[%d] AS t_%s", i+1, f.ID))
	}
	return "CREATE OR REPLACE VIEW leftover AS SELECT " + strings.Join(cells, ", ") + " FROM kept WHERE odd IS NOT NULL"
}

// late are the statements that read the kept cells the long way.
func (r *reading) late() []string {
	set := []string{"reason = l.reason"}
	for _, c := range r.storedColumns() {
		set = append(set, c.name+" = l."+c.name)
	}
	if r.kind.id == Orders {
		set = append(set, "product_key = l.product_key")
		if r.mapped("status") {
			set = append(set, "status_text = l.status_text")
		}
	}
	return []string{
		"CREATE TABLE late AS " + r.understanding("leftover", "r"),
		"UPDATE kept SET " + strings.Join(set, ", ") + " FROM late AS l WHERE l.r = kept.rowid",
	}
}

// tried reads the times and numbers of a row in the short way; numbers are in
// ten-thousandths, exactly: DOUBLE has room for those that count as plain.
func tried(t field) []string {
	switch {
	case isTime(t):
		return write(t, "~ AS ~_raw", "quick_time(~) AS ~", "CAST(NULL AS INTEGER) AS ~_offset")
	case isNumber(t):
		return write(t, "~ AS ~_raw", "CAST(CAST(try_cast(~ AS DECIMAL(18, 4)) AS DOUBLE) * 10000 AS BIGINT) AS ~")
	case isWord(t):
		return write(t, valueOf(t, "~")+" AS ~", "~ AS ~_raw")
	case t.Kind == "identity" && t.ID != "address":
		return write(t, "~ AS ~_raw", "CASE WHEN contains(~, '*') THEN NULL ELSE ~ END AS ~")
	}
	return write(t, "~")
}

// suspicions are the conditions under which a row is not plain. NULL counts as
// false.
func (r *reading) suspicions() []string {
	var all []string
	for _, t := range r.fields() {
		switch {
		case isTime(t):
			all = append(all, write(t, "~ IS NULL AND ~_raw IS NOT NULL", "~ < TIMESTAMP '1980-01-01'", "~ > "+r.lastMoment())...)
		case isNumber(t):
			all = append(all, write(t, "~ IS NULL AND ~_raw IS NOT NULL", "~ > "+r.most(t), "~ < "+r.least(t, r.most(t)))...)
		case isWord(t):
			all = append(all, write(t, "~ IS NULL AND ~_raw IS NOT NULL")...)
		case t.ID == "external":
			all = append(all, write(t, "suffix(~, '.0')", "contains(~, 'E+')")...)
		}
		if t.Kind == "number" {
			all = append(all, write(t, "~ % 10000 <> 0")...)
		}
	}
	return append(all, r.lacks()...)
}

// most is the largest plain number, in ten-thousandths: what a line comes to stays
// below biggest, and within 64 bits as ten-thousandths of a minor unit.
func (r *reading) most(t field) string {
	switch {
	case t.ID == "unit_price":
		return fmt.Sprint(9_000_000_000_000 / r.scale)
	case t.Kind == "number":
		return "100000000" // ten thousand pieces
	}
	return "10000000000000"
}

// least is the smallest plain number.
func (r *reading) least(t field, most string) string {
	if r.kind.id != Orders || t.ID == "amount" || t.ID == "refund" || t.ID == "postage" {
		return "0"
	}
	return "-" + most
}

// lacks are the conditions under which a row may lack what it needs.
func (r *reading) lacks() []string {
	var all []string
	for _, f := range r.fields() {
		if f.Required {
			all = append(all, "t_"+f.ID+" IS NULL")
		}
	}
	if isOf(r.kind, "order_no") && r.hasOrderNo() {
		all = append(all, "contains(t_order_no, '+')")
	}
	if told := r.identityColumns(); len(told) > 0 && r.kind.hasPeople() {
		all = append(all, "coalesce(t_"+strings.Join(told, ", t_")+") IS NULL")
	}
	if r.kind.id == Orders {
		return append(all, r.lacksOfOrders()...)
	}
	return all
}

func (r *reading) lacksOfOrders() []string {
	var all []string
	if r.hasOrderNo() {
		all = append(all, "t_order_no IS NULL")
	}
	if times := r.times(); len(times) > 0 && !r.datesOfOrders() {
		all = append(all, "coalesce(t_"+strings.Join(times, ", t_")+") IS NULL")
	}
	if r.mapped("amount") && !r.hasLines() && !r.hasOrderNo() {
		all = append(all, "t_amount IS NULL")
	}
	if !r.hasLines() {
		return all
	}
	for _, t := range []string{"unit_price", "line_amount", "quantity"} {
		if r.mapped(t) {
			all = append(all, "t_"+t+" IS NULL")
		}
	}
	if r.mapped(productKeys...) {
		all = append(all, r.productKey()+" IS NULL")
	}
	return all
}

// judged tells of every row of a source whether it is odd.
func (r *reading) judged(source string) string {
	columns := []string{"row_no"}
	for _, t := range r.fields() {
		columns = append(columns, tried(t)...)
	}
	return "SELECT *, (" + strings.Join(r.suspicions(), " OR ") + ") IS TRUE AS odd FROM (SELECT " + strings.Join(columns, ", ") + " FROM " + source + ")"
}

// short is the statement that reads the plain rows.
func (r *reading) short() string {
	all, cells := []string{"row_no"}, []string{}
	for _, f := range r.fields() {
		cells = append(cells, "t_"+f.ID+pick(len(tried(f)) > 1, "_raw", ""))
	}
	for _, c := range r.storedColumns() {
		value := c.value
		if c.plain != "" {
			value = "CASE WHEN NOT odd THEN " + c.plain + " END" // an odd one may be too large to count with
		}
		all = append(all, value+" AS "+c.name)
	}
	if r.kind.id == Orders {
		all = append(all, r.productKey()+" AS product_key")
		if r.mapped("status") {
			all = append(all, "CAST(NULL AS VARCHAR) AS status_text")
		}
	}
	return "CREATE TABLE kept AS SELECT " + strings.Join(all, ", ") + ", CAST(NULL AS VARCHAR) AS reason, CASE WHEN odd THEN [" + strings.Join(cells, ", ") +
		"] END AS odd FROM (" + r.judged("source") + ")"
}

// lineUnits is lineValue in ten-thousandths, for plain rows.
func (r *reading) lineUnits() string {
	value := "CAST(NULL AS BIGINT)"
	switch {
	case r.mapped("unit_price") && r.mapped("quantity"):
		value = "t_unit_price * (t_quantity // 10000)"
	case r.mapped("unit_price"):
		value = "t_unit_price"
	}
	if r.mapped("line_amount") {
		value = "coalesce(t_line_amount, " + value + ")"
	}
	if r.mapped("line_discount") {
		value += " - coalesce(t_line_discount, 0)"
	}
	return value
}
