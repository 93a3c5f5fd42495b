package stat_test

import (
	"math"
	"slices"
	"testing"

	"huike/stat"

	"pgregory.net/rapid"
)

func TestVectorsRepurchase(t *testing.T) {
	vectors(t, "02_repurchase.json", map[string]run{
		"km-aml-maintained": func(t *testing.T, v vector) got {
			return got{
				"columns": []string{"time", "n_risk", "n_event", "S", "se", "lo", "hi"},
				"table": each(curve(t, v).Points, func(p stat.SurvivalPoint) []float64 {
					return []float64{p.T, float64(p.AtRisk), float64(p.Events), p.S, p.SE, p.Low, p.High}
				}),
			}
		},
		"km-tie-order": func(t *testing.T, v vector) got {
			c := curve(t, v)
			return got{"S_after_5": 1 - c.Within(5).Share, "S_after_10": 1 - c.Within(10).Share}
		},
		"second-purchase-45": secondPurchase,
		"trailing-bias":      trailingBias,
		"active-regulars":    activeRegulars,
		"active-regulars-target": func(t *testing.T, v vector) got {
			i := in[struct{ Start, Step, Weeks float64 }](t, v)
			return got{"end": i.Start + i.Step*i.Weeks}
		},
		"consumption-period-a": consumption,
		"consumption-period-b": consumption,
		"consumption-period-shrink": func(t *testing.T, v vector) got {
			i := in[struct {
				N        int64   `json:"n_events"`
				Product  float64 `json:"d_product"`
				Category float64 `json:"d_category"`
				K        float64
			}](t, v)
			period := stat.Period{Days: i.Product, Events: i.N, Customers: i.N}.Toward(i.Category)
			if plain := stat.ShrunkPeriod(i.Product, i.Category, float64(i.N), i.K); plain != period {
				t.Errorf("drawn to the category %v, by hand %v", period, plain)
			}
			return got{"period": period}
		},
		"depletion-rollforward": func(t *testing.T, v vector) got {
			i := in[struct {
				L     float64
				Lines [][3]float64 `json:"lines_day_qty_period"`
			}](t, v)
			return got{"depletion_after_each": stat.Depletions(each(i.Lines, func(l [3]float64) stat.Supply {
				return stat.Supply{Day: l[0], Quantity: l[1], Period: l[2]}
			}), i.L)}
		},
		"dormancy": dormancy,
		"next-purchase-lomax": func(t *testing.T, v vector) got {
			i := in[struct {
				R, Alpha float64
				Cases    [][2]float64 `json:"cases_x_T"`
			}](t, v)
			waits := each(i.Cases, func(c [2]float64) stat.Lomax { return stat.NextPurchase(i.R, i.Alpha, c[0], c[1]) })
			return got{"median": each(waits, func(l stat.Lomax) float64 { return l.Quantile(.5) }), "mean": each(waits, stat.Lomax.Mean)}
		},
		"interval-quantiles": func(t *testing.T, v vector) got {
			i := in[struct{ Gaps, P []float64 }](t, v)
			return got{"q": each(i.P, func(p float64) float64 { return stat.Quantile(i.Gaps, p) })}
		},
	}, nil)
}

// follow makes a follow-up table of single customers.
func follow(times, events []float64) []stat.FollowUp {
	rows := make([]stat.FollowUp, len(times))
	for k := range times {
		rows[k] = stat.FollowUp{T: times[k], Events: int64(events[k]), Censored: 1 - int64(events[k])}
	}
	return rows
}

func curve(t *testing.T, v vector) stat.Survival {
	i := in[struct{ Time, Event []float64 }](t, v)
	return stat.KaplanMeier(follow(i.Time, i.Event), .95)
}

func secondPurchase(t *testing.T, v vector) got {
	i := in[struct {
		AsOf   string
		Days   float64 `json:"window_days"`
		First  []string
		Second []*string
	}](t, v)
	days := func(from, to string) float64 { return date(t, to).Sub(date(t, from)).Hours() / 24 } // both UTC
	var gaps, events []float64
	counts := map[string]map[string]int{"matured_cohort": {}, "naive_all": {}, "seed_literal_trailing_45": {}}
	for k, first := range i.First {
		age, gap, event := days(first, i.AsOf), days(first, i.AsOf), 0
		if s := i.Second[k]; s != nil && *s != first {
			gap, event = days(first, *s), 1
		}
		gaps, events = append(gaps, gap), append(events, float64(event))
		for name, counted := range map[string]bool{"matured_cohort": age >= i.Days, "naive_all": true, "seed_literal_trailing_45": age < i.Days} {
			if counted {
				counts[name]["n"]++
			}
			if counted && event == 1 && gap <= i.Days {
				counts[name]["converted"]++
			}
		}
	}
	c := stat.KaplanMeier(follow(gaps, events), .95)
	at := c.Within(45)
	return got{
		"gap_or_followup": gaps, "event": events,
		"matured_cohort": counts["matured_cohort"], "naive_all": counts["naive_all"], "seed_literal_trailing_45": counts["seed_literal_trailing_45"],
		"km": map[string]any{"conv_30": c.Within(30).Share, "conv_45": at.Share, "se_45": at.SE, "conv_45_ci": [2]float64{at.Low, at.High}},
	}
}

