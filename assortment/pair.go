package assortment

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"huike/feature"
	"huike/stat"
	"huike/store"
)

// What makes a pair more than chance, by convention (methods 6.1).
const (
	FewestTogether = 10    // with fewer baskets lift is not told
	SureG2         = 10.83 // once in a thousand times by chance
)

// Pair is two products that are bought together, or B after A. Its measures are
// nil where they cannot be told; lift and its interval (95 %) with fewer than ten
// baskets.
type Pair struct {
	A, B       Good
	Baskets    int64    // with both; or with A, whose next one held B
	BasketsA   int64    // with A
	BasketsB   int64    // with B; or whose next one held B
	Support    *float64 // share of all baskets
	Confidence *float64 // share of the baskets with A
	Back       *float64 // share of the baskets with B; nil for B after A
	Lift       *float64 // times as often as by chance
	LiftLow    *float64
	LiftHigh   *float64
	G2         *float64 // Dunning's log-likelihood ratio
	Sure       bool     // together more often than chance explains
}

// CategoryPair is two categories in one basket.
type CategoryPair struct {
	A, B string
	Pair
}

// Pairs is what goes with what in the baskets of a year, the surest first.
type Pairs struct {
	Snapshot   Snapshot
	Together   []Pair
	Next       []Pair // the products of the next basket within 60 days
	Categories []CategoryPair
	Found      int // pairs in all, of which Together holds the first
	Sure       int // of these, surer than chance
	Notes      []Note
}

// Pairs returns the pairs of a scope, at most so many of a kind; of one product,
// or of all (0).
//
// Source: methods 6.1.
func (a *Assortment) Pairs(ctx context.Context, s feature.Scope, product int64, most int, at time.Time) (Pairs, error) {
	snapshot, err := a.pairing(ctx, s, at)
	if err != nil {
		return Pairs{}, err
	}
	p := Pairs{Snapshot: snapshot}
	together, err := a.counted(ctx, snapshot, pairBasket, product)
	if err != nil {
		return p, err
	}
	p.Found = len(together)
	ranked := rank(turned(together, product), false)
	p.Sure = sureOnes(ranked)
	next, err := a.counted(ctx, snapshot, pairNext, product)
	if err != nil {
		return p, err
	}
	p.Together, p.Next = first(ranked, most), first(rank(next, true), most)
	if err := a.name(ctx, snapshot, p.Together, p.Next); err != nil {
		return p, err
	}
	if product == 0 {
		p.Categories, err = a.categoryPairs(ctx, snapshot)
	}
	p.Notes = pairNotes(p)
	return p, err
}

// turned makes a product the first of its pairs.
func turned(pairs []counted, product int64) []counted {
	for i, c := range pairs {
		if c.b == product {
			pairs[i] = counted{c.b, c.a, stat.Overlap{N: c.N, NX: c.NY, NY: c.NX, NXY: c.NXY}}
		}
	}
	return pairs
}

// rank measures pairs and puts the sure ones first, by the lower end of lift,
// and the others by how often they were seen.
func rank(all []counted, directed bool) []Pair {
	pairs := make([]Pair, len(all))
	for i, c := range all {
		pairs[i] = measure(c, directed)
	}
	low := func(p Pair) float64 {
		if !p.Sure {
			return 0
		}
		return *p.LiftLow
	}
	slices.SortFunc(pairs, func(x, y Pair) int {
		return cmp.Or(cmp.Compare(low(y), low(x)), cmp.Compare(y.Baskets, x.Baskets), cmp.Compare(x.A.ID, y.A.ID), cmp.Compare(x.B.ID, y.B.ID))
	})
	return pairs
}

