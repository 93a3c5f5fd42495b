package api

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"huike"
	"huike/campaign"
	"huike/customer"
	"huike/evaluate"
	"huike/feature"
	"huike/message"
	"huike/segment"
)

// CustomerRooms are the rooms behind a customer's page.
type CustomerRooms struct {
	LifecycleRooms
	Segments  *segment.Segments
	Messages  *message.Messages
	Draws     *evaluate.Evaluations
	Campaigns *campaign.Campaigns
}

// OfCustomers answers for the customers.
func OfCustomers(r CustomerRooms) Customers { return customerRoom{r} }

type customerRoom struct{ CustomerRooms }

func (r customerRoom) List(ctx context.Context, in *CustomersRequest) (CustomerList, error) {
	show := masked
	if in.Unmask {
		if err := r.unmasking(ctx, "customers", 0); err != nil {
			return CustomerList{}, err
		}
		show = plain
	}
	snap, err := r.snapshot(ctx, in.Scope)
	if err != nil {
		return CustomerList{}, err
	}
	rows, total, err := r.chosen(ctx, snap, in)
	if err != nil {
		return CustomerList{}, err
	}
	items, err := r.rows(ctx, snap, rows, show)
	return CustomerList{Items: items, Total: total, AsOf: Day{snap.Scope.AsOf}, Currency: snap.Currency}, err
}

// chosen finds the rows that a list shows: by a search word, or by filters.
func (r customerRoom) chosen(ctx context.Context, snap feature.Snapshot, in *CustomersRequest) ([]feature.Row, int64, error) {
	if word := strings.TrimSpace(in.Q); word != "" {
		return r.found(ctx, snap, word)
	}
	filter := feature.Filter{R: in.R, F: in.F, Sort: strings.Replace(in.Sort, "id", "customer", 1), Limit: in.Limit, Offset: in.Offset}
	if in.Stage != "" {
		filter.Stages = []huike.Stage{huike.Stage(in.Stage)}
	}
	if in.Ladder != "" {
		filter.Ladders = []feature.Ladder{feature.Ladder(in.Ladder)}
	}
	among, err := r.among(ctx, snap, in)
	if err != nil {
		return nil, 0, err
	}
	wanted := feature.HabitFilter{Phase: feature.Phase(in.Phase), Browsing: in.Browsing, Service: in.Service}
	if wanted != (feature.HabitFilter{}) {
		if _, _, err := r.Features.EnsureHabits(ctx, snap.Scope, r.Clock()); err != nil {
			return nil, 0, err
		}
	}
	filter.Among = wanted.Narrow(snap.ID, among)
	return r.Features.List(ctx, snap.ID, filter)
}

// found looks a word up as a customer's number, as an order's number, and as
// every kind of identity.
func (r customerRoom) found(ctx context.Context, snap feature.Snapshot, word string) ([]feature.Row, int64, error) {
	ids := []huike.CustomerID{}
	if n, err := strconv.ParseInt(word, 10, 64); err == nil && n > 0 {
		ids = append(ids, huike.CustomerID(n))
	}
	buyers, err := r.Orders.Buyers(ctx, snap.Scope.Shop, word)
	if err != nil {
		return nil, 0, err
	}
	ids = append(ids, buyers...)
	countries, err := r.Orders.Countries(ctx)
	if err != nil {
		return nil, 0, err
	}
	for _, kind := range customer.Kinds {
		more, err := r.Customers.Find(ctx, kind, word, countries...)
		if err != nil {
			return nil, 0, err
		}
		ids = append(ids, more...)
	}
	slices.Sort(ids)
	ids = slices.Compact(ids)
	byID, err := r.Features.Of(ctx, snap.ID, ids)
	rows := []feature.Row{}
	for _, id := range ids {
		if row, ok := byID[id]; ok {
			rows = append(rows, row)
		}
	}
	return rows, int64(len(rows)), err
}

// among is the question of a rule, or of a saved segment; nil: everybody.
func (r customerRoom) among(ctx context.Context, snap feature.Snapshot, in *CustomersRequest) (*feature.Question, error) {
	if in.Rule == "" && in.Segment == 0 {
		return nil, nil
	}
	scope, err := r.Segments.Scope(ctx, snap.ID)
	if err != nil {
		return nil, err
	}
	if in.Rule == "" {
		q, args, err := r.Segments.Audience(ctx, in.Segment, scope)
		return &feature.Question{Query: q, Args: args}, err
	}
	rule, err := r.Segments.Parse([]byte(in.Rule))
	if err != nil {
		return nil, err
	}
	q, args, err := r.Segments.Candidates(ctx, rule, scope)
	return &feature.Question{Query: q, Args: args}, err
}

func (r customerRoom) Get(ctx context.Context, in *CustomerRequest) (Customer, error) {
	return r.page(ctx, in, masked)
}

