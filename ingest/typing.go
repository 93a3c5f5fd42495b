package ingest

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// rules turns what is known of the file into constants of its statements.
func (f *facts) rules(ctx context.Context) error {
	r := f.reading
	constants := []struct{ name, value string }{
		{"zone", literal(r.zone)},
		{"minor_scale", strconv.FormatInt(r.scale, 10)},
		{"day_formats", dayFormats(f.dateOrder())},
		{"first_row", strconv.Itoa(r.file.firstRow())},
		// Keyed, so that the number of an event does not tell whose it is.
		{"salt", literal(f.in.vault.HashNormal("event", strconv.FormatInt(int64(f.shop.ID), 10)))},
	}
	for _, c := range constants {
		if err := r.db.Exec(ctx, "CREATE MACRO "+c.name+"() AS "+c.value); err != nil {
			return err
		}
	}
	return r.run(ctx, "macro", "fact_macro", "fact_word")
}

// dateOrder says how a date like 3/4/2011 is read: as the maker writes it, or as
// the first rows leave it possible.
func (f *facts) dateOrder() string {
	if f.reading.preset.dateOrder != "" {
		return f.reading.preset.dateOrder
	}
	for i, h := range f.reading.file.headers {
		c, _ := f.kind.column(f.reading.mapping[h])
		if c.Kind != "time" && c.Kind != "day" {
			continue
		}
		for _, row := range f.reading.file.sample {
			if i >= len(row) {
				continue
			}
			first, rest, ok := strings.Cut(strings.TrimSpace(row[i]), "/")
			if day, err := strconv.Atoi(first); ok && err == nil && day > 12 && day < 32 && rest != "" {
				return "dmy"
			}
		}
	}
	return "mdy"
}

// understanding writes the statement that turns the cells of a file into values
// and reasons for refusal, one subquery inside the other, so that no step is
// worked out twice: the cells without what tools put around them (y_…), without
// the words for nothing (x_…), then their values (t_…), then why a row is
// refused. The names in it are those of known targets.
func (f *facts) understanding() string {
	r := f.reading
	bare, told, values, kept := []string{"NULL AS row_no", "NULL AS cells"}, []string{"row_no", "cells"}, []string{"row_no", "cells"}, []string{"row_no"}
	if r.file.lenient {
		bare = []string{"CAST(row_no AS BIGINT) AS row_no", "CAST(cells AS INTEGER) AS cells"}
	}
	for _, c := range f.mappedColumns() {
		bare = append(bare, fmt.Sprintf("%s(c%d) AS y_%s", pick(r.file.tidy, "", "stripped"), r.column(c.ID), c.ID))
		told = append(told, emptiedCell(c)+" AS x_"+c.ID)
		values = append(values, "x_"+c.ID, typedAs(c)+" AS t_"+c.ID)
		kept = append(kept, "t_"+c.ID)
	}
	for _, i := range f.traits() {
		name := fmt.Sprintf("trait_%d", i)
		bare = append(bare, fmt.Sprintf("or_empty(stripped(c%d)) AS %s", i, name))
		told, values, kept = append(told, name), append(values, name), append(kept, name)
	}
	from := "raw"
	for _, step := range [][]string{bare, told, values} {
		from = "(SELECT " + strings.Join(step, ", ") + " FROM " + from + ")"
	}
	return "CREATE TABLE kept AS SELECT " + strings.Join(kept, ", ") + ", CASE " + strings.Join(f.refusals(), " ") + " END AS reason FROM " + from
}

// mappedColumns are the columns of the kind that the file has.
func (f *facts) mappedColumns() []field {
	return slices.DeleteFunc(slices.Clone(f.kind.columns), func(c field) bool { return c.ID == freeTrait || !f.reading.mapped(c.ID) })
}

// traits are the numbers of the columns that tell attributes under their own
// names.
func (f *facts) traits() []int {
	var all []int
	for i, h := range f.reading.file.headers {
		if f.reading.mapping[h] == freeTrait && !forbidden(h) {
			all = append(all, i)
		}
	}
	return all
}

// emptiedCell is a cell without the words for nothing; a masked identity is
// nothing.
func emptiedCell(c field) string {
	cell := "y_" + c.ID
	switch {
	case c.ID == "external":
		return "unmasked(whole_number(" + cell + "))"
	case c.Kind == "identity":
		return "unmasked(" + cell + ")"
	case c.ID == "campaign":
		return "or_empty(whole_number(" + cell + "))"
	}
	return "or_empty(" + cell + ")"
}

