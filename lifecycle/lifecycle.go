package lifecycle

import (
	"context"
	"math"
	"time"

	"huike"
	"huike/feature"
	"huike/order"
	"huike/stat"
	"huike/store"
)

// Lifecycle answers where the customers of a shop stand and how they moved.
type Lifecycle struct {
	db       store.DB
	features *feature.Features
	orders   *order.Orders
}

// New returns the room over a database and the room that computes the rows of
// customers.
func New(db store.DB, f *feature.Features) *Lifecycle { return &Lifecycle{db, f, order.New(db)} }

// Board is the state of a shop as of a day beside an earlier one. Money is in
// minor units of the snapshot's currency.
type Board struct {
	Snapshot   feature.Snapshot
	Before     feature.Snapshot // as of the day that is compared with
	Definition feature.Definition
	Stages     []StageCount // the six stages, youngest first
	Flows      []Flow       // every pair of stages between which somebody moved or stayed
	Histogram  []Bin        // days since the last purchase, five a bin, the last one open
	Ladder     []LadderCount
	Index      *float64 // (moved to a younger stage − to an older one) / all who were there on both days; nil without them
}

// StageCount is one stage. Before + Entered − Left = Customers.
type StageCount struct {
	Stage     huike.Stage
	Customers int64
	NetMinor  int64 // lifetime, of the customers who stand there
	Before    int64
	Entered   int64
	Left      int64
}

// Flow is how many customers stood in From on the earlier day and in To on the
// later one. From StageProspect are those who had not bought before; to it went
// those whose only purchases were taken back since.
type Flow struct {
	From, To  huike.Stage
	Customers int64
}

// The rungs below the first purchase (S1-60). They have no row in a snapshot.
const (
	LadderSuspect  feature.Ladder = "suspect"  // known, without any order
	LadderProspect feature.Ladder = "prospect" // has placed an order and paid none
)

// LadderCount is one rung of the ladder.
type LadderCount struct {
	Ladder    feature.Ladder
	Customers int64
	NetMinor  int64
}

// Bin counts the customers whose last purchase was FromDay to ToDay days ago,
// both included. ToDay is -1 in the open last bin.
type Bin struct {
	FromDay, ToDay int
	Customers      int64
}

const (
	binDays  = 5
	lastBin  = 400 // days; more are one bin
	weekDays = 7
)

// Board returns the board of a scope beside the earlier day; the zero day is a
// week before. A day after that of the scope is an error of kind Invalid.
func (l *Lifecycle) Board(ctx context.Context, s feature.Scope, compare huike.Day, at time.Time) (Board, error) {
	if compare.IsZero() {
		compare = s.AsOf.Add(-weekDays)
	}
	if s.AsOf.Before(compare) {
		return Board{}, huike.Errorf(huike.Invalid, "lifecycle.compare", "%s comes after %s; compare with an earlier day", compare, s.AsOf)
	}
	var b Board
	var err error
	if b.Definition, err = l.features.Definition(ctx); err != nil {
		return b, err
	}
	if b.Snapshot, err = l.features.Ensure(ctx, s, at); err != nil {
		return b, err
	}
	if b.Before, err = l.features.Ensure(ctx, feature.Scope{Shop: s.Shop, AsOf: compare}, at, b.Snapshot.ID); err != nil {
		return b, err
	}
	for _, fill := range []func(context.Context, *Board) error{l.fillFlows, l.fillStages, l.fillHistogram, l.fillLadder} {
		if err := fill(ctx, &b); err != nil {
			return b, err
		}
	}
	return b, nil
}

func (l *Lifecycle) fillFlows(ctx context.Context, b *Board) (err error) {
	args := store.Args{"before": b.Before.ID, "snapshot": b.Snapshot.ID}
	b.Flows, err = store.All(ctx, l.db, queries.Get("flows"), args, func(r *store.Rows) (f Flow, err error) {
		return f, r.Scan(&f.From, &f.To, &f.Customers)
	})
	b.Index = index(b.Flows)
	return err
}

