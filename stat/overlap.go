package stat

import "math"

// Overlap is how often two things happen together: of N baskets, NX hold X, NY
// hold Y and NXY hold both. X and Y are products, sets of products, or "bought
// this" and "will buy that".
type Overlap struct{ N, NX, NY, NXY int64 }

func (o Overlap) shares() (x, y, xy float64) {
	n := float64(o.N)
	return float64(o.NX) / n, float64(o.NY) / n, float64(o.NXY) / n
}

// Support returns the share of baskets with both; NaN without baskets.
func (o Overlap) Support() float64 { return float64(o.NXY) / float64(o.N) }

// Confidence returns the share of the baskets with X that hold Y too; NaN if
// none holds X.
func (o Overlap) Confidence() float64 { return float64(o.NXY) / float64(o.NX) }

// Lift returns how many times as often both are together as chance would have
// it; NaN if none holds X or none holds Y.
func (o Overlap) Lift() float64 {
	return float64(o.N) * float64(o.NXY) / (float64(o.NX) * float64(o.NY))
}

// LiftInterval returns the two-sided interval of lift from the normal error of
// its logarithm, √(1/NXY − 1/NX − 1/NY + 1/N): both ends are the lift itself
// where that is not positive, as at a confidence of 1, and NaN where nothing is
// together.
func (o Overlap) LiftInterval(level float64) (low, high float64) {
	if o.NXY == 0 {
		return math.NaN(), math.NaN()
	}
	variance := 1/float64(o.NXY) - 1/float64(o.NX) - 1/float64(o.NY) + 1/float64(o.N)
	h := normalQuantile(level) * math.Sqrt(max(0, variance))
	return o.Lift() * math.Exp(-h), o.Lift() * math.Exp(h)
}

// Leverage returns the share of baskets with both beyond what chance would make.
func (o Overlap) Leverage() float64 {
	x, y, xy := o.shares()
	return xy - x*y
}

// Conviction returns how many times as often X would come without Y if they
// were independent: +Inf if X never does, NaN if every basket holds Y.
func (o Overlap) Conviction() float64 {
	if o.NY == o.N {
		return math.NaN()
	}
	_, y, _ := o.shares()
	return (1 - y) / (float64(o.NX-o.NXY) / float64(o.NX))
}

// Zhang returns Zhang's measure from −1 (never together) to 1 (X never without
// Y), and 0 where it has no denominator.
//
// Source: Zhang 2000.
func (o Overlap) Zhang() float64 {
	x, y, xy := o.shares()
	denominator := max(xy*(1-x), x*(y-xy))
	if denominator == 0 {
		return 0
	}
	return o.Leverage() / denominator
}

// CertaintyFactor returns how far X moves the chance of Y towards certainty
// (up to 1) or towards impossibility (down to −1), and 0 if it does not.
//
// Source: Shortliffe & Buchanan 1975, with both branches.
func (o Overlap) CertaintyFactor() float64 {
	_, y, _ := o.shares()
	switch c := o.Confidence(); {
	case c > y:
		return (c - y) / (1 - y)
	case c < y:
		return (c - y) / y
	}
	return 0
}

// Jaccard returns the share of baskets with both among those with either; NaN
// if there are none.
func (o Overlap) Jaccard() float64 { return float64(o.NXY) / float64(o.NX+o.NY-o.NXY) }

// Cosine returns NXY/√(NX·NY), the usual likeness of two products; NaN if one
// is in no basket.
func (o Overlap) Cosine() float64 {
	return float64(o.NXY) / math.Sqrt(float64(o.NX)*float64(o.NY))
}

// Kulczynski returns the mean of the confidences in both directions.
func (o Overlap) Kulczynski() float64 {
	both := float64(o.NXY)
	return (both/float64(o.NX) + both/float64(o.NY)) / 2
}

// G2 returns Dunning's log-likelihood ratio of "together by chance"; above
// 10.83 chance makes it once in a thousand times. It does not say in which
// direction.
//
// Source: Dunning 1993; chi-square with one degree of freedom.
func (o Overlap) G2() float64 {
	n, x, y := float64(o.N), float64(o.NX), float64(o.NY)
	both := float64(o.NXY)
	cell := func(seen, expected float64) float64 {
		if seen == 0 {
			return 0
		}
		return seen * math.Log(seen/expected)
	}
	return max(0, 2*(cell(both, x*y/n)+cell(x-both, x*(n-y)/n)+cell(y-both, (n-x)*y/n)+cell(n-x-y+both, (n-x)*(n-y)/n)))
}

// FisherGreater returns the chance of so many or more baskets with both if X and
// Y had nothing to do with each other, for all that NX and NY are. Many rules
// need a correction: [Holm], or the p-value times the number of rules weighed.
//
// Source: R, fisher.test(alternative = "greater"): the hypergeometric tail.
func (o Overlap) FisherGreater() float64 {
	first, last := o.NXY, min(o.NX, o.NY)
	if first <= max(0, o.NX+o.NY-o.N) {
		return 1 // there cannot be fewer
	}
	log := logChoose(o.NX, first) + logChoose(o.N-o.NX, o.NY-first) - logChoose(o.N, o.NY)
	p, term := 0.0, 1.0
	for k := first; k <= last && term > p*1e-17; k++ {
		p += term
		term *= float64(o.NX-k) * float64(o.NY-k) / (float64(k+1) * float64(o.N-o.NX-o.NY+k+1))
	}
	return min(1, math.Exp(log+math.Log(p)))
}
