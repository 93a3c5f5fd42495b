package api

import (
	"context"
	"os"
	"time"

	"huike"
	"huike/customer"
	"huike/feature"
	"huike/lifecycle"
	"huike/segment"
)

// SegmentRooms are the rooms behind the segments.
type SegmentRooms struct {
	Base
	Segments  *segment.Segments
	Lifecycle *lifecycle.Lifecycle
	Uses      func(context.Context) (map[int64][]Use, error) // campaigns by segment; nil: none are known
}

// OfSegments answers for the segments.
func OfSegments(r SegmentRooms) Segments { return segmentRoom{r} }

type segmentRoom struct{ SegmentRooms }

func (r segmentRoom) Fields(context.Context, *None) (Fields, error) {
	return Fields{Fields: each(r.Segments.Fields(), func(f segment.Field) Field {
		return Field{Name: f.Name, Type: string(f.Type), Choices: f.Choices, Ops: f.Ops, Group: f.Group, Unit: f.Unit}
	})}, nil
}

func (r segmentRoom) Preview(ctx context.Context, in *SegmentQuestion) (SegmentPreview, error) {
	start := r.Clock()
	rule, err := r.Segments.Parse(in.Body.Rule)
	if err != nil {
		return SegmentPreview{}, err
	}
	snap, err := r.snapshot(ctx, scopeOf(in.Body.Shop, in.Body.AsOf))
	if err != nil {
		return SegmentPreview{}, err
	}
	p, err := r.Segments.Preview(ctx, rule, snap.ID)
	if err != nil {
		return SegmentPreview{}, err
	}
	out := previewOf(p, snap)
	out.Sample, err = r.sample(ctx, snap, p.Sample)
	out.TookMS = r.Clock().Sub(start).Milliseconds()
	return out, err
}

func previewOf(p segment.Preview, snap feature.Snapshot) SegmentPreview {
	out := SegmentPreview{AsOf: Day{snap.Scope.AsOf}, Currency: snap.Currency, Count: p.Count, Base: p.Base}
	if p.Base > 0 {
		out.Share = float64(p.Count) / float64(p.Base)
	}
	out.Stages = each(p.Stages, func(s segment.StageShare) StageShare {
		return StageShare{Stage: Stage(s.Stage), Customers: s.Customers, Base: s.Base}
	})
	return out
}

func (r segmentRoom) List(ctx context.Context, _ *None) (List[Segment], error) {
	all, err := r.Segments.List(ctx, false)
	if err != nil {
		return List[Segment]{}, err
	}
	show, err := r.shown(ctx)
	if err != nil {
		return List[Segment]{}, err
	}
	return listOf(all, show), nil
}

// shown returns how segments are shown: with the campaigns that use them and
// the names of those who made them.
func (r segmentRoom) shown(ctx context.Context) (func(segment.Segment) Segment, error) {
	names, err := r.Book.names(ctx)
	if err != nil {
		return nil, err
	}
	uses := map[int64][]Use{}
	if r.Uses != nil {
		if uses, err = r.Uses(ctx); err != nil {
			return nil, err
		}
	}
	exports, err := r.Segments.Exports(ctx)
	if err != nil {
		return nil, err
	}
	return func(s segment.Segment) Segment {
		out := segmentOf(s, uses[s.ID], names.of(s.Actor))
		if at, found := exports[s.ID]; found {
			out.ExportedAt = &at
			out.Unused = out.Unused && r.Clock().Sub(at) > exportCounts
		}
		return out
	}, nil
}

// exportCounts is how long an export counts as a use of a segment.
const exportCounts = 90 * 24 * time.Hour

func segmentOf(s segment.Segment, uses []Use, actor string) Segment {
	out := Segment{ID: s.ID, Name: s.Name, Shop: int64(s.Shop), Kind: s.Kind, Version: s.Version, Rule: Rule(s.Rule.String()),
		CreatedAt: s.CreatedAt, Actor: actor, Uses: uses, Unused: len(uses) == 0}
	if s.Last != nil {
		out.Size, out.AsOf = &s.Last.Size, &Day{s.Last.AsOf}
		out.Entered, out.Departed = s.Last.Entered, s.Last.Departed
	}
	return out
}

// show is shown for one segment.
func (r segmentRoom) show(ctx context.Context, s segment.Segment, err error) (Segment, error) {
	if err != nil {
		return Segment{}, err
	}
	show, err := r.shown(ctx)
	if err != nil {
		return Segment{}, err
	}
	return show(s), nil
}

