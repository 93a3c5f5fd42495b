package api

import (
	"context"
	"encoding/json"

	"huike"
	"huike/lifecycle"
	"huike/segment"
)

func (r segmentRoom) Split(ctx context.Context, in *SplitRequest) (List[SplitPart], error) {
	snap, err := r.snapshot(ctx, in.Scope)
	if err != nil {
		return List[SplitPart]{}, err
	}
	parts, err := r.Lifecycle.Split(ctx, lifecycle.Cut{Scope: snap.Scope, Stage: huike.Stage(in.Stage), Attribute: in.By}, r.Clock())
	return listOf(parts, func(p lifecycle.StagePart) SplitPart { return splitPart(p, in.By, snap.Currency) }), err
}

// Stages answers how every stage parts by a second level.
func (r segmentRoom) Stages(ctx context.Context, in *StageSplitRequest) (StageSplit, error) {
	snap, err := r.snapshot(ctx, in.Scope)
	if err != nil {
		return StageSplit{}, err
	}
	parts, err := r.Lifecycle.Split(ctx, lifecycle.Cut{Scope: snap.Scope, Attribute: in.By}, r.Clock())
	return StageSplit{AsOf: Day{snap.Scope.AsOf}, Currency: snap.Currency, By: in.By, Several: in.By == "category",
		Parts: each(parts, func(p lifecycle.StagePart) StagePart {
			return StagePart{Stage: Stage(p.Stage), SplitPart: splitPart(p, in.By, snap.Currency)}
		})}, err
}

func splitPart(p lifecycle.StagePart, by, currency string) SplitPart {
	out := SplitPart{Value: p.Value, Customers: p.Customers, Net: major(p.NetMinor, currency)}
	if p.Value != "" || by != "category" {
		stage := segment.Rule{Field: "stage", Op: "eq", Value: string(p.Stage)}
		rule := Rule(segment.Rule{All: []segment.Rule{stage, partRule(by, p.Value)}}.String())
		out.Rule = &rule
	}
	return out
}

// partRule means the customers who have a value of a second level; "" stands for
// those of whom it is not known.
func partRule(by, value string) segment.Rule {
	switch {
	case by == "category":
		return segment.Rule{Bought: &segment.Bought{Categories: []string{value}}}
	case value == "":
		return segment.Rule{Field: by, Op: "is_null"}
	case by == "r_score" || by == "f_score" || by == "m_score":
		var score float64
		if json.Unmarshal([]byte(value), &score) == nil {
			return segment.Rule{Field: by, Op: "eq", Value: score}
		}
	}
	return segment.Rule{Field: by, Op: "eq", Value: value}
}
