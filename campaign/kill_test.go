package campaign_test

import (
	"os/exec"
	"testing"
	"time"

	"huike/campaign"
	"huike/channel/sink"
	"huike/message"
	"huike/message/messagetest"
	"huike/store"
	databases "huike/store/open"
	"huike/store/storetest"
)

// Killed a hundred times while it sends two campaigns side by side, the program
// sends no control customer anything and nobody two mails; what is on record as
// sent arrived, and what arrived is on record as sent or as unknown. Unknown
// messages are not sent again.
func TestControlNeverReachedAndNobodyTwice(t *testing.T) {
	f := func(engine store.Engine, times, customers int) {
		t.Run(string(engine), func(t *testing.T) {
			address := storetest.Address(t, engine, campaign.Schema)
			box := newInbox(t, sink.Options{KeepMails: -1})
			var ids []int64
			withHouse(t, address, func(h house) {
				h.small(t, int64(customers))
				h.analyze(t)
				ids = twoCampaigns(t, h, box)
			})
			killed := messagetest.Kills{
				Start: func() *exec.Cmd { return messagetest.Again(t, childDatabase+"="+address) },
				Times: times, Seed: 7, Longest: 300 * time.Millisecond,
			}.Run(t)
			if killed != times {
				t.Errorf("only %d of %d lives were cut short", killed, times)
			}
			withHouse(t, address, func(h house) {
				l := messagetest.Ledger{Sent: h.inState(t, message.Sent), Unknown: h.inState(t, message.Unknown), Arrived: box.arrived()}
				control := 0
				for _, id := range ids {
					h.wantState(t, id, campaign.Done)
					arms := h.arms(t, id)
					l.Recipients = append(l.Recipients, arms[1]...)
					control += len(arms[0])
				}
				for _, wrong := range l.Check() {
					t.Error(wrong)
				}
				t.Logf("%d kills; %d control, %d treated: %d sent, %d unknown, %d arrived", killed, control, len(l.Recipients), len(l.Sent), len(l.Unknown), len(l.Arrived))
				if control < customers/5 || len(l.Unknown) == 0 || len(l.Unknown) > times*2*4 {
					t.Errorf("%d control customers, %d unknown; %d kills of two batches of four can lose sight of %d", control, len(l.Unknown), times, times*8)
				}
			})
		})
	}
	f(store.DuckDB, 70, 3000)
	f(store.Postgres, 30, 1800)
}

// withHouse opens the database for a while: DuckDB's file has one owner.
func withHouse(t *testing.T, address string, f func(h house)) {
	t.Helper()
	db, err := databases.DB(t.Context(), address, databases.Options{MemoryLimit: "512MiB"})
	must(t, err)
	defer db.Close()
	f(houseOver(t, db))
}

// twoCampaigns start on the two halves of the customers.
func twoCampaigns(t *testing.T, h house, box *inbox) []int64 {
	t.Helper()
	sender := h.sender(t, box)
	silent := h.segment(t, "silent", silentRule)
	var ids []int64
	for _, name := range []string{"First half", "The rest"} {
		d := draft(name, silent, sender)
		d.EverybodyOK, d.ControlShare, d.RatePerSecond = true, 0.3, 100
		d.Exclusions = campaign.Exclusions{Campaigns: ids}
		if len(ids) == 0 {
			d.Segment = h.segment(t, "first half", `{"all":[`+silentRule+`,{"field":"net","op":"gt","value":50}]}`)
		}
		ids = append(ids, h.start(t, d))
	}
	return ids
}
