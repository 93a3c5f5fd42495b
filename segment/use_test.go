package segment

import (
	"testing"
	"time"

	"huike"
	"huike/order/ordertest"
	"huike/store"
	"huike/store/storetest"

	"github.com/google/go-cmp/cmp"
)

func TestS1_63_ExportsAreUses(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		s := New(db)
		if err := s.Exported(t.Context(), Export{3, 10, "user:1"}, noon); err != nil {
			t.Fatal(err)
		}
		if err := s.Exported(t.Context(), Export{3, 11, "user:1"}, noon.Add(time.Hour)); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(map[int64]time.Time{3: noon.Add(time.Hour)}, must(s.Exports(t.Context()))(t)); diff != "" {
			t.Error(diff)
		}
	}, Schema)
}

func TestOverlaps(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		asOf, _ := frank(t, db)
		s := New(db)
		shanghai := must(s.Save(t.Context(), Draft{Name: "Shanghai", Rule: parsed(t, `{"field":"province","op":"eq","value":"上海"}`)}, noon))(t)
		must(s.Refresh(t.Context(), shanghai.ID, asOf, noon))(t)
		silent := parsed(t, `{"field":"stage","op":"eq","value":"silent"}`)
		if diff := cmp.Diff([]Overlap{{shanghai.ID, 1}}, must(s.Overlaps(t.Context(), silent, asOf))(t)); diff != "" {
			t.Error(diff)
		}
	}, Schema)
}

// Every ready-made segment can be asked of a shop.
func TestReadyMade(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		asOf, _ := frank(t, db)
		for _, r := range ReadyMade() {
			if _, err := New(db).Preview(t.Context(), r.Rule, asOf); err != nil {
				t.Errorf("%s: %v", r.Code, err)
			}
		}
	}, Schema)
}

// S1-64: a campaign of 2024-06-10 to four customers. By then 1 and 2 are after
// sale (9 and 5 days), 3 and 4 active; 1 opens and buys, 2 clicks and buys too
// late, 3 buys.
func TestS1_64_ResponsesBySplit(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		day := func(d string) time.Time { return huike.MustDay(d).Time(testZone).Add(12 * time.Hour).UTC() }
		w := world{}
		for c := int64(1); c <= 4; c++ {
			m := sent{campaign: 7, state: 2, done: day("2024-06-10")}
			switch c {
			case 1:
				m.events = []answer{{"open", day("2024-06-10")}}
			case 2:
				m.events = []answer{{"click", day("2024-06-11")}}
			}
			w.customers = append(w.customers, person{id: c, values: ordinary(), messages: []sent{m}})
		}
		settle(t, db, w)
		tea, cup := []ordertest.Line{{Product: "tea", Amount: 10}}, []ordertest.Line{{Product: "cup", Amount: 10}}
		ordertest.Put(t, db, []ordertest.Order{
			{Customer: 1, Day: "2024-06-06", Gross: 10, Lines: tea}, {Customer: 2, Day: "2024-06-05", Gross: 10, Lines: cup},
			{Customer: 3, Day: "2024-05-20", Gross: 10, Lines: tea}, {Customer: 4, Day: "2024-05-20", Gross: 10, Lines: tea},
			{Customer: 1, Day: "2024-06-12", Hour: 12, Gross: 10, Lines: tea}, {Customer: 3, Day: "2024-06-20", Gross: 10, Lines: tea},
			{Customer: 2, Day: "2024-06-29", Gross: 10, Lines: cup},
		})
		ordertest.PutProducts(t, db, []ordertest.Product{{No: "tea", Category: "drink"}, {No: "cup", Category: "ware"}})
		asked := Asked{Past: Past{7, 1, huike.MustDay("2024-06-09")}, Days: 15, AsOf: huike.MustDay("2024-06-30"), Until: day("2024-07-01")}
		f := func(split string, want ...Response) {
			t.Helper()
			asked.Split = split
			if diff := cmp.Diff(want, must(New(db).Responses(t.Context(), asked, noon))(t)); diff != "" {
				t.Errorf("%s\n%s", split, diff)
			}
		}
		f("stage", Response{"active", 2, 0, 0, 1}, Response{"after_sale", 2, 2, 1, 1})
		f("ladder", Response{"new", 4, 2, 1, 2})
		f("category", Response{"drink", 3, 1, 0, 2}, Response{"ware", 1, 1, 1, 0})
		asked.Split = "city"
		_, err := New(db).Responses(t.Context(), asked, noon)
		refused(t, err, huike.Invalid, "segment.split", "choose one of stage, ladder, category")
	}, Schema)
}
