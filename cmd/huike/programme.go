package main

import (
	"context"
	"fmt"
	"io"

	"huike"
	"huike/campaign"
	"huike/feature"
)

type programmeCommand struct {
	List   programmeListCommand   `cmd:"" help:"Show all programmes."`
	Add    programmeAddCommand    `cmd:"" help:"Make the ready-made programme for a shop; it can be changed in the app."`
	Show   programmeShowCommand   `cmd:"" help:"Show a programme's steps and what its campaigns showed."`
	States programmeStatesCommand `cmd:"" help:"How many new customers stand in each state, and who moved."`
	Wave   programmeWaveCommand   `cmd:"" help:"Who is due for each step; with --step make a draft for them."`
}

type programmeListCommand struct{}

type programmeLine struct {
	ID    int64  `json:"id"`
	Shop  int64  `json:"shop"`
	Name  string `json:"name"`
	Steps int    `json:"steps"`
}

// Run lists.
func (programmeListCommand) Run(ctx context.Context, g *Globals) error {
	return g.inHouse(ctx, "", func(h *house) error {
		all, err := h.campaigns.Programmes(ctx, 0)
		if err != nil {
			return err
		}
		items := []programmeLine{}
		for _, p := range all {
			items = append(items, programmeLine{p.ID, int64(p.Shop), p.Name, len(p.Steps)})
		}
		return g.print(map[string]any{"programmes": items, "total": len(items)}, func(w io.Writer) {
			for _, p := range items {
				fmt.Fprintf(w, "%d\t%s\tshop %d\t%d steps\n", p.ID, p.Name, p.Shop, p.Steps)
			}
			if len(items) == 0 {
				fmt.Fprintln(w, "There is no programme yet; huike programme add makes the ready-made one.")
			}
		})
	})
}

type programmeAddCommand struct {
	Shop string `help:"The shop by name; absent: the only one."`
	Lang string `default:"zh" enum:"zh,en" help:"Language of its words: zh or en."`
}

// Run makes the ready-made programme.
func (c *programmeAddCommand) Run(ctx context.Context, g *Globals) error {
	return g.inHouse(ctx, "", func(h *house) error {
		shop, err := c.shop(ctx, h)
		if err != nil {
			return err
		}
		p, err := campaign.DefaultProgramme(shop, c.Lang)
		if err != nil {
			return err
		}
		if p, err = h.campaigns.SaveProgramme(ctx, p, commandLine, h.clock()); err != nil {
			return err
		}
		return g.print(map[string]int64{"id": p.ID}, func(w io.Writer) { fmt.Fprintf(w, "Programme %d is made: %s.\n", p.ID, p.Name) })
	})
}

func (c *programmeAddCommand) shop(ctx context.Context, h *house) (huike.ShopID, error) {
	all, err := h.orders.Shops(ctx)
	if err != nil {
		return 0, err
	}
	for _, s := range all {
		if s.Name == c.Shop || c.Shop == "" && len(all) == 1 {
			return s.ID, nil
		}
	}
	if c.Shop != "" {
		return 0, huike.Errorf(huike.NotFound, "shop.unknown", "there is no shop called %q", c.Shop)
	}
	return 0, huike.Errorf(huike.Invalid, "programme.shop", "there are %d shops; say by --shop NAME which one the programme is for", len(all))
}

// onDay finds the programme and the day of a command.
func onDay(ctx context.Context, h *house, id int64, asOf string) (p campaign.Programme, day huike.Day, err error) {
	if p, err = h.campaigns.Programme(ctx, id); err != nil {
		return p, day, err
	}
	if asOf != "" {
		day, err = huike.ParseDay(asOf)
		return p, day, err
	}
	_, last, found, err := h.orders.Days(ctx, p.Shop, huike.Today(h.clock()))
	if err == nil && !found {
		err = huike.Errorf(huike.Invalid, "shop.empty", "there are no orders yet; bring some in with huike import FILE")
	}
	return p, last, err
}

type programmeStatesCommand struct {
	scopeFlags
	Days  int    `default:"0" help:"New customers of the last so many days; 180 if absent."`
	From  string `help:"Instead: first purchases from this day on, YYYY-MM-DD."`
	To    string `help:"and to this one; the as-of day if absent."`
	Since string `help:"Moves since this day; 30 days before if absent."`
}

