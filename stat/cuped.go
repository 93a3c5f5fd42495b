package stat

// PairMoments is what one SQL pass knows of an outcome Y and the same customers'
// behaviour X before the assignment, in one arm.
type PairMoments struct {
	N                int64
	Y, YY, X, XX, XY float64 // ΣY, ΣY², ΣX, ΣX², ΣXY
}

func (p PairMoments) plus(o PairMoments) PairMoments {
	return PairMoments{p.N + o.N, p.Y + o.Y, p.YY + o.YY, p.X + o.X, p.XX + o.XX, p.XY + o.XY}
}

// Outcome returns the moments of Y alone.
func (p PairMoments) Outcome() Moments {
	return Moments{p.N, p.Y, p.YY}
}

// Theta returns Cov(X,Y)/Var(X) over both arms together; 0 if X does not vary.
func Theta(treated, control PairMoments) float64 {
	all := treated.plus(control)
	n := float64(all.N)
	spread := all.XX - all.X*all.X/n
	if !(spread > 0) {
		return 0
	}
	return (all.XY - all.X*all.Y/n) / spread
}

// Adjusted returns the moments of y − theta·(x − centre), where centre is the
// mean of X over both arms.
func (p PairMoments) Adjusted(theta, centre float64) Moments {
	n, shift := float64(p.N), theta*centre
	sum := p.Y - theta*p.X
	squares := p.YY - 2*theta*p.XY + theta*theta*p.XX
	return Moments{p.N, sum + n*shift, squares + 2*shift*sum + n*shift*shift}
}

// Cuped returns the difference treated − control of the mean outcome, freed of
// what the behaviour before the assignment foretold: the same answer as [Welch]
// with a smaller error when X foretells Y. X must be fixed before the assignment.
//
// Source: Deng, Xu, Kohavi & Walker 2013.
func Cuped(treated, control PairMoments, level float64) Estimate {
	all := treated.plus(control)
	theta, centre := Theta(treated, control), all.X/float64(all.N)
	return Welch(treated.Adjusted(theta, centre), control.Adjusted(theta, centre), level)
}
