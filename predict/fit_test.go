package predict_test

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"huike"
	"huike/predict"
	"huike/reference"
)

// published are the parameters of CDNOW in the literature, and how far a right
// fit may be off: Fader, Hardie & Lee 2005 (BG/NBD, Pareto/NBD), BTYDplus
// (MBG/NBD), Fader & Hardie's note 025 (Gamma-Gamma), each as it was printed.
func TestFitFileGivesThePublishedParameters(t *testing.T) {
	f := func(model, file string, customers int64, loglik float64, published map[string]float64) {
		t.Helper()
		r, err := predict.FitFile(predict.FitRequest{Path: file, Model: model})
		if err != nil {
			t.Fatal(err)
		}
		if r.Customers != customers || !r.Converged || r.Ridge || len(r.Starts) != 3 || math.Abs(r.LogLikelihood-loglik) > .1 {
			t.Errorf("%s: %+v", model, r)
		}
		for name, want := range published {
			have := r.Parameters[name]
			if math.Abs(have-want) > .002*want {
				t.Errorf("%s: %s is %v, published %v", model, name, have, want)
			}
			if !(r.SE[name] > 0 && r.Low[name] < have && have < r.High[name]) {
				t.Errorf("%s: %s is %v ± %v in %v to %v", model, name, have, r.SE[name], r.Low[name], r.High[name])
			}
		}
		if len(r.Names) != len(published) || (r.Correlation != nil) != (model == predict.GammaGamma) {
			t.Errorf("%s: %+v", model, r)
		}
	}
	summary := reference.Path(t, "data", "cdnow", "cdnow_customers_summary.csv")
	f(predict.BGNBD, summary, 2357, -9582.4, map[string]float64{"r": .243, "alpha": 4.414, "a": .793, "b": 2.426})
	f(predict.MBGNBD, summary, 2357, -9582.1, map[string]float64{"r": .525, "alpha": 6.183, "a": .891, "b": 1.614})
	f(predict.ParetoNBD, summary, 2357, -9595.0, map[string]float64{"r": .553, "alpha": 10.578, "s": .606, "beta": 11.669})
	spend := reference.Path(t, "spec", "vectors", "data", "cdnow_customers_summary.csv")
	f(predict.GammaGamma, spend, 946, -4055.9, map[string]float64{"p": 6.25, "q": 3.74, "gamma": 15.44})
}

func write(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "customers.csv")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// The same customers in the spellings of other tools give the same model.
func TestFitFileReadsOtherSpellings(t *testing.T) {
	first := ""
	f := func(header, delimiter string, order []int) {
		t.Helper()
		var b strings.Builder
		b.WriteString(header + "\n")
		for k := range 900 {
			cells := []string{fmt.Sprint(k % 5), "0", fmt.Sprint(20 + k%13)}
			if k%5 > 0 {
				cells[1] = fmt.Sprint(1 + k%17)
			}
			var line []string
			for _, place := range order {
				line = append(line, cells[place])
			}
			b.WriteString(strings.Join(line, delimiter) + "\n")
		}
		r, err := predict.FitFile(predict.FitRequest{Path: write(t, b.String()), Model: predict.BGNBD})
		if err != nil {
			t.Errorf("%q: %v", header, err)
			return
		}
		have := fmt.Sprint(r)
		if first == "" {
			first = have
		}
		if have != first {
			t.Errorf("%q gives %s, want %s", header, have, first)
		}
	}
	f("x,t_x,T", ",", []int{0, 1, 2})
	f("X;T.X;T", ";", []int{0, 1, 2})
	f("\ufefft\tt.x\tx", "\t", []int{2, 1, 0})
	f(`"Frequency", "Recency", "T"`, ", ", []int{0, 1, 2})
	f("T.cal|frequency|t_x\r", "|", []int{2, 0, 1})
}

func TestFitFileRefuses(t *testing.T) {
	f := func(model, text, code, says string) {
		t.Helper()
		_, err := predict.FitFile(predict.FitRequest{Path: write(t, text), Model: model})
		if huike.CodeOf(err) != code || huike.KindOf(err) != huike.Invalid || !strings.Contains(huike.SentenceOf(err), says) {
			t.Errorf("%q: %q, want %s saying %q", text, err, code, says)
		}
	}
	const head = "x,t_x,T\n1,2,3\n"
	f("mbgnbd", "", "predict.empty", "is empty")
	f("mbgnbd", "x,t_x,T\n", "predict.empty", "no customer")
	f("mbgnbd", "id,x,T\n1,2,3\n", "predict.missing_column", "no column t_x, the time from the first purchase to the last; it has: id, x, T")
	f("gg", "x,t_x,T\n1,2,3\n", "predict.missing_column", "no column z")
	f("mbgnbd", head+"1,two,3\n", "predict.not_a_number", `line 3`)
	f("mbgnbd", head+"1,two,3\n", "predict.not_a_number", `"two" stands in column t_x`)
	f("mbgnbd", head+"1,,3\n", "predict.not_a_number", `"" stands`)
	f("mbgnbd", head+"1,NaN,3\n", "predict.not_a_number", `"NaN"`)
	f("mbgnbd", head+"-1,2,3\n", "predict.negative", "column x is -1")
	f("gg", "x,z\n1,-20\n", "predict.negative", "column z is -20")
	f("mbgnbd", head+"1.5,2,3\n", "predict.not_whole", "x is 1.5")
	f("mbgnbd", head+"1,4,3\n", "predict.after_the_end", "t_x is 4, later")
	f("mbgnbd", head+"0,1,3\n", "predict.no_repeat", "though x is 0")
	f("mbgnbd", head+"1,2\n", "predict.not_a_table", "line 3")
	f("mbgnbd", head, "predict.too_few", "fewer than 200")
	f("gg", "x,z\n1,20\n0,\n", "predict.too_few", "fewer than 200")
	f("mbgnbd", "x,t_x,T\n"+strings.Repeat("1,0,30\n0,0,30\n", 300), "predict.not_identified", "tell the model's parameters apart")
	f("nbd", head, "predict.unknown_model", `no model "nbd"`)
	if _, err := predict.FitFile(predict.FitRequest{Path: "nowhere.csv", Model: "gg"}); huike.KindOf(err) != huike.NotFound {
		t.Error(err)
	}
}

func TestFitFileSaysWhereItLeant(t *testing.T) {
	r, err := predict.FitFile(predict.FitRequest{Path: write(t, "x,t_x,T\n"+strings.Repeat("30,30,30\n", 400)), Model: predict.MBGNBD})
	if err != nil || !r.Ridge || !r.Converged || !slices.Equal(r.Names, []string{"r", "alpha", "a", "b"}) {
		t.Errorf("%+v, %v", r, err)
	}
}
