package stat

// Recency is the customer of a mailing house, in the states "bought 1, 2, … n
// periods ago" and lost: contacted in every state up to Until, she buys with
// the chance of her state and is back in the first, or else slips one on.
type Recency struct {
	Buy          []float64 // the chance to buy, by state
	Contribution float64   // what a purchase leaves, before the contact
	Cost         float64   // of one contact
	Until        int       // the last state that is contacted, counted from 1
}

// Chain returns the moves between the n states and the lost one, which is last,
// and the reward of a period in each.
// Errors: [CodeTooFew] without states, [CodeOutOfRange] for a chance outside 0
// to 1.
//
// Source: Pfeifer & Carraway 2000.
func (r Recency) Chain() (c Chain, reward []float64, err error) {
	n := len(r.Buy)
	if n == 0 {
		return Chain{}, nil, refuse(CodeTooFew, "It takes the chance to buy of at least one state.")
	}
	if !usable(r.Contribution, r.Cost) {
		return Chain{}, nil, refuse(CodeNotFinite, "The contribution of a purchase or the cost of a contact is missing.")
	}
	c = Chain{zeroes(n + 1), make([]float64, n+1)}
	reward = make([]float64, n+1)
	reward[0] = r.Contribution
	for i, p := range r.Buy {
		if !(p >= 0 && p <= 1) {
			return Chain{}, nil, refuse(CodeOutOfRange, "The chance to buy in state %d is not between 0 and 1.", i+1)
		}
		c.P[i][0], c.P[i][i+1] = p, 1-p
		if i < r.Until {
			reward[i] -= r.Cost
		}
	}
	c.P[n][n] = 1
	return c, reward, nil
}
