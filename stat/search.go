package stat

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/optimize"
)

// fence is how far the logarithm of a parameter may go; beyond it the objective
// rises, so that no search gets lost where numbers end.
const fence = 12

// objective is what a fit makes small: the mean negative log-likelihood over
// the logarithms u of the parameters, plus the ridge towards the prior.
type objective struct {
	plan
	of        likelihood
	customers float64
	ridge     float64
	coarse    *objective // of a few of many customers, where each search begins; or nil
	seen      []float64  // where value and slope were last taken
	value     float64
	slope     []float64
}

// at returns value and slope at u. The search asks for both, one after the
// other; they are computed together and kept.
func (o *objective) at(u []float64) (float64, []float64) {
	if o.seen != nil && slices.Equal(u, o.seen) {
		return o.value, o.slope
	}
	inside, value, slope := slices.Clone(u), 0.0, make([]float64, len(u))
	for k, v := range u {
		inside[k] = min(max(v, -fence), fence)
		value += (v - inside[k]) * (v - inside[k])
		slope[k] = 2 * (v - inside[k])
	}
	theta, prior := o.natural(inside), o.logs(o.prior)
	sum := o.of(theta)
	value -= sum[0] / o.customers
	for k, v := range inside {
		if v == u[k] {
			slope[k] -= sum[k+1] * (theta[k] - o.least(k)) / o.customers
		}
		value += o.ridge * (v - prior[k]) * (v - prior[k])
		slope[k] += 2 * o.ridge * (v - prior[k])
	}
	o.seen, o.value, o.slope = slices.Clone(u), value, slope
	return value, slope
}

// optimum is where a search came to.
type optimum struct {
	best   []float64
	ends   [][]float64 // of each start
	errors []float64   // of the best, on its scale
	refuse Refusal     // why it is none; or ""
}

// solve searches from every start, first in few of many customers, and takes the
// curvature at the best end.
func (o *objective) solve() optimum {
	var begin [][]float64
	for _, start := range o.starts {
		begin = append(begin, o.logs(start))
	}
	if o.coarse != nil {
		few := o.coarse.search(begin)
		if few.refuse != "" || beyond(few.best, o.limit()) {
			return optimum{best: few.best, ends: few.ends, refuse: NotConverged}
		}
		begin = few.ends
	}
	s := o.search(begin)
	if s.refuse != "" {
		return s
	}
	curved := false
	if s.errors, curved = o.errors(s.best); !curved || beyond(s.best, o.limit()) {
		s.refuse = NotIdentified
	}
	return s
}

// limit is how far the logarithm of a parameter may lie from 0: beyond it the
// likelihood is flat, unless a ridge holds it.
func (o *objective) limit() float64 {
	if o.ridge > 0 {
		return fence
	}
	return 7
}

// search descends from each beginning; the best end is an optimum if any is.
// Beginnings that lie at one place are descended from once.
func (o *objective) search(begin [][]float64) optimum {
	s, lowest := optimum{refuse: NotConverged}, math.Inf(1)
	for k, u := range begin {
		first := slices.IndexFunc(begin, func(v []float64) bool { return floats.Distance(u, v, math.Inf(1)) < 1e-4 })
		if 0 <= first && first < k {
			s.ends = append(s.ends, s.ends[first])
			continue
		}
		end, reached := o.descend(u)
		s.ends = append(s.ends, end)
		value, _ := o.at(end)
		if first := reached && s.refuse != ""; first || reached == (s.refuse == "") && value < lowest {
			s.best, lowest = end, value
		}
		if reached {
			s.refuse = ""
		}
	}
	return s
}

// descend follows the slope by BFGS. Its line search may give up at the very
// optimum, where rounding hides the descent, or before it; so the slope alone
// says whether the end is an optimum, and if not the search sets out again.
func (o *objective) descend(u []float64) (end []float64, optimum bool) {
	const flat, again = 1e-6, 3
	problem := optimize.Problem{
		Func: func(u []float64) float64 { v, _ := o.at(u); return v },
		Grad: func(slope, u []float64) { _, s := o.at(u); copy(slope, s) },
	}
	for range again {
		settings := &optimize.Settings{GradientThreshold: 1e-8, MajorIterations: 300, FuncEvaluations: 400}
		// What goes wrong on the way is judged by where the way ended.
		if r, _ := optimize.Minimize(problem, u, settings, &optimize.BFGS{}); r != nil && !beyond(r.X, math.MaxFloat64) {
			u = slices.Clone(r.X)
		}
		if _, slope := o.at(u); floats.Norm(slope, math.Inf(1)) < flat {
			return u, true
		}
	}
	return u, false
}

// errors returns the standard errors of the logarithms at an optimum, from the
// inverse curvature; false if the curvature does not bound every direction.
func (o *objective) errors(u []float64) ([]float64, bool) {
	n := len(u)
	curvature := mat.NewSymDense(n, nil)
	slopes := make([][]float64, n)
	for k := range u {
		slopes[k] = make([]float64, n)
		for _, sign := range []float64{1, -1} {
			v := slices.Clone(u)
			v[k] += sign * o.step
			_, slope := o.at(v)
			floats.AddScaled(slopes[k], sign/(2*o.step), slope)
		}
	}
	for i := range n {
		for j := i; j < n; j++ {
			curvature.SetSym(i, j, (slopes[i][j]+slopes[j][i])/2*o.customers)
		}
	}
	var root mat.Cholesky
	var inverse mat.SymDense
	if !root.Factorize(curvature) || root.InverseTo(&inverse) != nil {
		return nil, false
	}
	out := make([]float64, n)
	for k := range out {
		out[k] = math.Sqrt(inverse.At(k, k))
	}
	return out, !beyond(out, math.MaxFloat64)
}
