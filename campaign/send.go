package campaign

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"huike"
	"huike/message"
	"huike/store"
)

// turn is how long one campaign sends before Advance comes back to look at the
// others.
const turn = 15 * time.Second

// Advance sends what is due of every sending campaign, side by side, for a while
// at most, and returns; call it again and again. On a cluster every node may: a
// campaign is sent by one at a time. A campaign whose sender is misconfigured is
// paused with a note and no error; other errors are joined, and end no other
// campaign.
func (c *Campaigns) Advance(ctx context.Context, clock func() time.Time) error {
	ids, err := store.All(ctx, c.db, queries.Get("active"), nil, func(r *store.Rows) (id int64, err error) { return id, r.Scan(&id) })
	if err != nil {
		return err
	}
	failures := make([]error, len(ids))
	var all sync.WaitGroup
	for i, id := range ids {
		all.Go(func() { failures[i] = c.advance(ctx, id, clock) })
	}
	all.Wait()
	return errors.Join(failures...)
}

// advance takes the lease of one campaign and does what is due.
func (c *Campaigns) advance(ctx context.Context, id int64, clock func() time.Time) error {
	release, err := c.db.Lease(ctx, fmt.Sprintf("campaign %d", id))
	if huike.CodeOf(err) == "store.lease_taken" {
		return nil // another node has it
	}
	if err != nil {
		return err
	}
	defer release()
	left, err := c.left(ctx, id)
	if err != nil {
		return err
	}
	if left.claimed > 0 {
		// Whoever claims under this campaign holds its lease, and that is us: all
		// claims are of processes that are gone.
		own := claim(id, "")
		if _, err := c.Messages.Recover(ctx, clock(), func(claim string) bool { return !strings.HasPrefix(claim, own) }); err != nil {
			return err
		}
	}
	x, err := c.Get(ctx, id)
	switch {
	case err != nil:
		return err
	case x.State == Cancelled:
		_, err := c.Messages.Cancel(ctx, id, clock())
		return err
	case x.State != Sending:
		return nil
	case left.queued == 0:
		return c.finish(ctx, id, clock())
	case left.due.After(clock()):
		return nil
	}
	return c.send(ctx, x, clock)
}

// claim names the process under a campaign, so that its messages can be told
// from those of others.
func claim(id int64, process string) string { return fmt.Sprintf("campaign %d, %s", id, process) }

// left is what a campaign still has to do.
type left struct {
	queued, claimed int64
	due             time.Time
}

func (c *Campaigns) left(ctx context.Context, id int64) (left, error) {
	l, _, err := store.One(ctx, c.db, queries.Get("open"), store.Args{"campaign": id}, func(r *store.Rows) (l left, err error) {
		var due *time.Time
		err = r.Scan(&l.queued, &l.claimed, &due)
		if due != nil {
			l.due = *due
		}
		return l, err
	})
	return l, err
}

// send delivers for one turn and then looks at what is left.
func (c *Campaigns) send(ctx context.Context, x Campaign, clock func() time.Time) error {
	job, err := c.job(ctx, x, clock)
	if err != nil {
		return c.pauseIfMisconfigured(ctx, x.ID, "", err)
	}
	defer job.Channel.Close()
	if job.Rules.Slot(clock()).After(clock()) {
		return nil // quiet hours
	}
	watch := &watch{campaigns: c, id: x.ID, clock: clock, end: clock().Add(turn)}
	job.Stop = func() bool { return watch.stop(ctx) }
	if d, err := c.Messages.Deliver(ctx, job); err != nil {
		return c.pauseIfMisconfigured(ctx, x.ID, d.Stopped.Said, err)
	}
	return c.settle(context.WithoutCancel(ctx), x.ID, clock())
}

