package event

import (
	"context"
	"time"

	"huike"
	"huike/store"
)

// Stage is a staging table and the columns that a source of facts fills.
type Stage struct {
	Table   string
	Columns []string
}

// The staging tables. event_ix and chat_ix count from 0, each once; who_ix is a
// person of Who, product_ix a product of the rows that Put gets.
var (
	StageEvent = Stage{"stage_event", []string{"event_ix", "who_ix", "kind", "source_no", "session_no", "product_ix", "source", "occurred_at", "local_day",
		"local_hour", "seconds", "amount_minor"}}
	StageChat = Stage{"stage_chat", []string{"chat_ix", "who_ix", "source_no", "agent", "product_ix", "started_at", "local_day", "local_hour",
		"first_reply_seconds", "questions", "answers", "words", "bargained", "score", "topic"}}
	StageTraffic = Stage{"stage_traffic", []string{"local_day", "source", "source_group", "visitors", "visits", "views", "carts", "buyers", "new_visitors", "cost_minor"}}
	StageSeries  = Stage{"stage_benchmark", []string{"series", "measure", "period", "start_day", "value", "low", "high", "origin", "noted_on"}}
)

// Batch says what is put where.
type Batch struct {
	Shop huike.ShopID
	ID   int64
	At   time.Time
	Laid func(table string) bool // tells the staging tables that are temporary views: they are not emptied
}

// Counts says what became of the staged rows.
type Counts struct {
	Added   int64 // new ones
	Changed int64 // known ones that the source tells anew
	Staged  int64 // all of them
}

// PutEvents makes the staged events facts, once each: one whose source's number
// the shop knows stays as it is. products gives product_id of every product_ix.
func PutEvents(ctx context.Context, tx store.Tx, b Batch, products store.Query) (Counts, error) {
	p := putter{ctx: ctx, tx: tx, batch: b}
	first := p.number("event")
	p.counts.Added = p.exec(queries.Get("events_add").With("ware", products), p.arguments(store.Args{"first": first, "shop": b.Shop}))
	p.clear("event", "who")
	p.told("event")
	return p.counts, p.err
}

// PutChats makes the staged chats facts, once each; of a known one it takes what
// came later, as the customer's mark.
func PutChats(ctx context.Context, tx store.Tx, b Batch, products store.Query) (Counts, error) {
	p := putter{ctx: ctx, tx: tx, batch: b}
	first := p.number("chat")
	p.counts.Changed = p.exec(queries.Get("chats_change"), store.Args{"shop": b.Shop})
	p.counts.Added = p.exec(queries.Get("chats_add").With("ware", products), p.arguments(store.Args{"first": first, "shop": b.Shop}))
	p.clear("chat", "who")
	p.told("chat")
	return p.counts, p.err
}

// PutTraffic makes the staged visits facts; what was known of the same day and
// source is replaced.
func PutTraffic(ctx context.Context, tx store.Tx, b Batch) (Counts, error) {
	p := putter{ctx: ctx, tx: tx, batch: b}
	p.staged("traffic")
	p.counts.Changed = p.exec(queries.Get("traffic_change"), p.arguments(store.Args{"shop": b.Shop}))
	p.counts.Added = p.exec(queries.Get("traffic_add"), p.arguments(store.Args{"shop": b.Shop}))
	p.clear("traffic")
	return p.counts, p.err
}

// PutSeries makes the staged points of industry series facts; what was known of
// the same measure, period and day is replaced.
func PutSeries(ctx context.Context, tx store.Tx, b Batch) (Counts, error) {
	p := putter{ctx: ctx, tx: tx, batch: b}
	p.staged("benchmark")
	p.counts.Changed = p.exec(queries.Get("benchmark_change"), p.arguments(store.Args{}))
	p.counts.Added = p.exec(queries.Get("benchmark_add"), p.arguments(store.Args{}))
	p.clear("benchmark")
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

func (p *putter) exec(q store.Query, a store.Args) int64 {
	if p.err != nil {
		return 0
	}
	var n int64
	n, p.err = p.tx.Exec(p.ctx, q, a)
	return n
}

func (p *putter) arguments(a store.Args) store.Args {
	a["batch"], a["arrived"] = p.batch.ID, p.batch.At
	return a
}

// staged counts the rows of a staging table, tells PostgreSQL's planner of them,
// and returns how many numbers they take.
func (p *putter) staged(table string) (numbers int64) {
	p.plan("stage_" + table)
	if p.err != nil {
		return 0
	}
	type size struct{ staged, numbers int64 }
	var s size
	s, _, p.err = store.One(p.ctx, p.tx, queries.Get(table+"_staged"), nil, func(r *store.Rows) (s size, err error) { return s, r.Scan(&s.staged, &s.numbers) })
	p.counts.Staged = s.staged
	return s.numbers
}

// number reserves numbers for all that was staged, and returns the first.
func (p *putter) number(table string) (first int64) {
	p.plan("stage_who")
	n := p.staged(table)
	if p.err == nil && n > 0 {
		first, p.err = store.Reserve(p.ctx, p.tx, table, n)
	}
	return first
}

// plan keeps PostgreSQL from taking a freshly filled table for an empty one;
// DuckDB counts while it writes.
func (p *putter) plan(table string) {
	if p.tx.Engine() != store.DuckDB {
		p.exec(queries.Get(table+"_analyze"), nil)
	}
}

// told refreshes what the planner knows of a table that grew.
func (p *putter) told(table string) {
	if p.counts.Added > 0 {
		p.plan(table)
	}
}

func (p *putter) clear(tables ...string) {
	for _, t := range tables {
		if p.batch.Laid == nil || !p.batch.Laid("stage_"+t) {
			p.exec(queries.Get("stage_"+t+"_clear"), nil)
		}
	}
}
