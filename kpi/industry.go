package kpi

import (
	"math"

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
			return compareIndustry(now, before, value)
		}
	}
	return nil
}

func compareIndustry(now, before *Benchmark, value Reading) *Industry {
	unknown := math.NaN()
	out := &Industry{Benchmark: *now, Growth: unknown, Relative: unknown, Share: unknown, Gap: unknown, Position: unknown}
	if position, ok := (stat.Quartiles{P25: now.Low, P50: now.Value, P75: now.High}).Position(value[0]); ok {
		out.Position = position
	}
	if before == nil {
		return out
	}
	if g, ok := stat.Growth(now.Value, before.Value); ok {
		out.Growth = g
	}
	c, ok := stat.CompareIndustry(stat.Span{Before: value[1], After: value[0]}, stat.Span{Before: before.Value, After: now.Value})
	if ok {
		out.Relative, out.Share, out.Gap = c.Relative, c.ShareAfter, c.Gap
	}
	return out
}
