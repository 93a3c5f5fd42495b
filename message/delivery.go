package message

import (
	"context"
	"errors"
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
	places  chan struct{}                  // of the workers of all lanes
	halt    atomic.Pointer[channel.Result] // why no message can go out
	lost    atomic.Int64                   // messages in a row for which the server was out of reach
	broken  atomic.Bool                    // a lane has failed
	answers answers
	ahead   ahead

	mu    sync.Mutex
	total Delivery
}

// claimed is a message in our hands, or soon to be, and what became of it.
type claimed struct {
	Recipient
	Letter
	since    *huike.Day
	attempts int
	state    State // Queued: give it back
	code     string
	planned  time.Time // when to try again
	begun    int64     // the tick at which it was handed over
	bounced  bool
}

// run sends along its lanes, side by side: while one asks the database, the other
// talks to the mail server. A lane that fails ends the others after their batch.
func (d *delivery) run(ctx context.Context) error {
	failures := make([]error, d.lanes())
	var all sync.WaitGroup
	for i := range failures {
		all.Go(func() {
			if failures[i] = d.lane(ctx); failures[i] != nil {
				d.broken.Store(true)
			}
		})
	}
	all.Wait()
	for _, err := range failures {
		if err != nil {
			return err
		}
	}
	return nil
}

// lanes is how many batches are in our hands at once.
func (d *delivery) lanes() int {
	if d.BatchSize > 0 {
		return 1
	}
	return 2
}

// lane goes round: one transaction records its last batch and claims the next,
// which is then sent.
func (d *delivery) lane(ctx context.Context) error {
	size := d.BatchSize
	if size == 0 {
		size = firstBatch
	}
	var batch []*claimed
	for {
		next, err := d.turn(ctx, batch, size)
		if err != nil || len(next) == 0 {
			return err
		}
		batch = next
		begin := d.Clock()
		d.send(ctx, batch)
		d.forgive(batch)
		if d.BatchSize == 0 && d.Clock().Sub(begin) < quickBatch {
			size = min(2*size, largestBatch)
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
func (d *delivery) turn(ctx context.Context, done []*claimed, size int) ([]*claimed, error) {
	// What was sent must be recorded even when the caller has gone.
	lasting := context.WithoutCancel(ctx)
	now := d.Clock()
	if ctx.Err() != nil || d.Stop() || d.broken.Load() || d.halt.Load() != nil || d.Rules.Slot(now).After(now) {
		return d.settle(lasting, done, nil)
	}
	for {
		ready, err := d.ready(lasting, size)
		if err != nil {
			_, settled := d.settle(lasting, done, nil)
			return nil, errors.Join(err, settled)
		}
		next, err := d.settle(lasting, done, ready)
		if err != nil || len(next) > 0 || len(ready) == 0 {
			return next, err
		}
		done = nil // others were before us; once more
	}
}

// settle records a batch and claims the next of those that are ready.
func (d *delivery) settle(ctx context.Context, done, ready []*claimed) (next []*claimed, err error) {
	if len(done) == 0 && len(ready) == 0 {
		return nil, nil
	}
	now := d.Clock()
	err = d.db.Write(ctx, func(tx store.Tx) (err error) {
		next = nil // the engine may run this again
		if err = d.record(ctx, tx, done, now); err == nil && len(ready) > 0 {
			next, err = d.claim(ctx, tx, ready, now)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	d.count(done)
	return next, nil
}

func (d *delivery) countHeld(n int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.total.Held += int64(n)
}

func (d *delivery) count(done []*claimed) {
	d.mu.Lock()
	defer d.mu.Unlock()
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

// send renders and sends a batch with several workers.
func (d *delivery) send(ctx context.Context, batch []*claimed) {
	work := make(chan *claimed)
	var workers sync.WaitGroup
	for range min(d.Workers, len(batch)) {
		workers.Go(func() {
			for c := range work {
				d.places <- struct{}{}
				d.one(ctx, c)
				<-d.places
			}
		})
	}
	for _, c := range batch {
		work <- c
	}
	close(work)
	workers.Wait()
}
