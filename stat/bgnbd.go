package stat

import "math"

// BGNBD is the beta-geometric / negative binomial model of repeat buying: while
// a customer is alive she buys at rate λ ~ Gamma(R, Alpha) a unit of time; after
// each repeat purchase she leaves with probability p ~ Beta(A, B). All four are
// above 0. A one-time buyer is alive for ever in it: use [MBGNBD] unless a
// number must compare with the literature.
//
// Source: Fader, Hardie & Lee 2005, Marketing Science 24(2).
type BGNBD struct{ R, Alpha, A, B float64 }

// MBGNBD is the modified BG/NBD, the default: a customer may also leave right
// after her first purchase. Parameters as in [BGNBD].
//
// Source: Batislam, Denizel & Filiztekin 2007; Hoppe & Wagner 2007.
type MBGNBD struct{ R, Alpha, A, B float64 }

func (m BGNBD) core() betaGeometric  { return betaGeometric{m.R, m.Alpha, m.A, m.B, 0} }
func (m MBGNBD) core() betaGeometric { return betaGeometric{m.R, m.Alpha, m.A, m.B, 1} }

// LogLikelihood returns the log-likelihood of all rows together.
func (m BGNBD) LogLikelihood(rows ...History) float64 { return m.core().sum(columnsOf(rows))[0] }

// LogLikelihood returns the log-likelihood of all rows together.
func (m MBGNBD) LogLikelihood(rows ...History) float64 { return m.core().sum(columnsOf(rows))[0] }

// Gradient returns the derivatives of the log-likelihood of all rows by ln R,
// ln Alpha, ln A and ln B.
func (m BGNBD) Gradient(rows ...History) [4]float64 { return m.core().gradient(rows) }

// Gradient returns the derivatives of the log-likelihood of all rows by ln R,
// ln Alpha, ln A and ln B.
func (m MBGNBD) Gradient(rows ...History) [4]float64 { return m.core().gradient(rows) }

func (m betaGeometric) gradient(rows []History) [4]float64 {
	s := m.sum(columnsOf(rows))
	return [4]float64{s[1] * m.r, s[2] * m.alpha, s[3] * m.a, s[4] * m.b}
}

// Alive returns the probability that a customer with x repeat purchases, the
// last at age last, is still a customer at an age. It is 1 when x is 0.
func (m BGNBD) Alive(x, last, age float64) float64 { return m.core().alive(x, last, age) }

// Alive returns the probability that a customer with x repeat purchases, the
// last at age last, is still a customer at an age. Among one-time buyers it
// depends on the age alone.
func (m MBGNBD) Alive(x, last, age float64) float64 { return m.core().alive(x, last, age) }

// Expect returns the purchases to be expected of such a customer in the time
// ahead. With x, last and age 0 it is that of a new customer.
//
// Source: methods 3.1, Euler's form, which neither overflows nor loses digits.
func (m BGNBD) Expect(x, last, age, ahead float64) float64 {
	return m.core().expect(x, last, age, ahead)
}

// Expect returns the purchases to be expected of such a customer in the time
// ahead. With x, last and age 0 it is that of a new customer.
//
// Source: methods 3.2.
func (m MBGNBD) Expect(x, last, age, ahead float64) float64 {
	return m.core().expect(x, last, age, ahead)
}

// ExpectOf returns the repeat purchase days that each of the histories lets
// expect within a time ahead, worked out on all cores. How many share a history
// does not count.
func (m MBGNBD) ExpectOf(rows []History, ahead float64) []float64 {
	out, core := make([]float64, len(rows)), m.core()
	share((len(rows)+chunk-1)/chunk, func(k int) {
		for i := k * chunk; i < min((k+1)*chunk, len(rows)); i++ {
			out[i] = core.expect(rows[i].X, rows[i].TX, rows[i].T, ahead)
		}
	})
	return out
}

// Probability returns the probability that a new customer makes n repeat
// purchases within a time.
//
// Source: Fader, Hardie & Lee 2005, equation 8.
func (m BGNBD) Probability(n int, within float64) float64 {
	x, logStay, logGo := float64(n), math.Log(m.Alpha/(m.Alpha+within)), math.Log(within/(m.Alpha+within))
	count := func(j float64) float64 {
		return math.Exp(lgamma(m.R+j) - lgamma(m.R) - lgamma(j+1) + m.R*logStay + j*logGo)
	}
	p := math.Exp(logBeta(m.A, m.B+x)-logBeta(m.A, m.B)) * count(x)
	if n == 0 {
		return p
	}
	more := 1.0
	for j := range n {
		more -= count(float64(j))
	}
	return p + math.Exp(logBeta(m.A+1, m.B+x-1)-logBeta(m.A, m.B))*max(more, 0)
}

func logBeta(a, b float64) float64 { return lgamma(a) + lgamma(b) - lgamma(a+b) }

// betaGeometricPlan starts at a common shop, at one whose customers differ much,
// and at one whose customers differ little.
func betaGeometricPlan() plan {
	return plan{
		names:  []string{"r", "alpha", "a", "b"},
		starts: [][]float64{{1, 3, 1, 3}, {.1, 30, .1, 10}, {5, 100, 5, 1}},
		prior:  []float64{.5, 8, 1, 2},
		step:   1e-5,
	}
}

// FitBGNBD fits the model to histories by maximum likelihood; see [FitMBGNBD].
func FitBGNBD(rows []History, o FitOptions) (Fit[BGNBD], error) {
	s, err := fitHistories(rows, o, betaGeometricPlan(), betaGeometricLikelihood(0))
	return Fit[BGNBD]{Model: BGNBD(four(s)), Fitted: s}, err
}

// FitMBGNBD fits the model to histories by maximum likelihood from three starts.
// Customers seen for no time are left out, and so are wholesale buyers. It
// returns a [Refusal] instead of a model that the data does not carry.
//
// Source: methods 3.3.
func FitMBGNBD(rows []History, o FitOptions) (Fit[MBGNBD], error) {
	s, err := fitHistories(rows, o, betaGeometricPlan(), betaGeometricLikelihood(1))
	return Fit[MBGNBD]{Model: MBGNBD(four(s)), Fitted: s}, err
}

func betaGeometricLikelihood(late float64) func(c *columns) likelihood {
	return func(c *columns) likelihood {
		return func(p []float64) total { return betaGeometric{p[0], p[1], p[2], p[3], late}.sum(c) }
	}
}
