package feature

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

var queries = store.Queries("feature", statements).Whole("habit_counts", "habit_groups")

// Schema declares what the room writes, what it lets others read, and whose views it reads.
var Schema = &store.Schema{
	Room: "feature",
	Tables: []string{"feature_definition", "feature", "feature_snapshot", "occasion", "occasion_unsettled", "occasion_chain", "habit", "habit_snapshot",
		"stage_habit_goods", "stage_habit_choice", "stage_habit_time", "stage_habit_contact"},
	Views:      []string{"customer_feature", "feature_published", "customer_habit", "habit_published"},
	Needs:      []*store.Schema{customer.Schema, order.Schema, event.Schema},
	Migrations: migrations,
	Queries:    &queries,
	Derived:    []string{"feature", "occasion", "occasion_unsettled", "habit"},
}
