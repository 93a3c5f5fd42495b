package feature

import (
	"maps"

	"huike/store"
)

// HabitFields describes the columns that [HabitQuery] gives besides customer_id.
// A share is a whole number of percent. All of them may be missing: then there is
// not enough data.
func HabitFields() []Field {
	percent := func(name string) Field { return number(name, "percent", "habit") }
	text := func(name string) Field { return Field{Name: name, Column: name, Type: "text", Group: "habit"} }
	choice := func(name string, words []string) Field {
		return Field{Name: name, Column: name, Type: "choice", Choices: words, Group: "habit"}
	}
	return []Field{
		text("top_category"), text("top_brand"), text("top_product"),
		number("preferred_hour", "", "habit"), number("preferred_weekday", "", "habit"), number("preferred_month_part", "", "habit"),
		percent("price_sensitivity"), percent("novelty_sensitivity"), percent("brand_loyalty"), percent("category_loyalty"),
		choice("browsing_type", BrowsingTypes), choice("service_type", ServiceTypes),
		percent("return_rate"), percent("exchange_rate"), percent("bargain_rate"), percent("unpaid_rate"),
		choice("phase", names(Phases)), {Name: "profit", Column: "profit_minor", Type: "money", Group: "habit"},
		text("first_source"), text("first_source_group"), text("new_traits"),
	}
}

// HabitQuery gives customer_id and the columns of [HabitFields] of the published
// habits of the snapshot @snapshot.
func HabitQuery() store.Query { return queries.Get("habit_fields") }

// HabitFilter chooses people by their habits; an empty word is any.
type HabitFilter struct {
	Phase             Phase
	Browsing, Service string
}

// Narrow narrows a question (nil: everybody) to those of a published snapshot
// whose habits are as asked. Its parameters must not be called phase, browsing or
// service.
func (w HabitFilter) Narrow(snapshot int64, among *Question) *Question {
	if w == (HabitFilter{}) {
		return among
	}
	q, args := queries.Get("everybody"), store.Args{"snapshot": snapshot, "phase": string(w.Phase), "browsing": w.Browsing, "service": w.Service}
	if among != nil {
		q = among.Query
		maps.Copy(args, among.Args)
	}
	return &Question{Query: queries.Get("habit_among").With("narrowed", q), Args: args}
}
