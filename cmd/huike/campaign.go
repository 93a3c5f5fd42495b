package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"huike"
	"huike/auth"
	"huike/campaign"
)

type campaignCommand struct {
	List    campaignListCommand   `cmd:"" help:"Show all campaigns."`
	Create  campaignCreateCommand `cmd:"" help:"Make a draft from a JSON file (docs/guide/campaign.md)."`
	Plan    campaignPlanCommand   `cmd:"" help:"Show audience, exclusions, arms, cost and what could be measured."`
	Submit  campaignMoveCommand   `cmd:"" help:"Hand a draft in for approval."`
	Approve campaignMoveCommand   `cmd:"" help:"Approve it (as another person than the one who handed it in)."`
	Start   campaignMoveCommand   `cmd:"" help:"Draw the arms and queue the messages."`
	Pause   campaignMoveCommand   `cmd:"" help:"Stop sending for now."`
	Resume  campaignMoveCommand   `cmd:"" help:"Go on."`
	Cancel  campaignMoveCommand   `cmd:"" help:"Stop for good; what waits is not sent."`
	Send    campaignSendCommand   `cmd:"" help:"Send what is due until nothing is left; huike serve does so by itself."`
	Report  campaignReportCommand `cmd:"" help:"What a campaign earned, against its control group."`
	Past    campaignPastCommand   `cmd:"" help:"Campaigns that ran before: whom they reached and who redeemed."`
}

// inHouse opens the rooms and runs f.
func (g *Globals) inHouse(ctx context.Context, public string, f func(h *house) error) error {
	h, err := g.openHouse(ctx, public)
	if err != nil {
		return err
	}
	return errors.Join(f(h), h.close())
}

type campaignListCommand struct{}

// Run lists.
func (campaignListCommand) Run(ctx context.Context, g *Globals) error {
	return g.inHouse(ctx, "", func(h *house) error {
		all, total, err := h.campaigns.List(ctx, campaign.Filter{Limit: 1000})
		if err != nil {
			return err
		}
		items := []map[string]any{}
		for _, c := range all {
			items = append(items, map[string]any{"id": c.ID, "name": c.Name, "goal": c.Goal, "state": c.State})
		}
		return g.print(map[string]any{"campaigns": items, "total": total}, func(w io.Writer) {
			for _, c := range all {
				fmt.Fprintf(w, "%d\t%s\t%s\t%s\n", c.ID, c.Name, c.Goal, c.State)
			}
		})
	})
}

// draftFile is a campaign as a JSON file says it; money is in major units.
type draftFile struct {
	Shop          int64               `json:"shop"`
	Name          string              `json:"name"`
	Goal          campaign.Goal       `json:"goal"`
	Purpose       huike.Purpose       `json:"purpose"`
	Segment       int64               `json:"segment_id"`
	AsOf          *huike.Day          `json:"as_of"`
	EverybodyOK   bool                `json:"everybody_ok"`
	Exclusions    campaign.Exclusions `json:"exclusions"`
	Sender        int64               `json:"sender_id"`
	ControlShare  float64             `json:"control_share"`
	Windows       []int               `json:"windows"`
	PrimaryWindow int                 `json:"primary_window"`
	ScheduledAt   *time.Time          `json:"scheduled_at"`
	RatePerSecond int                 `json:"rate_per_second"`
	Coupon        float64             `json:"coupon"`
	CouponCode    string              `json:"coupon_code"`
	Margin        float64             `json:"margin"`
	Arms          []struct {
		Name    string `json:"name"`
		Weight  int    `json:"weight"`
		Subject string `json:"subject"`
		Body    string `json:"body"`
	} `json:"arms"`
}

func (f draftFile) draft(currency string) campaign.Draft {
	d := campaign.Draft{
		Shop: huike.ShopID(f.Shop), Name: f.Name, Goal: f.Goal, Purpose: f.Purpose, Segment: f.Segment, AsOf: f.AsOf, EverybodyOK: f.EverybodyOK,
		Exclusions: f.Exclusions, Channel: huike.ChannelEmail, Sender: f.Sender, ControlShare: f.ControlShare, Windows: f.Windows,
		PrimaryWindow: f.PrimaryWindow, ScheduledAt: f.ScheduledAt, RatePerSecond: f.RatePerSecond, CouponMinor: minorOf(f.Coupon, currency), CouponCode: f.CouponCode, Margin: f.Margin,
	}
	for i, a := range f.Arms {
		d.Arms = append(d.Arms, campaign.Arm{No: i + 1, Name: a.Name, Weight: max(a.Weight, 1), Subject: a.Subject, Body: a.Body})
	}
	return d
}

type campaignCreateCommand struct {
	File string `arg:"" help:"JSON file of the draft."`
}

