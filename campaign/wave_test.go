package campaign_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"huike"
	"huike/campaign"
	"huike/channel/sink"
	"huike/evaluate"
	"huike/message"
	"huike/order/ordertest"
	"huike/store"
	"huike/store/storetest"

	"github.com/google/go-cmp/cmp"
)

const offer = `<p>{{ customer.name | default: "Hello" }}: {{ stimulus }}.</p><a href="https://shop.example/new">New</a> <a href="{{ unsubscribe_url }}">Leave</a>`

// cultivated is a shop of 40 customers and a programme of two steps. As of
// lastDay 20 are due for the first step: they bought once, 22 days ago. Five
// more bought as long ago and again the day before, five will be due in ten days.
func (h house) cultivated(t *testing.T) campaign.Programme {
	t.Helper()
	h.enroll(t, 40, everyoneAgrees)
	var orders []ordertest.Order
	put := func(id int64, ago int) {
		orders = append(orders, ordertest.Order{Customer: id, Day: lastDay.Add(-ago).String(), Gross: 50})
	}
	for id := int64(1); id <= 40; id++ {
		switch {
		case id <= 25:
			put(id, 22)
		case id <= 30:
			put(id, 10)
		default:
			put(id, 100)
		}
		if id > 20 && id <= 25 {
			put(id, 1)
		}
	}
	put(40, 0)
	ordertest.Put(t, h.db, orders)
	p, err := h.SaveProgramme(t.Context(), campaign.Programme{Shop: 1, Name: "Cultivate", Steps: []campaign.Step{
		{Name: "Coupon", FromDay: 35, ToDay: 45, Purpose: huike.PurposeMarketing, Subject: "For you", Body: offer, Stimulus: "5 off"},
		{Name: "Related goods", FromDay: 20, ToDay: 22, Purpose: huike.PurposeMarketing, Goal: campaign.GoalRetention,
			Stimulus: "tea & cups", Subject: "Now: {{ stimulus }}", Body: offer},
	}}, author, noon)
	must(t, err)
	return p
}

func (h house) due(t *testing.T, p campaign.Programme, day huike.Day) []campaign.StepDue {
	t.Helper()
	all, err := h.Due(t.Context(), p, day, noon)
	must(t, err)
	return all
}

func wantDue(t *testing.T, got campaign.StepDue, within, due int64) {
	t.Helper()
	if got.Within != within || got.Due != due {
		t.Errorf("step %q: %d within its days, %d due; want %d and %d", got.Name, got.Within, got.Due, within, due)
	}
}

// One click makes a draft with everything filled in; the campaign room does the rest.
func TestS0_07_WaveBecomesACampaign(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		h, ctx := houseOver(t, db), t.Context()
		p := h.cultivated(t)
		box := newInbox(t, sink.Options{})
		sender := h.sender(t, box)
		due := h.due(t, p, lastDay)
		if due[0].Name != "Related goods" || due[0].No != 1 || due[0].First != lastDay.Add(-22) || due[0].Last != lastDay.Add(-20) {
			t.Errorf("%+v", due[0])
		}
		wantDue(t, due[0], 20, 20)
		wantDue(t, due[1], 0, 0)
		wantDue(t, h.due(t, p, lastDay.Add(-2))[0], 25, 25) // before the five came back
		wantDue(t, h.due(t, p, lastDay.Add(-6))[0], 0, 0)
		wantDue(t, h.due(t, p, lastDay.Add(10))[0], 5, 5)

		id, err := h.StartWave(ctx, campaign.WaveAsked{Programme: p.ID, Step: due[0].ID}, author, noon)
		must(t, err)
		c := h.wantState(t, id, campaign.Drafted)
		want := campaign.Draft{
			Shop: 1, Name: "Cultivate · Related goods · 2024-06-11", Goal: campaign.GoalRetention, Purpose: huike.PurposeMarketing, Segment: c.Segment,
			Exclusions: campaign.Exclusions{ContactedHours: 48, RecentBuyersGuard: true}, Channel: huike.ChannelEmail, Sender: sender,
			Windows: []int{2, 10, 30}, PrimaryWindow: 30, Margin: 0.4,
			Arms: []campaign.Arm{{No: 1, Name: "A", Weight: 1, Subject: "Now: tea & cups", Body: strings.Replace(offer, "{{ stimulus }}", "tea &amp; cups", 1)}},
		}
		if diff := cmp.Diff(want, c.Draft); diff != "" {
			t.Errorf("draft (-want +got):\n%s", diff)
		}
		group, err := h.Segments.Get(ctx, c.Segment)
		must(t, err)
		if group.Name != "Cultivate · Related goods" || group.Shop != 1 {
			t.Errorf("%+v", group)
		}
		if open := h.due(t, p, lastDay)[0].Open; open == nil || open.Campaign != id {
			t.Errorf("the open wave is %+v", open)
		}
		_, err = h.StartWave(ctx, campaign.WaveAsked{Programme: p.ID, Step: due[0].ID}, author, noon)
		wantCode(t, err, "programme.open")
		h.sendOff(t, id)
		treated := h.arms(t, id)[1]
		everyOnce(t, box, treated)
		if n := h.counts(t, id); n.Audience != 20 || n.Control == 0 {
			t.Errorf("%+v", n)
		}
		h.wantImpression(t, int64(len(treated)))

		wantDue(t, h.due(t, p, lastDay)[0], 20, 0)
		_, err = h.StartWave(ctx, campaign.WaveAsked{Programme: p.ID, Step: due[0].ID}, author, noon)
		wantCode(t, err, "programme.nobody")
		results, err := h.WaveResults(ctx, p.ID, lastDay.Add(2))
		must(t, err)
		if len(results) != 1 || results[0].Campaign != id || results[0].Days != 30 || results[0].Verdict.Code != evaluate.VerdictPreliminary ||
			results[0].Treated != int64(len(treated)) || results[0].Natural != 0 {
			t.Errorf("%+v", results)
		}
	}, campaign.Schema)
}

