package customer

import (
	"context"
	"io"
	"time"

	"huike"
	"huike/store"
)

// Seen is an identity that a source bears, and when; zero times tell nothing.
type Seen struct {
	Key
	First, Last time.Time
}

// Look is what is known of some identities, by their places in the question. A
// customer who was merged into another one is still known by their own number.
type Look struct {
	owners  []huike.CustomerID
	shared  map[int]bool
	bearers map[int][]huike.CustomerID
	held    map[huike.CustomerID]uint8
}

// Owner is who is known by an identity, 0 for nobody.
func (l *Look) Owner(i int) huike.CustomerID { return l.owners[i] }

// Shared reports whether so many bear an identity that it tells nobody.
func (l *Look) Shared(i int) bool { return l.shared[i] }

// Bearers are the customers who bear an identity that is somebody else's.
func (l *Look) Bearers(i int) []huike.CustomerID { return l.bearers[i] }

// Held are the kinds of identity that an owner has in the shop that was asked
// for, a bit each, in the order of Kinds.
func (l *Look) Held(id huike.CustomerID) uint8 { return l.held[id] }

// Strangers is the Look of n identities in a database that knows nobody.
func Strangers(n int) *Look { return &Look{owners: make([]huike.CustomerID, n)} }

// LookUp looks n identities of a shop up in one go, and notes that they were
// borne when a source says so.
func LookUp(ctx context.Context, tx store.Tx, shop huike.ShopID, n int, seen func(i int) Seen) (*Look, error) {
	l := Strangers(n)
	_, someone, err := store.One(ctx, tx, queries.Get("identity_any"), nil, func(r *store.Rows) (one int64, err error) { return one, r.Scan(&one) })
	if err != nil || !someone {
		return l, err
	}
	if err := stageSeen(ctx, tx, n, seen); err != nil {
		return nil, err
	}
	if err := l.read(ctx, tx, shop); err != nil {
		return nil, err
	}
	for _, name := range []string{"identity_told", "stage_identity_clear"} {
		if _, err := tx.Exec(ctx, queries.Get(name), nil); err != nil {
			return nil, err
		}
	}
	return l, nil
}

// Known looks n identities up in one go and returns the customer of each, 0
// where nobody is known by it.
func Known(ctx context.Context, tx store.Tx, n int, key func(i int) Key) ([]huike.CustomerID, error) {
	l, err := LookUp(ctx, tx, 0, n, func(i int) Seen { return Seen{Key: key(i)} })
	if err != nil {
		return nil, err
	}
	return l.owners, nil
}

func stageSeen(ctx context.Context, tx store.Tx, n int, seen func(i int) Seen) error {
	i := 0
	row := make([]any, 6)
	_, err := tx.Load(ctx, "stage_identity", []string{"identity_ix", "kind", "shop_id", "value_hash", "first_told", "last_told"}, func() ([]any, error) {
		if i == n {
			return nil, io.EOF
		}
		s := seen(i)
		row[0], row[1], row[2], row[3], row[4], row[5] = int64(i), s.Kind, int64(s.Shop), s.Hash, nil, nil
		if !s.First.IsZero() {
			row[4], row[5] = s.First, s.Last
		}
		i++
		return row, nil
	})
	if err != nil {
		return err
	}
	return plan(ctx, tx, "stage_identity")
}

func (l *Look) read(ctx context.Context, tx store.Tx, shop huike.ShopID) error {
	l.shared, l.bearers, l.held = map[int]bool{}, map[int][]huike.CustomerID{}, map[huike.CustomerID]uint8{}
	for _, q := range []struct {
		name string
		put  func(a, b int64)
	}{
		{"identity_known", func(ix, owner int64) { l.owners[ix] = huike.CustomerID(owner) }},
		{"identity_known_shared", func(ix, _ int64) { l.shared[int(ix)] = true }},
		{"identity_known_borne", func(ix, by int64) { l.bearers[int(ix)] = append(l.bearers[int(ix)], huike.CustomerID(by)) }},
		{"identity_held", func(id, kinds int64) { l.held[huike.CustomerID(id)] = uint8(kinds) }},
	} {
		var args store.Args
		if q.name == "identity_held" {
			args = store.Args{"shop": shop}
		}
		rows, err := tx.Read(ctx, queries.Get(q.name), args)
		if err != nil {
			return err
		}
		for rows.Next() {
			var a, b int64
			if err := rows.Scan(&a, &b); err != nil {
				rows.Close()
				return err
			}
			q.put(a, b)
		}
		rows.Close()
		if err := rows.Err(); err != nil {
			return err
		}
	}
	return nil
}

// Disown notes that identities tell nobody, and takes them from whom they were.
func Disown(ctx context.Context, tx store.Tx, at time.Time, keys []Key) error {
	if len(keys) == 0 {
		return nil
	}
	if err := stageSeen(ctx, tx, len(keys), func(i int) Seen { return Seen{Key: keys[i]} }); err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, queries.Get("identity_shared_add"), store.Args{"since": at}); err != nil {
		return err
	}
	for _, name := range []string{"identity_disown", "identity_unbear", "stage_identity_clear"} {
		if _, err := tx.Exec(ctx, queries.Get(name), nil); err != nil {
			return err
		}
	}
	return nil
}

// Bear notes who bears identities that are somebody else's, once each.
func Bear(ctx context.Context, tx store.Tx, all []Found) error {
	if len(all) == 0 {
		return nil
	}
	var customers, shops []int64
	var kinds, hashes []string
	for _, f := range all {
		customers, shops, kinds, hashes = append(customers, int64(f.Customer)), append(shops, int64(f.Shop)), append(kinds, f.Kind), append(hashes, f.Hash)
	}
	_, err := tx.Exec(ctx, queries.Get("identity_bear"), store.Args{"customers": customers, "shops": shops, "kinds": kinds, "hashes": hashes})
	return err
}
