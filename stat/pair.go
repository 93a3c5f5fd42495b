package stat

import (
	"cmp"
	"slices"
)

// Pair is two products, A < B, and the number of baskets that hold both.
type Pair struct {
	A, B  int32
	Count int64
}

// PairCounter counts the products and the pairs of products of baskets that
// pass by one at a time. Up to 8,000 products it keeps one number a pair (128 MB
// at most), beyond that only those pairs that come together.
type PairCounter struct {
	products int
	baskets  int64
	single   []int64
	dense    []uint32
	sparse   map[uint64]uint32
	basket   []int32
}

const denseProducts = 8000

// NewPairCounter counts products numbered from 0 to products−1.
func NewPairCounter(products int) *PairCounter {
	c := &PairCounter{products: products, single: make([]int64, products)}
	if products <= denseProducts {
		c.dense = make([]uint32, products*(products-1)/2)
	} else {
		c.sparse = map[uint64]uint32{}
	}
	return c
}

// Add counts one basket, in which a product that comes twice counts once.
func (c *PairCounter) Add(basket []int32) {
	c.basket = append(c.basket[:0], basket...)
	slices.Sort(c.basket)
	c.basket = slices.Compact(c.basket)
	c.baskets++
	for i, b := range c.basket {
		c.single[b]++
		if c.dense == nil {
			for _, a := range c.basket[:i] {
				c.sparse[uint64(a)<<32|uint64(b)]++
			}
			continue
		}
		row := c.dense[int(b)*(int(b)-1)/2:]
		for _, a := range c.basket[:i] {
			row[a]++
		}
	}
}

// Baskets returns how many baskets were counted.
func (c *PairCounter) Baskets() int64 { return c.baskets }

// Product returns in how many baskets a product was.
func (c *PairCounter) Product(item int32) int64 { return c.single[item] }

// Overlap returns the counts of a pair for its measures, from A to B.
func (c *PairCounter) Overlap(p Pair) Overlap {
	return Overlap{c.baskets, c.single[p.A], c.single[p.B], p.Count}
}

// Pairs returns the pairs that at least minCount baskets hold, by A, then by B.
func (c *PairCounter) Pairs(minCount int64) []Pair {
	var pairs []Pair
	at := 0
	for b := int32(1); int(b) < c.products && c.dense != nil; b++ {
		for a := range b {
			if n := int64(c.dense[at]); n > 0 && n >= minCount {
				pairs = append(pairs, Pair{a, b, n})
			}
			at++
		}
	}
	for key, n := range c.sparse {
		if int64(n) >= minCount {
			pairs = append(pairs, Pair{int32(key >> 32), int32(key & 0xffffffff), int64(n)})
		}
	}
	slices.SortFunc(pairs, func(x, y Pair) int { return cmp.Or(cmp.Compare(x.A, y.A), cmp.Compare(x.B, y.B)) })
	return pairs
}
