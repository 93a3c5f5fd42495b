package feature_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"huike"
	"huike/feature"
	"huike/order/ordertest"
	"huike/store"
	"huike/store/storetest"

	"github.com/google/go-cmp/cmp"
)

// occasionsOf reads the occasions of a scope, a line each.
func occasionsOf(t *testing.T, db store.DB, s feature.Scope) (all []string) {
	t.Helper()
	err := feature.New(db).OverOccasions(t.Context(), func(chain int64) (err error) {
		args := store.Args{"shop": s.Shop, "as_of": s.AsOf, "chain": chain}
		all, err = store.All(t.Context(), db, feature.OccasionQuery(), args, func(r *store.Rows) (string, error) {
			var customer, ordinal, orders, gross int64
			var here, first huike.Day
			var before, next *huike.Day
			err := r.Scan(&customer, &here, &ordinal, &first, &before, &next, &orders, &gross)
			return line(customer, here, ordinal, first, before, next, orders, gross), err
		})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(all)
	return all
}

func line(customer int64, here huike.Day, ordinal int64, first huike.Day, before, next *huike.Day, orders, gross int64) string {
	name := func(d *huike.Day) string {
		if d == nil {
			return "-"
		}
		return d.String()
	}
	return fmt.Sprintf("%d %s no. %d since %s, %s to %s: %d for %d", customer, here, ordinal, first, name(before), name(next), orders, gross)
}

// plainly chains the occasions of what was known on a day, order by order.
func plainly(orders []ordertest.Order, s feature.Scope) (all []string) {
	type key struct {
		customer int64
		day      huike.Day
	}
	count, gross, days := map[key]int64{}, map[key]int64{}, map[int64][]huike.Day{}
	for _, o := range orders {
		shop := max(o.Shop, 1)
		known := !s.AsOf.Before(day(o.Day)) && (o.Void == "" || s.AsOf.Before(day(o.Void)))
		if o.Customer == 0 || o.Unpaid || o.Gross == 0 || !known || s.Shop != 0 && huike.ShopID(shop) != s.Shop {
			continue
		}
		k := key{o.Customer, day(o.Day)}
		if count[k] == 0 {
			days[o.Customer] = append(days[o.Customer], k.day)
		}
		count[k], gross[k] = count[k]+1, gross[k]+int64(100*o.Gross)
	}
	for customer, list := range days {
		slices.SortFunc(list, func(a, b huike.Day) int { return a.Sub(b) })
		for i, d := range list {
			var before, next *huike.Day
			if i > 0 {
				before = &list[i-1]
			}
			if i+1 < len(list) {
				next = &list[i+1]
			}
			all = append(all, line(customer, d, int64(i+1), list[0], before, next, count[key{customer, d}], gross[key{customer, d}]))
		}
	}
	slices.Sort(all)
	return all
}

// Chained once, the occasions are those of every day and shop, with voided
// orders, with customers of several shops, and after more orders have come.
func TestOccasionsAreThoseOfEveryDay(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		random, first := rand.New(rand.NewPCG(7, 11)), day("2023-01-01")
		var orders []ordertest.Order
		for range 3 {
			more := randomOrders(random, first)
			for i := range more {
				more[i].Shop = 1 + more[i].Customer%2
				if more[i].Customer%5 == 0 {
					more[i].Shop = int64(1 + random.IntN(2))
				}
				if more[i].Customer%3 == 0 {
					more[i].Void = ""
				}
			}
			ordertest.Put(t, db, more)
			orders = append(orders, more...)
			for range 20 {
				s := feature.Scope{Shop: huike.ShopID(random.IntN(3)), AsOf: first.Add(random.IntN(600))}
				if diff := cmp.Diff(plainly(orders, s), occasionsOf(t, db, s)); diff != "" {
					t.Fatalf("shop %d as of %s: %s", s.Shop, s.AsOf, diff)
				}
			}
		}
	}, feature.Schema)
}

// A chain is made once for the same facts; who reads one that is dropped
// meanwhile reads again.
func TestOccasionsAreChainedOncePerVersionOfTheFacts(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		f := feature.New(db)
		more := func() { ordertest.Put(t, db, []ordertest.Order{{Customer: 1, Day: "2024-01-05", Gross: 3}}) }
		newest := func() (chain int64) {
			t.Helper()
			if err := f.OverOccasions(t.Context(), func(c int64) error { chain = c; return nil }); err != nil {
				t.Fatal(err)
			}
			return chain
		}
		more()
		first := newest()
		if again := newest(); again != first {
			t.Errorf("the same facts were chained as %d and %d", first, again)
		}
		var asked []int64
		err := f.OverOccasions(t.Context(), func(chain int64) error {
			asked = append(asked, chain)
			for len(asked) == 1 && newest() < first+2 {
				more()
			}
			return nil
		})
		if want := []int64{first, first + 2}; err != nil || !slices.Equal(asked, want) {
			t.Errorf("asked of the chains %v, want %v: %v", asked, want, err)
		}
		left, _, err := store.One(t.Context(), db, store.Compiled("left", "SELECT count(*) FROM occasion_chain"), nil, func(r *store.Rows) (n int64, err error) { return n, r.Scan(&n) })
		if err != nil || left != 2 {
			t.Errorf("%d chains are left, want the newest and the one before: %v", left, err)
		}
	}, feature.Schema)
}
