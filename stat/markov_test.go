package stat_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"huike"
	"huike/stat"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestVectorsMarkov(t *testing.T) {
	vectors(t, "10_markov.json", map[string]run{
		"mle-stationary":      chainOfCounts,
		"projection":          projection,
		"projection-se":       projectionError,
		"pfeifer-carraway":    mailingHouse,
		"time-homogeneity":    homogeneity,
		"dirichlet-smoothing": smoothing,
		"matrix-power":        twoSteps,
	}, nil)
}

type chainInputs struct {
	Counts       [][]float64
	From         [][]float64 `json:"P_from_counts"`
	N0, Entrants []float64
	Steps        int
}

func whole(counts [][]float64) [][]int64 {
	return each(counts, func(row []float64) []int64 {
		return each(row, func(n float64) int64 { return int64(n) })
	})
}

func chain(t testing.TB, counts [][]int64) stat.Chain {
	t.Helper()
	c, err := stat.FitChain(counts)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func chainOfCounts(t *testing.T, v vector) got {
	c := chain(t, whole(in[chainInputs](t, v).Counts))
	stationary, err := c.Stationary()
	if err != nil {
		t.Fatal(err)
	}
	se, _ := c.SE(0, 0)
	return got{"P": c.P, "stationary": stationary, "se_p11": se}
}

func projection(t *testing.T, v vector) got {
	i := in[chainInputs](t, v)
	steps, err := chain(t, whole(i.From)).Project(i.N0, i.Entrants, i.Steps)
	if err != nil {
		t.Fatal(err)
	}
	return got{"n": each(steps, func(p stat.Projection) []float64 { return p.Mean })}
}

func projectionError(t *testing.T, v vector) got {
	i := in[chainInputs](t, v)
	steps, err := chain(t, whole(i.From)).Project(i.N0, nil, 1)
	if err != nil {
		t.Fatal(err)
	}
	p := steps[0]
	return got{"mean": p.Mean, "sd_multinomial": p.SampleSD, "sd_parameter": p.ParameterSD, "sd_total": p.SD}
}

func mailingHouse(t *testing.T, v vector) got {
	i := in[struct {
		P        []float64
		NC, M    float64
		Discount []float64 `json:"d"`
	}](t, v)
	value := func(r stat.Recency, discount float64) []float64 {
		c, reward, err := r.Chain()
		if err != nil {
			t.Fatal(err)
		}
		values, err := c.Value(reward, discount)
		if err != nil {
			t.Fatal(err)
		}
		return values[:len(r.Buy)]
	}
	r := stat.Recency{Buy: i.P, Contribution: i.NC, Cost: i.M, Until: 4}
	c, _, err := r.Chain()
	if err != nil {
		t.Fatal(err)
	}
	a, err := c.Absorb()
	if err != nil {
		t.Fatal(err)
	}
	stop := stat.Recency{Buy: append(append([]float64{}, i.P[:3]...), 0.01), Contribution: i.NC, Cost: i.M, Until: 3}
	return got{
		"fundamental_row1": a.Fundamental[0], "steps_to_loss": a.Steps,
		"LV_d0": value(r, i.Discount[0]), "LV_d20pct": value(r, i.Discount[1]), "LV_stop_at_4_p4_01": value(stop, 0),
	}
}

func homogeneity(t *testing.T, v vector) got {
	i := in[struct{ Period1, Period2 [][]float64 }](t, v)
	c, err := stat.TimeHomogeneity([][][]int64{whole(i.Period1), whole(i.Period2)})
	if err != nil {
		t.Fatal(err)
	}
	return got{"chi2": c.Value, "df": c.DF, "p": c.P}
}

func smoothing(t *testing.T, v vector) got {
	i := in[struct {
		Row, Prior []float64
		K          float64
	}](t, v)
	if i.K != stat.RowStrength {
		t.Fatalf("the vector's k is %v", i.K)
	}
	c := chain(t, whole([][]float64{i.Row, {40, 0, 0}, {0, 0, 0}}))
	former := stat.Chain{P: [][]float64{i.Prior, i.Prior, nil}, Seen: make([]float64, 3)}
	smooth, err := c.Smoothed(former)
	if err != nil {
		t.Fatal(err)
	}
	if smooth.P[1][0] != 1 || smooth.P[2] != nil || c.P[0][0] == smooth.P[0][0] {
		t.Errorf("smoothing touched the wrong rows: %v of %v", smooth.P, c.P)
	}
	return got{"p": smooth.P[0]}
}

func twoSteps(t *testing.T, v vector) got {
	p, err := chain(t, whole(in[chainInputs](t, v).Counts)).Power(2)
	if err != nil {
		t.Fatal(err)
	}
	return got{"P2": p}
}

// threeSteps walks n customers from state 0 through a chain by chance.
func threeSteps(source *rand.Rand, p [][]float64, n int) []float64 {
	counts := make([]float64, len(p))
	for range n {
		at := 0
		for range 3 {
			at = stat.Arm(source.Float64(), p[at])
		}
		counts[at]++
	}
	return counts
}

// TestProjectionVarianceIsThatOfChance simulates 2,000 shops: a chain learned
// anew from 60 customers a state, then 300 customers walking three steps.
func TestProjectionVarianceIsThatOfChance(t *testing.T) {
	source := rand.New(rand.NewPCG(7, 0))
	truth := [][]float64{{0.6, 0.3, 0.1}, {0.2, 0.5, 0.3}, {0.1, 0.1, 0.8}}
	known, err := stat.Chain{P: truth, Seen: []float64{60, 60, 60}}.Project([]float64{300, 0, 0}, nil, 3)
	if err != nil {
		t.Fatal(err)
	}
	const shops = 2000
	var sumSq [3]float64
	for range shops {
		learned := make([][]int64, 3)
		for i, row := range truth {
			learned[i] = make([]int64, 3)
			for range 60 {
				learned[i][stat.Arm(source.Float64(), row)]++
			}
		}
		forecast, err := chain(t, learned).Project([]float64{300, 0, 0}, nil, 3)
		if err != nil {
			t.Fatal(err)
		}
		for j, n := range threeSteps(source, truth, 300) {
			d := n - forecast[2].Mean[j]
			sumSq[j] += d * d / shops
		}
	}
	for j, want := range known[2].SD {
		if have := math.Sqrt(sumSq[j]); math.Abs(have/want-1) > 0.06 {
			t.Errorf("state %d: the forecast misses by %.2f, it says %.2f", j, have, want)
		}
	}
}

func TestChainKeepsItsCustomers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.IntRange(1, 5).Draw(t, "s")
		row := rapid.SliceOfN(rapid.Int64Range(0, 50), s, s)
		c, err := stat.FitChain(rapid.SliceOfN(row, s, s).Draw(t, "counts"))
		if err != nil {
			t.Fatal(err)
		}
		start := rapid.SliceOfN(rapid.Float64Range(0, 1e6), s, s).Draw(t, "start")
		steps, err := c.Project(start, nil, 4)
		if err != nil {
			if huike.CodeOf(err) != stat.CodeUnknownRow {
				t.Fatal(err)
			}
			return
		}
		for _, p := range steps {
			if math.Abs(sum(p.Mean)-sum(start)) > 1e-9*sum(start) {
				t.Fatalf("%v became %v", start, p.Mean)
			}
		}
		if pi, err := c.Stationary(); err == nil {
			moved := make([]float64, s)
			for i := range pi {
				for j, p := range c.P[i] {
					moved[j] += pi[i] * p
				}
			}
			for j := range pi {
				if math.Abs(moved[j]-pi[j]) > 1e-12 {
					t.Fatalf("%v moves on to %v", pi, moved)
				}
			}
		}
	})
}

