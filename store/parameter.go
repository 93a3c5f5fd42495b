package store

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// text is SQL with its parameters numbered in the order of their first use.
type text struct {
	raw    string // as it was written
	sql    string
	params []string
}

// parse rewrites @name to $n outside of literals, quoted names and comments.
func parse(sql string) text {
	sql = strings.TrimRight(strings.TrimSpace(sql), "; \t\n")
	t := text{raw: sql}
	sql = fillMarkers(sql)
	var out strings.Builder
	for i := 0; i < len(sql); {
		if n := opaque(sql[i:]); n > 0 {
			out.WriteString(sql[i : i+n])
			i += n
			continue
		}
		if n := parameter(sql, i); n > 0 {
			out.WriteString("$" + strconv.Itoa(t.number(sql[i+1:i+1+n])))
			i += 1 + n
			continue
		}
		out.WriteByte(sql[i])
		i++
	}
	t.sql = out.String()
	return t
}

func (t *text) number(name string) int {
	if i := slices.Index(t.params, name); i >= 0 {
		return i + 1
	}
	t.params = append(t.params, name)
	return len(t.params)
}

// parameter returns the length of the name after the @ at position i, or 0
// when there is no parameter. "@@" and "@>" are operators.
func parameter(sql string, i int) int {
	if sql[i] != '@' || i > 0 && sql[i-1] == '@' {
		return 0
	}
	n := 0
	for i+1+n < len(sql) && nameByte(sql[i+1+n], n > 0) {
		n++
	}
	return n
}

func nameByte(c byte, digits bool) bool {
	return c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || digits && c >= '0' && c <= '9'
}

// Suffixed returns the question with a suffix on the names of its parameters, so
// that it can stand in one statement twice, of other days.
func (q Query) Suffixed(suffix string) Query {
	renamed := Query{Name: q.Name + suffix, texts: map[Engine]text{}}
	for _, e := range Engines {
		renamed.set(e, parse(suffixed(q.texts[e].raw, suffix)))
	}
	return renamed
}

func suffixed(sql, suffix string) string {
	var out strings.Builder
	for i := 0; i < len(sql); {
		n, tail := opaque(sql[i:]), ""
		if n == 0 {
			n = 1
			if name := parameter(sql, i); name > 0 {
				n, tail = 1+name, suffix
			}
		}
		out.WriteString(sql[i:i+n] + tail)
		i += n
	}
	return out.String()
}

// opaque returns the length of the literal, quoted name or comment with which
// s begins, or 0. A doubled quote inside a literal reads as two literals, which
// comes to the same.
func opaque(s string) int {
	switch {
	case s[0] == '\'' || s[0] == '"':
		return through(s, 1, s[:1])
	case strings.HasPrefix(s, "--"):
		return through(s, 2, "\n")
	case strings.HasPrefix(s, "/*"):
		return through(s, 2, "*/")
	}
	return 0
}

func through(s string, from int, end string) int {
	if i := strings.Index(s[from:], end); i >= 0 {
		return from + i + len(end)
	}
	return len(s)
}

// Args are the values of a question's parameters: int64, float64, string, bool,
// time.Time, nil, []int64, []float64, []string, types made of these, and
// everything that is a driver.Valuer.
type Args map[string]any

// Bind returns the SQL for an engine and its values in the order of $1, $2. A
// missing value, and one that no text of the question uses, panics.
func (q Query) Bind(e Engine, a Args) (sql string, values []any) {
	t, ok := q.texts[e]
	if !ok {
		panic(fmt.Sprintf("BUG: query %q has no text for engine %q", q.Name, e))
	}
	for name := range a {
		if !slices.Contains(q.known, name) {
			panic(fmt.Sprintf("BUG: query %q does not use @%s", q.Name, name))
		}
	}
	values = make([]any, len(t.params))
	for i, name := range t.params {
		v, ok := a[name]
		if !ok {
			panic(fmt.Sprintf("BUG: query %q lacks a value for @%s", q.Name, name))
		}
		values[i] = Plain(v)
	}
	return t.sql, values
}
