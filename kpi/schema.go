package kpi

import (
	"embed"

	"huike/event"
	"huike/feature"
	"huike/order"
	"huike/store"
)

//go:embed sql
var statements embed.FS

var queries = store.Queries("kpi", statements)

// Schema declares what the room writes, what it lets others read, and whose views it reads.
var Schema = &store.Schema{
	Room:    "kpi",
	Needs:   []*store.Schema{order.Schema, event.Schema, feature.Schema},
	Queries: &queries,
}
