package assortment

import (
	"context"
	"fmt"
	"maps"

	"huike/feature"
	"huike/stat"
	"huike/store"
)

// Band is what was sold in a price band in 90 days. Money is in minor units.
type Band struct {
	Tier        Tier
	Units       int64
	SalesMinor  int64
	MarginMinor *int64 // nil where neither costs nor a margin are known
	Buyers      int64
	FirstBuyers int64    // who bought in it in their first basket
	SalesShare  *float64 // of all sales
	Coverage    *float64 // of all buyers
	FirstShare  *float64 // of its buyers

	no int
}

// BandCategory is what a category sold in a band.
type BandCategory struct {
	Band       int // from 0
	Category   string
	Units      int64
	SalesMinor int64
	Share      *float64 // of the band's sales
}

// BandMove is how many customers went from the band in which they spent most in
// the 90 days before to that of the last 90; -1: they bought nothing then.
type BandMove struct {
	From, To  int
	Customers int64
}

// Bands is the prices of a shop.
type Bands struct {
	Scope      feature.Scope
	Currency   string
	Own        bool // by the merchant's tiers; else five bands of about as many pieces
	Bands      []Band
	Categories []BandCategory
	Moves      []BandMove
	Buyers     int64
	Notes      []Note
}

// Bands returns what was sold at which price, to whom, and who moved.
//
// Source: methods 6.5; S1-07, S1-45.
func (a *Assortment) Bands(ctx context.Context, s feature.Scope) (Bands, error) {
	out := Bands{Scope: s}
	var err error
	if out.Currency, err = feature.Currency(ctx, a.db, s.Shop); err != nil {
		return out, err
	}
	tiers, own, err := a.edges(ctx, s)
	if err != nil {
		return out, err
	}
	out.Own = own
	args := edgeArgs(tiers)
	maps.Copy(args, store.Args{"shop": s.Shop, "as_of": s.AsOf, "band_days": MatrixDays})
	for _, fill := range []func(context.Context, store.Args) error{out.fillBands(a, tiers), out.fillCategories(a), out.fillMoves(a)} {
		if err := fill(ctx, args); err != nil {
			return out, err
		}
	}
	out.share()
	out.Notes = bandNotes(out)
	return out, nil
}

func (b *Bands) fillBands(a *Assortment, tiers []Tier) func(context.Context, store.Args) error {
	return func(ctx context.Context, args store.Args) error {
		sold, err := store.All(ctx, a.db, queries.Get("bands").With("item", queries.Get("band_items")), args, func(r *store.Rows) (n Band, err error) {
			var margin, unknown int64
			err = r.Scan(&n.no, &n.Units, &n.SalesMinor, &margin, &unknown, &n.Buyers, &n.FirstBuyers)
			if unknown == 0 {
				n.MarginMinor = &margin
			}
			return n, err
		})
		b.Bands = bandsOf(tiers, sold)
		return err
	}
}

func (b *Bands) fillCategories(a *Assortment) func(context.Context, store.Args) error {
	return func(ctx context.Context, args store.Args) (err error) {
		b.Categories, err = store.All(ctx, a.db, queries.Get("band_categories").With("item", queries.Get("band_items")), args, func(r *store.Rows) (n BandCategory, err error) {
			return n, r.Scan(&n.Band, &n.Category, &n.Units, &n.SalesMinor)
		})
		return err
	}
}

func (b *Bands) fillMoves(a *Assortment) func(context.Context, store.Args) error {
	return func(ctx context.Context, args store.Args) (err error) {
		b.Moves, err = store.All(ctx, a.db, queries.Get("band_moves").With("main", mainBands()), args, func(r *store.Rows) (m BandMove, err error) {
			return m, r.Scan(&m.From, &m.To, &m.Customers)
		})
		return err
	}
}

// share fills in what part of the whole each band is.
func (b *Bands) share() {
	var sales int64
	for _, n := range b.Bands {
		sales += n.SalesMinor
	}
	for _, m := range b.Moves {
		if m.To >= 0 {
			b.Buyers += m.Customers
		}
	}
	for i := range b.Bands {
		n := &b.Bands[i]
		n.SalesShare, n.Coverage, n.FirstShare = shareOf(n.SalesMinor, sales), shareOf(n.Buyers, b.Buyers), shareOf(n.FirstBuyers, n.Buyers)
	}
	for i := range b.Categories {
		c := &b.Categories[i]
		c.Share = shareOf(c.SalesMinor, b.Bands[c.Band].SalesMinor)
	}
}

