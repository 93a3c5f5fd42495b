package main

import (
	"context"
	"fmt"
	"io"

	"huike"
	"huike/assortment"
	"huike/feature"
)

type seasonCommand struct {
	scopeFlags
	Of      string `default:"category" enum:"shop,category,brand,product" help:"Of what: shop, category, brand or product."`
	Product string `help:"With --of product: its number."`
}

type seasonRow struct {
	Word             string             `json:"word"`
	Units            int64              `json:"units"`
	Months           int                `json:"months"`
	Missing          int                `json:"missing"`
	Additive         bool               `json:"additive"`
	Index            []float64          `json:"index"`
	WeekdaysAdditive bool               `json:"weekdays_additive"`
	Weekdays         []float64          `json:"weekdays"`
	Festivals        map[string]float64 `json:"festivals"`
}

type seasonAnswer struct {
	AsOf    huike.Day   `json:"as_of"`
	Of      string      `json:"of"`
	Seasons []seasonRow `json:"seasons"`
	Notes   []hint      `json:"notes"`
}

// Run prints the seasons.
func (c *seasonCommand) Run(ctx context.Context, g *Globals) error {
	return c.about(ctx, g, func(room *assortment.Assortment, s feature.Scope) error {
		var product int64
		if c.Of == string(assortment.LevelProduct) {
			id, err := room.Find(ctx, s.Shop, c.Product)
			if err != nil {
				return err
			}
			product = id
		}
		found, err := room.Seasons(ctx, s, assortment.Level(c.Of), product, 0)
		if err != nil {
			return err
		}
		a := seasonAnswer{s.AsOf, c.Of, []seasonRow{}, hints(found.Notes)}
		for _, one := range found.Seasons {
			row := seasonRow{one.Word, one.Units, len(one.Months), one.Missing, one.Additive, one.Index, one.WeekdaysAdditive, one.Weekdays, map[string]float64{}}
			for _, f := range one.Festivals {
				row.Festivals[string(f.Festival)] = f.Index
			}
			a.Seasons = append(a.Seasons, row)
		}
		return g.print(a, a.write)
	})
}

func (a seasonAnswer) write(w io.Writer) {
	fmt.Fprintf(w, "As of %s\tpieces\tJanuary to December\n", a.AsOf)
	for _, s := range a.Seasons {
		fmt.Fprintf(w, "%s\t%d", s.Word, s.Units)
		for _, x := range s.Index {
			fmt.Fprintf(w, "\t%.2f", x)
		}
		if s.Missing > 0 {
			fmt.Fprintf(w, "\t%d months are missing to two years", s.Missing)
		}
		fmt.Fprintln(w)
	}
	writeHints(w, a.Notes)
}

type bandsCommand struct{ scopeFlags }

type bandRow struct {
	Name       string   `json:"name"`
	From       float64  `json:"from"`
	Units      int64    `json:"units"`
	Sales      float64  `json:"sales"`
	Margin     *float64 `json:"margin"`
	Buyers     int64    `json:"buyers"`
	SalesShare *float64 `json:"sales_share"`
	Coverage   *float64 `json:"coverage"`
	FirstShare *float64 `json:"first_share"`
}

type bandsAnswer struct {
	AsOf     huike.Day `json:"as_of"`
	Currency string    `json:"currency"`
	Own      bool      `json:"own"`
	Bands    []bandRow `json:"bands"`
	Moves    [][3]int  `json:"moves"`
	Notes    []hint    `json:"notes"`
}

// Run prints the price bands.
func (c *bandsCommand) Run(ctx context.Context, g *Globals) error {
	return c.about(ctx, g, func(room *assortment.Assortment, s feature.Scope) error {
		b, err := room.Bands(ctx, s)
		if err != nil {
			return err
		}
		a := bandsAnswer{s.AsOf, b.Currency, b.Own, []bandRow{}, [][3]int{}, hints(b.Notes)}
		for _, n := range b.Bands {
			var margin *float64
			if n.MarginMinor != nil {
				x := major(*n.MarginMinor, b.Currency)
				margin = &x
			}
			a.Bands = append(a.Bands, bandRow{n.Tier.Name, major(n.Tier.FromMinor, b.Currency), n.Units, major(n.SalesMinor, b.Currency),
				margin, n.Buyers, n.SalesShare, n.Coverage, n.FirstShare})
		}
		for _, m := range b.Moves {
			a.Moves = append(a.Moves, [3]int{m.From, m.To, int(m.Customers)})
		}
		return g.print(a, a.write)
	})
}

func (a bandsAnswer) write(w io.Writer) {
	fmt.Fprintf(w, "As of %s, from %s\tpieces\tsales\tmargin\tbuyers\tof all buyers\n", a.AsOf, a.Currency)
	for _, b := range a.Bands {
		fmt.Fprintf(w, "%.2f %s\t%d\t%.2f\t%s\t%d\t%s\n", b.From, b.Name, b.Units, b.Sales, times(b.Margin), b.Buyers, times(b.Coverage))
	}
	writeHints(w, a.Notes)
}

type bringCommand struct {
	scopeFlags
	Limit int `default:"50" help:"Most products."`
}

type bringRow struct {
	Product string     `json:"product"`
	Title   string     `json:"title"`
	New     rateAnswer `json:"new"`
	Back    rateAnswer `json:"back"`
	Than    string     `json:"than"`
}

type bringAnswer struct {
	AsOf     huike.Day  `json:"as_of"`
	New      int64      `json:"new"`
	Back     rateAnswer `json:"back"`
	Products []bringRow `json:"products"`
	Notes    []hint     `json:"notes"`
}

// Run prints which products bring customers.
func (c *bringCommand) Run(ctx context.Context, g *Globals) error {
	return c.about(ctx, g, func(room *assortment.Assortment, s feature.Scope) error {
		b, err := room.Bring(ctx, s, 0, c.Limit)
		if err != nil {
			return err
		}
		a := bringAnswer{s.AsOf, b.New, rateAnswer(b.Back), []bringRow{}, hints(b.Notes)}
		for _, p := range b.Products {
			a.Products = append(a.Products, bringRow{p.Number, p.Title, rateAnswer(p.New), rateAnswer(p.Back), p.Than})
		}
		return g.print(a, a.write)
	})
}

func (a bringAnswer) write(w io.Writer) {
	fmt.Fprintf(w, "As of %s\tnew customers\tshare\tback within 90 days\tbeside the shop\n", a.AsOf)
	for _, p := range a.Products {
		fmt.Fprintf(w, "%s %s\t%d\t%s\t%s\t%s\n", p.Product, short(p.Title), p.New.Numerator, times(p.New.Rate), times(p.Back.Rate), p.Than)
	}
	writeHints(w, a.Notes)
}