// trailingBias is what the literal ratio reads where all customers return at the
// same constant hazard and equally many are won each day.
func trailingBias(t *testing.T, v vector) got {
	i := in[struct{ F45, Hazard float64 }](t, v)
	const window = 45
	hazard := -math.Log(1-i.F45) / window
	if math.Abs(hazard-i.Hazard) > 1e-12 {
		t.Errorf("hazard %v, want %v", hazard, i.Hazard)
	}
	byDay := 0.0
	for day := range window {
		byDay += -math.Expm1(-hazard*(float64(day)+.5)) / window
	}
	return got{"trailing_ratio": 1 + math.Expm1(-hazard*window)/(hazard*window), "midpoint_sum_check": byDay}
}

func activeRegulars(t *testing.T, v vector) got {
	i := in[struct {
		AsOf   string
		Days   int `json:"window_days"`
		Orders map[string][]string
	}](t, v)
	now, before := date(t, i.AsOf), date(t, i.AsOf).AddDate(0, 0, -i.Days)
	earlier := before.AddDate(0, 0, -i.Days)
	shares := map[string]*members{"D1": {}, "D2": {}, "D4": {}}
	var active, activeBefore int
	for id, orders := range i.Orders {
		var total, totalBefore, recent, recentBefore int
		for _, o := range orders {
			day := date(t, o)
			if !day.After(before) {
				totalBefore++
				if day.After(earlier) {
					recentBefore++
				}
			} else if !day.After(now) {
				recent++
			}
			total++
		}
		shares["D1"].count(id, totalBefore >= 2 && recentBefore >= 1, recent >= 1)
		shares["D2"].count(id, total >= 2, recent >= 1)
		shares["D4"].count(id, total >= 2 && recent >= 1, recent >= 2)
		if total >= 2 && recent >= 1 {
			active++
		}
		if totalBefore >= 2 && recentBefore >= 1 {
			activeBefore++
		}
	}
	return got{"D1": shares["D1"].got(), "D2": shares["D2"].got(), "D3_ratio": float64(active) / float64(activeBefore), "D4": shares["D4"].got()}
}

// members are a share with the names behind it.
type members struct{ numerator, denominator []string }

func (m *members) count(id string, base, hit bool) {
	if base {
		m.denominator = append(m.denominator, id)
	}
	if base && hit {
		m.numerator = append(m.numerator, id)
	}
}

func (m *members) got() map[string]any {
	slices.Sort(m.numerator)
	slices.Sort(m.denominator)
	rate := stat.Proportion{X: int64(len(m.numerator)), N: int64(len(m.denominator))}.Rate()
	return map[string]any{"numerator": m.numerator, "denominator": m.denominator, "rate": rate}
}

func consumption(t *testing.T, v vector) got {
	i := in[struct {
		Rows [][3]float64
		H    float64
	}](t, v)
	uses := each(i.Rows, func(r [3]float64) stat.Use { return stat.Use{Days: r[0], Quantity: r[1], Again: r[2] == 1} })
	p := stat.ConsumptionPeriod(uses, i.H)
	var completed []float64
	for _, u := range uses {
		if u.Again {
			completed = append(completed, u.Days/u.Quantity)
		}
	}
	table := each(p.Curve.Points, func(p stat.SurvivalPoint) [2]float64 { return [2]float64{p.T, p.S} })
	return got{
		"F_H": p.Share, "period_days_per_unit": p.Days, "naive_median_completed": stat.Quantile(completed, .5),
		"S_table": table, "km_median_R": midMedian(p.Curve),
	}
}

// midMedian is the median of R's survfit, which takes the middle of a stretch
// on which exactly half are waiting.
func midMedian(s stat.Survival) float64 {
	median := s.Quantile(.5)
	for k, p := range s.Points[:len(s.Points)-1] {
		if p.T == median && math.Abs(p.S-.5) < 1e-12 {
			return (p.T + s.Points[k+1].T) / 2
		}
	}
	return median
}

