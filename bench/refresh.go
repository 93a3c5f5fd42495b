package main

import (
	"context"
	"fmt"
	"time"

	"huike"
	"huike/feature"
	"huike/store"
)

// lastDay is the last day of the file's orders.
var lastDay = huike.MustDay("2024-12-30")

// bare is the least that a refresh could be: one aggregate of everything that
// each customer bought, read and not kept.
var bare = store.Compiled("bench/aggregate", `
SELECT count(*), CAST(sum(lines) AS bigint), CAST(sum(amount_minor) AS bigint), min(first_day), max(last_day)
FROM (SELECT purchase.customer_id, count(*) AS lines, min(purchase.local_day) AS first_day, max(purchase.local_day) AS last_day,
             CAST(sum(purchase_line.quantity) AS bigint) AS quantity, CAST(sum(purchase_line.amount_minor) AS bigint) AS amount_minor
      FROM purchase
      JOIN purchase_line ON purchase_line.customer_id = purchase.customer_id AND purchase_line.order_id = purchase.order_id
      WHERE purchase.customer_id > 0 AND purchase.local_day <= CAST(@as_of AS date)
      GROUP BY purchase.customer_id) AS customers`)

// measureRefresh holds a fresh snapshot of every customer's features, stage and
// scores against the bare aggregate on the same day, run in turns.
func measureRefresh(ctx context.Context, s settings) error {
	db, err := openShop(ctx, s.database())
	if err != nil {
		return err
	}
	defer db.Close()
	if err := forget(ctx, db); err != nil {
		return err
	}
	features := feature.New(db)
	var ours, theirs []cost
	for n := range s.runs + 1 {
		day := lastDay.Add(-n)
		aggregate, err := timed(func() error { return aggregate(ctx, db, day) })
		if err != nil {
			return err
		}
		refresh, err := timed(func() error {
			_, err := features.Ensure(ctx, feature.Scope{AsOf: day}, time.Now())
			return err
		})
		if err != nil {
			return err
		}
		if n > 0 { // the first round warms the cache
			ours, theirs = append(ours, refresh), append(theirs, aggregate)
		}
	}
	mine, bare := median(ours), median(theirs)
	fmt.Printf("| features of %d customers | %.2f s | bare aggregate %.2f s | %.2f | processor %.2f s and %.2f s: %.2f |\n",
		s.customers, mine.wall.Seconds(), bare.wall.Seconds(), mine.wall.Seconds()/bare.wall.Seconds(),
		mine.processor.Seconds(), bare.processor.Seconds(), mine.processor.Seconds()/bare.processor.Seconds())
	return nil
}

func aggregate(ctx context.Context, db store.Reader, day huike.Day) error {
	_, _, err := store.One(ctx, db, bare, store.Args{"as_of": day}, func(r *store.Rows) (n int64, err error) {
		var lines, amount int64
		var first, last huike.Day
		return n, r.Scan(&n, &lines, &amount, &first, &last)
	})
	return err
}

// derived are the tables of what is worked out from the facts.
var derived = []string{"feature", "feature_snapshot", "occasion", "occasion_unsettled", "occasion_chain", "habit", "habit_snapshot", "consumption_member", "consumption_period", "dormancy", "dormancy_cause",
	"dormancy_run", "product_snapshot", "product_role", "product_basket", "product_pair", "model", "score", "kpi_kept"}

// forget drops what earlier measurements worked out, so that each begins alike.
func forget(ctx context.Context, db store.DB) error {
	err := db.Write(ctx, func(tx store.Tx) error {
		for _, table := range derived {
			if _, err := tx.Exec(ctx, store.Compiled("bench/forget", "DELETE FROM "+table), nil); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return db.Checkpoint(ctx)
}
