package ingest

import (
	"context"
	"encoding/csv"
	"errors"
	"io"
	"os"
	"slices"
	"strconv"

	"huike"
	"huike/order"
	"huike/store"
)

// facts is a file of any kind but orders on its way in.
type facts struct {
	*job
	kind   kind
	people *people // nil where the kind has none
}

// turn is one run of the transaction that changes the shop. It may run again
// from the start, so it holds all that a run finds out.
type turn struct {
	ctx   context.Context
	tx    store.Tx
	tally tally
	views []string // temporary views laid over staging tables
}

// tally counts what became of the rows of a file.
type tally struct {
	added, known, changed, visitors, customers int64
	orphans                                    []int64 // rows whose order, or whose campaign, is not there
	moved                                      bool    // products changed besides
}

// bring reads the file and, in one transaction, makes it part of the facts.
func (f *facts) bring(ctx context.Context) error {
	if err := f.read(ctx); err != nil {
		return err
	}
	if err := f.channels(ctx); err != nil {
		return err
	}
	for _, step := range f.kind.steps {
		if step == "seal" {
			if err := f.sealTexts(ctx); err != nil {
				return err
			}
			continue
		}
		if err := f.reading.run(ctx, "fact_"+step); err != nil {
			return err
		}
		if step != "person" {
			continue
		}
		f.tell("people", f.report.Rows)
		var err error
		if f.people, err = f.reading.gather(ctx, f.in.vault, f.shop); err != nil {
			return err
		}
	}
	f.tell("storing", f.report.Rows)
	return f.in.db.Write(ctx, func(tx store.Tx) error { return f.keep(ctx, tx) })
}

// read turns the file into typed and refused rows.
func (f *facts) read(ctx context.Context) error {
	if err := f.rules(ctx); err != nil {
		return err
	}
	if err := f.stage(ctx); err != nil {
		return err
	}
	n, err := f.reading.count(ctx, "SELECT count(*) FROM typed")
	if err != nil {
		return err
	}
	if n == 0 {
		return huike.Errorf(huike.Invalid, "import.no_rows", "the file has a header but no rows; export it again with its rows")
	}
	f.report.Rows = n
	f.tell("understanding", n)
	return f.reading.run(ctx, "fact_reject")
}

// stage reads the file into the table kept. What the fast reader refuses goes
// through the lenient one.
func (f *facts) stage(ctx context.Context) error {
	r := f.reading
	if !r.file.lenient {
		err := f.typed(ctx, r.fast(nil))
		if err == nil || ctx.Err() != nil || huike.KindOf(err) == huike.Unavailable {
			return err
		}
		if err := r.db.Exec(ctx, "DROP TABLE IF EXISTS kept"); err != nil {
			return err
		}
		r.file.lenient = true
	}
	path, err := r.rewrite(ctx)
	if err != nil {
		return err
	}
	return f.typed(ctx, r.clean(path))
}

func (f *facts) typed(ctx context.Context, from string) error {
	for _, text := range []string{"CREATE OR REPLACE VIEW raw AS " + from, f.understanding(), f.shown()} {
		if err := f.reading.db.Exec(ctx, text); err != nil {
			return err
		}
	}
	return nil
}

// keep runs in the transaction that changes the shop.
func (f *facts) keep(ctx context.Context, tx store.Tx) error {
	if f.planned {
		if err := order.AddShop(ctx, tx, f.shop); err != nil {
			return err
		}
	}
	t := &turn{ctx: ctx, tx: tx}
	if err := f.kind.put(f, t); err != nil {
		return err
	}
	if err := f.unstage(t); err != nil {
		return err
	}
	if err := f.orphaned(ctx, t.tally.orphans); err != nil {
		return err
	}
	refused, err := f.refuse(ctx, tx, nil)
	if err != nil {
		return err
	}
	met, err := f.in.recognise(ctx, tx)
	if err != nil {
		return err
	}
	c := t.tally
	if c.moved || c.added+c.changed+c.customers+c.visitors+met > 0 {
		if err := order.Raise(ctx, tx); err != nil {
			return err
		}
	}
	rep := &f.report
	rep.Added, rep.Known, rep.Changed, rep.Visitors, rep.Customers, rep.Rejected = c.added, c.known, c.changed, c.visitors, c.customers, refused
	return f.finish(ctx, tx)
}

// lay puts a stage of the scratch database under the staging table of its name.
func (f *facts) lay(t *turn, s order.Stage) error {
	if t.tx.Engine() != store.DuckDB {
		return f.fillRows(t.ctx, t.tx, s)
	}
	t.views = append(t.views, s.Table)
	if err := f.reading.lay(t.ctx, s); err != nil {
		return err
	}
	return f.view(t.ctx, t.tx, s)
}

// laid reports whether a staging table is a temporary view in this turn.
func (t *turn) laid(table string) bool { return slices.Contains(t.views, table) }

func (f *facts) unstage(t *turn) error {
	for _, table := range t.views {
		if _, err := t.tx.Exec(t.ctx, store.Compiled("ingest/unview_"+table, "DROP VIEW temp."+table), nil); err != nil {
			return err
		}
	}
	return nil
}

// orphaned refuses the rows whose order, or whose campaign, is not there. It may
// run again.
func (f *facts) orphaned(ctx context.Context, rows []int64) error {
	why := pick(f.kind.id == contacts, "'campaign_absent', 'campaign'", "'order_absent', 'order_no'")
	if err := f.reading.db.Exec(ctx, "DELETE FROM reject WHERE (reason, field) = ("+why+")"); err != nil || len(rows) == 0 {
		return err
	}
	return f.reading.db.Exec(ctx, "INSERT INTO reject SELECT coalesce(row_no, r + first_row()), "+why+" FROM typed WHERE r IN (SELECT unnest($1))", rows)
}

// sealTexts seals what people wrote, for it may name them, and loads it into the
// scratch database.
func (f *facts) sealTexts(ctx context.Context) error {
	rows, err := f.reading.db.Query(ctx, "SELECT r, t_text FROM typed WHERE reason IS NULL AND t_text IS NOT NULL ORDER BY r")
	if err != nil {
		return err
	}
	defer rows.Close()
	return f.reading.table(ctx, "sealed", "'r': 'BIGINT', 'text_sealed': 'VARCHAR'", func() ([]string, error) {
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
		return []string{strconv.FormatInt(r, 10), f.in.vault.Seal(text)}, nil
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
