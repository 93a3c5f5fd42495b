package ingest

import (
	"fmt"
	"slices"
	"strings"
)

// understanding writes the statement that turns the cells of a file into values
// and reasons for refusal. It is built of known targets only, and of those that
// the file has: DuckDB works every column out at every step, used or not, and
// with all of them a file of three rows takes seconds.
//
// A cell is first read the short way; only what that leaves over is cleaned and
// looked at closely, one subquery inside the other, so that no step is worked
// out twice.
//
// key is a column of the source that is kept besides.
func (r *reading) understanding(from, key string) string {
	for _, step := range []func(Target) []string{quick, leftOver, emptied, clock, longWay, settled} {
		columns := []string{"row_no", "cells"}
		if key != "row_no" {
			columns = append(columns, key)
		}
		for _, t := range r.targets() {
			columns = append(columns, step(t)...)
		}
		from = "(SELECT " + strings.Join(columns, ", ") + " FROM " + from + ")"
	}
	from = "(SELECT *, " + r.lineValue() + " AS line_value FROM " + from + ")"
	return "SELECT " + strings.Join(r.stored(key), ", ") + ", CASE " + strings.Join(r.refusals(), " ") + " END AS reason FROM " + from
}

// targets are those that the file has.
func (r *reading) targets() []Target {
	var all []Target
	for _, t := range Targets {
		if r.mapped(t.ID) {
			all = append(all, t)
		}
	}
	return all
}

func isTime(t Target) bool { return t.Kind == "time" }

func isNumber(t Target) bool { return t.Kind == "money" || t.Kind == "number" }

// write fills a target's name in for every ~.
func write(t Target, patterns ...string) []string {
	out := make([]string, len(patterns))
	for i, p := range patterns {
		out[i] = strings.ReplaceAll(p, "~", t.ID)
	}
	return out
}

// quick tries the plain ways to write a time or a number.
func quick(t Target) []string {
	switch {
	case isTime(t):
		return write(t, "~ AS ~_raw", "CASE WHEN length(~) <= 19 THEN try_cast(~ AS TIMESTAMP) END AS ~")
	case t.ID == "refund":
		return write(t, "CASE WHEN ~ NOT IN ('无退款申请', '没有申请退款') THEN ~ END AS ~_raw", "try_cast(~ AS DECIMAL(18, 4)) AS ~")
	case isNumber(t):
		return write(t, "~ AS ~_raw", "try_cast(~ AS DECIMAL(18, 4)) AS ~")
	}
	return write(t, "~")
}

// leftOver takes what sellers' tools put around a value off the cells that are
// still to be read.
func leftOver(t Target) []string {
	if isTime(t) || isNumber(t) {
		return write(t, "~", "CASE WHEN ~ IS NULL THEN stripped(~_raw) END AS ~_odd")
	}
	return write(t, "stripped(~) AS ~")
}

// emptied makes nothing of the words for nothing, and of masked identities.
func emptied(t Target) []string {
	switch {
	case isTime(t), isNumber(t):
		return write(t, "~", "or_empty(~_odd) AS ~_odd")
	case t.Kind == "identity" && t.ID != "address":
		return write(t, "CASE WHEN contains(~, '*') THEN NULL ELSE or_empty(~) END AS ~")
	}
	return write(t, "or_empty(~) AS ~")
}

// clock parts the offset from a time.
func clock(t Target) []string {
	switch {
	case isTime(t):
		return write(t, "~", "~_odd", "bare_time(~_odd) AS ~_bare", "offset_minutes(~_odd) AS ~_offset")
	case isNumber(t):
		return write(t, "~", "~_odd")
	}
	return write(t, "~")
}

// longWay reads times in all other ways.
func longWay(t Target) []string {
	switch {
	case isTime(t):
		return write(t, "~", "~_odd", "~_bare", "~_offset", "coalesce(try_strptime(~_bare, day_formats()), try_cast(~_bare AS TIMESTAMP)) AS ~_read")
	case isNumber(t):
		return write(t, "~", "~_odd")
	}
	return write(t, "~")
}

// settled has every value.
func settled(t Target) []string {
	switch {
	case isTime(t):
		return write(t, "coalesce(~, this_century(~_read), serial_day(~_bare)) AS ~", "~_odd", "~_offset")
	case isNumber(t):
		return write(t, "coalesce(~, try_cast(money_digits(~_odd) AS DECIMAL(18, 4))) AS ~", "~_odd")
	case t.ID == "status":
		return write(t, "status_of(~) AS ~", "~ AS ~_text")
	}
	return write(t, "~")
}

