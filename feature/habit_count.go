package feature

import (
	"context"

	"huike"
	"huike/store"
)

// HabitCounts is how many people have which habit.
type HabitCounts struct {
	Phases            map[Phase]int64
	Browsing, Service map[string]int64
	Hours             [24]int64 // by preferred hour
	Weekdays          [7]int64  // Monday first
	MonthParts        [3]int64
	NewTraits         map[string]int64 // among the new customers, of whom there are New
	New               int64
	Price, Novelty    Spread
	BrandLoyalty      Spread
	CategoryLoyalty   Spread
}

// Spread is how a sensitivity differs between those of whom enough is known.
type Spread struct {
	Prior     *Prior // nil: nobody has an occasion that tells
	Customers int64
	Tenths    [10]int64 // 0 to 10 %, … 90 to 100 %
}

// CountHabits counts the habits of a published snapshot.
func (f *Features) CountHabits(ctx context.Context, h HabitSnapshot) (HabitCounts, error) {
	c := HabitCounts{Phases: map[Phase]int64{}, Browsing: map[string]int64{}, Service: map[string]int64{}, NewTraits: map[string]int64{},
		Price: Spread{Prior: h.Price}, Novelty: Spread{Prior: h.Novelty}, BrandLoyalty: Spread{Prior: h.Brand}, CategoryLoyalty: Spread{Prior: h.Category}}
	for _, p := range Phases {
		c.Phases[p] = 0
	}
	zero(c.Browsing, BrowsingTypes)
	zero(c.Service, ServiceTypes)
	zero(c.NewTraits, NewTraits)
	_, err := store.All(ctx, f.db, queries.Get("habit_counts"), store.Args{"snapshot": h.ID}, func(r *store.Rows) (bool, error) {
		var part, name string
		var n int64
		err := r.Scan(&part, &name, &n)
		c.add(part, name, n)
		return true, err
	})
	return c, err
}

func zero(counts map[string]int64, words []string) {
	for _, w := range words {
		counts[w] = 0
	}
}

func (c *HabitCounts) add(part, name string, n int64) {
	switch part {
	case "phase":
		c.Phases[Phase(name)] = n
	case "browsing":
		c.Browsing[name] = n
	case "service":
		c.Service[name] = n
	case "hour":
		c.Hours[digits(name)] = n
	case "weekday":
		c.Weekdays[digits(name)-1] = n
	case "month_part":
		c.MonthParts[digits(name)-1] = n
	case "new":
		if name == "all" {
			c.New = n
			return
		}
		c.NewTraits[name] = n
	default:
		s := map[string]*Spread{"price": &c.Price, "novelty": &c.Novelty, "brand": &c.BrandLoyalty, "category": &c.CategoryLoyalty}[part]
		s.Customers += n
		s.Tenths[digits(name)] = n
	}
}

// digits reads a small number that the engine wrote.
func digits(s string) int {
	n := 0
	for _, c := range s {
		n = 10*n + int(c-'0')
	}
	return n
}

// Group is the customers of one value of one part: region (province), occupation,
// credit_level, time (morning from 6, afternoon from 12, evening from 18, night) or goods (category).
type Group struct {
	Part, Value              string
	Customers, New, Returned int64 // Returned: bought on two days or more
	NetMinor                 int64
}

// GroupParts lists the parts by which new customers are cultivated (S0-09).
var GroupParts = []string{"region", "occupation", "credit_level", "time", "goods"}

// Groups splits the customers of published habits, the largest of each part first.
// Those of whom a part is not known are left out of it.
func (f *Features) Groups(ctx context.Context, snapshot int64, asOf huike.Day) ([]Group, error) {
	args := store.Args{"snapshot": snapshot, "as_of": asOf}
	return store.All(ctx, f.db, queries.Get("habit_groups"), args, func(r *store.Rows) (g Group, err error) {
		return g, r.Scan(&g.Part, &g.Value, &g.Customers, &g.New, &g.Returned, &g.NetMinor)
	})
}
