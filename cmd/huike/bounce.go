package main

import (
	"context"
	"fmt"
	"io"

	"huike"
	"huike/auth"
	"huike/customer"
)

type bounceCommand struct {
	Lift bounceLiftCommand `cmd:"" help:"Let them be written to again: one customer, or all whom a campaign's bounces barred."`
}

type bounceLiftCommand struct {
	Customer int64 `xor:"whom" required:"" help:"Number of the customer."`
	Campaign int64 `xor:"whom" required:"" help:"Number of the campaign: all its bounces."`
}

// Run lifts, and writes it into the audit.
func (c *bounceLiftCommand) Run(ctx context.Context, g *Globals) error {
	return g.inHouse(ctx, "", func(h *house) error {
		n, note, err := c.lift(ctx, h)
		if err != nil {
			return err
		}
		note.At, note.Actor = h.clock(), "command line"
		if err := h.auth.Note(ctx, note); err != nil {
			return err
		}
		return g.print(map[string]int64{"lifted": n}, func(w io.Writer) { fmt.Fprintf(w, "Bounces lifted: %d.\n", n) })
	})
}

func (c *bounceLiftCommand) lift(ctx context.Context, h *house) (n int64, note auth.Entry, err error) {
	if c.Campaign != 0 {
		n, err = h.campaigns.LiftBounces(ctx, c.Campaign, h.clock())
		return n, auth.Entry{Action: "campaign.lift_bounces", Subject: fmt.Sprintf("campaign:%d", c.Campaign), Detail: fmt.Sprint(n)}, err
	}
	id := huike.CustomerID(c.Customer)
	p, err := h.customers.Profile(ctx, id)
	if err != nil {
		return 0, note, err
	}
	for _, s := range p.Suppressions {
		if s.Reason == customer.Bounce {
			n++
		}
	}
	err = h.customers.Lift(ctx, id, huike.ChannelEmail, customer.Bounce, h.clock())
	return n, auth.Entry{Action: "customer.lift_bounce", Subject: fmt.Sprintf("customer:%d", c.Customer)}, err
}
