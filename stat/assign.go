package stat

import (
	"crypto/sha256"
	"encoding/binary"
)

// Bucket returns a number in [0, 1) that is fixed by a salt and a customer and
// looks uniform over customers: the first 53 bits of SHA-256("salt:id"). Two
// salts give independent numbers. The salt is fixed before a list is drawn.
func Bucket(salt, id string) float64 {
	sum := sha256.Sum256([]byte(salt + ":" + id))
	return float64(binary.BigEndian.Uint64(sum[:8])>>11) / (1 << 53)
}

// Arm returns the arm that owns u in [0, 1): arm k owns a stretch as long as its
// share of the weights, in their order. Weights need not sum to 1 and an arm of
// weight 0 is never drawn. It returns −1 if no weight is above 0.
func Arm(u float64, weights []float64) int {
	total := 0.0
	for _, w := range weights {
		total += w
	}
	arm, cum := -1, 0.0
	for k, w := range weights {
		if w <= 0 {
			continue
		}
		arm, cum = k, cum+w
		if u*total < cum {
			break
		}
	}
	return arm
}

// Ranges returns the stretch [from, to) of each arm when only a share of the
// customers (coverage, 0 to 1) takes part: each arm keeps the start of its full
// stretch, so raising the coverage moves nobody to another arm. Weights sum
// to 1.
func Ranges(weights []float64, coverage float64) [][2]float64 {
	ranges := make([][2]float64, len(weights))
	cum := 0.0
	for k, w := range weights {
		ranges[k] = [2]float64{cum, cum + coverage*w}
		cum += w
	}
	return ranges
}
