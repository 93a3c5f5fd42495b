package stat_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"huike/stat"

	"gonum.org/v1/gonum/stat/distuv"
)

// shop draws campaigns whose truth is known: nine in ten customers are mailed
// and the rest held out, 5 % buy anyway, and those who buy spend a log-normal
// amount.
type shop struct {
	source *rand.Rand
	amount distuv.LogNormal
}

func newShop(seed uint64) shop {
	source := rand.NewPCG(seed, 0)
	return shop{rand.New(source), distuv.LogNormal{Mu: 4, Sigma: 0.8, Src: source}}
}

func (s shop) arm(n int64, rate float64) (stat.Proportion, stat.Moments) {
	buyers := distuv.Binomial{N: float64(n), P: rate, Src: s.source}.Rand()
	money := stat.Constant(n-int64(buyers), 0)
	for range int(buyers) {
		money.Add(s.amount.Rand())
	}
	return stat.Proportion{X: int64(buyers), N: n}, money
}

// outcome counts, over campaigns, how often an interval held the truth and how
// often the campaign looked significant.
type outcome struct{ covered, significant int }

func (o *outcome) add(e stat.Estimate, truth float64) {
	if e.Low <= truth && truth <= e.High {
		o.covered++
	}
	if e.P < 0.05 {
		o.significant++
	}
}

const campaigns = 2000

// simulate runs campaigns with so many held out and a true lift in the buying
// rate.
func simulate(seed uint64, held int64, lift float64) (rate, money outcome) {
	const base = 0.05
	s := newShop(seed)
	for range campaigns {
		treated, spent := s.arm(9*held, base+lift)
		control, natural := s.arm(held, base)
		rate.add(stat.MiettinenNurminen(treated, control, level), lift)
		money.add(stat.Welch(spent, natural, level), lift*s.amount.Mean())
	}
	return rate, money
}

// inBand fails unless a count of campaigns is the share wanted, to within what
// 2,000 draws allow (99.9 %).
func inBand(t *testing.T, name string, count int, want float64) {
	t.Helper()
	band := distuv.UnitNormal.Quantile(0.9995) * math.Sqrt(want*(1-want)/campaigns)
	share := float64(count) / campaigns
	t.Logf("%s: %.2f %%", name, 100*share)
	if math.Abs(share-want) > band {
		t.Errorf("%s: %.2f %%, want %.0f ± %.2f %%", name, 100*share, 100*want, 100*band)
	}
}

// The rate's interval holds the truth in 95 % of campaigns, and a campaign
// without effect looks like one in 5 %, with 1,000 held out.
func TestRateIntervalHoldsTheTruth(t *testing.T) {
	rate, _ := simulate(1, 1000, 0.015)
	inBand(t, "known lift, covered", rate.covered, 0.95)
	rate, _ = simulate(2, 1000, 0)
	inBand(t, "no lift, covered", rate.covered, 0.95)
	inBand(t, "no lift, significant", rate.significant, 0.05)
}

// The same for skewed money, with 5,000 held out: about 250 buyers. With 1,000,
// about 50 buyers, Welch holds the truth in 93.4 % only (20,000 draws).
func TestMoneyIntervalHoldsTheTruth(t *testing.T) {
	_, money := simulate(3, 5000, 0.015)
	inBand(t, "known lift, covered", money.covered, 0.95)
	_, money = simulate(4, 5000, 0)
	inBand(t, "no lift, covered", money.covered, 0.95)
	inBand(t, "no lift, significant", money.significant, 0.05)
}
