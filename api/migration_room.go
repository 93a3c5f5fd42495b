package api

import (
	"context"

	"huike"
	"huike/feature"
	"huike/lifecycle"
)

// usualSpan is how many days lie between the two days of a migration unless
// somebody chose.
const usualSpan = 30

func (r dormancyRoom) Migration(ctx context.Context, in *MigrationRequest) (Migration, error) {
	scope, err := r.scope(ctx, Scope{Shop: in.Shop, AsOf: in.To})
	if err != nil {
		return Migration{}, err
	}
	from := in.From.Day
	if from.IsZero() {
		from = scope.AsOf.Add(-usualSpan)
	}
	k := memoKey{question: "migration " + in.Of, scope: scope, days: scope.AsOf.Sub(from)}
	return r.keptUnlessDormancy(ctx, in.Of, k, func(ctx context.Context) (Migration, error) {
		m, err := r.Lifecycle.Move(ctx, scope, from, lifecycle.By(in.Of), r.Clock())
		if err != nil {
			return Migration{}, err
		}
		return Migration{From: Day{from}, To: Day{scope.AsOf}, Of: in.Of, States: m.States, Matrix: m.Matrix, Rows: m.Rows, Entrants: m.Entrants,
			Ranks: m.Ranks, Up: m.Up, Down: m.Down, Same: m.Same, Index: m.Index,
			DoorsFrom: doors(m, from), DoorsTo: doors(m, scope.AsOf)}, nil
	})
}

// keptUnlessDormancy remembers what depends on the facts alone; dormancy also
// depends on the merchant's word, and is kept by its room.
func (r dormancyRoom) keptUnlessDormancy(ctx context.Context, of string, k memoKey, ask func(context.Context) (Migration, error)) (Migration, error) {
	if lifecycle.By(of) == lifecycle.ByDormancy {
		return ask(ctx)
	}
	return remembered(ctx, r.Base, k, ask)
}

func (r dormancyRoom) Projection(ctx context.Context, in *ProjectionRequest) (Projection, error) {
	scope, err := r.scope(ctx, in.Scope)
	if err != nil {
		return Projection{}, err
	}
	k := memoKey{question: "projection " + in.Of, scope: scope, days: in.Step*100 + in.Steps}
	return remembered(ctx, r.Base, k, func(ctx context.Context) (Projection, error) {
		p, err := r.Lifecycle.Project(ctx, scope, lifecycle.Horizon{By: lifecycle.By(in.Of), Step: in.Step, Steps: in.Steps}, r.Clock())
		return projectionOf(p, scope), err
	})
}

func projectionOf(p lifecycle.Projection, s feature.Scope) Projection {
	params := Params(p.Params)
	if params == nil {
		params = Params{}
	}
	return Projection{AsOf: Day{s.AsOf}, Of: string(p.By), Step: p.Step, States: p.States, Now: p.Now, Caution: p.Caution, Params: params,
		Ahead: each(p.Ahead, func(e lifecycle.Expected) ProjectedStep {
			return ProjectedStep{Day: Day{e.Day}, Mean: e.Mean, Low: e.Low, High: e.High, SampleSD: e.SampleSD, ParameterSD: e.ParameterSD, SD: e.SD}
		}),
		Tests: each(p.Tests, func(t lifecycle.Test) ProjectionTest {
			return ProjectionTest{Day: Day{t.Day}, Expected: t.Expected, SD: t.SD, Observed: t.Observed, Inside: t.Inside, Miss: t.Miss, Still: t.Still}
		})}
}

// doors are the segment rules of who stood in each state on a day; none where
// rules know no such state.
func doors(m lifecycle.Migration, day huike.Day) []Rule {
	all := []Rule{}
	for _, state := range m.States {
		rule := m.By.Door(state, day)
		if rule == nil {
			return []Rule{}
		}
		all = append(all, Rule(rule))
	}
	return all
}
