package campaign

import (
	"context"
	"fmt"
	"strings"
	"time"

	"huike"
	"huike/channel"
	"huike/customer"
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

// Preview renders an arm's content for a customer, with the values that they
// have on the day of the audience, as it would be sent. Links are not tracked.
func (c *Campaigns) Preview(ctx context.Context, id int64, q PreviewRequest, at time.Time) (Preview, error) {
	x, err := c.Get(ctx, id)
	if err != nil {
		return Preview{}, err
	}
	arm, err := x.arm(q.Arm)
	if err != nil {
		return Preview{}, err
	}
	out, err := c.write(ctx, x, arm, q, at)
	out.Lint = c.Lint(x, arm.Subject, arm.Body)
	return out, err
}

// write makes the message of an arm to the customer who was asked for, or to one
// of the audience, by the same way as it is sent.
func (c *Campaigns) write(ctx context.Context, x Campaign, arm Arm, q PreviewRequest, at time.Time) (out Preview, err error) {
	template, err := message.Parse(message.Source{Subject: arm.Subject, HTML: arm.Body})
	if err != nil {
		return out, err
	}
	a, err := c.audience(ctx, x, at)
	if err != nil {
		return out, err
	}
	words := content{c, x, a.shop.Name, a.snapshot.ID}
	if out.Customer, err = c.somebody(ctx, a, words.lacking(x.holes()), q); err != nil {
		return out, err
	}
	letter, err := c.letter(ctx, words, out.Customer, q.Mask)
	if err != nil {
		return out, err
	}
	out.Rendered, err = letter.Render(ctx, template, message.Vars{message.UnsubscribeURL: c.testUnsubscribe()})
	return out, err
}

// Lint finds what is wrong or risky in a content, saved or not.
func (c *Campaigns) Lint(x Campaign, subject, body string) []message.Finding {
	filled := content{campaign: x}.filled()
	delete(filled, "shop.name") // every shop has a name
	return message.Lint(message.Source{Subject: subject, HTML: body}, message.LintOptions{Purpose: x.Purpose, Shared: filled})
}

func (c Campaign) arm(no int) (Arm, error) {
	for _, a := range c.Arms {
		if a.No == no {
			return a, nil
		}
	}
	return Arm{}, huike.Errorf(huike.NotFound, "campaign.no_arm", "the campaign %q has no content number %d; it has %d", c.Name, no, len(c.Arms))
}

// somebody returns the customer who was asked for, or one of the audience, who
// lacks nothing if there is such a one.
func (c *Campaigns) somebody(ctx context.Context, a audience, lacking message.Question, q PreviewRequest) (huike.CustomerID, error) {
	if q.Customer != 0 || a.counts.open == 0 {
		return q.Customer, nil
	}
	if lacking.IsZero() {
		lacking = message.Question{Query: queries.Get("nobody")}
	}
	query := queries.Get("somebody").With("candidate", a.open.Query).With("lacking", lacking.Query)
	count := queries.Get("complete").With("candidate", a.open.Query).With("lacking", lacking.Query)
	args := with(a.open.Args, lacking.Args)
	complete, _, err := store.One(ctx, c.db, count, args, func(r *store.Rows) (n int64, err error) { return n, r.Scan(&n) })
	if err != nil {
		return 0, err
	}
	place := int64(q.Seed % uint64(max(complete, 1)))
	id, _, err := store.One(ctx, c.db, query, with(args, store.Args{"place": place}),
		func(r *store.Rows) (id huike.CustomerID, err error) { return id, r.Scan(&id) })
	return id, err
}

// letter is what the message to a customer is made of; that to nobody is made up,
// but for what is the same for everybody.
func (c *Campaigns) letter(ctx context.Context, w content, id huike.CustomerID, mask func(string) string) (message.Letter, error) {
	if id == 0 {
		vars := message.SampleVars()
		name, _ := vars["customer.name"].(string)
		for shared, value := range w.shared() {
			vars[shared] = value
		}
		return message.Letter{Address: customer.Address{Name: name}, Vars: vars}, nil
	}
	all, err := w.Vars(ctx, w.campaign.ID, []message.Recipient{{Customer: id}})
	if err != nil {
		return message.Letter{}, err
	}
	addresses, err := c.Customers.Addresses(ctx, []huike.CustomerID{id}, w.campaign.Channel)
	if err != nil {
		return message.Letter{}, err
	}
	to := addresses[id]
	if mask != nil && to.Name != "" {
		to.Name = mask(to.Name)
	}
	return message.Letter{Address: to, Vars: all[id]}, nil
}

// testUnsubscribe is the address that stands in tests and previews: nobody
// leaves by it.
func (c *Campaigns) testUnsubscribe() string {
	return strings.TrimSuffix(c.Tracking.BaseURL, "/") + "/u/test"
}

// TestRequest asks for a test mail.
type TestRequest struct {
	Arm  int
	To   string                   // one of the shop's own people
	Mask func(name string) string // as of a preview
}

// TestSend sends an arm's content once to an address of the shop's own people,
// with the values of a customer of the audience, whose number it returns; 0 when
// there is none and the values are made up. The mail is marked in the subject,
// not tracked, and in no customer's ledger. One with a hole is an error of kind
// Invalid, and what the mail server says against it one of kind Unavailable.
func (c *Campaigns) TestSend(ctx context.Context, id int64, q TestRequest, at time.Time) (huike.CustomerID, error) {
	x, err := c.Get(ctx, id)
	if err != nil {
		return 0, err
	}
	arm, err := x.arm(q.Arm)
	if err != nil {
		return 0, err
	}
	out, err := c.write(ctx, x, arm, PreviewRequest{Mask: q.Mask}, at)
	if err != nil {
		return 0, err
	}
	if len(out.Missing) > 0 {
		return 0, invalid("test_hole", "the mail would have a hole where it prints %s; enter a value, or give a fallback", strings.Join(out.Missing, ", "))
	}
	open, from, err := c.Senders.Open(ctx, x.Sender)
	if err != nil {
		return 0, err
	}
	defer open.Close()
	result := open.Send(ctx, channel.Message{
		ID: fmt.Sprintf("test.%d.%d.%d", id, q.Arm, at.UnixMilli()), To: q.To,
		From: from.Address, FromName: from.Name, ReplyTo: from.ReplyTo,
		Subject: "[Test] " + out.Subject, HTML: out.HTML, Text: out.Text, Date: at,
	})
	if result.Outcome != channel.Accepted {
		return 0, huike.Errorf(huike.Unavailable, "campaign.test_"+strings.ReplaceAll(result.Code, " ", "_"), "%s", result.Detail)
	}
	return out.Customer, nil
}
