package api

import (
	"context"
	"fmt"

	"huike/kpi"
)

func (r treeRoom) Targets(ctx context.Context, in *ScopeRequest) (List[TargetProgress], error) {
	scope, err := r.scope(ctx, in.Scope)
	if err != nil {
		return List[TargetProgress]{}, err
	}
	k, err := r.key(ctx, scope, "targets")
	if err != nil {
		return List[TargetProgress]{}, err
	}
	return remembered(ctx, r.Base, k, func(ctx context.Context) (List[TargetProgress], error) {
		all, err := r.KPI.Progress(ctx, scope)
		return listOf(all, TargetOf), err
	})
}

func (r treeRoom) SetTarget(ctx context.Context, in *TargetRequest) (TargetProgress, error) {
	draft := in.Body
	scope, err := r.scope(ctx, scopeOf(draft.Shop, draft.AsOf))
	if err != nil {
		return TargetProgress{}, err
	}
	t, err := draft.target()
	if err != nil {
		return TargetProgress{}, err
	}
	if t, err = r.KPI.SetTarget(ctx, scope, t, actorOf(ctx), r.Clock()); err != nil {
		return TargetProgress{}, err
	}
	return TargetOf(kpi.NewProgress(t)), r.Book.note(ctx, "target.set", "target", t.ID, fmt.Sprintf("%s to %g", t.Measure, t.End()))
}

func (r treeRoom) EndTarget(ctx context.Context, in *ByID) error {
	if err := r.KPI.EndTarget(ctx, in.ID, r.Clock()); err != nil {
		return err
	}
	return r.Book.note(ctx, "target.end", "target", in.ID, "")
}

func (d TargetDraft) target() (t kpi.Target, err error) {
	t = kpi.Target{Measure: d.Measure, Name: d.Name, Owner: d.Owner, Growth: d.Growth, Step: d.Step, Factor: d.Factor, Reading: d.Reading, Heads: d.Heads}
	if t.BaseFrom, err = kpi.ParseWeek(d.BaseFrom); err != nil {
		return t, err
	}
	if t.BaseTo, err = kpi.ParseWeek(d.BaseTo); err != nil {
		return t, err
	}
	t.LastWeek, err = kpi.ParseWeek(d.LastWeek)
	return t, err
}

// TargetOf puts a target and its weeks into the door's words.
func TargetOf(p kpi.Progress) TargetProgress {
	return TargetProgress{ID: p.ID, Shop: int64(p.Shop), Measure: p.Measure, Unit: kpi.Unit(p.Measure), Name: p.Name, Owner: p.Owner,
		BaseFrom: kpi.WeekName(p.BaseFrom), BaseTo: kpi.WeekName(p.BaseTo), LastWeek: kpi.WeekName(p.LastWeek), Baseline: p.Baseline,
		Growth: p.Growth, Step: p.Step, Factor: p.Factor, Reading: p.Reading, Heads: p.Heads, End: p.End(), Increment: p.Increment(),
		Reached: defined(p.Reached), Due: defined(p.Due),
		Weeks: each(p.Points, func(w kpi.Point) TargetWeek {
			return TargetWeek{kpi.WeekName(w.Monday), Day{w.Monday}, defined(w.Plan), defined(w.Actual)}
		})}
}
