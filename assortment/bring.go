package assortment

import (
	"cmp"
	"context"
	"slices"

	"huike/feature"
	"huike/stat"
	"huike/store"
)

// CohortDays is how many days of new customers are watched for coming back.
const CohortDays = 365

// FewestNewcomers is from how many watched new customers on a rate is told.
const FewestNewcomers = 30

// Rate is a share with its interval (Wilson, 95 %); nil where nobody, or too few,
// were counted.
type Rate struct {
	Numerator, Denominator int64
	Rate, Low, High        *float64
}

func rate(x, n, fewest int64) Rate {
	r := Rate{Numerator: x, Denominator: n}
	if n < max(1, fewest) {
		return r
	}
	p := stat.Proportion{X: x, N: n}
	low, high := stat.Wilson(p, 0.95)
	r.Rate, r.Low, r.High = known(p.Rate()), known(low), known(high)
	return r
}

// Bringing is how a product brings customers: those whose first basket held it.
type Bringing struct {
	Good
	New  Rate   // of all new customers of the last 90 days
	Back Rate   // of the new customers of the year before those, who bought again within 90 days
	Than string // of Back, beside the shop's: more, less, like, or "" where it cannot be told
}

// Bringings is which products bring new customers, and which bring them back.
type Bringings struct {
	Scope    feature.Scope
	New      int64 // new customers of the last 90 days
	Back     Rate  // of the shop
	Products []Bringing
	Notes    []Note
}

// Bring returns the products of first baskets, those of most new customers
// first; one product, or all (0).
func (a *Assortment) Bring(ctx context.Context, s feature.Scope, product int64, most int) (Bringings, error) {
	out := Bringings{Scope: s}
	type count struct{ product, newest, watched, back int64 }
	args := store.Args{"shop": s.Shop, "as_of": s.AsOf, "days": MatrixDays, "cohort_days": CohortDays, "product": product}
	counts, err := store.All(ctx, a.db, queries.Get("bring"), args, func(r *store.Rows) (c count, err error) {
		return c, r.Scan(&c.product, &c.newest, &c.watched, &c.back)
	})
	if err != nil {
		return out, err
	}
	for _, c := range counts {
		if c.product == 0 {
			out.New, out.Back = c.newest, rate(c.back, c.watched, FewestNewcomers)
		}
	}
	for _, c := range counts {
		if c.product != 0 {
			back := rate(c.back, c.watched, FewestNewcomers)
			out.Products = append(out.Products, Bringing{Good{ID: c.product}, rate(c.newest, out.New, 0), back, than(back, out.Back)})
		}
	}
	slices.SortFunc(out.Products, func(x, y Bringing) int {
		return cmp.Or(cmp.Compare(y.New.Numerator, x.New.Numerator), cmp.Compare(y.Back.Denominator, x.Back.Denominator), cmp.Compare(x.ID, y.ID))
	})
	out.Products = first(out.Products, most)
	if out.Back.Rate == nil {
		out.Notes = append(out.Notes, note("few_newcomers", "Too few new customers could be watched for 90 days to tell who comes back; 30 are needed.",
			map[string]any{"watched": out.Back.Denominator, "needed": FewestNewcomers}))
	}
	return out, a.nameBringings(ctx, s, out.Products)
}

// than compares a rate with that of the shop, by the rate's interval.
func than(r, shop Rate) string {
	switch {
	case r.Rate == nil || shop.Rate == nil:
		return ""
	case *r.Low > *shop.Rate:
		return "more"
	case *r.High < *shop.Rate:
		return "less"
	}
	return "like"
}

func (a *Assortment) nameBringings(ctx context.Context, s feature.Scope, list []Bringing) error {
	ids := make([]int64, len(list))
	for i, b := range list {
		ids[i] = b.ID
	}
	goods, err := a.goods(ctx, s, ids)
	if err != nil {
		return err
	}
	for i := range list {
		list[i].Good = goods[list[i].ID].Good
	}
	return nil
}
