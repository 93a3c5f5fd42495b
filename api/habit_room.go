package api

import (
	"context"
	"strings"

	"huike"
	"huike/customer"
	"huike/feature"
)

// Habits answers what one customer is used to.
func (r customerRoom) Habits(ctx context.Context, in *CustomerRequest) (CustomerHabits, error) {
	scope, err := r.scope(ctx, in.Scope)
	if err != nil {
		return CustomerHabits{}, err
	}
	snap, all, err := r.Features.EnsureHabits(ctx, scope, r.Clock())
	if err != nil {
		return CustomerHabits{}, err
	}
	h, known, err := r.Features.HabitOf(ctx, snap.ID, customerID(in.ID))
	if err != nil {
		return CustomerHabits{}, err
	}
	out := habitsOf(h, all, snap.Currency)
	out.AsOf, out.Currency, out.Known = Day{scope.AsOf}, snap.Currency, known
	return out, nil
}

func habitsOf(h feature.Habit, s feature.HabitSnapshot, currency string) CustomerHabits {
	o := h.Honesty
	out := CustomerHabits{Occasions: h.Occasions, Needed: needed(h.Occasions),
		Price: sensitivity(h.Price, s.Price), Novelty: sensitivity(h.Novelty, s.Novelty),
		BrandLoyalty: sensitivity(h.BrandLoyalty, s.Brand), CategoryLoyalty: sensitivity(h.CategoryLoyalty, s.Category),
		Returns: honesty(o.Returns), Exchanges: honesty(o.Exchanges), Refunds: honesty(o.Refunds), Bargains: honesty(o.Bargains), Unpaid: honesty(o.Unpaid),
		Browsing: HabitBrowsing{Type: h.Browsing.Type, LookDays: h.Browsing.LookDays, BuyDays: h.Browsing.BuyDays,
			Since: daySince(s.TrackedFrom), Needed: needed(h.Browsing.LookDays + h.Browsing.BuyDays)},
		Service: HabitService{Type: h.Service.Type, Chats: h.Service.Chats, Questions: h.Service.Questions, AskedDays: h.Service.AskedDays,
			BuyDays: h.Service.BuyDays, Since: daySince(s.ChatsFrom), Needed: needed(h.Service.Chats + h.Service.BuyDays)},
		FirstSource: h.FirstSource, FirstGroup: h.FirstSourceGroup, IsNew: h.NewTraits != nil, NewTraits: []string{}}
	if h.NewTraits != nil && *h.NewTraits != "" {
		out.NewTraits = strings.Split(*h.NewTraits, ",")
	}
	if p := h.Phase; p.Phase != "" {
		out.Phase = &HabitPhase{Phase: Phase(p.Phase), Profit: major(p.Profit, currency), RecentProfit: major(p.Recent, currency),
			PriorProfit: major(p.Prior, currency), RecentDays: p.RecentDays, PriorDays: p.PriorDays, HalfDays: s.HalfDays}
	}
	if out.Needed == 0 {
		out.Category, out.Brand, out.Product = choiceOf(h.Category, h), choiceOf(h.Brand, h), choiceOf(h.Product, h)
		out.Hour, out.Weekday, out.MonthPart = momentOf(h.Hour), momentOf(h.Weekday), momentOf(h.MonthPart)
	}
	return out
}

func needed(have int) int { return max(0, feature.LeastOccasions-have) }

func daySince(d *huike.Day) *Day {
	if d == nil {
		return nil
	}
	return &Day{*d}
}

func sensitivity(s feature.Share, prior *feature.Prior) HabitShare {
	out := HabitShare{Hits: s.Hits, Trials: s.Trials, Needed: needed(s.Trials)}
	if prior != nil {
		out.Shop = &prior.Mean
	}
	if rate, low, high, ok := s.Posterior(prior); ok {
		out.Rate, out.Low, out.High = &rate, &low, &high
	}
	return out
}

func honesty(s feature.Share) HabitShare {
	out := HabitShare{Hits: s.Hits, Trials: s.Trials, Needed: needed(s.Trials)}
	if rate, ok := s.Rate(); ok {
		out.Rate = &rate
	}
	return out
}

