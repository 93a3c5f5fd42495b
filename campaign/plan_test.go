package campaign_test

import (
	"context"
	"testing"
	"time"

	"huike"
	"huike/campaign"
	"huike/channel/sink"
	"huike/customer"
	"huike/message"
	"huike/message/messagetest"
	"huike/order/ordertest"
	"huike/store"
	"huike/store/storetest"

	"github.com/google/go-cmp/cmp"
)

func heldBy(p campaign.Plan) map[message.Reason]int64 {
	held := map[message.Reason]int64{}
	for _, h := range p.Held {
		held[h.Reason] = h.Customers
	}
	return held
}

func checkOf(p campaign.Plan, code string) campaign.Check {
	for _, c := range p.Checks {
		if c.Code == code {
			return c
		}
	}
	return campaign.Check{}
}

func (h house) plan(t testing.TB, d campaign.Draft) campaign.Plan {
	t.Helper()
	p, err := h.Plan(t.Context(), h.create(t, d), noon)
	must(t, err)
	return p
}

// One customer for each reason, by hand; 1 to 12 are silent, 13 bought yesterday.
func TestExclusionsByReason(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		h, ctx := houseOver(t, db), t.Context()
		h.enroll(t, 11, func(id int64) bool { return id != 3 })
		var orders []ordertest.Order
		for id := int64(1); id <= 12; id++ { // 12 has no address
			o := ordertest.Order{Customer: id, Day: lastDay.Add(-100).String(), Gross: 10}
			if id >= 8 && id <= 9 {
				o.Province = "上海"
			}
			orders = append(orders, o)
		}
		orders = append(orders,
			ordertest.Order{Customer: 13, Day: lastDay.String(), Gross: 10},
			// After the day of the audience: known by noon, so the guard sees it.
			ordertest.Order{Customer: 6, Day: lastDay.Add(1).String(), Hour: 9, Gross: 10})
		ordertest.Put(t, db, orders)
		people := customer.New(db, h.vault)
		must(t, people.Suppress(ctx, customer.Suppression{Customer: 4, Channel: customer.AllChannels, Reason: customer.Blacklist, Source: "desk", Since: noon}))
		must(t, people.Suppress(ctx, customer.Suppression{Customer: 5, Channel: huike.ChannelEmail, Reason: "bounce", Source: "test", Since: noon}))
		box := newInbox(t, sink.Options{})
		sender, silent := h.sender(t, box), h.segment(t, "silent", silentRule)
		shanghai := h.segment(t, "shanghai", `{"field":"province","op":"eq","value":"上海"}`)
		first := draft("First", h.segment(t, "one product", `{"all":[`+silentRule+`,{"field":"province","op":"eq","value":"上海"}]}`), sender)
		first.ControlShare = 0.5
		earlier := h.start(t, first)

		d := draft("Win back", silent, sender)
		d.AsOf = &lastDay
		d.Exclusions.Segments = []int64{shanghai}
		p := h.plan(t, d)
		want := map[message.Reason]int64{
			campaign.HeldSegment: 2, message.ReasonNoAddress: 1, message.ReasonNoConsent: 1, message.ReasonBlacklisted: 1,
			message.ReasonSuppressed: 1, message.ReasonRecentPurchase: 1,
		}
		if diff := cmp.Diff(want, heldBy(p)); diff != "" || p.Audience != 12 || p.Eligible != 5 {
			t.Errorf("audience %d, eligible %d: %s", p.Audience, p.Eligible, diff)
		}

		d.Name, d.Exclusions = "Not twice", campaign.Exclusions{Campaigns: []int64{earlier}}
		p = h.plan(t, d)
		delete(want, campaign.HeldSegment)
		want[campaign.HeldCampaign] = 2
		if diff := cmp.Diff(want, heldBy(p)); diff != "" {
			t.Error(diff)
		}

		// The two of the first campaign count as contacted, whoever of them is control.
		d.Name, d.Exclusions = "Not so soon", campaign.Exclusions{ContactedHours: 48}
		p = h.plan(t, d)
		delete(want, campaign.HeldCampaign)
		want[message.ReasonRecentContact] = 2
		if diff := cmp.Diff(want, heldBy(p)); diff != "" {
			t.Error(diff)
		}
		must(t, h.Advance(ctx, still))
		d.Name = "Still not"
		if diff := cmp.Diff(want, heldBy(h.plan(t, d))); diff != "" {
			t.Errorf("after sending: %s", diff)
		}
		d.Name = "Two days later"
		id := h.create(t, d)
		p, err := h.Plan(ctx, id, noon.Add(49*time.Hour))
		must(t, err)
		delete(want, message.ReasonRecentContact)
		if diff := cmp.Diff(want, heldBy(p)); diff != "" {
			t.Error(diff)
		}
		d.Name, d.Exclusions = "Not buyers of the season", campaign.Exclusions{BoughtDays: 101}
		if p := h.plan(t, d); heldBy(p)[message.ReasonRecentPurchase] != 8 || p.Eligible != 0 || checkOf(p, campaign.CheckEligible).OK {
			t.Errorf("%+v", p)
		}
	}, campaign.Schema)
}

