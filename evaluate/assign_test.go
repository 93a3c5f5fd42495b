package evaluate_test

import (
	"context"
	"math"
	"strconv"
	"testing"
	"time"

	"huike"
	"huike/evaluate"
	"huike/order/ordertest"
	"huike/stat"
	"huike/store"
	"huike/store/storetest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

var listed = store.Compiled("test/listed", `SELECT l.customer_id, 'active' AS stratum FROM (SELECT unnest(CAST(@ids AS bigint[])) AS customer_id) AS l`)

var drawn = store.Compiled("test/drawn", `SELECT customer_id, arm_no FROM assigned WHERE experiment_id = @experiment ORDER BY customer_id ASC NULLS LAST`)

// planned is 10:00 in the shop's zone on 1 March 2024.
var planned = time.Date(2024, 3, 1, 2, 0, 0, 0, time.UTC)

func experiment(id int64, arms ...evaluate.Arm) evaluate.Experiment {
	return evaluate.Experiment{
		ID: id, Salt: "camp-2024-0618", Arms: arms, Start: huike.MustDay("2024-03-01"),
		PlannedAt: planned, PrimaryWindow: 30, CreatedAt: planned,
	}
}

func assign(t *testing.T, db store.DB, x evaluate.Experiment, ids []int64) (sizes map[int]int64, err error) {
	t.Helper()
	e := evaluate.New(db)
	err = db.Write(context.Background(), func(tx store.Tx) error {
		sizes, err = e.Assign(context.Background(), tx, x, listed, store.Args{"ids": ids})
		return err
	})
	return sizes, err
}

func oneTo(n int64) []int64 {
	ids := make([]int64, n)
	for i := range ids {
		ids[i] = int64(i) + 1
	}
	return ids
}

// SQL draws what stat.Bucket and stat.Arm say (methods 4.1), whose vectors are
// checked there.
func TestS1_57_AssignDrawsByTheSaltedHash(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		x := experiment(1, evaluate.Arm{No: 0, Name: "control", Weight: 0.1}, evaluate.Arm{No: 1, Name: "A", Weight: 0.6}, evaluate.Arm{No: 2, Name: "B", Weight: 0.3})
		sizes, err := assign(t, db, x, oneTo(10_000))
		if err != nil {
			t.Fatal(err)
		}
		want, wantSizes := map[int64]int{}, map[int]int64{}
		for _, id := range oneTo(10_000) {
			arm := stat.Arm(stat.Bucket(x.Salt, strconv.FormatInt(id, 10)), []float64{0.1, 0.6, 0.3})
			want[id], wantSizes[arm] = arm, wantSizes[arm]+1
		}
		have := map[int64]int{}
		_, err = store.All(t.Context(), db, drawn, store.Args{"experiment": x.ID}, func(r *store.Rows) (id int64, err error) {
			var arm int
			err = r.Scan(&id, &arm)
			have[id] = arm
			return id, err
		})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, have); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff(wantSizes, sizes); diff != "" {
			t.Errorf("sizes: %s", diff)
		}
	}, evaluate.Schema)
}

func TestSecondDrawIsRefused(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		x := experiment(7, evaluate.Arm{No: 0, Name: "control", Weight: 0.5}, evaluate.Arm{No: 1, Name: "A", Weight: 0.5})
		first, err := assign(t, db, x, oneTo(100))
		if err != nil {
			t.Fatal(err)
		}
		x.Salt = "another"
		if _, err := assign(t, db, x, oneTo(200)); huike.CodeOf(err) != "evaluate.drawn" || huike.KindOf(err) != huike.Conflict {
			t.Fatalf("the second draw gave %v", err)
		}
		r, err := evaluate.New(db).Report(t.Context(), evaluate.Request{Experiment: 7, AsOf: x.Start, Windows: []int{2}, Money: evaluate.Money{Currency: "CNY"}})
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range r.SampleRatio.Arms {
			if a.Customers != first[a.No] {
				t.Errorf("arm %d has %d customers after the refused draw, %d before", a.No, a.Customers, first[a.No])
			}
		}
	}, evaluate.Schema)
}

func TestDrawsOfOneCustomer(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		x := experiment(7, evaluate.Arm{No: 0, Name: "control", Weight: 0.5}, evaluate.Arm{No: 1, Name: "A", Weight: 0.5})
		control, treated := armed(x.Salt, 1, 1)
		if _, err := assign(t, db, x, append(control, treated...)); err != nil {
			t.Fatal(err)
		}
		f := func(id int64, before time.Time, want ...evaluate.Draw) {
			t.Helper()
			got, err := evaluate.New(db).Draws(t.Context(), huike.CustomerID(id), before)
			if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" || err != nil {
				t.Errorf("customer %d: %s %v", id, diff, err)
			}
		}
		f(control[0], time.Time{}, evaluate.Draw{Experiment: 7, Arm: 0, Stratum: "active", PlannedAt: planned})
		f(treated[0], time.Time{}, evaluate.Draw{Experiment: 7, Arm: 1, Stratum: "active", PlannedAt: planned})
		f(control[0], planned)
	}, evaluate.Schema)
}

