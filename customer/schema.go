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
	Room: "customer",
	Tables: []string{"customer", "identity", "consent", "suppression", "seal_key", "stage_identity", "stage_person", "trait", "stage_trait", "stage_told",
		"identity_borne", "identity_shared", "stage_answer", "customer_merge", "customer_merge_row"},
	Views:      []string{"person", "address", "consent_now", "suppressed", "told", "named"},
	Migrations: migrations,
	Queries:    &queries,
	Facts: []store.PerCustomer{
		{Table: "identity", Key: []string{"kind", "shop_id", "value_hash"}, Born: "born_id"},
		{Table: "identity_borne", Key: []string{"kind", "shop_id", "value_hash"}, Born: "born_id"},
		{Table: "consent", Key: []string{"consent_id"}},
		{Table: "suppression", Key: []string{"channel", "reason", "since", "source", "value_hash"}},
		{Table: "trait", Key: []string{"name", "since"}},
	},
}
