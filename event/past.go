package event

import (
	"context"

	"huike/store"
)

// The staging tables of campaigns that ran before. contact_ix and redemption_ix
// count from 0, each once; who_ix is a person of Who.
var (
	StagePastCampaign = Stage{"stage_past_campaign", []string{"campaign_no", "name", "kind", "start_day", "end_day"}}
	StageContact      = Stage{"stage_past_contact", []string{"contact_ix", "who_ix", "source_no", "campaign_no", "channel", "arm", "is_control", "cost_minor",
		"contacted_at", "local_day"}}
	StageRedemption = Stage{"stage_past_redemption", []string{"redemption_ix", "who_ix", "source_no", "campaign_no", "coupon_no", "order_no", "amount_minor",
		"redeemed_at", "local_day"}}
)

// PutPastCampaigns makes the staged campaigns those of the shop; what was known
// of the same number is brought to what the source says.
func PutPastCampaigns(ctx context.Context, tx store.Tx, b Batch) (Counts, error) {
	p := putter{ctx: ctx, tx: tx, batch: b}
	p.staged("past_campaign")
	p.counts.Changed = p.exec(queries.Get("past_campaigns_change"), p.arguments(store.Args{"shop": b.Shop}))
	p.counts.Added = p.exec(queries.Get("past_campaigns_add"), p.arguments(store.Args{"shop": b.Shop}))
	p.clear("past_campaign")
	return p.counts, p.err
}

// PutContacts makes the staged contacts facts, once each. It returns besides the
// contact_ix of those that it refuses: they do not say when they were, and
// neither does a campaign of the shop.
func PutContacts(ctx context.Context, tx store.Tx, b Batch) (c Counts, orphans []int64, err error) {
	p := putter{ctx: ctx, tx: tx, batch: b}
	first := p.number("past_contact")
	if p.err == nil {
		orphans, p.err = store.All(ctx, tx, queries.Get("past_contacts_orphaned"), store.Args{"shop": b.Shop}, func(r *store.Rows) (ix int64, err error) { return ix, r.Scan(&ix) })
	}
	p.counts.Changed = p.exec(queries.Get("past_contacts_change"), store.Args{"shop": b.Shop})
	p.counts.Added = p.exec(queries.Get("past_contacts_add"), p.arguments(store.Args{"first": first, "shop": b.Shop}))
	p.clear("past_contact", "who")
	p.told("past_contact")
	return p.counts, orphans, p.err
}

// PutRedemptions makes the staged redemptions facts, once each.
func PutRedemptions(ctx context.Context, tx store.Tx, b Batch) (Counts, error) {
	p := putter{ctx: ctx, tx: tx, batch: b}
	first := p.number("past_redemption")
	p.counts.Changed = p.exec(queries.Get("past_redemptions_change"), store.Args{"shop": b.Shop})
	p.counts.Added = p.exec(queries.Get("past_redemptions_add"), p.arguments(store.Args{"first": first, "shop": b.Shop}))
	p.clear("past_redemption", "who")
	p.told("past_redemption")
	return p.counts, p.err
}
