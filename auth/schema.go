package auth

import (
	"embed"

	"huike/store"
)

//go:embed migration
var migrations embed.FS

//go:embed sql
var statements embed.FS

var queries = store.Queries("auth", statements)

// Schema declares what the room writes, what it lets others read, and whose views it reads.
var Schema = &store.Schema{
	Room:       "auth",
	Tables:     []string{"users", "api_key", "session", "audit"},
	Migrations: migrations,
	Queries:    &queries,
}
