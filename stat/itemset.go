package stat

import (
	"cmp"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
)

// Baskets are sets of products, numbered from 0, in one block: basket b holds
// Items[Starts[b]:Starts[b+1]], in any order; a product that is in a basket
// twice counts once, and a basket may be empty.
type Baskets struct {
	Starts []int // one more than there are baskets; the first is 0
	Items  []int32
}

// Len returns the number of baskets.
func (b Baskets) Len() int { return max(0, len(b.Starts)-1) }

// Basket returns the products of one basket.
func (b Baskets) Basket(i int) []int32 { return b.Items[b.Starts[i]:b.Starts[i+1]] }

// Itemset is a set of products, ascending, and the number of baskets that hold
// all of them.
type Itemset struct {
	Items []int32
	Count int
}

// Mining says which sets of products are looked for.
type Mining struct {
	MinCount  int // fewest baskets that hold the set; at least 1
	MaxLength int // most products in a set; 0 is any number
	Most      int // most sets; 0 is any number, and memory the limit
}

// MinBaskets returns the fewest of n baskets that make at least a share of
// them, and never less than 1.
func MinBaskets(share float64, n int) int {
	count := int(share * float64(n))
	for float64(count) < share*float64(n) && float64(count)/float64(n) < share {
		count++
	}
	for count > 1 && float64(count-1)/float64(n) >= share {
		count--
	}
	return max(1, count)
}

// FrequentItemsets returns every set of products that at least MinCount baskets
// hold, small sets before large ones, then by falling count, then by product
// numbers; false and nothing if there are more than Most. All processors work;
// the result does not depend on how many there are.
//
// A set is grown product by product, rarest first, over the baskets that hold
// it: as lists of products where baskets are short, as rows of bits (Zaki 2000,
// Eclat) where that is less to read.
func FrequentItemsets(b Baskets, m Mining) ([]Itemset, bool) {
	m.MinCount = max(1, m.MinCount)
	all := project(b, m.MinCount)
	parts := make([]found, len(all.label))
	var next, total atomic.Int64
	next.Store(int64(len(parts)))
	where := all.occurrences(&room{})
	work := func() {
		g := grower{Mining: m}
		for {
			j := int(next.Add(-1))
			if j < 0 || (m.Most > 0 && total.Load() > int64(m.Most)) {
				return
			}
			g.found = found{}
			g.extend(all, where, j, 0)
			parts[j] = g.found
			total.Add(int64(len(g.counts)))
		}
	}
	var group sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		group.Go(work)
	}
	group.Wait()
	if m.Most > 0 && total.Load() > int64(m.Most) {
		return nil, false
	}
	return assemble(parts, int(total.Load())), true
}

// found is a list of sets in three blocks, to spare an allocation a set.
type found struct {
	items  []int32
	ends   []int
	counts []int
}

func assemble(parts []found, total int) []Itemset {
	sets := make([]Itemset, 0, total)
	for _, p := range parts {
		start := 0
		for i, end := range p.ends {
			items := p.items[start:end:end]
			slices.Sort(items)
			sets, start = append(sets, Itemset{items, p.counts[i]}), end
		}
	}
	slices.SortFunc(sets, func(a, b Itemset) int {
		return cmp.Or(len(a.Items)-len(b.Items), b.Count-a.Count, slices.Compare(a.Items, b.Items))
	})
	return sets
}

// project keeps the frequent products of all baskets, the most frequent first.
func project(b Baskets, minCount int) projection {
	counts, distinct := countOnce(b)
	var all projection
	for item, n := range counts {
		if n >= minCount {
			all.label = append(all.label, int32(item))
		}
	}
	slices.SortFunc(all.label, func(x, y int32) int { return cmp.Or(counts[y]-counts[x], int(x-y)) })
	rank := make([]int32, len(counts))
	for i := range rank {
		rank[i] = -1
	}
	for r, item := range all.label {
		rank[item] = int32(r)
		all.count = append(all.count, counts[item])
	}
	all.flat = make([]int32, 0, distinct)
	all.ends = make([]int, 0, b.Len())
	for i := range b.Len() {
		start := len(all.flat)
		for _, item := range b.Basket(i) {
			if r := rank[item]; r >= 0 {
				all.flat = append(all.flat, r)
			}
		}
		slices.Sort(all.flat[start:])
		all.flat = all.flat[:start+len(slices.Compact(all.flat[start:]))]
		all.close(start, 1)
	}
	return all
}

// countOnce counts the baskets of each product, and all of these together.
func countOnce(b Baskets) (counts []int, distinct int) {
	highest := int32(-1)
	for _, item := range b.Items {
		highest = max(highest, item)
	}
	counts = make([]int, highest+1)
	last := make([]int, highest+1)
	for i := range b.Len() {
		for _, item := range b.Basket(i) {
			if last[item] != i+1 {
				last[item] = i + 1
				counts[item]++
				distinct++
			}
		}
	}
	return counts, distinct
}
