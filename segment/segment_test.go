package segment

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"huike"
	"huike/feature"
	"huike/order/ordertest"
	"huike/store"
	"huike/store/storetest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

var noon = time.Date(2024, 7, 1, 4, 0, 0, 0, time.UTC)

func must[T any](v T, err error) func(t *testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func refused(t *testing.T, err error, kind huike.Kind, code, part string) {
	t.Helper()
	if huike.KindOf(err) != kind || huike.CodeOf(err) != code || !strings.Contains(huike.SentenceOf(err), part) {
		t.Errorf("got %v (%s, %s), want %s with %q", err, huike.KindOf(err), huike.CodeOf(err), code, part)
	}
}

func parsed(t *testing.T, rule string) Rule {
	t.Helper()
	return must(Parse([]byte(rule)))(t)
}

// frank is a shop with one purchase history a customer; as of 2024-06-30 the
// days since the last purchase are 1, 20, 60, 60, 120 and 400.
func frank(t *testing.T, db store.DB) (asOf int64, later int64) {
	t.Helper()
	lines := func(p string) []ordertest.Line { return []ordertest.Line{{Product: p, Amount: 10}} }
	ordertest.Put(t, db, []ordertest.Order{
		{Customer: 1, Day: "2024-06-29", Gross: 10, Lines: lines("tea"), Province: "上海"},
		{Customer: 2, Day: "2024-06-10", Gross: 20, Lines: lines("cup"), Province: "上海"},
		{Customer: 3, Day: "2024-05-01", Gross: 30, Lines: lines("tea"), Province: "上海"},
		{Customer: 4, Day: "2024-05-01", Gross: 40, Lines: lines("cup"), Province: "北京"},
		{Customer: 5, Day: "2024-03-02", Gross: 50, Lines: lines("tea")},
		{Customer: 6, Day: "2023-05-27", Gross: 60, Lines: lines("tea")},
		{Day: "2024-06-29", Gross: 70, Lines: lines("tea")},
	})
	f := feature.New(db)
	a := must(f.Ensure(t.Context(), feature.Scope{AsOf: huike.MustDay("2024-06-30")}, noon))(t)
	b := must(f.Ensure(t.Context(), feature.Scope{AsOf: huike.MustDay("2024-07-10")}, noon))(t)
	return a.ID, b.ID
}

const silent = `{"field":"stage","op":"eq","value":"silent"}`

// S1-62: first the place in the life cycle, then preference and attributes.
func TestS1_62_StageThenPreference(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		snapshot, _ := frank(t, db)
		s := New(db)
		f := func(rule string, want ...huike.CustomerID) {
			t.Helper()
			p := must(s.Preview(t.Context(), parsed(t, rule), snapshot))(t)
			if diff := cmp.Diff(want, p.Sample, cmpopts.EquateEmpty()); diff != "" || p.Count != int64(len(want)) || p.Base != 6 {
				t.Errorf("%s: %d of %d\n%s", rule, p.Count, p.Base, diff)
			}
		}
		f(silent, 3, 4)
		f(`{"all":[`+silent+`,{"bought":{"products":["tea"]}}]}`, 3)
		f(`{"all":[`+silent+`,{"not":{"field":"province","op":"eq","value":"上海"}}]}`, 4)
		f(`{"not":{"field":"province","op":"eq","value":"上海"}}`, 4, 5, 6)
		f(`{"field":"province","op":"ne","value":"上海"}`, 4)
		f(`{"orders":{"from":"2024-05-01","to":"2024-06-10","min_amount":25}}`, 3, 4)
		f(`{"field":"net","op":"ge","value":50}`, 5, 6)

		stage := must(s.Save(t.Context(), Draft{Name: "silent", Rule: parsed(t, silent)}, noon))(t)
		f(fmt.Sprintf(`{"all":[{"segment":%d},{"bought":{"products":["tea"]}}]}`, stage.ID), 3)
		f(fmt.Sprintf(`{"not":{"segment":%d}}`, stage.ID), 1, 2, 5, 6)
	}, Schema)
}

