package message

import (
	"context"
	"slices"
	"time"

	"huike/customer"
	"huike/store"
)

// claim takes messages into our hands and returns those that it got.
func (d *delivery) claim(ctx context.Context, tx store.Tx, ready []*claimed, now time.Time) ([]*claimed, error) {
	byNumber := make(map[int64]*claimed, len(ready))
	ids := make([]int64, len(ready))
	for i, c := range ready {
		byNumber[c.Message], ids[i] = c, c.Message
	}
	taken, err := store.All(ctx, tx, queries.Get("claim"), store.Args{
		"campaign": d.Campaign, "claim": d.Claim, "claimed": now, "ids": ids,
	}, func(r *store.Rows) (*claimed, error) {
		var id int64
		var attempts int
		if err := r.Scan(&id, &attempts); err != nil {
			return nil, err
		}
		byNumber[id].attempts = attempts
		return byNumber[id], nil
	})
	slices.SortFunc(taken, func(a, b *claimed) int { return int(a.Message - b.Message) })
	return taken, err
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
			Customer: c.Customer, Channel: d.Channel.Name(), Hash: c.Address.Hash, Reason: customer.Bounce, Source: BounceSource(d.Campaign), Since: now,
		})
		if err != nil {
			return err
		}
		events = append(events, event{c.Customer, c.Message, d.Campaign, KindBounce, "", now})
	}
	return addEvents(ctx, tx, events)
}
