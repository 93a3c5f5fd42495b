package stat

import "math"

// Stratum is both arms within one group that was known at assignment.
type Stratum struct {
	Treated, Control Moments
}

// PostStratified returns the difference treated − control of means, averaged
// over strata by their size, with a normal interval. Every stratum needs at
// least two customers in each arm, else it is NaN: merge the small ones first.
// Where nothing varies in any stratum, interval and p-value are NaN.
//
// Source: methods 4.6.
func PostStratified(strata []Stratum, level float64) Estimate {
	total := 0.0
	for _, s := range strata {
		total += float64(s.Treated.N + s.Control.N)
	}
	value, variance := 0.0, 0.0
	for _, s := range strata {
		w := float64(s.Treated.N+s.Control.N) / total
		t, c := s.Treated.sample(), s.Control.sample()
		value += w * (t.value - c.value)
		variance += w * w * (t.variance + c.variance)
	}
	switch {
	case total == 0 || math.IsNaN(variance):
		return undefined()
	case variance == 0:
		return untested(value)
	}
	return byNormal(value, math.Sqrt(variance), level)
}

// Factorial is two campaigns that ran over the same customers: the buyers in
// each of the four cells.
type Factorial struct {
	Neither, OnlyA, OnlyB, Both Proportion
}

// EffectOfA returns the lift of campaign A among those without and with B.
func (f Factorial) EffectOfA(level float64) (withoutB, withB Estimate) {
	return Wald(f.OnlyA, f.Neither, level), Wald(f.Both, f.OnlyB, level)
}

// MarginalEffectOfA returns the lift of campaign A over everyone, which is what
// its own report shows.
func (f Factorial) MarginalEffectOfA(level float64) Estimate {
	plus := func(a, b Proportion) Proportion { return Proportion{a.X + b.X, a.N + b.N} }
	return MiettinenNurminen(plus(f.OnlyA, f.Both), plus(f.Neither, f.OnlyB), level)
}

// Interaction returns by how much campaign B changes the lift of A.
func (f Factorial) Interaction(level float64) Estimate {
	without, with := f.EffectOfA(level)
	return byNormal(with.Value-without.Value, math.Hypot(with.SE, without.SE), level)
}
