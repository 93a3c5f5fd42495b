package ingest

import (
	"context"
	"database/sql"
	"io"
	"os"
	"path/filepath"
	"strings"

	"huike"
	"huike/order"
	"huike/store"
)

// fill moves the typed rows into the staging tables of the shop. DuckDB reads
// them from a Parquet file, which is many times faster than an appender row by
// row; PostgreSQL gets them by COPY.
func (j *job) fill(ctx context.Context, tx store.Tx, r *resolution) error {
	stages := []order.Stage{order.StageProduct, order.StageOrder, order.StageRefund}
	if j.reading.hasLines() || j.reading.mapped("titles") {
		stages = append(stages, order.StageLine)
	}
	for _, s := range stages {
		var err error
		if tx.Engine() == store.DuckDB {
			err = j.fillParquet(ctx, tx, s)
		} else {
			err = j.fillRows(ctx, tx, s)
		}
		if err != nil {
			return err
		}
	}
	b := 0
	row := make([]any, 2)
	_, err := tx.Load(ctx, order.StageBuyer.Table, order.StageBuyer.Columns, func() ([]any, error) {
		for b < len(r.buyers) && r.buyers[b] == 0 {
			b++
		}
		if b == len(r.buyers) {
			return nil, io.EOF
		}
		row[0], row[1] = int64(b), int64(r.buyers[b])
		b++
		return row, nil
	})
	return err
}

// fillParquet builds its two statements of the known tables and columns of a
// stage and of a temporary file's name, of nothing that came in.
func (j *job) fillParquet(ctx context.Context, tx store.Tx, s order.Stage) error {
	path := filepath.Join(j.reading.dir, s.Table+".parquet")
	columns := strings.Join(s.Columns, ", ")
	err := j.reading.db.Exec(ctx, "COPY (SELECT "+columns+" FROM "+s.Table+") TO "+literal(path)+" (FORMAT parquet, COMPRESSION snappy)")
	if err != nil {
		return err
	}
	insert := store.Compiled("ingest/fill_"+s.Table, "INSERT INTO "+s.Table+" ("+columns+") SELECT "+columns+" FROM read_parquet("+literal(path)+")")
	if _, err := tx.Exec(ctx, insert, nil); err != nil {
		return err
	}
	if err := os.Remove(path); err != nil {
		return huike.Because(err, huike.Unavailable, "import.no_room", "a temporary file cannot be removed")
	}
	return nil
}

func (j *job) fillRows(ctx context.Context, tx store.Tx, s order.Stage) error {
	rows, err := j.reading.db.Query(ctx, "SELECT "+strings.Join(s.Columns, ", ")+" FROM "+s.Table)
	if err != nil {
		return err
	}
	defer rows.Close()
	return loadAll(ctx, tx, s, rows)
}

func loadAll(ctx context.Context, tx store.Tx, s order.Stage, rows *sql.Rows) error {
	values, targets := make([]any, len(s.Columns)), make([]any, len(s.Columns))
	for i := range values {
		targets[i] = &values[i]
	}
	_, err := tx.Load(ctx, s.Table, s.Columns, func() ([]any, error) {
		if !rows.Next() {
			if err := rows.Err(); err != nil {
				return nil, broken(ctx, err)
			}
			return nil, io.EOF
		}
		if err := rows.Scan(targets...); err != nil {
			return nil, broken(ctx, err)
		}
		return values, nil
	})
	return err
}
