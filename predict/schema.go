package predict

import (
	"embed"

	"huike/customer"
	"huike/feature"
	"huike/order"
	"huike/store"
)

//go:embed migration
var migrations embed.FS

//go:embed sql
var statements embed.FS

var queries = store.Queries("predict", statements).Whole()

// Schema declares what the room writes, what it lets others read, and whose views it reads.
var Schema = &store.Schema{
	Room:       "predict",
	Tables:     []string{"model", "score"},
	Views:      []string{"customer_score", "model_published"},
	Needs:      []*store.Schema{customer.Schema, order.Schema, feature.Schema},
	Migrations: migrations,
	Queries:    &queries,
	Derived:    []string{"score"},
}
