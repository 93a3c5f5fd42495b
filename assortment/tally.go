package assortment

import (
	"context"
	"slices"

	"huike"
	"huike/stat"
	"huike/store"
)

// tally counts what comes together in baskets that pass by one at a time, a
// customer's in the order of days.
type tally struct {
	ids      []int64         // product by its place
	place    map[int64]int32 // the place of a product
	category []int32         // of a product's place; -1: none
	words    []string        // the categories

	together   *stat.PairCounter
	categories *stat.PairCounter
	next       follow
	watched    int64 // baskets that are old enough to know the next one
	opens      []int64
	follows    []int64

	customer int64
	daysAgo  int
	basket   []int32
	before   []int32 // the watched basket that comes before, of the same customer
	ago      int
}

// follow counts products by what was in the basket before: in one block up to
// 4,000 products (64 MB), beyond that only those that were seen.
type follow struct {
	products int
	dense    []uint32
	sparse   map[uint64]uint32
}

const denseProducts = 4000

func newFollow(products int) follow {
	f := follow{products: products}
	if products <= denseProducts {
		f.dense = make([]uint32, products*products)
	} else {
		f.sparse = map[uint64]uint32{}
	}
	return f
}

func (f follow) add(a, b int32) {
	if f.dense != nil {
		f.dense[int(a)*f.products+int(b)]++
		return
	}
	f.sparse[uint64(a)<<32|uint64(b)]++
}

// pairs returns who followed whom at least so often.
func (f follow) pairs(least int64) []stat.Pair {
	var all []stat.Pair
	for at, n := range f.dense {
		if n > 0 && int64(n) >= least {
			all = append(all, stat.Pair{A: int32(at / f.products), B: int32(at % f.products), Count: int64(n)})
		}
	}
	for key, n := range f.sparse {
		if int64(n) >= least {
			all = append(all, stat.Pair{A: int32(key >> 32), B: int32(key & 0xffffffff), Count: int64(n)})
		}
	}
	return all
}

type item struct {
	id       int64
	category string
}

// wordsOf returns the categories of a catalogue in order.
func wordsOf(catalogue []item) []string {
	var words []string
	for _, p := range catalogue {
		if p.category != "" {
			words = append(words, p.category)
		}
	}
	slices.Sort(words)
	return slices.Compact(words)
}

func newTally(catalogue []item) *tally {
	t := &tally{place: make(map[int64]int32, len(catalogue)), category: make([]int32, len(catalogue)), words: wordsOf(catalogue)}
	for i, p := range catalogue {
		t.place[p.id] = int32(i)
		t.ids = append(t.ids, p.id)
		at, found := slices.BinarySearch(t.words, p.category)
		t.category[i] = int32(at)
		if !found {
			t.category[i] = -1
		}
	}
	t.together, t.categories, t.next = stat.NewPairCounter(len(t.ids)), stat.NewPairCounter(len(t.words)), newFollow(len(t.ids))
	t.opens, t.follows = make([]int64, len(t.ids)), make([]int64, len(t.ids))
	return t
}

// add takes the next product; products of one basket come one after the other.
func (t *tally) add(customer int64, daysAgo int, product int64) {
	if customer != t.customer || daysAgo != t.daysAgo {
		t.close()
		if customer != t.customer {
			t.before = t.before[:0]
		}
		t.customer, t.daysAgo = customer, daysAgo
	}
	if at, known := t.place[product]; known && (len(t.basket) == 0 || t.basket[len(t.basket)-1] != at) {
		t.basket = append(t.basket, at)
	}
}

// close counts the basket that is complete.
func (t *tally) close() {
	if len(t.basket) == 0 {
		return
	}
	t.together.Add(t.basket)
	t.countCategories()
	if len(t.before) > 0 && t.ago-t.daysAgo <= NextDays {
		for _, b := range t.basket {
			t.follows[b]++
			for _, a := range t.before {
				t.next.add(a, b)
			}
		}
	}
	t.before = t.before[:0]
	if t.customer > 0 && t.daysAgo >= NextDays {
		t.watched++
		for _, a := range t.basket {
			t.opens[a]++
		}
		t.before, t.ago = append(t.before, t.basket...), t.daysAgo
	}
	t.basket = t.basket[:0]
}

func (t *tally) countCategories() {
	var kinds [64]int32
	list := kinds[:0]
	for _, at := range t.basket {
		if c := t.category[at]; c >= 0 && !slices.Contains(list, c) {
			list = append(list, c)
		}
	}
	t.categories.Add(list)
}

func (a *Assortment) catalogue(ctx context.Context, shop huike.ShopID) ([]item, error) {
	return store.All(ctx, a.db, queries.Get("catalogue"), store.Args{"shop": shop}, func(r *store.Rows) (p item, err error) {
		return p, r.Scan(&p.id, &p.category)
	})
}

// count reads the baskets of a snapshot.
func (a *Assortment) count(ctx context.Context, s Snapshot) (*tally, error) {
	catalogue, err := a.catalogue(ctx, s.Scope.Shop)
	if err != nil {
		return nil, err
	}
	t := newTally(catalogue)
	rows, err := a.db.Read(ctx, queries.Get("items"), store.Args{"shop": s.Scope.Shop, "as_of": s.Scope.AsOf, "days": s.Days})
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var customer, product int64
	var daysAgo int
	for rows.Next() {
		if err := rows.Scan(&customer, &daysAgo, &product); err != nil {
			return nil, err
		}
		t.add(customer, daysAgo, product)
	}
	t.close()
	return t, rows.Err()
}
