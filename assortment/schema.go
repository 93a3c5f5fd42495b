package assortment

import (
	"embed"

	"huike/feature"
	"huike/order"
	"huike/store"
)

//go:embed migration
var migrations embed.FS

//go:embed sql
var statements embed.FS

var queries = store.Queries("assortment", statements).Whole()

// Schema declares what the room writes, what it lets others read, and whose views it reads.
var Schema = &store.Schema{
	Room:       "assortment",
	Tables:     []string{"product_snapshot", "product_role", "product_basket", "product_pair", "price_tier"},
	Views:      []string{"product_role_published"},
	Needs:      []*store.Schema{order.Schema, feature.Schema},
	Migrations: migrations,
	Queries:    &queries,
}
