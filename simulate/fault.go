package simulate

import (
	"math/rand/v2"
	"slices"

	"huike"
)

// Kinds of faults.
const (
	FaultConversion = "conversion" // fewer of a source's visitors buy
	FaultStock      = "stock"      // a category cannot be had
	FaultPrice      = "price"      // a category costs more, and fewer buy it
)

// Fault is something that goes wrong in the shop on a day and stays so.
type Fault struct {
	Kind   string    `json:"kind"`
	Target string    `json:"target"` // name of a source or of a category
	From   huike.Day `json:"from"`   // first day
	Size   float64   `json:"size"`   // share of the conversion lost, or by which the price rises
}

// spoil lets the shop's faults act on an order that came by a source; false
// means that the order does not come about.
func (s *Shop) spoil(r *rand.Rand, o *Order, source int) bool {
	day := huike.DayOf(o.OrderedAt)
	for _, f := range s.Faults {
		if day.Before(f.From) {
			continue
		}
		if f.Kind == FaultConversion && f.Target == Sources[source].Name && r.Float64() < f.Size {
			return false
		}
		o.Lines = slices.DeleteFunc(o.Lines, func(l Line) bool {
			return l.Category == f.Target && (f.Kind == FaultStock || f.Kind == FaultPrice && r.Float64() < f.Size)
		})
		for i := range o.Lines {
			if l := &o.Lines[i]; f.Kind == FaultPrice && l.Category == f.Target {
				l.Amount += int64(float64(l.Amount) * f.Size)
			}
		}
	}
	return len(o.Lines) > 0
}
