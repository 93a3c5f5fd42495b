package stat

import (
	"slices"
	"sort"
)

// RankMin scores every value from 1 (worst) to n (best) by
// 1 + floor(n·worse/N), where worse counts the strictly worse values. Equal
// values get equal scores, the lowest of their group; if all are equal everyone
// scores 1. For recency in days higherIsBetter is false. Customers without a
// value get no score: leave them out. n is at least 1.
//
// Source: methods 1.2, after the quintiles of Hughes 1994.
func RankMin(values []float64, n int, higherIsBetter bool) []int {
	sorted := slices.Sorted(slices.Values(values))
	scores := make([]int, len(values))
	for i, v := range values {
		worse := sort.SearchFloat64s(sorted, v)
		if !higherIsBetter {
			worse = len(sorted) - sort.Search(len(sorted), func(j int) bool { return sorted[j] > v })
		}
		scores[i] = 1 + n*worse/len(values)
	}
	return scores
}

// BinScore scores a value by fixed business thresholds: ascending cuts make
// half-open bins [c(k-1), c(k)), numbered from 1. With higherIsBetter false the
// first bin scores highest, as for recency in days.
func BinScore(value float64, cuts []float64, higherIsBetter bool) int {
	below := sort.Search(len(cuts), func(k int) bool { return cuts[k] > value })
	if higherIsBetter {
		return 1 + below
	}
	return 1 + len(cuts) - below
}

// PackageCuts returns the n-1 cut points of the R package rfm: the type-7
// quantiles at k/n, plus 1. The "plus 1" only suits whole numbers; use the rule
// for comparison with that package and [RankMin] otherwise. Empty input gives
// no cuts. Score with [BinScore].
//
// Source: rsquaredacademy/rfm, R/utils.R, bins().
func PackageCuts(values []float64, n int) []float64 {
	if len(values) == 0 {
		return nil
	}
	sorted := slices.Sorted(slices.Values(values))
	cuts := make([]float64, n-1)
	for k := range cuts {
		cuts[k] = quantile7(sorted, k+1, n) + 1
	}
	return cuts
}

// quantile7 is R's default quantile at k/n of sorted values. The position is
// kept in integers, so that a quantile that falls on a value is that value.
func quantile7(sorted []float64, k, n int) float64 {
	position := (len(sorted) - 1) * k
	i, rest := position/n, position%n
	if rest == 0 {
		return sorted[i]
	}
	return sorted[i] + (sorted[i+1]-sorted[i])*float64(rest)/float64(n)
}
