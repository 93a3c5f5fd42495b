package lifecycle_test

import (
	"fmt"
	"reflect"
	"testing"

	"huike"
	"huike/feature"
	"huike/lifecycle"
	"huike/order/ordertest"
	"huike/store"
	"huike/store/storetest"
)

func ptr[T any](v T) *T { return &v }

// set stores what the merchant says.
func set(t *testing.T, db store.DB, all ...lifecycle.Setting) {
	t.Helper()
	if err := open(db).SetSettings(t.Context(), all, "王", at); err != nil {
		t.Fatal(err)
	}
}

// stateOf returns the customers' states and what explains them.
func stateOf(t *testing.T, db store.DB, s feature.Scope) map[huike.CustomerID]lifecycle.Sleeper {
	t.Helper()
	all, total, err := open(db).Sleepers(t.Context(), s, lifecycle.Wanted{Limit: 500}, at)
	if err != nil || int64(len(all)) != total {
		t.Fatalf("%d of %d sleepers: %v", len(all), total, err)
	}
	states := map[huike.CustomerID]lifecycle.Sleeper{}
	for _, one := range all {
		states[one.Customer] = one
	}
	return states
}

func near(t *testing.T, what string, have *float64, want float64) {
	t.Helper()
	if have == nil || *have < want-1e-9 || *have > want+1e-9 {
		t.Errorf("%s is %v, want %v", what, have, want)
	}
}

// The vector's twelve cases, each a customer who bought goods of her own.
func TestS3_02_DormancyVectors(t *testing.T) {
	var v struct {
		Inputs struct {
			Cases [][4]float64 `json:"cases_days_qty_period_L"`
		}
		Expected struct {
			Rho   []float64
			State []lifecycle.Dormancy
		}
	}
	vector(t, "02_repurchase.json", "dormancy", &v)
	storetest.Each(t, func(t *testing.T, db store.DB) {
		asOf := day("2024-06-30")
		var orders []ordertest.Order
		var said []lifecycle.Setting
		for i, c := range v.Inputs.Cases {
			goods := fmt.Sprintf("goods %d", i)
			orders = append(orders, ordertest.Order{Customer: int64(i + 1), Day: asOf.Add(-int(c[0])).String(), Gross: 10,
				Lines: []ordertest.Line{{Product: goods, Quantity: int64(c[1]), Amount: 10}}})
			said = append(said, lifecycle.Setting{Level: lifecycle.LevelProduct, Name: goods, PeriodDays: &c[2], DeliveryDays: ptr(int(c[3]))})
		}
		ordertest.Put(t, db, orders)
		set(t, db, said...)
		states := stateOf(t, db, scope("2024-06-30"))
		for i := range v.Inputs.Cases {
			s := states[huike.CustomerID(i+1)]
			near(t, fmt.Sprintf("rho of case %d", i), s.Use.Rho, v.Expected.Rho[i])
			if s.State != v.Expected.State[i] {
				t.Errorf("case %d is %s, want %s", i, s.State, v.Expected.State[i])
			}
			if s.Reason(asOf).Sentence() == "" {
				t.Errorf("case %d, %s, has no reason", i, s.State)
			}
		}
	}, lifecycle.Schema)
}

// Customers are judged in spans of two million numbers; those of other spans come out alike.
func TestDormancySpanBySpan(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		ids := []int64{1, 2_000_000, 2_000_001, 4_000_001}
		var orders []ordertest.Order
		for _, id := range ids {
			for _, day := range []string{"2024-01-10", "2024-02-10", "2024-03-11"} {
				orders = append(orders, ordertest.Order{Customer: id, Day: day, Gross: 10, Lines: []ordertest.Line{{Product: "tea", Quantity: 1, Amount: 10}}})
			}
		}
		ordertest.Put(t, db, orders)
		set(t, db, lifecycle.Setting{Level: lifecycle.LevelProduct, Name: "tea", PeriodDays: ptr(30.0)})
		states := stateOf(t, db, scope("2024-06-30"))
		want := states[1]
		if len(states) != len(ids) || want.Use.Times != 3 {
			t.Errorf("%d states, the first %+v", len(states), want)
		}
		for _, id := range ids {
			got := states[huike.CustomerID(id)]
			got.Customer = want.Customer
			if !reflect.DeepEqual(got, want) {
				t.Errorf("customer %d is %+v, customer 1 %+v", id, got, want)
			}
		}
	}, lifecycle.Schema)
}
