package feature

import (
	"cmp"
	"context"

	"huike"
	"huike/store"
)

// chains is how many chains of occasions stay: the newest, and the one before
// for those who are reading it.
const chains = 2

// OccasionQuery gives the purchase occasions (a customer and a local day with a
// purchase) of a shop, of all shops for 0, as known on a day: customer_id,
// local_day, ordinal from 1, first_day, before_day, next_day, orders,
// gross_minor. Its parameters are @shop, @as_of and @chain, a number from
// [Features.OverOccasions].
func OccasionQuery() store.Query { return queries.Get("occasions") }

// OverOccasions calls ask with the number of a chain of all occasions that the
// facts still have. The chain is made when the facts changed since the last one.
// ask is called again, up to three times in all, when its chain was dropped
// meanwhile: it must set what it returns, not add to it.
func (f *Features) OverOccasions(ctx context.Context, ask func(chain int64) error) error {
	for range 3 {
		chain, err := f.chained(ctx)
		if err != nil {
			return err
		}
		asked := ask(chain)
		held, _, err := store.One(ctx, f.db, queries.Get("occasions_held"), store.Args{"chain": chain}, func(r *store.Rows) (b bool, err error) { return b, r.Scan(&b) })
		if asked != nil || err != nil || held {
			return cmp.Or(asked, err)
		}
	}
	return huike.Errorf(huike.Unavailable, "feature.occasions", "orders are coming in faster than they can be counted; ask again in a moment")
}

// chained returns the chain of the present facts and makes it when there is
// none. Several callers make it once: the others wait.
func (f *Features) chained(ctx context.Context) (int64, error) {
	if chain, _, found, err := f.chain(ctx); err != nil || found {
		return chain, err
	}
	release, err := f.wait(ctx, "occasions")
	if err != nil {
		return 0, err
	}
	defer release()
	// Read before the facts, so that facts that come meanwhile make it stale.
	chain, version, found, err := f.chain(ctx)
	if err != nil || found {
		return chain, err
	}
	err = f.db.Write(ctx, func(tx store.Tx) (err error) {
		chain, err = makeChain(ctx, tx, version)
		return err
	})
	return chain, err
}

func (f *Features) chain(ctx context.Context) (chain, version int64, found bool, err error) {
	if version, err = f.orders.Version(ctx); err != nil {
		return 0, 0, false, err
	}
	args := store.Args{"order_version": version}
	chain, found, err = store.One(ctx, f.db, queries.Get("occasions_published"), args, func(r *store.Rows) (id int64, err error) { return id, r.Scan(&id) })
	return chain, version, found, err
}

func makeChain(ctx context.Context, tx store.Tx, version int64) (chain int64, err error) {
	if chain, err = store.Reserve(ctx, tx, "occasion_chain", 1); err != nil {
		return 0, err
	}
	for _, q := range []string{"occasions_drop", "occasions_drop_unsettled", "occasions_drop_chain"} {
		if _, err := tx.Exec(ctx, queries.Get(q), store.Args{"chain": chain - chains + 1}); err != nil {
			return 0, err
		}
	}
	spans, err := Spans(ctx, tx)
	if err != nil {
		return 0, err
	}
	for _, span := range spans {
		args := span.Args()
		args["chain"] = chain
		if _, err := tx.Exec(ctx, queries.Get("occasions_add"), args); err != nil {
			return 0, err
		}
	}
	if _, err := tx.Exec(ctx, queries.Get("occasions_unsettled"), store.Args{"chain": chain}); err != nil {
		return 0, err
	}
	_, err = tx.Exec(ctx, queries.Get("occasions_publish"), store.Args{"chain": chain, "order_version": version})
	return chain, err
}
