package message

import (
	"embed"

	"huike/customer"
	"huike/order"
	"huike/store"
)

//go:embed migration
var migrations embed.FS

//go:embed sql
var statements embed.FS

var queries = store.Queries("message", statements)

// Schema declares what the room writes, what it lets others read, and whose views it reads.
var Schema = &store.Schema{
	Room:       "message",
	Tables:     []string{"sender", "contact_limit", "gate_verdict", "message", "message_event"},
	Views:      []string{"contact", "contact_event", "verdict"},
	Needs:      []*store.Schema{customer.Schema, order.Schema},
	Migrations: migrations,
	Queries:    &queries,
	Facts: []store.PerCustomer{
		{Table: "gate_verdict", Key: []string{"campaign_id", "phase"}},
		{Table: "message", Key: []string{"message_id"}},
		{Table: "message_event", Key: []string{"event_id"}, Parent: "message", By: "message_id"},
	},
}
