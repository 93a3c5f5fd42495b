package stat

import (
	"cmp"
	"math"
	"slices"
)

// History is what the models of repeat buying need to know of a customer: X
// repeat purchase occasions after the first, the last of them at age TX, seen up
// to age T. Ages count from the first purchase, in weeks (any unit will do, as
// long as it is the same throughout). Customers is how many share the history;
// 0 reads as 1.
type History struct {
	X, TX, T  float64
	Customers int64
}

// valid reports whether a history can be: 0 ≤ TX ≤ T, and no last repeat
// purchase without a repeat purchase.
func (h History) valid() bool {
	return h.X >= 0 && h.TX >= 0 && h.TX <= h.T && !math.IsInf(h.X+h.T, 0) && (h.X > 0 || h.TX == 0) && h.Customers >= 0
}

// Weeks turns a history in days into weeks.
func (h History) Weeks() History {
	h.TX, h.T = h.TX/7, h.T/7
	return h
}

// Purchase is what one customer spent on a day, numbered from any day on.
type Purchase struct {
	Day    int
	Amount float64
}

// HistoryOf sums up one customer's purchases, in any order, as seen at the end
// of day end, in days. Purchases of one day are one occasion. mean is the mean
// amount of the repeat occasions, 0 without any. Purchases after end are left
// out; without any other, X, TX and T are 0.
//
// Source: methods section 3.
func HistoryOf(purchases []Purchase, end int) (h History, mean float64) {
	sorted := slices.SortedFunc(slices.Values(purchases), func(a, b Purchase) int { return cmp.Compare(a.Day, b.Day) })
	repeat := 0.0
	for i, p := range sorted {
		if p.Day > end {
			break
		}
		first := sorted[0].Day
		h.T = float64(end - first)
		if p.Day == first {
			continue
		}
		if p.Day != sorted[i-1].Day {
			h.X++
		}
		h.TX = float64(p.Day - first)
		repeat += p.Amount
	}
	if h.X > 0 {
		mean = repeat / h.X
	}
	return h, mean
}

// grouped merges equal histories and sorts them, so that a sum over them does
// not depend on the order in which customers came.
func grouped(rows []History) ([]History, error) {
	count := make(map[History]int64, min(len(rows), 1<<16))
	for _, h := range rows {
		if !h.valid() {
			return nil, BadHistory
		}
		n := max(h.Customers, 1)
		h.Customers = 0
		count[h] += n
	}
	out := make([]History, 0, len(count))
	for h, n := range count {
		h.Customers = n
		out = append(out, h)
	}
	slices.SortFunc(out, func(a, b History) int {
		return cmp.Or(cmp.Compare(a.X, b.X), cmp.Compare(a.T, b.T), cmp.Compare(a.TX, b.TX))
	})
	return out, nil
}

// fittable leaves out those who bought today for the first time, who tell
// nothing, and wholesale buyers: more than ten times the repeat purchases that
// 99 in 100 repeat buyers do not exceed. It refuses too few repeat buyers.
func fittable(rows []History, least int64) (kept []History, excluded int64, err error) {
	repeaters := int64(0)
	for _, h := range rows {
		if h.X > 0 {
			repeaters += h.Customers
		}
	}
	if repeaters < least {
		return nil, 0, TooFewRepeaters
	}
	most, seen := 0.0, int64(0)
	for _, h := range rows { // ascending in X
		if h.X > 0 && seen*100 < repeaters*99 {
			seen, most = seen+h.Customers, h.X
		}
	}
	for _, h := range rows {
		switch {
		case h.X > 10*most:
			excluded += h.Customers
		case h.T > 0:
			kept = append(kept, h)
		}
	}
	return kept, excluded, nil
}

// columns are histories as indices into their distinct values, so that logarithms
// and gamma functions are taken once per distinct value.
type columns struct {
	x, tx, t    []float64 // distinct values
	xi, txi, ti []int32   // their places, per row
	weight      []float64 // customers per row
	perX        []float64 // customers per distinct x
	customers   float64
}

func columnsOf(rows []History) *columns {
	c := &columns{}
	placeX, placeTX, placeT := map[float64]int32{}, map[float64]int32{}, map[float64]int32{}
	place := func(v float64, places map[float64]int32, values *[]float64) int32 {
		k, known := places[v]
		if !known {
			k = int32(len(*values))
			places[v] = k
			*values = append(*values, v)
		}
		return k
	}
	for _, h := range rows {
		w := float64(max(h.Customers, 1))
		xi := place(h.X, placeX, &c.x)
		if int(xi) == len(c.perX) {
			c.perX = append(c.perX, 0)
		}
		c.perX[xi] += w
		c.xi = append(c.xi, xi)
		c.txi = append(c.txi, place(h.TX, placeTX, &c.tx))
		c.ti = append(c.ti, place(h.T, placeT, &c.t))
		c.weight = append(c.weight, w)
		c.customers += w
	}
	return c
}

func mapped(values []float64, f func(float64) float64) []float64 {
	out := make([]float64, len(values))
	for i, v := range values {
		out[i] = f(v)
	}
	return out
}
