package assortment

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"huike"
	"huike/feature"
	"huike/stat"
	"huike/store"
)

// Level says of what a season is asked.
type Level string

// The levels.
const (
	LevelShop     Level = "shop"
	LevelCategory Level = "category"
	LevelBrand    Level = "brand"
	LevelProduct  Level = "product"
)

const (
	yearMonths    = 12
	weekDays      = 7
	weekdayWindow = 364 // days that make the week-day index
)

// Season is how sales swing over the year and the week. An index is 1 where a
// month or week-day sells as the trend does; where Additive, it is the pieces a
// day above or below the trend.
type Season struct {
	Word             string // the category, brand or product; "" for the shop, and for what has none
	Units            int64
	Months           []Month
	Missing          int // complete months that are missing to two years; then there is no index
	Additive         bool
	Index            []float64 // January first; nil if unknown
	WeekdaysAdditive bool
	Weekdays         []float64 // Monday first; nil if unknown
	Festivals        []FestivalIndex
}

// Month is a complete month. PerDay leaves festival days aside.
type Month struct {
	First  huike.Day
	Units  int64
	PerDay float64
}

// FestivalIndex is what is sold on a day of a festival over what season and
// trend lead to expect of it, as a mean over years.
type FestivalIndex struct {
	Festival Festival
	Years    int
	Index    float64
}

// Seasons is the seasons of a level, best-selling first.
type Seasons struct {
	Scope   feature.Scope
	Level   Level
	Seasons []Season
	Notes   []Note
}

// dayUnits is what was sold on a day.
type dayUnits struct {
	day   huike.Day
	units int64
}

// Seasons returns the seasons of a level, at most so many; of one product if the
// level says so. Festival days are set aside and get an index of their own.
//
// Source: methods 6.2; classical decomposition as R's decompose.
func (a *Assortment) Seasons(ctx context.Context, s feature.Scope, level Level, product int64, most int) (Seasons, error) {
	out := Seasons{Scope: s, Level: level}
	if !slices.Contains([]Level{LevelShop, LevelCategory, LevelBrand, LevelProduct}, level) {
		return out, huike.Errorf(huike.Invalid, "assortment.level", "seasons are of the shop, a category, a brand or a product, not of %q", string(level))
	}
	words, days, err := a.sold(ctx, s, level, product)
	if err != nil {
		return out, err
	}
	for i, w := range words {
		out.Seasons = append(out.Seasons, seasonOf(w, days[i], s.AsOf))
	}
	slices.SortStableFunc(out.Seasons, func(x, y Season) int { return cmp.Compare(y.Units, x.Units) })
	out.Seasons = first(out.Seasons, most)
	out.Notes = seasonNotes(out)
	return out, nil
}

// sold returns the days on which something was sold, by word.
func (a *Assortment) sold(ctx context.Context, s feature.Scope, level Level, product int64) ([]string, [][]dayUnits, error) {
	var words []string
	var days [][]dayUnits
	add := func(word string, d dayUnits) {
		if len(words) == 0 || words[len(words)-1] != word {
			words, days = append(words, word), append(days, nil)
		}
		days[len(days)-1] = append(days[len(days)-1], d)
	}
	if level == LevelProduct {
		all, err := a.days(ctx, s, product)
		for _, d := range all {
			add("", dayUnits{d.day, d.units})
		}
		return words, days, err
	}
	args := store.Args{"shop": s.Shop, "as_of": s.AsOf, "level": string(level)}
	_, err := store.All(ctx, a.db, queries.Get("season"), args, func(r *store.Rows) (any, error) {
		var word string
		var d dayUnits
		err := r.Scan(&word, &d.day, &d.units)
		add(word, d)
		return nil, err
	})
	return words, days, err
}

func seasonOf(word string, days []dayUnits, asOf huike.Day) Season {
	s := Season{Word: word}
	for _, d := range days {
		s.Units += d.units
	}
	s.Months = months(days, asOf)
	s.Missing = max(0, 2*yearMonths-len(s.Months))
	series := make([]float64, len(s.Months))
	for i, m := range s.Months {
		series[i] = m.PerDay
	}
	if found, ok := stat.Decompose(series, nil, yearMonths); ok {
		s.Additive = found.Additive
		s.Index = turn(found.Index, int(s.Months[0].First.Time(time.UTC).Month())-1)
		s.Festivals = festivals(days, s.Months, found)
	}
	s.Weekdays, s.WeekdaysAdditive = weekdays(days, asOf)
	return s
}

