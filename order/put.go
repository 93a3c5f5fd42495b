package order

import (
	"context"
	"slices"
	"time"

	"huike"
	"huike/store"
)

// The staging tables and the columns that a source of facts fills before it
// calls Put. order_ix, buyer_ix, product_ix and refund_ix are the source's own
// numbers, each unique in its table.
var (
	StageOrder = Stage{"stage_order", []string{"order_ix", "buyer_ix", "external_no", "status", "status_rank", "ordered_at", "paid_at", "local_day", "local_hour",
		"void_day", "returned_minor", "gross_minor", "discount_minor", "postage_minor", "line_count", "quantity", "province", "city"}}
	StageLine    = Stage{"stage_line", []string{"order_ix", "line_no", "product_ix", "quantity", "amount_minor"}}
	StageProduct = Stage{"stage_product", []string{"product_ix", "external_no", "title", "category"}}
	StageRefund  = Stage{"stage_refund", []string{"refund_ix", "order_ix", "buyer_ix", "external_no", "refunded_at", "local_day", "amount_minor"}}
	StageBuyer   = Stage{"stage_buyer", []string{"buyer_ix", "customer_id"}}
)

// Stage is a staging table.
type Stage struct {
	Table   string
	Columns []string
}

// Batch says what Put puts where.
type Batch struct {
	Shop huike.ShopID
	ID   int64
	At   time.Time
	// Items marks a report of lines: known orders get their lines from it and
	// nothing else.
	Items bool
	// Views are the staging tables over which the caller laid a temporary view
	// of the same name instead of filling them; Put does not empty those.
	Views []Stage
}

// Counts says what Put did.
type Counts struct {
	Orders, Lines, Refunds int64 // new ones
	Keyless                int64 // new orders without a customer
	Changed                int64 // known orders that moved on, got their lines or their buyer
	Raised                 int64 // known refunds that grew, mostly of orders that moved on
	Duplicates             int64 // known orders that did not
	// Orphans are the order_ix of staged orders that are unknown and do not say
	// when they were made, so that their lines belong nowhere.
	Orphans []int64
}

// Put makes the staged facts facts, once: an order that is known moves forward
// only (a higher status rank, or the same with other content, but never with
// less given back) and gets its buyer when it had none, a refund that is known
// only grows, and a product that is known stays. It empties the staging tables.
func Put(ctx context.Context, tx store.Tx, b Batch) (Counts, error) {
	p := putter{ctx: ctx, tx: tx, batch: b}
	p.analyze()
	p.products()
	p.orders()
	p.lines()
	p.refunds()
	p.clear()
	p.tell()
	return p.counts, p.err
}

// putter runs one statement after the other until one fails.
type putter struct {
	ctx    context.Context
	tx     store.Tx
	batch  Batch
	counts Counts
	err    error
}

func (p *putter) exec(name string, a store.Args) int64 {
	if p.err != nil {
		return 0
	}
	var n int64
	n, p.err = p.tx.Exec(p.ctx, queries.Get(name), a)
	return n
}

func (p *putter) number(name string, a store.Args) int64 {
	if p.err != nil {
		return 0
	}
	var n int64
	n, _, p.err = store.One(p.ctx, p.tx, queries.Get(name), a, func(r *store.Rows) (n int64, err error) { return n, r.Scan(&n) })
	return n
}

// reserve takes numbers for as many new things as a question counts, and
// returns the first.
func (p *putter) reserve(counter, missing string, a store.Args) (first, n int64) {
	if n = p.number(missing, a); n == 0 || p.err != nil {
		return 0, 0
	}
	first, p.err = store.Reserve(p.ctx, p.tx, counter, n)
	return first, n
}

func (p *putter) shop() store.Args { return store.Args{"shop": p.batch.Shop} }

func (p *putter) fresh(first int64) store.Args {
	return store.Args{"shop": p.batch.Shop, "first": first, "batch": p.batch.ID, "arrived": p.batch.At}
}

// analyze keeps PostgreSQL from taking freshly filled tables for empty ones;
// DuckDB counts while it writes.
func (p *putter) analyze() {
	if p.tx.Engine() == store.DuckDB {
		return
	}
	for _, t := range []string{"order", "line", "product", "refund", "buyer"} {
		p.exec("stage_"+t+"_analyze", nil)
	}
}

