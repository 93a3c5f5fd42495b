package lifecycle

import (
	"context"
	"fmt"
	"math"
	"time"

	"huike"
	"huike/feature"
	"huike/store"
)

// Sleeper is one customer with the state of what she bought and why it is so.
type Sleeper struct {
	Customer  huike.CustomerID
	State     Dormancy
	Use       Use
	DueDay    huike.Day // the next day on which something runs out, the last one if nothing is left; zero if unknown
	DueGroup  *int      // the group of what runs out then; nil if unknown
	DueGoods  string    // its name
	Quality   Quality   // "" unless dormant
	Money     int       // score 1..5 of lifetime net; 0 unless dormant
	Responded bool      // has clicked in a message
	Cause     Cause
	Evidence  Evidence
}

// Use is the purchase that decides a customer's state.
type Use struct {
	GroupNo      int
	Goods        string
	Class        Class
	Source       Source
	LastDay      huike.Day
	Times        int
	Pieces       float64
	Pace         float64 // over 1: she makes it last longer than others
	LastsDays    *float64
	Rho          *float64
	DeliveryDays int
	PeriodDays   *float64
}

// Evidence is what shows a cause: what, when it was last seen, how often.
type Evidence struct {
	Kind  string // refund, review, chat, bargained, looked, brands, search, silence, none
	Day   huike.Day
	Count int64
}

// Wanted says which customers a list holds. The zero value of every field means
// all of them.
type Wanted struct {
	State    Dormancy
	Due      [2]huike.Day // from and to, both included
	GroupNo  *int         // of the goods that run out
	Quality  Quality
	Cause    Cause
	Customer huike.CustomerID
	Limit    int // 0: 50
	Offset   int
}

func (w Wanted) args(s feature.Snapshot) store.Args {
	args := store.Args{"snapshot": s.ID, "as_of": s.Scope.AsOf, "customer": w.Customer, "state": w.State, "group_no": -1,
		"due_from": nil, "due_to": nil, "quality": w.Quality, "cause": w.Cause, "limit": w.Limit, "offset": w.Offset}
	if w.GroupNo != nil {
		args["group_no"] = *w.GroupNo
	}
	if w.Limit == 0 {
		args["limit"] = 50
	}
	for k, name := range []string{"due_from", "due_to"} {
		if !w.Due[k].IsZero() {
			args[name] = w.Due[k]
		}
	}
	return args
}

// Sleepers lists customers with their states and reasons: first who runs out
// soonest, then whose goods ran out, longest ago first. The second value is how
// many there are in all.
func (l *Lifecycle) Sleepers(ctx context.Context, s feature.Scope, w Wanted, at time.Time) ([]Sleeper, int64, error) {
	snapshot, err := l.Rest(ctx, s, at)
	if err != nil {
		return nil, 0, err
	}
	args := w.args(snapshot)
	all, err := store.All(ctx, l.db, queries.Get("sleepers"), args, scanSleeper)
	if err != nil || w.Customer != 0 {
		return all, int64(len(all)), err
	}
	for _, name := range []string{"as_of", "customer", "limit", "offset"} {
		delete(args, name)
	}
	total, _, err := store.One(ctx, l.db, queries.Get("sleepers_count"), args, func(r *store.Rows) (n int64, err error) {
		return n, r.Scan(&n)
	})
	return all, total, err
}

func scanSleeper(r *store.Rows) (s Sleeper, err error) {
	var group, times, goneBy *int // the last is for the order only
	var last, due, seen *huike.Day
	var pieces, pace *float64
	u := &s.Use
	err = r.Scan(&s.Customer, &s.State, &group, &u.Goods, &u.Class, &u.Source, &last, &times, &pieces, &pace, &u.LastsDays, &u.Rho,
		&u.DeliveryDays, &u.PeriodDays, &due, &s.DueGroup, &s.DueGoods, &s.Quality, &s.Money, &s.Responded, &s.Cause, &s.Evidence.Kind, &seen, &s.Evidence.Count, &goneBy)
	u.GroupNo, u.Times, u.Pieces, u.Pace = orElse(group, 0), orElse(times, 0), orElse(pieces, 0), orElse(pace, 1)
	u.LastDay, s.DueDay, s.Evidence.Day = orElse(last, huike.Day{}), orElse(due, huike.Day{}), orElse(seen, huike.Day{})
	return s, err
}

