package segment

import (
	"context"
	"strings"
	"time"
	"unicode/utf8"

	"huike"
	"huike/feature"
	"huike/store"
)

// The kinds of segments.
const (
	KindRule = "rule" // its customers follow from a rule
	KindList = "list" // its customers were brought in a file
)

// Segment is a saved group of customers.
type Segment struct {
	ID         int64
	Shop       huike.ShopID // 0: all shops
	Name       string
	Kind       string // KindRule or KindList
	Version    int    // of the rule, from 1 up
	Rule       Rule   // of a list: itself
	ArchivedAt *time.Time
	CreatedAt  time.Time
	Actor      string // who created it
	Last       *Run   // nil: its members were never found
}

// Version is a rule that a segment had from a time on.
type Version struct {
	Version   int
	Rule      Rule
	CreatedAt time.Time
	Actor     string
}

// Draft is a segment to save.
type Draft struct {
	ID    int64 // 0: a new one
	Shop  huike.ShopID
	Name  string
	Rule  Rule
	Actor string
}

// Segments keeps the segments of a database.
type Segments struct {
	db       store.DB
	features *feature.Features
	sources  []Source
	bases    bases
}

// New returns the segments of a database, whose rules may also name the fields
// of the sources.
func New(db store.DB, sources ...Source) *Segments {
	return &Segments{db: db, features: feature.New(db), sources: sources}
}

// Save stores a new segment, or the changed name and rule of a known one. A
// changed rule becomes a new version, and the members stay as they are until
// Refresh. It refuses, with kind Invalid, a rule that names an unknown segment
// or in the end itself, and with kind Conflict a name that is taken.
func (s *Segments) Save(ctx context.Context, d Draft, at time.Time) (Segment, error) {
	name, err := named(d.Name)
	if err != nil {
		return Segment{}, err
	}
	d.Name = name
	var id int64
	err = s.db.Write(ctx, func(tx store.Tx) (err error) {
		if err := nameFree(ctx, tx, d.Name, d.ID); err != nil {
			return err
		}
		if id = d.ID; id == 0 {
			id, err = create(ctx, tx, d, KindRule, at)
			return err
		}
		return change(ctx, tx, d, at)
	})
	if err != nil {
		return Segment{}, err
	}
	return s.Get(ctx, id)
}

func named(name string) (string, error) {
	name = strings.TrimSpace(name)
	if name == "" || utf8.RuneCountInString(name) > 120 || !utf8.ValidString(name) || strings.ContainsRune(name, 0) {
		return "", huike.Errorf(huike.Invalid, "segment.name", "a segment needs a name of 1 to 120 letters")
	}
	return name, nil
}

func nameFree(ctx context.Context, tx store.Tx, name string, id int64) error {
	_, taken, err := store.One(ctx, tx, queries.Get("taken"), store.Args{"name": name, "segment": id},
		func(r *store.Rows) (n int64, err error) { return n, r.Scan(&n) })
	if err == nil && taken {
		return huike.Errorf(huike.Conflict, "segment.name_taken", "another segment is called %q; choose another name, or archive that one", name)
	}
	return err
}

// create stores a new segment; a list's rule is itself.
func create(ctx context.Context, tx store.Tx, d Draft, kind string, at time.Time) (id int64, err error) {
	if id, err = store.Reserve(ctx, tx, "segment", 1); err != nil {
		return 0, err
	}
	if kind == KindList {
		d.Rule = Rule{Segment: id}
	} else if _, err := expand(ctx, tx, d.Rule, id, d.Shop); err != nil {
		return 0, err
	}
	_, err = tx.Exec(ctx, queries.Get("add_segment"), store.Args{"segment": id, "shop": d.Shop, "name": d.Name, "kind": kind, "created_at": at, "actor": d.Actor})
	if err != nil {
		return 0, err
	}
	return id, addVersion(ctx, tx, id, 1, d, at)
}

func addVersion(ctx context.Context, tx store.Tx, id int64, version int, d Draft, at time.Time) error {
	_, err := tx.Exec(ctx, queries.Get("add_version"), store.Args{"segment": id, "version": version, "rule": d.Rule.String(), "created_at": at, "actor": d.Actor})
	return err
}

