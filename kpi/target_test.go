package kpi_test

import (
	"math"
	"testing"
	"time"

	"huike"
	"huike/feature"
	"huike/kpi"
	"huike/order/ordertest"
	"huike/store"
	"huike/store/storetest"
)

func weekOf(t *testing.T, s string) huike.Day {
	t.Helper()
	monday, err := kpi.ParseWeek(s)
	if err != nil {
		t.Fatal(err)
	}
	return monday
}

// The two published examples of S1-70.
func TestS1_70_PublishedTargets(t *testing.T) {
	rate := kpi.Target{Measure: "repeat_rate", Growth: "linear", Baseline: 0.2934, Step: 0.0006,
		BaseFrom: weekOf(t, "2010-W25"), BaseTo: weekOf(t, "2010-W29"), LastWeek: weekOf(t, "2010-W39")}
	if end := rate.End(); math.Abs(end-0.2994) > 1e-12 {
		t.Errorf("target 2 ends at %v, want 29.94 %%", end)
	}
	if hold := rate.Plan(weekOf(t, "2010-W45")); math.Abs(hold-0.2994) > 1e-12 {
		t.Errorf("after week 39 it is %v", hold)
	}
	if !math.IsNaN(rate.Plan(weekOf(t, "2010-W29"))) {
		t.Error("the baseline is no plan")
	}
	f := func(reading string, baseline, end float64) {
		t.Helper()
		heads := kpi.Target{Measure: "repeat_new", Growth: "factor", Factor: 1.2, Reading: reading, Baseline: baseline,
			BaseFrom: weekOf(t, "2010-W29"), BaseTo: weekOf(t, "2010-W29"), LastWeek: weekOf(t, "2010-W39")}
		if have := heads.End(); math.Abs(have-end) > 1e-9 {
			t.Errorf("×1.2 read as %s ends at %v, want %v", reading, have, end)
		}
		if n := heads.Increment(); math.Abs(n-3000) > 1e-9 {
			t.Errorf("×1.2 read as %s brings %v more, want 3,000 in weeks 30 to 39", reading, n)
		}
	}
	f("times", 3000/1.1, 3000/1.1*1.2) // Σ k/10 × .2 over ten weeks is 1.1 baselines
	f("more", 3000/6.6, 3000/6.6*2.2)
}

func TestS1_70_Weeks(t *testing.T) {
	f := func(day, name string) {
		t.Helper()
		if have := kpi.WeekName(huike.MustDay(day)); have != name {
			t.Errorf("%s is in %s, want %s", day, have, name)
		}
		if monday := weekOf(t, name); monday != kpi.Monday(huike.MustDay(day)) {
			t.Errorf("%s begins on %s", name, monday)
		}
	}
	f("2023-12-31", "2023-W52")
	f("2024-01-01", "2024-W01")
	f("2021-01-03", "2020-W53")
	for _, s := range []string{"2024-W60", "2023-W53", "2024W5", "", "2024-W00"} {
		if _, err := kpi.ParseWeek(s); huike.CodeOf(err) != "kpi.week" {
			t.Errorf("%q: %v", s, err)
		}
	}
}

