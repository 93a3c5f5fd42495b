package segment

import (
	"fmt"
	"slices"
	"syscall"
	"testing"
	"time"

	"huike/store"
	"huike/store/open"
)

// million fills one snapshot with a million customers by arithmetic, and a
// second one so that a preview has rows to leave out.
var million = store.Compiled("million", `
INSERT INTO feature (customer_id, snapshot_id, first_day, second_day, last_day, recency_days, tenure_days, occasions, orders, quantity,
  gross_minor, refund_minor, net_minor, discount_minor, mean_order_minor, occasions_window, net_window_minor, gap_days,
  stage, stage_since, ladder, r_score, f_score, m_score, province, city)
SELECT c, s, DATE '2022-01-01' + CAST(c * 7919 % 500 AS integer), NULL, DATE '2024-06-30' - CAST(c * 104729 % 700 AS integer), c * 104729 % 700, c * 7919 % 900,
  1 + c * 31 % 9, 1 + c * 37 % 12, 1 + c * 41 % 50, c * 6151 % 900000, c * 17 % 5000, c * 6151 % 890000, c * 13 % 3000, c * 6151 % 90000,
  c * 31 % 5, c * 6151 % 300000, CASE WHEN c % 3 = 0 THEN NULL ELSE c * 53 % 200 END,
  ['after_sale', 'active', 'silent', 'sleeping', 'lost', 'dead'][1 + CAST(c * 104729 % 6 AS integer)], DATE '2024-01-01',
  ['new', 'regular', 'fans', 'holding', 'lapsed'][1 + CAST(c * 31 % 5 AS integer)], 1 + c * 61 % 5, 1 + c * 67 % 5, 1 + c * 71 % 5,
  'province ' || CAST(c * 73 % 31 AS varchar), 'city ' || CAST(c * 79 % 340 AS varchar)
FROM range(CAST(@snapshot AS bigint), CAST(@snapshot AS bigint) + 1) AS snapshots(s), range(1, CAST(@customers AS bigint) + 1) AS customers(c)`)

var published = store.Compiled("published", `
INSERT INTO feature_snapshot (snapshot_id, shop_id, as_of, definition, order_version, currency, customers, published_at)
VALUES (@snapshot, 0, DATE '2024-06-30', 1, 1, 'CNY', @customers, TIMESTAMPTZ '2024-07-01 00:00:00+00')`)

// Sales of a million customers, three orders of two lines each.
var (
	manyOrders = store.Compiled("orders", `
INSERT INTO orders (customer_id, order_id, shop_id, external_no, status, status_rank, ordered_at, paid_at, local_day, local_hour,
  gross_minor, discount_minor, postage_minor, line_count, quantity, arrived_at, batch_id)
SELECT 1 + n % CAST(@customers AS bigint), n, 1, '', 'paid', 1, TIMESTAMPTZ '2024-01-01 00:00:00+00', TIMESTAMPTZ '2024-01-01 00:00:00+00',
  DATE '2024-06-30' - CAST(n * 104729 % 700 AS integer), 12, n * 6151 % 90000, 0, 0, 2, 2, TIMESTAMPTZ '2024-01-01 00:00:00+00', 0
FROM range(1, 3 * CAST(@customers AS bigint) + 1) AS orders(n)`)
	manyLines = store.Compiled("lines", `
INSERT INTO order_line (customer_id, order_id, line_no, shop_id, product_id, local_day, quantity, amount_minor, batch_id)
SELECT o.customer_id, o.order_id, l, 1, 1 + (o.order_id * 7 + l) % 2000, o.local_day, 1, 100, 0 FROM orders AS o, range(1, 3) AS lines(l)`)
	manyProducts = store.Compiled("products", `
INSERT INTO product (product_id, shop_id, external_no, title, category, arrived_at, batch_id)
SELECT p, 1, 'P' || CAST(p AS varchar), 'tea ' || CAST(p AS varchar), 'c' || CAST(p % 20 AS varchar), TIMESTAMPTZ '2024-01-01 00:00:00+00', 0 FROM range(1, 2001) AS products(p)`)
)

