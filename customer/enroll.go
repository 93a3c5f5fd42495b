package customer

import (
	"context"
	"io"
	"time"

	"huike"
	"huike/store"
)

// Key is an identity as it is looked up.
type Key struct {
	Kind string
	Shop huike.ShopID // 0 for kinds that count everywhere
	Hash string       // Vault.HashNormal of the normalised value
}

// Newcomer is a customer who is seen for the first time.
type Newcomer struct {
	ID                              huike.CustomerID
	FirstShop                       huike.ShopID
	NameSealed                      string // "" when unknown
	Gender, Country, Province, City string // "" when unknown
}

// Found is a new identity of a customer.
type Found struct {
	Key
	Customer huike.CustomerID
	Sealed   string
}

// Arrival says with which batch, and when, something came.
type Arrival struct {
	Batch int64
	At    time.Time
}

// Known looks n identities up in one go and returns the customer of each, 0
// where nobody is known by it.
func Known(ctx context.Context, tx store.Tx, n int, key func(i int) Key) ([]huike.CustomerID, error) {
	owners := make([]huike.CustomerID, n)
	_, someone, err := store.One(ctx, tx, queries.Get("identity_any"), nil, func(r *store.Rows) (one int64, err error) { return one, r.Scan(&one) })
	if err != nil || !someone {
		return owners, err
	}
	i := 0
	row := make([]any, 4)
	_, err = tx.Load(ctx, "stage_identity", []string{"identity_ix", "kind", "shop_id", "value_hash"}, func() ([]any, error) {
		if i == n {
			return nil, io.EOF
		}
		k := key(i)
		row[0], row[1], row[2], row[3] = int64(i), k.Kind, int64(k.Shop), k.Hash
		i++
		return row, nil
	})
	if err != nil {
		return nil, err
	}
	rows, err := tx.Read(ctx, queries.Get("identity_known"), nil)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var ix int64
		var owner huike.CustomerID
		if err := rows.Scan(&ix, &owner); err != nil {
			return nil, err
		}
		owners[ix] = owner
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	_, err = tx.Exec(ctx, queries.Get("stage_identity_clear"), nil)
	return owners, err
}

// Enroll writes new customers in bulk; next ends with io.EOF. Their numbers
// come from store.Reserve(ctx, tx, "customer", n).
func Enroll(ctx context.Context, tx store.Tx, a Arrival, next func() (Newcomer, error)) error {
	columns := []string{"customer_id", "first_shop_id", "name_sealed", "gender", "country", "province", "city", "arrived_at", "batch_id"}
	row := make([]any, len(columns))
	_, err := tx.Load(ctx, "customer", columns, func() ([]any, error) {
		n, err := next()
		if err != nil {
			return nil, err
		}
		row[0], row[1], row[2], row[3] = int64(n.ID), int64(n.FirstShop), orNull(n.NameSealed), orNull(n.Gender)
		row[4], row[5], row[6], row[7], row[8] = orNull(n.Country), orNull(n.Province), orNull(n.City), a.At, a.Batch
		return row, nil
	})
	return err
}

// Attach writes new identities in bulk; next ends with io.EOF. None of them may
// be known already.
func Attach(ctx context.Context, tx store.Tx, a Arrival, next func() (Found, error)) error {
	columns := []string{"kind", "shop_id", "value_hash", "customer_id", "value_sealed", "arrived_at", "batch_id"}
	row := make([]any, len(columns))
	_, err := tx.Load(ctx, "identity", columns, func() ([]any, error) {
		f, err := next()
		if err != nil {
			return nil, err
		}
		row[0], row[1], row[2], row[3] = f.Kind, int64(f.Shop), f.Hash, int64(f.Customer)
		row[4], row[5], row[6] = f.Sealed, a.At, a.Batch
		return row, nil
	})
	return err
}

// Agreement is a consent that many customers gave in the same way.
type Agreement struct {
	Channel  huike.Channel
	Purpose  huike.Purpose
	Source   string
	Evidence string
	At       time.Time
}

// GrantMany writes a consent for every listed customer who has an address on
// the channel and never said anything about the purpose before: nobody who
// withdrew is signed up again. It returns how many entries it wrote. id is one
// UUIDv7 for all of them.
func GrantMany(ctx context.Context, tx store.Tx, id string, g Agreement, customers []huike.CustomerID) (int64, error) {
	return tx.Exec(ctx, queries.Get("consent_many"), store.Args{
		"ids": customers, "id": id, "channel": string(g.Channel), "purpose": string(g.Purpose),
		"source": g.Source, "evidence": g.Evidence, "at_time": g.At,
	})
}

// Settle tells the planner how many people there are by now, after many came at
// once; DuckDB counts while it writes.
func Settle(ctx context.Context, tx store.Tx) error {
	if tx.Engine() == store.DuckDB {
		return nil
	}
	for _, table := range []string{"customer", "identity", "consent"} {
		if _, err := tx.Exec(ctx, queries.Get(table+"_analyze"), nil); err != nil {
			return err
		}
	}
	return nil
}

func orNull(s string) any {
	if s == "" {
		return nil
	}
	return s
}