// Run makes a draft.
func (c *campaignCreateCommand) Run(ctx context.Context, g *Globals) error {
	f, err := os.Open(g.path(c.File))
	if err != nil {
		return huike.Because(err, huike.Invalid, "campaign.file", "the file %s cannot be read; check its name and your rights", c.File)
	}
	defer f.Close()
	var d draftFile
	decoder := json.NewDecoder(f)
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&d); err != nil {
		return huike.Because(err, huike.Invalid, "campaign.json", "%s is no campaign: %v; docs/guide/campaign.md shows one", c.File, err)
	}
	return g.inHouse(ctx, "", func(h *house) error {
		shop, err := h.orders.Shop(ctx, huike.ShopID(d.Shop))
		if err != nil {
			return err
		}
		id, err := h.campaigns.Create(ctx, d.draft(shop.Currency), commandLine, h.clock())
		if err != nil {
			return err
		}
		return g.print(map[string]int64{"id": id}, func(w io.Writer) { fmt.Fprintf(w, "Draft %d is made.\n", id) })
	})
}

// commandLine is who acts here: whoever can open the database and its key has
// every right. A second person is still another login (--as).
var commandLine = campaign.Actor{Login: "command line", Role: auth.Admin}

type campaignPlanCommand struct {
	ID int64 `arg:"" help:"Number of the campaign."`
}

// Run shows the plan.
func (c *campaignPlanCommand) Run(ctx context.Context, g *Globals) error {
	return g.inHouse(ctx, "", func(h *house) error {
		p, err := h.campaigns.Plan(ctx, c.ID, h.clock())
		if err != nil {
			return err
		}
		return g.print(planAnswer(p), func(w io.Writer) {
			fmt.Fprintf(w, "audience as of %s\t%d of %d customers\n", p.AsOf, p.Audience, p.Customers)
			for _, held := range p.Held {
				fmt.Fprintf(w, "  held back: %s\t%d\n", held.Reason, held.Customers)
			}
			for _, a := range p.Arms {
				fmt.Fprintf(w, "  %s\t%d\n", a.Name, a.Customers)
			}
			fmt.Fprintf(w, "cost\t%.2f %s\n", p.Cost, p.Currency)
			for _, check := range p.Checks {
				fmt.Fprintf(w, "  %s\t%s%s\n", check.Level, check.Code, lackWords(check))
			}
		})
	})
}

// lackWords says of a variable who has no value for it.
func lackWords(c campaign.Check) string {
	switch c.Code {
	case "lint.some_lack":
		return fmt.Sprintf(": %v of %v have no %v; give a fallback, or they are held back", c.Params["customers"], c.Params["audience"], c.Params["variable"])
	case "lint.never_filled":
		return fmt.Sprintf(": %v has a value for nobody", c.Params["variable"])
	}
	return ""
}

func planAnswer(p campaign.Plan) map[string]any {
	held, arms := []map[string]any{}, []map[string]any{}
	for _, x := range p.Held {
		held = append(held, map[string]any{"reason": x.Reason, "customers": x.Customers})
	}
	for _, a := range p.Arms {
		arms = append(arms, map[string]any{"no": a.No, "name": a.Name, "customers": a.Customers})
	}
	return map[string]any{
		"as_of": p.AsOf, "audience": p.Audience, "held": held, "eligible": p.Eligible, "control_share": p.ControlShare, "arms": arms,
		"base_rate": finite(p.BaseRate), "mde": finite(p.MDE), "mde_warning": p.TooSmall, "cost": p.Cost, "currency": p.Currency,
	}
}

type campaignSendCommand struct {
	ID        int64  `arg:"" help:"Number of the campaign."`
	PublicURL string `env:"HUIKE_PUBLIC_URL" default:"http://127.0.0.1:8765" help:"Where links for unsubscribing and tracking point."`
}

// Run sends until the campaign is done, paused or cancelled.
func (c *campaignSendCommand) Run(ctx context.Context, g *Globals) error {
	return g.inHouse(ctx, c.PublicURL, func(h *house) error {
		for {
			if err := h.campaigns.Advance(ctx, h.clock); err != nil {
				return err
			}
			x, err := h.campaigns.Get(ctx, c.ID)
			if err != nil {
				return err
			}
			if x.State != campaign.Sending {
				return g.moved(ctx, h, c.ID)
			}
			select {
			case <-ctx.Done():
				return ctx.Err()
			case <-time.After(time.Second):
			}
		}
	})
}

// moved prints where a campaign stands.
func (g *Globals) moved(ctx context.Context, h *house, id int64) error {
	x, err := h.campaigns.Get(ctx, id)
	if err != nil {
		return err
	}
	n, err := h.campaigns.Counts(ctx, id)
	if err != nil {
		return err
	}
	a := map[string]any{"id": id, "state": x.State, "note": x.Note, "note_code": x.NoteCode, "barred": n.Barred, "control": n.Control, "treated": n.Treated,
		"queued": n.Queued, "sent": n.Sent, "failed": n.Failed, "unknown": n.Unknown, "held": n.Held, "cancelled": n.Cancelled}
	return g.print(a, func(w io.Writer) {
		fmt.Fprintf(w, "Campaign %d is %s. %s\ncontrol\t%d\ntreated\t%d\nsent\t%d\nwaiting\t%d\nfailed\t%d\nunknown\t%d\nheld back\t%d\n",
			id, x.State, x.Note, n.Control, n.Treated, n.Sent, n.Queued, n.Failed, n.Unknown, n.Held)
		if n.Barred > 0 {
			fmt.Fprintf(w, "barred by a bounce\t%d (huike bounce lift --campaign %d lets them be written to again)\n", n.Barred, id)
		}
	})
}
