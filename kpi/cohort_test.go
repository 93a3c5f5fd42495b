package kpi_test

import (
	"fmt"
	"math"
	"testing"
	"time"

	"huike/event"
	"huike/event/eventtest"
	"huike/feature"
	"huike/kpi"
	"huike/order/ordertest"
	"huike/store"
	"huike/store/storetest"

	"github.com/google/go-cmp/cmp"
)

func near(t *testing.T, what string, have *float64, want float64) {
	t.Helper()
	if have == nil || math.Abs(*have-want) > 1e-8 {
		t.Errorf("%s is %v, want %v", what, show(have), want)
	}
}

func show(x *float64) any {
	if x == nil {
		return nil
	}
	return *x
}

// Vector second-purchase-45 of 02_repurchase.json: R survfit, conf.type "log-log".
func TestS1_68_KaplanMeier(t *testing.T) {
	var in struct {
		AsOf   string
		Days   int `json:"window_days"`
		First  []string
		Second []*string
	}
	var want struct {
		KM struct {
			Conv30 float64    `json:"conv_30"`
			Conv45 float64    `json:"conv_45"`
			CI     [2]float64 `json:"conv_45_ci"`
		} `json:"km"`
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
		r, err := kpi.New(db).Returns(t.Context(), scope(in.AsOf), in.Days)
		if err != nil {
			t.Fatal(err)
		}
		near(t, "within 45 days", r.Estimate.Share, want.KM.Conv45)
		near(t, "its lower limit", r.Estimate.Low, want.KM.CI[0])
		near(t, "its upper limit", r.Estimate.High, want.KM.CI[1])
		near(t, "within 30 days", &r.Curve[30].Share, want.KM.Conv30)
		if r.Estimate.Customers != 12 {
			t.Errorf("%d customers", r.Estimate.Customers)
		}
	}, kpi.Schema)
}

// By lifelines 0.30 KaplanMeierFitter on the same purchases.
func TestS1_68_OnlineRetailIntervals(t *testing.T) {
	orders := ordertest.OnlineRetail(t)
	want := []struct {
		started, completed      int64
		share, low, high        float64
		quarter, half, quarter3 float64
	}{
		{4338, 2790, 0.2864668366667714, 0.2729540909224638, 0.3005012130618169, 40, 104, 270},
		{2790, 1916, 0.3746982352306234, 0.35612413935896503, 0.3939172423364796, 30, 63, 133},
		{1916, 1415, 0.4803983864873337, 0.456965070972416, 0.5044023864833297, 25, 49, 95},
		{1415, 1026, 0.5466500540040005, 0.5187979370993556, 0.574960777223763, 21, 41, 77},
		{6304, 5278, 0.8386830191538704, 0.8284268383273078, 0.8486526691494016, 7, 17, 35},
	}
	storetest.Each(t, func(t *testing.T, db store.DB) {
		ordertest.Put(t, db, orders)
		r, err := kpi.New(db).Returns(t.Context(), scope("2011-12-10"), 45)
		if err != nil {
			t.Fatal(err)
		}
		if len(r.Intervals) != len(want) {
			t.Fatalf("%d intervals", len(r.Intervals))
		}
		for k, w := range want {
			i := r.Intervals[k]
			if i.Started != w.started || i.Completed != w.completed {
				t.Errorf("interval %d: %d of %d, want %d of %d", k+1, i.Completed, i.Started, w.completed, w.started)
			}
			near(t, "share", i.Share.Share, w.share)
			near(t, "low", i.Share.Low, w.low)
			near(t, "high", i.Share.High, w.high)
			near(t, "quarter", i.Quarter, w.quarter)
			near(t, "half", i.Half, w.half)
			near(t, "three quarters", i.ThreeQs, w.quarter3)
		}
		checkCohorts(t, r)
	}, kpi.Schema)
}

// checkCohorts: cohorts and retention are the same customers, counted otherwise.
func checkCohorts(t *testing.T, r kpi.Returns) {
	t.Helper()
	var all, matured kpi.Rate
	for _, c := range r.Cohorts {
		all.Denominator += c.Estimate.Customers
		if c.Matured != nil {
			matured.Numerator, matured.Denominator = matured.Numerator+c.Matured.Numerator, matured.Denominator+c.Matured.Denominator
		}
		if c.Matured != nil && math.Abs(*c.Matured.Rate-*c.Estimate.Share) > 1e-12 {
			t.Errorf("%s has matured: the estimate %v is not the share %v", c.Month, *c.Estimate.Share, *c.Matured.Rate)
		}
	}
	if all.Denominator != 4338 || matured.Denominator == 0 || matured.Denominator > r.Second.Matured.Denominator || matured.Numerator > r.Second.Matured.Numerator {
		t.Errorf("cohorts of %d customers, %d of them matured", all.Denominator, matured.Denominator)
	}
	first, young := int64(0), 0
	for _, c := range r.Retention {
		if c.Months == 0 {
			first += c.Customers
		}
		if !c.Over {
			young++
		}
		if c.Customers > c.Of || c.Orders < c.Customers || c.Cohort+kpi.Month(c.Months) > kpi.MonthOf(day("2011-12-10")) {
			t.Errorf("cell %+v", c)
		}
	}
	if first != 4338 || young != len(r.Cohorts) {
		t.Errorf("the first months hold %d customers, %d cells are not over", first, young)
	}
}