// S0-19: a rule that leaves nobody out by its numbers shows in the preview.
func TestS0_19_PreviewOfEverybody(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		snapshot, _ := frank(t, db)
		s := New(db)
		p := must(s.Preview(t.Context(), parsed(t, `{"field":"orders","op":"ge","value":1}`), snapshot))(t)
		want := Preview{Count: 6, Base: 6, Sample: []huike.CustomerID{1, 2, 3, 4, 5, 6}, Stages: []StageShare{
			{"after_sale", 1, 1}, {"active", 1, 1}, {"silent", 2, 2}, {"sleeping", 1, 1}, {"dead", 1, 1}}}
		if diff := cmp.Diff(want, p); diff != "" || !p.Everybody() {
			t.Error(diff)
		}
		p = must(s.Preview(t.Context(), parsed(t, `{"field":"orders","op":"gt","value":1}`), snapshot))(t)
		if p.Everybody() || p.Count != 0 || p.Base != 6 {
			t.Errorf("%+v", p)
		}
		_, err := s.Preview(t.Context(), Everybody(), 999)
		refused(t, err, huike.NotFound, "segment.snapshot", "there is no feature snapshot 999")
	}, Schema)
}

func TestRefreshTellsWhoEnteredAndWhoLeft(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		now, later := frank(t, db)
		s := New(db)
		g := must(s.Save(t.Context(), Draft{Name: "silent", Rule: parsed(t, silent), Actor: "li"}, noon))(t)
		first := must(s.Refresh(t.Context(), g.ID, now, noon))(t)
		again := must(s.Refresh(t.Context(), g.ID, now, noon))(t)
		// Ten days on customer 5 stays asleep; 3 and 4 are silent still (70 days); 2 is active.
		// With a new rule the sleeping enter and the silent leave.
		sleeping := strings.Replace(silent, "silent", "sleeping", 1)
		g = must(s.Save(t.Context(), Draft{ID: g.ID, Name: "asleep", Rule: parsed(t, sleeping), Actor: "wang"}, noon))(t)
		moved := must(s.Refresh(t.Context(), g.ID, later, noon))(t)
		want := []Run{
			{3, g.ID, 2, huike.MustDay("2024-07-10"), 1, 1, 2, noon},
			{2, g.ID, 1, huike.MustDay("2024-06-30"), 2, 0, 0, noon},
			{1, g.ID, 1, huike.MustDay("2024-06-30"), 2, 2, 0, noon},
		}
		days := cmp.Comparer(func(a, b huike.Day) bool { return a == b })
		if diff := cmp.Diff(want, must(s.Runs(t.Context(), g.ID))(t), days); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff(want, []Run{moved, again, first}, days); diff != "" {
			t.Error(diff)
		}
		changes := must(s.Changes(t.Context(), moved.ID, Page{Limit: 10}))(t)
		if diff := cmp.Diff([]Change{{3, false}, {4, false}, {5, true}}, changes); diff != "" {
			t.Error(diff)
		}
		members, total, err := s.Members(t.Context(), g.ID, Page{Limit: 10})
		if diff := cmp.Diff([]Member{{5, huike.MustDay("2024-07-10")}}, members, days); diff != "" || total != 1 || err != nil {
			t.Error(diff, total, err)
		}
		if kept := must(s.Get(t.Context(), g.ID))(t); kept.Last == nil || kept.Last.ID != moved.ID || kept.Name != "asleep" || kept.Version != 2 {
			t.Errorf("%+v", kept)
		}
		versions := must(s.Versions(t.Context(), g.ID))(t)
		if len(versions) != 2 || versions[0].Actor != "wang" || versions[1].Rule.String() != silent {
			t.Errorf("%+v", versions)
		}
	}, Schema)
}

