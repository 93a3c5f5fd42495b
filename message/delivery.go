package message

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/time/rate"

	"huike"
	"huike/channel"
	"huike/store"
)

// delivery is a running job.
type delivery struct {
	Job
	db      store.DB
	arms    map[int]*Template
	limiter *rate.Limiter
	size    int
	total   Delivery
	halt    atomic.Pointer[channel.Result] // why no message can go out
	lost    atomic.Int64                   // messages in a row for which the server was out of reach
}

// claimed is a message in our hands, and what became of it.
type claimed struct {
	Recipient
	since    *huike.Day
	attempts int
	state    State // Queued: give it back
	code     string
	planned  time.Time // when to try again
	bounced  bool
}

// run goes round: one transaction records the last batch and claims the next,
// which is then sent.
func (d *delivery) run(ctx context.Context) error {
	var batch []*claimed
	for {
		next, err := d.turn(ctx, batch)
		if err != nil || len(next) == 0 {
			return err
		}
		batch = next
		begin := d.Clock()
		if err := d.send(ctx, batch); err != nil {
			// Nothing of the batch went out; it goes back into the queue.
			_, giveBack := d.settle(ctx, batch, false)
			if giveBack != nil {
				return giveBack
			}
			return err
		}
		d.forgive(batch)
		if d.BatchSize == 0 && d.Clock().Sub(begin) < quickBatch {
			d.size = min(2*d.size, largestBatch)
		}
	}
}

// forgive takes the attempts back that were made on a server out of reach: an
// evening without it must not use up what the messages have.
func (d *delivery) forgive(batch []*claimed) {
	if r := d.halt.Load(); r == nil || !outOfReach(*r) {
		return
	}
	for _, c := range batch {
		if c.state == Queued && c.code != "" {
			c.attempts--
		}
	}
}

// turn records a batch and claims the next unless it is time to stop.
func (d *delivery) turn(ctx context.Context, done []*claimed) ([]*claimed, error) {
	now := d.Clock()
	stop := ctx.Err() != nil || d.Stop() || d.halt.Load() != nil || d.Rules.Slot(now).After(now)
	if stop && len(done) == 0 {
		return nil, nil
	}
	return d.settle(ctx, done, !stop)
}

func (d *delivery) settle(ctx context.Context, done []*claimed, more bool) (next []*claimed, err error) {
	// What was sent must be recorded even when the caller has gone.
	ctx = context.WithoutCancel(ctx)
	now := d.Clock()
	var held int
	err = d.db.Write(ctx, func(tx store.Tx) error {
		next, held = nil, 0 // the engine may run this again
		if err := d.record(ctx, tx, done, now); err != nil || !more {
			return err
		}
		for {
			taken, err := d.claim(ctx, tx, now)
			if err != nil || len(taken) == 0 {
				return err
			}
			next, err = d.recheck(ctx, tx, taken, now)
			held += len(taken) - len(next)
			if err != nil || len(next) > 0 {
				return err
			}
		}
	})
	if err != nil {
		return nil, err
	}
	d.total.Held += int64(held)
	d.count(done)
	return next, nil
}

func (d *delivery) count(done []*claimed) {
	for _, c := range done {
		switch {
		case c.state == Sent:
			d.total.Sent++
		case c.state == Failed:
			d.total.Failed++
		case c.state == Unknown:
			d.total.Unknown++
		case c.state == Queued && c.code != "":
			d.total.Retried++
		}
	}
}

// send renders and sends a batch with several workers. An error means that
// nothing was sent.
func (d *delivery) send(ctx context.Context, batch []*claimed) error {
	to := make([]Recipient, len(batch))
	ids := make([]huike.CustomerID, len(batch))
	for i, c := range batch {
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
	work := make(chan *claimed)
	var workers sync.WaitGroup
	for range min(d.Workers, len(batch)) {
		workers.Go(func() {
			for c := range work {
				d.one(ctx, c, letter{addresses[c.Customer], vars[c.Customer]})
			}
		})
	}
	for _, c := range batch {
		work <- c
	}
	close(work)
	workers.Wait()
	return nil
}

// halted returns why the job had to stop, as an error.
func (d *delivery) halted() error {
	r := d.halt.Load()
	if r == nil {
		return nil
	}
	return huike.Errorf(huike.Unavailable, "message.sender_"+r.Code, "Sending has stopped and the messages wait: %s Mend the sender's settings, check them, and resume.", r.Detail)
}