func TestSteadyState(t *testing.T) {
	f := func(counts [][]int64, code string, want ...float64) {
		t.Helper()
		pi, err := chain(t, counts).Stationary()
		if huike.CodeOf(err) != code || cmp.Diff(want, pi) != "" {
			t.Errorf("%v: %v %v, want %v %q", counts, pi, err, want, code)
		}
	}
	f([][]int64{{0, 1, 1}, {0, 1, 1}, {0, 1, 1}}, "", 0, 0.5, 0.5) // newcomers never come back
	f([][]int64{{0, 1}, {1, 0}}, "", 0.5, 0.5)
	f([][]int64{{1, 1}, {0, 1}}, stat.CodeNoSteadyState)
	f([][]int64{{1, 0}, {0, 1}}, stat.CodeNoSteadyState)
	f([][]int64{{0, 0}, {1, 1}}, stat.CodeUnknownRow)
	f([][]int64{{5}}, stat.CodeNoSteadyState)
}

func TestChainRefuses(t *testing.T) {
	f := func(err error, code string) {
		t.Helper()
		if huike.CodeOf(err) != code {
			t.Errorf("%v, want %s", err, code)
		}
	}
	_, err := stat.FitChain(nil)
	f(err, stat.CodeShape)
	_, err = stat.FitChain([][]int64{{1, 2}})
	f(err, stat.CodeShape)
	_, err = stat.FitChain([][]int64{{-1}})
	f(err, stat.CodeOutOfRange)
	_, err = stat.Chain{}.Power(2)
	f(err, stat.CodeShape)
	mixing := chain(t, [][]int64{{1, 1}, {1, 1}})
	_, err = mixing.Absorb()
	f(err, stat.CodeNeverAbsorbed)
	_, err = mixing.Value([]float64{1, 1}, 0)
	f(err, stat.CodeNeverAbsorbed)
	_, err = chain(t, [][]int64{{1, 1}, {0, 1}}).Value([]float64{1, 1}, 0)
	f(err, stat.CodeNeverAbsorbed)
	_, err = chain(t, [][]int64{{1}}).Absorb()
	f(err, stat.CodeTooFew)
	_, err = mixing.Project([]float64{math.Inf(1), 0}, nil, 1)
	f(err, stat.CodeNotFinite)
	_, err = stat.TimeHomogeneity([][][]int64{{{1}}})
	f(err, stat.CodeTooFew)
	_, _, err = stat.Recency{Buy: []float64{1.5}}.Chain()
	f(err, stat.CodeOutOfRange)
	if _, ok := chain(t, [][]int64{{0}}).SE(0, 0); ok {
		t.Error("a row of nobody has a standard error")
	}
	values, err := mixing.Value([]float64{1, 1}, 1)
	if err != nil || math.Abs(values[0]-2) > 1e-12 { // 1 + ½ + ¼ + …
		t.Errorf("one a step for ever at 100 %% is %v %v, want 2", values, err)
	}
}

func TestTwoStepTest(t *testing.T) {
	c := chain(t, [][]int64{{50, 50}, {20, 80}})
	fits, err := c.TwoStepTest([][]int64{{35, 65}, {26, 74}}) // P² is .35 .65, .26 .74
	if err != nil || fits.Value > 1e-12 || fits.DF != 2 || fits.P < 0.999 {
		t.Errorf("the chain's own square: %+v %v", fits, err)
	}
	off, err := c.TwoStepTest([][]int64{{90, 10}, {0, 0}})
	if err != nil || off.DF != 1 || off.P > 1e-6 {
		t.Errorf("customers who stay: %+v %v", off, err)
	}
	never, err := chain(t, [][]int64{{1, 0}, {0, 1}}).TwoStepTest([][]int64{{0, 5}, {0, 5}})
	if err != nil || never.P != 0 || math.IsInf(never.Value, 0) {
		t.Errorf("an impossible move: %+v %v", never, err)
	}
}
