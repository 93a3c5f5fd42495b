package segment

// Ready is a segment that every shop can start with.
type Ready struct {
	Code string // for its name in the reader's language
	Rule Rule
}

// ready are the ready-made segments of a commercial Taobao CRM, as its public
// parsers read them. "A month" and "three months" are 30 and 90 days; money is
// the shop's. Its cells of dormancy by activity, and the grades of a shop, are
// rules of the same kinds.
var ready = []struct{ code, rule string }{
	{"new_month", `{"all":[{"field":"tenure_days","op":"lt","value":30},{"field":"orders","op":"ge","value":1}]}`},
	{"new_15", `{"field":"tenure_days","op":"lt","value":15}`},
	{"high_value_quarter", `{"all":[{"field":"recency_days","op":"lt","value":90},{"field":"orders","op":"ge","value":3},{"field":"mean_order","op":"ge","value":100}]}`},
	{"fans", `{"all":[{"field":"recency_days","op":"lt","value":90},{"field":"gap_days","op":"lt","value":30},{"field":"orders","op":"ge","value":3}]}`},
	{"sleeping_value", `{"all":[{"field":"recency_days","op":"ge","value":90},{"field":"orders","op":"ge","value":3},{"field":"mean_order","op":"ge","value":100}]}`},
	{"unpaid_month", `{"state":{"in":["ordered_unpaid"],"days":30}}`},
	{"dormant_once", `{"all":[{"field":"recency_days","op":"ge","value":360},{"field":"orders","op":"eq","value":1}]}`},
	{"dormant_some", `{"all":[{"field":"recency_days","op":"ge","value":360},{"field":"orders","op":"between","value":[2,3]}]}`},
	{"dormant_many", `{"all":[{"field":"recency_days","op":"ge","value":360},{"field":"orders","op":"gt","value":3}]}`},
	{"active_once", `{"all":[{"field":"recency_days","op":"lt","value":90},{"field":"orders","op":"eq","value":1}]}`},
	{"active_many", `{"all":[{"field":"recency_days","op":"lt","value":90},{"field":"orders","op":"gt","value":3}]}`},
	{"asked", `{"state":{"in":["asked_not_ordered"],"days":30}}`},
	{"unhappy", `{"state":{"in":["bad_review","returned"],"days":30}}`},
	{"bargains", `{"chatted":{"bargained":true,"days":90}}`},
}

// ReadyMade returns the ready-made segments.
func ReadyMade() []Ready {
	all := make([]Ready, 0, len(ready))
	for _, r := range ready {
		rule, err := Parse([]byte(r.rule))
		if err != nil {
			panic("BUG: a ready-made segment is refused: " + err.Error())
		}
		all = append(all, Ready{r.code, rule})
	}
	return all
}
