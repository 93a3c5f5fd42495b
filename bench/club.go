package main

import (
	"context"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"huike"
	"huike/auth"
	"huike/campaign"
	"huike/customer"
	"huike/evaluate"
	"huike/feature"
	"huike/ingest"
	"huike/message"
	"huike/order"
	"huike/segment"
	"huike/simulate"
	"huike/store"
)

// club is a simulated shop with one campaign to everybody who agreed.
type club struct {
	db        store.DB
	vault     *customer.Vault
	orders    *order.Orders
	segments  *segment.Segments
	senders   *message.Senders
	campaigns *campaign.Campaigns
	port      int
	began     time.Time
	campaign  int64
	treated   int64
}

// clubCustomers make about 20,000 mails: 85 of 100 agree, a tenth is held out.
const clubCustomers = 27_400

var (
	clubEnd   = huike.MustDay("2025-06-30")
	clubStart = clubEnd.Add(-729)
	// clubClock is outside of the quiet hours in the shop's time zone.
	clubClock = time.Date(2025, 7, 1, 2, 30, 0, 0, time.UTC)
)

func openClub(ctx context.Context, path string, port int) (*club, error) {
	db, err := openShop(ctx, path)
	if err != nil {
		return nil, err
	}
	vault, err := customer.OpenVault(ctx, db, path+".key")
	if err != nil {
		return nil, err
	}
	c := &club{db: db, vault: vault, orders: order.New(db), segments: segment.New(db), senders: message.NewSenders(db, vault), port: port, began: time.Now()}
	c.campaigns = campaign.New(campaign.Rooms{
		DB: db, Customers: customer.New(db, vault), Orders: c.orders, Features: feature.New(db), Segments: c.segments, Messages: message.New(db),
		Evaluate: evaluate.New(db), Senders: c.senders, Process: "bench",
		Tracking: message.Tracking{Signer: message.NewSigner([]byte("bench")), BaseURL: "http://127.0.0.1:8765"},
	})
	return c, nil
}

// clock begins on the campaign's day and goes as fast as the real one.
func (c *club) clock() time.Time { return clubClock.Add(time.Since(c.began)) }

// prepare brings the customers in, starts the campaign and returns how many
// mails wait.
func (c *club) prepare(ctx context.Context, path string) (int64, error) {
	if err := c.bring(ctx, path); err != nil {
		return 0, err
	}
	everybody, err := c.segments.Save(ctx, segment.Draft{Shop: 1, Name: "everybody", Rule: segment.Rule{All: []segment.Rule{}}, Actor: "bench"}, c.clock())
	if err != nil {
		return 0, err
	}
	sender, err := c.senders.Save(ctx, message.Sender{Name: "bench", Host: "127.0.0.1", Port: c.port, TLS: "none", FromAddress: "hello@shop.example", FromName: "暖阳生活馆"}, c.clock())
	if err != nil {
		return 0, err
	}
	c.campaign, err = c.campaigns.Create(ctx, draft(everybody.ID, sender.ID), operator, c.clock())
	if err != nil {
		return 0, err
	}
	if err := c.campaigns.Submit(ctx, c.campaign, operator, c.clock()); err != nil {
		return 0, err
	}
	if _, err := c.campaigns.Start(ctx, c.campaign, c.clock()); err != nil {
		return 0, err
	}
	n, err := c.campaigns.Counts(ctx, c.campaign)
	c.treated = n.Queued
	return n.Queued, err
}

// bring imports the file of the simulated shop.
func (c *club) bring(ctx context.Context, path string) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer f.Close()
	shop := simulate.New(simulate.Config{Seed: 1, Customers: clubCustomers, Start: clubStart, End: clubEnd})
	if _, err := shop.WriteAll(f, clubStart, clubEnd); err != nil {
		return err
	}
	in := ingest.New(ingest.Deps{DB: c.db, Vault: c.vault, Orders: c.orders, TempDir: filepath.Dir(path), Log: slog.Default()})
	_, err = in.Load(ctx, ingest.Request{
		Path: path, Name: "orders.csv", Preset: "huike-orders", Actor: "bench", At: c.clock(),
		Shop: order.Shop{Name: "暖阳生活馆", Platform: "own", Currency: "CNY", TimeZone: "Asia/Shanghai", Margin: 0.42},
	})
	return err
}

var operator = campaign.Actor{Login: "bench", Role: auth.Operator}

// draft is a campaign with a mail as a merchant would write it: greetings,
// features with fallbacks, a tracked link, a way out.
func draft(segmentID, sender int64) campaign.Draft {
	return campaign.Draft{
		Shop: 1, Name: "bench", Goal: campaign.GoalRetention, Purpose: huike.PurposeMarketing, Segment: segmentID, EverybodyOK: true,
		Channel: huike.ChannelEmail, Sender: sender, ControlShare: 0.1, Windows: []int{30}, PrimaryWindow: 30, Arms: []campaign.Arm{{
			No: 1, Name: "coupon", Weight: 1,
			Subject: `{{ customer.name | default: "您好" }}，好久不见，给您留了一张 5 元券`,
			Body: `<h1>暖阳生活馆</h1><p>{{ customer.name | default: "您好" }}：</p><p>您上次光临是 {{ last_day | default: "不久前" }}，` +
				`{% if occasions > 1 %}感谢您的 {{ occasions }} 次光顾。{% else %}期待您再次光临。{% endif %}这段时间店里上了不少新品，` +
				`欢迎{{ city | default: "各地" }}的朋友回来看看，5 元券已经放进您的账户，三十天内有效。</p>` +
				`<p><a href="https://shop.example/coupon">去用券</a></p><p><a href="{{ unsubscribe_url }}">退订</a></p>`,
		}},
	}
}
