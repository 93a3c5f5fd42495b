package segment

import (
	"context"
	"maps"
	"slices"
	"time"

	"huike"
	"huike/feature"
	"huike/store"
)

// Scope returns what a rule is asked of, for a published feature snapshot, or
// an error of kind NotFound.
func (s *Segments) Scope(ctx context.Context, snapshot int64) (Scope, error) {
	scope, found, err := store.One(ctx, s.db, queries.Get("scope"), store.Args{"snapshot": snapshot}, func(r *store.Rows) (Scope, error) {
		out := Scope{Snapshot: snapshot}
		var zone *string
		if err := r.Scan(&out.AsOf, &out.Shop, &out.Currency, &out.PublishedAt, &zone); err != nil || zone == nil {
			return out, err
		}
		var err error
		out.Zone, err = time.LoadLocation(*zone)
		return out, err
	})
	if err == nil && !found {
		return Scope{}, huike.Errorf(huike.NotFound, "segment.snapshot", "there is no feature snapshot %d", snapshot)
	}
	return scope, err
}

// Candidates compiles a rule as Compile does, with the current rules of the
// segments that it names in their places. It refuses segments that are unknown,
// archived, of another shop, or part of themselves.
func (s *Segments) Candidates(ctx context.Context, r Rule, scope Scope) (store.Query, store.Args, error) {
	expanded, err := expand(ctx, s.db, r, 0, scope.Shop)
	if err != nil {
		return store.Query{}, nil, err
	}
	if scope, err = s.ready(ctx, expanded, scope); err != nil {
		return store.Query{}, nil, err
	}
	return Compile(expanded, scope)
}

// ready works out what the rule asks beside the scope's snapshot: the snapshots
// of other days, under the time of that of the scope, and what sources read.
func (s *Segments) ready(ctx context.Context, r Rule, scope Scope) (Scope, error) {
	scope.Days, scope.Sources = map[huike.Day]int64{}, slices.Clone(s.sources)
	was := language(scope.Sources).was(r)
	for _, day := range was[0] {
		if scope.Days[day] != 0 || scope.AsOf.Before(day) {
			continue
		}
		other, err := s.features.Ensure(ctx, feature.Scope{Shop: scope.Shop, AsOf: day}, scope.PublishedAt, scope.InUse()...)
		if err != nil {
			return scope, err
		}
		scope.Days[day] = other.ID
	}
	for i := range scope.Sources {
		if err := scope.Sources[i].recall(ctx, scope, was[i+1]); err != nil {
			return scope, err
		}
	}
	for _, i := range language(scope.Sources).used(r) {
		source := &scope.Sources[i]
		if source.Ensure == nil {
			continue
		}
		var err error
		if source.given, err = source.Ensure(ctx, scope); err != nil {
			return scope, err
		}
	}
	return scope, nil
}

// recall works out what a dated source reads for other days.
func (s *Source) recall(ctx context.Context, scope Scope, days []huike.Day) error {
	s.then = map[huike.Day]store.Args{}
	for _, day := range days {
		scope.AsOf = day
		args, err := s.Ensure(ctx, scope)
		if err != nil {
			return err
		}
		s.then[day] = args
	}
	return nil
}

// Audience is Candidates for a saved segment. Of a list it gives all customers,
// also those who have not bought: their stage is prospect, without a since.
func (s *Segments) Audience(ctx context.Context, id int64, scope Scope) (store.Query, store.Args, error) {
	g, err := s.Get(ctx, id)
	switch {
	case err != nil:
		return store.Query{}, nil, err
	case g.Shop != 0 && g.Shop != scope.Shop:
		return store.Query{}, nil, huike.Errorf(huike.Invalid, "segment.other_shop", "the segment %q is of shop %d only and cannot be asked of shop %d", g.Name, g.Shop, scope.Shop)
	case g.Kind == KindList:
		return queries.Get("listed"), store.Args{"snapshot": scope.Snapshot, "segment": id}, nil
	}
	return s.Candidates(ctx, g.Rule, scope)
}

// InUse are the snapshots that must stay while the rule is asked.
func (s Scope) InUse() []int64 {
	ids := []int64{s.Snapshot}
	for _, id := range s.Days {
		ids = append(ids, id)
	}
	return ids
}

// with adds values to those of a compiled rule.
func with(a, more store.Args) store.Args {
	all := maps.Clone(a)
	maps.Copy(all, more)
	return all
}
