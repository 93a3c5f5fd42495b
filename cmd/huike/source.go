package main

import (
	"context"

	"huike"
	"huike/feature"
	"huike/predict"
	"huike/segment"
	"huike/store"
)

// sources are the rooms whose fields segments may name beside their own.
func sources(db store.DB) []segment.Source {
	features := feature.New(db)
	return []segment.Source{habitSource(features), predictSource(predict.New(db, features))}
}

// habitSource lets rules ask for what customers are used to.
func habitSource(f *feature.Features) segment.Source {
	s := segment.Source{Name: "habits", Query: feature.HabitQuery()}
	for _, x := range feature.HabitFields() {
		s.Fields = append(s.Fields, segment.SourceField{Name: x.Name, Column: x.Column, Type: segment.Type(x.Type), Unit: x.Unit, Group: x.Group, Choices: x.Choices})
	}
	s.Ensure = func(ctx context.Context, scope segment.Scope) (store.Args, error) {
		snap, _, err := f.EnsureHabits(ctx, feature.Scope{Shop: scope.Shop, AsOf: scope.AsOf}, scope.PublishedAt, scope.InUse()...)
		if err == nil && snap.ID != scope.Snapshot {
			err = huike.Errorf(huike.Conflict, "segment.facts_changed", "the facts changed while the rule was asked; ask again")
		}
		return nil, err
	}
	return s
}

// predictSource lets rules ask for what is predicted of customers.
func predictSource(m *predict.Models) segment.Source {
	s := segment.Source{Name: "value", Query: predict.FieldQuery()}
	for _, x := range predict.Fields() {
		s.Fields = append(s.Fields, segment.SourceField{Name: x.Name, Type: segment.Type(x.Type), Unit: x.Unit, Group: x.Group})
	}
	s.Ensure = func(ctx context.Context, scope segment.Scope) (store.Args, error) {
		return m.EnsureFields(ctx, feature.Scope{Shop: scope.Shop, AsOf: scope.AsOf}, scope.PublishedAt)
	}
	return s
}
