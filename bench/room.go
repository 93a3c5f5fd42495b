package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"huike/assortment"
	"huike/feature"
	"huike/kpi"
	"huike/lifecycle"
	"huike/predict"
	"huike/store"
)

// refreshing is one thing that a shop keeps fresh, by the room that makes it.
type refreshing struct {
	name string
	run  func(context.Context, feature.Scope, time.Time) error
}

// refreshings are everything that new facts make stale, in the order in which
// one needs the other.
func refreshings(db store.DB) []refreshing {
	features := feature.New(db)
	life, kpis, goods, models := lifecycle.New(db, features), kpi.New(db), assortment.New(db, features), predict.New(db, features)
	return []refreshing{
		{"features, stages, RFM", func(ctx context.Context, s feature.Scope, at time.Time) error {
			_, err := features.Ensure(ctx, s, at)
			return err
		}},
		{"habits", func(ctx context.Context, s feature.Scope, at time.Time) error {
			_, _, err := features.EnsureHabits(ctx, s, at)
			return err
		}},
		{"consumption clock, dormancy", func(ctx context.Context, s feature.Scope, at time.Time) error {
			_, err := life.Rest(ctx, s, at)
			return err
		}},
		{"purchase occasions", func(ctx context.Context, _ feature.Scope, _ time.Time) error {
			return features.OverOccasions(ctx, func(int64) error { return nil })
		}},
		{"repurchase, cohorts, retention", func(ctx context.Context, s feature.Scope, _ time.Time) error {
			_, err := kpis.Returns(ctx, s, 45)
			return err
		}},
		{"KPI tree with causes", func(ctx context.Context, s feature.Scope, _ time.Time) error {
			_, err := kpis.Tree(ctx, s, "week")
			return err
		}},
		{"product roles", func(ctx context.Context, s feature.Scope, at time.Time) error {
			_, err := goods.Matrix(ctx, s, at)
			return err
		}},
		{"product pairs", func(ctx context.Context, s feature.Scope, at time.Time) error {
			_, err := goods.Pairs(ctx, s, 0, 200, at)
			return err
		}},
		{"value (MBG/NBD, Gamma-Gamma)", func(ctx context.Context, s feature.Scope, at time.Time) error {
			_, err := models.Value(ctx, s, at)
			return err
		}},
		{"churn", func(ctx context.Context, s feature.Scope, at time.Time) error {
			_, err := models.Churn(ctx, s, at)
			return err
		}},
		{"clusters", func(ctx context.Context, s feature.Scope, at time.Time) error {
			_, err := models.Clusters(ctx, s, predict.ClusterOptions{}, at)
			return err
		}},
	}
}

// roomCost is what one refreshing took.
type roomCost struct {
	name string
	cost
}

// refreshAll refreshes everything of a shop once, from nothing, and returns what
// each room took, the bare aggregate of everything that was bought, and the
// most memory that the process held, in KiB.
func refreshAll(ctx context.Context, s settings) (rooms []roomCost, bare cost, peak int64, err error) {
	db, err := openShop(ctx, s.database())
	if err != nil {
		return nil, bare, 0, err
	}
	defer db.Close()
	if err := furnish(ctx, db); err != nil {
		return nil, bare, 0, err
	}
	if err := forget(ctx, db); err != nil {
		return nil, bare, 0, err
	}
	bare, err = repeat(s.runs, func() (cost, error) {
		return timed(func() error { return aggregate(ctx, db, lastDay) })
	})
	if err != nil {
		return nil, bare, 0, err
	}
	if err := forgetPeak(); err != nil {
		return nil, bare, 0, err
	}
	var failed []error
	for _, r := range refreshings(db) {
		took, err := timed(func() error { return r.run(ctx, feature.Scope{AsOf: lastDay}, time.Now()) })
		if err != nil {
			failed = append(failed, fmt.Errorf("%d customers: %s: %w", s.customers, r.name, err))
			fmt.Fprintln(os.Stderr, failed[len(failed)-1])
			continue
		}
		rooms = append(rooms, roomCost{r.name, took})
		fmt.Fprintf(os.Stderr, "%d customers: %s: %.1f s, processor %.1f s\n", s.customers, r.name, took.wall.Seconds(), took.processor.Seconds())
	}
	peak, err = peakMemory()
	return rooms, bare, peak, errors.Join(append(failed, err)...)
}

func sum(rooms []roomCost) (all cost) {
	for _, r := range rooms {
		all.wall, all.processor = all.wall+r.wall, all.processor+r.processor
	}
	return all
}

// measureRooms lists what each room's refresh took beside the bare aggregate.
func measureRooms(ctx context.Context, s settings) error {
	rooms, bare, peak, err := refreshAll(ctx, s)
	for _, r := range rooms {
		printRoom(r.name, s.customers, r.cost, bare)
	}
	if err != nil {
		return err
	}
	printRoom(fmt.Sprintf("all of it, peak %d MiB", peak>>10), s.customers, sum(rooms), bare)
	return nil
}

func printRoom(name string, customers int64, took, bare cost) {
	fmt.Printf("| refresh of %d customers: %s | %.2f s | bare aggregate %.2f s | %.1f | processor %.2f s and %.2f s |\n",
		customers, name, took.wall.Seconds(), bare.wall.Seconds(), took.wall.Seconds()/bare.wall.Seconds(),
		took.processor.Seconds(), bare.processor.Seconds())
}
