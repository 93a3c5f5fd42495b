package stat

import "math"

// Hypergeometric returns Gauss's ₂F₁(a, b; c; z) for 0 ≤ z < 1 by its series. c
// is neither 0 nor a negative whole number.
func Hypergeometric(a, b, c, z float64) float64 {
	return hypergeometric{a, b, c, z}.times(0, allTerms)
}

type hypergeometric struct{ a, b, c, z float64 }

// allTerms is more terms than any shop needs.
const allTerms = 10_000_000

// times returns e^factor·F from so many terms at most. The sum is kept in range
// on its way, so that a huge F with a tiny factor neither overflows nor loses
// digits.
func (h hypergeometric) times(factor, terms float64) float64 {
	const huge = 1e200
	sum, term := 1.0, 1.0
	for k := 0.0; k < terms; k++ {
		ratio := (h.a + k) / (h.c + k) * (h.b + k) / (k + 1) * h.z
		term *= ratio
		sum += term
		if math.Abs(ratio) < 1 && math.Abs(term)*h.z <= 1e-17*math.Abs(sum)*(1-h.z) {
			break
		}
		if math.Abs(sum) > huge {
			sum, term, factor = sum/huge, term/huge, factor+math.Log(huge)
		}
	}
	return math.Copysign(math.Exp(factor+math.Log(math.Abs(sum))), sum)
}

// logHypergeometric1 returns ln ₂F₁(1, b; c; z) for 0 < b < c and 0 ≤ z < 1 by
// Gauss's continued fraction, which needs few terms even near z = 1. It keeps 12
// digits up to z = 1 − 1e−4 and fewer beyond.
//
// Source: Abramowitz & Stegun 15.2; evaluation after Lentz 1976.
func logHypergeometric1(b, c, z float64) float64 {
	const tiny, most = 1e-300, 1500
	f, up, down := 1.0, 1.0, 0.0
	for k := 1; k < most; k++ {
		d := gaussCoefficient(b, c, k) * z
		down = 1 / orTiny(1+d*down, tiny)
		up = orTiny(1+d/up, tiny)
		f *= up * down
		if math.Abs(up*down-1) < 1e-15 {
			break
		}
	}
	return -math.Log(f)
}

// gaussCoefficient is the k-th partial numerator, without z, of 1/F.
func gaussCoefficient(b, c float64, k int) float64 {
	if k == 1 {
		return -b / c
	}
	j := float64(k / 2)
	if k%2 == 1 {
		return -(c + j - 1) * (b + j) / ((c + 2*j - 1) * (c + 2*j))
	}
	return (b - c - j + 1) * j / ((c + 2*j - 2) * (c + 2*j - 1))
}

func orTiny(v, tiny float64) float64 {
	if v == 0 {
		return tiny
	}
	return v
}
