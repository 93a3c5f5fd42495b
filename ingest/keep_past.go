package ingest

import (
	"context"

	"huike/event"
	"huike/order"
	"huike/store"
)

func (j *job) putPastCampaigns(t *turn) error {
	return j.putSeries(t, event.StagePastCampaign, event.PutPastCampaigns)
}

func (j *job) putContacts(t *turn) error {
	return j.putPast(t, event.StageContact, event.PutContacts)
}

func (j *job) putRedemptions(t *turn) error {
	return j.putPast(t, event.StageRedemption, func(ctx context.Context, tx store.Tx, b event.Batch) (event.Counts, []int64, error) {
		c, err := event.PutRedemptions(ctx, tx, b)
		return c, nil, err
	})
}

type putPast = func(context.Context, store.Tx, event.Batch) (event.Counts, []int64, error)

// putPast keeps whom past campaigns reached, and who redeemed what they offered.
func (j *job) putPast(t *turn, s event.Stage, put putPast) error {
	visitors, err := j.whoever(t)
	if err != nil {
		return err
	}
	if err := j.lay(t, order.Stage(s)); err != nil {
		return err
	}
	c, orphans, err := put(t.ctx, t.tx, j.eventBatch(t))
	if err != nil {
		return err
	}
	rows, err := j.good(t.ctx)
	t.tally(c.Added, c.Changed, rows-int64(len(orphans)))
	t.report.Visitors, t.orphans, t.moved = visitors, orphans, t.moved || visitors > 0
	return err
}
