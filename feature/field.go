package feature

import "huike"

// Field describes a column of view customer_feature to people and to rules.
type Field struct {
	Name    string // as rules and the API name it: net
	Column  string // as the view names it: net_minor
	Type    string // number, money, day, text or choice
	Unit    string // days, orders, pieces …; "" where there is none
	Choices []string
	Group   string // rhythm, money, stage, score, place
}

// Fields returns the description of every column, in the order of the view.
func Fields() []Field {
	return []Field{
		day("first_day"), day("second_day"), day("last_day"),
		number("recency_days", "days", "rhythm"), number("tenure_days", "days", "rhythm"),
		number("occasions", "occasions", "rhythm"), number("orders", "orders", "rhythm"), number("quantity", "pieces", "rhythm"),
		money("gross"), money("refund"), money("net"), money("discount"), money("mean_order"),
		number("occasions_window", "occasions", "rhythm"), money("net_window"),
		number("gap_days", "days", "rhythm"),
		{Name: "stage", Column: "stage", Type: "choice", Choices: names(huike.Stages), Group: "stage"},
		{Name: "stage_since", Column: "stage_since", Type: "day", Group: "stage"},
		{Name: "ladder", Column: "ladder", Type: "choice", Choices: names(Ladders), Group: "stage"},
		number("r_score", "", "score"), number("f_score", "", "score"), number("m_score", "", "score"),
		{Name: "province", Column: "province", Type: "text", Group: "place"},
		{Name: "city", Column: "city", Type: "text", Group: "place"},
	}
}

func day(name string) Field { return Field{Name: name, Column: name, Type: "day", Group: "rhythm"} }

func number(name, unit, group string) Field {
	return Field{Name: name, Column: name, Type: "number", Unit: unit, Group: group}
}

func money(name string) Field {
	return Field{Name: name, Column: name + "_minor", Type: "money", Group: "money"}
}

func names[T ~string](values []T) []string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = string(v)
	}
	return out
}
