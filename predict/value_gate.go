package predict

import (
	"context"
	"encoding/binary"
	"fmt"
	"hash"
	"hash/fnv"
	"math"

	"huike"
	"huike/feature"
	"huike/stat"
	"huike/store"
)

// digest makes a short name of numbers.
type digest struct{ hash.Hash64 }

func newDigest() digest { return digest{fnv.New64a()} }

func (h digest) add(values ...float64) {
	var b [8]byte
	for _, v := range values {
		binary.LittleEndian.PutUint64(b[:], math.Float64bits(v))
		_, _ = h.Write(b[:]) // a hash takes everything
	}
}

func (h digest) String() string { return fmt.Sprintf("%016x", h.Sum64()) }

// validate fits to the first two thirds of the time and compares the forecast of
// the last third with what came. It is nil where the first two thirds do not
// carry a model.
//
// Source: methods 3.3.
func (m *Models) validate(ctx context.Context, s feature.Scope, first huike.Day) (*Validation, error) {
	cut := first.Add(s.AsOf.Sub(first) * 2 / 3)
	rows, err := m.histories(ctx, s.Shop, cut, s.AsOf)
	if err != nil {
		return nil, err
	}
	fit, err := stat.FitMBGNBD(fitted(rows), stat.FitOptions{Least: leastRepeaters / 2})
	if err != nil {
		return nil, nil
	}
	v := &Validation{From: cut, To: s.AsOf}
	v.compare(rows, fit.Model, float64(s.AsOf.Sub(cut))/7)
	return v, m.fillTrack(ctx, s, v, rows, fit.Model)
}

// compare forecasts each customer and judges.
func (v *Validation) compare(rows []counted, model stat.MBGNBD, ahead float64) {
	var all []stat.Foretold
	groups := make([]Group, 8)
	foretold := model.ExpectOf(fitted(rows), ahead)
	for k, c := range rows {
		h, expect, n := c.history, foretold[k], float64(c.customers)
		v.Customers, v.Forecast, v.Actual = v.Customers+c.customers, v.Forecast+n*expect, v.Actual+n*c.later
		for range c.customers {
			all = append(all, stat.Foretold{Before: h.X, Forecast: expect, Actual: c.later})
		}
		g := &groups[min(int(h.X), len(groups)-1)]
		g.Customers, g.Forecast, g.Actual = g.Customers+c.customers, g.Forecast+n*expect, g.Actual+n*c.later
	}
	for k, g := range groups {
		if g.Customers > 0 {
			n := float64(g.Customers)
			v.Groups = append(v.Groups, Group{k, k == len(groups)-1, g.Customers, g.Forecast / n, g.Actual / n})
		}
	}
	judged := stat.Validate(all)
	v.Passed = judged.Passed
	v.Error, v.Capture, v.CaptureByHistory = finite(judged.Error), finite(judged.Capture), finite(judged.CaptureByHistory)
}

// finite is nil for what is no number.
func finite(x float64) *float64 {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return nil
	}
	return &x
}

// fillTrack sums forecast and truth up to the end of each whole week.
func (m *Models) fillTrack(ctx context.Context, s feature.Scope, v *Validation, rows []counted, model stat.MBGNBD) error {
	last := s.AsOf.Sub(v.From) / 7
	came := make([]float64, last+1)
	_, err := store.All(ctx, m.db, queries.Get("tracking"), store.Args{"shop": s.Shop, "cut": v.From, "until": s.AsOf}, func(r *store.Rows) (week int64, err error) {
		var n int64
		err = r.Scan(&week, &n)
		if int(week) < len(came) {
			came[week] = float64(n)
		}
		return week, err
	})
	if err != nil {
		return err
	}
	step, total, histories := max(1, last/13), 0.0, fitted(rows)
	for w := 1; w <= last; w++ {
		total += came[w-1]
		if w%step != 0 && w != last {
			continue
		}
		forecast := 0.0
		for k, expect := range model.ExpectOf(histories, float64(w)) {
			forecast += float64(rows[k].customers) * expect
		}
		v.Track = append(v.Track, Week{w, total, forecast})
	}
	return ctx.Err()
}
