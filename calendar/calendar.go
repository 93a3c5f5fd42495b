// Package calendar answers when a customer may be contacted: not in the quiet
// hours of the place where she lives, and not more often than the caps allow.
//
// It is pure: time comes in as an argument. It brings the time-zone table along,
// so that every machine knows every zone.
package calendar

import (
	"time"
	_ "time/tzdata" // the zones, for machines that have none
)

// Clock is a time of day, 00:00 to 23:59.
type Clock struct {
	Hour, Minute int
}

func (c Clock) minutes() int {
	return c.Hour*60 + c.Minute
}

// QuietHours is the daily stretch [From, To) of local time in which nobody is
// contacted. It spans midnight when To is not after From, as in 22:00 to 08:00.
// From equal to To means that there are no quiet hours.
type QuietHours struct {
	From, To Clock
}

// DefaultQuietHours returns 22:00 to 08:00 (methods 9, a proposal).
func DefaultQuietHours() QuietHours {
	return QuietHours{Clock{22, 0}, Clock{8, 0}}
}

// Quiet reports whether the wall clock that t shows in loc is in the quiet hours.
func (q QuietHours) Quiet(t time.Time, loc *time.Location) bool {
	local := t.In(loc)
	now := Clock{local.Hour(), local.Minute()}.minutes()
	from, to := q.From.minutes(), q.To.minutes()
	if from <= to {
		return from <= now && now < to
	}
	return now >= from || now < to
}

// Next returns the first instant from t on that is not quiet in loc, and whether
// that is later than t. The result is in loc.
func (q QuietHours) Next(t time.Time, loc *time.Location) (next time.Time, moved bool) {
	next = t.In(loc)
	if !q.Quiet(next, loc) {
		return next, false
	}
	end := q.end(next)
	if offset(end) == offset(next) {
		return end, true
	}
	// The clock changes this night and may show the end twice, or never.
	for end = next.Truncate(time.Minute); q.Quiet(end, loc); {
		end = end.Add(time.Minute)
	}
	return end, true
}

func offset(t time.Time) int {
	_, seconds := t.Zone()
	return seconds
}

// end returns the end of the quiet stretch that holds a local time, by the wall
// clock.
func (q QuietHours) end(local time.Time) time.Time {
	day := local.Day()
	if q.From.minutes() > q.To.minutes() && local.Hour()*60+local.Minute() >= q.From.minutes() {
		day++
	}
	return time.Date(local.Year(), local.Month(), day, q.To.Hour, q.To.Minute, 0, 0, local.Location())
}
