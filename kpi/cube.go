package kpi

import (
	"math"
	"slices"
	"strings"
)

// Cell is what happened in one stretch of days, for one segment or the shop.
// Money is in major units of the shop's currency.
type Cell struct {
	Visitors float64 // visitors of each day, added
	Visits   float64 // buyers that the traffic report itself counts
	Buyers   float64 // customers who bought; an order without identity is a buyer of its own
	Orders   float64
	Units    float64
	Sales    float64
	Cost     float64 // of the visits
	// Matched and MatchedBase are the sales of products that were also sold in the
	// stretch before, at this stretch's prices and at those of the one before.
	Matched, MatchedBase float64
}

func (c *Cell) add(o Cell) {
	c.Visitors, c.Visits, c.Buyers, c.Orders = c.Visitors+o.Visitors, c.Visits+o.Visits, c.Buyers+o.Buyers, c.Orders+o.Orders
	c.Units, c.Sales, c.Cost = c.Units+o.Units, c.Sales+o.Sales, c.Cost+o.Cost
	c.Matched, c.MatchedBase = c.Matched+o.Matched, c.MatchedBase+o.MatchedBase
}

// Line is one segment over time.
type Line struct {
	Name  string
	Group string // of a source: its group
	// At holds the current stretch, the one before, and so on back; YearAgo the
	// stretch of last year.
	At      [history + 1]Cell
	YearAgo Cell
}

// cell returns the stretch by its number in the questions: 0 is the current
// one, -1 last year's.
func (l *Line) cell(stretch int) *Cell {
	if stretch < 0 {
		return &l.YearAgo
	}
	return &l.At[stretch]
}

// three returns the compared stretches: now, before, a year ago.
func (l *Line) three() [3]Cell { return [3]Cell{l.At[0], l.At[1], l.YearAgo} }

// Cube is the shop's facts, added up by stretch of days along several ways to
// cut it. The lines of every cut but Category add up to Total.
type Cube struct {
	Total    Line
	Source   []Line // where buyers and visitors came from
	Kind     []Line // new, kept, keyless
	Category []Line // units, sales and matched prices of the order lines
}

// HasVisits reports whether visitors are known in both stretches of days that
// are compared.
func (c *Cube) HasVisits() bool { return c.Total.At[0].Visitors > 0 && c.Total.At[1].Visitors > 0 }

// HasLines reports whether the orders have lines.
func (c *Cube) HasLines() bool { return len(c.Category) > 0 }

// Put adds a cell to the line of a name, which is made if need be.
func put(lines []Line, name, group string, stretch int, c Cell) []Line {
	i := slices.IndexFunc(lines, func(l Line) bool { return l.Name == name })
	if i < 0 {
		lines = append(lines, Line{Name: name, Group: group})
		i = len(lines) - 1
	}
	lines[i].cell(stretch).add(c)
	return lines
}

// groups adds the sources up to their groups.
func groups(sources []Line) []Line {
	var all []Line
	for i := range sources {
		s := &sources[i]
		for stretch := -1; stretch <= history; stretch++ {
			all = put(all, s.Group, s.Group, stretch, *s.cell(stretch))
		}
	}
	return sorted(all)
}

// sorted puts the lines with the most sales first.
func sorted(lines []Line) []Line {
	slices.SortFunc(lines, func(a, b Line) int {
		if x, y := a.At[0].Sales+a.At[1].Sales, b.At[0].Sales+b.At[1].Sales; x != y {
			return int(math.Copysign(1, y-x))
		}
		return strings.Compare(a.Name, b.Name)
	})
	return lines
}

// over is a/b; NaN where b is 0.
func over(a, b float64) float64 {
	if b == 0 {
		return math.NaN()
	}
	return a / b
}