// Reason is a sentence by its code and its parts, for any language.
type Reason struct {
	Code   string
	Params map[string]any
}

// RunsOut is the day on which the purchase that decides is used up: that of the
// season's change for fashion. Without a known use it is the zero day.
func (s Sleeper) RunsOut() huike.Day {
	if s.Use.LastsDays == nil || s.Use.LastDay.IsZero() {
		return huike.Day{}
	}
	delivery := s.Use.DeliveryDays
	if s.Use.Class == ClassFashion {
		delivery = 0
	}
	return s.Use.LastDay.Add(delivery + int(math.Floor(*s.Use.LastsDays+0.5)))
}

// Reason says why a customer is in her state as of a day.
func (s Sleeper) Reason(asOf huike.Day) Reason {
	if s.State == NeverBought {
		return Reason{"never_bought", map[string]any{"years": longDays / 365}}
	}
	u := s.Use
	p := map[string]any{"goods": u.Goods, "bought": u.LastDay.String(), "days": asOf.Sub(u.LastDay), "pieces": u.Pieces}
	if u.PeriodDays != nil {
		p["period"] = round1(*u.PeriodDays)
	}
	if u.LastsDays == nil {
		return Reason{string(s.State) + ".no_period", p}
	}
	p["lasts"], p["delivery"], p["runs_out"], p["times"], p["pace"] = round1(*u.LastsDays), u.DeliveryDays, s.RunsOut().String(), u.Times, round1(u.Pace)
	if u.Rho != nil {
		p["rho"] = math.Floor(*u.Rho*100+0.5) / 100
	}
	p["left"], p["ago"] = s.RunsOut().Sub(asOf), asOf.Sub(s.RunsOut())
	code := string(s.State)
	switch {
	case u.Class == ClassFashion:
		code += ".season"
	case u.GroupNo == 0:
		code += ".order"
	}
	return Reason{code, p}
}

// NextOut says which other goods run out next, or ran out last: the due day is
// theirs, not that of the goods that decide the state. The code is "" where both
// are the same.
func (s Sleeper) NextOut(asOf huike.Day) Reason {
	if s.DueGroup == nil || s.DueDay.IsZero() || *s.DueGroup == s.Use.GroupNo {
		return Reason{}
	}
	code := "next.coming"
	if s.DueDay.Before(asOf) {
		code = "next.past"
	}
	if *s.DueGroup == 0 {
		code += ".order"
	}
	return Reason{code, map[string]any{"goods": s.DueGoods, "day": s.DueDay.String()}}
}

func round1(v float64) float64 { return math.Floor(v*10+0.5) / 10 }

// WhyAway says what shows the cause of a dormant customer's staying away; the
// code is "" for who is not dormant.
func (s Sleeper) WhyAway() Reason {
	if s.Cause == "" {
		return Reason{}
	}
	return Reason{"cause." + s.Evidence.Kind, map[string]any{"day": s.Evidence.Day.String(), "count": s.Evidence.Count}}
}

// Sentence is the reason in English.
func (r Reason) Sentence() string {
	format, known := sentences[r.Code]
	if !known {
		return ""
	}
	values := make([]any, 0, len(format.params))
	for _, name := range format.params {
		values = append(values, r.Params[name])
	}
	return fmt.Sprintf(format.text, values...)
}

type sentence struct {
	text   string
	params []string
}

