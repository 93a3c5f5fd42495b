// Package stat turns counts and sums into the numbers a merchant decides on:
// customer scores, fair control groups, what a campaign really caused and how
// sure that is, and what it earned.
//
// Numbers in, numbers out: no clock, no engine, no randomness but from a seed.
// Models and decompositions refuse with an error whose code says why, or return
// ok = false, and hold neither NaN nor infinity. Elsewhere a number that is
// not defined (a rate of nobody, a lift on a base of zero) is NaN, and a price
// without upper end is +Inf; each function says when. Neither can be written as
// JSON, so a caller asks [Estimate.Defined] or [math.IsInf] before it passes
// one on.
package stat

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// Estimate is a number with its uncertainty, in the unit of the number: the
// standard error, a two-sided confidence interval and the two-sided p-value of
// "no effect".
type Estimate struct {
	Value, SE, Low, High, P float64
}

// Defined reports whether no part of the estimate is NaN.
func (e Estimate) Defined() bool {
	return !math.IsNaN(e.Value+e.SE+e.P) && !math.IsNaN(e.Low) && !math.IsNaN(e.High)
}

// Scaled returns the estimate of a·x + b. The p-value is kept: it still answers
// whether x differs from zero.
func (e Estimate) Scaled(a, b float64) Estimate {
	low, high := a*e.Low+b, a*e.High+b
	return Estimate{a*e.Value + b, math.Abs(a) * e.SE, min(low, high), max(low, high), e.P}
}

// undefined is the estimate of something that has no value.
func undefined() Estimate {
	n := math.NaN()
	return Estimate{n, n, n, n, n}
}

// untested is the estimate of a value without any variation behind it.
func untested(value float64) Estimate {
	n := math.NaN()
	return Estimate{Value: value, Low: n, High: n, P: n}
}

// normalQuantile returns the two-sided normal quantile of a confidence level:
// 1.96 for .95.
func normalQuantile(level float64) float64 {
	return distuv.UnitNormal.Quantile(0.5 + level/2)
}

// normalP returns the two-sided p-value of a z-statistic, from the tail.
func normalP(z float64) float64 {
	return 2 * normalTail(math.Abs(z))
}

// normalTail returns the probability above z. It keeps its digits far out, where
// gonum's Normal.Survival, one minus a number near one, has lost them.
func normalTail(z float64) float64 {
	return math.Erfc(z/math.Sqrt2) / 2
}

// byNormal builds the estimate whose error is normal. A standard error of zero
// gives p = 1 at value 0 and p = 0 elsewhere.
func byNormal(value, se, level float64) Estimate {
	h := normalQuantile(level) * se
	return Estimate{value, se, value - h, value + h, normalP(ratioOrZero(value, se))}
}

// ratioOrZero is a/b with 0/0 = 0, the rule for a statistic without variance.
func ratioOrZero(a, b float64) float64 {
	if a == 0 && b == 0 {
		return 0
	}
	return a / b
}
