package message

import (
	"context"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"huike"
	"huike/store"
	"huike/store/storetest"
)

func gate(t testing.TB, db store.DB, req GateRequest) map[Reason]int64 {
	t.Helper()
	req.Channel = huike.ChannelEmail
	if req.Now.IsZero() {
		req.Now = noon
	}
	var counts map[Reason]int64
	write(t, db, func(tx store.Tx) (err error) {
		counts, err = New(db).Gate(context.Background(), tx, req)
		return err
	})
	return counts
}

func wantReasons(t testing.TB, got, want map[Reason]int64) {
	t.Helper()
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("reasons (-want +got)\n%s", d)
	}
}

func TestGateReasonsInOrder(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		m := people(t, db, 9)
		// 1 has no address, 2 is blacklisted on all channels, 3 bounced, 4 has
		// withdrawn, 5 bought yesterday, 6 was written to 10 hours ago, 7 is fine,
		// 8 would be held back for everything, 9 bought but the order was voided.
		alter(t, db, `DELETE FROM identity WHERE customer_id IN (1, 8)`, nil)
		alter(t, db, `INSERT INTO suppression (customer_id, channel, reason, source, since) VALUES
			(2, '*', 'blacklist', 'test', CAST(@t AS timestamptz)), (3, 'email', 'bounce', 'test', CAST(@t AS timestamptz)), (8, '*', 'blacklist', 'test', CAST(@t AS timestamptz))`, store.Args{"t": noon})
		alter(t, db, `INSERT INTO consent (customer_id, consent_id, channel, purpose, granted, source, evidence, occurred_at, arrived_at) VALUES
			(4, 'z', 'email', 'marketing', false, 'test', '', CAST(@t AS timestamptz), CAST(@t AS timestamptz))`, store.Args{"t": noon})
		buy(t, db, 5, "2024-06-11", "")
		buy(t, db, 9, "2024-06-11", "2024-06-12")
		contact(t, db, 6, "marketing", noon.Add(-10*hour), Sent)
		req := GateRequest{Campaign: 7, Rules: marketing(), Candidates: everyone(huike.StageSilent, "2024-05-01")}
		req.Exclusions = Exclusions{ContactedHours: 24, BoughtDays: 30}
		want := map[Reason]int64{ReasonNoAddress: 2, ReasonBlacklisted: 1, ReasonSuppressed: 1, ReasonNoConsent: 1, ReasonRecentPurchase: 1, ReasonRecentContact: 1, ReasonOK: 2}
		wantReasons(t, gate(t, db, req), want)
		wantReasons(t, gate(t, db, req), want) // planning again replaces
		ok, err := m.VerdictCustomers(context.Background(), VerdictPage{Campaign: 7, Phase: PhasePlan, Reason: ReasonOK, Limit: 10})
		if d := cmp.Diff([]huike.CustomerID{7, 9}, ok); d != "" || err != nil {
			t.Errorf("passed (-want +got)\n%s %v", d, err)
		}
		req.Purpose, req.Exclusions = huike.PurposeService, Exclusions{}
		wantReasons(t, gate(t, db, req), map[Reason]int64{ReasonNoAddress: 2, ReasonBlacklisted: 1, ReasonSuppressed: 1, ReasonOK: 5})
		req.Purpose = huike.PurposeCare
		wantReasons(t, gate(t, db, req), map[Reason]int64{ReasonNoAddress: 2, ReasonBlacklisted: 1, ReasonSuppressed: 1, ReasonOK: 5})
	}, Schema)
}

// A customer gets no more contacts in one stay in a stage than its ceiling, and
// what a control would have got counts like a contact (methods 4.1, rule 4).
func TestS0_16_ContactCeilings(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		m := people(t, db, 4)
		// The ceiling of silent is 3 marketing contacts; the stay began on 1 May.
		for i := range 3 {
			contact(t, db, 1, "marketing", noon.AddDate(0, 0, -5*(i+1)), Sent)
			contact(t, db, 2, "marketing", noon.AddDate(0, -3, -i), Sent) // before the stay
			contact(t, db, 3, "care", noon.AddDate(0, 0, -5*(i+1)), Sent) // another purpose
		}
		contact(t, db, 4, "marketing", noon.AddDate(0, 0, -3), Sent)
		contact(t, db, 4, "marketing", noon.AddDate(0, 0, -2), Failed) // never arrived
		contact(t, db, 4, "marketing", noon.AddDate(0, 0, -1), Unknown)
		req := GateRequest{Campaign: 7, Rules: marketing(), Candidates: everyone(huike.StageSilent, "2024-05-01")}
		wantReasons(t, gate(t, db, req), map[Reason]int64{ReasonCeiling: 1, ReasonOK: 3})
		ghosts := store.Compiled("test/ghosts", `SELECT CAST(4 AS bigint) AS customer_id, CAST('marketing' AS varchar) AS purpose, CAST(@ghost AS timestamptz) AS planned_at`)
		req.Ghosts = Question{ghosts, store.Args{"ghost": noon.AddDate(0, 0, -4)}}
		wantReasons(t, gate(t, db, req), map[Reason]int64{ReasonCeiling: 2, ReasonOK: 2})
		req.Ghosts = Question{}
		if err := m.SetLimits(context.Background(), []Limit{{huike.StageSilent, 3, 4}}); err != nil {
			t.Fatal(err)
		}
		wantReasons(t, gate(t, db, req), map[Reason]int64{ReasonOK: 4})
		req.Purpose = huike.PurposeCare
		wantReasons(t, gate(t, db, req), map[Reason]int64{ReasonCeiling: 1, ReasonOK: 3})
		req.Candidates = everyone(huike.StageDead, "2023-05-01")
		wantReasons(t, gate(t, db, req), map[Reason]int64{ReasonCeiling: 4})
	}, Schema)
}

