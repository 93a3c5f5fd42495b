package simulate_test

import (
	"bytes"
	"encoding/csv"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"huike"
	"huike/simulate"
)

func span(s *simulate.Shop) simulate.FactSpan {
	return simulate.FactSpan{From: s.Start, To: s.End, Walks: s.End.Add(-60)}
}

func read(t *testing.T, dir, kind string) []map[string]string {
	t.Helper()
	f, err := os.Open(filepath.Join(dir, kind+".csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatalf("%s: %v", kind, err)
	}
	var out []map[string]string
	for _, row := range rows[1:] {
		m := map[string]string{}
		for i, name := range rows[0] {
			m[name] = row[i]
		}
		out = append(out, m)
	}
	return out
}

func write(t *testing.T, s *simulate.Shop) (dir string, facts simulate.Facts) {
	t.Helper()
	dir = t.TempDir()
	facts, err := s.WriteFacts(dir, span(s))
	if err != nil {
		t.Fatal(err)
	}
	return dir, facts
}

func TestSameSeedSameFacts(t *testing.T) {
	a, facts := write(t, shop())
	b, _ := write(t, shop())
	for _, kind := range simulate.FactFiles {
		one, err := os.ReadFile(filepath.Join(a, kind+".csv"))
		if err != nil {
			t.Fatal(err)
		}
		two, err := os.ReadFile(filepath.Join(b, kind+".csv"))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(one, two) {
			t.Errorf("two runs of one seed differ in %s", kind)
		}
		if facts[kind] == 0 || int64(len(read(t, a, kind))) != facts[kind] {
			t.Errorf("%s has %d rows, and says %d", kind, len(read(t, a, kind)), facts[kind])
		}
	}
}

// Every source's orders over its visitors are its conversion, and a planted
// fault lowers it by its size from its day on.
func TestTrafficTellsTheConversion(t *testing.T) {
	s := shop()
	fault := huike.MustDay("2024-07-01")
	s.Faults = []simulate.Fault{{Kind: simulate.FaultConversion, Target: "直通车", From: fault, Size: .3}}
	dir, _ := write(t, s)
	before, after := map[string][2]float64{}, map[string][2]float64{}
	for _, row := range read(t, dir, "traffic") {
		sums := before
		if !huike.MustDay(row["day"]).Before(fault) {
			sums = after
		}
		visitors, _ := strconv.ParseFloat(row["visitors"], 64)
		buyers, _ := strconv.ParseFloat(row["buyers"], 64)
		sum := sums[row["source"]]
		sums[row["source"]] = [2]float64{sum[0] + buyers, sum[1] + visitors}
	}
	for _, source := range s.Truth().Sources {
		f := func(sum [2]float64, want float64) {
			got := sum[0] / sum[1]
			// Five standard errors, and 3 % for the weeks that are cut by the first, the last and the fault's day.
			if tolerance := 5*math.Sqrt(want*(1-want)/sum[1]) + .03*want; math.Abs(got-want) > tolerance {
				t.Errorf("%s converts %.4f, want %.4f ± %.4f", source.Name, got, want, tolerance)
			}
		}
		f(before[source.Name], source.Conversion)
		factor := 1.0
		if source.Name == "直通车" {
			factor = .7
		}
		f(after[source.Name], factor*source.Conversion)
	}
}

func TestFaultsOfGoods(t *testing.T) {
	from := huike.MustDay("2024-07-01")
	units := func(faults ...simulate.Fault) (coffee, other float64, price float64) {
		s := shop()
		s.Faults = faults
		for n := range s.Customers {
			for _, o := range s.Orders(s.Customer(n)) {
				if huike.DayOf(o.OrderedAt).Before(from) {
					continue
				}
				for _, l := range o.Lines {
					if l.Category != "咖啡" {
						other++
					} else {
						coffee++
						price += float64(l.Amount) / float64(l.Quantity*l.Product.Price)
					}
				}
			}
		}
		return coffee, other, price / max(1, coffee)
	}
	coffee, other, price := units()
	if gone, rest, _ := units(simulate.Fault{Kind: simulate.FaultStock, Target: "咖啡", From: from}); gone != 0 || rest != other {
		t.Errorf("sold out: %v of %v coffees, %v of %v others", gone, coffee, rest, other)
	}
	fewer, rest, dearer := units(simulate.Fault{Kind: simulate.FaultPrice, Target: "咖啡", From: from, Size: .2})
	if rest != other || fewer/coffee < .7 || fewer/coffee > .9 || dearer/price < 1.15 || dearer/price > 1.25 {
		t.Errorf("a fifth dearer: %v of %v coffees at %.3f of %.3f", fewer, coffee, dearer, price)
	}
}

// What the shop knows of itself can be found again in its orders.
func TestTruthHolds(t *testing.T) {
	s := shop()
	var bad, good, badBack, goodBack, with, without, beans float64
	for n := range s.Customers {
		orders := s.Orders(s.Customer(n))
		if d := huike.DayOf(orders[0].OrderedAt); s.End.Sub(d) > 300 {
			back := 0.0
			if len(orders) > 1 {
				back = 1
			}
			if orders[0].Bad(orders[0].OrderedAt) {
				bad, badBack = bad+1, badBack+back
			} else {
				good, goodBack = good+1, goodBack+back
			}
		}
		for _, o := range orders {
			has := map[string]bool{}
			for _, l := range o.Lines {
				has[l.Product.SKU] = true
			}
			if has["CF-301"] {
				beans++
				if has["CF-304"] {
					with++
				}
			} else if has["CF-304"] {
				without++
			}
		}
	}
	if bad < 50 || badBack/bad > goodBack/good-.1 {
		t.Errorf("after a bad first order %.0f of %.0f come back, after a good one %.0f of %.0f", badBack, bad, goodBack, good)
	}
	if beans < 100 || with/beans < .12 {
		t.Errorf("%.0f of %.0f orders with beans hold a brewing set, %.0f others do", with, beans, without)
	}
}
