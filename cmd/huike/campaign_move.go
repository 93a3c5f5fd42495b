package main

import (
	"context"
	"fmt"
	"io"
	"math"

	"huike"
	"huike/campaign"
	"huike/stat"

	"github.com/alecthomas/kong"
)

type campaignMoveCommand struct {
	ID int64  `arg:"" help:"Number of the campaign."`
	As string `help:"Who does it: a login; an approval needs another person than the submission."`
}

// Run moves a campaign from one state to the next.
func (c *campaignMoveCommand) Run(ctx context.Context, g *Globals, k *kong.Context) error {
	return g.inHouse(ctx, "", func(h *house) error {
		who, err := c.actor(ctx, h)
		if err != nil {
			return err
		}
		if err := c.move(ctx, h, k.Selected().Name, who); err != nil {
			return err
		}
		return g.moved(ctx, h, c.ID)
	})
}

func (c *campaignMoveCommand) move(ctx context.Context, h *house, verb string, who campaign.Actor) error {
	switch verb {
	case "submit":
		return h.campaigns.Submit(ctx, c.ID, who, h.clock())
	case "approve":
		return h.campaigns.Approve(ctx, c.ID, who, h.clock())
	case "start":
		_, err := h.campaigns.Start(ctx, c.ID, h.clock())
		return err
	case "pause":
		return h.campaigns.Pause(ctx, c.ID, "")
	case "resume":
		return h.campaigns.Resume(ctx, c.ID)
	case "cancel":
		return h.campaigns.Cancel(ctx, c.ID, h.clock())
	}
	panic("BUG: no move is called " + verb)
}

// actor finds the person who acts.
func (c *campaignMoveCommand) actor(ctx context.Context, h *house) (campaign.Actor, error) {
	if c.As == "" {
		return commandLine, nil
	}
	users, err := h.auth.Users(ctx)
	if err != nil {
		return campaign.Actor{}, err
	}
	for _, u := range users {
		if u.Login == c.As && !u.Disabled {
			return campaign.Actor{Login: u.Login, Role: u.Role}, nil
		}
	}
	return campaign.Actor{}, huike.Errorf(huike.NotFound, "user.unknown", "nobody is called %q here; huike user list shows who is", c.As)
}

type campaignReportCommand struct {
	ID      int64  `arg:"" help:"Number of the campaign."`
	AsOf    string `name:"as-of" help:"Last day that counts; the last day of the data if absent."`
	Windows []int  `help:"Windows in days; the campaign's if absent."`
}

// Run prints the proof.
func (c *campaignReportCommand) Run(ctx context.Context, g *Globals) error {
	return g.inHouse(ctx, "", func(h *house) error {
		scope, err := scopeFlags{AsOf: c.AsOf}.scope(ctx, h.orders, g.clock())
		if err != nil {
			return err
		}
		r, err := h.campaigns.Report(ctx, c.ID, scope.AsOf, c.Windows)
		if err != nil {
			return err
		}
		return g.print(reportAnswer(r), func(w io.Writer) { writeReport(w, r) })
	})
}

func reportAnswer(r campaign.Report) map[string]any {
	windows := []map[string]any{}
	for _, x := range r.Windows {
		arms, effects := []map[string]any{}, []map[string]any{}
		for _, a := range x.Arms {
			arms = append(arms, map[string]any{"no": a.No, "name": a.Name, "customers": a.Customers, "buyers": a.Buyers, "orders": a.Orders, "money": a.Sales})
		}
		for _, e := range x.Effects {
			effects = append(effects, map[string]any{
				"arm": e.Arm.No, "natural_rate": finite(e.Natural), "stimulated_rate": finite(e.Stimulated), "difference": estimate(e.Difference), "p_holm": finite(e.AdjustedP),
				"incremental_buyers": estimate(e.Buyers), "incremental_orders": estimate(e.ExtraOrders),
				"incremental_revenue": estimate(e.ExtraSales), "incremental_profit": estimate(e.ExtraProfit), "cost": e.Cost, "roi": finite(e.Return),
			})
		}
		windows = append(windows, map[string]any{"days": x.Days, "closed": x.Closed, "arms": arms, "effects": effects})
	}
	return map[string]any{
		"as_of": r.AsOf, "preliminary": r.Preliminary, "sample_ratio": map[string]any{"p": r.SampleRatio.P, "ok": r.SampleRatio.OK},
		"windows": windows, "verdict": map[string]any{"code": r.Verdict.Code, "params": r.Verdict.Params, "sentence": r.Verdict.Sentence},
	}
}

func estimate(e stat.Estimate) map[string]any {
	return map[string]any{"value": finite(e.Value), "low": finite(e.Low), "high": finite(e.High), "p": finite(e.P)}
}

// finite returns nil for what JSON cannot carry.
func finite(x float64) any {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return nil
	}
	return x
}

func writeReport(w io.Writer, r campaign.Report) {
	fmt.Fprintf(w, "%s\n\n", r.Verdict.Sentence)
	for _, x := range r.Windows {
		fmt.Fprintf(w, "within %d days\tcustomers\tbuyers\torders\tmoney\n", x.Days)
		for _, a := range x.Arms {
			fmt.Fprintf(w, "  %s\t%d\t%d\t%d\t%.2f\n", a.Name, a.Customers, a.Buyers, a.Orders, a.Sales)
		}
		for _, e := range x.Effects {
			fmt.Fprintf(w, "  %s against control\t%+.2f points\t%s\tprofit %+.2f\t%s\n", e.Arm.Name,
				100*e.Difference.Value, interval(e.Difference.Scaled(100, 0)), e.ExtraProfit.Value, interval(e.ExtraProfit))
		}
	}
}

// interval is empty where there is none: too few customers, or nothing that varies.
func interval(e stat.Estimate) string {
	if !e.Defined() {
		return ""
	}
	return fmt.Sprintf("[%+.2f, %+.2f]", e.Low, e.High)
}
