package calendar

import (
	"time"

	"huike"
)

// Festival is a feast or sales day and the stretch around it in which a shop
// sells otherwise than in common weeks.
type Festival struct {
	Name     string // spring_festival, singles_day, ...
	Day      huike.Day
	From, To huike.Day // both included
	Large    bool      // it moves a whole shop
}

// feast says when a festival is in any year.
type feast struct {
	name          string
	lunar         bool
	month, day    int
	before, after int // days of the stretch
	large         bool
}

// feasts lists the festivals, the larger first.
var feasts = []feast{
	{"spring_festival", true, 1, 1, 7, 6, true},
	{"singles_day", false, 11, 11, 1, 0, true},
	{"mid_year_sale", false, 6, 18, 2, 0, true},
	{"double_twelve", false, 12, 12, 1, 0, true},
	{"mid_autumn", true, 8, 15, 3, 0, false},
	{"dragon_boat", true, 5, 5, 3, 0, false},
	{"qixi", true, 7, 7, 3, 0, false},
	{"valentine", false, 2, 14, 3, 0, false},
	{"womens_day", false, 3, 8, 3, 0, false},
	{"labour_day", false, 5, 1, 0, 4, false},
	{"national_day", false, 10, 1, 0, 6, false},
}

func (f feast) in(year int) (Festival, bool) {
	day, ok := huike.DayOf(time.Date(year, time.Month(f.month), f.day, 0, 0, 0, 0, time.UTC)), true
	if f.lunar {
		day, ok = LunarDay(year, f.month, f.day)
	}
	return Festival{Name: f.name, Day: day, From: day.Add(-f.before), To: day.Add(f.after), Large: f.large}, ok
}

// Festivals returns those that fall into a year, the larger first. Feasts of the
// moon are known from 2000 to 2059.
func Festivals(year int) []Festival {
	var all []Festival
	for _, f := range feasts {
		if one, ok := f.in(year); ok {
			all = append(all, one)
		}
	}
	return all
}

// overlap returns how many days of [from, to] the festival takes.
func (f Festival) overlap(from, to huike.Day) int {
	if from.Before(f.From) {
		from = f.From
	}
	if f.To.Before(to) {
		to = f.To
	}
	return max(0, to.Sub(from)+1)
}

// During returns the festival that takes most of the days from to to, both
// included, and whether there is one.
func During(from, to huike.Day) (most Festival, found bool) {
	days := 0
	for year := yearOf(from); year <= yearOf(to); year++ {
		for _, f := range Festivals(year) {
			if n := f.overlap(from, to); n > days {
				most, days = f, n
			}
		}
	}
	return most, days > 0
}

// yearShift keeps the week-days: 52 weeks.
const yearShift = 364

// YearAgo returns by how many days the stretch from to to, both included, is
// moved back to meet the same stretch of last year. A stretch with a festival
// meets the festival of last year (name tells which), any other the same
// week-days 52 weeks ago, moved by weeks where a large festival of last year
// would be met instead.
//
// Source: methods 7.2.
func YearAgo(from, to huike.Day) (shift int, festival string) {
	if now, found := During(from, to); found {
		for _, f := range Festivals(yearOf(now.Day) - 1) {
			if f.Name == now.Name {
				return now.Day.Sub(f.Day), now.Name
			}
		}
	}
	for _, shift := range []int{yearShift, yearShift - 7, yearShift + 7, yearShift - 14, yearShift + 14} {
		if f, found := During(from.Add(-shift), to.Add(-shift)); !found || !f.Large {
			return shift, ""
		}
	}
	return yearShift, ""
}

func yearOf(d huike.Day) int { return d.Time(time.UTC).Year() }