func (r customerRoom) Unmask(ctx context.Context, in *CustomerRequest) (Customer, error) {
	if err := r.unmasking(ctx, "customer", in.ID); err != nil {
		return Customer{}, err
	}
	return r.page(ctx, in, plain)
}

// page puts together what is known of one customer as of a day.
func (r customerRoom) page(ctx context.Context, in *CustomerRequest, show showing) (Customer, error) {
	id := customerID(in.ID)
	p, err := r.Customers.Profile(ctx, id)
	if err != nil {
		return Customer{}, err
	}
	snap, err := r.snapshot(ctx, in.Scope)
	if err != nil {
		return Customer{}, err
	}
	life, err := r.timeline(ctx, in, p, snap.Scope.AsOf)
	if err != nil {
		return Customer{}, err
	}
	stays, err := r.history(ctx, in, snap.Scope)
	if err != nil {
		return Customer{}, err
	}
	out := show.customer(p)
	out.AsOf, out.Currency = Day{snap.Scope.AsOf}, snap.Currency
	out.Timeline, out.StageHistory = life, stays
	traits, err := r.Customers.Traits(ctx, id, snap.Scope.AsOf)
	if err != nil {
		return Customer{}, err
	}
	out.Traits = each(traits, traitOf)
	byID, err := r.Features.Of(ctx, snap.ID, []huike.CustomerID{id})
	if row, ok := byID[id]; ok {
		out.Features = customerFeature(row, snap.Currency)
	}
	return out, err
}

func (r customerRoom) Blacklist(ctx context.Context, in *BlacklistRequest) error {
	err := r.Customers.Suppress(ctx, customer.Suppression{Customer: customerID(in.ID), Channel: customer.AllChannels,
		Reason: customer.Blacklist, Source: actorOf(ctx), Since: r.Clock()})
	if err != nil {
		return err
	}
	return r.Book.note(ctx, "customer.blacklist", "customer", in.ID, in.Body.Reason)
}

func (r customerRoom) Unblacklist(ctx context.Context, in *ByID) error {
	if err := r.Customers.Lift(ctx, customerID(in.ID), customer.AllChannels, customer.Blacklist, r.Clock()); err != nil {
		return err
	}
	return r.Book.note(ctx, "customer.unblacklist", "customer", in.ID, "")
}

// LiftBounce lets the customer be written to again although a mail bounced.
func (r customerRoom) LiftBounce(ctx context.Context, in *ByID) error {
	id := customerID(in.ID)
	if _, err := r.Customers.Profile(ctx, id); err != nil {
		return err
	}
	if err := r.Customers.Lift(ctx, id, huike.ChannelEmail, customer.Bounce, r.Clock()); err != nil {
		return err
	}
	return r.Book.note(ctx, "customer.lift_bounce", "customer", in.ID, "")
}

func (r customerRoom) Consent(ctx context.Context, in *ConsentRequest) error {
	now := r.Clock()
	entry := customer.Consent{Customer: customerID(in.ID), Channel: huike.Channel(in.Body.Channel),
		Purpose: huike.Purpose(in.Body.Purpose), Source: actorOf(ctx), Evidence: in.Body.Evidence, OccurredAt: now, ArrivedAt: now}
	record, action := r.Customers.Withdraw, "consent.withdraw"
	if in.Body.Granted {
		record, action = r.Customers.Grant, "consent.grant"
	}
	if err := record(ctx, entry); err != nil {
		return err
	}
	return r.Book.note(ctx, action, "customer", in.ID, in.Body.Channel+" "+in.Body.Purpose)
}

// customer shows what a profile says of the person.
func (s showing) customer(p customer.Profile) Customer {
	out := Customer{ID: int64(p.ID), Name: s.person(called(p)).name, Masked: s == masked,
		Profile: CustomerProfile{Gender: p.Gender, Country: p.Country, Province: p.Province, City: p.City}}
	if s == plain {
		out.Profile.Birthday = dayOrNone(p.Birthday)
	}
	out.Identities = each(p.Identities, func(i customer.Identity) Identity {
		return Identity{Kind: i.Kind, Shop: int64(i.Shop), Value: s.value(i.Kind, i.Value)}
	})
	out.Consents = each(p.Consents, func(c customer.Consent) ConsentEntry {
		return ConsentEntry{Channel: string(c.Channel), Purpose: string(c.Purpose), Granted: c.Granted,
			Source: c.Source, Evidence: c.Evidence, OccurredAt: c.OccurredAt}
	})
	out.Suppressions = each(p.Suppressions, func(u customer.Suppression) Suppression {
		return Suppression{Channel: string(u.Channel), Reason: u.Reason, Source: u.Source, Since: u.Since, Former: u.Former}
	})
	return out
}
