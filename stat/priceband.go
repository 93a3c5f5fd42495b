package stat

import (
	"cmp"
	"slices"
)

// PriceLine is one line of an order. Amounts are in minor units (fen), of one
// piece; the price is what was paid.
type PriceLine struct {
	Customer    int64
	Price, Cost int64
	Units       int64
	First       bool // it stood in the customer's first order
}

// PriceBand is the half-open range of prices [Low, next Low) and what was sold
// in it; the last has no upper end.
type PriceBand struct {
	Low, Units, Sales, Margin int64
	SalesShare                float64 // of the sales of all bands; NaN if there are none
	Buyers                    int64
	Coverage                  float64 // share of all buyers who bought in this band
	FirstShare                float64 // share of this band's buyers who did so in their first order
}

// BandOf returns the number of the band of a price, −1 below the lowest edge.
// edges are the lower ends, ascending.
func BandOf(edges []int64, price int64) int {
	at, exact := slices.BinarySearch(edges, price)
	if exact {
		return at
	}
	return at - 1
}

// PriceBands sums lines by the price of one piece. Lines below the lowest edge
// belong to no band.
func PriceBands(lines []PriceLine, edges []int64) []PriceBand {
	bands, buyers, firsts := make([]PriceBand, len(edges)), make([]map[int64]bool, len(edges)), make([]map[int64]bool, len(edges))
	for b, low := range edges {
		bands[b].Low, buyers[b], firsts[b] = low, map[int64]bool{}, map[int64]bool{}
	}
	everybody, sales := map[int64]bool{}, int64(0)
	for _, l := range lines {
		b := BandOf(edges, l.Price)
		if b < 0 {
			continue
		}
		bands[b].Units += l.Units
		bands[b].Sales += l.Units * l.Price
		bands[b].Margin += l.Units * (l.Price - l.Cost)
		sales += l.Units * l.Price
		everybody[l.Customer], buyers[b][l.Customer] = true, true
		if l.First {
			firsts[b][l.Customer] = true
		}
	}
	for b := range bands {
		bands[b].Buyers = int64(len(buyers[b]))
		bands[b].SalesShare = float64(bands[b].Sales) / positive(float64(sales))
		bands[b].Coverage = per(bands[b].Buyers, int64(len(everybody)))
		bands[b].FirstShare = per(int64(len(firsts[b])), bands[b].Buyers)
	}
	return bands
}

// PriceEdges returns the lower ends of n bands that hold about as many pieces
// each, the first at 0. A price that fills several bands merges them, so there
// may be fewer. Units must be positive.
func PriceEdges(lines []PriceLine, n int) []int64 {
	sorted := slices.SortedFunc(slices.Values(lines), func(a, b PriceLine) int { return cmp.Compare(a.Price, b.Price) })
	total, below := int64(0), int64(0)
	for _, l := range sorted {
		total += l.Units
	}
	edges, full := []int64{0}, int64(0)
	for i, l := range sorted {
		if i > 0 && l.Price > sorted[i-1].Price && below*int64(n)/total > full {
			edges, full = append(edges, l.Price), below*int64(n)/total
		}
		below += l.Units
	}
	return edges
}

// MainBands returns the band in which each customer spent most, the dearer one
// of two alike.
func MainBands(lines []PriceLine, edges []int64) map[int64]int {
	spent := map[int64][]int64{}
	for _, l := range lines {
		if b := BandOf(edges, l.Price); b >= 0 {
			if spent[l.Customer] == nil {
				spent[l.Customer] = make([]int64, len(edges))
			}
			spent[l.Customer][b] += l.Units * l.Price
		}
	}
	bands := make(map[int64]int, len(spent))
	for customer, sums := range spent {
		for b, sum := range sums {
			if sum >= sums[bands[customer]] {
				bands[customer] = b
			}
		}
	}
	return bands
}

// BandMoves counts the customers by their main band before and after, for
// [Migrate]; who bought in one of the two periods only is left out.
func BandMoves(before, after map[int64]int, bands int) [][]int64 {
	counts := make([][]int64, bands)
	for b := range counts {
		counts[b] = make([]int64, bands)
	}
	for customer, from := range before {
		if to, found := after[customer]; found {
			counts[from][to]++
		}
	}
	return counts
}
