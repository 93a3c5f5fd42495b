package ingest

import (
	"fmt"
	"slices"
	"strings"
)

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

// plannable are times that may lie ahead: a parcel is announced.
var plannable = []string{"finished_at", "shipped_at", "delivered_at"}

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
		if f.Kind == "time" && !slices.Contains(plannable, f.ID) {
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
		condition += " AND t_status IS DISTINCT FROM 'closed' AND t_status IS DISTINCT FROM 'unpaid'"
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
		if r.mapped(t) || t == "ordered_at" && r.numberTellsDay() {
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
