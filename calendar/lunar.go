package calendar

import (
	"math/bits"

	"huike"
)

// The lunar years that the table knows.
const (
	firstLunar = 2000
	lastLunar  = 2059
)

// firstNewYear is the Spring Festival of firstLunar.
var firstNewYear = huike.MustDay("2000-02-05")

// lunarYears says of each year which months have 30 days (bits 15 to 4, the
// first month first), which month is followed by a leap month (bits 3 to 0, 0:
// none) and whether that one has 30 days (bit 16).
//
// Source: the Chinese calendar, GB/T 33661-2017, in its customary 17-bit form.
var lunarYears = [...]uint32{
	0x0c960, 0x0d954, 0x0d4a0, 0x0da50, 0x07552, 0x056a0, 0x0abb7, 0x025d0, 0x092d0, 0x0cab5,
	0x0a950, 0x0b4a0, 0x0baa4, 0x0ad50, 0x055d9, 0x04ba0, 0x0a5b0, 0x15176, 0x052b0, 0x0a930,
	0x07954, 0x06aa0, 0x0ad50, 0x05b52, 0x04b60, 0x0a6e6, 0x0a4e0, 0x0d260, 0x0ea65, 0x0d530,
	0x05aa0, 0x076a3, 0x096d0, 0x04afb, 0x04ad0, 0x0a4d0, 0x1d0b6, 0x0d250, 0x0d520, 0x0dd45,
	0x0b5a0, 0x056d0, 0x055b2, 0x049b0, 0x0a577, 0x0a4b0, 0x0aa50, 0x1b255, 0x06d20, 0x0ada0,
	0x14b63, 0x09370, 0x049f8, 0x04970, 0x064b0, 0x168a6, 0x0ea50, 0x06aa0, 0x1a6c4, 0x0aae0,
}

// LunarDay returns the date of a day of the Chinese calendar: the month, 1 to
// 12, not the leap month, of the lunar year that begins in the given year. It
// is known for the years 2000 to 2059.
func LunarDay(year, month, day int) (huike.Day, bool) {
	if year < firstLunar || year > lastLunar || month < 1 || month > 12 || day < 1 || day > 30 {
		return huike.Day{}, false
	}
	d := firstNewYear
	for y := firstLunar; y < year; y++ {
		d = d.Add(lunarDays(lunarYears[y-firstLunar], 12))
	}
	return d.Add(lunarDays(lunarYears[year-firstLunar], month-1) + day - 1), true
}

// lunarDays returns the length of the first months of a lunar year, with the leap
// month that follows one of them.
func lunarDays(y uint32, months int) int {
	n := 29*months + bits.OnesCount32(y>>4&0xfff>>(12-months))
	if leap := int(y & 0xf); leap > 0 && leap <= months {
		n += 29 + int(y>>16&1)
	}
	return n
}
