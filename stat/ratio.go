package stat

import "math"

// RatioMoments is what one SQL pass knows of two amounts M and D over the
// customers of an arm, for a ratio such as revenue (M) per order (D).
type RatioMoments struct {
	N                int64
	M, MM, D, DD, MD float64 // ΣM, ΣM², ΣD, ΣD², ΣMD
}

// Ratio returns ΣM/ΣD and the variance of that ratio with customers as the
// units (delta method). ΣD = 0 or fewer than two customers give NaN.
//
// Source: Deng, Knoblich & Lu 2018.
func (r RatioMoments) Ratio() (value, variance float64) {
	if r.D == 0 || r.N < 2 {
		return math.NaN(), math.NaN()
	}
	n := float64(r.N)
	covariance := func(ab, a, b float64) float64 { return (ab - a*b/n) / (n - 1) }
	value = r.M / r.D
	spread := covariance(r.MM, r.M, r.M) - 2*value*covariance(r.MD, r.M, r.D) + value*value*covariance(r.DD, r.D, r.D)
	mean := r.D / n
	return value, max(0, spread) / (n * mean * mean)
}

// RatioDifference returns the difference of two ratios, treated − control, with
// a Welch-type interval. NaN if either ratio is undefined.
//
// It compares different people when D is "orders": who buys differs between the
// arms. The first number to show is the one per assigned customer, [Welch].
func RatioDifference(treated, control RatioMoments, level float64) Estimate {
	v1, s1 := treated.Ratio()
	v0, s0 := control.Ratio()
	if math.IsNaN(v1) || math.IsNaN(v0) {
		return undefined()
	}
	return welch(sample{v1, s1, treated.N}, sample{v0, s0, control.N}, level)
}
