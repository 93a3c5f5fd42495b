package ingest

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"huike"
)

// read turns the cells of the file into the table kept and the view typed: the
// values t_ID of every row, or the reason for which it is refused. What the fast
// reader refuses goes through the lenient one.
func (r *reading) read(ctx context.Context) error {
	if !r.file.lenient {
		err := r.quickly(ctx)
		if !r.fallsBack(ctx, err) {
			return err
		}
		if err := r.leniently(ctx); err != nil {
			return err
		}
	}
	return r.typed(ctx, r.clean(r.path))
}

// fallsBack reports whether the fast reader gave up on a file, so that it is read
// leniently. An error that is this package's own word on the file is no such.
func (r *reading) fallsBack(ctx context.Context, err error) bool {
	return err != nil && !r.file.lenient && ctx.Err() == nil && huike.KindOf(err) != huike.Unavailable && !strings.HasPrefix(huike.CodeOf(err), "import.")
}

// rules turns what is known of the file and its shop into constants of the
// statements to come.
func (r *reading) rules(ctx context.Context) error {
	err := r.constants(ctx, map[string]string{
		"zone":          literal(r.zone),
		"minor_scale":   strconv.FormatInt(r.scale, 10),
		"first_row":     strconv.Itoa(r.file.firstRow()),
		"refund_prefix": strconv.FormatBool(r.preset.refundPrefix),
		"salt":          literal(r.salt),
		"has_paid":      strconv.FormatBool(r.mapped("paid_at")),
		"has_amount":    strconv.FormatBool(r.hasAmount()),
		"date_parts":    r.whole.dateParts(),
		"decimal_comma": strconv.FormatBool(r.whole.decimal == ","),
	})
	if err != nil {
		return err
	}
	if err := r.db.Exec(ctx, r.wordMacros()); err != nil {
		return err
	}
	return r.run(ctx, "value", "word")
}

// typed reads every row the long way.
func (r *reading) typed(ctx context.Context, from string) error {
	if err := r.db.Exec(ctx, "DROP VIEW IF EXISTS typed; DROP TABLE IF EXISTS kept; CREATE OR REPLACE VIEW raw AS "+from); err != nil {
		return err
	}
	if err := r.source(ctx, from); err != nil {
		return err
	}
	if err := r.lookUp(ctx, "source"); err != nil {
		return err
	}
	s, err := r.look(ctx, "source")
	if err != nil {
		return err
	}
	if err := r.settle(ctx, s); err != nil {
		return err
	}
	if err := r.db.Exec(ctx, "CREATE TABLE kept AS "+r.understanding("source", "row_no")); err != nil {
		return err
	}
	return r.db.Exec(ctx, r.shown())
}

// settle decides by what the cells show, and makes the statements' constants.
func (r *reading) settle(ctx context.Context, s shape) error {
	r.shape = nil
	if err := r.decide(ctx, s); err != nil {
		return err
	}
	if err := r.settleShop(s); err != nil {
		return err
	}
	return r.rules(ctx)
}

// understanding writes the statement that turns the cells of a source into
// values and reasons for refusal. It is built of known targets only, and of those
// that the file has: DuckDB works every column out at every step, used or not,
// and with all of them a file of three rows takes seconds.
//
// A cell is first read the short way; only what that leaves over is cleaned and
// looked at closely, one subquery inside the other, so that no step is worked
// out twice.
//
// key is a column of the source that is kept besides.
func (r *reading) understanding(from, key string) string {
	fields := r.fields()
	for _, step := range r.steps() {
		columns := []string{"row_no", "cells"}
		if key != "row_no" {
			columns = append(columns, key)
		}
		for _, f := range fields {
			columns = append(columns, step(f)...)
		}
		from = "(SELECT " + strings.Join(columns, ", ") + " FROM " + from + ")"
	}
	if r.kind.id == Orders {
		from = "(SELECT *, " + r.lineValue() + " AS line_value FROM " + from + ")"
	}
	return "SELECT " + strings.Join(r.stored(key), ", ") + ", CASE " + strings.Join(r.refusals(), " ") + " END AS reason FROM " + from
}

