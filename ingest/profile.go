package ingest

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strconv"
	"strings"

	"huike"
)

// whole is what the whole columns of a file show of the way in which it is
// written.
type whole struct {
	dates   string // the order of the parts of 3/4/2023: mdy, dmy or ymd
	decimal string // "." or ","
}

// shape counts how the cells of a file are written, over all of its columns of
// times and of numbers.
type shape struct {
	Slashed   int64    // dates whose order of parts is open: 3/4/2023
	DayFirst  int64    // of them: the first part is above 12
	DayLast   int64    // of them: the second part is above 12
	Open      int64    // of them: both parts may be the month, and it matters
	Example   string   // one of the open ones
	Offsets   []string // days with their offsets from UTC in minutes: "2024-03-01 -300"
	Comma     int64    // numbers whose comma is the decimal sign
	Dot       int64    // numbers whose dot is the decimal sign
	Comma3    int64    // numbers as 1,234
	Dot3      int64    // numbers as 1.234
	Number    string   // one of these
	Fractions int64    // quantities that are no whole numbers
	Short     int64    // slashed dates whose last part has two digits: 26/03/04
	YearFirst int64    // of them: the first part may be a year of late, and the last a day
	YearLast  int64    // of them: the last part may be a year of late
	Signs     []string // currency signs and codes beside amounts
}

// look goes through all cells of the view source, or of what is left of it. Like
// understanding, it makes one column a step.
func (r *reading) look(ctx context.Context, from string) (shape, error) {
	var s shape
	times, numbers := []field{}, []field{}
	for _, f := range r.fields() {
		if isTime(f) {
			times = append(times, f)
		} else if isNumber(f) {
			numbers = append(numbers, f)
		}
	}
	if len(times)+len(numbers) == 0 {
		return s, nil
	}
	for _, l := range looks {
		var columns []string
		for _, f := range times {
			columns = append(columns, write(f, l.times...)...)
		}
		for _, f := range numbers {
			columns = append(columns, write(f, l.numbers...)...)
		}
		from = "(SELECT " + strings.Join(columns, ", ") + " FROM " + from + ")"
	}
	var fractions []field
	for _, f := range numbers {
		if f.Kind == "number" {
			fractions = append(fractions, f)
		}
	}
	year := r.latest.Year() % 100
	late := strconv.Itoa(max(year-yearsBack, 0)) + " AND " + strconv.Itoa(year+1)
	const both = "~_a <= 12 AND ~_b <= 12 AND ~_a <> ~_b"
	question := "SELECT " + strings.Join([]string{
		countOf(times, "~_a IS NOT NULL"), countOf(times, "~_a BETWEEN 13 AND 31 AND ~_b <= 12"), countOf(times, "~_b BETWEEN 13 AND 31 AND ~_a <= 12"), countOf(times, both), anyOf(times, "~_odd", both),
		textsOf(times, "~_offset", "~_offset IS NOT NULL"),
		countOf(numbers, "comma_told(~_odd)"), countOf(numbers, "CASE WHEN ~ IS NULL THEN dot_told(~_odd) ELSE dot_plain(~_raw) END"), countOf(numbers, "comma3_told(~_odd)"),
		countOf(numbers, "CASE WHEN ~ IS NULL THEN dot3_told(~_odd) ELSE contains(~_raw, '.') AND dot3_told(~_raw) END"), anyOf(numbers, "coalesce(~_odd, ~_raw)", "comma3_told(~_odd) OR contains(~_raw, '.') AND dot3_told(~_raw)"),
		countOf(fractions, "~ <> trunc(~)"),
		countOf(times, "strlen(~_y) = 2"), countOf(times, "strlen(~_y) = 2 AND ~_a BETWEEN "+late+" AND ~_b <= 12 AND try_cast(~_y AS INTEGER) BETWEEN 1 AND 31"),
		countOf(times, "strlen(~_y) = 2 AND try_cast(~_y AS INTEGER) BETWEEN "+late),
		textsOf(amounts(numbers), "~_sign", "~_sign <> ''"),
	}, ", ") + " FROM " + from
	rows, err := r.db.Query(ctx, question)
	if err != nil {
		return s, err
	}
	defer rows.Close()
	if rows.Next() {
		var told, signs string
		if err := rows.Scan(&s.Slashed, &s.DayFirst, &s.DayLast, &s.Open, &s.Example, &told, &s.Comma, &s.Dot, &s.Comma3, &s.Dot3, &s.Number, &s.Fractions, &s.Short, &s.YearFirst, &s.YearLast, &signs); err != nil {
			return s, broken(ctx, err)
		}
		if err := errors.Join(json.Unmarshal([]byte(told), &s.Offsets), json.Unmarshal([]byte(signs), &s.Signs)); err != nil {
			return s, broken(ctx, err)
		}
	}
	return s, broken(ctx, rows.Err())
}