// armed returns ids whose arm is known: so many of the control and of the treated.
func armed(salt string, controls, treated int) (control, arm1 []int64) {
	for id := int64(1); len(control) < controls || len(arm1) < treated; id++ {
		switch stat.Arm(stat.Bucket(salt, strconv.FormatInt(id, 10)), []float64{0.5, 0.5}) {
		case 0:
			control = append(control, id)
		default:
			arm1 = append(arm1, id)
		}
	}
	return control[:controls], arm1[:treated]
}

// tiny is a shop of four control customers and five treated ones, by hand.
func tiny(t *testing.T, db store.DB) evaluate.Experiment {
	t.Helper()
	x := experiment(3, evaluate.Arm{No: 0, Name: "control", Weight: 0.5}, evaluate.Arm{No: 1, Name: "A", Weight: 0.5})
	c, a := armed(x.Salt, 4, 5)
	ordertest.Put(t, db, []ordertest.Order{
		{Customer: a[0], Day: "2024-03-01", Hour: 12, Gross: 100, Refund: 30, RefundDay: "2024-03-06"},
		{Customer: a[0], Day: "2024-03-03", Gross: 50},
		{Customer: a[1], Day: "2024-03-01", Hour: 9, Gross: 80}, // an hour before the planned send
		{Customer: a[1], Day: "2024-03-12", Gross: 60},
		{Customer: a[2], Day: "2024-03-02", Gross: 40, Void: "2024-03-06"},
		{Customer: a[3], Day: "2024-03-02", Gross: 500, Shop: 2},
		{Customer: a[4], Day: "2024-03-02", Gross: 33, Unpaid: true},
		{Customer: a[4], Day: "2024-03-31", Gross: 20}, // the 30th day: the last one that counts
		{Customer: c[0], Day: "2024-03-02", Gross: 10},
		{Customer: c[0], Day: "2024-03-03", Gross: 0},
		{Customer: c[1], Day: "2024-04-01", Gross: 99}, // the 31st day
		{Customer: c[2], Day: "2024-02-28", Gross: 5},
		{Customer: c[3], Day: "2024-03-11", Gross: 70}, // the 10th day
		{Day: "2024-03-02", Gross: 7},
	})
	if _, err := assign(t, db, x, append(c, a...)); err != nil {
		t.Fatal(err)
	}
	return x
}

type counted struct {
	Buyers, Orders int64
	Sales          float64
}

func TestS1_57_OutcomesByHand(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		x := tiny(t, db)
		f := func(shop huike.ShopID, asOf string, want map[int][2]counted, closed map[int]bool) {
			t.Helper()
			r, err := evaluate.New(db).Report(t.Context(), evaluate.Request{
				Experiment: x.ID, Shop: shop, AsOf: huike.MustDay(asOf), Windows: []int{2, 10, 30}, Money: evaluate.Money{Currency: "CNY"},
			})
			if err != nil {
				t.Fatal(err)
			}
			have, haveClosed := map[int][2]counted{}, map[int]bool{}
			for _, w := range r.Windows {
				have[w.Days] = [2]counted{{w.Arms[0].Buyers, w.Arms[0].Orders, w.Arms[0].Sales}, {w.Arms[1].Buyers, w.Arms[1].Orders, w.Arms[1].Sales}}
				haveClosed[w.Days] = w.Closed
			}
			if diff := cmp.Diff(want, have); diff != "" {
				t.Errorf("shop %d as of %s: %s", shop, asOf, diff)
			}
			if diff := cmp.Diff(closed, haveClosed); diff != "" {
				t.Errorf("closed as of %s: %s", asOf, diff)
			}
		}
		all := map[int]bool{2: true, 10: true, 30: true}
		f(1, "2024-04-10", map[int][2]counted{
			2: {{1, 1, 10}, {1, 2, 120}}, 10: {{2, 2, 80}, {1, 2, 120}}, 30: {{2, 2, 80}, {3, 4, 200}},
		}, all)
		f(0, "2024-04-10", map[int][2]counted{
			2: {{1, 1, 10}, {2, 3, 620}}, 10: {{2, 2, 80}, {2, 3, 620}}, 30: {{2, 2, 80}, {4, 5, 700}},
		}, all)
		// Before the refund and the return of 6 March nobody knew of them.
		f(1, "2024-03-05", map[int][2]counted{
			2: {{1, 1, 10}, {2, 3, 190}}, 10: {{1, 1, 10}, {2, 3, 190}}, 30: {{1, 1, 10}, {2, 3, 190}},
		}, map[int]bool{2: true, 10: false, 30: false})
	}, evaluate.Schema)
}

