package stat

import (
	"math"
	"slices"
)

// lloyd is one run of Lloyd's algorithm. Hamerly's bounds save most distances:
// upper is at least the distance of a row to its own centre, lower at most that
// to any other; while upper stays below, the row cannot change sides.
type lloyd struct {
	data, centers Matrix
	labels        []int
	upper, lower  []float64
}

func newLloyd(data, centers Matrix) *lloyd {
	rows := data.Rows()
	return &lloyd{data, Matrix{centers.Columns, slices.Clone(centers.Values)}, make([]int, rows), make([]float64, rows), make([]float64, rows)}
}

// run steps until no row changes sides and returns the inertia.
func (l *lloyd) run() float64 {
	l.assign()
	for range maxLloyd {
		moved := l.move()
		if slices.Max(moved) == 0 {
			break
		}
		l.loosen(moved)
		l.reassign()
	}
	return l.inertia()
}

// assign finds the nearest centre of every row.
func (l *lloyd) assign() {
	eachBlock(len(l.labels), func(_, from, to int) {
		for r := from; r < to; r++ {
			l.measure(r)
		}
	})
}

// measure computes all distances of one row.
func (l *lloyd) measure(r int) {
	row := l.data.Row(r)
	best, second, label := math.Inf(1), math.Inf(1), 0
	for k := range l.centers.Rows() {
		d := squaredDistance(row, l.centers.Row(k))
		switch {
		case d < best:
			best, second, label = d, best, k
		case d < second:
			second = d
		}
	}
	l.labels[r], l.upper[r], l.lower[r] = label, math.Sqrt(best), math.Sqrt(second)
}

// slack keeps rows that are as near to another centre, up to rounding, measured.
const slack = 1 + 1e-12

// reassign measures the rows whose bounds leave a doubt.
func (l *lloyd) reassign() {
	eachBlock(len(l.labels), func(_, from, to int) {
		for r := from; r < to; r++ {
			if l.upper[r]*slack < l.lower[r] {
				continue
			}
			l.upper[r] = math.Sqrt(squaredDistance(l.data.Row(r), l.centers.Row(l.labels[r])))
			if l.upper[r]*slack >= l.lower[r] {
				l.measure(r)
			}
		}
	})
}

// move puts every centre in the middle of its rows and returns how far each went.
func (l *lloyd) move() []float64 {
	k, width := l.centers.Rows(), l.centers.Columns+1
	sums := sumBlocks(len(l.labels), k*width, func(sums []float64, from, to int) {
		for r := from; r < to; r++ {
			own := sums[l.labels[r]*width:][:width]
			own[0]++
			for c, v := range l.data.Row(r) {
				own[c+1] += v
			}
		}
	})
	moved := make([]float64, k)
	for j := range k {
		own := sums[j*width:][:width]
		place := make([]float64, l.centers.Columns)
		if own[0] == 0 {
			place = l.data.Row(l.farthest())
		} else {
			for c := range place {
				place[c] = own[c+1] / own[0]
			}
		}
		moved[j] = math.Sqrt(squaredDistance(place, l.centers.Row(j)))
		copy(l.centers.Row(j), place)
	}
	return moved
}

// farthest returns the row farthest from its centre and gives it no centre to
// be near to, so that a second empty cluster takes another one.
func (l *lloyd) farthest() int {
	at, most := 0, -1.0
	for r, label := range l.labels {
		if d := squaredDistance(l.data.Row(r), l.centers.Row(label)); d > most && l.upper[r] >= 0 {
			at, most = r, d
		}
	}
	l.upper[at] = math.Inf(-1)
	return at
}

// loosen widens the bounds by how far the centres went.
func (l *lloyd) loosen(moved []float64) {
	furthest := slices.Max(moved)
	eachBlock(len(l.labels), func(_, from, to int) {
		for r := from; r < to; r++ {
			if l.upper[r] < 0 {
				l.upper[r] = math.Inf(1)
			}
			l.upper[r] += moved[l.labels[r]]
			l.lower[r] -= furthest
		}
	})
}

func (l *lloyd) inertia() float64 {
	return sumBlocks(len(l.labels), 1, func(sums []float64, from, to int) {
		for r := from; r < to; r++ {
			sums[0] += squaredDistance(l.data.Row(r), l.centers.Row(l.labels[r]))
		}
	})[0]
}

func (l *lloyd) sizes() []int {
	sizes := make([]int, l.centers.Rows())
	for _, k := range l.labels {
		sizes[k]++
	}
	return sizes
}
