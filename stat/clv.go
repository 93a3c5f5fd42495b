package stat

import (
	"cmp"
	"math"
	"slices"
)

// RepeatModel foretells purchases: [BGNBD], [MBGNBD] and [ParetoNBD] do.
type RepeatModel interface {
	Alive(x, last, age float64) float64
	Expect(x, last, age, ahead float64) float64
}

// CLV is the value that a customer will still bring: expected purchases of each
// of so many months ahead, times the expected amount of one, discounted by
// month. Give amounts as margin where cost is known. Times are in weeks; a month
// is 30 days.
type CLV struct {
	Buying   RepeatModel
	Spending GammaGamma
	Months   int     // usually 12
	Discount float64 // a month; usually .01
}

// Of returns the value of a customer with a history and the mean amount of her
// repeat occasions, in the unit of that amount.
//
// Source: methods 3.6; the discounting is that of the Python package lifetimes.
func (v CLV) Of(h History, mean float64) float64 {
	return v.Spending.Mean(h.X, mean) * v.Purchases(h)
}

// Purchases returns the expected purchases of all months, discounted.
func (v CLV) Purchases(h History) float64 {
	const month = 30.0 / 7
	sum, before := 0.0, 0.0
	for i := 1; i <= v.Months; i++ {
		now := v.Buying.Expect(h.X, h.TX, h.T, float64(i)*month)
		sum += (now - before) / math.Pow(1+v.Discount, float64(i))
		before = now
	}
	return sum
}

// PlainValue is the value to show where no model holds: what a customer brought
// in per week of her tenure, orders·mean ÷ weeks, carried on for the weeks
// ahead. A tenure of less than a week counts as one.
func PlainValue(orders, mean, tenure, ahead float64) float64 {
	return orders * mean / max(tenure, 1) * ahead
}

// Foretold is one customer of a test of a model on time that it has not seen:
// purchases before that time, purchases foretold in it, and purchases made.
type Foretold struct {
	Before, Forecast, Actual float64
}

// Validation says whether a model may be shown.
type Validation struct {
	Passed           bool
	Error            float64 // of the total, relative to the actual total; NaN if nobody bought
	Capture          float64 // share of the purchases made by the tenth of customers foretold the most
	CaptureByHistory float64 // the same by the tenth with the most purchases before
}

// Validate compares a model's forecasts with what came: it passes if the total
// is less than 10 % off and the tenth of customers that it puts first bought
// more than the tenth that had bought the most. Calibrate on the first two
// thirds of the time. Where nobody bought, nothing can be shown and it fails.
//
// Source: methods 3.3, a proposal.
func Validate(customers []Foretold) Validation {
	forecast, actual := 0.0, 0.0
	for _, c := range customers {
		forecast, actual = forecast+c.Forecast, actual+c.Actual
	}
	v := Validation{
		Error:            (forecast - actual) / actual,
		Capture:          topTenth(customers, func(c Foretold) float64 { return c.Forecast }) / actual,
		CaptureByHistory: topTenth(customers, func(c Foretold) float64 { return c.Before }) / actual,
	}
	if actual == 0 {
		v.Error = math.NaN()
	}
	v.Passed = math.Abs(v.Error) < 0.1 && v.Capture > v.CaptureByHistory
	return v
}

// topTenth sums what the tenth of customers with the highest rank bought. Those
// who tie at its border count in part, as they would on average in any order.
func topTenth(customers []Foretold, rank func(Foretold) float64) float64 {
	sorted := slices.SortedFunc(slices.Values(customers), func(a, b Foretold) int {
		return cmp.Or(cmp.Compare(rank(b), rank(a)), cmp.Compare(b.Actual, a.Actual))
	})
	left, sum := float64(len(sorted))/10, 0.0
	for i := 0; i < len(sorted) && left > 0; {
		tied, bought := 0.0, 0.0
		for r := rank(sorted[i]); i < len(sorted) && cmp.Compare(rank(sorted[i]), r) == 0; i++ {
			tied, bought = tied+1, bought+sorted[i].Actual
		}
		taken := min(1, left/tied)
		sum, left = sum+taken*bought, left-tied
	}
	return sum
}
