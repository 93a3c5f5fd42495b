package segment

import (
	"context"
	"sync"

	"huike"
	"huike/store"
)

// mostBases is how many snapshots are remembered; beyond it all are forgotten.
const mostBases = 64

// bases remembers how many customers of a snapshot are in each stage. What is
// published never changes and its number is never given again, and a merchant
// who edits a rule asks it of the same snapshot after every key.
type bases struct {
	mu    sync.Mutex
	known map[int64]map[huike.Stage]int64
}

// of returns the customers of a published snapshot by their stage. The answer
// must not be changed.
func (b *bases) of(ctx context.Context, db store.Reader, snapshot int64) (map[huike.Stage]int64, error) {
	b.mu.Lock()
	known, found := b.known[snapshot]
	b.mu.Unlock()
	if found {
		return known, nil
	}
	known = map[huike.Stage]int64{}
	_, err := store.All(ctx, db, queries.Get("base"), store.Args{"snapshot": snapshot}, func(r *store.Rows) (n int64, err error) {
		var stage huike.Stage
		err = r.Scan(&stage, &n)
		known[stage] = n
		return n, err
	})
	if err != nil {
		return nil, err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.known == nil || len(b.known) >= mostBases {
		b.known = map[int64]map[huike.Stage]int64{}
	}
	b.known[snapshot] = known
	return known, nil
}
