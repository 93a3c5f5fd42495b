package predict

import (
	"context"
	"time"

	"huike/feature"
	"huike/store"
)

// Field is something that a segment's rule may ask of what is predicted.
type Field struct {
	Name string // as rules name it
	Type string // number, money or day
	Unit string
}

// Fields lists the columns of the question that [Models.FieldsAsOf] returns,
// beside customer_id: value_12m is in minor units.
func Fields() []Field {
	return []Field{
		{"alive", "number", ""}, {"expected_orders", "number", "occasions"}, {"value_12m", "money", ""},
		{"next_day", "day", ""}, {"cluster", "number", ""},
	}
}

// FieldsAsOf returns the question that gives customer_id and the columns of
// [Fields] for every scored customer of a scope, with its values. It learns what
// is not known yet.
func (m *Models) FieldsAsOf(ctx context.Context, s feature.Scope, at time.Time) (store.Query, store.Args, error) {
	v, err := m.Value(ctx, s, at)
	if err != nil {
		return store.Query{}, nil, err
	}
	c, err := m.Clusters(ctx, s, ClusterOptions{}, at)
	if err != nil {
		return store.Query{}, nil, err
	}
	return queries.Get("fields"), store.Args{"predict_value": v.Model, "predict_cluster": c.Model}, nil
}
