package campaign

import (
	"context"
	"fmt"
	"strings"
	"time"

	"huike"
	"huike/channel"
	"huike/message"
	"huike/store"
)

// Preview is what one customer would get.
type Preview struct {
	message.Rendered
	Customer huike.CustomerID // 0: a made-up one, for nobody is in the audience
	Lint     []message.Finding
}

// PreviewRequest asks for a preview of an arm's content.
type PreviewRequest struct {
	Arm      int
	Customer huike.CustomerID // 0: somebody of the audience
	Seed     uint64           // chooses that somebody
	// Mask makes a name unreadable: for those who may not see personal values.
	Mask func(name string) string
}

// Preview renders an arm's content for a customer, with the values that she has
// on the day of the audience. Links are not tracked.
func (c *Campaigns) Preview(ctx context.Context, id int64, q PreviewRequest, at time.Time) (Preview, error) {
	x, err := c.Get(ctx, id)
	if err != nil {
		return Preview{}, err
	}
	arm, err := x.arm(q.Arm)
	if err != nil {
		return Preview{}, err
	}
	out := Preview{Lint: c.Lint(x, arm.Subject, arm.Body)}
	template, err := message.Parse(message.Source{Subject: arm.Subject, HTML: arm.Body})
	if err != nil {
		return out, err
	}
	a, err := c.audience(ctx, x, at)
	if err != nil {
		return out, err
	}
	if out.Customer, err = c.somebody(ctx, a, q); err != nil {
		return out, err
	}
	vars := message.SampleVars()
	if out.Customer != 0 {
		if vars, err = c.varsOf(ctx, content{c, x, a.shop.Name, a.snapshot.ID}, out.Customer, q.Mask); err != nil {
			return out, err
		}
	}
	vars[message.UnsubscribeURL] = c.testUnsubscribe()
	out.Rendered, err = template.Render(ctx, vars)
	return out, err
}

// Lint finds what is wrong or risky in a content, saved or not.
func (c *Campaigns) Lint(x Campaign, subject, body string) []message.Finding {
	return message.Lint(message.Source{Subject: subject, HTML: body}, message.LintOptions{Purpose: x.Purpose})
}

func (c Campaign) arm(no int) (Arm, error) {
	for _, a := range c.Arms {
		if a.No == no {
			return a, nil
		}
	}
	return Arm{}, huike.Errorf(huike.NotFound, "campaign.no_arm", "the campaign %q has no content number %d; it has %d", c.Name, no, len(c.Arms))
}

// somebody returns the customer who was asked for, or one of the audience.
func (c *Campaigns) somebody(ctx context.Context, a audience, q PreviewRequest) (huike.CustomerID, error) {
	if q.Customer != 0 || a.counts.open == 0 {
		return q.Customer, nil
	}
	place := int64(q.Seed % uint64(a.counts.open))
	id, _, err := store.One(ctx, c.db, queries.Get("somebody").With("candidate", a.open.Query), with(a.open.Args, store.Args{"place": place}),
		func(r *store.Rows) (id huike.CustomerID, err error) { return id, r.Scan(&id) })
	return id, err
}

func (c *Campaigns) varsOf(ctx context.Context, w content, id huike.CustomerID, mask func(string) string) (message.Vars, error) {
	all, err := w.Vars(ctx, w.campaign.ID, []message.Recipient{{Customer: id}})
	if err != nil {
		return nil, err
	}
	addresses, err := c.Customers.Addresses(ctx, []huike.CustomerID{id}, w.campaign.Channel)
	if err != nil {
		return nil, err
	}
	name := addresses[id].Name
	if mask != nil && name != "" {
		name = mask(name)
	}
	vars := all[id]
	vars["customer.name"] = name
	return vars, nil
}

// testUnsubscribe is the address that stands in tests and previews: nobody
// leaves by it.
func (c *Campaigns) testUnsubscribe() string {
	return strings.TrimSuffix(c.Tracking.BaseURL, "/") + "/u/test"
}

// TestSend sends an arm's content once to an address of the shop's own people,
// with the values of a made-up customer. It is marked in the subject, not
// tracked, and in no customer's ledger. What the mail server says against it is
// an error of kind Unavailable.
func (c *Campaigns) TestSend(ctx context.Context, id int64, armNo int, to string, at time.Time) error {
	x, err := c.Get(ctx, id)
	if err != nil {
		return err
	}
	arm, err := x.arm(armNo)
	if err != nil {
		return err
	}
	template, err := message.Parse(message.Source{Subject: arm.Subject, HTML: arm.Body})
	if err != nil {
		return err
	}
	vars := message.SampleVars()
	vars[message.UnsubscribeURL] = c.testUnsubscribe()
	out, err := template.Render(ctx, vars)
	if err != nil {
		return err
	}
	open, from, err := c.Senders.Open(ctx, x.Sender)
	if err != nil {
		return err
	}
	defer open.Close()
	result := open.Send(ctx, channel.Message{
		ID: fmt.Sprintf("test.%d.%d.%d", id, armNo, at.UnixMilli()), To: to,
		From: from.Address, FromName: from.Name, ReplyTo: from.ReplyTo,
		Subject: "[Test] " + out.Subject, HTML: out.HTML, Text: out.Text, Date: at,
	})
	if result.Outcome != channel.Accepted {
		return huike.Errorf(huike.Unavailable, "campaign.test_"+strings.ReplaceAll(result.Code, " ", "_"), "%s", result.Detail)
	}
	return nil
}
