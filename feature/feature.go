package feature

import (
	"context"
	"fmt"
	"time"

	"huike"
	"huike/order"
	"huike/store"
)

// keep is how many snapshots of a shop scope stay.
const keep = 24

// Features computes and reads the snapshots.
type Features struct {
	db     store.DB
	orders *order.Orders
}

// New returns the room over a database that holds its tables.
func New(db store.DB) *Features { return &Features{db, order.New(db)} }

// Scope says of which shop (0: all) and as of which local day.
type Scope struct {
	Shop huike.ShopID
	AsOf huike.Day
}

// Snapshot is one published set of rows, one per customer who had bought.
type Snapshot struct {
	ID           int64
	Scope        Scope
	Definition   int   // version of the definition
	OrderVersion int64 // the facts it was computed from
	Currency     string
	Customers    int64
	PublishedAt  time.Time
}

// Ensure returns the snapshot of a scope under the newest definition and
// computes it when there is none or when the facts changed since; the old one is
// then replaced. Several callers compute it once: the others wait. Of a shop the
// newest 24 snapshots stay, and those named in use. A scope with several
// currencies is an error of kind Invalid, an unknown shop one of kind NotFound.
func (f *Features) Ensure(ctx context.Context, s Scope, at time.Time, inUse ...int64) (Snapshot, error) {
	if snapshot, fresh, err := f.published(ctx, s); err != nil || fresh {
		return snapshot, err
	}
	release, err := f.wait(ctx, fmt.Sprintf("feature %d %s", s.Shop, s.AsOf))
	if err != nil {
		return Snapshot{}, err
	}
	defer release()
	// Read before the facts, so that facts that come meanwhile make it stale.
	snapshot, fresh, err := f.published(ctx, s)
	if err != nil || fresh {
		return snapshot, err
	}
	d, err := f.Definition(ctx)
	if err != nil {
		return Snapshot{}, err
	}
	snapshot.Definition, snapshot.PublishedAt = d.Version, at.UTC().Truncate(time.Microsecond)
	err = f.db.Write(ctx, func(tx store.Tx) (err error) {
		snapshot, err = compute(ctx, tx, d, snapshot)
		if err != nil {
			return err
		}
		return prune(ctx, tx, s.Shop, inUse)
	})
	return snapshot, err
}

// wait returns once nobody else holds the name of what is to be computed.
func (f *Features) wait(ctx context.Context, name string) (release func(), err error) {
	for {
		release, err := f.db.Lease(ctx, name)
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

// published returns the newest snapshot of a scope under the newest definition
// and whether the facts are still those that it was computed from. Without one
// it returns the version of the facts only.
func (f *Features) published(ctx context.Context, s Scope) (Snapshot, bool, error) {
	version, err := f.orders.Version(ctx)
	if err != nil {
		return Snapshot{}, false, err
	}
	d, err := f.Definition(ctx)
	if err != nil {
		return Snapshot{}, false, err
	}
	args := store.Args{"shop": s.Shop, "as_of": s.AsOf, "definition": d.Version, "order_version": version}
	p, found, err := store.One(ctx, f.db, queries.Get("published"), args, func(r *store.Rows) (Snapshot, error) {
		p := Snapshot{Scope: s, Definition: d.Version, OrderVersion: version}
		err := r.Scan(&p.ID, &p.Currency, &p.Customers, &p.PublishedAt)
		return p, err
	})
	if !found {
		p = Snapshot{Scope: s, OrderVersion: version}
	}
	return p, found, err
}

// compute writes the rows of a snapshot whose scope and version of the facts are
// given, and publishes it.
func compute(ctx context.Context, tx store.Tx, d Definition, s Snapshot) (_ Snapshot, err error) {
	if s.Currency, err = Currency(ctx, tx, s.Scope.Shop); err != nil {
		return s, err
	}
	if s.ID, err = store.Reserve(ctx, tx, "feature_snapshot", 1); err != nil {
		return s, err
	}
	b := d.Bounds
	err = inBulk(ctx, tx, func() error {
		s.Customers, err = tx.Exec(ctx, queries.Get("compute"), store.Args{
			"shop": s.Scope.Shop, "as_of": s.Scope.AsOf, "snapshot": s.ID, "rfm_days": d.RFMDays,
			"bound_1": b[0], "bound_2": b[1], "bound_3": b[2], "bound_4": b[3], "bound_5": b[4],
		})
		return err
	})
	if err != nil {
		return s, err
	}
	return s, replace(ctx, tx, s)
}

// inBulk runs a statement over all customers, which must not be joined row by row.
func inBulk(ctx context.Context, tx store.Tx, f func() error) error {
	set := func(oneByOne string) error {
		_, err := tx.Exec(ctx, queries.Get("joins"), store.Args{"one_by_one": oneByOne})
		return err
	}
	if err := set("off"); err != nil {
		return err
	}
	if err := f(); err != nil {
		return err
	}
	return set("on")
}

// replace publishes a snapshot in the place of the older ones of the same scope
// and definition.
func replace(ctx context.Context, tx store.Tx, s Snapshot) error {
	same := store.Args{"shop": s.Scope.Shop, "as_of": s.Scope.AsOf, "definition": s.Definition}
	replaced, err := store.All(ctx, tx, queries.Get("same_scope"), same, func(r *store.Rows) (id int64, err error) {
		return id, r.Scan(&id)
	})
	if err != nil {
		return err
	}
	if err := drop(ctx, tx, replaced); err != nil {
		return err
	}
	_, err = tx.Exec(ctx, queries.Get("publish"), store.Args{"snapshot": s.ID, "shop": s.Scope.Shop, "as_of": s.Scope.AsOf,
		"definition": s.Definition, "order_version": s.OrderVersion, "currency": s.Currency, "customers": s.Customers, "published_at": s.PublishedAt})
	return err
}

// prune drops the rows of all but the newest snapshots of a shop scope.
func prune(ctx context.Context, tx store.Tx, shop huike.ShopID, inUse []int64) error {
	args := store.Args{"shop": shop, "keep": keep, "in_use": inUse}
	old, err := store.All(ctx, tx, queries.Get("old"), args, func(r *store.Rows) (id int64, err error) {
		return id, r.Scan(&id)
	})
	if err != nil {
		return err
	}
	return drop(ctx, tx, old)
}

func drop(ctx context.Context, tx store.Tx, snapshots []int64) error {
	if len(snapshots) == 0 {
		return nil
	}
	for _, q := range []string{"drop_rows", "drop", "drop_habits", "drop_habit_snapshots"} {
		if _, err := tx.Exec(ctx, queries.Get(q), store.Args{"snapshots": snapshots}); err != nil {
			return err
		}
	}
	return nil
}

// Currency returns the one currency of a shop, or of all shops with orders
// (shop 0); "" when there is none yet.
func Currency(ctx context.Context, r store.Reader, shop huike.ShopID) (string, error) {
	all, err := store.All(ctx, r, queries.Get("currencies"), store.Args{"shop": shop}, func(r *store.Rows) (c string, err error) {
		return c, r.Scan(&c)
	})
	switch {
	case err != nil:
		return "", err
	case len(all) > 1:
		return "", huike.Errorf(huike.Invalid, "feature.currencies", "the shops sell in several currencies (%s and %s), which do not add up; choose a shop", all[0], all[1])
	case len(all) == 1:
		return all[0], nil
	case shop != 0:
		return "", huike.Errorf(huike.NotFound, "feature.shop", "there is no shop with the number %d", shop)
	}
	return "", nil
}
