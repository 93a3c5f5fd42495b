package message

import (
	"context"
	"fmt"
	"strings"
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

func counts(t testing.TB, db store.DB, campaign int64) Counts {
	t.Helper()
	c, err := New(db).Counts(context.Background(), campaign)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// deliver runs a job that must not fail.
func deliver(t testing.TB, db store.DB, j Job) Delivery {
	t.Helper()
	d, err := New(db).Deliver(context.Background(), j)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// A list goes out in batches: everybody once, each with her own words.
func TestS2_22_BatchSending(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		people(t, db, 500)
		plan(t, db, 7, marketing())
		plan(t, db, 7, marketing()) // again: nobody gets a second message
		r := &recorder{}
		got := deliver(t, db, job(t, 7, r))
		if d := cmp.Diff(Delivery{Sent: 500}, got); d != "" {
			t.Errorf("delivery (-want +got)\n%s", d)
		}
		if d := cmp.Diff(Counts{Sent: 500, CostMinor: 2500}, counts(t, db, 7)); d != "" {
			t.Errorf("counts (-want +got)\n%s", d)
		}
		seen := map[string]bool{}
		for _, m := range r.got {
			id := messagetest.CustomerOf(m.To)
			if seen[m.To] || id < 1 || id > 500 {
				t.Errorf("a second message, or one to a stranger: %s", m.To)
			}
			seen[m.To] = true
			if want := fmt.Sprintf("We miss you, Person %d", id); m.Subject != want || !strings.Contains(m.Text, fmt.Sprintf("it has been %d days", id%90)) {
				t.Errorf("%s got %q: %s", m.To, m.Subject, m.Text)
			}
			if m.MessageID != MessageID(mustNumber(t, m.ID), "shop@shop.example") || !strings.HasPrefix(m.UnsubscribeURL, "https://crm.shop.example/u/") || !strings.Contains(m.HTML, m.UnsubscribeURL) {
				t.Errorf("%s lacks its name or its way out: %+v", m.To, m)
			}
		}
		if again := deliver(t, db, job(t, 7, r)); again != (Delivery{}) || len(r.got) != 500 {
			t.Errorf("a second run sent something: %+v", again)
		}
	}, Schema)
}

func mustNumber(t testing.TB, s string) (n int64) {
	t.Helper()
	if _, err := fmt.Sscan(s, &n); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestEnqueueOnlyWhomTheGatePassed(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		m := people(t, db, 3)
		all := Question{Query: store.Compiled("test/all", `SELECT customer_id, CAST(CASE WHEN customer_id = 3 THEN 0 ELSE 1 END AS integer) AS arm_no, CAST('silent' AS varchar) AS stage FROM person`)}
		req := EnqueueRequest{Campaign: 7, Channel: huike.ChannelEmail, Rules: marketing(), PlannedAt: noon, Recipients: all}
		var n int64
		err := db.Write(context.Background(), func(tx store.Tx) (err error) {
			n, err = m.Enqueue(context.Background(), tx, req)
			return err
		})
		if huike.CodeOf(err) != "message.not_gated" || counts(t, db, 7) != (Counts{}) {
			t.Errorf("queued %d without the gate: %v", n, err)
		}
		gate(t, db, GateRequest{Campaign: 7, Rules: marketing(), Candidates: everyone(huike.StageSilent, "2024-05-01")})
		write(t, db, func(tx store.Tx) (err error) { n, err = m.Enqueue(context.Background(), tx, req); return err })
		if n != 2 { // customer 3 is the control
			t.Errorf("queued %d, want 2", n)
		}
		write(t, db, func(tx store.Tx) (err error) { n, err = m.Enqueue(context.Background(), tx, req); return err })
		if n != 0 {
			t.Errorf("queued %d again, want 0", n)
		}
	}, Schema)
}

func TestOutcomes(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		people(t, db, 6)
		plan(t, db, 7, marketing())
		r := &recorder{answer: func(m channel.Message) channel.Result {
			switch messagetest.CustomerOf(m.To) {
			case 1:
				return channel.Result{Outcome: channel.Permanent, Code: "550 5.1.1", Concern: channel.AboutAddress}
			case 2:
				return channel.Result{Outcome: channel.Permanent, Code: "554 5.7.1"}
			case 3:
				return channel.Result{Outcome: channel.Unknown, Code: channel.CodeNetwork}
			case 4:
				return channel.Result{Outcome: channel.Temporary, Code: "451 4.7.1"}
			}
			return channel.Result{Outcome: channel.Accepted}
		}}
		now := noon
		j := job(t, 7, r)
		j.Clock = func() time.Time { return now }
		got := deliver(t, db, j)
		want := Delivery{Sent: 2, Failed: 2, Unknown: 1, Retried: 1, Next: noon.Add(time.Minute)}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("delivery (-want +got)\n%s", d)
		}
		// 1, 4, 16 and 64 minutes later, then it is given up.
		for _, wait := range []int{1, 4, 16, 64} {
			now = now.Add(time.Duration(wait)*time.Minute - time.Second)
			if early := deliver(t, db, j); early.Sent+early.Failed+early.Retried != 0 {
				t.Errorf("%d minutes: tried too early: %+v", wait, early)
			}
			now = now.Add(time.Second)
			got = deliver(t, db, j)
		}
		if d := cmp.Diff(Delivery{Failed: 1}, got); d != "" {
			t.Errorf("fifth attempt (-want +got)\n%s", d)
		}
		if d := cmp.Diff(Counts{Sent: 2, Failed: 3, Unknown: 1, Bounced: 1, CostMinor: 15}, counts(t, db, 7)); d != "" {
			t.Errorf("counts (-want +got)\n%s", d)
		}
		req := GateRequest{Campaign: 8, Rules: marketing(), Candidates: everyone(huike.StageSilent, "2024-05-01")}
		wantReasons(t, gate(t, db, req), map[Reason]int64{ReasonSuppressed: 1, ReasonOK: 5})
	}, Schema)
}

