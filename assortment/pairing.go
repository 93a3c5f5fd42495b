package assortment

import (
	"cmp"
	"context"
	"io"
	"slices"
	"time"

	"huike/feature"
	"huike/stat"
	"huike/store"
)

// The kinds of pairs that are stored. Categories stand there as negative
// numbers: -1 is the first of their words in order.
const (
	pairBasket   = "basket"
	pairNext     = "next"
	pairCategory = "category"
)

// least is in how many of so many baskets a pair must be to be kept: two in a
// small shop, ten from 10,000 baskets on.
func least(baskets int64) int64 { return max(2, min(10, baskets/1000)) }

// pairing returns the snapshot of the pairs of a scope.
func (a *Assortment) pairing(ctx context.Context, s feature.Scope, at time.Time) (Snapshot, error) {
	return a.ensure(ctx, Snapshot{kind: kindPairs, Scope: s, Days: PairDays}, at, func(ctx context.Context, s Snapshot) (compute, error) {
		t, err := a.count(ctx, s)
		if err != nil {
			return nil, err
		}
		return func(ctx context.Context, tx store.Tx, s *Snapshot) error {
			s.Baskets, s.Watched = t.together.Baskets(), t.watched
			return t.store(ctx, tx, s.ID)
		}, nil
	})
}

// mostPairs is how many pairs of a kind are kept: those with the most evidence
// (G²) of coming together, then the most frequent. Lift would keep rare pairs only.
const mostPairs = 50_000

type storedPair struct {
	kind    string
	a, b    int64
	baskets int64
}

func (t *tally) pairs() []storedPair {
	n := least(t.together.Baskets())
	var all []storedPair
	for _, p := range surer(t.together.Pairs(n), t.together.Overlap) {
		all = append(all, storedPair{pairBasket, t.ids[p.A], t.ids[p.B], p.Count})
	}
	next := slices.DeleteFunc(t.next.pairs(n), func(p stat.Pair) bool { return p.A == p.B })
	for _, p := range surer(next, t.nextOverlap) {
		all = append(all, storedPair{pairNext, t.ids[p.A], t.ids[p.B], p.Count})
	}
	for _, p := range surer(t.categories.Pairs(n), t.categories.Overlap) {
		all = append(all, storedPair{pairCategory, -1 - int64(p.A), -1 - int64(p.B), p.Count})
	}
	return all
}

func (t *tally) nextOverlap(p stat.Pair) stat.Overlap {
	return stat.Overlap{N: t.watched, NX: t.opens[p.A], NY: t.follows[p.B], NXY: p.Count}
}

// surer returns the pairs that are kept.
func surer(pairs []stat.Pair, overlap func(stat.Pair) stat.Overlap) []stat.Pair {
	if len(pairs) <= mostPairs {
		return pairs
	}
	type weighed struct {
		stat.Pair
		evidence float64
	}
	all := make([]weighed, len(pairs))
	for i, p := range pairs {
		all[i].Pair = p
		if o := overlap(p); sure(o) {
			all[i].evidence = o.G2()
		}
	}
	slices.SortFunc(all, func(x, y weighed) int {
		return cmp.Or(cmp.Compare(y.evidence, x.evidence), cmp.Compare(y.Count, x.Count), cmp.Compare(x.A, y.A), cmp.Compare(x.B, y.B))
	})
	for i := range mostPairs {
		pairs[i] = all[i].Pair
	}
	return pairs[:mostPairs]
}

// sure tells a pair that comes together more often than chance explains.
func sure(o stat.Overlap) bool { return o.NXY >= FewestTogether && o.Lift() > 1 && o.G2() > SureG2 }

type storedBasket struct{ product, baskets, opens, follows int64 }

func (t *tally) singles() []storedBasket {
	var all []storedBasket
	for i, id := range t.ids {
		if n := t.together.Product(int32(i)); n > 0 {
			all = append(all, storedBasket{id, n, t.opens[i], t.follows[i]})
		}
	}
	for i := range t.words {
		if n := t.categories.Product(int32(i)); n > 0 {
			all = append(all, storedBasket{-1 - int64(i), n, 0, 0})
		}
	}
	return all
}

func (t *tally) store(ctx context.Context, tx store.Tx, snapshot int64) error {
	_, err := tx.Load(ctx, "product_basket", []string{"snapshot_id", "product_id", "baskets", "opens", "follows"},
		rowsOf(t.singles(), func(b storedBasket) []any { return []any{snapshot, b.product, b.baskets, b.opens, b.follows} }, io.EOF))
	if err != nil {
		return err
	}
	_, err = tx.Load(ctx, "product_pair", []string{"snapshot_id", "kind", "product_a", "product_b", "baskets"},
		rowsOf(t.pairs(), func(p storedPair) []any { return []any{snapshot, p.kind, p.a, p.b, p.baskets} }, io.EOF))
	return err
}

// counted is one stored pair with what its measures need.
type counted struct {
	a, b int64
	stat.Overlap
}

// counted returns the pairs of a kind; of one product, or of all (0).
func (a *Assortment) counted(ctx context.Context, s Snapshot, kind string, product int64) ([]counted, error) {
	args := store.Args{"snapshot": s.ID, "kind": kind, "product": product}
	return store.All(ctx, a.db, queries.Get("pairs"), args, func(r *store.Rows) (counted, error) {
		var c counted
		var opens, follows int64
		err := r.Scan(&c.a, &c.b, &c.NXY, &c.NX, &c.NY, &opens, &follows)
		c.N = s.Baskets
		if kind == pairNext {
			c.N, c.NX, c.NY = s.Watched, opens, follows
		}
		return c, err
	})
}
