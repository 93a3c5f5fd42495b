package campaign_test

import (
	"strings"
	"testing"
	"time"

	"huike/campaign"
	"huike/channel/sink"
	"huike/message"
	"huike/store"
	"huike/store/storetest"
)

// running is a clock that begins at noon and runs.
func running() func() time.Time {
	begin := time.Now()
	return func() time.Time { return noon.Add(time.Since(begin)) }
}

func TestWrongLoginPausesAndResumes(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		h, ctx := houseOver(t, db), t.Context()
		h.small(t, 60)
		box := newInbox(t, sink.Options{Username: "shop", Password: "right"})
		d := draft("Paused", h.segment(t, "silent", silentRule), h.sender(t, box))
		d.EverybodyOK = true
		id := h.start(t, d)
		must(t, h.Advance(ctx, still))
		c := h.wantState(t, id, campaign.Paused)
		if c.Note == "" || len(box.arrived()) != 0 || h.counts(t, id).Queued != h.counts(t, id).Treated {
			t.Fatalf("%q, %+v", c.Note, h.counts(t, id))
		}
		must(t, h.Advance(ctx, still))
		h.wantState(t, id, campaign.Paused)
		s, err := h.senders.Get(ctx, d.Sender)
		must(t, err)
		s.Username, s.Password = "shop", "right"
		_, err = h.senders.Save(ctx, s, noon)
		must(t, err)
		must(t, h.Resume(ctx, id))
		must(t, h.Advance(ctx, still))
		if c := h.wantState(t, id, campaign.Done); c.Note != "" {
			t.Errorf("the note %q is left", c.Note)
		}
		everyOnce(t, box, h.arms(t, id)[1])
	}, campaign.Schema)
}

// Pausing and cancelling act while mails go out; after resuming nobody gets two.
func TestS2_22_PauseAndCancelWhileSending(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		h, ctx := houseOver(t, db), t.Context()
		h.small(t, 400)
		box := newInbox(t, sink.Options{})
		d := draft("Stop and go", h.segment(t, "silent", silentRule), h.sender(t, box))
		d.EverybodyOK, d.RatePerSecond = true, 150
		id := h.start(t, d)
		act := func(at int, do func() error) {
			box.mu.Lock()
			defer box.mu.Unlock()
			box.then = func(n int) {
				if n == at {
					if err := do(); err != nil {
						t.Error(err)
					}
				}
			}
		}
		act(20, func() error { return h.Pause(ctx, id, "lunch") })
		must(t, h.Advance(ctx, running()))
		h.wantState(t, id, campaign.Paused)
		first := len(box.arrived())
		if n := h.counts(t, id); first < 20 || first > 120 || n.Sent != int64(first) || n.Queued != n.Treated-n.Sent {
			t.Fatalf("%d arrived, %+v", first, n)
		}
		act(first+20, func() error { return h.Cancel(ctx, id, noon) })
		must(t, h.Resume(ctx, id))
		must(t, h.Advance(ctx, running()))
		must(t, h.Advance(ctx, running()))
		h.wantState(t, id, campaign.Cancelled)
		n := h.counts(t, id)
		if n.Queued != 0 || n.Claimed != 0 || n.Cancelled == 0 || n.Sent != int64(len(box.arrived())) || n.Sent+n.Cancelled != n.Treated {
			t.Errorf("%d arrived, %+v", len(box.arrived()), n)
		}
		seen := map[string]bool{}
		for _, to := range box.arrived() {
			if seen[to] {
				t.Errorf("%s got two", to)
			}
			seen[to] = true
		}
	}, campaign.Schema)
}

func TestQuietHoursWait(t *testing.T) {
	db := storetest.Open(t, store.DuckDB, campaign.Schema)
	h, ctx := houseOver(t, db), t.Context()
	h.small(t, 12)
	box := newInbox(t, sink.Options{})
	id := h.create(t, draft("Night", h.segment(t, "silent", silentRule), h.sender(t, box)))
	night := noon.Add(11 * time.Hour) // 23:00 in the shop
	must(t, h.Submit(ctx, id, author, night))
	p, err := h.Start(ctx, id, night)
	must(t, err)
	morning := noon.Add(21 * time.Hour) // 09:00
	if !p.PlannedAt.Equal(morning) {
		t.Errorf("planned at %s, want %s", p.PlannedAt, morning)
	}
	must(t, h.Advance(ctx, func() time.Time { return night }))
	if len(box.arrived()) != 0 {
		t.Error("mails went out at night")
	}
	must(t, h.Advance(ctx, func() time.Time { return morning }))
	h.wantState(t, id, campaign.Done)
	everyOnce(t, box, h.arms(t, id)[1])
}

func TestTestSendIsMarkedAndInNobodysLedger(t *testing.T) {
	db := storetest.Open(t, store.DuckDB, campaign.Schema)
	h, ctx := houseOver(t, db), t.Context()
	h.small(t, 12)
	box := newInbox(t, sink.Options{})
	id := h.create(t, draft("Try", h.segment(t, "silent", silentRule), h.sender(t, box)))
	send := func(arm int) error {
		_, err := h.TestSend(ctx, id, campaign.TestRequest{Arm: arm, To: "boss@shop.example"}, noon)
		return err
	}
	must(t, send(1))
	mails := box.List(10, 0)
	if len(mails) != 1 {
		t.Fatalf("%d mails", len(mails))
	}
	m, err := box.Get(mails[0].ID)
	must(t, err)
	if m.Subject != "[Test] We miss you" || m.To[0].Address != "boss@shop.example" || !strings.Contains(m.HTML, "Dear Person 1, it has been 120 days") || strings.Contains(m.HTML, "/t/") {
		t.Errorf("%q to %v: %s", m.Subject, m.To, m.HTML)
	}
	if n := h.counts(t, id); n != (campaign.Counts{}) {
		t.Errorf("%+v", n)
	}
	wantCode(t, send(2), "campaign.no_arm")
	box.Close()
	if err := send(1); err == nil || err.Error() == "" {
		t.Error("a dead server took the mail")
	}
}

func TestPreview(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		h, ctx := houseOver(t, db), t.Context()
		h.small(t, 12)
		id := h.create(t, draft("Look", h.segment(t, "silent", silentRule), 0))
		p, err := h.Preview(ctx, id, campaign.PreviewRequest{Arm: 1, Customer: 3}, noon)
		must(t, err)
		if p.Customer != 3 || !strings.Contains(p.HTML, "Dear Person 3, it has been 120 days") || len(p.Missing) != 0 || len(p.Lint) != 0 {
			t.Errorf("%+v", p)
		}
		p, err = h.Preview(ctx, id, campaign.PreviewRequest{Arm: 1, Seed: 4, Mask: func(string) string { return "P*" }}, noon)
		must(t, err)
		if p.Customer != 5 || !strings.Contains(p.Text, "Dear P*, it has been 120 days") {
			t.Errorf("%+v", p)
		}
		c, err := h.Get(ctx, id)
		must(t, err)
		if found := h.Lint(c, "Hi", "<p>no way out</p>"); len(found) != 1 || found[0].Level != message.LevelError {
			t.Errorf("%+v", found)
		}
	}, campaign.Schema)
}