func TestSaveAndArchiveRefuse(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		snapshot, _ := frank(t, db)
		s, ctx := New(db), t.Context()
		a := must(s.Save(ctx, Draft{Name: "a", Rule: parsed(t, silent)}, noon))(t)
		b := must(s.Save(ctx, Draft{Name: " b ", Rule: Rule{Segment: a.ID}}, noon))(t)
		shop := must(s.Save(ctx, Draft{Name: "shop", Shop: 1, Rule: Rule{Segment: a.ID}}, noon))(t)
		if same := must(s.Save(ctx, Draft{ID: b.ID, Name: "b2", Rule: b.Rule}, noon))(t); same.Version != 1 || same.Name != "b2" {
			t.Errorf("another name made another version: %+v", same)
		}
		f := func(d Draft, kind huike.Kind, code, part string) {
			t.Helper()
			_, err := s.Save(ctx, d, noon)
			refused(t, err, kind, code, part)
		}
		f(Draft{Name: "  ", Rule: a.Rule}, huike.Invalid, "segment.name", "needs a name of 1 to 120 letters")
		f(Draft{Name: "a", Rule: a.Rule}, huike.Conflict, "segment.name_taken", `another segment is called "a"`)
		f(Draft{ID: 99, Name: "x", Rule: a.Rule}, huike.NotFound, "segment.unknown", "there is no segment 99")
		f(Draft{ID: a.ID, Name: "a", Rule: Rule{Segment: a.ID}}, huike.Invalid, "segment.cycle", "rule.segment: segment 1 would be part of itself: 1 → 1")
		f(Draft{ID: a.ID, Name: "a", Rule: Rule{All: []Rule{{Segment: b.ID}}}}, huike.Invalid, "segment.cycle", "1 → 2 → 1")
		f(Draft{ID: a.ID, Name: "a", Shop: 1, Rule: a.Rule}, huike.Invalid, "segment.shop_fixed", "belongs to shop 0")
		f(Draft{Name: "x", Rule: Rule{Segment: 77}}, huike.Invalid, "segment.unknown_segment", "rule.segment: there is no segment 77 in use")
		f(Draft{Name: "x", Rule: Rule{Segment: shop.ID}}, huike.Invalid, "segment.other_shop", "rule.segment: segment 3 is of shop 1 only")
		_, err := s.Refresh(ctx, shop.ID, snapshot, noon)
		refused(t, err, huike.Invalid, "segment.other_shop", "is of shop 1, and the snapshot of shop 0")

		refused(t, s.Archive(ctx, a.ID, noon), huike.Conflict, "segment.in_use", `"b2"`)
		for _, id := range []int64{b.ID, shop.ID, a.ID} {
			if err := s.Archive(ctx, id, noon); err != nil {
				t.Error(err)
			}
		}
		f(Draft{ID: a.ID, Name: "a", Rule: a.Rule}, huike.Conflict, "segment.archived", "is archived")
		f(Draft{Name: "x", Rule: Rule{Segment: a.ID}}, huike.Invalid, "segment.unknown_segment", "no segment 1 in use")
		if used, gone := must(s.List(ctx, false))(t), must(s.List(ctx, true))(t); len(used) != 0 || len(gone) != 3 {
			t.Errorf("%d in use, %d archived", len(used), len(gone))
		}
		_, err = s.Refresh(ctx, a.ID, snapshot, noon)
		refused(t, err, huike.Conflict, "segment.archived", "is archived")
	}, Schema)
}

// A rule that doubles with every segment it names ends in a sentence, not in a
// statement without end.
func TestExpansionEnds(t *testing.T) {
	s, name := New(storetest.Open(t, store.DuckDB, Schema)), "s0"
	g := must(s.Save(t.Context(), Draft{Name: name, Rule: parsed(t, silent)}, noon))(t)
	for i := 1; ; i++ {
		twice := Rule{All: []Rule{{Segment: g.ID}, {Segment: g.ID}}}
		next, err := s.Save(t.Context(), Draft{Name: fmt.Sprint("s", i), Rule: twice}, noon)
		if err != nil {
			refused(t, err, huike.Invalid, "segment.too_many", "more than 2000 conditions")
			break
		}
		if i > 20 {
			t.Fatal("a million conditions were saved")
		}
		g = next
	}
}

// The list of columns that may be NULL is that of the schema.
func TestUnsureColumns(t *testing.T) {
	// The view works gap_days out, which a customer of one purchase day has not.
	q := store.Compiled("nullable", `SELECT column_name FROM information_schema.columns WHERE table_name = 'feature' AND is_nullable = 'YES' UNION ALL SELECT 'gap_days'`)
	storetest.Each(t, func(t *testing.T, db store.DB) {
		got := must(store.All(t.Context(), db, q, nil, func(r *store.Rows) (s string, err error) { return s, r.Scan(&s) }))(t)
		slices.Sort(got)
		if diff := cmp.Diff(slices.Sorted(slices.Values(unsure)), got); diff != "" {
			t.Error(diff)
		}
	}, Schema)
}