// lineValue is what a line comes to, exactly.
func (r *reading) lineValue() string {
	value := "CAST(NULL AS DECIMAL(38, 4))"
	if r.mapped("unit_price") && r.mapped("quantity") {
		value = "CAST(unit_price AS DECIMAL(38, 4)) * CAST(try_cast(quantity AS DECIMAL(10, 0)) AS DECIMAL(38, 0))"
	}
	if r.mapped("line_amount") {
		value = "coalesce(CAST(line_amount AS DECIMAL(38, 4)), " + value + ")"
	}
	if r.mapped("line_discount") {
		value += " - coalesce(line_discount, 0)"
	}
	return value
}

// kept are the columns of typed rows with their types, how they come about, and
// the targets that they need; without any target they are always there. plain is
// how they come about from what tried gives, where that is another way.
var kept = []column{
	{"row_no", "BIGINT", "row_no", "", ""},
	{"order_no", "VARCHAR", "order_no", "", "order_no"},
	{"is_refund", "BOOLEAN", "refund_prefix() AND CASE WHEN order_no < 'A' THEN false ELSE upper(order_no[1]) = 'C' END", "", "order_no"},
	{"ordered_at", "TIMESTAMP", "ordered_at", "", "ordered_at"},
	{"paid_at", "TIMESTAMP", "paid_at", "", "paid_at"},
	{"finished_at", "TIMESTAMP", "finished_at", "", "finished_at"},
	{"ordered_offset", "INTEGER", "ordered_at_offset", "", "ordered_at"},
	{"paid_offset", "INTEGER", "paid_at_offset", "", "paid_at"},
	{"finished_offset", "INTEGER", "finished_at_offset", "", "finished_at"},
	{"status", "VARCHAR", "status", "", "status"},
	{"amount_minor", "BIGINT", "minor(amount)", "minor_units(amount)", "amount"},
	{"total_minor", "BIGINT", "minor(total)", "minor_units(total)", "total"},
	{"postage_minor", "BIGINT", "minor(postage)", "minor_units(postage)", "postage"},
	{"discount_minor", "BIGINT", "minor(discount)", "minor_units(discount)", "discount"},
	{"refund_minor", "BIGINT", "minor(refund)", "minor_units(refund)", "refund"},
	{"quantity", "BIGINT", "try_cast(quantity AS BIGINT)", "quantity // 10000", "quantity"},
	{"order_quantity", "BIGINT", "try_cast(order_quantity AS BIGINT)", "order_quantity // 10000", "order_quantity"},
	{"kinds", "BIGINT", "try_cast(kinds AS BIGINT)", "kinds // 10000", "kinds"},
	{"line_minor", "BIGINT", "minor(line_value)", "", "unit_price line_amount"},
	{"product_title", "VARCHAR", "product_title", "", "product_title"},
	{"titles", "VARCHAR", "titles", "", "titles"},
	{"category", "VARCHAR", "category", "", "category"},
	{"ouid", "VARCHAR", "ouid", "", "ouid"},
	{"external", "VARCHAR", "whole_number(external)", "external", "external"},
	{"nick", "VARCHAR", "nick", "", "nick"},
	{"email", "VARCHAR", "email", "", "email"},
	{"phone", "VARCHAR", "phone", "", "phone"},
	{"alipay", "VARCHAR", "alipay", "", "alipay"},
	{"name", "VARCHAR", "name", "", "name"},
	{"gender", "VARCHAR", "gender", "", "gender"},
	{"country", "VARCHAR", "country", "", "country"},
	{"province", "VARCHAR", "province", "", "province"},
	{"city", "VARCHAR", "city", "", "city"},
	{"address", "VARCHAR", "address", "", "address"},
	{"currency", "VARCHAR", "upper(currency)", "", "currency"},
	{"agreed", "BOOLEAN", "CASE consent_word(agreed) WHEN 'yes' THEN true WHEN 'no' THEN false END", "", "agreed"},
}

// column is one of the typed rows.
type column struct{ name, kind, value, plain, from string }

// storedColumns are those that a file has.
func (r *reading) storedColumns() []column {
	var all []column
	for _, c := range kept {
		if c.from == "" || r.mapped(strings.Fields(c.from)...) {
			all = append(all, c)
		}
	}
	return all
}

