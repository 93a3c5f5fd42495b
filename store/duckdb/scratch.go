package duckdb

import (
	"context"
	"database/sql"

	"huike/store"
)

// Scratch is a DuckDB beside the shop's database, on every engine, that reads
// and writes files: CSV, Parquet, JSON. Nothing in it lasts.
type Scratch struct{ pool *sql.DB }

// OpenScratch opens a scratch database in memory; what does not fit there
// spills into opt.TempDir.
func OpenScratch(ctx context.Context, opt store.Options) (*Scratch, error) {
	return openScratch(ctx, memory, opt)
}

// OpenScratchFile opens a scratch database in a new file, for more than memory
// and disk would hold otherwise: tables in a file are compressed, which takes
// time; those that spill are not.
func OpenScratchFile(ctx context.Context, path string, opt store.Options) (*Scratch, error) {
	return openScratch(ctx, path, opt)
}

func openScratch(ctx context.Context, path string, opt store.Options) (*Scratch, error) {
	c, err := connect(path, opt)
	if err != nil {
		return nil, err
	}
	s := &Scratch{pool: sql.OpenDB(c)}
	if err := s.pool.PingContext(ctx); err != nil {
		_ = s.pool.Close() // the first error says more
		return nil, translate(err, "scratch")
	}
	return s, nil
}

// Exec runs statements; parameters are written $1, $2.
func (s *Scratch) Exec(ctx context.Context, sqlText string, args ...any) error {
	_, err := s.pool.ExecContext(ctx, sqlText, args...)
	return translate(err, "scratch")
}

// Query asks a question; parameters are written $1, $2. The rows must be
// closed; an error met while reading them is the driver's own.
func (s *Scratch) Query(ctx context.Context, sqlText string, args ...any) (*sql.Rows, error) {
	rows, err := s.pool.QueryContext(ctx, sqlText, args...)
	return rows, translate(err, "scratch")
}

// Close gives the memory and the temporary files back.
func (s *Scratch) Close() error { return translate(s.pool.Close(), "close") }
