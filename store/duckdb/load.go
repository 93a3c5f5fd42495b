package duckdb

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	engine "github.com/duckdb/duckdb-go/v2"

	"huike"
	"huike/store"
	"huike/store/internal/session"
)

// load writes rows through an appender inside the connection's transaction.
func load(ctx context.Context, conn *sql.Conn, b session.Bulk) (n int64, err error) {
	kinds, err := columnTypes(ctx, conn, b)
	if err != nil {
		return 0, err
	}
	var a *engine.Appender
	err = conn.Raw(func(c any) error {
		a, err = engine.NewAppenderWithColumns(c.(driver.Conn), "", "", b.Table, b.Columns)
		return err
	})
	if err != nil {
		return 0, err
	}
	n, err = appendAll(ctx, a, kinds, b.Next)
	if err != nil {
		// What waits in the appender must not be written; its own complaint
		// about being closed early says nothing new.
		_ = a.Clear()
		_ = a.Close()
		return 0, err
	}
	return n, refused(a.CloseWithCancel(ctx), nil, nil)
}

func appendAll(ctx context.Context, a *engine.Appender, kinds []string, next func() ([]any, error)) (n int64, err error) {
	values := make([]driver.Value, len(kinds))
	for ; ; n++ {
		row, err := next()
		if errors.Is(err, io.EOF) {
			return n, nil
		}
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return n, err
		}
		if len(row) != len(kinds) {
			return n, huike.Errorf(huike.Internal, "store.load", "a row with %d values was loaded into %d columns", len(row), len(kinds))
		}
		for i, v := range row {
			if values[i], err = appendable(v, kinds[i]); err != nil {
				return n, err
			}
		}
		if err := a.AppendRow(values...); err != nil {
			return n, refused(err, values, kinds)
		}
	}
}

// refused explains an error of the appender. It tells a row that clashes with a
// key by no type at all, and repeats the values of a row that does not fit.
func refused(err error, values []driver.Value, kinds []string) error {
	var theirs *engine.Error
	switch {
	case errors.As(err, &theirs) && theirs.Type == engine.ErrorTypeInvalid:
		return &engine.Error{Type: engine.ErrorTypeConstraint, Msg: theirs.Msg}
	case err == nil || values == nil || errors.As(err, &theirs):
		return err
	}
	given := make([]string, len(values))
	for i, v := range values {
		given[i] = fmt.Sprintf("%T", v)
	}
	return huike.Errorf(huike.Internal, "store.load", "a row of (%s) does not fit into columns of (%s)", strings.Join(given, ", "), strings.Join(kinds, ", "))
}

// appendable turns a value into what an appender takes for a column: it does
// not call Valuers, and it knows neither dates nor JSON written as text.
func appendable(v any, kind string) (driver.Value, error) {
	v = store.Plain(v)
	if valuer, ok := v.(driver.Valuer); ok {
		if kind == "UUID" {
			return v, nil
		}
		inner, err := valuer.Value()
		if err != nil {
			return nil, err
		}
		v = store.Plain(inner)
	}
	s, isText := v.(string)
	switch {
	case isText && kind == "DATE":
		return time.Parse(time.DateOnly, s)
	case isText && kind == "JSON":
		return json.RawMessage(s), nil
	}
	return v, nil
}

// columnTypes returns the types of the columns that are loaded, in their order.
func columnTypes(ctx context.Context, conn *sql.Conn, b session.Bulk) ([]string, error) {
	rows, err := conn.QueryContext(ctx, `SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = $1`, b.Table)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	known := map[string]string{}
	for rows.Next() {
		var name, kind string
		if err := rows.Scan(&name, &kind); err != nil {
			return nil, err
		}
		known[name] = kind
	}
	kinds := make([]string, len(b.Columns))
	for i, c := range b.Columns {
		kinds[i] = known[c]
	}
	return kinds, rows.Err()
}
