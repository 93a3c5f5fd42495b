// Package store is the one door to the engines: it asks the questions written
// in the rooms' SQL files, writes in transactions, loads in bulk, hands out
// leases and brings a database to the newest schema.
//
// It knows no customer and no order. DuckDB and PostgreSQL stand behind it and
// answer alike; the connections are opened by store/open.
package store

import (
	"context"
	"time"
)

// Engine names a kind of database.
type Engine string

// The engines. Citus answers as Postgres.
const (
	DuckDB   Engine = "duckdb"
	Postgres Engine = "postgres"
)

// Engines lists the engines on which every question must run.
var Engines = []Engine{DuckDB, Postgres}

// Reader answers questions.
type Reader interface {
	// Engine tells which engine answers.
	Engine() Engine
	// Read asks a question. The rows must be closed; inside a transaction they
	// must be closed before the next statement.
	Read(ctx context.Context, q Query, a Args) (*Rows, error)
}

// Tx is a running transaction. It belongs to one goroutine.
type Tx interface {
	Reader
	// Exec runs a statement and returns the number of rows it wrote.
	Exec(ctx context.Context, q Query, a Args) (int64, error)
	// Load writes rows in bulk and returns their number. Every call of next
	// returns one row with a value for each of the columns, and io.EOF at the
	// end; a row may be reused by the next call. next must not use the Tx.
	Load(ctx context.Context, table string, columns []string, next func() ([]any, error)) (int64, error)
}

// DB is an open database.
type DB interface {
	Reader
	// Write runs fn in one transaction, which is kept when fn returns nil and
	// undone when fn returns an error or panics. On DuckDB writers take turns in
	// the order in which they came, so fn must not call Write itself. On
	// PostgreSQL fn runs again, up to three times in all, when the engine gave
	// way to another writer: it must set what it returns, not add to it.
	Write(ctx context.Context, fn func(Tx) error) error
	// Lease makes the caller the only holder of a name among all nodes until
	// release. It does not wait: a taken lease is an error of kind Unavailable.
	// On PostgreSQL the lease ends with its connection.
	Lease(ctx context.Context, name string) (release func(), err error)
	// Checkpoint moves what was written from the log into the file. It does
	// nothing on PostgreSQL, which does so by itself.
	Checkpoint(ctx context.Context) error
	// Close waits for the writers and closes every connection.
	Close() error
}

// Options say how a database is opened. The zero value is right for most.
type Options struct {
	MemoryLimit string        // DuckDB: "2GiB"; empty is half of the machine or container, at most 3 GiB
	Threads     int           // DuckDB: 0 is as many as Go uses
	TempDir     string        // DuckDB: where large sorts spill; empty is beside the file
	ReadOnly    bool          // refuse to write
	Timeout     time.Duration // the longest a statement may run; 0 is DefaultTimeout
}

// DefaultTimeout ends a statement that runs away. An open read keeps DuckDB
// from moving its log into the file, so none may last for ever.
const DefaultTimeout = 10 * time.Minute

// Limit returns the longest that a statement may run.
func (o Options) Limit() time.Duration {
	if o.Timeout > 0 {
		return o.Timeout
	}
	return DefaultTimeout
}
