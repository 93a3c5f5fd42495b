package api

import (
	"context"
	"time"

	"huike"
	"huike/customer"
	"huike/feature"
	"huike/order"
)

// Base is what the rooms' answers are made of here: the shops behind a scope,
// the people behind a number, the clock and the audit.
type Base struct {
	Orders    *order.Orders
	Features  *feature.Features
	Customers *customer.Customers
	Merges    *customer.Merges
	Book      Book
	Clock     func() time.Time
	Memo      *Memo // nil: nothing is remembered
}

// day returns the day of a scope: the one asked for, or the last day of data,
// which is today at the latest.
func (b Base) day(ctx context.Context, shop int64, asked huike.Day) (huike.Day, error) {
	if !asked.IsZero() {
		return asked, nil
	}
	_, last, found, err := b.Orders.Days(ctx, huike.ShopID(shop), huike.Today(b.Clock()))
	if err == nil && !found {
		err = huike.Errorf(huike.NotFound, "data.none", "there are no orders yet; import a file first")
	}
	return last, err
}

// scope completes what a request says of shop and day.
func (b Base) scope(ctx context.Context, s Scope) (feature.Scope, error) {
	day, err := b.day(ctx, s.Shop, s.AsOf.Day)
	return feature.Scope{Shop: huike.ShopID(s.Shop), AsOf: day}, err
}

// snapshot returns the customers' rows of a scope, computed if need be.
func (b Base) snapshot(ctx context.Context, s Scope) (feature.Snapshot, error) {
	scope, err := b.scope(ctx, s)
	if err != nil {
		return feature.Snapshot{}, err
	}
	return b.Features.Ensure(ctx, scope, b.Clock())
}

// scopeOf makes a scope of a body's shop and day.
func scopeOf(shop int64, asOf *Day) Scope {
	s := Scope{Shop: shop}
	if asOf != nil {
		s.AsOf = *asOf
	}
	return s
}

func customerID(id int64) huike.CustomerID { return huike.CustomerID(id) }

// major turns minor units into the number that the API shows.
func major(minor int64, currency string) float64 {
	return huike.Money{Minor: minor, Currency: currency}.Major()
}
