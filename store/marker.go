package store

import (
	"fmt"
	"regexp"
	"strings"
)

// marker is a hole in a question that another question fills:
//
//	FROM {{candidate: customer_id bigint, stage varchar}} AS c
//
// It names the columns that the other question must give. So a room can run its
// own statement over rows that only a higher room knows how to find, without
// either naming the other's tables.
var marker = regexp.MustCompile(`\{\{([a-z_]+)(?::([^}]*))?\}\}`)

// With returns q with its marker of a name filled by the rows of another
// question; the parameters of both are bound together. It panics when q has no
// such marker.
func (q Query) With(name string, rows Query) Query {
	filled := Query{Name: q.Name + "+" + rows.Name, texts: map[Engine]text{}, whole: q.whole}
	for _, e := range Engines {
		found := false
		raw := marker.ReplaceAllStringFunc(q.texts[e].raw, func(m string) string {
			if marker.FindStringSubmatch(m)[1] != name {
				return m
			}
			found = true
			return "(\n" + rows.texts[e].raw + "\n)"
		})
		if !found {
			panic(fmt.Sprintf("BUG: the question %s has no marker {{%s}}", q.Name, name))
		}
		filled.set(e, parse(raw))
	}
	return filled
}

// Holds tells whether q has a marker of a name.
func (q Query) Holds(name string) bool {
	for _, m := range marker.FindAllStringSubmatch(q.texts[DuckDB].raw, -1) {
		if m[1] == name {
			return true
		}
	}
	return false
}

// fillMarkers puts a row of typed NULLs where no question filled a marker, so
// that the statement can be prepared by itself.
func fillMarkers(sql string) string {
	columns := map[string]string{}
	for _, m := range marker.FindAllStringSubmatch(sql, -1) {
		if m[2] != "" {
			columns[m[1]] = nulls(m[2])
		}
	}
	return marker.ReplaceAllStringFunc(sql, func(m string) string {
		name := marker.FindStringSubmatch(m)[1]
		row, ok := columns[name]
		if !ok {
			panic(fmt.Sprintf("BUG: the marker {{%s}} names no columns", name))
		}
		return "(SELECT " + row + ")"
	})
}

func nulls(columns string) string {
	var row []string
	for c := range strings.SplitSeq(columns, ",") {
		name, kind, ok := strings.Cut(strings.TrimSpace(c), " ")
		if !ok {
			panic(fmt.Sprintf("BUG: the marker's column %q has no type", c))
		}
		row = append(row, "CAST(NULL AS "+kind+") AS "+name)
	}
	return strings.Join(row, ", ")
}
