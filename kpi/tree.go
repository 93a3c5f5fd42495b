package kpi

import (
	"context"
	"fmt"
	"math"

	"huike/feature"
	"huike/store"
)

// Tree is the shop of one stretch of days, read as a tree.
type Tree struct {
	Scope       feature.Scope
	Periods     Periods
	Currency    string
	Definition  Definition
	Nodes       []Node
	Causes      []Finding
	Sentences   []Sentence
	Planks      []Plank
	Departments []Scorecard
	Stage       Scorecard // the active set of the firm's stage
	Links       []Link
	Agents      []Agent
	Missing     []string // kinds of facts that were never imported
}

// Node is one node with its numbers; NaN is a number that is not known.
type Node struct {
	NodeDefinition
	Value Reading
	// Contribution is the node's part of the change of its parent since the stretch
	// before, in the parent's unit; the parts of one parent add up to its change.
	Contribution float64
	Industry     *Industry // nil: no series is imported
	Target       float64   // what is planned for the stretch
}

// Scorecard is what a department, or a stage of the firm, answers for (S1-05, S1-02).
type Scorecard struct {
	ID, Name string
	Items    []Score
}

// Score is one measure of a scorecard.
type Score struct {
	Measure, Unit string
	Value         Reading
	Target        float64
}

// Link is one of the seven links from outside to a kept customer (S1-03).
type Link struct {
	LinkDefinition
	No   int
	Node Node
}

// Tree reads a scope as a tree by week or by month (four weeks), up to its day.
// Several currencies are an error of kind Invalid, an unknown shop one of kind
// NotFound. A shop without orders has a tree without numbers.
//
// Source: methods 7; S1-01 to S1-05, S1-09, S1-30 to S1-35, S1-67.
func (k *KPI) Tree(ctx context.Context, s feature.Scope, period string) (Tree, error) {
	f, err := k.Facts(ctx, s, period)
	if err != nil {
		return Tree{}, err
	}
	return k.TreeOver(ctx, f)
}

// Facts are the shop's facts of a scope and period, added up once for its tree
// and for what the tree opens into. They may be read by several at once.
type Facts struct {
	r reader
	added
}

// added is what was added up.
type added struct {
	Have     sources
	Cube     *Cube
	Measures measures
	Agents   []Agent
}

// Facts adds the facts of a scope up. Errors are those of [KPI.Tree].
func (k *KPI) Facts(ctx context.Context, s feature.Scope, period string) (*Facts, error) {
	p, err := PeriodsOf(period, s.AsOf)
	if err != nil {
		return nil, err
	}
	currency, err := feature.Currency(ctx, k.db, s.Shop)
	if err != nil {
		return nil, err
	}
	f := &Facts{r: reader{ctx, k.db, s, p, currency}}
	f.added, err = kept(ctx, k, "tree of the "+period, s, f.r.add)
	return f, err
}

// add asks everything that a tree is made of.
func (r reader) add() (a added, err error) {
	if a.Have, err = r.sources(); err != nil {
		return a, err
	}
	if a.Cube, err = r.cube(a.Have); err != nil {
		return a, err
	}
	a.Have.Visits = a.Have.Visits && a.Cube.HasVisits()
	a.Measures, a.Agents, err = r.measures(a.Cube, a.Have)
	return a, err
}

// within returns the questions under another caller's context.
func (f *Facts) within(ctx context.Context) reader {
	r := f.r
	r.ctx = ctx
	return r
}

// TreeOver makes the tree of facts that were added up before.
func (k *KPI) TreeOver(ctx context.Context, f *Facts) (Tree, error) {
	r := f.within(ctx)
	d, err := k.Definition(ctx)
	if err != nil {
		return Tree{}, err
	}
	benchmarks, err := r.benchmarks()
	if err != nil {
		return Tree{}, err
	}
	targets, err := k.planned(ctx, r.scope, r.periods)
	if err != nil {
		return Tree{}, err
	}
	t := Tree{Scope: r.scope, Periods: r.periods, Currency: r.currency, Definition: d, Agents: f.Agents, Missing: f.Have.missing()}
	g := grower{d, f.Measures, f.Have, benchmarks, targets, r.periods}
	g.grow(&t)
	t.Planks = g.planks(f.Cube)
	t.Causes = findings(d, Causes(f.Cube))
	t.Sentences = t.sentences(f.Cube)
	return t, nil
}

func (s sources) missing() []string {
	missing := []string{}
	for _, f := range []struct {
		kind  string
		there bool
	}{{"visits", s.Visits}, {"chats", s.Chats}, {"behaviour", s.Behaviour}, {"reviews", s.Reviews}, {"industry", s.Industry}, {"lines", s.Lines}} {
		if !f.there {
			missing = append(missing, f.kind)
		}
	}
	return missing
}

