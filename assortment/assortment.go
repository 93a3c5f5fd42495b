package assortment

import (
	"context"
	"fmt"
	"math"
	"strings"

	"huike"
	"huike/feature"
	"huike/order"
	"huike/store"
)

// Assortment answers what the products of a shop do.
type Assortment struct {
	db       store.DB
	features *feature.Features
	orders   *order.Orders
}

// New returns the room over a database and the room that computes the rows of
// customers.
func New(db store.DB, f *feature.Features) *Assortment { return &Assortment{db, f, order.New(db)} }

// The stretches of days that the room looks at.
const (
	MatrixDays = 90  // the matrix compares so many days with as many before
	PairDays   = 365 // baskets of so many days make the pairs
	NextDays   = 60  // within so many days a basket counts as the next one
)

// Good is a product by its names.
type Good struct {
	ID       int64
	Number   string // its outside number
	Title    string
	Category string // "" where it has none
	Brand    string
}

// Note is something that a reader of the numbers must know. Its sentence is in
// English; a screen puts its own together from the code and the values.
type Note struct {
	Code     string
	Params   map[string]any
	Sentence string
}

func note(code, sentence string, params map[string]any) Note { return Note{code, params, sentence} }

// known returns a number, or nil for what is none.
func known(x float64) *float64 {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return nil
	}
	return &x
}

// setting is what the matrix depends on beside the facts: the margin that each
// shop assumes where a product has no cost.
func (a *Assortment) setting(ctx context.Context, shop huike.ShopID) (string, error) {
	margins, err := store.All(ctx, a.db, queries.Get("margins"), store.Args{"shop": shop}, func(r *store.Rows) (string, error) {
		var id, margin int64
		err := r.Scan(&id, &margin)
		return fmt.Sprintf("%d:%d", id, margin), err
	})
	return strings.Join(margins, " "), err
}

// Currency returns the one currency of a shop, or of all (0).
func (a *Assortment) Currency(ctx context.Context, shop huike.ShopID) (string, error) {
	return feature.Currency(ctx, a.db, shop)
}

// Find returns the product with an outside number; an unknown one is an
// error of kind NotFound.
func (a *Assortment) Find(ctx context.Context, shop huike.ShopID, number string) (int64, error) {
	id, found, err := store.One(ctx, a.db, queries.Get("found"), store.Args{"shop": shop, "number": number}, func(r *store.Rows) (id int64, err error) {
		return id, r.Scan(&id)
	})
	if err == nil && !found {
		err = huike.Errorf(huike.NotFound, "assortment.product", "there is no product %q; huike products matrix lists those that sold", number)
	}
	return id, err
}
