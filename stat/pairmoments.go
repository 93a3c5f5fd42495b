package stat

// PairMoments is what is known of two amounts of the same customers in one arm:
// an outcome Y and the behaviour X before the assignment, or the two sides of a
// ratio. The squares and products are of distances from the means.
type PairMoments struct {
	N          int64
	Y, X       float64 // means
	YY, XX, XY float64 // Σ(y − Y)², Σ(x − X)², Σ(x − X)(y − Y)
}

// PairSums are plain sums over customers, as published results give them.
type PairSums struct {
	N                int64
	Y, YY, X, XX, XY float64 // Σy, Σy², Σx, Σx², Σxy
}

// Moments centres the sums, with the limit of [MomentsOfSums].
func (s PairSums) Moments() PairMoments {
	if s.N < 1 {
		return PairMoments{}
	}
	y, x := s.Y/float64(s.N), s.X/float64(s.N)
	return PairMoments{s.N, y, x, max(0, s.YY-s.Y*y), max(0, s.XX-s.X*x), s.XY - s.X*y}
}

// Add counts one more customer.
//
// Source: Welford 1962.
func (p *PairMoments) Add(y, x float64) {
	p.N++
	n := float64(p.N)
	dy, dx := y-p.Y, x-p.X
	p.Y, p.X = p.Y+dy/n, p.X+dx/n
	p.YY, p.XX, p.XY = p.YY+dy*(y-p.Y), p.XX+dx*(x-p.X), p.XY+dx*(y-p.Y)
}

// Plus returns the moments of both groups together.
//
// Source: Chan, Golub & LeVeque 1983.
func (p PairMoments) Plus(o PairMoments) PairMoments {
	switch {
	case p.N == 0:
		return o
	case o.N == 0:
		return p
	}
	n := float64(p.N + o.N)
	share, cross := float64(o.N)/n, float64(p.N)*float64(o.N)/n
	dy, dx := o.Y-p.Y, o.X-p.X
	return PairMoments{p.N + o.N, p.Y + dy*share, p.X + dx*share,
		p.YY + o.YY + dy*dy*cross, p.XX + o.XX + dx*dx*cross, p.XY + o.XY + dx*dy*cross}
}

// Outcome returns the moments of Y alone.
func (p PairMoments) Outcome() Moments { return Moments{p.N, p.Y, p.YY} }

// Before returns the moments of X alone.
func (p PairMoments) Before() Moments { return Moments{p.N, p.X, p.XX} }
