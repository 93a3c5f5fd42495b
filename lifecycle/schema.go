package lifecycle

import (
	"embed"

	"huike/feature"
	"huike/store"
)

//go:embed migration
var migrations embed.FS

//go:embed sql
var statements embed.FS

var queries = store.Queries("lifecycle", statements)

// Schema declares what the room writes, what it lets others read, and whose views it reads.
var Schema = &store.Schema{
	Room:       "lifecycle",
	Tables:     []string{"stage_flow"},
	Needs:      []*store.Schema{feature.Schema},
	Migrations: migrations,
	Queries:    &queries,
}
