package huike

import (
	"database/sql/driver"
	"fmt"
	"time"
)

// Day is a date in a shop's own time zone, without a clock. A day difference is
// the difference of two dates, an integer, never hours divided by 24.
type Day struct{ n int32 } // days since 1970-01-01

// ParseDay reads "2011-12-10".
func ParseDay(s string) (Day, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return Day{}, Errorf(Invalid, "day.format", "%q is not a date; write it as YYYY-MM-DD, for example 2011-12-10", s)
	}
	return DayOf(t), nil
}

// MustDay is ParseDay for constants; it panics on anything else.
func MustDay(s string) Day {
	d, err := ParseDay(s)
	if err != nil {
		panic("BUG: " + err.Error())
	}
	return d
}

// DayOf returns the date that t shows in its own location.
func DayOf(t time.Time) Day {
	y, m, d := t.Date()
	return Day{int32(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / 86400)}
}

// Today returns the latest date that it is anywhere on earth at t.
func Today(t time.Time) Day { return DayOf(t.UTC().Add(14 * time.Hour)) }

// Add returns the date n days later.
func (d Day) Add(n int) Day { return Day{d.n + int32(n)} }

// Sub returns the number of days from o to d.
func (d Day) Sub(o Day) int { return int(d.n - o.n) }

// Before reports whether d is earlier than o.
func (d Day) Before(o Day) bool { return d.n < o.n }

// IsZero reports whether d was never set (it is then 1970-01-01).
func (d Day) IsZero() bool { return d.n == 0 }

// Time returns midnight of the date in a location.
func (d Day) Time(loc *time.Location) time.Time {
	u := time.Unix(int64(d.n)*86400, 0).UTC()
	return time.Date(u.Year(), u.Month(), u.Day(), 0, 0, 0, 0, loc)
}

// String returns "2011-12-10".
func (d Day) String() string { return d.Time(time.UTC).Format(time.DateOnly) }

// MarshalText writes the date as "2011-12-10".
func (d Day) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads "2011-12-10".
func (d *Day) UnmarshalText(b []byte) error {
	p, err := ParseDay(string(b))
	if err == nil {
		*d = p
	}
	return err
}

// Value binds the date as text; statements write CAST(@day AS date).
func (d Day) Value() (driver.Value, error) { return d.String(), nil }

// Scan reads a date column of either engine. NULL leaves the zero day.
func (d *Day) Scan(v any) error {
	switch t := v.(type) {
	case nil:
		*d = Day{}
	case time.Time:
		*d = DayOf(t.UTC())
	case string:
		return d.UnmarshalText([]byte(t))
	default:
		return fmt.Errorf("BUG: a date column came as %T", v)
	}
	return nil
}
