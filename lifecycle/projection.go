package lifecycle

import (
	"context"
	"math"
	"time"

	"huike"
	"huike/feature"
	"huike/stat"
)

// LeastStep is the shortest step of a projection in days. The stages age by the
// calendar: silent turns to sleeping after exactly 45 days, so that a chain of
// shorter steps would know what it must not know.
const LeastStep = 45

// mostSteps is how many past steps a chain is learned and tested on.
const mostSteps = 7

// testSteps is how many of them it must foretell before it is shown.
const testSteps = 3

// Projection is how many customers are expected in each state, step by step, as
// they moved in the past. Caution is "" only if nothing speaks against it.
type Projection struct {
	By      By
	Step    int // days
	States  []string
	Now     []int64
	Ahead   []Expected
	Tests   []Test
	Caution string         // too_short: there is no projection; off, no_better: read it with care
	Params  map[string]any // of the caution's sentence
}

// Expected is one step ahead. Low and High hold 95 in 100 cases, as far as
// customers go on moving as they did.
type Expected struct {
	Day                       huike.Day
	Mean, Low, High           []float64
	SampleSD, ParameterSD, SD []float64
}

// Test is one past step that was foretold from the steps before it.
type Test struct {
	Day      huike.Day
	Expected []float64
	SD       []float64
	Observed []int64
	Inside   int     // states whose number lies within 1.96 standard errors
	Miss     float64 // customers counted in a wrong state, as a share of all
	Still    float64 // the same, had one expected nothing to change but newcomers
}

// Project carries the customers of a scope ahead. A step below LeastStep days
// and more than 12 steps are errors of kind Invalid.
//
// Source: methods 10.
func (l *Lifecycle) Project(ctx context.Context, s feature.Scope, p Horizon, at time.Time) (Projection, error) {
	out := Projection{By: p.By, Step: p.Step, States: statesOf(p.By).states}
	if p.Step < LeastStep || p.Step > 365 {
		return out, huike.Errorf(huike.Invalid, "migration.step", "a step of %d days does not do; the stages age by the calendar, so choose %d to 365 days", p.Step, LeastStep)
	}
	if p.Steps < 1 || p.Steps > 12 {
		return out, huike.Errorf(huike.Invalid, "migration.steps", "%d steps ahead do not do; choose 1 to 12", p.Steps)
	}
	first, _, found, err := l.orders.Days(ctx, s.Shop, s.AsOf)
	if err != nil {
		return out, err
	}
	past, err := l.past(ctx, s, p, sinceWhen(first, found, s.AsOf), at)
	if err != nil {
		return out, err
	}
	if len(past) < testSteps+1 {
		out.Caution = "too_short"
		out.Params = map[string]any{"days": (testSteps + 1) * p.Step, "have": len(past) * p.Step}
		return out, nil
	}
	return out, out.run(past, p, s.AsOf)
}

// Horizon says what is projected how far.
type Horizon struct {
	By    By
	Step  int // days
	Steps int
}

func sinceWhen(first huike.Day, found bool, asOf huike.Day) huike.Day {
	if !found {
		return asOf
	}
	return first
}

// past counts the moves of the past steps, newest first, as far back as anybody
// had bought.
func (l *Lifecycle) past(ctx context.Context, s feature.Scope, p Horizon, first huike.Day, at time.Time) ([]Migration, error) {
	var all []Migration
	for k := range mostSteps {
		to := feature.Scope{Shop: s.Shop, AsOf: s.AsOf.Add(-k * p.Step)}
		from := to.AsOf.Add(-p.Step)
		if from.Before(first) {
			break
		}
		m, err := l.Move(ctx, to, from, p.By, at)
		if err != nil {
			return nil, err
		}
		all = append(all, m)
	}
	return all, nil
}

