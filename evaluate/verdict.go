package evaluate

import (
	"fmt"
	"math"

	"huike/stat"
)

// Verdict is a report in one sentence. Code and Params let a screen say it in
// its own language; Sentence says it in English.
type Verdict struct {
	Code     string
	Params   map[string]any
	Sentence string
}

// The codes of a verdict.
const (
	VerdictBroken      = "sample_ratio" // the split is off its plan: read nothing
	VerdictEmpty       = "empty"        // an arm has nobody
	VerdictNotStarted  = "not_started"  // the day asked for lies before the start
	VerdictPreliminary = "preliminary"  // the primary window is still open
	VerdictTooSmall    = "too_small"    // no difference that could be hoped for would have shown
	VerdictEarned      = "earned"       // more profit, proven
	VerdictCost        = "cost"         // less profit, proven
	VerdictMoreBuyers  = "more_buyers"  // more buyers proven, more profit not
	VerdictFewerBuyers = "fewer_buyers"
	VerdictUnproven    = "unproven" // the difference may be chance
)

// verdict judges the primary window, and of several arms the one that earned most.
func verdict(r Report, m Money) Verdict {
	if !r.SampleRatio.OK {
		return say(VerdictBroken, map[string]any{"p": r.SampleRatio.P},
			"The customers were not split as planned (p = %.2g), so the groups cannot be compared; find out what removed customers from one of them.", r.SampleRatio.P)
	}
	effect, found := best(r)
	if !found {
		return say(VerdictEmpty, nil, "One of the groups has no customers, so there is nothing to compare.")
	}
	params := effectParams(effect, r, m)
	gone := r.AsOf.Sub(r.Start)
	if gone < 0 {
		params["start_day"] = r.Start.String()
		return say(VerdictNotStarted, params, "Not started: the campaign began after this day, on %s; choose a later day.", r.Start)
	}
	if r.Preliminary {
		left := r.PrimaryWindow - gone
		params["days_left"] = left
		return say(VerdictPreliminary, params, "Too early to tell: %d of %d days are still to come.", left, r.PrimaryWindow)
	}
	return judge(effect, params, m)
}

func judge(e Effect, params map[string]any, m Money) Verdict {
	buyers, profit := e.Buyers, e.ExtraProfit
	switch {
	case profit.Defined() && profit.Low > 0:
		return say(VerdictEarned, params, "It earned: about %s more profit than without it (between %s and %s), from about %.0f additional buyers.",
			money(profit.Value, m), money(profit.Low, m), money(profit.High, m), buyers.Value)
	case profit.Defined() && profit.High < 0:
		return say(VerdictCost, params, "It cost more than it brought: about %s less profit than without it (between %s and %s less).",
			money(-profit.Value, m), money(-profit.High, m), money(-profit.Low, m))
	case e.Difference.Low > 0:
		return say(VerdictMoreBuyers, params, "It brought about %.0f additional buyers (between %.0f and %.0f), but whether they earned more than the campaign cost is not proven.",
			buyers.Value, buyers.Low, buyers.High)
	case e.Difference.High < 0:
		return say(VerdictFewerBuyers, params, "Fewer customers bought than without it: about %.0f fewer buyers (between %.0f and %.0f).",
			-buyers.Value, -buyers.High, -buyers.Low)
	case tooSmall(e):
		return say(VerdictTooSmall, params, "Too small to measure: the groups are so small that only a difference of more than %.1f points would have shown; %.1f %% buy without any message.",
			100*halfWidth(e.Difference), 100*e.Natural)
	}
	return say(VerdictUnproven, params, "Not proven: %.2f %% bought with the campaign and %.2f %% without it, a difference that may be chance.",
		100*e.Stimulated, 100*e.Natural)
}

// best returns the effect of the primary window with the largest extra profit.
func best(r Report) (Effect, bool) {
	for _, w := range r.Windows {
		if w.Days != r.PrimaryWindow || len(w.Effects) == 0 {
			continue
		}
		top, found := Effect{}, false
		for _, e := range w.Effects {
			if e.Difference.Defined() && (!found || e.ExtraProfit.Value > top.ExtraProfit.Value) {
				top, found = e, true
			}
		}
		return top, found
	}
	return Effect{}, false
}

// tooSmall reports that not even a doubling of the natural rate would have shown.
func tooSmall(e Effect) bool { return halfWidth(e.Difference) > e.Natural }

func halfWidth(e stat.Estimate) float64 { return (e.High - e.Low) / 2 }

func effectParams(e Effect, r Report, m Money) map[string]any {
	return map[string]any{
		"arm": e.Arm.Name, "days": r.PrimaryWindow, "currency": m.Currency,
		"natural": e.Natural, "stimulated": e.Stimulated, "half_width": halfWidth(e.Difference),
		"buyers": finite(e.Buyers.Value), "buyers_low": finite(e.Buyers.Low), "buyers_high": finite(e.Buyers.High),
		"profit": finite(e.ExtraProfit.Value), "profit_low": finite(e.ExtraProfit.Low), "profit_high": finite(e.ExtraProfit.High),
	}
}

// finite returns nil for a number that JSON cannot carry.
func finite(x float64) any {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return nil
	}
	return x
}

func money(x float64, m Money) string { return fmt.Sprintf("%.2f %s", x, m.Currency) }

func say(code string, params map[string]any, format string, args ...any) Verdict {
	return Verdict{code, params, fmt.Sprintf(format, args...)}
}