// stored gives them their values.
func (r *reading) stored(key string) []string {
	var all []string
	for _, c := range r.storedColumns() {
		all = append(all, c.value+" AS "+c.name)
	}
	if key != "row_no" {
		all = append(all, key)
	}
	return append(all, r.productKey()+" AS product_key")
}

// shown are all columns, with empty ones in the place of those that the file
// has not: stored ones would take as much memory as full ones.
func (r *reading) shown() string {
	all := []string{"rowid AS r", "reason", "product_key"}
	for _, c := range kept {
		switch {
		case c.from == "" || r.mapped(strings.Fields(c.from)...):
			all = append(all, c.name)
		case c.name == "is_refund":
			all = append(all, "false AS is_refund")
		default:
			all = append(all, "CAST(NULL AS "+c.kind+") AS "+c.name)
		}
	}
	return "CREATE VIEW typed AS SELECT " + strings.Join(all, ", ") + " FROM kept"
}

// productKeys are the targets that name a product, the best first.
var productKeys = []string{"product_no", "sku", "product_title"}

func (r *reading) productKey() string {
	var all []string
	for _, k := range productKeys {
		if r.mapped(k) {
			all = append(all, k)
		}
	}
	if len(all) == 0 {
		return "CAST(NULL AS VARCHAR)"
	}
	return "coalesce(" + strings.Join(all, ", ") + ")"
}

// biggest is the largest amount that is believed, in major units.
const biggest = "10000000000000"

// refusals are the conditions under which a row is refused, each with its
// reason and the target whose column is wrong; the first that holds counts.
func (r *reading) refusals() []string {
	var all []string
	when := func(condition, reason, target string) {
		all = append(all, fmt.Sprintf("WHEN %s THEN '%s:%s'", condition, reason, target))
	}
	when(fmt.Sprintf("cells <> %d", len(r.file.headers)), "row_ragged", "")
	if r.hasOrderNo() {
		when("order_no IS NULL", "order_no_missing", "order_no")
		when(`contains(order_no, '+') AND regexp_full_match(order_no, '\d(\.\d+)?[Ee]\+\d+')`, "order_no_destroyed", "order_no")
	}
	for _, t := range Targets {
		if !r.mapped(t.ID) {
			continue
		}
		switch {
		case isTime(t):
			when(write(t, "~ IS NULL AND ~_odd IS NOT NULL OR year(~) NOT BETWEEN 1980 AND 2199")[0], "date_unreadable", t.ID)
		case t.Kind == "money":
			when(write(t, "~ IS NULL AND ~_odd IS NOT NULL OR abs(~) > "+biggest)[0], "amount_unreadable", t.ID)
		case t.Kind == "number":
			when(write(t, "~ IS NULL AND ~_odd IS NOT NULL OR ~ <> trunc(~) OR abs(~) > 1000000000")[0], "quantity_unreadable", t.ID)
		case t.ID == "status":
			when("status IS NULL AND status_text IS NOT NULL", "status_unknown", t.ID)
		case t.ID == "agreed":
			when("agreed IS NOT NULL AND consent_word(agreed) IS NULL", "word_unknown", t.ID)
		}
		if t.ID == "amount" || t.ID == "refund" || t.ID == "postage" {
			when(t.ID+" < 0", "amount_negative", t.ID)
		}
	}
	return append(all, r.gaps()...)
}

// gaps are the refusals of rows that lack what every row of their file needs.
func (r *reading) gaps() []string {
	var all []string
	when := func(condition, reason, target string) {
		all = append(all, fmt.Sprintf("WHEN %s THEN '%s:%s'", condition, reason, target))
	}
	if times := r.times(); len(times) > 0 {
		when("coalesce("+strings.Join(times, ", ")+") IS NULL", "date_missing", times[0])
	}
	if r.hasAmount() && !r.hasLines() {
		when("amount IS NULL", "amount_missing", "amount")
	}
	if r.hasLines() {
		line := pick(r.mapped("line_amount"), "line_amount", "unit_price")
		product := productKeys[slices.IndexFunc(productKeys, func(k string) bool { return r.mapped(k) })]
		when("quantity IS NULL", "quantity_missing", "quantity")
		when("line_value IS NULL", "amount_missing", line)
		when("abs(line_value) > "+biggest, "amount_unreadable", line)
		when(r.productKey()+" IS NULL", "product_missing", product)
	}
	return all
}

// times are the targets of which every row needs one.
func (r *reading) times() []string {
	var all []string
	for _, t := range []string{"ordered_at", "paid_at"} {
		if r.mapped(t) {
			all = append(all, t)
		}
	}
	return all
}
