package ingest

import (
	"context"
	"maps"
	"slices"
	"strings"
)

// states are what the word for the state of an order can mean.
var states = []string{"unpaid", "paid", "shipped", "finished", "closed"}

// statusKey is a word for a state as it is compared.
func statusKey(word string) string {
	return strings.ReplaceAll(strings.ToLower(strings.TrimFunc(word, isBlank)), "，", ",")
}

// statusMacro writes the statement's list of words for states: what a person
// said goes before what the platform writes.
func statusMacro(p preset, said map[string]string) string {
	table := statusTable(p)
	for word, state := range said {
		table[statusKey(word)] = state
	}
	var b strings.Builder
	b.WriteString("CREATE OR REPLACE MACRO status_of(x) AS CASE replace(lower(x), '，', ',')")
	own := func(a string) int {
		if _, ok := p.words[a]; ok {
			return 0
		}
		return 1
	}
	for _, w := range slices.SortedFunc(maps.Keys(table), func(a, b string) int {
		if n := own(a) - own(b); n != 0 {
			return n
		}
		return strings.Compare(a, b)
	}) {
		b.WriteString(" WHEN " + literal(w) + " THEN " + literal(table[w]))
	}
	return b.String() + " END"
}

// noteWords names the words for states that are not known.
func (r *reading) noteWords(ctx context.Context) error {
	if r.kind.id != Orders || !r.mapped("status") {
		return nil
	}
	rows, err := r.db.Query(ctx, "SELECT status_text FROM kept WHERE starts_with(reason, 'status_unknown') GROUP BY status_text ORDER BY count(*) DESC, status_text LIMIT 10")
	if err != nil {
		return err
	}
	defer rows.Close()
	var all []string
	for rows.Next() {
		var w string
		if err := rows.Scan(&w); err != nil {
			return broken(ctx, err)
		}
		all = append(all, w)
	}
	if len(all) > 0 {
		r.note("status_words", strings.Join(all, ", "))
	}
	return broken(ctx, rows.Err())
}
