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

// letter is what a message is made of.
type letter struct {
	address customer.Address
	vars    Vars
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
	d.judge(c, d.Channel.Send(ctx, m))
}

// compose renders the message; code tells why that failed.
func (d *delivery) compose(ctx context.Context, c *claimed) (m channel.Message, code string) {
	template := d.arms[c.Arm]
	switch {
	case template == nil:
		return m, CodeNoArm
	case c.address.Email == "":
		return m, CodeNoAddress
	}
	vars := Vars{"customer.name": c.address.Name}
	for name, value := range c.vars {
		vars[name] = value
	}
	mark := Mark{Message: c.Message, Customer: c.Customer, Campaign: d.Campaign}
	if d.Tracking.Signer != nil {
		d.Tracking.fill(vars, mark, len(template.links))
		m.UnsubscribeURL = d.Tracking.Unsubscribe(mark)
	}
	// Not the job's context: a stopped job leaves the message in the queue
	// instead of failing it.
	bounded, cancel := context.WithTimeout(context.WithoutCancel(ctx), renderTime)
	defer cancel()
	out, err := template.Render(bounded, vars)
	switch {
	case err != nil:
		return m, CodeRender
	case len(out.Missing) > 0:
		return m, CodeMissing
	}
	m.ID = messageNumber(c.Message)
	m.To, m.ToName = c.address.Email, c.address.Name
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

// judge turns the receipt into the message's state.
func (d *delivery) judge(c *claimed, r channel.Result) {
	switch {
	case r.Outcome == channel.Accepted:
		c.state = Sent
		d.lost.Store(0)
	case r.Outcome == channel.Permanent:
		c.state, c.code, c.bounced = Failed, r.Code, hardBounce(r.Code)
	case r.Outcome == channel.Unknown:
		c.state, c.code = Unknown, r.Code
	case r.Misconfigured(), r.Code == channel.CodeClosed:
		d.halt.CompareAndSwap(nil, &r)
	case r.Code == channel.CodeCancelled:
	default:
		d.again(c, r.Code)
		if outOfReach(r) && d.lost.Add(1) >= lostInARow {
			d.halt.CompareAndSwap(nil, &r)
		}
	}
}

// lostInARow messages for which the server could not be reached stop the job:
// it is the server's trouble and not that of the messages.
const lostInARow = 8

func outOfReach(r channel.Result) bool {
	return r.Code == channel.CodeNetwork || r.Code == channel.CodeTimeout
}

// again queues the message for later, or gives it up.
func (d *delivery) again(c *claimed, code string) {
	c.attempts++
	c.code = code
	if c.attempts >= maxAttempts {
		c.state = Failed
		return
	}
	c.planned = d.Rules.Slot(d.Clock().Add(backoff(c.attempts)))
}

// hardBounce reports that the address itself is bad: status 5.1.x (RFC 3463, 3.2).
func hardBounce(code string) bool {
	_, status, _ := strings.Cut(code, " ")
	return strings.HasPrefix(status, "5.1.")
}
