package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"time"

	"huike"
)

// Rows are the answer to a question, read one after the other.
type Rows struct {
	rows      *sql.Rows
	query     string
	translate func(error) error
	done      func()
}

// NewRows wraps the rows of an engine. translate turns a driver's error into
// ours; done runs once the rows are closed.
func NewRows(rows *sql.Rows, query string, translate func(error) error, done func()) *Rows {
	return &Rows{rows: rows, query: query, translate: translate, done: done}
}

// Next goes to the next row and reports whether there is one. The rows close
// themselves after the last.
func (r *Rows) Next() bool {
	if r.rows.Next() {
		return true
	}
	r.finish()
	return false
}

// Scan reads the columns of the row. Times come in UTC.
func (r *Rows) Scan(dest ...any) error {
	if err := r.rows.Scan(dest...); err != nil {
		// The end of the context closes the rows under the reader.
		if ended := r.Err(); ended != nil {
			return ended
		}
		return r.misfit(dest)
	}
	for _, d := range dest {
		toUTC(d)
	}
	return nil
}

// misfit says which columns did not fit without repeating the driver's error,
// which holds the value: it may be a name or an address.
func (r *Rows) misfit(dest []any) error {
	columns, _ := r.rows.Columns()
	kinds := make([]string, len(dest))
	for i, d := range dest {
		kinds[i] = fmt.Sprintf("%T", d)
	}
	return huike.Errorf(huike.Internal, "store.scan", "a row of query %q with the columns (%s) does not fit into (%s)",
		r.query, strings.Join(columns, ", "), strings.Join(kinds, ", "))
}

func toUTC(dest any) {
	switch t := dest.(type) {
	case *time.Time:
		*t = t.UTC()
	case **time.Time:
		if *t != nil {
			**t = (*t).UTC()
		}
	case *sql.NullTime:
		t.Time = t.Time.UTC()
	case *sql.Null[time.Time]:
		t.V = t.V.UTC()
	case *any:
		if u, ok := (*t).(time.Time); ok {
			*t = u.UTC()
		}
	}
}

// Columns returns the names of the columns.
func (r *Rows) Columns() ([]string, error) {
	c, err := r.rows.Columns()
	return c, r.translate(err)
}

// Err returns what ended the rows early, or nil.
func (r *Rows) Err() error { return r.translate(r.rows.Err()) }

// Close gives the rows up. It may be called again.
func (r *Rows) Close() error {
	err := r.rows.Close()
	r.finish()
	return r.translate(err)
}

func (r *Rows) finish() {
	if r.done != nil {
		r.done()
		r.done = nil
	}
}

// All asks a question and returns every row as scan reads it, never nil.
func All[T any](ctx context.Context, r Reader, q Query, a Args, scan func(*Rows) (T, error)) ([]T, error) {
	rows, err := r.Read(ctx, q, a)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	all := []T{}
	for rows.Next() {
		v, err := scan(rows)
		if err != nil {
			return nil, err
		}
		all = append(all, v)
	}
	return all, rows.Err()
}

// One asks a question that has one row or none, and tells which. A second row
// is an error of kind Internal.
func One[T any](ctx context.Context, r Reader, q Query, a Args, scan func(*Rows) (T, error)) (v T, found bool, err error) {
	all, err := All(ctx, r, q, a, scan)
	switch {
	case err != nil || len(all) == 0:
		return v, false, err
	case len(all) > 1:
		return v, false, huike.Errorf(huike.Internal, "store.many_rows", "query %q has %d rows where one was expected", q.Name, len(all))
	}
	return all[0], true, nil
}
