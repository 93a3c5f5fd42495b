package message

import (
	"testing"
	"time"

	"huike"
	"huike/store"
)

const hour = time.Hour

// local reads a time of the shop's wall clock.
func local(s string) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04", s, shanghai)
	if err != nil {
		panic(err)
	}
	return t
}

var facts int64

// buy puts a paid order into the database; void is the day from which it is none, or "".
func buy(t testing.TB, db store.DB, customer huike.CustomerID, day, void string) {
	t.Helper()
	facts++
	var voided any
	if void != "" {
		voided = huike.MustDay(void)
	}
	alter(t, db, `INSERT INTO orders (customer_id, order_id, shop_id, external_no, status, status_rank, ordered_at, paid_at, local_day, local_hour, void_day,
		gross_minor, discount_minor, postage_minor, line_count, quantity, arrived_at, batch_id)
		VALUES (CAST(@c AS bigint), CAST(@n AS bigint), 1, 'x', 'paid', 1, CAST(@t AS timestamptz), CAST(@t AS timestamptz), CAST(@day AS date), 12, CAST(@void AS date), 100, 0, 0, 1, 1, CAST(@t AS timestamptz), 1)`,
		store.Args{"c": customer, "n": facts, "t": noon, "day": huike.MustDay(day), "void": voided})
}

// contact puts a message of another campaign into the ledger.
func contact(t testing.TB, db store.DB, customer huike.CustomerID, purpose string, at time.Time, state State) {
	t.Helper()
	facts++
	alter(t, db, `INSERT INTO message (customer_id, message_id, campaign_id, arm_no, channel, purpose, stage, bucket, state, attempts, planned_at, claim, done_at, code, cost_minor)
		VALUES (CAST(@c AS bigint), CAST(@n AS bigint), 1000, 1, 'email', @purpose, 'silent', 0, CAST(@state AS smallint), 0, CAST(@t AS timestamptz), '', CAST(@t AS timestamptz), '', 0)`,
		store.Args{"c": customer, "n": 1_000_000 + facts, "purpose": purpose, "t": at, "state": int(state)})
}
