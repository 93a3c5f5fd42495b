package ingest

import (
	"context"
	"encoding/csv"
	"errors"
	"io"
	"os"
	"slices"
	"strconv"

	"huike/customer"
	"huike/order"
	"huike/store"
)

// write runs in the transaction that changes the shop. It may run again from the
// start.
func (j *job) write(ctx context.Context, tx store.Tx) error {
	if j.planned {
		if err := order.AddShop(ctx, tx, j.shop); err != nil {
			return err
		}
	}
	t := &turn{ctx: ctx, tx: tx, report: j.report}
	if err := j.kind.put(j, t); err != nil {
		return err
	}
	if err := t.unstage(); err != nil {
		return err
	}
	if err := j.refuse(t); err != nil {
		return err
	}
	met, err := j.in.recognise(ctx, tx)
	if err != nil {
		return err
	}
	if t.moved || met > 0 {
		if err := order.Raise(ctx, tx); err != nil {
			return err
		}
	}
	j.account(t)
	if err := j.finish(t); err != nil {
		return err
	}
	j.report = t.report
	return nil
}

// putOrders keeps the orders of a file with their buyers.
func (j *job) putOrders(t *turn) error {
	who, err := j.enroll(t.ctx, t.tx, j.people)
	if err != nil {
		return err
	}
	if err := j.complete(t.ctx, t.tx, who); err != nil {
		return err
	}
	c, err := j.settle(t, who)
	if err != nil {
		return err
	}
	if err := j.agree(t.ctx, t.tx, who); err != nil {
		return err
	}
	again, err := j.reading.count(t.ctx, "SELECT coalesce(CAST(sum(row_count - 1) AS BIGINT), 0) FROM grouped WHERE NOT bad AND NOT has_lines()")
	if err != nil {
		return err
	}
	rep := &t.report
	rep.Orders, rep.Lines, rep.Refunds, rep.Changed, rep.Keyless = c.Orders, c.Lines, c.Refunds, c.Changed, c.Keyless
	rep.Duplicates, rep.Customers = c.Duplicates+again, int64(len(who.newcomer))
	rep.Account.New, rep.Account.Changed, rep.Account.Part, rep.Account.Known = c.Rows.New, c.Rows.Changed, c.Rows.Part, c.Rows.Known
	t.orphans, t.shared = c.Orphans, who.shared
	if len(who.newcomer) > 0 {
		return customer.Settle(t.ctx, t.tx)
	}
	return nil
}

// tally notes what became of the rows of another kind than orders.
func (t *turn) tally(added, changed, rows int64) {
	t.report.Added, t.report.Changed, t.report.Known = added, changed, max(rows-added-changed, 0)
	t.moved = t.moved || added+changed > 0
}

// lay puts a stage of the scratch database under the staging table of its name.
func (j *job) lay(t *turn, s order.Stage) error {
	if t.tx.Engine() != store.DuckDB {
		return j.fillRows(t.ctx, t.tx, s)
	}
	t.views = append(t.views, s.Table)
	if err := j.reading.lay(t.ctx, s); err != nil {
		return err
	}
	return j.view(t.ctx, t.tx, s)
}

// laid reports whether a staging table is a temporary view in this turn.
func (t *turn) laid(table string) bool { return slices.Contains(t.views, table) }

func (t *turn) unstage() error {
	for _, table := range t.views {
		if _, err := t.tx.Exec(t.ctx, store.Compiled("ingest/unview_"+table, "DROP VIEW temp."+table), nil); err != nil {
			return err
		}
	}
	return nil
}

// sealTexts seals what people wrote, for it may name them, and loads it into the
// scratch database.
func (j *job) sealTexts(ctx context.Context) error {
	rows, err := j.reading.db.Query(ctx, "SELECT r, t_text FROM typed WHERE reason IS NULL AND t_text IS NOT NULL ORDER BY r")
	if err != nil {
		return err
	}
	defer rows.Close()
	return j.reading.table(ctx, "sealed", "'r': 'BIGINT', 'text_sealed': 'VARCHAR'", func() ([]string, error) {
		if !rows.Next() {
			if err := rows.Err(); err != nil {
				return nil, broken(ctx, err)
			}
			return nil, io.EOF
		}
		var r int64
		var text string
		if err := rows.Scan(&r, &text); err != nil {
			return nil, broken(ctx, err)
		}
		return []string{strconv.FormatInt(r, 10), j.in.vault.Seal(text)}, nil
	})
}

// table makes a table of the scratch database of rows that Go makes.
func (r *reading) table(ctx context.Context, name, columns string, next func() ([]string, error)) error {
	out, err := os.CreateTemp(r.dir, name+"-*.csv")
	if err != nil {
		return noRoom(err)
	}
	w := csv.NewWriter(out)
	for {
		line, err := next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return errors.Join(err, out.Close())
		}
		// A failed write shows in Error below.
		_ = w.Write(line)
	}
	w.Flush()
	if err := errors.Join(w.Error(), out.Close()); err != nil {
		return noRoom(err)
	}
	return r.db.Exec(ctx, "CREATE TABLE "+name+" AS SELECT * FROM read_csv("+literal(out.Name())+", auto_detect=false, delim=',', quote='\"', escape='\"', header=false, columns={"+columns+"})")
}
