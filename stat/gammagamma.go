package stat

import (
	"cmp"
	"math"
	"slices"

	"gonum.org/v1/gonum/mathext"
)

// GammaGamma is the model of what customers spend on an occasion: amounts vary
// around each customer's own mean, and the means vary between customers. P and
// Gamma are above 0 and Q above 1; Gamma has the unit of the amounts.
//
// Source: Fader & Hardie 2013, note 025.
type GammaGamma struct{ P, Q, Gamma float64 }

// Spend is what a customer spent on X repeat occasions: their mean amount.
// Customers is how many share the row; 0 reads as 1.
type Spend struct {
	X, Mean   float64
	Customers int64
}

// Mean returns the mean amount of an occasion to be expected of a customer with
// x repeat occasions of a mean amount; with x = 0 it is that of everybody.
func (m GammaGamma) Mean(x, mean float64) float64 {
	return m.P * (m.Gamma + x*mean) / (m.P*x + m.Q - 1)
}

// LogLikelihood returns the log-likelihood of all rows with repeat occasions and
// an amount above 0.
func (m GammaGamma) LogLikelihood(rows ...Spend) float64 {
	return inUnits(spendings(rows), 1).likelihood([]float64{m.P, m.Q, m.Gamma})[0]
}

// GammaGammaFit is a fitted [GammaGamma]. Correlation is that between repeat
// occasions and mean amount, which the model takes to be none: at .3 or beyond,
// on either side, its values mislead. It is NaN where all are alike.
type GammaGammaFit struct {
	Fit[GammaGamma]
	Correlation float64
}

// FitGammaGamma fits the model by maximum likelihood from three starts. Rows
// without repeat occasions or without a mean amount above 0 are left out. It
// returns a [Refusal] instead of a model that the data does not carry.
func FitGammaGamma(rows []Spend, o FitOptions) (GammaGammaFit, error) {
	groups := spendings(rows)
	n, money := 0.0, 0.0
	for _, g := range groups {
		if math.IsInf(g.X+g.Mean, 0) {
			return GammaGammaFit{}, BadHistory
		}
		n += g.weight()
		money += g.weight() * g.Mean
	}
	if int64(n) < o.least() {
		return GammaGammaFit{}, TooFewRepeaters
	}
	unit := money / n
	search := objective{plan: gammaGammaPlan(unit, o.Prior), of: inUnits(groups, unit).likelihood, customers: n}
	if len(groups) > many {
		few := thinned(groups, thin)
		search.coarse = &objective{plan: search.plan, of: inUnits(few, unit).likelihood, customers: weightOf(few)}
	}
	f, err := search.fit()
	f.inMoney(unit, n)
	v := f.values(3)
	return GammaGammaFit{Fit[GammaGamma]{GammaGamma{v[0], v[1], v[2]}, f}, correlation(groups)}, err
}

// gammaGammaPlan is for amounts in units of their mean, whatever the currency.
func gammaGammaPlan(unit float64, prior []float64) plan {
	p := plan{
		names:  []string{"p", "q", "gamma"},
		starts: [][]float64{{6, 4, .5}, {1, 3, 2}, {2, 11, 5}},
		prior:  []float64{4, 4, .75},
		floor:  []float64{0, 1, 0}, // at q ≤ 1 the mean amount of a customer is infinite
		step:   1e-5,
	}
	if len(prior) == 3 && slices.Min(prior) > 0 {
		p.prior = []float64{prior[0], max(prior[1], 1.001), prior[2] / unit}
	}
	return p
}

// inMoney turns a fit in units of the mean amount back into money.
func (f *Fitted) inMoney(unit, n float64) {
	shift := n * math.Log(unit)
	f.LogLikelihood -= shift
	for k := range f.Starts {
		f.Starts[k] -= shift
	}
	for k, p := range f.Parameters {
		if p.Name == "gamma" {
			f.Parameters[k] = Parameter{p.Name, p.Value * unit, p.SE * unit, p.Low * unit, p.High * unit}
		}
	}
}

func (g Spend) weight() float64 { return float64(max(g.Customers, 1)) }

func weightOf(rows []Spend) (n float64) {
	for _, g := range rows {
		n += g.weight()
	}
	return n
}

// spendings keeps the rows that say something and sorts them.
func spendings(rows []Spend) []Spend {
	var kept []Spend
	for _, g := range rows {
		if g.X > 0 && g.Mean > 0 {
			kept = append(kept, g)
		}
	}
	slices.SortFunc(kept, func(a, b Spend) int {
		return cmp.Or(cmp.Compare(a.X, b.X), cmp.Compare(a.Mean, b.Mean), cmp.Compare(a.Customers, b.Customers))
	})
	return kept
}

// spendColumns are rows, and the distinct x with their customers.
type spendColumns struct {
	rows           []Spend
	x, perX, perLn []float64 // distinct x; customers; sum of the logarithms
}

func inUnits(rows []Spend, unit float64) *spendColumns {
	c := &spendColumns{rows: make([]Spend, len(rows))}
	for i, g := range rows {
		g.Mean /= unit
		if len(c.x) == 0 || c.x[len(c.x)-1] != g.X { // ascending in X
			c.x, c.perX, c.perLn = append(c.x, g.X), append(c.perX, 0), append(c.perLn, 0)
		}
		k := len(c.x) - 1
		c.rows[i] = g
		c.perX[k] += g.weight()
		c.perLn[k] += g.weight() * math.Log(g.Mean)
	}
	return c
}

// likelihood returns the log-likelihood and its gradient by p, q, gamma.
func (c *spendColumns) likelihood(theta []float64) total {
	p, q, gamma := theta[0], theta[1], theta[2]
	out := sumRows(len(c.rows), func(from, to int) (s total) {
		for _, g := range c.rows[from:to] {
			w, all := g.weight(), gamma+g.X*g.Mean
			l := math.Log(all)
			s[0] -= w * (p*g.X + q) * l
			s[1] -= w * g.X * l
			s[2] -= w * l
			s[3] -= w * (p*g.X + q) / all
		}
		return s
	})
	lq, pq, lg := lgamma(q), mathext.Digamma(q), math.Log(gamma)
	for k, x := range c.x {
		w, lx := c.perX[k], math.Log(x)
		digamma := mathext.Digamma(p*x + q)
		out[0] += w*(lgamma(p*x+q)-lgamma(p*x)-lq+q*lg+p*x*lx) + (p*x-1)*c.perLn[k]
		out[1] += w*x*(digamma-mathext.Digamma(p*x)+lx) + x*c.perLn[k]
		out[2] += w * (digamma - pq + lg)
		out[3] += w * q / gamma
	}
	return out
}

// correlation is Pearson's, between repeat occasions and mean amount.
func correlation(rows []Spend) float64 {
	var n, x, z float64
	for _, g := range rows {
		n, x, z = n+g.weight(), x+g.weight()*g.X, z+g.weight()*g.Mean
	}
	var xx, xz, zz float64
	for _, g := range rows {
		dx, dz := g.X-x/n, g.Mean-z/n
		xx, xz, zz = xx+g.weight()*dx*dx, xz+g.weight()*dx*dz, zz+g.weight()*dz*dz
	}
	return xz / math.Sqrt(xx*zz)
}
