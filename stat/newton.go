package stat

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/mat"
)

// design is the data of a logistic regression, seen as z-scores with a leading
// 1; columns that are constant are left out.
type design struct {
	data     Matrix
	label    []bool
	columns  []int // of data, used
	mean, sd []float64
	scale    []float64 // 1/sd of the columns used
	width    int       // 1 + the columns used
}

func newDesign(data Matrix, label []bool) *design {
	d := &design{data: data, label: label}
	d.mean, d.sd = columnMoments(data, func(v float64) float64 { return v })
	for c, sd := range d.sd {
		if sd > 0 {
			d.columns, d.scale = append(d.columns, c), append(d.scale, 1/sd)
		}
	}
	d.width = 1 + len(d.columns)
	return d
}

// row writes the z-scores of a row behind the 1 in x.
func (d *design) row(r int, x []float64) {
	x[0] = 1
	row := d.data.Row(r)
	for k, c := range d.columns {
		x[k+1] = (row[c] - d.mean[c]) * d.scale[k]
	}
}

// each calls visit for every row with its z-scores, its log-odds and its chance,
// and adds up what visit puts into sums.
func (d *design) each(width int, b []float64, visit func(sums, x []float64, r int, odds, p float64)) []float64 {
	return sumBlocks(len(d.label), width, func(sums []float64, from, to int) {
		x := make([]float64, d.width)
		for r := from; r < to; r++ {
			d.row(r, x)
			odds := 0.0
			for k, v := range x {
				odds += v * b[k]
			}
			visit(sums, x, r, odds, sigmoid(odds))
		}
	})
}

// information returns XᵀWX, row by row.
func (d *design) information(b []float64) []float64 {
	return mirrored(d.each(d.width*d.width, b, func(sums, x []float64, _ int, _, p float64) {
		addOuter(sums, x, p*(1-p))
	}), d.width)
}

// addOuter adds w·xxᵀ to the upper half of sums.
func addOuter(sums, x []float64, w float64) {
	for i, v := range x {
		into := sums[i*len(x):][:len(x)]
		for j := i; j < len(x); j++ {
			into[j] += w * v * x[j]
		}
	}
}

func mirrored(m []float64, n int) []float64 {
	for i := range n {
		for j := range i {
			m[i*n+j] = m[j*n+i]
		}
	}
	return m
}

// derivatives returns the score, the log-likelihood and the information at b.
func (d *design) derivatives(b []float64) (score []float64, loglik float64, information []float64) {
	w := d.width
	sums := d.each(w*w+w+1, b, func(sums, x []float64, r int, odds, p float64) {
		addOuter(sums[:w*w], x, p*(1-p))
		residual := -p
		if d.label[r] {
			residual = sigmoid(-odds)
		}
		for k, v := range x {
			sums[w*w+k] += residual * v
		}
		sums[w*w+w] += d.logChance(r, odds)
	})
	return sums[w*w : w*w+w], sums[w*w+w], mirrored(sums[:w*w], w)
}

// logChance is the log-likelihood of one row, ln of 1/(1+e^∓odds).
func (d *design) logChance(r int, odds float64) float64 {
	if d.label[r] {
		odds = -odds
	}
	return -max(odds, 0) - math.Log1p(math.Exp(-math.Abs(odds)))
}

// solution is a point where the search ended.
type solution struct {
	b          []float64
	loglik     float64
	covariance *mat.SymDense
	iterations int
}

// state is what a method knows at one point: what it maximises, and the step.
type state struct {
	solution
	target float64
	step   []float64
}

const (
	maxNewton   = 30  // regular problems take less than 15
	maxPenalty  = 100 // Firth's steps are only nearly Newton's
	maxHalvings = 20
)

// newton climbs from 0 until the step is negligible. A search that finds no end
// is how separation shows: the coefficients go on growing.
func (d *design) newton(method LogisticMethod) (solution, bool) {
	limit := maxPenalty
	if method == MaximumLikelihood {
		limit = maxNewton
	}
	at, ok := d.at(make([]float64, d.width), method)
	for n := 1; ok && n <= limit; n++ {
		if method == MaximumLikelihood && at.loglik > -1e-7*float64(len(d.label)) {
			break // every row is foretold: the classes are separated
		}
		tolerance := 1e-10
		if n == limit {
			tolerance = 1e-6 // columns nearly alike leave no more digits
		}
		if negligible(at.step, at.b, tolerance) {
			at.iterations = n
			return at.solution, true
		}
		at, ok = d.climb(at, method)
	}
	return solution{}, false
}