// sqlTypes are the types of values by the kind of their target.
var sqlTypes = map[string]string{"money": "BIGINT", "number": "BIGINT", "real": "DOUBLE", "time": "TIMESTAMPTZ", "day": "DATE", "truth": "BOOLEAN", "score": "SMALLINT"}

// column is one of the typed rows' columns: how it comes about, and how from what
// the short way gives, where that is another way.
type column struct{ name, kind, value, plain string }

// columnsOf are the columns that a field is kept in. Times of orders stay in the
// shop's own time, with their offset: an order needs its day, and turning every
// row's time to an instant would cost more than reading it.
func (r *reading) columnsOf(f field) []column {
	t := "t_" + f.ID
	switch {
	case f.Kind == "time" && r.kind.id == Orders:
		return []column{{t, "TIMESTAMP", t, ""}, {t + "_offset", "INTEGER", t + "_offset", "CAST(NULL AS INTEGER)"}}
	case f.Kind == "time":
		return []column{{t, "TIMESTAMPTZ", "instant(" + t + ", " + t + "_offset)", "timezone(zone(), " + t + ")"}}
	case f.Kind == "day":
		return []column{{t, "DATE", t, "CAST(" + t + " AS DATE)"}}
	case f.Kind == "money":
		return []column{{t, "BIGINT", "minor(" + t + ")", "minor_units(" + t + ")"}}
	case f.Kind == "number":
		return []column{{t, "BIGINT", "pieces(" + t + ")", t + " // 10000"}}
	case f.ID == "currency":
		return []column{{t, "VARCHAR", "currency_code(upper(" + t + "))", ""}}
	}
	return []column{{t, first(sqlTypes[f.Kind], "VARCHAR"), t, ""}}
}

// ordersOwn are the columns that orders have besides.
func (r *reading) ordersOwn() []column {
	all := []column{}
	if r.kind.id != Orders {
		return all
	}
	if r.mapped("order_no") {
		all = append(all, column{"is_refund", "BOOLEAN", "refund_prefix() AND CASE WHEN t_order_no < 'A' THEN false ELSE upper(t_order_no[1]) = 'C' END", ""})
	}
	if r.mapped("unit_price", "line_amount") {
		all = append(all, column{"line_minor", "BIGINT", "minor(line_value)", "minor_units(" + r.lineUnits() + ")"})
	}
	return all
}

func (r *reading) storedColumns() []column {
	var all []column
	for _, f := range r.fields() {
		all = append(all, r.columnsOf(f)...)
	}
	if r.kind.id == Orders {
		all = r.worked(all, "t_refund", r.refundValue())
		if r.preset.goodsTotal && !r.mapped("amount") {
			all = r.worked(all, "t_amount", r.goodsTotal())
		}
	}
	return append(all, r.ordersOwn()...)
}

// worked puts another value into a column of money, or adds the column; "" leaves
// it.
func (r *reading) worked(all []column, name, value string) []column {
	if value == "" {
		return all
	}
	i := slices.IndexFunc(all, func(c column) bool { return c.name == name })
	if i < 0 {
		return append(all, column{name, "BIGINT", value, ""})
	}
	all[i].value = value
	return all
}

// refundValue is what went back of a row where words or pieces tell it besides the
// amount, or instead; "" where only an amount does.
func (r *reading) refundValue() string {
	var all []string
	if r.mapped("refund") {
		all = append(all, "nullif(minor(t_refund), 0)")
	}
	of := pick(r.hasLines(), "minor(line_value)", pick(r.mapped("amount"), "minor(t_amount)", "CAST(NULL AS BIGINT)"))
	if r.mapped("returned_quantity") && r.mapped("quantity") && r.hasLines() {
		all = append(all, "CASE WHEN t_returned_quantity > 0 THEN CAST("+of+" * t_returned_quantity / nullif(t_quantity, 0) AS BIGINT) END")
	}
	if r.mapped("refund_state") {
		all = append(all, "CASE WHEN given_back(t_refund_state) THEN "+of+" END")
	}
	if len(all) == 0 || len(all) == 1 && r.mapped("refund") {
		return ""
	}
	return "coalesce(" + strings.Join(all, ", ") + ")"
}

