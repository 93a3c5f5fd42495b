package order

import (
	"embed"

	"huike/store"
)

//go:embed migration
var migrations embed.FS

//go:embed sql
var statements embed.FS

var queries = store.Queries("order", statements)

// Schema declares what the room writes, what it lets others read, and whose views it reads.
var Schema = &store.Schema{
	Room: "order",
	Tables: []string{"shop", "product", "orders", "order_line", "refund", "order_version",
		"stage_order", "stage_line", "stage_product", "stage_refund", "stage_buyer", "stage_match", "stage_item", "stage_edit", "stage_delta", "order_detail", "review",
		"stage_ware", "stage_detail", "stage_review", "stage_back"},
	Views:      []string{"purchase", "placed", "purchase_line", "money_back", "shop_view", "product_view", "fulfilment", "opinion"},
	Migrations: migrations,
	Queries:    &queries,
	Facts: []store.PerCustomer{
		{Table: "orders", Key: []string{"order_id"}},
		{Table: "order_line", Key: []string{"order_id", "line_no"}, Parent: "orders", By: "order_id"},
		{Table: "refund", Key: []string{"refund_id"}, Parent: "orders", By: "order_id"},
		{Table: "order_detail", Key: []string{"order_id"}, Parent: "orders", By: "order_id"},
		{Table: "review", Key: []string{"review_id"}, Parent: "orders", By: "order_id"},
	},
}
