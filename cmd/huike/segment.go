package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"strings"

	"huike"
	"huike/feature"
	"huike/segment"
	"huike/store"
)

type segmentCommand struct {
	Preview segmentPreviewCommand `cmd:"" help:"Count the customers whom a rule means."`
	List    segmentListCommand    `cmd:"" help:"Show the saved segments."`
}

type segmentPreviewCommand struct {
	scopeFlags
	Rule string `required:"" help:"The rule as JSON, or @FILE."`
}

// Run counts.
func (c *segmentPreviewCommand) Run(ctx context.Context, g *Globals) error {
	text := []byte(c.Rule)
	if path, ok := strings.CutPrefix(c.Rule, "@"); ok {
		var err error
		if text, err = os.ReadFile(g.path(path)); err != nil {
			return huike.Because(err, huike.Invalid, "segment.file", "the rule file %s cannot be read; check its name and your rights", path)
		}
	}
	return c.within(ctx, g, func(db store.DB, s feature.Scope) error {
		segments := segment.New(db, sources(db)...)
		rule, err := segments.Parse(text)
		if err != nil {
			return err
		}
		snapshot, err := feature.New(db).Ensure(ctx, s, g.clock())
		if err != nil {
			return err
		}
		p, err := segments.Preview(ctx, rule, snapshot.ID)
		if err != nil {
			return err
		}
		stages := map[huike.Stage]int64{}
		for _, x := range p.Stages {
			stages[x.Stage] = x.Customers
		}
		a := map[string]any{"as_of": s.AsOf, "count": p.Count, "base": p.Base, "sample": p.Sample, "stages": stages}
		return g.print(a, func(w io.Writer) {
			fmt.Fprintf(w, "%d of %d customers as of %s\n", p.Count, p.Base, s.AsOf)
		})
	})
}

type segmentListCommand struct{}

// Run lists.
func (segmentListCommand) Run(ctx context.Context, g *Globals) error {
	db, err := g.openDB(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	all, err := segment.New(db).List(ctx, false)
	if err != nil {
		return err
	}
	items := []map[string]any{}
	for _, s := range all {
		items = append(items, map[string]any{"id": s.ID, "name": s.Name, "kind": s.Kind, "version": s.Version})
	}
	return g.print(map[string]any{"segments": items}, func(w io.Writer) {
		for _, s := range all {
			fmt.Fprintf(w, "%d\t%s\t%s\tversion %d\n", s.ID, s.Name, s.Kind, s.Version)
		}
	})
}
