package kpi

import (
	"context"
	"math"
	"slices"
	"strings"
	"time"

	"huike"
	"huike/feature"
	"huike/store"
)

// Target is a plan of a measure by ISO week (S1-70): from the mean of the
// baseline weeks it grows evenly to its end in the last week, and then holds.
type Target struct {
	ID       int64
	Shop     huike.ShopID
	Measure  string
	Name     string
	Owner    string    // department or person
	BaseFrom huike.Day // Monday of the first week of the baseline
	BaseTo   huike.Day // Monday of its last week
	LastWeek huike.Day // Monday of the week in which the end is reached
	Baseline float64   // mean of the baseline weeks
	Growth   string    // linear: Step a week; factor: by Factor until the last week
	Step     float64
	Factor   float64
	Reading  string // how Factor is meant: times (1.2 is ×1.2) or more (1.2 is ×2.2)
	Heads    *int64 // planned increment in heads over all weeks, where it was given
}

// Times returns what the baseline is multiplied by until the last week.
//
// Source: capabilities, S1-70: 提升1.2倍 can mean ×1.2 or ×2.2.
func (t Target) Times() float64 {
	if t.Reading == "more" {
		return 1 + t.Factor
	}
	return t.Factor
}

// Weeks returns how many weeks the growth takes.
func (t Target) Weeks() int { return t.LastWeek.Sub(t.BaseTo) / 7 }

// End returns the value of the last week, which then holds.
func (t Target) End() float64 { return t.Plan(t.LastWeek) }

// Plan returns what is planned for the week of a day; NaN up to the baseline.
func (t Target) Plan(day huike.Day) float64 {
	n := Monday(day).Sub(t.BaseTo) / 7
	if n <= 0 {
		return math.NaN()
	}
	n = min(n, t.Weeks())
	if t.Growth == "linear" {
		return LinearTarget(t.Baseline, t.Step, n)[n-1]
	}
	return t.Baseline * (1 + (t.Times()-1)*float64(n)/float64(t.Weeks()))
}

// Increment returns by how much the plan exceeds the baseline over all weeks
// together: for a count the heads that it takes.
func (t Target) Increment() float64 {
	if t.Heads != nil {
		return float64(*t.Heads)
	}
	sum := 0.0
	for n := 1; n <= t.Weeks(); n++ {
		sum += t.Plan(t.BaseTo.Add(7*n)) - t.Baseline
	}
	return sum
}

func (t Target) check() error {
	refuse := func(format string, args ...any) error {
		return huike.Errorf(huike.Invalid, "kpi.target", format, args...)
	}
	switch {
	case !slices.Contains(weekMeasures, t.Measure):
		return refuse("%q cannot be planned by week; choose among %s", t.Measure, strings.Join(weekMeasures, ", "))
	case t.Growth != "linear" && t.Growth != "factor":
		return refuse("the growth %q is not known; choose linear (a step a week) or factor", t.Growth)
	case t.Growth == "factor" && t.Reading != "times" && t.Reading != "more":
		return refuse("say how the factor %g is meant: times (×%g) or more (×%g)", t.Factor, t.Factor, 1+t.Factor)
	case t.Growth == "factor" && !(t.Factor > 0 && t.Factor < 1000):
		return refuse("the factor %g is not one; write for example 1.2", t.Factor)
	case math.IsNaN(t.Step) || math.Abs(t.Step) > 1e12:
		return refuse("the step of %g a week is not a number to plan with", t.Step)
	case t.BaseTo.Before(t.BaseFrom):
		return refuse("the baseline ends in %s, before it begins in %s", WeekName(t.BaseTo), WeekName(t.BaseFrom))
	case t.BaseTo.Sub(t.BaseFrom) > 7*104 || t.Weeks() > 260:
		return refuse("the plan is too long; the baseline may have two years, the growth five")
	case t.Weeks() < 1:
		return refuse("the plan ends in %s, which is not after the baseline's last week %s", WeekName(t.LastWeek), WeekName(t.BaseTo))
	}
	return nil
}

