package main

import (
	"context"

	"huike"
	"huike/assortment"
	"huike/campaign"
	"huike/feature"
	"huike/lifecycle"
	"huike/predict"
	"huike/segment"
	"huike/store"
)

// sources are the rooms whose fields segments may name beside their own.
func sources(db store.DB) []segment.Source {
	f := feature.New(db)
	models := predict.New(db, f)
	return []segment.Source{habitSource(f), dormancySource(lifecycle.New(db, f)), predictSource(models), churnSource(models),
		bandSource(assortment.New(db, f)), campaign.CultivationSource()}
}

func scopeOf(s segment.Scope) feature.Scope { return feature.Scope{Shop: s.Shop, AsOf: s.AsOf} }

// dormancySource lets rules ask for who has run out of what she bought, and why.
func dormancySource(l *lifecycle.Lifecycle) segment.Source {
	const group = "consumption"
	return segment.Source{
		Name: "dormancy", Query: lifecycle.DormancyField(),
		Fields: []segment.SourceField{
			{Name: "due_day", Type: segment.Date, Group: group}, {Name: "rho", Type: segment.Decimal, Group: group},
			{Name: "due_group", Type: segment.Text, Group: group},
			{Name: "dormancy", Type: segment.Choice, Group: group, Choices: append(words(lifecycle.Dormancies), string(lifecycle.NeverBought), string(lifecycle.Unknown))},
			{Name: "dormant_quality", Type: segment.Choice, Group: group, Choices: words([]lifecycle.Quality{lifecycle.High, lifecycle.Low})},
			{Name: "dormant_cause", Type: segment.Choice, Group: group, Choices: words(lifecycle.Causes)},
		},
		Ensure: func(ctx context.Context, scope segment.Scope) (store.Args, error) {
			snapshot, err := l.Rest(ctx, scopeOf(scope), scope.PublishedAt)
			return nil, same(snapshot, scope, err)
		},
	}
}

// predictSource lets rules ask for what is foreseen of customers.
func predictSource(m *predict.Models) segment.Source {
	s := segment.Source{Name: "predict", Query: predict.FieldQuery(), Fields: foreseen(predict.Fields())}
	s.Ensure = func(ctx context.Context, scope segment.Scope) (store.Args, error) {
		return m.EnsureFields(ctx, scopeOf(scope), scope.PublishedAt)
	}
	return s
}

// churnSource lets rules ask for who is about to leave.
func churnSource(m *predict.Models) segment.Source {
	return segment.Source{Name: "churn", Query: predict.ChurnQuery(), Fields: foreseen(predict.ChurnFields()),
		Ensure: func(ctx context.Context, scope segment.Scope) (store.Args, error) {
			return m.EnsureChurn(ctx, scopeOf(scope), scope.PublishedAt, scope.InUse()...)
		}}
}

func foreseen(all []predict.Field) []segment.SourceField {
	var fields []segment.SourceField
	for _, x := range all {
		fields = append(fields, segment.SourceField{Name: x.Name, Type: segment.Type(x.Type), Unit: x.Unit, Group: x.Group})
	}
	return fields
}

// bandSource lets rules ask at which prices customers buy, and bought before.
func bandSource(a *assortment.Assortment) segment.Source {
	s := segment.Source{Name: "price bands", Query: assortment.BandQuery()}
	for _, x := range assortment.BandFields() {
		s.Fields = append(s.Fields, segment.SourceField{Name: x.Name, Type: segment.Type(x.Type), Group: x.Group})
	}
	s.Ensure = func(ctx context.Context, scope segment.Scope) (store.Args, error) {
		return a.BandArgs(ctx, scopeOf(scope))
	}
	return s
}

// words are the names of choices.
func words[T ~string](all []T) []string {
	out := make([]string, len(all))
	for i, w := range all {
		out[i] = string(w)
	}
	return out
}

// same refuses an answer of other facts than the rule is asked of.
func same(snapshot feature.Snapshot, scope segment.Scope, err error) error {
	if err == nil && snapshot.ID != scope.Snapshot {
		return huike.Errorf(huike.Conflict, "segment.facts_changed", "the facts changed while the rule was asked; ask again")
	}
	return err
}

// habitSource lets rules ask for what customers are used to.
func habitSource(f *feature.Features) segment.Source {
	s := segment.Source{Name: "habits", Query: feature.HabitQuery()}
	for _, x := range feature.HabitFields() {
		s.Fields = append(s.Fields, segment.SourceField{Name: x.Name, Column: x.Column, Type: segment.Type(x.Type), Unit: x.Unit, Group: x.Group, Choices: x.Choices})
	}
	s.Ensure = func(ctx context.Context, scope segment.Scope) (store.Args, error) {
		snapshot, _, err := f.EnsureHabits(ctx, scopeOf(scope), scope.PublishedAt, scope.InUse()...)
		return nil, same(snapshot, scope, err)
	}
	return s
}
