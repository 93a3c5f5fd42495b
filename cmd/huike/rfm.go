package main

import (
	"context"
	"fmt"
	"io"

	"huike"
	"huike/feature"
	"huike/lifecycle"
	"huike/store"
)

type rfmCommand struct {
	scopeFlags
	Rule string `default:"rank" help:"rank, r-package, eight-tiers, or a file (docs/guide/rfm-rule.md)."`
}

type rfmSegment struct {
	Segment   string  `json:"segment"`
	Customers int64   `json:"customers"`
	Orders    int64   `json:"orders"`
	Amount    float64 `json:"amount"`
}

// Run prints the segments of a rule.
func (c *rfmCommand) Run(ctx context.Context, g *Globals) error {
	rule, err := lifecycle.FindRule(c.Rule)
	if err != nil {
		return err
	}
	return c.within(ctx, g, func(db store.DB, s feature.Scope) error {
		found, err := lifecycle.New(db, feature.New(db)).Segments(ctx, s, rule, g.clock())
		if err != nil {
			return err
		}
		currency, err := feature.Currency(ctx, db, s.Shop)
		if err != nil {
			return err
		}
		a := struct {
			AsOf     huike.Day    `json:"as_of"`
			Rule     string       `json:"rule"`
			Currency string       `json:"currency"`
			Segments []rfmSegment `json:"segments"`
		}{s.AsOf, rule.Name, currency, []rfmSegment{}}
		for _, f := range found {
			a.Segments = append(a.Segments, rfmSegment{f.Segment, f.Customers, f.Orders, major(f.NetMinor, currency)})
		}
		return g.print(a, func(w io.Writer) {
			fmt.Fprintf(w, "segment\tcustomers\torders\t%s\n", currency)
			for _, x := range a.Segments {
				fmt.Fprintf(w, "%s\t%d\t%d\t%.2f\n", x.Segment, x.Customers, x.Orders, x.Amount)
			}
		})
	})
}
