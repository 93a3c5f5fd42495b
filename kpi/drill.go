package kpi

import (
	"context"
	"maps"
	"math"
	"slices"
	"strings"

	"huike"
	"huike/feature"
	"huike/stat"
	"huike/store"
)

// Drill opens a node into segments.
type Drill struct {
	Node, By, Unit string
	Periods        Periods
	Currency       string
	Value          Reading
	Rows           []DrillRow
	Ways           []string // by what else the node opens
}

// DrillRow is one segment of a node.
type DrillRow struct {
	Segment, Group string
	Value          Reading
	// Contribution is the segment's part of the node's change; the rows add up to it.
	Contribution float64
	Rate, Mix    float64 // of a ratio: by the segment's own ratio, and by its weight; NaN of a count
	Weight       float64 // of a ratio: the segment's part of the denominator now; NaN of a count
	Cost         float64 // of the segment's visits; NaN where there are none
}

// mostRows is how many segments are told apart; the others are added up.
const mostRows = 50

// restSegment names what the others add up to, and what no line holds.
const restSegment = "(rest)"

// measured is a measure that opens into segments: a count or sum, or the ratio
// of two of them.
type measured struct{ top, bottom func(Cell) float64 }

func ordersOf(c Cell) float64 { return c.Orders }
func sales(c Cell) float64    { return c.Sales }
func cost(c Cell) float64     { return c.Cost }

var opening = map[string]measured{
	"sales": {sales, nil}, "customer_sales": {sales, nil}, "orders": {ordersOf, nil}, "buyers": {buyers, nil},
	"visitors": {visitors, nil}, "visit_cost": {cost, nil}, "units": {units, nil},
	"conversion": {buyers, visitors}, "frequency": {ordersOf, buyers}, "order_value": {sales, ordersOf},
}

// Opens lists by what the node opens into segments; nothing for a node that does
// not.
func (n Node) Opens() []string {
	if _, known := opening[n.measure()]; !known {
		return nil
	}
	return ways(n.measure())
}

// ways lists by what a node opens.
func ways(node string) []string {
	switch node {
	case "visitors", "conversion", "visit_cost":
		return []string{"source", "source_group"}
	case "units":
		return []string{"category", "product"}
	case "sales", "customer_sales":
		return []string{"source", "source_group", "kind", "stage", "ladder", "category", "product", "province", "department"}
	}
	return []string{"source", "source_group", "kind", "stage", "ladder", "province"}
}

// Drill opens a node by source, source_group, kind (new, kept, keyless), stage or
// ladder before the stretch began, category, product, province or department.
// The rows' contributions add up to the node's change. An unknown node or way is
// an error of kind Invalid.
//
// Source: methods 7.1; S1-32, S1-35.
func (k *KPI) Drill(ctx context.Context, s feature.Scope, period, node, by string) (Drill, error) {
	if _, err := openingOf(node, by); err != nil {
		return Drill{}, err
	}
	f, err := k.Facts(ctx, s, period)
	if err != nil {
		return Drill{}, err
	}
	return k.DrillOver(ctx, f, node, by)
}

// openingOf returns how a node opens by a way.
func openingOf(node, by string) (measured, error) {
	m, known := opening[node]
	if !known {
		names := slices.Sorted(maps.Keys(opening))
		return m, huike.Errorf(huike.Invalid, "kpi.node", "the node %q does not open into segments; choose among %s", node, strings.Join(names, ", "))
	}
	if !slices.Contains(ways(node), by) {
		return m, huike.Errorf(huike.Invalid, "kpi.by", "%s does not open by %q; choose among %s", node, by, strings.Join(ways(node), ", "))
	}
	return m, nil
}

// DrillOver opens a node over facts that were added up before.
func (k *KPI) DrillOver(ctx context.Context, f *Facts, node, by string) (Drill, error) {
	m, err := openingOf(node, by)
	if err != nil {
		return Drill{}, err
	}
	r := f.within(ctx)
	d := Drill{Node: node, By: by, Periods: r.periods, Currency: r.currency, Ways: ways(node), Unit: Unit(node)}
	if by == "department" {
		return k.byDepartment(ctx, f, d)
	}
	lines, total, err := f.segments(r, by)
	if err != nil {
		return Drill{}, err
	}
	return d.open(m, few(lines), total), nil
}

// segments cuts the shop in one way; total is the shop.
func (f *Facts) segments(r reader, by string) ([]Line, Line, error) {
	switch by {
	case "stage", "ladder":
		return r.stages(by)
	case "province":
		return r.cells("tree_province", r.three(nil))
	case "product":
		lines, _, err := r.cells("tree_product", r.three(nil))
		lines, total := withRest(lines, f.Cube.Total)
		return lines, total, err
	case "category":
		lines, total := withRest(slices.Clone(f.Cube.Category), f.Cube.Total)
		return lines, total, nil
	case "kind":
		return f.Cube.Kind, f.Cube.Total, nil
	case "source_group":
		return groups(f.Cube.Source), f.Cube.Total, nil
	}
	return f.Cube.Source, f.Cube.Total, nil
}

