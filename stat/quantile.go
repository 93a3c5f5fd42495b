package stat

import "math"

// Quantile returns the number of purchases in the time ahead that the share p
// of customers with such a history does not exceed, 0 < p < 1: with .1 and .9
// four of five lie between. It counts those who have already left.
//
// Source: more than n purchases need more than n of her rate's Poisson process
// and no leaving at the first n; given that she is alive, rate and chance of
// leaving are independent, Gamma(R + x, Alpha + age) and Beta(A, B + x + 1).
func (m MBGNBD) Quantile(h History, ahead, p float64) int {
	const farthest = 100_000
	for n, more := range m.core().exceeding(h, ahead) {
		if 1-more >= p || n == farthest {
			return n
		}
	}
	return farthest
}

// exceeding gives, for n from 0 up, the chance of more than n purchases.
func (m betaGeometric) exceeding(h History, ahead float64) func(yield func(n int, more float64) bool) {
	shape, z := m.r+h.X, ahead/(m.alpha+h.T+ahead)
	stayed := m.b + h.X + m.late
	alive := m.alive(h.X, h.TX, h.T)
	return func(yield func(int, float64) bool) {
		count := math.Exp(shape * math.Log1p(-z)) // of no purchase
		tail, stay := 1-count, 1.0
		for n := 0; yield(n, alive*stay*max(tail, 0)); n++ {
			k := float64(n)
			count *= (shape + k) / (k + 1) * z
			tail -= count
			stay *= (stayed + k) / (m.a + stayed + k)
		}
	}
}
