package stat

import "math"

// Season is how sales swing around their trend: an index per season (1 is the
// trend) if it is multiplicative, an amount per season (0 is the trend) if it
// is additive.
type Season struct {
	Index    []float64
	Additive bool
	Trend    []float64 // the moving average; NaN in the half period at either end
}

// Decompose separates the seasons of a series: sales per month and period 12,
// per day and period 7. Observations marked aside (festivals; nil for none) are
// replaced by the same season of the periods beside them, so that they shape
// neither trend nor index. Where a season sold nothing, or the trend is not
// positive, seasons are additive. Fewer than two full periods make no index,
// and false.
//
// Source: R, decompose: centred moving average, mean ratio per season,
// normalised to a mean of 1.
func Decompose(series []float64, aside []bool, period int) (Season, bool) {
	if period < 2 || len(series) < 2*period {
		return Season{}, false
	}
	filled, whole := setAside(series, aside, period)
	if !whole {
		return Season{}, false
	}
	s := Season{Trend: movingAverage(filled, period)}
	s.Index = figure(filled, s.Trend, period, func(x, trend float64) float64 { return x / trend })
	mean := average(s.Index)
	for i, v := range s.Index {
		s.Additive = s.Additive || !(v > 0) || math.IsInf(v, 0)
		s.Index[i] = v / mean
	}
	if s.Additive || !allPositive(s.Trend) {
		s.Additive = true
		s.Index = figure(filled, s.Trend, period, func(x, trend float64) float64 { return x - trend })
		mean = average(s.Index)
		for i := range s.Index {
			s.Index[i] -= mean
		}
	}
	return s, true
}

// Festival returns the index of one observation by itself: what was sold over
// what trend and season lead to expect, or less that if the seasons are
// additive. Half a period from either end, the nearest trend counts.
func (s Season) Festival(at int, sold float64) float64 {
	near := min(max(at, len(s.Index)/2), len(s.Trend)-1-len(s.Index)/2)
	season := s.Index[at%len(s.Index)]
	if s.Additive {
		return sold - (s.Trend[near] + season)
	}
	return sold / (s.Trend[near] * season)
}

// setAside replaces what is set aside by the mean of the nearest same seasons
// that are not; false if a season has no other.
func setAside(series []float64, aside []bool, period int) ([]float64, bool) {
	filled := append([]float64(nil), series...)
	for at := range aside {
		if !aside[at] {
			continue
		}
		sum, n := 0.0, 0
		for _, step := range []int{-period, period} {
			for i := at + step; i >= 0 && i < len(series); i += step {
				if !aside[i] {
					sum, n = sum+series[i], n+1
					break
				}
			}
		}
		if n == 0 {
			return nil, false
		}
		filled[at] = sum / float64(n)
	}
	return filled, true
}

// movingAverage returns the mean of a period around each observation, the two
// ends of an even period weighing half; NaN where it does not fit.
func movingAverage(series []float64, period int) []float64 {
	trend, half := make([]float64, len(series)), period/2
	for at := range trend {
		trend[at] = math.NaN()
		if at < half || at >= len(series)-half {
			continue
		}
		sum := 0.0
		for i := at - half; i <= at+half; i++ {
			sum += series[i]
		}
		if period%2 == 0 {
			sum -= (series[at-half] + series[at+half]) / 2
		}
		trend[at] = sum / float64(period)
	}
	return trend
}

// figure returns the mean of a comparison with the trend per season.
func figure(series, trend []float64, period int, against func(x, trend float64) float64) []float64 {
	index := make([]float64, period)
	for season := range index {
		sum, n := 0.0, 0
		for at := season; at < len(series); at += period {
			if !math.IsNaN(trend[at]) {
				sum, n = sum+against(series[at], trend[at]), n+1
			}
		}
		index[season] = sum / float64(n)
	}
	return index
}

func allPositive(trend []float64) bool {
	for _, v := range trend {
		if v <= 0 {
			return false
		}
	}
	return true
}