func fill(b *testing.B, customers int) *Segments {
	b.Helper()
	db, err := open.DB(b.Context(), "duckdb:"+b.TempDir()+"/bench.duckdb", open.Options{MemoryLimit: "1GiB", Threads: 2})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = db.Close() })
	if err := store.Migrate(b.Context(), db, time.Unix(0, 0), Schema); err != nil {
		b.Fatal(err)
	}
	err = db.Write(b.Context(), func(tx store.Tx) error {
		if _, err := store.Reserve(b.Context(), tx, "feature_snapshot", 2); err != nil {
			return err
		}
		for _, snapshot := range []int{1, 2} {
			args := store.Args{"snapshot": snapshot, "customers": customers}
			if _, err := tx.Exec(b.Context(), million, args); err != nil {
				return err
			}
			if _, err := tx.Exec(b.Context(), published, args); err != nil {
				return err
			}
		}
		if _, err := tx.Exec(b.Context(), manyOrders, store.Args{"customers": customers}); err != nil {
			return err
		}
		for _, q := range []store.Query{manyLines, manyProducts} {
			if _, err := tx.Exec(b.Context(), q, nil); err != nil {
				return err
			}
		}
		return nil
	})
	if err == nil {
		err = db.Checkpoint(b.Context())
	}
	if err != nil {
		b.Fatal(err)
	}
	return New(db)
}

// fiveConditions are different rules of five conditions on features.
func fiveConditions(i int) string {
	return fmt.Sprintf(`{"all":[{"field":"recency_days","op":"gt","value":%d},
{"any":[{"field":"stage","op":"in","value":["silent","sleeping","lost"]},{"field":"net","op":"ge","value":%d}]},
{"not":{"field":"gap_days","op":"le","value":%d}},{"field":"province","op":"ne","value":"province %d"}]}`, i*7%300, 100+i*31%4000, i*3%60, i%31)
}

// measure reports wall time, and the processor time of one question, which
// other work on the machine does not change.
func measure(b *testing.B, ask func(i int) error) {
	var took []time.Duration
	var before, after syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &before); err != nil {
		b.Fatal(err)
	}
	for i := 0; b.Loop(); i++ {
		start := time.Now()
		if err := ask(i); err != nil {
			b.Fatal(err)
		}
		took = append(took, time.Since(start))
	}
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &after); err != nil {
		b.Fatal(err)
	}
	cpu := time.Duration(after.Utime.Nano() + after.Stime.Nano() - before.Utime.Nano() - before.Stime.Nano())
	b.ReportMetric(float64(cpu.Microseconds())/1000/float64(len(took)), "cpu-ms/op")
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "p99-ms")
}

func previews(s *Segments, b *testing.B, rule func(i int) string) {
	measure(b, func(i int) error {
		r, err := Parse([]byte(rule(i)))
		if err != nil {
			return err
		}
		p, err := s.Preview(b.Context(), r, 2)
		if err == nil && p.Base != 1_000_000 {
			err = fmt.Errorf("a preview of %d customers", p.Base)
		}
		return err
	})
}

// BenchmarkMillion measures what a merchant waits for in a shop of a million
// customers and six million order lines, on DuckDB with two threads.
func BenchmarkMillion(b *testing.B) {
	s := fill(b, 1_000_000)
	b.Run("preview/five", func(b *testing.B) { previews(s, b, fiveConditions) })
	b.Run("preview/everybody", func(b *testing.B) { previews(s, b, func(int) string { return `{"all":[]}` }) })
	b.Run("preview/bought", func(b *testing.B) {
		previews(s, b, func(i int) string {
			return fmt.Sprintf(`{"bought":{"products":["P%d","P%d"],"days":365}}`, 1+i%2000, 1+i*7%2000)
		})
	})
	b.Run("preview/notBoughtCategory", func(b *testing.B) {
		previews(s, b, func(i int) string {
			return fmt.Sprintf(`{"not":{"bought":{"categories":["c%d"],"min_times":2}}}`, i%20)
		})
	})
	b.Run("preview/orders", func(b *testing.B) {
		previews(s, b, func(int) string {
			return `{"orders":{"from":"2023-11-01","to":"2023-11-11","min_amount":299}}`
		})
	})
	b.Run("refresh", func(b *testing.B) {
		r, err := Parse([]byte(fiveConditions(1)))
		if err != nil {
			b.Fatal(err)
		}
		g, err := s.Save(b.Context(), Draft{Name: "five", Rule: r}, time.Unix(0, 0))
		if err != nil {
			b.Fatal(err)
		}
		measure(b, func(int) error {
			_, err := s.Refresh(b.Context(), g.ID, 2, time.Unix(0, 0))
			return err
		})
	})
}
