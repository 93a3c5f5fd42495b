package ingest

import (
	"context"

	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"huike"
	"huike/store"
)

// Column is a column of a file.
type Column struct {
	Name   string
	Sample []string // at most three cells, personal ones masked
	Target string   // what it means, "" for nothing
}

// Warning is something to know before an import.
type Warning struct{ Code, Text string }

// Guess is what a file looks like before it is imported.
type Guess struct {
	Kind      string // the kind of facts; Orders when it was not recognised
	Preset    string // "" when it was not recognised
	Encoding  string // UTF-8, GB18030, UTF-16
	Size      int64  // bytes
	Columns   []Column
	Readings  []Reading  // what the columns would mean in every kind of facts
	Rows      [][]string // the first ten, personal cells masked
	Warnings  []Warning
	ShopGuess string
	Currency  string
	TimeZone  string
}

// shownRows is how many rows a guess shows.
const shownRows = 10

// Inspect looks at a file without importing it. A file that is no table is an
// error of kind Invalid.
func (i *Ingest) Inspect(ctx context.Context, path string) (Guess, error) {
	f, err := sniff(ctx, path, options{})
	if err != nil {
		return Guess{}, err
	}
	c, err := i.choose(ctx, f, Request{})
	ok := err == nil
	if !ok {
		c = choice{kind: Orders, mapping: Mapping{}}
	}
	p := c.preset
	r := &reading{file: f, preset: p, mapping: c.mapping}
	g := Guess{Kind: c.kind, Readings: readings(f, c), Preset: p.id, Encoding: f.encoding, Size: f.size, Currency: first(r.currencyTold(), p.currency, "CNY"),
		TimeZone: first(p.zone, "Asia/Shanghai"), ShopGuess: r.shopTold(), Warnings: []Warning{}, Rows: [][]string{}}
	if c.kind != Orders && p.platform == "" {
		if g.ShopGuess, err = i.onlyShop(ctx); err != nil {
			return g, err
		}
	} else if g.ShopGuess == "" {
		g.ShopGuess = first(p.id, strings.TrimSuffix(filepath.Base(path), filepath.Ext(path)))
	}
	for n, h := range f.headers {
		c := Column{Name: h, Target: r.mapping[h], Sample: []string{}}
		for _, row := range f.sample[:min(3, len(f.sample))] {
			if n < len(row) {
				c.Sample = append(c.Sample, maskCell(c.Target, row[n]))
			}
		}
		g.Columns = append(g.Columns, c)
	}
	for _, row := range f.sample[:min(shownRows, len(f.sample))] {
		g.Rows = append(g.Rows, r.masked(row))
	}
	g.Warnings = append(g.Warnings, r.warnings(ok, c.kind)...)
	same, found, err := store.One(ctx, i.db, queries.Get("batch_same"), store.Args{"hash": f.hash}, func(r *store.Rows) (t time.Time, err error) { return t, r.Scan(&t) })
	if found {
		g.Warnings = append(g.Warnings, Warning{"import.same_file", "this file was imported already on " + same.Format(time.DateOnly) + "; importing it again changes nothing"})
	}
	return g, err
}

func (r *reading) masked(row []string) []string {
	out := make([]string, len(row))
	for i, c := range row {
		if i < len(r.file.headers) {
			out[i] = maskCell(r.mapping[r.file.headers[i]], c)
		}
	}
	return out
}

// shopTold is the name of the shop that the first row tells.
func (r *reading) shopTold() string {
	i := slices.IndexFunc(r.file.headers, func(h string) bool { return h == "店铺名称" || h == "品牌名称" })
	if i < 0 || len(r.file.sample) == 0 || i >= len(r.file.sample[0]) {
		return ""
	}
	return strings.TrimFunc(r.file.sample[0][i], isBlank)
}

func (r *reading) warnings(recognised bool, kind string) []Warning {
	var all []Warning
	if !recognised {
		return append(all, Warning{"import.not_recognised", "the columns are not known; say what they mean before importing"})
	}
	if kind == Orders && !r.mapped("ouid", "external", "nick", "email", "phone", "alipay") {
		all = append(all, Warning{"import.keyless", "no column tells who bought: the orders count for the shop, not for customers"})
	}
	for _, h := range r.file.headers {
		if forbidden(h) {
			all = append(all, Warning{"import.identity_card", fmt.Sprintf("the column %s holds numbers of identity cards and is not read", h)})
		}
	}
	if len(r.file.sample) == 0 {
		all = append(all, Warning{"import.no_rows", "the file has a header but no rows"})
	}
	return all
}

// SavedMapping is a mapping with a name.
type SavedMapping struct {
	Name      string
	Kind      string // the kind of facts that it is for
	Mapping   Mapping
	CreatedAt time.Time
}

// SaveMapping keeps a mapping of a kind of facts ("" for orders) under a name,
// in place of one that has it.
func (i *Ingest) SaveMapping(ctx context.Context, kind, name string, m Mapping, at time.Time) error {
	if name == "" || len(name) > 200 {
		return huike.Errorf(huike.Invalid, "import.mapping_name", "a mapping needs a name of at most 200 bytes")
	}
	columns := []string{}
	for c := range m {
		columns = append(columns, c)
	}
	kind, err := checked(kind, m, columns)
	if err != nil {
		return err
	}
	b, err := json.Marshal(m)
	if err != nil {
		return huike.Because(err, huike.Internal, "import.layout", "the mapping cannot be noted")
	}
	return i.db.Write(ctx, func(tx store.Tx) error {
		if _, err := tx.Exec(ctx, queries.Get("mapping_remove"), store.Args{"name": name}); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, queries.Get("mapping_add"), store.Args{"name": name, "mapping": string(b), "at_time": at, "kind": kind})
		return err
	})
}

// Mappings returns the saved mappings by name.
func (i *Ingest) Mappings(ctx context.Context) ([]SavedMapping, error) {
	return store.All(ctx, i.db, queries.Get("mappings"), nil, func(r *store.Rows) (SavedMapping, error) {
		var s SavedMapping
		var b string
		if err := r.Scan(&s.Name, &b, &s.CreatedAt, &s.Kind); err != nil {
			return s, err
		}
		if err := json.Unmarshal([]byte(b), &s.Mapping); err != nil {
			return s, huike.Because(err, huike.Internal, "import.layout", "the mapping %q cannot be read back", s.Name)
		}
		return s, nil
	})
}

// checked refuses a mapping that the kind cannot use, and names the kind.
func checked(id string, m Mapping, columns []string) (string, error) {
	if id == "" || id == Orders || id == "auto" {
		return Orders, m.check(columns)
	}
	k, known := kindByID(id)
	if !known {
		return id, huike.Errorf(huike.Invalid, "import.unknown_kind", "there is no kind of facts %q; the kinds are %s", id, kindNames())
	}
	return id, k.check(m, columns)
}

// Mapping returns a saved mapping. An unknown name is an error of kind NotFound.
func (i *Ingest) Mapping(ctx context.Context, name string) (Mapping, error) {
	s, err := i.saved(ctx, name)
	return s.Mapping, err
}

func (i *Ingest) saved(ctx context.Context, name string) (SavedMapping, error) {
	all, err := i.Mappings(ctx)
	if err != nil {
		return SavedMapping{}, err
	}
	at := slices.IndexFunc(all, func(s SavedMapping) bool { return s.Name == name })
	if at < 0 {
		return SavedMapping{}, huike.Errorf(huike.NotFound, "import.unknown_mapping", "there is no saved mapping %q", name)
	}
	return all[at], nil
}
