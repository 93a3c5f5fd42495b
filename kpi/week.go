package kpi

import (
	"context"
	"fmt"
	"math"
	"time"

	"huike"
	"huike/feature"
	"huike/store"
)

// firstMonday is the Monday from which weeks are numbered in the questions.
var firstMonday = huike.MustDay("1970-01-05")

// Monday returns the first day of the ISO week of a day.
func Monday(d huike.Day) huike.Day {
	return d.Add(-(int(d.Time(time.UTC).Weekday()) + 6) % 7)
}

// WeekName returns "2024-W05", the ISO week of a day.
func WeekName(d huike.Day) string {
	year, week := d.Time(time.UTC).ISOWeek()
	return fmt.Sprintf("%d-W%02d", year, week)
}

// ParseWeek reads "2024-W05" and returns its Monday.
func ParseWeek(s string) (huike.Day, error) {
	var year, week int
	if n, err := fmt.Sscanf(s, "%d-W%d", &year, &week); n == 2 && err == nil && year > 1900 && year < 3000 {
		fourth := huike.DayOf(time.Date(year, 1, 4, 0, 0, 0, 0, time.UTC)) // always in week 1
		if monday := Monday(fourth).Add(7 * (week - 1)); WeekName(monday) == fmt.Sprintf("%d-W%02d", year, week) {
			return monday, nil
		}
	}
	return huike.Day{}, huike.Errorf(huike.Invalid, "kpi.week", "%q is no week; write the ISO week as YYYY-Www, for example 2024-W05", s)
}

// WeekValue is a measure of one ISO week; NaN is a number that is not known.
type WeekValue struct {
	Monday huike.Day
	Value  float64
}

// weekMeasures lists what can be planned by week.
var weekMeasures = []string{"sales", "orders", "buyers", "order_value", "frequency", "new_customers", "repeat_new", "visitors", "conversion", "repeat_rate", "second_rate"}

// week is what the questions tell of one week.
type week struct{ buyers, newcomers, seconds, orders, gross, visitors int64 }

func (w week) value(measure string, r reader) float64 {
	switch measure {
	case "sales":
		return r.major(w.gross)
	case "orders":
		return float64(w.orders)
	case "buyers":
		return float64(w.buyers)
	case "order_value":
		return over(r.major(w.gross), float64(w.orders))
	case "frequency":
		return over(float64(w.orders), float64(w.buyers))
	case "new_customers":
		return float64(w.newcomers)
	case "repeat_new":
		return float64(w.seconds)
	case "visitors":
		return knownCount(float64(w.visitors))
	case "conversion":
		return over(float64(w.buyers), float64(w.visitors))
	}
	return math.NaN()
}

// Weeks returns a measure for every ISO week from the week of one day to the
// week of another, as far as the scope's day; a week that has not ended then is
// left out. repeat_rate and second_rate are those as of the week's Sunday.
func (k *KPI) Weeks(ctx context.Context, s feature.Scope, measure string, from, to huike.Day) ([]WeekValue, error) {
	first, last := Monday(from), Monday(to)
	for !last.Before(first) && s.AsOf.Before(last.Add(6)) {
		last = last.Add(-7)
	}
	if last.Before(first) {
		return nil, nil
	}
	if measure == "repeat_rate" || measure == "second_rate" {
		return k.rateWeeks(ctx, s, measure, first, last)
	}
	currency, err := feature.Currency(ctx, k.db, s.Shop)
	if err != nil {
		return nil, err
	}
	r := reader{ctx: ctx, db: k.db, scope: s, currency: currency}
	found := map[huike.Day]week{}
	args := store.Args{"shop": s.Shop, "from_day": first, "as_of": last.Add(6)}
	_, err = asked(ctx, k.db, "tree_week", args, func(rows *store.Rows) (n int, err error) {
		var w week
		err = rows.Scan(&n, &w.buyers, &w.newcomers, &w.seconds, &w.orders, &w.gross, &w.visitors)
		found[firstMonday.Add(7*n)] = w
		return n, err
	})
	var all []WeekValue
	for monday := first; !last.Before(monday); monday = monday.Add(7) {
		all = append(all, WeekValue{monday, found[monday].value(measure, r)})
	}
	return all, err
}

// rateWeeks reckons a rate as of the Sunday of every week.
func (k *KPI) rateWeeks(ctx context.Context, s feature.Scope, measure string, first, last huike.Day) ([]WeekValue, error) {
	var all []WeekValue
	for monday := first; !last.Before(monday); monday = monday.Add(7) {
		sunday := feature.Scope{Shop: s.Shop, AsOf: monday.Add(6)}
		var r Rate
		if measure == "repeat_rate" {
			g, err := k.Regulars(ctx, sunday, usualDays)
			if err != nil {
				return nil, err
			}
			r = g.D1
		} else {
			p, err := k.SecondPurchase(ctx, sunday, usualDays)
			if err != nil {
				return nil, err
			}
			r = p.Matured
		}
		all = append(all, WeekValue{monday, numberOrNaN(r.Rate)})
	}
	return all, nil
}
