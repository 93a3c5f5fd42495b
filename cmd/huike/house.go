package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"

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

// schemas lists every room that keeps something, or asks.
var schemas = []*store.Schema{
	auth.Schema, customer.Schema, order.Schema, ingest.Schema, feature.Schema, message.Schema,
	segment.Schema, evaluate.Schema, lifecycle.Schema, kpi.Schema, campaign.Schema,
}

// openDB opens the database and brings it to this program's schema.
func (g *Globals) openDB(ctx context.Context) (store.DB, error) {
	db, err := open.DB(ctx, g.Database, open.Options{MemoryLimit: g.Memory, Threads: g.Threads})
	if err != nil {
		return nil, err
	}
	if err := store.Migrate(ctx, db, g.clock(), schemas...); err != nil {
		_ = db.Close() // the first error says more
		return nil, err
	}
	return db, nil
}

// keyFile names the file of the key that seals personal data.
func (g *Globals) keyFile() string {
	if g.KeyFile != "" {
		return g.KeyFile
	}
	if path, ok := strings.CutPrefix(g.Database, "duckdb:"); ok && path != ":memory:" {
		return path + ".key"
	}
	return "huike.key"
}

// tempDir is where large files are staged: beside the database, or the system's.
func (g *Globals) tempDir() string {
	if path, ok := strings.CutPrefix(g.Database, "duckdb:"); ok && path != ":memory:" {
		return filepath.Dir(path)
	}
	return os.TempDir()
}