// index is the migration index over those who had bought by both days.
//
// Source: methods 1.5.
func index(flows []Flow) *float64 {
	counts, rank := make([][]int64, len(huike.Stages)), make([]int, len(huike.Stages))
	number := map[huike.Stage]int{}
	for k, s := range huike.Stages {
		counts[k], rank[k], number[s] = make([]int64, len(huike.Stages)), -k, k
	}
	for _, f := range flows {
		if f.From != huike.StageProspect && f.To != huike.StageProspect {
			counts[number[f.From]][number[f.To]] += f.Customers
		}
	}
	i := stat.Migrate(counts, rank).MigrationIndex()
	if math.IsNaN(i) {
		return nil
	}
	return &i
}

func (l *Lifecycle) fillStages(ctx context.Context, b *Board) error {
	now := map[huike.Stage]StageCount{}
	_, err := store.All(ctx, l.db, queries.Get("stages"), store.Args{"snapshot": b.Snapshot.ID}, func(r *store.Rows) (c StageCount, err error) {
		err = r.Scan(&c.Stage, &c.Customers, &c.NetMinor)
		now[c.Stage] = c
		return c, err
	})
	for _, stage := range huike.Stages {
		c := now[stage]
		c.Stage = stage
		for _, f := range b.Flows {
			if f.From == stage {
				c.Before += f.Customers
			}
			if f.To == stage && f.From != stage {
				c.Entered += f.Customers
			}
			if f.From == stage && f.To != stage {
				c.Left += f.Customers
			}
		}
		b.Stages = append(b.Stages, c)
	}
	return err
}

func (l *Lifecycle) fillHistogram(ctx context.Context, b *Board) error {
	for from := 0; from < lastBin; from += binDays {
		b.Histogram = append(b.Histogram, Bin{FromDay: from, ToDay: from + binDays - 1})
	}
	b.Histogram = append(b.Histogram, Bin{FromDay: lastBin, ToDay: -1})
	args := store.Args{"snapshot": b.Snapshot.ID, "bin_days": binDays, "bins": lastBin / binDays}
	_, err := store.All(ctx, l.db, queries.Get("histogram"), args, func(r *store.Rows) (bin int, err error) {
		var customers int64
		err = r.Scan(&bin, &customers)
		b.Histogram[bin].Customers = customers
		return bin, err
	})
	return err
}

func (l *Lifecycle) fillLadder(ctx context.Context, b *Board) error {
	known := map[feature.Ladder]LadderCount{}
	_, err := store.All(ctx, l.db, queries.Get("ladder"), store.Args{"snapshot": b.Snapshot.ID}, func(r *store.Rows) (c LadderCount, err error) {
		err = r.Scan(&c.Ladder, &c.Customers, &c.NetMinor)
		known[c.Ladder] = c
		return c, err
	})
	if err != nil {
		return err
	}
	if b.Ladder, err = l.belowLadder(ctx, b.Snapshot); err != nil {
		return err
	}
	for _, rung := range feature.Ladders {
		c := known[rung]
		c.Ladder = rung
		b.Ladder = append(b.Ladder, c)
	}
	return nil
}

// belowLadder counts the people who are known and had bought nothing.
func (l *Lifecycle) belowLadder(ctx context.Context, s feature.Snapshot) ([]LadderCount, error) {
	suspects, prospects := LadderCount{Ladder: LadderSuspect}, LadderCount{Ladder: LadderProspect}
	args := store.Args{"snapshot": s.ID, "shop": s.Scope.Shop, "as_of": s.Scope.AsOf, "until": s.Scope.AsOf.Add(1).Time(time.UTC)}
	_, _, err := store.One(ctx, l.db, queries.Get("before_ladder"), args, func(r *store.Rows) (any, error) {
		return nil, r.Scan(&suspects.Customers, &prospects.Customers)
	})
	return []LadderCount{suspects, prospects}, err
}
