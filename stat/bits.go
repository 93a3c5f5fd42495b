package stat

import "math/bits"

// bitRow is a product and the baskets that hold it beside a set, one bit each.
type bitRow struct {
	label int32
	count int
	bits  []uint64
}

// bitRoom is the memory of rows, used as a stack: what a set needed is free
// again when all that grows from it is noted.
type bitRoom struct {
	rows  []bitRow
	words []uint64
	used  int
}

// take returns unset words on top of the stack. A full block is left to the
// rows that lie in it.
func (r *bitRoom) take(width int) []uint64 {
	if r.used+width > len(r.words) {
		r.words = make([]uint64, 2*(r.used+width))
	}
	words := r.words[r.used : r.used+width]
	r.used += width
	return words
}

// growBits does the work of grow over rows of bits.
func (g *grower) growBits(p projection) {
	width := (len(p.ends) + 63) / 64
	g.bits.rows, g.bits.used = g.bits.rows[:0], 0
	for j, item := range p.label {
		words := g.bits.take(width)
		clear(words)
		g.bits.rows = append(g.bits.rows, bitRow{item, p.count[j], words})
	}
	start := 0
	for b, end := range p.ends {
		for _, j := range p.flat[start:end] {
			g.bits.rows[j].bits[b/64] |= 1 << (b % 64)
		}
		start = end
	}
	g.growRows(g.bits.rows)
}

// growRows notes every row and grows it with those before it.
func (g *grower) growRows(rows []bitRow) {
	for j, r := range rows {
		g.emit(r.label, r.count)
		if j == 0 || !g.more() {
			continue
		}
		height, used := len(g.bits.rows), g.bits.used
		g.set = append(g.set, r.label)
		g.meet(rows[:j], r)
		g.growRows(g.bits.rows[height:])
		g.set = g.set[:len(g.set)-1]
		g.bits.rows, g.bits.used = g.bits.rows[:height], used
	}
}

// meet lays those rows on the stack that share enough baskets with r.
func (g *grower) meet(rows []bitRow, r bitRow) {
	for _, other := range rows {
		words, count := g.bits.take(len(r.bits)), 0
		others := other.bits[:len(r.bits)]
		for w, x := range r.bits {
			x &= others[w]
			words[w] = x
			count += bits.OnesCount64(x)
		}
		if count < g.MinCount {
			g.bits.used -= len(words)
			continue
		}
		g.bits.rows = append(g.bits.rows, bitRow{other.label, count, words})
	}
}
