package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"huike"
	"huike/api"
	"huike/feature"
	"huike/kpi"
	"huike/store"
)

type kpiTargetCommand struct {
	Set  kpiTargetSetCommand  `cmd:"" help:"Set a target by week."`
	List kpiTargetListCommand `cmd:"" help:"Show the targets, planned and reached."`
	End  kpiTargetEndCommand  `cmd:"" help:"Take a target back."`
}

type kpiTargetSetCommand struct {
	scopeFlags
	Measure  string  `arg:"" help:"sales, orders, buyers, order_value, frequency, new_customers, repeat_new, visitors, conversion, repeat_rate or second_rate."`
	Baseline string  `required:"" help:"First week whose mean is the baseline, for example 2024-W25."`
	To       string  `help:"Last week of the baseline; the first if absent."`
	Until    string  `required:"" help:"Week in which the end is reached, for example 2024-W39."`
	Step     float64 `help:"Growth a week: 0.0006 is .06 points of a rate."`
	Factor   float64 `help:"Growth until the end, for example 1.2."`
	Reading  string  `enum:"times,more" default:"times" help:"How the factor is meant: 1.2 times is x1.2, 1.2 more is x2.2."`
	Heads    int64   `help:"Planned increment in heads over all weeks, where it is not what the plan says."`
	Name     string  `help:"What the target is called."`
	Owner    string  `help:"Department or person."`
}

// Run sets the target.
func (c *kpiTargetSetCommand) Run(ctx context.Context, g *Globals) error {
	t, err := c.target()
	if err != nil {
		return err
	}
	return c.within(ctx, g, func(db store.DB, s feature.Scope) error {
		set, err := kpi.New(db).SetTarget(ctx, s, t, "cli", g.clock())
		if err != nil {
			return err
		}
		return g.print(api.TargetOf(kpi.NewProgress(set)), func(w io.Writer) {
			fmt.Fprintf(w, "target %d: %s from %g to %g in %s\n", set.ID, set.Measure, set.Baseline, set.End(), kpi.WeekName(set.LastWeek))
		})
	})
}

func (c *kpiTargetSetCommand) target() (t kpi.Target, err error) {
	if (c.Step != 0) == (c.Factor != 0) {
		return t, huike.Errorf(huike.Invalid, "kpi.target", "say how the measure shall grow: either --step (a week) or --factor (until the end)")
	}
	t = kpi.Target{Measure: c.Measure, Name: c.Name, Owner: c.Owner, Growth: "linear", Step: c.Step}
	if c.Factor != 0 {
		t.Growth, t.Factor, t.Reading = "factor", c.Factor, c.Reading
	}
	if c.Heads != 0 {
		t.Heads = &c.Heads
	}
	if c.To == "" {
		c.To = c.Baseline
	}
	for _, week := range []struct {
		text string
		into *huike.Day
	}{{c.Baseline, &t.BaseFrom}, {c.To, &t.BaseTo}, {c.Until, &t.LastWeek}} {
		if *week.into, err = kpi.ParseWeek(week.text); err != nil {
			return t, err
		}
	}
	return t, nil
}

type kpiTargetListCommand struct{ scopeFlags }

// Run prints the targets.
func (c *kpiTargetListCommand) Run(ctx context.Context, g *Globals) error {
	return c.within(ctx, g, func(db store.DB, s feature.Scope) error {
		all, err := kpi.New(db).Progress(ctx, s)
		if err != nil {
			return err
		}
		items := []api.TargetProgress{}
		for _, p := range all {
			items = append(items, api.TargetOf(p))
		}
		return g.print(map[string]any{"as_of": s.AsOf, "targets": items}, func(w io.Writer) {
			for _, t := range items {
				fmt.Fprintf(w, "target %d %s\tplan\tactual\n", t.ID, t.Measure)
				for _, week := range t.Weeks {
					fmt.Fprintf(w, "%s\t%s\t%s\n", week.Week, amount(week.Plan, t.Unit), amount(week.Actual, t.Unit))
				}
			}
		})
	})
}

type kpiTargetEndCommand struct {
	ID int64 `arg:"" help:"Number of the target."`
}

// Run takes a target back.
func (c *kpiTargetEndCommand) Run(ctx context.Context, g *Globals) error {
	return g.withDB(ctx, func(db store.DB) error {
		if err := kpi.New(db).EndTarget(ctx, c.ID, g.clock()); err != nil {
			return err
		}
		return g.print(map[string]int64{"ended": c.ID}, func(w io.Writer) { fmt.Fprintf(w, "target %d no longer holds\n", c.ID) })
	})
}

// withDB opens the database and runs f.
func (g *Globals) withDB(ctx context.Context, f func(db store.DB) error) error {
	db, err := g.openDB(ctx)
	if err != nil {
		return err
	}
	return errors.Join(f(db), db.Close())
}
