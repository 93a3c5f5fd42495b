package ingest

import (
	"fmt"
	"slices"
	"strconv"
)

// note is something to know of how a file was read. A sentence is made of it by
// notes; values are what the sentence names.
type note struct {
	code   string
	values []string
}

// notes are the sentences in English; %s are the values in their order. The web
// app has them in Chinese under the same codes.
var notes = map[string]string{
	"encoding":               "the file was read as %s, which its letters are most like; say the encoding if they look wrong",
	"encoding_told":          "the file was read as %s, as was said",
	"text_broken":            "%s characters cannot be read as %s and were replaced by �, the first in row %s",
	"text_strays":            "%s bytes are no UTF-8 and were read as windows-1252, the first in row %s",
	"text_damaged":           "%s characters of the file were already replaced by � when it was written, the first in row %s",
	"part_empty":             "%s is empty and was left out",
	"part_other_columns":     "%s has other columns and was left out; import it by itself",
	"part_hidden":            "%s is hidden and was left out; name it to import it",
	"part_not_chosen":        "%s was not asked for and was left out",
	"part_no_table":          "%s holds no table and was left out",
	"part_unreadable":        "%s cannot be read here and was left out; save it as xlsx or CSV and import that",
	"parts_joined":           "%s tables with the same columns were read one after the other: %s",
	"date_1904":              "the workbook counts days from 1904, and they were read so",
	"cells_with_errors":      "in %s, %s cells hold an error of a formula (#N/A, #REF!) and were read as empty",
	"formulas_without_value": "in %s, %s formulas have no value, because the workbook was never calculated; open it in a spreadsheet and save it",
	"cells_merged":           "in %s, %s cells are covered by a merged one and were given its text",
}

// sentence is the note for people, in English.
func (n note) sentence() string {
	pattern, ok := notes[n.code]
	if !ok {
		panic("BUG: no sentence for the note " + n.code)
	}
	values := make([]any, len(n.values))
	for i, v := range n.values {
		values[i] = v
	}
	return fmt.Sprintf(pattern, values...)
}

// note adds something to know.
func (f *file) note(code string, values ...string) {
	f.notes = append(f.notes, note{code, values})
}

// noteOnce adds what may be met at every reading, in place of what it says of
// the same part.
func (f *file) noteOnce(code string, values ...string) {
	f.notes = slices.DeleteFunc(f.notes, func(n note) bool { return n.code == code && n.values[0] == values[0] })
	f.note(code, values...)
}

// encodingNotes says how the texts of the file were read.
func (f *file) encodingNotes() {
	said := map[string]bool{}
	for _, p := range f.tables {
		c := p.form.codec
		if c.encoding != "" && c.encoding != encodingUTF8 && !said[c.encoding] {
			said[c.encoding] = true
			f.note(pick(c.told, "encoding_told", "encoding"), c.encoding)
		}
		if c.broken+c.damaged+c.stray == 0 {
			continue
		}
		row := strconv.FormatInt(p.firstBroken(), 10)
		switch {
		case c.stray > 0:
			f.note("text_strays", strconv.FormatInt(c.stray, 10), row)
		case c.damaged > 0:
			f.note("text_damaged", strconv.FormatInt(c.damaged, 10), row)
		default:
			f.note("text_broken", strconv.FormatInt(c.broken, 10), c.encoding, row)
		}
	}
}
