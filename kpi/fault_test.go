package kpi_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"huike/kpi"
)

// fault is what is planted into the last week of a made-up shop.
type fault struct{ node, by, segment string }

// aLine and anOrder are what the made-up shop sells.
type (
	aLine struct {
		category, product int
		quantity          int64
		amount            float64
	}
	anOrder struct {
		customer    int64
		day, source int // day 0 is the last day; days grow back into the past
		lines       []aLine
	}
	// till takes what a made-up shop tells.
	till interface {
		visits(day, source int, visitors int64)
		order(anOrder)
	}
)

const weeks = 9

// visitorsADay makes a shop of about 4,500 orders a week.
const visitorsADay = 15000

// maker makes a shop: sources of unequal size with noisy days and weeks,
// categories with products, baskets, single products on offer, regulars.
type maker struct {
	*rand.Rand
	sources, categories   []float64 // share of visitors, of demand
	conversion            []float64
	price                 [][]float64
	kind, victim          int
	size, rise            float64
	sourceWeek, goodsWeek [weeks][]float64
	season                [weeks]float64
	offer                 [weeks]map[[2]int]float64
	lines                 []aLine
}

func (m *maker) shares(n int) []float64 {
	s, sum := make([]float64, n), 0.0
	for i := range s {
		s[i] = 0.35 + m.Float64()
		sum += s[i]
	}
	for i := range s {
		s[i] /= sum
	}
	return s
}

func (m *maker) noise(n int, sd float64) []float64 {
	s := make([]float64, n)
	for i := range s {
		s[i] = math.Exp(m.NormFloat64() * sd)
	}
	return s
}

func newMaker(seed uint64, size float64) *maker {
	m := &maker{Rand: rand.New(rand.NewPCG(seed, 101)), size: size}
	m.sources, m.categories = m.shares(3+m.IntN(4)), m.shares(3+m.IntN(4))
	for range m.sources {
		m.conversion = append(m.conversion, 0.02+0.05*m.Float64())
	}
	for range m.categories {
		prices := make([]float64, 4+m.IntN(6))
		for i := range prices {
			prices[i] = math.Round(20 + 180*m.Float64())
		}
		m.price = append(m.price, prices)
	}
	season := 1.0
	for w := weeks - 1; w >= 0; w-- {
		season *= math.Exp(m.NormFloat64() * 0.05)
		m.season[w], m.sourceWeek[w], m.goodsWeek[w] = season, m.noise(len(m.sources), 0.03), m.noise(len(m.categories), 0.03)
		m.offer[w] = map[[2]int]float64{}
		for range m.IntN(3) { // a product or two on offer
			c := m.IntN(len(m.price))
			m.offer[w][[2]int{c, m.IntN(len(m.price[c]))}] = 0.95
		}
	}
	m.kind, m.rise = m.IntN(3), 0.15+0.2*m.Float64()
	return m
}

// fault names what is wrong in week 0.
func (m *maker) fault() fault {
	switch m.kind {
	case 0:
		m.victim = m.IntN(len(m.sources))
		return fault{"conversion", "source", fmt.Sprintf("s%d", m.victim)}
	case 1:
		m.victim = m.IntN(len(m.categories))
		return fault{"units", "category", fmt.Sprintf("c%d", m.victim)}
	case 2:
		m.victim = m.IntN(len(m.categories))
		return fault{"price", "category", fmt.Sprintf("c%d", m.victim)}
	}
	return fault{}
}

func (m *maker) poisson(mean float64) int64 {
	if mean > 40 {
		return max(0, int64(math.Round(mean+math.Sqrt(mean)*m.NormFloat64())))
	}
	n, p := int64(0), m.Float64()
	for p > math.Exp(-mean) {
		n, p = n+1, p*m.Float64()
	}
	return n
}

// makeUp makes the shop of a seed, with about so many visitors a day, and
// returns what was planted.
func makeUp(seed uint64, size float64, healthy bool, to till) fault {
	m := newMaker(seed, size)
	if healthy {
		m.kind = -1
	}
	planted := m.fault()
	next := int64(0)
	for day := weeks*7 - 1; day >= 0; day-- {
		for s, share := range m.sources {
			w := day / 7
			mean := m.size * share * m.season[w] * m.sourceWeek[w][s] * (1 + 0.15*math.Sin(float64(day%7))) * math.Exp(0.08*m.NormFloat64())
			visitors := m.poisson(mean)
			to.visits(day, s, visitors)
			conversion := m.conversion[s]
			if w == 0 && m.kind == 0 && s == m.victim {
				conversion *= 0.8
			}
			for range m.poisson(float64(visitors) * conversion) {
				lines := m.basket(w)
				if len(lines) == 0 {
					continue
				}
				customer := next + 1
				if next > 100 && m.IntN(5) == 0 {
					customer = m.Int64N(next) + 1
				} else {
					next++
				}
				to.order(anOrder{customer, day, s, lines})
			}
		}
	}
	return planted
}

