package ingest

import (
	"context"
	"errors"
	"fmt"
	"os"
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

// Doubt is what the whole of a file leaves open of the way it is written: its
// dates (a day that can be read in two ways), its decimal sign (such a number), or
// its encoding, of which Example is empty and Choices has the likeliest.
type Doubt struct {
	Code, Example string
	Choices       []DoubtChoice
}

// DoubtChoice is what a person may say of a doubt, and how the file reads then.
type DoubtChoice struct{ Value, Text string }

// Sheet is a sheet of a workbook or a file of an archive, with rows in it.
type Sheet struct {
	Name string
	Read bool
}

// WordCount is a word for the state of an order that is not known.
type WordCount struct {
	Word  string
	Count int64
}

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
	Format    Format      // how it is written, as far as the whole of it tells
	Slashed   bool        // some dates are written as 3/4/2023, so that their order matters
	Sheets    []Sheet     // of a workbook or an archive
	Doubts    []Doubt     // what the person must say; one on the encoding leaves all else empty
	Words     []WordCount // to which the person may give a meaning
	Notes     []Note
	ShopGuess string
	Currency  string
	TimeZone  string
	ZoneBy    string // what tells the time zone: file, preset or currency
}

// shownRows is how many rows a guess shows.
const shownRows = 10

// Inspect looks at a file without importing it, as a request says it is written
// and meant. A file that is no table is an error of kind Invalid. One whose
// encoding is in doubt is a guess that has nothing but this doubt, and a mapping
// that does not suffice for an import yet is taken as far as it goes.
func (i *Ingest) Inspect(ctx context.Context, q Request) (Guess, error) {
	f, err := sniff(ctx, q.Path, options{encoding: q.Format.Encoding, sheet: q.Format.Sheet})
	var open *encodingDoubt
	if errors.As(err, &open) {
		return doubtfulGuess(q, open), nil
	}
	if err != nil {
		return Guess{}, err
	}
	c, err := i.choose(ctx, f, q)
	whole, recognised := err == nil, err == nil || len(q.Mapping) > 0
	if !whole {
		if c, whole, err = soFar(f, q, err); err != nil {
			return Guess{}, err
		}
	}
	known := c.preset.id != "" && c.preset.id != freeMapping && c.preset.id != guessed
	r := &reading{file: f, kind: c.kind, preset: c.preset, mapping: c.mapping, format: c.format}
	g := Guess{Kind: c.kind.id, Readings: readings(f, c), Encoding: f.encoding, Size: f.size, Rows: [][]string{}, Sheets: f.sheets, Format: Format{Encoding: f.encoding}}
	if known {
		g.Preset = c.preset.id
	}
	g.Warnings = r.warnings(recognised, c.kind.id)
	r.settings(&g)
	if err := i.guessShop(ctx, r, q, &g); err != nil {
		return g, err
	}
	r.show(&g)
	if whole {
		if err := i.examine(ctx, r, &g); err != nil {
			return g, err
		}
	}
	for _, n := range append(slices.Clone(f.notes), r.shape...) {
		g.Notes = append(g.Notes, n.told())
	}
	return g, i.sameBefore(ctx, f, &g)
}

// doubtfulGuess is all that can be said of a file while nobody knows its letters.
func doubtfulGuess(q Request, open *encodingDoubt) Guess {
	g := Guess{Kind: first(q.Kind, Orders), Warnings: []Warning{}, Rows: [][]string{}, Currency: "CNY", Doubts: []Doubt{{huike.CodeOf(open), "", open.choices}}}
	if st, err := os.Stat(q.Path); err == nil {
		g.Size = st.Size()
	}
	return g
}

// soFar is what a file holds as far as the request and the headers tell, where
// that does not suffice for an import; whole is whether it does after all. What no
// mapping mends stays an error.
func soFar(f *file, q Request, err error) (c choice, whole bool, _ error) {
	switch huike.CodeOf(err) {
	case "import.wrong_file":
		if q.Preset != "" && q.Preset != "auto" {
			return c, false, err
		}
	case "import.not_recognised", "import.mapping_target", "import.mapping_time", "import.mapping_amount", "import.target_twice", "import.no_column":
	default:
		return c, false, err
	}
	k, known := kindByID(q.Kind)
	if !known {
		k = orderKind()
	}
	c = choice{kind: k, mapping: Mapping{}, format: q.Format}
	for _, h := range f.headers {
		if t, ok := q.Mapping[h]; ok {
			c.mapping[h] = t
		}
	}
	if len(q.Mapping) > 0 {
		return c, false, nil
	}
	if k.id != Orders {
		c.mapping = k.mapping(k.own(), f.headers)
		return c, k.check(c.mapping, f.headers) == nil, nil
	}
	c.mapping = guessMapping(f.headers)
	return c, k.check(c.mapping, f.headers) == nil, nil
}

// settings are what a new shop would be given.
func (r *reading) settings(g *Guess) {
	g.Currency = first(r.currencyTold(), r.preset.currency, "CNY")
	g.TimeZone, g.ZoneBy = first(r.preset.zone, zoneOf(g.Currency)), pick(r.preset.zone != "", "preset", "currency")
}

func (i *Ingest) guessShop(ctx context.Context, r *reading, q Request, g *Guess) (err error) {
	if g.Kind != Orders && r.preset.platform == "" {
		g.ShopGuess, err = i.onlyShop(ctx)
		return err
	}
	name := first(q.Name, filepath.Base(q.Path))
	g.ShopGuess = first(r.shopTold(), r.preset.shop, g.Preset, strings.TrimSuffix(name, filepath.Ext(name)))
	return nil
}

// show gives the columns and the first rows, personal cells masked.
func (r *reading) show(g *Guess) {
	plain := make([]bool, len(r.file.headers))
	for n, h := range r.file.headers {
		plain[n] = r.mapping[h] == "" && r.file.plainColumn(n)
	}
	shown := func(n int, cell string) string {
		if n < len(plain) && !plain[n] {
			return maskCell(r.mapping[r.file.headers[n]], cell)
		}
		return cell
	}
	for n, h := range r.file.headers {
		c := Column{Name: h, Target: r.mapping[h], Sample: []string{}}
		for _, row := range r.file.sample[:min(3, len(r.file.sample))] {
			if n < len(row) {
				c.Sample = append(c.Sample, shown(n, row[n]))
			}
		}
		g.Columns = append(g.Columns, c)
	}
	for _, row := range r.file.sample[:min(shownRows, len(r.file.sample))] {
		cells := slices.Clone(row)
		for n := range cells {
			cells[n] = shown(n, cells[n])
		}
		g.Rows = append(g.Rows, cells)
	}
}

// sameBefore warns of a file that was imported before.
func (i *Ingest) sameBefore(ctx context.Context, f *file, g *Guess) error {
	same, found, err := store.One(ctx, i.db, queries.Get("batch_same"), store.Args{"hash": f.hash}, func(r *store.Rows) (t time.Time, err error) { return t, r.Scan(&t) })
	if found {
		g.Warnings = append(g.Warnings, Warning{"import.same_file", "this file was imported already on " + same.Format(time.DateOnly) + "; importing it again changes nothing"})
	}
	return err
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
	all := []Warning{}
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
