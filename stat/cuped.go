package stat

// Theta returns Cov(X,Y)/Var(X) over both arms together; 0 if X does not vary.
func Theta(treated, control PairMoments) float64 {
	all := treated.Plus(control)
	if !(all.Before().Variance() > 0) {
		return 0
	}
	return all.XY / all.XX
}

// Adjusted returns the moments of y − theta·(x − centre), where centre is the
// mean of X over both arms.
func (p PairMoments) Adjusted(theta, centre float64) Moments {
	squares := p.YY - 2*theta*p.XY + theta*theta*p.XX
	return Moments{p.N, p.Y - theta*(p.X-centre), max(0, squares)}
}

// Cuped returns the difference treated − control of the mean outcome, freed of
// what the behaviour before the assignment foretold: the same answer as [Welch]
// with a smaller error when X foretells Y. X must be fixed before the assignment.
//
// Source: Deng, Xu, Kohavi & Walker 2013.
func Cuped(treated, control PairMoments, level float64) Estimate {
	all := treated.Plus(control)
	theta := Theta(treated, control)
	return Welch(treated.Adjusted(theta, all.X), control.Adjusted(theta, all.X), level)
}
