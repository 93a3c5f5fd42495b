package kpi

import (
	"math"
	"strings"

	"huike"
	"huike/stat"
	"huike/store"
)

// Benchmark is one number of an imported industry series, with who published it
// and when it was noted, which are shown wherever the number is.
type Benchmark struct {
	Series, Measure, Period string
	Start                   huike.Day
	Value                   float64
	Low, High               float64 // quartiles; NaN where not published
	Origin                  string
	NotedOn                 huike.Day
}

// Industry compares a node with the industry's series (S1-34). Numbers that the
// series does not allow are NaN.
type Industry struct {
	Benchmark
	Growth   float64 // of the industry since its number before
	Relative float64 // (1 + growth of the shop) / (1 + growth of the industry) − 1
	Share    float64 // of the industry, of sales and counts; the series is then a total
	Gap      float64 // what the shop has above (below) what the industry's growth would have brought
	Position float64 // 0 to .975: the share of the industry below the shop, by quartiles
}

func (r reader) benchmarks() ([]Benchmark, error) {
	return store.All(r.ctx, r.db, queries.Get("tree_industry"), store.Args{"to_day": r.periods.Now.To}, func(rows *store.Rows) (b Benchmark, err error) {
		var low, high *float64
		err = rows.Scan(&b.Series, &b.Measure, &b.Period, &b.Start, &b.Value, &low, &high, &b.Origin, &b.NotedOn)
		b.Low, b.High = numberOrNaN(low), numberOrNaN(high)
		return b, err
	})
}

func numberOrNaN(v *float64) float64 {
	if v == nil {
		return math.NaN()
	}
	return *v
}

// industryOf finds the newest number of a measure's series that is not later than
// the current stretch, weekly numbers before monthly ones, and compares.
func industryOf(all []Benchmark, measure string, p Periods, value Reading) *Industry {
	for _, period := range []string{"week", "month", "day"} {
		var now, before *Benchmark
		for i := range all {
			b := &all[i]
			if b.Measure != measure || b.Period != period || p.Now.To.Before(b.Start) {
				continue
			}
			if now != nil && now.Series == b.Series && now.Start != b.Start {
				before = now
			}
			now = b
		}
		if now != nil {
			return compareIndustry(now, before, value, scaleOf(now.Period, p.Now.days(), addsUp(measure)))
		}
	}
	return nil
}

// scale says how a number of the industry is held against a stretch of days.
type scale struct {
	grows  bool    // both grow from one such stretch to the next
	holds  bool    // the numbers themselves may be held against each other
	factor float64 // of the industry's number to one of the stretch
}

// addsUp says whether a measure adds up over days, as sales do and the value of
// an order does not.
func addsUp(measure string) bool {
	unit := Unit(measure)
	return (unit == "money" || unit == "count") && !strings.HasSuffix(measure, "order_value")
}

// scaleOf compares weeks with weeks and months with four weeks. What adds up is
// not held against a stretch of another length; a month of it counts for 28 days.
func scaleOf(period string, days int, adds bool) scale {
	same := period == "week" && days == 7 || period == "month" && days == 28
	s := scale{grows: same, holds: same || !adds, factor: 1}
	if adds && period == "month" {
		s.factor = 28 / (365.25 / 12)
	}
	return s
}

func compareIndustry(now, before *Benchmark, value Reading, by scale) *Industry {
	unknown := math.NaN()
	out := &Industry{Benchmark: *now, Growth: unknown, Relative: unknown, Share: unknown, Gap: unknown, Position: unknown}
	q := stat.Quartiles{P25: now.Low * by.factor, P50: now.Value * by.factor, P75: now.High * by.factor}
	if position, ok := q.Position(value[0]); ok && by.holds {
		out.Position = position
	}
	if before == nil {
		return out
	}
	if g, ok := stat.Growth(now.Value, before.Value); ok {
		out.Growth = g
	}
	c, ok := stat.CompareIndustry(stat.Span{Before: value[1], After: value[0]}, stat.Span{Before: before.Value * by.factor, After: now.Value * by.factor})
	if ok && by.grows {
		out.Relative, out.Share, out.Gap = c.Relative, c.ShareAfter, c.Gap
	}
	return out
}
