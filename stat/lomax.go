package stat

import "math"

// Lomax is the time to the next purchase of a customer who is still one: the
// mix of exponential waits over what her rate may be. Both parameters are above
// 0; Scale has the unit of time.
type Lomax struct {
	Shape, Scale float64
}

// NextPurchase returns the wait of a customer with x repeat purchases at an age,
// given that she is alive, under a gamma-distributed purchase rate of shape r
// and rate alpha: that of [BGNBD], [MBGNBD] and [ParetoNBD].
//
// Source: gamma–Poisson conjugacy; methods 2.5.
func NextPurchase(r, alpha, x, age float64) Lomax {
	return Lomax{r + x, alpha + age}
}

// Quantile returns the time by which the share p of such customers has bought,
// 0 ≤ p < 1; p = ½ is the median.
func (l Lomax) Quantile(p float64) float64 {
	return l.Scale * math.Expm1(-math.Log1p(-p)/l.Shape)
}

// Mean returns the mean wait; +Inf at a shape of 1 or less, as for one-time
// buyers of nearly every shop. Show the median.
func (l Lomax) Mean() float64 {
	if l.Shape <= 1 {
		return math.Inf(1)
	}
	return l.Scale / (l.Shape - 1)
}
