package campaign

import (
	"context"
	"time"

	"huike"
	"huike/feature"
	"huike/message"
	"huike/order"
	"huike/segment"
	"huike/store"
)

// audience is whom a campaign means, as of a day.
type audience struct {
	shop     order.Shop
	zone     *time.Location
	segment  segment.Segment
	snapshot feature.Snapshot
	all      message.Question // members of the segment
	kept     message.Question // without the members of excluded segments
	open     message.Question // and without the audiences of excluded campaigns
	counts   struct{ all, kept, open int64 }
	lapsed   bool // nobody in it bought lately: the content may say so (S3-13)
}

// audience finds whom a campaign means at an instant. A campaign without a
// segment has an empty one.
func (c *Campaigns) audience(ctx context.Context, x Campaign, at time.Time) (audience, error) {
	a, err := c.place(ctx, x, at)
	if err != nil || x.Segment == 0 {
		return a, err
	}
	if a.segment, err = c.Segments.Get(ctx, x.Segment); err != nil {
		return a, err
	}
	if err := c.compose(ctx, x, &a); err != nil {
		return a, err
	}
	return a, c.count(ctx, &a)
}

// drawn is the audience of a campaign that has started: nothing of it depends on
// what became of the segment since.
func (c *Campaigns) drawn(ctx context.Context, x Campaign, at time.Time) (audience, error) {
	a, err := c.place(ctx, x, at)
	if err != nil {
		return a, err
	}
	lately, _, err := store.One(ctx, c.db, queries.Get("drawn_lately"), store.Args{"campaign": x.ID}, func(r *store.Rows) (n int64, err error) { return n, r.Scan(&n) })
	a.lapsed = lately == 0
	return a, err
}

// place fills in the shop and the day of an audience.
func (c *Campaigns) place(ctx context.Context, x Campaign, at time.Time) (a audience, err error) {
	if a.shop, err = c.Orders.Shop(ctx, x.Shop); err != nil {
		return a, err
	}
	if a.zone, err = time.LoadLocation(a.shop.TimeZone); err != nil {
		return a, huike.Because(err, huike.Invalid, "campaign.zone", "the time zone %q of the shop is not known", a.shop.TimeZone)
	}
	asOf, err := c.asOf(ctx, x, a.zone, at)
	if err != nil {
		return a, err
	}
	a.snapshot, err = c.Features.Ensure(ctx, feature.Scope{Shop: x.Shop, AsOf: asOf}, at)
	return a, err
}

// asOf returns the day of the audience: the one that was set, or the last day of
// data, which today at the latest is.
func (c *Campaigns) asOf(ctx context.Context, x Campaign, zone *time.Location, at time.Time) (huike.Day, error) {
	if x.AsOf != nil {
		return *x.AsOf, nil
	}
	today := huike.DayOf(at.In(zone))
	_, last, found, err := c.Orders.Days(ctx, x.Shop, today)
	if err != nil || !found {
		return today, err
	}
	return last, nil
}

// compose makes the three questions of an audience.
func (c *Campaigns) compose(ctx context.Context, x Campaign, a *audience) error {
	scope, err := c.Segments.Scope(ctx, a.snapshot.ID)
	if err != nil {
		return err
	}
	if a.all.Query, a.all.Args, err = c.Segments.Audience(ctx, x.Segment, scope); err != nil {
		return err
	}
	if a.kept, err = c.without(ctx, x, a, scope); err != nil {
		return err
	}
	mates, err := c.mates(ctx, x.ID)
	a.open = message.Question{
		Query: queries.Get("candidates").With("candidate", a.kept.Query),
		Args:  with(a.kept.Args, store.Args{"not_campaigns": append(mates, x.Exclusions.Campaigns...)}),
	}
	return err
}

// without takes the members of the excluded segments out.
func (c *Campaigns) without(ctx context.Context, x Campaign, a *audience, scope segment.Scope) (q message.Question, err error) {
	excluded := x.Exclusions.Segments
	if len(excluded) == 0 {
		return a.all, nil
	}
	none := make([]segment.Rule, len(excluded))
	for i, id := range excluded {
		none[i] = segment.Rule{Segment: id}
	}
	rule := segment.Rule{All: []segment.Rule{{Segment: x.Segment}, {Not: &segment.Rule{Any: none}}}}
	if q.Query, q.Args, err = c.Segments.Candidates(ctx, rule, scope); err != nil || a.segment.Kind != segment.KindList {
		return q, err
	}
	q.Query = queries.Get("listed_without").With("listed", a.all.Query).With("kept", q.Query)
	q.Args = with(with(q.Args, a.all.Args), store.Args{"not_segments": excluded})
	return q, nil
}

// count fills in how many customers the questions give.
func (c *Campaigns) count(ctx context.Context, a *audience) error {
	n := &a.counts
	all, lately, err := c.size(ctx, a.all)
	if err != nil {
		return err
	}
	n.all, a.lapsed = all, all > 0 && lately == 0
	if n.kept, _, err = c.size(ctx, a.kept); err != nil {
		return err
	}
	n.open, _, err = c.size(ctx, a.open)
	return err
}

// size counts the customers of a question, and those among them who bought
// lately.
func (c *Campaigns) size(ctx context.Context, of message.Question) (customers, lately int64, err error) {
	_, _, err = store.One(ctx, c.db, queries.Get("count").With("candidate", of.Query), of.Args, func(r *store.Rows) (any, error) {
		return nil, r.Scan(&customers, &lately)
	})
	return customers, lately, err
}

// everybody reports that the audience is the whole shop, or nearly (S0-19).
func (a audience) everybody() bool {
	return segment.IsEverybody(a.segment.Rule) || a.snapshot.Customers > 0 && float64(a.counts.all) >= nearly*float64(a.snapshot.Customers)
}

const nearly = 0.95

// rules are what the gate asks at an instant.
func (c *Campaigns) rules(x Campaign, a audience, bounds [5]int, at time.Time) message.Rules {
	e := message.Exclusions{ContactedHours: x.Exclusions.ContactedHours, BoughtDays: x.Exclusions.BoughtDays}
	since := huike.DayOf(at.In(a.zone)).Sub(a.snapshot.Scope.AsOf)
	switch {
	case a.lapsed:
		e.GuardRecentBuyersDays = max(bounds[1], since)
	case x.Exclusions.RecentBuyersGuard:
		e.GuardRecentBuyersDays = max(0, since-1)
	}
	return message.Rules{
		Purpose: x.Purpose, Zone: a.zone, Quiet: message.DefaultQuiet(), Exclusions: e,
		Ghosts: message.Question{Query: queries.Get("ghosts"), Args: store.Args{"ghost_campaign": x.ID}},
	}
}

// with adds arguments to those of a question.
func with(args, more store.Args) store.Args {
	all := make(store.Args, len(args)+len(more))
	for _, m := range []store.Args{args, more} {
		for name, v := range m {
			all[name] = v
		}
	}
	return all
}
