package ingest

import (
	"embed"

	"huike/customer"
	"huike/event"
	"huike/order"
	"huike/store"
)

//go:embed migration
var migrations embed.FS

//go:embed sql
var statements embed.FS

var queries = store.Queries("ingest", statements)

// Schema declares what the room writes, what it lets others read, and whose views it reads.
var Schema = &store.Schema{
	Room:       "ingest",
	Tables:     []string{"import_batch", "import_reject", "import_mapping"},
	Needs:      []*store.Schema{customer.Schema, order.Schema, event.Schema},
	Migrations: migrations,
	Queries:    &queries,
}