// SetTarget reckons the baseline of a target from its weeks, as known on the
// scope's day, stores both and returns the target with its number. The weeks of
// the baseline must have ended by then and have a number: else, and where the
// target makes no sense, the error is of kind Invalid.
func (k *KPI) SetTarget(ctx context.Context, s feature.Scope, t Target, actor string, at time.Time) (Target, error) {
	t.Shop, t.BaseFrom, t.BaseTo, t.LastWeek = s.Shop, Monday(t.BaseFrom), Monday(t.BaseTo), Monday(t.LastWeek)
	if t.Growth == "factor" && t.Reading == "" {
		t.Reading = "times"
	}
	if err := t.check(); err != nil {
		return t, err
	}
	weeks, err := k.Weeks(ctx, s, t.Measure, t.BaseFrom, t.BaseTo)
	if err != nil {
		return t, err
	}
	if t.Baseline, err = baselineOf(weeks, t); err != nil {
		return t, err
	}
	err = k.db.Write(ctx, func(tx store.Tx) (err error) {
		if t.ID, err = store.Reserve(ctx, tx, "kpi_target", 1); err != nil {
			return err
		}
		return addTarget(ctx, tx, t, weeks, store.Args{"created_at": at, "actor": actor, "as_of": s.AsOf})
	})
	return t, err
}

func baselineOf(weeks []WeekValue, t Target) (float64, error) {
	sum, n := 0.0, 0
	for _, w := range weeks {
		if !math.IsNaN(w.Value) {
			sum, n = sum+w.Value, n+1
		}
	}
	if n == 0 || len(weeks) != t.BaseTo.Sub(t.BaseFrom)/7+1 {
		return 0, huike.Errorf(huike.Invalid, "kpi.baseline", "the baseline %s to %s has no number yet for every week of %s; choose weeks that have ended and in which something was sold",
			WeekName(t.BaseFrom), WeekName(t.BaseTo), t.Measure)
	}
	return sum / float64(n), nil
}

func addTarget(ctx context.Context, tx store.Tx, t Target, weeks []WeekValue, more store.Args) error {
	_, err := tx.Exec(ctx, queries.Get("add_target"), store.Args{"target": t.ID, "shop": t.Shop, "measure": t.Measure, "name": t.Name, "owner": t.Owner,
		"base_from": t.BaseFrom, "base_to": t.BaseTo, "last_week": t.LastWeek, "baseline": t.Baseline, "growth": t.Growth,
		"step": t.Step, "factor": t.Factor, "reading": t.Reading, "head_count": t.Heads, "created_at": more["created_at"], "actor": more["actor"]})
	for _, w := range weeks {
		if err != nil {
			return err
		}
		_, err = tx.Exec(ctx, queries.Get("add_value"), store.Args{"target": t.ID, "week": w.Monday, "value": number(w.Value), "as_of": more["as_of"]})
	}
	return err
}

// number is nil for a number that is not known.
func number(v float64) *float64 {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return nil
	}
	return &v
}

// Targets returns the targets of a shop that still hold, the oldest first.
func (k *KPI) Targets(ctx context.Context, shop huike.ShopID) ([]Target, error) {
	return store.All(ctx, k.db, queries.Get("targets"), store.Args{"shop": shop}, func(r *store.Rows) (t Target, err error) {
		return t, r.Scan(&t.ID, &t.Shop, &t.Measure, &t.Name, &t.Owner, &t.BaseFrom, &t.BaseTo, &t.LastWeek, &t.Baseline,
			&t.Growth, &t.Step, &t.Factor, &t.Reading, &t.Heads)
	})
}

