package stat

import "math"

// Projection is how many customers are expected in each state, and how sure that
// is: customers move by chance (SampleSD), and the chain itself was learned from
// few or many (ParameterSD).
type Projection struct {
	Mean                      []float64
	SampleSD, ParameterSD, SD []float64 // SD is both together
}

// Project carries customers forward: n(t+1) = n(t)·P + entrants, a projection
// per step. entrants may be nil.
// Errors: [CodeShape], [CodeNotFinite], [CodeOutOfRange], [CodeUnknownRow].
//
// Source: methods 10; the parameter part by the delta method over all steps.
func (c Chain) Project(start, entrants []float64, steps int) ([]Projection, error) {
	if err := c.complete(); err != nil {
		return nil, err
	}
	if entrants == nil {
		entrants = make([]float64, len(c.P))
	}
	if len(start) != len(c.P) || len(entrants) != len(c.P) {
		return nil, refuse(CodeShape, "The chain has %d states; there are customers for %d and entrants for %d.", len(c.P), len(start), len(entrants))
	}
	if !usable(start...) || !usable(entrants...) {
		return nil, refuse(CodeNotFinite, "The number of customers in a state is missing.")
	}
	if !nonNegative(start) || !nonNegative(entrants) || steps < 0 {
		return nil, refuse(CodeOutOfRange, "Neither customers, nor entrants, nor steps can be below 0.")
	}
	f := newForecast(c, start)
	out := make([]Projection, steps)
	for t := range out {
		f.advance(entrants)
		out[t] = f.projection()
		if p := out[t]; !usable(p.Mean...) || !usable(p.SD...) {
			return nil, refuse(CodeNotFinite, "The projected numbers are too large.")
		}
	}
	return out, nil
}

// forecast is a projection under way: the mean, the covariance of the moves, and
// slope[i][k], the derivative of the mean by cell (i,k) of the chain.
type forecast struct {
	chain  Chain
	mean   []float64
	moves  [][]float64
	slopes [][][]float64
}

func newForecast(c Chain, start []float64) *forecast {
	s := len(c.P)
	f := &forecast{c, start, zeroes(s), make([][][]float64, s)}
	for i := range f.slopes {
		f.slopes[i] = zeroes(s)
	}
	return f
}

func zeroes(n int) [][]float64 {
	m := make([][]float64, n)
	for i := range m {
		m[i] = make([]float64, n)
	}
	return m
}

func (f *forecast) advance(entrants []float64) {
	p := f.chain.P
	f.moves = sandwich(f.moves, p)
	for i, row := range p {
		addMultinomial(f.moves, row, f.mean[i])
		for k := range row {
			f.slopes[i][k] = rowTimes(f.slopes[i][k], p)
			f.slopes[i][k][k] += f.mean[i]
		}
	}
	next := rowTimes(f.mean, p)
	for j := range next {
		next[j] += entrants[j]
	}
	f.mean = next
}

// sandwich returns PᵀVP.
func sandwich(v, p [][]float64) [][]float64 {
	vp, out := times(v, p), zeroes(len(p))
	for k, row := range p {
		for i := range row {
			for j := range row {
				out[i][j] += row[i] * vp[k][j]
			}
		}
	}
	return out
}

// addMultinomial adds n(diag(p) − ppᵀ).
func addMultinomial(v [][]float64, p []float64, n float64) {
	for i := range p {
		v[i][i] += n * p[i]
		for j := range p {
			v[i][j] -= n * p[i] * p[j]
		}
	}
}

func (f *forecast) projection() Projection {
	s := len(f.mean)
	out := Projection{f.mean, make([]float64, s), make([]float64, s), make([]float64, s)}
	for j := range s {
		sample, parameter := max(0, f.moves[j][j]), f.parameterVariance(j)
		out.SampleSD[j], out.ParameterSD[j] = math.Sqrt(sample), math.Sqrt(parameter)
		out.SD[j] = math.Sqrt(sample + parameter)
	}
	return out
}

// parameterVariance is gᵀ(diag(p) − ppᵀ)g/n, added over the chain's rows, with g
// the slopes of state j.
func (f *forecast) parameterVariance(j int) float64 {
	total := 0.0
	for i, row := range f.chain.P {
		mean := 0.0
		for k, p := range row {
			mean += p * f.slopes[i][k][j]
		}
		spread := 0.0
		for k, p := range row {
			d := f.slopes[i][k][j] - mean
			spread += p * d * d
		}
		if f.chain.Seen[i] > 0 {
			total += spread / f.chain.Seen[i]
		}
	}
	return total
}
