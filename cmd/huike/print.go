package main

import (
	"encoding/json"
	"io"
	"text/tabwriter"
)

// print writes an answer: one JSON object, or words and tables for a person.
func (g *Globals) print(answer any, words func(w io.Writer)) error {
	if g.JSON {
		e := json.NewEncoder(g.out)
		e.SetEscapeHTML(false)
		return e.Encode(answer)
	}
	w := tabwriter.NewWriter(g.out, 2, 8, 2, ' ', 0)
	words(w)
	return w.Flush()
}
