package main

import (
	"context"
	"errors"
	"os"
	"time"

	"huike/api"
	"huike/store"
	"huike/store/open"
)

// threads are those of every measurement inside the engine: two, whatever the
// machine has, so that figures of several machines can be held together.
const threads = 2

// openShop opens a database at the program's schema; HUIKE_MEMORY limits it as
// it limits the program.
func openShop(ctx context.Context, path string) (store.DB, error) {
	db, err := open.DB(ctx, "duckdb:"+path, open.Options{Threads: threads, MemoryLimit: os.Getenv("HUIKE_MEMORY")})
	if err != nil {
		return nil, err
	}
	if err := store.Migrate(ctx, db, time.Now(), api.Schemas...); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return db, nil
}
