package stat

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// LogisticMethod names how the coefficients were found.
type LogisticMethod string

// The methods of logistic regression.
const (
	MaximumLikelihood LogisticMethod = "maximum_likelihood"
	Firth             LogisticMethod = "firth" // penalised by Jeffreys' prior
	Ridge             LogisticMethod = "ridge" // penalised by the squared coefficients of the z-scores
)

// FallbackReason says why maximum likelihood could not be used.
type FallbackReason string

// The reasons of a fallback; empty if there was none.
const (
	Separation   FallbackReason = "separation"   // some columns tell the classes apart without a mistake
	Collinearity FallbackReason = "collinearity" // a column follows from the others
)

// Logistic is a logistic regression: the log-odds of the label are
// Coefficients[0] + Σ Coefficients[1+c]·x_c, in the units of the columns.
type Logistic struct {
	Coefficients  []float64
	SE            []float64 // under Ridge of the penalised coefficients
	LogLikelihood float64
	Method        LogisticMethod
	Reason        FallbackReason
	Constant      []int // columns whose values are all equal; they have coefficient 0
	Iterations    int
}

// ridgePenalty is the weight of ½Σb² over the coefficients of the z-scores.
const ridgePenalty = 1

// firthRows is the most rows that Firth's many steps are affordable on.
const firthRows = 100_000

// FitLogistic fits by iterated weighted least squares. Where the classes are
// separated, so that no maximum exists, it takes Firth's estimate; where columns
// follow from each other, Firth's finds no end, or there are more than 100,000
// rows, ridge. Method and Reason say so.
// Errors: [CodeShape], [CodeNotFinite], [CodeTooFew], [CodeOneClass],
// [CodeNotConverged].
//
// Source: McCullagh & Nelder 1989; Firth 1993; Heinze & Schemper 2002.
func FitLogistic(data Matrix, label []bool) (Logistic, error) {
	if err := checkLabels(data, label); err != nil {
		return Logistic{}, err
	}
	d := newDesign(data, label)
	if !usable(d.mean...) || !usable(d.sd...) {
		return Logistic{}, refuse(CodeNotFinite, "A column holds too large numbers: scale it first.")
	}
	m, err := d.fit()
	if err != nil {
		return Logistic{}, err
	}
	if !usable(m.Coefficients...) || !usable(m.SE...) || !usable(m.LogLikelihood) {
		return Logistic{}, refuse(CodeNotConverged, "The regression has no finite solution: scale the columns first.")
	}
	return m, nil
}

func checkLabels(data Matrix, label []bool) error {
	if err := data.check(); err != nil {
		return err
	}
	if len(label) != data.Rows() {
		return refuse(CodeShape, "There are %d rows and %d labels.", data.Rows(), len(label))
	}
	if n := positives(label); n == 0 || n == len(label) {
		return refuse(CodeOneClass, "All rows have the same label, so there is nothing to learn.")
	}
	return nil
}

func positives(label []bool) int {
	n := 0
	for _, y := range label {
		if y {
			n++
		}
	}
	return n
}

// fit tries maximum likelihood, then Firth, then ridge.
func (d *design) fit() (Logistic, error) {
	reason := Collinearity
	if _, independent := inverseOf(d.information(make([]float64, d.width)), d.width); independent {
		if s, ok := d.newton(MaximumLikelihood); ok {
			return d.model(s, MaximumLikelihood, ""), nil
		}
		reason = Separation
		if len(d.label) <= firthRows {
			if s, ok := d.newton(Firth); ok {
				return d.model(s, Firth, reason), nil
			}
		}
	}
	s, ok := d.newton(Ridge)
	if !ok {
		return Logistic{}, refuse(CodeNotConverged, "The regression found no end: leave out columns that say nearly the same.")
	}
	return d.model(s, Ridge, reason), nil
}

// Probability returns the chance of the label for one row. It is undefined for a
// row of another length or with missing values.
func (m Logistic) Probability(row []float64) (p float64, ok bool) {
	if len(m.Coefficients) != len(row)+1 {
		return 0, false
	}
	odds := m.Coefficients[0]
	for c, v := range row {
		odds += m.Coefficients[c+1] * v
	}
	if math.IsNaN(odds) {
		return 0, false
	}
	return sigmoid(odds), true
}

// Probabilities returns the chance of the label for each row.
// Errors: [CodeShape], [CodeNotFinite], [CodeTooFew].
func (m Logistic) Probabilities(data Matrix) ([]float64, error) {
	if err := data.same(len(m.Coefficients) - 1); err != nil {
		return nil, err
	}
	p := make([]float64, data.Rows())
	defined := make([]bool, blocks(len(p)))
	eachBlock(len(p), func(b, from, to int) {
		defined[b] = true
		for r := from; r < to; r++ {
			var ok bool
			p[r], ok = m.Probability(data.Row(r))
			defined[b] = defined[b] && ok
		}
	})
	for _, ok := range defined {
		if !ok {
			return nil, refuse(CodeNotFinite, "A row holds too large numbers for the model.")
		}
	}
	return p, nil
}

// sigmoid is 1/(1+e⁻ˣ).
func sigmoid(x float64) float64 {
	if x < 0 {
		e := math.Exp(x)
		return e / (1 + e)
	}
	return 1 / (1 + math.Exp(-x))
}

// inverseOf inverts a symmetric positive definite matrix given row by row; ok is
// false if it is singular to working precision.
func inverseOf(values []float64, n int) (inverse *mat.SymDense, ok bool) {
	var cholesky mat.Cholesky
	if !usable(values...) || !cholesky.Factorize(mat.NewSymDense(n, values)) || cholesky.Cond() > 1e12 {
		return nil, false
	}
	inverse = mat.NewSymDense(n, nil)
	return inverse, cholesky.InverseTo(inverse) == nil
}
