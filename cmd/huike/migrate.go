package main

import (
	"context"
	"fmt"
	"io"

	"huike"
)

type migrateCommand struct{}

// Run brings the database to this program's schema; every other command does so too.
func (migrateCommand) Run(ctx context.Context, g *Globals) error {
	db, err := g.openDB(ctx)
	if err != nil {
		return err
	}
	if err := db.Close(); err != nil {
		return err
	}
	return g.print(map[string]bool{"migrated": true}, func(w io.Writer) { fmt.Fprintln(w, "The database is at this program's schema.") })
}

type backupCommand struct {
	Out string `arg:"" help:"File to write."`
}

// Run copies a DuckDB database, also while a server works on it.
func (c *backupCommand) Run(ctx context.Context, g *Globals) error {
	db, err := g.openDB(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	if l, ok := db.(lent); ok {
		db = l.DB
	}
	b, ok := db.(interface {
		Backup(ctx context.Context, path string) error
	})
	if !ok {
		return huike.Errorf(huike.Invalid, "backup.engine", "PostgreSQL is backed up with its own pg_dump; this command copies a DuckDB file. In both cases keep the key file too: without it personal data cannot be read")
	}
	if err := b.Backup(ctx, g.path(c.Out)); err != nil {
		return err
	}
	return g.print(map[string]string{"backup": c.Out, "key_file": g.keyFile()}, func(w io.Writer) {
		fmt.Fprintf(w, "Copied to %s. Keep %s with it: without the key personal data cannot be read.\n", c.Out, g.keyFile())
	})
}