// cells reads segments of the three stretches.
func (r reader) cells(query string, args store.Args) ([]Line, Line, error) {
	var lines []Line
	var total Line
	err := sum(asked(r.ctx, r.db, query, args, func(rows *store.Rows) (add func(), err error) {
		var i int
		var segment string
		var buyers, orders, units, amount int64
		err = rows.Scan(&i, &segment, &buyers, &orders, &units, &amount)
		if i == 2 {
			i = -1
		}
		cell := Cell{Buyers: float64(buyers), Orders: float64(orders), Units: float64(units), Sales: r.major(amount)}
		return func() {
			lines = put(lines, segment, "", i, cell)
			total.cell(i).add(cell)
		}, err
	}))
	return sorted(lines), total, err
}

// withRest adds to order lines what is paid beyond them: postage, less discounts.
func withRest(lines []Line, total Line) ([]Line, Line) {
	for t := -1; t <= 1; t++ {
		sum := Cell{}
		for i := range lines {
			sum.add(*lines[i].cell(t))
		}
		total.cell(t).Units = sum.Units
		lines = put(lines, restSegment, "", t, Cell{Sales: total.cell(t).Sales - sum.Sales})
	}
	return lines, total
}

// stages cuts the buyers by where they stood when the stretch began.
func (r reader) stages(by string) ([]Line, Line, error) {
	d, err := feature.New(r.db).Definition(r.ctx)
	if err != nil {
		return nil, Line{}, err
	}
	b := d.Bounds
	return r.cells("tree_stage", r.three(store.Args{"ladder": by == "ladder", "as_of": r.periods.Now.To,
		"bound_1": b[0], "bound_2": b[1], "bound_3": b[2], "bound_4": b[3], "bound_5": b[4]}))
}

// few keeps the largest segments and adds up the others.
func few(lines []Line) []Line {
	if len(lines) <= mostRows {
		return lines
	}
	rest := Line{Name: restSegment}
	for i := mostRows - 1; i < len(lines); i++ {
		for t := -1; t <= history; t++ {
			rest.cell(t).add(*lines[i].cell(t))
		}
	}
	return append(slices.Clone(lines[:mostRows-1]), rest)
}

// open fills the rows. Of a ratio every segment adds by its own ratio and by its
// weight; where one stretch has no denominator nothing can be split.
func (d Drill) open(m measured, lines []Line, total Line) Drill {
	value := func(c Cell) float64 {
		if m.bottom == nil {
			return m.top(c)
		}
		return over(m.top(c), m.bottom(c))
	}
	for i, c := range total.three() {
		d.Value[i] = value(c)
	}
	for i := range lines {
		l := &lines[i]
		row := DrillRow{Segment: l.Name, Group: l.Group, Contribution: math.NaN(), Rate: math.NaN(), Mix: math.NaN(), Weight: math.NaN(), Cost: math.NaN()}
		for k, c := range l.three() {
			row.Value[k] = value(c)
		}
		if l.At[0].Cost > 0 {
			row.Cost = l.At[0].Cost
		}
		if m.bottom == nil {
			row.Contribution = row.Value.Change()
		}
		d.Rows = append(d.Rows, row)
	}
	if m.bottom != nil {
		d.rates(m, lines)
	}
	d.settle()
	return d
}

// rates splits the change of a ratio into the segments' own ratios and their
// weights (Kitagawa 1955).
func (d *Drill) rates(m measured, lines []Line) {
	at := func(t int) []stat.RatedSegment {
		return each(lines, func(l Line) stat.RatedSegment {
			c := l.At[t]
			return stat.RatedSegment{Weight: max(0, m.bottom(c)), Rate: zeroIfUnknown(over(m.top(c), m.bottom(c)))}
		})
	}
	now := at(0)
	mix, err := stat.DecomposeRate(at(1), now)
	if err != nil {
		return // a stretch without a denominator has no ratio that could change
	}
	sum := 0.0
	for _, s := range now {
		sum += s.Weight
	}
	for i := range d.Rows {
		row := &d.Rows[i]
		row.Rate, row.Mix, row.Weight = mix.Rate[i], mix.Mix[i], over(now[i].Weight, sum)
		row.Contribution = row.Rate + row.Mix
	}
}

func zeroIfUnknown(x float64) float64 {
	if math.IsNaN(x) {
		return 0
	}
	return x
}

// settle lets the rows add up to the change to the last digit.
func (d *Drill) settle() {
	change := d.Value.Change()
	parts := each(d.Rows, func(r DrillRow) float64 { return r.Contribution })
	if len(parts) == 0 || math.IsNaN(change) || slices.ContainsFunc(parts, math.IsNaN) {
		return
	}
	for i, v := range settle(parts, change) {
		d.Rows[i].Contribution = v
	}
}

// byDepartment adds up what the factors of sales did by who answers for them.
func (k *KPI) byDepartment(ctx context.Context, f *Facts, d Drill) (Drill, error) {
	definition, err := k.Definition(ctx)
	if err != nil {
		return Drill{}, err
	}
	c := f.Cube
	cut := c.sourceCut("", nil)
	for i, cell := range c.Total.three() {
		d.Value[i] = cell.Sales
	}
	for i, part := range cut.split(c.Total.At[1], c.Total.At[0]) {
		owner := definition.department(cut.factors[i].node)
		at := slices.IndexFunc(d.Rows, func(r DrillRow) bool { return r.Segment == owner })
		if at < 0 {
			at = len(d.Rows)
			d.Rows = append(d.Rows, DrillRow{Segment: owner, Value: unknownReading, Rate: math.NaN(), Mix: math.NaN(), Weight: math.NaN(), Cost: math.NaN()})
		}
		d.Rows[at].Contribution += part
	}
	d.settle()
	return d, nil
}
