package lifecycle_test

import (
	"io"
	"testing"
	"time"

	"huike"
	"huike/lifecycle"
	"huike/order/ordertest"
	"huike/store"
	"huike/store/storetest"
)

// load puts rows straight into a table.
func load(t *testing.T, db store.DB, table string, columns []string, rows ...[]any) {
	t.Helper()
	err := db.Write(t.Context(), func(tx store.Tx) error {
		i := 0
		_, err := tx.Load(t.Context(), table, columns, func() ([]any, error) {
			if i == len(rows) {
				return nil, io.EOF
			}
			i++
			return rows[i-1], nil
		})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

var noon = time.Date(2024, 5, 1, 12, 0, 0, 0, time.UTC)

func review(customer int64, on string, score int64) []any {
	return []any{customer, customer, int64(1), "r", score, false, noon, on, noon, int64(0)}
}

func view(customer, no int64, on string) []any {
	return []any{customer, no, int64(1), "view", "e", noon, on, int64(12), noon, int64(0)}
}

func chat(customer int64, on string, bargained bool, score any) []any {
	return []any{customer, customer, int64(1), "c", "agent", noon, on, int64(12), int64(3), int64(3), bargained, score, noon, int64(0)}
}

func sent(customer int64, when time.Time) []any {
	return []any{customer, customer, int64(1), int64(1), "email", "marketing", "lost", int64(0), int64(2), int64(1), when, when, "", "", int64(0)}
}

// apart is a shop in which each customer, silent since 2024-03-01, shows one cause.
func apart(t *testing.T, db store.DB) {
	var orders []ordertest.Order
	for c := range int64(10) {
		o := one(c+1, day("2024-03-01"), "tea", 1)
		o.Gross = float64(100 - 10*c)
		orders = append(orders, o)
	}
	orders[0].Refund, orders[0].RefundDay = 5, "2024-03-09"
	orders = append(orders, one(5, day("2024-01-01"), "milk", 1), one(5, day("2024-02-01"), "rice", 1))
	ordertest.Put(t, db, orders)
	describe(t, db, "tea", "", "A")
	describe(t, db, "milk", "", "B")
	describe(t, db, "rice", "", "C")
	load(t, db, "review", []string{"customer_id", "review_id", "shop_id", "source_no", "score", "has_photo", "reviewed_at", "local_day", "arrived_at", "batch_id"},
		review(2, "2024-03-05", 2), review(3, "2024-02-05", 1), review(4, "2024-03-05", 5))
	load(t, db, "event", []string{"customer_id", "event_id", "shop_id", "kind", "source_no", "occurred_at", "local_day", "local_hour", "arrived_at", "batch_id"},
		view(3, 1, "2024-04-01"), view(3, 2, "2024-04-02"), view(3, 3, "2024-04-03"), view(6, 4, "2024-04-01"), view(6, 5, "2024-07-20"), view(6, 6, "2024-07-21"))
	load(t, db, "chat", []string{"customer_id", "chat_id", "shop_id", "source_no", "agent", "started_at", "local_day", "local_hour", "questions", "answers",
		"bargained", "score", "arrived_at", "batch_id"}, chat(4, "2024-04-01", true, nil), chat(7, "2024-04-01", false, int64(1)), chat(8, "2024-04-01", false, int64(5)))
	load(t, db, "order_detail", []string{"customer_id", "order_id", "shop_id", "source_group", "arrived_at", "batch_id"},
		[]any{int64(6), orderOf(t, db, 6), int64(1), "search", noon, int64(0)}, []any{int64(8), orderOf(t, db, 8), int64(1), "direct", noon, int64(0)})
	load(t, db, "message", []string{"customer_id", "message_id", "campaign_id", "arm_no", "channel", "purpose", "stage", "bucket", "state", "attempts",
		"planned_at", "done_at", "claim", "code", "cost_minor"}, sent(9, noon), sent(10, noon.AddDate(0, -3, 0)))
	load(t, db, "message_event", []string{"customer_id", "event_id", "message_id", "campaign_id", "kind", "url", "occurred_at"},
		[]any{int64(5), "e", int64(1), int64(1), "click", "", noon.AddDate(0, -3, 0)})
	set(t, db, lifecycle.Setting{Level: lifecycle.LevelShop, PeriodDays: ptr(20.)})
}

func orderOf(t *testing.T, db store.DB, customer int64) int64 {
	t.Helper()
	id, _, err := store.One(t.Context(), db, store.Compiled("test/order", `SELECT max(order_id) FROM orders WHERE customer_id = CAST(@customer AS bigint)`),
		store.Args{"customer": customer}, func(r *store.Rows) (id int64, err error) { return id, r.Scan(&id) })
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// Five causes, each with what shows it; facts before the last purchase or after
// the day say nothing.
func TestS3_10_FiveCauses(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		apart(t, db)
		have := stateOf(t, db, scope("2024-06-30"))
		f := func(customer huike.CustomerID, cause lifecycle.Cause, evidence, on string, count int64) {
			t.Helper()
			s := have[customer]
			if s.State != lifecycle.Dormant1 || s.Cause != cause || s.Evidence != (lifecycle.Evidence{Kind: evidence, Day: day(on), Count: count}) {
				t.Errorf("customer %d: %s, %s by %+v", customer, s.State, s.Cause, s.Evidence)
			}
			if s.WhyAway().Sentence() == "" {
				t.Errorf("customer %d has no sentence for %s", customer, evidence)
			}
		}
		f(1, lifecycle.Dissatisfied, "refund", "2024-03-09", 1)
		f(2, lifecycle.Dissatisfied, "review", "2024-03-05", 1)
		f(3, lifecycle.Alternatives, "looked", "2024-04-03", 3)
		f(4, lifecycle.Alternatives, "bargained", "2024-04-01", 1)
		f(5, lifecycle.WeakLoyalty, "brands", "2024-03-01", 3)
		f(6, lifecycle.Platform, "search", "2024-03-01", 1)
		f(7, lifecycle.Dissatisfied, "chat", "2024-04-01", 1)
		f(8, lifecycle.NoCause, "none", "2024-03-01", 0)
		f(9, lifecycle.NoCause, "none", "2024-03-01", 0)
		f(10, lifecycle.NoFollowUp, "silence", "2024-03-01", 0)
	}, lifecycle.Schema)
}

// By lifetime money the ten fall into fifths of two; the middle fifth is high
// when it has clicked.
func TestS3_09_Quality(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		apart(t, db)
		have := stateOf(t, db, scope("2024-06-30"))
		f := func(customer huike.CustomerID, q lifecycle.Quality, money int, responded bool) {
			t.Helper()
			if s := have[customer]; s.Quality != q || s.Money != money || s.Responded != responded {
				t.Errorf("customer %d is %s with money %d, responded %v", customer, s.Quality, s.Money, s.Responded)
			}
		}
		// Net: 1 → 95, 2 → 90, 3 → 80, 4 → 70, 5 → 60+20, 6 → 50, 7 → 40, 8 → 30, 9 → 20, 10 → 10. Worse than 80: six of ten.
		f(1, lifecycle.High, 5, false)
		f(2, lifecycle.High, 5, false)
		f(3, lifecycle.High, 4, false)
		f(5, lifecycle.High, 4, true)
		f(4, lifecycle.Low, 3, false)
		f(6, lifecycle.Low, 3, false)
		f(10, lifecycle.Low, 1, false)
		r, err := open(db).Resting(t.Context(), scope("2024-06-30"), at)
		if err != nil || r.QualityOf(lifecycle.High) != 4 || r.QualityOf(lifecycle.Low) != 6 || r.Dormant() != 10 {
			t.Errorf("%d high and %d low of %d, %v", r.QualityOf(lifecycle.High), r.QualityOf(lifecycle.Low), r.Dormant(), err)
		}
		change(t, db, `INSERT INTO message_event (customer_id, event_id, message_id, campaign_id, kind, url, occurred_at)
			VALUES (4, 'x', 1, 1, 'click', '', CAST('2024-05-01 00:00:00+00' AS timestamptz))`, nil)
		set(t, db, lifecycle.Setting{Level: lifecycle.LevelShop, PeriodDays: ptr(19.)})
		if s := stateOf(t, db, scope("2024-06-30"))[4]; s.Quality != lifecycle.High || !s.Responded {
			t.Errorf("who clicked is %+v", s)
		}
	}, lifecycle.Schema)
}