// typedAs is the value of a clean cell.
func typedAs(c field) string {
	x := "x_" + c.ID
	if c.words != "" {
		return c.words + "(" + x + ")"
	}
	switch c.Kind {
	case "money":
		return "cents_of(" + x + ")"
	case "number":
		return "whole_of(" + x + ")"
	case "real":
		return "real_of(" + x + ")"
	case "time":
		return "time_of(" + x + ")"
	case "day":
		return "day_of(" + x + ")"
	case "truth":
		return "truth_of(" + x + ")"
	case "score":
		return "score_of(" + x + ")"
	}
	return x
}

// sqlTypes are the types of values by the kind of their target.
var sqlTypes = map[string]string{"money": "BIGINT", "number": "BIGINT", "real": "DOUBLE", "time": "TIMESTAMPTZ", "day": "DATE", "truth": "BOOLEAN", "score": "SMALLINT"}

// shown are all columns of the kind, with empty ones in the place of those that
// the file has not.
func (f *facts) shown() string {
	all := []string{"rowid AS r", "row_no", "reason"}
	seen := map[string]bool{}
	for _, c := range slices.Concat(f.kind.columns, who(true), goods(), []field{{Target: Target{ID: "category"}}, {Target: Target{ID: "brand"}}, {Target: Target{ID: "previous"}}, {Target: Target{ID: "source"}}}) {
		switch {
		case seen[c.ID] || c.ID == freeTrait:
		case f.reading.mapped(c.ID) && isOf(f.kind, c.ID):
			all = append(all, "t_"+c.ID)
		default:
			all = append(all, "CAST(NULL AS "+first(sqlTypes[c.Kind], "VARCHAR")+") AS t_"+c.ID)
		}
		seen[c.ID] = true
	}
	for _, i := range f.traits() {
		all = append(all, fmt.Sprintf("trait_%d", i))
	}
	return "CREATE VIEW typed AS SELECT " + strings.Join(all, ", ") + " FROM kept"
}

func isOf(k kind, target string) bool {
	_, ok := k.column(target)
	return ok
}

// refusals are the conditions under which a row is refused, each with its reason
// and its target; the first that holds counts.
func (f *facts) refusals() []string {
	var all []string
	when := func(condition, reason, target string) {
		all = append(all, "WHEN "+strings.ReplaceAll(condition, "~", target)+" THEN '"+reason+":"+target+"'")
	}
	when(fmt.Sprintf("cells <> %d", len(f.reading.file.headers)), pick(f.reading.file.json, "json_unreadable", "row_ragged"), "")
	for _, c := range f.mappedColumns() {
		if c.Required {
			when("x_~ IS NULL", "cell_missing", c.ID)
		}
		f.unreadable(c, when)
	}
	if f.kind.id == pastCampaigns && f.reading.mapped("end") {
		when("t_~ < t_start", "days_reversed", "end")
	}
	if told := f.identityColumns(); len(told) > 0 && f.kind.hasPeople() {
		when("coalesce(t_"+strings.Join(told, ", t_")+") IS NULL", "who_missing", told[0])
	}
	return all
}

func (f *facts) unreadable(c field, when func(condition, reason, target string)) {
	const nothing = "x_~ IS NOT NULL AND t_~ IS NULL"
	switch {
	case c.ID == "state":
		when("t_~ = 'open'", "refund_open", c.ID)
	case c.words != "", c.Kind == "truth", c.Kind == "score":
		when(nothing, "word_unknown", c.ID)
	case c.Kind == "time", c.Kind == "day":
		when(nothing+" OR t_~ < DATE '1980-01-01' OR t_~ >= DATE '2200-01-01'", "date_unreadable", c.ID)
	case c.Kind == "money":
		when(nothing+" OR abs(t_~) > "+biggest+" * CAST(minor_scale() AS BIGINT)", "amount_unreadable", c.ID)
		when("t_~ < 0", "amount_negative", c.ID)
	case c.Kind == "real":
		when(nothing, "number_unreadable", c.ID)
	case c.Kind == "number":
		when(nothing+" OR abs(t_~) > 1000000000", "number_unreadable", c.ID)
		if c.ID != "stock" {
			when("t_~ < 0", "number_negative", c.ID)
		}
	}
}

// hasPeople reports whether every row of the kind must tell who it is about.
func (k kind) hasPeople() bool {
	return slices.Contains([]string{"events", "chats", "contacts", "redemptions", "traits"}, k.id)
}

// identityColumns are the targets of the file that tell who somebody is.
func (f *facts) identityColumns() []string {
	return slices.DeleteFunc(slices.Clone(identities), func(t string) bool { return !isOf(f.kind, t) || !f.reading.mapped(t) })
}
