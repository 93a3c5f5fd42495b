package api

import (
	"context"
	"fmt"

	"huike"
	"huike/assortment"
	"huike/feature"
	"huike/stat"
)

// OfAssortments answers about products out of the assortment room.
func OfAssortments(b Base, a *assortment.Assortment) Assortments { return assortmentRoom{b, a} }

type assortmentRoom struct {
	Base
	*assortment.Assortment
}

// kept answers a question about a scope that also depends on the shop's margins
// and tiers, out of the memory if it is there.
func kept[T any](ctx context.Context, r assortmentRoom, question string, asked Scope, ask func(context.Context, feature.Scope) (T, error)) (T, error) {
	var none T
	scope, err := r.scope(ctx, asked)
	if err != nil {
		return none, err
	}
	setting, err := r.Setting(ctx, scope.Shop)
	if err != nil {
		return none, err
	}
	k := memoKey{question: "products " + question + " " + setting, scope: scope}
	return remembered(ctx, r.Base, k, func(ctx context.Context) (T, error) { return ask(ctx, scope) })
}

func (r assortmentRoom) Matrix(ctx context.Context, in *MatrixRequest) (ProductMatrix, error) {
	return kept(ctx, r, fmt.Sprint("matrix ", in.Limit), in.Scope, func(ctx context.Context, s feature.Scope) (ProductMatrix, error) {
		m, err := r.Assortment.Matrix(ctx, s, r.Clock())
		if err != nil {
			return ProductMatrix{}, err
		}
		return matrixOf(m, in.Limit), nil
	})
}

func matrixOf(m assortment.Matrix, most int) ProductMatrix {
	currency := m.Snapshot.Currency
	policies, leavers := assortment.Policies(m)
	return ProductMatrix{AsOf: Day{m.Snapshot.Scope.AsOf}, Currency: currency, Days: m.Snapshot.Days, Total: len(m.Products),
		Products: each(m.Products[:min(most, len(m.Products))], func(p assortment.Product) MatrixProduct { return matrixProductOf(p, currency) }),
		Roles: each(m.Roles, func(c assortment.RoleCount) RoleSum {
			return RoleSum{ProductRole(c.Role), c.Products, c.Units, major(c.SalesMinor, currency)}
		}),
		Policies: each(policies, func(p assortment.Policy) RolePolicy {
			return RolePolicy{ProductRole(p.Role), p.Code, p.Discount, Rule(p.Rule)}
		}),
		Leavers: each(leavers, func(x assortment.Mix) RoleMix {
			return RoleMix{x.Code, each(x.Roles, func(p stat.ProductRole) ProductRole { return ProductRole(p) }), Rule(x.Rule)}
		}),
		Notes: each(m.Notes, hintOf)}
}

func matrixProductOf(p assortment.Product, currency string) MatrixProduct {
	return MatrixProduct{Good: goodOf(p.Good), Role: ProductRole(p.Role), Reason: p.Reason, Compared: p.Compared,
		Units: p.Units, UnitsBefore: p.UnitsBefore, Sales: major(p.SalesMinor, currency), SalesBefore: major(p.SalesBeforeMinor, currency),
		UnitMargin: majorOrNone(p.UnitMarginMinor, currency), CostKnown: p.CostKnown, Buyers: p.Buyers, FirstBuyers: p.FirstBuyers,
		Watched: p.Watched, Rebuyers: p.Rebuyers, Baskets: p.Baskets, Shared: p.Shared, AgeDays: p.AgeDays,
		Popularity: p.Popularity, MarginIndex: p.Margin, Acquisition: p.Acquisition, Together: p.Together, Stickiness: p.Stickiness, Growth: p.Growth}
}

func goodOf(g assortment.Good) Good { return Good{g.ID, g.Number, g.Title, g.Category, g.Brand} }

func hintOf(n assortment.Note) Hint { return Hint{n.Code, n.Params, n.Sentence} }

// majorOf turns a mean of minor units into major ones.
func majorOf(minor float64, currency string) float64 {
	return minor * major(1, currency)
}

// majorOrNone is majorOf of what may not be known.
func majorOrNone(minor *float64, currency string) *float64 {
	if minor == nil {
		return nil
	}
	x := majorOf(*minor, currency)
	return &x
}

