package feature

import (
	"embed"

	"huike/order"
	"huike/store"
)

//go:embed migration
var migrations embed.FS

//go:embed sql
var statements embed.FS

var queries = store.Queries("feature", statements)

// Schema declares what the room writes, what it lets others read, and whose views it reads.
var Schema = &store.Schema{
	Room:       "feature",
	Tables:     []string{"feature_definition", "feature", "feature_snapshot"},
	Views:      []string{"customer_feature", "feature_published"},
	Needs:      []*store.Schema{order.Schema},
	Migrations: migrations,
	Queries:    &queries,
}
