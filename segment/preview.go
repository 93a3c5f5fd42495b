package segment

import (
	"context"
	"slices"

	"huike"
	"huike/store"
)

// Preview tells whom a rule means before it is saved.
type Preview struct {
	Count  int64              // customers who fulfil the rule
	Base   int64              // customers of the snapshot
	Stages []StageShare       // in the order in which a customer ages; stages without a customer are left out
	Sample []huike.CustomerID // ten of them at most, by number, always the same for the same snapshot and rule
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
	base, err := s.bases.of(ctx, s.db, snapshot)
	if err != nil {
		return Preview{}, err
	}
	return preview(ctx, s.db, posed{q, args, base})
}

// posed is a compiled rule and the customers by stage of whom it is asked.
type posed struct {
	query store.Query
	args  store.Args
	base  map[huike.Stage]int64
}

// preview counts, parts by stage and samples in one statement.
func preview(ctx context.Context, db store.Reader, a posed) (Preview, error) {
	p := Preview{Sample: []huike.CustomerID{}}
	stage := map[huike.Stage]int64{}
	_, err := store.All(ctx, db, queries.Get("preview").With("candidate", a.query), a.args, func(r *store.Rows) (part string, err error) {
		var name huike.Stage
		var n int64
		err = r.Scan(&part, &name, &n)
		switch part {
		case "stage":
			stage[name] = n
		case "sample":
			p.Sample = append(p.Sample, huike.CustomerID(n))
		}
		return part, err
	})
	if err != nil {
		return Preview{}, err
	}
	slices.Sort(p.Sample)
	for _, name := range huike.Stages {
		if a.base[name] > 0 {
			p.Stages = append(p.Stages, StageShare{name, stage[name], a.base[name]})
		}
		p.Count += stage[name]
		p.Base += a.base[name]
	}
	return p, nil
}