// "Since you left" is never said to somebody who has just bought: a campaign to
// the lapsed guards by itself, at planning and at hand-over.
func TestS3_13_LapsedContentNeverReachesRecentBuyers(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		h, ctx := houseOver(t, db), t.Context()
		h.small(t, 40)
		box := newInbox(t, sink.Options{})
		d := draft("Since you left", h.segment(t, "silent", silentRule), h.sender(t, box))
		d.AsOf, d.EverybodyOK = &lastDay, true
		tomorrow := noon.Add(24 * time.Hour)
		d.ScheduledAt = &tomorrow
		today := lastDay.Add(1)
		ordertest.Put(t, db, []ordertest.Order{{Customer: 1, Day: today.String(), Hour: 8, Gross: 5}})
		id := h.start(t, d)
		treated := h.arms(t, id)[1]
		buyer := treated[0]
		ordertest.Put(t, db, []ordertest.Order{{Customer: int64(customerOf(buyer)), Day: today.String(), Hour: 20, Gross: 5}})
		must(t, h.Advance(ctx, still)) // not due
		if len(box.arrived()) != 0 {
			t.Fatal("mails went out a day early")
		}
		must(t, h.Advance(ctx, func() time.Time { return tomorrow }))
		everyOnce(t, box, treated[1:])
		r, err := h.Report(ctx, id, today, nil)
		must(t, err)
		if r.HeldPlan[message.ReasonRecentPurchase] != 1 || r.HeldSend[message.ReasonRecentPurchase] != 1 || r.Counts.Held != 1 {
			t.Errorf("plan %v, send %v, %+v", r.HeldPlan, r.HeldSend, r.Counts)
		}
	}, campaign.Schema)
}

// A group too small to measure is said to be so before anything is sent.
func TestS1_57_TooSmallToMeasure(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		h := houseOver(t, db)
		h.simulated(t, 2000, 6)
		sender := h.sender(t, newInbox(t, sink.Options{}))
		small := h.plan(t, draft("Small", h.segment(t, "few", `{"field":"recency_days","op":"between","value":[46,60]}`), sender))
		if !small.TooSmall || checkOf(small, campaign.CheckMeasurable).Level != campaign.LevelWarn || checkOf(small, campaign.CheckControl).OK {
			t.Errorf("%+v", small)
		}
		d := draft("Large", h.segment(t, "active", `{"field":"recency_days","op":"le","value":45}`), sender)
		d.ControlShare = 0
		large := h.plan(t, d)
		if large.TooSmall || !checkOf(large, campaign.CheckMeasurable).OK || large.ControlShare != 0.5 {
			t.Errorf("%d eligible, share %g, base %g, MDE %g", large.Eligible, large.ControlShare, large.BaseRate, large.MDE)
		}
	}, campaign.Schema)
}

func customerOf(address string) huike.CustomerID {
	return messagetest.CustomerOf(address)
}

// Two marketing contacts are the most for a sleeping customer; for a control
// customer a campaign that she was kept out of counts as well, or she would get
// more of the others.
func TestS0_16_CeilingCountsControlsToo(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		h, ctx := houseOver(t, db), t.Context()
		h.small(t, 40)
		d := draft("First", h.segment(t, "silent", silentRule), h.sender(t, newInbox(t, sink.Options{})))
		d.EverybodyOK, d.ControlShare = true, 0.5
		for _, name := range []string{"First", "Second"} {
			d.Name = name
			h.start(t, d)
			must(t, h.Advance(ctx, still))
		}
		d.Name = "Third"
		if p := h.plan(t, d); heldBy(p)[message.ReasonCeiling] != 39 || p.Eligible != 0 {
			t.Errorf("%+v", p)
		}
	}, campaign.Schema)
}

// What goes wrong while starting leaves the campaign approved and nothing else.
func TestStartIsAllOrNothing(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		h, ctx := houseOver(t, db), t.Context()
		h.small(t, 40)
		d := draft("Once", h.segment(t, "silent", silentRule), h.sender(t, newInbox(t, sink.Options{})))
		d.EverybodyOK = true
		id := h.create(t, d)
		must(t, h.Submit(ctx, id, author, noon))
		taken := store.Compiled("test/taken", `INSERT INTO experiment (experiment_id, salt, arms, start_day, primary_window, created_at)
			VALUES (CAST(@id AS bigint), 'x', '[]', CAST('2024-01-01' AS date), 30, CAST('2024-01-01 00:00:00+00' AS timestamptz))`)
		must(t, db.Write(context.Background(), func(tx store.Tx) error {
			_, err := tx.Exec(ctx, taken, store.Args{"id": id})
			return err
		}))
		_, err := h.Start(ctx, id, noon)
		wantCode(t, err, "evaluate.drawn")
		h.wantState(t, id, campaign.Approved)
		if n := h.counts(t, id); n != (campaign.Counts{}) {
			t.Errorf("%+v", n)
		}
		held, err := message.New(db).Verdicts(ctx, id, message.PhasePlan)
		if err != nil || len(held) != 0 {
			t.Errorf("verdicts are left: %v %v", held, err)
		}
	}, campaign.Schema)
}
