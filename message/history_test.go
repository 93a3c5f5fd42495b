package message

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"huike/store"
	"huike/store/storetest"
)

func TestHistory(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		m, ctx := people(t, db, 3), t.Context()
		contact(t, db, 1, "marketing", noon, Sent)
		contact(t, db, 2, "marketing", noon, Sent)
		sent := 1_000_000 + facts - 1 // the first of the two
		write(t, db, func(tx store.Tx) error {
			return addEvents(ctx, tx, []event{
				{customer: 1, message: sent, campaign: 1000, kind: KindOpen, at: noon.Add(hour)},
				{customer: 1, message: sent, campaign: 1000, kind: KindUnsubscribe, at: noon.Add(2 * hour)},
			})
		})
		alter(t, db, `INSERT INTO gate_verdict (customer_id, campaign_id, phase, passed, reason, decided_at) VALUES
			(1, 7, 'plan', false, 'recent_contact', CAST(@t AS timestamptz)), (1, 8, 'plan', true, 'ok', CAST(@t AS timestamptz)),
			(3, 7, 'send', false, 'no_consent', CAST(@t AS timestamptz))`, store.Args{"t": noon.Add(3 * hour)})
		f := func(before time.Time, want ...Moment) {
			t.Helper()
			got, err := m.History(ctx, 1, before)
			if d := cmp.Diff(want, got, cmpopts.EquateEmpty()); d != "" || err != nil {
				t.Errorf("before %v (-want +got)\n%s %v", before, d, err)
			}
		}
		told := Moment{Kind: KindMessage, Campaign: 1000, Message: sent, Arm: 1, State: Sent, At: noon}
		opened, left := told, told
		opened.Kind, opened.At = KindOpen, noon.Add(hour)
		left.Kind, left.At = KindUnsubscribe, noon.Add(2*hour)
		held := Moment{Kind: KindVerdict, Campaign: 7, At: noon.Add(3 * hour), Phase: PhasePlan, Reason: ReasonRecentContact}
		f(time.Time{}, held, left, opened, told)
		f(noon.Add(2*hour), opened, told)
		f(noon)
	}, Schema)
}