// The profit of the 30 days is what the five and four amounts give by hand.
func TestS1_57_ProfitByHand(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		x := tiny(t, db)
		r, err := evaluate.New(db).Report(t.Context(), evaluate.Request{
			Experiment: x.ID, Shop: 1, AsOf: huike.MustDay("2024-04-10"), Windows: []int{30},
			Money: evaluate.Money{Currency: "CNY", Margin: 0.4, Coupon: 2, TouchCost: 0.05},
		})
		if err != nil {
			t.Fatal(err)
		}
		e := r.Windows[0].Effects[0]
		want := stat.Welch(moments(45.95, 21.95, 5.95, -.05, -.05), moments(4, 28, 0, 0), 0.95)
		near := cmp.Comparer(func(a, b float64) bool { return a-b < 1e-9 && b-a < 1e-9 })
		if diff := cmp.Diff(want, e.Profit, near); diff != "" {
			t.Error(diff)
		}
		// 73.75/5 − 32/4 = 6.75 a customer, 33.75 for the five; five touches and three coupons cost 6.25.
		got := []float64{e.Profit.Value, e.ExtraProfit.Value, e.Cost, e.Natural, e.Stimulated, e.CausedShare, e.Sales.Value}
		if diff := cmp.Diff([]float64{6.75, 33.75, 6.25, 0.5, 0.6, 1 - 0.5/0.6, 20}, got, near); diff != "" {
			t.Error(diff)
		}
		curve := map[[2]int]float64{}
		for _, p := range r.Curve {
			curve[[2]int{p.Arm, p.Day}] = p.Rate
		}
		for at, want := range map[[2]int]float64{{1, 0}: .2, {1, 10}: .2, {1, 11}: .4, {1, 30}: .6, {0, 0}: 0, {0, 1}: .25, {0, 10}: .5} {
			if curve[at] != want {
				t.Errorf("arm %d on day %d: %g, want %g", at[0], at[1], curve[at], want)
			}
		}
	}, evaluate.Schema)
}

func moments(amounts ...float64) stat.Moments {
	return stat.MomentsOf(amounts)
}

func TestReportBeforeTheDrawIsRefused(t *testing.T) {
	db := storetest.Open(t, store.DuckDB, evaluate.Schema)
	if _, err := evaluate.New(db).Report(t.Context(), evaluate.Request{Experiment: 99}); huike.KindOf(err) != huike.NotFound {
		t.Fatalf("%v", err)
	}
}

// Everybody buys at one price: nothing varies, so nothing is tested. Prices that
// differ by cents alone keep their variance.
func TestCase35_CampaignAtOnePrice(t *testing.T) {
	no := math.NaN()
	f := func(step float64, want stat.Estimate) {
		storetest.Each(t, func(t *testing.T, db store.DB) {
			x := experiment(21, evaluate.Arm{No: 0, Name: "control", Weight: 0.5}, evaluate.Arm{No: 1, Name: "A", Weight: 0.5})
			c, a := armed(x.Salt, 3, 3)
			var orders []ordertest.Order
			for _, customers := range [][]int64{c, a} {
				for k, id := range customers {
					orders = append(orders, ordertest.Order{Customer: id, Day: "2024-03-02", Gross: 1_999_999.97 + step*float64(k)})
				}
			}
			ordertest.Put(t, db, orders)
			if _, err := assign(t, db, x, append(c, a...)); err != nil {
				t.Fatal(err)
			}
			r, err := evaluate.New(db).Report(t.Context(), evaluate.Request{Experiment: x.ID, Shop: 1, AsOf: huike.MustDay("2024-04-10"),
				Windows: []int{30}, Money: evaluate.Money{Currency: "CNY", Margin: 1}})
			if err != nil {
				t.Fatal(err)
			}
			near := cmp.Comparer(func(a, b float64) bool { return math.Abs(a-b) < 1e-8 || math.IsNaN(a) && math.IsNaN(b) })
			for name, have := range map[string]stat.Estimate{"sales": r.Windows[0].Effects[0].Sales, "profit": r.Windows[0].Effects[0].Profit} {
				if diff := cmp.Diff(want, have, near); diff != "" {
					t.Errorf("steps of %v, %s: %s", step, name, diff)
				}
			}
		}, evaluate.Schema)
	}
	f(0, stat.Estimate{Low: no, High: no, P: no})
	f(.01, stat.Welch(moments(0, .01, .02), moments(0, .01, .02), .95))
}
