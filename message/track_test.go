package message

import (
	"context"
	"encoding/base64"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"huike"
	"huike/store"
	"huike/store/storetest"
)

func TestTokens(t *testing.T) {
	other := NewSigner([]byte("another secret"))
	rapid.Check(t, func(t *rapid.T) {
		m := Mark{
			Message: rapid.Int64().Draw(t, "message"), Customer: huike.CustomerID(rapid.Int64().Draw(t, "customer")),
			Campaign: rapid.Int64().Draw(t, "campaign"), Kind: rapid.SampledFrom(kindCodes).Draw(t, "kind"), Link: rapid.IntRange(0, 1000).Draw(t, "link"),
		}
		token := signer.Token(m)
		got, err := signer.Read(token, m.Kind)
		if err != nil || got != m {
			t.Fatalf("%+v came back as %+v, %v", m, got, err)
		}
		if _, err := other.Read(token, m.Kind); huike.KindOf(err) != huike.NotFound {
			t.Fatalf("another key reads it: %v", err)
		}
		raw, _ := base64.RawURLEncoding.DecodeString(token)
		raw[rapid.IntRange(0, len(raw)-1).Draw(t, "byte")] ^= byte(1 << rapid.IntRange(0, 7).Draw(t, "bit"))
		if _, err := signer.Read(base64.RawURLEncoding.EncodeToString(raw), m.Kind); huike.KindOf(err) != huike.NotFound {
			t.Fatalf("a forged token is taken: %v", err)
		}
		for _, kind := range kindCodes {
			if _, err := signer.Read(token, kind); (err == nil) != (kind == m.Kind) {
				t.Fatalf("a token for %s reads as %s: %v", m.Kind, kind, err)
			}
		}
	})
	for _, junk := range []string{"", "x", "====", strings.Repeat("A", 22), strings.Repeat("A", 4000), "\n" + signer.Token(Mark{Kind: KindOpen})} {
		if _, err := signer.Read(junk, KindOpen); huike.KindOf(err) != huike.NotFound {
			t.Errorf("%q: %v", junk, err)
		}
	}
}

// places is a campaign's list of links.
type places map[int]string

func (p places) Link(_ context.Context, _ int64, n int) (string, bool, error) {
	url, ok := p[n]
	return url, ok, nil
}

func tracker(t testing.TB, db store.DB) *Tracker {
	t.Helper()
	tr := NewTracker(db, signer, places{1: "https://shop.example/sale"}, func(err error) { t.Errorf("flush: %v", err) })
	t.Cleanup(func() { tr.Close() })
	return tr
}

func TestTracking(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		people(t, db, 3)
		ctx := context.Background()
		tr := tracker(t, db)
		mark := func(kind string, link int) string {
			return signer.Token(Mark{Message: 11, Customer: 2, Campaign: 7, Kind: kind, Link: link})
		}
		for range 3 {
			if err := tr.Open(mark(KindOpen, 0)+".gif", noon); err != nil {
				t.Error(err)
			}
		}
		if url, err := tr.Click(ctx, mark(KindClick, 1), noon); url != "https://shop.example/sale" || err != nil {
			t.Errorf("click leads to %q, %v", url, err)
		}
		if url, err := tr.Click(ctx, mark(KindClick, 2), noon); url != "" || huike.KindOf(err) != huike.NotFound {
			t.Errorf("a link that is not registered leads to %q, %v", url, err)
		}
		if err := tr.Known(mark(KindUnsubscribe, 0)); err != nil {
			t.Error(err)
		}
		for _, err := range []error{tr.Open("forged", noon), tr.Open(mark(KindUnsubscribe, 0), noon), tr.Known("forged"), tr.Unsubscribe(ctx, Leave{Token: mark(KindOpen, 0), At: noon})} {
			if huike.KindOf(err) != huike.NotFound {
				t.Errorf("a token of another kind: %v", err)
			}
		}
		if err := tr.Close(); err != nil { // whatever waits is written
			t.Fatal(err)
		}
		if d := cmp.Diff(Counts{Opened: 1, Clicked: 1}, counts(t, db, 7)); d != "" {
			t.Errorf("counts (-want +got)\n%s", d)
		}
		if err := tr.Open(mark(KindOpen, 0), noon); huike.KindOf(err) != huike.Unavailable {
			t.Errorf("a closed tracker: %v", err)
		}
		events, err := store.All(ctx, db, store.Compiled("test/events", `SELECT kind, url, customer_id, message_id FROM message_event ORDER BY kind, event_id`), nil, func(r *store.Rows) ([]any, error) {
			var kind, url string
			var c, m int64
			err := r.Scan(&kind, &url, &c, &m)
			return []any{kind, url, c, m}, err
		})
		open := []any{"open", "", int64(2), int64(11)}
		want := [][]any{{"click", "https://shop.example/sale", int64(2), int64(11)}, open, open, open}
		if d := cmp.Diff(want, events); d != "" || err != nil {
			t.Errorf("events (-want +got)\n%s %v", d, err)
		}
	}, Schema)
}

func TestUnsubscribeAtOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		people(t, db, 3)
		plan(t, db, 7, marketing())
		tr := tracker(t, db)
		token := signer.Token(Mark{Message: 2, Customer: 2, Campaign: 7, Kind: KindUnsubscribe})
		if err := tr.Unsubscribe(context.Background(), Leave{Token: token, Channel: huike.ChannelEmail, Source: "one-click", At: noon}); err != nil {
			t.Fatal(err)
		}
		// Nothing was closed or flushed: the event and the consents are there.
		if c := counts(t, db, 7); c.Unsubscribed != 1 {
			t.Errorf("%+v", c)
		}
		r := &recorder{}
		if got := deliver(t, db, job(t, 7, r)); got.Held != 1 || got.Sent != 2 {
			t.Errorf("a queued message went out after leaving: %+v", got)
		}
		for _, purpose := range []huike.Purpose{huike.PurposeMarketing, huike.PurposeCare} {
			rules := marketing()
			rules.Purpose = purpose
			req := GateRequest{Campaign: 8, Rules: rules, Candidates: everyone(huike.StageSilent, "2024-06-12")}
			wantReasons(t, gate(t, db, req), map[Reason]int64{ReasonNoConsent: 1, ReasonOK: 2})
		}
	}, Schema)
}

func TestTrackerWritesByItself(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		tr := tracker(t, db)
		for i := range 600 {
			if err := tr.Open(signer.Token(Mark{Message: int64(i), Customer: 1, Campaign: 7, Kind: KindOpen}), noon); err != nil {
				t.Fatal(err)
			}
		}
		for range 100 {
			if counts(t, db, 7).Opened == 600 {
				return
			}
			time.Sleep(50 * time.Millisecond)
		}
		t.Errorf("after 5 s only %d of 600 events are written", counts(t, db, 7).Opened)
	}, Schema)
}
