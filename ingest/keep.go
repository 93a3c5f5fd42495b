package ingest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"huike"
	"huike/customer"
	"huike/event"
	"huike/order"
	"huike/store"
)

func (j *job) eventBatch(t *turn) event.Batch {
	return event.Batch{Shop: j.shop.ID, ID: j.batch, At: j.request.At, Laid: t.laid}
}

// orderBatch names the stages that lie as temporary views.
func (j *job) orderBatch(t *turn) order.Batch {
	b := order.Batch{Shop: j.shop.ID, ID: j.batch, At: j.request.At}
	for _, table := range t.views {
		b.Views = append(b.Views, order.Stage{Table: table})
	}
	return b
}

func (j *job) putEvents(t *turn) error {
	return j.putDeeds(t, event.StageEvent, event.PutEvents)
}

func (j *job) putChats(t *turn) error {
	return j.putDeeds(t, event.StageChat, event.PutChats)
}

type putDeeds = func(context.Context, store.Tx, event.Batch, store.Query) (event.Counts, error)

// putDeeds keeps what people did: events or chats.
func (j *job) putDeeds(t *turn, s event.Stage, put putDeeds) error {
	visitors, err := j.whoever(t)
	if err != nil {
		return err
	}
	for _, stage := range []order.Stage{order.StageWare, order.Stage(s)} {
		if err := j.lay(t, stage); err != nil {
			return err
		}
	}
	products, found, err := order.FindProducts(t.ctx, t.tx, j.orderBatch(t))
	if err != nil {
		return err
	}
	c, err := put(t.ctx, t.tx, j.eventBatch(t), products)
	if err != nil {
		return err
	}
	rows, err := j.deeds(t.ctx)
	t.tally(c.Added, c.Changed, rows)
	t.report.Visitors, t.moved = visitors, t.moved || visitors+found > 0
	return errors.Join(err, order.ForgetProducts(t.ctx, t.tx, j.orderBatch(t)))
}

// whoever settles who the people of the file are, customers or visitors, and
// returns how many visitors are new. Nobody becomes a customer by it.
func (j *job) whoever(t *turn) (fresh int64, err error) {
	persons, fresh, err := j.meet(t.ctx, t.tx)
	if err != nil {
		return 0, err
	}
	p := 0
	return fresh, event.Who(t.ctx, t.tx, func() (int64, int64, error) {
		for p < len(persons) && persons[p] == 0 {
			p++
		}
		if p == len(persons) {
			return 0, 0, io.EOF
		}
		p++
		return int64(p - 1), persons[p-1], nil
	})
}

// deeds counts the rows that tell of something done.
func (j *job) deeds(ctx context.Context) (int64, error) {
	return j.reading.count(ctx, "SELECT count(*) FROM typed WHERE reason IS NULL"+pick(j.kind.id == "events", " AND t_kind <> 'identify'", ""))
}

// good counts the rows that were not refused.
func (j *job) good(ctx context.Context) (int64, error) {
	return j.reading.count(ctx, "SELECT count(*) FROM typed WHERE reason IS NULL")
}

func (j *job) putTraffic(t *turn) error {
	return j.putSeries(t, event.StageTraffic, event.PutTraffic)
}

func (j *job) putIndustry(t *turn) error {
	return j.putSeries(t, event.StageSeries, event.PutSeries)
}

func (j *job) putSeries(t *turn, s event.Stage, put func(context.Context, store.Tx, event.Batch) (event.Counts, error)) error {
	if err := j.lay(t, order.Stage(s)); err != nil {
		return err
	}
	c, err := put(t.ctx, t.tx, j.eventBatch(t))
	if err != nil {
		return err
	}
	rows, err := j.good(t.ctx)
	t.tally(c.Added, c.Changed, rows)
	return err
}

func (j *job) putDetails(t *turn) error { return j.putTold(t, order.StageDetail, order.PutDetails) }

func (j *job) putRefunds(t *turn) error { return j.putTold(t, order.StageBack, order.PutRefunds) }

func (j *job) putProducts(t *turn) error { return j.putTold(t, order.StageWare, order.PutProducts) }

