package message

import (
	"context"
	"slices"
	"sync"
	"time"

	"huike"
	"huike/channel"
	"huike/customer"
	"huike/store"
)

const (
	// lostInARow messages for which the server could not be reached stop the job:
	// it is the server's trouble and not that of the messages.
	lostInARow = 8
	// alikeInARow refusals with one code and no delivery between stop the job, as
	// what everybody is told is about the sender. An address that the server says
	// is unknown does not count.
	alikeInARow = 5
	// senderInARow refusals that speak of the sender do so where the campaign has
	// sent something; where it has not, one does.
	senderInARow = 3
)

// answers are the refusals since the last delivery.
type answers struct {
	mu        sync.Mutex
	delivered bool                 // something was, by this job
	ever      bool                 // something was, or may have been, by the campaign
	refused   map[string][]refusal // by their codes, or under senderRefused
	last      channel.Result
	ticks     int64 // goes on with every message that is begun or refused
}

// refusal is a message that was refused, and when.
type refusal struct {
	*claimed
	tick int64
}

// senderRefused is the key of refusals that speak of the sender, whatever their codes.
const senderRefused = "sender"

// begin returns the tick at which a message is handed to the server.
func (a *answers) begin() int64 {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.ticks++
	return a.ticks
}

// accept notes a delivery. It proves nothing about refusals that came after it
// was begun: several messages are under way side by side.
func (a *answers) accept(begun int64) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.delivered, a.ever = true, true
	for key, row := range a.refused {
		if row = slices.DeleteFunc(row, func(r refusal) bool { return r.tick < begun }); len(row) == 0 {
			delete(a.refused, key)
		} else {
			a.refused[key] = row
		}
	}
}

// add notes a refusal and returns how many of its kind came in a row.
func (a *answers) add(key string, c *claimed, r channel.Result) int {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.refused == nil {
		a.refused = map[string][]refusal{}
	}
	a.ticks++
	a.refused[key] = append(a.refused[key], refusal{c, a.ticks})
	if r.Concern != channel.AboutRecipient {
		a.last = r
	}
	return len(a.refused[key])
}

// proven reports that the server is known to take messages of this sender:
// within this job, or ever.
func (a *answers) proven() (now, ever bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.delivered, a.ever
}

// judge turns the receipt into the message's state.
func (d *delivery) judge(c *claimed, r channel.Result) {
	switch {
	case r.Outcome == channel.Accepted:
		c.state = Sent
		d.lost.Store(0)
		d.answers.accept(c.begun)
	case r.Outcome == channel.Unknown:
		c.state, c.code = Unknown, r.Code
	case r.Misconfigured(), r.Code == channel.CodeClosed:
		d.stop(r)
	case r.Outcome == channel.Refused:
		d.refuseSender(c, r)
	case r.Outcome == channel.Permanent:
		d.fail(c, r)
	case r.Code == channel.CodeCancelled:
	default:
		d.again(c, r)
		if outOfReach(r) && d.lost.Add(1) >= lostInARow {
			d.stop(r)
		}
	}
}

// stop ends the job for a reason that concerns every message; the first counts.
func (d *delivery) stop(r channel.Result) { d.halt.CompareAndSwap(nil, &r) }

func outOfReach(r channel.Result) bool {
	return r.Code == channel.CodeNetwork || r.Code == channel.CodeTimeout
}

// fail ends a message that will not be taken, unless too many end alike.
func (d *delivery) fail(c *claimed, r channel.Result) {
	c.state, c.code = Failed, r.Code
	c.bounced = r.Concern == channel.AboutAddress || r.Concern == channel.LikelyAddress
	if r.Concern != channel.AboutAddress && d.answers.add(r.Code, c, r) >= alikeInARow {
		r.Reason = channel.ReasonAlike
		d.stop(r)
	}
}

// refuseSender keeps a message whose sender was refused, and stops the job
// unless the refusal may be that of a single recipient's server.
func (d *delivery) refuseSender(c *claimed, r channel.Result) {
	n := d.answers.add(senderRefused, c, r)
	if _, ever := d.answers.proven(); n < senderInARow && (ever || c.attempts > 0) {
		d.again(c, r)
		return
	}
	c.attempts++ // behind those that were never tried
	c.code, c.planned = r.Code, d.Clock()
	d.stop(r)
}

