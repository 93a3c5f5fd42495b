package stat

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// Watched is how far a test that is looked at all the time has come: the
// customers in both arms so far, and the number planned, fixed at launch.
type Watched struct {
	N, Planned float64
}

// Always widens an estimate so that it may be looked at any number of times: an
// asymptotic confidence sequence with an always-valid p-value at error alpha.
//
// Source: Waudby-Smith et al., arXiv 2103.06476, equation 9.
func (w Watched) Always(e Estimate, alpha float64) Estimate {
	logs := -2 * math.Log(alpha)
	rho2 := (logs + math.Log(logs+1)) / w.Planned
	n := w.N*rho2 + 1
	half := e.SE * math.Sqrt(w.N) * math.Sqrt(2*n*math.Log(math.Sqrt(n)/alpha)/(w.N*w.N*rho2))
	z := ratioOrZero(e.Value, e.SE)
	p := min(1, math.Sqrt(n)*math.Exp(-rho2*z*z*w.N/(2*n)))
	return Estimate{e.Value, e.SE, e.Value - half, e.Value + half, p}
}

// Spending says how much of the two-sided error alpha may be used up once the
// share t (0 to 1] of the information is in.
type Spending func(t, alpha float64) float64

// OBrienFleming spends almost nothing early (Lan & DeMets 1983).
func OBrienFleming(t, alpha float64) float64 {
	return 4 * normalTail(distuv.UnitNormal.Quantile(1-alpha/4)/math.Sqrt(t))
}

// Pocock spends nearly evenly (Lan & DeMets 1983).
func Pocock(t, alpha float64) float64 {
	return alpha * math.Log(1+(math.E-1)*t)
}

// Boundaries returns the |z| that each planned look must reach, for looks at the
// ascending shares of information t, so that all looks together keep alpha. The
// numbers are good to about .001.
//
// Source: Lan & DeMets 1983; integration after Armitage, McPherson & Rowe 1969.
func Boundaries(looks []float64, alpha float64, spend Spending) []float64 {
	z := make([]float64, len(looks))
	path := []mass{{0, 1}}
	before, spent := 0.0, 0.0
	for k, t := range looks {
		step := math.Sqrt(t - before)
		z[k] = boundary(path, step, math.Sqrt(t), spend(t, alpha)-spent)
		path = advance(path, step, z[k]*math.Sqrt(t))
		before, spent = t, spend(t, alpha)
	}
	return z
}

// mass is a share of the tests still running, at a place of the Brownian path.
type mass struct {
	at, weight float64
}

// boundary finds the z whose crossing takes exactly the error to spend.
func boundary(path []mass, step, scale, error float64) float64 {
	low, high := 0.0, 10.0
	for range 60 {
		mid := (low + high) / 2
		if crossing(path, step, mid*scale) > error {
			low = mid
		} else {
			high = mid
		}
	}
	return (low + high) / 2
}

func crossing(path []mass, step, limit float64) float64 {
	total := 0.0
	for _, m := range path {
		total += m.weight * (normalTail((limit-m.at)/step) + normalTail((limit+m.at)/step))
	}
	return total
}

// advance moves the running tests one look on, by Simpson's rule on the stretch
// that has not crossed.
func advance(path []mass, step, limit float64) []mass {
	const intervals = 400
	width := 2 * limit / intervals
	next := make([]mass, intervals+1)
	for i := range next {
		at := -limit + float64(i)*width
		density := 0.0
		for _, m := range path {
			density += m.weight * distuv.UnitNormal.Prob((at-m.at)/step) / step
		}
		next[i] = mass{at, density * width / 3 * simpson(i, intervals)}
	}
	return next
}

func simpson(i, last int) float64 {
	switch {
	case i == 0 || i == last:
		return 1
	case i%2 == 1:
		return 4
	}
	return 2
}
