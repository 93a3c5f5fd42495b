package ingest

import (
	"fmt"
	"slices"
	"strconv"
)

// note is a remark on what was taken or doubted.
type note struct {
	code   string
	values []string
}

// Note is a remark for people on what was taken or doubted: a code, what it is
// about, and a sentence of both.
type Note struct {
	Code     string   `json:"code"`
	Sentence string   `json:"sentence"`
	Values   []string `json:"values"`
}

func (n note) told() Note {
	pattern, ok := notes[n.code]
	if !ok {
		panic("BUG: no sentence for the note " + n.code)
	}
	var values []any
	for _, v := range n.values {
		values = append(values, v)
	}
	return Note{Code: n.code, Sentence: fmt.Sprintf(pattern, values...), Values: append([]string{}, n.values...)}
}

// notes are the sentences of remarks; the web app has them in Chinese.
var notes = map[string]string{
	"fractions":              "%s quantities are no whole numbers: amounts are exact, pieces are rounded up",
	"dates_proven_dmy":       "dates are read day first: %s cells allow nothing else",
	"dates_proven_mdy":       "dates are read month first: %s cells allow nothing else",
	"dates_by_preset_dmy":    "dates are read day first, as %s writes them: nothing in the file tells otherwise (--dates)",
	"dates_by_preset_mdy":    "dates are read month first, as %s writes them: nothing in the file tells otherwise (--dates)",
	"dates_by_preset_ymd":    "dates are read year first, as %s writes them: nothing in the file tells otherwise (--dates)",
	"dates_year_first":       "dates are read year first: the last part of %s cells is no year of late",
	"currency_by_cells":      "the currency is taken as %s, from the amounts of the file (--currency)",
	"columns_left_out":       "columns that were not read, for nothing tells what they mean: %s",
	"dates_in_order_dmy":     "dates are read day first: so the %s rows with such dates run in the order of time",
	"dates_in_order_mdy":     "dates are read month first: so the %s rows with such dates run in the order of time",
	"decimal_mixed":          "numbers are written in two ways (%s with a decimal comma, %s with a decimal point); where a cell leaves it open, the decimal sign is taken as %s (--decimal)",
	"decimal_comma":          "the comma is read as the decimal sign: %s numbers show it",
	"thousands_taken":        "the comma in numbers as %s is read as the sign of thousands (--decimal)",
	"amounts_summed":         "the column %s differs between the rows of %s orders, so it is read as the amount of the row, and the order is their sum",
	"amounts_repeat":         "the column %s says the same on every row of %s orders, so it is read as the amount of the whole order",
	"zone_by_file":           "the shop's time zone is taken as %s, from the offsets of the times in the file (--time-zone)",
	"zone_by_currency":       "the file does not tell the shop's time zone: it is taken as %s, by the currency %s (--time-zone, or Settings)",
	"currency_taken":         "the file does not tell its currency: it is taken as %s (--currency)",
	"identity_shared":        "the %s %s names nobody: %s people with other identities bear it",
	"consent_words":          "answers to marketing that are not understood, and so say nothing: %s",
	"status_words":           "words for the state of an order that are not known: %s; say what they mean (--status WORD=paid)",
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
