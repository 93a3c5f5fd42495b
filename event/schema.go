package event

import (
	"embed"

	"huike/store"
)

//go:embed migration
var migrations embed.FS

//go:embed sql
var statements embed.FS

var queries = store.Queries("event", statements)

// Schema declares what the room writes, what it lets others read, and whose views it reads.
var Schema = &store.Schema{
	Room: "event",
	Tables: []string{"visitor", "event", "chat", "traffic", "benchmark", "past_campaign", "past_contact", "past_redemption",
		"stage_event", "stage_chat", "stage_traffic", "stage_benchmark", "stage_past_campaign", "stage_past_contact", "stage_past_redemption", "stage_who", "stage_visitor", "stage_link"},
	Views:      []string{"behaviour", "talk", "visits", "industry", "campaign_before", "contacted_before", "redeemed_before"},
	Migrations: migrations,
	Queries:    &queries,
	Facts: []store.PerCustomer{
		{Table: "visitor", Key: []string{"visitor_id", "kind", "shop_id", "value_hash"}},
		{Table: "event", Key: []string{"event_id"}},
		{Table: "chat", Key: []string{"chat_id"}},
		{Table: "past_contact", Key: []string{"contact_id"}},
		{Table: "past_redemption", Key: []string{"redemption_id"}},
	},
}