func TestS1_70_PlanAndActual(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		var orders []ordertest.Order
		for i, gross := range []float64{90, 110, 130, 100} { // weeks 2024-W01 to W04
			orders = append(orders, ordertest.Order{Customer: 1, Day: day("2024-01-03").Add(7 * i).String(), Gross: gross})
		}
		ordertest.Put(t, db, orders)
		k := kpi.New(db)
		s := feature.Scope{Shop: 1, AsOf: day("2024-01-28")}
		want := kpi.Target{Measure: "sales", Name: "more", Owner: "management", Growth: "factor", Factor: 1.2,
			BaseFrom: weekOf(t, "2024-W01"), BaseTo: weekOf(t, "2024-W02"), LastWeek: weekOf(t, "2024-W06")}
		have, err := k.SetTarget(t.Context(), s, want, "anna", time.Unix(0, 0))
		if err != nil || have.Baseline != 100 || have.Reading != "times" || math.Abs(have.End()-120) > 1e-9 {
			t.Fatalf("%+v, %v", have, err)
		}
		progress, err := k.Progress(t.Context(), s)
		if err != nil || len(progress) != 1 {
			t.Fatal(progress, err)
		}
		p := progress[0]
		plan, actual := []float64{math.NaN(), math.NaN(), 105, 110, 115, 120}, []float64{90, 110, 130, 100, math.NaN(), math.NaN()}
		if len(p.Points) != 6 || math.Abs(p.Reached-30) > 1e-9 || math.Abs(p.Due-15) > 1e-9 {
			t.Fatalf("%+v", p)
		}
		for i, point := range p.Points {
			if !same(point.Plan, plan[i]) || !same(point.Actual, actual[i]) {
				t.Errorf("%s: %v planned, %v reached; want %v and %v", kpi.WeekName(point.Monday), point.Plan, point.Actual, plan[i], actual[i])
			}
		}
		if n := node(t, tree(t, db, "2024-01-28"), "sales"); math.Abs(n.Target-110) > 1e-9 {
			t.Errorf("the tree's target is %v", n.Target)
		}
		want.Growth, want.Step, want.LastWeek = "linear", 1, want.BaseFrom
		if _, err := k.SetTarget(t.Context(), s, want, "anna", time.Unix(0, 0)); huike.CodeOf(err) != "kpi.target" {
			t.Error(err)
		}
		want.BaseFrom, want.BaseTo, want.LastWeek = weekOf(t, "2024-W05"), weekOf(t, "2024-W05"), weekOf(t, "2024-W09")
		if _, err := k.SetTarget(t.Context(), s, want, "anna", time.Unix(0, 0)); huike.CodeOf(err) != "kpi.baseline" {
			t.Error(err)
		}
		if err := k.EndTarget(t.Context(), have.ID, time.Unix(0, 0)); err != nil {
			t.Fatal(err)
		}
		if err := k.EndTarget(t.Context(), have.ID, time.Unix(0, 0)); huike.KindOf(err) != huike.NotFound {
			t.Error(err)
		}
		if left, err := k.Targets(t.Context(), 1); err != nil || len(left) != 0 {
			t.Error(left, err)
		}
	}, kpi.Schema)
}

func same(a, b float64) bool { return math.IsNaN(a) && math.IsNaN(b) || math.Abs(a-b) < 1e-9 }

// Weekly measures, reckoned by hand: customer 1 buys first in W01 and again in
// W02, customer 2 first in W02.
func TestS1_70_Measures(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		ordertest.Put(t, db, []ordertest.Order{{Customer: 1, Day: "2024-01-03", Gross: 10}, {Customer: 1, Day: "2024-01-10", Gross: 20},
			{Customer: 2, Day: "2024-01-11", Gross: 30}, {Customer: 2, Day: "2024-01-11", Gross: 40}})
		putTraffic(t, db, []aTraffic{{day: "2024-01-10", source: "x", group: "search", visitors: 8}})
		f := func(measure string, w1, w2 float64) {
			t.Helper()
			weeks, err := kpi.New(db).Weeks(t.Context(), scope("2024-01-17"), measure, day("2024-01-01"), day("2024-01-20"))
			if err != nil || len(weeks) != 2 || !same(weeks[0].Value, w1) || !same(weeks[1].Value, w2) {
				t.Errorf("%s: %+v, %v; want %v and %v", measure, weeks, err, w1, w2)
			}
		}
		f("sales", 10, 90)
		f("orders", 1, 3)
		f("buyers", 1, 2)
		f("order_value", 10, 30)
		f("frequency", 1, 1.5)
		f("new_customers", 1, 1)
		f("repeat_new", 0, 1)
		f("visitors", math.NaN(), 8)
		f("conversion", math.NaN(), 0.25)
		f("repeat_rate", math.NaN(), math.NaN())
	}, kpi.Schema)
}
