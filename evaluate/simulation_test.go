package evaluate

import (
	"math"
	"math/rand/v2"
	"testing"

	"huike"
	"huike/stat"

	"gonum.org/v1/gonum/stat/distuv"
)

const campaigns = 2000

// truth is a campaign whose effect is known: natural is the rate of buyers
// without it, lift what it adds; a buyer spends a log-normal amount.
type truth struct {
	natural, lift float64
	money         Money
}

func (c truth) profit(amount distuv.LogNormal) float64 {
	stimulated := c.natural + c.lift
	return c.money.Margin*amount.Mean()*c.lift - c.money.Coupon*stimulated - c.money.TouchCost
}

func draw(source *rand.Rand, amount distuv.LogNormal, n int64, rate float64) sums {
	s := sums{buyers: int64(distuv.Binomial{N: float64(n), P: rate, Src: source}.Rand())}
	s.orders = s.buyers
	var spent stat.Moments
	for range s.buyers {
		spent.Add(amount.Rand())
	}
	s.net = spent.Sum()
	if spent.N > 0 {
		s.netVariance = spent.Squares / float64(spent.N)
	}
	return s
}

// newBinomial draws counts of successes.
func newBinomial(seed uint64, n, p float64) func() int64 {
	b := distuv.Binomial{N: n, P: p, Src: rand.New(rand.NewPCG(seed, 1))}
	return func() int64 { return int64(b.Rand()) }
}

// score counts campaigns whose intervals held the truth, and those that looked
// significant.
type score struct{ buyers, profit, total, significant, paid int }

// run pushes campaigns of 45,000 mailed and 5,000 held out through the
// inference of a report. Welch's interval of skewed money holds what it says
// from some 250 buyers in the smaller group on; here they are 250.
func run(seed uint64, c truth) (s score) {
	source := rand.New(rand.NewPCG(seed, 1))
	amount := distuv.LogNormal{Mu: 4, Sigma: 0.8, Src: source}
	x := Experiment{Arms: []Arm{{0, "control", 0.1}, {1, "A", 0.9}}, Start: huike.MustDay("2024-03-01")}
	sizes := map[int]int64{0: 5_000, 1: 45_000}
	q := Request{AsOf: huike.MustDay("2024-04-30"), Money: c.money}
	for range campaigns {
		all := map[cell]sums{
			{0, 30}: draw(source, amount, sizes[0], c.natural),
			{1, 30}: draw(source, amount, sizes[1], c.natural+c.lift),
		}
		e := window(x, 30, q, sizes, all).Effects[0]
		s.buyers += held(e.Difference, c.lift)
		s.profit += held(e.Profit, c.profit(amount))
		s.total += held(e.ExtraProfit, c.profit(amount)*float64(sizes[1]))
		s.significant += below(e.AdjustedP)
		s.paid += below(e.Profit.P)
	}
	return s
}

func held(e stat.Estimate, truth float64) int {
	if e.Low <= truth && truth <= e.High {
		return 1
	}
	return 0
}

func below(p float64) int {
	if p < 0.05 {
		return 1
	}
	return 0
}

// inBand fails unless a count of campaigns is the share wanted, to within what
// 2,000 draws allow (99.9 %, binomial).
func inBand(t *testing.T, name string, count int, want float64) {
	t.Helper()
	band := distuv.UnitNormal.Quantile(0.9995) * math.Sqrt(want*(1-want)/campaigns)
	share := float64(count) / campaigns
	t.Logf("%s: %.2f %%", name, 100*share)
	if math.Abs(share-want) > band {
		t.Errorf("%s: %.2f %%, want %.0f ± %.2f %%", name, 100*share, 100*want, 100*band)
	}
}

func TestS1_57_IntervalsHoldAKnownLift(t *testing.T) {
	s := run(11, truth{natural: 0.05, lift: 0.01, money: Money{Currency: "CNY", Margin: 0.4, Coupon: 5, TouchCost: 0.05}})
	inBand(t, "buyers, covered", s.buyers, 0.95)
	inBand(t, "profit per customer, covered", s.profit, 0.95)
	inBand(t, "profit, covered", s.total, 0.95)
}

func TestS1_57_NoLiftLooksLikeNone(t *testing.T) {
	s := run(12, truth{natural: 0.05, money: Money{Currency: "CNY", Margin: 0.4}})
	inBand(t, "buyers, covered", s.buyers, 0.95)
	inBand(t, "profit, covered", s.profit, 0.95)
	inBand(t, "buyers, called significant", s.significant, 0.05)
	inBand(t, "profit, called significant", s.paid, 0.05)
}
