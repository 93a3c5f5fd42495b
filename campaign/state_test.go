package campaign_test

import (
	"context"
	"testing"
	"time"

	"huike"
	"huike/auth"
	"huike/campaign"
	"huike/channel/sink"
	"huike/message"
	"huike/order"
	"huike/order/ordertest"
	"huike/store"
	"huike/store/storetest"

	"github.com/google/go-cmp/cmp"
)

// small is a shop of n customers who each bought once, a hundred and twenty days
// ago, except the last who bought yesterday; every other one spent more.
func (h house) small(t testing.TB, n int64) {
	t.Helper()
	h.enroll(t, n, everyoneAgrees)
	var orders []ordertest.Order
	for id := int64(1); id < n; id++ {
		orders = append(orders, ordertest.Order{Customer: id, Day: lastDay.Add(-120).String(), Gross: 50 + float64(id%2)})
	}
	ordertest.Put(t, h.db, append(orders, ordertest.Order{Customer: n, Day: lastDay.String(), Gross: 50}))
}

func TestDraftIsWrittenAndReadBack(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		h, ctx := houseOver(t, db), t.Context()
		h.small(t, 2)
		at := noon.Add(48 * time.Hour)
		d := campaign.Draft{
			Shop: 1, Name: "All of it", Goal: campaign.GoalRepeat, Purpose: huike.PurposeCare, Segment: 4, AsOf: &lastDay, EverybodyOK: true,
			Exclusions: campaign.Exclusions{Campaigns: []int64{3}, Segments: []int64{5, 6}, ContactedHours: 48, BoughtDays: 7, RecentBuyersGuard: true},
			Channel:    huike.ChannelEmail, Sender: 9, ControlShare: 0.15, Windows: []int{3, 15}, PrimaryWindow: 15, ScheduledAt: &at,
			RatePerSecond: 20, CouponMinor: 500, Margin: 0.35,
			Arms: []campaign.Arm{{No: 1, Name: "A", Weight: 2, Subject: "a", Body: "b"}, {No: 2, Name: "B", Weight: 1, Subject: "c", Body: "d"}},
		}
		id := h.create(t, d)
		same := func(want campaign.Draft) {
			t.Helper()
			have, err := h.Get(ctx, id)
			must(t, err)
			if diff := cmp.Diff(want, have.Draft, cmp.AllowUnexported(huike.Day{})); diff != "" {
				t.Error(diff)
			}
		}
		same(d)
		d.Name, d.Arms, d.AsOf, d.ScheduledAt, d.Windows, d.PrimaryWindow = "Less", d.Arms[1:], nil, nil, []int{30}, 30
		must(t, h.Update(ctx, id, d))
		d.Arms[0].No = 1
		same(d)
		all, total, err := h.List(ctx, campaign.Filter{Shop: 1, State: campaign.Drafted})
		if err != nil || total != 1 || len(all) != 1 || len(all[0].Arms) != 1 || all[0].Currency != "CNY" || all[0].CreatedBy != "ann" {
			t.Errorf("%d %+v %v", total, all, err)
		}
		second, err := h.Copy(ctx, id, "", author, noon)
		must(t, err)
		if c := h.wantState(t, second, campaign.Drafted); c.Name != "Less (2)" || c.EverybodyOK || len(c.Arms) != 1 || c.Salt == all[0].Salt {
			t.Errorf("%+v", c)
		}
		d.Name = "Less (2)"
		wantCode(t, h.Update(ctx, id, d), "campaign.name_taken")
		must(t, h.Delete(ctx, id))
		_, err = h.Get(ctx, id)
		wantCode(t, err, "campaign.unknown")
	}, campaign.Schema)
}

