package stat_test

import (
	"math"
	"testing"

	"huike"
	"huike/stat"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestVectorsKPI(t *testing.T) {
	vectors(t, "07_kpi.json", map[string]run{
		"lmdi-lmdir-1972":    segmentsByLMDI,
		"lmdi-lmdir-1973":    segmentsByLMDI,
		"lmdi-lmdir-1974":    segmentsByLMDI,
		"lmdi-zero":          lmdiZero,
		"kpi-4factor":        fourFactors,
		"shapley-2factor":    twoFactors,
		"additive-node":      sumNode,
		"rate-mix":           rateMix,
		"yoy-pop":            growth,
		"anomaly-mad":        anomalies,
		"anomaly-mad-zero":   anomalyOfEqualDays,
		"anomaly-count":      smallCounts,
		"industry-benchmark": industry,
		"benchmark-quantile": quartiles,
	}, nil)
}

type segmentInputs struct{ X0, XT [][]float64 }

func (i segmentInputs) split(t *testing.T) (stat.SegmentDecomposition, [][]float64) {
	t.Helper()
	s, err := stat.DecomposeSegments(i.X0, i.XT)
	if err != nil {
		t.Fatal(err)
	}
	return s, each(s.Segments, func(d stat.Decomposition) []float64 {
		if d.Method != stat.LMDI {
			t.Errorf("method %s, want LMDI", d.Method)
		}
		return d.Contributions
	})
}

func segmentsByLMDI(t *testing.T, v vector) got {
	s, z := in[segmentInputs](t, v).split(t)
	indices, _ := s.Total.Indices()
	return got{"Z": z, "dV": s.Total.Contributions, "total": s.Total.Change(), "D": indices}
}

func lmdiZero(t *testing.T, v vector) got {
	i := in[struct{ CaseA, CaseB segmentInputs }](t, v)
	_, a := i.CaseA.split(t)
	_, b := i.CaseB.split(t)
	return got{"caseA_Z": a, "caseB_Z": b}
}

type factorInputs struct{ F0, F1 []float64 }

func fourFactors(t *testing.T, v vector) got {
	i := in[factorInputs](t, v)
	lmdi, err := stat.DecomposeProduct(i.F0, i.F1)
	if err != nil {
		t.Fatal(err)
	}
	shapley, err := stat.DecomposeShapley(i.F0, i.F1)
	if err != nil {
		t.Fatal(err)
	}
	return got{
		"V0": lmdi.Before, "V1": lmdi.After, "delta": lmdi.Change(),
		"lmdi": lmdi.Contributions, "shapley": shapley.Contributions, "chained": chained(i.F0, i.F1),
		"lmdi_share_of_log_change": each(lmdi.Contributions, func(c float64) float64 { return c / lmdi.Change() }),
	}
}

// chained changes one factor after the other, the way that depends on their
// order; it stands here for contrast only.
func chained(before, after []float64) []float64 {
	out := make([]float64, len(before))
	for k := range before {
		out[k] = after[k] - before[k]
		for i := range before {
			switch {
			case i < k:
				out[k] *= after[i]
			case i > k:
				out[k] *= before[i]
			}
		}
	}
	return out
}

func twoFactors(t *testing.T, v vector) got {
	i := in[factorInputs](t, v)
	d, err := stat.DecomposeShapley(i.F0, i.F1)
	if err != nil {
		t.Fatal(err)
	}
	return got{"shapley": d.Contributions}
}

func sumNode(t *testing.T, v vector) got {
	i := in[struct{ Children0, Children1 []float64 }](t, v)
	n, err := stat.AdditiveNode(i.Children0, i.Children1)
	if err != nil {
		t.Fatal(err)
	}
	return got{"contribution": n.Changes, "delta": n.Change, "share": n.Shares, "growth_points": n.Points}
}

func rated(weights, rates []float64) []stat.RatedSegment {
	out := make([]stat.RatedSegment, len(weights))
	for k := range weights {
		out[k] = stat.RatedSegment{Weight: weights[k], Rate: rates[k]}
	}
	return out
}

func rateMix(t *testing.T, v vector) got {
	i := in[struct{ N0, R0, N1, R1 []float64 }](t, v)
	m, err := stat.DecomposeRate(rated(i.N0, i.R0), rated(i.N1, i.R1))
	if err != nil {
		t.Fatal(err)
	}
	return got{"R0": m.Before, "R1": m.After, "rate_effect": m.Rate, "mix_effect": m.Mix, "sum": sum(m.Rate) + sum(m.Mix)}
}

func growth(t *testing.T, v vector) got {
	i := in[struct{ Cur, Prev []*float64 }](t, v)
	const undefined = "undefined"
	want := v.Expected["growth"].([]any)
	rates := make([]any, len(i.Cur))
	for k := range i.Cur {
		base := math.NaN()
		if i.Prev[k] != nil {
			base = *i.Prev[k]
		}
		if g, ok := stat.Growth(*i.Cur[k], base); ok {
			rates[k] = g
		} else {
			rates[k] = undefined
		}
		if want[k] == nil {
			want[k] = undefined
		}
	}
	return got{"growth": rates}
}

func anomalies(t *testing.T, v vector) got {
	i := in[struct{ History, Values []float64 }](t, v)
	b, ok := stat.NewBaseline(i.History)
	if !ok {
		t.Fatal("no baseline")
	}
	return got{
		"median": b.Median, "mad": b.MAD,
		"z": each(i.Values, func(x float64) float64 { z, _ := b.ModifiedZ(x); return z }), "flag": each(i.Values, b.Unusual),
	}
}

func anomalyOfEqualDays(t *testing.T, v vector) got {
	i := in[struct {
		History []float64
		Value   float64
	}](t, v)
	b, _ := stat.NewBaseline(i.History)
	z, _ := b.ModifiedZ(i.Value)
	return got{"mad": b.MAD, "meanad": b.MeanAD, "z": z}
}

func smallCounts(t *testing.T, v vector) got {
	i := in[struct {
		Expected float64
		Observed []int64
	}](t, v)
	tail := func(high bool) []float64 {
		return each(i.Observed, func(n int64) float64 {
			l, h, _ := stat.PoissonTails(n, i.Expected)
			if high {
				return h
			}
			return l
		})
	}
	return got{"p_low": tail(false), "p_high": tail(true)}
}

func industry(t *testing.T, v vector) got {
	i := in[struct{ Shop, Industry [2]float64 }](t, v)
	c, ok := stat.CompareIndustry(stat.Span{Before: i.Shop[0], After: i.Shop[1]}, stat.Span{Before: i.Industry[0], After: i.Industry[1]})
	if !ok {
		t.Fatal("no comparison")
	}
	return got{
		"g_shop": c.Shop, "g_industry": c.Industry, "relative": c.Relative,
		"share": []float64{c.ShareBefore, c.ShareAfter}, "gap_sales": c.Gap,
	}
}

func quartiles(t *testing.T, v vector) got {
	i := in[struct {
		Quartiles [3]float64 `json:"quartiles_p25_p50_p75"`
		Values    []float64
	}](t, v)
	q := stat.Quartiles{P25: i.Quartiles[0], P50: i.Quartiles[1], P75: i.Quartiles[2]}
	return got{
		"percentile": each(i.Values, func(x float64) float64 { p, _ := q.Position(x); return p }),
		"note":       v.Expected["note"],
	}
}

// factor draws the factors that break decompositions: zeros, negatives, near
// equals, and a wide range.
func factor() *rapid.Generator[float64] {
	return rapid.OneOf(
		rapid.Float64Range(0.001, 1000),
		rapid.Float64Range(-100, 100),
		rapid.Float64Range(1, 1.000000001),
		rapid.Just(0.0),
	)
}

func TestContributionsAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 6).Draw(t, "n")
		before := rapid.SliceOfN(factor(), n, n).Draw(t, "before")
		after := rapid.SliceOfN(factor(), n, n).Draw(t, "after")
		d, err := stat.DecomposeProduct(before, after)
		if err != nil {
			t.Fatal(err)
		}
		// Rounding grows with the parts, which can cancel.
		scale, total := 0.0, sum(d.Contributions)
		for _, c := range d.Contributions {
			scale = max(scale, math.Abs(c))
		}
		if math.Abs(total-d.Change()) > 1e-9*math.Abs(d.Change())+1e-15*scale*float64(n) {
			t.Fatalf("%s: %v add up to %v, not %v", d.Method, d.Contributions, total, d.Change())
		}
		back, err := stat.DecomposeProduct(after, before)
		if err != nil {
			t.Fatal(err)
		}
		for k, c := range d.Contributions {
			if math.Abs(c+back.Contributions[k]) > 1e-9*scale {
				t.Fatalf("%v forth, %v back", d.Contributions, back.Contributions)
			}
			if before[k] == after[k] && math.Abs(c) > 1e-12*scale {
				t.Fatalf("factor %d did not change and has %v", k, c)
			}
		}
	})
}

