package kpi

import (
	"cmp"
	"math"
	"slices"

	"huike/stat"
)

// Cause is one thing that moved the sales since the stretch of days before: a
// factor of one segment, or of the whole shop.
type Cause struct {
	Node    string // visitors, conversion, buyers, frequency, order_value, units, price, assortment
	By      string // how the shop is cut: source, category; "" for the whole shop
	Segment string // the line of the cut
	// Contribution is what the factor added to the change of sales, in money.
	Contribution float64
	Share        float64 // of the change; NaN where nothing changed
	Z            float64 // how far from usual, in standard errors
	// Usual reports a movement as large as those of common weeks: nothing to act on.
	Usual bool
}

const (
	// segmentLimit is the z from which a segment stands out beside the others. A
	// cause weighs by how far it is beyond, so that what barely stands out ranks low.
	segmentLimit = 3
	// wholeSpread is by how much whole shops swing from week to week, as a logarithm.
	wholeSpread = 0.05
	// leastShare is the part of the sales below which a movement is no cause.
	leastShare = 0.004
	mostCauses = 3
)

// movement is how far a factor of one segment, or of all, moved out of the usual.
type movement struct {
	Cause
	specific float64 // money, without what moved in all segments alike
	weight   float64 // by which causes are ranked
}

// Causes returns up to three causes of the change of sales, the largest first:
// those that are out of the usual, and after them the largest of the shop's
// factors, marked as usual. A segment's movement is judged beside the other
// segments, whose common movement is nobody's in particular, and beside its own
// history and what chance alone would do.
//
// Source: methods 7.1 and 7.3.
func Causes(c *Cube) []Cause {
	change := c.Total.At[0].Sales - c.Total.At[1].Sales
	scale := max(c.Total.At[0].Sales, c.Total.At[1].Sales)
	if scale <= 0 {
		return nil
	}
	var single, whole []movement
	for _, k := range c.cuts() {
		s, w := k.movements(depth(c))
		single = append(single, consequences(outstanding(s, segmentLimit, scale))...)
		whole = append(whole, w...)
	}
	if len(whole) == 0 {
		whole = c.wholeMovements(depth(c))
	}
	whole = append(whole, c.kindMovements(depth(c))...)
	found := append(single, outstanding(beyond(whole, single), stat.ModifiedZLimit, scale)...)
	slices.SortStableFunc(found, func(a, b movement) int { return cmp.Compare(b.weight, a.weight) })
	all := c.fill(found)
	for i := range all {
		all[i].Share = over(all[i].Contribution, change)
	}
	return all
}

// depth is how many stretches before the current one have sales.
func depth(c *Cube) int {
	t := 0
	for t < history && c.Total.At[t+1].Sales > 0 {
		t++
	}
	return t
}

// series is the level of one factor over the stretches, per line: out of its usual.
type series [history + 1]float64

// movements returns how far every factor of every line moved, beside the others,
// and how far all moved together.
func (k cut) movements(depth int) (single, whole []movement) {
	if depth == 0 {
		return nil, nil
	}
	parts := make([][]float64, len(k.lines))
	for g := range k.lines {
		parts[g] = k.split(k.lines[g].At[1], k.lines[g].At[0])
	}
	for i, f := range k.factors {
		levels, usual := f.levels(k.lines, depth)
		common := commonOf(levels, depth)
		spread := pooled(levels, common, k.lines, usual, f, depth)
		all := movement{Cause: Cause{Node: f.node, Z: zOf(common, depth, wholeSpread)}}
		for g := range k.lines {
			l := &k.lines[g]
			shared := meanSales(l) * (common[0] - common[1])
			all.Contribution, all.specific = all.Contribution+parts[g][i], all.specific+shared
			if math.IsNaN(levels[g][0] + levels[g][1]) {
				continue
			}
			own := minus(levels[g], common)
			single = append(single, movement{
				Cause:    Cause{Node: f.node, By: k.by, Segment: l.Name, Contribution: parts[g][i], Z: zOf(own, depth, max(k.least, spread*f.noise(l, usual[g])))},
				specific: parts[g][i] - shared,
			})
		}
		if f.node != "units" && f.node != "assortment" { // which are the buyers' doing, seen from the goods
			whole = append(whole, all)
		}
	}
	return single, whole
}

// levels returns every line's level less its usual one, and the usual ones.
func (f factor) levels(lines []Line, depth int) (levels []series, usual []float64) {
	levels, usual = make([]series, len(lines)), make([]float64, len(lines))
	for g := range lines {
		var before []float64
		for t := 0; t <= depth; t++ {
			levels[g][t] = f.level(&lines[g], t)
			if t > 0 && !math.IsNaN(levels[g][t]) {
				before = append(before, levels[g][t])
			}
		}
		b, _ := stat.NewBaseline(before)
		usual[g] = b.Median
		for t := 0; t <= depth; t++ {
			levels[g][t] -= usual[g]
		}
	}
	return levels, usual
}

// commonOf is the middle of the lines in every stretch: a fault of one of them
// does not move it. Of one or two lines nobody can tell which moved, so there it
// is 0.
func commonOf(levels []series, depth int) (common series) {
	if len(levels) < 3 {
		return common
	}
	for t := 0; t <= depth; t++ {
		var values []float64
		for g := range levels {
			if v := levels[g][t]; !math.IsNaN(v) {
				values = append(values, v)
			}
		}
		if b, ok := stat.NewBaseline(values); ok {
			common[t] = b.Median
		}
	}
	return common
}

func minus(a, b series) series {
	for t := range a {
		a[t] -= b[t]
	}
	return a
}

