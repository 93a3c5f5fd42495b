package campaign_test

import (
	"fmt"
	"testing"
	"time"

	"huike"
	"huike/campaign"
	"huike/channel/sink"
	"huike/feature"
	"huike/order/ordertest"
	"huike/segment"
	"huike/store"
	"huike/store/storetest"

	"github.com/google/go-cmp/cmp"
)

// newcomers are the orders of the worked example in docs/guide/cultivation.md.
var newcomers = []ordertest.Order{
	{Customer: 1, Day: "2024-06-01", Gross: 10},                      // nothing since: new
	{Customer: 2, Day: "2024-06-01", Gross: 10},                      // a message on 06-04: impression
	{Customer: 3, Day: "2024-06-01", Gross: 10},                      // a message before she bought: new
	{Customer: 4, Day: "2024-06-01", Gross: 10},                      // a message on 06-12: new as of 06-11
	{Customer: 5, Day: "2024-06-01", Gross: 10},                      // a message in the last minute of 06-11: impression
	{Customer: 6, Day: "2024-04-01", Gross: 10},                      //
	{Customer: 6, Day: "2024-04-20", Gross: 10},                      // second
	{Customer: 7, Day: "2024-04-01", Gross: 10},                      //
	{Customer: 7, Day: "2024-04-01", Hour: 9, Gross: 10},             // the same day is no second purchase: new
	{Customer: 8, Day: "2024-03-01", Gross: 10},                      //
	{Customer: 8, Day: "2024-03-10", Gross: 10},                      //
	{Customer: 8, Day: "2024-03-20", Gross: 10},                      // old
	{Customer: 9, Day: "2023-01-01", Gross: 10},                      //
	{Customer: 9, Day: "2024-06-01", Gross: 10},                      // her first purchase is no longer news
	{Customer: 10, Day: "2024-06-01", Gross: 10, Unpaid: true},       //
	{Customer: 10, Day: "2024-06-02", Gross: 10, Void: "2024-06-05"}, // taken back: nobody as of 06-11
	{Customer: 11, Day: "2024-05-01", Gross: 10},                     //
	{Customer: 11, Day: "2024-05-20", Gross: 10, Void: "2024-06-05"}, // second as of 06-03, new again as of 06-11
	{Customer: 12, Day: "2024-04-27", Gross: 10},                     // 45 days ago; a message that failed: new
	{Customer: 13, Day: "2024-04-28", Gross: 10},                     // 44 days ago: has not had the time
	{Customer: 14, Day: "2024-06-01", Gross: 10, Shop: 2},            // of another shop
	{Customer: 15, Day: "2024-06-05", Gross: 10},                     // came after 06-03
}

// handOver writes messages of a campaign as they are when they were handed over, or not.
func (h house) handOver(t *testing.T, id int64, customer int64, state int, done string) {
	t.Helper()
	at, err := time.Parse(time.RFC3339, done)
	must(t, err)
	must(t, h.db.Write(t.Context(), func(tx store.Tx) error {
		_, err := tx.Exec(t.Context(), store.Compiled("test/message", `INSERT INTO message (customer_id, message_id, campaign_id, arm_no, channel, purpose, stage, bucket, state, attempts, planned_at, done_at, claim, code, cost_minor)
			VALUES (CAST(@customer AS bigint), CAST(@customer AS bigint), CAST(@campaign AS bigint), CAST(1 AS smallint), 'email', 'care', 'active', CAST(0 AS smallint), CAST(@state AS smallint), CAST(1 AS smallint), CAST(@done AS timestamptz), CAST(@done AS timestamptz), '', '', 0)`),
			store.Args{"customer": customer, "campaign": id, "state": state, "done": at})
		return err
	}))
}

// newcomersHouse is the worked example: the orders, and the messages about them.
func newcomersHouse(t *testing.T, db store.DB) house {
	t.Helper()
	h := houseOver(t, db)
	ordertest.Put(t, db, newcomers)
	id := h.create(t, draft("Care", h.segment(t, "silent", silentRule), h.sender(t, newInbox(t, sink.Options{}))))
	h.handOver(t, id, 2, 2, "2024-06-04T04:00:00Z")
	h.handOver(t, id, 3, 2, "2024-05-30T04:00:00Z")
	h.handOver(t, id, 4, 2, "2024-06-11T16:00:00Z") // 00:00 of 06-12 in Shanghai
	h.handOver(t, id, 5, 2, "2024-06-11T15:59:59Z")
	h.handOver(t, id, 12, 3, "2024-05-01T04:00:00Z")
	h.handOver(t, id, 14, 2, "2024-06-04T04:00:00Z")
	return h
}

