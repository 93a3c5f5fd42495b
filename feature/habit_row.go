package feature

import (
	"context"

	"huike"
	"huike/stat"
	"huike/store"
)

// LeastOccasions is from how many occasions on a habit is shown; with fewer
// there is not enough data.
const LeastOccasions = stat.MinPurchases

// Habit is what one person is used to as of a day. Numbers of days, orders and
// chats are plain counts: the reasons behind every share.
type Habit struct {
	Customer                      huike.CustomerID
	Occasions                     int // days with a purchase
	Category, Brand, Product      *Choice
	Hour, Weekday, MonthPart      *Moment
	Price, Novelty                Share // of purchase days
	BrandLoyalty, CategoryLoyalty Share // of choices after the first day
	Browsing                      Browsing
	Service                       Service
	Honesty                       Honesty
	Phase                         PhaseOf
	FirstSource, FirstSourceGroup string
	NewTraits                     *string // of a new customer, by commas; nil: she is not new
}

// Choice is the category, brand or product that she bought on most days.
type Choice struct {
	Name    string // of a product its outside number
	Title   string // of a product
	Product int64  // 0: not a product
	Days    int    // purchase days with it
	Lift    float64
}

// Moment is when she buys. Slot is the middle of the best three hours, 0 to 23;
// the day of the week, 1 (Monday) to 7; or the part of the month, 1 to 3.
type Moment struct {
	Slot, Days int
	Share      float64 // drawn to the shop's
}

// Share is a count of a number of occasions.
type Share struct{ Hits, Trials int }

// Posterior returns the share drawn to the shop's, with the limits that hold it
// with 9 chances of 10; ok is false with less than [LeastOccasions] or without a
// prior.
func (s Share) Posterior(p *Prior) (rate, low, high float64, ok bool) {
	if p == nil || s.Trials < LeastOccasions {
		return 0, 0, 0, false
	}
	b, of := stat.BetaBinomial{Mean: p.Mean, Strength: p.Strength}, stat.Proportion{X: int64(s.Hits), N: int64(s.Trials)}
	if rate, ok = b.Posterior(of); !ok {
		return 0, 0, 0, false
	}
	low, high, ok = b.Credible(of, 0.9)
	return rate, low, high, ok
}

// Rate returns the plain share; ok is false with less than [LeastOccasions].
func (s Share) Rate() (rate float64, ok bool) {
	if s.Trials < LeastOccasions {
		return 0, false
	}
	return float64(s.Hits) / float64(s.Trials), true
}

// Browsing is how she looks around, since behaviour is known.
type Browsing struct {
	Type              string // one of BrowsingTypes; "": not enough data
	LookDays, BuyDays int
}

// Service is how she asks, since chats are known.
type Service struct {
	Type      string // one of ServiceTypes; "": not enough data
	Chats     int
	Questions int64
	AskedDays int // purchase days with a chat up to three days before paying
	BuyDays   int
}

// Honesty is how her orders end: four rates, and money given back for other or
// unknown reasons.
type Honesty struct {
	Returns, Exchanges, Refunds Share // of paid orders
	Bargains                    Share // of chats
	Unpaid                      Share // of orders
}

// PhaseOf is where the relationship stands, from purchases and profit within
// [HabitSnapshot].HalfDays and as many days before. Profit is in minor units,
// with the products' cost or the shop's margin, and may be negative.
type PhaseOf struct {
	Phase                 Phase
	Profit, Recent, Prior int64
	RecentDays, PriorDays int
}

// Phase is a phase of the relationship (S4-09).
type Phase string

// The phases.
const (
	PhaseIdentify Phase = "identify" // no profit yet
	PhaseDevelop  Phase = "develop"  // purchases and profit grow
	PhaseStable   Phase = "stable"   // much as before
	PhaseDecline  Phase = "decline"  // they shrink, or stopped
)

// Phases lists the phases in their order.
var Phases = []Phase{PhaseIdentify, PhaseDevelop, PhaseStable, PhaseDecline}

// BrowsingTypes lists how people look around (S1-41).
var BrowsingTypes = []string{"looks_only", "looks_and_buys", "buys_straight"}

// ServiceTypes lists how people ask (S1-42).
var ServiceTypes = []string{"asks_before_paying", "asks_often", "asks_sometimes", "never_asks"}

// NewTraits lists what may be said of a new customer (S0-08).
var NewTraits = []string{"random", "try_out", "low_quality"}

// HabitOf returns the habits of one person in a published snapshot; found is
// false when she had neither bought, ordered, looked nor asked by its day.
func (f *Features) HabitOf(ctx context.Context, snapshot int64, id huike.CustomerID) (Habit, bool, error) {
	return store.One(ctx, f.db, queries.Get("habit_of"), store.Args{"snapshot": snapshot, "customer": id}, scanHabit)
}

func scanHabit(r *store.Rows) (Habit, error) {
	var h Habit
	var names [3]*string
	var days, slots, slotDays [3]*int
	var lifts, shares [3]*float64
	var product *int64
	var number, title, browsing, service, source, group *string
	o, b, s := &h.Honesty, &h.Browsing, &h.Service
	err := r.Scan(&h.Customer, &h.Occasions, &names[0], &days[0], &lifts[0], &names[1], &days[1], &lifts[1],
		&product, &number, &title, &days[2], &lifts[2],
		&slots[0], &slotDays[0], &shares[0], &slots[1], &slotDays[1], &shares[1], &slots[2], &slotDays[2], &shares[2],
		&h.Price.Hits, &h.Novelty.Hits, &h.Novelty.Trials, &h.BrandLoyalty.Hits, &h.BrandLoyalty.Trials, &h.CategoryLoyalty.Hits, &h.CategoryLoyalty.Trials,
		&b.LookDays, &b.BuyDays, &browsing, &s.Chats, &s.Questions, &o.Bargains.Hits, &s.AskedDays, &s.BuyDays, &service,
		&o.Unpaid.Trials, &o.Unpaid.Hits, &o.Returns.Trials, &o.Returns.Hits, &o.Exchanges.Hits, &o.Refunds.Hits,
		&h.Phase.Profit, &h.Phase.Recent, &h.Phase.Prior, &h.Phase.RecentDays, &h.Phase.PriorDays, &h.Phase.Phase,
		&source, &group, &h.NewTraits)
	h.Price.Trials = h.Occasions
	o.Bargains.Trials, o.Exchanges.Trials, o.Refunds.Trials = s.Chats, o.Returns.Trials, o.Returns.Trials
	names[2] = number
	for k, to := range []**Choice{&h.Category, &h.Brand, &h.Product} {
		*to = choice(names[k], days[k], lifts[k])
	}
	if h.Product != nil {
		h.Product.Product, h.Product.Title = *product, word(title)
	}
	for k, to := range []**Moment{&h.Hour, &h.Weekday, &h.MonthPart} {
		*to = moment(slots[k], slotDays[k], shares[k])
	}
	b.Type, s.Type, h.FirstSource, h.FirstSourceGroup = word(browsing), word(service), word(source), word(group)
	return h, err
}

func choice(name *string, days *int, lift *float64) *Choice {
	if name == nil || days == nil || lift == nil {
		return nil
	}
	return &Choice{Name: *name, Days: *days, Lift: *lift}
}

func moment(slot, days *int, share *float64) *Moment {
	if slot == nil || days == nil || share == nil {
		return nil
	}
	return &Moment{*slot, *days, *share}
}

func word(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
