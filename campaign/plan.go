package campaign

import (
	"context"
	"errors"
	"math"
	"time"

	"huike"
	"huike/evaluate"
	"huike/feature"
	"huike/message"
	"huike/stat"
	"huike/store"
)

// Held is how many customers stay out for one reason: one of the gate's, or
// HeldSegment or HeldCampaign.
type Held struct {
	Reason    message.Reason
	Customers int64
}

// The reasons for which the campaign itself leaves customers out.
const (
	HeldSegment  message.Reason = "other_segment"
	HeldCampaign message.Reason = "other_campaign"
)

// ArmSize is how many customers an arm will get, about.
type ArmSize struct {
	No        int // 0: the control
	Name      string
	Customers int64
}

// Plan is what would happen if a campaign were started now.
type Plan struct {
	AsOf         huike.Day
	Customers    int64 // of the shop
	Audience     int64
	Held         []Held // in the order in which it is asked
	Eligible     int64
	ControlShare float64
	Arms         []ArmSize // the control first
	BaseRate     float64   // share of such an audience who bought within the primary window without the campaign; NaN where unknown
	MDE          float64   // the smallest rise over the base rate that would show (power 80 %); NaN where none would
	TooSmall     bool      // only more than a doubling of the base rate would show
	PlannedAt    time.Time // when the first message goes out
	Cost         float64   // of all messages, in major units
	Currency     string
	Checks       []Check
}

// reasons lists what holds customers back, in the order in which it is asked.
var reasons = []message.Reason{HeldSegment, HeldCampaign, message.ReasonNoAddress, message.ReasonBlacklisted, message.ReasonSuppressed,
	message.ReasonNoConsent, message.ReasonRecentPurchase, message.ReasonRecentContact, message.ReasonCeiling, message.ReasonNoValue}

// prepared is what planning and starting have in common: everything that is
// computed before the transaction in which the gate speaks.
type prepared struct {
	Campaign
	audience
	sender   message.Sender // zero when there is none
	rules    message.Rules
	planned  time.Time
	baseRate float64
	content  []Check
	lacking  message.Question // who would get a hole
}

func (c *Campaigns) prepare(ctx context.Context, id int64, at time.Time) (p prepared, err error) {
	if p.Campaign, err = c.Get(ctx, id); err != nil {
		return p, err
	}
	if p.audience, err = c.audience(ctx, p.Campaign, at); err != nil {
		return p, err
	}
	definition, err := c.Features.Definition(ctx)
	if err != nil {
		return p, err
	}
	p.rules = c.rules(p.Campaign, p.audience, definition.Bounds, at)
	p.planned = p.rules.Slot(later(at, p.ScheduledAt))
	if err := c.lint(ctx, &p); err != nil {
		return p, err
	}
	if p.Sender != 0 {
		if p.sender, err = c.Senders.Get(ctx, p.Sender); err != nil && huike.KindOf(err) != huike.NotFound {
			return p, err
		}
	}
	p.baseRate, err = c.baseRate(ctx, p, at)
	return p, err
}

func later(at time.Time, scheduled *time.Time) time.Time {
	if scheduled != nil && scheduled.After(at) {
		return *scheduled
	}
	return at
}

// baseRate looks at the same segment as it was one primary window earlier: the
// share of it who bought since. NaN when there was no such customer.
func (c *Campaigns) baseRate(ctx context.Context, p prepared, at time.Time) (float64, error) {
	if p.Campaign.Segment == 0 {
		return math.NaN(), nil
	}
	to := p.snapshot.Scope.AsOf
	from := to.Add(-p.PrimaryWindow)
	earlier, err := c.Features.Ensure(ctx, feature.Scope{Shop: p.Campaign.Shop, AsOf: from}, at, p.snapshot.ID)
	if err != nil {
		return 0, err
	}
	scope, err := c.Segments.Scope(ctx, earlier.ID)
	if err != nil {
		return 0, err
	}
	query, args, err := c.Segments.Audience(ctx, p.Campaign.Segment, scope)
	if err != nil {
		return 0, err
	}
	args = with(args, store.Args{"base_from": from, "base_to": to, "base_shop": p.Campaign.Shop})
	seen, _, err := store.One(ctx, c.db, queries.Get("base_rate").With("candidate", query), args, func(r *store.Rows) (p stat.Proportion, err error) {
		return p, r.Scan(&p.N, &p.X)
	})
	return seen.Rate(), err
}

