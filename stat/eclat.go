package stat

// projection is the baskets that hold a set, cut down to the products that are
// frequent beside it. Products are numbered from 0 here; label says which they
// are. Basket b is flat[ends[b-1]:ends[b]], ascending.
type projection struct {
	label []int32
	count []int
	flat  []int32
	ends  []int
}

// close ends the basket that began at start, or forgets it if it has fewer
// products than any further step needs.
func (p *projection) close(start, least int) {
	if len(p.flat)-start < least {
		p.flat = p.flat[:start]
		return
	}
	p.ends = append(p.ends, len(p.flat))
}

// spot is one occurrence of a product: flat[start:end] are the products before
// it in the same basket.
type spot struct{ start, end int }

// occurrences lists the spots of every product: those of j are
// spots[first[j]:first[j+1]].
type occurrences struct {
	first []int
	spots []spot
}

func (p projection) occurrences(r *room) occurrences {
	n := len(p.label)
	o := occurrences{resized(&r.first, n+2), resized(&r.spots, len(p.flat))}
	clear(o.first)
	for _, j := range p.flat {
		o.first[j+2]++
	}
	for j := 2; j < len(o.first); j++ {
		o.first[j] += o.first[j-1]
	}
	start := 0
	for _, end := range p.ends {
		for at := start; at < end; at++ {
			j := p.flat[at]
			o.spots[o.first[j+1]] = spot{start, at}
			o.first[j+1]++
		}
		start = end
	}
	o.first = o.first[:n+1]
	return o
}

// room is the memory of one depth of growing, used again for every set there.
type room struct {
	first []int
	spots []spot
	tally []int
	local []int32
	child projection
}

// resized returns a slice of n elements in old memory where that suffices.
func resized[T any](memory *[]T, n int) []T {
	if cap(*memory) < n {
		*memory = make([]T, n+n/2)
	}
	return (*memory)[:n]
}

// grower grows sets depth first, one on each processor.
type grower struct {
	Mining
	found
	set   []int32
	rooms []*room
	bits  bitRoom
}

// emit notes the present set with one more product.
func (g *grower) emit(item int32, count int) {
	g.items = append(append(g.items, g.set...), item)
	g.ends = append(g.ends, len(g.items))
	g.counts = append(g.counts, count)
}

// more reports whether sets may have more products than the present one and
// the next, and whether there is room for them.
func (g *grower) more() bool {
	return (g.MaxLength == 0 || len(g.set)+1 < g.MaxLength) && (g.Most == 0 || len(g.counts) <= g.Most)
}

// extend notes the present set with product j of a projection, and everything
// that grows from both with products before j.
func (g *grower) extend(p projection, o occurrences, j, depth int) {
	g.emit(p.label[j], p.count[j])
	if j == 0 || !g.more() {
		return
	}
	for len(g.rooms) <= depth {
		g.rooms = append(g.rooms, &room{})
	}
	child := g.beside(p, o.spots[o.first[j]:o.first[j+1]], j, g.rooms[depth])
	if len(child.label) == 0 {
		return
	}
	g.set = append(g.set, p.label[j])
	g.grow(child, depth+1)
	g.set = g.set[:len(g.set)-1]
}

// beside cuts the baskets at some spots of product j down to what is frequent
// there among the products before j.
func (g *grower) beside(p projection, spots []spot, j int, r *room) projection {
	tally := resized(&r.tally, j)
	clear(tally)
	for _, s := range spots {
		for _, i := range p.flat[s.start:s.end] {
			tally[i]++
		}
	}
	child, local := &r.child, resized(&r.local, j)
	child.label, child.count, child.flat, child.ends = child.label[:0], child.count[:0], child.flat[:0], child.ends[:0]
	for i, n := range tally {
		local[i] = -1
		if n >= g.MinCount {
			local[i] = int32(len(child.label))
			child.label, child.count = append(child.label, p.label[i]), append(child.count, n)
		}
	}
	if len(child.label) < 2 {
		return *child // nothing can grow further, so the baskets are not needed
	}
	for _, s := range spots {
		start := len(child.flat)
		for _, i := range p.flat[s.start:s.end] {
			if l := local[i]; l >= 0 {
				child.flat = append(child.flat, l)
			}
		}
		child.close(start, 2)
	}
	return *child
}

// grow notes every set that grows from the present one within a projection, in
// the cheaper of two ways.
func (g *grower) grow(p projection, depth int) {
	if len(p.label) == 1 || !g.more() {
		for j, item := range p.label {
			g.emit(item, p.count[j])
		}
		return
	}
	if p.bitsAreCheaper() {
		g.growBits(p)
		return
	}
	for len(g.rooms) <= depth {
		g.rooms = append(g.rooms, &room{})
	}
	o := p.occurrences(g.rooms[depth])
	for j := range p.label {
		g.extend(p, o, j, depth)
	}
}

// A step over one word of bits against one over one product of a list, which
// jumps about in memory, as measured.
const wordsPerItem = 4

// bitsAreCheaper weighs the words that all pairs of rows have against the
// products that precede each other in all baskets.
func (p projection) bitsAreCheaper() bool {
	n, start, items := len(p.label), 0, 0
	for _, end := range p.ends {
		items += (end - start) * (end - start) / 2
		start = end
	}
	return n*n/2*((len(p.ends)+63)/64) <= wordsPerItem*(items+8*n)
}
