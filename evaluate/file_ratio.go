package evaluate

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"huike"
	"huike/stat"
)

// FileSampleRatio tests the arms' sizes against a plan. Level is ok, warning (p
// below .01) or alarm (below .001); OK is whether it is ok. Basis says where the
// plan is from: "named" in the request, "equal" shares, or "recognised", a common
// design that the sizes fit while they do not fit equal shares.
type FileSampleRatio struct {
	P        float64     `json:"p"`
	OK       bool        `json:"ok"`
	Level    string      `json:"level"`
	Basis    string      `json:"basis"`
	Shares   []FileShare `json:"shares"`
	Sentence string      `json:"sentence"`
}

// FileShare is an arm's planned share of all customers.
type FileShare struct {
	Arm   string  `json:"arm"`
	Share float64 `json:"share"`
}

const (
	basisNamed      = "named"
	basisEqual      = "equal"
	basisRecognised = "recognised"
)

// readShares reads --shares: every arm by its name, holdout=10,mail=90, or all in
// the order of the report, 10:90. Without any it returns nil.
func readShares(text string, arms []FileArm) ([]float64, error) {
	if trim(text) == "" {
		return nil, nil
	}
	var weights []float64
	var err error
	if strings.Contains(text, "=") {
		weights, err = sharesByName(text, arms)
	} else {
		weights, err = sharesInOrder(text, arms)
	}
	if err != nil {
		return nil, err
	}
	for _, w := range weights {
		if !(w > 0) || w > 1e9 {
			return nil, wrongShares(text, arms)
		}
	}
	return weights, nil
}

func wrongShares(text string, arms []FileArm) error {
	var example []string
	for _, a := range arms {
		example = append(example, fmt.Sprintf("%s=%d", a.Arm, 100/len(arms)))
	}
	return huike.Errorf(huike.Invalid, "evaluate.shares", "%q does not give every arm its planned share; write for example --shares \"%s\"", text, strings.Join(example, ","))
}

func sharesByName(text string, arms []FileArm) ([]float64, error) {
	weights, named := make([]float64, len(arms)), 0
	for _, part := range strings.Split(text, ",") {
		i := strings.LastIndexByte(part, '=')
		if i < 0 {
			return nil, wrongShares(text, arms)
		}
		found := false
		for k, a := range arms {
			if a.Arm == trim(part[:i]) && weights[k] == 0 {
				weights[k], found = share(part[i+1:]), true
				named++
			}
		}
		if !found {
			return nil, wrongShares(text, arms)
		}
	}
	if named < len(arms) {
		return nil, wrongShares(text, arms)
	}
	return weights, nil
}

func sharesInOrder(text string, arms []FileArm) ([]float64, error) {
	parts := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(":/,", r) })
	if len(parts) != len(arms) {
		return nil, wrongShares(text, arms)
	}
	var weights []float64
	for _, p := range parts {
		weights = append(weights, share(p))
	}
	return weights, nil
}

// share reads a weight; 0 for what is none.
func share(text string) float64 {
	w, err := strconv.ParseFloat(strings.TrimSuffix(trim(text), "%"), 64)
	if err != nil || math.IsNaN(w) {
		return 0
	}
	return w
}

// testShares tests sizes against weights, or where they are nil against equal
// shares and, if these do not fit, against the common designs.
func testShares(arms []FileArm, weights []float64) FileSampleRatio {
	counts := sizesOf(arms)
	if weights != nil {
		return ratioOf(arms, weights, stat.SampleRatio(counts, weights), basisNamed)
	}
	equal := make([]float64, len(arms))
	for k := range equal {
		equal[k] = 1
	}
	chi := stat.SampleRatio(counts, equal)
	if chi.Level() != stat.RatioOK {
		if design, fit, found := recognise(counts); found {
			return ratioOf(arms, design, fit, basisRecognised)
		}
	}
	return ratioOf(arms, equal, chi, basisEqual)
}

// designs are the shares in percent that one arm gets by plan while the others
// share the rest. 40 and 45 are missing, as a split of halves that lost customers
// looks like them.
var designs = []float64{1, 2, 5, 10, 15, 20, 25, 100. / 3, 50, 60, 200. / 3, 70, 75, 80, 85, 90, 95, 98, 99}

// recognise finds the common design that fits sizes best, if any fits.
func recognise(counts []int64) (weights []float64, fit stat.ChiSquare, found bool) {
	for odd := range counts {
		for _, share := range designs {
			if len(counts) == 2 && share > 34 {
				continue // the other arm's small share is the same design
			}
			w := make([]float64, len(counts))
			for k := range w {
				w[k] = (100 - share) / float64(len(counts)-1)
			}
			w[odd] = share
			if chi := stat.SampleRatio(counts, w); chi.Level() == stat.RatioOK && (!found || chi.P > fit.P) {
				weights, fit, found = w, chi, true
			}
		}
	}
	return weights, fit, found
}

func sizesOf(arms []FileArm) []int64 {
	counts := make([]int64, len(arms))
	for k, a := range arms {
		counts[k] = a.Customers
	}
	return counts
}

// again tests other sizes against the same shares.
func (r FileSampleRatio) again(arms []FileArm) FileSampleRatio {
	var w []float64
	for _, s := range r.Shares {
		w = append(w, s.Share)
	}
	return ratioOf(arms, w, stat.SampleRatio(sizesOf(arms), w), r.Basis)
}

func ratioOf(arms []FileArm, weights []float64, chi stat.ChiSquare, basis string) FileSampleRatio {
	r := FileSampleRatio{P: chi.P, OK: chi.Level() == stat.RatioOK, Level: chi.Level(), Basis: basis}
	total := 0.0
	for _, w := range weights {
		total += w
	}
	for k, a := range arms {
		r.Shares = append(r.Shares, FileShare{a.Arm, weights[k] / total})
	}
	r.Sentence = r.sentence()
	return r
}

func (r FileSampleRatio) sentence() string {
	plan := "equal shares"
	if r.Basis != basisEqual {
		plan = "the planned split of " + r.split()
	}
	switch {
	case r.Basis == basisRecognised && r.OK:
		return fmt.Sprintf("The arms' sizes are not equal but fit a planned split of %s (p = %.3f); if that was not the plan, name the shares (--shares), for then customers are missing.", r.split(), r.P)
	case r.Level == stat.RatioAlarm:
		return fmt.Sprintf("Beware: the arms' sizes are off %s (p = %.2g); something took customers out of an arm or put them in, and the groups may not be comparable.%s", plan, r.P, r.askForShares())
	case r.Level == stat.RatioWarning:
		return fmt.Sprintf("Take care: sizes as far off %s as these come up by chance in fewer than one of 100 sound experiments (p = %.4f); see whether something took customers out of an arm before you trust the differences.%s", plan, r.P, r.askForShares())
	}
	return fmt.Sprintf("The arms' sizes fit %s (p = %.3f).", plan, r.P)
}

func (r FileSampleRatio) askForShares() string {
	if r.Basis == basisNamed {
		return ""
	}
	return " If other shares were planned, name them (--shares)."
}

// split is "10 % holdout and 90 % mail".
func (r FileSampleRatio) split() string {
	var parts []string
	for _, s := range r.Shares {
		parts = append(parts, fmt.Sprintf("%.3g %% %s", 100*s.Share, s.Arm))
	}
	return strings.Join(parts[:len(parts)-1], ", ") + " and " + parts[len(parts)-1]
}
