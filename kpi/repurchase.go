package kpi

import (
	"context"
	"fmt"
	"time"

	"huike"
	"huike/feature"
	"huike/store"
)

// SecondPurchase is how many new customers come back within so many days
// (S1-68).
type SecondPurchase struct {
	Days int
	// Matured, the default: customers whose first purchase lies at least Days
	// back; those of them who bought on a second day within Days of the first.
	Matured Rate
	// Literal, the text of the source: customers whose first purchase lies within
	// the last Days; those of them who bought on a second day since. It reads low,
	// for yesterday's customers had one day to come back.
	Literal Rate
	Cohorts []Cohort // by week of the first purchase, the oldest first
}

// Cohort is the customers of one ISO week of first purchases.
type Cohort struct {
	Week    string // "2024-W05"
	Monday  huike.Day
	Second  Rate // came back within the days, of the new customers
	Matured bool // each of them had the days to do so
}

// usualDays is the window of the source's two targets.
const usualDays = 45

func window(days int) (int, error) {
	if days == 0 {
		return usualDays, nil
	}
	if days < 1 || days > 3660 {
		return 0, huike.Errorf(huike.Invalid, "kpi.days", "a window of %d days cannot be reckoned; choose 1 to 3660, for example %d", days, usualDays)
	}
	return days, nil
}

// newcomers are the customers who first bought on one day.
type newcomers struct {
	day                     huike.Day
	customers, within, ever int64 // ever: bought on a second day by now
}

// SecondPurchase returns the second-purchase rates of a scope within so many
// days (0: 45). Purchases of one day are one.
//
// Source: methods 2.1.
func (k *KPI) SecondPurchase(ctx context.Context, s feature.Scope, days int) (SecondPurchase, error) {
	days, err := window(days)
	if err != nil {
		return SecondPurchase{}, err
	}
	args := store.Args{"shop": s.Shop, "as_of": s.AsOf, "days": days}
	all, err := asked(ctx, k.db, "second", args, func(r *store.Rows) (n newcomers, err error) {
		return n, r.Scan(&n.day, &n.customers, &n.within, &n.ever)
	})
	if err != nil {
		return SecondPurchase{}, err
	}
	p := SecondPurchase{Days: days, Cohorts: cohorts(all, s.AsOf.Add(-days))}
	var matured, literal newcomers
	for _, n := range all {
		if s.AsOf.Sub(n.day) >= days {
			matured.customers, matured.within = matured.customers+n.customers, matured.within+n.within
		} else {
			literal.customers, literal.ever = literal.customers+n.customers, literal.ever+n.ever
		}
	}
	p.Matured, p.Literal = rate(matured.within, matured.customers), rate(literal.ever, literal.customers)
	return p, nil
}

// cohorts groups newcomers, who come by day, into ISO weeks. A week has matured
// when its Sunday is not after the last matured day.
func cohorts(all []newcomers, lastMatured huike.Day) []Cohort {
	out := []Cohort{}
	for _, n := range all {
		t := n.day.Time(time.UTC)
		year, week := t.ISOWeek()
		name := fmt.Sprintf("%d-W%02d", year, week)
		if len(out) == 0 || out[len(out)-1].Week != name {
			monday := n.day.Add(-(int(t.Weekday()) + 6) % 7)
			out = append(out, Cohort{Week: name, Monday: monday, Matured: !lastMatured.Before(monday.Add(6))})
		}
		c := &out[len(out)-1]
		c.Second = rate(c.Second.Numerator+n.within, c.Second.Denominator+n.customers)
	}
	return out
}

// Regulars are the two readings of the repeat rate of active regulars (S1-69),
// whose text in the source is cut off.
type Regulars struct {
	Days int
	// D1, the default: of the customers who Days ago had bought on two days or
	// more, and on one within the Days before that, those who bought since.
	D1 Rate
	// D2: of all who have bought on two days or more, those who bought within the
	// last Days.
	D2 Rate
}

// Regulars returns the repeat rates of regulars of a scope within so many days
// (0: 45).
//
// Source: methods 2.2.
func (k *KPI) Regulars(ctx context.Context, s feature.Scope, days int) (Regulars, error) {
	days, err := window(days)
	if err != nil {
		return Regulars{}, err
	}
	args := store.Args{"shop": s.Shop, "as_of": s.AsOf, "days": days}
	return one(ctx, k.db, "regulars", args, func(r *store.Rows) (Regulars, error) {
		var n [4]int64
		err := r.Scan(&n[0], &n[1], &n[2], &n[3])
		return Regulars{Days: days, D1: rate(n[0], n[1]), D2: rate(n[2], n[3])}, err
	})
}

// LinearTarget returns the planned rate of every week after the baseline, which
// grows by a step a week: 29.34 % and 0.06 a week are 29.94 % after ten.
func LinearTarget(baseline, step float64, weeks int) []float64 {
	plan := make([]float64, weeks)
	for i := range plan {
		plan[i] = baseline + float64(i+1)*step
	}
	return plan
}