// again queues the message for later, or gives it up. One whose sender was
// refused is given up only where the server takes others.
func (d *delivery) again(c *claimed, r channel.Result) {
	c.attempts++
	c.code = r.Code
	if c.attempts < maxAttempts {
		c.planned = d.Rules.Slot(d.Clock().Add(backoff(c.attempts)))
		return
	}
	now, ever := d.answers.proven()
	if r.Concern == channel.AboutSender && !now && !(ever && c.attempts > maxAttempts) {
		c.planned = d.Clock()
		d.stop(r)
		return
	}
	d.fail(c, r)
}

// remember reads what the campaign's earlier jobs met: whether anything was
// delivered, and what was refused since.
func (d *delivery) remember(ctx context.Context) error {
	args := store.Args{"campaign": d.Campaign}
	_, sent, err := store.One(ctx, d.db, queries.Get("sent_ever"), args, func(r *store.Rows) (id int64, err error) { return id, r.Scan(&id) })
	if err != nil {
		return err
	}
	d.answers.ever = sent
	_, err = store.All(ctx, d.db, queries.Get("refused_lately"), args, func(r *store.Rows) (any, error) {
		c := &claimed{state: Failed}
		err := r.Scan(&c.Message, &c.Customer, &c.code)
		if !ourCode(c.code) {
			d.answers.add(c.code, c, channel.Result{Outcome: channel.Permanent, Code: c.code, Detail: "The mail server answered " + c.code + "."})
		}
		return nil, err
	})
	return err
}

// ourCode reports that a message failed before a server saw it.
func ourCode(code string) bool {
	return code == CodeRender || code == CodeMissing || code == CodeNoAddress || code == CodeNoArm
}

// conclude stops a job after its end, too, when the queue is empty and the
// server has taken nothing of the whole campaign: too few messages for a row are
// no reason to call it done.
func (d *delivery) conclude(next time.Time) {
	if _, ever := d.answers.proven(); !ever && next.IsZero() && d.answers.last.Code != "" && len(d.answers.refused) > 0 {
		r := d.answers.last
		if r.Reason == "" {
			r.Reason = channel.ReasonAlike
		}
		d.stop(r)
	}
}

// takeBack puts into the queue again what was refused since the last delivery
// of a job that had to stop, and lifts the bounces that were taken from it.
func (d *delivery) takeBack(ctx context.Context) error {
	r := d.halt.Load()
	if r == nil || outOfReach(*r) || r.Code == channel.CodeClosed || len(d.answers.refused) == 0 {
		return nil
	}
	var messages []int64
	var bounced []huike.CustomerID
	for _, row := range d.answers.refused {
		for _, c := range row {
			messages = append(messages, c.Message)
			if c.bounced {
				bounced = append(bounced, c.Customer)
			}
		}
	}
	now := d.Clock()
	var failed int64
	err := d.db.Write(ctx, func(tx store.Tx) error {
		args := store.Args{"campaign": d.Campaign, "ids": messages}
		if _, err := tx.Exec(ctx, queries.Get("bounce_remove"), args); err != nil {
			return err
		}
		n, err := tx.Exec(ctx, queries.Get("take_back"), store.Args{"campaign": d.Campaign, "ids": messages, "planned": now})
		if err != nil {
			return err
		}
		failed = n
		if _, err := tx.Exec(ctx, queries.Get("due_now"), store.Args{"campaign": d.Campaign, "ids": messages, "planned": now}); err != nil {
			return err
		}
		return customer.LiftMany(ctx, tx, bounced, customer.Suppression{Channel: d.Channel.Name(), Reason: customer.Bounce, Source: BounceSource(d.Campaign), Since: now})
	})
	d.total.Failed -= failed
	return err
}

// BounceSource names a campaign as the source of a suppression.
func BounceSource(campaign int64) string { return "campaign " + messageNumber(campaign) }
