package ingest

import "fmt"

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
	"fractions":           "%s quantities are no whole numbers: amounts are exact, pieces are rounded up",
	"dates_proven_dmy":    "dates are read day first: %s cells allow nothing else",
	"dates_proven_mdy":    "dates are read month first: %s cells allow nothing else",
	"dates_by_preset_dmy": "dates are read day first, as %s writes them: nothing in the file tells otherwise (--dates)",
	"dates_by_preset_mdy": "dates are read month first, as %s writes them: nothing in the file tells otherwise (--dates)",
	"dates_by_preset_ymd": "dates are read year first, as %s writes them: nothing in the file tells otherwise (--dates)",
	"dates_in_order_dmy":  "dates are read day first: so the %s rows with such dates run in the order of time",
	"dates_in_order_mdy":  "dates are read month first: so the %s rows with such dates run in the order of time",
	"decimal_mixed":       "numbers are written in two ways (%s with a decimal comma, %s with a decimal point); where a cell leaves it open, the decimal sign is taken as %s (--decimal)",
	"decimal_comma":       "the comma is read as the decimal sign: %s numbers show it",
	"thousands_taken":     "the comma in numbers as %s is read as the sign of thousands (--decimal)",
	"amounts_summed":      "the column %s differs between the rows of %s orders, so it is read as the amount of the row, and the order is their sum",
	"amounts_repeat":      "the column %s says the same on every row of %s orders, so it is read as the amount of the whole order",
	"zone_by_file":        "the shop's time zone is taken as %s, from the offsets of the times in the file (--time-zone)",
	"zone_by_currency":    "the file does not tell the shop's time zone: it is taken as %s, by the currency %s (--time-zone, or Settings)",
	"currency_taken":      "the file does not tell its currency: it is taken as %s (--currency)",
	"status_words":        "words for the state of an order that are not known: %s; say what they mean (--status WORD=paid)",
}
