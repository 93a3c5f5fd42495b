package message

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"huike"
	"huike/channel"
	"huike/channel/email"
	"huike/message/messagetest"
	"huike/store"
	"huike/store/storetest"
)

// over is a job that sends through a real connection to a server.
func over(t testing.TB, campaign int64, s *messagetest.Server) Job {
	t.Helper()
	c, err := email.New(email.Config{Host: "127.0.0.1", Port: s.Port(), TLS: email.TLSNone, From: "shop@shop.example", Timeout: 10 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	return job(t, campaign, c)
}

// to answers one command always alike.
func to(verb, reply string) func(string, string) string {
	return func(v, _ string) string {
		if v == verb {
			return reply
		}
		return ""
	}
}

func barred(t testing.TB, db store.DB) int {
	t.Helper()
	n, _, err := store.One(context.Background(), db, store.Compiled("test/barred", `SELECT count(*) FROM suppressed`), nil,
		func(r *store.Rows) (n int, err error) { return n, r.Scan(&n) })
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// Whatever says that the sender is the trouble stops the job, fails nobody and
// bars nobody, and all mails go out once it is mended.
func TestCase02_03_SenderRefused(t *testing.T) {
	f := func(verb, reply, code string) {
		t.Run(verb+" "+reply, func(t *testing.T) {
			storetest.Each(t, func(t *testing.T, db store.DB) {
				people(t, db, 60)
				plan(t, db, 7, marketing())
				s := messagetest.StartServer(t, to(verb, reply))
				got, err := New(db).Deliver(context.Background(), over(t, 7, s))
				if huike.CodeOf(err) != "message.sender_"+code {
					t.Errorf("the job ended with %q: %v", huike.CodeOf(err), err)
				}
				if _, yes := NeedsPerson(err); !yes || !strings.Contains(huike.SentenceOf(err), "127.0.0.1") {
					t.Errorf("nobody is asked to mend it: %v", err)
				}
				if c := counts(t, db, 7); c != (Counts{Queued: 60}) || barred(t, db) != 0 || got.Failed != 0 {
					t.Errorf("%+v, %d barred, %+v", c, barred(t, db), got)
				}
				s.Set(nil)
				if got := deliver(t, db, over(t, 7, s)); got.Sent != 60 || len(s.Took()) != 60 {
					t.Errorf("after mending: %+v", got)
				}
			}, Schema)
		})
	}
	f("RCPT", "550 5.1.8 Access denied, bad outbound sender", "from")
	f("MAIL", "553 5.1.8 <shop@shop.example>: Sender address rejected: Domain not found", "from")
	f("RCPT", "550 5.1.0 sender rejected", "from")
	f("MAIL", "550 5.7.1 not allowed", "from")
	f("MAIL", "550 User unknown", "from")
	f("RCPT", "554 5.7.1 <c@people.example>: Relay access denied", "relay")
	f("RCPT", "550 we do not relay", "relay")
	f("DATA", "550 5.4.5 Daily user sending limit exceeded", "quota")
	f(".", "550 5.4.5 Daily user sending limit exceeded", "quota")
	f(".", "554 Message rejected: Email address is not verified.", "unverified")
	f(".", "554 5.7.1 your network is on a blocklist", "reputation")
	f("MAIL", "552 5.3.4 Message size exceeds fixed limit", "size")
	f("MAIL", "530 5.7.0 Authentication required", "auth")
	// Nothing in the words speaks of the sender, but everybody is told the same.
	f(".", "554 5.7.1 Content refused", "alike")
	f(".", "550 5.1.1 User unknown", "alike")
	f("DATA", "554 Transaction failed", "alike")
	f("RCPT", "550 Rejected", "alike")
	f("RCPT", "550 5.7.1 Access denied", "alike")
	f("RCPT", "552 5.2.2 over quota", "alike")
}

// A daily limit is met half-way: what was sent stays sent, the rest waits.
func TestCase03_QuotaHalfWay(t *testing.T) {
	for _, reply := range []string{"550 5.4.5 Daily user sending limit exceeded", "554 5.0.0 no"} {
		t.Run(reply, func(t *testing.T) {
			storetest.Each(t, func(t *testing.T, db store.DB) {
				people(t, db, 100)
				plan(t, db, 7, marketing())
				taken := 0
				s := messagetest.StartServer(t, func(verb, _ string) string {
					if verb != "." {
						return ""
					}
					if taken++; taken > 40 {
						return reply
					}
					return ""
				})
				_, err := New(db).Deliver(context.Background(), over(t, 7, s))
				if _, yes := NeedsPerson(err); !yes {
					t.Errorf("it went on: %v", err)
				}
				if c := counts(t, db, 7); c.Sent != 40 || c.Queued != 60 {
					t.Errorf("%+v", c)
				}
				s.Set(nil)
				if got := deliver(t, db, over(t, 7, s)); got.Sent != 60 {
					t.Errorf("after the limit: %+v", got)
				}
			}, Schema)
		})
	}
}

// Fewer messages than make a row are not done with nothing sent either.
func TestCase03_SmallCampaign(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		people(t, db, 3)
		plan(t, db, 7, marketing())
		s := messagetest.StartServer(t, to(".", "554 no"))
		_, err := New(db).Deliver(context.Background(), over(t, 7, s))
		if c := counts(t, db, 7); huike.CodeOf(err) != "message.sender_alike" || c != (Counts{Queued: 3}) {
			t.Errorf("%v, %+v", err, c)
		}
	}, Schema)
}

// A temporary answer to the sender that lasts beyond all attempts waits, too.
func TestCase03_TemporaryForEver(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		people(t, db, 20)
		plan(t, db, 7, marketing())
		s := messagetest.StartServer(t, to("MAIL", "451 4.1.8 Domain of sender address does not resolve"))
		j, now := over(t, 7, s), noon
		j.Clock = func() time.Time { return now }
		var err error
		for range 10 {
			if _, err = New(db).Deliver(context.Background(), j); err != nil {
				break
			}
			now = now.Add(30 * time.Minute)
		}
		if c := counts(t, db, 7); huike.CodeOf(err) != "message.sender_from" || c.Queued != 20 {
			t.Errorf("%v, %+v", err, c)
		}
	}, Schema)
}

