package message

import (
	"context"
	"errors"
	"fmt"
	"math"
	"strconv"
	"time"

	"golang.org/x/time/rate"

	"huike"
	"huike/channel"
	"huike/customer"
	"huike/store"
)

// Recipient is a customer for whom a message is about to be sent.
type Recipient struct {
	Message  int64
	Customer huike.CustomerID
	Arm      int
	Stage    huike.Stage // at planning
}

// Content gives the words of a campaign.
type Content interface {
	// Arms returns the templates by the number of the arm.
	Arms(ctx context.Context, campaign int64) (map[int]*Template, error)
	// Vars returns the values of the recipients, all of them in one call.
	Vars(ctx context.Context, campaign int64, to []Recipient) (map[huike.CustomerID]Vars, error)
}

// Directory knows where customers can be reached.
type Directory interface {
	// Addresses returns the addresses of those who have one on the channel.
	Addresses(ctx context.Context, ids []huike.CustomerID, channel huike.Channel) (map[huike.CustomerID]customer.Address, error)
}

// From is who writes.
type From struct {
	Address, Name, ReplyTo string
	UnsubscribeMailto      string // optional, beside the address on the web
}

// Job is the sending of what is due of one campaign.
type Job struct {
	Campaign  int64
	Channel   channel.Channel
	Content   Content
	Directory Directory
	Rules     Rules
	From      From
	Tracking  Tracking
	// Rate is the most messages a second; 0 is no limit.
	Rate float64
	// BatchSize is how many messages are claimed at once: so many may end as
	// unknown when the process is killed. 0 keeps two batches in hand, of 64 at
	// first and up to 256 while one takes less than a quarter of a second.
	BatchSize int
	// Workers send side by side. 0 is 4.
	Workers int
	// Claim names this process among all that may work on the campaign, so that
	// Recover can tell whether it lives.
	Claim string
	Clock func() time.Time
	// Stop is asked before every message; after true nothing more goes out and
	// the rest is queued again. May be nil.
	Stop func() bool
}

// Delivery says what became of the messages that a job took up.
type Delivery struct {
	Sent, Failed, Unknown, Held, Retried int64
	// Next is when more is due; zero when the queue is empty.
	Next time.Time
	// Stopped is the answer for which the job had to stop; zero when it had not.
	Stopped channel.Result
}

const (
	firstBatch   = 64
	largestBatch = 256
	quickBatch   = 250 * time.Millisecond
	maxAttempts  = 5
	firstWait    = time.Minute // after the first temporary failure; four times longer after each further one
)

// Deliver sends what is due of a campaign until nothing is left, quiet hours
// begin, ctx ends or Stop says so. Each message is claimed by a committed
// transaction before it is sent, and its result is committed before the next
// batch is sent, so that a killed process leaves claims behind and never sends
// twice. The error is of kind Unavailable when the sender's settings must be
// mended first, or its server is out of reach; the messages then wait in the queue,
// also those that were refused since the last delivery.
func (m *Messages) Deliver(ctx context.Context, job Job) (Delivery, error) {
	job = job.withDefaults()
	if err := job.validate(); err != nil {
		return Delivery{}, err
	}
	release, err := m.db.Lease(ctx, fmt.Sprintf("deliver campaign %d as %s", job.Campaign, job.Claim))
	if err != nil {
		return Delivery{}, err
	}
	defer release()
	arms, err := job.Content.Arms(ctx, job.Campaign)
	if err != nil {
		return Delivery{}, err
	}
	d := &delivery{Job: job, db: m.db, arms: arms, limiter: job.limiter(), places: make(chan struct{}, job.Workers)}
	if err := d.remember(ctx); err != nil {
		return Delivery{}, err
	}
	err = d.run(ctx)
	return d.finish(context.WithoutCancel(ctx), err)
}

// finish settles what a job leaves behind.
func (d *delivery) finish(ctx context.Context, err error) (Delivery, error) {
	m := &Messages{d.db}
	if err == nil {
		if d.total.Next, err = m.nextDue(ctx, d.Job); err == nil {
			d.conclude(d.total.Next)
		}
	}
	if back := d.takeBack(ctx); back != nil || err != nil {
		return d.total, errors.Join(err, back)
	}
	if err = d.halted(); err != nil && d.total.Next.IsZero() {
		var due error
		if d.total.Next, due = m.nextDue(ctx, d.Job); due != nil {
			return d.total, due
		}
	}
	return d.total, err
}

func (j Job) withDefaults() Job {
	if j.Workers <= 0 {
		j.Workers = 4
	}
	if j.Stop == nil {
		j.Stop = func() bool { return false }
	}
	return j
}

func (j Job) validate() error {
	if j.Claim == "" || j.Clock == nil {
		panic("BUG: a delivery needs the name of its process and a clock")
	}
	if j.Tracking.Signer == nil && j.Rules.Purpose != huike.PurposeService {
		return huike.Errorf(huike.Invalid, codeNoTracking, "Marketing and care messages need the public address of this server for their unsubscribe link; set it in the configuration.")
	}
	return nil
}

const codeNoTracking = "message.no_tracking"

func (j Job) limiter() *rate.Limiter {
	if j.Rate <= 0 {
		return rate.NewLimiter(rate.Inf, 1)
	}
	return rate.NewLimiter(rate.Limit(j.Rate), max(1, int(j.Rate/20)))
}

// nextDue returns when more is due, not within the quiet hours; zero for never.
func (m *Messages) nextDue(ctx context.Context, job Job) (time.Time, error) {
	due, _, err := store.One(ctx, m.db, queries.Get("next_due"), store.Args{"campaign": job.Campaign}, func(r *store.Rows) (due *time.Time, err error) {
		return due, r.Scan(&due)
	})
	if err != nil || due == nil {
		return time.Time{}, err
	}
	if now := job.Clock(); due.Before(now) {
		due = &now
	}
	return job.Rules.Slot(*due), nil
}

// backoff is the wait after so many failed attempts.
func backoff(attempts int) time.Duration {
	return firstWait * time.Duration(math.Pow(4, float64(attempts-1)))
}

func messageNumber(id int64) string { return strconv.FormatInt(id, 10) }
