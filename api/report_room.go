package api

import (
	"context"
	"slices"
	"time"

	"huike"
	"huike/campaign"
	"huike/evaluate"
	"huike/stat"
)

// Report tells what a campaign did as of a day: the one asked for, or today in
// the shop, for mails go out after the last day of data.
func (r campaignRoom) Report(ctx context.Context, in *ReportRequest) (Report, error) {
	day, err := r.reportDay(ctx, in)
	if err != nil {
		return Report{}, err
	}
	windows, err := r.reportWindows(ctx, in)
	if err != nil {
		return Report{}, err
	}
	out, err := r.Campaigns.Report(ctx, in.ID, day, windows)
	if err != nil {
		return Report{}, err
	}
	return reportOf(out), nil
}

// reportWindows are the campaign's and the one asked for beside them.
func (r campaignRoom) reportWindows(ctx context.Context, in *ReportRequest) ([]int, error) {
	if in.Days == 0 {
		return nil, nil
	}
	c, err := r.Campaigns.Get(ctx, in.ID)
	return append(slices.Clone(c.Windows), in.Days), err
}

func (r campaignRoom) reportDay(ctx context.Context, in *ReportRequest) (huike.Day, error) {
	if !in.AsOf.IsZero() {
		return in.AsOf.Day, nil
	}
	c, err := r.Campaigns.Get(ctx, in.ID)
	if err != nil {
		return huike.Day{}, err
	}
	return r.today(ctx, c.Shop)
}

// today is the local day in a shop.
func (r campaignRoom) today(ctx context.Context, id huike.ShopID) (huike.Day, error) {
	shop, err := r.Orders.Shop(ctx, id)
	if err != nil {
		return huike.Day{}, err
	}
	zone, err := time.LoadLocation(shop.TimeZone)
	if err != nil {
		return huike.Day{}, huike.Because(err, huike.Internal, "shop.time_zone", "the time zone of shop %d is not known", shop.ID)
	}
	return huike.DayOf(r.Clock().In(zone)), nil
}

func reportOf(r campaign.Report) Report {
	return Report{AsOf: Day{r.AsOf}, StartDay: Day{r.Start}, Currency: r.Campaign.Currency, Preliminary: r.Preliminary,
		SRM:     srmOf(r.SampleRatio),
		Windows: each(r.Windows, func(w evaluate.Window) Window { return windowOf(w, r.PrimaryWindow) }),
		Curve: each(r.Curve, func(p evaluate.CurvePoint) CurvePoint {
			return CurvePoint{Day: p.Day, Arm: p.Arm, Rate: p.Rate, Low: number(p.Low), High: number(p.High)}
		}),
		Funnel: Funnel{Sent: r.Counts.Sent, Opened: r.Counts.Opened, Clicked: r.Counts.Clicked,
			Unsubscribed: r.Counts.Unsubscribed, Failed: r.Counts.Failed, Unknown: r.Counts.Unknown},
		Verdict:      VerdictSentence{Code: r.Verdict.Code, Params: finite(r.Verdict.Params), Sentence: r.Verdict.Sentence},
		Acknowledged: r.Campaign.AcknowledgedAt != nil}
}

// srmOf compares the arms' sizes with their weights. Where nobody was drawn
// nothing speaks against the plan: p is 1.
func srmOf(s evaluate.SampleRatio) SRM {
	total := int64(0)
	for _, a := range s.Arms {
		total += a.Customers
	}
	out := SRM{P: 1, OK: s.OK}
	if p := number(s.P); p != nil {
		out.P = *p
	}
	out.Counts = each(s.Arms, func(a evaluate.ArmCount) SRMCount {
		return SRMCount{No: a.No, Name: a.Name, Observed: a.Customers, Expected: a.Weight * float64(total)}
	})
	return out
}

func windowOf(w evaluate.Window, primary int) Window {
	return Window{Days: w.Days, Primary: w.Days == primary, Closed: w.Closed,
		Arms: each(w.Arms, armOutcome), Effects: each(w.Effects, effectOf)}
}

func armOutcome(a evaluate.ArmResult) ArmOutcome {
	out := ArmOutcome{No: a.No, Name: a.Name, Control: a.No == 0, Customers: a.Customers, Buyers: a.Buyers, Orders: a.Orders, Money: a.Sales}
	if a.Customers > 0 {
		out.Rate = number(float64(a.Buyers) / float64(a.Customers))
		out.MoneyPerCustomer = number(a.Sales / float64(a.Customers))
	}
	return out
}

func effectOf(e evaluate.Effect) Effect {
	return Effect{Arm: e.Arm.No, NaturalRate: number(e.Natural), StimulatedRate: number(e.Stimulated), AdjustedP: number(e.AdjustedP),
		Reliable: e.Reliable, Difference: estimateOf(e.Difference), Orders: estimateOf(e.Orders), Revenue: estimateOf(e.Sales), Profit: estimateOf(e.Profit),
		IncrementalBuyers: estimateOf(e.Buyers), IncrementalOrders: estimateOf(e.ExtraOrders),
		IncrementalRevenue: estimateOf(e.ExtraSales), IncrementalProfit: estimateOf(e.ExtraProfit),
		CausedShare: valueOnly(e.CausedShare), Cost: e.Cost, ROI: valueOnly(e.Return)}
}

// noNumber is the reason where an estimate cannot be made.
const noNumber = "too_few"

func estimateOf(e stat.Estimate) Estimate {
	out := Estimate{Value: number(e.Value), Low: number(e.Low), High: number(e.High), P: number(e.P)}
	if out.Value == nil {
		out.Reason = noNumber
	}
	return out
}

func valueOnly(f float64) Estimate {
	out := Estimate{Value: number(f)}
	if out.Value == nil {
		out.Reason = noNumber
	}
	return out
}
