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
	StageOrder = Stage{"stage_order", []string{"order_ix", "buyer_ix", "external_no", "row_count", "told", "whole", "summed", "sales_only", "status", "status_rank", "ordered_at", "paid_at", "local_day", "local_hour",
		"void_day", "returned_minor", "gross_minor", "discount_minor", "postage_minor", "line_count", "quantity", "province", "city"}}
	StageLine    = Stage{"stage_line", []string{"order_ix", "line_no", "product_ix", "quantity", "amount_minor"}}
	StageProduct = Stage{"stage_product", []string{"product_ix", "external_no", "title", "category"}}
	StageRefund  = Stage{"stage_refund", []string{"refund_ix", "order_ix", "buyer_ix", "external_no", "row_count", "refunded_at", "local_day", "amount_minor"}}
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
	// Views are the staging tables over which the caller laid a temporary view
	// of the same name instead of filling them; Put does not empty those.
	Views []Stage
}

// Counts says what Put did.
type Counts struct {
	Orders, Lines, Refunds int64 // new ones
	Keyless                int64 // new orders without a customer
	Changed                int64 // known orders that moved on, whose lines changed, or that got their buyer
	Raised                 int64 // known refunds that grew, mostly of orders that moved on
	Duplicates             int64 // known orders that did not
	// Orphans are the order_ix of staged orders that are unknown and do not say
	// when they were made, so that their lines belong nowhere.
	Orphans []int64
	Rows    Rows
}

// Rows says what became of the rows of the source. Together they are all rows
// that the staged orders, and the staged refunds without an order, account for.
type Rows struct {
	New      int64 // one for every new order or refund
	Changed  int64 // one for every known one that changed
	Part     int64 // the further rows of new and of changed ones
	Known    int64 // all rows of known ones that did not change
	Orphaned int64 // all rows of orphans
}

// Put makes the staged facts facts, once. An order that is known moves forward
// only (a higher status rank, or the same with other content, but never with
// less given back), gets its buyer when it had none, and is brought to the lines
// that the source tells: a source of whole orders replaces them unless it is
// older, any other adds those that are missing. What is summed is then added up
// anew. A refund that is known only grows, and a product that is known stays.
// Put empties the staging tables.
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
	known  int64 // staged orders that are known
	edits  bool  // the lines of known orders were looked at
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

func (p *putter) lot() store.Args { return store.Args{"shop": p.batch.Shop, "batch": p.batch.ID} }

func (p *putter) arrival() store.Args {
	return store.Args{"shop": p.batch.Shop, "batch": p.batch.ID, "arrived": p.batch.At}
}

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

// planned is analyze for a table that Put itself filled.
func (p *putter) planned(table string) {
	if p.tx.Engine() != store.DuckDB {
		p.exec(table+"_analyze", nil)
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
		p.known = p.exec("orders_match", p.shop())
	}
	p.orphans()
	first, n := p.reserve("order", "orders_missing", nil)
	if n > 0 {
		p.exec("orders_number", store.Args{"first": first})
	}
	p.planned("stage_match")
	if n > 0 {
		p.counts.Orders = p.exec("orders_add", p.arrival())
	}
	if p.known > 0 {
		p.adopt()
		p.edit()
	}
	p.tally()
	if p.counts.Changed > 0 {
		p.exec("orders_advance", nil)
	}
}

func (p *putter) orphans() {
	if p.err != nil {
		return
	}
	p.counts.Orphans, p.err = store.All(p.ctx, p.tx, queries.Get("orders_orphan"), nil, func(r *store.Rows) (int64, error) {
		var ix, rows int64
		err := r.Scan(&ix, &rows)
		p.counts.Rows.Orphaned += rows
		return ix, err
	})
}

func (p *putter) tally() {
	if p.err != nil {
		return
	}
	type tally struct {
		Counts
		added int64
	}
	c, _, err := store.One(p.ctx, p.tx, queries.Get("stage_counts"), nil, func(r *store.Rows) (c tally, err error) {
		return c, r.Scan(&c.Keyless, &c.added, &c.Changed, &c.Duplicates, &c.Rows.Known, &c.Rows.Part)
	})
	p.err = err
	p.counts.Keyless, p.counts.Changed, p.counts.Duplicates = c.Keyless, c.Changed, c.Duplicates
	p.counts.Rows.add(Rows{New: c.added, Changed: c.Changed, Known: c.Rows.Known, Part: c.Rows.Part})
}

func (r *Rows) add(o Rows) {
	r.New, r.Changed, r.Part, r.Known, r.Orphaned = r.New+o.New, r.Changed+o.Changed, r.Part+o.Part, r.Known+o.Known, r.Orphaned+o.Orphaned
}

func (p *putter) lines() {
	if p.counts.Orders > 0 {
		p.counts.Lines = p.exec("lines_add", p.lot())
	}
	if p.counts.Changed > 0 {
		p.exec("lines_move", nil)
		p.rewrite()
	}
}

func (p *putter) refunds() {
	p.alone()
	p.counts.Raised = p.exec("refunds_grow", p.shop())
	if first, n := p.reserve("refund", "refunds_missing", p.shop()); n > 0 {
		p.counts.Refunds = p.exec("refunds_add", p.fresh(first))
	}
	if p.known == 0 {
		return
	}
	p.counts.Raised += p.exec("refunds_raise", nil)
	if p.counts.Changed > 0 {
		p.lift()
	}
	if p.counts.Raised+p.counts.Refunds+p.counts.Changed > 0 {
		p.once(queries.Get("touched_matches"), nil)
	}
	if p.counts.Changed > 0 {
		p.about("orders_void", queries.Get("touched_changes"), nil)
	}
}

// alone accounts for the rows of refunds that name no order.
func (p *putter) alone() {
	if p.err != nil {
		return
	}
	rows, _, err := store.One(p.ctx, p.tx, queries.Get("refunds_alone"), p.shop(), func(r *store.Rows) (n Rows, err error) {
		return n, r.Scan(&n.New, &n.Changed, &n.Known, &n.Part)
	})
	p.err = err
	p.counts.Rows.add(rows)
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
	tables := []string{"order", "line", "product", "refund", "buyer", "match", "item"}
	if p.edits {
		tables = append(tables, "edit", "delta")
	}
	for _, t := range tables {
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
	p.about("refunds_once", touched, a)
	p.about("refunds_net", touched, a)
}

// about runs a statement about the orders that a question gives.
func (p *putter) about(name string, touched store.Query, a store.Args) {
	if p.err == nil {
		_, p.err = p.tx.Exec(p.ctx, queries.Get(name).With("touched", touched), a)
	}
}