// pooled is by how much the lines spread more than chance alone lets them: their
// root mean square over the stretches before, at least 1.
func pooled(levels []series, common series, lines []Line, usual []float64, f factor, depth int) float64 {
	var ratios []float64
	for g := range levels {
		noise := f.noise(&lines[g], usual[g])
		for t := 1; t <= depth; t++ {
			if v := levels[g][t] - common[t]; !math.IsNaN(v) {
				ratios = append(ratios, math.Abs(v)/noise)
			}
		}
	}
	b, ok := stat.NewBaseline(ratios)
	if !ok {
		return 1
	}
	return max(1, b.Median/0.6745)
}

// priorStretches is how many stretches of its own a line must have before its
// spread outweighs that of all lines together.
const priorStretches = 8

// zOf is how far the current level is from the middle of the stretches before, in
// standard errors. The line's own spread, known from a few stretches only, is
// drawn towards the spread that is expected of it.
//
// Source: Smyth 2004, the moderated variance; Iglewicz & Hoaglin 1993, the middle.
func zOf(s series, depth int, expected float64) float64 {
	var before []float64
	for t := 1; t <= depth; t++ {
		if !math.IsNaN(s[t]) {
			before = append(before, s[t])
		}
	}
	b, ok := stat.NewBaseline(before)
	if !ok || math.IsNaN(s[0]) {
		return 0
	}
	n, own := float64(len(before)), 1.253314*b.MeanAD
	spread := math.Sqrt((n*own*own + priorStretches*expected*expected) / (n + priorStretches))
	return (s[0] - b.Median) / (max(spread, expected/2) * math.Sqrt(1+1.57/n))
}

// meanSales is the logarithmic mean of a line's sales, by which a factor's
// logarithm becomes money; 0 where one stretch has none.
func meanSales(l *Line) float64 {
	a, b := l.At[0].Sales, l.At[1].Sales
	if a <= 0 || b <= 0 {
		return 0
	}
	if r := math.Log(a / b); math.Abs(r) > 1e-8 {
		return (a - b) / r
	}
	return (a + b) / 2
}

// outstanding keeps the movements that are out of the usual, worth a look, and
// moved the sales since the stretch before the way they stand out.
func outstanding(all []movement, limit, scale float64) []movement {
	var kept []movement
	for _, m := range all {
		if m.weight = math.Abs(m.specific) * (1 - limit/m.Z*limit/m.Z); math.Abs(m.Z) > limit && m.weight > leastShare*scale && m.specific*m.Z > 0 {
			kept = append(kept, m)
		}
	}
	return kept
}

// consequences joins a price and what the customers answered to it: fewer units
// at a higher price are the price's doing, and are left out.
func consequences(all []movement) []movement {
	for i, price := range all {
		if price.Node != "price" {
			continue
		}
		for _, m := range all {
			if m.Node == "units" && m.Segment == price.Segment && m.Z*price.Z < 0 {
				all[i].weight = max(price.weight, m.weight)
				all[i].specific += m.specific
			}
		}
	}
	return slices.DeleteFunc(all, func(m movement) bool {
		return m.Node == "units" && slices.ContainsFunc(all, func(p movement) bool {
			return p.Node == "price" && p.Segment == m.Segment && m.Z*p.Z < 0
		})
	})
}

// beyond takes from the shop's movements what single segments already explain: a
// category that is sold out lets the conversion of every source fall.
func beyond(whole, single []movement) []movement {
	explained := 0.0
	for _, m := range single {
		explained += m.specific
	}
	left := slices.Clone(whole)
	for i := range left {
		if m := &left[i]; m.specific*explained > 0 {
			rest := m.specific - explained
			if m.specific = rest; rest*explained < 0 {
				m.specific = 0
			}
		}
	}
	return left
}

// wholeMovements judges the shop's own factors, where it cannot be cut.
func (c *Cube) wholeMovements(depth int) []movement {
	k := c.sourceCut("", []Line{c.Total})
	single, _ := k.movements(depth)
	for i := range single {
		single[i].Segment = ""
	}
	return single
}

// kindMovements judges new and kept customers. They are two, so that each is held
// against its own past alone, like the whole shop.
func (c *Cube) kindMovements(depth int) []movement {
	known := slices.DeleteFunc(slices.Clone(c.Kind), func(l Line) bool { return l.Name == "keyless" })
	k := cut{by: "kind", lines: known, factors: []factor{buyersFactor, frequencyFactor, orderFactor}, split: splitBuyers, least: wholeSpread}
	single, _ := k.movements(depth)
	return single
}

// fill completes the causes to three with the shop's largest factors.
func (c *Cube) fill(found []movement) []Cause {
	var all []Cause
	k := c.sourceCut("", []Line{c.Total})
	parts := k.split(c.Total.At[1], c.Total.At[0])
	order := make([]int, len(parts))
	for i := range order {
		order[i] = i
	}
	for _, m := range found[:min(len(found), mostCauses)] {
		i := slices.IndexFunc(k.factors, func(f factor) bool { return f.node == m.Node })
		if m.By == "" && i >= 0 { // the number that stands in the tree
			m.Contribution = parts[i]
		}
		all = append(all, m.Cause)
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(math.Abs(parts[b]), math.Abs(parts[a])) })
	for _, i := range order {
		known := slices.ContainsFunc(all, func(o Cause) bool { return o.Node == k.factors[i].node && o.By == "" })
		if len(all) < mostCauses && !known && parts[i] != 0 {
			all = append(all, Cause{Node: k.factors[i].node, Contribution: parts[i], Usual: true})
		}
	}
	return all
}
