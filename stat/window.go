package stat

import "math"

// Window is what both arms did within so many days of the contact: the buyers,
// counted cumulatively, of the customers who have been watched that long.
type Window struct {
	Days             int
	Treated, Control Proportion
}

// WindowLift is what a campaign caused within a window.
type WindowLift struct {
	Window
	Lift      Estimate // stimulated rate − natural rate, with the Miettinen–Nurminen interval
	Customers float64  // extra buyers among the treated
	Share     float64  // of the response that is really caused; NaN without response
	HolmP     float64  // the p-value adjusted over all windows
}

// WindowLifts reads several windows of one campaign together. An empty arm makes
// its window NaN, and its p-value counts as 1 in the adjustment.
//
// Source: methods 4.10.
func WindowLifts(windows []Window, level float64) []WindowLift {
	lifts := make([]WindowLift, len(windows))
	p := make([]float64, len(windows))
	for i, w := range windows {
		e := MiettinenNurminen(w.Treated, w.Control, level)
		lifts[i] = WindowLift{
			Window:    w,
			Lift:      e,
			Customers: e.Value * float64(w.Treated.N),
			Share:     shareCaused(e.Value, w.Treated.Rate()),
		}
		p[i] = 1
		if e.Defined() {
			p[i] = e.P
		}
	}
	for i, adjusted := range Holm(p) {
		lifts[i].HolmP = adjusted
	}
	return lifts
}

func shareCaused(lift, stimulated float64) float64 {
	if stimulated == 0 {
		return math.NaN()
	}
	return lift / stimulated
}

// Hazard is how many of those who had not bought by day From bought by day To.
type Hazard struct {
	From, To         int
	Treated, Control Proportion
}

// Hazards splits cumulative windows, in ascending days and of the same
// customers, into the stretches between them. A treated arm that falls below
// its control in a late stretch hints that purchases were only pulled forward;
// it is a hint only, since those left are no longer comparable.
//
// Source: methods 4.10.
func Hazards(windows []Window) []Hazard {
	hazards := make([]Hazard, len(windows))
	var before Window
	for i, w := range windows {
		hazards[i] = Hazard{before.Days, w.Days, remaining(w.Treated, before.Treated.X), remaining(w.Control, before.Control.X)}
		before = w
	}
	return hazards
}

func remaining(p Proportion, gone int64) Proportion {
	return Proportion{p.X - gone, p.N - gone}
}
