package evaluate

import (
	"fmt"
	"math"

	"huike/stat"
)

// FileEffect is an arm against the control: Miettinen–Nurminen for a rate,
// Welch for a mean. P is of the arm alone, PHolm adjusted over the arms. Low and
// High are the interval at Level, which is wider than 95 % where several arms are
// compared, so that it leaves out 0 exactly if PHolm is below .05, which is what
// Changed says; LowAlone and HighAlone are the plain 95 % interval of the arm,
// for comparison with tools that do not adjust. A null says that there is no such
// number: too few customers, or nothing that varies.
type FileEffect struct {
	Arm        string   `json:"arm"`
	Difference *float64 `json:"difference"`
	Low        *float64 `json:"low"`
	High       *float64 `json:"high"`
	Level      float64  `json:"level"`
	LowAlone   *float64 `json:"low_alone"`
	HighAlone  *float64 `json:"high_alone"`
	P          *float64 `json:"p"`
	PHolm      *float64 `json:"p_holm"`
	Changed    bool     `json:"changed"`
	Relative   *float64 `json:"relative"`
	Sentence   string   `json:"sentence"`
}

// outcome sums one outcome per arm and compares the arms with the control.
func (f *file) outcome(v values, treated string) FileOutcome {
	out := FileOutcome{Outcome: v.Column, Kind: v.kind, Blanks: f.tellBlanks(v, treated)}
	amounts, blanks := make([][]float64, len(f.report.Arms)), f.blanks(v)
	for p, x := range v.of {
		switch arm := f.people.arm[p]; {
		case !math.IsNaN(x):
			amounts[arm] = append(amounts[arm], x)
		case treated == MissingZero:
			amounts[arm] = append(amounts[arm], 0)
		}
	}
	arms := make([]fileArm, len(amounts))
	for k, a := range f.report.Arms {
		arms[k] = fileArm{a.Arm, stat.MomentsOf(amounts[k])}
		out.Arms = append(out.Arms, FileValue{a.Arm, arms[k].N, blanks[k], arms[k].Sum(), arms[k].Mean})
	}
	out.Effects = effectsOf(out.Outcome, out.Kind, arms)
	return out
}

// fileArm is one arm's outcome.
type fileArm struct {
	name string
	stat.Moments
}

func (a fileArm) proportion() stat.Proportion {
	return stat.Proportion{X: int64(math.Round(a.Sum())), N: a.N}
}

// fileTest is an arm against the control.
type fileTest struct {
	outcome, kind    string
	treated, control fileArm
}

// effectsOf compares all arms with the first.
func effectsOf(outcome, kind string, arms []fileArm) []FileEffect {
	tests, ps := make([]fileTest, len(arms)-1), make([]float64, len(arms)-1)
	for i, a := range arms[1:] {
		tests[i] = fileTest{outcome, kind, a, arms[0]}
		ps[i] = tests[i].at(level).P
	}
	adjusted, levels := stat.Holm(ps), stat.HolmLevels(ps, level)
	effects := make([]FileEffect, len(tests))
	for i, t := range tests {
		effects[i] = t.effect(levels[i], adjusted[i])
	}
	return effects
}

// at returns the estimate with its interval. A rate of 0 everywhere has an
// interval and no test, one of 1 everywhere, of whose zeros nothing is known,
// neither.
func (t fileTest) at(level float64) stat.Estimate {
	if t.kind == kindMean {
		return stat.Welch(t.treated.Moments, t.control.Moments, level)
	}
	e := stat.MiettinenNurminen(t.treated.proportion(), t.control.proportion(), level)
	if t.constant() {
		e.P = math.NaN()
		if t.control.Mean == 1 {
			e.Low, e.High = e.P, e.P
		}
	}
	return e
}

// constant reports whether everybody in both arms has the same outcome.
func (t fileTest) constant() bool {
	return t.treated.N > 0 && t.control.N > 0 && t.treated.Plus(t.control.Moments).Squares == 0
}

// alpha is the chance of calling any of the arms different where none is.
const alpha = 1 - level

func (t fileTest) effect(atLevel, adjusted float64) FileEffect {
	e, alone := t.at(atLevel), t.at(level)
	changed := adjusted < alpha
	return FileEffect{
		Arm: t.treated.name, Difference: number(e.Value), Low: number(e.Low), High: number(e.High), Level: atLevel, LowAlone: number(alone.Low), HighAlone: number(alone.High),
		P: number(e.P), PHolm: number(adjusted), Changed: changed,
		Relative: number(e.Value / math.Abs(t.control.Mean)), Sentence: t.sentence(e, atLevel, changed),
	}
}

func (t fileTest) sentence(e stat.Estimate, level float64, changed bool) string {
	arm, against := t.treated.name, t.control.name
	unit, scale := "", 1.0
	if t.kind == kindRate {
		unit, scale = " points", 100
	}
	interval := fmt.Sprintf("%.4g %% interval %s to %s", 100*level, signed(scale*e.Low), signed(scale*e.High))
	switch {
	case math.IsNaN(e.Value):
		return fmt.Sprintf("%s: too few customers to say anything about %s.", arm, t.outcome)
	case t.constant() && t.kind == kindRate && t.control.Mean == 1:
		return fmt.Sprintf("%s: %s is 1 for every customer who counts in %s and %s; a rate without its zeros says nothing.", arm, t.outcome, arm, against)
	case t.constant() && t.kind == kindRate:
		return fmt.Sprintf("%s: %s is 0 for everybody in %s and %s, so there is no difference to test (%s%s).", arm, t.outcome, arm, against, interval, unit)
	case t.kind == kindMean && e.SE == 0 && e.Value == 0:
		return fmt.Sprintf("%s: %s is the same for everybody in %s and %s (%s), so there is nothing to test.", arm, t.outcome, arm, against, plain(t.control.Mean))
	case t.kind == kindMean && e.SE == 0:
		return fmt.Sprintf("%s: %s is the same for everybody in %s (%s) and for everybody in %s (%s); where nothing varies no test can tell the difference from chance.",
			arm, t.outcome, arm, plain(t.treated.Mean), against, plain(t.control.Mean))
	case changed:
		return fmt.Sprintf("%s changed %s by %s%s (%s).", arm, t.outcome, signed(scale*e.Value), unit, interval)
	}
	return fmt.Sprintf("%s: a change of %s is not proven (%s%s, %s).", arm, t.outcome, signed(scale*e.Value), unit, interval)
}

// signed writes a difference; from 1,000 on without decimals.
func signed(x float64) string {
	if math.Abs(x) >= 1000 && math.Abs(x) < 1e15 {
		return fmt.Sprintf("%+.0f", x)
	}
	return fmt.Sprintf("%+.4g", x)
}

func plain(x float64) string { return fmt.Sprintf("%.10g", x) }

// number returns nil for what JSON cannot carry.
func number(x float64) *float64 {
	if finite(x) == nil {
		return nil
	}
	return &x
}
