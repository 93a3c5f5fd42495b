package api

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"huike"
	"huike/feature"
	"huike/order"
	"huike/order/ordertest"
	"huike/store"
	"huike/store/storetest"
)

// An answer is worked out once for all who ask, again when the facts or the
// definition change, and never kept when it failed.
func TestMemo(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		b := Base{Orders: order.New(db), Features: feature.New(db), Memo: NewMemo()}
		key := memoKey{question: "test", scope: feature.Scope{AsOf: huike.MustDay("2024-01-31")}}
		var asked atomic.Int64
		f := func(want int64, wrong error) {
			t.Helper()
			var all sync.WaitGroup
			for range 8 {
				all.Go(func() {
					_, err := remembered(t.Context(), b, key, func(context.Context) (int64, error) {
						time.Sleep(5 * time.Millisecond)
						return asked.Add(1), wrong
					})
					if !errors.Is(err, wrong) {
						t.Errorf("%v, want %v", err, wrong)
					}
				})
			}
			all.Wait()
			if got := asked.Load(); wrong == nil && got != want {
				t.Errorf("asked %d times, want %d", got, want)
			}
		}
		f(1, nil)
		f(1, nil)
		ordertest.Put(t, db, []ordertest.Order{{Customer: 1, Day: "2024-01-05", Gross: 10}})
		f(2, nil)
		if _, err := b.Features.SetDefinition(t.Context(), feature.Definition{Bounds: [5]int{7, 30, 60, 120, 365}, RFMDays: 365}, "test", time.Unix(0, 0)); err != nil {
			t.Fatal(err)
		}
		f(3, nil)
		key.question = "failing"
		f(0, errors.New("wrong"))
		asked.Store(0)
		f(1, nil)
	}, order.Schema, feature.Schema)
}
