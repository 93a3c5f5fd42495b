package ingest

import (
	"context"
	"database/sql"
	"io"
	"path/filepath"
	"strings"

	"huike/order"
	"huike/store"
)

// settle stages the typed rows and makes them facts. DuckDB reads the rows where
// they lie, in Parquet files under temporary views of the staging tables' names:
// writing ten million lines once more would take as long as all the rest.
// PostgreSQL gets them by COPY.
func (j *job) settle(t *turn, r *resolution) (order.Counts, error) {
	ctx, tx := t.ctx, t.tx
	batch := order.Batch{Shop: j.shop.ID, ID: j.batch, At: j.request.At}
	if err := j.sales.wait(); err != nil {
		return order.Counts{}, err
	}
	for _, s := range j.reading.stages() {
		var err error
		if tx.Engine() == store.DuckDB {
			batch.Views = append(batch.Views, s)
			t.views = append(t.views, s.Table)
			err = j.view(ctx, tx, s)
		} else {
			err = j.fillRows(ctx, tx, s)
		}
		if err != nil {
			return order.Counts{}, err
		}
	}
	if err := fillBuyers(ctx, tx, r); err != nil {
		return order.Counts{}, err
	}
	counts, err := order.Put(ctx, tx, batch)
	if err != nil {
		return counts, err
	}
	return counts, nil
}

// stages are the staging tables that a file fills.
func (r *reading) stages() []order.Stage {
	all := []order.Stage{order.StageProduct, order.StageOrder, order.StageRefund}
	if r.mapped(productKeys...) || r.mapped("titles") {
		all = append(all, order.StageLine)
	}
	return all
}

func fillBuyers(ctx context.Context, tx store.Tx, r *resolution) error {
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

// laid is the file in which the rows of a stage lie. It goes with the reading's
// folder.
func (r *reading) laid(s order.Stage) string {
	return literal(filepath.Join(r.dir, s.Table+".parquet"))
}

// lay builds its statement of the known table and columns of a stage and of a
// temporary file's name, of nothing that came in; so does view. The rows are read
// once, soon: making the file small would take longer than reading it, and is done
// only where the disk would not hold it.
func (r *reading) lay(ctx context.Context, s order.Stage) error {
	small := pick(r.huge, "COMPRESSION snappy", "COMPRESSION uncompressed, DICTIONARY_SIZE_LIMIT 1")
	return r.db.Exec(ctx, "COPY (SELECT "+strings.Join(s.Columns, ", ")+" FROM "+s.Table+") TO "+r.laid(s)+" (FORMAT parquet, "+small+")")
}

// view replaces one that a broken import left.
func (j *job) view(ctx context.Context, tx store.Tx, s order.Stage) error {
	view := store.Compiled("ingest/view_"+s.Table, "CREATE OR REPLACE TEMP VIEW "+s.Table+" AS SELECT "+strings.Join(s.Columns, ", ")+" FROM read_parquet("+j.reading.laid(s)+")")
	_, err := tx.Exec(ctx, view, nil)
	return err
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