func (p *putter) products() {
	if first, n := p.reserve("product", "products_missing", p.shop()); n > 0 {
		p.exec("products_add", p.fresh(first))
	}
	p.exec("products_name", p.shop())
	p.exec("products_match", p.shop())
}

func (p *putter) orders() {
	if p.number("orders_any", p.shop()) == 1 {
		p.exec("orders_match", store.Args{"shop": p.batch.Shop, "items": p.batch.Items})
	}
	p.orphans()
	first, n := p.reserve("order", "orders_missing", nil)
	if n > 0 {
		p.exec("orders_number", store.Args{"first": first})
	}
	if p.tx.Engine() != store.DuckDB {
		p.exec("stage_match_analyze", nil)
	}
	if n > 0 {
		p.counts.Orders = p.exec("orders_add", store.Args{"shop": p.batch.Shop, "batch": p.batch.ID, "arrived": p.batch.At})
	}
	p.adopt()
	p.tally()
	if p.counts.Changed > 0 {
		p.exec("orders_advance", nil)
	}
}

// adopt gives known orders without identity, with all that hangs on them, to the
// buyers that the file names.
func (p *putter) adopt() {
	if p.exec("orders_owner", nil) == 0 {
		return
	}
	for _, table := range []string{"orders", "lines", "refunds", "details", "reviews", "matches"} {
		p.exec(table+"_adopt", nil)
	}
}

func (p *putter) orphans() {
	if p.err != nil {
		return
	}
	p.counts.Orphans, p.err = store.All(p.ctx, p.tx, queries.Get("orders_orphan"), nil, func(r *store.Rows) (ix int64, err error) { return ix, r.Scan(&ix) })
}

func (p *putter) tally() {
	if p.err != nil {
		return
	}
	var c Counts
	c, _, p.err = store.One(p.ctx, p.tx, queries.Get("stage_counts"), nil, func(r *store.Rows) (c Counts, err error) {
		return c, r.Scan(&c.Keyless, &c.Changed, &c.Duplicates)
	})
	p.counts.Keyless, p.counts.Changed, p.counts.Duplicates = c.Keyless, c.Changed, c.Duplicates
}

func (p *putter) lines() {
	if p.counts.Changed > 0 {
		p.exec("lines_move", nil)
		p.exec("lines_guessed", nil)
		p.exec("lines_count", nil)
	}
	p.counts.Lines = p.exec("lines_add", store.Args{"shop": p.batch.Shop, "batch": p.batch.ID})
}

func (p *putter) refunds() {
	p.counts.Raised = p.exec("refunds_raise", nil)
	if first, n := p.reserve("refund", "refunds_missing", p.shop()); n > 0 {
		p.counts.Refunds = p.exec("refunds_add", p.fresh(first))
	}
	if p.counts.Raised+p.counts.Refunds+p.counts.Changed > 0 {
		p.once(queries.Get("touched_matches"), nil)
	}
}

// tell says that facts changed: to whoever derives something from them, and to
// the planner, which otherwise takes the facts for few and joins them row by row.
func (p *putter) tell() {
	if p.counts.Orders+p.counts.Lines+p.counts.Refunds+p.counts.Raised+p.counts.Changed == 0 {
		return
	}
	p.exec("version_raise", nil)
	if p.tx.Engine() == store.DuckDB {
		return
	}
	for _, t := range []string{"orders", "order_line", "refund", "product"} {
		p.exec(t+"_analyze", nil)
	}
}

func (p *putter) clear() {
	for _, t := range []string{"order", "line", "product", "refund", "buyer", "match", "item"} {
		if !p.laid("stage_" + t) {
			p.exec("stage_"+t+"_clear", nil)
		}
	}
}

// laid reports whether a staging table is a temporary view of the caller's.
func (p *putter) laid(table string) bool {
	return slices.ContainsFunc(p.batch.Views, func(s Stage) bool { return s.Table == table })
}

// once keeps money that two sources tell of from being given back twice.
func (p *putter) once(touched store.Query, a store.Args) {
	for _, name := range []string{"refunds_once", "refunds_net"} {
		if p.err == nil {
			_, p.err = p.tx.Exec(p.ctx, queries.Get(name).With("touched", touched), a)
		}
	}
}
