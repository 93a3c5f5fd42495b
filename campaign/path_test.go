package campaign_test

import (
	"math"
	"slices"
	"strings"
	"testing"

	"huike"
	"huike/campaign"
	"huike/channel/sink"
	"huike/message"
	"huike/message/messagetest"
	"huike/order"
	"huike/order/ordertest"
	"huike/store"
	"huike/store/storetest"

	"github.com/google/go-cmp/cmp"
)

// The five steps of active marketing on a simulated shop: goal and plan, whom,
// control group, sending, proof.
func TestS1_56_FromDraftToProof(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		h, ctx := houseOver(t, db), t.Context()
		shop := h.simulated(t, 3000, 6)
		must(t, order.New(db).SetShop(ctx, order.Shop{ID: 1, Name: "Tea", Currency: "CNY", TimeZone: "Asia/Shanghai", Margin: 0.4, Approval: true}))
		box := newInbox(t, sink.Options{})
		d := draft("Come back", h.segment(t, "silent", silentRule), h.sender(t, box))
		d.ControlShare = 0.4
		d.Arms = append(d.Arms, campaign.Arm{Name: "B", Weight: 3, Subject: "We miss you, {{ customer.name | default: 'customer' }}", Body: body})
		id := h.create(t, d)

		plan, err := h.Plan(ctx, id, noon)
		must(t, err)
		held := int64(0)
		for _, r := range plan.Held {
			held += r.Customers
		}
		if plan.AsOf != lastDay || plan.Audience != held+plan.Eligible || plan.Eligible < 500 || plan.Held[0].Reason != message.ReasonNoConsent {
			t.Fatalf("the funnel does not add up: %+v", plan)
		}
		if plan.BaseRate <= 0 || plan.BaseRate > 0.5 || !(plan.MDE > 0) || math.Abs(plan.Cost-0.005*float64(plan.Eligible-plan.Arms[0].Customers)) > 1e-9 {
			t.Errorf("base rate %g, MDE %g, cost %g", plan.BaseRate, plan.MDE, plan.Cost)
		}
		if n := h.counts(t, id); n != (campaign.Counts{}) {
			t.Errorf("planning left something behind: %+v", n)
		}

		must(t, h.Submit(ctx, id, author, noon))
		h.wantState(t, id, campaign.Waiting)
		wantCode(t, h.Approve(ctx, id, author, noon), "campaign.role")
		wantCode(t, h.Approve(ctx, id, campaign.Actor{Login: "ann", Role: "admin"}, noon), "campaign.own")
		must(t, h.Approve(ctx, id, approver, noon))
		started, err := h.Start(ctx, id, noon)
		must(t, err)
		if diff := cmp.Diff(plan.Held, started.Held); diff != "" {
			t.Errorf("the start held others back than the plan: %s", diff)
		}
		if len(box.arrived()) != 0 {
			t.Fatal("something went out before Advance")
		}
		must(t, h.Advance(ctx, still))
		done := h.wantState(t, id, campaign.Done)
		if done.FinishedAt == nil || done.SegmentVersion != 1 || *done.AsOf != lastDay || done.ApprovedBy != "bo" {
			t.Errorf("%+v", done)
		}
		arms := h.arms(t, id)
		everyOnce(t, box, append(arms[1], arms[2]...))
		wantMail(t, box, arms[2])

		// The shop goes on; the treated also buy what the message causes.
		after := h.ordersOf(shop, func(day huike.Day) bool { return lastDay.Before(day) })
		expected, treated := 0.0, 0
		for _, to := range append(arms[1], arms[2]...) {
			c := shop.Customer(int(messagetest.CustomerOf(to)) - 1)
			treated++
			expected += c.Response
			if o, caused := shop.Effect(c, id, huike.DayOf(noon)); caused {
				after = append(after, put(o, c))
			}
		}
		ordertest.Put(t, db, after)
		r, err := h.Report(ctx, id, lastDay.Add(40), nil)
		must(t, err)
		last := r.Windows[len(r.Windows)-1]
		truth := expected / float64(treated)
		for _, e := range last.Effects {
			t.Logf("%s: %.4f [%.4f, %.4f], about %.4f is true", e.Arm.Name, e.Difference.Value, e.Difference.Low, e.Difference.High, truth)
			if e.Difference.Low > truth || e.Difference.High < truth*0.9 {
				t.Errorf("arm %s: the truth, about %.4f, is outside of [%.4f, %.4f]", e.Arm.Name, truth, e.Difference.Low, e.Difference.High)
			}
		}
		if !r.SampleRatio.OK || r.Preliminary || !last.Closed || r.Verdict.Sentence == "" {
			t.Errorf("%+v", r.Report)
		}
		if r.Counts.Sent != int64(treated) || r.Counts.Control != int64(len(arms[0])) || math.Abs(last.Effects[0].Cost-0.005*float64(len(arms[1]))) > 1e-9 {
			t.Errorf("%+v, cost %g", r.Counts, last.Effects[0].Cost)
		}
		if r.HeldPlan[message.ReasonOK] != r.Counts.Audience || len(r.HeldSend) != 0 {
			t.Errorf("verdicts %v and %v", r.HeldPlan, r.HeldSend)
		}
		silent, err := h.Verdicts(ctx, id, campaign.VerdictPage{Reason: message.ReasonNoConsent, Limit: 7})
		if err != nil || len(silent) != 7 {
			t.Errorf("%v %v", silent, err)
		}
	}, campaign.Schema)
}

// everyOnce fails unless each of the recipients, and nobody else, got one mail.
func everyOnce(t *testing.T, box *inbox, recipients []string) {
	t.Helper()
	got := box.arrived()
	slices.Sort(got)
	slices.Sort(recipients)
	if diff := cmp.Diff(recipients, got); diff != "" {
		t.Errorf("recipients (-want +got):\n%s", diff)
	}
}

// wantMail looks at the words of one mail of the second content.
func wantMail(t *testing.T, box *inbox, of []string) {
	t.Helper()
	for _, m := range box.List(5000, 0) {
		if len(m.To) != 1 || m.To[0].Address != of[0] {
			continue
		}
		name := "Person " + strings.TrimSuffix(strings.TrimPrefix(of[0], "c"), "@people.example")
		m, err := box.Get(m.ID)
		must(t, err)
		if m.Subject != "We miss you, "+name || !strings.Contains(m.HTML, "Dear "+name+", it has been") ||
			strings.Contains(m.HTML, "https://shop.example/new") || !strings.Contains(m.HTML, "https://crm.shop.example/t/c/") {
			t.Errorf("%q: %s", m.Subject, m.HTML)
		}
		return
	}
	t.Errorf("no mail to %s is kept", of[0])
}

// A link leads where it led when the campaign started.
func TestLinksAreKept(t *testing.T) {
	db := storetest.Open(t, store.DuckDB, campaign.Schema)
	h := houseOver(t, db)
	h.simulated(t, 300, 6)
	id := h.start(t, draft("Links", h.segment(t, "silent", silentRule), h.sender(t, newInbox(t, sink.Options{}))))
	url, found, err := h.Link(t.Context(), id, 1)
	if err != nil || !found || url != "https://shop.example/new" {
		t.Errorf("%q %v %v", url, found, err)
	}
	if _, found, err := h.Link(t.Context(), id, 2); err != nil || found {
		t.Errorf("there is a second link: %v", err)
	}
}
