package stat

import "math"

// ZLimit is where z-scores are cut off, so that one giant does not pull a
// cluster to herself.
const ZLimit = 3

// Scaler turns raw features into comparable z-scores, and later customers by the
// same numbers.
type Scaler struct {
	Log      bool   // take ln(1+x) first; a value below 0 counts as 0
	Flip     []bool // columns where less is better
	Mean, SD []float64
}

// FitScaler learns mean and population standard deviation of each column. flip
// names the columns where less is better; nil for none.
// Errors: [CodeShape], [CodeTooFew], [CodeNotFinite].
//
// Source: methods 8.
func FitScaler(data Matrix, log bool, flip []bool) (Scaler, error) {
	if err := data.check(); err != nil {
		return Scaler{}, err
	}
	if flip == nil {
		flip = make([]bool, data.Columns)
	}
	if len(flip) != data.Columns {
		return Scaler{}, refuse(CodeShape, "There are %d directions for %d columns.", len(flip), data.Columns)
	}
	s := Scaler{Log: log, Flip: flip}
	s.Mean, s.SD = columnMoments(data, s.raw)
	if !usable(s.Mean...) || !usable(s.SD...) {
		return Scaler{}, refuse(CodeNotFinite, "A column holds too large numbers.")
	}
	return s, nil
}

// columnMoments returns mean and population standard deviation of each column,
// from centred sums.
func columnMoments(data Matrix, raw func(float64) float64) (mean, sd []float64) {
	n := float64(data.Rows())
	mean = sumBlocks(data.Rows(), data.Columns, func(sums []float64, from, to int) {
		for r := from; r < to; r++ {
			for c, v := range data.Row(r) {
				sums[c] += raw(v) / n
			}
		}
	})
	sd = sumBlocks(data.Rows(), data.Columns, func(sums []float64, from, to int) {
		for r := from; r < to; r++ {
			for c, v := range data.Row(r) {
				d := raw(v) - mean[c]
				sums[c] += d * d / n
			}
		}
	})
	for c, v := range sd {
		if sd[c] = math.Sqrt(v); sd[c] <= 1e-12*math.Abs(mean[c]) {
			sd[c] = 0 // equal but for rounding
		}
	}
	return mean, sd
}

func (s Scaler) raw(v float64) float64 {
	if s.Log {
		return math.Log1p(max(0, v))
	}
	return v
}

// Apply returns the z-scores, cut at ±[ZLimit]. A column whose values were all
// equal is 0 throughout.
// Errors: [CodeShape], [CodeTooFew], [CodeNotFinite].
func (s Scaler) Apply(data Matrix) (Matrix, error) {
	if err := data.same(len(s.Mean)); err != nil {
		return Matrix{}, err
	}
	out := Matrix{data.Columns, make([]float64, len(data.Values))}
	eachBlock(data.Rows(), func(_, from, to int) {
		for r := from; r < to; r++ {
			for c, v := range data.Row(r) {
				out.Values[r*data.Columns+c] = s.z(c, v)
			}
		}
	})
	return out, nil
}

func (s Scaler) z(column int, v float64) float64 {
	if s.SD[column] == 0 {
		return 0
	}
	z := min(max((s.raw(v)-s.Mean[column])/s.SD[column], -ZLimit), ZLimit)
	if s.Flip[column] {
		return -z
	}
	return z
}

// RFMScaler learns the scaler of recency in days, frequency and money: logs, with
// recency turned so that more is better. data has these three columns.
// Errors: those of [FitScaler].
func RFMScaler(data Matrix) (Scaler, error) {
	if data.Columns != 3 {
		return Scaler{}, refuse(CodeShape, "Recency, frequency and money are three columns, not %d.", data.Columns)
	}
	return FitScaler(data, true, []bool{true, false, false})
}
