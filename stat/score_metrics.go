package stat

import (
	"math"
	"slices"
)

// Predictions is what a model said of each customer, and what came true.
type Predictions struct {
	Label []bool
	Score []float64 // any number that ranks; a chance, 0 to 1, where a metric says so
}

// valid reports whether labels and finite scores belong together.
func (s Predictions) valid() bool {
	return len(s.Label) > 0 && len(s.Label) == len(s.Score) && usable(s.Score...)
}

// chances reports whether all scores are from 0 to 1.
func (s Predictions) chances() bool {
	return s.valid() && slices.Min(s.Score) >= 0 && slices.Max(s.Score) <= 1
}

// AUC returns the chance that somebody with the label scores above somebody
// without, equal scores counting half. It is undefined unless there are both.
//
// Source: Mann & Whitney 1947; Hanley & McNeil 1982.
func (s Predictions) AUC() (auc float64, ok bool) {
	if !s.valid() {
		return 0, false
	}
	return s.rank().auc(nil)
}

// ranking is a set of scores in ascending order.
type ranking struct {
	Predictions
	order []int32
}

func (s Predictions) rank() ranking {
	m := Matrix{1, s.Score}
	return ranking{s, m.orderOf(0)}
}

// auc counts every row as often as weight says; nil counts each once.
func (r ranking) auc(weight []int32) (float64, bool) {
	var below, beaten, pos, neg float64
	for i := 0; i < len(r.order); {
		score, tiedPos, tiedNeg := r.Score[r.order[i]], 0.0, 0.0
		for ; i < len(r.order) && r.Score[r.order[i]] == score; i++ {
			w := 1.0
			if weight != nil {
				w = float64(weight[r.order[i]])
			}
			if r.Label[r.order[i]] {
				tiedPos += w
			} else {
				tiedNeg += w
			}
		}
		beaten += tiedPos * (below + tiedNeg/2)
		below += tiedNeg
		pos, neg = pos+tiedPos, neg+tiedNeg
	}
	if pos == 0 || neg == 0 {
		return 0, false
	}
	return beaten / (pos * neg), true
}

// Brier returns the mean squared distance of the chance from what came true. It
// is undefined for scores outside 0 to 1.
//
// Source: Brier 1950.
func (s Predictions) Brier() (brier float64, ok bool) {
	if !s.chances() {
		return 0, false
	}
	return s.meanOf(s.squaredError), true
}

func (s Predictions) squaredError(i int) float64 {
	d := s.Score[i]
	if s.Label[i] {
		d = 1 - d
	}
	return d * d
}

// surest is the nearest to 0 or 1 that a chance counts for in the log loss.
const surest = 1e-15

// LogLoss returns the mean of −ln(chance of what came true); a chance of 0 counts
// as 10⁻¹⁵. It is undefined for scores outside 0 to 1.
func (s Predictions) LogLoss() (loss float64, ok bool) {
	if !s.chances() {
		return 0, false
	}
	return s.meanOf(func(i int) float64 {
		p := s.Score[i]
		if !s.Label[i] {
			p = 1 - p
		}
		return -math.Log(max(p, surest))
	}), true
}

func (s Predictions) meanOf(loss func(i int) float64) float64 {
	return sumBlocks(len(s.Label), 1, func(sums []float64, from, to int) {
		for i := from; i < to; i++ {
			sums[0] += loss(i)
		}
	})[0] / float64(len(s.Label))
}

// LiftAt returns the rate of the label among the highest scores, a share of
// everybody (0 to 1], over the rate of all. A group of equal scores that the
// cut divides counts in proportion. It is undefined if nobody has the label.
func (s Predictions) LiftAt(top float64) (lift float64, ok bool) {
	all := positives(s.Label)
	if !s.valid() || all == 0 || !(top > 0 && top <= 1) {
		return 0, false
	}
	cut := top * float64(len(s.Label))
	order := s.rank().order
	found, left := 0.0, cut
	for i := len(order) - 1; i >= 0 && left > 0; {
		score, tied, hits := s.Score[order[i]], 0.0, 0.0
		for ; i >= 0 && s.Score[order[i]] == score; i-- {
			tied++
			if s.Label[order[i]] {
				hits++
			}
		}
		found += hits * min(1, left/tied)
		left -= tied
	}
	return found / cut / (float64(all) / float64(len(s.Label))), true
}

// CalibrationGroup is a tenth of the customers by score: what was predicted of
// them and what came true, with its Wilson interval at 95 %.
type CalibrationGroup struct {
	Rows                int
	Lowest, Highest     float64 // score
	Predicted, Observed float64 // mean chance; share with the label
	Low, High           float64 // of the observed share
}

// Deciles cuts the customers into ten groups by ascending score, as equal as can
// be with equal scores kept together; groups that this leaves empty are not
// there. It is undefined for scores outside 0 to 1.
func (s Predictions) Deciles() (groups []CalibrationGroup, ok bool) {
	if !s.chances() {
		return nil, false
	}
	order := s.rank().order
	n := len(order)
	for k, from := 1, 0; k <= 10 && from < n; k++ {
		to := max(from, n*k/10)
		for to > from && to < n && s.Score[order[to]] == s.Score[order[to-1]] {
			to++
		}
		if to > from {
			groups = append(groups, s.group(order[from:to]))
		}
		from = to
	}
	return groups, true
}

func (s Predictions) group(rows []int32) CalibrationGroup {
	g := CalibrationGroup{Rows: len(rows), Lowest: s.Score[rows[0]], Highest: s.Score[rows[len(rows)-1]]}
	var hits int64
	for _, r := range rows {
		g.Predicted += s.Score[r] / float64(len(rows))
		if s.Label[r] {
			hits++
		}
	}
	p := Proportion{hits, int64(len(rows))}
	g.Observed = p.Rate()
	g.Low, g.High = Wilson(p, 0.95)
	return g
}
