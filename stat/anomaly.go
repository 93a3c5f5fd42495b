package stat

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/mathext"
)

// ModifiedZLimit is the modified z-score beyond which a day counts as unusual.
//
// Source: Iglewicz & Hoaglin 1993.
const ModifiedZLimit = 3.5

// A count of which fewer than SmallCount are expected is unusual if its tail
// probability is below PoissonAlarm.
const (
	PoissonAlarm = 0.001
	SmallCount   = 20
)

// Baseline is what is usual: the middle and the spread of a history, such as the
// same week-day of the last eight weeks without promotion days.
type Baseline struct {
	Median float64
	MAD    float64 // median absolute deviation from the median
	MeanAD float64 // mean absolute deviation from the median
}

// NewBaseline reads a history. It is undefined without history or with numbers
// that are missing.
func NewBaseline(history []float64) (b Baseline, ok bool) {
	if len(history) == 0 || !usable(history...) {
		return Baseline{}, false
	}
	b.Median = middle(history)
	deviations := make([]float64, len(history))
	for i, x := range history {
		deviations[i] = math.Abs(x - b.Median)
		b.MeanAD += deviations[i] / float64(len(history))
	}
	b.MAD = middle(deviations)
	if !usable(b.Median, b.MAD, b.MeanAD) {
		return Baseline{}, false
	}
	return b, true
}

// ModifiedZ returns .6745(x − median)/MAD, or (x − median)/(1.253314·mean
// absolute deviation) where more than half of the history is equal. It is
// undefined if all of it is.
//
// Source: Iglewicz & Hoaglin 1993.
func (b Baseline) ModifiedZ(x float64) (z float64, ok bool) {
	z = (x - b.Median) * (1 / b.unit())
	if !usable(z) {
		return 0, false
	}
	return z, true
}

// Unusual reports whether x is further than [ModifiedZLimit] from the median;
// where all history is equal, whether x differs at all.
func (b Baseline) Unusual(x float64) bool {
	return math.Abs(x-b.Median) > ModifiedZLimit*b.unit()
}

// unit is the distance from the median of a modified z of 1.
func (b Baseline) unit() float64 {
	if b.MAD > 0 {
		return b.MAD / 0.6745
	}
	return 1.253314 * b.MeanAD
}

// middle returns the median.
func middle(values []float64) float64 {
	sorted := slices.Sorted(slices.Values(values))
	n := len(sorted)
	if n%2 == 1 {
		return sorted[n/2]
	}
	return sorted[n/2-1]/2 + sorted[n/2]/2
}

// PoissonTails returns the chance of a count as low, and of one as high, as the
// observed when so many are expected. It is undefined for negative numbers.
func PoissonTails(observed int64, expected float64) (low, high float64, ok bool) {
	switch {
	case observed < 0 || expected < 0 || !usable(expected):
		return 0, 0, false
	case expected == 0 && observed == 0:
		return 1, 1, true
	case expected == 0:
		return 1, 0, true
	case observed == 0:
		return math.Exp(-expected), 1, true
	}
	k := float64(observed)
	low, high = mathext.GammaIncRegComp(k+1, expected), mathext.GammaIncReg(k, expected)
	if !usable(low, high) {
		return 0, 0, false
	}
	return low, high, true
}

// UnusualCount reports whether a small count is in either tail beyond
// [PoissonAlarm].
func UnusualCount(observed int64, expected float64) bool {
	low, high, ok := PoissonTails(observed, expected)
	return ok && min(low, high) < PoissonAlarm
}

// UnusualRate reports whether the Wilson interval of a day's rate leaves out the
// usual rate (the median of its history). It is undefined for an empty day.
func UnusualRate(day Proportion, usual, level float64) (unusual, ok bool) {
	if day.N <= 0 || day.X < 0 || day.X > day.N || !usable(usual) || level <= 0 || level >= 1 {
		return false, false
	}
	low, high := Wilson(day, level)
	return usual < low || usual > high, true
}
