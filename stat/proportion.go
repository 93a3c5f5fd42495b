package stat

import "math"

// Proportion is a count of customers out of a group: X buyers of N, 0 ≤ X ≤ N.
type Proportion struct {
	X, N int64
}

// Rate returns X/N; NaN for an empty group.
func (p Proportion) Rate() float64 {
	return float64(p.X) / float64(p.N)
}

// variance returns the squared standard error of the rate.
func (p Proportion) variance() float64 {
	r := p.Rate()
	return r * (1 - r) / float64(p.N)
}

// Wilson returns the Wilson confidence limits of one rate; NaN for an empty
// group.
//
// Source: Wilson 1927.
func Wilson(p Proportion, level float64) (low, high float64) {
	z, n := normalQuantile(level), float64(p.N)
	r, z2 := p.Rate(), z*z
	centre := (r + z2/(2*n)) / (1 + z2/n)
	half := z / (1 + z2/n) * math.Sqrt(r*(1-r)/n+z2/(4*n*n))
	low, high = max(0, centre-half), min(1, centre+half)
	if p.X == 0 {
		low = 0
	}
	if p.X == p.N {
		high = 1
	}
	return low, high
}

// Wald returns the difference treated − control with the textbook interval and
// the p-value of the pooled z-test. Test and interval can disagree in small
// groups: show [MiettinenNurminen] instead. An empty arm gives NaN.
func Wald(treated, control Proportion, level float64) Estimate {
	if treated.N == 0 || control.N == 0 {
		return undefined()
	}
	e := byNormal(treated.Rate()-control.Rate(), unpooledSE(treated, control), level)
	e.P = normalP(pooledZ(treated, control))
	return e
}

// Newcombe returns the difference treated − control with Newcombe's hybrid score
// interval (his method 10) and the p-value of the pooled z-test. An empty arm
// gives NaN.
//
// Source: Newcombe 1998.
func Newcombe(treated, control Proportion, level float64) Estimate {
	if treated.N == 0 || control.N == 0 {
		return undefined()
	}
	l1, u1 := Wilson(treated, level)
	l0, u0 := Wilson(control, level)
	p1, p0 := treated.Rate(), control.Rate()
	return Estimate{
		Value: p1 - p0,
		SE:    unpooledSE(treated, control),
		Low:   p1 - p0 - math.Hypot(p1-l1, u0-p0),
		High:  p1 - p0 + math.Hypot(u1-p1, p0-l0),
		P:     normalP(pooledZ(treated, control)),
	}
}

func unpooledSE(treated, control Proportion) float64 {
	return math.Sqrt(treated.variance() + control.variance())
}

func pooledZ(treated, control Proportion) float64 {
	n1, n0 := float64(treated.N), float64(control.N)
	p := float64(treated.X+control.X) / (n1 + n0)
	return ratioOrZero(treated.Rate()-control.Rate(), math.Sqrt(p*(1-p)*(1/n1+1/n0)))
}

// RateRatio is a relative rate. Adjusted says that an arm had no buyer, so that
// half a buyer of one more customer was added to both arms: show that beside it.
type RateRatio struct {
	Estimate
	Adjusted bool
}

// Katz returns the ratio treated/control of two rates with Katz's interval; the
// relative lift is the ratio − 1. SE is the standard error of the logarithm and
// P tests a ratio of 1. An empty arm gives NaN.
//
// Source: Katz et al. 1978; Fagerland, Lydersen & Laake 2015.
func Katz(treated, control Proportion, level float64) RateRatio {
	if treated.N == 0 || control.N == 0 {
		return RateRatio{Estimate: undefined()}
	}
	x1, n1, x0, n0 := float64(treated.X), float64(treated.N), float64(control.X), float64(control.N)
	adjusted := treated.X == 0 || control.X == 0
	if adjusted {
		x1, n1, x0, n0 = x1+0.5, n1+1, x0+0.5, n0+1
	}
	se := math.Sqrt(1/x1 - 1/n1 + 1/x0 - 1/n0)
	log := byNormal(math.Log(x1/n1)-math.Log(x0/n0), se, level)
	return RateRatio{Estimate{math.Exp(log.Value), se, math.Exp(log.Low), math.Exp(log.High), log.P}, adjusted}
}
