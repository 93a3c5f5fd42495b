// Package eventtest puts behaviour, chats, visits by source and figures of the
// industry straight into a database, for the tests of the rooms that read them.
package eventtest

import (
	"context"
	"fmt"
	"io"
	"math"
	"testing"
	"time"

	"huike"
	"huike/store"
)

// Event is what a customer, or a visitor (a negative number), did.
type Event struct {
	Customer int64
	Shop     int64 // 0: shop 1
	Kind     string
	Day      string
	Hour     int    // local
	Product  string // outside number of a product that exists; "": none
	Source   string
	Session  string
	Seconds  int64 // 0: unknown
}

// Chat is one talk with an agent.
type Chat struct {
	Customer           int64
	Shop               int64 // 0: shop 1
	Agent              string
	Day                string
	Hour               int
	Product            string
	ReplySeconds       int64
	Questions, Answers int64
	Bargained          bool
	Score              int64 // 0: none
}

// Visits is one source on one day.
type Visits struct {
	Shop          int64 // 0: shop 1
	Day           string
	Source, Group string
	Visitors      int64
	Buyers        int64
	Cost          float64 // major units
}

// Industry is one figure of an industry.
type Industry struct {
	Series, Measure, Period, Start string
	Value, Low, High               float64 // Low and High 0: not published
	Origin, NotedOn                string
}

var (
	zone     = time.FixedZone("Asia/Shanghai", 8*3600)
	lastIDs  = store.Compiled("eventtest/last", `SELECT coalesce((SELECT max(event_id) FROM event), 0), coalesce((SELECT max(chat_id) FROM chat), 0)`)
	products = store.Compiled("eventtest/products", `SELECT product_id, shop_id, external_no FROM product ORDER BY product_id`)
)

// Put adds events in one transaction.
func Put(t testing.TB, db store.DB, events []Event) {
	t.Helper()
	write(t, db, func(ctx context.Context, tx store.Tx, b *batch) error {
		var rows [][]any
		for _, e := range events {
			b.event++
			at := instant(e.Day, e.Hour)
			rows = append(rows, []any{e.Customer, b.event, max(e.Shop, 1), e.Kind, fmt.Sprintf("E%d", b.event), text(e.Session),
				b.product(e.Shop, e.Product), text(e.Source), at, date(e.Day), int64(e.Hour), number(e.Seconds), at, int64(0)})
		}
		return load(ctx, tx, "event", []string{"customer_id", "event_id", "shop_id", "kind", "source_no", "session_no", "product_id", "source",
			"occurred_at", "local_day", "local_hour", "seconds", "arrived_at", "batch_id"}, rows)
	})
}

// PutChats adds chats in one transaction.
func PutChats(t testing.TB, db store.DB, chats []Chat) {
	t.Helper()
	write(t, db, func(ctx context.Context, tx store.Tx, b *batch) error {
		var rows [][]any
		for _, c := range chats {
			b.chat++
			at := instant(c.Day, c.Hour)
			rows = append(rows, []any{c.Customer, b.chat, max(c.Shop, 1), fmt.Sprintf("C%d", b.chat), c.Agent, b.product(c.Shop, c.Product),
				at, date(c.Day), int64(c.Hour), number(c.ReplySeconds), c.Questions, c.Answers, c.Bargained, number(c.Score), at, int64(0)})
		}
		return load(ctx, tx, "chat", []string{"customer_id", "chat_id", "shop_id", "source_no", "agent", "product_id", "started_at", "local_day",
			"local_hour", "first_reply_seconds", "questions", "answers", "bargained", "score", "arrived_at", "batch_id"}, rows)
	})
}

// PutVisits adds visits by source in one transaction.
func PutVisits(t testing.TB, db store.DB, visits []Visits) {
	t.Helper()
	write(t, db, func(ctx context.Context, tx store.Tx, _ *batch) error {
		var rows [][]any
		for _, v := range visits {
			rows = append(rows, []any{max(v.Shop, 1), date(v.Day), v.Source, v.Group, v.Visitors, v.Buyers,
				int64(math.Round(v.Cost * 100)), instant(v.Day, 0), int64(0)})
		}
		return load(ctx, tx, "traffic", []string{"shop_id", "local_day", "source", "source_group", "visitors", "buyers", "cost_minor", "arrived_at", "batch_id"}, rows)
	})
}

// PutIndustry adds figures of an industry in one transaction.
func PutIndustry(t testing.TB, db store.DB, figures []Industry) {
	t.Helper()
	write(t, db, func(ctx context.Context, tx store.Tx, _ *batch) error {
		var rows [][]any
		for _, f := range figures {
			rows = append(rows, []any{f.Series, f.Measure, f.Period, date(f.Start), f.Value, decimal(f.Low), decimal(f.High), f.Origin, date(f.NotedOn), instant(f.NotedOn, 0), int64(0)})
		}
		return load(ctx, tx, "benchmark", []string{"series", "measure", "period", "start_day", "value", "low", "high", "origin", "noted_on", "arrived_at", "batch_id"}, rows)
	})
}

type productKey struct {
	shop int64
	no   string
}

// batch knows the last numbers and the products of a database.
type batch struct {
	event, chat int64
	known       map[productKey]int64
}

func (b *batch) product(shop int64, no string) any {
	if no == "" {
		return nil
	}
	id, ok := b.known[productKey{max(shop, 1), no}]
	if !ok {
		panic(fmt.Sprintf("BUG: there is no product %s in shop %d; put it first", no, max(shop, 1)))
	}
	return id
}

func write(t testing.TB, db store.DB, fn func(context.Context, store.Tx, *batch) error) {
	t.Helper()
	ctx := context.Background()
	err := db.Write(ctx, func(tx store.Tx) error {
		b := &batch{known: map[productKey]int64{}}
		if _, _, err := store.One(ctx, tx, lastIDs, nil, func(r *store.Rows) (bool, error) { return true, r.Scan(&b.event, &b.chat) }); err != nil {
			return err
		}
		_, err := store.All(ctx, tx, products, nil, func(r *store.Rows) (id int64, err error) {
			var k productKey
			err = r.Scan(&id, &k.shop, &k.no)
			b.known[k] = id
			return id, err
		})
		if err != nil {
			return err
		}
		return fn(ctx, tx, b)
	})
	if err != nil {
		t.Fatalf("events for the test cannot be stored: %v", err)
	}
}

func instant(day string, hour int) time.Time {
	return huike.MustDay(day).Time(zone).Add(time.Duration(hour) * time.Hour).UTC()
}

// date is midnight in UTC, which both engines take for a date.
func date(day string) time.Time { return huike.MustDay(day).Time(time.UTC) }

func text(s string) any {
	if s == "" {
		return nil
	}
	return s
}

func number(n int64) any {
	if n == 0 {
		return nil
	}
	return n
}

func decimal(x float64) any {
	if x == 0 {
		return nil
	}
	return x
}

// load writes prepared rows.
func load(ctx context.Context, tx store.Tx, table string, columns []string, rows [][]any) error {
	i := -1
	_, err := tx.Load(ctx, table, columns, func() ([]any, error) {
		if i++; i == len(rows) {
			return nil, io.EOF
		}
		return rows[i], nil
	})
	return err
}