// looks are the steps of look.
var looks = []step{
	{[]string{"CASE WHEN plain_time(~) IS NULL THEN ~ END AS ~_odd"}, []string{"~ AS ~_raw", "plain_number(~) AS ~"}},
	{[]string{"stripped(~_odd) AS ~_odd"}, []string{"~", "~_raw", "CASE WHEN ~ IS NULL THEN stripped(~_raw) END AS ~_odd"}},
	{[]string{"~_odd", "slashed_parts(~_odd) AS ~_parts", "CASE WHEN length(~_odd) > 16 AND ~_odd[5] = '-' THEN zone_of(~_odd) ELSE '' END AS ~_zone"}, []string{"~", "~_raw", "ascii_digits(~_odd) AS ~_odd"}},
	{[]string{"~_odd", "try_cast(~_parts.a AS INTEGER) AS ~_a", "try_cast(~_parts.b AS INTEGER) AS ~_b", "~_parts.y AS ~_y", "minutes_of(~_zone) AS ~_minutes"}, []string{"~", "~_raw", "~_odd"}},
	{[]string{"~_odd", "~_a", "~_b", "~_y", "~_odd[:10] || ' ' || CAST(~_minutes AS VARCHAR) AS ~_offset"}, []string{"~", "~_raw", "~_odd", "currency_sign(~_odd) AS ~_sign"}},
}

// countOf counts the cells of some fields for which a condition holds.
func countOf(of []field, condition string) string {
	all := []string{"0"}
	for _, f := range of {
		all = append(all, write(f, "count(*) FILTER ("+condition+")")...)
	}
	return "CAST(" + strings.Join(all, " + ") + " AS BIGINT)"
}

// anyOf is one cell of those for which a condition holds, the first of the file.
func anyOf(of []field, cell, condition string) string {
	var all []string
	for _, f := range of {
		all = append(all, write(f, "first("+cell+") FILTER ("+condition+")")...)
	}
	return "coalesce(" + strings.Join(append(all, "''"), ", ") + ")"
}

// yearsBack is how long ago the orders of a file with two-digit years may be.
const yearsBack = 15

// amounts are the fields of money among some of numbers.
func amounts(numbers []field) []field {
	return slices.DeleteFunc(slices.Clone(numbers), func(f field) bool { return f.Kind != "money" })
}

// textsOf are the different texts of some fields, as JSON.
func textsOf(of []field, text, condition string) string {
	if len(of) == 0 {
		return "'[]'"
	}
	var all []string
	for _, f := range of {
		all = append(all, write(f, "coalesce(list(DISTINCT "+text+") FILTER ("+condition+"), [])")...)
	}
	return "CAST(to_json(list_distinct(flatten([" + strings.Join(all, ", ") + "]))) AS VARCHAR)"
}

// decide settles how dates and numbers are written: as the person says, as the
// whole columns prove, or as the maker of the file writes them; where none of
// these tells, the person is asked.
func (r *reading) decide(ctx context.Context, s shape) error {
	if s.Fractions > 0 {
		r.note("fractions", s.Fractions)
	}
	if err := r.decideDates(ctx, s); err != nil {
		return err
	}
	return r.decideDecimal(s)
}

// much is how many times more cells must speak for one order of day and month
// than for the other.
const much = 20

func (r *reading) decideDates(ctx context.Context, s shape) error {
	r.whole.dates = first(r.format.Dates, r.preset.dateOrder, "mdy")
	switch {
	case s.Slashed == 0 || r.format.Dates != "":
		return nil
	case s.Short == s.Slashed && s.YearFirst == s.Short && s.YearLast < s.Short:
		r.whole.dates = "ymd"
		r.note("dates_year_first", s.Short)
		return nil
	case s.DayFirst > much*s.DayLast:
		r.whole.dates = "dmy"
		r.note("dates_proven_dmy", s.DayFirst)
		return nil
	case s.DayLast > much*s.DayFirst:
		r.whole.dates = "mdy"
		r.note("dates_proven_mdy", s.DayLast)
		return nil
	case s.Open == 0 && s.DayFirst == 0 && s.DayLast == 0:
		return nil
	case r.preset.dateOrder != "":
		r.note("dates_by_preset_"+r.whole.dates, r.preset.label)
		return nil
	}
	order, err := r.runningOrder(ctx)
	if err != nil {
		return err
	}
	if order == "" {
		r.doubt = s.Example
		return huike.Errorf(huike.Invalid, "import.dates_doubtful",
			"dates as %s can be read day first or month first, and nothing in the file tells which; say it (--dates dmy or --dates mdy)", s.Example)
	}
	r.whole.dates = order
	r.note("dates_in_order_"+order, s.Slashed)
	return nil
}

