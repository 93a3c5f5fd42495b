package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"time"

	"huike/api"
	"huike/assortment"
	"huike/auth"
	"huike/campaign"
	"huike/customer"
	"huike/evaluate"
	"huike/feature"
	"huike/ingest"
	"huike/kpi"
	"huike/lifecycle"
	"huike/message"
	"huike/order"
	"huike/predict"
	"huike/segment"
	"huike/store"
)

// house is every room, wired.
type house struct {
	clock   func() time.Time
	globals *Globals
	public  string // how the outside reaches us
	temp    string
	lent    bool // to an errand, which must not close it

	db        store.DB
	vault     *customer.Vault
	auth      *auth.Auth
	sessions  *auth.Sessions
	customers *customer.Customers
	merges    *customer.Merges
	orders    *order.Orders
	ingest    *ingest.Ingest
	features  *feature.Features
	segments  *segment.Segments
	messages  *message.Messages
	senders   *message.Senders
	tracker   *message.Tracker
	campaigns *campaign.Campaigns
}

// openHouse opens the database and wires the rooms. An errand of the server uses
// the server's.
func (g *Globals) openHouse(ctx context.Context, public string) (*house, error) {
	if g.house != nil {
		h := *g.house
		h.lent = true
		return &h, nil
	}
	db, err := g.openDB(ctx)
	if err != nil {
		return nil, err
	}
	vault, err := customer.OpenVault(ctx, db, g.keyFile())
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	h := &house{
		clock: g.clock, globals: g, public: public, temp: g.tempDir(), db: db, vault: vault,
		auth: auth.New(db), sessions: auth.NewSessions(db, g.clock), customers: customer.New(db, vault), merges: customer.NewMerges(db, vault, order.Raise, api.Schemas...), orders: order.New(db),
		features: feature.New(db), segments: segment.New(db, sources(db)...), messages: message.New(db), senders: message.NewSenders(db, vault),
	}
	h.ingest = ingest.New(ingest.Deps{DB: db, Vault: vault, Orders: h.orders, TempDir: h.temp, Memory: g.Memory, Log: slog.Default()})
	signer := message.NewSigner([]byte(vault.Hash("signer", "links in mails")))
	h.campaigns = campaign.New(campaign.Rooms{
		DB: db, Customers: h.customers, Orders: h.orders, Features: h.features, Segments: h.segments, Messages: h.messages,
		Evaluate: evaluate.New(db), Senders: h.senders, Tracking: message.Tracking{Signer: signer, BaseURL: public}, Process: process(),
	})
	h.tracker = message.NewTracker(db, signer, h.campaigns, func(err error) { slog.Error("tracking", "error", err) })
	return h, nil
}

// process names this process among the nodes of a cluster.
func process() string {
	host, _ := os.Hostname() // the number alone does on one machine
	return fmt.Sprintf("%s/%d", host, os.Getpid())
}

func (h *house) close() error {
	if h.lent {
		return nil
	}
	return errors.Join(h.tracker.Close(), h.db.Close())
}

// rooms puts the rooms behind the door.
func (h *house) rooms(jobs *api.Jobs, uploads *api.Uploads) api.Rooms {
	book := api.Book{Auth: h.auth, Clock: h.clock}
	base := api.Base{Orders: h.orders, Features: h.features, Customers: h.customers, Merges: h.merges, Book: book, Clock: h.clock, Memo: api.NewMemo()}
	boards := api.LifecycleRooms{Base: base, Lifecycle: lifecycle.New(h.db, h.features)}
	return api.Rooms{
		Shops: api.OfShops(base), Products: api.OfProducts(base), Lifecycles: api.OfLifecycles(boards), Dormancies: api.OfDormancies(boards),
		Overviews: api.OfOverviews(api.OverviewRooms{LifecycleRooms: boards, KPI: kpi.New(h.db)}),
		Trees:     api.OfTrees(api.OverviewRooms{LifecycleRooms: boards, KPI: kpi.New(h.db)}),
		Returns:   api.OfReturns(api.OverviewRooms{LifecycleRooms: boards, KPI: kpi.New(h.db)}),
		Customers: api.OfCustomers(api.CustomerRooms{LifecycleRooms: boards, Segments: h.segments, Messages: h.messages,
			Draws: evaluate.New(h.db), Campaigns: h.campaigns}),
		Segments:    api.OfSegments(api.SegmentRooms{Base: base, Segments: h.segments, Lifecycle: boards.Lifecycle, Uses: api.UsesOf(h.campaigns)}),
		Imports:     api.OfImports(api.ImportRooms{Base: base, Ingest: h.ingest, Uploads: uploads, Jobs: jobs}),
		Tables:      api.OfTables(),
		Senders:     api.OfSenders(base, h.senders),
		Limits:      api.OfLimits(base, h.messages),
		Assortments: api.OfAssortments(base, assortment.New(h.db, h.features)),
		Campaigns:   api.OfCampaigns(api.CampaignRooms{Base: base, Campaigns: h.campaigns}),
		Programmes:  api.OfProgrammes(api.CampaignRooms{Base: base, Campaigns: h.campaigns}),
		Tracking:    api.OfTracking(h.tracker, h.clock),
		Forecasts:   api.OfForecasts(api.PredictRooms{Base: base, Models: predict.New(h.db, h.features), Segments: h.segments, Jobs: jobs}),
	}
}
