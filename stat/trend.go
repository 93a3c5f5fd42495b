package stat

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// Trend is the growth of a series from one step to the next as a share (.02 is
// 2 % a step), with its confidence limits and two-sided p-value.
type Trend struct {
	Growth, Low, High, P float64
	Steps                int // values used
}

// GrowthTrend fits a straight line to the logarithm of a series by least
// squares. Values that are nil, zero or negative are left out; fewer than four
// that are left, or values that all are equal, give ok = false. level is the
// confidence level.
func GrowthTrend(values []*float64, level float64) (t Trend, ok bool) {
	var x, y []float64
	for i, v := range values {
		if v != nil && *v > 0 && !math.IsInf(*v, 0) {
			x, y = append(x, float64(i)), append(y, math.Log(*v))
		}
	}
	n := float64(len(x))
	if len(x) < 4 {
		return Trend{}, false
	}
	meanX, meanY := mean(x), mean(y)
	var sxx, sxy, syy float64
	for i := range x {
		dx, dy := x[i]-meanX, y[i]-meanY
		sxx, sxy, syy = sxx+dx*dx, sxy+dx*dy, syy+dy*dy
	}
	slope := sxy / sxx
	rest := syy - slope*sxy
	if syy == 0 || rest <= syy*1e-14 {
		return Trend{}, false
	}
	se := math.Sqrt(rest / (n - 2) / sxx)
	student := distuv.StudentsT{Mu: 0, Sigma: 1, Nu: n - 2}
	h := student.Quantile((1+level)/2) * se
	return Trend{math.Expm1(slope), math.Expm1(slope - h), math.Expm1(slope + h), 2 * student.Survival(math.Abs(slope/se)), len(x)}, true
}

func mean(values []float64) float64 {
	sum := 0.0
	for _, v := range values {
		sum += v
	}
	return sum / float64(len(values))
}
