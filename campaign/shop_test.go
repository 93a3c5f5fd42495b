package campaign_test

import (
	"context"
	"fmt"
	"io"
	"net"
	"strconv"
	"sync"
	"testing"
	"time"

	"huike"
	"huike/auth"
	"huike/campaign"
	"huike/channel/sink"
	"huike/customer"
	"huike/evaluate"
	"huike/feature"
	"huike/message"
	"huike/message/messagetest"
	"huike/order"
	"huike/order/ordertest"
	"huike/segment"
	"huike/simulate"
	"huike/store"
)

// noon is a Wednesday in Shanghai, outside of the quiet hours; the data end the
// day before.
var noon = time.Date(2024, 6, 12, 4, 0, 0, 0, time.UTC)

var lastDay = huike.MustDay("2024-06-11")

func still() time.Time { return noon }

var (
	author   = campaign.Actor{Login: "ann", Role: auth.Operator}
	approver = campaign.Actor{Login: "bo", Role: auth.Approver}
)

// testKey seals the made-up customers of tests.
var testKey = []byte("0123456789abcdef0123456789abcdef")

// house is a whole set of rooms over one database.
type house struct {
	*campaign.Campaigns
	db      store.DB
	vault   *customer.Vault
	senders *message.Senders
}

func open(db store.DB) (house, error) {
	vault, err := customer.NewVault(testKey)
	if err != nil {
		return house{}, err
	}
	senders := message.NewSenders(db, vault)
	return house{campaign.New(campaign.Rooms{
		DB: db, Customers: customer.New(db, vault), Orders: order.New(db), Features: feature.New(db), Segments: segment.New(db, campaign.CultivationSource()),
		Messages: message.New(db), Evaluate: evaluate.New(db), Senders: senders,
		Tracking: message.Tracking{Signer: message.NewSigner([]byte("secret")), BaseURL: "https://crm.shop.example"},
		Process:  "test",
	}), db, vault, senders}, nil
}

func houseOver(t testing.TB, db store.DB) house {
	t.Helper()
	h, err := open(db)
	must(t, err)
	return h
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// enroll makes the customers 1 to n with an address, and consent to marketing
// for those whom consents accepts.
func (h house) enroll(t testing.TB, n int64, consents func(id int64) bool) {
	t.Helper()
	ctx := t.Context()
	a := customer.Arrival{Batch: 1, At: noon.AddDate(-2, 0, 0)}
	must(t, h.db.Write(ctx, func(tx store.Tx) error {
		var i, j int64
		err := customer.Enroll(ctx, tx, a, func() (customer.Newcomer, error) {
			if i == n {
				return customer.Newcomer{}, io.EOF
			}
			i++
			return customer.Newcomer{ID: huike.CustomerID(i), FirstShop: 1, NameSealed: h.vault.Seal(fmt.Sprintf("Person %d", i))}, nil
		})
		if err != nil {
			return err
		}
		err = customer.Attach(ctx, tx, a, func() (customer.Found, error) {
			if j == n {
				return customer.Found{}, io.EOF
			}
			j++
			address := messagetest.Address(huike.CustomerID(j))
			key := customer.Key{Kind: "email", Hash: h.vault.Hash("email", address)}
			return customer.Found{Key: key, Customer: huike.CustomerID(j), Sealed: h.vault.Seal(address)}, nil
		})
		if err != nil {
			return err
		}
		var agreed []huike.CustomerID
		for id := int64(1); id <= n; id++ {
			if consents(id) {
				agreed = append(agreed, huike.CustomerID(id))
			}
		}
		_, err = customer.GrantMany(ctx, tx, "018f0000-0000-7000-8000-000000000000", customer.Agreement{
			Channel: huike.ChannelEmail, Purpose: huike.PurposeMarketing, Source: "import", Evidence: "test", At: a.At,
		}, agreed)
		return err
	}))
}

func everyoneAgrees(int64) bool { return true }

// simulated fills the house with a shop whose truth is known.
func (h house) simulated(t testing.TB, customers int, seed uint64) *simulate.Shop {
	t.Helper()
	shop := simulate.New(simulate.Config{Seed: seed, Customers: customers, Start: huike.MustDay("2023-01-01"), End: lastDay.Add(45)})
	h.enroll(t, int64(customers), func(id int64) bool { return shop.Customer(int(id) - 1).Consents })
	ordertest.Put(t, h.db, h.ordersOf(shop, func(d huike.Day) bool { return !lastDay.Before(d) }))
	h.analyze(t)
	return shop
}

// analyze lets PostgreSQL count its rows, as it does by itself after a while:
// without counts it plans for tiny tables.
func (h house) analyze(t testing.TB) {
	t.Helper()
	must(t, h.db.Write(t.Context(), func(tx store.Tx) error {
		_, err := tx.Exec(t.Context(), store.Compiled("test/analyze", "ANALYZE"), nil)
		return err
	}))
}

// ordersOf gives the orders that the customers place by themselves on some days.
func (h house) ordersOf(shop *simulate.Shop, on func(huike.Day) bool) []ordertest.Order {
	var orders []ordertest.Order
	for n := range shop.Customers {
		c := shop.Customer(n)
		for _, o := range shop.Orders(c) {
			if on(huike.DayOf(o.OrderedAt)) {
				orders = append(orders, put(o, c))
			}
		}
	}
	return orders
}

func put(o simulate.Order, c simulate.Customer) ordertest.Order {
	p := ordertest.Order{
		Customer: int64(c.No), Day: huike.DayOf(o.OrderedAt).String(), Hour: o.OrderedAt.Hour(),
		Gross: float64(o.Paid) / 100, Unpaid: o.PaidAt.IsZero(),
	}
	if o.Refund == o.Paid {
		p.Void = p.Day
	}
	return p
}

// segment saves a rule of shop 1.
func (h house) segment(t testing.TB, name, rule string) int64 {
	t.Helper()
	r, err := segment.Parse([]byte(rule))
	must(t, err)
	g, err := segment.New(h.db).Save(t.Context(), segment.Draft{Shop: 1, Name: name, Rule: r, Actor: author.Login}, noon)
	must(t, err)
	return g.ID
}

const silentRule = `{"field":"recency_days","op":"gt","value":45}`

// inbox is a mail server on this machine that remembers who got what.
type inbox struct {
	*sink.Sink
	mu   sync.Mutex
	to   []string
	then func(mails int) // told after every mail; may be nil
}

func newInbox(t testing.TB, options sink.Options) *inbox {
	t.Helper()
	box := &inbox{}
	options.OnMail = func(e sink.Envelope) {
		box.mu.Lock()
		box.to = append(box.to, e.To...)
		n, then := len(box.to), box.then
		box.mu.Unlock()
		if then != nil {
			then(n)
		}
	}
	server, err := sink.Start(options)
	must(t, err)
	t.Cleanup(func() { server.Close() })
	box.Sink = server
	return box
}

func (b *inbox) arrived() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return append([]string{}, b.to...)
}