// settle finishes a campaign of which nothing is left, and takes out of the queue
// what came back into it while it was being cancelled.
func (c *Campaigns) settle(ctx context.Context, id int64, at time.Time) error {
	l, err := c.left(ctx, id)
	if err != nil {
		return err
	}
	if l.queued+l.claimed == 0 {
		return c.finish(ctx, id, at)
	}
	state, err := c.state(ctx, id)
	if err == nil && state == Cancelled {
		_, err = c.Messages.Cancel(ctx, id, at)
	}
	return err
}

// finish writes that a campaign is done, unless somebody moved it meanwhile.
func (c *Campaigns) finish(ctx context.Context, id int64, at time.Time) error {
	err := c.change(ctx, id, finished, func(x *Campaign) { x.FinishedAt = &at })
	if huike.KindOf(err) == huike.Conflict {
		return nil
	}
	return err
}

// pauseIfMisconfigured pauses a campaign for what a person must mend; said is
// what the mail server said. Any other error comes back.
func (c *Campaigns) pauseIfMisconfigured(ctx context.Context, id int64, said string, cause error) error {
	trouble, mend := message.NeedsPerson(cause)
	if !mend && huike.KindOf(cause) != huike.Invalid && huike.KindOf(cause) != huike.NotFound {
		return cause
	}
	err := c.stop(context.WithoutCancel(ctx), id, trouble, said, cause)
	if huike.KindOf(err) == huike.Conflict {
		return nil // somebody else stopped it already
	}
	return err
}

// job puts together what sending a campaign needs. Its channel must be closed.
func (c *Campaigns) job(ctx context.Context, x Campaign, clock func() time.Time) (message.Job, error) {
	sender, err := c.Senders.Get(ctx, x.Sender)
	if err != nil {
		return message.Job{}, err
	}
	a, err := c.drawn(ctx, x, clock())
	if err != nil {
		return message.Job{}, err
	}
	definition, err := c.Features.Definition(ctx)
	if err != nil {
		return message.Job{}, err
	}
	open, from, err := c.Senders.Open(ctx, x.Sender)
	if err != nil {
		return message.Job{}, err
	}
	return message.Job{
		Campaign: x.ID, Channel: open, From: from, Directory: c.Customers, Tracking: c.Tracking,
		Content: content{c, x, a.shop.Name, a.snapshot.ID},
		Rules:   c.rules(x, a, definition.Bounds, clock()),
		Rate:    slowest(x.RatePerSecond, sender.RatePerSecond), BatchSize: c.BatchSize,
		Claim: claim(x.ID, c.Process), Clock: clock,
	}, nil
}

// slowest returns the lower of two rates, of which 0 is no limit.
func slowest(a, b int) float64 {
	if a == 0 || b > 0 && b < a {
		return float64(b)
	}
	return float64(a)
}

// Cancel ends a campaign for good. What is queued is taken out of the queue; what
// was sent stays sent, and is evaluated.
func (c *Campaigns) Cancel(ctx context.Context, id int64, at time.Time) error {
	if err := c.change(ctx, id, cancelled, func(x *Campaign) { x.FinishedAt = &at }); err != nil {
		return err
	}
	_, err := c.Messages.Cancel(ctx, id, at)
	return err
}

func (c *Campaigns) state(ctx context.Context, id int64) (State, error) {
	s, _, err := store.One(ctx, c.db, queries.Get("state"), store.Args{"campaign": id}, func(r *store.Rows) (s State, err error) { return s, r.Scan(&s) })
	return s, err
}

// watch tells a delivery when to stop: its turn is over, or somebody paused or
// cancelled the campaign. It is asked before every message and looks into the
// database a few times a second.
type watch struct {
	campaigns *Campaigns
	id        int64
	clock     func() time.Time
	end       time.Time

	mu      sync.Mutex
	next    time.Time
	stopped bool
}

const lookEvery = 200 * time.Millisecond

func (w *watch) stop(ctx context.Context) bool {
	now := w.clock()
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.stopped || now.Before(w.next) {
		return w.stopped
	}
	w.next = now.Add(lookEvery)
	state, err := w.campaigns.state(ctx, w.id)
	w.stopped = err != nil || state != Sending || !now.Before(w.end)
	return w.stopped
}