// Registered two years ago and never bought.
func TestS3_08_NeverBought(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		ordertest.Put(t, db, []ordertest.Order{one(1, day("2022-01-01"), "tea", 1), one(5, day("2024-07-09"), "tea", 1)})
		enroll(t, db, day("2022-06-30").Time(time.UTC), 1, 2, 5)
		enroll(t, db, day("2022-07-02").Time(time.UTC), 3, 4)
		load(t, db, "trait", []string{"customer_id", "name", "since", "source", "arrived_at", "batch_id"}, []any{int64(4), "registered", "2013-01-01", "import", noon, int64(0)})
		r, err := open(db).Resting(t.Context(), scope("2024-06-30"), at)
		if err != nil || r.States[lifecycle.NeverBought] != 3 || r.States[lifecycle.Dormant2] != 1 || r.Known() != 1 {
			t.Errorf("%v, %v", r.States, err)
		}
		have := stateOf(t, db, scope("2024-06-30"))
		for _, c := range []huike.CustomerID{2, 4, 5} {
			if s := have[c]; s.State != lifecycle.NeverBought || s.Reason(day("2024-06-30")).Sentence() == "" {
				t.Errorf("customer %d is %+v", c, s)
			}
		}
	}, lifecycle.Schema)
}

// The dormant share, today and on past days; today's share of the trend is that
// of the board.
func TestS3_01_ShareAndTrend(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		var orders []ordertest.Order
		for c := range int64(40) {
			for k := range 1 + c%4 {
				orders = append(orders, one(c+1, day("2023-11-01").Add(int(c)*4+int(k)*(20+int(c))), []string{"tea", "milk", "coat"}[(c+k)%3], 1+k%2))
			}
		}
		ordertest.Put(t, db, orders)
		describe(t, db, "coat", "women", "")
		fashion := lifecycle.ClassFashion
		set(t, db, lifecycle.Setting{Level: lifecycle.LevelCategory, Name: "women", Class: &fashion})
		s := scope("2024-06-30")
		r, err := open(db).Resting(t.Context(), s, at)
		if err != nil || r.Share() == nil || *r.Share() <= 0 || *r.Share() >= 1 {
			t.Fatalf("%v, %v", r.States, err)
		}
		trend, err := open(db).Trend(t.Context(), s, 12, at)
		if err != nil || len(trend) != 8 || trend[0].Day != day("2023-11-30") || trend[7].Day != s.AsOf {
			t.Fatalf("%v, %v", trend, err)
		}
		last := trend[len(trend)-1]
		if last.Base != r.Known() || last.Dormant != r.Dormant() {
			t.Errorf("the trend ends in %d of %d, the board says %d of %d", last.Dormant, last.Base, r.Dormant(), r.Known())
		}
	}, lifecycle.Schema)
}