// sender saves a sender that writes to an inbox.
func (h house) sender(t testing.TB, b *inbox) int64 {
	t.Helper()
	host, port, err := net.SplitHostPort(b.Addr())
	must(t, err)
	number, err := strconv.Atoi(port)
	must(t, err)
	s, err := h.senders.Save(t.Context(), message.Sender{
		Name: "Shop " + port, Host: host, Port: number, TLS: "none", FromAddress: "shop@shop.example", FromName: "Shop", CostMinor: 50,
	}, noon)
	must(t, err)
	return s.ID
}

const body = `<p>Dear {{ customer.name | default: "customer" }}, it has been {{ recency_days | default: 0 }} days.</p>
<a href="https://shop.example/new">News</a> <a href="{{ unsubscribe_url }}">Leave</a>`

// draft is a complete draft.
func draft(name string, segment, sender int64) campaign.Draft {
	return campaign.Draft{
		Shop: 1, Name: name, Goal: campaign.GoalRetention, Segment: segment, Sender: sender, ControlShare: 0.2,
		Margin: 0.4, Arms: []campaign.Arm{{Name: "A", Subject: "We miss you", Body: body}},
	}
}

// create makes a draft.
func (h house) create(t testing.TB, d campaign.Draft) int64 {
	t.Helper()
	id, err := h.Create(t.Context(), d, author, noon)
	must(t, err)
	return id
}

// start brings a new campaign until it sends.
func (h house) start(t testing.TB, d campaign.Draft) int64 {
	t.Helper()
	id := h.create(t, d)
	must(t, h.Submit(t.Context(), id, author, noon))
	_, err := h.Start(t.Context(), id, noon)
	must(t, err)
	return id
}

func (h house) wantState(t testing.TB, id int64, want campaign.State) campaign.Campaign {
	t.Helper()
	c, err := h.Get(t.Context(), id)
	must(t, err)
	if c.State != want {
		t.Fatalf("the campaign is %s, want %s (%s)", c.State, want, c.Note)
	}
	return c
}

func (h house) counts(t testing.TB, id int64) campaign.Counts {
	t.Helper()
	n, err := h.Counts(t.Context(), id)
	must(t, err)
	return n
}

func wantCode(t testing.TB, err error, code string) {
	t.Helper()
	if huike.CodeOf(err) != code {
		t.Errorf("the error is %v with the code %q, want %q", err, huike.CodeOf(err), code)
	}
}

// arms returns the customers of a campaign by their arm, by their addresses.
func (h house) arms(t testing.TB, id int64) map[int][]string {
	t.Helper()
	all := map[int][]string{}
	_, err := store.All(context.Background(), h.db, store.Compiled("test/arms", `SELECT customer_id, arm_no FROM assigned WHERE experiment_id = CAST(@id AS bigint)`),
		store.Args{"id": id}, func(r *store.Rows) (any, error) {
			var customer huike.CustomerID
			var arm int
			err := r.Scan(&customer, &arm)
			all[arm] = append(all[arm], messagetest.Address(customer))
			return nil, err
		})
	must(t, err)
	return all
}

// inState returns the addresses of the messages in a state, of all campaigns.
func (h house) inState(t testing.TB, state message.State) []string {
	t.Helper()
	all, err := store.All(context.Background(), h.db, store.Compiled("test/state", `SELECT customer_id FROM contact WHERE state = CAST(@state AS smallint)`),
		store.Args{"state": int(state)}, func(r *store.Rows) (string, error) {
			var id huike.CustomerID
			err := r.Scan(&id)
			return messagetest.Address(id), err
		})
	must(t, err)
	return all
}