func (r assortmentRoom) Pairs(ctx context.Context, in *PairsRequest) (ProductPairs, error) {
	return kept(ctx, r, fmt.Sprint("pairs ", in.Product, in.Limit), in.Scope, func(ctx context.Context, s feature.Scope) (ProductPairs, error) {
		p, err := r.Assortment.Pairs(ctx, s, in.Product, in.Limit, r.Clock())
		return pairsOf(p), err
	})
}

func pairsOf(p assortment.Pairs) ProductPairs {
	return ProductPairs{AsOf: Day{p.Snapshot.Scope.AsOf}, Days: p.Snapshot.Days, Baskets: p.Snapshot.Baskets, Found: p.Found, Sure: p.Sure,
		Together: each(p.Together, pairOf), Next: each(p.Next, pairOf), Notes: each(p.Notes, hintOf),
		Categories: each(p.Categories, func(c assortment.CategoryPair) ProductPair {
			out := pairOf(c.Pair)
			out.A, out.B = Good{Category: c.A}, Good{Category: c.B}
			return out
		})}
}

func pairOf(p assortment.Pair) ProductPair {
	return ProductPair{A: goodOf(p.A), B: goodOf(p.B), Baskets: p.Baskets, BasketsA: p.BasketsA, BasketsB: p.BasketsB,
		Support: p.Support, Confidence: p.Confidence, Back: p.Back, Lift: p.Lift, LiftLow: p.LiftLow, LiftHigh: p.LiftHigh, G2: p.G2, Sure: p.Sure}
}

func (r assortmentRoom) Bundles(ctx context.Context, in *BundlesRequest) (ProductBundles, error) {
	return kept(ctx, r, fmt.Sprint("bundles ", in.Discount, in.Limit), in.Scope, func(ctx context.Context, s feature.Scope) (ProductBundles, error) {
		b, err := r.Assortment.Bundles(ctx, s, in.Discount, in.Limit, r.Clock())
		currency := b.Snapshot.Currency
		return ProductBundles{AsOf: Day{s.AsOf}, Currency: currency, Discount: b.Discount, Weighed: b.Weighed, Notes: each(b.Notes, hintOf),
			Bundles: each(b.Bundles, func(b assortment.Bundle) ProductBundle { return bundleOf(b, currency) })}, err
	})
}

func bundleOf(b assortment.Bundle, currency string) ProductBundle {
	return ProductBundle{Products: each(b.Products, goodOf), Baskets: b.Baskets, LiftLow: b.LiftLow, Apart: majorOf(b.Apart, currency),
		Price: majorOf(b.Price, currency), Margin: majorOf(b.Margin, currency), MarginShare: b.MarginShare,
		BestMargin: majorOf(b.BestMargin, currency), BreakEven: b.BreakEven, Outfit: b.Outfit}
}

func (r assortmentRoom) Bring(ctx context.Context, in *BringRequest) (ProductBringings, error) {
	return kept(ctx, r, fmt.Sprint("bring ", in.Limit), in.Scope, func(ctx context.Context, s feature.Scope) (ProductBringings, error) {
		b, err := r.Assortment.Bring(ctx, s, 0, in.Limit)
		return ProductBringings{AsOf: Day{s.AsOf}, New: b.New, Back: shareRatio(b.Back), Notes: each(b.Notes, hintOf), Products: each(b.Products, bringingOf)}, err
	})
}

func bringingOf(b assortment.Bringing) ProductBringing {
	return ProductBringing{Good: goodOf(b.Good), New: shareRatio(b.New), Back: shareRatio(b.Back), Than: b.Than}
}

func shareRatio(r assortment.Rate) Ratio {
	return Ratio{Numerator: r.Numerator, Denominator: r.Denominator, Rate: r.Rate, Low: r.Low, High: r.High}
}

func (r assortmentRoom) SetTiers(ctx context.Context, in *TiersRequest) (Tiers, error) {
	shop := huike.ShopID(in.Shop)
	currency, err := r.Currency(ctx, shop)
	if err != nil {
		return Tiers{}, err
	}
	tiers := each(in.Body.Tiers, func(t PriceTier) assortment.Tier {
		return assortment.Tier{Name: t.Name, FromMinor: minor(t.From, currency)}
	})
	if err := r.Assortment.SetTiers(ctx, shop, tiers); err != nil {
		return Tiers{}, err
	}
	return in.Body, r.Book.note(ctx, "tiers.change", "shop", in.Shop, "")
}
