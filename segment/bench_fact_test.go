package segment

import (
	"fmt"
	"testing"

	"huike/store"
)

// Behaviour and talk of a million customers, in the order of the days as imports
// bring them: ten million events of 700 days, half a million chats, reviews and
// refunds, what is known of every parcel, and an age.
var manyFacts = []store.Query{
	store.Compiled("events", `
INSERT INTO event (customer_id, event_id, shop_id, kind, source_no, session_no, product_id, source, occurred_at, local_day, local_hour, arrived_at, batch_id)
SELECT 1 + n * 7919 % 1000000, n, 1, ['visit', 'view', 'view', 'search', 'cart', 'share'][1 + CAST(n % 6 AS integer)], '', 's' || CAST(n % 4000000 AS varchar), 1 + n % 2000, 'a',
  TIMESTAMPTZ '2024-01-01 00:00:00+00', DATE '2022-08-01' + CAST(n * 700 // 10000000 AS integer), n % 24, TIMESTAMPTZ '2024-01-01 00:00:00+00', 0
FROM range(1, 10000001) AS events(n)`),
	store.Compiled("chats", `
INSERT INTO chat (customer_id, chat_id, shop_id, source_no, agent, started_at, local_day, local_hour, questions, answers, bargained, arrived_at, batch_id)
SELECT 1 + n * 7919 % 1000000, n, 1, '', 'a', TIMESTAMPTZ '2024-01-01 00:00:00+00', DATE '2022-08-01' + CAST(n * 700 // 500000 AS integer), 1, 1, 1, n % 3 = 0, TIMESTAMPTZ '2024-01-01 00:00:00+00', 0
FROM range(1, 500001) AS chats(n)`),
	store.Compiled("reviews", `
INSERT INTO review (customer_id, review_id, shop_id, source_no, score, has_photo, reviewed_at, local_day, arrived_at, batch_id)
SELECT 1 + n * 7919 % 1000000, n, 1, '', 1 + n % 5, false, TIMESTAMPTZ '2024-01-01 00:00:00+00', DATE '2022-08-01' + CAST(n * 700 // 500000 AS integer), TIMESTAMPTZ '2024-01-01 00:00:00+00', 0
FROM range(1, 500001) AS reviews(n)`),
	store.Compiled("refunds", `
INSERT INTO refund (customer_id, refund_id, shop_id, external_no, refunded_at, local_day, amount_minor, kind, arrived_at, batch_id)
SELECT 1 + n * 7919 % 1000000, n, 1, '', TIMESTAMPTZ '2024-01-01 00:00:00+00', DATE '2022-08-01' + CAST(n * 700 // 500000 AS integer), 1, ['refund', 'return'][1 + CAST(n % 2 AS integer)], TIMESTAMPTZ '2024-01-01 00:00:00+00', 0
FROM range(1, 500001) AS refunds(n)`),
	store.Compiled("parcels", `
INSERT INTO order_detail (customer_id, order_id, shop_id, source, source_group, delivered_day, arrived_at, batch_id)
SELECT customer_id, order_id, 1, 'a', 'search', local_day + 3, TIMESTAMPTZ '2024-01-01 00:00:00+00', 0 FROM orders`),
	store.Compiled("traits", `
INSERT INTO trait (customer_id, name, since, number_value, source, arrived_at, batch_id)
SELECT n, 'age', DATE '2022-08-01', 18 + n % 60, 'import', TIMESTAMPTZ '2024-01-01 00:00:00+00', 0 FROM range(1, 1000001) AS people(n)`),
}

// BenchmarkMillionFacts measures the conditions over facts in a shop of a million
// customers, on DuckDB with two threads.
func BenchmarkMillionFacts(b *testing.B) {
	s := fill(b, 1_000_000)
	err := s.db.Write(b.Context(), func(tx store.Tx) error {
		for _, q := range manyFacts {
			if _, err := tx.Exec(b.Context(), q, nil); err != nil {
				return fmt.Errorf("%s: %w", q.Name, err)
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	for name, rule := range map[string]string{
		"was":       `{"was":{"day":"2024-05-31","field":"stage","op":"eq","value":"active"}}`,
		"did":       `{"did":{"kinds":["view","cart"],"days":30,"min_times":2}}`,
		"chatted":   `{"chatted":{"days":30,"bargained":true}}`,
		"reviewed":  `{"reviewed":{"max_score":2,"days":90}}`,
		"refunded":  `{"refunded":{"kinds":["return"],"days":90}}`,
		"told":      `{"told":{"name":"age","op":"ge","value":30}}`,
		"came_from": `{"came_from":{"groups":["search"]}}`,
	} {
		b.Run(name, func(b *testing.B) { previews(s, b, func(int) string { return rule }) })
	}
	for _, state := range states {
		b.Run(state, func(b *testing.B) {
			previews(s, b, func(int) string { return fmt.Sprintf(`{"state":{"in":[%q],"days":30}}`, state) })
		})
	}
}
