package evaluate_test

import (
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"huike"
	"huike/evaluate"

	"huike/reference"
)

// The MineThatData e-mail trial (Hillstrom 2008), 64,000 customers. The numbers
// are those of methods 4.4 and of the data's publisher.
func TestS1_57_HillstromFromItsFile(t *testing.T) {
	r, err := evaluate.File(t.Context(), evaluate.FileRequest{
		Path: reference.Path(t, "data", "hillstrom", "hillstrom.csv.gz"), Arm: "segment", Control: "No E-Mail",
		Outcomes: []evaluate.Outcome{{Column: "visit"}, {Column: "conversion"}, {Column: "spend", Kind: "mean"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	f := func(what string, got, want, tolerance float64) {
		t.Helper()
		if math.Abs(got-want) > tolerance {
			t.Errorf("%s is %v, published %v", what, got, want)
		}
	}
	f("sample ratio p", r.SampleRatio.P, .904, .0005)
	arm := func(outcome int, name string) (evaluate.FileValue, evaluate.FileEffect) {
		var v evaluate.FileValue
		var e evaluate.FileEffect
		for _, x := range r.Outcomes[outcome].Arms {
			if x.Arm == name {
				v = x
			}
		}
		for _, x := range r.Outcomes[outcome].Effects {
			if x.Arm == name {
				e = x
			}
		}
		return v, e
	}
	men, _ := arm(0, "Mens E-Mail")
	women, _ := arm(0, "Womens E-Mail")
	none, _ := arm(0, "No E-Mail")
	f("men's visits", 100*men.Mean, 18.2757, .00005)
	f("women's visits", 100*women.Mean, 15.1400, .00005)
	f("nobody's visits", 100*none.Mean, 10.6167, .00005)
	_, conversion := arm(1, "Mens E-Mail")
	f("conversion", 100**conversion.Difference, .6805, .00005)
	f("conversion, low", 100**conversion.LowAlone, .502, .0005)
	f("conversion, high", 100**conversion.HighAlone, .865, .0005)
	_, spend := arm(2, "Mens E-Mail")
	f("spend", *spend.Difference, .769827, 5e-7)
	f("spend, low", *spend.LowAlone, .485140, 5e-7)
	f("spend, high", *spend.HighAlone, 1.054515, 5e-7)
	// scipy 1.17.1, ttest_ind(equal_var=False), confidence_interval(0.975): two arms are compared.
	f("spend, low, together", *spend.Low, 0.444258, 5e-7)
	f("spend, high, together", *spend.High, 1.095397, 5e-7)
	if r.Outcomes[0].Kind != "rate" || r.Outcomes[2].Kind != "mean" {
		t.Errorf("kinds %s and %s", r.Outcomes[0].Kind, r.Outcomes[2].Kind)
	}
}

func TestFileRefusals(t *testing.T) {
	dir := t.TempDir()
	f := func(content string, q evaluate.FileRequest, code, word string) {
		t.Helper()
		q.Path = filepath.Join(dir, "result.csv")
		if err := os.WriteFile(q.Path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := evaluate.File(t.Context(), q)
		if huike.CodeOf(err) != code || !strings.Contains(huike.SentenceOf(err), word) {
			t.Errorf("%q gave %q: %v; want %s with %q", content, huike.CodeOf(err), err, code, word)
		}
	}
	of := func(arm, control string, out ...evaluate.Outcome) evaluate.FileRequest {
		return evaluate.FileRequest{Arm: arm, Control: control, Outcomes: out}
	}
	bought := evaluate.Outcome{Column: "bought"}
	good := "arm,bought\na,1\nb,0\na,0\nb,0\n"
	f(good, of("group", "b", bought), "evaluate.unknown_column", `no column "group"; it has: arm, bought`)
	f(good, of("arm", "none", bought), "evaluate.no_control", `no value "none"`)
	f(good, of("arm", "b"), "evaluate.no_outcome", "--outcome")
	f("arm,bought\na,1\nb,perhaps\n", of("arm", "b", bought), "evaluate.not_a_number", "row 3")
	f("arm,bought\na,12\nb,0\n", of("arm", "b", evaluate.Outcome{Column: "bought", Kind: "rate"}), "evaluate.not_a_rate", "bought:mean")
	f("arm,bought\nb,1\nb,0\n", of("arm", "b", bought), "evaluate.one_arm", "no other arm")
	f(good, of("arm", "b", evaluate.Outcome{Column: "bought", Kind: "odd"}), "evaluate.kind", "bought:rate")
}

// Two customers an arm: no number rather than a wrong one.
func TestTooFewForAMean(t *testing.T) {
	path := filepath.Join(t.TempDir(), "tiny.csv")
	if err := os.WriteFile(path, []byte("arm,spend\na,12.5\nb,0.5\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	r, err := evaluate.File(t.Context(), evaluate.FileRequest{Path: path, Arm: "arm", Control: "b", Outcomes: []evaluate.Outcome{{Column: "spend"}}})
	if err != nil {
		t.Fatal(err)
	}
	if e := r.Outcomes[0].Effects[0]; e.Low != nil || e.Difference != nil || !strings.Contains(e.Sentence, "too few") {
		t.Errorf("%+v", e)
	}
}
