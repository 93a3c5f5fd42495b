package feature

import (
	"context"
	"maps"
	"slices"
	"strings"

	"huike"
	"huike/store"
)

// Filter chooses customers of a snapshot and their order. The zero value is the
// first fifty of all.
type Filter struct {
	Stages  []huike.Stage // empty: any
	Ladders []Ladder      // empty: any
	R, F, M int           // scores; 0: any
	Among   *Question     // nil: everybody
	Sort    string        // one of Sorts, with "-" before it for largest first; "" is "-net"
	Limit   int           // 0: 50; at most 1000
	Offset  int
}

// Question is a question of a higher room that gives a column customer_id, such
// as the members of a segment. Its parameters must not be called like those of
// the list: snapshot, stages, ladders, r, f, m, sort, limit, offset.
type Question struct {
	Query store.Query
	Args  store.Args
}

// Sorts lists what customers can be ordered by.
var Sorts = []string{"customer", "last_day", "first_day", "recency_days", "occasions", "orders", "gross", "net", "mean_order", "gap_days"}

const (
	usualPage = 50
	mostPage  = 1000
)

// List returns one page of the customers of a published snapshot and how many
// there are over all pages. An unknown order is an error of kind Invalid.
func (f *Features) List(ctx context.Context, snapshot int64, w Filter) ([]Row, int64, error) {
	sort, largestFirst := strings.CutPrefix(w.Sort, "-")
	if w.Sort == "" {
		sort, largestFirst = "net", true
	}
	if !slices.Contains(Sorts, sort) {
		return nil, 0, huike.Errorf(huike.Invalid, "feature.sort", "customers cannot be ordered by %q; choose one of %s", sort, strings.Join(Sorts, ", "))
	}
	among, args := w.among(snapshot)
	total, _, err := store.One(ctx, f.db, queries.Get("list_total").With("candidate", among), args, func(r *store.Rows) (n int64, err error) {
		return n, r.Scan(&n)
	})
	if err != nil {
		return nil, 0, err
	}
	args["sort"], args["direction"], args["limit"], args["offset"] = sort, 1, w.limit(), max(w.Offset, 0)
	if largestFirst {
		args["direction"] = -1
	}
	rows, err := store.All(ctx, f.db, queries.Get("list").With("candidate", among), args, scanRow)
	return rows, total, err
}

func (w Filter) limit() int {
	if w.Limit <= 0 {
		return usualPage
	}
	return min(w.Limit, mostPage)
}

func (w Filter) among(snapshot int64) (store.Query, store.Args) {
	args := store.Args{"snapshot": snapshot, "any_stage": len(w.Stages) == 0, "stages": w.Stages,
		"any_ladder": len(w.Ladders) == 0, "ladders": w.Ladders, "r": w.R, "f": w.F, "m": w.M}
	if w.Among == nil {
		return queries.Get("everybody"), args
	}
	maps.Copy(args, w.Among.Args)
	return w.Among.Query, args
}
