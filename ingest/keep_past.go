package ingest

import (
	"context"

	"huike/event"
	"huike/order"
	"huike/store"
)

func (f *facts) putPastCampaigns(t *turn) error {
	return f.putSeries(t, event.StagePastCampaign, event.PutPastCampaigns)
}

func (f *facts) putContacts(t *turn) error {
	return f.putPast(t, event.StageContact, event.PutContacts)
}

func (f *facts) putRedemptions(t *turn) error {
	return f.putPast(t, event.StageRedemption, func(ctx context.Context, tx store.Tx, b event.Batch) (event.Counts, []int64, error) {
		c, err := event.PutRedemptions(ctx, tx, b)
		return c, nil, err
	})
}

type putPast = func(context.Context, store.Tx, event.Batch) (event.Counts, []int64, error)

// putPast keeps whom past campaigns reached, and who redeemed what they offered.
func (f *facts) putPast(t *turn, s event.Stage, put putPast) error {
	visitors, err := f.whoever(t)
	if err != nil {
		return err
	}
	if err := f.lay(t, order.Stage(s)); err != nil {
		return err
	}
	c, orphans, err := put(t.ctx, t.tx, f.eventBatch(t))
	if err != nil {
		return err
	}
	rows, err := f.good(t.ctx)
	t.tally = tally{added: c.Added, changed: c.Changed, known: rows - c.Added - c.Changed - int64(len(orphans)), visitors: visitors, orphans: orphans}
	return err
}
