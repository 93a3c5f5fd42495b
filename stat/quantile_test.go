package stat_test

import (
	"math"
	"testing"

	"huike/stat"
)

// The mean of the quantiles is the number to expect, which is worked out in
// another way (the hypergeometric form of Batislam et al. 2007).
func TestQuantilesAverageToTheExpectation(t *testing.T) {
	f := func(m stat.MBGNBD, h stat.History, ahead float64) {
		t.Helper()
		const steps = 20_000
		sum, last := 0.0, 0
		for k := range steps {
			n := m.Quantile(h, ahead, (float64(k)+.5)/steps)
			if n < last {
				t.Fatalf("%+v: the quantile falls from %d to %d", h, last, n)
			}
			sum, last = sum+float64(n), n
		}
		if mean, want := sum/steps, m.Expect(h.X, h.TX, h.T, ahead); math.Abs(mean-want) > .002*max(1, want) {
			t.Errorf("%+v, %+v: the quantiles average to %v, expected %v", m, h, mean, want)
		}
	}
	cdnow := stat.MBGNBD{R: .525, Alpha: 6.183, A: .891, B: 1.614} // BTYDplus
	f(cdnow, stat.History{T: 10}, 52)
	f(cdnow, stat.History{X: 2, TX: 20, T: 39}, 52)
	f(cdnow, stat.History{X: 29, TX: 38, T: 39}, 52)
	f(cdnow, stat.History{X: 5, TX: 10, T: 70}, 26)
	f(stat.MBGNBD{R: 5, Alpha: 20, A: .1, B: 9}, stat.History{X: 3, TX: 12, T: 14}, 51)
}

func TestQuantileOfWhoHasSurelyLeft(t *testing.T) {
	m := stat.MBGNBD{R: .5, Alpha: 6, A: .9, B: 1.6}
	if n := m.Quantile(stat.History{X: 30, TX: 20, T: 400}, 52, .9); n != 0 {
		t.Errorf("%d purchases, want none", n)
	}
	if n := m.Quantile(stat.History{X: 3, TX: 20, T: 25}, 0, .9); n != 0 {
		t.Errorf("%d purchases in no time", n)
	}
}
