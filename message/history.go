package message

import (
	"context"
	"time"

	"huike"
	"huike/store"
)

// The kinds of moment beside those of events.
const (
	KindMessage = "message"
	KindVerdict = "verdict"
)

// Moment is a message to a customer, something she did with one, or the gate
// holding one back.
type Moment struct {
	Kind     string // KindMessage, KindVerdict, or the kind of an event
	Campaign int64
	Message  int64     // 0 for a verdict
	Arm      int       // 0 for a verdict
	State    State     // of the message; means nothing for a verdict
	At       time.Time // of a message: when it was done, else claimed, else when it is due; UTC
	Code     string    // why a message failed, or ""
	Phase    string    // of a verdict
	Reason   Reason    // of a verdict
}

// History returns what was said to a customer and what was held back from her,
// before an instant, newest first. A zero instant means all there is.
func (m *Messages) History(ctx context.Context, customer huike.CustomerID, before time.Time) ([]Moment, error) {
	if before.IsZero() {
		before = never
	}
	return store.All(ctx, m.db, queries.Get("history"), store.Args{"customer": customer, "until": before}, func(r *store.Rows) (Moment, error) {
		var h Moment
		err := r.Scan(&h.Kind, &h.Campaign, &h.Message, &h.Arm, &h.State, &h.At, &h.Code, &h.Phase, &h.Reason)
		return h, err
	})
}
