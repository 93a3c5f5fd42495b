package stat

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// SampleRatioAlarm is the p-value below which a split counts as broken, by
// convention: results stay hidden until somebody has looked.
const SampleRatioAlarm = 0.001

// SampleRatioWarning is the p-value below which somebody should look: one sound
// split in a hundred falls below it.
const SampleRatioWarning = 0.01

// How a split looks.
const (
	RatioOK      = "ok"
	RatioWarning = "warning"
	RatioAlarm   = "alarm"
)

// ChiSquare is Pearson's statistic with its degrees of freedom and upper tail.
type ChiSquare struct {
	Value float64
	DF    int
	P     float64
}

// Alarm reports whether the split is too far off its plan to be chance.
func (c ChiSquare) Alarm() bool {
	return c.P < SampleRatioAlarm
}

// Level says how the split looks: [RatioOK], [RatioWarning] or [RatioAlarm].
func (c ChiSquare) Level() string {
	switch {
	case c.Alarm():
		return RatioAlarm
	case c.P < SampleRatioWarning:
		return RatioWarning
	}
	return RatioOK
}

// SampleRatio tests the customers counted in each arm against the planned
// weights. An arm of weight 0 does not count, unless somebody is in it: then P
// is 0. With nobody at all, or one arm, there is nothing to test and P is 1.
//
// Source: Fabijan et al. 2019; R, chisq.test.
func SampleRatio(observed []int64, weights []float64) ChiSquare {
	total, weight := 0.0, 0.0
	for k, w := range weights {
		total, weight = total+float64(observed[k]), weight+w
	}
	c := ChiSquare{DF: -1}
	for k, w := range weights {
		if w > 0 {
			c.DF++
		}
		c.Value += excess(float64(observed[k]), total*w/weight)
	}
	return c.withTail()
}

// Independence tests whether the rows of a table of counts (arms) are spread
// alike over its columns (for example not exposed, exposed to other campaigns),
// without continuity correction. Empty rows and columns do not count.
//
// Source: R, chisq.test(correct = FALSE).
func Independence(counts [][]int64) ChiSquare {
	rows, columns := make([]float64, len(counts)), make([]float64, len(counts[0]))
	total := 0.0
	for i, row := range counts {
		for j, n := range row {
			rows[i] += float64(n)
			columns[j] += float64(n)
			total += float64(n)
		}
	}
	c := ChiSquare{DF: (filled(rows) - 1) * (filled(columns) - 1)}
	for i, row := range counts {
		for j, n := range row {
			c.Value += excess(float64(n), rows[i]*columns[j]/total)
		}
	}
	return c.withTail()
}

// excess is one cell of Pearson's sum; a cell that is empty as expected adds 0.
func excess(observed, expected float64) float64 {
	if observed == 0 {
		return max(0, expected) // (0−e)²/e; e is NaN only if nobody was counted
	}
	return (observed - expected) * (observed - expected) / expected
}

func (c ChiSquare) withTail() ChiSquare {
	switch {
	case math.IsInf(c.Value, 1):
		c.P = 0
	case c.DF < 1 || math.IsNaN(c.Value):
		c.Value, c.DF, c.P = 0, max(0, c.DF), 1
	default:
		c.P = distuv.ChiSquared{K: float64(c.DF)}.Survival(c.Value)
	}
	return c
}

func filled(sums []float64) int {
	n := 0
	for _, s := range sums {
		if s > 0 {
			n++
		}
	}
	return n
}