func sizes(counts []campaign.CultivationCount, of func(campaign.CultivationCount) int64) []int64 {
	var all []int64
	for _, c := range counts {
		all = append(all, of(c))
	}
	return all
}

func customers(c campaign.CultivationCount) int64 { return c.Customers }
func matured(c campaign.CultivationCount) int64   { return c.Matured }

func cohort(t *testing.T, shop huike.ShopID, asOf string, asked campaign.CohortAsked) campaign.Cohort {
	t.Helper()
	c, err := campaign.CohortOf(shop, huike.MustDay(asOf), asked)
	must(t, err)
	return c
}

// Counted by hand from the list above.
func TestS0_07_ProgrammeStates(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		h, ctx := newcomersHouse(t, db), t.Context()
		all := cohort(t, 1, "2024-06-11", campaign.CohortAsked{})
		if all.From != huike.MustDay("2023-12-15") || all.To != all.AsOf {
			t.Errorf("180 days to %s are %s to %s", all.AsOf, all.From, all.To)
		}
		f := func(c campaign.Cohort, people, ripe []int64) campaign.CultivationBoard {
			t.Helper()
			b, err := h.Cultivated(ctx, c)
			must(t, err)
			if diff := cmp.Diff(people, sizes(b.States, customers)); diff != "" {
				t.Errorf("%+v: new, impression, second, old (-want +got):\n%s", c, diff)
			}
			if diff := cmp.Diff(ripe, sizes(b.States, matured)); diff != "" {
				t.Errorf("%+v: of them matured (-want +got):\n%s", c, diff)
			}
			return b
		}
		b := f(all, []int64{8, 2, 1, 1}, []int64{2, 0, 1, 1})
		if b.Customers != 12 || b.Matured != 4 {
			t.Errorf("%d customers, %d matured", b.Customers, b.Matured)
		}
		months := map[string][]int64{}
		for _, m := range b.Months {
			months[m.Month] = sizes(m.States, customers)
		}
		want := map[string][]int64{"2024-03": {0, 0, 0, 1}, "2024-04": {3, 0, 1, 0}, "2024-05": {1, 0, 0, 0}, "2024-06": {4, 2, 0, 0}}
		if diff := cmp.Diff(want, months); diff != "" {
			t.Errorf("months (-want +got):\n%s", diff)
		}
		f(cohort(t, 1, "2024-06-11", campaign.CohortAsked{From: huike.MustDay("2024-04-01"), To: huike.MustDay("2024-04-30")}), []int64{3, 0, 1, 0}, []int64{2, 0, 1, 0})
		f(cohort(t, 1, "2024-06-11", campaign.CohortAsked{Days: 7}), []int64{1, 0, 0, 0}, []int64{0, 0, 0, 0})
		f(cohort(t, 0, "2024-06-11", campaign.CohortAsked{}), []int64{8, 3, 1, 1}, []int64{2, 0, 1, 1})
		f(cohort(t, 2, "2024-06-11", campaign.CohortAsked{}), []int64{1, 0, 0, 0}, []int64{0, 0, 0, 0}) // the message was of shop 1
		f(cohort(t, 1, "2024-06-12", campaign.CohortAsked{From: all.From}), []int64{7, 3, 1, 1}, []int64{3, 0, 1, 1})
		f(cohort(t, 1, "2020-01-01", campaign.CohortAsked{}), []int64{0, 0, 0, 0}, []int64{0, 0, 0, 0})
	}, campaign.Schema)
}

