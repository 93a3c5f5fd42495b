package stat_test

import (
	"testing"

	"huike/stat"
)

// level is the confidence level of every vector.
const level = 0.95

func TestVectorsExperiment(t *testing.T) {
	vectors(t, "04_experiment.json", map[string]run{
		"hash-growthbook":        growthBook,
		"hash-sha256":            buckets,
		"hash-sha256-uniform":    bucketsUniform,
		"bucket-ranges":          ranges,
		"samplesize-two-prop":    sampleSizes,
		"power-two-prop":         power,
		"samplesize-mean":        sampleSizeMean,
		"mde-holdout-share":      detectable,
		"two-prop":               twoProportions,
		"ratio-katz":             katz,
		"wilson":                 wilson,
		"fisher":                 fisher,
		"hillstrom":              hillstrom,
		"welch-growthbook":       welchGrowthBook,
		"fdiff-negative-base":    relativeToNegative,
		"ratio-delta":            ratioDelta,
		"cuped-small":            cupedSmall,
		"cuped-sums":             cupedSums,
		"cuped-hillstrom":        cupedHillstrom,
		"cuped-theta-growthbook": cupedTheta,
		"post-stratified":        postStratified,
		"p-adjust":               adjusted,
		"p-adjust-2":             adjusted,
		"srm":                    sampleRatio,
		"sequential-growthbook":  sequentialGrowthBook,
		"sequential-hillstrom":   sequentialHillstrom,
		"group-sequential":       groupSequential,
		"multi-window":           multiWindow,
		"pull-forward":           pullForward,
		"roi-hillstrom":          roiHillstrom,
		"cpi-unbounded":          unboundedCost,
		"seed000-roi":            grossOffer,
		"seed000-roi-controlled": netOffer,
		"cace":                   delivered,
		"contamination":          contamination,
		"overlap-interaction":    overlap,
		"global-holdout":         globalHoldout,
	}, []string{"cuped-ratio-growthbook"})
}

func growthBook(t *testing.T, v vector) got {
	i := in[struct {
		Rows [][3]any `json:"seed_value_version"`
	}](t, v)
	return got{"hash": each(i.Rows, func(r [3]any) float64 {
		return stat.GrowthBookBucket(r[0].(string), r[1].(string), int(r[2].(float64)))
	})}
}

func sampleSizes(t *testing.T, v vector) got {
	i := in[struct {
		Rows [][4]float64 `json:"p1_p2_power_k"`
	}](t, v)
	return got{"n_treat": each(i.Rows, func(r [4]float64) float64 {
		return stat.Design{Alpha: 0.05, Power: r[2]}.SampleSize(r[0], r[1], r[3])
	})}
}

func power(t *testing.T, v vector) got {
	i := in[struct{ N, P1, P2 float64 }](t, v)
	return got{"power": stat.DefaultDesign().PowerOf(i.P1, i.P2, i.N, i.N)}
}

func sampleSizeMean(t *testing.T, v vector) got {
	i := in[struct{ Delta, SD float64 }](t, v)
	d := stat.DefaultDesign()
	return got{"n": d.SampleSizeMean(i.Delta, i.SD), "normal_approx": d.NormalSampleSizeMean(i.Delta, i.SD)}
}

func detectable(t *testing.T, v vector) got {
	i := in[struct {
		P0       float64
		N, Share []float64
	}](t, v)
	return got{"mde": each(i.N, func(n float64) []float64 {
		return each(i.Share, func(s float64) float64 { return stat.DefaultDesign().DetectableLift(i.P0, n, s) })
	})}
}

// pair is x1, n1, x0, n0.
type pair [4]int64

func (p pair) arms() (treated, control stat.Proportion) {
	return stat.Proportion{X: p[0], N: p[1]}, stat.Proportion{X: p[2], N: p[3]}
}

func limits(e stat.Estimate) [2]float64 { return [2]float64{e.Low, e.High} }

func twoProportions(t *testing.T, v vector) got {
	i := in[struct {
		Rows []pair `json:"x1_n1_x2_n2"`
	}](t, v)
	by := func(f func(treated, control stat.Proportion, level float64) stat.Estimate) []stat.Estimate {
		return each(i.Rows, func(p pair) stat.Estimate {
			treated, control := p.arms()
			return f(treated, control, level)
		})
	}
	p := func(e stat.Estimate) float64 { return e.P }
	mn, wald := by(stat.MiettinenNurminen), by(stat.Wald)
	return got{
		"mn": each(mn, limits), "wald": each(wald, limits),
		"mee": each(by(stat.Mee), limits), "newcombe": each(by(stat.Newcombe), limits),
		"p_score": each(mn, p), "p_pooled": each(wald, p),
	}
}

