package stat

import "math"

// Fisher returns the two-sided p-value of Fisher's exact test of two rates: the
// probability of every table with the same margins that is no likelier than the
// one seen. For audits of tiny groups. Two groups without anybody give 1.
//
// Source: R, fisher.test.
func Fisher(treated, control Proportion) float64 {
	n1, n0, x := treated.N, control.N, treated.X+control.X
	table := func(k int64) float64 {
		return math.Exp(logChoose(n1, k) + logChoose(n0, x-k) - logChoose(n1+n0, x))
	}
	// R's tolerance for tables that are equally likely but for rounding.
	seen := table(treated.X) * (1 + 1e-7)
	p := 0.0
	for k := max(0, x-n0); k <= min(x, n1); k++ {
		if q := table(k); q <= seen {
			p += q
		}
	}
	return min(1, p)
}

func logChoose(n, k int64) float64 {
	return logFactorial(n) - logFactorial(k) - logFactorial(n-k)
}

func logFactorial(n int64) float64 {
	v, _ := math.Lgamma(float64(n) + 1)
	return v
}