// Counted by hand; the sums of the rows are the states as they were on the earlier day.
func TestS0_07_WhatMoved(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		h, ctx := newcomersHouse(t, db), t.Context()
		all := cohort(t, 1, "2024-06-11", campaign.CohortAsked{})
		since := huike.MustDay("2024-06-03")
		m, err := h.CultivationMoved(ctx, all, since)
		must(t, err)
		want := [][]int64{ // new, impression, second, old, outside
			{6, 2, 0, 0, 1},
			{0, 0, 0, 0, 0},
			{1, 0, 1, 0, 0},
			{0, 0, 0, 1, 0},
			{1, 0, 0, 0, 0},
		}
		if diff := cmp.Diff(want, m.Matrix); diff != "" {
			t.Errorf("moves (-want +got):\n%s", diff)
		}
		before, err := h.Cultivated(ctx, cohort(t, 1, "2024-06-03", campaign.CohortAsked{From: all.From}))
		must(t, err)
		if diff := cmp.Diff(sizes(before.States, customers), m.Rows[:4]); diff != "" {
			t.Errorf("rows are not the states as of %s (-states +rows):\n%s", since, diff)
		}
		if _, err := h.CultivationMoved(ctx, all, all.AsOf); huike.KindOf(err) != huike.Invalid {
			t.Errorf("moves from a day to itself: %v", err)
		}
	}, campaign.Schema)
}

// Behind every state is a door to just its customers.
func TestS0_07_StateOpensItsCustomers(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		h, ctx := newcomersHouse(t, db), t.Context()
		room := segment.New(db, campaign.CultivationSource())
		for _, c := range []campaign.Cohort{
			cohort(t, 1, "2024-06-11", campaign.CohortAsked{}), cohort(t, 0, "2024-06-11", campaign.CohortAsked{Days: 30}),
			cohort(t, 1, "2024-06-11", campaign.CohortAsked{From: huike.MustDay("2024-04-01"), To: huike.MustDay("2024-04-30")}),
		} {
			b, err := h.Cultivated(ctx, c)
			must(t, err)
			snapshot, err := feature.New(db).Ensure(ctx, feature.Scope{Shop: c.Shop, AsOf: c.AsOf}, noon)
			must(t, err)
			for _, s := range b.States {
				rule, err := room.Parse(c.Door(s.State))
				must(t, err)
				p, err := room.Preview(ctx, rule, snapshot.ID)
				must(t, err)
				if p.Count != s.Customers {
					t.Errorf("%s opens %d customers, and stands for %d", c.Door(s.State), p.Count, s.Customers)
				}
			}
		}
	}, campaign.Schema)
}

// Behind every cell of the moves, but those to outside, is a door to just its customers.
func TestS0_07_MoveOpensItsCustomers(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		h, ctx := newcomersHouse(t, db), t.Context()
		room := segment.New(db, campaign.CultivationSource())
		since := huike.MustDay("2024-06-03")
		for _, c := range []campaign.Cohort{
			cohort(t, 1, "2024-06-11", campaign.CohortAsked{}), cohort(t, 0, "2024-06-11", campaign.CohortAsked{}),
			cohort(t, 1, "2024-06-11", campaign.CohortAsked{From: huike.MustDay("2024-04-01"), To: huike.MustDay("2024-06-05")}),
		} {
			m, err := h.CultivationMoved(ctx, c, since)
			must(t, err)
			snapshot, err := feature.New(db).Ensure(ctx, feature.Scope{Shop: c.Shop, AsOf: c.AsOf}, noon)
			must(t, err)
			for i, from := range m.States {
				for j, to := range campaign.Cultivations {
					door := fmt.Sprintf(`{"all":[%s,%s]}`, c.DoorThen(from, since), c.Door(to))
					rule, err := room.Parse([]byte(door))
					must(t, err)
					p, err := room.Preview(ctx, rule, snapshot.ID)
					must(t, err)
					if p.Count != m.Matrix[i][j] {
						t.Errorf("%s opens %d customers, and stands for %d", door, p.Count, m.Matrix[i][j])
					}
				}
			}
		}
	}, campaign.Schema)
}

func TestCohortRefusals(t *testing.T) {
	f := func(asked campaign.CohortAsked, code string) {
		t.Helper()
		_, err := campaign.CohortOf(1, lastDay, asked)
		wantCode(t, err, code)
	}
	f(campaign.CohortAsked{Days: -1}, "cultivation.days")
	f(campaign.CohortAsked{Days: 9999}, "cultivation.days")
	f(campaign.CohortAsked{From: lastDay.Add(1)}, "cultivation.cohort")
	f(campaign.CohortAsked{To: lastDay}, "cultivation.cohort")
	f(campaign.CohortAsked{From: lastDay, To: lastDay.Add(1)}, "cultivation.cohort")
	f(campaign.CohortAsked{From: lastDay, To: lastDay}, "")
}
