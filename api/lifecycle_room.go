package api

import (
	"context"

	"huike/feature"
	"huike/lifecycle"
)

// LifecycleRooms are the rooms behind the life-cycle boards.
type LifecycleRooms struct {
	Base
	Lifecycle *lifecycle.Lifecycle
}

// OfLifecycles answers for the boards out of the life-cycle room.
func OfLifecycles(r LifecycleRooms) Lifecycles { return lifecycleRoom{r} }

type lifecycleRoom struct{ LifecycleRooms }

func (r lifecycleRoom) Lifecycle(ctx context.Context, in *LifecycleRequest) (Lifecycle, error) {
	scope, err := r.scope(ctx, in.Scope)
	if err != nil {
		return Lifecycle{}, err
	}
	compare := in.Compare.Day
	if compare.IsZero() {
		compare = scope.AsOf.Add(-7)
	}
	k := memoKey{question: "lifecycle", scope: scope, days: scope.AsOf.Sub(compare)}
	return remembered(ctx, r.Base, k, func(ctx context.Context) (Lifecycle, error) {
		b, err := r.LifecycleRooms.Lifecycle.Board(ctx, scope, compare, r.Clock())
		if err != nil {
			return Lifecycle{}, err
		}
		first, _, _, err := r.Orders.Days(ctx, scope.Shop, scope.AsOf)
		return boardOf(b, scope.AsOf.Sub(first)), err
	})
}

// boardOf puts a board into the door's words. oldest is the highest possible
// number of days since a purchase: there the open last bar ends.
func boardOf(b lifecycle.Board, oldest int) Lifecycle {
	currency := b.Snapshot.Currency
	return Lifecycle{AsOf: Day{b.Snapshot.Scope.AsOf}, Compare: Day{b.Before.Scope.AsOf}, Currency: currency,
		Definition: definitionOf(b.Definition), Customers: b.Snapshot.Customers,
		Stages: each(b.Stages, func(s lifecycle.StageCount) StageMove {
			return StageMove{Stage: Stage(s.Stage), Customers: s.Customers, Net: major(s.NetMinor, currency),
				Before: s.Before, Entered: s.Entered, Left: s.Left}
		}),
		Flows: each(b.Flows, func(f lifecycle.Flow) Flow {
			return Flow{From: Stage(f.From), To: Stage(f.To), Customers: f.Customers}
		}),
		Histogram: each(b.Histogram, func(n lifecycle.Bin) Bar {
			if n.ToDay < 0 {
				n.ToDay = max(n.FromDay, oldest)
			}
			return Bar{FromDay: n.FromDay, ToDay: n.ToDay, Customers: n.Customers}
		}),
		Ladder: each(b.Ladder, func(l lifecycle.LadderCount) LadderCount {
			return LadderCount{Ladder: Ladder(l.Ladder), Customers: l.Customers, Net: major(l.NetMinor, currency)}
		})}
}

func definitionOf(d feature.Definition) Definition {
	return Definition{Version: d.Version, Bounds: d.Bounds[:], RFMDays: d.RFMDays}
}

func (r lifecycleRoom) SetDefinition(ctx context.Context, in *DefinitionRequest) (Definition, error) {
	d, err := r.Features.SetDefinition(ctx, feature.Definition{Bounds: [5]int(in.Body.Bounds), RFMDays: in.Body.RFMDays}, actorOf(ctx), r.Clock())
	if err != nil {
		return Definition{}, err
	}
	return definitionOf(d), r.Book.note(ctx, "definition.change", "definition", int64(d.Version), "")
}

func (r lifecycleRoom) RFM(ctx context.Context, in *ScopeRequest) (RFM, error) {
	scope, err := r.scope(ctx, in.Scope)
	if err != nil {
		return RFM{}, err
	}
	return remembered(ctx, r.Base, memoKey{question: "rfm", scope: scope}, func(ctx context.Context) (RFM, error) {
		m, err := r.LifecycleRooms.Lifecycle.RFM(ctx, scope, r.Clock())
		if err != nil {
			return RFM{}, err
		}
		d, err := r.Features.Definition(ctx)
		return rfmOf(m, d.RFMDays), err
	})
}

func rfmOf(m lifecycle.RFM, days int) RFM {
	currency := m.Snapshot.Currency
	return RFM{AsOf: Day{m.Snapshot.Scope.AsOf}, Currency: currency, Bins: len(m.R), Days: days,
		Cells: each(m.Cells, func(c lifecycle.Cell) RFMCell {
			return RFMCell{R: c.R, F: c.F, Customers: c.Customers, Net: major(c.NetMinor, currency)}
		}),
		Scores: Scores{Counts: ScoreCounts{R: m.R[:], F: m.F[:], M: m.M[:]}},
		Segments: each(m.Segments, func(s lifecycle.Segment) RFMSegment {
			return RFMSegment{Segment: s.Segment, Customers: s.Customers, Orders: s.Orders, Net: major(s.NetMinor, currency)}
		})}
}

// history returns the stages of one customer up to the day of a scope. A stay
// that lasts until that day has no end.
func (r LifecycleRooms) history(ctx context.Context, in *CustomerRequest, s feature.Scope) ([]StageSpan, error) {
	stays, err := r.Lifecycle.History(ctx, customerID(in.ID), s)
	return each(stays, func(i lifecycle.Interval) StageSpan {
		span := StageSpan{Stage: Stage(i.Stage), From: Day{i.From}}
		if i.To.Before(s.AsOf) {
			span.To = &Day{i.To}
		}
		return span
	}), err
}
