package stat_test

import (
	"math"
	"testing"

	"huike/stat"
)

func multiWindow(t *testing.T, v vector) got {
	windows := readWindows(t, v)
	var byWindow []map[string]any
	for _, l := range stat.WindowLifts(windows, level) {
		byWindow = append(byWindow, map[string]any{
			"window": l.Days, "stimulated_rate": l.Treated.Rate(), "natural_rate": l.Control.Rate(),
			"incremental_rate": l.Lift.Value, "mn_ci": limits(l.Lift), "p_score": l.Lift.P, "p_holm": l.HolmP,
			"incremental_customers": l.Customers, "share_of_response_that_is_incremental": l.Share,
		})
	}
	hazards := each(stat.Hazards(windows), func(h stat.Hazard) map[string]any {
		return map[string]any{
			"treat": h.Treated.Rate(), "control": h.Control.Rate(),
			"x1": h.Treated.X, "n1": h.Treated.N, "x0": h.Control.X, "n0": h.Control.N,
		}
	})
	return got{"by_window": byWindow, "interval_hazards": hazards}
}

func pullForward(t *testing.T, v vector) got {
	windows := readWindows(t, v)
	last := stat.Hazards(windows)[2]
	return got{
		"incremental":  each(stat.WindowLifts(windows, level), func(l stat.WindowLift) float64 { return l.Lift.Value }),
		"hazard_10_30": map[string]any{"treat": last.Treated.Rate(), "control": last.Control.Rate()},
	}
}

func readWindows(t *testing.T, v vector) []stat.Window {
	i := in[struct {
		N1, N0  int64
		Windows []int
		X1, X0  []int64
	}](t, v)
	windows := make([]stat.Window, len(i.Windows))
	for k, days := range i.Windows {
		treated, control := pair{i.X1[k], i.N1, i.X0[k], i.N0}.arms()
		windows[k] = stat.Window{Days: days, Treated: treated, Control: control}
	}
	return windows
}

func roiHillstrom(t *testing.T, v vector) got {
	i := in[struct {
		Margin float64
		Cost   float64 `json:"cost_per_message"`
	}](t, v)
	arms := readHillstrom(t)
	control := arms["No E-Mail"]
	out := got{}
	for _, name := range []string{"Mens E-Mail", "Womens E-Mail"} {
		arm := arms[name]
		p := stat.ProfitOfLift(stat.Welch(arm.spend(), control.spend(), level), i.Margin, i.Cost, arm.spend().N)
		each, low, high := stat.CostPerIncremental(stat.MiettinenNurminen(arm.conversion, control.conversion, level), i.Cost)
		out[name] = map[string]any{
			"profit_per_customer": p.PerCustomer.Value, "ci": limits(p.PerCustomer),
			"roi": p.Return.Value, "roi_ci": limits(p.Return), "total_incremental_profit": p.Total.Value,
			"cost_per_incremental_buyer": each, "cost_per_incremental_buyer_ci": [2]float64{low, high},
		}
	}
	return out
}

func unboundedCost(t *testing.T, v vector) got {
	i := in[struct {
		X1, N1, X0, N0 int64
		Cost           float64 `json:"cost_per_message"`
	}](t, v)
	treated, control := pair{i.X1, i.N1, i.X0, i.N0}.arms()
	lift := stat.MiettinenNurminen(treated, control, level)
	point, low, high := stat.CostPerIncremental(lift, i.Cost)
	return got{"lift": lift.Value, "mn": limits(lift), "point": point, "ci": [2]float64{low, high}}
}

func grossOffer(t *testing.T, v vector) got {
	i := in[struct {
		A struct{ CPC, Conversion, AOV, Margin float64 }
		B struct{ SMS, Response, AOV, Coupon, Margin float64 }
	}](t, v)
	named := func(r stat.GrossReturn) map[string]any {
		return map[string]any{
			"cost_per_customer": r.CostPerCustomer, "net_sales": r.NetSales, "profit": r.Profit,
			"sales_per_cost": r.SalesPerCost, "profit_per_cost": r.ProfitPerCost,
		}
	}
	return got{
		"A": named(stat.Offer{Cost: i.A.CPC, Response: i.A.Conversion, Order: i.A.AOV, Margin: i.A.Margin}.Gross()),
		"B": named(stat.Offer{Cost: i.B.SMS, Response: i.B.Response, Order: i.B.AOV, Coupon: i.B.Coupon, Margin: i.B.Margin}.Gross()),
	}
}

func netOffer(t *testing.T, v vector) got {
	i := in[struct{ SMS, Response, Natural, AOV, Coupon, Margin float64 }](t, v)
	r := stat.Offer{Cost: i.SMS, Response: i.Response, Order: i.AOV, Coupon: i.Coupon, Margin: i.Margin}.Net(i.Natural)
	return got{"incremental_rate": r.IncrementalRate, "cost_per_incremental_sms_only": r.CostPerIncremental, "profit_per_mailed": r.ProfitPerContact}
}

func delivered(t *testing.T, v vector) got {
	i := in[struct {
		ITT       float64
		SE        float64 `json:"se_itt"`
		Delivered float64
	}](t, v)
	e := stat.Delivered(stat.Estimate{Value: i.ITT, SE: i.SE}, i.Delivered)
	return got{"cace": e.Value, "se_delta": e.SE}
}

func TestProfitWithoutCostHasNoReturn(t *testing.T) {
	p := stat.ProfitOfLift(stat.Estimate{Value: 2, SE: 0.5, Low: 1, High: 3, P: 0.01}, 0.5, 0, 10)
	if p.Return.Defined() {
		t.Errorf("return on no cost is %v, want undefined", p.Return)
	}
	if p.Total.Value != 10 || p.Total.Low != 5 || p.Total.High != 15 {
		t.Errorf("total %v, want 10 from 5 to 15", p.Total)
	}
}

func TestLossHasNoCostPerIncremental(t *testing.T) {
	value, low, high := stat.CostPerIncremental(stat.Estimate{Value: -0.1, Low: -0.2, High: -0.05}, 1)
	for _, price := range []float64{value, low, high} {
		if !math.IsInf(price, 1) {
			t.Errorf("prices %v %v %v, want none finite", value, low, high)
		}
	}
}

func TestWindowWithoutResponse(t *testing.T) {
	w := stat.Window{Days: 2, Treated: stat.Proportion{N: 50}, Control: stat.Proportion{X: 1, N: 10}}
	none := stat.Window{Days: 10, Treated: stat.Proportion{X: 1, N: 50}}
	lifts := stat.WindowLifts([]stat.Window{w, none}, level)
	if !math.IsNaN(lifts[0].Share) {
		t.Errorf("share of no response is %v, want NaN", lifts[0].Share)
	}
	if lifts[1].Lift.Defined() || lifts[1].HolmP != 1 {
		t.Errorf("window without control: %+v, want an undefined lift and p 1", lifts[1])
	}
	if want := min(1, 2*lifts[0].Lift.P); lifts[0].HolmP != want {
		t.Errorf("adjusted p %v, want %v", lifts[0].HolmP, want)
	}
}
