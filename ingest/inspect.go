package ingest

import (
	"context"

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

// Doubt is what the whole of a file leaves open of the way it is written: its
// dates (a day that can be read in two ways), or its decimal sign (such a number).
type Doubt struct{ Code, Example string }

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
	Doubts    []Doubt     // what the person must say
	Words     []WordCount // to which the person may give a meaning
	Notes     []Note
	ShopGuess string
	Currency  string
	TimeZone  string
}

// shownRows is how many rows a guess shows.
const shownRows = 10

// Inspect looks at a file without importing it, as a request says it is written
// and meant. A file that is no table is an error of kind Invalid.
func (i *Ingest) Inspect(ctx context.Context, q Request) (Guess, error) {
	path := q.Path
	f, err := sniff(ctx, path, options{encoding: q.Format.Encoding, sheet: q.Format.Sheet})
	if err != nil {
		return Guess{}, err
	}
	c, err := i.choose(ctx, f, q)
	ok := err == nil
	if !ok {
		c = choice{kind: orderKind(), mapping: guessMapping(f.headers)}
	}
	p := c.preset
	r := &reading{file: f, kind: c.kind, preset: p, mapping: c.mapping, format: q.Format}
	g := Guess{Kind: c.kind.id, Readings: readings(f, c), Preset: p.id, Encoding: f.encoding, Size: f.size, Currency: first(r.currencyTold(), p.currency, "CNY"),
		TimeZone: first(p.zone, zoneOf(first(r.currencyTold(), p.currency, "CNY"))), ShopGuess: r.shopTold(), Warnings: []Warning{}, Rows: [][]string{}}
	if c.kind.id != Orders && p.platform == "" {
		if g.ShopGuess, err = i.onlyShop(ctx); err != nil {
			return g, err
		}
	} else if g.ShopGuess == "" {
		g.ShopGuess = first(p.shop, p.id, strings.TrimSuffix(filepath.Base(path), filepath.Ext(path)))
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
	g.Warnings = append(g.Warnings, r.warnings(ok, c.kind.id)...)
	if ok {
		if err := i.examine(ctx, r, &g); err != nil {
			return g, err
		}
	}
	same, found, err := store.One(ctx, i.db, queries.Get("batch_same"), store.Args{"hash": f.hash}, func(r *store.Rows) (t time.Time, err error) { return t, r.Scan(&t) })
	if found {
		g.Warnings = append(g.Warnings, Warning{"import.same_file", "this file was imported already on " + same.Format(time.DateOnly) + "; importing it again changes nothing"})
	}
	return g, err
}

// examine looks at all cells of the file, for what they prove and leave open.
func (i *Ingest) examine(ctx context.Context, r *reading, g *Guess) error {
	if err := i.scratch(ctx, r); err != nil {
		return err
	}
	defer r.close()
	r.zone, r.scale, r.settleShop = "UTC", 100, func(s shape) error {
		if zone := zoneBy(s.Offsets, g.Currency); zone != "" {
			g.TimeZone = zone
		}
		return nil
	}
	err := r.stage(ctx)
	if err == nil {
		err = r.exam(ctx)
		if r.fallsBack(ctx, err) {
			if err = r.leniently(ctx); err == nil {
				err = r.exam(ctx)
			}
		}
	}
	switch code := huike.CodeOf(err); code {
	case "import.dates_doubtful", "import.decimal_doubtful":
		g.Doubts = append(g.Doubts, Doubt{code, r.doubt})
		err = nil
	}
	if err == nil {
		g.Words, err = r.unknownWords(ctx)
	}
	if err != nil {
		return err
	}
	g.Format = Format{Encoding: r.file.encoding, Decimal: r.whole.decimal, Dates: r.whole.dates}
	for _, n := range append(slices.Clone(r.file.notes), r.shape...) {
		g.Notes = append(g.Notes, n.told())
	}
	return nil
}

// exam looks at the cells as read does, without keeping them.
func (r *reading) exam(ctx context.Context) error {
	if err := r.source(ctx, "SELECT * FROM raw"); err != nil {
		return err
	}
	if err := r.lookUp(ctx, "source"); err != nil {
		return err
	}
	s, err := r.look(ctx, "source")
	if err != nil {
		return err
	}
	return r.settle(ctx, s)
}

// unknownWords are the words for states that nothing gives a meaning, the most
// frequent first.
func (r *reading) unknownWords(ctx context.Context) ([]WordCount, error) {
	if r.kind.id != Orders || !r.mapped("status") {
		return nil, nil
	}
	rows, err := r.db.Query(ctx, "SELECT word, count(*) FROM (SELECT or_empty(stripped(t_status)) AS word FROM source) WHERE word IS NOT NULL AND status_of(word) IS NULL GROUP BY word ORDER BY count(*) DESC, word LIMIT 50")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []WordCount
	for rows.Next() {
		var w WordCount
		if err := rows.Scan(&w.Word, &w.Count); err != nil {
			return nil, broken(ctx, err)
		}
		all = append(all, w)
	}
	return all, broken(ctx, rows.Err())
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
