// Package open opens the shop's database wherever its address says it is.
package open

import (
	"context"
	"strings"

	"huike"
	"huike/store"
	"huike/store/duckdb"
	"huike/store/postgres"
)

// Options say how a database is opened.
type Options = store.Options

// DB opens the database at an address: duckdb:PATH, duckdb::memory: or
// postgres://USER:PASSWORD@HOST:PORT/NAME.
func DB(ctx context.Context, address string, opt Options) (store.DB, error) {
	scheme, path, _ := strings.Cut(address, ":")
	switch scheme {
	case "duckdb":
		return opened(duckdb.Open(ctx, path, opt))
	case "postgres", "postgresql":
		return opened(postgres.Open(ctx, address, opt))
	}
	return nil, huike.Errorf(huike.Invalid, "store.address",
		"the address of a database begins with duckdb: or postgres://, for example duckdb:shop.duckdb")
}

// opened keeps a nil database from becoming a non-nil interface.
func opened[T store.DB](db T, err error) (store.DB, error) {
	if err != nil {
		return nil, err
	}
	return db, nil
}
