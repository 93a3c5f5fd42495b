// Package messagetest gives tests of sending a list of made-up customers, a
// process that can be killed while it sends, and the questions that must hold
// afterwards.
package messagetest

import (
	"context"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"huike"
	"huike/customer"
	"huike/store"
)

// Address is the e-mail address of a made-up customer.
func Address(id huike.CustomerID) string { return fmt.Sprintf("c%d@people.example", id) }

// CustomerOf reads the number out of a made-up address; 0 for any other.
func CustomerOf(address string) huike.CustomerID {
	number, ok := strings.CutSuffix(strings.TrimPrefix(address, "c"), "@people.example")
	id, err := strconv.ParseInt(number, 10, 64)
	if !ok || err != nil {
		return 0
	}
	return huike.CustomerID(id)
}

// Directory finds made-up customers without a vault.
type Directory struct{}

// Addresses returns an address and a name for every customer.
func (Directory) Addresses(_ context.Context, ids []huike.CustomerID, _ huike.Channel) (map[huike.CustomerID]customer.Address, error) {
	all := make(map[huike.CustomerID]customer.Address, len(ids))
	for _, id := range ids {
		all[id] = customer.Address{Email: Address(id), Name: fmt.Sprintf("Person %d", id), Hash: hashOf(int64(id))}
	}
	return all, nil
}

func hashOf(id int64) string { return fmt.Sprintf("h%d", id) }

// People puts the customers 1 to n into a database, with an e-mail address and
// consent to marketing and care since at.
func People(ctx context.Context, db store.DB, n int, at time.Time) error {
	return db.Write(ctx, func(tx store.Tx) error {
		for _, t := range tables(at) {
			if _, err := tx.Load(ctx, t.name, t.columns, rows(n, t.row)); err != nil {
				return err
			}
		}
		return nil
	})
}

type table struct {
	name    string
	columns []string
	row     func(id int64) []any
}

func tables(at time.Time) []table {
	consent := func(purpose string) table {
		return table{"consent",
			[]string{"customer_id", "consent_id", "channel", "purpose", "granted", "source", "evidence", "occurred_at", "arrived_at"},
			func(id int64) []any {
				return []any{id, fmt.Sprintf("%s-%d", purpose, id), "email", purpose, true, "import", "test", at, at}
			}}
	}
	return []table{
		{"customer", []string{"customer_id", "first_shop_id", "arrived_at", "batch_id"}, func(id int64) []any {
			return []any{id, int64(1), at, int64(1)}
		}},
		{"identity", []string{"kind", "shop_id", "value_hash", "customer_id", "value_sealed", "arrived_at", "batch_id"}, func(id int64) []any {
			return []any{"email", int64(0), hashOf(id), id, "", at, int64(1)}
		}},
		consent("marketing"), consent("care"),
	}
}

func rows(n int, row func(id int64) []any) func() ([]any, error) {
	id := int64(0)
	return func() ([]any, error) {
		if id == int64(n) {
			return nil, io.EOF
		}
		id++
		return row(id), nil
	}
}
