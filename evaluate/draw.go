package evaluate

import (
	"context"
	"time"

	"huike"
	"huike/store"
)

// Draw is the arm of an experiment that a customer was drawn into.
type Draw struct {
	Experiment int64 // the campaign's number
	Arm        int   // 0: control, who gets nothing
	Stratum    string
	PlannedAt  time.Time // UTC
}

// endless is an instant that no draw reaches.
var endless = time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC)

// Draws returns the draws of one customer before an instant, newest first. A
// zero instant means all of them.
func (e *Evaluations) Draws(ctx context.Context, customer huike.CustomerID, before time.Time) ([]Draw, error) {
	if before.IsZero() {
		before = endless
	}
	return store.All(ctx, e.db, queries.Get("draws"), store.Args{"customer": customer, "until": before}, func(r *store.Rows) (d Draw, err error) {
		return d, r.Scan(&d.Experiment, &d.Arm, &d.Stratum, &d.PlannedAt)
	})
}
