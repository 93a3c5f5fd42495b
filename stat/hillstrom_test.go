package stat_test

import (
	"compress/gzip"
	"encoding/csv"
	"math"
	"os"
	"testing"

	"huike/stat"

	"huike/reference"
)

// mailing is one arm of the Hillstrom e-mail trial; in its pairs Y is the spend
// afterwards and X the spend of the year before.
type mailing struct {
	visit, conversion stat.Proportion
	pairs             stat.PairMoments
}

func (m mailing) spend() stat.Moments { return m.pairs.Outcome() }

// readHillstrom counts the published trial of 64,000 customers: what one SQL
// pass would give.
func readHillstrom(t *testing.T) map[string]mailing {
	t.Helper()
	f, err := os.Open(reference.Path(t, "data", "hillstrom", "hillstrom.csv.gz"))
	if err != nil {
		t.Fatalf("the Hillstrom trial cannot be read: %v", err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(z).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	column := map[string]int{}
	for k, name := range rows[0] {
		column[name] = k
	}
	arms := map[string]mailing{}
	for _, row := range rows[1:] {
		at := func(name string) float64 { return parse(t, row[column[name]]) }
		a := arms[row[column["segment"]]]
		a.visit = stat.Proportion{X: a.visit.X + int64(at("visit")), N: a.visit.N + 1}
		a.conversion = stat.Proportion{X: a.conversion.X + int64(at("conversion")), N: a.conversion.N + 1}
		a.pairs.Add(at("spend"), at("history"))
		arms[row[column["segment"]]] = a
	}
	return arms
}

func pairs(x, y []float64) stat.PairMoments {
	var p stat.PairMoments
	for k := range x {
		p.Add(y[k], x[k])
	}
	return p
}

// Numbers as published for the MineThatData challenge of 2008 and recomputed in
// R (prop.test, t.test, chisq.test).
func TestHillstromFromRows(t *testing.T) {
	arms := readHillstrom(t)
	men, women, none := arms["Mens E-Mail"], arms["Womens E-Mail"], arms["No E-Mail"]
	near := func(name string, have, want, tol float64) {
		t.Helper()
		if !(math.Abs(have-want) <= tol) {
			t.Errorf("%s is %v, want %v", name, have, want)
		}
	}
	near("men's visits", men.visit.Rate(), 0.182757, 5e-7)
	near("women's visits", women.visit.Rate(), 0.151400, 5e-7)
	near("visits without mail", none.visit.Rate(), 0.106167, 5e-7)
	conversion := stat.MiettinenNurminen(men.conversion, none.conversion, level)
	near("conversion", conversion.Value, 0.006805, 5e-7)
	near("conversion low", conversion.Low, 0.00502, 5e-6)
	near("conversion high", conversion.High, 0.00865, 5e-6)
	spend := stat.Welch(men.spend(), none.spend(), level)
	near("spend", spend.Value, 0.769827, 5e-7)
	near("spend low", spend.Low, 0.485140, 5e-7)
	near("spend high", spend.High, 1.054515, 5e-7)
	near("spend p", spend.P, 1.16e-7, 5e-10)
	split := stat.SampleRatio([]int64{men.visit.N, none.visit.N, women.visit.N}, []float64{1, 1, 1})
	near("split", split.P, 0.904, 5e-4)
}

func hillstrom(t *testing.T, v vector) got {
	type sums struct {
		N, Visit, Conversion int64
		Sum                  float64 `json:"spend_sum"`
		SumSq                float64 `json:"spend_sumsq"`
	}
	i := in[struct{ Arms map[string]sums }](t, v)
	none := i.Arms["No E-Mail"]
	rates := func(x1, n1, x0 int64) map[string]any {
		treated, control := pair{x1, n1, x0, none.N}.arms()
		wald, mn := stat.Wald(treated, control, level), stat.MiettinenNurminen(treated, control, level)
		return map[string]any{"diff": mn.Value, "wald": limits(wald), "mn": limits(mn), "p_pooled": wald.P}
	}
	out := got{}
	for _, name := range []string{"Mens E-Mail", "Womens E-Mail"} {
		a := i.Arms[name]
		treated := stat.MomentsOfSums(a.N, a.Sum, a.SumSq)
		control := stat.MomentsOfSums(none.N, none.Sum, none.SumSq)
		spend := shown(stat.Welch(treated, control, level))
		spend["df"] = stat.WelchDF(treated, control)
		out[name] = map[string]any{
			"visit":          rates(a.Visit, a.N, none.Visit),
			"conversion":     rates(a.Conversion, a.N, none.Conversion),
			"spend":          spend,
			"spend_relative": shown(stat.RelativeLift(treated, control, level)),
		}
	}
	return out
}

func cupedSmall(t *testing.T, v vector) got {
	i := in[struct{ X, Y, Treat []float64 }](t, v)
	var treated, control stat.PairMoments
	for k := range i.X {
		arm := &control
		if i.Treat[k] == 1 {
			arm = &treated
		}
		arm.Add(i.Y[k], i.X[k])
	}
	all := pairs(i.X, i.Y)
	theta, centre := stat.Theta(treated, control), all.X
	a1, a0 := treated.Adjusted(theta, centre), control.Adjusted(theta, centre)
	raw := stat.Welch(treated.Outcome(), control.Outcome(), level)
	e := stat.Cuped(treated, control, level)
	return got{
		"theta": theta, "raw_diff": raw.Value, "raw_p": raw.P, "adj_diff": e.Value,
		"adj_means": [2]float64{a1.Mean, a0.Mean}, "welch_t": e.Value / e.SE, "df": stat.WelchDF(a1, a0),
		"ci": limits(e), "p": e.P, "variance_ratio": all.Adjusted(theta, centre).Variance() / all.Outcome().Variance(),
	}
}

func cupedSums(t *testing.T, v vector) got {
	type sums struct {
		N                     int64
		Sy, Syy, Sx, Sxx, Sxy float64
	}
	i := in[struct{ Treat, Control sums }](t, v)
	of := func(s sums) stat.PairMoments {
		return stat.PairSums{N: s.N, Y: s.Sy, YY: s.Syy, X: s.Sx, XX: s.Sxx, XY: s.Sxy}.Moments()
	}
	treated, control := of(i.Treat), of(i.Control)
	return got{"theta": stat.Theta(treated, control), "adj_diff": stat.Cuped(treated, control, level).Value}
}

func cupedHillstrom(t *testing.T, _ vector) got {
	arms := readHillstrom(t)
	men, none := arms["Mens E-Mail"].pairs, arms["No E-Mail"].pairs
	theta := stat.Theta(men, none)
	all := men.Plus(none)
	e := stat.Cuped(men, none, level)
	return got{
		"theta": theta, "rho": theta * math.Sqrt(all.Before().Variance()/all.Outcome().Variance()),
		"diff": e.Value, "se": e.SE, "ci": limits(e),
		"unadjusted_se": stat.Welch(men.Outcome(), none.Outcome(), level).SE,
	}
}

func cupedTheta(t *testing.T, v vector) got {
	i := in[struct{ Pre, Post []float64 }](t, v)
	p := pairs(i.Pre, i.Post)
	return got{"theta": stat.Theta(p, p)}
}

func postStratified(t *testing.T, v vector) got {
	i := in[struct {
		Rows [][5]any `json:"strata_newbie.channel_n1_x1_n0_x0"`
	}](t, v)
	buyers := func(n, x any) stat.Moments {
		return stat.MomentsOfSums(int64(n.(float64)), x.(float64), x.(float64))
	}
	strata := each(i.Rows, func(r [5]any) stat.Stratum {
		return stat.Stratum{Treated: buyers(r[1], r[2]), Control: buyers(r[3], r[4])}
	})
	var all stat.Stratum
	for _, s := range strata {
		all = stat.Stratum{Treated: all.Treated.Plus(s.Treated), Control: all.Control.Plus(s.Control)}
	}
	e, raw := stat.PostStratified(strata, level), stat.Welch(all.Treated, all.Control, level)
	return got{"diff": e.Value, "se": e.SE, "unstratified_diff": raw.Value, "unstratified_se": raw.SE}
}

func TestThetaOfConstantIsZero(t *testing.T) {
	treated, control := pairs([]float64{3, 3, 3}, []float64{1, 2, 6}), pairs([]float64{3, 3}, []float64{0, 4})
	if theta := stat.Theta(treated, control); theta != 0 {
		t.Errorf("theta %v, want 0", theta)
	}
	if e, raw := stat.Cuped(treated, control, level), stat.Welch(treated.Outcome(), control.Outcome(), level); e != raw {
		t.Errorf("adjusted %+v, want %+v", e, raw)
	}
}