// EndTarget takes a target back. An unknown one, or one taken back before, is an
// error of kind NotFound.
func (k *KPI) EndTarget(ctx context.Context, id int64, at time.Time) error {
	return k.db.Write(ctx, func(tx store.Tx) error {
		n, err := tx.Exec(ctx, queries.Get("end_target"), store.Args{"target": id, "ended_at": at})
		if err == nil && n == 0 {
			err = huike.Errorf(huike.NotFound, "kpi.no_target", "there is no target with the number %d that still holds", id)
		}
		return err
	})
}

// Progress is a target with its weeks, planned and reached.
type Progress struct {
	Target
	Points []Point
	// Reached is the increment over the baseline so far, Due what the plan had by
	// then; NaN before the first week has ended.
	Reached, Due float64
}

// Point is one week: what was planned and what came; NaN where there is none.
type Point struct {
	Monday       huike.Day
	Plan, Actual float64
}

// NewProgress returns a target that was just set: the plan of its weeks, of which
// none has ended.
func NewProgress(t Target) Progress { return progressOf(t, nil) }

// Progress returns every target of the scope's shop with its weeks from the
// baseline to the week of the scope's day, or to its end where that is later.
func (k *KPI) Progress(ctx context.Context, s feature.Scope) ([]Progress, error) {
	targets, err := k.Targets(ctx, s.Shop)
	if err != nil {
		return nil, err
	}
	agreed, err := k.agreed(ctx, s.Shop)
	if err != nil {
		return nil, err
	}
	all := []Progress{}
	for _, t := range targets {
		weeks, err := k.Weeks(ctx, s, t.Measure, t.BaseTo.Add(7), s.AsOf)
		if err != nil {
			return nil, err
		}
		all = append(all, progressOf(t, append(agreed[t.ID], weeks...)))
	}
	return all, nil
}

// agreed returns the baseline weeks of the targets, as they were known when the
// targets were set.
func (k *KPI) agreed(ctx context.Context, shop huike.ShopID) (map[int64][]WeekValue, error) {
	all := map[int64][]WeekValue{}
	_, err := store.All(ctx, k.db, queries.Get("values"), store.Args{"shop": shop}, func(r *store.Rows) (id int64, err error) {
		var w WeekValue
		var value *float64
		err = r.Scan(&id, &w.Monday, &value)
		w.Value = numberOrNaN(value)
		all[id] = append(all[id], w)
		return id, err
	})
	return all, err
}

func progressOf(t Target, weeks []WeekValue) Progress {
	p := Progress{Target: t, Reached: math.NaN(), Due: math.NaN()}
	last := t.LastWeek
	for _, w := range weeks {
		plan := t.Plan(w.Monday)
		p.Points = append(p.Points, Point{w.Monday, plan, w.Value})
		if !math.IsNaN(plan + w.Value) {
			if math.IsNaN(p.Due) {
				p.Reached, p.Due = 0, 0
			}
			p.Reached, p.Due = p.Reached+w.Value-t.Baseline, p.Due+plan-t.Baseline
		}
	}
	next := t.BaseFrom
	if n := len(p.Points); n > 0 {
		next = p.Points[n-1].Monday.Add(7)
	}
	for ; !last.Before(next); next = next.Add(7) {
		p.Points = append(p.Points, Point{next, t.Plan(next), math.NaN()})
	}
	return p
}

// planned returns what the newest target of each measure asks of a stretch of
// days that ends in a week: that week's plan, of four weeks the sum of counts and
// money, and the mean of the others.
func (k *KPI) planned(ctx context.Context, s feature.Scope, p Periods) (map[string]float64, error) {
	targets, err := k.Targets(ctx, s.Shop)
	all := map[string]float64{}
	for _, t := range targets {
		sum, n := 0.0, 0
		for day := p.Now.To; !day.Before(p.Now.From); day = day.Add(-7) {
			sum, n = sum+t.Plan(day), n+1
		}
		switch t.Measure {
		case "order_value", "frequency", "conversion", "repeat_rate", "second_rate":
			sum /= float64(n)
		}
		if !math.IsNaN(sum) {
			all[t.Measure] = sum
		}
	}
	return all, err
}
