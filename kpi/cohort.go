package kpi

import (
	"context"
	"fmt"
	"math"

	"huike"
	"huike/feature"
	"huike/stat"
	"huike/store"
)

// Month is a calendar month: the year times twelve and the months since January.
type Month int

// MonthOf returns the month of a day.
func MonthOf(d huike.Day) Month {
	var year, month int
	fmt.Sscanf(d.String(), "%d-%d", &year, &month)
	return Month(12*year + month - 1)
}

func (m Month) String() string { return fmt.Sprintf("%04d-%02d", int(m)/12, int(m)%12+1) }

// First and Last are the month's days.
func (m Month) First() huike.Day { return huike.MustDay(m.String() + "-01") }
func (m Month) Last() huike.Day  { return (m + 1).First().Add(-1) }

// Returns is who comes back: after each purchase, by when, and of which month's
// new customers.
type Returns struct {
	Days      int
	Currency  string // "" before the first order
	Second    SecondPurchase
	Regulars  Regulars
	Estimate  Estimate        // of all new customers ever, Kaplan–Meier
	Curve     []CurvePoint    // of the second purchase, all new customers
	Cohorts   []MonthCohort   // by month of the first purchase, the oldest first
	Intervals []Interval      // 1→2, 2→3, 3→4, 4→5, and 5th or later
	Retention []RetentionCell // by month of the first purchase and months since
}

// Estimate is a share that counts customers watched for less than the days for
// as long as they were watched. Without anybody watched for the days the numbers
// are nil.
//
// Source: Kaplan & Meier 1958, log-log limits; methods 2.1.
type Estimate struct {
	Customers        int64
	Share, Low, High *float64
	FollowUp         int // the longest that anybody was watched, days
}

// CurvePoint is the estimated share who bought again within so many days.
type CurvePoint struct {
	Days             int
	Share, Low, High float64
}

// MonthCohort is the new customers of a month.
type MonthCohort struct {
	Month    Month
	Matured  *Rate    // nil while somebody of the month has had fewer than the days
	Estimate Estimate // Kaplan–Meier, for the young months too
}

// Interval is how long customers take from one purchase to the next.
type Interval struct {
	Ordinal                int // 1: from the first to the second; 5: from the fifth or a later one
	Started, Completed     int64
	Share                  Estimate // bought again within the days
	Quarter, Half, ThreeQs *float64 // days by which a quarter, half, three quarters of all bought again; nil while they did not
	MedianOfReturning      *float64 // median days of those who return within a year
	Curve                  []CurvePoint
}

// RetentionCell is how many of a month's new customers bought so many months
// later.
type RetentionCell struct {
	Cohort     Month
	Months     int // 0: the month of the first purchase
	Customers  int64
	Of         int64 // new customers of the cohort
	Orders     int64
	GrossMinor int64
	Over       bool // the month is over; before that the share still grows
}

// gaps are the customers who started an interval in a month and were watched
// for so many days.
type gaps struct {
	Ordinal int
	Started Month
	Follow  stat.FollowUp
}

// Follow is how every customer was followed from purchase to purchase: what the
// answers of [KPI.Returns] share, whatever the days.
type Follow struct {
	Currency  string
	Retention []RetentionCell
	Gaps      []gaps
}

// Follow follows the customers of a scope, once for each version of the facts.
func (k *KPI) Follow(ctx context.Context, s feature.Scope) (Follow, error) {
	return kept(ctx, k, "follow", s, func() (Follow, error) { return k.follow(ctx, s) })
}

func (k *KPI) follow(ctx context.Context, s feature.Scope) (f Follow, err error) {
	if f.Currency, err = feature.Currency(ctx, k.db, s.Shop); err != nil {
		return f, err
	}
	if f.Gaps, err = k.gaps(ctx, s); err != nil {
		return f, err
	}
	f.Retention, err = k.retention(ctx, s)
	return f, err
}

// Returns tells who comes back in a scope within so many days (0: 45), once for
// each version of the facts.
func (k *KPI) Returns(ctx context.Context, s feature.Scope, days int) (Returns, error) {
	days, err := window(days)
	if err != nil {
		return Returns{}, err
	}
	return kept(ctx, k, fmt.Sprintf("returns within %d", days), s, func() (Returns, error) { return k.returns(ctx, s, days) })
}

func (k *KPI) returns(ctx context.Context, s feature.Scope, days int) (r Returns, err error) {
	f, err := k.Follow(ctx, s)
	if err != nil {
		return r, err
	}
	if r.Second, err = k.SecondPurchase(ctx, s, days); err != nil {
		return r, err
	}
	if r.Regulars, err = k.Regulars(ctx, s, days); err != nil {
		return r, err
	}
	r.Currency, r.Days, r.Retention = f.Currency, r.Second.Days, f.Retention
	first := of(f.Gaps, func(g gaps) bool { return g.Ordinal == 1 })
	r.Estimate, r.Curve = estimate(first, r.Days), curve(first, 2*r.Days)
	r.Cohorts, r.Intervals = monthCohorts(f.Gaps, r.Days, s.AsOf), intervals(f.Gaps, r.Days)
	return r, nil
}

