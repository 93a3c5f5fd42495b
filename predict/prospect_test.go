package predict_test

import (
	"math"
	"testing"

	"huike"
	"huike/feature"
	"huike/order/ordertest"
	"huike/predict"
	"huike/simulate"
	"huike/store"
	"huike/store/storetest"
)

// laterDays counts, for the customers of shop, their purchase days in the year
// after a day.
func laterDays(customers int, until huike.Day) map[huike.CustomerID]float64 {
	s := simulate.New(simulate.Config{Seed: 11, Customers: customers, Start: until.Add(-730), End: until.Add(360)})
	later := map[huike.CustomerID]float64{}
	for n := range customers {
		c := s.Customer(n)
		last := huike.Day{}
		for _, o := range s.Orders(c) {
			if o.PaidAt.IsZero() || o.Refund == o.Paid {
				continue
			}
			if d := huike.DayOf(o.PaidAt); until.Before(d) && d != last {
				later[huike.CustomerID(c.No)]++
				last = d
			}
		}
	}
	return later
}

// Of the customers of a simulated shop, about four of five make as many
// purchases in the year to come as their ranges say; money goes with them.
func TestS1_44_ProspectsOfASimulatedShop(t *testing.T) {
	until := day("2024-06-30")
	orders, _ := shop(6000, until)
	later := laterDays(6000, until)
	storetest.Each(t, func(t *testing.T, db store.DB) {
		ordertest.Put(t, db, orders)
		v := value(t, db, feature.Scope{Shop: 1, AsOf: until})
		if v.Basis != predict.ByModel {
			t.Fatal(v.Basis, v.Reason)
		}
		top, err := open(db).Top(t.Context(), v, 6000, 0)
		if err != nil {
			t.Fatal(err)
		}
		within, asked := 0, 0
		for k := 0; k < len(top); k += 7 {
			p, known, err := open(db).Prospect(t.Context(), v, top[k].Customer)
			if err != nil || !known || p.Orders.Low == nil || *p.Money.Low > p.Money.Value || *p.Orders.High < math.Floor(p.Orders.Value) {
				t.Fatalf("%+v, %v", p, err)
			}
			if want := 1 + 10*k/len(top); p.Tenth > want || p.Tenth < want-1 {
				t.Errorf("customer %d of %d is in tenth %d", k, len(top), p.Tenth)
			}
			n := later[p.Customer]
			asked++
			if n >= *p.Orders.Low && n <= *p.Orders.High {
				within++
			}
		}
		// Whole numbers cover more than they promise; the model's own error is allowed for.
		if share := float64(within) / float64(asked); share < .75 || share > .97 {
			t.Errorf("%v of the customers came to lie in their ranges", share)
		}
	}, predict.Schema)
}

// By a rule of thumb there is a number and no range; of who never bought there
// is nothing.
func TestProspectByRuleOfThumb(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		ordertest.Put(t, db, steady(50, 3, 300))
		v := value(t, db, feature.Scope{Shop: 1, AsOf: day("2024-12-31")})
		p, known, err := open(db).Prospect(t.Context(), v, 1)
		if err != nil || !known || p.Money.Value != 1200 || p.Orders.Low != nil || p.Money.High != nil || math.Abs(p.MeanMinor-1200) > 1e-9 || p.Tenth != 1 {
			t.Errorf("%+v, %v, %v", p, known, err)
		}
		if _, known, err := open(db).Prospect(t.Context(), v, 999); known || err != nil {
			t.Errorf("somebody unknown: %v, %v", known, err)
		}
	}, predict.Schema)
}
