package stat

import (
	"math"
	"slices"
)

// Use is one purchase of a product or of a group of products that stand in for
// each other: how many pieces were bought, and the days until the customer
// bought the group again or, if she has not, until the day of the count.
type Use struct {
	Days, Quantity float64
	Again          bool
}

// Period is how long one piece of a product lasts, in days, with what it was
// read from. Days is NaN where nobody came back.
type Period struct {
	Days      float64
	Share     float64 // who buy again within the horizon
	Events    int64   // repeat purchases that were seen
	Customers int64   // who made the purchases; the caller knows
	Curve     Survival
}

// ConsumptionPeriod returns the days that one piece lasts: the median of days ÷
// quantity among those who come back within the horizon, counting the gaps that
// are still open. Purchases of more pieces than 99 in 100 purchases hold are
// left out, as resellers'; so are those without pieces.
//
// Source: methods 2.4, a proposal.
func ConsumptionPeriod(uses []Use, horizon float64) Period {
	var rows []FollowUp
	var events int64
	most := bulk(uses)
	for _, u := range uses {
		if u.Quantity <= 0 || u.Quantity > most {
			continue
		}
		row := FollowUp{T: u.Days / u.Quantity, Censored: 1}
		if u.Again {
			row.Events, row.Censored = 1, 0
			events++
		}
		rows = append(rows, row)
	}
	curve := KaplanMeier(rows, 0.95)
	return Period{Days: curve.MedianWithin(horizon), Share: 1 - curve.before(horizon).S, Events: events, Curve: curve}
}

// bulk is the smallest quantity that 99 in 100 purchases do not exceed.
func bulk(uses []Use) float64 {
	quantities := make([]float64, len(uses))
	for i, u := range uses {
		quantities[i] = u.Quantity
	}
	slices.Sort(quantities)
	if len(quantities) == 0 {
		return 0
	}
	return quantities[(99*len(quantities)+99)/100-1]
}

// Toward returns the days per piece, drawn towards the days of a wider group
// (the category, then the shop) while they rest on fewer than 30 repeat
// purchases or 20 customers: on the logarithmic scale, as if 20 more repeats of
// the wider group's length had been seen. Where only one of the two is known,
// it is that one. A period typed in by the merchant goes before all of this.
//
// Source: methods 2.4, a proposal.
func (p Period) Toward(wider float64) float64 {
	switch {
	case math.IsNaN(p.Days) || p.Events == 0:
		return wider
	case math.IsNaN(wider) || (p.Events >= 30 && p.Customers >= 20):
		return p.Days
	}
	return ShrunkPeriod(p.Days, wider, float64(p.Events), 20)
}

// ShrunkPeriod is exp((n·ln own + k·ln wider)/(n+k)).
func ShrunkPeriod(own, wider, n, k float64) float64 {
	return math.Exp((n*math.Log(own) + k*math.Log(wider)) / (n + k))
}

// Supply is one purchase of a product: the day, the pieces and the days that
// one piece lasts.
type Supply struct {
	Day, Quantity, Period float64
}

// Depletions returns, for a customer's purchases of one product in order of
// day, the day on which her stock is used up after each: what is left is used
// first. delivery is the days until a parcel arrives.
//
// Source: methods 2.5, a proposal.
func Depletions(lines []Supply, delivery float64) []float64 {
	days := make([]float64, len(lines))
	empty := math.Inf(-1)
	for i, l := range lines {
		empty = max(l.Day+delivery, empty) + l.Quantity*l.Period
		days[i] = empty
	}
	return days
}
