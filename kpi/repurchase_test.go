package kpi_test

import (
	"encoding/json"
	"math"
	"os"
	"testing"

	"huike"
	"huike/feature"
	"huike/kpi"
	"huike/order/ordertest"
	"huike/reference"
	"huike/store"
	"huike/store/storetest"

	"github.com/google/go-cmp/cmp"
)

// vector reads inputs and expected numbers of one case of 02_repurchase.json.
func vector(t *testing.T, id string, inputs, expected any) {
	t.Helper()
	b, err := os.ReadFile(reference.Path(t, "spec", "vectors", "02_repurchase.json"))
	if err != nil {
		t.Fatalf("the test vectors cannot be read: %v", err)
	}
	var file struct {
		Cases []struct {
			ID               string
			Inputs, Expected json.RawMessage
		}
	}
	if err := json.Unmarshal(b, &file); err != nil {
		t.Fatal(err)
	}
	for _, c := range file.Cases {
		if c.ID != id {
			continue
		}
		if err := json.Unmarshal(c.Inputs, inputs); err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(c.Expected, expected); err != nil {
			t.Fatal(err)
		}
		return
	}
	t.Fatalf("there is no vector %s", id)
}

func checkRate(t *testing.T, what string, have kpi.Rate, numerator, denominator int64) {
	t.Helper()
	if have.Numerator != numerator || have.Denominator != denominator {
		t.Errorf("%s is %d of %d, want %d of %d", what, have.Numerator, have.Denominator, numerator, denominator)
		return
	}
	if denominator == 0 {
		if have.Rate != nil || have.Low != nil || have.High != nil {
			t.Errorf("%s of nobody is %+v", what, have)
		}
		return
	}
	if r := float64(numerator) / float64(denominator); *have.Rate != r || *have.Low > r || *have.High < r {
		t.Errorf("%s is %v in [%v, %v], want %v inside", what, *have.Rate, *have.Low, *have.High, r)
	}
}

// Vector second-purchase-45 of 02_repurchase.json.
func TestS1_68_SecondPurchase(t *testing.T) {
	var in struct {
		AsOf   string
		Days   int `json:"window_days"`
		First  []string
		Second []*string
	}
	type count struct{ N, Converted int64 }
	var want struct {
		Matured count `json:"matured_cohort"`
		Naive   count `json:"naive_all"`
		Literal count `json:"seed_literal_trailing_45"`
	}
	vector(t, "second-purchase-45", &in, &want)
	var orders []ordertest.Order
	for i, first := range in.First {
		orders = append(orders, ordertest.Order{Customer: int64(i + 1), Day: first, Gross: 1})
		if s := in.Second[i]; s != nil {
			orders = append(orders, ordertest.Order{Customer: int64(i + 1), Day: *s, Gross: 1})
		}
	}
	storetest.Each(t, func(t *testing.T, db store.DB) {
		ordertest.Put(t, db, orders)
		p, err := kpi.New(db).SecondPurchase(t.Context(), scope(in.AsOf), in.Days)
		if err != nil {
			t.Fatal(err)
		}
		checkRate(t, "matured", p.Matured, want.Matured.Converted, want.Matured.N)
		checkRate(t, "literal", p.Literal, want.Literal.Converted, want.Literal.N)
		naive := kpi.Rate{}
		for _, c := range p.Cohorts {
			naive.Numerator, naive.Denominator = naive.Numerator+c.Second.Numerator, naive.Denominator+c.Second.Denominator
			if c.Matured != (scope(in.AsOf).AsOf.Sub(c.Monday.Add(6)) >= in.Days) {
				t.Errorf("cohort %+v", c)
			}
		}
		if naive.Numerator != want.Naive.Converted || naive.Denominator != want.Naive.N {
			t.Errorf("the cohorts sum to %d of %d, want %+v", naive.Numerator, naive.Denominator, want.Naive)
		}
		nobody, err := kpi.New(db).SecondPurchase(t.Context(), scope("2020-01-01"), 0)
		if err != nil || nobody.Days != 45 {
			t.Fatalf("before the first order: %+v, %v", nobody, err)
		}
		checkRate(t, "matured", nobody.Matured, 0, 0)
	}, kpi.Schema)
}

