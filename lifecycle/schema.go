package lifecycle

import (
	"embed"

	"huike/customer"
	"huike/feature"
	"huike/order"
	"huike/store"
)

//go:embed sql
var statements embed.FS

var queries = store.Queries("lifecycle", statements)

// Schema declares what the room writes, what it lets others read, and whose views it reads.
var Schema = &store.Schema{
	Room:    "lifecycle",
	Needs:   []*store.Schema{customer.Schema, order.Schema, feature.Schema},
	Queries: &queries,
}
