package stat

import "gonum.org/v1/gonum/mat"

// Absorption is the way of customers to states that they never leave.
type Absorption struct {
	States      []int       // the states that are left, in their order; the rows and columns below
	Fundamental [][]float64 // expected stays in each state, by starting state, (I − Q)⁻¹
	Steps       []float64   // expected steps until absorbed
}

// Absorb follows a chain whose absorbing states ("dead") are those with P_ii = 1.
// Errors: [CodeUnknownRow], [CodeNeverAbsorbed] if some state never ends there.
//
// Source: Kemeny & Snell 1960; methods 10.
func (c Chain) Absorb() (Absorption, error) {
	if err := c.complete(); err != nil {
		return Absorption{}, err
	}
	a, err := c.transient()
	if err != nil {
		return Absorption{}, err
	}
	a.Fundamental, err = inverseOfRest(c.within(a.States), 1)
	if err != nil {
		return Absorption{}, err
	}
	a.Steps = make([]float64, len(a.States))
	for i, row := range a.Fundamental {
		for _, v := range row {
			a.Steps[i] += v
		}
	}
	return a, nil
}

// transient lists the states that are not absorbing and checks that each ends.
func (c Chain) transient() (Absorption, error) {
	var a Absorption
	reach := c.reach()
	for i := range c.P {
		if c.absorbing(i) {
			continue
		}
		ends := false
		for j, there := range reach[i] {
			ends = ends || there && c.absorbing(j)
		}
		if !ends {
			return Absorption{}, refuse(CodeNeverAbsorbed, "Customers in state %d never reach a last state.", i+1)
		}
		a.States = append(a.States, i)
	}
	if len(a.States) == 0 {
		return Absorption{}, refuse(CodeTooFew, "The chain has no state that is ever left.")
	}
	return a, nil
}

// absorbing reports whether state i goes nowhere else.
func (c Chain) absorbing(i int) bool {
	for j, p := range c.P[i] {
		if j != i && p > 0 {
			return false
		}
	}
	return true
}

// Value returns the expected sum of rewards from each state on, one reward per
// step in a state, discounted by 1/(1+discount) a step: (I − P/(1+d))⁻¹R. With
// discount 0 absorbing states must carry no reward, and each must be reached.
// Errors: [CodeShape], [CodeNotFinite], [CodeOutOfRange] for a negative
// discount, [CodeUnknownRow], [CodeNeverAbsorbed].
//
// Source: Pfeifer & Carraway 2000.
func (c Chain) Value(reward []float64, discount float64) ([]float64, error) {
	if err := c.complete(); err != nil {
		return nil, err
	}
	if len(reward) != len(c.P) {
		return nil, refuse(CodeShape, "The chain has %d states, there are rewards for %d.", len(c.P), len(reward))
	}
	if !usable(reward...) || !usable(discount) {
		return nil, refuse(CodeNotFinite, "A reward or the discount is missing.")
	}
	if discount < 0 {
		return nil, refuse(CodeOutOfRange, "The discount is below 0.")
	}
	states := allStates(len(c.P))
	if discount == 0 {
		a, err := c.transient()
		if err != nil {
			return nil, err
		}
		for i, r := range reward {
			if r != 0 && c.absorbing(i) {
				return nil, refuse(CodeNeverAbsorbed, "State %d is never left and would earn for ever: give a discount.", i+1)
			}
		}
		states = a.States
	}
	return c.valueOf(states, reward, 1/(1+discount))
}

func (c Chain) valueOf(states []int, reward []float64, factor float64) ([]float64, error) {
	inverse, err := inverseOfRest(c.within(states), factor)
	if err != nil {
		return nil, err
	}
	out := make([]float64, len(c.P))
	for a, i := range states {
		for b, j := range states {
			out[i] += inverse[a][b] * reward[j]
		}
	}
	if !usable(out...) {
		return nil, refuse(CodeNotFinite, "The value of a state is too large a number.")
	}
	return out, nil
}

func allStates(n int) []int {
	states := make([]int, n)
	for i := range states {
		states[i] = i
	}
	return states
}

// inverseOfRest returns (I − factor·Q)⁻¹.
func inverseOfRest(q [][]float64, factor float64) ([][]float64, error) {
	n := len(q)
	rest, inverse := mat.NewDense(n, n, nil), mat.NewDense(n, n, nil)
	for i, row := range q {
		for j, v := range row {
			rest.Set(i, j, -factor*v)
		}
		rest.Set(i, i, 1-factor*row[i])
	}
	if err := inverse.Inverse(rest); err != nil {
		return nil, refuse(CodeNeverAbsorbed, "Customers leave the chain too rarely to say when.")
	}
	out := make([][]float64, n)
	for i := range out {
		out[i] = append([]float64(nil), inverse.RawRowView(i)...)
		if !usable(out[i]...) {
			return nil, refuse(CodeNeverAbsorbed, "Customers leave the chain too rarely to say when.")
		}
	}
	return out, nil
}
