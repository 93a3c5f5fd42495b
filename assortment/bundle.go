package assortment

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"huike"
	"huike/feature"
	"huike/stat"
	"huike/store"
)

// DefaultDiscount is what a bundle costs less than its products, by convention.
const DefaultDiscount = 0.1

const (
	bundlePairs   = 400 // of so many sure pairs bundles are made
	bundleTriples = 200 // and so many triples are counted
)

// Bundle is two or three products that already go together, offered at one
// price. Money is in minor units, of one bundle.
type Bundle struct {
	Products    []Good // the lead first: the one in most baskets
	Baskets     int64  // with all of them
	LiftLow     float64
	Apart       float64 // price of the products one by one
	Price       float64 // of the bundle
	Margin      float64
	MarginShare float64 // of the price
	BestMargin  float64 // of the one product that earns most by itself
	// BreakEven is the share of the baskets that hold the lead without the whole
	// bundle which must take the bundle, so that it earns what is given away to
	// those who buy all of it anyway.
	BreakEven float64
	Outfit    bool // every product of another category: worn or used together
}

// Bundles is the bundles that beat the sale of their products one by one, those
// that pay soonest first.
type Bundles struct {
	Snapshot Snapshot
	Discount float64
	Bundles  []Bundle
	Weighed  int // pairs and triples that were looked at
	Notes    []Note

	unknown int // of these, sets with a product whose margin or price is not known
}

// Bundles proposes pairs and triples at a discount under their prices of the
// last 90 days. A bundle is proposed when its products come
// together more often than chance explains and it earns more than its best
// product earns by itself. A discount outside of [0, 0.9] is an error of kind
// Invalid.
//
// Source: methods 6.1 for what goes together; S1-22, S2-15.
func (a *Assortment) Bundles(ctx context.Context, s feature.Scope, discount float64, most int, at time.Time) (Bundles, error) {
	if discount < 0 || discount > 0.9 {
		return Bundles{}, huike.Errorf(huike.Invalid, "assortment.discount", "a bundle cannot be %.0f %% cheaper; choose a discount from 0 to 90 %%", 100*discount)
	}
	snapshot, err := a.pairing(ctx, s, at)
	if err != nil {
		return Bundles{}, err
	}
	b := Bundles{Snapshot: snapshot, Discount: discount}
	all, err := a.counted(ctx, snapshot, pairBasket, 0)
	if err != nil {
		return b, err
	}
	sets, single := surest(all)
	triples, err := a.triples(ctx, snapshot, sets, single)
	if err != nil {
		return b, err
	}
	sets = append(sets, triples...)
	b.Weighed = len(sets)
	goods, err := a.goods(ctx, s, idsOf(sets))
	if err != nil {
		return b, err
	}
	for _, set := range sets {
		if !priceable(set, goods) {
			b.unknown++
		} else if one, pays := offer(set, goods, discount); pays {
			b.Bundles = append(b.Bundles, one)
		}
	}
	slices.SortStableFunc(b.Bundles, func(x, y Bundle) int {
		return cmp.Or(cmp.Compare(x.BreakEven, y.BreakEven), cmp.Compare(y.LiftLow, x.LiftLow))
	})
	b.Bundles = first(b.Bundles, most)
	b.Notes = bundleNotes(b)
	return b, nil
}

// set is products that come together in so many baskets; the first is in most.
type set struct {
	ids     []int64
	baskets int64
	lead    int64 // baskets with the first
	liftLow float64
}

// surest returns the sets of the surest pairs, and in how many baskets each of
// their products is.
func surest(all []counted) ([]set, map[int64]int64) {
	var sets []set
	single := map[int64]int64{}
	for _, p := range first(rank(all, false), bundlePairs) {
		if !p.Sure {
			break
		}
		single[p.A.ID], single[p.B.ID] = p.BasketsA, p.BasketsB
		sets = append(sets, set{led([]int64{p.A.ID, p.B.ID}, single), p.Baskets, max(p.BasketsA, p.BasketsB), *p.LiftLow})
	}
	return sets, single
}

// led puts the product that is in most baskets first, the lower number of two alike.
func led(ids []int64, single map[int64]int64) []int64 {
	slices.SortFunc(ids, func(a, b int64) int { return cmp.Or(cmp.Compare(single[b], single[a]), cmp.Compare(a, b)) })
	return ids
}

