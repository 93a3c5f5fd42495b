package open_test

import (
	"context"
	"math/rand/v2"
	"testing"
	"time"

	"huike/store"
	"huike/store/storetest"
)

// A write that is called off at any moment, also while it begins, leaves the
// connection of the writers as it found it.
func TestWritesCalledOffAtAnyMoment(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		draw := rand.New(rand.NewPCG(3, 4))
		ask := store.Compiled("test/one", "SELECT 1 AS one")
		for i := range 200 {
			ctx, cancel := context.WithCancel(t.Context())
			time.AfterFunc(time.Duration(draw.Int64N(int64(300*time.Microsecond))), cancel)
			_ = db.Write(ctx, func(tx store.Tx) error { // called off or not
				rows, err := tx.Read(ctx, ask, nil)
				if err != nil {
					return err
				}
				return rows.Close()
			})
			cancel()
			if err := db.Write(t.Context(), func(store.Tx) error { return nil }); err != nil {
				t.Fatalf("after %d writes called off: %v", i+1, err)
			}
		}
	})
}
