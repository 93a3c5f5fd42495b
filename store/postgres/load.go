package postgres

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
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
	rows := &source{bulk: b}
	err = raw(conn, func(c *pgx.Conn) error {
		n, err = c.CopyFrom(ctx, pgx.Identifier{b.Table}, b.Columns, rows)
		return err
	})
	return n, rows.refused(err)
}

// refused explains a row that does not fit. The driver then has the server
// cancel the COPY, which looks like a time-out but for the place in the server,
// and repeats the value.
func (s *source) refused(err error) error {
	var theirs *pgconn.PgError
	if !errors.As(err, &theirs) || theirs.Code != queryCanceled || theirs.Routine == "ProcessInterrupts" || s.err != nil {
		return err
	}
	given := make([]string, len(s.row))
	for i, v := range s.row {
		given[i] = fmt.Sprintf("%T", v)
	}
	return huike.Errorf(huike.Internal, "store.load", "a row of (%s) does not fit into the columns (%s) of %s",
		strings.Join(given, ", "), strings.Join(s.bulk.Columns, ", "), s.bulk.Table)
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
