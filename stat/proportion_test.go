package stat_test

import (
	"math"
	"math/big"
	"testing"

	"huike/stat"

	"pgregory.net/rapid"
)

// drawArms draws two arms, with all-or-none rates about as often as others.
func drawArms(t *rapid.T) (treated, control stat.Proportion) {
	arm := func(name string) stat.Proportion {
		n := rapid.Int64Range(1, 20_000).Draw(t, name+" n")
		x := rapid.OneOf(rapid.Just(int64(0)), rapid.Just(n), rapid.Int64Range(0, n)).Draw(t, name+" x")
		return stat.Proportion{X: x, N: n}
	}
	return arm("treated"), arm("control")
}

func TestScoreIntervalHoldsItsEstimate(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		treated, control := drawArms(t)
		e := stat.MiettinenNurminen(treated, control, level)
		if !e.Defined() || e.Low < -1 || e.Low > e.Value || e.Value > e.High || e.High > 1 {
			t.Fatalf("%v is not within [%v, %v]", e.Value, e.Low, e.High)
		}
	})
}

func TestScoreIntervalMirrors(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		treated, control := drawArms(t)
		e, m := stat.MiettinenNurminen(treated, control, level), stat.MiettinenNurminen(control, treated, level)
		off := math.Abs(e.Value+m.Value) + math.Abs(e.Low+m.High) + math.Abs(e.High+m.Low)
		if off > 1e-7 || math.Abs(e.P-m.P) > 1e-7 {
			t.Fatalf("%+v does not mirror %+v", e, m)
		}
	})
}

// Test and interval agree on screen: zero lies outside exactly if p < 5 %.
func TestScoreIntervalAgreesWithItsTest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		treated, control := drawArms(t)
		e := stat.MiettinenNurminen(treated, control, level)
		outside := e.Low > 0 || e.High < 0
		if math.Abs(e.P-0.05) > 1e-9 && outside != (e.P < 0.05) {
			t.Fatalf("p is %v and the interval [%v, %v]", e.P, e.Low, e.High)
		}
	})
}

func TestEmptyArmIsUndefined(t *testing.T) {
	some, nobody := stat.Proportion{X: 3, N: 10}, stat.Proportion{}
	f := func(name string, e stat.Estimate) {
		t.Run(name, func(t *testing.T) {
			if e.Defined() || !math.IsNaN(e.Value) {
				t.Errorf("have %+v, want NaN", e)
			}
		})
	}
	f("Miettinen–Nurminen", stat.MiettinenNurminen(some, nobody, level))
	f("one against nobody", stat.MiettinenNurminen(stat.Proportion{X: 1, N: 1}, nobody, level))
	f("Newcombe", stat.Newcombe(nobody, some, level))
	f("Wald", stat.Wald(some, nobody, level))
	f("Katz", stat.Katz(nobody, some, level).Estimate)
	f("Welch", stat.Welch(stat.Constant(1, 2), stat.Constant(5, 0), level))
	f("relative to nothing", stat.RelativeLift(stat.MomentsOfSums(5, 2, 4), stat.Constant(5, 0), level))
	f("ratio without orders", stat.RatioDifference(stat.PairMoments{N: 5}, stat.PairMoments{N: 5}, level))
	f("no strata", stat.PostStratified(nil, level))
}

// R, fisher.test on tables without anything to test, and on a certain one.
func TestFisherEdges(t *testing.T) {
	f := func(name string, treated, control stat.Proportion, want float64) {
		t.Run(name, func(t *testing.T) {
			if p := stat.Fisher(treated, control); math.Abs(p-want) > 1e-12 {
				t.Errorf("p is %v, want %v", p, want)
			}
		})
	}
	f("nobody", stat.Proportion{}, stat.Proportion{}, 1)
	f("no buyers", stat.Proportion{N: 9}, stat.Proportion{N: 5}, 1)
	f("all against none", stat.Proportion{X: 3, N: 3}, stat.Proportion{N: 3}, 0.1) // 2 of choose(6,3) tables
}

