package api

import (
	"context"
	"fmt"

	"huike/campaign"
)

// Cultivation changes with every message, not only with the facts.
func (r programmeRoom) Cultivation(ctx context.Context, in *CultivationRequest) (CultivationBoard, error) {
	scope, err := r.campaigns.scope(ctx, in.Scope)
	if err != nil {
		return CultivationBoard{}, err
	}
	cohort, err := campaign.CohortOf(scope.Shop, scope.AsOf, campaign.CohortAsked{Days: in.Days, From: in.From.Day, To: in.To.Day})
	if err != nil {
		return CultivationBoard{}, err
	}
	since := in.Since.Day
	if since.IsZero() {
		since = scope.AsOf.Add(-usualSpan)
	}
	sent, err := r.campaigns.Campaigns.HandedOver(ctx)
	if err != nil {
		return CultivationBoard{}, err
	}
	k := memoKey{question: fmt.Sprintf("cultivation from %s to %s since %s, sent %s", cohort.From, cohort.To, since, sent), scope: scope, days: in.Days}
	return remembered(ctx, r.campaigns.Base, k, func(ctx context.Context) (CultivationBoard, error) {
		board, err := r.campaigns.Campaigns.Cultivated(ctx, cohort)
		if err != nil {
			return CultivationBoard{}, err
		}
		moves, err := r.campaigns.Campaigns.CultivationMoved(ctx, cohort, since)
		return cultivationOf(board, moves), err
	})
}

func cultivationOf(b campaign.CultivationBoard, m campaign.CultivationMoves) CultivationBoard {
	state := func(s campaign.Cultivation) CultivationState { return CultivationState(s) }
	return CultivationBoard{AsOf: Day{b.Cohort.AsOf}, From: Day{b.Cohort.From}, To: Day{b.Cohort.To}, Days: b.Cohort.Days,
		MaturedDays: campaign.MaturedDays, Customers: b.Customers, Matured: b.Matured,
		States: each(b.States, func(c campaign.CultivationCount) CultivationCount {
			return CultivationCount{State: state(c.State), Customers: c.Customers, Share: partOf(c.Customers, b.Customers),
				Matured: c.Matured, MaturedShare: partOf(c.Matured, b.Matured), Rule: Rule(b.Cohort.Door(c.State))}
		}),
		Months: each(b.Months, func(m campaign.CultivationMonth) CultivationMonth {
			return CultivationMonth{Month: m.Month, Customers: m.Customers, Matured: m.Matured,
				States: each(m.States, func(c campaign.CultivationCount) int64 { return c.Customers }),
				Ripe:   each(m.States, func(c campaign.CultivationCount) int64 { return c.Matured })}
		}),
		Moves: CultivationMoves{From: Day{m.From}, To: Day{m.To}, States: each(m.States, state), Matrix: m.Matrix, Rows: m.Rows,
			DoorsFrom: each(m.States, func(s campaign.Cultivation) Rule { return Rule(b.Cohort.DoorThen(s, m.From)) }),
			DoorsTo:   each(campaign.Cultivations, func(s campaign.Cultivation) Rule { return Rule(b.Cohort.Door(s)) })}}
}

// partOf is nil where there is no whole.
func partOf(part, whole int64) *float64 {
	if whole == 0 {
		return nil
	}
	share := float64(part) / float64(whole)
	return &share
}
