package segment

import (
	"context"
	"strings"
	"testing"

	"huike/store"
	"huike/store/storetest"
)

// marked is put into every text of a fuzzed rule; it must never be in the SQL.
const marked = "zq'); DROP"

// FuzzCompile: whatever comes as a rule is refused or becomes a statement that
// DuckDB prepares; the rule's texts are never part of it.
func FuzzCompile(f *testing.F) {
	for _, rule := range []string{
		`{"all":[]}`, `{"any":[{"field":"city","op":"contains","value":"T"},{"not":{"field":"province","op":"in","value":["T","T2"]}}]}`,
		`{"field":"last_day","op":"between","value":["2024-01-01","2024-02-01"]}`, `{"field":"net","op":"in","value":[1,2,3,4,5,6,7,8,9]}`,
		`{"bought":{"products":["T"],"categories":["T"],"title_contains":"T","days":3,"min_quantity":1,"min_times":2}}`,
		`{"message":{"kind":"not_opened","campaign":1,"channel":"email","days":30}}`,
		`{"orders":{"from":"2015-11-11","to":"2015-11-11","min_orders":2,"min_amount":299}}`, `{"segment":7}`, `{"field":"shop","op":"ne","value":1}`,
		`{"field":"birthday_month","op":"is_null"}`, `{"was":{"day":"2024-06-01","field":"city","op":"eq","value":"T"}}`,
		`{"did":{"kinds":["view","cart"],"products":["T"],"categories":["T"],"hours":[8],"days":30,"min_times":2}}`,
		`{"chatted":{"days":30,"bargained":true,"max_score":2}}`, `{"reviewed":{"min_score":1,"max_score":2,"days":90}}`,
		`{"refunded":{"kinds":["return"],"days":90}}`, `{"came_from":{"sources":["T"],"groups":["search"]}}`,
		`{"told":{"name":"T","op":"in","value":[1,2,3,4,5,6,7,8,9.5]}}`, `{"told":{"name":"T","op":"contains","value":"T"}}`,
		`{"past_contacted":{"campaign":"T","days":30}}`, `{"redeemed":{"campaign":"T","days":30,"min_times":2}}`,
		`{"state":{"in":["bounced","browsed_not_ordered","ordered_unpaid","waiting_for_goods","in_use"],"days":30}}`, `{"field":"mood","op":"ge","value":0.5}`,
	} {
		f.Add(rule)
	}
	db := storetest.Open(f, store.DuckDB, Schema)
	prepare := db.(interface {
		Prepare(context.Context, store.Query) error
	})
	f.Fuzz(func(t *testing.T, rule string) {
		rule = strings.ReplaceAll(rule, `T`, marked)
		r, err := Parse([]byte(rule), moods)
		if err != nil {
			return
		}
		scope := testScope
		scope.Sources = []Source{moods}
		q, _, err := Compile(r, scope)
		if err != nil {
			return
		}
		text := q.Text(store.DuckDB)
		if err := prepare.Prepare(t.Context(), q); err != nil {
			t.Fatalf("%s\n%s\n%v", rule, text, err)
		}
		if strings.Contains(text, "zq") || strings.Contains(text, "DROP") {
			t.Fatalf("a value is in the text:\n%s", text)
		}
	})
}