func measure(c counted, directed bool) Pair {
	p := Pair{A: Good{ID: c.a}, B: Good{ID: c.b}, Baskets: c.NXY, BasketsA: c.NX, BasketsB: c.NY,
		Support: known(c.Support()), Confidence: known(c.Confidence()), G2: known(c.G2())}
	if !directed {
		p.Back = known(float64(c.NXY) / float64(c.NY))
	}
	if c.NXY >= FewestTogether {
		low, high := c.LiftInterval(0.95)
		p.Lift, p.LiftLow, p.LiftHigh = known(c.Lift()), known(low), known(high)
		p.Sure = p.LiftLow != nil && sure(c.Overlap)
	}
	return p
}

func sureOnes(pairs []Pair) int {
	n := 0
	for _, p := range pairs {
		if p.Sure {
			n++
		}
	}
	return n
}

func first[T any](all []T, most int) []T {
	if most > 0 && len(all) > most {
		return all[:most]
	}
	return all
}

// name fills in what the products of pairs are called.
func (a *Assortment) name(ctx context.Context, s Snapshot, lists ...[]Pair) error {
	var ids []int64
	for _, list := range lists {
		for _, p := range list {
			ids = append(ids, p.A.ID, p.B.ID)
		}
	}
	goods, err := a.goods(ctx, s.Scope, ids)
	if err != nil {
		return err
	}
	for _, list := range lists {
		for i := range list {
			list[i].A, list[i].B = goods[list[i].A.ID].Good, goods[list[i].B.ID].Good
		}
	}
	return nil
}

// priced is a product with what a piece of it brought lately, in minor units.
type priced struct {
	Good
	units  int64
	price  float64 // 0 where it sold nothing lately
	margin float64
	earns  bool // the margin is known
}

func (a *Assortment) goods(ctx context.Context, s feature.Scope, ids []int64) (map[int64]priced, error) {
	slices.Sort(ids)
	ids = slices.Compact(ids)
	goods := make(map[int64]priced, len(ids))
	if len(ids) == 0 {
		return goods, nil
	}
	args := store.Args{"products": ids, "as_of": s.AsOf, "days": MatrixDays}
	_, err := store.All(ctx, a.db, queries.Get("goods"), args, func(r *store.Rows) (p priced, err error) {
		var cost *int64
		var margin, sales int64
		err = r.Scan(&p.ID, &p.Number, &p.Title, &p.Category, &p.Brand, &cost, &margin, &p.units, &sales)
		if p.units > 0 {
			p.price = float64(sales) / float64(p.units)
			p.margin, p.earns = marginOf(cost, margin, p.price)
		}
		goods[p.ID] = p
		return p, err
	})
	return goods, err
}

// categoryPairs returns the pairs of categories, the surest first.
func (a *Assortment) categoryPairs(ctx context.Context, s Snapshot) ([]CategoryPair, error) {
	all, err := a.counted(ctx, s, pairCategory, 0)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	catalogue, err := a.catalogue(ctx, s.Scope.Shop)
	if err != nil {
		return nil, err
	}
	words := wordsOf(catalogue)
	var pairs []CategoryPair
	for _, p := range rank(all, false) {
		pairs = append(pairs, CategoryPair{words[-1-p.A.ID], words[-1-p.B.ID], p})
	}
	return pairs, nil
}

func pairNotes(p Pairs) []Note {
	switch {
	case p.Snapshot.Baskets == 0:
		return []Note{note("no_baskets", fmt.Sprintf("There are no baskets in the %d days up to %s; import orders with their lines.", p.Snapshot.Days, p.Snapshot.Scope.AsOf),
			map[string]any{"days": p.Snapshot.Days})}
	case p.Found == 0:
		return []Note{note("no_pairs", fmt.Sprintf("In %d baskets no two products came together at least %d times.", p.Snapshot.Baskets, least(p.Snapshot.Baskets)),
			map[string]any{"baskets": p.Snapshot.Baskets, "least": least(p.Snapshot.Baskets)})}
	case p.Sure == 0:
		return []Note{note("no_sure_pairs", fmt.Sprintf("No pair came together in %d baskets or more and more often than chance explains; lift is told from there on.", FewestTogether),
			map[string]any{"least": FewestTogether})}
	}
	return nil
}