func TestMisconfiguredSenderStopsTheJob(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		people(t, db, 200)
		plan(t, db, 7, marketing())
		r := &recorder{}
		r.answer = func(channel.Message) channel.Result {
			if len(r.got) > 50 {
				return channel.Result{Outcome: channel.Temporary, Code: channel.CodeAuth, Detail: "smtp.example answered \"535\"; check the user name and the password."}
			}
			return channel.Result{Outcome: channel.Accepted}
		}
		got, err := New(db).Deliver(context.Background(), job(t, 7, r))
		if huike.CodeOf(err) != "message.sender_auth" || huike.KindOf(err) != huike.Unavailable || !strings.Contains(huike.SentenceOf(err), "password") {
			t.Errorf("%v", err)
		}
		c := counts(t, db, 7)
		if got.Sent != 50 || c.Sent != 50 || c.Queued != 150 || len(r.got) > 60 {
			t.Errorf("%+v %+v after %d calls", got, c, len(r.got))
		}
	}, Schema)
}

// Several processes at one campaign share the work and send nobody two.
func TestSeveralProcessesAtOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		people(t, db, 1000)
		plan(t, db, 7, marketing())
		r := &recorder{}
		done := make(chan error)
		for i := range 4 {
			j := job(t, 7, r)
			j.Claim, j.BatchSize = fmt.Sprintf("process %d", i), 16
			go func() {
				_, err := New(db).Deliver(context.Background(), j)
				done <- err
			}()
		}
		for range 4 {
			if err := <-done; err != nil {
				t.Error(err)
			}
		}
		seen := map[string]int{}
		for _, m := range r.got {
			if seen[m.To]++; seen[m.To] > 1 {
				t.Errorf("%s got %d messages", m.To, seen[m.To])
			}
		}
		if c := counts(t, db, 7); c.Sent != 1000 || len(seen) != 1000 {
			t.Errorf("%+v, %d people reached", c, len(seen))
		}
	}, Schema)
}

func TestNobodyToWriteTo(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		people(t, db, 2)
		plan(t, db, 7, marketing())
		j := job(t, 7, &recorder{})
		j.Directory = nowhere{}
		if got := deliver(t, db, j); got != (Delivery{Failed: 2}) {
			t.Errorf("without addresses: %+v", got)
		}
		plan(t, db, 8, marketing())
		j = job(t, 8, &recorder{})
		j.Content = words{}
		if got := deliver(t, db, j); got != (Delivery{Failed: 2}) {
			t.Errorf("without content: %+v", got)
		}
		j.Tracking = Tracking{}
		if _, err := New(db).Deliver(context.Background(), j); huike.CodeOf(err) != "message.no_tracking" {
			t.Errorf("marketing without a way out: %v", err)
		}
	}, Schema)
}

// nowhere knows no address.
type nowhere struct{}

func (nowhere) Addresses(context.Context, []huike.CustomerID, huike.Channel) (map[huike.CustomerID]customer.Address, error) {
	return nil, nil
}

func TestServerOutOfReachUsesUpNoAttempts(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		people(t, db, 100)
		plan(t, db, 7, marketing())
		r := &recorder{answer: func(channel.Message) channel.Result {
			return channel.Result{Outcome: channel.Temporary, Code: channel.CodeNetwork, Detail: "The connection failed."}
		}}
		_, err := New(db).Deliver(context.Background(), job(t, 7, r))
		if huike.CodeOf(err) != "message.sender_network" || len(r.got) > lostInARow+4 {
			t.Errorf("%v after %d calls", err, len(r.got))
		}
		untouched, _, err := store.One(context.Background(), db, store.Compiled("test/untouched", `SELECT count(*) FROM message WHERE state = 0 AND attempts = 0`), nil,
			func(r *store.Rows) (n int, err error) { return n, r.Scan(&n) })
		if untouched != 100 || err != nil {
			t.Errorf("%d of 100 wait with all their attempts, %v", untouched, err)
		}
	}, Schema)
}