// errDry undoes the transaction of a plan.
var errDry = errors.New("a plan leaves nothing behind")

// Plan tells what would happen if a campaign were started at an instant, and
// leaves nothing behind.
func (c *Campaigns) Plan(ctx context.Context, id int64, at time.Time) (Plan, error) {
	p, err := c.prepare(ctx, id, at)
	if err != nil {
		return Plan{}, err
	}
	verdicts := map[message.Reason]int64{}
	if p.counts.open > 0 {
		err = c.db.Write(ctx, func(tx store.Tx) (err error) {
			if verdicts, err = c.Messages.Gate(ctx, tx, p.gate(at)); err != nil {
				return err
			}
			return errDry
		})
		if !errors.Is(err, errDry) {
			return Plan{}, err
		}
	}
	return p.plan(verdicts, c.Tracking.Signer != nil), nil
}

func (p prepared) gate(at time.Time) message.GateRequest {
	return message.GateRequest{Campaign: p.Campaign.ID, Channel: p.Channel, Now: at, Rules: p.rules, Candidates: p.open, Lacking: p.lacking}
}

// plan puts together what the gate said.
func (p prepared) plan(verdicts map[message.Reason]int64, tracked bool) Plan {
	out := Plan{
		AsOf: p.snapshot.Scope.AsOf, Customers: p.snapshot.Customers, Audience: p.counts.all, Eligible: verdicts[message.ReasonOK],
		BaseRate: p.baseRate, PlannedAt: p.planned, Currency: p.Currency,
	}
	verdicts[HeldSegment], verdicts[HeldCampaign] = p.counts.all-p.counts.kept, p.counts.kept-p.counts.open
	for _, reason := range reasons {
		if n := verdicts[reason]; n > 0 {
			out.Held = append(out.Held, Held{reason, n})
		}
	}
	out.ControlShare = controlShare(p.ControlShare, out.Eligible)
	for _, a := range p.weights(out.ControlShare) {
		out.Arms = append(out.Arms, ArmSize{a.No, a.Name, int64(math.Round(a.Weight * float64(out.Eligible)))})
	}
	treated := out.Eligible - out.Arms[0].Customers
	out.Cost = float64(treated*p.sender.CostMinor) / costUnit
	out.MDE = detectable(out)
	out.TooSmall = !(out.MDE <= out.BaseRate)
	out.Checks = p.checks(out, tracked)
	return out
}

// costUnit is how many units of a message's cost make a major unit of money.
const costUnit = 10_000

const (
	usualControl = 0.1
	wantControl  = 1000 // methods 4.2: fewer controls show only large effects
)

// controlShare returns the share that was asked for, or, for 0, a tenth, raised
// so that a thousand are held out but never more than half.
func controlShare(asked float64, eligible int64) float64 {
	if asked > 0 || eligible == 0 {
		return max(asked, 0)
	}
	return min(maxControl, max(usualControl, wantControl/float64(eligible)))
}

// weights returns the arms as they are drawn, the control first.
func (c Campaign) weights(control float64) []evaluate.Arm {
	arms := []evaluate.Arm{{No: 0, Name: "control", Weight: control}}
	sum := 0
	for _, a := range c.Arms {
		sum += a.Weight
	}
	for _, a := range c.Arms {
		arms = append(arms, evaluate.Arm{No: a.No, Name: a.Name, Weight: (1 - control) * float64(a.Weight) / float64(sum)})
	}
	return arms
}

// detectable returns the smallest rise over the base rate that would show in
// every arm.
func detectable(p Plan) float64 {
	control, worst := float64(p.Arms[0].Customers), 0.0
	for _, a := range p.Arms[1:] {
		total := float64(a.Customers) + control
		if a.Customers == 0 || control == 0 || math.IsNaN(p.BaseRate) {
			return math.NaN()
		}
		lift := stat.DefaultDesign().DetectableLift(p.BaseRate, total, control/total)
		if math.IsNaN(lift) {
			return lift
		}
		worst = max(worst, lift)
	}
	if worst == 0 {
		return math.NaN()
	}
	return worst
}