func dormancy(t *testing.T, v vector) got {
	i := in[struct {
		Cases      [][4]float64 `json:"cases_days_qty_period_L"`
		Thresholds [3]float64
		Second     float64 `json:"second_point_days"`
	}](t, v)
	clock := stat.DefaultDormancyClock()
	if clock != (stat.DormancyClock{Bounds: i.Thresholds, Second: i.Second}) {
		t.Errorf("the default clock is %+v", clock)
	}
	stocks := each(i.Cases, func(c [4]float64) stat.Stock {
		return stat.Stock{Days: c[0], Quantity: c[1], Period: c[2], Delivery: c[3]}
	})
	return got{"rho": each(stocks, stat.Stock.Rho), "state": each(stocks, func(s stat.Stock) string { return string(clock.State(s)) })}
}

// A week's bag of dog food is due after a week and a customer pre-dormant after
// one and a half; a month's mask set is used up after a month, a double one
// after two.
func TestS3_02_S3_05_S3_06_DormancyClock(t *testing.T) {
	clock := stat.DefaultDormancyClock()
	f := func(want stat.Dormancy, stocks ...stat.Stock) {
		t.Helper()
		if have := clock.State(stocks...); have != want {
			t.Errorf("%v is %q, want %q", stocks, have, want)
		}
	}
	f(stat.InUse, stat.Stock{Days: 7, Quantity: 1, Period: 7})
	f(stat.Due, stat.Stock{Days: 10.5, Quantity: 1, Period: 7})
	f(stat.PreDormant, stat.Stock{Days: 11, Quantity: 1, Period: 7})
	f(stat.Due, stat.Stock{Days: 45, Quantity: 1, Period: 30})
	f(stat.InUse, stat.Stock{Days: 45, Quantity: 2, Period: 30})
	// The crib in the basket lasts longer than the milk.
	f(stat.InUse, stat.Stock{Days: 60, Quantity: 1, Period: 14}, stat.Stock{Days: 60, Quantity: 1, Period: 700})
	f(stat.Dormant2, stat.Stock{Days: 365, Quantity: 1, Period: 700})
	f(stat.Dormant1, stat.Stock{Days: 60, Quantity: 1, Period: 14}, stat.Stock{Days: 60})
	f("", stat.Stock{Days: 60})
	f("")
}

func TestSurvivalOfNobody(t *testing.T) {
	for _, rows := range [][]stat.FollowUp{nil, {{T: 5}}, {{T: 5, Censored: 3}}} {
		s := stat.KaplanMeier(rows, .95)
		if m := s.MedianWithin(365); !math.IsNaN(m) {
			t.Errorf("%v has the median %v", rows, m)
		}
		if c := s.Within(6); !math.IsNaN(c.Share + c.SE + c.Low + c.High) {
			t.Errorf("%v knows %+v beyond its follow-up", rows, c)
		}
	}
	if p := stat.ConsumptionPeriod(nil, 365); !math.IsNaN(p.Days) || p.Toward(30) != 30 {
		t.Errorf("nothing bought gives %+v", p)
	}
	if c := stat.KaplanMeier([]stat.FollowUp{{T: 9, Censored: 2}}, .95).Within(9); c != (stat.Conversion{}) {
		t.Errorf("nobody came back within the follow-up: %+v", c)
	}
	if q := stat.Quantile(nil, .5); !math.IsNaN(q) {
		t.Errorf("the median of nothing is %v", q)
	}
}

// Resellers do not shorten or stretch a product's use, and much data is not
// drawn to the category.
func TestConsumptionPeriodLeavesOutResellers(t *testing.T) {
	var uses []stat.Use
	for range 100 {
		uses = append(uses, stat.Use{Days: 30, Quantity: 1, Again: true})
	}
	uses = append(uses, stat.Use{Days: 10, Quantity: 500, Again: true}, stat.Use{Days: 10})
	p := stat.ConsumptionPeriod(uses, 365)
	if p.Days != 30 || p.Events != 100 {
		t.Errorf("%v days of %d events", p.Days, p.Events)
	}
	p.Customers = 20
	if p.Toward(60) != 30 || p.Toward(math.NaN()) != 30 {
		t.Errorf("drawn to %v", p.Toward(60))
	}
}

// Without censoring the curve is the plain share, whatever the order of rows.
func TestKaplanMeierIsTheShareOfTheWatched(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		times := rapid.SliceOfN(rapid.Float64Range(1, 50), 1, 40).Draw(t, "times")
		s := stat.KaplanMeier(follow(times, slices.Repeat([]float64{1}, len(times))), .95)
		for _, day := range times {
			back := 0.0
			for _, other := range times {
				if other <= day {
					back++
				}
			}
			if c := s.Within(day); math.Abs(c.Share-back/float64(len(times))) > 1e-9 || c.Low > c.Share+1e-12 || c.High < c.Share-1e-12 {
				t.Fatalf("%+v by day %v of %v", c, day, times)
			}
		}
	})
}
