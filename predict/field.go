package predict

import (
	"context"
	"time"

	"huike/feature"
	"huike/store"
)

// Field is something that a segment's rule may ask of what is predicted.
type Field struct {
	Name  string // as rules and the question name it
	Type  string // decimal, number, money (minor units) or day
	Unit  string
	Group string // for the menu
}

// Fields lists the columns of [FieldQuery] beside customer_id.
func Fields() []Field {
	const group = "value"
	return []Field{
		{"alive", "decimal", "", group}, {"expected_orders", "decimal", "occasions", group}, {"value_12m", "money", "", group},
		{"next_day", "day", "", group}, {"cluster", "number", "", group},
	}
}

// FieldQuery returns the question that gives customer_id and the columns of
// [Fields], a row for every scored customer. Its parameters are those that
// [Models.EnsureFields] returns.
func FieldQuery() store.Query { return queries.Get("fields") }

// EnsureFields learns what [FieldQuery] tells of a scope, unless it is known, and
// returns the values of its parameters.
func (m *Models) EnsureFields(ctx context.Context, s feature.Scope, at time.Time) (store.Args, error) {
	v, err := m.Value(ctx, s, at)
	if err != nil {
		return nil, err
	}
	c, err := m.Clusters(ctx, s, ClusterOptions{}, at)
	return store.Args{"predict_value": v.Model, "predict_cluster": c.Model}, err
}

// ChurnFields lists the columns of [ChurnQuery] beside customer_id. They stand
// apart from [Fields] because they take two more days to learn from.
func ChurnFields() []Field { return []Field{{"churn", "decimal", "", "value"}} }

// ChurnQuery returns the question that gives customer_id and the columns of
// [ChurnFields], with the parameters of [Models.EnsureChurn].
func ChurnQuery() store.Query { return queries.Get("churn_field") }

// EnsureChurn learns what [ChurnQuery] tells of a scope, unless it is known, and
// returns the values of its parameters. Snapshots in use stay.
func (m *Models) EnsureChurn(ctx context.Context, s feature.Scope, at time.Time, inUse ...int64) (store.Args, error) {
	c, err := m.Churn(ctx, s, at, inUse...)
	return store.Args{"predict_churn": c.Model}, err
}
