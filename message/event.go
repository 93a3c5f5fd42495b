package message

import (
	"context"
	"crypto/rand"
	"encoding/binary"
	"time"

	"github.com/google/uuid"

	"huike"
	"huike/customer"
	"huike/store"
)

// The kinds of event that a message can meet after it was sent.
const (
	KindOpen        = "open"
	KindClick       = "click"
	KindUnsubscribe = "unsubscribe"
	KindBounce      = "bounce"
)

// event is something that happened to a message.
type event struct {
	customer          huike.CustomerID
	message, campaign int64
	kind, url         string
	at                time.Time
}

// addEvents appends events in one statement.
func addEvents(ctx context.Context, tx store.Tx, events []event) error {
	if len(events) == 0 {
		return nil
	}
	n := len(events)
	customers, messages, campaigns := make([]int64, n), make([]int64, n), make([]int64, n)
	ids, kinds, urls, times := make([]string, n), make([]string, n), make([]string, n), make([]string, n)
	for i, e := range events {
		customers[i], messages[i], campaigns[i] = int64(e.customer), e.message, e.campaign
		ids[i], kinds[i], urls[i], times[i] = eventID(e.at), e.kind, e.url, instant(e.at)
	}
	_, err := tx.Exec(ctx, queries.Get("event_add"), store.Args{
		"customers": customers, "events": ids, "messages": messages, "campaigns": campaigns, "kinds": kinds, "urls": urls, "times": times,
	})
	if err != nil {
		return err
	}
	// A link of a message may name a customer who is another one by now.
	_, err = customer.Follow(ctx, tx, Schema)
	return err
}

// instant writes a time for a list of times in a statement.
func instant(t time.Time) string { return t.UTC().Format("2006-01-02 15:04:05.000000+00") }

// eventID makes a UUIDv7 (RFC 9562, 5.7) of a time that was given.
func eventID(at time.Time) string {
	var id uuid.UUID
	rand.Read(id[:]) // never fails, says crypto/rand
	var ms [8]byte
	binary.BigEndian.PutUint64(ms[:], uint64(at.UnixMilli()))
	copy(id[:6], ms[2:])
	id[6] = id[6]&0x0f | 0x70
	id[8] = id[8]&0x3f | 0x80
	return id.String()
}