func change(ctx context.Context, tx store.Tx, d Draft, at time.Time) error {
	old, err := get(ctx, tx, d.ID)
	if err != nil {
		return err
	}
	version, sameRule := old.Version, old.Rule.String() == d.Rule.String()
	switch {
	case old.ArchivedAt != nil:
		return huike.Errorf(huike.Conflict, "segment.archived", "the segment %q is archived and cannot be changed; make a new one", old.Name)
	case d.Shop != old.Shop:
		return huike.Errorf(huike.Invalid, "segment.shop_fixed", "the segment %q belongs to shop %d; make a new one for another shop", old.Name, old.Shop)
	case old.Kind == KindList && !sameRule:
		return huike.Errorf(huike.Invalid, "segment.list_rule", "the segment %q is a list and has no rule; make a new segment for the rule", old.Name)
	case !sameRule:
		if _, err := expand(ctx, tx, d.Rule, d.ID, d.Shop); err != nil {
			return err
		}
		version++
		if err := addVersion(ctx, tx, d.ID, version, d, at); err != nil {
			return err
		}
	}
	_, err = tx.Exec(ctx, queries.Get("change_segment"), store.Args{"segment": d.ID, "name": d.Name, "version": version})
	return err
}

// Get returns a segment, also an archived one, or an error of kind NotFound.
func (s *Segments) Get(ctx context.Context, id int64) (Segment, error) { return get(ctx, s.db, id) }

func get(ctx context.Context, r store.Reader, id int64) (Segment, error) {
	if id < 1 {
		return Segment{}, unknown(id)
	}
	g, found, err := store.One(ctx, r, queries.Get("segment"), store.Args{"segment": id, "archived": false}, scanSegment)
	if err == nil && !found {
		return Segment{}, unknown(id)
	}
	return g, err
}

func unknown(id int64) error {
	return huike.Errorf(huike.NotFound, "segment.unknown", "there is no segment %d", id)
}

// List returns the segments that are in use, or those that are archived, the
// newest first.
func (s *Segments) List(ctx context.Context, archived bool) ([]Segment, error) {
	return store.All(ctx, s.db, queries.Get("segment"), store.Args{"segment": 0, "archived": archived}, scanSegment)
}

// Versions returns the rules that a segment has had, the newest first.
func (s *Segments) Versions(ctx context.Context, id int64) ([]Version, error) {
	return store.All(ctx, s.db, queries.Get("versions"), store.Args{"segment": id}, func(r *store.Rows) (Version, error) {
		var v Version
		var rule string
		if err := r.Scan(&v.Version, &rule, &v.CreatedAt, &v.Actor); err != nil {
			return v, err
		}
		var err error
		v.Rule, err = stored(rule, id)
		return v, err
	})
}

// Archive puts a segment out of use; its members and history stay. It refuses,
// with kind Conflict, while the rule of another segment names it.
func (s *Segments) Archive(ctx context.Context, id int64, at time.Time) error {
	return s.db.Write(ctx, func(tx store.Tx) error {
		if _, err := get(ctx, tx, id); err != nil {
			return err
		}
		users, err := usersOf(ctx, tx, id)
		if err != nil {
			return err
		}
		if len(users) > 0 {
			return huike.Errorf(huike.Conflict, "segment.in_use", "other segments build on this one: %s; change them first", strings.Join(users, ", "))
		}
		_, err = tx.Exec(ctx, queries.Get("archive"), store.Args{"segment": id, "archived_at": at})
		return err
	})
}

func scanSegment(r *store.Rows) (Segment, error) {
	var g Segment
	var rule string
	var run, version, size, entered, departed *int64
	var asOf huike.Day
	var published *time.Time
	err := r.Scan(&g.ID, &g.Shop, &g.Name, &g.Kind, &g.Version, &rule, &g.ArchivedAt, &g.CreatedAt, &g.Actor,
		&run, &version, &asOf, &size, &entered, &departed, &published)
	if err != nil {
		return g, err
	}
	if run != nil {
		g.Last = &Run{ID: *run, Segment: g.ID, Version: int(*version), AsOf: asOf, Size: *size, Entered: *entered, Departed: *departed, PublishedAt: *published}
	}
	g.Rule, err = stored(rule, g.ID)
	return g, err
}

// stored reads a rule that was saved: Parse has let it pass before.
func stored(text string, id int64) (Rule, error) {
	r, err := decode([]byte(text), decoder{saved: true})
	if err != nil {
		return r, huike.Because(err, huike.Invalid, "segment.stored", "the rule of segment %d is not understood by this version of Huike; save it anew", id)
	}
	return r, nil
}
