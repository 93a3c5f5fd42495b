package message

import (
	"context"
	"strings"
	"time"

	"huike/channel"
	"huike/customer"
)

// renderTime bounds the making of one message.
const renderTime = 2 * time.Second

// The codes of failures that are ours and not the server's.
const (
	CodeRender    = "render"     // the template does not fit this customer
	CodeMissing   = "missing"    // a variable without a fallback has no value
	CodeNoAddress = "no_address" // the address went away after planning
	CodeNoArm     = "no_arm"     // the arm has no content
)

// Letter is what a message to one customer is made of.
type Letter struct {
	Address customer.Address
	Vars    Vars // without the name, which comes with the address
}

// Render fills a template in for the customer, with the links of this message.
// It is the one way to a message, be it sent, tested or only looked at. A
// message with Missing is not for sending. Errors are those of Template.Render.
func (l Letter) Render(ctx context.Context, t *Template, links Vars) (Rendered, error) {
	vars := Vars{"customer.name": l.Address.Name}
	for _, more := range []Vars{l.Vars, links} {
		for name, value := range more {
			vars[name] = value
		}
	}
	bounded, cancel := context.WithTimeout(ctx, renderTime)
	defer cancel()
	return t.Render(bounded, vars)
}

// one makes one message, sends it and notes what became of it. A message that
// was not handed over stays queued.
func (d *delivery) one(ctx context.Context, c *claimed) {
	if d.halt.Load() != nil || d.Stop() {
		return
	}
	m, code := d.compose(ctx, c)
	if code != "" {
		c.state, c.code = Failed, code
		return
	}
	if ctx.Err() != nil || d.limiter.Wait(ctx) != nil || d.Stop() {
		return
	}
	c.begun = d.answers.begin()
	d.judge(c, d.Channel.Send(ctx, m))
}

// compose renders the message; code tells why that failed.
func (d *delivery) compose(ctx context.Context, c *claimed) (m channel.Message, code string) {
	template := d.arms[c.Arm]
	switch {
	case template == nil:
		return m, CodeNoArm
	case c.Address.Email == "":
		return m, CodeNoAddress
	}
	links := Vars{}
	mark := Mark{Message: c.Message, Customer: c.Customer, Campaign: d.Campaign}
	if d.Tracking.Signer != nil {
		d.Tracking.fill(links, mark, len(template.links))
		m.UnsubscribeURL = d.Tracking.Unsubscribe(mark)
	}
	// Not the job's context: a stopped job leaves the message in the queue
	// instead of failing it.
	out, err := c.Render(context.WithoutCancel(ctx), template, links)
	switch {
	case err != nil:
		return m, CodeRender
	case len(out.Missing) > 0:
		return m, CodeMissing
	}
	m.ID = messageNumber(c.Message)
	m.To, m.ToName = c.Address.Email, c.Address.Name
	m.From, m.FromName, m.ReplyTo = d.From.Address, d.From.Name, d.From.ReplyTo
	m.UnsubscribeMailto = d.From.UnsubscribeMailto
	m.Subject, m.HTML, m.Text = out.Subject, out.HTML, out.Text
	m.MessageID = MessageID(c.Message, d.From.Address)
	m.Date = d.Clock()
	return m, ""
}

// MessageID is the world-wide name of a message, always the same, so that a
// server that got it twice could tell.
func MessageID(message int64, from string) string {
	_, domain, _ := strings.Cut(from, "@")
	if domain == "" {
		domain = "localhost"
	}
	return "huike." + messageNumber(message) + "@" + domain
}
