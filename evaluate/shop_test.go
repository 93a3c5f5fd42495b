package evaluate_test

import (
	"testing"
	"time"

	"huike"
	"huike/evaluate"
	"huike/order/ordertest"
	"huike/simulate"
	"huike/stat"
	"huike/store"
	"huike/store/storetest"
)

func put(o simulate.Order, c simulate.Customer) ordertest.Order {
	p := ordertest.Order{
		Customer: int64(c.No), Day: huike.DayOf(o.OrderedAt).String(), Hour: o.OrderedAt.Hour(),
		Gross: float64(o.Paid) / 100, Unpaid: o.PaidAt.IsZero(),
	}
	if o.Refund == o.Paid {
		p.Void = huike.DayOf(o.OrderedAt).String()
	}
	return p
}

// counts tells whether an order is a purchase within 30 days after the start.
func counts(o simulate.Order, start huike.Day) bool {
	days := huike.DayOf(o.OrderedAt).Sub(start)
	return days >= 0 && days <= 30 && !o.PaidAt.IsZero() && o.Refund != o.Paid
}

// A campaign on a simulated shop, through the engine: of the treated, each is
// known to respond or not, so that the true difference is known, and the
// report's interval holds it.
func TestS1_57_ReportOfASimulatedShopHoldsTheTruth(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		shop := simulate.New(simulate.Config{Seed: 3, Customers: 12_000, Start: huike.MustDay("2023-01-01"), End: huike.MustDay("2024-04-10")})
		x := experiment(5, evaluate.Arm{No: 0, Name: "control", Weight: 0.3}, evaluate.Arm{No: 1, Name: "A", Weight: 0.7})
		x.PlannedAt = x.Start.Time(time.FixedZone("", 8*3600))
		if _, err := assign(t, db, x, oneTo(12_000)); err != nil {
			t.Fatal(err)
		}
		arms := map[int64]int{}
		if _, err := store.All(t.Context(), db, drawn, store.Args{"experiment": x.ID}, func(r *store.Rows) (id int64, err error) {
			var arm int
			err = r.Scan(&id, &arm)
			arms[id] = arm
			return id, err
		}); err != nil {
			t.Fatal(err)
		}
		var orders []ordertest.Order
		expected, treated := 0.0, 0
		for n := range shop.Customers {
			c := shop.Customer(n)
			natural := false
			for _, o := range shop.Orders(c) {
				orders = append(orders, put(o, c))
				natural = natural || counts(o, x.Start)
			}
			if arms[int64(c.No)] == 0 {
				continue
			}
			treated++
			if !natural {
				expected += c.Response
			}
			if o, caused := shop.Effect(c, x.ID, x.Start); caused {
				orders = append(orders, put(o, c))
			}
		}
		ordertest.Put(t, db, orders)
		truth := expected / float64(treated)
		r, err := evaluate.New(db).Report(t.Context(), evaluate.Request{
			Experiment: x.ID, Shop: 1, AsOf: huike.MustDay("2024-04-10"), Windows: []int{2, 10, 30},
			Money: evaluate.Money{Currency: "CNY", Margin: 0.4, TouchCost: 0.02},
		})
		if err != nil {
			t.Fatal(err)
		}
		if !r.SampleRatio.OK || r.Preliminary {
			t.Fatalf("sample ratio %+v, preliminary %v", r.SampleRatio, r.Preliminary)
		}
		d := r.Windows[len(r.Windows)-1].Effects[0].Difference
		t.Logf("true %.4f, found %.4f [%.4f, %.4f]: %s", truth, d.Value, d.Low, d.High, r.Verdict.Sentence)
		if truth < 0.01 || !inside(d, truth) {
			t.Errorf("the true difference %.4f is not in [%.4f, %.4f]", truth, d.Low, d.High)
		}
		if inside(d, 0) {
			t.Error("an effect of this size should show with these groups")
		}
	}, evaluate.Schema)
}

func inside(e stat.Estimate, x float64) bool { return e.Low <= x && x <= e.High }

// A split that lost customers on one side is told, and nothing is read from it.
func TestS1_57_LostCustomersAreToldBySampleRatio(t *testing.T) {
	db := storetest.Open(t, store.DuckDB, evaluate.Schema)
	x := experiment(6, evaluate.Arm{No: 0, Name: "control", Weight: 0.5}, evaluate.Arm{No: 1, Name: "A", Weight: 0.5})
	control, treated := armed(x.Salt, 400, 600)
	if _, err := assign(t, db, x, append(control, treated...)); err != nil {
		t.Fatal(err)
	}
	r, err := evaluate.New(db).Report(t.Context(), evaluate.Request{Experiment: 6, AsOf: huike.MustDay("2024-05-01"), Windows: []int{30}, Money: evaluate.Money{Currency: "CNY"}})
	if err != nil {
		t.Fatal(err)
	}
	if r.SampleRatio.OK || r.Verdict.Code != evaluate.VerdictBroken {
		t.Errorf("%+v: %s", r.SampleRatio, r.Verdict.Sentence)
	}
}