func TestReturnsOfNobody(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		ordertest.PutShop(t, db, 1, "CNY")
		for _, orders := range [][]ordertest.Order{nil, {{Customer: 1, Day: "2024-01-01", Gross: 1}}} {
			ordertest.Put(t, db, orders)
			r, err := kpi.New(db).Returns(t.Context(), scope("2024-01-01"), 0)
			if err != nil || r.Estimate.Share != nil || r.Regulars.D1.Rate != nil {
				t.Errorf("%d orders: %+v, %v", len(orders), r, err)
			}
		}
	}, kpi.Schema)
}

func TestS0_06_FirstExperience(t *testing.T) {
	var orders []ordertest.Order
	add := func(n int, o ordertest.Order, back int) { // n customers with such a first order, of whom some come back
		for i := range n {
			o.Customer = int64(len(orders) + 1)
			o.Day, o.Gross = "2024-01-01", 10
			orders = append(orders, o)
			if i < back {
				orders = append(orders, ordertest.Order{Customer: o.Customer, Day: "2024-02-15", Gross: 5}) // day 45
			} else {
				orders = append(orders, ordertest.Order{Customer: o.Customer, Day: "2024-02-16", Gross: 5}) // day 46: too late
			}
		}
	}
	add(40, ordertest.Order{Delivered: "2024-01-03", Review: ordertest.Review{Day: "2024-01-04", Score: 5}}, 20)
	add(40, ordertest.Order{Delivered: "2024-01-11", Review: ordertest.Review{Day: "2024-01-12", Score: 1}, Refund: 3, Discount: 2}, 4)
	add(20, ordertest.Order{}, 5)
	orders = append(orders, ordertest.Order{Customer: 9001, Day: "2024-02-20", Gross: 5, Refund: 5}) // had no 45 days yet
	storetest.Each(t, func(t *testing.T, db store.DB) {
		ordertest.Put(t, db, orders)
		eventtest.PutChats(t, db, []eventtest.Chat{{Customer: 1, Agent: "a", Day: "2024-01-02", ReplySeconds: 400}, {Customer: 3, Agent: "a", Day: "2024-02-15", ReplySeconds: 1}})
		e, err := kpi.New(db).FirstExperience(t.Context(), snapshot(t, db, "2024-03-01"), 45)
		if err != nil {
			t.Fatal(err)
		}
		checkRate(t, "all", e.Customers, 29, 100)
		have := map[string]string{}
		for _, a := range e.Aspects {
			for _, x := range a.Answers {
				have[a.Name+" "+x.Name] = fmt.Sprintf("%d/%d %v", x.Second.Numerator, x.Second.Denominator, x.Against != nil)
			}
		}
		want := map[string]string{
			"delivery to_2": "20/40 true", "delivery over_7": "4/40 true", "delivery unknown": "5/20 false",
			"review good": "20/40 true", "review bad": "4/40 true", "review none": "5/20 false", "service none": "29/100 false",
			"refund yes": "4/40 true", "refund no": "25/60 true", "chat slow": "1/1 false", "chat no": "28/99 false",
			"discount yes": "4/40 true", "discount no": "25/60 true",
		}
		if diff := cmp.Diff(want, have); diff != "" {
			t.Error(diff)
		}
	}, kpi.Schema, event.Schema)
}