func TestChainedDependsOnTheOrder(t *testing.T) {
	f0, f1 := []float64{2, 5}, []float64{3, 7}
	turned := chained([]float64{5, 2}, []float64{7, 3})
	if diff := cmp.Diff(chained(f0, f1), []float64{turned[1], turned[0]}); diff == "" {
		t.Error("chained substitution gave the same parts in both orders")
	}
	a, _ := stat.DecomposeProduct([]float64{2, 5}, []float64{3, 7})
	b, _ := stat.DecomposeProduct([]float64{5, 2}, []float64{7, 3})
	if math.Abs(a.Contributions[0]-b.Contributions[1]) > 1e-12 {
		t.Errorf("LMDI gave %v and %v", a.Contributions, b.Contributions)
	}
}

func TestWhichDecomposition(t *testing.T) {
	f := func(before, after []float64, method stat.DecompositionMethod, parts ...float64) {
		t.Helper()
		d, err := stat.DecomposeProduct(before, after)
		if err != nil || d.Method != method || cmp.Diff(parts, d.Contributions) != "" {
			t.Errorf("%v to %v: %+v %v, want %s %v", before, after, d, err, method, parts)
		}
	}
	f([]float64{0, 5}, []float64{3, 5}, stat.LMDI, 15, 0)
	f([]float64{3, 5}, []float64{3, 0}, stat.LMDI, 0, -15)
	f([]float64{0, 5}, []float64{3, 0}, stat.LMDI, 0, 0)
	f([]float64{0, 0}, []float64{3, 5}, stat.Shapley, 7.5, 7.5)
	f([]float64{-2, 5}, []float64{-2, 7}, stat.Shapley, 0, -4)
	f([]float64{4}, []float64{4}, stat.LMDI, 0)
}

