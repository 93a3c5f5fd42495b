package campaign

import (
	"context"
	"math"
	"time"

	"huike"
	"huike/customer"
	"huike/evaluate"
	"huike/message"
	"huike/store"
)

// Counts are the live counters of a campaign.
type Counts struct {
	Audience, Control, Treated int64 // drawn
	Barred                     int64 // kept from mails by a bounce of the campaign that nobody has lifted
	message.Counts
}

// Counts returns how far a campaign is. Before its start all are zero.
func (c *Campaigns) Counts(ctx context.Context, id int64) (Counts, error) {
	var n Counts
	_, err := store.All(ctx, c.db, queries.Get("drawn"), store.Args{"campaign": id}, func(r *store.Rows) (any, error) {
		var arm int
		var customers int64
		err := r.Scan(&arm, &customers)
		n.Audience += customers
		if arm == 0 {
			n.Control = customers
		} else {
			n.Treated += customers
		}
		return nil, err
	})
	if err != nil {
		return n, err
	}
	if n.Counts, err = c.Messages.Counts(ctx, id); err != nil || n.Bounced == 0 {
		return n, err
	}
	n.Barred, err = c.Customers.SuppressedBy(ctx, huike.ChannelEmail, customer.Bounce, message.BounceSource(id))
	return n, err
}

// LiftBounces lets the customers be written to again who are barred by a bounce
// of a campaign, and returns how many they were.
func (c *Campaigns) LiftBounces(ctx context.Context, id int64, at time.Time) (int64, error) {
	if _, err := c.Get(ctx, id); err != nil {
		return 0, err
	}
	return c.Customers.LiftSource(ctx, customer.Suppression{Channel: huike.ChannelEmail, Reason: customer.Bounce, Source: message.BounceSource(id), Since: at})
}

// Report is what a campaign did: the proof against its control group, the way
// of its messages, and why customers were held back.
type Report struct {
	evaluate.Report
	Campaign Campaign
	Counts   Counts
	HeldPlan map[message.Reason]int64 // before the draw, with message.ReasonOK
	HeldSend map[message.Reason]int64 // at hand-over
}

// Report tells what a campaign showed up to a day. Without windows it takes the
// campaign's. A campaign that has not started is an error of kind NotFound.
func (c *Campaigns) Report(ctx context.Context, id int64, asOf huike.Day, windows []int) (r Report, err error) {
	if r.Campaign, err = c.Get(ctx, id); err != nil {
		return r, err
	}
	if r.Counts, err = c.Counts(ctx, id); err != nil {
		return r, err
	}
	if len(windows) == 0 {
		windows = r.Campaign.Windows
	}
	r.Report, err = c.Evaluate.Report(ctx, evaluate.Request{
		Experiment: id, Shop: r.Campaign.Shop, AsOf: asOf, Windows: windows, Money: r.Campaign.money(r.Counts),
	})
	if err != nil {
		return r, err
	}
	if r.HeldPlan, err = c.Messages.Verdicts(ctx, id, message.PhasePlan); err != nil {
		return r, err
	}
	r.HeldSend, err = c.Messages.Verdicts(ctx, id, message.PhaseSend)
	return r, err
}

// money says what an order earns and what a treated customer cost: all messages
// that went out, over all customers who were drawn for one.
func (c Campaign) money(n Counts) evaluate.Money {
	m := evaluate.Money{
		Currency: c.Currency, Margin: c.Margin,
		Coupon: huike.Money{Minor: c.CouponMinor, Currency: c.Currency}.Major(),
	}
	if n.Treated > 0 {
		m.TouchCost = math.Max(0, float64(n.CostMinor)/costUnit/float64(n.Treated))
	}
	return m
}

// VerdictPage chooses customers by what the gate said of them.
type VerdictPage struct {
	Phase         string // message.PhasePlan or PhaseSend
	Reason        message.Reason
	Limit, Offset int
}

// Verdicts lists the customers of a campaign who got a reason.
func (c *Campaigns) Verdicts(ctx context.Context, id int64, p VerdictPage) ([]huike.CustomerID, error) {
	if _, err := c.Get(ctx, id); err != nil {
		return nil, err
	}
	if p.Phase == "" {
		p.Phase = message.PhasePlan
	}
	if p.Limit <= 0 {
		p.Limit = usualPage
	}
	return c.Messages.VerdictCustomers(ctx, message.VerdictPage{Campaign: id, Phase: p.Phase, Reason: p.Reason, Limit: p.Limit, Offset: p.Offset})
}
