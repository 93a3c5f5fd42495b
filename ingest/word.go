package ingest

import (
	"context"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// states are what the word for the state of an order can mean.
var states = []string{unpaid, paid, shipped, finished, closed}

// lookUp finds out what the words of a source for the states of orders and of
// their refunds mean: only the different words are looked up, and the statements
// get a list of those that the file has.
func (r *reading) lookUp(ctx context.Context, from string) error {
	if r.states == nil {
		r.states, r.backs, r.answers = map[string]string{}, map[string]string{}, map[string]bool{}
	}
	if r.kind.id != Orders {
		return nil
	}
	table := statusTable(r.preset)
	for word, state := range r.format.Words {
		table[statusKey(word)] = state
	}
	err := r.different(ctx, "status", from, func(word string) { r.states[word] = stateOf(table, word) })
	if err != nil {
		return err
	}
	if err != nil {
		return err
	}
	err = r.different(ctx, "agreed", from, func(word string) { r.answers[word] = true })
	if err != nil {
		return err
	}
	return r.different(ctx, "refund_state", from, func(word string) { r.backs[word] = pick(refundDone(word), "true", "false") })
}

// mostWords is how many different words for states are looked up; a column with
// more holds none.
const mostWords = 10_000

func (r *reading) different(ctx context.Context, target, from string, see func(string)) error {
	if !r.mapped(target) {
		return nil
	}
	rows, err := r.db.Query(ctx, "SELECT DISTINCT word FROM (SELECT or_empty(stripped(t_"+target+")) AS word FROM "+from+") WHERE word IS NOT NULL LIMIT $1", mostWords)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var word string
		if err := rows.Scan(&word); err != nil {
			return broken(ctx, err)
		}
		see(word)
	}
	return broken(ctx, rows.Err())
}

// wordMacros write the statements' lists of words for states.
func (r *reading) wordMacros() string {
	return "CREATE OR REPLACE MACRO status_of(x) AS " + caseOf(r.states, "VARCHAR", literal) + "; CREATE OR REPLACE MACRO given_back(x) AS " + caseOf(r.backs, "BOOLEAN", func(s string) string { return s })
}

func caseOf(words map[string]string, kind string, value func(string) string) string {
	var b strings.Builder
	for _, w := range slices.Sorted(maps.Keys(words)) {
		if words[w] != "" {
			b.WriteString(" WHEN " + literal(w) + " THEN " + value(words[w]))
		}
	}
	if b.Len() == 0 {
		return "CAST(NULL AS " + kind + ")"
	}
	return "CASE x" + b.String() + " END"
}

// noteAnswers names the answers to marketing that are not understood, and so say
// nothing.
func (r *reading) noteAnswers(ctx context.Context) error {
	words := slices.Sorted(maps.Keys(r.answers))
	if len(words) == 0 || r.kind.id != Orders {
		return nil
	}
	rows, err := r.db.Query(ctx, "SELECT word FROM (SELECT unnest("+list(words)+") AS word) WHERE consent_word(word) IS NULL ORDER BY word")
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
		r.note("consent_words", few(all))
	}
	return broken(ctx, rows.Err())
}

// mostNamed is how many words, or columns, a note names.
const mostNamed = 20

// few names some of many, and says how many more there are.
func few(all []string) string {
	if len(all) <= mostNamed {
		return strings.Join(all, ", ")
	}
	return strings.Join(all[:mostNamed], ", ") + ", … (+" + strconv.Itoa(len(all)-mostNamed) + ")"
}

// noteWords names the words for states that are not known.
func (r *reading) noteWords() {
	var all []string
	for _, w := range slices.Sorted(maps.Keys(r.states)) {
		if r.states[w] == "" {
			all = append(all, w)
		}
	}
	if len(all) > 0 {
		r.note("status_words", few(all))
	}
}
