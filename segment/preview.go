package segment

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"sync"

	"huike"
	"huike/store"
)

// Preview tells whom a rule means before it is saved.
type Preview struct {
	Count  int64              // customers who fulfil the rule
	Base   int64              // customers of the snapshot
	Stages []StageShare       // in the order in which a customer ages; stages without a customer are left out
	Sample []huike.CustomerID // ten of them at most, always the same for the same snapshot and rule
}

// StageShare is a stage's part of a preview.
type StageShare struct {
	Stage           huike.Stage
	Customers, Base int64
}

// Everybody reports whether the rule leaves nobody of the snapshot out
// (capability S0-19).
func (p Preview) Everybody() bool { return p.Base > 0 && p.Count == p.Base }

// Preview asks a rule of a published snapshot.
func (s *Segments) Preview(ctx context.Context, r Rule, snapshot int64) (Preview, error) {
	scope, err := s.Scope(ctx, snapshot)
	if err != nil {
		return Preview{}, err
	}
	q, args, err := s.Candidates(ctx, r, scope)
	if err != nil {
		return Preview{}, err
	}
	return preview(ctx, s.db, q, args)
}

// preview asks for the stage mix and for the sample side by side.
func preview(ctx context.Context, db store.DB, q store.Query, args store.Args) (Preview, error) {
	var p Preview
	var mixed, sampled error
	var both sync.WaitGroup
	both.Go(func() {
		p.Stages, mixed = store.All(ctx, db, queries.Get("mix").With("candidate", q), args, func(r *store.Rows) (s StageShare, err error) {
			return s, r.Scan(&s.Stage, &s.Base, &s.Customers)
		})
	})
	both.Go(func() {
		p.Sample, sampled = store.All(ctx, db, queries.Get("sample").With("candidate", q), args, func(r *store.Rows) (id huike.CustomerID, err error) {
			return id, r.Scan(&id)
		})
	})
	both.Wait()
	if err := errors.Join(mixed, sampled); err != nil {
		return Preview{}, err
	}
	slices.SortFunc(p.Stages, func(a, b StageShare) int {
		return cmp.Compare(slices.Index(huike.Stages, a.Stage), slices.Index(huike.Stages, b.Stage))
	})
	for _, s := range p.Stages {
		p.Count += s.Customers
		p.Base += s.Base
	}
	return p, nil
}
