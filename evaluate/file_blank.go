package evaluate

import (
	"fmt"
	"math"
	"strings"

	"huike"
)

// FileBlanks says what was done about the customers whose outcome is blank.
type FileBlanks struct {
	Customers   int64            `json:"customers"`
	Treated     string           `json:"treated"`      // zero or drop
	Asked       bool             `json:"asked"`        // by the request; else concluded from the file
	SampleRatio *FileSampleRatio `json:"sample_ratio"` // of those who are left, where some were dropped
	Sentence    string           `json:"sentence"`
}

// purchase reports whether an outcome tells only of those who did something: a
// rate that is 1 wherever it is not blank, as a list of buyers joined to a list
// of customers gives.
func (v values) purchase() bool {
	return v.kind == kindRate && v.given == v.ones && v.given < len(v.of)
}

// besidePurchase reports whether an amount is blank only for customers of whom a
// purchase in the same request is blank too: who bought nothing spent nothing.
func (v values) besidePurchase(all []values) bool {
	for _, o := range all {
		if v.kind == kindMean && o.purchase() && v.blankWithin(o) {
			return true
		}
	}
	return false
}

func (v values) blankWithin(o values) bool {
	for p, x := range v.of {
		if math.IsNaN(x) && !math.IsNaN(o.of[p]) {
			return false
		}
	}
	return true
}

// treat settles what the blanks of an outcome mean: "" where there are none, else
// MissingZero or MissingDrop. Who does not say gets 0 where the file shows a
// purchase, and a refusal where it does not.
func (f *file) treat(all []values, i int) (string, error) {
	v := all[i]
	switch {
	case v.given == len(v.of):
		return "", nil
	case f.Missing == MissingZero, f.Missing == MissingDrop:
		return f.Missing, nil
	case f.Missing == "" && (v.purchase() || v.besidePurchase(all)):
		return MissingZero, nil
	}
	return "", huike.Errorf(huike.Invalid, "evaluate.blank",
		"the column %q is blank for %s, and a blank may mean nothing or not known; say --missing zero to count 0, or --missing drop to leave these customers out of it, or fill the cells",
		v.Column, f.blankByArm(v))
}

// blankByArm is "3 of 10 customers in none, 2 of 9 in mail".
func (f *file) blankByArm(v values) string {
	counts, said := f.blanks(v), []string{}
	for k, a := range f.report.Arms {
		word := ""
		if k == 0 {
			word = " customers"
		}
		said = append(said, fmt.Sprintf("%d of %d%s in %s", counts[k], a.Customers, word, a.Arm))
	}
	return strings.Join(said, ", ")
}

func (f *file) blanks(v values) []int64 {
	counts := make([]int64, len(f.report.Arms))
	for p, x := range v.of {
		if math.IsNaN(x) {
			counts[f.people.arm[p]]++
		}
	}
	return counts
}

// tellBlanks says what was done about the blanks; nil where there are none.
func (f *file) tellBlanks(v values, treated string) *FileBlanks {
	if treated == "" {
		return nil
	}
	b := &FileBlanks{Customers: int64(len(v.of) - v.given), Treated: treated, Asked: f.Missing != ""}
	b.Sentence = fmt.Sprintf("%s is blank for %s: ", v.Column, f.blankByArm(v))
	if treated == MissingZero {
		b.Sentence += "counted as 0"
		if !b.Asked {
			b.Sentence += ", as the file names only those who bought (--missing says otherwise)"
		}
		b.Sentence += "."
		return b
	}
	left := make([]FileArm, len(f.report.Arms))
	for k, n := range f.blanks(v) {
		left[k] = FileArm{f.report.Arms[k].Arm, f.report.Arms[k].Customers - n}
	}
	ratio := f.report.SampleRatio.again(left)
	b.SampleRatio = &ratio
	b.Sentence += "left out of this outcome."
	if ratio.Level != "ok" {
		b.Sentence += fmt.Sprintf(" Beware: those who are left are not split as all were (p = %.2g), so leaving them out may bias the comparison.", ratio.P)
	}
	return b
}
