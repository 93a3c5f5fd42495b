package order

import (
	"context"

	"huike/store"
)

// The staging tables of what is told besides the orders themselves. The first
// column of each counts from 0; who_ix is a person of StageBuyer.
var (
	StageWare = Stage{"stage_ware", []string{"product_ix", "external_no", "title", "category", "brand", "cost_minor", "list_minor", "listed_day", "stock",
		"period_days", "consumption_group"}}
	StageDetail = Stage{"stage_detail", []string{"detail_ix", "external_no", "source", "source_group", "shipped_at", "shipped_day", "delivered_at", "delivered_day"}}
	StageReview = Stage{"stage_review", []string{"review_ix", "source_no", "order_no", "who_ix", "product_ix", "score", "service_score", "delivery_score", "has_photo",
		"text_sealed", "reviewed_at", "local_day"}}
	StageBack = Stage{"stage_back", []string{"back_ix", "order_no", "source_no", "amount_minor", "kind", "reason", "refunded_at", "local_day"}}
)

// Told says what became of staged rows that are no orders.
type Told struct {
	Staged, Added, Changed int64
	Orphans                []int64 // the rows of orders that are not there; they were left out
}

// PutDetails makes the staged sources and deliveries of orders facts. What is
// known of an order is brought to what the file says; what it does not say stays.
func PutDetails(ctx context.Context, tx store.Tx, b Batch) (Told, error) {
	t := teller{putter: putter{ctx: ctx, tx: tx, batch: b}}
	t.plan("stage_detail")
	t.orphaned("details_orphan")
	t.told.Changed = t.exec("details_change", t.shop())
	t.told.Added = t.exec("details_add", t.arrival())
	t.done("order_detail", "detail")
	return t.told, t.err
}

// PutReviews makes the staged reviews facts, once each. A known one is brought
// to what the file says. The products of stage_ware are taken in as FindProducts
// does, first.
func PutReviews(ctx context.Context, tx store.Tx, b Batch) (Told, error) {
	t := teller{putter: putter{ctx: ctx, tx: tx, batch: b}}
	t.plan("stage_review", "stage_buyer")
	t.orphaned("reviews_orphan")
	first := t.numbers("review", "reviews_staged")
	t.told.Changed = t.exec("reviews_change", t.shop())
	t.told.Added = t.exec("reviews_add", t.numbered(first))
	t.done("review", "review", "buyer", "ware")
	return t.told, t.err
}

// PutRefunds makes the staged refunds facts, once each, with their kinds and
// reasons. Money that an order report told of already is not given back again:
// what single refunds account for is taken off the order's own. An order of
// which all was given back is void from the day of its last refund on.
func PutRefunds(ctx context.Context, tx store.Tx, b Batch) (Told, error) {
	t := teller{putter: putter{ctx: ctx, tx: tx, batch: b}}
	t.plan("stage_back")
	t.orphaned("backs_orphan")
	first := t.numbers("refund", "backs_staged")
	t.told.Changed = t.exec("backs_change", t.shop())
	t.told.Added = t.exec("backs_add", t.numbered(first))
	t.once(queries.Get("touched_backs"), t.shop())
	t.about("orders_void", queries.Get("touched_backs"), t.shop())
	t.done("refund", "back")
	return t.told, t.err
}

// PutProducts makes the staged list of products facts. What is known of a
// product is brought to what the list says; what it does not say stays.
func PutProducts(ctx context.Context, tx store.Tx, b Batch) (Told, error) {
	t := teller{putter: putter{ctx: ctx, tx: tx, batch: b}}
	t.plan("stage_ware")
	t.told.Staged = t.number("wares_staged", nil)
	t.told.Changed = t.exec("wares_change", t.shop())
	t.told.Added = t.wares()
	t.done("product", "ware")
	return t.told, t.err
}

// FindProducts takes the products of stage_ware in that are new, and fills in
// what was not known of the others. It returns a question that gives product_id
// of every product_ix and counts until ForgetProducts, and how many were added
// or filled in. Its parameters are bound with those of the question it is put in.
func FindProducts(ctx context.Context, tx store.Tx, b Batch) (store.Query, int64, error) {
	t := teller{putter: putter{ctx: ctx, tx: tx, batch: b}}
	t.plan("stage_ware")
	n := t.exec("wares_fill", t.shop())
	n += t.wares()
	return queries.Get("wares"), n, t.err
}

// ForgetProducts empties stage_ware.
func ForgetProducts(ctx context.Context, tx store.Tx, b Batch) error {
	t := teller{putter: putter{ctx: ctx, tx: tx, batch: b}}
	t.done("product", "ware")
	return t.err
}

// Raise tells everybody who keeps something derived that facts of another room
// changed.
func Raise(ctx context.Context, tx store.Tx) error {
	_, err := tx.Exec(ctx, queries.Get("version_raise"), nil)
	return err
}

// teller is a putter of what is told besides the orders.
type teller struct {
	putter
	told Told
}

func (t *teller) numbered(first int64) store.Args { return t.fresh(first) }

// plan keeps PostgreSQL from taking freshly filled tables for empty ones.
func (t *teller) plan(tables ...string) {
	for _, name := range tables {
		if t.tx.Engine() != store.DuckDB {
			t.exec(name+"_analyze", nil)
		}
	}
}

// numbers counts what was staged and reserves a number for every row; it returns
// the first.
func (t *teller) numbers(counter, staged string) (first int64) {
	if t.err != nil {
		return 0
	}
	type size struct{ staged, numbers int64 }
	s, _, err := store.One(t.ctx, t.tx, queries.Get(staged), nil, func(r *store.Rows) (s size, err error) { return s, r.Scan(&s.staged, &s.numbers) })
	if t.err = err; err == nil && s.numbers > 0 {
		first, t.err = store.Reserve(t.ctx, t.tx, counter, s.numbers)
	}
	t.told.Staged = s.staged
	return first
}

func (t *teller) orphaned(question string) {
	if t.err != nil {
		return
	}
	t.told.Orphans, t.err = store.All(t.ctx, t.tx, queries.Get(question), t.shop(), func(r *store.Rows) (ix int64, err error) { return ix, r.Scan(&ix) })
}

func (t *teller) wares() int64 {
	first, n := t.reserve("product", "wares_missing", t.shop())
	if n == 0 {
		return 0
	}
	return t.exec("wares_add", t.fresh(first))
}

// done empties the staging tables and tells the planner of a table that grew.
func (t *teller) done(table string, stages ...string) {
	for _, s := range stages {
		if !t.laid("stage_" + s) {
			t.exec("stage_"+s+"_clear", nil)
		}
	}
	t.plan(table)
}