// runningOrder tells the order of day and month by the order of the rows: where
// one of the two readings runs through the file in the order of time, and the
// other goes to and fro.
func (r *reading) runningOrder(ctx context.Context) (string, error) {
	for _, f := range r.fields() {
		if !isTime(f) {
			continue
		}
		rows, err := r.db.Query(ctx, strings.ReplaceAll(`SELECT count(*) FILTER (m < lm), count(*) FILTER (m > lm), count(*) FILTER (d < ld), count(*) FILTER (d > ld) FROM (
SELECT m, d, lag(m) OVER (ORDER BY n) AS lm, lag(d) OVER (ORDER BY n) AS ld FROM (
SELECT n, try_cast(p.y || '-' || p.a || '-' || p.b AS DATE) AS m, try_cast(p.y || '-' || p.b || '-' || p.a AS DATE) AS d
FROM (SELECT row_number() OVER () AS n, slashed_parts(stripped(t_~)) AS p FROM source) WHERE p.a <> ''))`, "~", f.ID))
		if err != nil {
			return "", err
		}
		var mdown, mup, ddown, dup int64
		if rows.Next() {
			err = rows.Scan(&mdown, &mup, &ddown, &dup)
		}
		if err := broken(ctx, firstError(err, rows.Err(), rows.Close())); err != nil {
			return "", err
		}
		const few = 5 // fewer steps may run one way by chance
		switch mdy, dmy := min(mdown, mup) == 0, min(ddown, dup) == 0; {
		case mdy && !dmy && mdown+mup >= few:
			return "mdy", nil
		case dmy && !mdy && ddown+dup >= few:
			return "dmy", nil
		}
	}
	return "", nil
}

func firstError(all ...error) error {
	for _, err := range all {
		if err != nil {
			return err
		}
	}
	return nil
}

func (r *reading) decideDecimal(s shape) error {
	r.whole.decimal = first(r.format.Decimal, r.preset.decimal, ".")
	switch {
	case r.format.Decimal != "":
		return nil
	case s.Comma > 0 && s.Dot == 0:
		r.whole.decimal = ","
	case s.Dot > 0 && s.Comma == 0:
		r.whole.decimal = "."
	case s.Comma > 0 && s.Dot > 0:
		r.whole.decimal = pick(s.Comma > s.Dot, ",", ".")
		if s.Comma3+s.Dot3 > 0 {
			r.note("decimal_mixed", s.Comma, s.Dot, r.whole.decimal)
		}
	case s.Comma3+s.Dot3 > 0 && r.file.delim == ';' && r.preset.decimal == "":
		r.doubt = s.Number
		return huike.Errorf(huike.Invalid, "import.decimal_doubtful",
			"numbers as %s can be read in two ways, and nothing in the file tells whether its decimal sign is a comma or a dot; say it (--decimal , or --decimal .)", s.Number)
	case s.Comma3 > 0 && r.preset.decimal == "":
		r.note("thousands_taken", s.Number)
	}
	if r.whole.decimal == "," {
		r.note("decimal_comma", s.Comma)
	}
	return nil
}

// dateParts are the parts of a slashed date in the order year, month, day.
func (w whole) dateParts() string {
	switch w.dates {
	case "dmy":
		return literal(`\3-\2-\1`)
	case "ymd":
		return literal(`\1-\2-\3`)
	}
	return literal(`\3-\1-\2`)
}

// note keeps a remark on how the file is written for the report.
func (r *reading) note(code string, values ...any) {
	n := note{code: code}
	for _, v := range values {
		switch v := v.(type) {
		case string:
			n.values = append(n.values, v)
		case int64:
			n.values = append(n.values, strconv.FormatInt(v, 10))
		case int:
			n.values = append(n.values, strconv.Itoa(v))
		}
	}
	r.shape = append(r.shape, n)
}
