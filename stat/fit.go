package stat

import (
	"math"
	"slices"
)

// Refusal is the reason why a model was not fitted. Show figures that need no
// model instead: the survival curve, or purchases by recency and frequency.
type Refusal string

// The reasons not to fit.
const (
	TooFewRepeaters Refusal = "too_few_repeaters" // too few customers bought again
	BadHistory      Refusal = "bad_history"       // a row says what cannot be
	NotConverged    Refusal = "not_converged"     // no start reached an optimum
	NotIdentified   Refusal = "not_identified"    // the data does not tell the parameters apart
)

// Error returns the reason in words.
func (r Refusal) Error() string {
	switch r {
	case TooFewRepeaters:
		return "too few customers have bought again to fit a model"
	case BadHistory:
		return "a customer's history is impossible: a number is negative or not finite, or the last purchase lies after the end"
	case NotConverged:
		return "the fit reached no optimum from any start"
	}
	return "the data does not tell the model's parameters apart"
}

// FitOptions are what a fit may be told.
type FitOptions struct {
	Least int64     // customers with a repeat purchase below which nothing is fitted; 0 reads as 200
	Prior []float64 // the parameters of the fit before, all above 0, which a flat likelihood is drawn to; nil for usual ones
}

func (o FitOptions) least() int64 {
	if o.Least == 0 {
		return 200
	}
	return o.Least
}

// Parameter is a fitted parameter with its standard error and a 95 % interval
// that is symmetric on the logarithmic scale, since it must stay above 0.
type Parameter struct {
	Name                 string
	Value, SE, Low, High float64
}

// Fitted is how a fit went.
type Fitted struct {
	Parameters    []Parameter
	LogLikelihood float64
	Customers     int64     // that were fitted to
	Excluded      int64     // wholesale buyers that were left out
	Starts        []float64 // the log-likelihood that each start reached
	Converged     bool      // always true without an error
	Ridge         bool      // the likelihood was flat; the parameters were drawn to the prior
}

// Fit is a fitted model and how it was come by.
type Fit[M any] struct {
	Model M
	Fitted
}

// likelihood returns the log-likelihood at parameters and its gradient by them.
type likelihood func(parameters []float64) total

// plan is what is particular to a model's fit.
type plan struct {
	names  []string
	starts [][]float64
	prior  []float64 // what a flat likelihood is drawn to
	floor  []float64 // the least value of each parameter; nil for 0
	step   float64   // of the differences that give the curvature
}

// fitHistories prepares the rows and fits.
func fitHistories(rows []History, o FitOptions, p plan, of func(*columns) likelihood) (Fitted, error) {
	groups, err := grouped(rows)
	if err != nil {
		return Fitted{}, err
	}
	kept, excluded, err := fittable(groups, o.least())
	if err != nil {
		return Fitted{}, err
	}
	if len(o.Prior) == len(p.prior) && slices.Min(o.Prior) > 0 {
		p.prior = o.Prior
	}
	c := columnsOf(kept)
	search := objective{plan: p, of: of(c), customers: c.customers}
	if len(kept) > many {
		few := columnsOf(thinned(kept, thin))
		search.coarse = &objective{plan: p, of: of(few), customers: few.customers}
	}
	s, err := search.fit()
	s.Excluded = excluded
	return s, err
}

// many is how many different rows make it pay to begin with every thin-th of
// them.
const many, thin = 100_000, 16

// thinned takes every n-th of the sorted rows.
func thinned[T any](rows []T, n int) []T {
	var out []T
	for i := 0; i < len(rows); i += n {
		out = append(out, rows[i])
	}
	return out
}

// fit maximises the likelihood. Where it is flat (a parameter beyond e^±7, or no
// curvature) it is fitted again with a ridge towards the prior.
//
// Source: methods 3.3.
func (o *objective) fit() (Fitted, error) {
	s := o.solve()
	if s.refuse != "" {
		o.drawn(0.01)
		s = o.solve()
	}
	if s.refuse != "" {
		return Fitted{}, s.refuse
	}
	f := Fitted{LogLikelihood: o.of(o.natural(s.best))[0], Customers: int64(o.customers), Converged: true, Ridge: o.ridge > 0}
	for _, end := range s.ends {
		f.Starts = append(f.Starts, o.of(o.natural(end))[0])
	}
	for k, u := range s.best {
		f.Parameters = append(f.Parameters, o.parameter(k, u, s.errors[k]))
	}
	return f, nil
}

// drawn puts a ridge on the objective.
func (o *objective) drawn(ridge float64) {
	o.ridge, o.seen = ridge, nil
	if o.coarse != nil {
		o.coarse.drawn(ridge)
	}
}

// parameter turns a logarithm u with its error back into the parameter.
func (p plan) parameter(k int, u, se float64) Parameter {
	const z = 1.959963984540054
	at := func(u float64) float64 { return p.least(k) + math.Exp(u) }
	return Parameter{p.names[k], at(u), math.Exp(u) * se, at(u - z*se), at(u + z*se)}
}

func (p plan) least(k int) float64 {
	if p.floor == nil {
		return 0
	}
	return p.floor[k]
}

func (p plan) natural(u []float64) []float64 {
	out := make([]float64, len(u))
	for k := range u {
		out[k] = p.least(k) + math.Exp(u[k])
	}
	return out
}

func (p plan) logs(parameters []float64) []float64 {
	out := make([]float64, len(parameters))
	for k, v := range parameters {
		out[k] = math.Log(v - p.least(k))
	}
	return out
}

func beyond(u []float64, limit float64) bool {
	for _, v := range u {
		if !(math.Abs(v) <= limit) {
			return true
		}
	}
	return false
}

// values returns the values of the parameters in their order, or n zeros where
// nothing was fitted.
func (f Fitted) values(n int) []float64 {
	out := make([]float64, n)
	for k, p := range f.Parameters {
		out[k] = p.Value
	}
	return out
}

// four is the shape of a model of four parameters.
func four(f Fitted) struct{ R, Alpha, A, B float64 } {
	v := f.values(4)
	return struct{ R, Alpha, A, B float64 }{v[0], v[1], v[2], v[3]}
}
