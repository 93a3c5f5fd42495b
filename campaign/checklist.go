package campaign

import (
	"context"
	"strings"

	"huike"
	"huike/message"
)

// The levels of a check. An error keeps a campaign from being submitted.
const (
	LevelError = "error"
	LevelWarn  = "warn"
	LevelOK    = "ok"
)

// Check is one line of the check list. A finding about a content has the code
// of the finding with "lint." before it.
type Check struct {
	Code   string
	OK     bool
	Level  string // LevelOK when OK
	Params map[string]any
}

// The codes of the check list, beside those of findings.
const (
	CheckAudience   = "audience"    // somebody is meant (S4-01)
	CheckEverybody  = "everybody"   // not just everybody is meant (S0-19)
	CheckTouchPoint = "touch_point" // there is a sender (S4-01)
	CheckContent    = "content"     // every arm has a subject and a body (S4-01)
	CheckAddress    = "public_url"  // unsubscribe links can be made
	CheckEligible   = "eligible"    // the gate lets somebody pass
	CheckConsent    = "consent"     // not most of the audience lacks consent
	CheckControl    = "control"     // a thousand are held out
	CheckMeasurable = "measurable"  // less than a doubling would show
)

// sentences say what to do about an error of the check list.
var sentences = map[string]string{
	CheckAudience:   "the campaign has no audience; choose a segment that somebody is in",
	CheckEverybody:  "the campaign addresses everybody; choose whom it is for, or take responsibility for it by everybody_ok",
	CheckTouchPoint: "the campaign has no touch point; choose a sender",
	CheckContent:    "the campaign has no content, or a content without subject or text; write it",
	CheckAddress:    "unsubscribe links need the public address of this server; set it in the configuration",
	CheckEligible:   "nobody of the audience may be contacted; the plan lists the reasons",
}

// refusal returns the first error of the check list as an error of kind Invalid.
func (p Plan) refusal() error {
	for _, c := range p.Checks {
		if c.OK || c.Level != LevelError {
			continue
		}
		if sentence, known := sentences[c.Code]; known {
			return huike.Errorf(huike.Invalid, "campaign."+c.Code, "%s", sentence)
		}
		if c.Code == "lint.never_filled" {
			return huike.Errorf(huike.Invalid, "campaign.lint_never_filled", "the content %v prints {{ %v }}, which has a value for nobody; enter one, give a fallback, or take it out", c.Params["arm"], c.Params["variable"])
		}
		return huike.Errorf(huike.Invalid, "campaign."+strings.ReplaceAll(c.Code, ".", "_"), "the content %v has an error (%s); the check list says where", c.Params["arm"], c.Code)
	}
	return nil
}

func check(code string, ok bool, level string, params map[string]any) Check {
	if ok {
		level = LevelOK
	}
	return Check{code, ok, level, params}
}

// checks goes through the list in the order of the three elements, then the
// gate, then the measurement.
func (p prepared) checks(plan Plan, tracked bool) []Check {
	list := []Check{
		check(CheckAudience, p.counts.all > 0, LevelError, map[string]any{"customers": p.counts.all}),
		check(CheckEverybody, p.EverybodyOK || !p.everybody(), LevelError, map[string]any{"customers": p.counts.all, "base": plan.Customers}),
		check(CheckTouchPoint, p.sender.ID != 0, LevelError, nil),
		check(CheckAddress, tracked, LevelError, nil),
	}
	list = append(list, p.content...)
	var lacking int64
	for _, h := range plan.Held {
		if h.Reason == message.ReasonNoConsent {
			lacking = h.Customers
		}
	}
	return append(list,
		check(CheckEligible, plan.Eligible > 0, LevelError, map[string]any{"customers": plan.Eligible}),
		check(CheckConsent, 2*lacking <= plan.Audience, LevelWarn, map[string]any{"customers": lacking, "audience": plan.Audience}),
		check(CheckControl, plan.Arms[0].Customers >= wantControl || plan.ControlShare >= maxControl, LevelWarn,
			map[string]any{"customers": plan.Arms[0].Customers, "want": wantControl}),
		check(CheckMeasurable, !plan.TooSmall, LevelWarn, map[string]any{"mde": finite(plan.MDE), "base_rate": finite(plan.BaseRate)}),
	)
}

// finite returns nil for a number that JSON cannot carry.
func finite(x float64) any {
	if x != x {
		return nil
	}
	return x
}

// lint checks every content of a campaign, and finds who of its audience lacks
// what they print.
func (c *Campaigns) lint(ctx context.Context, p *prepared) error {
	words := content{c, p.Campaign, p.shop.Name, p.snapshot.ID}
	holes := p.holes()
	nulls, err := c.nulls(ctx, p.audience, holes)
	if err != nil {
		return err
	}
	p.lacking = words.lacking(holes)
	p.content = p.findings(message.LintOptions{Purpose: p.Purpose, Nulls: nulls, Audience: p.counts.open, Shared: words.filled()})
	return nil
}

// findings are the lines of the check list about the contents.
func (c Campaign) findings(opt message.LintOptions) []Check {
	complete := len(c.Arms) > 0
	var found []Check
	for _, a := range c.Arms {
		if strings.TrimSpace(a.Subject) == "" || strings.TrimSpace(a.Body) == "" {
			complete = false
			continue
		}
		for _, f := range message.Lint(message.Source{Subject: a.Subject, HTML: a.Body}, opt) {
			params := map[string]any{"arm": a.Name}
			for name, value := range f.Params {
				params[name] = value
			}
			found = append(found, Check{"lint." + f.Code, false, f.Level, params})
		}
	}
	return append([]Check{check(CheckContent, complete, LevelError, nil)}, found...)
}
