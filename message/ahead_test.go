package message

import (
	"context"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"huike"
	"huike/channel"
	"huike/customer"
	"huike/message/messagetest"
	"huike/store"
	"huike/store/storetest"
)

// later is a clock that stands until it is moved on.
type later struct{ by atomic.Int64 }

func (l *later) now() time.Time          { return noon.Add(time.Duration(l.by.Load())) }
func (l *later) move(d time.Duration)    { l.by.Add(int64(d)) }
func accepted() channel.Result           { return channel.Result{Outcome: channel.Accepted, Code: "250"} }
func customerOf(m channel.Message) int64 { return int64(messagetest.CustomerOf(m.To)) }

// While sending is quick the gate is asked about a thousand at once; an answer
// that has grown old is not used, so that who is barred meanwhile gets nothing.
func TestOldAnswersOfTheGateAreAskedAgain(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		const n = 1500
		people(t, db, n)
		plan(t, db, 7, marketing())
		var clock later
		r := &recorder{answer: func(m channel.Message) channel.Result {
			if customerOf(m) == 600 {
				write(t, db, func(tx store.Tx) error {
					return customer.RecordSuppression(context.Background(), tx, customer.Suppression{
						Customer: 1400, Channel: huike.ChannelEmail, Reason: "blacklist", Source: "test", Since: noon})
				})
				clock.move(2 * freshness)
			}
			return accepted()
		}}
		j := job(t, 7, r)
		j.Clock = clock.now
		if d := cmp.Diff(Delivery{Sent: n - 1, Held: 1}, deliver(t, db, j)); d != "" {
			t.Errorf("delivery (-want +got)\n%s", d)
		}
		for _, m := range r.got {
			if customerOf(m) == 1400 {
				t.Error("customer 1400 got a message after she was barred")
			}
		}
	}, Schema)
}

// A message further back in the queue that is due again goes out in the same run.
func TestDueAgainWhileSending(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		people(t, db, 200)
		plan(t, db, 7, marketing())
		var clock later
		var refused atomic.Bool
		r := &recorder{answer: func(m channel.Message) channel.Result {
			if customerOf(m) == 1 && refused.CompareAndSwap(false, true) {
				return channel.Result{Outcome: channel.Temporary, Code: "451 4.7.1"}
			}
			if customerOf(m) == 190 {
				clock.move(2 * time.Minute)
			}
			return accepted()
		}}
		j := job(t, 7, r)
		j.Clock = clock.now
		if d := cmp.Diff(Delivery{Sent: 200, Retried: 1}, deliver(t, db, j)); d != "" {
			t.Errorf("delivery (-want +got)\n%s", d)
		}
	}, Schema)
}
