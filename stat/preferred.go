package stat

import "math"

// ProfileStrength is how many events the shop's profile counts for in a
// customer's own.
const ProfileStrength = 10

// Preferred is when a customer is active: over the hours of the day, or the days
// of the week.
type Preferred struct {
	Shares []float64 // of each slot, adding up to 1
	Peak   int       // the slot with the largest share, the first among equals
	Best   int       // the middle of the best window
}

// PreferredSlots draws a customer's counts by slot towards the shop's profile,
// (n_h + κπ_h)/(n + κ), and finds the best window of so many slots round the
// clock: 3 of 24 hours, 1 of 7 week-days. The profile need not add up to 1; one
// without events counts as even. strength is κ.
// Errors: [CodeShape] for different numbers of slots, or a window that is even
// or longer than the clock, [CodeNotFinite], [CodeOutOfRange] for a negative
// count, profile or strength, or for no event under strength 0.
//
// Source: Dirichlet-multinomial posterior mean; methods 8.
func PreferredSlots(counts []int64, profile []float64, strength float64, window int) (Preferred, error) {
	if len(counts) == 0 || len(counts) != len(profile) {
		return Preferred{}, refuse(CodeShape, "There are counts for %d slots and a profile of %d.", len(counts), len(profile))
	}
	if window < 1 || window%2 == 0 || window > len(counts) {
		return Preferred{}, refuse(CodeShape, "A window of %d slots has no middle among %d.", window, len(counts))
	}
	even, err := normalisedProfile(profile)
	if err != nil {
		return Preferred{}, err
	}
	total := 0.0
	for k, n := range counts {
		if n < 0 {
			return Preferred{}, refuse(CodeOutOfRange, "Slot %d counts less than nothing.", k)
		}
		total += float64(n)
	}
	if !(strength >= 0) || math.IsInf(strength, 1) || total+strength == 0 {
		return Preferred{}, refuse(CodeOutOfRange, "A profile of strength %v cannot stand in for missing events.", strength)
	}
	p := Preferred{Shares: make([]float64, len(counts))}
	for k, n := range counts {
		p.Shares[k] = (float64(n) + strength*even[k]) / (total + strength)
	}
	p.Peak, p.Best = bestWindow(p.Shares, 1), bestWindow(p.Shares, window)
	return p, nil
}

func normalisedProfile(profile []float64) ([]float64, error) {
	total := 0.0
	for _, v := range profile {
		total += v
	}
	if !usable(profile...) || !usable(total) {
		return nil, refuse(CodeNotFinite, "A slot of the profile is missing or too large a number.")
	}
	if !nonNegative(profile) {
		return nil, refuse(CodeOutOfRange, "A slot of the profile is below 0.")
	}
	out := make([]float64, len(profile))
	for k, v := range profile {
		if out[k] = v / total; total == 0 {
			out[k] = 1 / float64(len(profile))
		}
	}
	return out, nil
}

// bestWindow returns the middle of the window with the largest sum.
func bestWindow(shares []float64, window int) int {
	best, most := 0, -1.0
	for k := range shares {
		sum := 0.0
		for d := -window / 2; d <= window/2; d++ {
			sum += shares[(k+d+len(shares))%len(shares)]
		}
		if sum > most {
			best, most = k, sum
		}
	}
	return best
}
