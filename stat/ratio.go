package stat

import "math"

// Ratio returns ΣY/ΣX, for example revenue (Y) per order (X), and the variance
// of that ratio with customers as the units (delta method). ΣX = 0 or fewer than
// two customers give NaN.
//
// Source: Deng, Knoblich & Lu 2018.
func (p PairMoments) Ratio() (value, variance float64) {
	if p.X == 0 || p.N < 2 {
		return math.NaN(), math.NaN()
	}
	n := float64(p.N)
	value = p.Y / p.X
	spread := (p.YY - 2*value*p.XY + value*value*p.XX) / (n - 1)
	return value, max(0, spread) / (n * p.X * p.X)
}

// RatioDifference returns the difference of two ratios, treated − control, with
// a Welch-type interval. NaN if either ratio is undefined.
//
// It compares different people when X is "orders": who buys differs between the
// arms. The first number to show is the one per assigned customer, [Welch].
func RatioDifference(treated, control PairMoments, level float64) Estimate {
	v1, s1 := treated.Ratio()
	v0, s0 := control.Ratio()
	if math.IsNaN(v1) || math.IsNaN(v0) {
		return undefined()
	}
	return welch(sample{v1, s1, treated.N}, sample{v0, s0, control.N}, level)
}
