package main

import (
	"context"
	"errors"
	"math"
	"time"

	"huike"
	"huike/feature"
	"huike/order"
	"huike/store"
)

// scopeFlags choose which facts a number is made of.
type scopeFlags struct {
	AsOf string `name:"as-of" help:"Last day that counts, YYYY-MM-DD; the last day of the data if absent."`
	Shop string `help:"One shop by name; all shops if absent."`
}

// within opens the database, finds the scope and runs f.
func (s scopeFlags) within(ctx context.Context, g *Globals, f func(db store.DB, scope feature.Scope) error) error {
	db, err := g.openDB(ctx)
	if err != nil {
		return err
	}
	scope, err := s.scope(ctx, order.New(db), g.clock())
	if err == nil {
		err = f(db, scope)
	}
	return errors.Join(err, db.Close())
}

func (s scopeFlags) scope(ctx context.Context, orders *order.Orders, now time.Time) (scope feature.Scope, err error) {
	if scope.Shop, err = s.shop(ctx, orders); err != nil {
		return scope, err
	}
	if s.AsOf != "" {
		day, err := huike.ParseDay(s.AsOf)
		scope.AsOf = day
		return scope, err
	}
	_, last, found, err := orders.Days(ctx, scope.Shop, huike.Today(now))
	if err != nil {
		return scope, err
	}
	if !found {
		return scope, huike.Errorf(huike.Invalid, "shop.empty", "there are no orders yet; bring some in with huike import FILE")
	}
	scope.AsOf = last
	return scope, nil
}

// shop is the number of the shop asked for; 0 where none is.
func (s scopeFlags) shop(ctx context.Context, orders *order.Orders) (huike.ShopID, error) {
	if s.Shop == "" {
		return 0, nil
	}
	shop, found, err := orders.ShopNamed(ctx, s.Shop)
	if err == nil && !found {
		err = huike.Errorf(huike.NotFound, "shop.unknown", "there is no shop called %q; huike shop --json without --shop counts all of them", s.Shop)
	}
	return shop.ID, err
}

// major turns minor units into a number of major units for JSON.
func major(minor int64, currency string) float64 {
	return huike.Money{Minor: minor, Currency: currency}.Major()
}

// minor is the other way round.
func minorOf(amount float64, currency string) int64 {
	return int64(math.Round(amount * math.Pow10(huike.Exponent(currency))))
}
