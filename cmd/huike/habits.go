package main

import (
	"context"
	"fmt"
	"io"

	"huike"
	"huike/feature"
	"huike/store"
)

type habitsCommand struct{ scopeFlags }

type habitsAnswer struct {
	AsOf          huike.Day                    `json:"as_of"`
	Currency      string                       `json:"currency"`
	Customers     int64                        `json:"customers"`
	Phases        map[feature.Phase]int64      `json:"phases"`
	Browsing      map[string]int64             `json:"browsing"`
	Service       map[string]int64             `json:"service"`
	Hours         [24]int64                    `json:"hours"`
	Weekdays      [7]int64                     `json:"weekdays"`
	MonthParts    [3]int64                     `json:"month_parts"`
	New           int64                        `json:"new"`
	NewTraits     map[string]int64             `json:"new_traits"`
	Sensitivities map[string]sensitivityAnswer `json:"sensitivities"`
	Groups        []habitGroupAnswer           `json:"groups"`
	Unknown       []string                     `json:"unknown"`
}

type sensitivityAnswer struct {
	Shop      *float64  `json:"shop"`
	Strength  *float64  `json:"strength"`
	Customers int64     `json:"customers"`
	Tenths    [10]int64 `json:"tenths"`
}

type habitGroupAnswer struct {
	Part      string  `json:"part"`
	Value     string  `json:"value"`
	Customers int64   `json:"customers"`
	New       int64   `json:"new"`
	Returned  int64   `json:"returned"`
	Net       float64 `json:"net"`
}

// Run prints how many customers have which habit.
func (c *habitsCommand) Run(ctx context.Context, g *Globals) error {
	return c.within(ctx, g, func(db store.DB, s feature.Scope) error {
		f := feature.New(db)
		snap, h, err := f.EnsureHabits(ctx, s, g.clock())
		if err != nil {
			return err
		}
		counts, err := f.CountHabits(ctx, h)
		if err != nil {
			return err
		}
		groups, err := f.Groups(ctx, snap.ID, s.AsOf)
		if err != nil {
			return err
		}
		a := answerOfHabits(counts, h, snap)
		for _, x := range groups {
			a.Groups = append(a.Groups, habitGroupAnswer{x.Part, x.Value, x.Customers, x.New, x.Returned, major(x.NetMinor, snap.Currency)})
		}
		return g.print(a, func(w io.Writer) { a.words(w) })
	})
}

func answerOfHabits(c feature.HabitCounts, h feature.HabitSnapshot, snap feature.Snapshot) habitsAnswer {
	spread := func(s feature.Spread) sensitivityAnswer {
		out := sensitivityAnswer{Customers: s.Customers, Tenths: s.Tenths}
		if s.Prior != nil {
			out.Shop, out.Strength = &s.Prior.Mean, &s.Prior.Strength
		}
		return out
	}
	return habitsAnswer{AsOf: snap.Scope.AsOf, Currency: snap.Currency, Customers: h.Customers, Phases: c.Phases, Browsing: c.Browsing, Service: c.Service,
		Hours: c.Hours, Weekdays: c.Weekdays, MonthParts: c.MonthParts, New: c.New, NewTraits: c.NewTraits, Groups: []habitGroupAnswer{},
		Sensitivities: map[string]sensitivityAnswer{"price": spread(c.Price), "novelty": spread(c.Novelty), "brand": spread(c.BrandLoyalty), "category": spread(c.CategoryLoyalty)},
		Unknown:       unknownHabits(c, h)}
}

// unknownHabits says what cannot be told of anybody, and what would tell it.
func unknownHabits(c feature.HabitCounts, h feature.HabitSnapshot) []string {
	said := []string{}
	say := func(missing bool, sentence string) {
		if missing {
			said = append(said, sentence)
		}
	}
	say(h.Customers == 0, "Nobody had bought, ordered, looked or asked by this day.")
	say(h.TrackedFrom == nil, "How customers look around is not known: import behaviour events.")
	say(h.ChatsFrom == nil, "How customers ask is not known: import chats.")
	say(c.Price.Customers == 0, "Nobody has bought on three days yet, so preferences, times and sensitivities cannot be told.")
	say(h.Brand == nil && h.Customers > 0, "Loyalty to brands is not known: import a product list with brands, or wait until somebody buys a second time.")
	say(h.Category == nil && h.Customers > 0, "Loyalty to categories is not known: import a product list with categories, or wait until somebody buys a second time.")
	return said
}

func (a habitsAnswer) words(w io.Writer) {
	fmt.Fprintf(w, "As of %s\tcustomers\n", a.AsOf)
	for _, p := range feature.Phases {
		fmt.Fprintf(w, "phase %s\t%d\n", p, a.Phases[p])
	}
	for _, b := range feature.BrowsingTypes {
		fmt.Fprintf(w, "%s\t%d\n", b, a.Browsing[b])
	}
	for _, s := range feature.ServiceTypes {
		fmt.Fprintf(w, "%s\t%d\n", s, a.Service[s])
	}
	for _, m := range []string{"price", "novelty", "brand", "category"} {
		s := a.Sensitivities[m]
		if s.Shop == nil {
			fmt.Fprintf(w, "%s\t%d\tnot enough data\n", m, s.Customers)
			continue
		}
		fmt.Fprintf(w, "%s\t%d\tshop %.1f %%, worth %.1f occasions\n", m, s.Customers, 100**s.Shop, *s.Strength)
	}
	fmt.Fprintf(w, "new customers\t%d\n", a.New)
	for _, n := range feature.NewTraits {
		fmt.Fprintf(w, "of them %s\t%d\n", n, a.NewTraits[n])
	}
	for _, u := range a.Unknown {
		fmt.Fprintln(w, u)
	}
}