func choiceOf(c *feature.Choice, h feature.Habit) *HabitChoice {
	if c == nil {
		return nil
	}
	return &HabitChoice{Name: c.Name, Title: c.Title, Days: c.Days, Share: float64(c.Days) / float64(max(1, h.Occasions)), Lift: c.Lift}
}

func momentOf(m *feature.Moment) *HabitMoment {
	if m == nil {
		return nil
	}
	return &HabitMoment{m.Slot, m.Days, m.Share}
}

// HabitBoard answers how the customers differ in their habits.
func (r customerRoom) HabitBoard(ctx context.Context, in *ScopeRequest) (HabitBoard, error) {
	scope, err := r.scope(ctx, in.Scope)
	if err != nil {
		return HabitBoard{}, err
	}
	return remembered(ctx, r.Base, memoKey{question: "habits", scope: scope}, func(ctx context.Context) (HabitBoard, error) {
		snap, h, err := r.Features.EnsureHabits(ctx, scope, r.Clock())
		if err != nil {
			return HabitBoard{}, err
		}
		c, err := r.Features.CountHabits(ctx, h)
		if err != nil {
			return HabitBoard{}, err
		}
		groups, err := r.Features.Groups(ctx, snap.ID, scope.AsOf)
		return habitBoardOf(c, h, groups, snap), err
	})
}

func habitBoardOf(c feature.HabitCounts, h feature.HabitSnapshot, groups []feature.Group, snap feature.Snapshot) HabitBoard {
	counts := func(words []string, of map[string]int64) []HabitCount {
		return each(words, func(w string) HabitCount { return HabitCount{w, of[w]} })
	}
	return HabitBoard{AsOf: Day{snap.Scope.AsOf}, Currency: snap.Currency, Customers: h.Customers,
		Phases:   each(feature.Phases, func(p feature.Phase) HabitCount { return HabitCount{string(p), c.Phases[p]} }),
		Browsing: counts(feature.BrowsingTypes, c.Browsing), Service: counts(feature.ServiceTypes, c.Service),
		Hours: c.Hours[:], Weekdays: c.Weekdays[:], MonthParts: c.MonthParts[:],
		New: c.New, NewTraits: counts(feature.NewTraits, c.NewTraits),
		Spreads: []HabitSpread{spreadOf("price", c.Price), spreadOf("novelty", c.Novelty), spreadOf("brand", c.BrandLoyalty), spreadOf("category", c.CategoryLoyalty)},
		Groups: each(groups, func(g feature.Group) HabitGroup {
			return HabitGroup{g.Part, g.Value, g.Customers, g.New, g.Returned, major(g.NetMinor, snap.Currency)}
		})}
}

func spreadOf(measure string, s feature.Spread) HabitSpread {
	out := HabitSpread{Measure: measure, Customers: s.Customers, Tenths: s.Tenths[:]}
	if s.Prior != nil {
		out.Shop, out.Strength = &s.Prior.Mean, &s.Prior.Strength
	}
	return out
}

// SetTraits writes fields of a customer's archive, with the audit naming the
// fields but not what they say.
func (r customerRoom) SetTraits(ctx context.Context, in *TraitsRequest) error {
	now := r.Clock()
	traits := each(in.Body.Traits, func(t Trait) customer.Trait {
		since := huike.DayOf(now)
		if t.Since != nil {
			since = t.Since.Day
		}
		return customer.Trait{Name: t.Name, Since: since, Text: t.Text, Number: t.Number, Source: "agent"}
	})
	if err := r.Customers.SetTraits(ctx, customerID(in.ID), traits, now); err != nil {
		return err
	}
	names := each(traits, func(t customer.Trait) string { return t.Name })
	return r.Book.note(ctx, "customer.archive", "customer", in.ID, strings.Join(names, ", "))
}

func traitOf(t customer.Trait) Trait {
	return Trait{Name: t.Name, Text: t.Text, Number: t.Number, Since: &Day{t.Since}, Source: t.Source}
}
