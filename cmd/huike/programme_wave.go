package main

import (
	"context"
	"fmt"
	"io"

	"huike"
	"huike/campaign"
)

type programmeShowCommand struct {
	ID   int64  `arg:"" help:"Number of the programme."`
	AsOf string `name:"as-of" help:"Last day that counts, YYYY-MM-DD; the last day of the data if absent."`
}

type stepAnswer struct {
	ID       int64         `json:"id"`
	No       int           `json:"no"`
	Name     string        `json:"name"`
	FromDay  int           `json:"from_day"`
	ToDay    int           `json:"to_day"`
	Purpose  huike.Purpose `json:"purpose"`
	Goal     campaign.Goal `json:"goal"`
	Stimulus string        `json:"stimulus"`
	Waves    []waveAnswer  `json:"waves"`
}

type waveAnswer struct {
	Campaign   int64          `json:"campaign_id"`
	Name       string         `json:"name"`
	State      campaign.State `json:"state"`
	Control    int64          `json:"control"`
	Treated    int64          `json:"treated"`
	Days       int            `json:"days"`
	Natural    any            `json:"natural"`
	Stimulated any            `json:"stimulated"`
	Verdict    string         `json:"verdict"`
}

// Run shows a programme.
func (c *programmeShowCommand) Run(ctx context.Context, g *Globals) error {
	return g.inHouse(ctx, "", func(h *house) error {
		p, day, err := onDay(ctx, h, c.ID, c.AsOf)
		if err != nil {
			return err
		}
		results, err := h.campaigns.WaveResults(ctx, p.ID, day)
		if err != nil {
			return err
		}
		steps := []stepAnswer{}
		for _, s := range p.Steps {
			steps = append(steps, stepAnswer{s.ID, s.No, s.Name, s.FromDay, s.ToDay, s.Purpose, s.Goal, s.Stimulus, wavesOf(s.ID, results)})
		}
		a := map[string]any{"id": p.ID, "shop": p.Shop, "name": p.Name, "as_of": day, "steps": steps}
		return g.print(a, func(w io.Writer) {
			fmt.Fprintf(w, "%s, as of %s\n", p.Name, day)
			for _, s := range steps {
				s.write(w)
			}
		})
	})
}

func wavesOf(step int64, results []campaign.WaveResult) []waveAnswer {
	waves := []waveAnswer{}
	for _, r := range results {
		if r.Step == step {
			waves = append(waves, waveAnswer{r.Campaign, r.Name, r.State, r.Control, r.Treated, r.Days,
				finite(r.Natural), finite(r.Stimulated), r.Verdict.Sentence})
		}
	}
	return waves
}

func (s stepAnswer) write(w io.Writer) {
	fmt.Fprintf(w, "%d\t%s\tdays %d to %d\t%s\t%s\n", s.ID, s.Name, s.FromDay, s.ToDay, s.Purpose, s.Stimulus)
	for _, v := range s.Waves {
		fmt.Fprintf(w, "\tcampaign %d (%s)\t%d treated, %d control\t%s\n", v.Campaign, v.State, v.Treated, v.Control, v.Verdict)
	}
}

type programmeWaveCommand struct {
	ID   int64  `arg:"" help:"Number of the programme."`
	Step int64  `help:"Number of a step, as shown: make a draft of a campaign for who is due for it."`
	AsOf string `name:"as-of" help:"Day as of which one is due; binds the draft's audience to it. The last day of the data if absent."`
}

type dueAnswer struct {
	Step   int64     `json:"step"`
	No     int       `json:"no"`
	Name   string    `json:"name"`
	First  huike.Day `json:"first"`
	Last   huike.Day `json:"last"`
	Within int64     `json:"within"`
	Due    int64     `json:"due"`
	Open   int64     `json:"open_campaign_id,omitempty"`
}

// Run shows who is due, or makes a draft for them.
func (c *programmeWaveCommand) Run(ctx context.Context, g *Globals) error {
	return g.inHouse(ctx, "", func(h *house) error {
		p, day, err := onDay(ctx, h, c.ID, c.AsOf)
		if err != nil {
			return err
		}
		if c.Step != 0 {
			return c.draft(ctx, g, h, day)
		}
		due, err := h.campaigns.Due(ctx, p, day, h.clock())
		if err != nil {
			return err
		}
		steps := []dueAnswer{}
		for _, d := range due {
			a := dueAnswer{Step: d.ID, No: d.No, Name: d.Name, First: d.First, Last: d.Last, Within: d.Within, Due: d.Due}
			if d.Open != nil {
				a.Open = d.Open.Campaign
			}
			steps = append(steps, a)
		}
		return g.print(map[string]any{"as_of": day, "steps": steps}, func(w io.Writer) {
			fmt.Fprintf(w, "As of %s\tfirst purchases\tdue\n", day)
			for _, s := range steps {
				fmt.Fprintf(w, "%d %s\t%s to %s\t%d\n", s.Step, s.Name, s.First, s.Last, s.Due)
			}
		})
	})
}

func (c *programmeWaveCommand) draft(ctx context.Context, g *Globals, h *house, day huike.Day) error {
	asked := campaign.WaveAsked{Programme: c.ID, Step: c.Step}
	if c.AsOf != "" {
		asked.AsOf = &day
	}
	id, err := h.campaigns.StartWave(ctx, asked, commandLine, h.clock())
	if err != nil {
		return err
	}
	return g.print(map[string]int64{"campaign_id": id}, func(w io.Writer) {
		fmt.Fprintf(w, "Campaign %d is drafted; huike campaign plan %d shows whom it reaches.\n", id, id)
	})
}
