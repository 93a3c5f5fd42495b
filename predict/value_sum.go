package predict

import (
	"cmp"
	"math"
	"slices"
)

// sumUp fills in the totals, the tenths and the bins of P(alive).
func (v *Value) sumUp(rows []scoreRow) {
	expected, worth := 0.0, 0.0
	for _, r := range rows {
		expected, worth = expected+*r.expected, worth+float64(*r.value)
	}
	v.Expected, v.Worth = v.around(expected), v.around(worth)
	v.Deciles = tenths(rows)
	if len(rows) == 0 || rows[0].alive == nil {
		return
	}
	v.Alive = make([]AliveBin, 10)
	for k := range v.Alive {
		v.Alive[k].From, v.Alive[k].To = float64(k)/10, float64(k+1)/10
	}
	for _, r := range rows {
		v.Alive[min(int(*r.alive*10), 9)].Customers++
	}
}

// around puts the range of the held-out time around a total. A year lies further
// ahead than that time did, and what is off grows with it.
func (v *Value) around(total float64) Range {
	r := Range{Value: total}
	if v.Basis != ByModel || v.Fit.Validation == nil || v.Fit.Validation.Error == nil {
		return r
	}
	const year = months * 30.0
	held := float64(v.Fit.Validation.To.Sub(v.Fit.Validation.From))
	off := min(1, max(.1, math.Abs(*v.Fit.Validation.Error))*max(1, year/held))
	low, high := total*(1-off), total*(1+off)
	r.Low, r.High = &low, &high
	return r
}

// tenths cuts the customers by worth, those worth most first; ties by number.
func tenths(rows []scoreRow) []ValueDecile {
	order := make([]int32, len(rows))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortFunc(order, func(a, b int32) int {
		return cmp.Or(cmp.Compare(*rows[b].value, *rows[a].value), cmp.Compare(rows[a].customer, rows[b].customer))
	})
	var out []ValueDecile
	for k := range 10 {
		part := order[len(order)*k/10 : len(order)*(k+1)/10]
		if len(part) == 0 {
			continue
		}
		d := ValueDecile{Tenth: k + 1, Customers: int64(len(part)), Lowest: *rows[part[len(part)-1]].value}
		for _, i := range part {
			d.Worth, d.Expected = d.Worth+*rows[i].value, d.Expected+*rows[i].expected
		}
		out = append(out, d)
	}
	return out
}
