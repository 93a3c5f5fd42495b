package message

import (
	"context"
	"sync"
	"testing"
	"time"

	"huike"
	"huike/channel"
	"huike/customer"
	"huike/message/messagetest"
	"huike/store"
)

// noon is a Wednesday in Shanghai, outside of the quiet hours.
var noon = time.Date(2024, 6, 12, 4, 0, 0, 0, time.UTC)

var shanghai = mustZone("Asia/Shanghai")

func mustZone(name string) *time.Location {
	z, err := time.LoadLocation(name)
	if err != nil {
		panic(err)
	}
	return z
}

func marketing() Rules {
	return Rules{Purpose: huike.PurposeMarketing, Zone: shanghai, Quiet: DefaultQuiet()}
}

// everyone are the customers, all in one stage since a day.
func everyone(stage huike.Stage, since string) Question {
	return Question{
		store.Compiled("test/everyone", `SELECT customer_id, CAST(@stage AS varchar) AS stage, CAST(@since AS date) AS stage_since FROM person`),
		store.Args{"stage": stage, "since": huike.MustDay(since)},
	}
}

// passed are all whom the gate passed, in one arm.
func passed(campaign int64, arm int) Question {
	return Question{
		store.Compiled("test/passed", `SELECT customer_id, CAST(@arm AS integer) AS arm_no, CAST('silent' AS varchar) AS stage FROM verdict
			WHERE campaign_id = CAST(@of AS bigint) AND phase = 'plan' AND passed`),
		store.Args{"of": campaign, "arm": arm},
	}
}

func write(t testing.TB, db store.DB, f func(tx store.Tx) error) {
	t.Helper()
	if err := db.Write(context.Background(), f); err != nil {
		t.Fatal(err)
	}
}

func people(t testing.TB, db store.DB, n int) *Messages {
	t.Helper()
	if err := messagetest.People(context.Background(), db, n, noon.AddDate(-1, 0, 0)); err != nil {
		t.Fatal(err)
	}
	return New(db)
}

func alter(t testing.TB, db store.DB, sql string, args store.Args) {
	t.Helper()
	write(t, db, func(tx store.Tx) error {
		_, err := tx.Exec(context.Background(), store.Compiled("test/exec", sql), args)
		return err
	})
}

// plan passes everyone through the gate and queues those who passed.
func plan(t testing.TB, db store.DB, campaign int64, rules Rules) {
	t.Helper()
	m := New(db)
	write(t, db, func(tx store.Tx) error {
		_, err := m.Gate(context.Background(), tx, GateRequest{
			Campaign: campaign, Channel: huike.ChannelEmail, Now: noon, Rules: rules, Candidates: everyone(huike.StageSilent, "2024-05-01")})
		if err != nil {
			return err
		}
		_, err = m.Enqueue(context.Background(), tx, EnqueueRequest{
			Campaign: campaign, Channel: huike.ChannelEmail, Rules: rules, PlannedAt: noon, CostMinor: 5, Recipients: passed(campaign, 1)})
		return err
	})
}

// words is a campaign's content.
type words struct{ template *Template }

func (w words) Arms(context.Context, int64) (map[int]*Template, error) {
	return map[int]*Template{1: w.template}, nil
}

func (w words) Vars(_ context.Context, _ int64, to []Recipient) (map[huike.CustomerID]Vars, error) {
	all := make(map[huike.CustomerID]Vars, len(to))
	for _, r := range to {
		all[r.Customer] = Vars{"recency_days": int64(r.Customer) % 90, "shop.name": "Shop"}
	}
	return all, nil
}

var signer = NewSigner([]byte("secret of the tests"))

func testWords(t testing.TB) words {
	t.Helper()
	tracked, _, err := mustParse(t, Source{"We miss you, {{ customer.name }}", `<p>Hello {{ customer.name | default: "friend" }}, it has been {{ recency_days }} days.</p><p><a href="https://shop.example/sale">Our sale</a></p><a href="{{ unsubscribe_url }}">Leave</a>`}).Tracked(nil)
	if err != nil {
		t.Fatal(err)
	}
	return words{tracked}
}

func job(t testing.TB, campaign int64, c channel.Channel) Job {
	return Job{
		Campaign: campaign, Channel: c, Content: testWords(t), Directory: messagetest.Directory{}, Rules: marketing(),
		From: From{Address: "shop@shop.example", Name: "Shop"}, Tracking: Tracking{signer, "https://crm.shop.example"},
		Claim: "process 1", Clock: func() time.Time { return noon },
	}
}

// recorder is a channel that keeps what it gets and answers as told.
type recorder struct {
	mu     sync.Mutex
	got    []channel.Message
	answer func(m channel.Message) channel.Result
}

func (r *recorder) Name() huike.Channel { return huike.ChannelEmail }
func (r *recorder) Close() error        { return nil }

func (r *recorder) Send(_ context.Context, m channel.Message) channel.Result {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.got = append(r.got, m)
	if r.answer == nil {
		return channel.Result{Outcome: channel.Accepted, Code: "250"}
	}
	return r.answer(m)
}

var _ Directory = (*customer.Customers)(nil)