func TestLimits(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		m := New(db)
		got, err := m.Limits(context.Background())
		want := []Limit{{"after_sale", 7, 0}, {"active", 3, 4}, {"silent", 2, 3}, {"sleeping", 2, 2}, {"lost", 1, 2}, {"dead", 0, 1}}
		if d := cmp.Diff(want, got); d != "" || err != nil {
			t.Errorf("limits (-want +got)\n%s %v", d, err)
		}
		for _, bad := range []Limit{{"silent", -1, 0}, {"prospect", 1, 1}} {
			if err := m.SetLimits(context.Background(), []Limit{bad}); huike.KindOf(err) != huike.Invalid {
				t.Errorf("%v: %v", bad, err)
			}
		}
	}, Schema)
}

// "It has been a while" never reaches somebody who has just bought: neither at
// planning nor when she buys between planning and sending.
func TestS3_13_NeverToRecentBuyers(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		m := people(t, db, 4)
		buy(t, db, 1, "2024-06-12", "")
		buy(t, db, 2, "2024-03-14", "") // 90 days ago
		buy(t, db, 3, "2024-03-13", "") // 91 days ago
		rules := marketing()
		rules.Exclusions.GuardRecentBuyersDays = 90
		plan(t, db, 7, rules)
		counts, err := m.Verdicts(context.Background(), 7, PhasePlan)
		if err != nil {
			t.Fatal(err)
		}
		wantReasons(t, counts, map[Reason]int64{ReasonRecentPurchase: 2, ReasonOK: 2})
		buy(t, db, 4, "2024-06-12", "")
		r := &recorder{}
		j := job(t, 7, r)
		j.Rules = rules
		got, err := m.Deliver(context.Background(), j)
		if err != nil || got.Sent != 1 || got.Held != 1 || len(r.got) != 1 || r.got[0].To != "c3@people.example" {
			t.Errorf("delivered %+v, %d messages, %v %+v", got, len(r.got), err, errors.Unwrap(err))
		}
		counts, err = m.Verdicts(context.Background(), 7, PhaseSend)
		if err != nil {
			t.Fatal(err)
		}
		wantReasons(t, counts, map[Reason]int64{ReasonRecentPurchase: 1})
	}, Schema)
}

func TestQueuedContactsCountWhilePlanning(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		people(t, db, 3)
		plan(t, db, 1, marketing())
		rules := marketing()
		rules.Exclusions.ContactedHours = 72
		req := GateRequest{Campaign: 2, Rules: rules, Candidates: everyone(huike.StageSilent, "2024-05-01")}
		wantReasons(t, gate(t, db, req), map[Reason]int64{ReasonRecentContact: 3})
		if _, err := New(db).Cancel(context.Background(), 1, noon); err != nil {
			t.Fatal(err)
		}
		wantReasons(t, gate(t, db, req), map[Reason]int64{ReasonOK: 3})
	}, Schema)
}

func TestQuietHoursShift(t *testing.T) {
	f := func(purpose huike.Purpose, at, want string) {
		t.Helper()
		r := marketing()
		r.Purpose = purpose
		if got := r.Slot(local(at)); !got.Equal(local(want)) {
			t.Errorf("%s at %s goes out at %s, want %s", purpose, at, got.In(shanghai), want)
		}
	}
	f(huike.PurposeMarketing, "2024-06-12 20:59", "2024-06-12 20:59")
	f(huike.PurposeMarketing, "2024-06-12 21:00", "2024-06-13 09:00")
	f(huike.PurposeCare, "2024-06-13 03:30", "2024-06-13 09:00")
	f(huike.PurposeService, "2024-06-13 03:30", "2024-06-13 03:30")
}

// A freshly filled database, of which the engine has counted nothing yet, must
// not make planning quadratic: with 4,000 customers that was 12 s on PostgreSQL.
func TestGateJoinsInBulkAndLeavesTheTransactionAsItWas(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		if db.Engine() != store.Postgres {
			return
		}
		people(t, db, 10)
		write(t, db, func(tx store.Tx) error {
			_, err := New(db).Gate(context.Background(), tx, GateRequest{
				Campaign: 7, Channel: huike.ChannelEmail, Now: noon, Rules: marketing(), Candidates: everyone(huike.StageSilent, "2024-05-01")})
			if err != nil {
				return err
			}
			setting, _, err := store.One(context.Background(), tx, store.Compiled("test/setting", `SELECT current_setting('enable_nestloop')`), nil,
				func(r *store.Rows) (s string, err error) { return s, r.Scan(&s) })
			if setting != "on" {
				t.Errorf("enable_nestloop is left %q", setting)
			}
			return err
		})
	}, Schema)
}
