package api

import (
	"context"
	"fmt"

	"huike/assortment"
	"huike/feature"
)

func (r assortmentRoom) Seasons(ctx context.Context, in *SeasonRequest) (ProductSeasons, error) {
	return kept(ctx, r, fmt.Sprint("seasons ", in.Level, in.Limit), in.Scope, func(ctx context.Context, s feature.Scope) (ProductSeasons, error) {
		x, err := r.Assortment.Seasons(ctx, s, assortment.Level(in.Level), 0, in.Limit)
		return ProductSeasons{AsOf: Day{s.AsOf}, Level: in.Level, Seasons: each(x.Seasons, seasonOf), Notes: each(x.Notes, hintOf)}, err
	})
}

func seasonOf(s assortment.Season) ProductSeason {
	return ProductSeason{Word: s.Word, Units: s.Units, Missing: s.Missing, Additive: s.Additive, Index: s.Index,
		WeekdaysAdditive: s.WeekdaysAdditive, Weekdays: s.Weekdays,
		Months: each(s.Months, func(m assortment.Month) MonthUnits { return MonthUnits{Day{m.First}, m.Units, m.PerDay} }),
		Festivals: each(s.Festivals, func(f assortment.FestivalIndex) FestivalIndex {
			return FestivalIndex{string(f.Festival), f.Years, f.Index}
		})}
}

func (r assortmentRoom) Bands(ctx context.Context, in *ScopeRequest) (ProductBands, error) {
	return kept(ctx, r, "bands", in.Scope, func(ctx context.Context, s feature.Scope) (ProductBands, error) {
		b, err := r.Assortment.Bands(ctx, s)
		return bandsOf(b), err
	})
}

func bandsOf(b assortment.Bands) ProductBands {
	currency := b.Currency
	return ProductBands{AsOf: Day{b.Scope.AsOf}, Currency: currency, Days: assortment.MatrixDays, Own: b.Own, Buyers: b.Buyers,
		Bands: each(b.Bands, func(n assortment.Band) PriceBand {
			var margin *float64
			if n.MarginMinor != nil {
				x := major(*n.MarginMinor, currency)
				margin = &x
			}
			return PriceBand{Tier: tierOf(n.Tier, currency), Units: n.Units, Sales: major(n.SalesMinor, currency), Margin: margin,
				Buyers: n.Buyers, FirstBuyers: n.FirstBuyers, SalesShare: n.SalesShare, Coverage: n.Coverage, FirstShare: n.FirstShare}
		}),
		Categories: each(b.Categories, func(c assortment.BandCategory) BandCategory {
			return BandCategory{c.Band, c.Category, c.Units, major(c.SalesMinor, currency), c.Share}
		}),
		Moves: each(b.Moves, func(m assortment.BandMove) BandMove { return BandMove{m.From, m.To, m.Customers} }),
		Notes: each(b.Notes, hintOf)}
}

func tierOf(t assortment.Tier, currency string) PriceTier {
	return PriceTier{t.Name, major(t.FromMinor, currency)}
}

func (r assortmentRoom) Coverage(ctx context.Context, in *CoverageRequest) (ProductCoverage, error) {
	chosen := assortment.Chosen{Product: in.Product, Category: in.Category, Brand: in.Brand}
	return kept(ctx, r, fmt.Sprintf("coverage %+v", chosen), in.Scope, func(ctx context.Context, s feature.Scope) (ProductCoverage, error) {
		return r.coverage(ctx, s, chosen)
	})
}

func (r assortmentRoom) coverage(ctx context.Context, s feature.Scope, chosen assortment.Chosen) (ProductCoverage, error) {
	snapshot, err := r.Features.Ensure(ctx, s, r.Clock())
	if err != nil {
		return ProductCoverage{}, err
	}
	c, err := r.Assortment.Coverage(ctx, snapshot, chosen)
	return ProductCoverage{AsOf: Day{s.AsOf}, Days: assortment.MatrixDays, Customers: c.Customers, Buyers: c.Buyers, Share: shareRatio(c.Share),
		Tiers: each(c.Tiers, func(t assortment.Tier) PriceTier { return tierOf(t, snapshot.Currency) }), Notes: each(c.Notes, hintOf),
		Sides: each(c.Sides, func(x assortment.Side) CoverageSide {
			return CoverageSide{x.Side, each(x.Cells, func(n assortment.Cell) CoverageCell {
				return CoverageCell{n.Word, n.Customers, n.Buyers, shareRatio(n.Share), n.TGI}
			})}
		})}, err
}

// neighbours is how many products go with one on its page.
const neighbours = 20

func (r assortmentRoom) Product(ctx context.Context, in *ProductRequest) (ProductSheet, error) {
	return kept(ctx, r, fmt.Sprint("product ", in.ID), in.Scope, func(ctx context.Context, s feature.Scope) (ProductSheet, error) {
		return r.sheet(ctx, s, in.ID)
	})
}

func (r assortmentRoom) sheet(ctx context.Context, s feature.Scope, id int64) (ProductSheet, error) {
	course, err := r.Course(ctx, s, id)
	if err != nil {
		return ProductSheet{}, err
	}
	m, err := r.Assortment.Matrix(ctx, s, r.Clock())
	if err != nil {
		return ProductSheet{}, err
	}
	out := ProductSheet{AsOf: Day{s.AsOf}, Currency: m.Snapshot.Currency, Good: goodOf(course.Good), Notes: each(course.Notes, hintOf)}
	for _, p := range m.Products {
		if p.ID == id {
			one := matrixProductOf(p, out.Currency)
			out.Product = &one
		}
	}
	out.course(course)
	if err := r.addCustomers(ctx, s, id, &out); err != nil {
		return out, err
	}
	pairs, err := r.Assortment.Pairs(ctx, s, id, neighbours, r.Clock())
	out.Together, out.Next = each(pairs.Together, pairOf), each(pairs.Next, pairOf)
	return out, err
}

func (p *ProductSheet) course(c assortment.Course) {
	p.Weeks = each(c.Weeks, func(w assortment.Week) ProductWeek {
		return ProductWeek{Monday: Day{w.Monday}, Units: w.Units, Sales: major(w.SalesMinor, p.Currency), Price: majorOrNone(w.PriceMinor, p.Currency), Promotion: w.Promotion}
	})
	p.Elasticity = Elasticity{Value: c.Elasticity, Low: c.Low, High: c.High, Weeks: c.Used, Prices: c.Prices}
}

// addCustomers adds when a product sells, whom it brings and who buys it.
func (r assortmentRoom) addCustomers(ctx context.Context, s feature.Scope, id int64, out *ProductSheet) error {
	seasons, err := r.Assortment.Seasons(ctx, s, assortment.LevelProduct, id, 1)
	if err != nil {
		return err
	}
	if len(seasons.Seasons) > 0 {
		one := seasonOf(seasons.Seasons[0])
		out.Season = &one
	}
	bring, err := r.Assortment.Bring(ctx, s, id, 1)
	if err != nil {
		return err
	}
	out.ShopBack, out.Bring = shareRatio(bring.Back), ProductBringing{Good: out.Good}
	if len(bring.Products) > 0 {
		out.Bring = bringingOf(bring.Products[0])
	}
	out.Coverage, err = r.coverage(ctx, s, assortment.Chosen{Product: id})
	return err
}
