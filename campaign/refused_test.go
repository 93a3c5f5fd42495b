package campaign_test

import (
	"strings"
	"testing"

	"huike"
	"huike/campaign"
	"huike/customer"
	"huike/message"
	"huike/message/messagetest"
	"huike/store"
	"huike/store/storetest"
)

// sendsTo saves a sender that writes to a scripted server.
func (h house) sendsTo(t testing.TB, s *messagetest.Server) int64 {
	t.Helper()
	v, err := h.senders.Save(t.Context(), message.Sender{
		Name: "Script", Host: "127.0.0.1", Port: s.Port(), TLS: "none", FromAddress: "shop@shop.example", FromName: "Shop", CostMinor: 50,
	}, noon)
	must(t, err)
	return v.ID
}

func (h house) barred(t testing.TB) int {
	t.Helper()
	n, _, err := store.One(t.Context(), h.db, store.Compiled("test/barred", `SELECT count(*) FROM suppressed`), nil,
		func(r *store.Rows) (n int, err error) { return n, r.Scan(&n) })
	must(t, err)
	return n
}

// The whole way: a refused sender pauses the campaign with a note, resuming
// without mending pauses it again, and after mending everybody gets one mail.
func TestCase02_03_PausedMendedDone(t *testing.T) {
	f := func(verb, reply, code, words string) {
		t.Run(reply, func(t *testing.T) {
			storetest.Each(t, func(t *testing.T, db store.DB) {
				h, ctx := houseOver(t, db), t.Context()
				h.small(t, 60)
				s := messagetest.StartServer(t, func(v, _ string) string {
					if v == verb {
						return reply
					}
					return ""
				})
				d := draft("Refused", h.segment(t, "silent", silentRule), h.sendsTo(t, s))
				d.EverybodyOK = true
				id := h.start(t, d)
				for range 3 {
					must(t, h.Advance(ctx, still))
					c, n := h.wantState(t, id, campaign.Paused), h.counts(t, id)
					if c.NoteCode != code || !strings.Contains(c.Note, words) || !strings.Contains(c.NoteSaid, reply[:3]) {
						t.Fatalf("note %q (%s): %q", c.Note, c.NoteCode, c.NoteSaid)
					}
					if n.Queued != n.Treated || n.Failed != 0 || h.barred(t) != 0 {
						t.Fatalf("%+v, %d barred", n, h.barred(t))
					}
					must(t, h.Resume(ctx, id))
				}
				s.Set(nil)
				must(t, h.Advance(ctx, still))
				if c := h.wantState(t, id, campaign.Done); c.Note != "" || c.NoteCode != "" {
					t.Errorf("the note %q is left", c.Note)
				}
				if got, want := s.Took(), h.arms(t, id)[1]; len(got) != len(want) {
					t.Errorf("%d mails for %d", len(got), len(want))
				}
			}, campaign.Schema)
		})
	}
	f("RCPT", "550 5.1.8 Access denied, bad outbound sender", "from", "shop@shop.example")
	f("MAIL", "553 5.1.8 domain does not exist", "from", "domain exists")
	f("RCPT", "550 5.1.0 sender rejected", "from", "sender")
	f("RCPT", "554 5.7.1 Relay access denied", "relay", "other domains")
	f(".", "550 5.4.5 Daily user sending limit exceeded", "quota", "limit")
	f(".", "554 Transaction failed", "alike", "same way")
}

// The bounces of a campaign can be lifted together, and those of others stay.
func TestCase02_LiftBouncesOfACampaign(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		h, ctx := houseOver(t, db), t.Context()
		h.small(t, 60)
		s := messagetest.StartServer(t, func(v, _ string) string {
			if v == "RCPT" {
				return "550 User unknown"
			}
			return ""
		})
		d := draft("Old list", h.segment(t, "silent", silentRule), h.sendsTo(t, s))
		d.EverybodyOK = true
		id := h.start(t, d)
		must(t, h.Advance(ctx, still))
		h.wantState(t, id, campaign.Done)
		n := h.counts(t, id)
		if int64(h.barred(t)) != n.Treated || n.Barred != n.Treated {
			t.Fatalf("%d barred, %+v", h.barred(t), n)
		}
		people := customer.New(db, h.vault)
		other := huike.CustomerID(1)
		must(t, people.Suppress(ctx, customer.Suppression{Customer: other, Channel: huike.ChannelEmail, Reason: customer.Bounce, Source: "campaign 999", Since: noon}))
		lifted, err := h.LiftBounces(ctx, id, noon)
		must(t, err)
		if lifted != n.Treated || h.counts(t, id).Barred != 0 || h.barred(t) > 1 {
			t.Errorf("lifted %d of %d, %d barred", lifted, n.Treated, h.barred(t))
		}
		_, err = h.LiftBounces(ctx, 999, noon)
		wantCode(t, err, "campaign.unknown")
	}, campaign.Schema)
}