// grower makes a definition's nodes out of the shop's measures.
type grower struct {
	definition Definition
	measures   measures
	have       sources
	benchmarks []Benchmark
	targets    map[string]float64
	periods    Periods
}

var unknownReading = Reading{math.NaN(), math.NaN(), math.NaN()}

// reading returns a measure; unknown where the facts for it are missing.
func (g grower) reading(measure string) Reading {
	for _, n := range g.definition.Nodes {
		if n.measure() == measure && n.Needs != "" && !g.have.known(n.Needs) {
			return unknownReading
		}
	}
	if v, ok := g.measures[measure]; ok {
		return v
	}
	return unknownReading
}

func (g grower) target(measure string) float64 {
	if v, ok := g.targets[measure]; ok {
		return v
	}
	return math.NaN()
}

func (g grower) grow(t *Tree) {
	for _, n := range g.definition.Nodes {
		if n.Lacks != "" && g.have.known(n.Lacks) || n.Kind == "factor" && n.Needs != "" && !g.have.known(n.Needs) {
			continue
		}
		t.Nodes = append(t.Nodes, g.node(n))
	}
	for i := range t.Nodes {
		g.contribute(t, &t.Nodes[i])
	}
	for _, s := range g.definition.Departments {
		t.Departments = append(t.Departments, g.scorecard(s))
	}
	for _, s := range g.definition.Stages {
		if s.ID == g.definition.Stage {
			t.Stage = g.scorecard(s)
		}
	}
	for i, l := range g.definition.Links {
		for _, n := range g.definition.Nodes {
			if n.ID == l.Node {
				t.Links = append(t.Links, Link{l, i + 1, g.node(n)})
			}
		}
	}
}

func (g grower) node(d NodeDefinition) Node {
	n := Node{NodeDefinition: d, Value: g.reading(d.measure()), Contribution: math.NaN(), Target: g.target(d.measure())}
	n.Industry = industryOf(g.benchmarks, d.measure(), g.periods, n.Value)
	if n.Industry != nil && d.Unit != "money" && d.Unit != "count" {
		n.Industry.Share, n.Industry.Gap = math.NaN(), math.NaN()
	}
	return n
}

func (g grower) scorecard(s Set) Scorecard {
	return Scorecard{s.ID, s.Name, each(s.Nodes, func(measure string) Score {
		return Score{measure, g.definition.unit(measure), g.reading(measure), g.target(measure)}
	})}
}

// contribute splits a node's change among its children.
func (g grower) contribute(t *Tree, parent *Node) {
	if parent.Kind == "whole" {
		parent.Contribution = parent.Value.Change()
	}
	var factors, parts []*Node
	for i := range t.Nodes {
		switch n := &t.Nodes[i]; {
		case n.Parent != parent.ID:
		case n.Kind == "factor":
			factors = append(factors, n)
		case n.Kind == "part" && !math.IsNaN(n.Value.Change()):
			parts = append(parts, n)
		}
	}
	change := parent.Value.Change()
	if math.IsNaN(change) {
		return
	}
	if len(factors) > 0 {
		split := splitChain(valuesOf(factors, 1), valuesOf(factors, 0), change)
		for i, n := range factors {
			n.Contribution = split[i]
		}
	}
	for _, n := range parts {
		n.Contribution = n.Value.Change()
	}
	settleParts(parts, change)
}

// settleParts takes the rounding of the sum out of the largest part. Parts that
// are not all known are left as they are.
func settleParts(parts []*Node, change float64) {
	if len(parts) == 0 {
		return
	}
	values := make([]float64, len(parts))
	sum, size := 0.0, math.Abs(change)
	for i, n := range parts {
		values[i] = n.Contribution
		sum, size = sum+values[i], size+math.Abs(n.Value[0])
	}
	if math.Abs(sum-change) > 1e-9*size {
		return
	}
	for i, v := range settle(values, change) {
		parts[i].Contribution = v
	}
}

func valuesOf(nodes []*Node, stretch int) []float64 {
	v := make([]float64, len(nodes))
	for i, n := range nodes {
		v[i] = n.Value[stretch]
	}
	return v
}

// Version names what a tree depends on besides the facts: its definition and the
// targets. Equal versions over equal facts give equal trees.
func (k *KPI) Version(ctx context.Context) (string, error) {
	v, _, err := store.One(ctx, k.db, queries.Get("tree_version"), nil, func(r *store.Rows) (string, error) {
		var definition, targets, ended int64
		err := r.Scan(&definition, &targets, &ended)
		return fmt.Sprintf("%d/%d/%d", definition, targets, ended), err
	})
	return v, err
}
