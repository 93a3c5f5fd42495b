package segment

import (
	"context"
	"strings"
	"testing"

	"huike"
	"huike/store"
	"huike/store/storetest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// moods is a source of two fields: customers 2 and up have a mood of half their
// number, and a word for it.
var moods = Source{
	Name:   "moods",
	Fields: []SourceField{{Name: "mood", Type: Decimal, Group: "mood"}, {Name: "word", Column: "mood_word", Type: Choice, Choices: []string{"low", "high"}, Group: "mood"}},
	Query: store.Compiled("moods", `SELECT customer_id, CAST(customer_id AS double precision) / 2 AS mood,
  CASE WHEN customer_id < CAST(@mood_bound AS bigint) THEN 'low' ELSE 'high' END AS mood_word
FROM customer_feature WHERE snapshot_id = CAST(@snapshot AS bigint) AND customer_id >= 2 AND CAST(@as_of AS date) IS NOT NULL`),
	Ensure: func(context.Context, Scope) (store.Args, error) { return store.Args{"mood_bound": 4}, nil },
}

func TestFieldsOfASource(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		asOf, _ := frank(t, db)
		s := New(db, moods)
		f := func(rule string, want int64) {
			t.Helper()
			p := must(s.Preview(t.Context(), must(s.Parse([]byte(rule)))(t), asOf))(t)
			if p.Count != want {
				t.Errorf("%s: %d customers, want %d", rule, p.Count, want)
			}
		}
		f(`{"field":"mood","op":"ge","value":1.5}`, 4)
		f(`{"field":"mood","op":"is_null"}`, 1)
		f(`{"field":"mood","op":"between","value":[1,1.5]}`, 2)
		f(`{"field":"mood","op":"in","value":[0,0.5,1,1.25,1.5,9,9,9,9]}`, 2)
		f(`{"all":[{"field":"word","op":"eq","value":"low"},{"not":{"field":"mood","op":"lt","value":1.5}},{"did":{}}]}`, 0)
		f(`{"all":[{"field":"word","op":"eq","value":"low"},{"field":"stage","op":"eq","value":"active"}]}`, 1)

		names := []string{}
		for _, x := range s.Fields() {
			names = append(names, x.Name)
		}
		if diff := cmp.Diff([]string{"mood", "word"}, names[len(names)-2:]); diff != "" {
			t.Error(diff)
		}
		saved := must(s.Save(t.Context(), Draft{Name: "gloomy", Rule: must(s.Parse([]byte(`{"field":"mood","op":"lt","value":2}`)))(t)}, noon))(t)
		if run := must(s.Refresh(t.Context(), saved.ID, asOf, noon))(t); run.Size != 2 {
			t.Errorf("%d members", run.Size)
		}
		// Without its source a saved segment is still listed, and says what it misses.
		bare := New(db)
		if all := must(bare.List(t.Context(), false))(t); len(all) != 1 || !strings.Contains(all[0].Rule.String(), "mood") {
			t.Errorf("%v", all)
		}
		_, err := bare.Refresh(t.Context(), saved.ID, asOf, noon)
		refused(t, err, huike.Invalid, "segment.unknown_field", `rule.field: there is no field "mood"`)
	}, Schema)
}

// ages is a dated source: how many days ago somebody bought first.
var ages = Source{
	Name: "ages", Dated: true, Fields: []SourceField{{Name: "age", Type: Decimal, Group: "mood"}},
	Query: store.Compiled("ages", `SELECT customer_id, CAST(CAST(@age_day AS date) - min(local_day) AS double precision) AS age
FROM purchase WHERE customer_id > 0 AND local_day <= CAST(@as_of AS date) GROUP BY customer_id`),
	Ensure: func(_ context.Context, s Scope) (store.Args, error) { return store.Args{"age_day": s.AsOf}, nil },
}

// What a dated source said on other days is asked for each day by itself, beside today's.
func TestWhatADatedSourceSaidThen(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		asOf, _ := frank(t, db)
		s := New(db, moods, ages)
		f := func(rule string, want ...huike.CustomerID) {
			t.Helper()
			p := must(s.Preview(t.Context(), must(s.Parse([]byte(rule)))(t), asOf))(t)
			if diff := cmp.Diff(want, p.Sample, cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("%s (-want +got)\n%s", rule, diff)
			}
		}
		f(`{"was":{"day":"2024-05-02","field":"age","op":"le","value":1}}`, 3, 4)
		f(`{"not":{"was":{"day":"2024-05-02","field":"age","op":"ge","value":0}}}`, 1, 2)
		f(`{"all":[{"was":{"day":"2024-05-02","field":"age","op":"le","value":61}},{"was":{"day":"2024-06-11","field":"age","op":"gt","value":41}},{"field":"age","op":"eq","value":120}]}`, 5)
		f(`{"any":[{"was":{"day":"2024-06-10","field":"age","op":"eq","value":0}},{"was":{"day":"2023-05-27","field":"age","op":"eq","value":0}},{"field":"word","op":"eq","value":"low"}]}`, 2, 3, 6)
		_, err := s.Preview(t.Context(), must(s.Parse([]byte(`{"was":{"day":"2024-07-01","field":"age","op":"eq","value":0}}`)))(t), asOf)
		refused(t, err, huike.Invalid, "segment.future", "comes after")
	}, Schema)
}

func TestAnUnknownFieldIsToldWithThoseOfTheSources(t *testing.T) {
	_, err := Parse([]byte(`{"field":"moody","op":"eq","value":1}`), moods)
	refused(t, err, huike.Invalid, "segment.unknown_field", `did you mean "mood"?`)
	refused(t, err, huike.Invalid, "segment.unknown_field", `city, shop, country, gender, birthday_month, mood, word`)
	_, err = Parse([]byte(`{"was":{"day":"2024-06-01","field":"mood","op":"eq","value":1}}`), moods)
	refused(t, err, huike.Invalid, "segment.not_dated", `rule.was.field: what mood was on another day is not kept`)
}
