package customer

import (
	"context"
	"time"

	"github.com/google/uuid"

	"huike"
	"huike/store"
)

// The reasons of suppressions.
const (
	Blacklist = "blacklist" // a person of the shop wishes so
	Bounce    = "bounce"    // the address does not exist
)

// AllChannels suppresses every channel.
const AllChannels huike.Channel = "*"

// Unsubscribed is the reason of a suppression of one who left a list elsewhere;
// it ends when they agree anew.
const Unsubscribed = "unsubscribed"

// ChannelPhone is text messages; a phone number is its address.
const ChannelPhone huike.Channel = "phone"

// Consent is one entry of the ledger; the newest of a channel and purpose
// counts, and of two of the same instant the withdrawal.
type Consent struct {
	Customer   huike.CustomerID
	Channel    huike.Channel
	Purpose    huike.Purpose
	Granted    bool
	Source     string    // import, unsubscribe page, agent, …
	Evidence   string    // what proves it
	OccurredAt time.Time // when they said so
	ArrivedAt  time.Time // when we were told
}

// Suppression keeps every message of a channel from a customer until it is
// lifted; one of an address, only as long as this is the customer's newest.
type Suppression struct {
	Customer huike.CustomerID
	Channel  huike.Channel // AllChannels for all
	Reason   string        // Blacklist, Bounce, complaint, unsubscribed
	Hash     string        // of the only address that is kept from the channel; "": all of them
	Source   string
	Since    time.Time
	Former   bool // it is about an address that is no longer in use, and bars nothing
}

// Grant writes that a customer agreed. e.Granted is set here; a zero ArrivedAt
// is OccurredAt.
func (c *Customers) Grant(ctx context.Context, e Consent) error {
	e.Granted = true
	return c.record(ctx, e)
}

// Withdraw writes that a customer no longer agrees. e.Granted is set here; a
// zero ArrivedAt is OccurredAt.
func (c *Customers) Withdraw(ctx context.Context, e Consent) error {
	e.Granted = false
	return c.record(ctx, e)
}

func (c *Customers) record(ctx context.Context, e Consent) error {
	return c.db.Write(ctx, func(tx store.Tx) error { return RecordConsent(ctx, tx, e) })
}

// RecordConsent appends an entry to the ledger inside a running transaction. An
// unknown customer is an error of kind NotFound.
func RecordConsent(ctx context.Context, tx store.Tx, e Consent) error {
	id, err := uuid.NewV7()
	if err != nil {
		return huike.Because(err, huike.Internal, "customer.consent_id", "a number for the consent cannot be made")
	}
	if e.ArrivedAt.IsZero() {
		e.ArrivedAt = e.OccurredAt
	}
	n, err := tx.Exec(ctx, queries.Get("consent_add"), store.Args{
		"customer": e.Customer, "id": id.String(), "channel": string(e.Channel), "purpose": string(e.Purpose), "granted": e.Granted,
		"source": e.Source, "evidence": e.Evidence, "occurred": e.OccurredAt, "arrived": e.ArrivedAt,
	})
	if err != nil {
		return err
	}
	if n == 0 {
		return huike.Errorf(huike.NotFound, "customer.unknown", "there is no customer %d", e.Customer)
	}
	if _, err := Follow(ctx, tx, Schema); err != nil || !e.Granted {
		return err
	}
	_, err = tx.Exec(ctx, queries.Get("suppression_end"), nil)
	return err
}

// Answer is one customer's word on a channel and a purpose.
type Answer struct {
	Customer huike.CustomerID
	Channel  huike.Channel
	Purpose  huike.Purpose
	Granted  bool
	Evidence string
	At       time.Time // when it was said
	Dated    bool      // the source says so; else At is the time of the import
	Suppress bool      // they unsubscribed: nothing goes out until they agree anew
}