// Against exact integers: tables that are equally likely both count, whatever
// the logarithms round to.
func TestFisherCountsTiesExactly(t *testing.T) {
	exact := func(n, x, y int64) float64 {
		ways := func(k int64) *big.Int {
			w := new(big.Int).Binomial(n, k)
			return w.Mul(w, new(big.Int).Binomial(n, x+y-k))
		}
		seen, sum, all := ways(x), new(big.Int), new(big.Int)
		for k := max(0, x+y-n); k <= min(n, x+y); k++ {
			if ways(k).Cmp(seen) <= 0 {
				sum.Add(sum, ways(k))
			}
			all.Add(all, ways(k))
		}
		p, _ := new(big.Rat).SetFrac(sum, all).Float64()
		return p
	}
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Int64Range(1, 60).Draw(t, "n")
		x, y := rapid.Int64Range(0, n).Draw(t, "x"), rapid.Int64Range(0, n).Draw(t, "y")
		have := stat.Fisher(stat.Proportion{X: x, N: n}, stat.Proportion{X: y, N: n})
		if want := exact(n, x, y); math.Abs(have-want) > 1e-10 {
			t.Fatalf("p is %v, want %v", have, want)
		}
	})
}

func TestKatzSaysThatItAdjusted(t *testing.T) {
	r := stat.Katz(stat.Proportion{X: 5, N: 100}, stat.Proportion{N: 50}, level)
	want := (5.5 / 101) / (0.5 / 51)
	if !r.Adjusted || math.Abs(r.Value-want) > 1e-12 {
		t.Errorf("ratio %v adjusted %v, want %v adjusted", r.Value, r.Adjusted, want)
	}
	if stat.Katz(stat.Proportion{X: 5, N: 100}, stat.Proportion{X: 1, N: 50}, level).Adjusted {
		t.Error("two arms with buyers were adjusted")
	}
}

// Amounts that do not vary say nothing about chance: a difference, no test.
func TestWelchWithoutVariance(t *testing.T) {
	f := func(name string, treated, control stat.Moments, want float64) {
		t.Helper()
		e := stat.Welch(treated, control, level)
		if e.Value != want || e.SE != 0 || e.Defined() || !math.IsNaN(e.P) || !math.IsNaN(e.Low) || !math.IsNaN(e.High) {
			t.Errorf("%s: %+v, want %v and no test", name, e, want)
		}
	}
	f("equal", stat.Constant(4, 2), stat.Constant(4, 2), 0)
	f("different", stat.Constant(4, 3), stat.Constant(4, 2), 1)
	f("equal, counted one by one", repeated(1000, 19.99), repeated(37, 19.99), 0)
	f("equal but for rounding", stat.MomentsOf([]float64{0.1 + 0.2, 0.3, 0.3}), stat.MomentsOf([]float64{0.3, 0.3}), 0)
}

func repeated(n int, amount float64) (m stat.Moments) {
	for range n {
		m.Add(amount)
	}
	return m
}

func TestSampleRatioEdges(t *testing.T) {
	f := func(name string, observed []int64, weights []float64, p float64, df int) {
		t.Run(name, func(t *testing.T) {
			c := stat.SampleRatio(observed, weights)
			if c.P != p || c.DF != df {
				t.Errorf("p %v df %d, want %v and %d", c.P, c.DF, p, df)
			}
		})
	}
	f("nobody", []int64{0, 0}, []float64{1, 1}, 1, 1)
	f("one arm", []int64{70}, []float64{1}, 1, 0)
	f("somebody in an arm without weight", []int64{50, 50, 1}, []float64{1, 1, 0}, 0, 1)
	f("an empty arm without weight does not count", []int64{50, 50, 0}, []float64{1, 1, 0}, 1, 1)
}

func TestDetectableLiftOfTooFew(t *testing.T) {
	if d := stat.DefaultDesign().DetectableLift(0.5, 10, 0.1); !math.IsNaN(d) {
		t.Errorf("ten customers detect %v, want NaN", d)
	}
}

// What is detectable is what its own sample size and power say.
func TestDesignAgreesWithItself(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := stat.DefaultDesign()
		base, held := rapid.Float64Range(0.01, 0.4).Draw(t, "base"), rapid.Float64Range(0.02, 0.5).Draw(t, "held")
		total := rapid.Float64Range(20_000, 1e6).Draw(t, "total")
		lift := d.DetectableLift(base, total, held)
		if p := d.PowerOf(base+lift, base, total*(1-held), total*held); math.Abs(p-d.Power) > 1e-6 {
			t.Fatalf("power at the detectable lift %v is %v", lift, p)
		}
	})
}
