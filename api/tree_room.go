package api

import (
	"context"
	"math"

	"huike/feature"
	"huike/kpi"
)

// OfTrees answers for the KPI tree and its targets.
func OfTrees(r OverviewRooms) Trees { return treeRoom{r} }

type treeRoom struct{ OverviewRooms }

// key adds to a question what the tree depends on besides the facts.
func (r treeRoom) key(ctx context.Context, s feature.Scope, question string) (memoKey, error) {
	version, err := r.KPI.Version(ctx)
	return memoKey{question: question + " " + version, scope: s}, err
}

func (r treeRoom) Tree(ctx context.Context, in *TreeRequest) (Tree, error) {
	scope, err := r.scope(ctx, in.Scope)
	if err != nil {
		return Tree{}, err
	}
	k, err := r.key(ctx, scope, "tree "+in.Period)
	if err != nil {
		return Tree{}, err
	}
	return remembered(ctx, r.Base, k, func(ctx context.Context) (Tree, error) {
		f, err := r.facts(ctx, scope, in.Period)
		if err != nil {
			return Tree{}, err
		}
		t, err := r.KPI.TreeOver(ctx, f)
		return TreeOf(t), err
	})
}

// facts are added up once for the tree and for all that it opens into.
func (r treeRoom) facts(ctx context.Context, s feature.Scope, period string) (*kpi.Facts, error) {
	return remembered(ctx, r.Base, memoKey{question: "facts " + period, scope: s}, func(ctx context.Context) (*kpi.Facts, error) {
		return r.KPI.Facts(ctx, s, period)
	})
}

func (r treeRoom) Drill(ctx context.Context, in *DrillRequest) (Drill, error) {
	scope, err := r.scope(ctx, in.Scope)
	if err != nil {
		return Drill{}, err
	}
	k, err := r.key(ctx, scope, "drill "+in.Period+" "+in.Node+" "+in.By)
	if err != nil {
		return Drill{}, err
	}
	return remembered(ctx, r.Base, k, func(ctx context.Context) (Drill, error) {
		f, err := r.facts(ctx, scope, in.Period)
		if err != nil {
			return Drill{}, err
		}
		d, err := r.KPI.DrillOver(ctx, f, in.Node, in.By)
		return DrillOf(d), err
	})
}

func (r treeRoom) SetStage(ctx context.Context, in *StageRequest) (StageAnswer, error) {
	d, err := r.KPI.Activate(ctx, in.Body.Stage, actorOf(ctx), r.Clock())
	if err != nil {
		return StageAnswer{}, err
	}
	return StageAnswer{d.Stage, d.Version}, r.Book.note(ctx, "tree.stage", "definition", int64(d.Version), d.Stage)
}

// defined is a number, or nil where there is none.
func defined(v float64) *float64 {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return nil
	}
	return &v
}

func daysOf(s kpi.Span) Days { return Days{Day{s.From}, Day{s.To}} }

// TreeOf puts a tree into the door's words.
func TreeOf(t kpi.Tree) Tree {
	p := t.Periods
	return Tree{AsOf: Day{t.Scope.AsOf}, PeriodName: p.Name, Period: daysOf(p.Now), Previous: daysOf(p.Previous), YearAgo: daysOf(p.YearAgo),
		Festival: p.Festival, Currency: t.Currency, Definition: t.Definition.Version,
		Nodes: each(t.Nodes, nodeOf), Causes: each(t.Causes, causeOf), Planks: each(t.Planks, plankOf),
		Sentences:   each(t.Sentences, func(s kpi.Sentence) TreeSentence { return TreeSentence{s.Code, s.Params, s.Text} }),
		Departments: each(t.Departments, cardOf), Stage: cardOf(t.Stage),
		Stages: each(t.Definition.Stages, func(s kpi.Set) string { return s.ID }),
		Links: each(t.Links, func(l kpi.Link) TreeLink {
			return TreeLink{l.No, nodeOf(l.Node), l.Audience, l.Playbook}
		}),
		Agents: each(t.Agents, agentOf),
		Roles:  each(t.Definition.Roles, func(r kpi.Role) TreeRole { return TreeRole{r.ID, r.Shows, r.Nodes} }), Missing: t.Missing}
}

func nodeOf(n kpi.Node) TreeNode {
	v := n.Value
	out := TreeNode{ID: n.ID, Tree: n.Tree, Kind: n.Kind, Name: n.Name, Unit: n.Unit, Department: n.Department,
		Value: defined(v[0]), Previous: defined(v[1]), YearAgo: defined(v[2]), Change: defined(v.Change()),
		Growth: defined(v.Growth()), YearGrowth: defined(v.YearGrowth()), Contribution: defined(n.Contribution),
		Target: defined(n.Target), Opens: n.Opens()}
	if n.Parent != "" {
		out.Parent = &n.Parent
	}
	if i := n.Industry; i != nil {
		out.Industry = &Benchmark{Value: i.Value, Series: i.Series, Period: i.Period, Start: Day{i.Start}, Origin: i.Origin, NotedOn: Day{i.NotedOn},
			Growth: defined(i.Growth), Relative: defined(i.Relative), Share: defined(i.Share), Gap: defined(i.Gap), Position: defined(i.Position)}
	}
	return out
}

func causeOf(f kpi.Finding) TreeCause {
	c := TreeCause{Node: f.Node, By: f.By, Name: f.Segment, Contribution: f.Contribution, Share: defined(f.Share), Usual: f.Usual,
		Questions: f.Questions, Owner: f.Owner, Next: f.Next}
	if f.By != "" {
		c.Segment = f.By + ":" + f.Segment
	}
	if len(f.Questions) > 0 {
		c.Question = f.Questions[0]
	}
	return c
}

func plankOf(p kpi.Plank) TreePlank {
	return TreePlank{p.Measure, p.Unit, defined(p.Value), defined(p.Reference), p.Against, defined(p.Ratio), p.Weakest}
}

func cardOf(s kpi.Scorecard) TreeCard {
	return TreeCard{s.ID, s.Name, each(s.Items, func(i kpi.Score) TreeScore {
		v := i.Value
		return TreeScore{i.Measure, i.Unit, defined(v[0]), defined(v[1]), defined(v[2]), defined(v.Growth()), defined(i.Target)}
	})}
}

func agentOf(a kpi.Agent) TreeAgent {
	return TreeAgent{Name: a.Name, Asked: a.Asked, Bought: a.Bought, Orders: a.Orders, Sales: a.Sales,
		Rate:         defined(float64(a.Bought) / float64(a.Asked)),
		RateBefore:   defined(float64(a.BoughtBefore) / float64(a.AskedBefore)),
		OrderAverage: defined(a.Sales / float64(a.Orders))}
}

// DrillOf puts an opened node into the door's words.
func DrillOf(d kpi.Drill) Drill {
	return Drill{Node: d.Node, By: d.By, Unit: d.Unit, Period: daysOf(d.Periods.Now), Before: daysOf(d.Periods.Previous), Currency: d.Currency,
		Value: defined(d.Value[0]), Previous: defined(d.Value[1]), Change: defined(d.Value.Change()), Ways: d.Ways,
		Rows: each(d.Rows, func(r kpi.DrillRow) DrillSegment {
			return DrillSegment{Segment: r.Segment, Group: r.Group, Value: defined(r.Value[0]), Previous: defined(r.Value[1]), YearAgo: defined(r.Value[2]),
				Contribution: defined(r.Contribution), Rate: defined(r.Rate), Mix: defined(r.Mix), Weight: defined(r.Weight), Cost: defined(r.Cost)}
		})}
}