func snapshot(t *testing.T, db store.DB, asOf string) feature.Snapshot {
	t.Helper()
	s, err := feature.New(db).Ensure(t.Context(), scope(asOf), day(asOf).Time(time.UTC))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// Three customers of an advertisement, two by search: whence, for how much, and what became of them.
func TestS0_04_Sources(t *testing.T) {
	orders := []ordertest.Order{
		{Customer: 1, Day: "2024-01-05", Gross: 10, Source: "直通车", SourceGroup: "search", Discount: 1},
		{Customer: 1, Day: "2024-02-01", Gross: 20, Source: "naturally", SourceGroup: "direct"}, // not the first order
		{Customer: 2, Day: "2024-01-06", Gross: 30, Source: "直通车", SourceGroup: "search", Refund: 5, RefundDay: "2024-01-20"},
		{Customer: 3, Day: "2024-03-06", Gross: 50, Source: "直通车", SourceGroup: "search"},
		{Customer: 4, Day: "2024-01-10", Gross: 7}, // by its last visit
		{Customer: 5, Day: "2024-01-11", Gross: 8}, // unknown: the visit is older than a week
		{Customer: 5, Day: "2024-04-11", Gross: 9}, // day 91
	}
	storetest.Each(t, func(t *testing.T, db store.DB) {
		ordertest.Put(t, db, orders)
		eventtest.Put(t, db, []eventtest.Event{
			{Customer: 4, Kind: "visit", Day: "2024-01-09", Source: "mail"}, {Customer: 4, Kind: "visit", Day: "2024-01-10", Source: "naturally"},
			{Customer: 5, Kind: "visit", Day: "2024-01-03", Source: "mail"},
		})
		eventtest.PutVisits(t, db, []eventtest.Visits{
			{Day: "2024-01-05", Source: "直通车", Group: "search", Visitors: 100, Cost: 30}, {Day: "2024-02-05", Source: "直通车", Group: "search", Visitors: 50, Cost: 15},
			{Day: "2024-06-05", Source: "直通车", Group: "search", Visitors: 50, Cost: 15}, // after the day
		})
		have, err := kpi.New(db).Sources(t.Context(), snapshot(t, db, "2024-04-30"), 45)
		if err != nil {
			t.Fatal(err)
		}
		got := map[string]string{}
		for _, s := range have.Sources {
			got[s.Name] = fmt.Sprintf("%s: %d new, first %d, %d discounted, %d refunded, %d of %d back, net %d of %d, %d visitors for %d, %d months", s.Group,
				s.Customers, s.FirstMinor, s.Discounted, s.Refunded, s.Second.Numerator, s.Second.Denominator, s.Net90Minor, s.Matured90, s.Visitors, s.CostMinor, len(s.Months))
		}
		want := map[string]string{
			"直通车":       "search: 3 new, first 9000, 1 discounted, 1 refunded, 1 of 3 back, net 5500 of 2, 150 visitors for 4500, 3 months",
			"naturally": ": 1 new, first 700, 0 discounted, 0 refunded, 0 of 1 back, net 700 of 1, 0 visitors for 0, 1 months",
			"":          ": 1 new, first 800, 0 discounted, 0 refunded, 0 of 1 back, net 800 of 1, 0 visitors for 0, 1 months",
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		if c := have.Sources[0].CostPerNew(); *c != 1500 || have.All.Customers != 5 || !have.HasVisits {
			t.Errorf("one customer costs %v; all: %+v", *c, have.All.SourceTotals)
		}
	}, kpi.Schema, event.Schema)
}

// A source that grows dearer by a tenth a month is said to; one that only wavers is not.
func TestS0_05_SourceTrend(t *testing.T) {
	var orders []ordertest.Order
	var visits []eventtest.Visits
	cost := []float64{50, 54, 61, 66, 74, 80, 89, 97}
	waver := []float64{50, 55, 49, 52, 56, 50, 48, 53}
	for m := range cost {
		for n := range 4 {
			for k, source := range []string{"dear", "calm"} {
				orders = append(orders, ordertest.Order{Customer: int64(100*m + 10*n + k + 1), Day: fmt.Sprintf("2023-%02d-03", m+1), Gross: 10, Source: source})
			}
		}
		visits = append(visits, eventtest.Visits{Day: fmt.Sprintf("2023-%02d-03", m+1), Source: "dear", Visitors: 9, Cost: cost[m]},
			eventtest.Visits{Day: fmt.Sprintf("2023-%02d-03", m+1), Source: "calm", Visitors: 9, Cost: waver[m]})
	}
	storetest.Each(t, func(t *testing.T, db store.DB) {
		ordertest.Put(t, db, orders)
		eventtest.PutVisits(t, db, visits)
		have, err := kpi.New(db).Sources(t.Context(), snapshot(t, db, "2023-08-31"), 45)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range have.Sources {
			dear := len(s.Alerts) == 1 && s.Alerts[0].Code == "cost_rising" && s.Alerts[0].Trend.Growth > .08 && s.Alerts[0].Trend.Growth < .12
			if dear != (s.Name == "dear") || !dear && len(s.Alerts) > 0 {
				t.Errorf("%s: %+v", s.Name, s.Alerts)
			}
		}
	}, kpi.Schema, event.Schema)
}
