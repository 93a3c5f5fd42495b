package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"

	"huike/api"
	"huike/store"
	"huike/store/open"
)

// openDB opens the database and brings it to this program's schema. An errand
// of the server uses the server's.
func (g *Globals) openDB(ctx context.Context) (store.DB, error) {
	if g.house != nil {
		return lent{g.house.db}, nil
	}
	db, err := open.DB(ctx, g.Database, open.Options{MemoryLimit: g.Memory, Threads: g.Threads})
	if err != nil {
		return nil, err
	}
	if err := store.Migrate(ctx, db, g.clock(), api.Schemas...); err != nil {
		_ = db.Close() // the first error says more
		return nil, err
	}
	return db, nil
}

// keyFile names the file of the key that seals personal data.
func (g *Globals) keyFile() string {
	if g.house != nil {
		return g.house.globals.path(g.house.globals.keyFile())
	}
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
	if g.house != nil {
		return g.house.temp
	}
	if path, ok := strings.CutPrefix(g.Database, "duckdb:"); ok && path != ":memory:" {
		return filepath.Dir(path)
	}
	return os.TempDir()
}
