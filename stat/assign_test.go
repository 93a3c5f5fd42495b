package stat_test

import (
	"math"
	"strconv"
	"testing"

	"huike/stat"

	"pgregory.net/rapid"
)

func buckets(t *testing.T, v vector) got {
	i := in[struct {
		Rows [][2]string `json:"salt_id"`
	}](t, v)
	u := each(i.Rows, func(r [2]string) float64 { return stat.Bucket(r[0], r[1]) })
	// The first eight bytes of the hash, less the eleven bits that do not fit.
	hex := each(u, func(u float64) string { return strconv.FormatUint(uint64(math.Ldexp(u, 53)), 16) })
	want := v.Expected["sha256_first8_hex"].([]any)
	for k := range want {
		bits, err := strconv.ParseUint(want[k].(string), 16, 64)
		if err != nil {
			t.Fatal(err)
		}
		want[k] = strconv.FormatUint(bits>>11, 16)
	}
	return got{"u": u, "sha256_first8_hex": hex}
}

func bucketsUniform(t *testing.T, v vector) got {
	i := in[struct{ Salt, Salt2 string }](t, v)
	weights := []float64{0.1, 0.9}
	bins, control, both := make([]int64, 20), 0, 0
	for id := 1; id <= 100_000; id++ {
		u := stat.Bucket(i.Salt, strconv.Itoa(id))
		bins[int(u*20)]++
		if stat.Arm(u, weights) == 0 {
			control++
			both += 1 - stat.Arm(stat.Bucket(i.Salt2, strconv.Itoa(id)), weights)
		}
	}
	c := stat.SampleRatio(bins, equal(20))
	return got{"control_10pct": control, "chi2_20bins": c.Value, "p": c.P, "overlap_10x10": both}
}

func equal(n int) []float64 {
	weights := make([]float64, n)
	for k := range weights {
		weights[k] = 1 / float64(n)
	}
	return weights
}

func ranges(t *testing.T, v vector) got {
	i := in[struct{ Cases [][4]any }](t, v)
	return got{"ranges": each(i.Cases, func(c [4]any) [][2]float64 {
		weights := equal(int(c[1].(float64)))
		if given, ok := c[3].([]any); ok {
			weights = each(given, func(w any) float64 { return w.(float64) })
		}
		return stat.Ranges(weights, c[2].(float64))
	})}
}

func TestArmEdges(t *testing.T) {
	f := func(name string, u float64, weights []float64, want int) {
		t.Run(name, func(t *testing.T) {
			if have := stat.Arm(u, weights); have != want {
				t.Errorf("arm %d, want %d", have, want)
			}
		})
	}
	below := math.Nextafter(1, 0)
	f("start", 0, []float64{0.1, 0.9}, 0)
	f("bound belongs above", 0.5, []float64{1, 1}, 1)
	f("just below the bound", math.Nextafter(0.5, 0), []float64{1, 1}, 0)
	f("end", below, []float64{0.1, 0.2, 0.7}, 2)
	f("weight zero at the start", 0, []float64{0, 1}, 1)
	f("weight zero at the end", below, []float64{1, 0}, 0)
	f("no weights", 0.5, []float64{0, 0}, -1)
}

// Arm and Ranges tell the same story at full coverage.
func TestArmFollowsRanges(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		raw := rapid.SliceOfN(rapid.Float64Range(0.01, 1), 1, 6).Draw(t, "weights")
		total := sum(raw)
		weights := each(raw, func(w float64) float64 { return w / total })
		u := stat.Bucket("salt", rapid.String().Draw(t, "id"))
		r := stat.Ranges(weights, 1)[stat.Arm(u, weights)]
		if u < r[0]-1e-12 || u > r[1]+1e-12 {
			t.Fatalf("%v is drawn into [%v, %v)", u, r[0], r[1])
		}
	})
}