// ConsentMany writes to the ledger what many said, once each; next ends with
// io.EOF. Of the same answer of a customer the newest is kept. An answer without
// a time never makes a yes of a no, and repeats nothing. id is one UUIDv7 for all
// of them.
func ConsentMany(ctx context.Context, tx store.Tx, id string, a Arrival, next func() (Answer, error)) error {
	row := make([]any, 8)
	n, err := tx.Load(ctx, "stage_answer", []string{"customer_id", "channel", "purpose", "granted", "evidence", "occurred_at", "dated", "suppress"}, func() ([]any, error) {
		v, err := next()
		row[0], row[1], row[2], row[3] = int64(v.Customer), string(v.Channel), string(v.Purpose), v.Granted
		row[4], row[5], row[6], row[7] = v.Evidence, v.At, v.Dated, v.Suppress
		return row, err
	})
	if err != nil || n == 0 {
		return err
	}
	if err := plan(ctx, tx, "stage_answer"); err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, queries.Get("answers_add"), store.Args{"id": id, "arrived": a.At}); err != nil {
		return err
	}
	for _, name := range []string{"answers_suppress", "suppression_end", "stage_answer_clear"} {
		if _, err := tx.Exec(ctx, queries.Get(name), nil); err != nil {
			return err
		}
	}
	return plan(ctx, tx, "consent")
}

// Suppress keeps a channel from a customer. Saying it again changes nothing.
func (c *Customers) Suppress(ctx context.Context, s Suppression) error {
	return c.db.Write(ctx, func(tx store.Tx) error { return RecordSuppression(ctx, tx, s) })
}

// RecordSuppression is Suppress inside a running transaction.
func RecordSuppression(ctx context.Context, tx store.Tx, s Suppression) error {
	_, err := tx.Exec(ctx, queries.Get("suppression_add"), store.Args{
		"customer": s.Customer, "channel": string(s.Channel), "reason": s.Reason, "source": s.Source, "since": s.Since, "hash": orNull(s.Hash),
	})
	if err != nil {
		return err
	}
	_, err = Follow(ctx, tx, Schema)
	return err
}

// Lift ends a suppression of a customer for a reason, on a channel.
func (c *Customers) Lift(ctx context.Context, id huike.CustomerID, channel huike.Channel, reason string, at time.Time) error {
	return c.db.Write(ctx, func(tx store.Tx) error {
		_, err := tx.Exec(ctx, queries.Get("suppression_lift"), store.Args{
			"customer": id, "channel": string(channel), "reason": reason, "lifted": at,
		})
		return err
	})
}

// LiftMany ends, inside a running transaction, the suppressions of some
// customers with the channel, reason and source of s, as of s.Since.
func LiftMany(ctx context.Context, tx store.Tx, ids []huike.CustomerID, s Suppression) error {
	if len(ids) == 0 {
		return nil
	}
	_, err := tx.Exec(ctx, queries.Get("suppression_lift_many"), store.Args{
		"customers": ids, "channel": string(s.Channel), "reason": s.Reason, "source": s.Source, "lifted": s.Since,
	})
	return err
}

// LiftSource ends all suppressions with the channel, reason and source of s, as
// of s.Since, and returns how many there were.
func (c *Customers) LiftSource(ctx context.Context, s Suppression) (n int64, err error) {
	err = c.db.Write(ctx, func(tx store.Tx) (err error) {
		n, err = tx.Exec(ctx, queries.Get("suppression_lift_source"), store.Args{
			"channel": string(s.Channel), "reason": s.Reason, "source": s.Source, "lifted": s.Since,
		})
		return err
	})
	return n, err
}

// SuppressedBy returns how many customers are kept from a channel for a reason by
// a source.
func (c *Customers) SuppressedBy(ctx context.Context, channel huike.Channel, reason, source string) (int64, error) {
	n, _, err := store.One(ctx, c.db, queries.Get("suppression_count"), store.Args{"channel": string(channel), "reason": reason, "source": source},
		func(r *store.Rows) (n int64, err error) { return n, r.Scan(&n) })
	return n, err
}

// consents returns the ledger of a customer, newest first.
func (c *Customers) consents(ctx context.Context, id huike.CustomerID) ([]Consent, error) {
	return store.All(ctx, c.db, queries.Get("consents"), store.Args{"customer": id}, func(r *store.Rows) (Consent, error) {
		v := Consent{Customer: id}
		err := r.Scan(&v.Channel, &v.Purpose, &v.Granted, &v.Source, &v.Evidence, &v.OccurredAt, &v.ArrivedAt)
		return v, err
	})
}

// suppressions returns what is not lifted.
func (c *Customers) suppressions(ctx context.Context, id huike.CustomerID) ([]Suppression, error) {
	return store.All(ctx, c.db, queries.Get("suppressions"), store.Args{"customer": id}, func(r *store.Rows) (Suppression, error) {
		v := Suppression{Customer: id}
		err := r.Scan(&v.Channel, &v.Reason, &v.Source, &v.Since, &v.Former)
		return v, err
	})
}