func negligible(step, b []float64, tolerance float64) bool {
	for k, s := range step {
		if !(math.Abs(s) <= tolerance*(1+math.Abs(b[k]))) {
			return false
		}
	}
	return true
}

// climb takes the step, halved until it does not lead down.
func (d *design) climb(from state, method LogisticMethod) (state, bool) {
	step := slices.Clone(from.step)
	for range maxHalvings {
		b := make([]float64, d.width)
		for k := range b {
			b[k] = from.b[k] + step[k]
		}
		to, ok := d.at(b, method)
		if ok && to.target >= from.target-1e-10*(1+math.Abs(from.target)) {
			return to, true
		}
		for k := range step {
			step[k] /= 2
		}
	}
	return state{}, false
}

// at computes a method's target and step at b; ok is false where the information
// is singular.
func (d *design) at(b []float64, method LogisticMethod) (state, bool) {
	score, loglik, information := d.derivatives(b)
	s := state{solution: solution{b: b, loglik: loglik}, target: loglik}
	if method == Ridge {
		for k := 1; k < d.width; k++ {
			s.target -= ridgePenalty * b[k] * b[k] / 2
			score[k] -= ridgePenalty * b[k]
			information[k*d.width+k] += ridgePenalty
		}
	}
	var ok bool
	if s.covariance, ok = inverseOf(slices.Clone(information), d.width); !ok {
		return state{}, false
	}
	if method == Firth {
		logDet, _ := mat.LogDet(mat.NewSymDense(d.width, information))
		s.target += logDet / 2
		for k, v := range d.firthScore(b, s.covariance) {
			score[k] += v
		}
	}
	var step mat.VecDense
	step.MulVec(s.covariance, mat.NewVecDense(d.width, score))
	s.step = step.RawVector().Data
	return s, true
}

// firthScore is what Jeffreys' prior adds to the score: Σ h(½ − p)x, with h the
// leverage of a row.
func (d *design) firthScore(b []float64, covariance *mat.SymDense) []float64 {
	c := covariance.RawSymmetric() // the upper half
	return d.each(d.width, b, func(sums, x []float64, _ int, _, p float64) {
		h := 0.0
		for i, v := range x {
			h += v * v * c.Data[i*c.Stride+i]
			for j := i + 1; j < len(x); j++ {
				h += 2 * v * x[j] * c.Data[i*c.Stride+j]
			}
		}
		h *= p * (1 - p)
		for k, v := range x {
			sums[k] += h * (0.5 - p) * v
		}
	})
}

// model puts the coefficients of the z-scores back into the units of the columns.
func (d *design) model(s solution, method LogisticMethod, reason FallbackReason) Logistic {
	n := d.data.Columns + 1
	m := Logistic{
		Coefficients: make([]float64, n), SE: make([]float64, n), LogLikelihood: s.loglik,
		Method: method, Reason: reason, Iterations: s.iterations,
	}
	for c, sd := range d.sd {
		if sd == 0 {
			m.Constant = append(m.Constant, c)
		}
	}
	intercept := make([]float64, d.width) // as a sum of the coefficients of the z-scores
	intercept[0] = 1
	m.Coefficients[0] = s.b[0]
	for k, c := range d.columns {
		m.Coefficients[c+1] = s.b[k+1] / d.sd[c]
		m.SE[c+1] = math.Sqrt(s.covariance.At(k+1, k+1)) / d.sd[c]
		intercept[k+1] = -d.mean[c] / d.sd[c]
		m.Coefficients[0] += intercept[k+1] * s.b[k+1]
	}
	a := mat.NewVecDense(d.width, intercept)
	m.SE[0] = math.Sqrt(mat.Inner(a, s.covariance, a))
	return m
}
