package segment

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"huike"
)

func (w Was) check(l language, path string) error {
	if w.Day == (huike.Day{}) {
		return huike.Errorf(huike.Invalid, "segment.day", "%s.day: is missing; name the day, for example \"2024-05-01\"", path)
	}
	if err := checkDay(w.Day, path+".day"); err != nil {
		return err
	}
	_, _, err := w.operand(l, path, "")
	return err
}

// operand returns the column of the feature row and what it is compared with.
func (w Was) operand(l language, path, currency string) (Field, operand, error) {
	f, err := l.field(w.Field, path)
	if err != nil {
		return f, operand{}, err
	}
	if !l.dated(f) {
		return f, operand{}, huike.Errorf(huike.Invalid, "segment.not_dated", "%s.field: what %s was on another day is not kept; ask it as of today, or another field", path, f.Name)
	}
	o, err := f.operand(w.Op, w.Value, path, currency)
	return f, o, err
}

func (d Did) check(path string) error {
	if err := checkWords(d.Kinds, behaviourKinds, path+".kinds"); err != nil {
		return err
	}
	if err := checkTexts(d.Products, path+".products"); err != nil {
		return err
	}
	if err := checkTexts(d.Categories, path+".categories"); err != nil {
		return err
	}
	for i, h := range d.Hours {
		if h < 0 || h > 23 || len(d.Hours) > 24 {
			return huike.Errorf(huike.Invalid, "segment.range", "%s.hours[%d]: the hours of a day are 0 to 23, each once", path, i)
		}
	}
	return checkRanges(path, within{"days", d.Days, maxDays}, within{"min_times", d.MinTimes, math.MaxInt32})
}

func (c Chatted) check(path string) error {
	return checkRanges(path, within{"max_score", c.MaxScore, 5}, within{"days", c.Days, maxDays}, within{"min_times", c.MinTimes, math.MaxInt32})
}

func (r Reviewed) check(path string) error {
	if r.MinScore > 0 && r.MaxScore > 0 && r.MinScore > r.MaxScore {
		return huike.Errorf(huike.Invalid, "segment.range", "%s: min_score %d is above max_score %d; swap them", path, r.MinScore, r.MaxScore)
	}
	return checkRanges(path, within{"min_score", r.MinScore, 5}, within{"max_score", r.MaxScore, 5},
		within{"days", r.Days, maxDays}, within{"min_times", r.MinTimes, math.MaxInt32})
}

func (r Refunded) check(path string) error {
	if err := checkWords(r.Kinds, refundKinds, path+".kinds"); err != nil {
		return err
	}
	return checkRanges(path, within{"days", r.Days, maxDays}, within{"min_times", r.MinTimes, math.MaxInt32})
}

func (c CameFrom) check(path string) error {
	if len(c.Sources)+len(c.Groups) == 0 {
		return huike.Errorf(huike.Invalid, "segment.no_source", "%s: needs sources or groups", path)
	}
	if err := checkTexts(c.Sources, path+".sources"); err != nil {
		return err
	}
	return checkWords(c.Groups, sourceGroups, path+".groups")
}

func (t Told) check(path string) error {
	_, _, err := t.operand(path)
	return err
}

// operand returns the trait as a field, a number or a text as its value is, and
// what it is compared with.
func (t Told) operand(path string) (Field, operand, error) {
	if err := checkText(t.Name, path+".name"); err != nil {
		return Field{}, operand{}, err
	}
	f := Field{Name: t.Name, Type: Text, column: "t.text_value", Ops: append(slices.Clone(worded), "is_null", "not_null"), maybe: true}
	if numeric(t.Value) {
		f.Type, f.column, f.Ops = Decimal, "t.number_value", ordered
	}
	o, err := f.operand(t.Op, t.Value, path, "")
	return f, o, err
}

// numeric reports whether a value, or the first of a list, is a number.
func numeric(v any) bool {
	if list, ok := v.([]any); ok && len(list) > 0 {
		v = list[0]
	}
	_, ok := v.(float64)
	return ok
}

func (s State) check(path string) error {
	if len(s.In) == 0 {
		return huike.Errorf(huike.Invalid, "segment.empty", "%s.in: names no state. The states are %s", path, strings.Join(states, ", "))
	}
	if err := checkWords(s.In, states, path+".in"); err != nil {
		return err
	}
	return checkRanges(path, within{"days", s.Days, maxDays})
}

// checkWords refuses words that are not among the known ones.
func checkWords(words, known []string, path string) error {
	if len(words) > MaxList {
		return tooLong(path, len(words))
	}
	for i, w := range words {
		if !slices.Contains(known, w) {
			return huike.Errorf(huike.Invalid, "segment.unknown_word", "%s: %s is not known%s The words are %s",
				fmt.Sprintf("%s[%d]", path, i), quoted(w), hint(w, known), strings.Join(known, ", "))
		}
	}
	return nil
}
