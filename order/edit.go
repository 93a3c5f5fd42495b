package order

import (
	"huike/store"
)

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

// edit finds out which lines of known orders the file tells otherwise.
func (p *putter) edit() {
	p.edits = true
	if p.exec("edits_find", nil) == 0 {
		return
	}
	p.planned("stage_edit")
	p.exec("edits_compare", nil)
	p.planned("stage_delta")
	p.exec("edits_mark", nil)
}

// rewrite brings the lines of known orders to what the file tells, and adds the
// orders up anew. Lines that stay keep their numbers.
func (p *putter) rewrite() {
	if p.number("edits_taken", nil) > 0 {
		p.exec("lines_guessed", nil)
		p.counts.Lines += p.exec("lines_take", p.lot())
	}
	p.exec("lines_gone", nil)
	p.counts.Lines += p.exec("lines_new", p.lot())
	p.exec("lines_sum", nil)
}

// lift makes orders purchases again that come to more than was given back by
// now. What was given back of them is told as a refund, which it was not while
// it was all.
func (p *putter) lift() {
	if p.err != nil {
		return
	}
	unsaid := queries.Get("refunds_unsaid")
	count := queries.Get("refunds_unsaid_count").With("unsaid", unsaid)
	var n, first int64
	n, _, p.err = store.One(p.ctx, p.tx, count, nil, func(r *store.Rows) (n int64, err error) { return n, r.Scan(&n) })
	if n > 0 && p.err == nil {
		if first, p.err = store.Reserve(p.ctx, p.tx, "refund", n); p.err == nil {
			n, p.err = p.tx.Exec(p.ctx, queries.Get("refunds_say").With("unsaid", unsaid), p.fresh(first))
			p.counts.Refunds += n
		}
	}
	p.about("orders_lift", queries.Get("touched_changes"), nil)
}
