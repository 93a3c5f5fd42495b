package postgres

import (
	"context"
	"database/sql"
	"errors"
	"io"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"

	"huike"
	"huike/store"
	"huike/store/internal/session"
)

// raw gives fn the native connection under a pooled one.
func raw(conn *sql.Conn, fn func(*pgx.Conn) error) error {
	return conn.Raw(func(c any) error { return fn(c.(*stdlib.Conn).Conn()) })
}

// load writes rows by COPY inside the connection's transaction.
func load(ctx context.Context, conn *sql.Conn, b session.Bulk) (n int64, err error) {
	err = raw(conn, func(c *pgx.Conn) error {
		n, err = c.CopyFrom(ctx, pgx.Identifier{b.Table}, b.Columns, &source{bulk: b})
		return err
	})
	return n, err
}

// source feeds COPY one row at a time.
type source struct {
	bulk session.Bulk
	row  []any
	err  error
}

// Next fetches a row.
func (s *source) Next() bool {
	s.row, s.err = s.bulk.Next()
	if errors.Is(s.err, io.EOF) {
		s.err = nil
		return false
	}
	if s.err == nil && len(s.row) != len(s.bulk.Columns) {
		s.err = huike.Errorf(huike.Internal, "store.load", "a row with %d values was loaded into %d columns", len(s.row), len(s.bulk.Columns))
	}
	return s.err == nil
}

// Values returns the row that Next fetched.
func (s *source) Values() ([]any, error) {
	values := make([]any, len(s.row))
	for i, v := range s.row {
		values[i] = store.Plain(v)
	}
	return values, nil
}

// Err returns what ended the rows early.
func (s *source) Err() error { return s.err }

// commit refuses a transaction in which a statement failed: the server would
// answer COMMIT by rolling back, without an error.
func commit(ctx context.Context, conn *sql.Conn) error {
	return raw(conn, func(c *pgx.Conn) error {
		if c.PgConn().TxStatus() != 'T' {
			return huike.Errorf(huike.Internal, "store.aborted", "a statement of the transaction failed, so it cannot be kept")
		}
		_, err := c.Exec(ctx, "COMMIT")
		return err
	})
}
