package kpi

import (
	"context"
	"slices"

	"huike/feature"
	"huike/stat"
	"huike/store"
)

// Sources is where new customers come from, what they cost and what they are worth.
type Sources struct {
	Days      int
	All       Source
	Sources   []Source // most new customers first; the one without a name holds those of unknown origin
	HasVisits bool     // visits by source were imported
}

// Source is the new customers from one place. Money is in minor units.
type Source struct {
	Name, Group string // Name "" is unknown
	SourceTotals
	Months []SourceMonth // ascending, without gaps
	Traits []string      // returns_less, small_orders, discount_driven (S0-08)
	Alerts []SourceAlert
}

// SourceTotals are sums over new customers.
type SourceTotals struct {
	Customers  int64
	FirstMinor int64 // of the orders of the first day
	Discounted int64 // customers whose first order had a discount
	Refunded   int64 // customers whose first order was given back, wholly or in part
	Second     Rate  // bought again within the days, of those who had them
	Matured90  int64 // customers whose first purchase lies 90 days back or more
	Net90Minor int64 // what these paid within 90 days, less what they got back
	Visitors   int64
	CostMinor  int64
}

// SourceMonth are the totals of the customers who first bought in a month.
type SourceMonth struct {
	Month Month
	SourceTotals
	Over bool // the month is over
}

// SourceAlert says that a source gets dearer or dries up: the trend of the last
// twelve complete months, which differs from none with p < .01 and makes up a
// tenth or more over the months.
type SourceAlert struct {
	Code  string // cost_rising, supply_falling
	Trend stat.Trend
}

// CostPerNew is what one new customer cost, in minor units; nil where nothing
// was spent or nobody came.
func (t SourceTotals) CostPerNew() *float64 {
	if t.CostMinor == 0 || t.Customers == 0 {
		return nil
	}
	c := float64(t.CostMinor) / float64(t.Customers)
	return &c
}

func (t SourceTotals) plus(o SourceTotals) SourceTotals {
	second := rate(t.Second.Numerator+o.Second.Numerator, t.Second.Denominator+o.Second.Denominator)
	return SourceTotals{t.Customers + o.Customers, t.FirstMinor + o.FirstMinor, t.Discounted + o.Discounted, t.Refunded + o.Refunded,
		second, t.Matured90 + o.Matured90, t.Net90Minor + o.Net90Minor, t.Visitors + o.Visitors, t.CostMinor + o.CostMinor}
}

// sourceRow is one source in one month.
type sourceRow struct {
	name, group string
	month       Month
	totals      SourceTotals
}

// Sources returns the new customers of a scope by source of the first order: the
// one that the order names, else that of the last visit within a week before it.
// Quality is coming back within so many days (0: 45).
func (k *KPI) Sources(ctx context.Context, s feature.Snapshot, days int) (Sources, error) {
	days, err := window(days)
	if err != nil {
		return Sources{}, err
	}
	args := store.Args{"shop": s.Scope.Shop, "as_of": s.Scope.AsOf, "snapshot": s.ID, "days": days}
	rows, err := store.All(ctx, k.db, queries.Get("source_new"), args, func(r *store.Rows) (n sourceRow, err error) {
		t := &n.totals
		var matured, back int64
		err = r.Scan(&n.name, &n.group, &n.month, &t.Customers, &t.FirstMinor, &t.Discounted, &t.Refunded, &matured, &back, &t.Matured90, &t.Net90Minor)
		t.Second = rate(back, matured)
		return n, err
	})
	if err != nil {
		return Sources{}, err
	}
	visits, err := store.All(ctx, k.db, queries.Get("source_visits"), store.Args{"shop": s.Scope.Shop, "as_of": s.Scope.AsOf}, func(r *store.Rows) (n sourceRow, err error) {
		var newVisitors, buyers *int64
		var seen int64
		return n, r.Scan(&n.name, &n.group, &n.month, &n.totals.Visitors, &newVisitors, &buyers, &n.totals.CostMinor, &seen)
	})
	if err != nil {
		return Sources{}, err
	}
	out := gathered(append(rows, visits...), s)
	out.Days, out.HasVisits = days, len(visits) > 0
	return out, nil
}

