package predict

import (
	"context"
	"fmt"

	"huike"
	"huike/store"
)

// margins is what the margin of a purchase is reckoned by.
type margins struct {
	mark  string // tells margins apart
	unset bool   // a shop has told none: what was paid counts whole where no cost is known
}

func (m *Models) margins(ctx context.Context, shop huike.ShopID) (out margins, err error) {
	_, err = store.All(ctx, m.db, queries.Get("margins"), store.Args{"shop": shop}, func(r *store.Rows) (bp int64, err error) {
		var id, costed, cost int64
		err = r.Scan(&id, &bp, &costed, &cost)
		out.mark += fmt.Sprintf(" %d:%d:%d:%d", id, bp, costed, cost)
		out.unset = out.unset || bp == 0
		return bp, err
	})
	return out, err
}