func katz(t *testing.T, v vector) got {
	i := in[struct {
		Rows []pair `json:"x1_n1_x0_n0"`
	}](t, v)
	return got{"ratio_lo_hi": each(i.Rows, func(p pair) [3]float64 {
		treated, control := p.arms()
		r := stat.Katz(treated, control, level)
		return [3]float64{r.Value, r.Low, r.High}
	})}
}

func wilson(t *testing.T, v vector) got {
	i := in[struct {
		Rows [][2]int64 `json:"x_n"`
	}](t, v)
	return got{"ci": each(i.Rows, func(r [2]int64) [2]float64 {
		low, high := stat.Wilson(stat.Proportion{X: r[0], N: r[1]}, level)
		return [2]float64{low, high}
	})}
}

func fisher(t *testing.T, v vector) got {
	i := in[struct{ Table [2][2]int64 }](t, v)
	arm := func(row [2]int64) stat.Proportion { return stat.Proportion{X: row[0], N: row[0] + row[1]} }
	return got{"p": stat.Fisher(arm(i.Table[0]), arm(i.Table[1]))}
}

// moments reads {"n", "sum", "sum_sq"}.
type moments struct {
	N     int64
	Sum   float64
	SumSq float64 `json:"sum_sq"`
}

func (m moments) stat() stat.Moments { return stat.MomentsOfSums(m.N, m.Sum, m.SumSq) }

// binomial returns moments whose variance is p(1−p), without n−1, as GrowthBook
// takes it.
func binomial(x, n int64) stat.Moments {
	p := float64(x) / float64(n)
	return stat.Moments{N: n, Mean: p, Squares: p * (1 - p) * float64(n-1)}
}

func welchGrowthBook(t *testing.T, v vector) got {
	i := in[struct {
		A, B   moments
		BinomA [2]int64 `json:"binom_a"`
		BinomB [2]int64 `json:"binom_b"`
	}](t, v)
	return got{
		"relative":       shown(stat.RelativeLift(i.B.stat(), i.A.stat(), level)),
		"absolute":       shown(stat.Welch(i.B.stat(), i.A.stat(), level)),
		"binom_relative": shown(stat.RelativeLift(binomial(i.BinomB[0], i.BinomB[1]), binomial(i.BinomA[0], i.BinomA[1]), level)),
	}
}

// shown names the parts of an estimate as the vectors do.
func shown(e stat.Estimate) map[string]any {
	return map[string]any{"est": e.Value, "diff": e.Value, "lift": e.Value, "se": e.SE, "ci": limits(e), "p": e.P}
}

func relativeToNegative(t *testing.T, v vector) got {
	i := in[struct{ Pairs [][2]float64 }](t, v)
	constant := func(x float64) stat.Moments { return stat.Constant(2, x) }
	return got{"relative": each(i.Pairs, func(p [2]float64) float64 {
		return stat.RelativeLift(constant(p[1]), constant(p[0]), level).Value
	})}
}

func ratioDelta(t *testing.T, v vector) got {
	type arm struct{ Revenue, Orders []float64 }
	i := in[struct{ Control, Treat arm }](t, v)
	of := func(a arm) stat.PairMoments { return pairs(a.Orders, a.Revenue) }
	control, treated := of(i.Control), of(i.Treat)
	r0, v0 := control.Ratio()
	r1, v1 := treated.Ratio()
	e := stat.RatioDifference(treated, control, level)
	return got{"R_control": r0, "R_treat": r1, "var_control": v0, "var_treat": v1, "diff": e.Value, "se": e.SE}
}

func adjusted(t *testing.T, v vector) got {
	p := in[struct{ P []float64 }](t, v).P
	return got{"holm": stat.Holm(p), "bh": stat.BenjaminiHochberg(p), "hochberg": stat.Hochberg(p), "by": stat.BenjaminiYekutieli(p)}
}

func sampleRatio(t *testing.T, v vector) got {
	i := in[struct {
		Rows [][2][]float64 `json:"observed_weights"`
	}](t, v)
	tests := each(i.Rows, func(r [2][]float64) stat.ChiSquare {
		return stat.SampleRatio(each(r[0], func(n float64) int64 { return int64(n) }), r[1])
	})
	return got{
		"chi2":  each(tests, func(c stat.ChiSquare) float64 { return c.Value }),
		"p":     each(tests, func(c stat.ChiSquare) float64 { return c.P }),
		"alarm": each(tests, stat.ChiSquare.Alarm),
	}
}

