package stat

import "math"

// MiettinenNurminen returns the difference treated − control of two rates with
// the Miettinen–Nurminen score interval and the p-value of its own score test,
// so that test and interval never disagree. SE is that of the unpooled
// difference. An empty arm gives NaN.
//
// Source: Miettinen & Nurminen 1985; closed form in methods 4.3.
func MiettinenNurminen(treated, control Proportion, level float64) Estimate {
	n := float64(treated.N + control.N)
	return scoreEstimate(scorePair{treated, control, n / (n - 1)}, level)
}

// Mee returns the same as [MiettinenNurminen] without the small-sample factor
// N/(N−1); it is here for comparison with tools that print it.
//
// Source: Mee 1984.
func Mee(treated, control Proportion, level float64) Estimate {
	return scoreEstimate(scorePair{treated, control, 1}, level)
}

func scoreEstimate(s scorePair, level float64) Estimate {
	if s.treated.N == 0 || s.control.N == 0 {
		return undefined()
	}
	value, z := s.treated.Rate()-s.control.Rate(), normalQuantile(level)
	return Estimate{
		Value: value,
		SE:    unpooledSE(s.treated, s.control),
		Low:   s.solve(-1, value, z),
		High:  s.solve(value, 1, -z),
		P:     normalP(s.z(0)),
	}
}

// scorePair is two arms under the hypothesis that their rates differ by a given
// amount.
type scorePair struct {
	treated, control Proportion
	factor           float64 // on the variance
}

// solve finds d in [low, high] with z(d) = target; z falls as d grows.
func (s scorePair) solve(low, high, target float64) float64 {
	for range 60 {
		mid := (low + high) / 2
		if s.z(mid) > target {
			low = mid
		} else {
			high = mid
		}
	}
	return (low + high) / 2
}

// z returns the score statistic of the hypothesis treated − control = d: 0 where
// neither a difference nor a variance is left, infinite where only the variance
// is gone.
func (s scorePair) z(d float64) float64 {
	n1, n0 := float64(s.treated.N), float64(s.control.N)
	p0 := s.constrained(d)
	p1 := p0 + d
	variance := (p1*(1-p1)/n1 + p0*(1-p0)/n0) * s.factor
	return ratioOrZero(s.treated.Rate()-s.control.Rate()-d, math.Sqrt(max(0, variance)))
}

// constrained returns the likeliest control rate under the hypothesis d: the
// middle root of a cubic, in closed form. The names are those of the paper.
func (s scorePair) constrained(d float64) float64 {
	x1, n1, x0, n0 := float64(s.treated.X), float64(s.treated.N), float64(s.control.X), float64(s.control.N)
	l3 := n1 + n0
	l2 := (n1+2*n0)*d - l3 - x1 - x0
	l1 := (n0*d-l3-2*x0)*d + x1 + x0
	l0 := x0 * d * (1 - d)
	t := l2 / (3 * l3)
	q := t*t*t - l1*l2/(6*l3*l3) + l0/(2*l3)
	p := math.Copysign(math.Sqrt(max(0, t*t-l1/(3*l3))), q)
	cosine := 0.0
	if p != 0 {
		cosine = min(1, max(-1, q/(p*p*p)))
	}
	a := (math.Pi + math.Acos(cosine)) / 3
	return min(max(2*p*math.Cos(a)-t, 0, -d), 1, 1-d)
}
