package predict

import (
	"context"

	"huike"
	"huike/store"
)

// Pick asks for customers of a stored model: a cluster by its number, those
// worth at least and below amounts in minor units, or those whose chance of
// leaving is at least so much. What is zero or nil is not asked.
type Pick struct {
	Model        int64
	Cluster      int
	Least, Below *int64
	Churn        *float64
}

// Picked returns the customers of a pick, by their numbers.
func (m *Models) Picked(ctx context.Context, p Pick) ([]huike.CustomerID, error) {
	args := store.Args{"model": p.Model, "group": p.Cluster, "least": orNull(p.Least), "below": orNull(p.Below), "churn": orNull(p.Churn)}
	return store.All(ctx, m.db, queries.Get("pick"), args, func(r *store.Rows) (id huike.CustomerID, err error) { return id, r.Scan(&id) })
}
