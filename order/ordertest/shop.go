// Package ordertest puts purchases straight into a database, for the tests of
// the rooms that read them.
package ordertest

import (
	"context"
	"io"
	"math"
	"testing"
	"time"

	"huike"
	"huike/store"
)

// Order is one order as a test writes it. The zero value of every field but
// Day is usable.
type Order struct {
	Customer  int64   // 0: an order without identity
	Shop      int64   // 0: shop 1
	Day       string  // local day of payment, "2024-01-05"
	Hour      int     // local hour, 0..23
	Gross     float64 // paid, in major units; 0 is a free order and so no purchase
	Discount  float64
	Lines     []Line
	Quantity  int64  // 0: the sum over the lines, or 1
	Unpaid    bool   // ordered, never paid
	Void      string // from this day on it is no purchase (closed, or wholly refunded)
	Refund    float64
	RefundDay string // "": the day of the order
	Province  string
	City      string

	RefundKind  string // refund, return, exchange; "": unknown
	Source      string // where the buyer came from
	SourceGroup string
	Delivered   string // local day
	Review      Review
}

// Review is what the buyer said of an order; a score of 0 is no review.
type Review struct {
	Day     string // "": the day of the order
	Score   int64
	Service int64 // 0: not marked
	Photo   bool
}

// Product is what a list tells of a product.
type Product struct {
	No              string // its outside number
	Shop            int64  // 0: shop 1
	Title           string // "": the number
	Category, Brand string
	Cost, List      float64 // of one unit, in major units; 0: unknown
	Listed          string  // day
	PeriodDays      float64 // that one unit lasts, 0: unknown
	Group           string  // products that stand for each other
}

// Line is one product of an order.
type Line struct {
	Product  string // its outside number; new ones are created
	Quantity int64  // 0: 1
	Amount   float64
}

// zone is where every shop of this package stands.
var zone = time.FixedZone("Asia/Shanghai", 8*3600)

// PutShop creates a shop with a currency, in Asia/Shanghai, if there is none of
// that number.
func PutShop(t testing.TB, db store.DB, shop int64, currency string) {
	t.Helper()
	write(t, db, func(ctx context.Context, tx store.Tx) error {
		_, err := tx.Exec(ctx, insertShop, store.Args{"shop": shop, "currency": currency, "at_time": time.Unix(0, 0)})
		return err
	})
}

// Put adds orders with their lines, refunds, products and shops (CNY,
// Asia/Shanghai) in one transaction and lets the version of the facts grow.
// Orders get the next free numbers in the order in which they are given.
func Put(t testing.TB, db store.DB, orders []Order) {
	t.Helper()
	seen := map[int64]bool{}
	for _, o := range orders {
		if !seen[o.shop()] {
			PutShop(t, db, o.shop(), "CNY")
			seen[o.shop()] = true
		}
	}
	write(t, db, func(ctx context.Context, tx store.Tx) error {
		b, err := begin(ctx, tx)
		if err != nil {
			return err
		}
		for _, o := range orders {
			b.add(o)
		}
		return b.store(ctx, tx)
	})
}

// PutProducts creates products, or tells more of those that orders named before.
func PutProducts(t testing.TB, db store.DB, products []Product) {
	t.Helper()
	write(t, db, func(ctx context.Context, tx store.Tx) error {
		b, err := begin(ctx, tx)
		if err != nil {
			return err
		}
		for _, p := range products {
			b.item(max(p.Shop, 1), p.No)
		}
		if err := b.store(ctx, tx); err != nil {
			return err
		}
		for _, p := range products {
			if err := describe(ctx, tx, p); err != nil {
				return err
			}
		}
		return nil
	})
}

func write(t testing.TB, db store.DB, fn func(context.Context, store.Tx) error) {
	t.Helper()
	ctx := context.Background()
	if err := db.Write(ctx, func(tx store.Tx) error { return fn(ctx, tx) }); err != nil {
		t.Fatalf("orders for the test cannot be stored: %v", err)
	}
}

func (o Order) shop() int64 { return max(o.Shop, 1) }

func (o Order) paidAt() any {
	if o.Unpaid {
		return nil
	}
	return o.orderedAt()
}

func (o Order) orderedAt() time.Time {
	return huike.MustDay(o.Day).Time(zone).Add(time.Duration(o.Hour) * time.Hour).UTC()
}

func (o Order) status() (name string, rank int64) {
	if o.Unpaid {
		return "unpaid", 0
	}
	return "paid", 1
}

func (o Order) quantity() int64 {
	n := o.Quantity
	for _, l := range o.Lines {
		if o.Quantity == 0 {
			n += max(l.Quantity, 1)
		}
	}
	return max(n, 1)
}

func minor(major float64) int64 { return int64(math.Round(major * 100)) }

// date is midnight in UTC, which both engines take for a date; "" is NULL.
func date(day string) any {
	if day == "" {
		return nil
	}
	return huike.MustDay(day).Time(time.UTC)
}

func optional(s string) any {
	if s == "" {
		return nil
	}
	return s
}

// load writes prepared rows.
func load(ctx context.Context, tx store.Tx, table string, columns []string, rows [][]any) error {
	if len(rows) == 0 {
		return nil
	}
	i := -1
	_, err := tx.Load(ctx, table, columns, func() ([]any, error) {
		if i++; i == len(rows) {
			return nil, io.EOF
		}
		return rows[i], nil
	})
	return err
}
