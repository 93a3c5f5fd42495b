package stat

// DayClock places a customer on the life-cycle clock by days since the last
// purchase. Bounds are ascending and closed above: stage k holds the days in
// (Bounds[k-1], Bounds[k]].
type DayClock struct {
	Bounds [5]float64
}

// DefaultDayClock returns the clock 7/45/90/140/365 (capability S0-10).
func DefaultDayClock() DayClock {
	return DayClock{[5]float64{7, 45, 90, 140, 365}}
}

// Stage returns the number of the stage, 0 (after sale) to 5 (dead), of a
// customer who bought so many days ago.
func (c DayClock) Stage(days float64) int {
	for k, bound := range c.Bounds {
		if days <= bound {
			return k
		}
	}
	return len(c.Bounds)
}

// Scaled returns the clock of a customer whose own purchase cycle is m days in a
// shop whose cycle is shop days: every bound times m/shop, held between a third
// and three. The first bound is logistics and stays; no bound falls below the
// one before it.
//
// Source: methods 1.4, a proposal.
func (c DayClock) Scaled(m, shop float64) DayClock {
	factor := min(max(m/shop, 1.0/3), 3)
	for k := 1; k < len(c.Bounds); k++ {
		c.Bounds[k] = max(c.Bounds[k]*factor, c.Bounds[k-1])
	}
	return c
}

// IndividualCycle returns a customer's own purchase cycle in days: the mean of n
// gaps that sum to sum, drawn towards the prior cycle as if k gaps of that
// length had been seen too. With n = 0 it is the prior. k is above 0; the
// default is 2.
//
// Source: methods 1.4, a proposal.
func IndividualCycle(prior, k float64, n int, sum float64) float64 {
	return (k*prior + sum) / (k + float64(n))
}
