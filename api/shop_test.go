package api

import (
	"context"
	"io"
	"slices"
	"testing"

	"huike"
	"huike/assortment"
	"huike/auth"
	"huike/campaign"
	"huike/channel/sink"
	"huike/customer"
	"huike/evaluate"
	"huike/event"
	"huike/feature"
	"huike/ingest"
	"huike/kpi"
	"huike/lifecycle"
	"huike/message"
	"huike/order"
	"huike/order/ordertest"
	"huike/predict"
	"huike/segment"
	"huike/store"
	"huike/store/storetest"
)

// roomSchemas are the rooms of a furnished stand.
var roomSchemas = []*store.Schema{auth.Schema, customer.Schema, order.Schema, event.Schema, feature.Schema, message.Schema, segment.Schema, lifecycle.Schema, kpi.Schema, predict.Schema,
	ingest.Schema, evaluate.Schema, campaign.Schema, assortment.Schema}

// The tiny shop: three people, the last day of data is 2024-03-01.
//
//	1 王芳       bought on 2024-02-28 and 2024-03-01: active for long, now after_sale
//	2 Li Lei     bought once, 2023-12-20, 72 days before: silent
//	3 (no name)  bought once, 2023-06-01, 274 days before: lost
var tinyOrders = []ordertest.Order{
	{Customer: 1, Day: "2024-02-28", Gross: 100, Lines: []ordertest.Line{{Product: "85123A", Amount: 100}}, Province: "浙江", City: "杭州"},
	{Customer: 1, Day: "2024-03-01", Gross: 59.5, Province: "浙江", City: "杭州"},
	{Customer: 2, Day: "2023-12-20", Gross: 300},
	{Customer: 3, Day: "2023-06-01", Gross: 20},
	{Day: "2024-02-01", Gross: 5},
}

// furnished builds a server over the tiny shop.
func furnished(t *testing.T, db store.DB) *stand {
	t.Helper()
	vault := testVault(t)
	settlePeople(t, db, vault)
	ordertest.Put(t, db, tinyOrders)
	return withRooms(t, db, vault)
}

// furnishedEmpty builds a server whose rooms hold nothing yet.
func furnishedEmpty(t *testing.T) *stand {
	t.Helper()
	return withRooms(t, storetest.Open(t, store.DuckDB, roomSchemas...), testVault(t))
}

func testVault(t testing.TB) *customer.Vault {
	t.Helper()
	vault, err := customer.NewVault(make([]byte, 32))
	if err != nil {
		t.Fatal(err)
	}
	return vault
}

// withRooms builds a server with every room.
func withRooms(t *testing.T, db store.DB, vault *customer.Vault) *stand {
	t.Helper()
	return newStand(t, db, func(s *stand, c *Config) {
		base := Base{Orders: order.New(db), Features: feature.New(db), Customers: customer.New(db, vault), Merges: customer.NewMerges(db, vault, order.Raise, Schemas...),
			Book: Book{s.auth, c.Clock}, Clock: c.Clock}
		segments := segment.New(db, habitFields(base.Features), campaign.CultivationSource())
		signer := message.NewSigner([]byte("secret"))
		tracker := message.NewTracker(db, signer, linksLater{s}, func(err error) { t.Error(err) })
		t.Cleanup(func() { s.must(tracker.Close()) })
		senders := message.NewSenders(db, vault)
		orders := base.Orders
		campaigns := campaign.New(campaign.Rooms{DB: db, Customers: base.Customers, Orders: orders, Features: base.Features, Segments: segments,
			Messages: message.New(db), Evaluate: evaluate.New(db), Senders: senders, Process: "test",
			Tracking: message.Tracking{Signer: signer, BaseURL: "https://crm.shop.example"}})
		files := ingest.New(ingest.Deps{DB: db, Vault: vault, Orders: orders, TempDir: t.TempDir()})
		s.campaigns, s.outbox = campaigns, newSink(t)
		boards := LifecycleRooms{Base: base, Lifecycle: lifecycle.New(db, base.Features)}
		c.Healthy = func(ctx context.Context) error { _, err := base.Orders.Version(ctx); return err }
		c.Rooms = Rooms{Shops: OfShops(base), Products: OfProducts(base), Assortments: OfAssortments(base, assortment.New(db, base.Features)),
			Overviews:  OfOverviews(OverviewRooms{LifecycleRooms: boards, KPI: kpi.New(db)}),
			Returns:    OfReturns(OverviewRooms{LifecycleRooms: boards, KPI: kpi.New(db)}),
			Trees:      OfTrees(OverviewRooms{LifecycleRooms: boards, KPI: kpi.New(db)}),
			Lifecycles: OfLifecycles(boards), Dormancies: OfDormancies(boards),
			Customers:  OfCustomers(CustomerRooms{LifecycleRooms: boards, Segments: segments, Messages: message.New(db), Draws: evaluate.New(db), Campaigns: campaigns}),
			Segments:   OfSegments(SegmentRooms{Base: base, Segments: segments, Lifecycle: boards.Lifecycle, Uses: UsesOf(campaigns)}),
			Forecasts:  OfForecasts(PredictRooms{Base: base, Models: predict.New(db, base.Features), Segments: segments, Jobs: c.Jobs}),
			Tables:     OfTables(),
			Senders:    OfSenders(base, senders),
			Limits:     OfLimits(base, message.New(db)),
			Campaigns:  OfCampaigns(CampaignRooms{Base: base, Campaigns: campaigns}),
			Programmes: OfProgrammes(CampaignRooms{Base: base, Campaigns: campaigns}),
			Imports:    OfImports(ImportRooms{Base: base, Ingest: files, Uploads: c.Uploads, Jobs: c.Jobs}),
			Outbox:     OfOutbox(s.outbox),
			Tracking:   OfTracking(tracker, c.Clock)}
	})
}

