// Package session runs questions and transactions on one connection of an
// engine, the same way for every engine.
package session

import (
	"context"
	"database/sql"
	"io"
	"time"

	"huike"
	"huike/store"
)

// Engine holds what differs between the engines.
type Engine struct {
	Name store.Engine
	// Timeout ends a statement; 0 leaves that to the engine.
	Timeout time.Duration
	// Translate turns a driver's error into ours, nil into nil; what names the
	// question.
	Translate func(err error, what string) error
	// Load writes rows in bulk on the connection of a transaction.
	Load func(ctx context.Context, conn *sql.Conn, b Bulk) (int64, error)
}

// Bulk is what a bulk load writes.
type Bulk struct {
	Table   string
	Columns []string
	Next    func() ([]any, error) // io.EOF at the end
}

// Asker is a pool or a connection.
type Asker interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// Read asks a question.
func (e *Engine) Read(ctx context.Context, c Asker, q store.Query, a store.Args) (*store.Rows, error) {
	text, values := q.Bind(e.Name, a)
	asked := ctx // the limited one ends with the rows
	ctx, cancel := e.limit(ctx)
	rows, err := c.QueryContext(ctx, text, values...)
	if err != nil {
		defer cancel()
		return nil, e.failure(asked, err, q.Name)
	}
	translate := func(err error) error { return e.failure(asked, err, q.Name) }
	return store.NewRows(rows, q.Name, translate, cancel), nil
}

// failure turns a driver's error into ours. Whatever a driver makes of a context
// that ended, for example a closed connection, is no fault of the program.
func (e *Engine) failure(ctx context.Context, err error, what string) error {
	ours := e.Translate(err, what)
	if ended := ctx.Err(); ended != nil && huike.KindOf(ours) == huike.Internal {
		return e.Translate(ended, what)
	}
	return ours
}

func (e *Engine) limit(ctx context.Context) (context.Context, context.CancelFunc) {
	if e.Timeout == 0 {
		return context.WithCancel(ctx)
	}
	return context.WithTimeout(ctx, e.Timeout)
}

// Write runs fn in one transaction on a connection that nobody else uses.
func (e *Engine) Write(ctx context.Context, conn *sql.Conn, fn func(store.Tx) error) (err error) {
	if err := ctx.Err(); err != nil {
		return e.Translate(err, "begin")
	}
	// A BEGIN that is cut off half-way may have begun all the same, and the next
	// writer would find the connection in a transaction.
	if _, err := conn.ExecContext(context.WithoutCancel(ctx), "BEGIN"); err != nil {
		return e.Translate(err, "begin")
	}
	kept := false
	defer func() {
		if !kept {
			// The first error says more; a connection that cannot roll back is
			// thrown away by its pool.
			_, _ = conn.ExecContext(context.WithoutCancel(ctx), "ROLLBACK")
		}
	}()
	t := newTx(e, conn)
	if err := fn(t); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return e.Translate(err, "commit")
	}
	if t.failed {
		return huike.Errorf(huike.Internal, "store.aborted", "a statement of the transaction failed, so it cannot be kept")
	}
	// A commit that is cut off half-way leaves nobody knowing whether it held.
	if _, err := conn.ExecContext(context.WithoutCancel(ctx), "COMMIT"); err != nil {
		return e.Translate(err, "commit")
	}
	kept = true
	return nil
}

// tx is a running transaction. Both engines give a transaction up when a
// statement of it fails, but neither says so when it is kept nevertheless.
type tx struct {
	engine *Engine
	conn   *sql.Conn
	failed bool
}

func newTx(e *Engine, conn *sql.Conn) *tx {
	t := &tx{conn: conn}
	mine := *e
	mine.Translate = func(err error, what string) error {
		t.failed = t.failed || err != nil
		return e.Translate(err, what)
	}
	t.engine = &mine
	return t
}

func (t *tx) Engine() store.Engine { return t.engine.Name }

func (t *tx) Read(ctx context.Context, q store.Query, a store.Args) (*store.Rows, error) {
	return t.engine.Read(ctx, t.conn, q, a)
}

func (t *tx) Exec(ctx context.Context, q store.Query, a store.Args) (int64, error) {
	text, values := q.Bind(t.engine.Name, a)
	ctx, cancel := t.engine.limit(ctx)
	defer cancel()
	result, err := t.conn.ExecContext(ctx, text, values...)
	if err != nil {
		return 0, t.engine.failure(ctx, err, q.Name)
	}
	n, err := result.RowsAffected()
	return n, t.engine.Translate(err, q.Name)
}

func (t *tx) Load(ctx context.Context, table string, columns []string, next func() ([]any, error)) (int64, error) {
	var broken error // what next returned; it is the caller's and stays as it is
	read := func() ([]any, error) {
		row, err := next()
		if err != nil && err != io.EOF {
			broken = err
		}
		return row, err
	}
	n, err := t.engine.Load(ctx, t.conn, Bulk{Table: table, Columns: columns, Next: read})
	if broken != nil {
		t.failed = true
		return 0, broken
	}
	return n, t.engine.failure(ctx, err, "load "+table)
}
