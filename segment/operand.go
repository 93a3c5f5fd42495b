package segment

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"huike"
)

// operand is what a field is compared with: numbers (money in minor units),
// decimals, or texts (days as YYYY-MM-DD). A null test has none, between has two.
type operand struct {
	numbers  []int64
	decimals []float64
	texts    []string
}

// operand returns the field of a condition and what it is compared with.
func (r Rule) operand(l language, path, currency string) (Field, operand, error) {
	f, err := l.field(r.Field, path)
	if err != nil {
		return f, operand{}, err
	}
	o, err := f.operand(r.Op, r.Value, path, currency)
	return f, o, err
}

// operand returns what a field is compared with.
func (f Field) operand(op string, value any, path, currency string) (operand, error) {
	if !slices.Contains(f.Ops, op) {
		return operand{}, huike.Errorf(huike.Invalid, "segment.unknown_op", "%s.op: %s cannot be asked of %s%s The operators are %s",
			path, quoted(op), f.Name, hint(op, f.Ops), strings.Join(f.Ops, ", "))
	}
	values, err := operands(op, value, path+".value")
	if err != nil {
		return operand{}, err
	}
	var o operand
	for i, v := range values {
		where := path + ".value"
		if len(values) > 1 {
			where = fmt.Sprintf("%s[%d]", where, i)
		}
		if err := o.add(f, v, where, currency); err != nil {
			return operand{}, err
		}
	}
	return o, o.ascending(op, path+".value")
}

// operands returns the values of an operator as a list.
func operands(op string, value any, path string) ([]any, error) {
	list, isList := value.([]any)
	switch op {
	case "is_null", "not_null":
		if value != nil {
			return nil, huike.Errorf(huike.Invalid, "segment.value", "%s: %s takes no value; leave it out", path, op)
		}
		return nil, nil
	case "between":
		if len(list) != 2 {
			return nil, huike.Errorf(huike.Invalid, "segment.value", "%s: between takes a list of two values, the least and the most", path)
		}
		return list, nil
	case "in", "not_in":
		switch {
		case !isList || len(list) == 0:
			return nil, huike.Errorf(huike.Invalid, "segment.value", "%s: %s takes a list of at least one value", path, op)
		case len(list) > MaxList:
			return nil, tooLong(path, len(list))
		}
		return list, nil
	}
	if isList || value == nil {
		return nil, huike.Errorf(huike.Invalid, "segment.value", "%s: %s takes one value", path, op)
	}
	return []any{value}, nil
}

func (o *operand) add(f Field, v any, path, currency string) error {
	if f.Type == Number || f.Type == Amount || f.Type == Decimal {
		n, isNumber := v.(float64)
		if !isNumber {
			return huike.Errorf(huike.Invalid, "segment.type", "%s: %s is compared with a number", path, f.Name)
		}
		if f.Type == Decimal {
			o.decimals = append(o.decimals, n)
			return nil
		}
		whole, err := whole(n, f, path, currency)
		o.numbers = append(o.numbers, whole)
		return err
	}
	s, isText := v.(string)
	if !isText {
		return huike.Errorf(huike.Invalid, "segment.type", "%s: %s is compared with %s", path, f.Name, words(f.Type))
	}
	o.texts = append(o.texts, s)
	switch f.Type {
	case Date:
		day, err := huike.ParseDay(s)
		if err != nil {
			return huike.Errorf(huike.Invalid, "segment.type", "%s: %s is not a day; write it as YYYY-MM-DD", path, quoted(s))
		}
		return checkDay(day, path)
	case Choice:
		if !slices.Contains(f.Choices, s) {
			return huike.Errorf(huike.Invalid, "segment.unknown_choice", "%s: %s is no %s%s The choices are %s",
				path, quoted(s), f.Name, hint(s, f.Choices), strings.Join(f.Choices, ", "))
		}
		return nil
	}
	return checkText(s, path)
}

func words(t Type) string {
	switch t {
	case Date:
		return "a day, written \"YYYY-MM-DD\""
	case Choice:
		return "one of its choices, a text"
	}
	return "a text"
}

func whole(n float64, f Field, path, currency string) (int64, error) {
	if f.Type == Amount {
		return minor(n, path, currency)
	}
	if n != math.Trunc(n) || math.Abs(n) > 1e15 {
		return 0, huike.Errorf(huike.Invalid, "segment.type", "%s: %s is compared with a whole number", path, f.Name)
	}
	return int64(n), nil
}

// minor turns an amount in major units into minor ones. An amount that is finer
// than the currency's smallest coin is refused; without a currency that waits
// until there is one.
func minor(major float64, path, currency string) (int64, error) {
	if math.IsNaN(major) || math.Abs(major) > 1e12 {
		return 0, huike.Errorf(huike.Invalid, "segment.range", "%s: is more money than there is", path)
	}
	scaled := major * math.Pow10(huike.Exponent(currency))
	n := math.Round(scaled)
	if currency != "" && math.Abs(scaled-n) > 1e-6+1e-15*math.Abs(n) {
		return 0, huike.Errorf(huike.Invalid, "segment.decimals", "%s: %s has %d decimals, and the amount has more", path, currency, huike.Exponent(currency))
	}
	return int64(n), nil
}

// ascending refuses a range whose least is above its most.
func (o operand) ascending(op, path string) error {
	if op != "between" || rising(o.numbers) || rising(o.decimals) || rising(o.texts) {
		return nil
	}
	return huike.Errorf(huike.Invalid, "segment.range", "%s: the least comes first and the most second; swap them", path)
}

func rising[T cmp.Ordered](pair []T) bool { return len(pair) == 2 && pair[0] <= pair[1] }
