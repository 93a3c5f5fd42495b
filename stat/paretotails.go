package stat

import "math"

// tails are histories for a Pareto/NBD fit. Its dear function, logTail, depends
// on x and one time; so it is taken once per distinct pair of them, with its
// gradient by differences, and the rows only look it up.
type tails struct {
	*columns
	pairX, pairT []float64 // distinct pairs
	early, late  []int32   // places of (x, t_x) and (x, T) among them, per row
}

func tailsOf(c *columns) *tails {
	s, places := &tails{columns: c}, map[[2]float64]int32{}
	place := func(x, t float64) int32 {
		k, known := places[[2]float64{x, t}]
		if !known {
			k = int32(len(s.pairX))
			places[[2]float64{x, t}] = k
			s.pairX, s.pairT = append(s.pairX, x), append(s.pairT, t)
		}
		return k
	}
	for i, xi := range c.xi {
		s.early = append(s.early, place(c.x[xi], c.tx[c.txi[i]]))
		s.late = append(s.late, place(c.x[xi], c.t[c.ti[i]]))
	}
	return s
}

// sum returns the log-likelihood and its gradient by r, alpha, s, beta.
func (s *tails) sum(m ParetoNBD) total {
	value, byR := m.perX(s.columns)
	tail := s.table(m)
	out := sumRows(len(s.xi), func(from, to int) (sum total) {
		for i := from; i < to; i++ {
			s.add(&sum, m, i, tail)
		}
		return sum
	})
	n := s.customers
	out[0] += value
	out[1] += byR
	out[2] += n * m.R / m.Alpha
	out[3] += n * math.Log(m.Beta)
	out[4] += n * m.S / m.Beta
	return out
}

// table returns logTail of every pair and its gradient.
func (s *tails) table(m ParetoNBD) [][5]float64 {
	const step = 1e-4 // on the logarithm of a parameter
	theta := [4]float64{m.R, m.Alpha, m.S, m.Beta}
	var up, down [4]ParetoNBD
	for k := range theta {
		moved := func(by float64) ParetoNBD {
			p := theta
			p[k] *= math.Exp(by)
			return ParetoNBD{p[0], p[1], p[2], p[3]}
		}
		up[k], down[k] = moved(step), moved(-step)
	}
	out := make([][5]float64, len(s.pairX))
	share((len(out)+255)/256, func(part int) {
		for i := part * 256; i < min((part+1)*256, len(out)); i++ {
			out[i][0] = m.logTail(s.pairX[i], s.pairT[i])
			for k := range theta {
				out[i][k+1] = (up[k].logTail(s.pairX[i], s.pairT[i]) - down[k].logTail(s.pairX[i], s.pairT[i])) / (2 * step * theta[k])
			}
		}
	})
	return out
}

// add adds row i: logsumexp of "alive" and "left", and its gradient.
func (s *tails) add(sum *total, m ParetoNBD, i int, tail [][5]float64) {
	w, x, t := s.weight[i], s.x[s.xi[i]], s.t[s.ti[i]]
	early, late := &tail[s.early[i]], &tail[s.late[i]]
	la, lb, rsx := math.Log(m.Alpha+t), math.Log(m.Beta+t), m.R+m.S+x
	alive := -(m.R+x)*la - m.S*lb
	less := math.Exp(min(late[0]-early[0], 0))
	left := math.Log(m.S) - math.Log(rsx) + early[0] + math.Log1p(-less)
	both := logAddExp(alive, left)
	sum[0] += w * both
	stay := math.Exp(alive - both)
	sum[1] -= w * stay * la
	sum[2] -= w * stay * (m.R + x) / (m.Alpha + t)
	sum[3] -= w * stay * lb
	sum[4] -= w * stay * m.S / (m.Beta + t)
	if less == 1 {
		return // nobody leaves within no time
	}
	gone := 1 - stay
	for k := 1; k <= 4; k++ {
		sum[k] += w * gone * (early[k] - less*late[k]) / (1 - less)
	}
	sum[1] -= w * gone / rsx
	sum[3] += w * gone * (1/m.S - 1/rsx)
}
