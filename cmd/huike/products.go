package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"huike"
	"huike/assortment"
	"huike/feature"
	"huike/stat"
	"huike/store"
)

type productsCommand struct {
	Matrix      matrixCommand  `cmd:"" help:"What each product does for the shop: profit, traffic, potential or edge."`
	Pairs       pairsCommand   `cmd:"" help:"Which products are bought together, and which come next."`
	Bundles     bundlesCommand `cmd:"" help:"Pairs and triples that earn more as one offer."`
	Seasonality seasonCommand  `cmd:"" help:"When the shop, a category or a brand sells."`
	Bands       bandsCommand   `cmd:"" help:"What was sold at which price, and to whom."`
	Bring       bringCommand   `cmd:"" help:"Which products bring new customers, and which bring them back."`
}

type matrixCommand struct{ scopeFlags }

type matrixRow struct {
	Product     string           `json:"product"`
	Title       string           `json:"title"`
	Category    string           `json:"category"`
	Role        stat.ProductRole `json:"role"`
	Reason      string           `json:"reason,omitempty"`
	Popularity  *float64         `json:"popularity"`
	MarginIndex *float64         `json:"margin_index"`
	Acquisition *float64         `json:"acquisition"`
	Together    *float64         `json:"together"`
	Stickiness  *float64         `json:"stickiness"`
	Growth      *float64         `json:"growth"`
	Sales       float64          `json:"sales"`
	Units       int64            `json:"units"`
	UnitMargin  *float64         `json:"unit_margin"`
	CostKnown   bool             `json:"cost_known"`
	Buyers      int64            `json:"buyers"`
	Baskets     int64            `json:"baskets"`
}

type matrixAnswer struct {
	AsOf     huike.Day                `json:"as_of"`
	Currency string                   `json:"currency"`
	Days     int                      `json:"days"`
	Products []matrixRow              `json:"products"`
	Roles    map[stat.ProductRole]int `json:"roles"`
	Notes    []hint                   `json:"notes"`
}

// hint is something that the reader of an answer must know.
type hint struct {
	Code     string `json:"code"`
	Sentence string `json:"sentence"`
}

func hints(notes []assortment.Note) []hint {
	all := []hint{}
	for _, n := range notes {
		all = append(all, hint{n.Code, n.Sentence})
	}
	return all
}

func writeHints(w io.Writer, all []hint) {
	for _, h := range all {
		fmt.Fprintln(w, h.Sentence)
	}
}

// about opens the room of the products.
func (s scopeFlags) about(ctx context.Context, g *Globals, f func(a *assortment.Assortment, scope feature.Scope) error) error {
	return s.within(ctx, g, func(db store.DB, scope feature.Scope) error { return f(assortment.New(db, feature.New(db)), scope) })
}

// Run prints the product matrix.
func (c *matrixCommand) Run(ctx context.Context, g *Globals) error {
	return c.about(ctx, g, func(room *assortment.Assortment, s feature.Scope) error {
		m, err := room.Matrix(ctx, s, g.clock())
		if err != nil {
			return err
		}
		currency := m.Snapshot.Currency
		a := matrixAnswer{AsOf: s.AsOf, Currency: currency, Days: m.Snapshot.Days, Products: []matrixRow{}, Roles: map[stat.ProductRole]int{}, Notes: hints(m.Notes)}
		for _, r := range m.Roles {
			a.Roles[r.Role] = r.Products
		}
		for _, p := range m.Products {
			a.Products = append(a.Products, matrixRow{p.Number, p.Title, p.Category, p.Role, p.Reason, p.Popularity, p.Margin, p.Acquisition, p.Together,
				p.Stickiness, p.Growth, major(p.SalesMinor, currency), p.Units, majorOrNone(p.UnitMarginMinor, currency), p.CostKnown, p.Buyers, p.Baskets})
		}
		return g.print(a, a.write)
	})
}

// majorOrNone turns a mean of minor units, which may not be known, into major ones.
func majorOrNone(minor *float64, currency string) *float64 {
	if minor == nil {
		return nil
	}
	x := *minor * major(1, currency)
	return &x
}

func (a matrixAnswer) write(w io.Writer) {
	fmt.Fprintf(w, "As of %s, %d days\trole\tsales %s\tpieces\tpopularity\tmargin\tnew\ttogether\tback\tgrowth\n", a.AsOf, a.Days, a.Currency)
	for _, p := range a.Products {
		fmt.Fprintf(w, "%s %s\t%s\t%.2f\t%d\t%s\t%s\t%s\t%s\t%s\t%s\n", p.Product, short(p.Title), p.Role, p.Sales, p.Units, times(p.Popularity), times(p.MarginIndex),
			times(p.Acquisition), times(p.Together), times(p.Stickiness), percent(p.Growth))
	}
	writeHints(w, a.Notes)
}

func short(title string) string {
	if r := []rune(title); len(r) > 32 {
		return string(r[:31]) + "…"
	}
	return title
}

func times(x *float64) string {
	if x == nil {
		return "–"
	}
	return fmt.Sprintf("%.2f", *x)
}

func percent(x *float64) string {
	if x == nil {
		return "–"
	}
	return fmt.Sprintf("%+.1f %%", 100**x)
}

type pairsCommand struct {
	scopeFlags
	Product string `help:"Only pairs with this product, by its number."`
	Limit   int    `default:"200" help:"Most pairs of a kind."`
}

