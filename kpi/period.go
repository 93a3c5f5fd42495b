package kpi

import (
	"huike"
	"huike/calendar"
)

// Span is a stretch of local days, both included.
type Span struct {
	From, To huike.Day
}

func (s Span) days() int { return s.To.Sub(s.From) + 1 }

// Periods are the stretches that a tree compares. All have the same length and,
// but for festivals, the same week-days.
type Periods struct {
	Name     string // "week": seven days; "month": four weeks
	Now      Span   // up to the as-of day
	Previous Span   // right before
	YearAgo  Span   // 52 weeks ago, or around the same festival
	Festival string // the festival that YearAgo was moved to; "" for none
}

// history is how many stretches before the current one tell what is usual.
const history = 8

// PeriodsOf returns the stretches of a period's name, "week" or "month", up to a
// day. Another name is an error of kind Invalid.
func PeriodsOf(name string, asOf huike.Day) (Periods, error) {
	length := 7
	switch name {
	case "week":
	case "month":
		length = 28
	default:
		return Periods{}, huike.Errorf(huike.Invalid, "kpi.period", "the period %q is not known; choose week or month", name)
	}
	p := Periods{Name: name, Now: Span{asOf.Add(1 - length), asOf}}
	p.Previous = p.back(1)
	shift, festival := calendar.YearAgo(p.Now.From, p.Now.To)
	p.YearAgo = Span{p.Now.From.Add(-shift), p.Now.To.Add(-shift)}
	p.Festival = festival
	return p, nil
}

// back returns the stretch that lies so many lengths before the current one.
func (p Periods) back(n int) Span {
	length := p.Now.days()
	return Span{p.Now.From.Add(-n * length), p.Now.To.Add(-n * length)}
}

// the three compared stretches, in the order in which values are kept.
func (p Periods) spans() [3]Span { return [3]Span{p.Now, p.Previous, p.YearAgo} }
