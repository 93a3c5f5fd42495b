package stat

import (
	"math"
	"math/bits"
)

// DecompositionMethod names how a change was split among factors.
type DecompositionMethod string

// The methods of decomposition.
const (
	LMDI    DecompositionMethod = "lmdi"    // additive LMDI-I
	Shapley DecompositionMethod = "shapley" // the mean over all orders of change
)

// MaxShapleyFactors is the most factors that [DecomposeShapley] takes.
const MaxShapleyFactors = 6

// Decomposition splits the change of a product (sales = visitors × conversion ×
// order value × frequency) among its factors.
type Decomposition struct {
	Method        DecompositionMethod
	Before, After float64
	Contributions []float64 // one per factor; they add up to the change
}

// Change returns After − Before.
func (d Decomposition) Change() float64 { return d.After - d.Before }

// Indices returns the multiplicative form: what each factor multiplied the value
// by, so that the product of all is After/Before. It is undefined unless both
// values are above 0.
func (d Decomposition) Indices() (indices []float64, ok bool) {
	if d.Before <= 0 || d.After <= 0 {
		return nil, false
	}
	mean := logMean(d.After, d.Before)
	indices = make([]float64, len(d.Contributions))
	for k, c := range d.Contributions {
		indices[k] = math.Exp(c / mean)
	}
	if !usable(indices...) {
		return nil, false
	}
	return indices, true
}

// DecomposeProduct splits the change of the product of factors by LMDI where that is
// defined, else by Shapley's value: see [DecomposeLMDI] and [DecomposeShapley].
// Errors: [CodeShape], [CodeNotFinite], [CodeTooMany].
//
// Source: methods 7.1.
func DecomposeProduct(before, after []float64) (Decomposition, error) {
	if d, ok := DecomposeLMDI(before, after); ok {
		return d, nil
	}
	return DecomposeShapley(before, after)
}

// DecomposeLMDI gives each factor L(after, before)·ln(f1/f0), L the logarithmic
// mean of the two products. A product that was, or becomes, 0 because of one
// factor gives that factor the whole change; from 0 to 0 all get 0. It is
// undefined with negative factors, with several zeros at once, and with numbers
// that are not finite.
//
// Source: Ang 2005; limits at zero: Ang, Zhang & Choi 1998.
func DecomposeLMDI(before, after []float64) (d Decomposition, ok bool) {
	d, err := newDecomposition(LMDI, before, after)
	if err != nil || !nonNegative(before) || !nonNegative(after) {
		return Decomposition{}, false
	}
	zero0, n0 := zeros(before)
	zero1, n1 := zeros(after)
	switch {
	case n0 > 0 && n1 > 0: // 0 to 0
	case n0 == 1:
		d.Contributions[zero0] = d.After
	case n1 == 1:
		d.Contributions[zero1] = -d.Before
	case n0 > 1 || n1 > 1 || d.Before == 0 || d.After == 0:
		return Decomposition{}, false
	default:
		d.byLogarithms(before, after)
	}
	if !usable(d.Contributions...) {
		return Decomposition{}, false
	}
	return d, true
}

func (d Decomposition) byLogarithms(before, after []float64) {
	mean := logMean(d.After, d.Before)
	for k := range before {
		d.Contributions[k] = mean * logRatio(after[k], before[k])
	}
	d.settle()
}

// DecomposeShapley gives each factor its marginal change, averaged over every
// order in which the factors could have changed. It takes any sign and any
// zeros, and up to [MaxShapleyFactors] factors.
// Errors: [CodeShape], [CodeNotFinite], [CodeTooMany].
//
// Source: Shapley 1953; methods 7.1.
func DecomposeShapley(before, after []float64) (Decomposition, error) {
	d, err := newDecomposition(Shapley, before, after)
	if err != nil {
		return Decomposition{}, err
	}
	n := len(before)
	if n > MaxShapleyFactors {
		return Decomposition{}, refuse(CodeTooMany, "Shapley's value takes at most %d factors, not %d: join some of them.", MaxShapleyFactors, n)
	}
	weights := shapleyWeights(n)
	for changed := range 1 << n {
		for k := range n {
			if changed>>k&1 == 0 {
				d.Contributions[k] += weights[bits.OnesCount(uint(changed))] * (after[k] - before[k]) * restOfProduct(before, after, changed, k)
			}
		}
	}
	d.settle()
	if !usable(d.Contributions...) {
		return Decomposition{}, refuse(CodeNotFinite, "The product of the factors is too large a number to be split.")
	}
	return d, nil
}

// shapleyWeights returns s!(n−1−s)!/n! for s = 0 to n−1 factors changed before.
func shapleyWeights(n int) []float64 {
	weights := make([]float64, n)
	for s := range weights {
		weights[s] = math.Gamma(float64(s)+1) * math.Gamma(float64(n-s)) / math.Gamma(float64(n)+1)
	}
	return weights
}

// restOfProduct multiplies all factors but k, those in the set by their new value.
func restOfProduct(before, after []float64, changed, k int) float64 {
	product := 1.0
	for i := range before {
		switch {
		case i == k:
		case changed>>i&1 == 1:
			product *= after[i]
		default:
			product *= before[i]
		}
	}
	return product
}

func newDecomposition(method DecompositionMethod, before, after []float64) (Decomposition, error) {
	d := Decomposition{Method: method, Before: 1, After: 1, Contributions: make([]float64, len(before))}
	if len(before) == 0 || len(before) != len(after) {
		return Decomposition{}, refuse(CodeShape, "There are %d factors before and %d after; it takes the same factors, at least one.", len(before), len(after))
	}
	for k := range before {
		d.Before *= before[k]
		d.After *= after[k]
	}
	if !usable(before...) || !usable(after...) || !usable(d.Before, d.After, d.Change()) {
		return Decomposition{}, refuse(CodeNotFinite, "A factor is missing, or the product of the factors is too large.")
	}
	return d, nil
}

// settle adds what rounding left over to the largest contribution.
func (d Decomposition) settle() {
	largest, total := 0, 0.0
	for k, c := range d.Contributions {
		total += c
		if math.Abs(c) > math.Abs(d.Contributions[largest]) {
			largest = k
		}
	}
	d.Contributions[largest] += d.Change() - total
}

// logMean is the logarithmic mean of two positive numbers.
func logMean(a, b float64) float64 {
	l := logRatio(a, b)
	if math.Abs(l) < 1e-8 {
		return a/2 + b/2
	}
	return (a - b) / l
}

// logRatio is ln(a/b), with its digits kept where a is near b.
func logRatio(a, b float64) float64 {
	if r := (a - b) / b; math.Abs(r) < 0.5 {
		return math.Log1p(r)
	}
	return math.Log(a) - math.Log(b)
}

func nonNegative(values []float64) bool {
	for _, v := range values {
		if v < 0 {
			return false
		}
	}
	return true
}

// zeros returns the place of the last zero and how many there are.
func zeros(values []float64) (at, n int) {
	for k, v := range values {
		if v == 0 {
			at, n = k, n+1
		}
	}
	return at, n
}
