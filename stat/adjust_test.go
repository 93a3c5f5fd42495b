package stat_test

import (
	"math"
	"testing"

	"huike/stat"

	"pgregory.net/rapid"
)

// R, p.adjust(c(.01, NA, .04), "holm") and "BH": missing tests do not count.
func TestAdjustedWithoutTheMissing(t *testing.T) {
	nan := math.NaN()
	f := func(name string, have, want []float64) {
		t.Helper()
		for i := range want {
			if math.IsNaN(have[i]) != math.IsNaN(want[i]) || math.Abs(have[i]-want[i]) > 1e-15 {
				t.Errorf("%s: %v, want %v", name, have, want)
			}
		}
	}
	p := []float64{0.01, nan, 0.04}
	f("Holm", stat.Holm(p), []float64{0.02, nan, 0.04})
	f("Hochberg", stat.Hochberg(p), []float64{0.02, nan, 0.04})
	f("Benjamini–Hochberg", stat.BenjaminiHochberg(p), []float64{0.02, nan, 0.04})
	f("levels", stat.HolmLevels(p, level), []float64{0.975, 0.975, 0.95})
	f("one test", stat.HolmLevels([]float64{0.2}, level), []float64{level})
}

// An arm is called different exactly if its interval leaves 0 out.
func TestHolmLevelsAgreeWithHolm(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := rapid.SliceOfN(rapid.OneOf(rapid.Float64Range(0, 1), rapid.Float64Range(0, 0.06), rapid.Just(0.0)), 1, 6).Draw(t, "p")
		levels, adjusted := stat.HolmLevels(p, level), stat.Holm(p)
		for i := range p {
			if math.Abs(adjusted[i]-0.05) < 1e-9 {
				continue
			}
			if claimed, outside := adjusted[i] < 0.05, p[i] < 1-levels[i]; claimed != outside {
				t.Fatalf("%v: adjusted %v, level %v", p[i], adjusted[i], levels[i])
			}
			if least := 1 - 0.05/float64(len(p)); levels[i] < level || levels[i] > least+1e-15 {
				t.Fatalf("level %v of %d tests", levels[i], len(p))
			}
		}
	})
}
