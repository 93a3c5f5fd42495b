package main

import (
	"context"
	"fmt"
	"time"

	"huike/feature"
	"huike/store"
)

// furnishing tells the shop of the file's orders what orders alone do not: kinds
// and brands of products, five million looks, and a chat for every tenth order.
var furnishing = []string{
	`UPDATE product SET category = 'Category ' || CAST(product_id % 60 AS varchar), brand = 'Brand ' || CAST(product_id % 200 AS varchar)`,
	`INSERT INTO event (customer_id, event_id, shop_id, kind, source_no, product_id, occurred_at, local_day, local_hour, arrived_at, batch_id)
SELECT customer_id, order_id * 2 + step.n, shop_id, 'view', 'E' || CAST(order_id * 2 + step.n AS varchar), NULL, ordered_at, local_day - CAST((order_id + step.n) % 5 AS integer), local_hour, ordered_at, 0
FROM orders CROSS JOIN generate_series(0, 1) AS step(n) WHERE customer_id > 0 ORDER BY order_id LIMIT 5000000`,
	`INSERT INTO chat (customer_id, chat_id, shop_id, source_no, agent, started_at, local_day, local_hour, questions, answers, bargained, arrived_at, batch_id)
SELECT customer_id, order_id, shop_id, 'C' || CAST(order_id AS varchar), 'An', ordered_at, local_day - 1, local_hour, 2, 2, order_id % 30 = 0, ordered_at, 0
FROM orders WHERE customer_id > 0 AND order_id % 10 = 0`,
}

// furnish adds what habits are made of, once.
func furnish(ctx context.Context, db store.DB) error {
	count := store.Compiled("bench/events", "SELECT count(*) FROM event")
	n, _, err := store.One(ctx, db, count, nil, func(r *store.Rows) (n int64, err error) { return n, r.Scan(&n) })
	if err != nil || n > 0 {
		return err
	}
	err = db.Write(ctx, func(tx store.Tx) error {
		for _, text := range furnishing {
			if _, err := tx.Exec(ctx, store.Compiled("bench/furnish", text), nil); err != nil {
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

// measureHabits holds the habits of all customers against the bare aggregate of
// everything they bought on the same day, run in turns.
func measureHabits(ctx context.Context, s settings) error {
	db, err := openShop(ctx, s.database())
	if err != nil {
		return err
	}
	defer db.Close()
	if err := furnish(ctx, db); err != nil {
		return err
	}
	features := feature.New(db)
	var ours, theirs []cost
	for n := range s.runs {
		day := lastDay.Add(-n)
		if _, err := features.Ensure(ctx, feature.Scope{AsOf: day}, time.Now()); err != nil {
			return err
		}
		aggregate, err := timed(func() error { return aggregate(ctx, db, day) })
		if err != nil {
			return err
		}
		refresh, err := timed(func() error {
			_, _, err := features.EnsureHabits(ctx, feature.Scope{AsOf: day}, time.Now())
			return err
		})
		if err != nil {
			return err
		}
		ours, theirs = append(ours, refresh), append(theirs, aggregate)
	}
	mine, bare := median(ours), median(theirs)
	fmt.Printf("| habits of %d customers | %.2f s | bare aggregate %.2f s | %.2f | processor %.2f s and %.2f s: %.2f |\n",
		s.customers, mine.wall.Seconds(), bare.wall.Seconds(), mine.wall.Seconds()/bare.wall.Seconds(),
		mine.processor.Seconds(), bare.processor.Seconds(), mine.processor.Seconds()/bare.processor.Seconds())
	return nil
}
