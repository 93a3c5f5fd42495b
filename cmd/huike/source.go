package main

import (
	"context"
	"slices"

	"huike"
	"huike/feature"
	"huike/lifecycle"
	"huike/predict"
	"huike/segment"
	"huike/store"
)

// sources are the rooms whose fields segments may name beside their own.
func sources(db store.DB) []segment.Source {
	f := feature.New(db)
	return []segment.Source{habitSource(f), modelSource(predict.New(db, f)), dormancySource(lifecycle.New(db, f))}
}

// dormancySource lets rules ask who has run out of what she bought.
func dormancySource(l *lifecycle.Lifecycle) segment.Source {
	choice := func(name string, choices []string) segment.SourceField {
		return segment.SourceField{Name: name, Type: segment.Choice, Group: "dormancy", Choices: choices}
	}
	return segment.Source{Name: "dormancy", Query: lifecycle.DormancyField(), Fields: []segment.SourceField{
		{Name: "due_day", Type: segment.Date, Group: "dormancy"}, {Name: "rho", Type: segment.Decimal, Group: "dormancy"},
		choice("dormancy", texts(append(slices.Clone(lifecycle.Dormancies), lifecycle.Unknown))),
		choice("dormant_quality", texts([]lifecycle.Quality{lifecycle.High, lifecycle.Low})), choice("dormant_cause", texts(lifecycle.Causes)),
		{Name: "due_group", Type: segment.Text, Group: "dormancy"},
	}, Ensure: func(ctx context.Context, scope segment.Scope) (store.Args, error) {
		snap, err := l.Rest(ctx, feature.Scope{Shop: scope.Shop, AsOf: scope.AsOf}, scope.PublishedAt)
		if err == nil && snap.ID != scope.Snapshot {
			err = errMoved()
		}
		return nil, err
	}}
}

// errMoved says that a snapshot was replaced while it was asked.
func errMoved() error {
	return huike.Errorf(huike.Conflict, "segment.facts_changed", "the facts changed while the rule was asked; ask again")
}

func texts[T ~string](words []T) []string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = string(w)
	}
	return out
}

// modelSource lets rules ask for what is predicted of customers.
func modelSource(m *predict.Models) segment.Source {
	s := segment.Source{Name: "predictions", Query: predict.FieldQuery()}
	for _, x := range predict.Fields() {
		s.Fields = append(s.Fields, segment.SourceField{Name: x.Name, Type: segment.Type(x.Type), Unit: x.Unit, Group: x.Group})
	}
	s.Ensure = func(ctx context.Context, scope segment.Scope) (store.Args, error) {
		return m.EnsureFields(ctx, feature.Scope{Shop: scope.Shop, AsOf: scope.AsOf}, scope.PublishedAt)
	}
	return s
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
			err = errMoved()
		}
		return nil, err
	}
	return s
}
