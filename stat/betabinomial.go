package stat

import (
	"math"

	"gonum.org/v1/gonum/mathext"
)

// DefaultStrength is how many purchases the shop's mean counts for where the
// data do not say; a score rests on enough from MinPurchases on.
const (
	DefaultStrength = 5
	MinPurchases    = 3
)

// BetaBinomial says how a rate differs between customers: the shop's mean, and
// how many purchases of a customer's own it takes to outweigh it.
type BetaBinomial struct {
	Mean, Strength float64
}

// BetaBinomialFit is a prior learned from all customers. ByMoments is false if
// the customers differ no more than chance does, or nothing can be said; the
// strength is then [DefaultStrength].
type BetaBinomialFit struct {
	BetaBinomial
	ByMoments   bool
	Correlation float64 // intra-class, 1/(1+Strength); 0 if it is not defined
	Squares     float64 // Σn(p − mean)²
	Effective   float64 // N − Σn²/N
}

// FitBetaBinomial learns the prior from each customer's share: X discounted of N
// purchases, say. Customers with N = 0 do not count.
// Errors: [CodeTooFew] without purchases, [CodeOutOfRange] for a count that
// cannot be.
//
// Source: Kleinman 1973; Fleiss, one-way estimator.
func FitBetaBinomial(customers []Proportion) (BetaBinomialFit, error) {
	var s ShareSums
	for i, c := range customers {
		if c.X < 0 || c.N < c.X {
			return BetaBinomialFit{}, refuse(CodeOutOfRange, "Customer %d has %d of %d purchases.", i+1, c.X, c.N)
		}
		if c.N > 0 {
			x, n := float64(c.X), float64(c.N)
			s.Customers, s.X, s.N = s.Customers+1, s.X+c.X, s.N+c.N
			s.NSquared, s.XPerN = s.NSquared+n*n, s.XPerN+x*x/n
		}
	}
	f, ok := s.Fit()
	if !ok {
		return BetaBinomialFit{}, refuse(CodeTooFew, "Nobody has a purchase.")
	}
	return f, nil
}

// valid reports whether the prior is a beta distribution.
func (b BetaBinomial) valid(c Proportion) bool {
	return b.Mean >= 0 && b.Mean <= 1 && b.Strength > 0 && usable(b.Strength) && c.X >= 0 && c.N >= c.X
}

// Posterior returns a customer's rate, (X + mean·strength)/(N + strength): the
// shop's mean without purchases, her own with many. It is undefined for a prior
// or a count that cannot be. Show it from [MinPurchases] purchases on.
func (b BetaBinomial) Posterior(c Proportion) (rate float64, ok bool) {
	if !b.valid(c) {
		return 0, false
	}
	return (float64(c.X) + b.Mean*b.Strength) / (float64(c.N) + b.Strength), true
}

// Credible returns the limits that hold the customer's rate with a probability,
// as much left out below as above. It is undefined where [BetaBinomial.Posterior]
// is.
func (b BetaBinomial) Credible(c Proportion, level float64) (low, high float64, ok bool) {
	if !b.valid(c) || !(level > 0 && level < 1) {
		return 0, 0, false
	}
	alpha := float64(c.X) + b.Mean*b.Strength
	beta := float64(c.N-c.X) + (1-b.Mean)*b.Strength
	if alpha == 0 || beta == 0 { // the prior leaves one answer only
		return b.Mean, b.Mean, true
	}
	low = mathext.InvRegIncBeta(alpha, beta, (1-level)/2)
	high = mathext.InvRegIncBeta(alpha, beta, (1+level)/2)
	if math.IsNaN(low) || math.IsNaN(high) {
		return 0, 0, false
	}
	return low, high, true
}
