package ingest

import (
	"context"
	"fmt"
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

func isTime(f field) bool { return f.Kind == "time" || f.Kind == "day" }

func isNumber(f field) bool { return f.Kind == "money" || f.Kind == "number" }

// isWord tells fields whose text is turned into a value of a choice.
func isWord(f field) bool {
	return f.words != "" || f.Kind == "truth" || f.Kind == "score" || f.Kind == "real"
}

// write fills a field's name in for every ~.
func write(f field, patterns ...string) []string {
	out := make([]string, len(patterns))
	for i, p := range patterns {
		out[i] = strings.ReplaceAll(p, "~", "t_"+f.ID)
	}
	return out
}

// quick tries the plain ways to write a time or a number.
func (r *reading) quick(f field) []string {
	switch {
	case isTime(f):
		return write(f, "~ AS ~_raw", "quick_time(~) AS ~")
	case isNumber(f):
		return write(f, "~ AS ~_raw", pick(r.whole.decimal == ",", "CASE WHEN NOT contains(~, '.') THEN plain_number(~) END", "plain_number(~)")+" AS ~")
	}
	return write(f, "~")
}

// leftOver takes what sellers' tools put around a value off the cells that are
// still to be read.
func (r *reading) leftOver(f field) []string {
	switch {
	case isTime(f):
		return write(f, "believable(~) AS ~", "CASE WHEN believable(~) IS NULL THEN stripped(~_raw) END AS ~_odd")
	case isNumber(f):
		return write(f, "~", "CASE WHEN ~ IS NULL THEN stripped(~_raw) END AS ~_odd")
	case r.file.tidy:
		return write(f, "~")
	}
	return write(f, "stripped(~) AS ~")
}

// emptied makes nothing of the words for nothing, and of masked identities.
func emptied(f field) []string {
	switch {
	case f.ID == "refund":
		return write(f, "~", "CASE WHEN ~_odd NOT IN ('无退款申请', '没有申请退款') THEN or_empty(~_odd) END AS ~_odd")
	case isTime(f), isNumber(f):
		return write(f, "~", "or_empty(~_odd) AS ~_odd")
	case f.ID == "external":
		return write(f, "unmasked(whole_number(~)) AS ~")
	case f.ID == "campaign":
		return write(f, "or_empty(whole_number(~)) AS ~")
	case f.Kind == "identity" && f.ID != "address" && f.ID != "name":
		return write(f, "unmasked(~) AS ~")
	case f.ID == "name":
		return write(f, "unmasked(~) AS ~")
	case isWord(f):
		return write(f, "or_empty(~) AS ~_text")
	}
	return write(f, "or_empty(~) AS ~")
}

// steps are the steps from a cell to its value.
func (r *reading) steps() []func(field) []string {
	all := []func(field) []string{r.quick, r.leftOver, emptied}
	for _, s := range longWay {
		all = append(all, s.columns)
	}
	return append(all, r.settled)
}

// longWay reads times and numbers in all the ways that are not plain. A step makes
// one column of the columns that the step before left: a macro inside another
// would be worked out as often as the outer one names it.
var longWay = []step{
	{[]string{"~", "~_odd", "ascii_digits(~_odd) AS ~_tidy"}, []string{"~", "~_odd", "ascii_digits(~_odd) AS ~_tidy"}},
	{[]string{"~", "~_odd", "half_day(~_tidy) AS ~_tidy"}, []string{"~", "~_odd", "number_parts(~_tidy) AS ~_parts"}},
	{[]string{"~", "~_odd", "zone_of(~_tidy) AS ~_zone", "bare_time(~_tidy) AS ~_bare"}, []string{"~", "~_odd", "number_digits(~_parts) AS ~_digits"}},
	{[]string{"~", "~_odd", "minutes_of(~_zone) AS ~_offset", "year_first(~_bare) AS ~_bare"}, []string{"~", "~_odd", "~_digits"}},
	{[]string{"~", "~_odd", "~_offset", "~_bare", "month_name(~_bare) AS ~_month"}, []string{"~", "~_odd", "~_digits"}},
	{[]string{"~", "~_odd", "~_offset", "numbered_month(~_bare, ~_month) AS ~_bare"}, []string{"~", "~_odd", "~_digits"}},
	{[]string{"~", "~_odd", "~_offset", "clock_parts(full_year(~_bare)) AS ~_parts"}, []string{"~", "~_odd", "~_digits"}},
	{[]string{"~", "~_odd", "~_offset", "clock_time(~_parts) AS ~_read"}, []string{"~", "~_odd", "~_digits"}},
	{[]string{"~", "~_odd", "coalesce(~_read, serial_day(~_odd)) AS ~_read",
		"CASE WHEN ~_offset IS NOT NULL THEN timezone('UTC', ~_read - to_minutes(CAST(~_offset AS BIGINT))) ELSE epoch_time(~_odd) END AS ~_at"}, []string{"~", "~_odd", "~_digits"}},
}

// step is what one step makes of times and of numbers.
type step struct{ times, numbers []string }

func (s step) columns(f field) []string {
	switch {
	case isTime(f):
		return write(f, s.times...)
	case isNumber(f):
		return write(f, s.numbers...)
	case f.Kind == "real":
		return realStep(f, s)
	case isWord(f):
		return write(f, "~_text")
	}
	return write(f, "~")
}

// realStep reads a real number's text as numbers are read, beside the text.
func realStep(f field, s step) []string {
	last := s.numbers[len(s.numbers)-1]
	return write(f, "~_text", strings.ReplaceAll(last, "ascii_digits(~_odd)", "ascii_digits(rtrim(~_text, '% '))"))
}

// settled has every value. A time that tells its own zone is turned to the
// shop's, with the offset that then held there, so that no instant is lost where
// clocks are set back.
func (r *reading) settled(f field) []string {
	switch {
	case f.Kind == "day":
		return write(f, "coalesce(CAST(coalesce(~, timezone(zone(), ~_at), ~_read) AS DATE), month_of(~_odd)) AS ~", "~_odd")
	case f.ID == "ordered_at" && r.preset.dayFromNumber == "yymmdd" && r.mapped("order_no"):
		return write(f, "coalesce(~, timezone(zone(), ~_at), ~_read, CASE WHEN ~_odd IS NULL THEN try_strptime('20' || t_order_no[:6], '%Y%m%d') END) AS ~", "~_odd", "CAST(NULL AS INTEGER) AS ~_offset")
	case isTime(f):
		return write(f, "coalesce(~, timezone(zone(), ~_at), ~_read) AS ~", "~_odd",
			"CASE WHEN ~ IS NULL AND ~_at IS NOT NULL THEN CAST(date_diff('minute', timezone('UTC', ~_at), timezone(zone(), ~_at)) AS INTEGER) END AS ~_offset")
	case isNumber(f):
		return write(f, "coalesce(~, try_cast(~_digits AS DECIMAL(18, 4))) AS ~", "~_odd")
	case isWord(f):
		return write(f, valueOf(f, "~_text")+" AS ~", "~_text")
	}
	return write(f, "~")
}

// valueOf is the value of a text that is one of a choice.
func valueOf(f field, text string) string {
	switch {
	case f.words != "":
		return f.words + "(" + text + ")"
	case f.Kind == "truth":
		return "truth_of(" + text + ")"
	case f.Kind == "score":
		return "score_of(" + text + ")"
	}
	return "real_of(" + text + ", ~_digits)"
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
		return []column{{t, "VARCHAR", "upper(" + t + ")", ""}}
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

// biggest is the largest amount that is believed, in major units.
const biggest = "10000000000000"

// refusals are the conditions under which a row is refused or set aside, each
// with its reason and the target whose column is wrong; the first that holds
// counts.
func (r *reading) refusals() []string {
	var all []string
	when := func(condition, reason, target string) {
		all = append(all, fmt.Sprintf("WHEN %s THEN '%s:%s'", strings.ReplaceAll(condition, "~", "t_"+target), reason, target))
	}
	when(fmt.Sprintf("cells <> %d", len(r.file.headers)), pick(r.file.json, "json_unreadable", "row_ragged"), "")
	if r.hasOrderNo() && r.kind.id == Orders {
		when("~ IS NULL", "order_no_missing", "order_no")
	}
	if isOf(r.kind, "order_no") && r.hasOrderNo() {
		when(`contains(~, '+') AND regexp_full_match(~, '\d(\.\d+)?[Ee]\+\d+')`, "order_no_destroyed", "order_no")
	}
	for _, f := range r.fields() {
		if f.Required {
			when(missingCell(f), "cell_missing", f.ID)
		}
		r.unreadable(f, when)
	}
	if r.kind.id == Orders {
		r.gaps(when)
	}
	if r.kind.id == pastCampaigns && r.mapped("end") {
		when("~ < t_start", "days_reversed", "end")
	}
	if told := r.identityColumns(); len(told) > 0 && r.kind.hasPeople() {
		when("coalesce(t_"+strings.Join(told, ", t_")+") IS NULL", "who_missing", told[0])
	}
	return all
}

func missingCell(f field) string {
	switch {
	case isTime(f), isNumber(f):
		return "~ IS NULL AND ~_odd IS NULL"
	case isWord(f):
		return "~_text IS NULL"
	}
	return "~ IS NULL"
}

func (r *reading) unreadable(f field, when func(condition, reason, target string)) {
	const nothing = "~ IS NULL AND ~_odd IS NOT NULL"
	inOrders := r.kind.id == Orders
	switch {
	case f.ID == "state":
		when("~ = 'open'", "refund_open", f.ID)
	case f.ID == "status" && inOrders:
		when("~ IS NULL AND ~_text IS NOT NULL", "status_unknown", f.ID)
	case f.ID == "agreed" && inOrders: // an order is one, whatever was agreed to: a note names the word
	case f.Kind == "real":
		when("~ IS NULL AND ~_text IS NOT NULL", "number_unreadable", f.ID)
	case isWord(f):
		when("~ IS NULL AND ~_text IS NOT NULL", "word_unknown", f.ID)
	case isTime(f):
		when(nothing+" OR year(~) NOT BETWEEN 1980 AND 2199", "date_unreadable", f.ID)
		if f.Kind == "time" {
			when("~ > "+r.lastMoment(), "in_future", f.ID)
		}
	case f.Kind == "money":
		when(nothing+" OR abs(~) > "+biggest, "amount_unreadable", f.ID)
		if !inOrders || f.ID == "amount" || f.ID == "refund" || f.ID == "postage" {
			when("~ < 0", "amount_negative", f.ID)
		}
	case f.Kind == "number":
		when(nothing+" OR abs(~) > 1000000000", pick(inOrders, "quantity_unreadable", "number_unreadable"), f.ID)
		if !inOrders && f.ID != "stock" {
			when("~ < 0", "number_negative", f.ID)
		}
	}
}

// lastMoment is the latest time in the shop's zone that a fact can have.
func (r *reading) lastMoment() string {
	return "TIMESTAMP '" + r.latest.UTC().Format("2006-01-02 15:04:05") + "'"
}

// gaps are the refusals of rows that lack what every row of a file of orders
// needs.
func (r *reading) gaps(when func(condition, reason, target string)) {
	if times := r.times(); len(times) > 0 && !r.datesOfOrders() {
		when("coalesce(t_"+strings.Join(times, ", t_")+") IS NULL", "date_missing", times[0])
	}
	if r.mapped("amount") && !r.hasLines() && !r.hasOrderNo() {
		when("~ IS NULL", "amount_missing", "amount")
	}
	if r.hasLines() {
		line := pick(r.mapped("line_amount"), "line_amount", "unit_price")
		if r.mapped("quantity") {
			when(r.isLine("~ IS NULL"), "quantity_missing", "quantity")
		}
		when(r.isLine("line_value IS NULL"), "amount_missing", line)
		when("abs(line_value) > "+biggest, "amount_unreadable", line)
		if i := slices.IndexFunc(productKeys, func(k string) bool { return r.mapped(k) }); i >= 0 {
			when(r.isLine(r.productKey()+" IS NULL"), "product_missing", productKeys[i])
		}
	}
}

// isLine restricts a condition to rows that are lines with something to pay: a
// line that was called off, or of no pieces, may lack its price, and a row with the amount of its
// order and no product tells the order.
func (r *reading) isLine(condition string) string {
	if r.mapped("status") {
		condition += " AND t_status IS DISTINCT FROM 'closed'"
	}
	if r.mapped("quantity") {
		condition += " AND t_quantity IS DISTINCT FROM 0"
	}
	if r.mapped("amount") {
		condition += " AND NOT (t_amount IS NOT NULL AND " + r.productKey() + " IS NULL)"
	}
	return condition
}

// times are the targets of which every row of orders needs one.
func (r *reading) times() []string {
	var all []string
	for _, t := range []string{"ordered_at", "paid_at"} {
		if r.mapped(t) {
			all = append(all, t)
		}
	}
	return all
}

// hasPeople reports whether every row of the kind must tell who it is about.
func (k kind) hasPeople() bool {
	return slices.Contains([]string{"events", "chats", "contacts", "redemptions", "traits"}, k.id)
}

// identityColumns are the targets of the file that tell who somebody is.
func (r *reading) identityColumns() []string {
	return slices.DeleteFunc(slices.Clone(identities), func(t string) bool { return !isOf(r.kind, t) || !r.mapped(t) })
}
