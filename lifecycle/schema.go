package lifecycle

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

var queries = store.Queries("lifecycle", statements).Whole()

// Schema declares what the room writes, what it lets others read, and whose views it reads.
var Schema = &store.Schema{
	Room:       "lifecycle",
	Tables:     []string{"consumption_setting", "consumption_member", "consumption_period", "dormancy", "dormancy_cause", "dormancy_run"},
	Views:      []string{"dormancy_view"},
	Needs:      []*store.Schema{customer.Schema, order.Schema, event.Schema, feature.Schema, message.Schema},
	Migrations: migrations,
	Queries:    &queries,
	Derived:    []string{"dormancy", "dormancy_cause"},
}
