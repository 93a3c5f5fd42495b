package calendar

import "time"

// Cap allows at most so many contacts in any stretch of so many days.
type Cap struct {
	Most, Days int
}

// Caps is several caps that all hold at once.
type Caps []Cap

// Allow reports whether a contact at t keeps every cap, given the instants of
// the contacts accepted so far, in any order; ghost contacts of control groups
// are among them, service messages are not. If not, broken is the first cap
// that would be exceeded. A cap looks back on (t − days, t], in days of t's own
// location; for caps that count by date pass midnights.
//
// Source: methods 9, the sliding reading of HCL Unica's "Max # packages".
func (c Caps) Allow(accepted []time.Time, t time.Time) (ok bool, broken Cap) {
	for _, rule := range c {
		if rule.count(accepted, t) >= rule.Most {
			return false, rule
		}
	}
	return true, Cap{}
}

func (c Cap) count(accepted []time.Time, t time.Time) int {
	since := t.AddDate(0, 0, -c.Days)
	n := 0
	for _, at := range accepted {
		if at.After(since) && !at.After(t) {
			n++
		}
	}
	return n
}
