package segment

import (
	"embed"

	"huike/customer"
	"huike/event"
	"huike/feature"
	"huike/message"
	"huike/order"
	"huike/store"
)

//go:embed migration
var migrations embed.FS

//go:embed sql
var statements embed.FS

var queries = store.Queries("segment", statements)

// Schema declares what the room writes, what it lets others read, and whose views it reads.
var Schema = &store.Schema{
	Room:       "segment",
	Tables:     []string{"segment", "segment_version", "segment_member", "segment_change", "segment_run", "segment_export"},
	Views:      []string{"member_of"},
	Needs:      []*store.Schema{customer.Schema, order.Schema, event.Schema, feature.Schema, message.Schema},
	Migrations: migrations,
	Queries:    &queries,
	Facts: []store.PerCustomer{
		{Table: "segment_member", Key: []string{"segment_id"}},
		{Table: "segment_change", Key: []string{"segment_id", "run_id"}},
	},
}