// basket draws what somebody means to buy in a week, and leaves out what is not
// to be had, or too dear.
func (m *maker) basket(week int) []aLine {
	lines := m.lines[:0]
	for more := true; more && len(lines) < 5; more = m.Float64() < 0.35 {
		c := m.drawCategory(week)
		p := m.IntN(len(m.price[c]))
		price := m.price[c][p]
		if len(m.offer[week]) > 0 {
			if f, ok := m.offer[week][[2]int{c, p}]; ok {
				price *= f
			}
		}
		if week == 0 && c == m.victim && m.kind == 1 {
			continue
		}
		if week == 0 && c == m.victim && m.kind == 2 {
			price *= 1 + m.rise
			if m.Float64() < m.rise { // an elasticity of about one
				continue
			}
		}
		quantity := int64(1)
		if m.Float64() < 0.15 {
			quantity = 2
		}
		lines = append(lines, aLine{c, p, quantity, math.Round(100*price*float64(quantity)) / 100})
	}
	m.lines = lines
	return lines
}

func (m *maker) drawCategory(week int) int {
	sum := 0.0
	for c, share := range m.categories {
		sum += share * m.goodsWeek[week][c]
	}
	x := m.Float64() * sum
	for c, share := range m.categories {
		if x -= share * m.goodsWeek[week][c]; x < 0 {
			return c
		}
	}
	return len(m.categories) - 1
}

// adder adds a made-up shop up by week, as the statements do over a database.
type adder struct {
	source, category [weeks]map[int]*kpi.Cell
	from             [weeks]map[int64]int // the source of a buyer's first order in a week
	amount, quantity [weeks]map[int]float64
}

func newAdder() *adder {
	a := &adder{}
	for w := range weeks {
		a.source[w], a.category[w], a.from[w] = map[int]*kpi.Cell{}, map[int]*kpi.Cell{}, map[int64]int{}
		a.amount[w], a.quantity[w] = map[int]float64{}, map[int]float64{}
	}
	return a
}

func at(cells map[int]*kpi.Cell, k int) *kpi.Cell {
	if cells[k] == nil {
		cells[k] = &kpi.Cell{}
	}
	return cells[k]
}

func (a *adder) visits(day, source int, visitors int64) {
	at(a.source[day/7], source).Visitors += float64(visitors)
}

func (a *adder) order(o anOrder) {
	w := o.day / 7
	source, known := a.from[w][o.customer]
	if !known {
		source, a.from[w][o.customer] = o.source, o.source
	}
	cell := at(a.source[w], source)
	if !known {
		cell.Buyers++
	}
	cell.Orders++
	for _, l := range o.lines {
		line := at(a.category[w], l.category)
		cell.Sales, line.Sales, line.Units = cell.Sales+l.amount, line.Sales+l.amount, line.Units+float64(l.quantity)
		product := 100*l.category + l.product
		a.amount[w][product], a.quantity[w][product] = a.amount[w][product]+l.amount, a.quantity[w][product]+float64(l.quantity)
	}
}

func (a *adder) cube() *kpi.Cube {
	for w := range weeks - 1 {
		for product, now := range a.amount[w] {
			if before := a.quantity[w+1][product]; before > 0 {
				line := at(a.category[w], product/100)
				line.Matched, line.MatchedBase = line.Matched+now, line.MatchedBase+a.quantity[w][product]*a.amount[w+1][product]/before
			}
		}
	}
	c := &kpi.Cube{Source: linesOf("s", a.source), Category: linesOf("c", a.category)}
	for _, l := range c.Source {
		for t, cell := range l.At {
			total := &c.Total.At[t]
			total.Visitors, total.Buyers = total.Visitors+cell.Visitors, total.Buyers+cell.Buyers
			total.Orders, total.Sales = total.Orders+cell.Orders, total.Sales+cell.Sales
		}
	}
	return c
}

func linesOf(letter string, cells [weeks]map[int]*kpi.Cell) []kpi.Line {
	var lines []kpi.Line
	for i := range 20 {
		l, found := kpi.Line{Name: fmt.Sprintf("%s%d", letter, i)}, false
		for w := range weeks {
			if cell := cells[w][i]; cell != nil {
				l.At[w], found = *cell, true
			}
		}
		if found {
			lines = append(lines, l)
		}
	}
	return lines
}

// Of 500 shops, each with one planted fault, the fault is named first in at
// least 95 of a hundred: the acceptance of the tree.
func TestS1_33_PlantedFaults(t *testing.T) {
	right := map[string]int{}
	all := map[string]int{}
	for seed := range uint64(500) {
		shop := newAdder()
		planted := makeUp(seed, visitorsADay, false, shop)
		causes := kpi.Causes(shop.cube())
		all[planted.node]++
		if len(causes) > 0 && (fault{causes[0].Node, causes[0].By, causes[0].Segment}) == planted && !causes[0].Usual {
			right[planted.node]++
		} else {
			t.Logf("seed %d: %+v was planted, named are %+v", seed, planted, causes)
		}
	}
	sum := 0
	for _, n := range right {
		sum += n
	}
	if sum < 475 {
		t.Errorf("%d of 500 faults are named first: %v of %v", sum, right, all)
	}
	t.Logf("%d of 500 faults are named first: %v of %v", sum, right, all)
}

// In a week like the others most shops hear of nothing: noise is not named.
func TestS1_33_CommonWeeks(t *testing.T) {
	quiet := 0
	for seed := range uint64(100) {
		shop := newAdder()
		makeUp(seed, visitorsADay/3, true, shop)
		if causes := kpi.Causes(shop.cube()); len(causes) > 0 && causes[0].Usual {
			quiet++
		}
	}
	if quiet < 80 {
		t.Errorf("only %d of 100 shops hear that nothing is out of the usual", quiet)
	}
	t.Logf("%d of 100 are quiet", quiet)
}
