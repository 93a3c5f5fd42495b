package kpi_test

import (
	"reflect"
	"testing"

	"huike/kpi"
	"huike/order/ordertest"
	"huike/store"
	"huike/store/storetest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// What is kept is what was reckoned, and new facts are reckoned anew.
func TestAnswersAreKeptUntilTheFactsChange(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		smallShop(t, db)
		k, s := kpi.New(db), scope("2024-07-14")
		kept := store.Compiled("kept", "SELECT count(*) FROM kpi_kept")
		count := func() int64 {
			t.Helper()
			n, _, err := store.One(t.Context(), db, kept, nil, func(r *store.Rows) (n int64, err error) { return n, r.Scan(&n) })
			if err != nil {
				t.Fatal(err)
			}
			return n
		}
		ask := func() (tree kpi.Tree, returns kpi.Returns) {
			t.Helper()
			tree, err := k.Tree(t.Context(), s, "week")
			if err == nil {
				returns, err = k.Returns(t.Context(), s, 45)
			}
			if err != nil {
				t.Fatal(err)
			}
			return tree, returns
		}
		first, firstReturns := ask()
		if n := count(); n != 3 {
			t.Fatalf("%d answers are kept, want the tree, the returns and the following", n)
		}
		again, againReturns := ask()
		same := cmp.Options{cmpopts.EquateNaNs(), cmpopts.EquateEmpty(), cmp.Exporter(func(reflect.Type) bool { return true })}
		if diff := cmp.Diff(first, again, same); diff != "" {
			t.Errorf("the tree was reckoned and kept otherwise:\n%s", diff)
		}
		if diff := cmp.Diff(firstReturns, againReturns, same); diff != "" {
			t.Errorf("the returns were reckoned and kept otherwise:\n%s", diff)
		}
		ordertest.Put(t, db, []ordertest.Order{{Customer: 77, Day: "2024-07-13", Gross: 1000}})
		later, laterReturns := ask()
		if have, want := node(t, later, "sales").Value[0], node(t, first, "sales").Value[0]+1000; have != want {
			t.Errorf("sales are %v after another order, want %v", have, want)
		}
		if have, want := laterReturns.Estimate.Customers, firstReturns.Estimate.Customers+1; have != want {
			t.Errorf("%d customers were followed, want %d", have, want)
		}
		if n := count(); n != 3 {
			t.Errorf("%d answers are kept, want the newest of each question", n)
		}
	}, kpi.Schema)
}
