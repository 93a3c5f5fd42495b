package assortment

import (
	"context"
	"fmt"
	"time"

	"huike"
	"huike/feature"
	"huike/store"
)

// keep is how many snapshots of a kind and shop stay.
const keep = 12

// The kinds of snapshots.
const (
	kindMatrix = "matrix"
	kindPairs  = "pairs"
)

// Snapshot is one published set of roles or pairs.
type Snapshot struct {
	ID          int64
	Scope       feature.Scope
	Days        int // it looks back so far
	Currency    string
	Baskets     int64 // pairs: customer-days looked at
	Watched     int64 // pairs: of those, old enough to know the next one
	PublishedAt time.Time

	kind         string
	setting      string
	orderVersion int64
}

// compute fills a snapshot inside a transaction and completes its counts.
type compute func(ctx context.Context, tx store.Tx, s *Snapshot) error

// ensure returns the snapshot of a kind, scope and days and computes it when
// there is none of the present facts. Several callers compute it once. prepare
// runs before the transaction and may be slow.
func (a *Assortment) ensure(ctx context.Context, want Snapshot, at time.Time, prepare func(context.Context, Snapshot) (compute, error)) (Snapshot, error) {
	if s, fresh, err := a.published(ctx, want); err != nil || fresh {
		return s, err
	}
	release, err := a.turn(ctx, want)
	if err != nil {
		return want, err
	}
	defer release()
	s, fresh, err := a.published(ctx, want)
	if err != nil || fresh {
		return s, err
	}
	if s.Currency, err = feature.Currency(ctx, a.db, s.Scope.Shop); err != nil {
		return s, err
	}
	s.PublishedAt = at.UTC().Truncate(time.Microsecond)
	fill, err := prepare(ctx, s)
	if err != nil {
		return s, err
	}
	err = a.db.Write(ctx, func(tx store.Tx) (err error) {
		if s.ID, err = store.Reserve(ctx, tx, "product_snapshot", 1); err != nil {
			return err
		}
		if err := fill(ctx, tx, &s); err != nil {
			return err
		}
		return publish(ctx, tx, s)
	})
	return s, err
}

// published returns the snapshot of the present facts, or what one would be
// computed from.
func (a *Assortment) published(ctx context.Context, s Snapshot) (Snapshot, bool, error) {
	var err error
	if s.orderVersion, err = a.orders.Version(ctx); err != nil {
		return s, false, err
	}
	if s.setting, err = a.setting(ctx, s.Scope.Shop); err != nil {
		return s, false, err
	}
	_, found, err := store.One(ctx, a.db, queries.Get("published"), s.args(), func(r *store.Rows) (any, error) {
		return nil, r.Scan(&s.ID, &s.Currency, &s.Baskets, &s.Watched, &s.PublishedAt)
	})
	return s, found, err
}

// args name the snapshot among all.
func (s Snapshot) args() store.Args {
	return store.Args{"kind": s.kind, "shop": s.Scope.Shop, "as_of": s.Scope.AsOf, "days": s.Days,
		"setting": s.setting, "order_version": s.orderVersion}
}

// turn waits until nobody else computes the same.
func (a *Assortment) turn(ctx context.Context, s Snapshot) (release func(), err error) {
	for {
		release, err := a.db.Lease(ctx, fmt.Sprintf("assortment %s %d %s", s.kind, s.Scope.Shop, s.Scope.AsOf))
		if huike.CodeOf(err) != "store.lease_taken" {
			return release, err
		}
		select {
		case <-ctx.Done():
			return nil, err
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// publish opens a snapshot to readers in the place of older ones.
func publish(ctx context.Context, tx store.Tx, s Snapshot) error {
	args := store.Args{"kind": s.kind, "shop": s.Scope.Shop, "as_of": s.Scope.AsOf, "days": s.Days, "keep": keep - 1}
	old, err := store.All(ctx, tx, queries.Get("superseded"), args, func(r *store.Rows) (id int64, err error) {
		return id, r.Scan(&id)
	})
	if err != nil {
		return err
	}
	for _, q := range []string{"drop_role", "drop_basket", "drop_pair", "drop_snapshot"} {
		if len(old) == 0 {
			break
		}
		if _, err := tx.Exec(ctx, queries.Get(q), store.Args{"snapshots": old}); err != nil {
			return err
		}
	}
	all := s.args()
	all["snapshot"], all["currency"], all["baskets"], all["watched"], all["published_at"] = s.ID, s.Currency, s.Baskets, s.Watched, s.PublishedAt
	_, err = tx.Exec(ctx, queries.Get("publish"), all)
	return err
}

// rowsOf gives prepared rows to a bulk load.
func rowsOf[T any](all []T, row func(T) []any, end error) func() ([]any, error) {
	i := -1
	return func() ([]any, error) {
		if i++; i == len(all) {
			return nil, end
		}
		return row(all[i]), nil
	}
}