func sequentialGrowthBook(t *testing.T, v vector) got {
	i := in[struct {
		Case1 struct {
			A, B  moments
			Nstar float64
		}
		Case2 struct {
			A     [2]int64 `json:"a_prop"`
			B     [2]int64 `json:"b_prop"`
			Nstar float64
		}
	}](t, v)
	always := func(treated, control stat.Moments, planned float64) map[string]any {
		w := stat.Watched{N: float64(treated.N + control.N), Planned: planned}
		return shown(w.Always(stat.RelativeLift(treated, control, level), 0.05))
	}
	one, two := i.Case1, i.Case2
	return got{
		"case1": always(one.B.stat(), one.A.stat(), one.Nstar),
		"case2": always(binomial(two.B[0], two.B[1]), binomial(two.A[0], two.A[1]), two.Nstar),
	}
}

func sequentialHillstrom(t *testing.T, v vector) got {
	i := in[struct {
		X1, N1, X0, N0 int64
		Nstar          float64
	}](t, v)
	treated, control := pair{i.X1, i.N1, i.X0, i.N0}.arms()
	w := stat.Watched{N: float64(i.N1 + i.N0), Planned: i.Nstar}
	e := w.Always(stat.Wald(treated, control, level), 0.05)
	return got{
		"est": e.Value, "se": e.SE, "halfwidth": e.High - e.Value, "ci": limits(e), "p_always_valid": e.P,
		"p_fixed": stat.Welch(binomial(i.X1, i.N1), binomial(i.X0, i.N0), level).P,
	}
}

func groupSequential(t *testing.T, v vector) got {
	i := in[struct {
		OBF3    []float64 `json:"obf_3"`
		OBF5    []float64 `json:"obf_5"`
		Pocock3 []float64 `json:"pocock_3"`
	}](t, v)
	return got{
		"obf_3":    stat.Boundaries(i.OBF3, 0.05, stat.OBrienFleming),
		"obf_5":    stat.Boundaries(i.OBF5, 0.05, stat.OBrienFleming),
		"pocock_3": stat.Boundaries(i.Pocock3, 0.05, stat.Pocock),
	}
}

func contamination(t *testing.T, v vector) got {
	i := in[struct{ Balanced, Unbalanced [][]int64 }](t, v)
	test := func(rows [][]int64) [2]float64 {
		c := stat.Independence(rows)
		return [2]float64{c.Value, c.P}
	}
	return got{
		"balanced": test(i.Balanced), "unbalanced": test(i.Unbalanced),
		"exposure_unbalanced": each(i.Unbalanced, func(r []int64) float64 {
			return stat.Proportion{X: r[1], N: r[0] + r[1]}.Rate()
		}),
	}
}

func overlap(t *testing.T, v vector) got {
	i := in[struct{ Cells map[string][2]int64 }](t, v)
	cell := func(key string) stat.Proportion { return stat.Proportion{X: i.Cells[key][1], N: i.Cells[key][0]} }
	f := stat.Factorial{Neither: cell("00"), OnlyA: cell("10"), OnlyB: cell("01"), Both: cell("11")}
	without, with := f.EffectOfA(level)
	both := f.Interaction(level)
	return got{
		"effect_A_without_B": without.Value, "effect_A_with_B": with.Value,
		"interaction": both.Value, "interaction_se": both.SE, "marginal_effect_A": f.MarginalEffectOfA(level).Value,
	}
}

func globalHoldout(t *testing.T, v vector) got {
	i := in[struct {
		N1, X1, N0, X0   int64
		Margin1, Margin0 [2]float64
	}](t, v)
	treated, control := pair{i.X1, i.N1, i.X0, i.N0}.arms()
	rate := stat.MiettinenNurminen(treated, control, level)
	of := func(n int64, m [2]float64) stat.Moments { return stat.MomentsOfSums(n, m[0], m[1]) }
	margin := stat.Welch(of(i.N1, i.Margin1), of(i.N0, i.Margin0), level)
	const z = 1.959963984540054 // the vector's interval is the normal one
	return got{
		"buyer_rate_diff": rate.Value, "mn": limits(rate), "margin_diff": margin.Value, "se": margin.SE,
		"ci_z":                         [2]float64{margin.Value - z*margin.SE, margin.Value + z*margin.SE},
		"programme_incremental_margin": margin.Scaled(float64(i.N1), 0).Value,
	}
}
