package segment

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"huike"
	"huike/store"
)

// Source gives rules the fields of a room that this one does not know.
type Source struct {
	Name   string // for people: dormancy
	Fields []SourceField
	// Query gives at most one row for each customer: customer_id and the columns
	// of the fields. Of its parameters snapshot, as_of and shop are those of the
	// scope.
	Query store.Query
	// Ensure works out what the query reads for a scope and returns the values of
	// its other parameters, whose names no other source has. nil: there is nothing
	// to work out.
	Ensure func(ctx context.Context, scope Scope) (store.Args, error)
	// Dated: the fields can be asked as of any earlier day, by Ensure of a scope of
	// that day alone; the query does not read the snapshot.
	Dated bool

	given store.Args
	then  map[huike.Day]store.Args // of a dated one: what Ensure gave for the days of which a rule asks what was
}

// SourceField is a field of a source. It may have no value for a customer.
type SourceField struct {
	Name    string // as rules name it, unlike that of any other field
	Column  string // of the source's query; "": as its name
	Type    Type
	Unit    string
	Group   string // for the menu
	Choices []string
}

// language is what rules may speak of: the fields of this room, and those of
// the sources.
type language []Source

func (l language) fields() []Field {
	all := slices.Clone(fields)
	for i, s := range l {
		for _, f := range s.Fields {
			all = append(all, f.field(i))
		}
	}
	return all
}

// field describes a source's field to the compiler.
func (f SourceField) field(source int) Field {
	column := f.Column
	if column == "" {
		column = f.Name
	}
	return Field{Name: f.Name, Type: f.Type, Unit: f.Unit, Group: f.Group, Choices: f.Choices, Ops: append(slices.Clone(opsOf(f.Type)), "is_null", "not_null"),
		column: fmt.Sprintf("o%d.%s", source+1, column), maybe: true, source: source + 1}
}

// dated reports whether what a field was on another day can be asked.
func (l language) dated(f Field) bool {
	if f.source > 0 {
		return l[f.source-1].Dated
	}
	return f.column != "" && !f.person
}

// field returns the field of a name, or an error that names the known ones.
func (l language) field(name, path string) (Field, error) {
	if f, known := fieldNamed(name); known {
		return f, nil
	}
	all := l.fields()
	if i := slices.IndexFunc(all, func(f Field) bool { return f.Name == name }); i >= 0 {
		return all[i], nil
	}
	names := make([]string, len(all))
	for i, f := range all {
		names[i] = f.Name
	}
	return Field{}, huike.Errorf(huike.Invalid, "segment.unknown_field", "%s.field: there is no field %s%s The fields are %s",
		path, quoted(name), hint(name, names), strings.Join(names, ", "))
}

// used returns the places of the sources of whose fields a rule asks.
func (l language) used(r Rule) []int {
	var places []int
	r.walk(func(n Rule) {
		if n.Field == "" {
			return
		}
		if f, err := l.field(n.Field, ""); err == nil && f.source > 0 && !slices.Contains(places, f.source-1) {
			places = append(places, f.source-1)
		}
	})
	slices.Sort(places)
	return places
}

// was returns the days of which a rule asks what was, by the sources of the
// fields that it asks; 0 is this room.
func (l language) was(r Rule) map[int][]huike.Day {
	days := map[int][]huike.Day{}
	r.walk(func(n Rule) {
		if n.Was == nil {
			return
		}
		if f, err := l.field(n.Was.Field, ""); err == nil {
			days[f.source] = append(days[f.source], n.Was.Day)
		}
	})
	return days
}

// marker is the name of the hole into which a source's question is put.
func marker(source int) string { return "source_" + string(rune('a'+source)) }

// columns lists what a source's question gives, with types, for its hole.
func (s Source) columns(source int) string {
	list := []string{"customer_id bigint"}
	for _, f := range s.Fields {
		own := f.field(source)
		_, column, _ := strings.Cut(own.column, ".")
		list = append(list, column+" "+kindOfSQL(own))
	}
	return strings.Join(list, ", ")
}
