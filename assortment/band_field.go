package assortment

import (
	"context"

	"huike/feature"
	"huike/store"
)

// Field is something that a segment's rule may ask of the prices at which a
// customer buys.
type Field struct {
	Name  string // as rules and the question name it
	Type  string
	Group string // for the menu
}

// BandFields lists the columns of [BandQuery] beside customer_id: the price band,
// 1 the cheapest, in which she spent most in the last 90 days, and in the 90 days
// before; without a value where she bought nothing then.
func BandFields() []Field {
	return []Field{{"price_band", "number", "price"}, {"price_band_before", "number", "price"}}
}

// BandQuery returns the question that gives customer_id and the columns of
// [BandFields]. Beside shop and as_of its parameters are those that
// [Assortment.BandArgs] returns.
func BandQuery() store.Query { return queries.Get("band_field").With("main", mainBands()) }

// BandArgs returns the parameters of [BandQuery] for a scope: its tiers.
func (a *Assortment) BandArgs(ctx context.Context, s feature.Scope) (store.Args, error) {
	tiers, _, err := a.edges(ctx, s)
	args := edgeArgs(tiers)
	args["band_days"] = MatrixDays
	return args, err
}

// mainBands is the question in which band each customer spent most.
func mainBands() store.Query { return queries.Get("band_main").With("item", queries.Get("band_items")) }