// shareOf is nil of nothing.
func shareOf(x, n int64) *float64 {
	if n <= 0 {
		return nil
	}
	return known(stat.Proportion{X: x, N: n}.Rate())
}

func bandNotes(b Bands) []Note {
	var units int64
	sold := 0
	for _, n := range b.Bands {
		units += n.Units
		if n.Units > 0 {
			sold++
		}
	}
	switch {
	case units == 0:
		return []Note{note("no_sales", fmt.Sprintf("Nothing was sold in the %d days up to %s.", MatrixDays, b.Scope.AsOf), map[string]any{"days": MatrixDays})}
	case sold == 1 && !b.Own:
		return []Note{note("one_price", "Everything was sold at about one price, so there is only one band.", nil)}
	}
	return nil
}

// Cell is the customers of one kind, and those of them who bought.
type Cell struct {
	Word      string
	Customers int64
	Buyers    int64
	Share     Rate     // of these customers who bought
	TGI       *float64 // 100 × the kind's share of the buyers over its share of all customers
}

// Side is the kinds of customers by one of their sides: stage, ladder, times
// (purchases: 1, 2, 3 to 4, 5 and more), tier (mean price of a piece), province.
type Side struct {
	Side  string
	Cells []Cell
}

// Coverage is which part of the customers bought a product, a category or a
// brand in 90 days, and who they are against the shop.
type Coverage struct {
	Snapshot  feature.Snapshot
	Customers int64
	Buyers    int64
	Share     Rate
	Tiers     []Tier // the words of the side tier are places in it
	Sides     []Side
	Notes     []Note
}

// Chosen says of which products coverage is asked; all zero: of all.
type Chosen struct {
	Product         int64
	Category, Brand string
}

// fewestBuyers is from how many buyers on an index against the shop is told.
const fewestBuyers = 30

// Coverage returns who buys what is chosen.
//
// Source: S1-46; target group index: methods 8.
func (a *Assortment) Coverage(ctx context.Context, snapshot feature.Snapshot, c Chosen) (Coverage, error) {
	s := snapshot.Scope
	out := Coverage{Snapshot: snapshot}
	var err error
	if out.Tiers, _, err = a.edges(ctx, s); err != nil {
		return out, err
	}
	args := edgeArgs(out.Tiers)
	maps.Copy(args, store.Args{"shop": s.Shop, "as_of": s.AsOf, "days": MatrixDays, "snapshot": snapshot.ID,
		"product": c.Product, "category": c.Category, "brand": c.Brand})
	_, err = store.All(ctx, a.db, queries.Get("coverage"), args, func(r *store.Rows) (any, error) {
		var side string
		var n Cell
		err := r.Scan(&side, &n.Word, &n.Customers, &n.Buyers)
		if len(out.Sides) == 0 || out.Sides[len(out.Sides)-1].Side != side {
			out.Sides = append(out.Sides, Side{Side: side})
		}
		last := &out.Sides[len(out.Sides)-1]
		last.Cells = append(last.Cells, n)
		return nil, err
	})
	out.finish()
	return out, err
}

func (c *Coverage) finish() {
	for _, side := range c.Sides {
		if side.Side == "stage" {
			for _, n := range side.Cells {
				c.Customers, c.Buyers = c.Customers+n.Customers, c.Buyers+n.Buyers
			}
		}
	}
	c.Share = rate(c.Buyers, c.Customers, 0)
	for _, side := range c.Sides {
		for i := range side.Cells {
			n := &side.Cells[i]
			n.Share = rate(n.Buyers, n.Customers, 0)
			if c.Buyers >= fewestBuyers && n.Share.Rate != nil {
				n.TGI = known(100 * *n.Share.Rate / *c.Share.Rate)
			}
		}
	}
	if c.Buyers < fewestBuyers {
		c.Notes = []Note{note("few_buyers", fmt.Sprintf("%d customers bought it in %d days; %d are needed to tell who they are.", c.Buyers, MatrixDays, fewestBuyers),
			map[string]any{"buyers": c.Buyers, "days": MatrixDays, "needed": fewestBuyers})}
	}
}
