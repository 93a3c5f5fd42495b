package calendar_test

import (
	"testing"
	"time"

	"huike/calendar"

	"pgregory.net/rapid"
)

func zone(t testing.TB, name string) *time.Location {
	t.Helper()
	loc, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return loc
}

// at reads a local wall time, or an instant when it carries its offset.
func at(t testing.TB, s string, loc *time.Location) time.Time {
	t.Helper()
	if instant, err := time.Parse(time.RFC3339, s); err == nil {
		return instant
	}
	local, err := time.ParseInLocation(time.DateTime, s, loc)
	if err != nil {
		t.Fatal(err)
	}
	return local
}

func TestNext(t *testing.T) {
	night := calendar.DefaultQuietHours()
	noon := calendar.QuietHours{From: calendar.Clock{Hour: 12}, To: calendar.Clock{Hour: 13, Minute: 30}}
	small := calendar.QuietHours{From: calendar.Clock{Hour: 1}, To: calendar.Clock{Hour: 2, Minute: 30}}
	f := func(name string, q calendar.QuietHours, place, when, want string, moved bool) {
		t.Run(name, func(t *testing.T) {
			loc := zone(t, place)
			next, m := q.Next(at(t, when, loc), loc)
			if !next.Equal(at(t, want, loc)) || m != moved {
				t.Errorf("next after %s is %s (moved %v), want %s (%v)", when, next, m, want, moved)
			}
		})
	}
	f("by day", night, "Asia/Shanghai", "2024-06-18 21:59:59", "2024-06-18 21:59:59", false)
	f("start is quiet", night, "Asia/Shanghai", "2024-06-18 22:00:00", "2024-06-19 08:00:00", true)
	f("after midnight", night, "Asia/Shanghai", "2024-06-19 03:10:00", "2024-06-19 08:00:00", true)
	f("last second", night, "Asia/Shanghai", "2024-06-19 07:59:59", "2024-06-19 08:00:00", true)
	f("end is allowed", night, "Asia/Shanghai", "2024-06-19 08:00:00", "2024-06-19 08:00:00", false)
	f("end of the year", night, "Asia/Shanghai", "2024-12-31 23:30:00", "2025-01-01 08:00:00", true)
	f("instant from elsewhere", night, "Asia/Shanghai", "2024-06-18T15:00:00Z", "2024-06-19T08:00:00+08:00", true)
	f("within one day", noon, "Asia/Shanghai", "2024-06-18 12:45:00", "2024-06-18 13:30:00", true)
	f("none", calendar.QuietHours{}, "Asia/Shanghai", "2024-06-18 00:00:00", "2024-06-18 00:00:00", false)
	// Germany: the clock went from 02:00 to 03:00 on 2024-03-31, and from 03:00
	// back to 02:00 on 2024-10-27.
	f("night loses an hour", night, "Europe/Berlin", "2024-03-30 23:00:00", "2024-03-31T08:00:00+02:00", true)
	f("night gains an hour", night, "Europe/Berlin", "2024-10-26 23:00:00", "2024-10-27T08:00:00+01:00", true)
	f("end does not exist", small, "Europe/Berlin", "2024-03-31 01:30:00", "2024-03-31T03:00:00+02:00", true)
	f("end comes twice, first pass", small, "Europe/Berlin", "2024-10-27T02:10:00+02:00", "2024-10-27T02:30:00+02:00", true)
	f("end comes twice, second pass", small, "Europe/Berlin", "2024-10-27T02:10:00+01:00", "2024-10-27T02:30:00+01:00", true)
}

// Whatever the window, zone and time: the result is allowed, not earlier, within
// a day and an hour, and stays where it is when asked again.
func TestNextIsAllowed(t *testing.T) {
	places := []*time.Location{zone(t, "Asia/Shanghai"), zone(t, "Europe/Berlin"), zone(t, "America/New_York"), zone(t, "Australia/Lord_Howe")}
	rapid.Check(t, func(t *rapid.T) {
		clock := func(name string) calendar.Clock {
			return calendar.Clock{Hour: rapid.IntRange(0, 23).Draw(t, name), Minute: rapid.IntRange(0, 59).Draw(t, name+" minute")}
		}
		q := calendar.QuietHours{From: clock("from"), To: clock("to")}
		loc := rapid.SampledFrom(places).Draw(t, "zone")
		start := time.Unix(rapid.Int64Range(1.7e9, 1.8e9).Draw(t, "time"), 0)
		next, moved := q.Next(start, loc)
		again, twice := q.Next(next, loc)
		if q.Quiet(next, loc) || next.Before(start) || next.Sub(start) > 25*time.Hour {
			t.Fatalf("next after %s is %s", start.In(loc), next)
		}
		if moved != next.After(start) || twice || !again.Equal(next) {
			t.Fatalf("moved %v from %s to %s and again to %s", moved, start.In(loc), next, again)
		}
	})
}
