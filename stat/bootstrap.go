package stat

import (
	"math"
	"math/rand/v2"
	"slices"
)

// Bootstrap says how to resample the customers. The zero value of a field takes
// its default.
type Bootstrap struct {
	Rounds int     // default 1,000; 200 do above 100,000 customers
	Level  float64 // of confidence, default .95
	Seed   uint64
}

// Interval is a number with its percentile bootstrap interval.
type Interval struct {
	Value, Low, High float64
	Rounds           int // resamples in which the number was defined
}

// AUCInterval returns the AUC with its interval. It is undefined where
// [Predictions.AUC] is.
//
// Source: Efron & Tibshirani 1993.
func (s Predictions) AUCInterval(o Bootstrap) (Interval, bool) {
	if !s.valid() {
		return Interval{}, false
	}
	return o.run(len(s.Label), s.sorted().auc)
}

// BrierInterval returns the Brier score with its interval. It is undefined where
// [Predictions.Brier] is.
func (s Predictions) BrierInterval(o Bootstrap) (Interval, bool) {
	if !s.chances() {
		return Interval{}, false
	}
	return o.run(len(s.Label), s.weightedBrier)
}

// sorted is the ranking of the same customers laid out in ascending order, which
// is read straight through: the order of customers is nothing to a resample.
func (s Predictions) sorted() ranking {
	out := Predictions{make([]bool, len(s.Label)), make([]float64, len(s.Label))}
	r := ranking{out, s.rank().order}
	for i, from := range r.order {
		out.Label[i], out.Score[i], r.order[i] = s.Label[from], s.Score[from], int32(i)
	}
	return r
}

func (s Predictions) weightedBrier(weight []int32) (float64, bool) {
	total := 0.0
	for i := range s.Label {
		w := 1.0
		if weight != nil {
			w = float64(weight[i])
		}
		total += w * s.squaredError(i)
	}
	return total / float64(len(s.Label)), true
}

// AUCGain returns how much higher the AUC of a model is than that of a baseline
// on the same customers, in the same order, resampled together. It is undefined
// where either AUC is, or if the labels differ.
func AUCGain(model, baseline Predictions, o Bootstrap) (Interval, bool) {
	if !model.valid() || !baseline.valid() || !slices.Equal(model.Label, baseline.Label) {
		return Interval{}, false
	}
	a, b := model.rank(), baseline.rank()
	return o.run(len(model.Label), func(weight []int32) (float64, bool) {
		x, okX := a.auc(weight)
		y, okY := b.auc(weight)
		return x - y, okX && okY
	})
}

// BrierGain returns how much lower (better) the Brier score of a model is than
// that of a baseline, as [AUCGain] does.
func BrierGain(model, baseline Predictions, o Bootstrap) (Interval, bool) {
	if !model.chances() || !baseline.chances() || !slices.Equal(model.Label, baseline.Label) {
		return Interval{}, false
	}
	return o.run(len(model.Label), func(weight []int32) (float64, bool) {
		x, _ := model.weightedBrier(weight)
		y, _ := baseline.weightedBrier(weight)
		return y - x, true
	})
}

// run computes a number of all rows, and again over resamples, in which each row
// counts as often as it was drawn. Every round has its own seed, so the result
// does not depend on the order of the rounds.
func (o Bootstrap) run(rows int, number func(weight []int32) (float64, bool)) (Interval, bool) {
	value, ok := number(nil)
	if !ok || !usable(value) {
		return Interval{}, false
	}
	o = o.withDefaults(rows)
	drawn := make([]float64, o.Rounds)
	const batch = 8
	inParallel((o.Rounds+batch-1)/batch, func(b int) {
		weight := make([]int32, rows)
		for k := b * batch; k < min(o.Rounds, (b+1)*batch); k++ {
			clear(weight)
			source := rand.New(rand.NewPCG(o.Seed, uint64(k)))
			for range rows {
				weight[source.Uint64N(uint64(rows))]++
			}
			if v, ok := number(weight); ok {
				drawn[k] = v
			} else {
				drawn[k] = math.NaN()
			}
		}
	})
	drawn = slices.DeleteFunc(drawn, math.IsNaN)
	if len(drawn) < o.Rounds/2 || len(drawn) == 0 {
		return Interval{}, false
	}
	slices.Sort(drawn)
	tail := (1 - o.Level) / 2
	return Interval{value, atShare(drawn, tail), atShare(drawn, 1-tail), len(drawn)}, true
}

func (o Bootstrap) withDefaults(rows int) Bootstrap {
	if o.Rounds <= 0 {
		o.Rounds = 1000
		if rows > 100_000 {
			o.Rounds = 200
		}
	}
	if !(o.Level > 0 && o.Level < 1) {
		o.Level = 0.95
	}
	return o
}

// atShare returns the quantile of sorted values, by the straight line between the
// two next to it.
func atShare(sorted []float64, p float64) float64 {
	place := p * float64(len(sorted)-1)
	i := min(int(place), len(sorted)-1)
	next := min(i+1, len(sorted)-1)
	return sorted[i] + (sorted[next]-sorted[i])*(place-float64(i))
}
