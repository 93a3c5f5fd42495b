package kpi

import (
	"math"

	"huike/stat"
)

// factor is one factor of a segment's sales, with what chance alone does to it.
type factor struct {
	node string
	// level is the logarithm of the factor in a stretch; NaN where it is undefined.
	level func(l *Line, t int) float64
	// noise is the standard error of the current level if only chance moved it from
	// what the stretches before let expect.
	noise func(l *Line, usual float64) float64
}

// cut is one way to cut the shop: its lines, and the factors whose product is the
// sales of a line.
type cut struct {
	by      string
	lines   []Line
	factors []factor
	// split returns what each factor added to the change of a line's sales.
	split func(before, after Cell) []float64
	least float64 // by how much a line swings at least, as a logarithm
}

// cuts returns the ways to cut the shop in which a cause may lie.
func (c *Cube) cuts() []cut {
	var all []cut
	if len(c.Source) > 1 {
		all = append(all, c.sourceCut("source", c.Source))
	}
	if len(c.Category) > 1 {
		all = append(all, cut{by: "category", lines: c.Category, factors: []factor{unitsFactor, priceFactor, assortmentFactor}, split: splitLines})
	}
	return all
}

func (c *Cube) sourceCut(by string, lines []Line) cut {
	if c.HasVisits() {
		return cut{by: by, lines: lines, factors: []factor{visitorsFactor, conversionFactor, frequencyFactor, orderFactor}, split: splitVisits}
	}
	return cut{by: by, lines: lines, factors: []factor{buyersFactor, frequencyFactor, orderFactor}, split: splitBuyers}
}

// logCount keeps an empty stretch on the scale.
func logCount(n float64) float64 { return math.Log(n + 0.5) }

// usualCount is the mean of a count over the stretches before.
func usualCount(l *Line, count func(Cell) float64) float64 {
	n := 0.0
	for t := 1; t <= history; t++ {
		n += count(l.At[t]) / history
	}
	return n
}

// chance is the standard error of the logarithm of a count.
func chance(n float64) float64 { return 1 / math.Sqrt(max(n, 0.5)) }

func visitors(c Cell) float64 { return c.Visitors }
func buyers(c Cell) float64   { return c.Buyers }
func units(c Cell) float64    { return c.Units }

var (
	visitorsFactor = factor{"visitors",
		func(l *Line, t int) float64 { return logCount(l.At[t].Visitors) },
		func(l *Line, _ float64) float64 { return chance(max(l.At[0].Visitors, usualCount(l, visitors))) }}
	conversionFactor = factor{"conversion",
		func(l *Line, t int) float64 {
			if l.At[t].Visitors == 0 {
				return math.NaN()
			}
			return logCount(l.At[t].Buyers) - math.Log(l.At[t].Visitors)
		},
		func(l *Line, usual float64) float64 {
			return chance(max(l.At[0].Buyers, l.At[0].Visitors*math.Exp(usual)))
		}}
	buyersFactor = factor{"buyers",
		func(l *Line, t int) float64 { return logCount(l.At[t].Buyers) },
		func(l *Line, _ float64) float64 { return chance(max(l.At[0].Buyers, usualCount(l, buyers))) }}
	// A tenth of the buyers order twice, so the orders of a buyer spread by about a third.
	frequencyFactor = factor{"frequency",
		func(l *Line, t int) float64 { return math.Log(over(l.At[t].Orders, l.At[t].Buyers)) },
		func(l *Line, _ float64) float64 { return chance(l.At[0].Buyers) / 3 }}
	// The value of an order spreads by about its mean.
	orderFactor = factor{"order_value",
		func(l *Line, t int) float64 { return math.Log(over(l.At[t].Sales, l.At[t].Orders)) },
		func(l *Line, _ float64) float64 { return chance(l.At[0].Orders) }}
	unitsFactor = factor{"units",
		func(l *Line, t int) float64 { return logCount(l.At[t].Units) },
		func(l *Line, _ float64) float64 { return chance(max(l.At[0].Units, usualCount(l, units))) }}
	// Prices are set, not drawn: one in a hundred is noise.
	priceFactor      = factor{"price", priceLevel, func(*Line, float64) float64 { return 0.01 }}
	assortmentFactor = factor{"assortment",
		func(l *Line, t int) float64 { return math.Log(over(l.At[t].Sales, l.At[t].Units)) - priceLevel(l, t) },
		func(l *Line, _ float64) float64 { return chance(l.At[0].Units) }}
)

// priceLevel adds up the changes of the prices of products sold in neighbouring
// stretches, so that another mix of products is no price change.
func priceLevel(l *Line, t int) float64 {
	level := 0.0
	for ; t < history; t++ {
		level += math.Log(priceIndex(l.At[t]))
	}
	return level
}

// priceIndex is what prices did since the stretch before; 1 where no product was
// sold in both.
func priceIndex(c Cell) float64 {
	if c.Matched <= 0 || c.MatchedBase <= 0 {
		return 1
	}
	return c.Matched / c.MatchedBase
}

// splitVisits splits sales = visitors × conversion × frequency × order value.
func splitVisits(before, after Cell) []float64 {
	f := func(c Cell) []float64 {
		return []float64{c.Visitors, over(c.Buyers, c.Visitors), over(c.Orders, c.Buyers), over(c.Sales, c.Orders)}
	}
	return splitChain(f(before), f(after), after.Sales-before.Sales)
}

// splitBuyers splits sales = buyers × frequency × order value.
func splitBuyers(before, after Cell) []float64 {
	f := func(c Cell) []float64 {
		return []float64{c.Buyers, over(c.Orders, c.Buyers), over(c.Sales, c.Orders)}
	}
	return splitChain(f(before), f(after), after.Sales-before.Sales)
}

// splitLines splits sales = units × prices × assortment, the value of a unit that
// other prices do not explain.
func splitLines(before, after Cell) []float64 {
	index := priceIndex(after)
	return splitChain([]float64{before.Units, 1, over(before.Sales, before.Units)},
		[]float64{after.Units, index, over(after.Sales, after.Units) / index}, after.Sales-before.Sales)
}

// splitChain splits a change over the factors of a product, exactly. A factor
// that one stretch does not know (the order value of no order) takes its value
// from the other, so that it adds nothing.
func splitChain(before, after []float64, change float64) []float64 {
	for k := range before {
		switch {
		case math.IsNaN(before[k]) && math.IsNaN(after[k]):
			before[k], after[k] = 1, 1
		case math.IsNaN(before[k]):
			before[k] = after[k]
		case math.IsNaN(after[k]):
			after[k] = before[k]
		}
	}
	d, err := stat.DecomposeProduct(before, after)
	if err != nil {
		panic("BUG: finite factors cannot be split: " + err.Error())
	}
	return settle(d.Contributions, change)
}

// settle lets the parts add up to the change to the last digit: what rounding
// left over goes to the largest.
func settle(parts []float64, change float64) []float64 {
	largest, sum := 0, 0.0
	for k, p := range parts {
		if sum += p; math.Abs(p) > math.Abs(parts[largest]) {
			largest = k
		}
	}
	parts[largest] += change - sum
	return parts
}
