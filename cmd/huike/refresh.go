package main

import (
	"context"
	"fmt"
	"io"
	"time"

	"huike"
	"huike/assortment"
	"huike/feature"
	"huike/kpi"
	"huike/lifecycle"
	"huike/predict"
	"huike/store"
)

type refreshCommand struct{ scopeFlags }

type refreshAnswer struct {
	AsOf    huike.Day       `json:"as_of"`
	Rooms   []roomRefreshed `json:"rooms"`
	Seconds float64         `json:"seconds"`
}

type roomRefreshed struct {
	Name    string  `json:"name"`
	Seconds float64 `json:"seconds"` // near 0 where the facts have not changed since it was made
}

// Run makes everything anew that the facts have made stale, so that nobody waits
// for it later, and says what each part took.
func (c *refreshCommand) Run(ctx context.Context, g *Globals) error {
	return c.within(ctx, g, func(db store.DB, s feature.Scope) error {
		a := refreshAnswer{AsOf: s.AsOf, Rooms: []roomRefreshed{}}
		for _, part := range refreshings(db) {
			begin := g.clock()
			if err := part.run(ctx, s, begin); err != nil {
				return err
			}
			took := g.clock().Sub(begin).Seconds()
			a.Rooms, a.Seconds = append(a.Rooms, roomRefreshed{part.name, took}), a.Seconds+took
			fmt.Fprintf(g.err, "%s: %.1f s\n", part.name, took)
		}
		return g.print(a, func(w io.Writer) {
			fmt.Fprintf(w, "As of %s\tseconds\n", a.AsOf)
			for _, r := range a.Rooms {
				fmt.Fprintf(w, "%s\t%.1f\n", r.Name, r.Seconds)
			}
			fmt.Fprintf(w, "all\t%.1f\n", a.Seconds)
		})
	})
}

type refreshing struct {
	name string
	run  func(ctx context.Context, s feature.Scope, at time.Time) error
}

// refreshings are what new facts make stale, in the order in which one needs
// the other.
func refreshings(db store.DB) []refreshing {
	f := feature.New(db)
	l, k, a, m := lifecycle.New(db, f), kpi.New(db), assortment.New(db, f), predict.New(db, f)
	return []refreshing{
		{"features", func(ctx context.Context, s feature.Scope, at time.Time) error {
			_, err := f.Ensure(ctx, s, at)
			return err
		}},
		{"habits", func(ctx context.Context, s feature.Scope, at time.Time) error {
			_, _, err := f.EnsureHabits(ctx, s, at)
			return err
		}},
		{"dormancy", func(ctx context.Context, s feature.Scope, at time.Time) error {
			_, err := l.Rest(ctx, s, at)
			return err
		}},
		{"migration", func(ctx context.Context, s feature.Scope, at time.Time) error {
			_, err := l.Move(ctx, s, s.AsOf.Add(-30), lifecycle.ByStage, at)
			return err
		}},
		{"occasions", func(ctx context.Context, _ feature.Scope, _ time.Time) error {
			return f.OverOccasions(ctx, func(int64) error { return nil })
		}},
		{"repurchase", func(ctx context.Context, s feature.Scope, _ time.Time) error {
			_, err := k.Returns(ctx, s, 0)
			return err
		}},
		{"tree", func(ctx context.Context, s feature.Scope, _ time.Time) error {
			_, err := k.Tree(ctx, s, "week")
			if err == nil {
				_, err = k.Tree(ctx, s, "month")
			}
			return err
		}},
		{"product roles", func(ctx context.Context, s feature.Scope, at time.Time) error {
			_, err := a.Matrix(ctx, s, at)
			return err
		}},
		{"product pairs", func(ctx context.Context, s feature.Scope, at time.Time) error {
			_, err := a.Pairs(ctx, s, 0, 1, at)
			return err
		}},
		{"value", func(ctx context.Context, s feature.Scope, at time.Time) error {
			_, err := m.Value(ctx, s, at)
			return err
		}},
		{"churn", func(ctx context.Context, s feature.Scope, at time.Time) error {
			_, err := m.Churn(ctx, s, at)
			return err
		}},
		{"clusters", func(ctx context.Context, s feature.Scope, at time.Time) error {
			_, err := m.Clusters(ctx, s, predict.ClusterOptions{}, at)
			return err
		}},
	}
}
