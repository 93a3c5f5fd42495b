package stat

import "math"

// Moments is what is known of an amount over the customers of an arm, those
// with nothing included: how many, their mean, and the sum of squared distances
// from that mean. It is kept centred because the difference of two large sums
// loses the variance of amounts that vary little against their size.
type Moments struct {
	N             int64
	Mean, Squares float64
}

// rounding is how small a spread or a difference is, against the amounts
// themselves, that arithmetic alone leaves behind.
const rounding = 1e-14

// MomentsOf returns the moments of amounts in two passes, so that equal amounts
// have a spread of exactly 0.
//
// Source: Chan, Golub & LeVeque 1983, the corrected two-pass algorithm.
func MomentsOf(amounts []float64) Moments {
	if len(amounts) == 0 {
		return Moments{}
	}
	n, first := float64(len(amounts)), amounts[0]
	shift := 0.0
	for _, y := range amounts {
		shift += (y - first) / n
	}
	m := Moments{N: int64(len(amounts)), Mean: first + shift}
	off := 0.0
	for _, y := range amounts {
		d := y - m.Mean
		off, m.Squares = off+d, m.Squares+d*d
	}
	m.Mean += off / n
	m.Squares = max(0, m.Squares-off*off/n)
	return m
}

// MomentsOfSums returns the moments from a count, a sum and a sum of squares, as
// published results give them. Where the amounts vary by less than a hundred
// millionth of their size the sums no longer know by how much.
func MomentsOfSums(n int64, sum, squares float64) Moments {
	if n < 1 {
		return Moments{}
	}
	mean := sum / float64(n)
	return Moments{n, mean, max(0, squares-sum*mean)}
}

// Constant returns the moments of n customers with the same amount.
func Constant(n int64, amount float64) Moments {
	return Moments{N: n, Mean: amount}
}

// Sum returns the sum of the amounts.
func (m Moments) Sum() float64 { return float64(m.N) * m.Mean }

// Add counts one more customer.
//
// Source: Welford 1962.
func (m *Moments) Add(amount float64) {
	m.N++
	d := amount - m.Mean
	m.Mean += d / float64(m.N)
	m.Squares += d * (amount - m.Mean)
}

// Plus returns the moments of both groups together.
//
// Source: Chan, Golub & LeVeque 1983.
func (m Moments) Plus(o Moments) Moments {
	switch {
	case m.N == 0:
		return o
	case o.N == 0:
		return m
	}
	n, d := float64(m.N+o.N), o.Mean-m.Mean
	return Moments{m.N + o.N, m.Mean + d*float64(o.N)/n, m.Squares + o.Squares + d*d*float64(m.N)*float64(o.N)/n}
}

// Scaled returns the moments of a·y + b.
func (m Moments) Scaled(a, b float64) Moments {
	return Moments{m.N, a*m.Mean + b, a * a * m.Squares}
}

// Variance returns the sample variance (n − 1), 0 where the amounts are equal
// but for rounding; NaN for fewer than two.
func (m Moments) Variance() float64 {
	if m.N < 2 {
		return math.NaN()
	}
	v := m.Squares / float64(m.N-1)
	if math.Sqrt(v) <= rounding*math.Abs(m.Mean) {
		return 0
	}
	return v
}

// sample is a mean-like number of one arm, the variance of that number, and how
// many customers it rests on.
type sample struct {
	value, variance float64
	n               int64
}

func (m Moments) sample() sample {
	if m.N == 0 {
		return sample{math.NaN(), math.NaN(), 0}
	}
	return sample{m.Mean, m.Variance() / float64(m.N), m.N}
}
