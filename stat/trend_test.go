package stat_test

import (
	"math"
	"testing"

	"huike/stat"
)

// SciPy 1.1x linregress and t.ppf on the logarithms of 10, 11, 13, 14, 17, 18 over 0 to 5.
func TestGrowthTrend(t *testing.T) {
	series := func(values ...float64) (out []*float64) {
		for _, v := range values {
			out = append(out, &v)
		}
		return out
	}
	got, ok := stat.GrowthTrend(series(10, 11, 13, 14, 17, 18), .95)
	if !ok {
		t.Fatal("six rising values give no trend")
	}
	near := func(what string, got, want, tolerance float64) {
		t.Helper()
		if math.Abs(got-want) > tolerance {
			t.Errorf("%s = %v, want %v", what, got, want)
		}
	}
	near("growth", math.Log1p(got.Growth), 0.12339987172679576, 1e-9)
	near("low", math.Log1p(got.Low), 0.10202947523119599, 1e-9)
	near("high", math.Log1p(got.High), 0.14477026822239553, 1e-9)
	near("p", got.P, 8.851259224156179e-05, 1e-12)
	if withGap, _ := stat.GrowthTrend(append(series(10, 11, 13, 14, 17, 18), nil), .95); withGap != got {
		t.Errorf("a month without a value changes the trend: %v", withGap)
	}
	for name, values := range map[string][]*float64{"nothing": nil, "three": series(1, 2, 3), "equal": series(5, 5, 5, 5, 5), "zeros": series(0, 0, 0, 0, 1)} {
		if got, ok := stat.GrowthTrend(values, .95); ok {
			t.Errorf("%s gives a trend: %v", name, got)
		}
	}
}