// sendOff brings a draft to its end.
func (h house) sendOff(t *testing.T, id int64) {
	t.Helper()
	must(t, h.Submit(t.Context(), id, author, noon))
	_, err := h.Start(t.Context(), id, noon)
	must(t, err)
	must(t, h.Advance(t.Context(), still))
	h.wantState(t, id, campaign.Done)
}

// wantImpression counts who got a message since her first purchase, on the day it was sent.
func (h house) wantImpression(t *testing.T, want int64) {
	t.Helper()
	for day, n := range map[huike.Day]int64{lastDay: 0, lastDay.Add(1): want} {
		b, err := h.Cultivated(t.Context(), cohort(t, 1, day.String(), campaign.CohortAsked{}))
		must(t, err)
		if b.States[1].Customers != n {
			t.Errorf("%d with an impression as of %s, want %d: %+v", b.States[1].Customers, day, n, b.States)
		}
	}
}

// Nobody gets the same step twice: not by a second draft, not by a copy, not
// after the exclusions were taken out, and controls count as well.
func TestS0_07_NeverTheSameStepTwice(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		h, ctx := houseOver(t, db), t.Context()
		p := h.cultivated(t)
		h.sender(t, newInbox(t, sink.Options{}))
		step := p.Steps[0].ID
		first, err := h.StartWave(ctx, campaign.WaveAsked{Programme: p.ID, Step: step, AsOf: &lastDay}, author, noon)
		must(t, err)
		second, err := h.Copy(ctx, first, "", author, noon)
		must(t, err)
		h.sendOff(t, first)
		plan, err := h.Plan(ctx, second, noon)
		must(t, err)
		if plan.Audience != 20 || heldBy(plan)[campaign.HeldCampaign] != 20 || plan.Eligible != 0 {
			t.Errorf("%+v", plan)
		}
		wantCode(t, h.Submit(ctx, second, author, noon), "campaign.eligible")
		must(t, h.Delete(ctx, second))

		// Eleven days on, five more are due; the draft names the earlier campaign, and does not depend on it.
		later := lastDay.Add(11)
		third, err := h.StartWave(ctx, campaign.WaveAsked{Programme: p.ID, Step: step, AsOf: &later}, author, noon.Add(11*24*time.Hour))
		must(t, err)
		c := h.wantState(t, third, campaign.Drafted)
		if *c.AsOf != later || !cmp.Equal(c.Exclusions.Campaigns, []int64{first}) {
			t.Errorf("%+v", c.Draft)
		}
		earlier := lastDay
		c.Draft.AsOf, c.Draft.Exclusions = &earlier, campaign.Exclusions{}
		must(t, h.Update(ctx, third, c.Draft))
		plan, err = h.Plan(ctx, third, noon.Add(11*24*time.Hour))
		must(t, err)
		if plan.Audience != 20 || heldBy(plan)[campaign.HeldCampaign] != 20 {
			t.Errorf("without exclusions: %+v", plan)
		}
		both, err := h.Waves(ctx, p.ID)
		must(t, err)
		if len(both) != 2 || both[0].Campaign != third || both[1].Campaign != first {
			t.Errorf("a deleted draft is no wave: %+v", both)
		}
	}, campaign.Schema)
}

