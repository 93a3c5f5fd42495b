package stat

import (
	"cmp"
	"math"
	"slices"
	"sort"
)

// FollowUp is one row of a follow-up table: of the customers watched for T days
// (or any other unit), so many did the awaited thing at T and so many were still
// waiting when the watch ended at T.
type FollowUp struct {
	T                float64
	Events, Censored int64
}

// SurvivalPoint is the curve at an event time: the share S still waiting right
// after T, its Greenwood standard error and its log-log confidence limits.
type SurvivalPoint struct {
	T                float64
	AtRisk, Events   int64
	S, SE, Low, High float64
}

// Survival is the share of customers who are still waiting, by time since the
// start. Points are ascending; between them the curve is flat.
type Survival struct {
	Points   []SurvivalPoint
	FollowUp float64 // the longest time that anybody was watched; 0 for nobody
}

// KaplanMeier returns the curve of a follow-up table, whose rows may stand in
// any order and repeat a time. Those censored at a time count as at risk in it.
// The limits are exp(±z·√Σ/|ln S|) as a power of S; where S is 0 or 1 they are
// S itself. level is the confidence level, for example .95.
//
// Source: Kaplan & Meier 1958; Greenwood 1926; methods 2.1.
func KaplanMeier(rows []FollowUp, level float64) Survival {
	rows = slices.SortedFunc(slices.Values(rows), func(a, b FollowUp) int { return cmp.Compare(a.T, b.T) })
	risk := int64(0)
	for _, r := range rows {
		risk += r.Events + r.Censored
	}
	curve, s, sum, z := Survival{}, 1.0, 0.0, normalQuantile(level)
	for i := 0; i < len(rows); {
		at := FollowUp{T: rows[i].T}
		for ; i < len(rows) && rows[i].T == at.T; i++ {
			at.Events, at.Censored = at.Events+rows[i].Events, at.Censored+rows[i].Censored
		}
		if at.Events > 0 {
			d, n := float64(at.Events), float64(risk)
			s *= (n - d) / n
			sum += d / (n * (n - d))
			curve.Points = append(curve.Points, SurvivalPoint{T: at.T, AtRisk: risk, Events: at.Events, S: s}.limited(sum, z))
		}
		risk -= at.Events + at.Censored
		curve.FollowUp = at.T
	}
	return curve
}

// limited returns the point with error and limits from its Greenwood sum.
func (p SurvivalPoint) limited(sum, z float64) SurvivalPoint {
	p.Low, p.High = p.S, p.S
	if p.S > 0 && p.S < 1 {
		h := z * math.Sqrt(sum) / math.Abs(math.Log(p.S))
		p.SE = p.S * math.Sqrt(sum)
		p.Low, p.High = math.Pow(p.S, math.Exp(h)), math.Pow(p.S, math.Exp(-h))
	}
	return p
}

// before returns the point that holds at t: the last one at or before it, or
// the start, where everybody waits.
func (s Survival) before(t float64) SurvivalPoint {
	k := sort.Search(len(s.Points), func(k int) bool { return s.Points[k].T > t })
	if k == 0 {
		return SurvivalPoint{S: 1, Low: 1, High: 1}
	}
	return s.Points[k-1]
}

// Conversion is the share who did the awaited thing, with its standard error
// and confidence limits.
type Conversion struct {
	Share, SE, Low, High float64
}

// Within returns the share who did it within t. Beyond the longest follow-up
// nothing is known and every number is NaN.
func (s Survival) Within(t float64) Conversion {
	if t > s.FollowUp || s.FollowUp == 0 {
		n := math.NaN()
		return Conversion{n, n, n, n}
	}
	p := s.before(t)
	return Conversion{1 - p.S, p.SE, 1 - p.High, 1 - p.Low}
}

// Quantile returns the smallest time by which at least the share p did it; NaN
// if so many never did while they were watched.
func (s Survival) Quantile(p float64) float64 {
	for _, point := range s.Points {
		if 1-point.S >= p-1e-12 { // shares are products of fractions
			return point.T
		}
	}
	return math.NaN()
}

// MedianWithin returns the median time of those who do it within a horizon: the
// smallest t with F(t) ≥ ½·F(horizon), which exists even where most never come
// back. A follow-up shorter than the horizon is read at its end. Without any
// event up to the horizon it is NaN.
//
// Source: methods 2.4, a proposal.
func (s Survival) MedianWithin(horizon float64) float64 {
	share := 1 - s.before(horizon).S
	if share == 0 {
		return math.NaN()
	}
	return s.Quantile(share / 2)
}

// Quantile returns the type-7 quantile at p, 0 ≤ p ≤ 1, of values in any order:
// R's default and percentile_cont in SQL. No values give NaN.
//
// Source: Hyndman & Fan 1996.
func Quantile(values []float64, p float64) float64 {
	if len(values) == 0 {
		return math.NaN()
	}
	sorted := slices.Sorted(slices.Values(values))
	position := p * float64(len(sorted)-1)
	i := min(int(position), len(sorted)-1)
	rest := position - float64(i)
	if rest == 0 {
		return sorted[i]
	}
	return sorted[i] + rest*(sorted[i+1]-sorted[i])
}
