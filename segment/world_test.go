package segment

import (
	"cmp"
	"context"
	"io"
	"slices"
	"strings"
	"time"

	"huike"
	"huike/store"
)

// world is a tiny shop: one feature snapshot and the facts around it. The
// features need not follow from the facts; a rule reads both as they stand.
type world struct {
	customers []person
	products  []product
}

type product struct {
	no, title, category string
	period              float64 // days that a piece lasts; 0: unknown
}

type person struct {
	id       int64
	values   map[string]any // by field: int64, string or nil; days as text, money in minor units
	birthday string         // "" unknown
	orders   []bought
	messages []sent
	lists    []int64
	before   map[string]any // the features as of testBefore; nil: had not bought
	deeds    []deed
	chats    []chat
	reviews  []review
	refunds  []refund
	traits   []trait
	reached  []offer // contacts of past campaigns
	used     []offer // redemptions of theirs
}

type bought struct {
	shop, gross int64
	day, void   string // void "": never
	unpaid      bool
	lines       []line
	status      string // "": paid
	parcel      *parcel
}

// parcel is what is known of how an order came, besides the order.
type parcel struct{ source, group, delivered string }

type deed struct {
	kind, day, session string
	shop, hour         int64
	product            int // of the world's products, from 1 up; 0: none
}

type chat struct {
	day         string
	shop, score int64 // score 0: none
	bargained   bool
}

// offer is a contact or a redemption of a past campaign. A contact without a day
// is as old as its campaign, which began on pastStart.
type offer struct {
	campaign, day string
	shop          int64
	control       bool
}

const pastStart = "2024-06-20"

type review struct {
	day         string
	shop, score int64
}

type refund struct {
	day, kind string
	shop      int64
}

type trait struct {
	name, since, text string
	number            float64 // with text "" only
}

type line struct {
	product  int // of the world's products
	quantity int64
}

type sent struct {
	campaign, state int64
	done            time.Time
	events          []answer
}

type answer struct {
	kind string
	when time.Time
}

const (
	testSnapshot = 5
	testAsOf     = "2024-06-30"
	testBefore   = "2024-06-01" // the day of another snapshot
	listSegment  = 1_000_000
)

var testZone = time.FixedZone("CST", 8*3600)

// testScope is all of the world's shops in yuan.
var testScope = Scope{Snapshot: testSnapshot, AsOf: huike.MustDay(testAsOf), Currency: "CNY", Zone: testZone,
	Days: map[huike.Day]int64{huike.MustDay(testBefore): testSnapshot + 1}}

// featureColumns are the fields that the feature table holds, its columns less
// "_minor" and "_code"; the view has those of derived besides.
var featureColumns = []string{"first_day", "second_day", "last_day", "recency_days", "occasions", "orders", "quantity",
	"gross_minor", "refund_minor", "discount_minor", "occasions_window", "net_window_minor",
	"stage_code", "stage_since", "ladder_code", "r_score", "f_score", "m_score", "province", "city"}

// The words that a feature row keeps as numbers, from 1 up.
var (
	stageCodes  = []string{"after_sale", "active", "silent", "sleeping", "lost", "dead"}
	ladderCodes = []string{"new", "regular", "fans", "holding", "lapsed"}
)

func field(column string) string {
	return strings.TrimSuffix(strings.TrimSuffix(column, "_minor"), "_code")
}

// derived fills in what the view works out of other columns.
func derived(values map[string]any) map[string]any {
	number := func(name string) int64 { n, _ := values[name].(int64); return n }
	orders := max(number("orders"), 1)
	values["orders"], values["net"] = orders, number("gross")-number("refund")
	values["mean_order"] = number("net") / orders
	span := int64(huike.MustDay(values["last_day"].(string)).Sub(huike.MustDay(values["first_day"].(string))))
	values["tenure_days"], values["gap_days"] = number("recency_days")+span, nil
	if n := number("occasions"); n > 1 {
		values["gap_days"] = span / (n - 1)
	}
	return values
}

// ordinary returns the features of a customer of whom nothing matters.
func ordinary() map[string]any {
	values := map[string]any{"country": nil, "gender": nil, "birthday_month": nil}
	for _, c := range featureColumns {
		values[field(c)] = int64(1)
	}
	for _, name := range []string{"first_day", "last_day", "stage_since"} {
		values[name] = "2024-06-29"
	}
	for _, name := range []string{"second_day", "province", "city"} {
		values[name] = nil
	}
	values["stage"], values["ladder"] = "after_sale", "new"
	return derived(values)
}

var wipe = []string{"feature", "feature_snapshot", "customer", "orders", "order_line", "product", "shop", "message", "message_event",
	"segment", "segment_version", "segment_member", "segment_change", "segment_run", "segment_export", "event", "chat", "review", "refund", "order_detail", "trait", "visitor", "past_campaign", "past_contact", "past_redemption"}

