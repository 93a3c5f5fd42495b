// Package postgres keeps the shop in a PostgreSQL database, on one machine or
// spread over many by Citus.
package postgres

import (
	"context"
	"database/sql"
	"errors"
	"hash/fnv"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jackc/pgx/v5/stdlib"

	"huike"
	"huike/store"
	"huike/store/internal/session"
)

// attempts is how often a transaction runs at most that gave way to another.
const attempts = 3

// patience is how long a connection may take to come about.
const patience = 10 * time.Second

// sorting is the memory of one sort or hash of a question over whole tables.
const sorting = "64MB"

// DB is an open PostgreSQL database.
type DB struct {
	pool     *pgxpool.Pool
	db       *sql.DB
	whole    *sql.DB // for questions over whole tables
	engine   *session.Engine
	readOnly bool
}

var _ store.DB = (*DB)(nil)

// Open connects to the database at an address, postgres://USER@HOST/NAME, and
// sees that it answers as the other engine does: version 15 or newer, UTF-8,
// text ordered by its bytes.
func Open(ctx context.Context, address string, opt store.Options) (*DB, error) {
	c, err := config(address, opt)
	if err != nil {
		return nil, err
	}
	pool, err := pgxpool.NewWithConfig(ctx, c)
	if err != nil {
		return nil, notReached(err, c.ConnConfig)
	}
	db := &DB{
		pool: pool, db: stdlib.OpenDBFromPool(pool), whole: overWholeTables(c), readOnly: opt.ReadOnly,
		engine: &session.Engine{Name: store.Postgres, Translate: translate, Load: load},
	}
	if err := db.check(ctx, c.ConnConfig); err != nil {
		_ = db.Close() // the first error says more
		return nil, err
	}
	return db, nil
}

func config(address string, opt store.Options) (*pgxpool.Config, error) {
	c, err := pgxpool.ParseConfig(address)
	if err != nil {
		// The cause repeats the address, and so perhaps the password.
		return nil, huike.Errorf(huike.Invalid, "store.address", "the address of PostgreSQL cannot be read; write postgres://USER:PASSWORD@HOST:5432/NAME")
	}
	p := c.ConnConfig.RuntimeParams
	p["timezone"] = "UTC"
	p["datestyle"] = "ISO, YMD"
	p["application_name"] = "huike"
	p["statement_timeout"] = strconv.FormatInt(opt.Limit().Milliseconds(), 10)
	if opt.ReadOnly {
		p["default_transaction_read_only"] = "on"
	}
	if c.ConnConfig.ConnectTimeout == 0 {
		c.ConnConfig.ConnectTimeout = patience
	}
	return c, nil
}

// overWholeTables opens connections that join by hashing, with the memory for it,
// and start no compiler for the cost that is pretended.
func overWholeTables(c *pgxpool.Config) *sql.DB {
	one := c.ConnConfig.Copy()
	one.RuntimeParams["enable_nestloop"] = "off"
	one.RuntimeParams["jit"] = "off"
	one.RuntimeParams["work_mem"] = sorting
	db := stdlib.OpenDB(*one)
	db.SetMaxOpenConns(int(c.MaxConns))
	db.SetConnMaxIdleTime(time.Minute)
	return db
}

func (db *DB) check(ctx context.Context, c *pgx.ConnConfig) error {
	var version int
	var encoding, order string
	err := db.db.QueryRowContext(ctx, `
SELECT CAST(current_setting('server_version_num') AS integer), pg_encoding_to_char(encoding), datcollate
FROM pg_database WHERE datname = current_database()`).Scan(&version, &encoding, &order)
	switch {
	case err != nil:
		return notReached(err, c)
	case version < 150000:
		return huike.Errorf(huike.Invalid, "store.version", "PostgreSQL at %s is version %d; Huike needs 15 or newer", place(c), version/10000)
	case encoding != "UTF8" || order != "C" && order != "C.UTF-8" && order != "C.utf8":
		return huike.Errorf(huike.Invalid, "store.order",
			"the database %s has encoding %s and text order %s; create it with ENCODING 'UTF8' LOCALE 'C.UTF-8' TEMPLATE template0", place(c), encoding, order)
	}
	return nil
}

// Engine returns store.Postgres.
func (db *DB) Engine() store.Engine { return store.Postgres }

// Read asks a question of what is committed.
func (db *DB) Read(ctx context.Context, q store.Query, a store.Args) (*store.Rows, error) {
	if q.Whole() {
		return db.engine.Read(ctx, db.whole, q, a)
	}
	return db.engine.Read(ctx, db.db, q, a)
}

// Write runs fn in one transaction, and again when it gave way to another.
func (db *DB) Write(ctx context.Context, fn func(store.Tx) error) error {
	if db.readOnly {
		return huike.Errorf(huike.Denied, "store.read_only", "the database was opened for reading only")
	}
	for n := 1; ; n++ {
		err := db.writeOnce(ctx, fn)
		if n == attempts || !gaveWay(err) {
			return err
		}
		select {
		case <-time.After(time.Duration(n) * 20 * time.Millisecond):
		case <-ctx.Done():
			return err
		}
	}
}

func (db *DB) writeOnce(ctx context.Context, fn func(store.Tx) error) error {
	conn, err := db.db.Conn(ctx)
	if err != nil {
		return translate(err, "connect")
	}
	defer conn.Close() // gives it back to the pool, which drops a broken one
	return db.engine.Write(ctx, conn, fn)
}

// Lease holds an advisory lock on a connection of its own.
func (db *DB) Lease(ctx context.Context, name string) (release func(), err error) {
	conn, err := pgx.ConnectConfig(ctx, db.pool.Config().ConnConfig)
	if err != nil {
		return nil, translate(err, "lease "+name)
	}
	held := false
	err = conn.QueryRow(ctx, "SELECT pg_try_advisory_lock($1)", leaseKey(name)).Scan(&held)
	if err == nil && held {
		return func() { giveBack(conn, name) }, nil
	}
	_ = conn.Close(context.WithoutCancel(ctx)) // it holds nothing
	if err != nil {
		return nil, translate(err, "lease "+name)
	}
	return nil, store.LeaseTaken(name)
}

// giveBack unlocks before it closes, for the server notices a closed connection
// only a moment later. A connection that broke holds no lock any more.
func giveBack(conn *pgx.Conn, name string) {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	_, _ = conn.Exec(ctx, "SELECT pg_advisory_unlock($1)", leaseKey(name))
	_ = conn.Close(ctx)
}

func leaseKey(name string) int64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte("huike lease " + name)) // a hash never fails
	return int64(h.Sum64())
}

// Checkpoint does nothing: the server does it by itself.
func (db *DB) Checkpoint(context.Context) error { return nil }

// Close waits for what is running and closes every connection.
func (db *DB) Close() error {
	err := errors.Join(db.whole.Close(), db.db.Close())
	db.pool.Close()
	return translate(err, "close")
}

// Prepare checks that the engine understands a question, without asking it.
func (db *DB) Prepare(ctx context.Context, q store.Query) error {
	s, err := db.db.PrepareContext(ctx, q.Text(store.Postgres))
	if err != nil {
		return translate(err, q.Name)
	}
	return translate(s.Close(), q.Name)
}
