package evaluate_test

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"huike"
	"huike/evaluate"
)

// written puts a file into a folder of the test.
func written(t *testing.T, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// reported evaluates a request that must succeed, and shows that JSON can carry
// the report.
func reported(t *testing.T, q evaluate.FileRequest) evaluate.FileReport {
	t.Helper()
	r, err := evaluate.File(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := json.Marshal(r); err != nil {
		t.Fatalf("JSON cannot carry it: %v", err)
	}
	return r
}

func refused(t *testing.T, q evaluate.FileRequest, code string, words ...string) {
	t.Helper()
	_, err := evaluate.File(t.Context(), q)
	if huike.CodeOf(err) != code {
		t.Errorf("%+v gave %q (%v), want %s", q, huike.CodeOf(err), err, code)
	}
	for _, w := range words {
		if !strings.Contains(huike.SentenceOf(err), w) {
			t.Errorf("%s lacks %q", huike.SentenceOf(err), w)
		}
	}
}

func ask(path string, outcomes ...evaluate.Outcome) evaluate.FileRequest {
	return evaluate.FileRequest{Path: path, Arm: "arm", Control: "none", Outcomes: outcomes}
}

func near(t *testing.T, what string, have *float64, want, tolerance float64) {
	t.Helper()
	if have == nil || math.Abs(*have-want) > tolerance {
		t.Errorf("%s is %v, want %v", what, text(have), want)
	}
}

func text(x *float64) string {
	if x == nil {
		return "null"
	}
	return fmt.Sprint(*x)
}

// joined is a list of customers to which buyers and what they spent were joined:
// of 20 in each arm 6 and 8 bought.
func joined() string {
	var b strings.Builder
	b.WriteString("arm,bought,spend\n")
	for i := range 20 {
		fmt.Fprintf(&b, "none,%s\nmail,%s\n", pick(i < 6, fmt.Sprintf("1,%d", 10+i), ","), pick(i < 8, fmt.Sprintf("1,%d", 10+i), ",NaN"))
	}
	return b.String()
}

func pick[T any](first bool, a, b T) T {
	if first {
		return a
	}
	return b
}

func TestCase22_BlanksOfAPurchaseAreZero(t *testing.T) {
	path := written(t, "joined.csv", joined())
	bought, spend := evaluate.Outcome{Column: "bought"}, evaluate.Outcome{Column: "spend", Kind: "mean"}
	r := reported(t, ask(path, spend, bought)) // in any order
	for _, o := range r.Outcomes {
		none, mail := o.Arms[0], o.Arms[1]
		if none.Customers != 20 || mail.Customers != 20 || none.Blank != 14 || mail.Blank != 12 {
			t.Errorf("%s counts %+v and %+v", o.Outcome, none, mail)
		}
		if o.Blanks == nil || o.Blanks.Treated != "zero" || o.Blanks.Asked || !strings.Contains(o.Blanks.Sentence, "14 of 20 customers in none, 12 of 20 in mail: counted as 0") {
			t.Errorf("%s says %+v", o.Outcome, o.Blanks)
		}
	}
	if rate := r.Outcomes[1].Arms[1].Mean; rate != .4 {
		t.Errorf("rate %v", rate)
	}
	if mean := r.Outcomes[0].Arms[0].Mean; mean != 75./20 {
		t.Errorf("mean %v", mean)
	}

	refused(t, ask(path, spend), "evaluate.blank", "14 of 20 customers in none, 12 of 20 in mail", "--missing zero", "--missing drop")
	q := ask(path, spend, bought)
	q.Missing = evaluate.MissingRefuse
	refused(t, q, "evaluate.blank")
	q.Missing = evaluate.MissingDrop
	r = reported(t, q)
	e, o := r.Outcomes[1].Effects[0], r.Outcomes[1]
	if o.Arms[0].Customers != 6 || o.Blanks.Treated != "drop" || !o.Blanks.Asked || o.Blanks.SampleRatio == nil {
		t.Errorf("dropped: %+v %+v", o.Arms, o.Blanks)
	}
	if e.P != nil || e.Low != nil || e.Changed || !strings.Contains(e.Sentence, "without its zeros says nothing") {
		t.Errorf("of ones alone: %+v", e)
	}
	q = ask(path, spend)
	q.Missing = evaluate.MissingZero
	if r := reported(t, q); r.Outcomes[0].Arms[1].Mean != float64(10+11+12+13+14+15+16+17)/20 || !r.Outcomes[0].Blanks.Asked {
		t.Errorf("zero: %+v", r.Outcomes[0])
	}
}

// Whoever is known to have bought has spent something: that blank is no zero. Nor
// is the blank of a rate that says no as well as yes.
func TestCase22_BlanksOfOthersAreRefused(t *testing.T) {
	path := written(t, "a.csv", "arm,bought,spend\nnone,1,10\nnone,,\nmail,1,\nmail,,\n")
	refused(t, ask(path, evaluate.Outcome{Column: "bought"}, evaluate.Outcome{Column: "spend"}), "evaluate.blank", `"spend"`, "1 of 2 customers in none, 2 of 2 in mail")
	path = written(t, "b.csv", "arm,answered\nnone,1\nnone,0\nnone,\nmail,1\nmail,-\n")
	refused(t, ask(path, evaluate.Outcome{Column: "answered"}), "evaluate.blank", "1 of 3 customers in none, 1 of 2 in mail")
	path = written(t, "c.csv", "arm,answered\nnone,\nmail,#N/A\n")
	refused(t, ask(path, evaluate.Outcome{Column: "answered"}), "evaluate.all_blank")
}

func TestCase22_NothingAndInfinity(t *testing.T) {
	for _, word := range []string{"", "NaN", "nan", "null", "NULL", "NA", "N/A", "#N/A", "None", "-", "<NA>"} {
		q := ask(written(t, "a.csv", "arm,spend\nnone,3\nnone,4\nmail,"+word+"\nmail,5\nmail,6\n"), evaluate.Outcome{Column: "spend"})
		refused(t, q, "evaluate.blank", "0 of 2 customers in none, 1 of 3 in mail")
		q.Missing = evaluate.MissingDrop
		if a := reported(t, q).Outcomes[0].Arms[1]; a.Customers != 2 || a.Blank != 1 || a.Mean != 5.5 {
			t.Errorf("%q: %+v", word, a)
		}
	}
	for _, word := range []string{"inf", "-inf", "Infinity", "∞", "1e999", "1e300"} {
		q := ask(written(t, "a.csv", "arm,spend\nnone,3\nmail,"+word+"\n"), evaluate.Outcome{Column: "spend"})
		refused(t, q, "evaluate.not_finite", "row 3", word)
	}
}

// If those who are left are not split as all were, leaving out biases.
func TestCase22_DroppedBlanksAreTestedForBias(t *testing.T) {
	var b strings.Builder
	b.WriteString("arm,score\n")
	for i := range 500 {
		fmt.Fprintf(&b, "none,%d\nmail,%s\n", i%7, pick(i%3 == 0, "", fmt.Sprint(i%5)))
	}
	q := ask(written(t, "a.csv", b.String()), evaluate.Outcome{Column: "score"})
	q.Missing = evaluate.MissingDrop
	r := reported(t, q)
	if s := r.Outcomes[0].Blanks; r.SampleRatio.Level != "ok" || s.SampleRatio.Level != "alarm" || !strings.Contains(s.Sentence, "may bias") {
		t.Errorf("%+v", s)
	}
}

// sized is a file of arms of so many customers, of whom every fifth bought.
func sized(sizes map[string]int) string {
	var b strings.Builder
	b.WriteString("arm,bought\n")
	for arm, n := range sizes {
		for i := range n {
			fmt.Fprintf(&b, "%s,%d\n", arm, pick(i%5 == 0, 1, 0))
		}
	}
	return b.String()
}

// p by scipy 1.17.1, chisquare.
func TestCase32_SampleRatioHasAWarning(t *testing.T) {
	f := func(none, mail int, level string, p, tolerance float64, words string) {
		t.Helper()
		r := reported(t, ask(written(t, "a.csv", sized(map[string]int{"none": none, "mail": mail})), evaluate.Outcome{Column: "bought"})).SampleRatio
		near(t, "p", &r.P, p, tolerance)
		if r.Level != level || r.OK != (level == "ok") || r.Basis != "equal" || !strings.Contains(r.Sentence, words) {
			t.Errorf("%d and %d: %+v", none, mail, r)
		}
	}
	f(9300, 9550, "ok", 0.0686231840127687, 1e-9, "fit equal shares (p = 0.069)")
	f(9300, 9660, "warning", 0.008936652570794236, 1e-9, "fewer than one of 100 sound experiments (p = 0.0089)")
	f(9300, 9700, "warning", 0.0037090099909748053, 1e-9, "Take care")
	f(9000, 9700, "alarm", 3.073114958644199e-07, 1e-15, "Beware")
}

func TestCase35_ConstantAmountIsNotTested(t *testing.T) {
	f := func(none, mail, words string, difference float64) {
		t.Helper()
		e := reported(t, ask(written(t, "a.csv", "arm,price\n"+strings.Repeat("none,"+none+"\n", 37)+strings.Repeat("mail,"+mail+"\n", 1000)), evaluate.Outcome{Column: "price"})).Outcomes[0].Effects[0]
		if *e.Difference != difference || e.Low != nil || e.P != nil || e.PHolm != nil || e.Changed || !strings.Contains(e.Sentence, words) {
			t.Errorf("%s and %s: %+v", none, mail, e)
		}
	}
	f("19.99", "19.99", "is the same for everybody in mail and none (19.99), so there is nothing to test", 0)
	f("0.3", "0.30000000000000004", "nothing to test", 0)
	f("12", "10", "where nothing varies no test can tell", -2)
}

// scipy 1.17.1, ttest_ind(equal_var=False) on the amounts less 2.5e8.
func TestCase35_VarianceFarFromZero(t *testing.T) {
	q := evaluate.FileRequest{Path: "testdata/far_from_zero.csv", Arm: "arm", Control: "c", Outcomes: []evaluate.Outcome{{Column: "amount"}}}
	e := reported(t, q).Outcomes[0].Effects[0]
	near(t, "difference", e.Difference, 0.5747919989625613, 1e-6)
	near(t, "low", e.Low, 0.043024509738559646, 1e-6)
	near(t, "high", e.High, 1.106559488186563, 1e-6)
	near(t, "p", e.P, 0.03438009520810832, 1e-7)
	if !e.Changed {
		t.Error(e.Sentence)
	}
}

// scipy 1.17.1, ttest_ind(equal_var=False) and confidence_interval(0.9875);
// statsmodels 0.15.0, multipletests(method="holm").
func TestCase36_SentenceAndIntervalFollowHolm(t *testing.T) {
	q := evaluate.FileRequest{Path: "testdata/four_arms.csv", Arm: "arm", Control: "c", Outcomes: []evaluate.Outcome{{Column: "m"}}}
	effects := reported(t, q).Outcomes[0].Effects
	for i, want := range []struct{ difference, p, low, high, holm float64 }{
		{-2.3718749999999975, 0.02338817411535567, -4.990071493344093, 0.2463214933440976, 0.0935527},
		{-1.730008333333334, 0.11747292490533402, -4.5075147803030715, 1.0474981136364034, 0.35241877},
		{-1.0453472222222207, 0.33183089356536793, -3.7599687828076602, 1.669274338363219, 0.35241877},
		{-1.6445673076923075, 0.12340871453316898, -4.327735895137879, 1.0386012797532636, 0.35241877},
	} {
		e := effects[i]
		near(t, "difference", e.Difference, want.difference, 1e-9)
		near(t, "p", e.P, want.p, 1e-8)
		near(t, "low", e.Low, want.low, 1e-6)
		near(t, "high", e.High, want.high, 1e-6)
		near(t, "p_holm", e.PHolm, want.holm, 1e-7)
		if e.Level != 1-0.05/4 || e.Changed || !strings.Contains(e.Sentence, "is not proven") || !strings.Contains(e.Sentence, "98.75 % interval") {
			t.Errorf("%s", e.Sentence)
		}
	}
	if *effects[0].HighAlone >= 0 {
		t.Error("the arm would look different alone: the fixture is of no use")
	}
}

// scipy 1.17.1: the constrained maximum by minimize_scalar, the limits by brentq,
// at 97.5 %; p by statsmodels 0.15.0, test_proportions_2indep(method="score"), whose
// limits rest on a wrong cubic.
func TestCase36_RatesOfTwoArms(t *testing.T) {
	var b strings.Builder
	b.WriteString("arm,bought\n")
	for arm, bought := range map[string]int{"none": 180, "a": 230, "b": 200} {
		for i := range 1000 {
			fmt.Fprintf(&b, "%s,%d\n", arm, pick(i < bought, 1, 0))
		}
	}
	effects := reported(t, ask(written(t, "a.csv", b.String()), evaluate.Outcome{Column: "bought"})).Outcomes[0].Effects
	near(t, "a low", effects[0].Low, 0.009551947014777806, 1e-7)
	near(t, "a high", effects[0].High, 0.09046139818413637, 1e-7)
	near(t, "a p", effects[0].P, 0.0056269409287106, 1e-9)
	near(t, "a p_holm", effects[0].PHolm, 2*0.0056269409287106, 1e-9)
	near(t, "b low", effects[1].Low, -0.019382021078660338, 1e-7)
	near(t, "b high", effects[1].High, 0.05940473417359094, 1e-7)
	near(t, "b p", effects[1].P, 0.2544150925467472, 1e-9)
	if !strings.HasPrefix(effects[0].Sentence, "a changed bought by +5 points (97.5 % interval") || effects[1].Changed {
		t.Errorf("%s %s", effects[0].Sentence, effects[1].Sentence)
	}
}

func TestCase37_AnswersAreRates(t *testing.T) {
	for _, w := range [][2]string{{"TRUE", "FALSE"}, {"True", "False"}, {"yes", "no"}, {"Y", "N"}, {"是", "否"}, {"1.0", "0.0"}, {"1", "0"}, {"WAHR", "FALSCH"}, {"t", "f"}} {
		yes, no := w[0], w[1]
		content := strings.NewReplacer("+", yes, "/", no).Replace("arm,back\nnone,+\nnone,/\nnone,/\nmail,+\nmail,+\nmail,/\n")
		o := reported(t, ask(written(t, "a.csv", content), evaluate.Outcome{Column: "back"})).Outcomes[0]
		if o.Kind != "rate" || o.Arms[0].Sum != 1 || o.Arms[1].Sum != 2 || o.Arms[1].Customers != 3 {
			t.Errorf("%s and %s: %+v", yes, no, o)
		}
	}
	mixed := ask(written(t, "a.csv", "arm,spend\nnone,12\nmail,3\nmail,yes\n"), evaluate.Outcome{Column: "spend"})
	refused(t, mixed, "evaluate.not_a_number", "row 4", "yes")
}

func TestCase38_PlannedShares(t *testing.T) {
	path := written(t, "a.csv", sized(map[string]int{"none": 103, "mail": 897}))
	f := func(shares, level, basis, words string) {
		t.Helper()
		q := ask(path, evaluate.Outcome{Column: "bought"})
		q.Shares = shares
		r := reported(t, q).SampleRatio
		if r.Level != level || r.OK != (level == "ok") || r.Basis != basis || !strings.Contains(r.Sentence, words) {
			t.Errorf("%q: %+v", shares, r)
		}
	}
	f("", "ok", "recognised", "fit a planned split of 10 % none and 90 % mail")
	f("none=10,mail=90", "ok", "named", "fit the planned split of 10 % none and 90 % mail")
	f("mail=9, none=1", "ok", "named", "10 % none")
	f("1:9", "ok", "named", "10 % none")
	f("10%:90%", "ok", "named", "10 % none")
	f("50:50", "alarm", "named", "off the planned split of 50 %")
	for _, wrong := range []string{"10", "1:2:3", "none=10", "none=10,post=90", "none=0,mail=1", "none=x,mail=1", "none=1,none=2,mail=1", "0:0", "a,b"} {
		q := ask(path, evaluate.Outcome{Column: "bought"})
		q.Shares = wrong
		refused(t, q, "evaluate.shares", "none=50,mail=50")
	}
}

// Halves that lost customers are no design; odd arms of several are.
func TestCase38_WhatIsRecognised(t *testing.T) {
	f := func(basis, level string, sizes map[string]int) {
		t.Helper()
		r := reported(t, ask(written(t, "a.csv", sized(sizes)), evaluate.Outcome{Column: "bought"})).SampleRatio
		if r.Basis != basis || r.Level != level {
			t.Errorf("%v: %+v", sizes, r)
		}
	}
	f("equal", "alarm", map[string]int{"none": 600, "mail": 400})
	f("equal", "alarm", map[string]int{"none": 4550, "mail": 5450})
	f("equal", "ok", map[string]int{"none": 505, "mail": 495})
	f("recognised", "ok", map[string]int{"none": 2010, "mail": 7990})
	f("recognised", "ok", map[string]int{"none": 669, "mail": 331})
	f("recognised", "ok", map[string]int{"none": 205, "a": 395, "b": 400})
	f("recognised", "ok", map[string]int{"none": 1000, "a": 4540, "b": 4460})
	f("equal", "alarm", map[string]int{"none": 1000, "a": 800, "b": 1000})
}