var sentences = map[string]sentence{
	"never_bought":        {"Known for more than %v years, and never bought.", []string{"years"}},
	"unknown.no_period":   {"Bought %v on %v, %v days ago; nobody has bought such goods again yet, so how long they last is not known.", []string{"goods", "bought", "days"}},
	"dormant_2.no_period": {"Bought %v on %v, %v days ago: more than a year without a purchase.", []string{"goods", "bought", "days"}},
	"in_use":              {"Bought %v × %v on %v; it lasts %v days, so there is some left until %v.", []string{"pieces", "goods", "bought", "lasts", "runs_out"}},
	"due":                 {"Bought %v × %v on %v; it lasts %v days and ran out on %v, %v days ago.", []string{"pieces", "goods", "bought", "lasts", "runs_out", "ago"}},
	"pre_dormant":         {"Bought %v × %v on %v; it lasts %v days, and %v times that has passed.", []string{"pieces", "goods", "bought", "lasts", "rho"}},
	"dormant_1":           {"Bought %v × %v on %v; it lasts %v days, and %v times that has passed without a purchase.", []string{"pieces", "goods", "bought", "lasts", "rho"}},
	"dormant_2":           {"Bought %v × %v on %v, %v days ago: past the second dormancy point.", []string{"pieces", "goods", "bought", "days"}},
	"in_use.season":       {"Bought %v on %v; the season has not changed since.", []string{"goods", "bought"}},
	"due.season":          {"Bought %v on %v; the season has changed, and the new arrivals are here.", []string{"goods", "bought"}},
	"dormant_1.season":    {"Bought %v on %v; the season changed, and she has not come for the new arrivals by %v.", []string{"goods", "bought", "runs_out"}},
	"dormant_2.season":    {"Bought %v on %v, %v days ago: a whole year has gone round.", []string{"goods", "bought", "days"}},
	"in_use.order":        {"Ordered on %v; customers come back after %v days, that is about %v.", []string{"bought", "lasts", "runs_out"}},
	"due.order":           {"Ordered on %v; customers come back after %v days, that was about %v.", []string{"bought", "lasts", "runs_out"}},
	"pre_dormant.order":   {"Ordered on %v; customers come back after %v days, and %v times that has passed.", []string{"bought", "lasts", "rho"}},
	"dormant_1.order":     {"Ordered on %v; customers come back after %v days, and %v times that has passed.", []string{"bought", "lasts", "rho"}},
	"dormant_2.order":     {"Ordered on %v, %v days ago: past the second dormancy point.", []string{"bought", "days"}},
	"next.coming":         {"What runs out next is other goods: %v, on %v.", []string{"goods", "day"}},
	"next.coming.order":   {"Going by her orders, the next one is due about %v.", []string{"day"}},
	"next.past":           {"What ran out last is other goods: %v, on %v.", []string{"goods", "day"}},
	"next.past.order":     {"Going by her orders, the next one was due about %v.", []string{"day"}},
	"cause.refund":        {"Money went back to her since her last purchase (%v times, last on %v).", []string{"count", "day"}},
	"cause.review":        {"She gave a bad review since her last purchase (%v times, last on %v).", []string{"count", "day"}},
	"cause.chat":          {"She marked a chat as bad since her last purchase (%v times, last on %v).", []string{"count", "day"}},
	"cause.bargained":     {"She asked for a lower price since, and did not buy (%v times, last on %v).", []string{"count", "day"}},
	"cause.looked":        {"She has looked since, and did not buy (%v times, last on %v).", []string{"count", "day"}},
	"cause.brands":        {"She has bought %v brands, none of them twice.", []string{"count"}},
	"cause.search":        {"Every one of her %v orders came by the platform's search.", []string{"count"}},
	"cause.silence":       {"Nobody has written to her or talked with her since her last purchase on %v.", []string{"day"}},
	"cause.none":          {"None of the known causes shows in the facts.", nil},
}

// DormancyField gives, for segment rules, one row per customer of @snapshot:
// customer_id, due_day, rho, dormancy, dormant_quality, dormant_cause and
// due_group. Rest must have run for the scope of the snapshot.
func DormancyField() store.Query { return queries.Get("dormancy_field") }
