package kpi

import (
	"math"

	"huike/stat"
)

// Plank is one of the five planks of the barrel (S1-09): a measure beside what
// it is held against.
type Plank struct {
	Measure   string
	Unit      string
	Value     float64
	Reference float64 // NaN where there is nothing to hold it against
	Against   string  // target, industry, year_ago, usual; "" for nothing
	Ratio     float64 // value / reference
	Weakest   bool
}

// planks holds each measure against the best thing known: its target, its
// industry, the same stretch of last year, or the middle of the stretches
// before. The lowest ratio is the weakest plank.
func (g grower) planks(c *Cube) []Plank {
	all := each(g.definition.Planks, func(measure string) Plank { return g.plank(measure, c) })
	weakest := -1
	for i, p := range all {
		if !math.IsNaN(p.Ratio) && (weakest < 0 || p.Ratio < all[weakest].Ratio) {
			weakest = i
		}
	}
	if weakest >= 0 {
		all[weakest].Weakest = true
	}
	return all
}

func (g grower) plank(measure string, c *Cube) Plank {
	v := g.reading(measure)
	p := Plank{Measure: measure, Unit: g.definition.unit(measure), Value: v[0], Reference: math.NaN(), Ratio: math.NaN()}
	for _, r := range []struct {
		against string
		value   float64
	}{{"target", g.target(measure)}, {"industry", g.industryLevel(measure, v)}, {"year_ago", v[2]}, {"usual", usualOf(measure, c, v)}} {
		if r.value > 0 && !math.IsNaN(r.value) {
			p.Against, p.Reference, p.Ratio = r.against, r.value, over(v[0], r.value)
			break
		}
	}
	return p
}

// industryLevel is the industry's number where it is a level of its own (a rate,
// a value of one order) and no total of many shops.
func (g grower) industryLevel(measure string, v Reading) float64 {
	if i := industryOf(g.benchmarks, measure, g.periods, v); i != nil && measure != "visitors" && measure != "sales" {
		return i.Value
	}
	return math.NaN()
}

// usualOf is the middle of the stretches before; of what the cube does not hold
// it is the one stretch before.
func usualOf(measure string, c *Cube, v Reading) float64 {
	values := map[string]func(Cell) float64{
		"visitors": visitors, "conversion": func(c Cell) float64 { return over(c.Buyers, c.Visitors) },
		"order_value": func(c Cell) float64 { return over(c.Sales, c.Orders) },
		"frequency":   func(c Cell) float64 { return over(c.Orders, c.Buyers) },
	}
	value, ok := values[measure]
	if !ok {
		return v[1]
	}
	var before []float64
	for t := 1; t <= depth(c); t++ {
		if x := value(c.Total.At[t]); !math.IsNaN(x) && x > 0 {
			before = append(before, x)
		}
	}
	if b, ok := stat.NewBaseline(before); ok {
		return b.Median
	}
	return v[1]
}