func TestS1_55_EveryCampaignDeclaresOneGoal(t *testing.T) {
	h := houseOver(t, storetest.Open(t, store.DuckDB, campaign.Schema))
	h.small(t, 2)
	f := func(change func(*campaign.Draft), code string) {
		t.Helper()
		d := draft("Goal", 1, 1)
		change(&d)
		_, err := h.Create(t.Context(), d, author, noon)
		wantCode(t, err, code)
	}
	f(func(d *campaign.Draft) { d.Goal = "" }, "campaign.goal")
	f(func(d *campaign.Draft) { d.Goal = "fame" }, "campaign.goal")
	f(func(d *campaign.Draft) { d.Name = "  " }, "campaign.name")
	f(func(d *campaign.Draft) { d.Purpose = huike.PurposeService }, "campaign.purpose")
	f(func(d *campaign.Draft) { d.Channel = "pigeon" }, "campaign.channel")
	f(func(d *campaign.Draft) { d.ControlShare = 0.6 }, "campaign.control_share")
	f(func(d *campaign.Draft) { d.Windows = []int{0} }, "campaign.window")
	f(func(d *campaign.Draft) { d.PrimaryWindow = 11 }, "campaign.primary_window")
	f(func(d *campaign.Draft) { d.Arms[0].Weight = 5000 }, "campaign.weight")
	f(func(d *campaign.Draft) { d.Margin = 2 }, "campaign.margin")
	f(func(d *campaign.Draft) { d.Exclusions.BoughtDays = -1 }, "campaign.range")
	f(func(d *campaign.Draft) { d.Shop = 77 }, "order.unknown_shop")
	for _, goal := range []campaign.Goal{campaign.GoalConversion, campaign.GoalRepeat, campaign.GoalRetention} {
		f(func(d *campaign.Draft) { d.Goal, d.Name = goal, string(goal) }, "")
	}
}

// Audience, touch point and content: without any of them nothing is submitted.
func TestS4_01_ThreeElements(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		h := houseOver(t, db)
		h.small(t, 12)
		silent, nobody := h.segment(t, "silent", silentRule), h.segment(t, "nobody", `{"field":"occasions","op":"gt","value":99}`)
		sender := h.sender(t, newInbox(t, sink.Options{}))
		f := func(name string, change func(*campaign.Draft), code string) {
			t.Helper()
			d := draft(name, silent, sender)
			change(&d)
			id := h.create(t, d)
			wantCode(t, h.Submit(t.Context(), id, author, noon), code)
			if code != "" {
				h.wantState(t, id, campaign.Drafted)
			}
		}
		f("no audience", func(d *campaign.Draft) { d.Segment = 0 }, "campaign.audience")
		f("empty audience", func(d *campaign.Draft) { d.Segment = nobody }, "campaign.audience")
		f("no touch point", func(d *campaign.Draft) { d.Sender = 0 }, "campaign.touch_point")
		f("lost touch point", func(d *campaign.Draft) { d.Sender = 999 }, "campaign.touch_point")
		f("no content", func(d *campaign.Draft) { d.Arms = nil }, "campaign.content")
		f("no subject", func(d *campaign.Draft) { d.Arms[0].Subject = " " }, "campaign.content")
		f("no way out", func(d *campaign.Draft) { d.Arms[0].Body = "<p>Hello</p>" }, "campaign.lint_no_unsubscribe")
		f("unknown word", func(d *campaign.Draft) { d.Arms[0].Subject = "{{ shoe.size }}" }, "campaign.lint_unknown_variable")
		f("all there", func(d *campaign.Draft) {}, "")
	}, campaign.Schema)
}

func TestS0_19_EverybodyIsBlocked(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		h := houseOver(t, db)
		h.small(t, 40)
		sender := h.sender(t, newInbox(t, sink.Options{}))
		for name, rule := range map[string]string{
			"by its form": `{"all":[]}`, "by its numbers": `{"field":"occasions","op":"ge","value":1}`, "nearly": silentRule, // 39 of 40
		} {
			d := draft(name, h.segment(t, name, rule), sender)
			id := h.create(t, d)
			wantCode(t, h.Submit(t.Context(), id, author, noon), "campaign.everybody")
			d.EverybodyOK = true
			must(t, h.Update(t.Context(), id, d))
			must(t, h.Submit(t.Context(), id, author, noon))
			h.wantState(t, id, campaign.Approved)
		}
	}, campaign.Schema)
}

