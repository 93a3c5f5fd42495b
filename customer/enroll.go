package customer

import (
	"context"
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
	Customer    huike.CustomerID
	Sealed      string
	First, Last time.Time // of the facts that bear it; zero: as it arrives
}

// Arrival says with which batch, and when, something came.
type Arrival struct {
	Batch int64
	At    time.Time
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
	columns := []string{"kind", "shop_id", "value_hash", "customer_id", "value_sealed", "arrived_at", "batch_id", "first_told", "last_told"}
	row := make([]any, len(columns))
	_, err := tx.Load(ctx, "identity", columns, func() ([]any, error) {
		f, err := next()
		if err != nil {
			return nil, err
		}
		row[0], row[1], row[2], row[3] = f.Kind, int64(f.Shop), f.Hash, int64(f.Customer)
		row[4], row[5], row[6], row[7], row[8] = f.Sealed, a.At, a.Batch, f.First, f.Last
		if f.First.IsZero() {
			row[7], row[8] = a.At, a.At
		}
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
