package segment

import (
	"context"
	"time"

	"huike"
	"huike/store"
)

// Export is that members were taken out as a file: a use of the segment (S1-63).
type Export struct {
	Segment   int64
	Customers int64
	Actor     string
}

// Exported notes an export.
func (s *Segments) Exported(ctx context.Context, e Export, at time.Time) error {
	return s.db.Write(ctx, func(tx store.Tx) error {
		_, err := tx.Exec(ctx, queries.Get("add_export"), store.Args{"segment": e.Segment, "exported_at": at, "actor": e.Actor, "customers": e.Customers})
		return err
	})
}

// Exports returns when the members of each segment were taken out last; one that
// never was is not in the answer.
func (s *Segments) Exports(ctx context.Context) (map[int64]time.Time, error) {
	last := map[int64]time.Time{}
	_, err := store.All(ctx, s.db, queries.Get("exports"), nil, func(r *store.Rows) (id int64, err error) {
		var at time.Time
		err = r.Scan(&id, &at)
		last[id] = at
		return id, err
	})
	return last, err
}

// IDs returns the customers whom a question of Candidates gives, by their
// numbers: eight bytes for each.
func (s *Segments) IDs(ctx context.Context, q store.Query, args store.Args) ([]huike.CustomerID, error) {
	return store.All(ctx, s.db, queries.Get("ids").With("candidate", q), args, func(r *store.Rows) (id huike.CustomerID, err error) {
		return id, r.Scan(&id)
	})
}

// Overlap is how many customers of a rule another segment has among its members.
type Overlap struct {
	Segment   int64
	Customers int64
}

// Overlaps returns with which segments a rule shares customers, as their members
// now are, by the segments' numbers.
func (s *Segments) Overlaps(ctx context.Context, r Rule, snapshot int64) ([]Overlap, error) {
	scope, err := s.Scope(ctx, snapshot)
	if err != nil {
		return nil, err
	}
	q, args, err := s.Candidates(ctx, r, scope)
	if err != nil {
		return nil, err
	}
	return store.All(ctx, s.db, queries.Get("overlap").With("candidate", q), args, func(r *store.Rows) (o Overlap, err error) {
		return o, r.Scan(&o.Segment, &o.Customers)
	})
}
