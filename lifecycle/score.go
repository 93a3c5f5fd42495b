package lifecycle

import (
	"math"

	"huike"
	"huike/stat"
)

// The words of a rule file.
const (
	aboveMean = "above_mean"
	byRank    = "rank-min"
	byPackage = "r-package"
)

// buyer is what one customer bought within the window of a rule.
type buyer struct {
	days, occasions, orders int
	grossMinor, netMinor    int64
}

// apply scores the buyers, whose money is in minor units of a currency, and
// counts them into the segments.
func (r Rule) apply(buyers []buyer, currency string) []Segment {
	unit := math.Pow10(huike.Exponent(currency))
	var scores [3][]int
	var flags [3][]bool
	for k, m := range [3]Measure{r.R, r.F, r.M} {
		values := make([]float64, len(buyers))
		for i, b := range buyers {
			values[i] = r.value(m.Value, b, unit)
		}
		scores[k] = m.scores(values, k != 0)
		flags[k] = above(scores[k])
	}
	t := newTally(r.Segments)
	for i, b := range buyers {
		s := scored{scores[0][i], scores[1][i], scores[2][i], 1, int64(b.orders), b.netMinor}
		t.add(s, [3]bool{flags[0][i], flags[1][i], flags[2][i]})
	}
	return t.segments()
}

// value is a measure of a buyer in days, times or major units, each of which is
// so many minor ones.
func (r Rule) value(name string, b buyer, unit float64) float64 {
	switch name {
	case "days":
		return float64(b.days)
	case "days_between":
		return float64(max(b.days-1, 0))
	case "occasions":
		return float64(b.occasions)
	case "orders":
		return float64(b.orders)
	case "net":
		return float64(b.netMinor) / unit
	case "gross":
		return float64(b.grossMinor) / unit
	case "m_per_f":
		return float64(b.netMinor) / unit / r.value(r.F.Value, b, unit)
	}
	panic("BUG: an RFM rule with the value " + name)
}

// scores turns values into scores from 1 (worst).
func (m Measure) scores(values []float64, higherIsBetter bool) []int {
	if m.Bins > 0 && m.Method != byPackage {
		return stat.RankMin(values, m.Bins, higherIsBetter)
	}
	cuts := m.Cuts
	if m.Bins > 0 {
		cuts = stat.PackageCuts(values, m.Bins)
	}
	scores := make([]int, len(values))
	for i, v := range values {
		if m.Cap > 0 {
			scores[i] = min(int(v), m.Cap)
		} else {
			scores[i] = stat.BinScore(v, cuts, higherIsBetter)
		}
	}
	return scores
}

// above flags the scores that exceed their mean, in whole numbers.
func above(scores []int) []bool {
	sum := 0
	for _, s := range scores {
		sum += s
	}
	flags := make([]bool, len(scores))
	for i, s := range scores {
		flags[i] = s*len(scores) > sum
	}
	return flags
}
