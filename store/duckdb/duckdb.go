// Package duckdb keeps the shop in one file, or in memory, with the embedded
// engine DuckDB.
//
// One process owns a file. Inside it one connection writes, in turn, and any
// number read beside it.
package duckdb

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"sync"

	engine "github.com/duckdb/duckdb-go/v2"

	"huike"
	"huike/store"
	"huike/store/internal/session"
)

// checkpointEvery is the number of commits after which the log is moved into
// the file: replaying 50,000 small transactions at open takes 12 s.
const checkpointEvery = 5000

// DB is an open DuckDB database.
type DB struct {
	pool     *sql.DB
	writer   *sql.Conn
	engine   *session.Engine
	readOnly bool

	turn    chan struct{} // holds one token while a writer is at work; waiters queue in order
	commits int           // guarded by turn
	closed  bool          // guarded by turn

	mu     sync.Mutex
	leases map[string]bool
}

var _ store.DB = (*DB)(nil)

// Open opens the file at path, or a database in memory for ":memory:".
func Open(ctx context.Context, path string, opt store.Options) (*DB, error) {
	connector, err := connect(path, opt)
	if err != nil {
		return nil, err
	}
	pool := sql.OpenDB(connector)
	writer, err := pool.Conn(ctx)
	if err != nil {
		_ = pool.Close() // the first error says more
		return nil, translate(err, "open")
	}
	return &DB{
		pool: pool, writer: writer, readOnly: opt.ReadOnly,
		engine: &session.Engine{Name: store.DuckDB, Timeout: opt.Limit(), Translate: translate, Load: load},
		turn:   make(chan struct{}, 1), leases: map[string]bool{},
	}, nil
}

// Engine returns store.DuckDB.
func (db *DB) Engine() store.Engine { return store.DuckDB }

// Read asks a question of what is committed.
func (db *DB) Read(ctx context.Context, q store.Query, a store.Args) (*store.Rows, error) {
	return db.engine.Read(ctx, db.pool, q, a)
}

// Write runs fn in one transaction when its turn has come.
func (db *DB) Write(ctx context.Context, fn func(store.Tx) error) error {
	if db.readOnly {
		return huike.Errorf(huike.Denied, "store.read_only", "the database was opened for reading only")
	}
	if err := db.enter(ctx); err != nil {
		return err
	}
	defer db.leave()
	if err := db.engine.Write(ctx, db.writer, fn); err != nil {
		return err
	}
	if db.commits++; db.commits%checkpointEvery == 0 {
		// A long read may hold the log back; the next round takes it along.
		_ = db.checkpoint(ctx)
	}
	return nil
}

func (db *DB) enter(ctx context.Context) error {
	select {
	case db.turn <- struct{}{}:
	case <-ctx.Done():
		return translate(ctx.Err(), "wait for other writers")
	}
	if db.closed {
		db.leave()
		return huike.Errorf(huike.Unavailable, "store.closed", "the database is closed")
	}
	return nil
}

func (db *DB) leave() { <-db.turn }

// Lease makes the caller the only holder of a name in this process, which is
// the only one that has the file open.
func (db *DB) Lease(ctx context.Context, name string) (release func(), err error) {
	if err := ctx.Err(); err != nil {
		return nil, translate(err, "lease "+name)
	}
	db.mu.Lock()
	defer db.mu.Unlock()
	if db.leases[name] {
		return nil, store.LeaseTaken(name)
	}
	db.leases[name] = true
	return sync.OnceFunc(func() {
		db.mu.Lock()
		defer db.mu.Unlock()
		delete(db.leases, name)
	}), nil
}

// Checkpoint moves what was written from the log into the file. It waits for
// the writers.
func (db *DB) Checkpoint(ctx context.Context) error {
	if db.readOnly {
		return nil
	}
	if err := db.enter(ctx); err != nil {
		return err
	}
	defer db.leave()
	return db.checkpoint(ctx)
}

func (db *DB) checkpoint(ctx context.Context) error {
	_, err := db.writer.ExecContext(ctx, "CHECKPOINT")
	return translate(err, "checkpoint")
}

// Close waits for the writers, moves the log into the file and closes every
// connection. It may be called again.
func (db *DB) Close() error {
	db.turn <- struct{}{}
	defer db.leave()
	if db.closed {
		return nil
	}
	db.closed = true
	var first error
	if !db.readOnly {
		first = db.checkpoint(context.Background())
	}
	for _, c := range []func() error{db.writer.Close, db.pool.Close} {
		if err := c(); err != nil && first == nil {
			first = translate(err, "close")
		}
	}
	return first
}

// Prepare checks that the engine understands a question, without asking it.
func (db *DB) Prepare(ctx context.Context, q store.Query) error {
	conn, err := db.pool.Conn(ctx)
	if err != nil {
		return translate(err, q.Name)
	}
	defer conn.Close() // only gives it back
	err = conn.Raw(func(c any) error {
		// The driver's PrepareContext runs all statements but the last; Prepare
		// refuses more than one, as PostgreSQL does.
		s, err := c.(driver.Conn).Prepare(q.Text(store.DuckDB))
		if err != nil {
			return err
		}
		return s.Close()
	})
	return translate(err, q.Name)
}

// onEveryConnection makes DuckDB answer as PostgreSQL does.
func onEveryConnection(c driver.ExecerContext) error {
	_, err := c.ExecContext(context.Background(), `
SET TimeZone = 'UTC';
SET Calendar = 'gregorian';
SET integer_division = true;
SET default_null_order = 'nulls_last_on_asc_first_on_desc';
SET ieee_floating_point_ops = false;
SET preserve_insertion_order = true;`, nil)
	return err
}

func connect(path string, opt store.Options) (*engine.Connector, error) {
	dsn, err := dsn(path, opt)
	if err != nil {
		return nil, err
	}
	c, err := engine.NewConnector(dsn, onEveryConnection)
	if err != nil {
		return nil, notOpened(err, path)
	}
	return c, nil
}
