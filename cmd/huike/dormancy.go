package main

import (
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"huike"
	"huike/feature"
	"huike/lifecycle"
	"huike/store"
)

type dormancyCommand struct {
	scopeFlags
	List   int                `default:"0" help:"Also list so many customers with the reason for their state."`
	Likely int                `default:"0" help:"Also list so many customers and goods that are likeliest to be bought again within the next 30 days."`
	State  lifecycle.Dormancy `default:"" help:"List only this state: in_use, due, pre_dormant, dormant_1, dormant_2, never_bought or unknown."`
}

type dormancyAnswer struct {
	AsOf        huike.Day                    `json:"as_of"`
	States      map[lifecycle.Dormancy]int64 `json:"states"`
	Share       *float64                     `json:"share"`
	Quality     map[lifecycle.Quality]int64  `json:"quality"`
	Causes      map[lifecycle.Cause]int64    `json:"causes"`
	Groups      []goodsAnswer                `json:"groups"`
	Unknown     int64                        `json:"unknown"`
	NeverBought int64                        `json:"never_bought"`
	Customers   []sleeperAnswer              `json:"customers,omitempty"`
	Likely      []likelyAnswer               `json:"likely,omitempty"`
}

type goodsAnswer struct {
	Group      string           `json:"group"`
	Category   string           `json:"category"`
	Class      lifecycle.Class  `json:"class"`
	PeriodDays *float64         `json:"period_days"`
	Source     lifecycle.Source `json:"source"`
	Events     int64            `json:"events"`
	Customers  int64            `json:"customers"`
}

type likelyAnswer struct {
	Customer huike.CustomerID `json:"customer"`
	Group    string           `json:"group"`
	Days     int              `json:"days"`
	Times    int              `json:"times"`
	DueDay   huike.Day        `json:"due_day"`
	Chance   float64          `json:"chance"`
}

// likelyWithin is how many days ahead the chances of the list reach.
const likelyWithin = 30

type sleeperAnswer struct {
	Customer huike.CustomerID   `json:"customer"`
	State    lifecycle.Dormancy `json:"state"`
	Rho      *float64           `json:"rho"`
	DueDay   *huike.Day         `json:"due_day"`
	Reason   string             `json:"reason"`
	Next     string             `json:"next,omitempty"` // what runs out on the due day, where that is not what the reason speaks of
	Cause    lifecycle.Cause    `json:"cause,omitempty"`
	Why      string             `json:"why,omitempty"`
}

// Run prints who has run out of what.
func (c *dormancyCommand) Run(ctx context.Context, g *Globals) error {
	return c.within(ctx, g, func(db store.DB, s feature.Scope) error {
		room := lifecycle.New(db, feature.New(db))
		r, err := room.Resting(ctx, s, g.clock())
		if err != nil {
			return err
		}
		a := dormancyOf(r)
		if c.List > 0 {
			all, _, err := room.Sleepers(ctx, s, lifecycle.Wanted{State: c.State, Limit: c.List}, g.clock())
			if err != nil {
				return err
			}
			for _, one := range all {
				a.Customers = append(a.Customers, sleeperOf(one, s.AsOf))
			}
		}
		if c.Likely > 0 {
			if a.Likely, err = likeliest(ctx, room, s, c.Likely, g.clock()); err != nil {
				return err
			}
		}
		return g.print(a, a.write)
	})
}

func likeliest(ctx context.Context, room *lifecycle.Lifecycle, s feature.Scope, limit int, at time.Time) ([]likelyAnswer, error) {
	forecast, err := room.Foresee(ctx, s, likelyWithin, at)
	if err != nil {
		return nil, err
	}
	all, err := room.Likeliest(ctx, s, forecast, limit, at)
	answers := []likelyAnswer{}
	for _, x := range all {
		answers = append(answers, likelyAnswer{x.Customer, x.Goods, x.Days, x.Times, x.DueDay, x.Chance})
	}
	return answers, err
}

func dormancyOf(r lifecycle.Rest) dormancyAnswer {
	a := dormancyAnswer{AsOf: r.Snapshot.Scope.AsOf, States: map[lifecycle.Dormancy]int64{}, Share: r.Share(), Causes: map[lifecycle.Cause]int64{},
		Quality: map[lifecycle.Quality]int64{lifecycle.High: r.QualityOf(lifecycle.High), lifecycle.Low: r.QualityOf(lifecycle.Low)},
		Groups:  []goodsAnswer{}, Unknown: r.States[lifecycle.Unknown], NeverBought: r.States[lifecycle.NeverBought]}
	for _, s := range lifecycle.Dormancies {
		a.States[s] = r.States[s]
	}
	for _, cause := range lifecycle.Causes {
		a.Causes[cause] = 0
	}
	for _, n := range r.Causes {
		a.Causes[n.Cause] += n.Customers
	}
	for _, x := range r.Goods {
		a.Groups = append(a.Groups, goodsAnswer{x.Name, x.Category, x.Class, x.PeriodDays, x.Source, x.Events, x.Customers})
	}
	return a
}

func sleeperOf(s lifecycle.Sleeper, asOf huike.Day) sleeperAnswer {
	a := sleeperAnswer{Customer: s.Customer, State: s.State, Rho: s.Use.Rho, Reason: s.Reason(asOf).Sentence(), Next: s.NextOut(asOf).Sentence(), Cause: s.Cause, Why: s.WhyAway().Sentence()}
	if !s.DueDay.IsZero() {
		a.DueDay = &s.DueDay
	}
	return a
}

func (a dormancyAnswer) write(w io.Writer) {
	fmt.Fprintf(w, "As of %s\tcustomers\n", a.AsOf)
	for _, s := range lifecycle.Dormancies {
		fmt.Fprintf(w, "%s\t%d\n", s, a.States[s])
	}
	if a.Unknown > 0 {
		fmt.Fprintf(w, "nothing known of how long their goods last\t%d\n", a.Unknown)
	}
	if a.NeverBought > 0 {
		fmt.Fprintf(w, "known for two years, never bought\t%d\n", a.NeverBought)
	}
	if a.Share == nil {
		fmt.Fprintln(w, "No dormant share: it takes somebody who bought again, or a period that you state, to know how long goods last.")
	} else {
		fmt.Fprintf(w, "dormant share\t%.2f %%\n", 100**a.Share)
	}
	for i, x := range a.Groups {
		if i == 0 {
			fmt.Fprintln(w, "goods\tlast (days)\tfrom\tcustomers")
		}
		if i == 20 {
			fmt.Fprintf(w, "… and %d more\n", len(a.Groups)-i)
			break
		}
		period := "not known"
		if x.PeriodDays != nil {
			period = fmt.Sprintf("%.1f", *x.PeriodDays)
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%d\n", x.Group, period, x.Source, x.Customers)
	}
	for _, x := range a.Customers {
		fmt.Fprintf(w, "%d\t%s\t%s\n", x.Customer, x.State, strings.Join(strings.Fields(x.Reason+" "+x.Next+" "+x.Why), " "))
	}
	for _, x := range a.Likely {
		fmt.Fprintf(w, "%d\t%s\t%.1f %% within %d days\truns out %s\n", x.Customer, x.Group, 100*x.Chance, likelyWithin, x.DueDay)
	}
}