type statesAnswer struct {
	AsOf      huike.Day                      `json:"as_of"`
	From      huike.Day                      `json:"from"`
	To        huike.Day                      `json:"to"`
	Customers int64                          `json:"customers"`
	States    map[campaign.Cultivation]int64 `json:"states"`
	Matured   maturedAnswer                  `json:"matured"`
	Months    []bornAnswer                   `json:"months"`
	Moves     movesAnswer                    `json:"moves"`
}

type maturedAnswer struct {
	Days      int                            `json:"days"`
	Customers int64                          `json:"customers"`
	States    map[campaign.Cultivation]int64 `json:"states"`
}

type bornAnswer struct {
	Month     string                         `json:"month"`
	Customers int64                          `json:"customers"`
	Matured   int64                          `json:"matured"`
	States    map[campaign.Cultivation]int64 `json:"states"`
}

type movesAnswer struct {
	From   huike.Day              `json:"from"`
	To     huike.Day              `json:"to"`
	States []campaign.Cultivation `json:"states"`
	Matrix [][]int64              `json:"matrix"`
	Rows   []int64                `json:"rows"`
}

// Run prints where new customers stand.
func (c *programmeStatesCommand) Run(ctx context.Context, g *Globals) error {
	return g.inHouse(ctx, "", func(h *house) error {
		scope, err := c.scope(ctx, h.orders, g.clock())
		if err != nil {
			return err
		}
		cohort, since, err := c.cohort(scope)
		if err != nil {
			return err
		}
		b, err := h.campaigns.Cultivated(ctx, cohort)
		if err != nil {
			return err
		}
		m, err := h.campaigns.CultivationMoved(ctx, cohort, since)
		if err != nil {
			return err
		}
		a := statesOf(b, m)
		return g.print(a, a.write)
	})
}

// cohort reads the days of the flags.
func (c *programmeStatesCommand) cohort(s feature.Scope) (cohort campaign.Cohort, since huike.Day, err error) {
	asked := campaign.CohortAsked{Days: c.Days}
	since = s.AsOf.Add(-30)
	for text, day := range map[*string]*huike.Day{&c.From: &asked.From, &c.To: &asked.To, &c.Since: &since} {
		if *text == "" {
			continue
		}
		if *day, err = huike.ParseDay(*text); err != nil {
			return cohort, since, err
		}
	}
	cohort, err = campaign.CohortOf(s.Shop, s.AsOf, asked)
	return cohort, since, err
}

func statesOf(b campaign.CultivationBoard, m campaign.CultivationMoves) statesAnswer {
	a := statesAnswer{AsOf: b.Cohort.AsOf, From: b.Cohort.From, To: b.Cohort.To, Customers: b.Customers,
		States: map[campaign.Cultivation]int64{}, Months: []bornAnswer{},
		Matured: maturedAnswer{campaign.MaturedDays, b.Matured, map[campaign.Cultivation]int64{}},
		Moves:   movesAnswer{m.From, m.To, m.States, m.Matrix, m.Rows}}
	for _, s := range b.States {
		a.States[s.State], a.Matured.States[s.State] = s.Customers, s.Matured
	}
	for _, month := range b.Months {
		line := bornAnswer{month.Month, month.Customers, month.Matured, map[campaign.Cultivation]int64{}}
		for _, s := range month.States {
			line.States[s.State] = s.Customers
		}
		a.Months = append(a.Months, line)
	}
	return a
}

func (a statesAnswer) write(w io.Writer) {
	fmt.Fprintf(w, "First purchases %s to %s, as of %s\tcustomers\tof %d days or more\n", a.From, a.To, a.AsOf, a.Matured.Days)
	for _, s := range campaign.Cultivations {
		fmt.Fprintf(w, "%s\t%d\t%d\n", s, a.States[s], a.Matured.States[s])
	}
	fmt.Fprintf(w, "sum\t%d\t%d\n\n%s to %s\t", a.Customers, a.Matured.Customers, a.Moves.From, a.Moves.To)
	for _, s := range a.Moves.States {
		fmt.Fprintf(w, "%s\t", s)
	}
	fmt.Fprintln(w, "sum")
	for i, row := range a.Moves.Matrix {
		fmt.Fprintf(w, "%s\t%s\t%d\n", a.Moves.States[i], tabbed(row), a.Moves.Rows[i])
	}
}
