package segment

import (
	"context"
	"slices"
	"time"

	"huike"
)

// SaveList stores a list segment of known customers, whom a model picked out, as
// of a day. It refuses, with kind Invalid, nobody, and with kind Conflict a name
// that is taken.
func (s *Segments) SaveList(ctx context.Context, d Draft, ids []huike.CustomerID, day huike.Day, at time.Time) (Segment, error) {
	name, err := named(d.Name)
	if err != nil {
		return Segment{}, err
	}
	if len(ids) == 0 {
		return Segment{}, huike.Errorf(huike.Invalid, "segment.list_nobody", "nobody is in this list; choose others")
	}
	d.Name, ids = name, slices.Clone(ids)
	slices.Sort(ids)
	return s.keep(ctx, d, slices.Compact(ids), day, at)
}
