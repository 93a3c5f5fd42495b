package stat

import "math"

// Dormancy is how far past the use of what she bought a customer is.
type Dormancy string

// The states of dormancy, from the latest purchase on.
const (
	InUse      Dormancy = "in_use"
	Due        Dormancy = "due"
	PreDormant Dormancy = "pre_dormant"
	Dormant1   Dormancy = "dormant_1"
	Dormant2   Dormancy = "dormant_2"
)

// DormancyClock places a customer by ρ, the days since the purchase arrived in
// units of the days that it lasts. Bounds are closed above: in use up to
// Bounds[0], due up to Bounds[1], pre-dormant up to Bounds[2]. From Second days
// since the purchase on the second dormancy holds whatever ρ says.
type DormancyClock struct {
	Bounds [3]float64
	Second float64
}

// DefaultDormancyClock returns the bounds 1, 1.5 and 2 and the second point at
// 365 days (capabilities S3-02, S3-04, S3-05; the 2 is a proposal).
func DefaultDormancyClock() DormancyClock {
	return DormancyClock{[3]float64{1, 1.5, 2}, 365}
}

// Stock is what a customer holds of one product: days since she bought it, the
// pieces, the days one piece lasts, and the days that the delivery took.
type Stock struct {
	Days, Quantity, Period, Delivery float64
}

// Rho returns (days − delivery) ÷ (quantity·period); NaN where no use is known.
func (s Stock) Rho() float64 {
	lasts := s.Quantity * s.Period
	if !(lasts > 0) {
		return math.NaN()
	}
	return (s.Days - s.Delivery) / lasts
}

// State returns the state of a customer who bought these products in one order:
// that of the product with the smallest ρ. Without any known ρ there is no
// state before the second point, and it is "".
//
// Source: methods 2.6.
func (c DormancyClock) State(stocks ...Stock) Dormancy {
	rho, days := math.Inf(1), math.Inf(1)
	for _, s := range stocks {
		days = min(days, s.Days)
		if r := s.Rho(); r < rho {
			rho = r
		}
	}
	switch {
	case len(stocks) == 0:
		return ""
	case days >= c.Second:
		return Dormant2
	case math.IsInf(rho, 1):
		return ""
	case rho <= c.Bounds[0]:
		return InUse
	case rho <= c.Bounds[1]:
		return Due
	case rho <= c.Bounds[2]:
		return PreDormant
	}
	return Dormant1
}
