package order

import (
	"context"
	"time"

	"huike"
	"huike/store"
)

// Event is an order or a refund in the life of a customer.
type Event struct {
	Kind       string // order or refund
	OrderID    int64  // 0 for a refund whose source names no order
	Shop       huike.ShopID
	OccurredAt time.Time // UTC
	Day        huike.Day // the shop's local day
	Number     string    // the outside number
	State      string    // of an order: unpaid, paid, shipped, finished, closed
	Void       bool      // the order is no purchase as of the day that was asked for
	Amount     huike.Money
	Lines      []Line
}

// Line is one line of an order.
type Line struct {
	Title    string
	Number   string // the product's outside number
	Quantity int64
	Amount   huike.Money
}

// Timeline returns the orders and refunds of a customer up to a local day,
// newest first.
func (o *Orders) Timeline(ctx context.Context, customer huike.CustomerID, asOf huike.Day) ([]Event, error) {
	args := store.Args{"customer": customer, "as_of": asOf}
	events, err := store.All(ctx, o.db, queries.Get("timeline"), args, func(r *store.Rows) (Event, error) {
		var e Event
		err := r.Scan(&e.Kind, &e.OrderID, &e.Shop, &e.OccurredAt, &e.Day, &e.Number, &e.State, &e.Void, &e.Amount.Minor, &e.Amount.Currency)
		return e, err
	})
	if err != nil {
		return nil, err
	}
	byOrder := map[int64]*Event{}
	for i := range events {
		if events[i].Kind == "order" {
			byOrder[events[i].OrderID] = &events[i]
		}
	}
	_, err = store.All(ctx, o.db, queries.Get("timeline_lines"), args, func(r *store.Rows) (Line, error) {
		var id int64
		var l Line
		if err := r.Scan(&id, &l.Title, &l.Number, &l.Quantity, &l.Amount.Minor); err != nil {
			return l, err
		}
		if e := byOrder[id]; e != nil {
			l.Amount.Currency = e.Amount.Currency
			e.Lines = append(e.Lines, l)
		}
		return l, nil
	})
	return events, err
}

// Buyers returns the customers whose order has an outside number, in a shop, in
// all shops for 0; none is no error.
func (o *Orders) Buyers(ctx context.Context, shop huike.ShopID, number string) ([]huike.CustomerID, error) {
	return store.All(ctx, o.db, queries.Get("buyers_numbered"), store.Args{"shop": shop, "number": number}, func(r *store.Rows) (id huike.CustomerID, err error) {
		return id, r.Scan(&id)
	})
}

// Product is something that is sold.
type Product struct {
	ID       int64
	Shop     huike.ShopID
	Number   string // SKU, stock code, or the title where there is none
	Title    string
	Category string // "" when unknown
}

// Products returns at most limit products of a shop, of all shops for 0, whose
// number or title holds a text; letter case does not count.
func (o *Orders) Products(ctx context.Context, shop huike.ShopID, text string, limit int) ([]Product, error) {
	return store.All(ctx, o.db, queries.Get("products"), store.Args{"shop": shop, "text": text, "most": limit}, func(r *store.Rows) (Product, error) {
		var p Product
		err := r.Scan(&p.ID, &p.Shop, &p.Number, &p.Title, &p.Category)
		return p, err
	})
}
