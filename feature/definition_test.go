package feature_test

import (
	"testing"

	"huike"
	"huike/feature"
	"huike/order/ordertest"
	"huike/store"
	"huike/store/storetest"
)

func TestSetDefinition(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		ordertest.Put(t, db, shop())
		f := feature.New(db)
		old := ensure(t, f, scope("2024-06-30"))
		d, err := f.SetDefinition(t.Context(), feature.Definition{Bounds: [5]int{4, 44, 90, 140, 366}, RFMDays: 400}, "王", at)
		if err != nil || d.Version != 2 {
			t.Fatalf("the second definition is %+v, %v", d, err)
		}
		if same, err := f.SetDefinition(t.Context(), d, "王", at); err != nil || same.Version != 2 {
			t.Errorf("the same definition again is version %d, %v; want 2", same.Version, err)
		}
		changed := rows(t, f, ensure(t, f, scope("2024-06-30")).ID)
		stages := []huike.Stage{huike.StageActive, huike.StageSilent, huike.StageSilent, huike.StageLost}
		for i, r := range changed {
			if r.Stage != stages[i] {
				t.Errorf("customer %d is %s under the new bounds, want %s", r.Customer, r.Stage, stages[i])
			}
		}
		if changed[3].OccasionsWindow != 1 || changed[3].StageSince != day("2023-11-18") {
			t.Errorf("customer 4 has %d occasions in 400 days and is lost since %s; want 1, 2023-11-18", changed[3].OccasionsWindow, changed[3].StageSince)
		}
		if kept := rows(t, f, old.ID); len(kept) != 4 || kept[0].Stage != huike.StageAfterSale {
			t.Errorf("the snapshot of the old definition changed: %+v", kept)
		}
	}, feature.Schema)
}

func TestSetDefinitionRefuses(t *testing.T) {
	db := storetest.Open(t, store.DuckDB, feature.Schema)
	f := func(d feature.Definition, code string) {
		t.Helper()
		_, err := feature.New(db).SetDefinition(t.Context(), d, "王", at)
		if huike.CodeOf(err) != code || huike.KindOf(err) != huike.Invalid {
			t.Errorf("%+v: %v, want %s", d, err, code)
		}
	}
	f(feature.Definition{Bounds: [5]int{7, 45, 45, 140, 365}, RFMDays: 365}, "feature.bounds")
	f(feature.Definition{Bounds: [5]int{-1, 45, 90, 140, 365}, RFMDays: 365}, "feature.bounds")
	f(feature.Definition{Bounds: [5]int{7, 45, 90, 140, 99999}, RFMDays: 365}, "feature.bounds")
	f(feature.Definition{Bounds: [5]int{7, 45, 90, 140, 365}}, "feature.rfm_days")
}