// run tests the chain on the last steps and carries it ahead.
func (p *Projection) run(past []Migration, a Horizon, asOf huike.Day) error {
	n := len(p.States)
	for k := testSteps - 1; k >= 0; k-- {
		t, err := foretell(past[k], past[k+1:], n)
		if err != nil {
			return err
		}
		p.Tests = append(p.Tests, t)
	}
	p.Now = standing(past[0], n)
	chain, entrants, err := chainOf(past, n)
	if err != nil {
		return err
	}
	ahead, err := chain.Project(floats(p.Now), entrants, a.Steps)
	if err != nil {
		return err
	}
	for t, e := range ahead {
		p.Ahead = append(p.Ahead, expected(e, asOf.Add((t+1)*a.Step)))
	}
	p.judge()
	return nil
}

func expected(p stat.Projection, day huike.Day) Expected {
	e := Expected{Day: day, Mean: p.Mean, SampleSD: p.SampleSD, ParameterSD: p.ParameterSD, SD: p.SD}
	for j, m := range p.Mean {
		e.Low, e.High = append(e.Low, math.Max(0, m-1.96*p.SD[j])), append(e.High, m+1.96*p.SD[j])
	}
	return e
}

// chainOf learns a chain from the newest three steps; its thin rows are drawn
// towards the steps before them. Newcomers are expected as on average of all.
func chainOf(past []Migration, n int) (stat.Chain, []float64, error) {
	chain, err := stat.FitChain(pooled(past[:min(testSteps, len(past))], n))
	if err == nil && len(past) > testSteps {
		var former stat.Chain
		if former, err = stat.FitChain(pooled(past[testSteps:], n)); err == nil {
			chain, err = chain.Smoothed(former)
		}
	}
	for i, row := range chain.P {
		if row == nil { // nobody was ever there
			chain.P[i] = make([]float64, n)
			chain.P[i][i] = 1
		}
	}
	entrants := make([]float64, n)
	for _, m := range past {
		for j := range n {
			entrants[j] += float64(m.Entrants[j]) / float64(len(past))
		}
	}
	return chain, entrants, err
}

func pooled(past []Migration, n int) [][]int64 {
	counts := square(n)
	for _, m := range past {
		for i := range n {
			for j := range n {
				counts[i][j] += m.Matrix[i][j]
			}
		}
	}
	return counts
}

// standing is how many stood in each state on the later day.
func standing(m Migration, n int) []int64 {
	now := make([]int64, n)
	for j := range n {
		now[j] = m.Entrants[j]
		for i := range n {
			now[j] += m.Matrix[i][j]
		}
	}
	return now
}

func floats(values []int64) []float64 {
	all := make([]float64, len(values))
	for i, v := range values {
		all[i] = float64(v)
	}
	return all
}

// foretell holds a step against what the steps before it would have said.
func foretell(m Migration, before []Migration, n int) (Test, error) {
	t := Test{Day: m.To.Scope.AsOf, Observed: standing(m, n)}
	chain, entrants, err := chainOf(before, n)
	if err != nil {
		return t, err
	}
	start := make([]float64, n)
	for i := range n {
		start[i] = float64(m.Rows[i])
	}
	ahead, err := chain.Project(start, entrants, 1)
	if err != nil {
		return t, err
	}
	t.Expected, t.SD = ahead[0].Mean, ahead[0].SD
	all, missed, still := 0.0, 0.0, 0.0
	for j, n := range t.Observed {
		seen := float64(n)
		if math.Abs(seen-t.Expected[j]) <= 1.96*t.SD[j]+0.5 {
			t.Inside++
		}
		all += seen
		missed += math.Abs(seen - t.Expected[j])
		still += math.Abs(seen - start[j] - entrants[j])
	}
	if all > 0 {
		t.Miss, t.Still = missed/2/all, still/2/all
	}
	return t, nil
}

// judge says how far the tests speak for the projection.
func (p *Projection) judge() {
	inside, of, miss, still := 0, 0, 0.0, 0.0
	for _, t := range p.Tests {
		inside, of = inside+t.Inside, of+len(t.Observed)
		miss, still = miss+t.Miss/testSteps, still+t.Still/testSteps
	}
	p.Params = map[string]any{"inside": inside, "of": of, "miss": miss, "still": still}
	switch {
	case miss >= still:
		p.Caution = "no_better"
	case 10*inside < 8*of:
		p.Caution = "off"
	}
}
