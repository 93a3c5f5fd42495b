package assortment

import (
	"context"

	"huike"
	"huike/stat"
	"huike/store"
)

// fact is what SQL counts of one product for the matrix.
type fact struct {
	id                                int64
	category                          string
	firstSale, listed                 huike.Day
	cost                              *int64
	marginBP                          int64
	units, unitsBefore                int64
	salesMinor, salesBefore           int64
	buyers, firsts, watched, rebuyers int64
	baskets, shared                   int64
}

func facts(ctx context.Context, r store.Reader, s Snapshot) ([]fact, error) {
	args := store.Args{"shop": s.Scope.Shop, "as_of": s.Scope.AsOf, "days": s.Days}
	return store.All(ctx, r, queries.Get("matrix"), args, func(r *store.Rows) (fact, error) {
		var f fact
		err := r.Scan(&f.id, &f.category, &f.firstSale, &f.listed, &f.cost, &f.marginBP, &f.units, &f.unitsBefore,
			&f.salesMinor, &f.salesBefore, &f.buyers, &f.firsts, &f.watched, &f.rebuyers, &f.baskets, &f.shared)
		return f, err
	})
}

// inBulk runs a question over all baskets, which must not be joined row by row.
func inBulk(ctx context.Context, tx store.Tx, f func() error) error {
	set := func(oneByOne string) error {
		_, err := tx.Exec(ctx, queries.Get("joins"), store.Args{"one_by_one": oneByOne})
		return err
	}
	if err := set("off"); err != nil {
		return err
	}
	if err := f(); err != nil {
		return err
	}
	return set("on")
}

// since is the earlier one of the day on which a product was listed and its
// first sale of the last days: on sale at least since then.
func (f fact) since() huike.Day {
	if !f.listed.IsZero() && f.listed.Before(f.firstSale) {
		return f.listed
	}
	return f.firstSale
}

// price is the mean paid price of one piece in minor units, of the newer days if
// it sold in them.
func (f fact) price() float64 {
	if f.units > 0 {
		return float64(f.salesMinor) / float64(f.units)
	}
	return float64(f.salesBefore) / float64(max(1, f.unitsBefore))
}

// assumed is the share of the price that products without a cost are taken to
// earn where their shop says nothing: that of the products with a cost, and
// everything (so that prices are compared) if there are none.
func assumed(all []fact) (share float64, known bool) {
	var sales, costs float64
	for _, f := range all {
		if f.cost != nil {
			sales, costs = sales+float64(f.salesMinor), costs+float64(*f.cost*f.units)
		}
	}
	if sales <= 0 || costs >= sales {
		return 1, false
	}
	return 1 - costs/sales, true
}

// unitMargin is what one piece earns: by its cost, by the shop's margin, or as
// others do; known tells whether that is money and not the price alone.
func (f fact) unitMargin(others float64, told bool) (margin float64, known bool) {
	if margin, known = marginOf(f.cost, f.marginBP, f.price()); known {
		return margin, true
	}
	return others * f.price(), told
}

// marginOf is what one piece of a price earns; not known without a cost and a
// margin of the shop.
func marginOf(cost *int64, marginBP int64, price float64) (margin float64, known bool) {
	if cost != nil {
		return price - float64(*cost), true
	}
	return price * float64(marginBP) / 10000, marginBP > 0
}

func (f fact) measured(asOf huike.Day, margin float64) stat.ProductFacts {
	return stat.ProductFacts{
		Units: float64(f.units), UnitsBefore: float64(f.unitsBefore), Price: f.price(), Cost: f.price() - margin,
		Buyers: f.buyers, FirstBuyers: f.firsts, Watched: f.watched, Rebuyers: f.rebuyers,
		Orders: f.baskets, SharedOrders: f.shared, AgeDays: asOf.Sub(f.since()),
	}
}