// What is said of an address bars it, whatever part of the reply says so.
func TestCase25_AddressUnknown(t *testing.T) {
	for _, reply := range []string{"550 5.1.1 no such user", "550 User unknown", "550 Mailbox not found", "553 invalid mailbox", "550 #5.1.1 nobody"} {
		t.Run(reply, func(t *testing.T) {
			storetest.Each(t, func(t *testing.T, db store.DB) {
				people(t, db, 40)
				plan(t, db, 7, marketing())
				s := messagetest.StartServer(t, to("RCPT", reply))
				got := deliver(t, db, over(t, 7, s))
				if c := counts(t, db, 7); got.Failed != 40 || c.Failed != 40 || c.Bounced != 40 || barred(t, db) != 40 {
					t.Errorf("%+v, %+v, %d barred", got, c, barred(t, db))
				}
			}, Schema)
		})
	}
}

// Single refusals among deliveries stop nothing: one of a recipient fails, one
// that seems to be about us is tried again and then given up.
func TestCase03_SingleRefusalsStopNothing(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		people(t, db, 60)
		plan(t, db, 7, marketing())
		s := messagetest.StartServer(t, func(verb, argument string) string {
			id := messagetest.CustomerOf(strings.TrimSuffix(strings.TrimPrefix(argument, "TO:<"), ">"))
			switch {
			case verb == "RCPT" && id == 20:
				return "550 5.7.1 sender rejected by this server's owner"
			case verb == "RCPT" && id == 30:
				return "552 5.2.2 mailbox full"
			case verb == "RCPT" && id == 40:
				return "550 User unknown"
			case verb == "RCPT" && id == 50:
				return "550 Rejected"
			}
			return ""
		})
		j, now := over(t, 7, s), noon
		j.Clock = func() time.Time { return now }
		deliver(t, db, j)
		if c := counts(t, db, 7); c.Sent != 56 || c.Failed != 3 || c.Queued != 1 || barred(t, db) != 2 {
			t.Errorf("%+v, %d barred", c, barred(t, db))
		}
	}, Schema)
}

// Under any mix of answers nobody is lost: every message is sent, failed for a
// reason of its own, or waits; and a server that takes nothing ends no campaign.
func TestCase03_NothingIsLost(t *testing.T) {
	replies := []channel.Result{
		{Outcome: channel.Accepted, Code: "250"},
		{Outcome: channel.Permanent, Code: "554", Phase: channel.PhaseContent},
		{Outcome: channel.Permanent, Code: "550 5.1.1", Phase: channel.PhaseRecipient, Concern: channel.AboutAddress},
		{Outcome: channel.Permanent, Code: "550", Phase: channel.PhaseRecipient, Concern: channel.LikelyAddress},
		{Outcome: channel.Refused, Code: "550 5.7.1", Phase: channel.PhaseRecipient, Concern: channel.AboutSender, Reason: channel.ReasonRelay},
		{Outcome: channel.Temporary, Code: "451"},
	}
	db := storetest.Open(t, store.DuckDB, Schema)
	people(t, db, 30)
	alter(t, db, `DELETE FROM contact_limit`, nil)
	for seed := range int64(60) {
		campaign := 100 + seed
		alter(t, db, `DELETE FROM suppression`, nil)
		plan(t, db, campaign, marketing())
		r := &recorder{answer: func(m channel.Message) channel.Result {
			return replies[(mustNumber(t, m.ID)*31+seed*17)%int64(len(replies))]
		}}
		j := job(t, campaign, r)
		_, err := New(db).Deliver(context.Background(), j)
		c := counts(t, db, campaign)
		if c.Sent+c.Failed+c.Queued != 30 || c.Claimed != 0 {
			t.Fatalf("seed %d: %+v", seed, c)
		}
		if c.Sent == 0 && c.Queued == 0 && c.Bounced < c.Failed {
			t.Fatalf("seed %d: over with nothing sent: %+v, %v", seed, c, err)
		}
		if got := barred(t, db); int64(got) != c.Bounced {
			t.Fatalf("seed %d: %d barred for %d bounces", seed, got, c.Bounced)
		}
	}
}

// A bounce of an address that is no longer in use bars nobody.
func TestCase14_BounceOfAnOldAddress(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		people(t, db, 2)
		plan(t, db, 7, marketing())
		s := messagetest.StartServer(t, to("RCPT", "550 5.1.1 nobody"))
		deliver(t, db, over(t, 7, s))
		req := GateRequest{Campaign: 8, Rules: marketing(), Candidates: everyone(huike.StageSilent, "2024-05-01")}
		wantReasons(t, gate(t, db, req), map[Reason]int64{ReasonSuppressed: 2})
		alter(t, db, `UPDATE identity SET value_hash = 'new' WHERE customer_id = 1`, nil)
		wantReasons(t, gate(t, db, req), map[Reason]int64{ReasonSuppressed: 1, ReasonOK: 1})
		alter(t, db, fmt.Sprintf(`UPDATE identity SET value_hash = '%s' WHERE customer_id = 1`, "h1"), nil)
		wantReasons(t, gate(t, db, req), map[Reason]int64{ReasonSuppressed: 2})
	}, Schema)
}
