package stat

import "slices"

// Holm returns the p-values adjusted so that the chance of any false alarm among
// them stays below the level, in the order given. Use it over arms and windows.
//
// Source: Holm 1979; R, p.adjust.
func Holm(p []float64) []float64 {
	adjusted := make([]float64, len(p))
	worst := 0.0
	for rank, i := range ascending(p) {
		worst = max(worst, min(1, float64(len(p)-rank)*p[i]))
		adjusted[i] = worst
	}
	return adjusted
}

// Hochberg returns Hochberg's step-up version of [Holm], which needs tests that
// are not negatively related.
//
// Source: Hochberg 1988; R, p.adjust.
func Hochberg(p []float64) []float64 {
	return stepUp(p, func(rank int) float64 { return float64(len(p) - rank) })
}

// BenjaminiHochberg returns the p-values adjusted for the share of false alarms
// among the alarms, in the order given. Use it over exploratory segments.
//
// Source: Benjamini & Hochberg 1995; R, p.adjust.
func BenjaminiHochberg(p []float64) []float64 {
	return stepUp(p, func(rank int) float64 { return float64(len(p)) / float64(rank+1) })
}

// BenjaminiYekutieli is [BenjaminiHochberg] for tests related in any way.
//
// Source: Benjamini & Yekutieli 2001; R, p.adjust.
func BenjaminiYekutieli(p []float64) []float64 {
	harmonic := 0.0
	for k := range p {
		harmonic += 1 / float64(k+1)
	}
	return stepUp(p, func(rank int) float64 { return harmonic * float64(len(p)) / float64(rank+1) })
}

func stepUp(p []float64, factor func(rank int) float64) []float64 {
	adjusted := make([]float64, len(p))
	best := 1.0
	order := ascending(p)
	for rank := len(p) - 1; rank >= 0; rank-- {
		i := order[rank]
		best = min(best, factor(rank)*p[i])
		adjusted[i] = best
	}
	return adjusted
}

// ascending returns the positions of p from the smallest value up.
func ascending(p []float64) []int {
	order := make([]int, len(p))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		switch {
		case p[a] < p[b]:
			return -1
		case p[a] > p[b]:
			return 1
		}
		return 0
	})
	return order
}
