package message

import (
	"context"
	"errors"
	"strings"
	"sync"
	"time"

	"huike"
	"huike/customer"
	"huike/store"
)

// Links knows the addresses that a campaign's messages lead to, by number.
type Links interface {
	// Link returns the address of a number, and whether there is one.
	Link(ctx context.Context, campaign int64, number int) (url string, found bool, err error)
}

// Tracking makes the addresses that a message carries.
type Tracking struct {
	Signer  *Signer
	BaseURL string // where customers reach us: "https://crm.shop.example"
}

// Addresses of the public door, below Tracking.BaseURL.
const (
	openPath        = "/t/o/"
	clickPath       = "/t/c/"
	unsubscribePath = "/u/"
)

// Unsubscribe returns the address at which the recipient leaves.
func (t Tracking) Unsubscribe(m Mark) string {
	m.Kind, m.Link = KindUnsubscribe, 0
	return t.at(unsubscribePath, m)
}

func (t Tracking) at(path string, m Mark) string {
	return strings.TrimSuffix(t.BaseURL, "/") + path + t.Signer.Token(m)
}

// fill puts the tracked addresses of one message into its variables.
func (t Tracking) fill(vars Vars, m Mark, links int) {
	vars[UnsubscribeURL] = t.Unsubscribe(m)
	if links < 0 {
		return
	}
	m.Kind = KindOpen
	vars[openLink] = t.at(openPath, m) + ".gif"
	m.Kind = KindClick
	for m.Link = 1; m.Link <= links; m.Link++ {
		vars[linkName(m.Link)] = t.at(clickPath, m)
	}
}

const (
	flushEvery = 200 * time.Millisecond
	flushAt    = 500 // events
	// maxWaiting events may wait while the engine is busy; further ones are
	// refused with kind Unavailable rather than eating the memory.
	maxWaiting = 100_000
)

// Tracker notes what recipients do. Openings and clicks are collected and
// written every 200 ms or 500 events: a process that is killed loses at most
// those, one that is closed loses none. Leaving is written at once.
type Tracker struct {
	db      store.DB
	signer  *Signer
	links   Links
	mu      sync.Mutex
	waiting []event
	closed  bool
	full    chan struct{} // asks for a flush before its time
	ending  chan struct{}
	done    chan error
}

// NewTracker starts a tracker. It must be closed. report is told when events
// could not be written; they stay and are tried again.
func NewTracker(db store.DB, signer *Signer, links Links, report func(error)) *Tracker {
	t := &Tracker{
		db: db, signer: signer, links: links,
		full: make(chan struct{}, 1), ending: make(chan struct{}), done: make(chan error, 1),
	}
	go t.run(report)
	return t
}

func (t *Tracker) run(report func(error)) {
	tick := time.NewTicker(flushEvery)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
		case <-t.full:
		case <-t.ending:
			t.done <- t.flush()
			return
		}
		if err := t.flush(); err != nil {
			report(err)
		}
	}
}

// flush writes what waits; what could not be written waits on.
func (t *Tracker) flush() error {
	t.mu.Lock()
	events := t.waiting
	t.waiting = nil
	t.mu.Unlock()
	if len(events) == 0 {
		return nil
	}
	ctx := context.Background() // the requests that brought the events are over
	err := t.db.Write(ctx, func(tx store.Tx) error { return addEvents(ctx, tx, events) })
	if err != nil {
		t.mu.Lock()
		t.waiting = append(events, t.waiting...)
		t.mu.Unlock()
	}
	return err
}

// Close writes everything that waits and ends the tracker. It may be called again.
func (t *Tracker) Close() error {
	t.mu.Lock()
	already := t.closed
	t.closed = true
	t.mu.Unlock()
	if already {
		return nil
	}
	close(t.ending)
	return <-t.done
}

func (t *Tracker) add(e event) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.closed || len(t.waiting) >= maxWaiting {
		return huike.Errorf(huike.Unavailable, "track.busy", "Events cannot be noted right now; please try again in a moment.")
	}
	t.waiting = append(t.waiting, e)
	if len(t.waiting) >= flushAt {
		select {
		case t.full <- struct{}{}:
		default: // somebody asked already
		}
	}
	return nil
}

// Opens reports whether a token is one of a picture, and writes nothing. Any
// other is an error of kind NotFound.
func (t *Tracker) Opens(token string) error {
	_, err := t.opened(token)
	return err
}

func (t *Tracker) opened(token string) (Mark, error) {
	return t.signer.Read(strings.TrimSuffix(token, ".gif"), KindOpen)
}

// Open notes that a message was opened. A token that is not ours is an error of
// kind NotFound.
func (t *Tracker) Open(token string, at time.Time) error {
	m, err := t.opened(token)
	if err != nil {
		return err
	}
	return t.add(event{m.Customer, m.Message, m.Campaign, KindOpen, "", at})
}

// Target returns where a link leads, and writes nothing. A token that is not
// ours is an error of kind NotFound.
func (t *Tracker) Target(ctx context.Context, token string) (string, error) {
	_, url, err := t.clicked(ctx, token)
	return url, err
}

func (t *Tracker) clicked(ctx context.Context, token string) (m Mark, url string, err error) {
	if m, err = t.signer.Read(token, KindClick); err != nil {
		return m, "", err
	}
	url, found, err := t.links.Link(ctx, m.Campaign, m.Link)
	if err == nil && !found {
		err = unknownToken()
	}
	return m, url, err
}

// Click notes that a link was followed and returns where it leads: an address
// that the campaign registered, never one out of the request. The address comes
// back even when the click could not be noted.
func (t *Tracker) Click(ctx context.Context, token string, at time.Time) (string, error) {
	m, url, err := t.clicked(ctx, token)
	if err != nil {
		return "", err
	}
	return url, t.add(event{m.Customer, m.Message, m.Campaign, KindClick, url, at})
}

// Leave says how a customer unsubscribed.
type Leave struct {
	Token   string
	Channel huike.Channel
	Source  string // "one-click", "unsubscribe page"
	At      time.Time
}

// Known reports whether a token is one for unsubscribing, and writes nothing:
// programs that look at links follow it too. Any other is an error of kind NotFound.
func (t *Tracker) Known(token string) error {
	_, err := t.signer.Read(token, KindUnsubscribe)
	return err
}

// Unsubscribe withdraws the consents of the recipient to marketing and to care
// on the channel, and notes the event, in one transaction and at once. A token
// that is not ours is an error of kind NotFound.
func (t *Tracker) Unsubscribe(ctx context.Context, l Leave) error {
	m, err := t.signer.Read(l.Token, KindUnsubscribe)
	if err != nil {
		return err
	}
	return t.db.Write(ctx, func(tx store.Tx) error {
		var problems error
		for _, purpose := range []huike.Purpose{huike.PurposeMarketing, huike.PurposeCare} {
			problems = errors.Join(problems, customer.RecordConsent(ctx, tx, customer.Consent{
				Customer: m.Customer, Channel: l.Channel, Purpose: purpose, Source: l.Source, OccurredAt: l.At,
				Evidence: "link of message " + messageNumber(m.Message),
			}))
		}
		if problems != nil {
			return problems
		}
		return addEvents(ctx, tx, []event{{m.Customer, m.Message, m.Campaign, KindUnsubscribe, "", l.At}})
	})
}
