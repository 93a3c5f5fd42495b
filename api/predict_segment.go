package api

import (
	"context"
	"fmt"
	"hash/fnv"

	"huike"
	"huike/feature"
	"huike/predict"
	"huike/store"
)

// group is a saved segment as a question, with the snapshot it is asked of.
type group struct {
	seed     predict.Seed
	snapshot feature.Snapshot
	mark     string // tells questions apart
}

// group finds a segment's question as of a day.
func (r predictRoom) group(ctx context.Context, id int64, asOf huike.Day) (group, error) {
	g, err := r.Segments.Get(ctx, id)
	if err != nil {
		return group{}, err
	}
	snapshot, err := r.snapshot(ctx, Scope{Shop: int64(g.Shop), AsOf: Day{asOf}})
	if err != nil {
		return group{}, err
	}
	scope, err := r.Segments.Scope(ctx, snapshot.ID)
	if err != nil {
		return group{}, err
	}
	q, args, err := r.Segments.Audience(ctx, id, scope)
	if err != nil {
		return group{}, err
	}
	asked, err := r.Segments.Asked(ctx, id)
	h := fnv.New64a()
	_, _ = fmt.Fprint(h, q.Text(store.DuckDB), args) // a hash takes everything
	return group{predict.Seed{Query: q, Args: args, Excluded: asked}, snapshot, fmt.Sprintf("%d %x", id, h.Sum64())}, err
}

func (r predictRoom) TGI(ctx context.Context, in *SegmentAsk) (TGIAnswer, error) {
	g, err := r.group(ctx, in.ID, in.AsOf.Day)
	if err != nil {
		return TGIAnswer{}, err
	}
	return remembered(ctx, r.Base, memoKey{question: "tgi " + g.mark, scope: g.snapshot.Scope}, func(ctx context.Context) (TGIAnswer, error) {
		t, err := r.Models.TGI(ctx, g.snapshot, g.seed)
		return TGIAnswer{AsOf: Day{g.snapshot.Scope.AsOf}, Members: t.Seed, Customers: t.Customers,
			Dimensions: each(t.Dimensions, func(d predict.Dimension) TGIDimension {
				return TGIDimension{d.Name, each(d.Items, func(i predict.Item) TGIItem { return TGIItem(i) })}
			})}, err
	})
}

func (r predictRoom) Explain(ctx context.Context, in *SegmentAsk) (ExplainAnswer, error) {
	g, err := r.group(ctx, in.ID, in.AsOf.Day)
	if err != nil {
		return ExplainAnswer{}, err
	}
	return remembered(ctx, r.Base, memoKey{question: "explain " + g.mark, scope: g.snapshot.Scope}, func(ctx context.Context) (ExplainAnswer, error) {
		e, err := r.Models.Explain(ctx, g.snapshot, g.seed)
		return ExplainAnswer{Grounds: Grounds{e.Basis, e.Reason}, AsOf: Day{g.snapshot.Scope.AsOf}, Currency: g.snapshot.Currency,
			Members: e.Seed, Customers: e.Customers, Excluded: e.Excluded, Leaves: each(e.Leaves, leafOf)}, err
	})
}

func leafOf(l predict.Leaf) ExplainLeaf {
	return ExplainLeaf{Customers: l.Customers, Members: l.Members, Precision: l.Precision, Recall: l.Recall, Lift: l.Lift, Rule: Rule(l.Rule),
		Conditions: each(l.Conditions, func(b predict.Bound) LeafBound { return LeafBound(b) })}
}

// alike finds who resembles a segment.
func (r predictRoom) alike(ctx context.Context, id int64, asOf huike.Day, limit int) (predict.Likeness, group, error) {
	g, err := r.group(ctx, id, asOf)
	if err != nil {
		return predict.Likeness{}, g, err
	}
	k := memoKey{question: "alike " + g.mark, scope: g.snapshot.Scope, days: limit}
	l, err := remembered(ctx, r.Base, k, func(ctx context.Context) (predict.Likeness, error) {
		return r.Models.LookAlikes(ctx, g.snapshot, g.seed, limit)
	})
	return l, g, err
}

func (r predictRoom) LookAlike(ctx context.Context, in *AlikeAsk) (AlikeAnswer, error) {
	l, g, err := r.alike(ctx, in.ID, in.AsOf.Day, in.Limit)
	if err != nil {
		return AlikeAnswer{}, err
	}
	people, err := r.people(ctx, each(l.Alike, func(a predict.Alike) huike.CustomerID { return a.Customer }), masked)
	return AlikeAnswer{Grounds: Grounds{l.Basis, l.Reason}, AsOf: Day{g.snapshot.Scope.AsOf}, Currency: g.snapshot.Currency, Method: l.Method,
		Members: l.Seed, Customers: l.Customers, AUC: l.AUC, Excluded: l.Excluded,
		Weights: each(l.Weights, func(w predict.Weight) TraitWeight { return TraitWeight(w) }),
		Alike: each(l.Alike, func(a predict.Alike) AlikeCustomer {
			return AlikeCustomer{ID: int64(a.Customer), Name: people[a.Customer].name, Score: a.Score,
				Reasons: each(a.Reasons, func(c predict.Cause) AlikeCause { return AlikeCause(c) })}
		})}, err
}