// turn makes the season that stands at from the first one.
func turn(index []float64, from int) []float64 {
	out := make([]float64, len(index))
	for i, x := range index {
		out[(i+from)%len(index)] = x
	}
	return out
}

// months returns the complete months from the first sale to a day.
func months(days []dayUnits, asOf huike.Day) []Month {
	if len(days) == 0 {
		return nil
	}
	month := firstOfMonth(days[0].day)
	if month.Before(days[0].day) {
		month = nextMonth(month)
	}
	var all []Month
	i := 0
	for next := nextMonth(month); !asOf.Add(1).Before(next); month, next = next, nextMonth(next) {
		m, usual, plain := Month{First: month}, int64(0), 0
		for d := month; d.Before(next); d = d.Add(1) {
			for i < len(days) && days[i].day.Before(d) {
				i++
			}
			units := int64(0)
			if i < len(days) && days[i].day == d {
				units = days[i].units
			}
			m.Units += units
			if FestivalOf(d) == "" {
				usual, plain = usual+units, plain+1
			}
		}
		m.PerDay = float64(usual) / float64(plain)
		all = append(all, m)
	}
	return all
}

func firstOfMonth(d huike.Day) huike.Day { return d.Add(1 - d.Time(time.UTC).Day()) }

func nextMonth(first huike.Day) huike.Day { return firstOfMonth(first.Add(31)) }

// festivals compares the days of each festival with what their month expects.
func festivals(days []dayUnits, all []Month, season stat.Season) []FestivalIndex {
	type stay struct{ units, days float64 }
	sums, counts := map[Festival]float64{}, map[Festival]int{}
	sold := map[huike.Day]int64{}
	for _, d := range days {
		sold[d.day] = d.units
	}
	for at, m := range all {
		stays := map[Festival]stay{}
		for d := m.First; d.Before(nextMonth(m.First)); d = d.Add(1) {
			if f := FestivalOf(d); f != "" {
				stays[f] = stay{stays[f].units + float64(sold[d]), stays[f].days + 1}
			}
		}
		for f, s := range stays {
			if x := known(season.Festival(at, s.units/s.days)); x != nil {
				sums[f], counts[f] = sums[f]+*x, counts[f]+1
			}
		}
	}
	var list []FestivalIndex
	for _, f := range Festivals {
		if counts[f] > 0 {
			list = append(list, FestivalIndex{f, counts[f], sums[f] / float64(counts[f])})
		}
	}
	return list
}

// weekdays returns the index of the days of the week over the last year.
func weekdays(days []dayUnits, asOf huike.Day) ([]float64, bool) {
	if len(days) == 0 {
		return nil, false
	}
	start := asOf.Add(1 - weekdayWindow)
	if start.Before(days[0].day) {
		start = days[0].day
	}
	n := asOf.Sub(start) + 1
	series, aside := make([]float64, n), make([]bool, n)
	for _, d := range days {
		if at := d.day.Sub(start); at >= 0 && at < n {
			series[at] = float64(d.units)
		}
	}
	for at := range aside {
		aside[at] = FestivalOf(start.Add(at)) != ""
	}
	found, ok := stat.Decompose(series, aside, weekDays)
	if !ok {
		return nil, false
	}
	monday := (int(start.Time(time.UTC).Weekday()) + 6) % weekDays
	return turn(found.Index, monday), found.Additive
}

func seasonNotes(s Seasons) []Note {
	if len(s.Seasons) == 0 {
		return []Note{note("no_sales", fmt.Sprintf("Nothing was sold up to %s; import orders with their lines.", s.Scope.AsOf), nil)}
	}
	missing := s.Seasons[0].Missing
	for _, one := range s.Seasons {
		missing = min(missing, one.Missing)
	}
	if missing > 0 {
		return []Note{note("short_season", fmt.Sprintf("A season needs 24 complete months of sales; %d are missing, so only the days of the week can be told.", missing),
			map[string]any{"missing": missing})}
	}
	return nil
}
