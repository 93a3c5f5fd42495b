package main

import (
	"bytes"
	"encoding/json"
	"math"
	"strings"
	"testing"

	"huike/reference"
)

// The published parameters of CDNOW (Fader, Hardie & Lee 2005: r .243, alpha
// 4.414, a .793, b 2.426, log-likelihood −9582.4) by the command line.
func TestCLVFitByCommandLine(t *testing.T) {
	summary := reference.Path(t, "data", "cdnow", "cdnow_customers_summary.csv")
	var out, errs bytes.Buffer
	if code := run(t.Context(), []string{"clv", "fit", summary, "--model", "bgnbd", "--json"}, &out, &errs); code != 0 {
		t.Fatal(errs.String())
	}
	var r struct {
		Model         string
		Params        map[string]float64
		SE, Low, High map[string]float64
		Loglik        float64
		Customers     int
		Starts        []float64
		Converged     bool
	}
	if err := json.Unmarshal(out.Bytes(), &r); err != nil {
		t.Fatalf("%s: %v", out.String(), err)
	}
	for name, want := range map[string]float64{"r": .243, "alpha": 4.414, "a": .793, "b": 2.426} {
		if v := r.Params[name]; math.Abs(v-want) > 6e-4 || r.Low[name] >= v || r.High[name] <= v || r.SE[name] <= 0 {
			t.Errorf("%s is %v, published %v", name, v, want)
		}
	}
	if r.Model != "bgnbd" || r.Customers != 2357 || len(r.Starts) != 3 || !r.Converged || math.Abs(r.Loglik+9582.4) > .05 {
		t.Errorf("%+v", r)
	}
	words, spend := bytes.Buffer{}, reference.Path(t, "spec", "vectors", "data", "cdnow_customers_summary.csv")
	if code := run(t.Context(), []string{"clv", "fit", spend, "--model", "gg"}, &words, &errs); code != 0 || !strings.Contains(words.String(), "946 customers") {
		t.Errorf("%s%s", words.String(), errs.String())
	}
	if code := run(t.Context(), []string{"clv", "fit", spend, "--model", "guess"}, &words, &errs); code != 2 {
		t.Errorf("an unknown model ends with %d", code)
	}
}
