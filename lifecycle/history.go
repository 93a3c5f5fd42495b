package lifecycle

import (
	"context"

	"huike"
	"huike/feature"
	"huike/store"
)

// Interval is a stretch of local days, both included, in one stage.
type Interval struct {
	Stage    huike.Stage
	From, To huike.Day
}

// Stretches returns the stages of a customer from her purchase days, ascending,
// up to a day. After each purchase the clock begins anew, so a purchase soon
// after another starts a new stretch in the same stage. Days after asOf are left
// out.
func Stretches(d feature.Definition, days []huike.Day, asOf huike.Day) []Interval {
	var all []Interval
	for i, bought := range days {
		end := asOf
		if i+1 < len(days) && !asOf.Before(days[i+1]) {
			end = days[i+1].Add(-1)
		}
		all = append(all, afterPurchase(d, bought, end)...)
	}
	return all
}

// afterPurchase runs the clock from a purchase to a day.
func afterPurchase(d feature.Definition, bought, end huike.Day) []Interval {
	var all []Interval
	from := bought
	for k, stage := range huike.Stages {
		if end.Before(from) {
			return all
		}
		to := end
		if k < len(d.Bounds) && bought.Add(d.Bounds[k]).Before(end) {
			to = bought.Add(d.Bounds[k])
		}
		all = append(all, Interval{stage, from, to})
		from = to.Add(1)
	}
	return all
}

// History returns the stages of one customer from her first purchase to the day
// of the scope, under the newest definition. Who never bought has none.
func (l *Lifecycle) History(ctx context.Context, customer huike.CustomerID, s feature.Scope) ([]Interval, error) {
	d, err := l.features.Definition(ctx)
	if err != nil {
		return nil, err
	}
	args := store.Args{"customer": customer, "shop": s.Shop, "as_of": s.AsOf}
	days, err := store.All(ctx, l.db, queries.Get("days"), args, func(r *store.Rows) (day huike.Day, err error) {
		return day, r.Scan(&day)
	})
	return Stretches(d, days, s.AsOf), err
}
