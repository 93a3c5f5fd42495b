package segment

import (
	"context"
	"fmt"
	"time"

	"huike"
	"huike/store"
)

// Run is one finding of a segment's members.
type Run struct {
	ID          int64
	Segment     int64
	Version     int       // of the rule
	AsOf        huike.Day // of the snapshot
	Size        int64     // members after it
	Entered     int64
	Departed    int64
	PublishedAt time.Time
}

// Member is a customer of a segment.
type Member struct {
	Customer huike.CustomerID
	Since    huike.Day // the as_of of the run in which she entered last
}

// Change is a customer who entered a segment in a run, or left it.
type Change struct {
	Customer huike.CustomerID
	Entered  bool // false: left
}

// Page is a part of a long answer.
type Page struct{ Limit, Offset int }

// Refresh finds the members of a segment in a published snapshot and keeps who
// entered and who left since the run before, in one transaction. It refuses
// lists and snapshots of another shop with kind Invalid, and with kind
// Unavailable a segment that is being refreshed.
func (s *Segments) Refresh(ctx context.Context, id, snapshot int64, at time.Time) (Run, error) {
	release, err := s.db.Lease(ctx, fmt.Sprintf("segment/%d", id))
	if err != nil {
		return Run{}, err
	}
	defer release()
	g, err := s.Get(ctx, id)
	if err != nil {
		return Run{}, err
	}
	scope, err := s.Scope(ctx, snapshot)
	if err != nil {
		return Run{}, err
	}
	if err := g.refreshable(scope); err != nil {
		return Run{}, err
	}
	q, args, err := s.Candidates(ctx, g.Rule, scope)
	if err != nil {
		return Run{}, err
	}
	run := Run{Segment: id, Version: g.Version, AsOf: scope.AsOf, PublishedAt: at}
	err = s.db.Write(ctx, func(tx store.Tx) error { return run.store(ctx, tx, q, args) })
	return run, err
}

func (g Segment) refreshable(scope Scope) error {
	switch {
	case g.Kind == KindList:
		return huike.Errorf(huike.Invalid, "segment.list_refresh", "the segment %q is a list; its members are those that were brought", g.Name)
	case g.ArchivedAt != nil:
		return huike.Errorf(huike.Conflict, "segment.archived", "the segment %q is archived", g.Name)
	case g.Shop != scope.Shop:
		return huike.Errorf(huike.Invalid, "segment.other_shop", "the segment %q is of shop %d, and the snapshot of shop %d (0 means all shops)", g.Name, g.Shop, scope.Shop)
	}
	return nil
}

// store writes the run, its changes and the members after it; it fills in the
// numbers.
func (n *Run) store(ctx context.Context, tx store.Tx, candidates store.Query, args store.Args) (err error) {
	if n.ID, err = store.Reserve(ctx, tx, "segment_run", 1); err != nil {
		return err
	}
	own := store.Args{"segment": n.Segment, "run": n.ID}
	if _, err := tx.Exec(ctx, queries.Get("compare").With("candidate", candidates), with(args, own)); err != nil {
		return err
	}
	if n.Entered, err = tx.Exec(ctx, queries.Get("enter"), with(own, store.Args{"since": n.AsOf})); err != nil {
		return err
	}
	if n.Departed, err = tx.Exec(ctx, queries.Get("leave"), own); err != nil {
		return err
	}
	return n.publish(ctx, tx)
}

func (n *Run) publish(ctx context.Context, tx store.Tx) error {
	_, err := tx.Exec(ctx, queries.Get("publish"), store.Args{"run": n.ID, "segment": n.Segment, "version": n.Version,
		"as_of": n.AsOf, "entered": n.Entered, "departed": n.Departed, "published_at": n.PublishedAt})
	if err != nil {
		return err
	}
	n.Size, err = size(ctx, tx, n.Segment)
	return err
}

func size(ctx context.Context, r store.Reader, id int64) (int64, error) {
	n, _, err := store.One(ctx, r, queries.Get("size"), store.Args{"segment": id}, func(r *store.Rows) (n int64, err error) { return n, r.Scan(&n) })
	return n, err
}

// Runs returns the runs of a segment, the newest first.
func (s *Segments) Runs(ctx context.Context, id int64) ([]Run, error) {
	return store.All(ctx, s.db, queries.Get("runs"), store.Args{"segment": id}, func(r *store.Rows) (n Run, err error) {
		return n, r.Scan(&n.ID, &n.Segment, &n.Version, &n.AsOf, &n.Size, &n.Entered, &n.Departed, &n.PublishedAt)
	})
}

// Members returns a page of a segment's members, by their numbers, and how many
// there are in all.
func (s *Segments) Members(ctx context.Context, id int64, p Page) (members []Member, total int64, err error) {
	members, err = store.All(ctx, s.db, queries.Get("members"), store.Args{"segment": id, "most": p.Limit, "skip": p.Offset},
		func(r *store.Rows) (m Member, err error) { return m, r.Scan(&m.Customer, &m.Since) })
	if err != nil {
		return nil, 0, err
	}
	total, err = size(ctx, s.db, id)
	return members, total, err
}

// Changes returns a page of those who entered or left in a run, by their
// numbers; the run says how many there are.
func (s *Segments) Changes(ctx context.Context, run int64, p Page) ([]Change, error) {
	return store.All(ctx, s.db, queries.Get("changes"), store.Args{"run": run, "most": p.Limit, "skip": p.Offset},
		func(r *store.Rows) (c Change, err error) { return c, r.Scan(&c.Customer, &c.Entered) })
}
