package simulate_test

import (
	"bytes"
	"encoding/csv"
	"testing"

	"huike"
	"huike/simulate"

	"github.com/google/go-cmp/cmp"
)

func shop() *simulate.Shop {
	return simulate.New(simulate.Config{Seed: 7, Customers: 3000, Start: huike.MustDay("2023-01-01"), End: huike.MustDay("2024-12-31")})
}

func TestSameSeedSameShop(t *testing.T) {
	var a, b bytes.Buffer
	for _, out := range []*bytes.Buffer{&a, &b} {
		s := shop()
		if _, err := s.WriteAll(out, s.Start, s.End); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Fatal("two runs of one seed differ")
	}
	rows, err := csv.NewReader(&a).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(simulate.Header, rows[0]); diff != "" {
		t.Fatal(diff)
	}
	if len(rows) < 3000 {
		t.Fatalf("%d rows; every customer buys at least once", len(rows))
	}
}

// Most customers of a real shop buy once; the rest make the life cycle.
func TestShopLooksLikeAShop(t *testing.T) {
	s := shop()
	once, orders, unpaid, refunded := 0, 0, 0, 0
	for n := range s.Customers {
		c := s.Customer(n)
		own := s.Orders(c)
		if len(own) == 1 {
			once++
		}
		for i, o := range own {
			orders++
			day := huike.DayOf(o.OrderedAt)
			if day.Before(s.Start) || s.End.Before(day) {
				t.Fatalf("customer %d orders on %s, outside the shop's days", c.No, day)
			}
			if i > 0 && day.Before(huike.DayOf(own[i-1].OrderedAt)) {
				t.Fatalf("customer %d: orders out of order", c.No)
			}
			if o.PaidAt.IsZero() {
				unpaid++
			} else if o.Refund == o.Paid {
				refunded++
			}
		}
	}
	f := func(what string, got, low, high float64) {
		if got < low || got > high {
			t.Errorf("%s is %.3f, outside [%.2f, %.2f]", what, got, low, high)
		}
	}
	f("share of one-time buyers", float64(once)/3000, .35, .70)
	f("orders per customer", float64(orders)/3000, 1.5, 4)
	f("share never paid", float64(unpaid)/float64(orders), .005, .04)
	f("share refunded whole", float64(refunded)/float64(orders), .01, .03)
}

// The truth that a campaign's report is held against: the mean of Response.
func TestEffectHappensAsOftenAsItsProbability(t *testing.T) {
	s := shop()
	want, got := 0.0, 0.0
	sent := huike.MustDay("2024-06-01")
	for n := range s.Customers {
		c := s.Customer(n)
		want += c.Response
		if o, ok := s.Effect(c, 1, sent); ok {
			got++
			if d := huike.DayOf(o.OrderedAt).Sub(sent); d < 1 || d > 30 {
				t.Fatalf("an order caused after %d days", d)
			}
		}
	}
	// 3,000 draws at about 3 %: a standard error of 9 orders.
	if diff := got - want; diff < -36 || diff > 36 {
		t.Errorf("%v orders caused, %.1f expected", got, want)
	}
}