// triples counts the triples all of whose pairs are sure. The lift of a triple
// is that of the third product in the baskets with the pair.
func (a *Assortment) triples(ctx context.Context, s Snapshot, pairs []set, single map[int64]int64) ([]set, error) {
	wanted := triangles(pairs)
	if len(wanted) == 0 {
		return nil, nil
	}
	var one, two, three, products []int64
	for _, w := range wanted {
		one, two, three = append(one, w.ids[0]), append(two, w.ids[1]), append(three, w.ids[2])
		products = append(products, w.ids[:]...)
	}
	slices.Sort(products)
	args := store.Args{"shop": s.Scope.Shop, "as_of": s.Scope.AsOf, "days": s.Days, "first": one, "second": two, "third": three, "products": slices.Compact(products)}
	counts := map[[3]int64]int64{}
	_, err := store.All(ctx, a.db, queries.Get("triples"), args, func(r *store.Rows) (n int64, err error) {
		var ids [3]int64
		err = r.Scan(&ids[0], &ids[1], &ids[2], &n)
		counts[ids] = n
		return n, err
	})
	var found []set
	for _, w := range wanted {
		n := counts[w.ids]
		o := stat.Overlap{N: s.Baskets, NX: w.pair, NY: single[w.ids[2]], NXY: n}
		if low, _ := o.LiftInterval(0.95); sure(o) && low > 1 {
			ids := led(w.ids[:], single)
			found = append(found, set{ids, n, single[ids[0]], low})
		}
	}
	return found, err
}

// triangle is three products of which every two go together, ascending.
type triangle struct {
	ids  [3]int64
	pair int64 // baskets with the first two
}

// triangles returns every triangle once, those of the surest pairs first.
func triangles(pairs []set) []triangle {
	type edge struct{ a, b int64 }
	together, near := map[edge]int64{}, map[int64][]int64{}
	for _, p := range pairs {
		a, b := min(p.ids[0], p.ids[1]), max(p.ids[0], p.ids[1])
		together[edge{a, b}] = p.baskets
		near[a] = append(near[a], b)
	}
	var all []triangle
	for _, p := range pairs {
		a, b := min(p.ids[0], p.ids[1]), max(p.ids[0], p.ids[1])
		for _, c := range near[b] {
			if together[edge{a, c}] > 0 && len(all) < bundleTriples {
				all = append(all, triangle{[3]int64{a, b, c}, p.baskets})
			}
		}
	}
	return all
}

func idsOf(sets []set) []int64 {
	var ids []int64
	for _, s := range sets {
		ids = append(ids, s.ids...)
	}
	return ids
}

// priceable tells whether every product of a set sold lately and its margin is known.
func priceable(s set, goods map[int64]priced) bool {
	return !slices.ContainsFunc(s.ids, func(id int64) bool { return goods[id].price <= 0 || !goods[id].earns })
}

// offer makes a bundle of a set and reports whether it pays.
func offer(s set, goods map[int64]priced, discount float64) (Bundle, bool) {
	b := Bundle{Baskets: s.baskets, LiftLow: s.liftLow, Outfit: true}
	categories := map[string]bool{}
	for _, id := range s.ids {
		g := goods[id]
		b.Products = append(b.Products, g.Good)
		b.Apart, b.Margin, b.BestMargin = b.Apart+g.price, b.Margin+g.margin, max(b.BestMargin, g.margin)
		b.Outfit = b.Outfit && g.Category != "" && !categories[g.Category]
		categories[g.Category] = true
	}
	given := discount * b.Apart
	b.Price, b.Margin = b.Apart-given, b.Margin-given
	b.MarginShare = b.Margin / b.Price
	gain, others := b.Margin-goods[s.ids[0]].margin, s.lead-s.baskets
	if b.Margin <= b.BestMargin || gain <= 0 || others <= 0 {
		return b, false
	}
	b.BreakEven = given * float64(s.baskets) / gain / float64(others)
	return b, b.BreakEven <= 1
}

func bundleNotes(b Bundles) []Note {
	switch {
	case b.Weighed == 0:
		return []Note{note("no_sure_pairs", fmt.Sprintf("No products come together in %d baskets or more and more often than chance explains, so no bundle can be proposed.", FewestTogether),
			map[string]any{"least": FewestTogether})}
	case b.unknown == b.Weighed:
		return []Note{note("no_bundle_margin", "What a bundle earns cannot be told: no product that goes with another has sold lately and has a cost, and the shop's margin is not set; set it or import a product list with costs.",
			map[string]any{"weighed": b.Weighed})}
	case len(b.Bundles) == 0:
		return []Note{note("no_bundles", fmt.Sprintf("Of %d sets that go together none earns more as a bundle than its best product by itself; try a smaller discount.", b.Weighed),
			map[string]any{"weighed": b.Weighed})}
	}
	return nil
}
