package campaign

import (
	"embed"

	"huike/customer"
	"huike/evaluate"
	"huike/event"
	"huike/feature"
	"huike/message"
	"huike/order"
	"huike/segment"
	"huike/store"
)

//go:embed migration
var migrations embed.FS

//go:embed sql
var statements embed.FS

var queries = store.Queries("campaign", statements)

// Schema declares what the room writes, what it lets others read, and whose views it reads.
var Schema = &store.Schema{
	Room:       "campaign",
	Tables:     []string{"campaign", "campaign_arm", "campaign_link", "programme", "programme_step", "programme_wave"},
	Needs:      []*store.Schema{customer.Schema, order.Schema, event.Schema, feature.Schema, message.Schema, segment.Schema, evaluate.Schema},
	Migrations: migrations,
	Queries:    &queries,
}
