package lifecycle

import (
	"context"
	"fmt"
	"maps"
	"math"

	"huike"
	"huike/feature"
	"huike/store"
)

// Source says whence the period of a group of goods is known.
type Source string

// The sources, surest first.
const (
	SourceMerchant Source = "merchant" // the merchant stated it
	SourceLearned  Source = "learned"  // the group's own repeat purchases are many enough
	SourceShrunk   Source = "shrunk"   // its own, drawn towards the category
	SourceCategory Source = "category" // the category's: the group has no repeat purchase
	SourceShop     Source = "shop"     // the shop's: the category has none either
	SourceSeason   Source = "season"   // fashion: no period, the season's change counts
	SourceUnknown  Source = "unknown"
)

// Goods are products that stand for each other, or one product, with all that
// is known of how long they last.
type Goods struct {
	No           int // 0: orders of which no goods are known
	Name         string
	Key          string // the name by which a Setting of its level names it
	Level        string // product, group, category, order
	Category     string
	Class        Class
	PeriodDays   *float64 // that one piece lasts
	LowDays      *float64 // a quarter of those who buy again do so by then, a piece
	HighDays     *float64 // three quarters
	Source       Source
	Events       int64 // repeat purchases that were seen
	Customers    int64
	BackShare    *float64 // who buy again within a year
	ByQuantity   bool     // two pieces last twice as long
	MostPieces   int64    // 99 in 100 purchases hold no more
	LastsDays    *float64 // of one piece, after use rate and users
	DeliveryDays int
	Bounds       [3]float64
	SecondDays   int
	GraceDays    int

	// How many customers' states they decide; of them due or pre-dormant, and dormant.
	Deciding, Due, Dormant int64

	seasons string
}

// good is one product as the merchant lists it.
type good struct {
	id              int64
	shop            huike.ShopID
	number, title   string
	category, group string
	period          *float64
}

// words are the merchant's settings by where they hold.
type words map[wordKey]Setting

type wordKey struct {
	shop  huike.ShopID
	level Level
	name  string
}

func wordsOf(all []Setting) words {
	w := words{}
	for _, s := range all {
		w[wordKey{s.Shop, s.Level, s.Name}] = s
	}
	return w
}

// on returns what holds for a good: wider levels first, each value the
// narrowest one that was said, and at which level the period was.
func (w words) on(g good) (all Setting, periodAt Level) {
	for _, place := range []struct {
		level Level
		name  string
	}{{LevelShop, ""}, {LevelCategory, g.category}, {LevelProduct, g.group}, {LevelProduct, g.number}} {
		if place.level == LevelProduct && place.name == g.number && g.period != nil && g.group == "" && periodAt != LevelProduct {
			all.PeriodDays, periodAt = g.period, LevelProduct
		}
		for _, shop := range []huike.ShopID{0, g.shop} {
			s, said := w[wordKey{shop, place.level, place.name}]
			if said && (place.level == LevelShop || place.name != "") {
				if s.PeriodDays != nil {
					periodAt = place.level
				}
				all = all.over(s)
			}
		}
	}
	return all, periodAt
}

// over returns s with what a narrower setting says in the place of its own.
func (s Setting) over(n Setting) Setting {
	s.Class, s.PeriodDays, s.ByQuantity = or(n.Class, s.Class), or(n.PeriodDays, s.PeriodDays), or(n.ByQuantity, s.ByQuantity)
	s.DeliveryDays, s.UseRate, s.Users = or(n.DeliveryDays, s.DeliveryDays), or(n.UseRate, s.UseRate), or(n.Users, s.Users)
	s.SeasonDays, s.GraceDays, s.Bounds = or(n.SeasonDays, s.SeasonDays), or(n.GraceDays, s.GraceDays), or(n.Bounds, s.Bounds)
	s.SecondDays = or(n.SecondDays, s.SecondDays)
	return s
}

func or[T any](first, second *T) *T {
	if first != nil {
		return first
	}
	return second
}

func orElse[T any](p *T, otherwise T) T {
	if p != nil {
		return *p
	}
	return otherwise
}

// Where nobody said otherwise. Delivery and grace are proposals of ours.
const (
	defaultDelivery = 3
	defaultGrace    = 30
	secondDormancy  = 365
)

// sorted is the goods of a scope in groups.
type sorted struct {
	goods   []Goods       // goods[no]
	stated  []statement   // what the merchant says of each
	members map[int64]int // product to group
}

