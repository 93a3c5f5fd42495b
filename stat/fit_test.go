package stat_test

import (
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"huike/stat"

	"github.com/google/go-cmp/cmp"
	"gonum.org/v1/gonum/stat/distuv"
	"pgregory.net/rapid"
)

// buyersOf draws customers of an MBG/NBD shop that opened so many days before
// the end, with whole days between purchases.
func buyersOf(m stat.MBGNBD, n, days int, seed uint64) []stat.History {
	source := rand.New(rand.NewPCG(seed, 0))
	rate := distuv.Gamma{Alpha: m.R, Beta: m.Alpha, Src: source}
	leave := distuv.Beta{Alpha: m.A, Beta: m.B, Src: source}
	rows := make([]stat.History, n)
	for i := range rows {
		h := stat.History{T: float64(1 + source.IntN(days))}
		lambda, p, day := rate.Rand()/7, leave.Rand(), 0.0
		for source.Float64() >= p {
			day += math.Ceil(source.ExpFloat64() / lambda)
			if day > h.T {
				break
			}
			h.X, h.TX = h.X+1, day
		}
		rows[i] = h.Weeks()
	}
	return rows
}

// A fit finds the truth of a made shop within its own intervals.
func TestFitFindsTheTruth(t *testing.T) {
	truth := stat.MBGNBD{R: .6, Alpha: 9, A: .9, B: 2.4}
	rows := buyersOf(truth, 250_000, 1000, 1) // many enough to begin with a few of them
	f, err := stat.FitMBGNBD(rows, stat.FitOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for k, want := range []float64{truth.R, truth.Alpha, truth.A, truth.B} {
		p := f.Parameters[k]
		// Gaps are rounded up to whole days, by half a day of some sixty.
		if math.Abs(math.Log(p.Value/want)) > 3*p.SE/p.Value+.02 {
			t.Errorf("%s is %v ± %v, the truth is %v", p.Name, p.Value, p.SE, want)
		}
		if !(p.Low < p.Value && p.Value < p.High && p.Low > 0) {
			t.Errorf("%+v", p)
		}
	}
	if f.Customers+f.Excluded != 250_000 {
		t.Errorf("%d customers and %d wholesale buyers", f.Customers, f.Excluded)
	}
}

// What customers spend is found again, of many as of few.
func TestSpendingFitFindsTheTruth(t *testing.T) {
	truth := stat.GammaGamma{P: 6, Q: 4, Gamma: 15}
	source := rand.New(rand.NewPCG(5, 0))
	rate := distuv.Gamma{Alpha: truth.Q, Beta: truth.Gamma, Src: source}
	rows := make([]stat.Spend, 120_000) // many enough to begin with a few of them
	for i := range rows {
		x := float64(1 + source.IntN(5))
		rows[i] = stat.Spend{X: x, Mean: distuv.Gamma{Alpha: truth.P * x, Beta: rate.Rand() * x, Src: source}.Rand()}
	}
	for _, n := range []int{20_000, len(rows)} {
		sharp := 10 / math.Sqrt(float64(n)) // a fit that stopped at a sixteenth would be wider
		f, err := stat.FitGammaGamma(rows[:n], stat.FitOptions{})
		if err != nil {
			t.Fatal(err)
		}
		for k, want := range []float64{truth.P, truth.Q, truth.Gamma} {
			p := f.Parameters[k]
			if math.Abs(p.Value-want) > 3*p.SE || p.SE > sharp*want {
				t.Errorf("of %d customers: %s is %v ± %v, the truth is %v", n, p.Name, p.Value, p.SE, want)
			}
		}
		if f.Customers != int64(n) || len(f.Starts) != 3 {
			t.Errorf("%d customers, %d starts", f.Customers, len(f.Starts))
		}
	}
}

// A forecast of many is that of each, beyond what one core takes at a time too.
func TestExpectOfIsExpectOfEach(t *testing.T) {
	m := stat.MBGNBD{R: .6, Alpha: 9, A: .9, B: 2.4}
	rows := buyersOf(m, 20_000, 700, 6)
	for i, have := range m.ExpectOf(rows, 12) {
		if want := m.Expect(rows[i].X, rows[i].TX, rows[i].T, 12); have != want || want <= 0 {
			t.Fatalf("row %d: %v, alone %v", i, have, want)
		}
	}
}

// The same customers in another order, or merged by hand, give the same fit to
// the last digit.
func TestFitDoesNotDependOnOrder(t *testing.T) {
	rows := buyersOf(stat.MBGNBD{R: .6, Alpha: 9, A: .9, B: 2.4}, 30000, 700, 2)
	first, err := stat.FitMBGNBD(rows, stat.FitOptions{})
	if err != nil {
		t.Fatal(err)
	}
	slices.Reverse(rows)
	count := map[stat.History]int64{}
	for _, h := range rows {
		count[h]++
	}
	var merged []stat.History
	for h, n := range count {
		h.Customers = n
		merged = append(merged, h)
	}
	for _, rows := range [][]stat.History{rows, merged} {
		again, err := stat.FitMBGNBD(rows, stat.FitOptions{})
		if diff := cmp.Diff(first, again); diff != "" || err != nil {
			t.Error(diff, err)
		}
	}
}

func TestFitRefuses(t *testing.T) {
	many := buyersOf(stat.MBGNBD{R: .6, Alpha: 9, A: .9, B: 2.4}, 3000, 700, 3)
	f := func(want stat.Refusal, rows []stat.History) {
		t.Helper()
		_, bg := stat.FitBGNBD(rows, stat.FitOptions{})
		m, mbg := stat.FitMBGNBD(rows, stat.FitOptions{})
		_, pareto := stat.FitParetoNBD(rows, stat.FitOptions{})
		for _, err := range []error{bg, mbg, pareto} {
			var r stat.Refusal
			if !errors.As(err, &r) || r != want || r.Error() == "" {
				t.Errorf("refused with %v, want %v", err, want)
			}
		}
		if m.Model != (stat.MBGNBD{}) || m.Converged {
			t.Errorf("refused, but %+v", m)
		}
	}
	f(stat.TooFewRepeaters, nil)
	f(stat.TooFewRepeaters, []stat.History{{T: 30, Customers: 1e6}})
	f(stat.TooFewRepeaters, many[:200])
	for _, bad := range []stat.History{
		{X: -1, T: 3}, {X: 1, TX: 4, T: 3}, {X: 1, TX: -1, T: 3}, {TX: 1, T: 3}, {X: math.NaN(), T: 3}, {X: 1, TX: 1, T: math.Inf(1)}, {T: math.NaN()}, {T: 1, Customers: -1},
	} {
		f(stat.BadHistory, append(slices.Clone(many), bad))
	}
	if _, err := stat.FitGammaGamma([]stat.Spend{{X: 1, Mean: 20, Customers: 199}, {X: 0, Mean: 9, Customers: 1e6}, {X: 4, Mean: -1, Customers: 1e6}}, stat.FitOptions{}); !errors.Is(err, stat.TooFewRepeaters) {
		t.Error(err)
	}
	if _, err := stat.FitGammaGamma([]stat.Spend{{X: 1, Mean: math.Inf(1), Customers: 300}}, stat.FitOptions{}); !errors.Is(err, stat.BadHistory) {
		t.Error(err)
	}
}

// Where nobody tells the parameters apart, the fit is drawn to the prior and
// says so, and its numbers are still numbers.
func TestFlatLikelihoodTakesTheRidge(t *testing.T) {
	f := func(what string, rows []stat.History) {
		t.Helper()
		prior := []float64{1, 10, 1, 4}
		m, err := stat.FitMBGNBD(rows, stat.FitOptions{Prior: prior})
		if err != nil || !m.Ridge {
			t.Errorf("%s: ridge %v, %v", what, m.Ridge, err)
		}
		for _, p := range m.Parameters {
			if v := p.Value + p.SE + p.Low + p.High; math.IsNaN(v) || math.IsInf(v, 0) || p.Value > 1e4 || p.Value < 1e-4 {
				t.Errorf("%s: %+v", what, p)
			}
		}
	}
	everyWeek := []stat.History{{X: 30, TX: 30, T: 30, Customers: 5000}}
	f("everybody buys every week", everyWeek)
	f("everybody is the same", []stat.History{{X: 1, TX: 10, T: 30, Customers: 5000}})
	// Repeats at no distance make the likelihood grow for ever; no ridge holds it.
	without := []stat.History{{X: 1, TX: 0, T: 30, Customers: 300}, {T: 30, Customers: 300}}
	if _, err := stat.FitMBGNBD(without, stat.FitOptions{}); !errors.Is(err, stat.NotConverged) {
		t.Error(err)
	}
}

// Whatever stands in the data, a fit gives numbers or a reason.
func TestFitGivesNumbersOrAReason(t *testing.T) {
	source := rand.New(rand.NewPCG(7, 0))
	for range 20 {
		rows := make([]stat.History, 1+source.IntN(8))
		for i := range rows {
			h := stat.History{T: float64(source.IntN(60)), Customers: int64(1 + source.IntN(500))}
			if h.T > 0 && source.IntN(2) == 0 {
				h.X, h.TX = float64(1+source.IntN(40)), float64(source.IntN(int(h.T)+1))
			}
			rows[i] = h
		}
		f := func(what string, f stat.Fitted, err error) {
			var reason stat.Refusal
			if err != nil && !errors.As(err, &reason) {
				t.Fatalf("%s: %v", what, err)
			}
			for _, p := range f.Parameters {
				for _, v := range []float64{p.Value, p.SE, p.Low, p.High, f.LogLikelihood} {
					if math.IsNaN(v) || math.IsInf(v, 0) {
						t.Fatalf("%s: %+v of %+v", what, f, rows)
					}
				}
			}
		}
		bg, err := stat.FitBGNBD(rows, stat.FitOptions{})
		f("BG/NBD", bg.Fitted, err)
		mbg, err := stat.FitMBGNBD(rows, stat.FitOptions{})
		f("MBG/NBD", mbg.Fitted, err)
		pareto, err := stat.FitParetoNBD(rows, stat.FitOptions{})
		f("Pareto/NBD", pareto.Fitted, err)
		gg, err := stat.FitGammaGamma(each(rows, func(h stat.History) stat.Spend {
			return stat.Spend{X: h.X, Mean: h.TX, Customers: h.Customers}
		}), stat.FitOptions{})
		f("Gamma-Gamma", gg.Fitted, err)
	}
}

func TestWholesaleBuyersAreLeftOut(t *testing.T) {
	rows := buyersOf(stat.MBGNBD{R: .6, Alpha: 9, A: .9, B: 2.4}, 5000, 700, 4)
	plain, err := stat.FitMBGNBD(rows, stat.FitOptions{})
	if err != nil || plain.Excluded != 0 {
		t.Fatal(plain.Excluded, err)
	}
	with, err := stat.FitMBGNBD(append(rows, stat.History{X: 4000, TX: 99, T: 100, Customers: 2}), stat.FitOptions{})
	if err != nil || with.Excluded != 2 || with.Model != plain.Model {
		t.Errorf("%d left out, %+v, want %+v, %v", with.Excluded, with.Model, plain.Model, err)
	}
}

// Amounts in another currency give the same model in that currency.
func TestGammaGammaKnowsNoCurrency(t *testing.T) {
	source := rand.New(rand.NewPCG(5, 0))
	truth := stat.GammaGamma{P: 6, Q: 4, Gamma: 15}
	var yuan, fen []stat.Spend
	for range 5000 {
		x := float64(1 + source.IntN(5))
		nu := distuv.Gamma{Alpha: truth.Q, Beta: truth.Gamma, Src: source}.Rand()
		mean := distuv.Gamma{Alpha: truth.P * x, Beta: nu * x, Src: source}.Rand()
		yuan, fen = append(yuan, stat.Spend{X: x, Mean: mean}), append(fen, stat.Spend{X: x, Mean: 100 * mean})
	}
	a, errA := stat.FitGammaGamma(yuan, stat.FitOptions{})
	b, errB := stat.FitGammaGamma(fen, stat.FitOptions{Prior: []float64{6, 4, 1500}})
	if errA != nil || errB != nil {
		t.Fatal(errA, errB)
	}
	if m := b.Model; math.Abs(m.P/a.Model.P-1)+math.Abs(m.Q/a.Model.Q-1)+math.Abs(m.Gamma/a.Model.Gamma/100-1) > 1e-5 {
		t.Errorf("in fen %+v, in yuan %+v", m, a.Model)
	}
	if l := a.Model.LogLikelihood(yuan...); math.Abs(l-a.LogLikelihood) > 1e-6*math.Abs(l) {
		t.Errorf("the fit says %v, the model %v", a.LogLikelihood, l)
	}
	for k, want := range []float64{truth.P, truth.Q, truth.Gamma} {
		if p := a.Parameters[k]; math.Abs(p.Value-want) > 3*p.SE || p.Low >= p.Value || p.High <= p.Value {
			t.Errorf("%+v, the truth is %v", p, want)
		}
	}
	if math.Abs(a.Correlation) > .05 {
		t.Errorf("correlation %v of independent draws", a.Correlation)
	}
}

// Whatever the parameters and the customer, a probability is one and an
// expectation a number that grows with the time ahead.
func TestModelsStayInRange(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		theta := func(name string) float64 { return math.Exp(rapid.Float64Range(-7, 7).Draw(t, name)) }
		r, alpha, a, b := theta("r"), theta("alpha"), theta("a"), theta("b")
		x := float64(rapid.OneOf(rapid.IntRange(0, 5), rapid.IntRange(0, 5000)).Draw(t, "x"))
		age := rapid.Float64Range(0, 500).Draw(t, "age")
		last := 0.0
		if x > 0 {
			last = age * rapid.Float64Range(0, 1).Draw(t, "last")
		}
		for _, m := range []stat.RepeatModel{stat.BGNBD{R: r, Alpha: alpha, A: a, B: b}, stat.MBGNBD{R: r, Alpha: alpha, A: a, B: b}, stat.ParetoNBD{R: r, Alpha: alpha, S: a, Beta: b}} {
			if p := m.Alive(x, last, age); !(p >= 0 && p <= 1) {
				t.Fatalf("%+v: alive %v", m, p)
			}
			before := 0.0
			for _, ahead := range []float64{1, 13, 52} {
				e := m.Expect(x, last, age, ahead)
				if !(e >= before-1e-9*before-1e-9) || math.IsInf(e, 0) || e > 1.0001*ahead*(r+x)/(alpha+age)+1e-9 {
					t.Fatalf("%+v: %v purchases in %v weeks after %v", m, e, ahead, before)
				}
				before = e
			}
		}
	})
}

