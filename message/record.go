package message

import (
	"context"
	"slices"
	"time"

	"huike"
	"huike/customer"
	"huike/store"
)

// claim takes due messages into our hands, so many at most, in the order of their numbers.
func (d *delivery) claim(ctx context.Context, tx store.Tx, now time.Time, size int) ([]*claimed, error) {
	taken, err := store.All(ctx, tx, queries.Get("claim"), store.Args{
		"campaign": d.Campaign, "claim": d.Claim, "claimed": now, "batch": size,
	}, func(r *store.Rows) (*claimed, error) {
		c := &claimed{planned: now}
		err := r.Scan(&c.Customer, &c.Message, &c.Arm, &c.Stage, &c.since, &c.attempts)
		return c, err
	})
	slices.SortFunc(taken, func(a, b *claimed) int { return int(a.Message - b.Message) })
	return taken, err
}

// recheck asks the gate about claimed messages just before they go out, sets
// those aside that it holds back, and returns the others. Contacts of the
// campaign itself do not count.
func (d *delivery) recheck(ctx context.Context, tx store.Tx, taken []*claimed, now time.Time) ([]*claimed, error) {
	gate := d.gate(taken, now)
	reasons := map[huike.CustomerID]string{}
	_, err := store.All(ctx, tx, queries.Get("verdict_send").With("gate", gate.Query), gate.Args, func(r *store.Rows) (any, error) {
		var id huike.CustomerID
		var reason string
		err := r.Scan(&id, &reason)
		reasons[id] = reason
		return nil, err
	})
	if err != nil || len(reasons) == 0 {
		return taken, err
	}
	var pass, held []*claimed
	var ids []huike.CustomerID
	var why []string
	for _, c := range taken {
		reason, no := reasons[c.Customer]
		if !no {
			pass = append(pass, c)
			continue
		}
		c.state, c.code = Held, reason
		held, ids, why = append(held, c), append(ids, c.Customer), append(why, reason)
	}
	if _, err := tx.Exec(ctx, queries.Get("verdict_add"), store.Args{"ids": ids, "reasons": why, "campaign": d.Campaign, "decided": now}); err != nil {
		return nil, err
	}
	return pass, d.record(ctx, tx, held, now)
}

func (d *delivery) gate(taken []*claimed, now time.Time) Question {
	var ids []huike.CustomerID
	var stages, since []string
	for _, c := range taken {
		day := huike.DayOf(never)
		if c.since != nil {
			day = *c.since
		}
		ids, stages, since = append(ids, c.Customer), append(stages, string(c.Stage)), append(since, day.String())
	}
	req := GateRequest{Campaign: d.Campaign, Channel: d.Channel.Name(), Now: now, Rules: d.Rules, Candidates: Question{
		queries.Get("claimed_candidates"), store.Args{"batch_ids": ids, "batch_stages": stages, "batch_since": since},
	}}
	return req.question(false, slices.Min(ids), slices.Max(ids))
}

// record writes what became of claimed messages.
func (d *delivery) record(ctx context.Context, tx store.Tx, done []*claimed, now time.Time) error {
	var sent []int64
	var ended, again []*claimed
	for _, c := range done {
		switch c.state {
		case Sent:
			sent = append(sent, c.Message)
		case Queued:
			again = append(again, c)
		default:
			ended = append(ended, c)
		}
	}
	if len(sent) > 0 {
		if _, err := tx.Exec(ctx, queries.Get("record_sent"), store.Args{"campaign": d.Campaign, "ids": sent, "done": now}); err != nil {
			return err
		}
	}
	if err := d.recordEnded(ctx, tx, ended, now); err != nil {
		return err
	}
	if err := d.recordAgain(ctx, tx, again); err != nil {
		return err
	}
	return d.suppress(ctx, tx, ended, now)
}

func (d *delivery) recordEnded(ctx context.Context, tx store.Tx, ended []*claimed, now time.Time) error {
	if len(ended) == 0 {
		return nil
	}
	var ids, states, attempts []int64
	var codes []string
	for _, c := range ended {
		ids, states, attempts, codes = append(ids, c.Message), append(states, int64(c.state)), append(attempts, int64(c.attempts)), append(codes, c.code)
	}
	_, err := tx.Exec(ctx, queries.Get("record_done"), store.Args{
		"campaign": d.Campaign, "ids": ids, "states": states, "codes": codes, "attempts": attempts, "done": now,
	})
	return err
}

func (d *delivery) recordAgain(ctx context.Context, tx store.Tx, again []*claimed) error {
	if len(again) == 0 {
		return nil
	}
	var ids, attempts []int64
	var codes, planned []string
	for _, c := range again {
		ids, attempts, codes, planned = append(ids, c.Message), append(attempts, int64(c.attempts)), append(codes, c.code), append(planned, instant(c.planned))
	}
	_, err := tx.Exec(ctx, queries.Get("record_again"), store.Args{
		"campaign": d.Campaign, "ids": ids, "codes": codes, "attempts": attempts, "planned": planned,
	})
	return err
}

// suppress keeps addresses that do not exist from being tried again.
func (d *delivery) suppress(ctx context.Context, tx store.Tx, ended []*claimed, now time.Time) error {
	var events []event
	for _, c := range ended {
		if !c.bounced {
			continue
		}
		err := customer.RecordSuppression(ctx, tx, customer.Suppression{
			Customer: c.Customer, Channel: d.Channel.Name(), Reason: "bounce", Source: "campaign " + messageNumber(d.Campaign), Since: now,
		})
		if err != nil {
			return err
		}
		events = append(events, event{c.Customer, c.Message, d.Campaign, KindBounce, "", now})
	}
	return addEvents(ctx, tx, events)
}
