package api

import (
	"context"
	"math"

	"huike"
	"huike/campaign"
)

// draft reads what a person decided. Money comes in major units of the shop's currency.
func (r campaignRoom) draft(ctx context.Context, b CampaignBody) (campaign.Draft, error) {
	shop, err := r.Orders.Shop(ctx, huike.ShopID(b.Shop))
	if err != nil {
		return campaign.Draft{}, err
	}
	d := campaign.Draft{Shop: shop.ID, Name: b.Name, Goal: campaign.Goal(b.Goal), Purpose: huike.Purpose(b.Purpose),
		Segment: b.SegmentID, EverybodyOK: b.EverybodyOK, Channel: huike.Channel(b.Channel), Sender: b.SenderID,
		ControlShare: b.ControlShare, Windows: b.Windows, PrimaryWindow: b.PrimaryWindow, ScheduledAt: b.ScheduledAt,
		RatePerSecond: b.RatePerSecond, CouponMinor: minor(b.Coupon, shop.Currency), CouponCode: b.CouponCode, Margin: b.Margin,
		Exclusions: campaign.Exclusions(b.Exclusions)}
	if b.AsOf != nil {
		d.AsOf = &b.AsOf.Day
	}
	d.Arms = each(b.Arms, func(a Arm) campaign.Arm { return campaign.Arm(a) })
	return d, nil
}

func campaignOf(c campaign.Campaign, n campaign.Counts) Campaign {
	return Campaign{CampaignFacts: factsOf(c, n), CampaignBody: bodyOf(c)}
}

func factsOf(c campaign.Campaign, n campaign.Counts) CampaignFacts {
	return CampaignFacts{ID: c.ID, State: CampaignState(c.State), SegmentVersion: c.SegmentVersion, Currency: c.Currency,
		CreatedAt: c.CreatedAt, CreatedBy: c.CreatedBy, SubmittedAt: c.SubmittedAt, ApprovedAt: c.ApprovedAt, ApprovedBy: c.ApprovedBy,
		StartedAt: c.StartedAt, FinishedAt: c.FinishedAt, Note: c.Note, NoteCode: c.NoteCode, NoteSaid: c.NoteSaid, Counts: countsOf(n)}
}

func bodyOf(c campaign.Campaign) CampaignBody {
	b := CampaignBody{Shop: int64(c.Shop), Name: c.Name, Goal: string(c.Goal), Purpose: string(c.Purpose),
		SegmentID: c.Segment, EverybodyOK: c.EverybodyOK, Exclusions: Exclusions(c.Exclusions), Channel: string(c.Channel), SenderID: c.Sender,
		ControlShare: c.ControlShare, Windows: c.Windows, PrimaryWindow: c.PrimaryWindow, ScheduledAt: c.ScheduledAt,
		RatePerSecond: c.RatePerSecond, Coupon: major(c.CouponMinor, c.Currency), CouponCode: c.CouponCode, Margin: c.Margin,
		Arms: each(c.Arms, func(a campaign.Arm) Arm { return Arm(a) })}
	if c.AsOf != nil {
		b.AsOf = &Day{*c.AsOf}
	}
	return b
}

func countsOf(n campaign.Counts) CampaignCounts {
	return CampaignCounts{Audience: n.Audience, Control: n.Control, Treated: n.Treated, Queued: n.Queued + n.Claimed, Sent: n.Sent,
		Failed: n.Failed, Unknown: n.Unknown, Held: n.Held, Opened: n.Opened, Clicked: n.Clicked, Unsubscribed: n.Unsubscribed, Barred: n.Barred}
}

func (r campaignRoom) Plan(ctx context.Context, in *ByID) (CampaignPlan, error) {
	p, err := r.Campaigns.Plan(ctx, in.ID, r.Clock())
	if err != nil {
		return CampaignPlan{}, err
	}
	return planOf(p), nil
}

func planOf(p campaign.Plan) CampaignPlan {
	out := CampaignPlan{AsOf: Day{p.AsOf}, Customers: p.Customers, Audience: p.Audience, Eligible: p.Eligible, ControlShare: p.ControlShare,
		BaseRate: number(p.BaseRate), MDE: number(p.MDE), MDEWarning: p.TooSmall, PlannedAt: p.PlannedAt, Cost: p.Cost, Currency: p.Currency,
		Held: each(p.Held, func(h campaign.Held) HeldCount { return HeldCount{Reason: string(h.Reason), Customers: h.Customers} }),
		Arms: each(p.Arms, func(a campaign.ArmSize) ArmCount { return ArmCount(a) }),
		Checks: each(p.Checks, func(c campaign.Check) Check {
			return Check{Code: c.Code, OK: c.OK, Level: Level(c.Level), Params: finite(c.Params)}
		})}
	for _, a := range p.Arms {
		if a.No == 0 {
			out.ControlCustomers = a.Customers
		}
	}
	return out
}

// number leaves out what is no number.
func number(f float64) *float64 {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return nil
	}
	return &f
}

// finite leaves out the values that JSON cannot write.
func finite(params map[string]any) Params {
	out := Params{}
	for name, v := range params {
		if f, ok := v.(float64); ok && number(f) == nil {
			continue
		}
		out[name] = v
	}
	return out
}

// minor turns major units into minor ones, to the nearest.
func minor(amount float64, currency string) int64 {
	return int64(math.Round(amount * math.Pow10(huike.Exponent(currency))))
}
