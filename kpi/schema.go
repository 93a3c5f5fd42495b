package kpi

import (
	"embed"

	"huike/event"
	"huike/feature"
	"huike/order"
	"huike/store"
)

//go:embed migration
var migrations embed.FS

//go:embed sql
var statements embed.FS

var queries = store.Queries("kpi", statements).Whole()

// Schema declares what the room writes, what it lets others read, and whose views it reads.
var Schema = &store.Schema{
	Room:       "kpi",
	Tables:     []string{"kpi_definition", "kpi_target", "kpi_value", "kpi_kept"},
	Needs:      []*store.Schema{order.Schema, event.Schema, feature.Schema},
	Migrations: migrations,
	Queries:    &queries,
}