// Every deed in every state: allowed, or refused with a sentence.
func TestStates(t *testing.T) {
	db := storetest.Open(t, store.DuckDB, campaign.Schema)
	h, ctx := houseOver(t, db), t.Context()
	h.small(t, 12)
	must(t, order.New(db).SetShop(ctx, order.Shop{ID: 1, Name: "Tea", Currency: "CNY", TimeZone: "Asia/Shanghai", Approval: true}))
	must(t, message.New(db).SetLimits(ctx, []message.Limit{{Stage: huike.StageSleeping, Marketing: 1000}})) // they get many
	segment, sender := h.segment(t, "silent", silentRule), h.sender(t, newInbox(t, sink.Options{}))
	deeds := map[string]func(id int64) error{
		"submit":  func(id int64) error { return h.Submit(ctx, id, author, noon) },
		"approve": func(id int64) error { return h.Approve(ctx, id, approver, noon) },
		"reject":  func(id int64) error { return h.Reject(ctx, id, "not like this", approver) },
		"start":   func(id int64) error { _, err := h.Start(ctx, id, noon); return err },
		"pause":   func(id int64) error { return h.Pause(ctx, id, "") },
		"resume":  func(id int64) error { return h.Resume(ctx, id) },
		"cancel":  func(id int64) error { return h.Cancel(ctx, id, noon) },
		"advance": func(int64) error { return h.Advance(ctx, still) },
		"delete":  func(id int64) error { return h.Delete(ctx, id) },
	}
	way := map[campaign.State][]string{
		campaign.Drafted: {}, campaign.Waiting: {"submit"}, campaign.Approved: {"submit", "approve"},
		campaign.Sending: {"submit", "approve", "start"}, campaign.Paused: {"submit", "approve", "start", "pause"},
		campaign.Done: {"submit", "approve", "start", "advance"}, campaign.Cancelled: {"submit", "cancel"},
	}
	allowed := map[campaign.State]map[string]campaign.State{
		campaign.Drafted:   {"submit": campaign.Waiting, "delete": "", "advance": campaign.Drafted},
		campaign.Waiting:   {"approve": campaign.Approved, "reject": campaign.Drafted, "cancel": campaign.Cancelled, "advance": campaign.Waiting},
		campaign.Approved:  {"reject": campaign.Drafted, "start": campaign.Sending, "cancel": campaign.Cancelled, "advance": campaign.Approved},
		campaign.Sending:   {"pause": campaign.Paused, "cancel": campaign.Cancelled, "advance": campaign.Done},
		campaign.Paused:    {"resume": campaign.Sending, "cancel": campaign.Cancelled, "advance": campaign.Paused},
		campaign.Done:      {"advance": campaign.Done},
		campaign.Cancelled: {"advance": campaign.Cancelled},
	}
	for from, steps := range way {
		for deed, do := range deeds {
			id := h.create(t, draft(string(from)+" "+deed, segment, sender))
			for _, step := range steps {
				must(t, deeds[step](id))
			}
			h.wantState(t, id, from)
			err := do(id)
			to, may := allowed[from][deed]
			switch {
			case may && err != nil:
				t.Errorf("%s while %s: %v", deed, from, err)
			case may && to != "":
				h.wantState(t, id, to)
			case !may && (huike.KindOf(err) != huike.Conflict || huike.SentenceOf(err) == ""):
				t.Errorf("%s while %s gave %v, want a conflict", deed, from, err)
			case !may:
				h.wantState(t, id, from)
			}
		}
	}
}

func TestRejectedGoesBackWithANote(t *testing.T) {
	db := storetest.Open(t, store.DuckDB, campaign.Schema)
	h, ctx := houseOver(t, db), t.Context()
	h.small(t, 12)
	must(t, order.New(db).SetShop(ctx, order.Shop{ID: 1, Name: "Tea", Currency: "CNY", TimeZone: "Asia/Shanghai", Approval: true}))
	id := h.create(t, draft("Note", h.segment(t, "silent", silentRule), h.sender(t, newInbox(t, sink.Options{}))))
	must(t, h.Submit(ctx, id, campaign.Actor{Login: "bo", Role: auth.Admin}, noon))
	wantCode(t, h.Approve(ctx, id, campaign.Actor{Login: "bo", Role: auth.Admin}, noon), "campaign.own")
	wantCode(t, h.Reject(ctx, id, "no", author), "campaign.role")
	must(t, h.Reject(ctx, id, "the subject shouts", approver))
	if c := h.wantState(t, id, campaign.Drafted); c.Note != "the subject shouts" || c.SubmittedAt != nil || c.SubmittedBy != "" {
		t.Errorf("%+v", c)
	}
	must(t, h.Acknowledge(context.Background(), id, noon))
	if c, err := h.Get(ctx, id); err != nil || c.AcknowledgedAt == nil || !c.AcknowledgedAt.Equal(noon) {
		t.Errorf("%+v %v", c.AcknowledgedAt, err)
	}
}