// settle replaces what is in a database by a world.
func settle(t interface{ Fatalf(string, ...any) }, db store.DB, w world) {
	tables := w.tables()
	err := db.Write(context.Background(), func(tx store.Tx) error {
		for _, table := range wipe {
			if _, err := tx.Exec(context.Background(), store.Compiled("wipe", "DELETE FROM "+table), nil); err != nil {
				return err
			}
		}
		for _, table := range tables {
			if err := table.load(tx); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatalf("the tiny shop cannot be stored: %v", err)
	}
}

type rows struct {
	table   string
	columns string
	rows    [][]any
}

func (r *rows) add(values ...any) { r.rows = append(r.rows, values) }

func (r *rows) load(tx store.Tx) error {
	if len(r.rows) == 0 {
		return nil
	}
	i := -1
	_, err := tx.Load(context.Background(), r.table, strings.Fields(r.columns), func() ([]any, error) {
		if i++; i == len(r.rows) {
			return nil, io.EOF
		}
		return r.rows[i], nil
	})
	return err
}

func (w world) tables() []*rows {
	long := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
	features := &rows{table: "feature", columns: "customer_id snapshot_id " + strings.Join(featureColumns, " ")}
	snapshots := &rows{table: "feature_snapshot", columns: "snapshot_id shop_id as_of definition order_version currency customers published_at"}
	people := &rows{table: "customer", columns: "customer_id first_shop_id gender birthday country arrived_at batch_id"}
	orders := &rows{table: "orders", columns: "customer_id order_id shop_id external_no status status_rank ordered_at paid_at local_day local_hour void_day gross_minor discount_minor postage_minor line_count quantity arrived_at batch_id"}
	lines := &rows{table: "order_line", columns: "customer_id order_id line_no shop_id product_id local_day quantity amount_minor batch_id"}
	products := &rows{table: "product", columns: "product_id shop_id external_no title category period_days arrived_at batch_id"}
	parcels := &rows{table: "order_detail", columns: "customer_id order_id shop_id source source_group delivered_day arrived_at batch_id"}
	shops := &rows{table: "shop", columns: "shop_id name platform currency time_zone margin_bp approval created_at"}
	messages := &rows{table: "message", columns: "customer_id message_id campaign_id arm_no channel purpose stage bucket state attempts planned_at done_at claim code cost_minor"}
	events := &rows{table: "message_event", columns: "customer_id event_id message_id campaign_id kind url occurred_at"}
	members := &rows{table: "segment_member", columns: "customer_id segment_id since"}
	for shop := int64(1); shop <= 2; shop++ {
		shops.add(shop, "shop", "own", "CNY", "Asia/Shanghai", int64(4000), false, long)
	}
	snapshots.add(int64(testSnapshot), int64(0), when(testAsOf), int64(1), int64(1), "CNY", int64(len(w.customers)), long)
	for i, p := range w.products {
		products.add(int64(i+1), int64(1), p.no, p.title, nullable(p.category), positive(p.period), long, int64(0))
	}
	number := int64(0)
	next := func() int64 { number++; return number }
	for _, c := range w.customers {
		features.add(c.feature(testSnapshot)...)
		if c.before != nil {
			features.add(person{id: c.id, values: c.before}.feature(testSnapshot + 1)...)
		}
		people.add(c.id, int64(1), c.values["gender"], when(c.birthday), c.values["country"], long, int64(0))
		for _, o := range c.orders {
			id := next()
			var paid any = long
			if o.unpaid {
				paid = nil
			}
			orders.add(c.id, id, o.shop, "x", cmp.Or(o.status, "paid"), int64(1), long, paid, when(o.day), int64(1), when(o.void), o.gross, int64(0), int64(0), int64(len(o.lines)), int64(1), long, int64(0))
			if p := o.parcel; p != nil {
				parcels.add(c.id, id, o.shop, nullable(p.source), nullable(p.group), when(p.delivered), long, int64(0))
			}
			for n, l := range o.lines {
				lines.add(c.id, id, int64(n+1), o.shop, int64(l.product+1), when(o.day), l.quantity, int64(1), int64(0))
			}
		}
		for _, m := range c.messages {
			id := next()
			messages.add(c.id, id, m.campaign, int64(1), "email", "marketing", "active", int64(0), m.state, int64(1), long, m.done, "", "", int64(0))
			for _, e := range m.events {
				events.add(c.id, time.Unix(next(), 0).String(), id, m.campaign, e.kind, "", e.when)
			}
		}
		for _, l := range c.lists {
			members.add(c.id, l, when("2024-01-01"))
		}
	}
	all := []*rows{features, snapshots, people, orders, lines, products, shops, messages, events, members, parcels}
	return append(all, w.facts(next)...)
}

func (p person) feature(snapshot int64) []any {
	row := []any{p.id, snapshot}
	for _, c := range featureColumns {
		v := p.values[field(c)]
		s, _ := v.(string)
		switch {
		case c == "stage_code":
			v = int64(slices.Index(stageCodes, s) + 1)
		case c == "ladder_code":
			v = int64(slices.Index(ladderCodes, s) + 1)
		case s != "" && (strings.HasSuffix(c, "_day") || c == "stage_since"):
			v = when(s)
		}
		row = append(row, v)
	}
	return row
}

// when is midnight of a day in UTC, which both engines take for a date; "" is NULL.
func when(day string) any {
	if day == "" {
		return nil
	}
	return huike.MustDay(day).Time(time.UTC)
}

func nullable(s string) any {
	if s == "" {
		return nil
	}
	return s
}

func positive(x float64) any {
	if x == 0 {
		return nil
	}
	return x
}

func whole64(n int64) any {
	if n == 0 {
		return nil
	}
	return n
}