// statement is what the merchant says of a group.
type statement struct {
	setting Setting
	at      Level
	periods []float64 // of the group's products in the product list
}

// sort puts every product into its group: the merchant's group, or the category
// where its goods are outgrown, or itself.
func (w words) sort(all []good) sorted {
	s := sorted{members: map[int64]int{}}
	byKey := map[string]int{}
	w.open(&s, good{}, "order")
	for _, g := range all {
		setting, _ := w.on(g)
		level, key := "product", fmt.Sprint("product ", g.id)
		if g.group != "" {
			level, key = "group", "group "+g.group
		}
		if g.category != "" && orElse(setting.Class, ClassFast) == ClassVertical {
			level, key = "category", "category "+g.category
		}
		no, known := byKey[key]
		if !known {
			no = w.open(&s, g, level)
			byKey[key] = no
		}
		s.members[g.id] = no
		if g.period != nil {
			s.stated[no].periods = append(s.stated[no].periods, *g.period)
		}
	}
	return s
}

// open starts a group with its first product.
func (w words) open(s *sorted, g good, level string) int {
	setting, at := w.on(g)
	names := map[string]string{"order": "", "product": g.title, "group": g.group, "category": g.category}
	keys := map[string]string{"order": "", "product": g.number, "group": g.group, "category": g.category}
	no := len(s.goods)
	s.goods = append(s.goods, Goods{No: no, Name: names[level], Key: keys[level], Level: level, Category: g.category, Class: orElse(setting.Class, ClassFast),
		DeliveryDays: orElse(setting.DeliveryDays, defaultDelivery), GraceDays: orElse(setting.GraceDays, defaultGrace),
		Bounds: orElse(setting.Bounds, [3]float64{1, 1.5, 2}), SecondDays: orElse(setting.SecondDays, secondDormancy),
		seasons: orElse(setting.SeasonDays, DefaultSeasons), MostPieces: 1})
	s.stated = append(s.stated, statement{setting: setting, at: at})
	return no
}

// period returns the days that the merchant says one piece lasts: his word on
// the product or group, then the product list, then his word on category or shop.
func (t statement) period() (days float64, stated bool) {
	if len(t.periods) > 0 && t.at != LevelProduct {
		sum := 0.0
		for _, p := range t.periods {
			sum += p
		}
		return sum / float64(len(t.periods)), true
	}
	if t.setting.PeriodDays != nil {
		return *t.setting.PeriodDays, true
	}
	return math.NaN(), false
}

func (l *Lifecycle) goods(ctx context.Context, s feature.Scope) ([]good, error) {
	return store.All(ctx, l.db, queries.Get("goods"), store.Args{"shop": s.Shop}, func(r *store.Rows) (g good, err error) {
		return g, r.Scan(&g.id, &g.shop, &g.number, &g.title, &g.category, &g.period, &g.group)
	})
}

// seasons lists the calendars of new arrivals as stretches of days between two
// of them, from before the first day that counts until after the last.
type seasons struct {
	rule      []int64
	from, day []huike.Day
	number    map[string]int
}

func seasonsOf(goods []Goods, asOf huike.Day) seasons {
	s := seasons{number: map[string]int{}, rule: []int64{}, from: []huike.Day{}, day: []huike.Day{}}
	for _, g := range goods {
		if g.Class != ClassFashion || s.number[g.seasons] > 0 {
			continue
		}
		s.number[g.seasons] = len(s.number) + 1
		s.add(len(s.number), g.seasons, asOf)
	}
	return s
}

// yearsBack is how many years before the day a season may have changed.
const yearsBack = 40

func (s *seasons) add(rule int, monthDay string, asOf huike.Day) {
	days, err := monthDays(monthDay)
	if err != nil {
		panic("BUG: a calendar of seasons that nobody checked: " + err.Error())
	}
	year := asOf.Time(utc).Year()
	before := huike.MustDay(fmt.Sprintf("%d-%s", year-yearsBack-1, days[len(days)-1]))
	for y := year - yearsBack; y <= year+1; y++ {
		for _, d := range days {
			next := huike.MustDay(fmt.Sprintf("%d-%s", y, d))
			s.rule, s.from, s.day = append(s.rule, int64(rule)), append(s.from, before), append(s.day, next)
			before = next
		}
	}
}

func (s seasons) args(more store.Args) store.Args {
	args := store.Args{"season_rule": s.rule, "season_from": s.from, "season_day": s.day}
	maps.Copy(args, more)
	return args
}