func (j *job) putReviews(t *turn) error {
	r, err := j.reviewers(t)
	if err != nil {
		return err
	}
	if err := fillBuyers(t.ctx, t.tx, r); err != nil {
		return err
	}
	if err := j.lay(t, order.StageWare); err != nil {
		return err
	}
	_, found, err := order.FindProducts(t.ctx, t.tx, j.orderBatch(t))
	if err != nil {
		return err
	}
	if err := j.putTold(t, order.StageReview, order.PutReviews); err != nil {
		return err
	}
	t.moved = t.moved || found > 0
	return nil
}

// putTold keeps what is told of orders and products.
func (j *job) putTold(t *turn, s order.Stage, put func(context.Context, store.Tx, order.Batch) (order.Told, error)) error {
	if err := j.lay(t, s); err != nil {
		return err
	}
	c, err := put(t.ctx, t.tx, j.orderBatch(t))
	if err != nil {
		return err
	}
	if t.orphans, err = j.rowsOf(t.ctx, c.Orphans); err != nil {
		return err
	}
	rows, err := j.good(t.ctx)
	t.tally(c.Added, c.Changed, rows-int64(len(t.orphans)))
	return err
}

// rowsOf returns all rows of the file that name the orders of some of them.
func (j *job) rowsOf(ctx context.Context, some []int64) ([]int64, error) {
	if len(some) == 0 {
		return nil, nil
	}
	rows, err := j.reading.db.Query(ctx, `SELECT r FROM typed WHERE reason IS NULL AND t_order_no IN (SELECT t_order_no FROM typed WHERE r IN (SELECT unnest($1)))`, some)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []int64
	for rows.Next() {
		var r int64
		if err := rows.Scan(&r); err != nil {
			return nil, broken(ctx, err)
		}
		all = append(all, r)
	}
	return all, broken(ctx, rows.Err())
}

func (j *job) putTraits(t *turn) error {
	if err := j.reading.db.Exec(t.ctx, j.traitStage()); err != nil {
		return err
	}
	who, err := j.enroll(t.ctx, t.tx, j.people)
	if err != nil {
		return err
	}
	if err := j.complete(t.ctx, t.tx, who); err != nil {
		return err
	}
	if err := j.agree(t.ctx, t.tx, who); err != nil {
		return err
	}
	if err := j.lay(t, order.Stage{Table: customer.TraitTable, Columns: customer.TraitColumns}); err != nil {
		return err
	}
	b := 0
	a := customer.Arrival{Batch: j.batch, At: j.request.At}
	c, err := customer.PutTraits(t.ctx, t.tx, a, t.laid(customer.TraitTable), func() (int64, huike.CustomerID, error) {
		for b < len(who.buyers) && who.buyers[b] == 0 {
			b++
		}
		if b == len(who.buyers) {
			return 0, 0, io.EOF
		}
		b++
		return int64(b - 1), who.buyers[b-1], nil
	})
	t.tally(c.Added, c.Changed, c.Staged)
	t.report.Customers, t.shared = int64(len(who.newcomer)), who.shared
	t.moved = t.moved || len(who.newcomer) > 0
	return err
}

// traitStage writes the statement that turns the columns of attributes into
// rows, one an attribute. Its names are the file's, as literals.
func (j *job) traitStage() string {
	day := literal(j.request.At.In(j.place()).Format("2006-01-02"))
	rows := []string{"SELECT w.who_ix, 'birthday' AS name, CAST(" + day + " AS DATE) AS since, false AS dated, CAST(t.t_birthday AS VARCHAR) AS text_value, CAST(NULL AS DOUBLE) AS number_value, t.r FROM typed AS t JOIN whose AS w ON w.r = t.r WHERE t.t_birthday IS NOT NULL"}
	for i, h := range j.reading.file.headers {
		if j.reading.mapping[h] != freeTrait || forbidden(h) {
			continue
		}
		cell := "t.t_trait_" + strconv.Itoa(i)
		rows = append(rows, fmt.Sprintf("SELECT w.who_ix, %s, coalesce(t.t_since, CAST(%s AS DATE)), t.t_since IS NOT NULL, %s, try_cast(%s AS DOUBLE), t.r FROM typed AS t JOIN whose AS w ON w.r = t.r WHERE %s IS NOT NULL",
			literal(traitName(h)), day, cell, cell, cell))
	}
	return "CREATE OR REPLACE VIEW stage_trait AS SELECT who_ix, name, since, bool_or(dated) AS dated, arg_max(text_value, r) AS text_value, arg_max(number_value, r) AS number_value FROM (" +
		strings.Join(rows, " UNION ALL ") + ") AS s GROUP BY who_ix, name, since"
}
