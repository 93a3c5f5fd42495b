package api

import (
	"huike/assortment"
	"huike/auth"
	"huike/campaign"
	"huike/customer"
	"huike/evaluate"
	"huike/event"
	"huike/feature"
	"huike/ingest"
	"huike/kpi"
	"huike/lifecycle"
	"huike/message"
	"huike/order"
	"huike/predict"
	"huike/segment"
	"huike/store"
)

// Schemas lists every room behind the door that keeps something, or asks.
var Schemas = []*store.Schema{
	auth.Schema, customer.Schema, order.Schema, event.Schema, ingest.Schema, feature.Schema, message.Schema,
	segment.Schema, evaluate.Schema, lifecycle.Schema, kpi.Schema, predict.Schema, campaign.Schema,
	assortment.Schema,
}
