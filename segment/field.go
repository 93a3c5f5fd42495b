package segment

import (
	"slices"

	"huike/feature"
)

// Type says what values a field has.
type Type string

// The types of fields. A number is whole, a decimal need not be; money is in
// major units; a day is written YYYY-MM-DD; a choice is one of a few words.
const (
	Number  Type = "number"
	Decimal Type = "decimal"
	Amount  Type = "money"
	Date    Type = "day"
	Text    Type = "text"
	Choice  Type = "choice"
)

// Field is something known of every customer that a rule may ask about.
type Field struct {
	Name    string   `json:"name"`
	Type    Type     `json:"type"`
	Unit    string   `json:"unit,omitempty"`
	Group   string   `json:"group"` // rhythm, money, stage, score, place, person, or that of a source
	Choices []string `json:"choices,omitempty"`
	Ops     []string `json:"ops"`

	column string // its SQL, of known columns only; "" for shop, which is asked of the purchases
	maybe  bool   // it may have no value
	person bool   // it is read from the customer's profile
	source int    // of the sources, the n-th; 0: this room
}

var (
	ordered = []string{"eq", "ne", "lt", "le", "gt", "ge", "between", "in", "not_in"}
	chosen  = []string{"eq", "ne", "in", "not_in"}
	worded  = []string{"eq", "ne", "in", "not_in", "contains", "starts_with"}
)

// unsure are the columns of a feature row that may be NULL.
var unsure = []string{"second_day", "gap_days", "province", "city"}

// fields is the one list of what a rule may ask.
var fields = table()

// table lists the columns of a feature row and what else a rule may ask.
func table() []Field {
	var all []Field
	for _, f := range feature.Fields() {
		all = append(all, Field{Name: f.Name, Type: Type(f.Type), Unit: f.Unit, Group: f.Group, Choices: f.Choices,
			column: "f." + f.Column, maybe: slices.Contains(unsure, f.Column)})
	}
	all = append(all,
		Field{Name: "shop", Type: Number, Group: "rhythm", Ops: chosen},
		Field{Name: "country", Type: Text, Group: "place", column: "p.country", maybe: true, person: true},
		Field{Name: "gender", Type: Text, Group: "person", column: "p.gender", maybe: true, person: true},
		Field{Name: "birthday_month", Type: Number, Group: "person", column: "CAST(EXTRACT(MONTH FROM p.birthday) AS integer)", maybe: true, person: true},
	)
	for i := range all {
		f := &all[i]
		if f.Ops == nil {
			f.Ops = opsOf(f.Type)
		}
		if f.maybe {
			f.Ops = append(slices.Clone(f.Ops), "is_null", "not_null")
		}
	}
	return all
}

// Fields returns what a rule may ask without sources.
func Fields() []Field { return slices.Clone(fields) }

// Fields returns what a rule may ask, the fields of the sources at the end.
func (s *Segments) Fields() []Field { return language(s.sources).fields() }

func opsOf(t Type) []string {
	switch t {
	case Choice:
		return chosen
	case Text:
		return worded
	}
	return ordered
}

func fieldNamed(name string) (Field, bool) {
	i := slices.IndexFunc(fields, func(f Field) bool { return f.Name == name })
	if i < 0 {
		return Field{}, false
	}
	return fields[i], true
}