// habitFields lets rules ask for habits, as the program does.
func habitFields(f *feature.Features) segment.Source {
	s := segment.Source{Name: "habits", Query: feature.HabitQuery()}
	for _, x := range feature.HabitFields() {
		s.Fields = append(s.Fields, segment.SourceField{Name: x.Name, Column: x.Column, Type: segment.Type(x.Type), Unit: x.Unit, Group: x.Group, Choices: x.Choices})
	}
	s.Ensure = func(ctx context.Context, scope segment.Scope) (store.Args, error) {
		_, _, err := f.EnsureHabits(ctx, feature.Scope{Shop: scope.Shop, AsOf: scope.AsOf}, scope.PublishedAt, scope.InUse()...)
		return nil, err
	}
	return s
}

// linksLater asks the campaign room, which is made after the tracker.
type linksLater struct{ s *stand }

func (l linksLater) Link(ctx context.Context, campaign int64, number int) (string, bool, error) {
	return l.s.campaigns.Link(ctx, campaign, number)
}

// newSink starts a mail server that keeps what it gets.
func newSink(t *testing.T) *sink.Sink {
	t.Helper()
	box, err := sink.Start(sink.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := box.Close(); err != nil {
			t.Error(err)
		}
	})
	return box
}

func settlePeople(t *testing.T, db store.DB, v *customer.Vault) {
	t.Helper()
	newcomers := []customer.Newcomer{{ID: 1, FirstShop: 1, NameSealed: v.Seal("王芳"), Gender: "f"}, {ID: 2, FirstShop: 1, NameSealed: v.Seal("Li Lei")}, {ID: 3, FirstShop: 1}}
	found := []customer.Found{}
	for _, i := range []struct {
		id          huike.CustomerID
		kind, value string
	}{{1, customer.KindEmail, "wang.fang@example.com"}, {1, customer.KindPhone, "13812341234"}, {2, customer.KindPhone, "13912345678"}, {3, customer.KindNick, "haohao"}} {
		key := customer.Key{Kind: i.kind, Hash: v.Hash(i.kind, i.value)}
		if !customer.Everywhere(i.kind) {
			key.Shop = 1
		}
		found = append(found, customer.Found{Key: key, Customer: i.id, Sealed: v.Seal(i.value)})
	}
	arrival := customer.Arrival{Batch: 1, At: noon}
	err := db.Write(context.Background(), func(tx store.Tx) error {
		if err := customer.Enroll(context.Background(), tx, arrival, next(newcomers)); err != nil {
			return err
		}
		return customer.Attach(context.Background(), tx, arrival, next(found))
	})
	if err != nil {
		t.Fatal(err)
	}
}

func next[T any](all []T) func() (T, error) {
	all = slices.Clone(all)
	return func() (v T, err error) {
		if len(all) == 0 {
			return v, io.EOF
		}
		v, all = all[0], all[1:]
		return v, nil
	}
}

// eachShop runs f on a furnished stand on every engine.
func eachShop(t *testing.T, f func(t *testing.T, s *stand)) {
	t.Helper()
	storetest.Each(t, func(t *testing.T, db store.DB) { f(t, furnished(t, db)) }, roomSchemas...)
}
