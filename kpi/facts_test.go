package kpi_test

import (
	"io"
	"testing"
	"time"

	"huike"
	"huike/store"
)

// firstOrder is the number of the first order that ordertest puts.
const firstOrder = 1_000_000_001

func date(s string) time.Time { return huike.MustDay(s).Time(time.UTC) }

// load puts rows straight into a table.
func load(t *testing.T, db store.DB, table string, columns []string, rows [][]any) {
	t.Helper()
	err := db.Write(t.Context(), func(tx store.Tx) error {
		i := -1
		_, err := tx.Load(t.Context(), table, columns, func() ([]any, error) {
			if i++; i == len(rows) {
				return nil, io.EOF
			}
			return rows[i], nil
		})
		return err
	})
	if err != nil {
		t.Fatalf("rows of %s for the test cannot be stored: %v", table, err)
	}
}

// putSource says where the buyers of orders came from.
func putSource(t *testing.T, db store.DB, rows [][4]any) { // customer, order, source, group
	t.Helper()
	var all [][]any
	for _, r := range rows {
		all = append(all, []any{r[0], r[1], int64(1), r[2], r[3], date("2024-01-01"), int64(0)})
	}
	load(t, db, "order_detail", []string{"customer_id", "order_id", "shop_id", "source", "source_group", "arrived_at", "batch_id"}, all)
}

// aTraffic is a day's visitors of a source.
type aTraffic struct {
	shop          int64
	day           string
	source, group string
	visitors      int64
	cost          int64 // minor units
}

func putTraffic(t *testing.T, db store.DB, rows []aTraffic) {
	t.Helper()
	var all [][]any
	for _, r := range rows {
		all = append(all, []any{max(r.shop, 1), date(r.day), r.source, r.group, r.visitors, r.cost, date(r.day), int64(0)})
	}
	load(t, db, "traffic", []string{"shop_id", "local_day", "source", "source_group", "visitors", "cost_minor", "arrived_at", "batch_id"}, all)
}

// aChat is a chat of a customer (negative: a visitor) with an agent.
type aChat struct {
	customer int64
	day      string
	agent    string
}

func putChats(t *testing.T, db store.DB, rows []aChat) {
	t.Helper()
	var all [][]any
	for i, r := range rows {
		all = append(all, []any{r.customer, int64(i + 1), int64(1), "c", r.agent, date(r.day), date(r.day), int64(10), int64(1), int64(1), false, date(r.day), int64(0)})
	}
	load(t, db, "chat", []string{"customer_id", "chat_id", "shop_id", "source_no", "agent", "started_at", "local_day", "local_hour", "questions", "answers", "bargained", "arrived_at", "batch_id"}, all)
}

func putViews(t *testing.T, db store.DB, rows []aChat) {
	t.Helper()
	var all [][]any
	for i, r := range rows {
		all = append(all, []any{r.customer, int64(i + 1), int64(1), "view", "e", date(r.day), date(r.day), int64(10), date(r.day), int64(0)})
	}
	load(t, db, "event", []string{"customer_id", "event_id", "shop_id", "kind", "source_no", "occurred_at", "local_day", "local_hour", "arrived_at", "batch_id"}, all)
}

func putReviews(t *testing.T, db store.DB, scores map[string][]int64) {
	t.Helper()
	var all [][]any
	for day, list := range scores {
		for _, score := range list {
			all = append(all, []any{int64(1), int64(len(all) + 1), int64(1), "r", score, false, date(day), date(day), date(day), int64(0)})
		}
	}
	load(t, db, "review", []string{"customer_id", "review_id", "shop_id", "source_no", "score", "has_photo", "reviewed_at", "local_day", "arrived_at", "batch_id"}, all)
}

func putIndustry(t *testing.T, db store.DB, rows [][5]any) { // measure, period, start, value, quartile spread
	t.Helper()
	var all [][]any
	for _, r := range rows {
		value := r[3].(float64)
		spread := r[4].(float64)
		all = append(all, []any{"tea", r[0], r[1], date(r[2].(string)), value, value - spread, value + spread, "the association", date("2024-07-01"), date("2024-07-01"), int64(0)})
	}
	load(t, db, "benchmark", []string{"series", "measure", "period", "start_day", "value", "low", "high", "origin", "noted_on", "arrived_at", "batch_id"}, all)
}

func putCategory(t *testing.T, db store.DB) {
	t.Helper()
	q := store.Compiled("kpitest/category", "UPDATE product SET category = CASE WHEN strpos(external_no, 'p') > 0 THEN substr(external_no, 1, strpos(external_no, 'p') - 1) ELSE external_no END")
	err := db.Write(t.Context(), func(tx store.Tx) error {
		_, err := tx.Exec(t.Context(), q, nil)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
