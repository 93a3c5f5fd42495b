package stat

import (
	"cmp"
	"math"
	"slices"
)

// Holm returns the p-values adjusted so that the chance of any false alarm among
// them stays below the level, in the order given. Use it over arms and windows.
// Here as in all adjustments NaN, of a test that could not be made, stays NaN and
// does not count among the tests.
//
// Source: Holm 1979; R, p.adjust.
func Holm(p []float64) []float64 {
	adjusted := missing(len(p))
	order := ascending(p)
	worst := 0.0
	for rank, i := range order {
		worst = max(worst, min(1, float64(len(order)-rank)*p[i]))
		adjusted[i] = worst
	}
	return adjusted
}

// HolmLevels returns, for each of several tests, the confidence level of the
// interval to show beside it, so that an interval leaves out "no effect" exactly
// if [Holm]'s p-value is below 1 − level; interval and p-value must be of the same
// statistic. It is Bonferroni's, 1 − (1−level)/m, with which all m intervals hold
// together at the level; only where Holm's procedure proves what Bonferroni's
// alone would not is it the level of Holm's step, 1 − (1−level)/(m−rank+1). Of one
// test it is the level itself, of a test that was not made too.
//
// Intervals that Holm narrows hold one by one, no longer all together: those that
// would are known to say of a proven effect little but its direction (Strassburger
// & Bretz 2008).
//
// Source: Dunn 1961; Holm 1979; Ludbrook 2000, Holm's intervals.
func HolmLevels(p []float64, level float64) []float64 {
	levels := make([]float64, len(p))
	order, adjusted := ascending(p), Holm(p)
	for i := range levels {
		levels[i] = 1 - (1-level)/float64(max(1, len(order)))
	}
	for rank, i := range order {
		bonferroni := float64(len(order)) * p[i]
		if adjusted[i] < 1-level && bonferroni >= 1-level {
			levels[i] = 1 - (1-level)/float64(len(order)-rank)
		}
	}
	return levels
}

// Hochberg returns Hochberg's step-up version of [Holm], which needs tests that
// are not negatively related.
//
// Source: Hochberg 1988; R, p.adjust.
func Hochberg(p []float64) []float64 {
	return stepUp(p, func(rank, tests int) float64 { return float64(tests - rank) })
}

// BenjaminiHochberg returns the p-values adjusted for the share of false alarms
// among the alarms, in the order given. Use it over exploratory segments.
//
// Source: Benjamini & Hochberg 1995; R, p.adjust.
func BenjaminiHochberg(p []float64) []float64 {
	return stepUp(p, func(rank, tests int) float64 { return float64(tests) / float64(rank+1) })
}

// BenjaminiYekutieli is [BenjaminiHochberg] for tests related in any way.
//
// Source: Benjamini & Yekutieli 2001; R, p.adjust.
func BenjaminiYekutieli(p []float64) []float64 {
	harmonic := 0.0
	for k := range ascending(p) {
		harmonic += 1 / float64(k+1)
	}
	return stepUp(p, func(rank, tests int) float64 { return harmonic * float64(tests) / float64(rank+1) })
}

func stepUp(p []float64, factor func(rank, tests int) float64) []float64 {
	adjusted := missing(len(p))
	best := 1.0
	order := ascending(p)
	for rank := len(order) - 1; rank >= 0; rank-- {
		i := order[rank]
		best = min(best, factor(rank, len(order))*p[i])
		adjusted[i] = best
	}
	return adjusted
}

// ascending returns the positions of the numbers in p from the smallest up.
func ascending(p []float64) []int {
	order := make([]int, 0, len(p))
	for i := range p {
		if !math.IsNaN(p[i]) {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(p[a], p[b]) })
	return order
}

func missing(n int) []float64 {
	all := make([]float64, n)
	for i := range all {
		all[i] = math.NaN()
	}
	return all
}
