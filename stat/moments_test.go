package stat_test

import (
	"math"
	"math/big"
	"testing"

	"huike/stat"

	"pgregory.net/rapid"
)

// exactVariance is the sample variance in rational arithmetic.
func exactVariance(amounts []float64) float64 {
	sum, squares, n := new(big.Rat), new(big.Rat), big.NewRat(int64(len(amounts)), 1)
	for _, y := range amounts {
		r := new(big.Rat).SetFloat64(y)
		sum.Add(sum, r)
		squares.Add(squares, new(big.Rat).Mul(r, r))
	}
	mean := new(big.Rat).Quo(sum, n)
	squares.Sub(squares, mean.Mul(mean, sum))
	v, _ := squares.Quo(squares, n.Sub(n, big.NewRat(1, 1))).Float64()
	return v
}

// Far from zero, in one go, one by one, and in two halves put together, the
// variance is the exact one.
func TestMomentsKeepTheVarianceOfLargeAmounts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		base := rapid.SampledFrom([]float64{0, 20, -3e5, 1e9, 7e11}).Draw(t, "base")
		spread := rapid.SliceOfN(rapid.Float64Range(-5, 5), 2, 60).Draw(t, "spread")
		amounts := make([]float64, len(spread))
		var added, left, right stat.Moments
		half := rapid.IntRange(0, len(spread)).Draw(t, "half")
		for i, d := range spread {
			amounts[i] = base + d
			added.Add(amounts[i])
			part := &left
			if i >= half {
				part = &right
			}
			part.Add(amounts[i])
		}
		want := exactVariance(amounts)
		if sd := math.Sqrt(want); sd <= 1e-9*math.Abs(base) {
			return // nothing but rounding
		}
		for name, m := range map[string]stat.Moments{"at once": stat.MomentsOf(amounts), "one by one": added, "in halves": left.Plus(right)} {
			if have := m.Variance(); math.Abs(have-want) > 1e-6*want {
				t.Fatalf("%s: %v, exactly %v", name, have, want)
			}
		}
	})
}

// Equal amounts have no spread, however they are counted.
func TestMomentsOfEqualAmounts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		amount := rapid.Float64Range(-1e12, 1e12).Draw(t, "amount")
		n := rapid.IntRange(2, 500).Draw(t, "n")
		all := make([]float64, n)
		for i := range all {
			all[i] = amount
		}
		for _, m := range []stat.Moments{stat.MomentsOf(all), repeated(n, amount), repeated(n, amount).Plus(repeated(3, amount))} {
			if m.Variance() != 0 || m.Mean != amount {
				t.Fatalf("%d times %v: mean %v, variance %v", n, amount, m.Mean, m.Variance())
			}
		}
	})
}

func TestPairMomentsMerge(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		near := rapid.Float64Range(-10, 10)
		var all, left, right stat.PairMoments
		for i := range rapid.IntRange(4, 40).Draw(t, "n") {
			y, x := 1e8+near.Draw(t, "y"), -2e8+near.Draw(t, "x")
			all.Add(y, x)
			if i%3 == 0 {
				left.Add(y, x)
			} else {
				right.Add(y, x)
			}
		}
		m := left.Plus(right)
		for name, pair := range map[string][2]float64{"y": {m.Y, all.Y}, "x": {m.X, all.X}, "yy": {m.YY, all.YY}, "xx": {m.XX, all.XX}, "xy": {m.XY, all.XY}} {
			if math.Abs(pair[0]-pair[1]) > 1e-4*(1+math.Abs(pair[1])*1e-6) {
				t.Fatalf("%s is %v in parts, %v at once", name, pair[0], pair[1])
			}
		}
	})
}