func TestStopAndQuietHoursLeaveTheRestQueued(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		people(t, db, 100)
		plan(t, db, 7, marketing())
		r := &recorder{}
		j := job(t, 7, r)
		j.Workers, j.BatchSize = 1, 16
		j.Stop = func() bool { return len(r.got) >= 20 }
		if got := deliver(t, db, j); got.Sent != 20 || counts(t, db, 7).Queued != 80 {
			t.Errorf("stopped: %+v %+v", got, counts(t, db, 7))
		}
		j.Stop = nil
		j.Clock = func() time.Time { return local("2024-06-12 22:00") }
		if got := deliver(t, db, j); got.Sent != 0 || !got.Next.Equal(local("2024-06-13 09:00")) {
			t.Errorf("quiet hours: %+v", got)
		}
		ctx, cancel := context.WithCancel(context.Background())
		j.Clock = func() time.Time { return local("2024-06-13 10:00") }
		j.Stop = func() bool {
			if len(r.got) >= 40 {
				cancel()
			}
			return false
		}
		if got, err := New(db).Deliver(ctx, j); err != nil || got.Sent != 20 || counts(t, db, 7).Queued != 60 {
			t.Errorf("cancelled: %+v %+v %v", got, counts(t, db, 7), err)
		}
		n, err := New(db).Cancel(context.Background(), 7, noon)
		if c := counts(t, db, 7); n != 60 || err != nil || c.Cancelled != 60 || c.Sent != 40 {
			t.Errorf("called off %d, %v: %+v", n, err, c)
		}
	}, Schema)
}

func TestBadContentFailsOneMessageOnly(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		people(t, db, 3)
		plan(t, db, 7, marketing())
		j := job(t, 7, &recorder{})
		j.Content = holes{}
		if d := cmp.Diff(Delivery{Sent: 1, Failed: 2}, deliver(t, db, j)); d != "" {
			t.Errorf("delivery (-want +got)\n%s", d)
		}
		codes, err := store.All(context.Background(), db, store.Compiled("test/codes", `SELECT code FROM message ORDER BY customer_id`), nil,
			func(r *store.Rows) (s string, err error) { return s, r.Scan(&s) })
		if d := cmp.Diff([]string{CodeMissing, "", CodeRender}, codes); d != "" || err != nil {
			t.Errorf("codes (-want +got)\n%s %v", d, err)
		}
	}, Schema)
}

// holes has no city for customer 1 and too much of one for customer 3.
type holes struct{}

func (holes) Arms(context.Context, int64) (map[int]*Template, error) {
	t, err := Parse(Source{"s", "{{ city }} {{ unsubscribe_url }}"})
	return map[int]*Template{1: t}, err
}

func (holes) Vars(context.Context, int64, []Recipient) (map[huike.CustomerID]Vars, error) {
	return map[huike.CustomerID]Vars{2: {"city": "Xi'an"}, 3: {"city": strings.Repeat("x", maxRendered+1)}}, nil
}

func TestRecoverDeadProcesses(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		m := people(t, db, 10)
		plan(t, db, 7, marketing())
		alter(t, db, `UPDATE message SET state = 1, claim = CASE WHEN customer_id <= 4 THEN 'dead' ELSE 'alive' END WHERE customer_id <= 6`, nil)
		n, err := m.Recover(context.Background(), noon, func(claim string) bool { return claim == "alive" })
		if n != 4 || err != nil {
			t.Errorf("recovered %d, %v", n, err)
		}
		r := &recorder{}
		deliver(t, db, job(t, 7, r))
		if c := counts(t, db, 7); c != (Counts{Sent: 4, Claimed: 2, Unknown: 4, CostMinor: 40}) || len(r.got) != 4 {
			t.Errorf("%+v after %d sends", c, len(r.got))
		}
	}, Schema)
}

func BenchmarkDeliver(b *testing.B) {
	db := storetest.Open(b, store.DuckDB, Schema)
	const n = 20_000
	people(b, db, n)
	r := &swallow{}
	campaign := int64(0)
	for b.Loop() {
		b.StopTimer()
		campaign++
		rules := marketing()
		plan(b, db, campaign, rules)
		alter(b, db, `DELETE FROM contact_limit`, nil)
		j := job(b, campaign, r)
		j.Clock = time.Now
		j.Rules.Quiet = marketing().Quiet
		j.Rules.Quiet.From = j.Rules.Quiet.To
		b.StartTimer()
		if got := deliver(b, db, j); got.Sent != n {
			b.Fatalf("%+v", got)
		}
	}
	b.ReportMetric(float64(n*b.N)/b.Elapsed().Seconds(), "messages/s")
}

// swallow takes every message at once.
type swallow struct{ recorder }

func (*swallow) Send(context.Context, channel.Message) channel.Result {
	return channel.Result{Outcome: channel.Accepted, Code: "250"}
}