func (r segmentRoom) Get(ctx context.Context, in *ByID) (Segment, error) {
	s, err := r.Segments.Get(ctx, in.ID)
	return r.show(ctx, s, err)
}

func (r segmentRoom) Create(ctx context.Context, in *SegmentCreate) (Segment, error) {
	return r.save(ctx, 0, in.Body)
}

func (r segmentRoom) Change(ctx context.Context, in *SegmentChange) (Segment, error) {
	return r.save(ctx, in.ID, in.Body)
}

func (r segmentRoom) save(ctx context.Context, id int64, body SegmentBody) (Segment, error) {
	rule, err := r.Segments.Parse(body.Rule)
	if err != nil {
		return Segment{}, err
	}
	s, err := r.Segments.Save(ctx, segment.Draft{ID: id, Shop: huike.ShopID(body.Shop), Name: body.Name, Rule: rule, Actor: actorOf(ctx)}, r.Clock())
	return r.show(ctx, s, err)
}

func (r segmentRoom) Archive(ctx context.Context, in *ByID) error {
	if err := r.Segments.Archive(ctx, in.ID, r.Clock()); err != nil {
		return err
	}
	return r.Book.note(ctx, "segment.archive", "segment", in.ID, "")
}

func (r segmentRoom) Refresh(ctx context.Context, in *RefreshRequest) (SegmentRun, error) {
	s, err := r.Segments.Get(ctx, in.ID)
	if err != nil {
		return SegmentRun{}, err
	}
	snap, err := r.snapshot(ctx, scopeOf(int64(s.Shop), in.Body.AsOf))
	if err != nil {
		return SegmentRun{}, err
	}
	run, err := r.Segments.Refresh(ctx, in.ID, snap.ID, r.Clock())
	return runOf(run), err
}

func (r segmentRoom) Runs(ctx context.Context, in *ByID) (List[SegmentRun], error) {
	runs, err := r.Segments.Runs(ctx, in.ID)
	return listOf(runs, runOf), err
}

func (r segmentRoom) Versions(ctx context.Context, in *ByID) (List[SegmentVersion], error) {
	versions, err := r.Segments.Versions(ctx, in.ID)
	if err != nil {
		return List[SegmentVersion]{}, err
	}
	names, err := r.Book.names(ctx)
	return listOf(versions, func(v segment.Version) SegmentVersion {
		return SegmentVersion{Version: v.Version, Rule: Rule(v.Rule.String()), CreatedAt: v.CreatedAt, Actor: names.of(v.Actor)}
	}), err
}

func (r segmentRoom) ImportList(ctx context.Context, in *SegmentListRequest, file Upload) (ImportedList, error) {
	defer r.discard(file)
	day, err := r.day(ctx, in.Shop, huike.Day{})
	if err != nil {
		return ImportedList{}, err
	}
	f, err := os.Open(file.Path)
	if err != nil {
		return ImportedList{}, huike.Because(err, huike.Unavailable, "upload.gone", "the uploaded file is gone; send it again")
	}
	defer f.Close()
	countries, err := r.Orders.Countries(ctx)
	if err != nil {
		return ImportedList{}, err
	}
	report, err := r.Segments.ImportList(ctx, segment.List{Name: in.Name, Shop: huike.ShopID(in.Shop), File: f,
		Day: day, Actor: actorOf(ctx)}, finder{r.Base.Customers, countries}, r.Clock())
	if err != nil {
		return ImportedList{}, err
	}
	s, err := r.show(ctx, report.Segment, nil)
	return ImportedList{Segment: s, Matched: int64(report.Matched), Unmatched: int64(len(report.Unmatched))}, err
}

// discard removes a list that was read.
func (segmentRoom) discard(file Upload) { _ = os.Remove(file.Path) } // the folder is emptied at the next start

// finder finds the customers of a list one identity at a time. A value that
// names several people names nobody.
type finder struct {
	customers *customer.Customers
	countries []string // of bare phone numbers
}

// Resolve returns those values that name exactly one customer.
func (f finder) Resolve(ctx context.Context, kind string, values []string) (map[string]huike.CustomerID, error) {
	found := make(map[string]huike.CustomerID, len(values))
	for _, v := range values {
		ids, err := f.customers.Find(ctx, kind, v, f.countries...)
		if err != nil {
			return nil, err
		}
		if len(ids) == 1 {
			found[v] = ids[0]
		}
	}
	return found, nil
}

func runOf(r segment.Run) SegmentRun {
	return SegmentRun{ID: r.ID, Version: r.Version, AsOf: Day{r.AsOf}, Size: r.Size, Entered: r.Entered,
		Departed: r.Departed, PublishedAt: r.PublishedAt}
}
