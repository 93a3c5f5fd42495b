package ingest

import "strings"

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