// goodsTotal is what is due for an order whose total is of the goods alone.
func (r *reading) goodsTotal() string {
	value := "minor(t_total)"
	if r.mapped("postage") {
		value += " + coalesce(minor(t_postage), 0)"
	}
	if r.mapped("discount") {
		value += " - coalesce(minor(t_discount), 0)"
	}
	return value
}

// stored gives the columns their values.
func (r *reading) stored(key string) []string {
	all := []string{"row_no"}
	for _, c := range r.storedColumns() {
		all = append(all, c.value+" AS "+c.name)
	}
	if key != "row_no" {
		all = append(all, key)
	}
	if r.kind.id == Orders {
		all = append(all, r.productKey()+" AS product_key")
		if r.mapped("status") {
			all = append(all, "CASE WHEN t_status IS NULL THEN t_status_text END AS status_text")
		}
	}
	return all
}

// shown are all columns of the kind, with empty ones in the place of those that
// the file has not: stored ones would take as much memory as full ones.
func (r *reading) shown() string {
	all := []string{"rowid AS r", "row_no", "reason"}
	have := map[string]bool{}
	for _, c := range r.storedColumns() {
		all, have[c.name] = append(all, c.name), true
	}
	absent := func(c column) {
		if !have[c.name] {
			all, have[c.name] = append(all, "CAST(NULL AS "+c.kind+") AS "+c.name), true
		}
	}
	for _, f := range slices.Concat(r.kind.columns, who(true), goods(), []field{textField("category"), textField("brand"), textField("previous"), textField("source")}) {
		for _, c := range r.columnsOf(f) {
			absent(c)
		}
	}
	if r.kind.id == Orders {
		all = append(all, "product_key")
		absent(column{name: "line_minor", kind: "BIGINT"})
		if !have["is_refund"] {
			all = append(all, "false AS is_refund")
		}
	}
	return "CREATE VIEW typed AS SELECT " + strings.Join(all, ", ") + " FROM kept"
}

func textField(id string) field { return field{Target: Target{ID: id, Kind: "text"}} }

// lineValue is what a line of an order comes to, exactly. A file that does not
// tell how many pieces a line has tells of one.
func (r *reading) lineValue() string {
	value := "CAST(NULL AS DECIMAL(38, 4))"
	switch {
	case r.mapped("unit_price") && r.mapped("quantity"):
		value = "CAST(round(CAST(t_unit_price AS DECIMAL(38, 4)) * CAST(t_quantity AS DECIMAL(18, 4)), 4) AS DECIMAL(38, 4))"
	case r.mapped("unit_price"):
		value = "CAST(t_unit_price AS DECIMAL(38, 4))"
	}
	if r.mapped("line_amount") {
		value = "coalesce(CAST(t_line_amount AS DECIMAL(38, 4)), " + value + ")"
	}
	if r.mapped("line_discount") {
		value += " - coalesce(t_line_discount, 0)"
	}
	return value
}

// productKeys are the targets that name a product, the best first.
var productKeys = []string{"product_no", "sku", "product_title"}

func (r *reading) productKey() string {
	var all []string
	for _, k := range productKeys {
		if r.mapped(k) {
			all = append(all, "t_"+k)
		}
	}
	if len(all) == 0 {
		return "CAST(NULL AS VARCHAR)"
	}
	return "coalesce(" + strings.Join(all, ", ") + ")"
}

func (r *reading) hasOrderNo() bool { return r.mapped("order_no") }

// hasLines reports whether every row is a line of an order, with its amount.
func (r *reading) hasLines() bool { return r.mapped("unit_price", "line_amount") }

func (r *reading) hasAmount() bool { return r.mapped("amount") || r.preset.goodsTotal }

// datesOfOrders reports whether a row may leave its time to another row of its
// order: what no row tells, no known order has, is refused when it is matched.
func (r *reading) datesOfOrders() bool { return r.hasOrderNo() && r.hasLines() }