// gathered adds the rows up by source and month.
func gathered(rows []sourceRow, s feature.Snapshot) Sources {
	now := MonthOf(s.Scope.AsOf)
	complete := s.Scope.AsOf == now.Last()
	out := Sources{Sources: []Source{}}
	at := map[string]int{}
	for _, r := range rows {
		i, ok := at[r.name]
		if !ok {
			i = len(out.Sources)
			at[r.name] = i
			out.Sources = append(out.Sources, Source{Name: r.name})
		}
		source := &out.Sources[i]
		source.Group = max(source.Group, r.group)
		source.add(r)
		out.All.add(r)
	}
	out.All.fill(now, complete)
	for i := range out.Sources {
		source := &out.Sources[i]
		source.fill(now, complete)
		source.Traits, source.Alerts = source.traits(out.All.SourceTotals), source.alerts()
	}
	slices.SortStableFunc(out.Sources, func(a, b Source) int { return int(b.Customers - a.Customers) })
	return out
}

func (s *Source) add(r sourceRow) {
	s.SourceTotals = s.plus(r.totals)
	for i := range s.Months {
		if s.Months[i].Month == r.month {
			s.Months[i].SourceTotals = s.Months[i].plus(r.totals)
			return
		}
	}
	s.Months = append(s.Months, SourceMonth{Month: r.month, SourceTotals: r.totals})
}

// fill puts the months in order and empty ones into the gaps.
func (s *Source) fill(now Month, complete bool) {
	slices.SortFunc(s.Months, func(a, b SourceMonth) int { return int(a.Month - b.Month) })
	all := []SourceMonth{}
	for _, m := range s.Months {
		for len(all) > 0 && all[len(all)-1].Month+1 < m.Month {
			all = append(all, SourceMonth{Month: all[len(all)-1].Month + 1, SourceTotals: SourceTotals{Second: rate(0, 0)}})
		}
		all = append(all, m)
	}
	for i := range all {
		all[i].Over = all[i].Month < now || complete
	}
	s.Months = all
}

// traits flags what makes new customers of a source less worth courting than
// those of the shop.
func (s *Source) traits(shop SourceTotals) []string {
	out := []string{}
	if s.Customers < fewestCompared || s.Customers == shop.Customers {
		return out
	}
	if s.Second.High != nil && shop.Second.Rate != nil && *s.Second.High < *shop.Second.Rate {
		out = append(out, "returns_less")
	}
	if 10*s.FirstMinor*shop.Customers < 8*shop.FirstMinor*s.Customers {
		out = append(out, "small_orders")
	}
	own := stat.Proportion{X: s.Discounted, N: s.Customers}
	rest := stat.Proportion{X: shop.Discounted - s.Discounted, N: shop.Customers - s.Customers}
	if rest.N >= fewestCompared && stat.MiettinenNurminen(own, rest, confidence).Low > .1 {
		out = append(out, "discount_driven")
	}
	return out
}

// What makes a trend an alert.
const (
	trendMonths = 12
	trendP      = .01
	trendTotal  = .1
)

func (s *Source) alerts() []SourceAlert {
	out := []SourceAlert{}
	var over []SourceMonth
	for _, m := range s.Months {
		if m.Over {
			over = append(over, m)
		}
	}
	over = over[max(0, len(over)-trendMonths):]
	series := func(value func(SourceMonth) *float64) (values []*float64) {
		for _, m := range over {
			values = append(values, value(m))
		}
		return values
	}
	cost := series(func(m SourceMonth) *float64 { return m.CostPerNew() })
	supply := series(func(m SourceMonth) *float64 { n := float64(m.Customers); return &n })
	if t, ok := stat.GrowthTrend(cost, confidence); ok && telling(t) && t.Growth > 0 {
		out = append(out, SourceAlert{"cost_rising", t})
	}
	if t, ok := stat.GrowthTrend(supply, confidence); ok && telling(t) && t.Growth < 0 {
		out = append(out, SourceAlert{"supply_falling", t})
	}
	return out
}

// telling is a trend of six months or more that is no chance and no trifle.
func telling(t stat.Trend) bool {
	total := t.Growth * float64(t.Steps-1)
	return t.Steps >= 6 && t.P < trendP && (total >= trendTotal || total <= -trendTotal)
}
