package evaluate

import (
	"embed"

	"huike/order"
	"huike/store"
)

//go:embed migration
var migrations embed.FS

//go:embed sql
var statements embed.FS

var queries = store.Queries("evaluate", statements)

// Schema declares what the room writes, what it lets others read, and whose views it reads.
var Schema = &store.Schema{
	Room:       "evaluate",
	Tables:     []string{"experiment", "assignment"},
	Views:      []string{"assigned"},
	Needs:      []*store.Schema{order.Schema},
	Migrations: migrations,
	Queries:    &queries,
	Facts:      []store.PerCustomer{{Table: "assignment", Key: []string{"experiment_id"}}},
}