func TestS1_68_Cohorts(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		ordertest.Put(t, db, []ordertest.Order{
			{Customer: 1, Day: "2023-12-31", Gross: 1}, {Customer: 1, Day: "2024-01-05", Gross: 1}, // a Sunday, the last of 2023-W52
			{Customer: 2, Day: "2024-01-01", Gross: 1}, {Customer: 2, Day: "2024-01-12", Gross: 1}, // a Monday; back after 11 days
			{Customer: 3, Day: "2024-01-07", Gross: 1}, {Customer: 3, Day: "2024-01-17", Gross: 1},
			{Customer: 4, Day: "2024-01-08", Gross: 1},
		})
		p, err := kpi.New(db).SecondPurchase(t.Context(), scope("2024-01-17"), 10)
		if err != nil {
			t.Fatal(err)
		}
		type week struct {
			name, monday string
			new, second  int64
			matured      bool
		}
		var have []week
		for _, c := range p.Cohorts {
			have = append(have, week{c.Week, c.Monday.String(), c.Second.Denominator, c.Second.Numerator, c.Matured})
		}
		want := []week{{"2023-W52", "2023-12-25", 1, 1, true}, {"2024-W01", "2024-01-01", 2, 1, true}, {"2024-W02", "2024-01-08", 1, 0, false}}
		if diff := cmp.Diff(want, have, cmp.AllowUnexported(week{})); diff != "" {
			t.Error(diff)
		}
		if _, err := kpi.New(db).SecondPurchase(t.Context(), scope("2024-01-17"), -1); huike.CodeOf(err) != "kpi.days" {
			t.Error(err)
		}
	}, kpi.Schema)
}

// Vector active-regulars of 02_repurchase.json.
func TestS1_69_Regulars(t *testing.T) {
	var in struct {
		AsOf   string
		Days   int `json:"window_days"`
		Orders map[string][]string
	}
	type sets struct{ Numerator, Denominator []string }
	var want struct{ D1, D2 sets }
	vector(t, "active-regulars", &in, &want)
	var orders []ordertest.Order
	for name, days := range in.Orders {
		for _, d := range days {
			orders = append(orders, ordertest.Order{Customer: int64(name[0]), Day: d, Gross: 1})
		}
	}
	storetest.Each(t, func(t *testing.T, db store.DB) {
		ordertest.Put(t, db, orders)
		g, err := kpi.New(db).Regulars(t.Context(), scope(in.AsOf), in.Days)
		if err != nil {
			t.Fatal(err)
		}
		checkRate(t, "D1", g.D1, int64(len(want.D1.Numerator)), int64(len(want.D1.Denominator)))
		checkRate(t, "D2", g.D2, int64(len(want.D2.Numerator)), int64(len(want.D2.Denominator)))
		nobody, err := kpi.New(db).Regulars(t.Context(), feature.Scope{AsOf: day("2020-01-01")}, 0)
		if err != nil {
			t.Fatal(err)
		}
		checkRate(t, "D1", nobody.D1, 0, 0)
	}, kpi.Schema)
}

// Vector active-regulars-target of 02_repurchase.json.
func TestS1_69_Target(t *testing.T) {
	var in struct {
		Start, Step float64
		Weeks       int
	}
	var want struct{ End float64 }
	vector(t, "active-regulars-target", &in, &want)
	plan := kpi.LinearTarget(in.Start, in.Step, in.Weeks)
	if len(plan) != in.Weeks || math.Abs(plan[len(plan)-1]-want.End) > 1e-9 {
		t.Errorf("the plan is %v, want it to end at %v", plan, want.End)
	}
}

// UCI Online Retail, the clean set, as of 2011-12-10: reckoned from the file by
// the definition of methods 2.1.
func TestS1_68_OnlineRetail(t *testing.T) {
	db := storetest.Open(t, store.DuckDB, kpi.Schema)
	ordertest.Put(t, db, ordertest.OnlineRetail(t))
	p, err := kpi.New(db).SecondPurchase(t.Context(), scope("2011-12-10"), 45)
	if err != nil {
		t.Fatal(err)
	}
	checkRate(t, "matured", p.Matured, 1104, 3922)
	total, err := kpi.New(db).Shop(t.Context(), scope("2011-12-10"))
	if err != nil || total.Orders != 18532 || total.Customers != 4338 {
		t.Errorf("%+v, %v; published are 18,532 invoices of 4,338 customers", total, err)
	}
}