func (k *KPI) gaps(ctx context.Context, s feature.Scope) ([]gaps, error) {
	return asked(ctx, k.db, "cohort_gaps", store.Args{"shop": s.Shop, "as_of": s.AsOf}, func(r *store.Rows) (g gaps, err error) {
		var days int64
		err = r.Scan(&g.Ordinal, &g.Started, &days, &g.Follow.Events, &g.Follow.Censored)
		g.Follow.T = float64(days)
		return g, err
	})
}

func of(all []gaps, wanted func(gaps) bool) (rows []stat.FollowUp) {
	for _, g := range all {
		if wanted(g) {
			rows = append(rows, g.Follow)
		}
	}
	return rows
}

const confidence = .95

func estimate(rows []stat.FollowUp, days int) Estimate {
	e := Estimate{}
	for _, f := range rows {
		e.Customers += f.Events + f.Censored
	}
	survival := stat.KaplanMeier(rows, confidence)
	e.FollowUp = int(survival.FollowUp)
	if e.FollowUp >= days && days > 0 && e.Customers > 0 {
		c := survival.Within(float64(days))
		e.Share, e.Low, e.High = &c.Share, &c.Low, &c.High
	}
	return e
}

// curve gives the estimate day by day up to the days or the end of what is known.
func curve(rows []stat.FollowUp, days int) []CurvePoint {
	survival := stat.KaplanMeier(rows, confidence)
	points := []CurvePoint{}
	for d := 0; d <= min(days, int(survival.FollowUp)); d++ {
		if c := survival.Within(float64(d)); !math.IsNaN(c.Share) {
			points = append(points, CurvePoint{d, c.Share, c.Low, c.High})
		}
	}
	return points
}

func monthCohorts(all []gaps, days int, asOf huike.Day) []MonthCohort {
	out := []MonthCohort{}
	byMonth := map[Month][]stat.FollowUp{}
	for _, g := range all { // ascending by month within the first ordinal
		if g.Ordinal != 1 {
			continue
		}
		if len(byMonth[g.Started]) == 0 {
			out = append(out, MonthCohort{Month: g.Started})
		}
		byMonth[g.Started] = append(byMonth[g.Started], g.Follow)
	}
	for i := range out {
		c, rows := &out[i], byMonth[out[i].Month]
		c.Estimate = estimate(rows, days)
		if asOf.Sub(c.Month.Last()) >= days {
			matured := maturedOf(rows, days)
			c.Matured = &matured
		}
	}
	return out
}

// maturedOf counts those who came back within the days among customers who all
// were watched for as long.
func maturedOf(rows []stat.FollowUp, days int) Rate {
	var within, customers int64
	for _, f := range rows {
		customers += f.Events + f.Censored
		if f.T <= float64(days) {
			within += f.Events
		}
	}
	return rate(within, customers)
}

// year is the horizon within which a customer counts as one who returns.
const year = 365

func intervals(all []gaps, days int) []Interval {
	out := []Interval{}
	for ordinal := 1; ordinal <= 5; ordinal++ {
		rows := of(all, func(g gaps) bool { return g.Ordinal == ordinal })
		if len(rows) == 0 {
			break
		}
		survival := stat.KaplanMeier(rows, confidence)
		i := Interval{Ordinal: ordinal, Share: estimate(rows, days), Curve: curve(rows, 4*days),
			Quarter: known(survival.Quantile(.25)), Half: known(survival.Quantile(.5)), ThreeQs: known(survival.Quantile(.75)),
			MedianOfReturning: known(survival.MedianWithin(year))}
		for _, f := range rows {
			i.Started, i.Completed = i.Started+f.Events+f.Censored, i.Completed+f.Events
		}
		out = append(out, i)
	}
	return out
}

// known is nil for a number that is not there.
func known(x float64) *float64 {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return nil
	}
	return &x
}

func (k *KPI) retention(ctx context.Context, s feature.Scope) ([]RetentionCell, error) {
	now, size := MonthOf(s.AsOf), map[Month]int64{}
	complete := s.AsOf == now.Last()
	cells, err := asked(ctx, k.db, "cohort_retention", store.Args{"shop": s.Shop, "as_of": s.AsOf}, func(r *store.Rows) (c RetentionCell, err error) {
		err = r.Scan(&c.Cohort, &c.Months, &c.Customers, &c.Orders, &c.GrossMinor)
		if c.Months == 0 {
			size[c.Cohort] = c.Customers
		}
		c.Of = size[c.Cohort]
		c.Over = c.Cohort+Month(c.Months) < now || complete
		return c, err
	})
	return cells, err
}
