package customer

import (
	"embed"

	"huike/store"
)

//go:embed migration
var migrations embed.FS

//go:embed sql
var statements embed.FS

var queries = store.Queries("customer", statements)

// Schema declares what the room writes, what it lets others read, and whose views it reads.
var Schema = &store.Schema{
	Room:       "customer",
	Tables:     []string{"customer", "identity", "consent", "suppression", "seal_key", "stage_identity", "stage_person", "trait", "stage_trait", "stage_told"},
	Views:      []string{"person", "address", "consent_now", "suppressed", "told", "named"},
	Migrations: migrations,
	Queries:    &queries,
}
