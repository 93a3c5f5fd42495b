package message

import (
	"context"
	"time"

	"huike"
	"huike/store"
)

// EnqueueRequest puts the treated customers of a campaign into the outbox.
type EnqueueRequest struct {
	Campaign  int64
	Channel   huike.Channel
	Rules     Rules     // for the purpose and the quiet hours
	PlannedAt time.Time // moved out of the quiet hours
	CostMinor int64     // of one message, in 1/10000 of the major unit
	// Recipients gives (customer_id bigint, arm_no integer, stage varchar). Arm 0
	// is the control and gets no message.
	Recipients Question
}

// Enqueue queues one message for every recipient and returns how many are new.
// Who has a message of the campaign, in whatever state, never gets a second one.
// A recipient whom the gate did not pass in phase plan is an error of kind
// Conflict, and nothing is queued.
func (m *Messages) Enqueue(ctx context.Context, tx store.Tx, req EnqueueRequest) (n int64, err error) {
	err = inBulk(ctx, tx, func() error {
		n, err = m.enqueue(ctx, tx, req)
		return err
	})
	return n, err
}

func (m *Messages) enqueue(ctx context.Context, tx store.Tx, req EnqueueRequest) (int64, error) {
	fresh, passed, err := m.recipients(ctx, tx, req)
	if err != nil || fresh == 0 {
		return 0, err
	}
	if passed < fresh {
		return 0, huike.Errorf(huike.Conflict, "message.not_gated",
			"%d of %d recipients of campaign %d did not pass the gate; plan the campaign again before sending.", fresh-passed, fresh, req.Campaign)
	}
	first, err := store.Reserve(ctx, tx, "message", fresh)
	if err != nil {
		return 0, err
	}
	return tx.Exec(ctx, queries.Get("enqueue").With("recipient", req.Recipients.Query), merge(req.Recipients.Args, store.Args{
		"box_campaign": req.Campaign, "box_first": first, "box_channel": string(req.Channel), "box_purpose": string(req.Rules.Purpose),
		"box_planned": req.Rules.Slot(req.PlannedAt), "box_cost": req.CostMinor,
	}))
}

func (m *Messages) recipients(ctx context.Context, tx store.Tx, req EnqueueRequest) (fresh, passed int64, err error) {
	query := queries.Get("enqueue_check").With("recipient", req.Recipients.Query)
	_, _, err = store.One(ctx, tx, query, merge(req.Recipients.Args, store.Args{"box_campaign": req.Campaign}), func(r *store.Rows) (any, error) {
		return nil, r.Scan(&fresh, &passed)
	})
	return fresh, passed, err
}

// Cancel takes what is still queued of a campaign out of the queue, for good,
// and returns how many messages that were.
func (m *Messages) Cancel(ctx context.Context, campaign int64, at time.Time) (n int64, err error) {
	err = m.db.Write(ctx, func(tx store.Tx) error {
		n, err = tx.Exec(ctx, queries.Get("cancel"), store.Args{"campaign": campaign, "done": at})
		return err
	})
	return n, err
}

// Recover looks at the messages that some process has in its hands. Those of
// processes that live reports as dead become unknown: they may have been sent,
// and nothing sends them again by itself. It returns how many there were.
func (m *Messages) Recover(ctx context.Context, at time.Time, live func(claim string) bool) (n int64, err error) {
	claims, err := store.All(ctx, m.db, queries.Get("claims"), nil, func(r *store.Rows) (s string, err error) { return s, r.Scan(&s) })
	if err != nil {
		return 0, err
	}
	for _, claim := range claims {
		if live(claim) {
			continue
		}
		err = m.db.Write(ctx, func(tx store.Tx) error {
			lost, err := tx.Exec(ctx, queries.Get("recover"), store.Args{"claim": claim, "done": at})
			n += lost
			return err
		})
		if err != nil {
			return n, err
		}
	}
	return n, nil
}

// Counts says how far a campaign's messages are. Opened, Clicked, Unsubscribed
// and Bounced count messages, not events.
type Counts struct {
	Queued, Claimed, Sent, Failed, Unknown, Cancelled, Held int64
	Opened, Clicked, Unsubscribed, Bounced                  int64
	// CostMinor is what sent and unknown messages cost, in 1/10000 of the major unit.
	CostMinor int64
}

// Counts returns how far the messages of a campaign are.
func (m *Messages) Counts(ctx context.Context, campaign int64) (Counts, error) {
	var c Counts
	args := store.Args{"campaign": campaign}
	_, err := store.All(ctx, m.db, queries.Get("counts"), args, func(r *store.Rows) (any, error) {
		var state State
		var n, cost int64
		if err := r.Scan(&state, &n, &cost); err != nil {
			return nil, err
		}
		*[]*int64{&c.Queued, &c.Claimed, &c.Sent, &c.Failed, &c.Unknown, &c.Cancelled, &c.Held}[state] = n
		if state == Sent || state == Unknown {
			c.CostMinor += cost
		}
		return nil, nil
	})
	if err != nil {
		return c, err
	}
	byKind := map[string]*int64{KindOpen: &c.Opened, KindClick: &c.Clicked, KindUnsubscribe: &c.Unsubscribed, KindBounce: &c.Bounced}
	_, err = store.All(ctx, m.db, queries.Get("event_counts"), args, func(r *store.Rows) (any, error) {
		var kind string
		var n int64
		err := r.Scan(&kind, &n)
		if into := byKind[kind]; into != nil {
			*into = n
		}
		return nil, err
	})
	return c, err
}
