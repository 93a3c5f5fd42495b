package assortment

import (
	"slices"
	"time"

	"huike"
)

// Festival is one of the days on which shops sell so much that they hide the season.
type Festival string

// The festivals that are set aside.
const (
	Festival618    Festival = "618"          // June 18
	FestivalSingle Festival = "double_11"    // November 11
	FestivalTwelve Festival = "double_12"    // December 12
	FestivalSpring Festival = "spring"       // from the eve of the lunar new year to its seventh day
	FestivalXmas   Festival = "christmas"    // December 24 to 26
	FestivalBlack  Festival = "black_friday" // the day after the fourth Thursday of November
	FestivalNation Festival = "national_day" // October 1 to 7
	FestivalLabour Festival = "labour_day"   // May 1 to 3
	FestivalYear   Festival = "new_year"     // January 1
	FestivalWomen  Festival = "womens_day"   // March 8
	springDays              = 8              // eve and seven days
	lunarFirst              = 2008           // the first year in lunarNewYear
)

// lunarNewYear holds the first day of the lunar year as month × 100 + day.
//
// Source: Hong Kong Observatory, Gregorian–Lunar calendar conversion table.
var lunarNewYear = []int{
	207, 126, 214, 203, 123, 210, 131, 219, 208, 128, 216, 205, // 2008 to 2019
	125, 212, 201, 122, 210, 129, 217, 206, 126, 213, 203, 123, // 2020 to 2031
	211, 131, 219, 208, 128, 215, 204, 124, 212, // 2032 to 2040
}

// fixedFestivals are those of the solar calendar: first month × 100 + day, and how many days.
var fixedFestivals = []struct {
	festival    Festival
	first, days int
}{
	{FestivalYear, 101, 1}, {FestivalWomen, 308, 1}, {FestivalLabour, 501, 3}, {Festival618, 618, 1}, {FestivalNation, 1001, 7},
	{FestivalSingle, 1111, 1}, {FestivalTwelve, 1212, 1}, {FestivalXmas, 1224, 3},
}

// FestivalOf returns the festival of a day, "" for a day like others. Lunar
// festivals are known from 2008 to 2040.
func FestivalOf(d huike.Day) Festival {
	t := d.Time(time.UTC)
	if i := t.Year() - lunarFirst; i >= 0 && i < len(lunarNewYear) {
		if n := d.Sub(dateOf(t.Year(), lunarNewYear[i])); n >= -1 && n < springDays-1 {
			return FestivalSpring
		}
	}
	for _, f := range fixedFestivals {
		if n := d.Sub(dateOf(t.Year(), f.first)); n >= 0 && n < f.days {
			return f.festival
		}
	}
	if t.Month() == time.November && t.Weekday() == time.Friday && t.Day() >= 23 && t.Day() <= 29 {
		return FestivalBlack
	}
	return ""
}

func dateOf(year, monthDay int) huike.Day {
	return huike.DayOf(time.Date(year, time.Month(monthDay/100), monthDay%100, 0, 0, 0, 0, time.UTC))
}

// Festivals lists the festivals in the order of the year.
var Festivals = slices.Concat([]Festival{FestivalYear, FestivalSpring}, []Festival{FestivalWomen, FestivalLabour, Festival618, FestivalNation, FestivalSingle, FestivalBlack, FestivalTwelve, FestivalXmas})
