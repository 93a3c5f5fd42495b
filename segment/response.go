package segment

import (
	"context"
	"slices"
	"strings"
	"time"

	"huike"
	"huike/feature"
	"huike/store"
)

// Splits are what the answers to campaigns can be parted by.
var Splits = []string{"stage", "ladder", "category"}

// Past is a campaign that was sent to a segment.
type Past struct {
	Campaign int64
	Shop     huike.ShopID
	Before   huike.Day // the day as of which customers are parted: that of its audience
}

// Asked says which campaign's answers are wanted, parted by what.
type Asked struct {
	Past
	Split string    // one of Splits
	Days  int       // after the hand-over in which a purchase counts, 1 to 365
	AsOf  huike.Day // answers and purchases until then
	Until time.Time // the end of that day
}

// Response is how the customers of a part answered a campaign. By category a
// customer counts in every one that she bought from before.
type Response struct {
	Value                         string
	Sent, Opened, Clicked, Bought int64 // customers
}

// Responses returns the answers to a campaign by part, so that a segment can be
// refined by them (S1-64). They are no proof of an effect: that needs the
// control group. at stamps a snapshot that has to be worked out for it.
func (s *Segments) Responses(ctx context.Context, a Asked, at time.Time) ([]Response, error) {
	if !slices.Contains(Splits, a.Split) {
		return nil, huike.Errorf(huike.Invalid, "segment.split", "answers cannot be parted by %q; choose one of %s", a.Split, strings.Join(Splits, ", "))
	}
	part, own := queries.Get("part_category"), store.Args{"before": a.Before}
	if a.Split != "category" {
		snapshot, err := s.features.Ensure(ctx, feature.Scope{Shop: a.Shop, AsOf: a.Before}, at)
		if err != nil {
			return nil, err
		}
		part, own = queries.Get("part"), store.Args{"split": a.Split, "snapshot": snapshot.ID}
	}
	args := with(own, store.Args{"campaign": a.Campaign, "shop": a.Shop, "days": a.Days, "as_of": a.AsOf, "until": a.Until})
	return store.All(ctx, s.db, queries.Get("response").With("part", part), args, func(r *store.Rows) (x Response, err error) {
		return x, r.Scan(&x.Value, &x.Sent, &x.Opened, &x.Clicked, &x.Bought)
	})
}