// Steps keep their history when a programme is edited; what is left out ends.
func TestProgrammeIsEditedAndEnded(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		h, ctx := houseOver(t, db), t.Context()
		p := h.cultivated(t)
		related, coupon := p.Steps[0], p.Steps[1]
		first, err := h.StartWave(ctx, campaign.WaveAsked{Programme: p.ID, Step: related.ID}, author, noon)
		must(t, err)
		must(t, h.Delete(ctx, first))
		coupon.FromDay, coupon.ToDay = 5, 15
		related.ToDay = 30
		fresh := campaign.Step{Name: "Thanks", FromDay: 1, ToDay: 3, Purpose: huike.PurposeCare}
		p.Name, p.Steps = " Renamed ", []campaign.Step{related, coupon, fresh}
		p, err = h.SaveProgramme(ctx, p, author, noon)
		must(t, err)
		var names []string
		for _, s := range p.Steps {
			names = append(names, fmt.Sprint(s.No, s.Name, s.Goal))
		}
		if diff := cmp.Diff([]string{"1Thanksrepeat", "2Couponrepeat", "3Related goodsretention"}, names); diff != "" || p.Name != "Renamed" || p.Steps[2].ID != related.ID {
			t.Errorf("%s %+v", diff, p)
		}
		// The segment of a step follows its days as a new version.
		id, err := h.StartWave(ctx, campaign.WaveAsked{Programme: p.ID, Step: related.ID}, author, noon)
		must(t, err)
		group, err := h.Segments.Get(ctx, h.wantState(t, id, campaign.Drafted).Segment)
		must(t, err)
		if group.ID != p.Steps[2].Segment || group.Version != 2 || !strings.Contains(group.Rule.String(), "[20,30]") {
			t.Errorf("%+v", group)
		}
		p.Steps = p.Steps[:2]
		p, err = h.SaveProgramme(ctx, p, author, noon)
		must(t, err)
		if len(p.Steps) != 2 || len(h.due(t, p, lastDay)) != 2 {
			t.Errorf("%+v", p)
		}
		_, err = h.StartWave(ctx, campaign.WaveAsked{Programme: p.ID, Step: related.ID}, author, noon)
		wantCode(t, err, "programme.no_step")
		p.Steps[0].ID = related.ID
		_, err = h.SaveProgramme(ctx, p, author, noon)
		wantCode(t, err, "programme.step")
		must(t, h.EndProgramme(ctx, p.ID, noon))
		_, err = h.Programme(ctx, p.ID)
		wantCode(t, err, "programme.unknown")
		if all, err := h.Programmes(ctx, 0); err != nil || len(all) != 0 {
			t.Errorf("%v %v", all, err)
		}
		h.wantState(t, id, campaign.Drafted)
	}, campaign.Schema)
}

