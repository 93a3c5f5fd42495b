package segment

import (
	"slices"

	"huike"
)

// Type says what values a field has.
type Type string

// The types of fields. A number is whole; money is in major units; a day is
// written YYYY-MM-DD; a choice is one of a few words.
const (
	Number Type = "number"
	Amount Type = "money"
	Date   Type = "day"
	Text   Type = "text"
	Choice Type = "choice"
)

// Field is something known of every customer that a rule may ask about.
type Field struct {
	Name    string   `json:"name"`
	Type    Type     `json:"type"`
	Group   string   `json:"group"` // lifecycle, purchase, money, score, person
	Choices []string `json:"choices,omitempty"`
	Ops     []string `json:"ops"`

	column string // its SQL, of known columns only
	maybe  bool   // it may have no value
	person bool   // it is read from the customer's profile
}

var (
	ordered = []string{"eq", "ne", "lt", "le", "gt", "ge", "between", "in", "not_in"}
	chosen  = []string{"eq", "ne", "in", "not_in"}
	worded  = []string{"eq", "ne", "in", "not_in", "contains", "starts_with"}
)

// fields is the one list of what a rule may ask.
var fields = table(
	Field{Name: "stage", Type: Choice, Group: "lifecycle", Choices: stages()},
	Field{Name: "stage_since", Type: Date, Group: "lifecycle"},
	Field{Name: "ladder", Type: Choice, Group: "lifecycle", Choices: []string{"new", "regular", "fans", "holding", "lapsed"}},
	Field{Name: "recency_days", Type: Number, Group: "lifecycle"},
	Field{Name: "tenure_days", Type: Number, Group: "lifecycle"},
	Field{Name: "first_day", Type: Date, Group: "purchase"},
	Field{Name: "second_day", Type: Date, Group: "purchase", maybe: true},
	Field{Name: "last_day", Type: Date, Group: "purchase"},
	Field{Name: "occasions", Type: Number, Group: "purchase"},
	Field{Name: "occasions_window", Type: Number, Group: "purchase"},
	Field{Name: "orders", Type: Number, Group: "purchase"},
	Field{Name: "quantity", Type: Number, Group: "purchase"},
	Field{Name: "product_count", Type: Number, Group: "purchase"},
	Field{Name: "gap_days", Type: Number, Group: "purchase", maybe: true},
	Field{Name: "shop", Type: Number, Group: "purchase", Ops: chosen},
	Field{Name: "gross", Type: Amount, Group: "money", column: "f.gross_minor"},
	Field{Name: "refund", Type: Amount, Group: "money", column: "f.refund_minor"},
	Field{Name: "net", Type: Amount, Group: "money", column: "f.net_minor"},
	Field{Name: "net_window", Type: Amount, Group: "money", column: "f.net_window_minor"},
	Field{Name: "discount", Type: Amount, Group: "money", column: "f.discount_minor"},
	Field{Name: "mean_order", Type: Amount, Group: "money", column: "f.mean_order_minor"},
	Field{Name: "r_score", Type: Number, Group: "score"},
	Field{Name: "f_score", Type: Number, Group: "score"},
	Field{Name: "m_score", Type: Number, Group: "score"},
	Field{Name: "province", Type: Text, Group: "person", maybe: true},
	Field{Name: "city", Type: Text, Group: "person", maybe: true},
	Field{Name: "country", Type: Text, Group: "person", maybe: true, person: true},
	Field{Name: "gender", Type: Text, Group: "person", maybe: true, person: true},
	Field{Name: "birthday_month", Type: Number, Group: "person", maybe: true, person: true,
		column: "CAST(EXTRACT(MONTH FROM p.birthday) AS integer)"},
)

// Fields returns what a rule may ask, in the order in which a person would look
// for it.
func Fields() []Field { return slices.Clone(fields) }

func table(all ...Field) []Field {
	for i := range all {
		f := &all[i]
		switch {
		case f.column != "":
		case f.person:
			f.column = "p." + f.Name
		default:
			f.column = "f." + f.Name
		}
		if f.Ops == nil {
			f.Ops = opsOf(f.Type)
		}
		if f.maybe {
			f.Ops = append(slices.Clone(f.Ops), "is_null", "not_null")
		}
	}
	return all
}

func opsOf(t Type) []string {
	switch t {
	case Choice:
		return chosen
	case Text:
		return worded
	}
	return ordered
}

func stages() []string {
	names := make([]string, len(huike.Stages))
	for i, s := range huike.Stages {
		names[i] = string(s)
	}
	return names
}

func fieldNamed(name string) (Field, bool) {
	i := slices.IndexFunc(fields, func(f Field) bool { return f.Name == name })
	if i < 0 {
		return Field{}, false
	}
	return fields[i], true
}

func fieldNames() []string {
	names := make([]string, len(fields))
	for i, f := range fields {
		names[i] = f.Name
	}
	return names
}
