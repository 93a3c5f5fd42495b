package stat

import (
	"math"

	"gonum.org/v1/gonum/mathext"
)

// betaGeometric is what BG/NBD and MBG/NBD have in common. late is 0 if a
// customer can only leave after a repeat purchase, 1 if already after the first.
type betaGeometric struct{ r, alpha, a, b, late float64 }

// sum returns the log-likelihood of the rows and its gradient by r, alpha, a, b.
//
// Source: Hardie note 027; methods 3.1 and 3.2.
func (m betaGeometric) sum(c *columns) total {
	s, odds := m.sumPerX(c)
	logT := mapped(c.t, func(t float64) float64 { return math.Log(m.alpha + t) })
	logTX := mapped(c.tx, func(t float64) float64 { return math.Log(m.alpha + t) })
	rest := sumRows(len(c.xi), func(from, to int) (s total) {
		for i := from; i < to; i++ {
			m.add(&s, row{c.weight[i], c.x[c.xi[i]], logT[c.ti[i]], logTX[c.txi[i]], odds[c.xi[i]], c.t[c.ti[i]], c.tx[c.txi[i]]})
		}
		return s
	})
	for k := range s {
		s[k] += rest[k]
	}
	return s
}

// sumPerX sums the terms that depend on x alone. odds are ln(a/(b+x−1)), or
// ln(a/(b+x)) if customers may leave at once: how much likelier having left
// right after the last purchase is, before time speaks. Where nobody can have
// left they are −∞.
func (m betaGeometric) sumPerX(c *columns) (s total, odds []float64) {
	lr, lab, lb := lgamma(m.r), lgamma(m.a+m.b), lgamma(m.b)
	pr, pab, pb := mathext.Digamma(m.r), mathext.Digamma(m.a+m.b), mathext.Digamma(m.b)
	logAlpha := math.Log(m.alpha)
	odds = make([]float64, len(c.x))
	for k, x := range c.x {
		w, bx := c.perX[k], m.b+x+m.late
		odds[k] = m.odds(x)
		pabx := mathext.Digamma(m.a + bx)
		s[0] += w * (lgamma(m.r+x) - lr + m.r*logAlpha + lab + lgamma(bx) - lb - lgamma(m.a+bx))
		s[1] += w * (mathext.Digamma(m.r+x) - pr + logAlpha)
		s[2] += w * m.r / m.alpha
		s[3] += w * (pab - pabx)
		s[4] += w * (pab - pabx + mathext.Digamma(bx) - pb)
	}
	return s, odds
}

func (m betaGeometric) odds(x float64) float64 {
	if x+m.late == 0 {
		return math.Inf(-1)
	}
	return math.Log(m.a) - math.Log(m.b+x-1+m.late)
}

type row struct{ weight, x, logT, logTX, odds, t, tx float64 }

// add adds the terms of one row: logsumexp of "alive" and "left", and its
// gradient.
func (m betaGeometric) add(s *total, h row) {
	d := h.odds + (m.r+h.x)*(h.logT-h.logTX)
	e := math.Exp(-math.Abs(d))
	left := e / (1 + e)
	if d > 0 {
		left = 1 / (1 + e)
	}
	alive, w := 1-left, h.weight
	s[0] += w * (max(d, 0) + math.Log1p(e) - (m.r+h.x)*h.logT)
	s[1] -= w * (alive*h.logT + left*h.logTX)
	s[2] -= w * (m.r + h.x) * (alive/(m.alpha+h.t) + left/(m.alpha+h.tx))
	s[3] += w * left / m.a
	if left > 0 {
		s[4] -= w * left / (m.b + h.x - 1 + m.late)
	}
}

func (m betaGeometric) alive(x, last, age float64) float64 {
	d := m.odds(x) + (m.r+x)*math.Log((m.alpha+age)/(m.alpha+last))
	return 1 / (1 + math.Exp(d))
}

// expect is P(alive)·c/(a−1)·[1 − (1−z)^(a−1)·₂F₁(c−r−x, a−1; c; z)] with
// c = a+b+x−1+late.
func (m betaGeometric) expect(x, last, age, ahead float64) float64 {
	alive := m.alive(x, last, age)
	if alive == 0 || ahead <= 0 {
		return 0
	}
	return alive * growth(m.a+m.b+x-1+m.late, m.r+x, m.a-1, ahead/(m.alpha+age+ahead))
}

// growth returns c/b·[1 − (1−z)^b·₂F₁(c−e, b; c; z)], which stays finite as b or
// c goes to 0. Euler's form above has few terms; where c−e is far below 0, that
// is where customers buy at much the same rate, its terms cancel, and others
// take over.
func growth(c, e, b, z float64) float64 {
	const near, far, aside = 1e-6, -20, 2e-5
	if math.Abs(c) < 1e-8 {
		c = 1e-8
	}
	a := c - e
	switch {
	case a < far && math.Abs(b) < aside: // the mean of both sides
		return c / aside / 2 * (evenRates(c, e, -aside, z) - evenRates(c, e, aside, z))
	case a < far:
		return c / b * (1 - evenRates(c, e, b, z))
	case math.Abs(b) < near:
		return c * (-math.Log1p(-z) - growthSeries(a, c, z))
	}
	return c / b * (1 - hypergeometric{a, b, c, z}.times(b*math.Log1p(-z), allTerms))
}

// evenRates is (1−z)^b·₂F₁(c−e, b; c; z) for c−e below −20: by the form it came
// from or, near z = 1, by the series around 1. Of that one a second part of
// order (1−z)^e is left out; with it goes the pole that the first meets at the
// term e−b−1.
//
// Source: Abramowitz & Stegun 15.3.3 and 15.3.6.
func evenRates(c, e, b, z float64) float64 {
	if z <= 0.9 {
		return hypergeometric{e, c - b, c, z}.times(e*math.Log1p(-z), allTerms)
	}
	lc, sign := math.Lgamma(c)
	factor := b*math.Log1p(-z) + lc + lgamma(e-b) - lgamma(e) - lgamma(c-b)
	return float64(sign) * hypergeometric{c - e, b, b - e + 1, 1 - z}.times(factor, math.Ceil(e-b-2))
}

// growthSeries is Σ (a)_k/(c)_k·z^k/k over k ≥ 1.
func growthSeries(a, c, z float64) float64 {
	sum, power := 0.0, 1.0
	for k := 1.0; k < allTerms; k++ {
		power *= (a + k - 1) / (c + k - 1) * z
		sum += power / k
		if math.Abs(power) <= 1e-17*math.Abs(sum)*(1-z) {
			break
		}
	}
	return sum
}

func lgamma(x float64) float64 {
	l, _ := math.Lgamma(x)
	return l
}
