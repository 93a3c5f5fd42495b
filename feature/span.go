package feature

import (
	"context"
	"math"

	"huike"
	"huike/store"
)

// Span is the customers of the numbers above one and up to another.
type Span struct{ Above, Until huike.CustomerID }

// Everybody is all customers.
var Everybody = Span{0, math.MaxInt64}

// Args are the values of @customers_above and @customers_until.
func (s Span) Args() store.Args {
	return store.Args{"customers_above": s.Above, "customers_until": s.Until}
}

// spanSize is how many customers are worked on at once by statements that hold
// much of each in memory: two million take 2 to 3 GiB there.
const spanSize huike.CustomerID = 2_000_000

// Spans parts all customers into spans, at least one.
func Spans(ctx context.Context, r store.Reader) ([]Span, error) {
	last, _, err := store.One(ctx, r, queries.Get("last_customer"), nil, func(r *store.Rows) (id huike.CustomerID, err error) { return id, r.Scan(&id) })
	if err != nil || last <= spanSize {
		return []Span{Everybody}, err
	}
	var spans []Span
	for above := huike.CustomerID(0); above < last; above += spanSize {
		spans = append(spans, Span{above, above + spanSize})
	}
	return spans, nil
}
