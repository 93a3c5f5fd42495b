package stat

// ShareSums are sums over customers, each with X successes of N > 0 trials:
// enough to learn a prior from more customers than fit into memory.
type ShareSums struct {
	Customers int64
	X, N      int64   // ΣX, ΣN
	NSquared  float64 // ΣN²
	XPerN     float64 // ΣX²/N
}

// Fit learns the prior as [FitBetaBinomial] does. Nobody, or everybody the same,
// leaves the strength at [DefaultStrength]; without any trial the mean is
// undefined and ok is false.
//
// Source: Kleinman 1973; Fleiss, one-way estimator.
func (s ShareSums) Fit() (f BetaBinomialFit, ok bool) {
	if s.N <= 0 || s.X < 0 || s.X > s.N {
		return f, false
	}
	n := float64(s.N)
	f.Mean, f.Strength = float64(s.X)/n, DefaultStrength
	f.Effective = n - s.NSquared/n
	f.Squares = s.XPerN - n*f.Mean*f.Mean
	v, between := f.Mean*(1-f.Mean), float64(s.Customers-1)
	rho := (f.Squares - v*between) / (v * (f.Effective - between))
	if rho > 0 && rho < 1 && usable(1/rho-1) {
		f.ByMoments, f.Correlation, f.Strength = true, rho, 1/rho-1
	}
	return f, true
}
