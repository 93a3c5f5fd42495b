package evaluate

import (
	"math"
	"testing"

	"huike"
	"huike/stat"
)

// primary is a report of one arm of 9,000 against 1,000, its primary window over.
func primary(control, treated armData) Report {
	m := Money{Currency: "CNY", Margin: 0.5, TouchCost: 0.1}
	r := Report{AsOf: huike.MustDay("2024-04-30"), Start: huike.MustDay("2024-03-01"), PrimaryWindow: 30}
	r.SampleRatio = SampleRatio{P: 0.5, OK: true}
	r.Windows = []Window{{Days: 30, Closed: true, Effects: []Effect{compare(Arm{No: 1, Name: "A"}, treated, control, m, unadjusted)}}}
	return r
}

var unadjusted = levels{level, level, level, level}

// arm has buyers who spent the same amount each.
func arm(n, buyers int64, each float64) armData {
	return armData{n, sums{buyers: buyers, orders: buyers, net: float64(buyers) * each}}
}

func TestVerdictOfEveryKind(t *testing.T) {
	m := Money{Currency: "CNY", Margin: 0.5, TouchCost: 0.1}
	f := func(want string, r Report) {
		t.Helper()
		v := verdict(r, m)
		if v.Code != want || v.Sentence == "" {
			t.Errorf("%s, want %s: %s", v.Code, want, v.Sentence)
		}
		for name, p := range v.Params {
			if x, ok := p.(float64); ok && (math.IsNaN(x) || math.IsInf(x, 0)) {
				t.Errorf("%s: %s is %v, which JSON cannot carry", want, name, x)
			}
		}
	}
	broken := primary(arm(1000, 50, 100), arm(9000, 900, 100))
	broken.SampleRatio = SampleRatio{P: 1e-6}
	f(VerdictBroken, broken)
	f(VerdictEmpty, primary(arm(0, 0, 0), arm(9000, 450, 100)))
	early := primary(arm(1000, 50, 100), arm(9000, 900, 100))
	early.Preliminary, early.AsOf = true, early.Start.Add(4)
	f(VerdictPreliminary, early)
	early.AsOf = early.Start
	f(VerdictPreliminary, early)
	early.AsOf = early.Start.Add(-1)
	f(VerdictNotStarted, early)
	f(VerdictEarned, primary(arm(1000, 50, 100), arm(9000, 900, 100)))
	// 5 % buy either way, but at half the amount when mailed.
	f(VerdictCost, primary(arm(1000, 200, 100), arm(9000, 1800, 50)))
	// More buyers, but they spend so much less that profit stays open.
	f(VerdictMoreBuyers, primary(arm(1000, 50, 100), arm(9000, 720, 65)))
	f(VerdictFewerBuyers, primary(arm(1000, 100, 100), arm(9000, 630, 140)))
	f(VerdictTooSmall, primary(arm(40, 2, 100), arm(360, 20, 100)))
	f(VerdictUnproven, primary(arm(1000, 50, 100), arm(9000, 460, 100)))
}

// Of several arms the verdict tells of the one that earned most, and only of
// the primary window.
func TestVerdictTakesTheBestArm(t *testing.T) {
	r := primary(arm(1000, 50, 100), arm(9000, 460, 100))
	best := compare(Arm{No: 2, Name: "B"}, arm(9000, 900, 100), arm(1000, 50, 100), Money{Margin: 0.5}, unadjusted)
	r.Windows[0].Effects = append(r.Windows[0].Effects, best)
	worse := r.Windows[0]
	worse.Days = 10
	worse.Effects = []Effect{{Arm: Arm{Name: "C"}, ExtraProfit: stat.Estimate{Value: 1e9, Low: 1e9, High: 1e9}}}
	r.Windows = append([]Window{worse}, r.Windows...)
	if v := verdict(r, Money{Currency: "CNY"}); v.Params["arm"] != "B" || v.Code != VerdictEarned {
		t.Errorf("%s of arm %v", v.Code, v.Params["arm"])
	}
}

// Where nobody bought nothing varies, and what the messages cost is no proof.
func TestVerdictWithoutAnyPurchase(t *testing.T) {
	r := primary(arm(1000, 0, 0), arm(9000, 0, 0))
	if v := verdict(r, Money{Currency: "CNY"}); v.Code != VerdictTooSmall {
		t.Errorf("%s: %s", v.Code, v.Sentence)
	}
	if e := r.Windows[0].Effects[0]; e.Sales.Value != 0 || e.Profit.Value != -0.1 || e.Profit.Defined() {
		t.Errorf("%+v", e)
	}
}

// Days left never exceed the window, and none are left over before the start.
func TestVerdictCountsDaysFromTheStart(t *testing.T) {
	f := func(day int, want any) {
		t.Helper()
		r := primary(arm(1000, 50, 100), arm(9000, 900, 100))
		r.Preliminary, r.AsOf = true, r.Start.Add(day)
		if v := verdict(r, Money{Currency: "CNY"}); v.Params["days_left"] != want {
			t.Errorf("%v days left after %d days, want %v: %s", v.Params["days_left"], day, want, v.Sentence)
		}
	}
	f(-3, nil)
	f(0, 30)
	f(29, 1)
}

// An effect is reliable with ten who bought and ten who did not in each group.
func TestEffectIsReliableWithTenOfEach(t *testing.T) {
	f := func(treated, control armData, want bool) {
		t.Helper()
		if got := compare(Arm{No: 1}, treated, control, Money{}, unadjusted).Reliable; got != want {
			t.Errorf("%d of %d against %d of %d is reliable: %v", treated.s.buyers, treated.n, control.s.buyers, control.n, got)
		}
	}
	f(arm(100, 10, 1), arm(100, 10, 1), true)
	f(arm(100, 9, 1), arm(100, 10, 1), false)
	f(arm(100, 10, 1), arm(100, 9, 1), false)
	f(arm(20, 10, 1), arm(20, 10, 1), true)
	f(arm(19, 10, 1), arm(100, 10, 1), false)
}
