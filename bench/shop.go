package main

import (
	"context"
	"errors"
	"time"

	"huike/auth"
	"huike/campaign"
	"huike/customer"
	"huike/evaluate"
	"huike/feature"
	"huike/ingest"
	"huike/kpi"
	"huike/lifecycle"
	"huike/message"
	"huike/order"
	"huike/segment"
	"huike/store"
	"huike/store/open"
)

// schemas are those of the program, so that it can open what we leave behind.
var schemas = []*store.Schema{
	auth.Schema, customer.Schema, order.Schema, ingest.Schema, feature.Schema, message.Schema,
	segment.Schema, evaluate.Schema, lifecycle.Schema, kpi.Schema, campaign.Schema,
}

// threads are those of every measurement inside the engine: two, whatever the
// machine has, so that figures of several machines can be held together.
const threads = 2

// openShop opens a database at the program's schema.
func openShop(ctx context.Context, path string) (store.DB, error) {
	db, err := open.DB(ctx, "duckdb:"+path, open.Options{Threads: threads})
	if err != nil {
		return nil, err
	}
	if err := store.Migrate(ctx, db, time.Now(), schemas...); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return db, nil
}
