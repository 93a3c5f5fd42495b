package stat

// Stationary returns the shares of the states in the long run. It is refused for
// a chain with an absorbing state (see [Chain.Absorb]) and for one that falls
// apart into parts that never meet.
// Errors: [CodeUnknownRow], [CodeNoSteadyState].
//
// Source: Grassmann, Taksar & Heyman 1985.
func (c Chain) Stationary() ([]float64, error) {
	if err := c.complete(); err != nil {
		return nil, err
	}
	closed := c.closedClass()
	if len(closed) < 2 {
		return nil, refuse(CodeNoSteadyState, "The chain has no steady state of its own: it ends in one state, or in parts that never meet.")
	}
	weights := grassmann(c.within(closed))
	out, total := make([]float64, len(c.P)), 0.0
	for _, w := range weights {
		total += w
	}
	for k, i := range closed {
		out[i] = weights[k] / total
	}
	if !usable(out...) {
		return nil, refuse(CodeNoSteadyState, "Some moves of the chain are too rare to say where it settles.")
	}
	return out, nil
}

// closedClass returns the states of the only part that is never left; nil if
// there are several.
func (c Chain) closedClass() []int {
	reach := c.reach()
	var class []int
	for i := range c.P {
		if !closedUnder(reach, i) {
			continue
		}
		if class != nil && !reach[class[0]][i] {
			return nil
		}
		class = append(class, i)
	}
	return class
}

// closedUnder reports whether every state reached from i leads back to i.
func closedUnder(reach [][]bool, i int) bool {
	for j, there := range reach[i] {
		if there && !reach[j][i] {
			return false
		}
	}
	return true
}

// reach says which states can come, sooner or later or at once, after which.
func (c Chain) reach() [][]bool {
	reach := make([][]bool, len(c.P))
	for i, row := range c.P {
		reach[i] = make([]bool, len(c.P))
		for j, p := range row {
			reach[i][j] = p > 0 || i == j
		}
	}
	for k := range reach {
		for i := range reach {
			if reach[i][k] {
				for j := range reach {
					reach[i][j] = reach[i][j] || reach[k][j]
				}
			}
		}
	}
	return reach
}

// within returns the moves among some states only.
func (c Chain) within(states []int) [][]float64 {
	m := zeroes(len(states))
	for a, i := range states {
		for b, j := range states {
			m[a][b] = c.P[i][j]
		}
	}
	return m
}

// grassmann eliminates state after state without a subtraction, and returns
// weights in proportion to the stationary shares.
func grassmann(p [][]float64) []float64 {
	for n := len(p) - 1; n > 0; n-- {
		leave := 0.0
		for _, v := range p[n][:n] {
			leave += v
		}
		for i := range n {
			p[i][n] /= leave
			for j := range n {
				p[i][j] += p[i][n] * p[n][j]
			}
		}
	}
	weights := make([]float64, len(p))
	weights[0] = 1
	for n := 1; n < len(p); n++ {
		for i := range n {
			weights[n] += weights[i] * p[i][n]
		}
	}
	return weights
}
