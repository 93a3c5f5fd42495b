package stat

import (
	"math"

	"gonum.org/v1/gonum/mathext"
)

// ParetoNBD is the Pareto / negative binomial model of repeat buying: while a
// customer is alive she buys at rate λ ~ Gamma(R, Alpha) a unit of time, and she
// leaves at any moment at rate μ ~ Gamma(S, Beta), whether she buys or not. All
// four are above 0. Beta is weakly identified in most shops.
//
// Source: Schmittlein, Morrison & Colombo 1987; Fader & Hardie note 009.
type ParetoNBD struct{ R, Alpha, S, Beta float64 }

// LogLikelihood returns the log-likelihood of all rows together.
func (m ParetoNBD) LogLikelihood(rows ...History) float64 {
	s, _ := m.perX(columnsOf(rows))
	for _, h := range rows {
		s += float64(max(h.Customers, 1)) * logAddExp(m.logAlive(h), m.logLeft(h))
	}
	return s
}

// logAlive is the logarithm of the likelihood of being alive at T, without the
// factor that both share.
func (m ParetoNBD) logAlive(h History) float64 {
	return -(m.R+h.X)*math.Log(m.Alpha+h.T) - m.S*math.Log(m.Beta+h.T)
}

// logLeft is the same of having left between the last purchase and T.
func (m ParetoNBD) logLeft(h History) float64 {
	early, late := m.logTail(h.X, h.TX), m.logTail(h.X, h.T)
	return math.Log(m.S) - math.Log(m.R+m.S+h.X) + early + math.Log1p(-math.Exp(min(late-early, 0)))
}

// logTail is the logarithm of ₂F₁(r+s+x, c; r+s+x+1; |α−β|/(M+t))/(M+t)^(r+s+x)
// of note 009, M = max(α, β), after Euler's transformation, which leaves a
// function that neither overflows nor converges slowly.
func (m ParetoNBD) logTail(x, t float64) float64 {
	la, lb, c := math.Log(m.Alpha+t), math.Log(m.Beta+t), m.R+m.S+x+1
	if m.Alpha >= m.Beta {
		return -m.S*lb - (m.R+x)*la + logHypergeometric1(m.R+x, c, (m.Alpha-m.Beta)/(m.Alpha+t))
	}
	return (1-m.R-x)*la - (m.S+1)*lb + logHypergeometric1(m.S+1, c, (m.Beta-m.Alpha)/(m.Beta+t))
}

// perX sums the terms that depend on x alone, and their gradient by r.
func (m ParetoNBD) perX(c *columns) (value, byR float64) {
	fixed := m.R*math.Log(m.Alpha) + m.S*math.Log(m.Beta) - lgamma(m.R)
	slope := math.Log(m.Alpha) - mathext.Digamma(m.R)
	for k, x := range c.x {
		value += c.perX[k] * (lgamma(m.R+x) + fixed)
		byR += c.perX[k] * (mathext.Digamma(m.R+x) + slope)
	}
	return value, byR
}

// Alive returns the probability that a customer with x repeat purchases, the
// last at age last, is still a customer at an age.
func (m ParetoNBD) Alive(x, last, age float64) float64 {
	h := History{X: x, TX: last, T: age}
	return 1 / (1 + math.Exp(m.logLeft(h)-m.logAlive(h)))
}

// Expect returns the purchases to be expected of such a customer in the time
// ahead. With x, last and age 0 it is that of a new customer.
func (m ParetoNBD) Expect(x, last, age, ahead float64) float64 {
	alive := m.Alive(x, last, age)
	if alive == 0 || ahead <= 0 {
		return 0
	}
	stay, longer := m.S-1, math.Log1p(ahead/(m.Beta+age))
	gained := longer
	if stay != 0 {
		gained = -math.Expm1(-stay*longer) / stay
	}
	return alive * (m.R + x) / (m.Alpha + age) * (m.Beta + age) * gained
}

func logAddExp(a, b float64) float64 {
	if a < b {
		a, b = b, a
	}
	return a + math.Log1p(math.Exp(b-a))
}

// FitParetoNBD fits the model to histories by maximum likelihood; see
// [FitMBGNBD].
func FitParetoNBD(rows []History, o FitOptions) (Fit[ParetoNBD], error) {
	p := plan{
		names:  []string{"r", "alpha", "s", "beta"},
		starts: [][]float64{{1, 3, 1, 3}, {.5, 10, .5, 10}, {5, 100, 1, 30}},
		prior:  []float64{.5, 8, .5, 10},
		step:   1e-3, // the slope itself holds differences
	}
	f, err := fitHistories(rows, o, p, func(c *columns) likelihood {
		t := tailsOf(c)
		return func(p []float64) total { return t.sum(ParetoNBD{p[0], p[1], p[2], p[3]}) }
	})
	v := four(f)
	return Fit[ParetoNBD]{Model: ParetoNBD{v.R, v.Alpha, v.A, v.B}, Fitted: f}, err
}