type pairRow struct {
	A          string   `json:"a"`
	B          string   `json:"b"`
	TitleA     string   `json:"title_a"`
	TitleB     string   `json:"title_b"`
	Baskets    int64    `json:"baskets"`
	BasketsA   int64    `json:"baskets_a"`
	BasketsB   int64    `json:"baskets_b"`
	Support    *float64 `json:"support"`
	Confidence *float64 `json:"confidence"`
	Back       *float64 `json:"back"`
	Lift       *float64 `json:"lift"`
	LiftLow    *float64 `json:"lift_low"`
	LiftHigh   *float64 `json:"lift_high"`
	G2         *float64 `json:"g2"`
	Sure       bool     `json:"sure"`
}

type pairsAnswer struct {
	AsOf       huike.Day `json:"as_of"`
	Days       int       `json:"days"`
	Baskets    int64     `json:"baskets"`
	Found      int       `json:"found"`
	Pairs      []pairRow `json:"pairs"`
	Next       []pairRow `json:"next"`
	Categories []pairRow `json:"categories"`
	Notes      []hint    `json:"notes"`
}

func pairRows(pairs []assortment.Pair) []pairRow {
	rows := []pairRow{}
	for _, p := range pairs {
		rows = append(rows, pairRow{p.A.Number, p.B.Number, p.A.Title, p.B.Title, p.Baskets, p.BasketsA, p.BasketsB,
			p.Support, p.Confidence, p.Back, p.Lift, p.LiftLow, p.LiftHigh, p.G2, p.Sure})
	}
	return rows
}

// Run prints what goes with what.
func (c *pairsCommand) Run(ctx context.Context, g *Globals) error {
	return c.about(ctx, g, func(room *assortment.Assortment, s feature.Scope) error {
		var product int64
		if c.Product != "" {
			id, err := room.Find(ctx, s.Shop, c.Product)
			if err != nil {
				return err
			}
			product = id
		}
		p, err := room.Pairs(ctx, s, product, c.Limit, g.clock())
		if err != nil {
			return err
		}
		a := pairsAnswer{s.AsOf, p.Snapshot.Days, p.Snapshot.Baskets, p.Found, pairRows(p.Together), pairRows(p.Next), []pairRow{}, hints(p.Notes)}
		for _, one := range p.Categories {
			row := pairRows([]assortment.Pair{one.Pair})[0]
			row.A, row.B = one.A, one.B
			a.Categories = append(a.Categories, row)
		}
		return g.print(a, a.write)
	})
}

func (a pairsAnswer) write(w io.Writer) {
	fmt.Fprintf(w, "As of %s, %d baskets of %d days\ttogether\tof those with the first\tlift\tat least\n", a.AsOf, a.Baskets, a.Days)
	write := func(sign string, rows []pairRow) {
		for _, p := range rows {
			fmt.Fprintf(w, "%s %s %s %s %s\t%d\t%s\t%s\t%s\n", p.A, short(p.TitleA), sign, p.B, short(p.TitleB), p.Baskets, times(p.Confidence), times(p.Lift), times(p.LiftLow))
		}
	}
	write("+", a.Pairs)
	write("then", a.Next)
	write("+", a.Categories)
	writeHints(w, a.Notes)
}

type bundlesCommand struct {
	scopeFlags
	Discount float64 `default:"0.1" help:"How much cheaper than its products a bundle is, 0 to 0.9."`
	Limit    int     `default:"30" help:"Most bundles."`
}

type bundleRow struct {
	Products    []string `json:"products"`
	Titles      []string `json:"titles"`
	Baskets     int64    `json:"baskets"`
	LiftLow     float64  `json:"lift_low"`
	Apart       float64  `json:"apart"`
	Price       float64  `json:"price"`
	Margin      float64  `json:"margin"`
	MarginShare float64  `json:"margin_share"`
	BreakEven   float64  `json:"break_even"`
	Outfit      bool     `json:"outfit"`
}

type bundlesAnswer struct {
	AsOf     huike.Day   `json:"as_of"`
	Currency string      `json:"currency"`
	Discount float64     `json:"discount"`
	Weighed  int         `json:"weighed"`
	Bundles  []bundleRow `json:"bundles"`
	Notes    []hint      `json:"notes"`
}

// Run prints the bundles that pay.
func (c *bundlesCommand) Run(ctx context.Context, g *Globals) error {
	return c.about(ctx, g, func(room *assortment.Assortment, s feature.Scope) error {
		b, err := room.Bundles(ctx, s, c.Discount, c.Limit, g.clock())
		if err != nil {
			return err
		}
		unit := major(1, b.Snapshot.Currency)
		a := bundlesAnswer{s.AsOf, b.Snapshot.Currency, b.Discount, b.Weighed, []bundleRow{}, hints(b.Notes)}
		for _, one := range b.Bundles {
			row := bundleRow{nil, nil, one.Baskets, one.LiftLow, one.Apart * unit, one.Price * unit, one.Margin * unit, one.MarginShare, one.BreakEven, one.Outfit}
			for _, p := range one.Products {
				row.Products, row.Titles = append(row.Products, p.Number), append(row.Titles, p.Title)
			}
			a.Bundles = append(a.Bundles, row)
		}
		return g.print(a, a.write)
	})
}

func (a bundlesAnswer) write(w io.Writer) {
	fmt.Fprintf(w, "As of %s, %.0f %% off, %s\tbaskets\tapart\tbundle\tearns\tpays from\n", a.AsOf, 100*a.Discount, a.Currency)
	for _, b := range a.Bundles {
		fmt.Fprintf(w, "%s\t%d\t%.2f\t%.2f\t%.2f\t%.0f %%\n", strings.Join(b.Titles, " + "), b.Baskets, b.Apart, b.Price, b.Margin, 100*b.BreakEven)
	}
	writeHints(w, a.Notes)
}
