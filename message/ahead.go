package message

import (
	"context"
	"slices"
	"sync"
	"time"

	"huike"
	"huike/store"
)

// ahead are messages that the gate passed a moment ago, in the order of their
// numbers, with all that they are made of. Nobody has them in hand: they wait in
// the queue until they are claimed.
type ahead struct {
	mu     sync.Mutex
	passed []*claimed
	asked  time.Time // when the gate was asked
	behind place     // of the last message that was looked at
}

// place orders the queue: those that were tried less come first, so that a
// message that is always refused keeps nobody waiting.
type place struct {
	attempts int
	message  int64
}

const (
	// lookAhead is how many batches are looked at together while sending is quick:
	// asking costs as much for a thousand as for a hundred.
	lookAhead = 4
	// freshness is how long an answer of the gate counts.
	freshness = time.Second
)

// ready returns the next messages to claim, so many at most; none at the end of
// the queue. What others have claimed meanwhile may be among them.
func (d *delivery) ready(ctx context.Context, size int) ([]*claimed, error) {
	a := &d.ahead
	a.mu.Lock()
	defer a.mu.Unlock()
	if len(a.passed) > 0 && d.Clock().Sub(a.asked) > freshness {
		a.behind, a.passed = place{a.passed[0].attempts, a.passed[0].Message - 1}, nil
	}
	if len(a.passed) == 0 {
		most := size
		if d.BatchSize == 0 && size == largestBatch {
			most *= lookAhead
		}
		if err := d.look(ctx, most); err != nil {
			return nil, err
		}
	}
	n := min(size, len(a.passed))
	next := a.passed[:n:n]
	a.passed = a.passed[n:]
	return next, nil
}

// look asks the gate about due messages until it passes some, sets those aside
// that it holds back, and gets the others' addresses and words.
func (d *delivery) look(ctx context.Context, most int) error {
	a := &d.ahead
	for {
		now := d.Clock()
		due, err := d.due(ctx, now, most)
		if err != nil {
			return err
		}
		if len(due) == 0 {
			if a.behind == (place{}) {
				return nil
			}
			a.behind = place{} // one further back may be due again
			continue
		}
		passed, err := d.ask(ctx, due, now)
		if err != nil {
			return err
		}
		if err := d.address(ctx, passed); err != nil {
			return err
		}
		last := due[len(due)-1]
		a.behind = place{last.attempts, last.Message}
		if len(passed) > 0 {
			a.passed, a.asked = passed, now
			return nil
		}
	}
}

func (d *delivery) due(ctx context.Context, now time.Time, most int) ([]*claimed, error) {
	args := store.Args{"campaign": d.Campaign, "now": now, "behind": d.ahead.behind.message, "attempts": d.ahead.behind.attempts, "most": most}
	return store.All(ctx, d.db, queries.Get("due"), args, func(r *store.Rows) (*claimed, error) {
		c := &claimed{planned: now}
		return c, r.Scan(&c.Customer, &c.Message, &c.Arm, &c.Stage, &c.since, &c.attempts)
	})
}

// ask returns those of the due messages that the gate passes, and holds the
// others back. Contacts of the campaign itself do not count.
func (d *delivery) ask(ctx context.Context, due []*claimed, now time.Time) ([]*claimed, error) {
	gate := d.gate(due, now)
	reasons := map[huike.CustomerID]string{}
	_, err := store.All(ctx, d.db, queries.Get("verdict_send").With("gate", gate.Query), gate.Args, func(r *store.Rows) (any, error) {
		var id huike.CustomerID
		var reason string
		err := r.Scan(&id, &reason)
		reasons[id] = reason
		return nil, err
	})
	if err != nil || len(reasons) == 0 {
		return due, err
	}
	var passed, held []*claimed
	for _, c := range due {
		if c.code = reasons[c.Customer]; c.code == "" {
			passed = append(passed, c)
		} else {
			held = append(held, c)
		}
	}
	return passed, d.hold(ctx, held, now)
}

func (d *delivery) gate(due []*claimed, now time.Time) Question {
	var ids []huike.CustomerID
	var stages, since []string
	for _, c := range due {
		day := huike.DayOf(never)
		if c.since != nil {
			day = *c.since
		}
		ids, stages, since = append(ids, c.Customer), append(stages, string(c.Stage)), append(since, day.String())
	}
	req := GateRequest{Campaign: d.Campaign, Channel: d.Channel.Name(), Now: now, Rules: d.Rules, Candidates: Question{
		queries.Get("due_candidates"), store.Args{"batch_ids": ids, "batch_stages": stages, "batch_since": since},
	}}
	return req.question(false, slices.Min(ids), slices.Max(ids))
}

// hold takes messages out of the queue that the gate holds back, unless another
// process was there before.
func (d *delivery) hold(ctx context.Context, held []*claimed, now time.Time) error {
	var messages []int64
	var codes []string
	for _, c := range held {
		messages, codes = append(messages, c.Message), append(codes, c.code)
	}
	var ids []huike.CustomerID
	err := d.db.Write(ctx, func(tx store.Tx) error {
		var reasons []string
		ids = nil // the engine may run this again
		args := store.Args{"campaign": d.Campaign, "ids": messages, "codes": codes, "done": now}
		_, err := store.All(ctx, tx, queries.Get("hold"), args, func(r *store.Rows) (any, error) {
			var id huike.CustomerID
			var reason string
			err := r.Scan(&id, &reason)
			ids, reasons = append(ids, id), append(reasons, reason)
			return nil, err
		})
		if err != nil || len(ids) == 0 {
			return err
		}
		_, err = tx.Exec(ctx, queries.Get("verdict_add"), store.Args{"ids": ids, "reasons": reasons, "campaign": d.Campaign, "decided": now})
		return err
	})
	if err == nil {
		d.countHeld(len(ids))
	}
	return err
}

// address gets the addresses and the words of messages.
func (d *delivery) address(ctx context.Context, passed []*claimed) error {
	if len(passed) == 0 {
		return nil
	}
	to := make([]Recipient, len(passed))
	ids := make([]huike.CustomerID, len(passed))
	for i, c := range passed {
		to[i], ids[i] = c.Recipient, c.Customer
	}
	addresses, err := d.Directory.Addresses(ctx, ids, d.Channel.Name())
	if err != nil {
		return err
	}
	vars, err := d.Content.Vars(ctx, d.Campaign, to)
	if err != nil {
		return err
	}
	for _, c := range passed {
		c.Letter = Letter{addresses[c.Customer], vars[c.Customer]}
	}
	return nil
}