// What is wrong with a programme is said in a sentence that names the step.
func TestS0_07_ProgrammeRefusals(t *testing.T) {
	db := storetest.Open(t, store.DuckDB, campaign.Schema)
	h := houseOver(t, db)
	ordertest.PutShop(t, db, 1, "CNY")
	good := campaign.Step{Name: "One", FromDay: 1, ToDay: 3, Purpose: huike.PurposeCare}
	f := func(code, sentence string, change func(p *campaign.Programme)) {
		t.Helper()
		p := campaign.Programme{Shop: 1, Name: "P", Steps: []campaign.Step{good}}
		change(&p)
		_, err := h.SaveProgramme(t.Context(), p, author, noon)
		wantCode(t, err, code)
		if !strings.Contains(huike.SentenceOf(err), sentence) {
			t.Errorf("%q does not say %q", huike.SentenceOf(err), sentence)
		}
	}
	step := func(change func(s *campaign.Step)) func(p *campaign.Programme) {
		return func(p *campaign.Programme) { change(&p.Steps[0]) }
	}
	f("", "", func(*campaign.Programme) {})
	f("programme.name", "at most 80", func(p *campaign.Programme) { p.Name = " " })
	f("programme.steps", "1 to 12", func(p *campaign.Programme) { p.Steps = nil })
	f("programme.steps", "13", func(p *campaign.Programme) { p.Steps = make([]campaign.Step, 13) })
	f("programme.overlap", `"One" (days 1 to 3) and "Two" (days 3 to 9)`, func(p *campaign.Programme) {
		p.Steps = append(p.Steps, campaign.Step{Name: "Two", FromDay: 3, ToDay: 9, Purpose: huike.PurposeCare})
	})
	f("programme.step_name", "step 1", step(func(s *campaign.Step) { s.Name = "" }))
	f("programme.days", "between 0 and 365", step(func(s *campaign.Step) { s.ToDay = 366 }))
	f("programme.days", `"One"`, step(func(s *campaign.Step) { s.FromDay = -1 }))
	f("programme.order", "swap", step(func(s *campaign.Step) { s.FromDay = 5 }))
	f("programme.purpose", "care or marketing", step(func(s *campaign.Step) { s.Purpose = huike.PurposeService }))
	f("programme.goal", `"One"`, step(func(s *campaign.Step) { s.Goal = "fame" }))
	f("programme.content", `"One"`, step(func(s *campaign.Step) { s.Body = "{% if %}" }))
	f("programme.stimulus", "500", step(func(s *campaign.Step) { s.Stimulus = strings.Repeat("x", 501) }))
	f("order.unknown_shop", "shop 7", func(p *campaign.Programme) { p.Shop = 7 })
	f("programme.unknown", "programme 99", func(p *campaign.Programme) { p.ID = 99 })
}

// The ready-made programme can be saved, and its messages sent, as it is.
func TestDefaultProgramme(t *testing.T) {
	db := storetest.Open(t, store.DuckDB, campaign.Schema)
	h := houseOver(t, db)
	ordertest.PutShop(t, db, 1, "CNY")
	for _, lang := range campaign.Languages {
		p, err := campaign.DefaultProgramme(1, lang)
		must(t, err)
		p, err = h.SaveProgramme(t.Context(), p, author, noon)
		must(t, err)
		var days []int
		for _, s := range p.Steps {
			days = append(days, s.FromDay, s.ToDay)
			for _, finding := range message.Lint(message.Source{Subject: s.Subject, HTML: strings.ReplaceAll(s.Body, "{{ stimulus }}", "x")}, message.LintOptions{Purpose: s.Purpose}) {
				t.Errorf("%s, %s: %+v", lang, s.Name, finding)
			}
		}
		if diff := cmp.Diff([]int{1, 3, 7, 9, 20, 22, 35, 45}, days); diff != "" {
			t.Errorf("%s: days (-want +got):\n%s", lang, diff)
		}
	}
	_, err := campaign.DefaultProgramme(1, "fr")
	wantCode(t, err, "programme.language")
}

// Two waves of one step that start in the same moment draw each customer once.
func TestS0_07_TwoWavesStartAtOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		h, ctx := houseOver(t, db), t.Context()
		p := h.cultivated(t)
		h.sender(t, newInbox(t, sink.Options{}))
		first, err := h.StartWave(ctx, campaign.WaveAsked{Programme: p.ID, Step: p.Steps[0].ID}, author, noon)
		must(t, err)
		second, err := h.Copy(ctx, first, "", author, noon)
		must(t, err)
		failures := make(chan error, 2)
		for _, id := range []int64{first, second} {
			must(t, h.Submit(ctx, id, author, noon))
		}
		// Nobody can be drawn until both have asked whom to draw.
		must(t, db.Write(ctx, func(tx store.Tx) error {
			if tx.Engine() == store.Postgres {
				if _, err := tx.Exec(ctx, store.Compiled("test/hold", `LOCK TABLE assignment IN EXCLUSIVE MODE`), nil); err != nil {
					return err
				}
			}
			for _, id := range []int64{first, second} {
				go func() {
					_, err := h.Start(ctx, id, noon)
					failures <- err
				}()
			}
			time.Sleep(time.Second)
			return nil
		}))
		var codes []string
		for range 2 {
			codes = append(codes, huike.CodeOf(<-failures))
		}
		slices.Sort(codes)
		if diff := cmp.Diff([]string{"", "campaign.eligible"}, codes); diff != "" {
			t.Errorf("one starts, the other finds nobody (-want +got):\n%s", diff)
		}
		if drawn := h.counts(t, first).Audience + h.counts(t, second).Audience; drawn != 20 {
			t.Errorf("%d were drawn for 20 customers", drawn)
		}
	}, campaign.Schema)
}
