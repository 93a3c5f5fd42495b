package api

import (
	"context"
	"slices"
	"time"

	"huike"
	"huike/customer"
	"huike/evaluate"
	"huike/message"
	"huike/order"
)

// timeline puts together what a customer bought, what was said to her, and why
// something was not, newest first. Orders count up to asOf. What was said after
// the last day of data is shown, too, unless the request names a day itself.
func (r customerRoom) timeline(ctx context.Context, in *CustomerRequest, p customer.Profile, asOf huike.Day) ([]TimelineEntry, error) {
	shop, err := r.Orders.Shop(ctx, p.FirstShop)
	if err != nil {
		return nil, err
	}
	zone, err := time.LoadLocation(shop.TimeZone)
	if err != nil {
		return nil, huike.Because(err, huike.Internal, "data.zone", "the time zone %s of the shop %s is not known here", shop.TimeZone, shop.Name)
	}
	events, err := r.Orders.Timeline(ctx, p.ID, asOf)
	if err != nil {
		return nil, err
	}
	var before time.Time
	if !in.AsOf.IsZero() {
		before = asOf.Add(1).Time(zone)
	}
	said, err := r.said(ctx, p.ID, before, zone)
	if err != nil {
		return nil, err
	}
	all := append(each(events, timelineEntry), said...)
	slices.SortStableFunc(all, func(a, b TimelineEntry) int { return b.OccurredAt.Compare(a.OccurredAt) })
	return all, nil
}

// said returns messages, what she did with them, and why others did not come:
// the gate held them back, or she was drawn as a control.
func (r customerRoom) said(ctx context.Context, id huike.CustomerID, before time.Time, zone *time.Location) ([]TimelineEntry, error) {
	moments, err := r.Messages.History(ctx, id, before)
	if err != nil {
		return nil, err
	}
	draws, err := r.Draws.Draws(ctx, id, before)
	if err != nil {
		return nil, err
	}
	// A message held back at hand-over is told by its verdict.
	moments = slices.DeleteFunc(moments, func(m message.Moment) bool { return m.Kind == message.KindMessage && m.State == message.Held })
	draws = slices.DeleteFunc(draws, func(d evaluate.Draw) bool { return d.Arm != 0 })
	all := append(each(moments, momentEntry), each(draws, controlEntry)...)
	names, err := r.Campaigns.Names(ctx, each(all, func(e TimelineEntry) int64 { return *e.CampaignID }))
	for i := range all {
		all[i].Title = names[*all[i].CampaignID]
		all[i].Day = Day{huike.DayOf(all[i].OccurredAt.In(zone))}
	}
	return all, err
}

// messageStates are the states of a message in the door's words.
var messageStates = map[message.State]string{
	message.Queued: "queued", message.Claimed: "claimed", message.Sent: "sent", message.Failed: "failed",
	message.Unknown: "unknown", message.Cancelled: "cancelled", message.Held: "held",
}

func momentEntry(m message.Moment) TimelineEntry {
	e := TimelineEntry{OccurredAt: m.At, Kind: m.Kind, CampaignID: &m.Campaign, Reason: string(m.Reason), Lines: []TimelineLine{}}
	if m.Kind == message.KindMessage {
		e.State = messageStates[m.State]
		if m.State == message.Failed {
			e.Reason = m.Code
		}
	}
	return e
}

func controlEntry(d evaluate.Draw) TimelineEntry {
	return TimelineEntry{OccurredAt: d.PlannedAt, Kind: message.KindVerdict, CampaignID: &d.Experiment, Reason: "control", Lines: []TimelineLine{}}
}

func timelineEntry(e order.Event) TimelineEntry {
	amount := e.Amount.Major()
	state := e.State
	if e.Void {
		state = "void"
	}
	return TimelineEntry{OccurredAt: e.OccurredAt, Day: Day{e.Day}, Kind: e.Kind, Title: e.Number, Amount: &amount,
		Currency: e.Amount.Currency, State: state, Lines: each(e.Lines, func(l order.Line) TimelineLine {
			return TimelineLine{Title: l.Title, Quantity: l.Quantity, Amount: l.Amount.Major()}
		})}
}
