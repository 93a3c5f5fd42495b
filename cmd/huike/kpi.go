package main

import (
	"context"
	"fmt"
	"io"

	"huike/api"
	"huike/feature"
	"huike/kpi"
	"huike/store"
)

type kpiCommand struct {
	Tree   kpiTreeCommand   `cmd:"" help:"The shop as a tree, and what moved the sales."`
	Drill  kpiDrillCommand  `cmd:"" help:"Open a node of the tree into segments."`
	Stage  kpiStageCommand  `cmd:"" help:"Make the measures of a stage of the firm the active set."`
	Target kpiTargetCommand `cmd:"" help:"Targets by week: set, list, take back."`
}

type kpiTreeCommand struct {
	scopeFlags
	Period string `enum:"week,month" default:"week" help:"week: seven days; month: four weeks; up to the as-of day."`
}

// Run prints the tree.
func (c *kpiTreeCommand) Run(ctx context.Context, g *Globals) error {
	return c.within(ctx, g, func(db store.DB, s feature.Scope) error {
		t, err := kpi.New(db).Tree(ctx, s, c.Period)
		if err != nil {
			return err
		}
		answer := api.TreeOf(t)
		return g.print(answer, func(w io.Writer) { writeTree(w, answer) })
	})
}

func writeTree(w io.Writer, t api.Tree) {
	fmt.Fprintf(w, "%s to %s\tvalue\tbefore\ta year ago\tgrowth\tcontribution\ttarget\n", t.Period.From, t.Period.To)
	for _, n := range t.Nodes {
		indent := "  "
		if n.Parent == nil {
			indent = ""
		}
		fmt.Fprintf(w, "%s%s\t%s\t%s\t%s\t%s\t%s\t%s\n", indent, n.Name, amount(n.Value, n.Unit), amount(n.Previous, n.Unit), amount(n.YearAgo, n.Unit),
			amount(n.Growth, "rate"), amount(n.Contribution, ""), amount(n.Target, n.Unit))
	}
	for _, s := range t.Sentences {
		fmt.Fprintf(w, "%s\n", s.Text)
	}
	for i, c := range t.Causes {
		where := c.Segment
		if where == "" {
			where = "whole shop"
		}
		fmt.Fprintf(w, "%d. %s, %s: %+.2f %s. %s %s (%s)\n", i+1, c.Node, where, c.Contribution, t.Currency, c.Question, c.Next, c.Owner)
	}
}

// amount writes a number in its unit; "-" where there is none.
func amount(v *float64, unit string) string {
	switch {
	case v == nil:
		return "-"
	case unit == "rate":
		return fmt.Sprintf("%.2f %%", 100**v)
	case unit == "count":
		return fmt.Sprintf("%.0f", *v)
	}
	return fmt.Sprintf("%.2f", *v)
}

type kpiDrillCommand struct {
	kpiTreeCommand
	Node string `arg:"" help:"The node, for example sales, visitors, conversion, order_value."`
	By   string `default:"source" help:"source, source_group, kind, stage, ladder, category, product, province or department."`
}

// Run prints the segments of a node.
func (c *kpiDrillCommand) Run(ctx context.Context, g *Globals) error {
	return c.within(ctx, g, func(db store.DB, s feature.Scope) error {
		d, err := kpi.New(db).Drill(ctx, s, c.Period, c.Node, c.By)
		if err != nil {
			return err
		}
		answer := api.DrillOf(d)
		return g.print(answer, func(w io.Writer) {
			fmt.Fprintf(w, "%s by %s\tvalue\tbefore\tcontribution\n", answer.Node, answer.By)
			for _, r := range answer.Rows {
				fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", r.Segment, amount(r.Value, d.Unit), amount(r.Previous, d.Unit), amount(r.Contribution, ""))
			}
		})
	})
}

type kpiStageCommand struct {
	Stage string `arg:"" help:"start, growth, mature or renewal."`
}

// Run activates a stage.
func (c *kpiStageCommand) Run(ctx context.Context, g *Globals) error {
	return g.withDB(ctx, func(db store.DB) error {
		d, err := kpi.New(db).Activate(ctx, c.Stage, "cli", g.clock())
		if err != nil {
			return err
		}
		return g.print(api.StageAnswer{Stage: d.Stage, Definition: d.Version}, func(w io.Writer) {
			fmt.Fprintf(w, "the measures of the stage %s lead now\n", d.Stage)
		})
	})
}