// The expectation is the mean, over what her leaving probability p may be, of
// (1 − (1+p·w)^−(r+x))/p, w = t/(α+T): an integral that needs no special
// function, taken here by the trapezoid rule over the log odds of p.
func TestExpectIsTheIntegral(t *testing.T) {
	f := func(m stat.MBGNBD, x, age, ahead float64) {
		t.Helper()
		beta, w, sum := distuv.Beta{Alpha: m.A, Beta: m.B + x + 1}, ahead/(m.Alpha+age), 0.0
		const step = .002
		for s := -60.0; s < 60; s += step {
			p := 1 / (1 + math.Exp(-s))
			sum += step * beta.Prob(p) * (1 - p) * -math.Expm1(-(m.R+x)*math.Log1p(p*w))
		}
		want := sum * m.Alive(x, age, age)
		if have := m.Expect(x, age, age, ahead); math.Abs(have-want) > 1e-7*want {
			t.Errorf("%+v: %v purchases, the integral is %v", m, have, want)
		}
	}
	f(stat.MBGNBD{R: .5, Alpha: 6, A: .9, B: 1.6}, 2, 30, 39)
	f(stat.MBGNBD{R: .5, Alpha: 6, A: 1, B: 1.6}, 2, 30, 39)
	f(stat.MBGNBD{R: 90, Alpha: 30, A: .9, B: 1.6}, 2, 30, 39)
	f(stat.MBGNBD{R: 90, Alpha: 1, A: .9, B: 1.6}, 2, 1, 39) // z is .951
	f(stat.MBGNBD{R: 90, Alpha: 1, A: 7.3, B: 2.6}, 0, 1, 300)
	f(stat.MBGNBD{R: 90, Alpha: 1, A: 1, B: 2.6}, 0, 1, 300)
	f(stat.MBGNBD{R: .5, Alpha: .01, A: .6, B: 1.6}, 0, 0, 39)
	f(stat.MBGNBD{R: 2, Alpha: 5, A: 300, B: 700}, 3, 9, 39)
	f(stat.MBGNBD{R: 500, Alpha: 900, A: .5, B: 700}, 3, 9, 39)
}

// The fit to a million customers, all in days.
func BenchmarkFitMillion(b *testing.B) {
	rows := buyersOf(stat.MBGNBD{R: .6, Alpha: 9, A: .9, B: 2.4}, 1_000_000, 1000, 6)
	for b.Loop() {
		if _, err := stat.FitMBGNBD(rows, stat.FitOptions{}); err != nil {
			b.Fatal(err)
		}
	}
}

// The same for the model whose likelihood is the dearest.
func BenchmarkFitParetoMillion(b *testing.B) {
	rows := buyersOf(stat.MBGNBD{R: .6, Alpha: 9, A: .9, B: 2.4}, 1_000_000, 1000, 6)
	for b.Loop() {
		if _, err := stat.FitParetoNBD(rows, stat.FitOptions{}); err != nil {
			b.Fatal(err)
		}
	}
}
