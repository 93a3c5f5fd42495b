package lifecycle

import (
	"context"
	"time"

	"huike/feature"
	"huike/stat"
	"huike/store"
)

// RFM is how the customers of a snapshot spread over the scores, 1 (worst) to 5,
// by rank-min. Money is net, in minor units.
type RFM struct {
	Snapshot feature.Snapshot
	Cells    []Cell // the 25 pairs of R and F, R 1 F 1 first
	R, F, M  [5]int64
	Segments []Segment
}

// Cell is one pair of scores.
type Cell struct {
	R, F      int
	Customers int64
	NetMinor  int64
}

// Segment is one RFM segment.
type Segment struct {
	Segment   string
	Customers int64
	Orders    int64
	NetMinor  int64 // what they brought, net of refunds
}

// scored counts the customers of one combination of scores.
type scored struct {
	r, f, m                     int
	customers, orders, netMinor int64
}

// RFM returns the matrix of a scope with the ten usual segments.
func (l *Lifecycle) RFM(ctx context.Context, s feature.Scope, at time.Time) (RFM, error) {
	var out RFM
	var err error
	if out.Snapshot, err = l.features.Ensure(ctx, s, at); err != nil {
		return out, err
	}
	cells, err := store.All(ctx, l.db, queries.Get("cells"), store.Args{"snapshot": out.Snapshot.ID}, func(r *store.Rows) (c scored, err error) {
		return c, r.Scan(&c.r, &c.f, &c.m, &c.customers, &c.orders, &c.netMinor)
	})
	if err != nil {
		return out, err
	}
	for k := range 25 {
		out.Cells = append(out.Cells, Cell{R: k/5 + 1, F: k%5 + 1})
	}
	t := newTally(boxSegments())
	for _, c := range cells {
		cell := &out.Cells[(c.r-1)*5+c.f-1]
		cell.Customers += c.customers
		cell.NetMinor += c.netMinor
		out.R[c.r-1] += c.customers
		out.F[c.f-1] += c.customers
		out.M[c.m-1] += c.customers
		t.add(c, [3]bool{})
	}
	out.Segments = t.segments()
	return out, nil
}

// Segments returns the customers, orders and money of every segment of a rule,
// in the rule's order, with stat.Others last for whom no segment holds.
// RuleRank reads the scores of the snapshot; every other rule makes its own.
func (l *Lifecycle) Segments(ctx context.Context, s feature.Scope, r Rule, at time.Time) ([]Segment, error) {
	if r.Name == RuleRank {
		rfm, err := l.RFM(ctx, s, at)
		return rfm.Segments, err
	}
	currency, err := feature.Currency(ctx, l.db, s.Shop)
	if err != nil {
		return nil, err
	}
	args := store.Args{"shop": s.Shop, "as_of": s.AsOf, "window_days": r.WindowDays}
	buyers, err := store.All(ctx, l.db, queries.Get("buyers"), args, func(r *store.Rows) (b buyer, err error) {
		return b, r.Scan(&b.days, &b.occasions, &b.orders, &b.grossMinor, &b.netMinor)
	})
	if err != nil {
		return nil, err
	}
	return r.apply(buyers, currency), nil
}

// tally counts customers into segments.
type tally struct {
	rule   []RuleSegment
	counts []Segment // one more than the rule has: the others
}

func newTally(rule []RuleSegment) *tally {
	t := &tally{rule: rule}
	for _, s := range rule {
		t.counts = append(t.counts, Segment{Segment: s.Name})
	}
	t.counts = append(t.counts, Segment{Segment: stat.Others})
	return t
}

// add counts customers into the first segment that holds them.
func (t *tally) add(c scored, flags [3]bool) {
	k := 0
	for k < len(t.rule) && !t.rule[k].holds([3]int{c.r, c.f, c.m}, flags) {
		k++
	}
	t.counts[k].Customers += c.customers
	t.counts[k].Orders += c.orders
	t.counts[k].NetMinor += c.netMinor
}

// segments leaves the others out when there are none.
func (t *tally) segments() []Segment {
	if last := len(t.counts) - 1; t.counts[last].Customers == 0 {
		return t.counts[:last]
	}
	return t.counts
}