func TestDecompositionRefuses(t *testing.T) {
	f := func(before, after []float64, code string) {
		t.Helper()
		if _, err := stat.DecomposeProduct(before, after); huike.CodeOf(err) != code {
			t.Errorf("%v to %v: %v, want %s", before, after, err, code)
		}
	}
	f(nil, nil, stat.CodeShape)
	f([]float64{1}, []float64{1, 2}, stat.CodeShape)
	f([]float64{math.NaN()}, []float64{1}, stat.CodeNotFinite)
	f([]float64{1e200, 1e200}, []float64{1, 1}, stat.CodeNotFinite)
	f(make([]float64, 7), []float64{1, 1, 1, 1, 1, 1, 1}, stat.CodeTooMany)
}

func TestRateOfSegmentThatCame(t *testing.T) {
	// A new channel with a rate of 5 % beside 100 visitors at 1 %: all of the
	// rise to 3 % is mix.
	m, err := stat.DecomposeRate(rated([]float64{100, 0}, []float64{0.01, math.NaN()}), rated([]float64{100, 100}, []float64{0.01, 0.05}))
	if err != nil || sum(m.Rate) != 0 || math.Abs(sum(m.Mix)-0.02) > 1e-15 {
		t.Errorf("%+v %v, want 0 of rate and .02 of mix", m, err)
	}
	if _, err := stat.DecomposeRate(rated([]float64{0}, []float64{0.1}), rated([]float64{1}, []float64{0.1})); huike.CodeOf(err) != stat.CodeTooFew {
		t.Errorf("a period of nobody: %v", err)
	}
}

func TestNodeWithoutBase(t *testing.T) {
	n, err := stat.AdditiveNode([]float64{5, -5}, []float64{6, -6})
	if err != nil || n.Shares != nil || n.Points != nil {
		t.Errorf("%+v %v, want neither shares nor points", n, err)
	}
}

func TestQuartilesThatAreEqual(t *testing.T) {
	f := func(q stat.Quartiles, value, want float64) {
		t.Helper()
		if p, ok := q.Position(value); !ok || p != want {
			t.Errorf("%v in %v: %v %v, want %v", value, q, p, ok, want)
		}
	}
	f(stat.Quartiles{P25: 2, P50: 2, P75: 2}, 2, 0.5)
	f(stat.Quartiles{P25: 2, P50: 2, P75: 2}, 3, 0.975)
	f(stat.Quartiles{P25: 2, P50: 2, P75: 4}, 2, 0.375)
	f(stat.Quartiles{P25: 0, P50: 2, P75: 4}, -1, 0)
	if _, ok := (stat.Quartiles{P25: 3, P50: 2, P75: 4}).Position(1); ok {
		t.Error("quartiles that fall have a position")
	}
}

func TestAnomalyWithoutSpread(t *testing.T) {
	b, ok := stat.NewBaseline([]float64{5, 5, 5})
	if _, defined := b.ModifiedZ(6); !ok || defined || !b.Unusual(6) || b.Unusual(5) {
		t.Errorf("baseline %+v of equal days flags the wrong days", b)
	}
	if _, ok := stat.NewBaseline(nil); ok {
		t.Error("no history has a baseline")
	}
	if !stat.UnusualCount(13, 4) || stat.UnusualCount(11, 4) || !stat.UnusualCount(1, 0) || stat.UnusualCount(0, 0) {
		t.Error("the Poisson alarm is off") // tails .00027 and .0028, exact
	}
	// The interval of 3 in 100 is .0103 to .0845, by his formula.
	unusual, ok := stat.UnusualRate(stat.Proportion{X: 3, N: 100}, 0.09, 0.95)
	inside, _ := stat.UnusualRate(stat.Proportion{X: 3, N: 100}, 0.08, 0.95)
	if !ok || !unusual || inside {
		t.Error("the Wilson alarm is off")
	}
	if _, ok := stat.UnusualRate(stat.Proportion{}, 0.1, 0.95); ok {
		t.Error("an empty day has a rate")
	}
}
