package api

import (
	"context"

	"huike"
	"huike/feature"
	"huike/lifecycle"
)

// OfDormancies answers for the consumption clock and for moves between states.
func OfDormancies(r LifecycleRooms) Dormancies { return dormancyRoom{r} }

type dormancyRoom struct{ LifecycleRooms }

// trendMonths is how far back the dormant share is shown.
const trendMonths = 12

func (r dormancyRoom) Dormancy(ctx context.Context, in *ScopeRequest) (DormancyBoard, error) {
	scope, err := r.scope(ctx, in.Scope)
	if err != nil {
		return DormancyBoard{}, err
	}
	said, err := r.Lifecycle.SettingsVersion(ctx)
	if err != nil {
		return DormancyBoard{}, err
	}
	// The merchant's word changes the answer as the facts do.
	k := memoKey{question: "dormancy", scope: scope, days: int(said)}
	return remembered(ctx, r.Base, k, func(ctx context.Context) (DormancyBoard, error) {
		rest, err := r.Lifecycle.Resting(ctx, scope, r.Clock())
		if err != nil {
			return DormancyBoard{}, err
		}
		trend, err := r.Lifecycle.Trend(ctx, scope, trendMonths, r.Clock())
		return restOf(rest, trend), err
	})
}

func restOf(r lifecycle.Rest, trend []lifecycle.Share) DormancyBoard {
	b := DormancyBoard{AsOf: Day{r.Snapshot.Scope.AsOf}, Known: r.Known(), Dormant: r.Dormant(), Share: r.Share(),
		Causes: each(r.Causes, func(c lifecycle.CauseCount) DormantCount {
			return DormantCount{Quality: string(c.Quality), Cause: DormantCause(c.Cause), Evidence: c.Evidence, Customers: c.Customers}
		}),
		Goods: each(r.Goods, goodsUseOf),
		DueGoods: each(r.DueGoods, func(g lifecycle.DueGoods) DueGoods {
			return DueGoods{Group: g.GroupNo, Name: g.Name, Customers: g.Customers}
		}),
		Calendar: each(r.Calendar, func(c lifecycle.DueCount) DueCount {
			return DueCount{Day: Day{c.Day}, Group: c.GroupNo, Customers: c.Customers}
		}),
		Trend: each(trend, dormantShareOf)}
	for _, s := range append(append([]lifecycle.Dormancy{}, lifecycle.Dormancies...), lifecycle.NeverBought, lifecycle.Unknown) {
		b.States = append(b.States, DormancyCount{State: Dormancy(s), Customers: r.States[s]})
	}
	return b
}

func dormantShareOf(s lifecycle.Share) DormantShare {
	d := DormantShare{Day: Day{s.Day}, Dormant: s.Dormant, Base: s.Base}
	if s.Base > 0 {
		share := float64(s.Dormant) / float64(s.Base)
		d.Share = &share
	}
	return d
}

func goodsUseOf(g lifecycle.Goods) GoodsUse {
	return GoodsUse{Group: g.No, Name: g.Name, Key: g.Key, Level: g.Level, Category: g.Category, Class: string(g.Class), PeriodDays: g.PeriodDays,
		LowDays: g.LowDays, HighDays: g.HighDays, Source: string(g.Source), Events: g.Events, Customers: g.Customers, BackShare: g.BackShare,
		ByQuantity: g.ByQuantity, DeliveryDays: g.DeliveryDays, Bounds: g.Bounds[:], SecondDays: g.SecondDays,
		Deciding: g.Deciding, Due: g.Due, Dormant: g.Dormant}
}

func (r dormancyRoom) Sleepers(ctx context.Context, in *SleepersRequest) (SleeperList, error) {
	scope, err := r.scope(ctx, in.Scope)
	if err != nil {
		return SleeperList{}, err
	}
	wanted := lifecycle.Wanted{State: lifecycle.Dormancy(in.State), Due: [2]huike.Day{in.DueFrom.Day, in.DueTo.Day},
		Quality: lifecycle.Quality(in.Quality), Cause: lifecycle.Cause(in.Cause), Limit: in.Limit, Offset: in.Offset}
	if in.Group >= 0 {
		wanted.GroupNo = &in.Group
	}
	all, total, err := r.Lifecycle.Sleepers(ctx, scope, wanted, r.Clock())
	if err != nil {
		return SleeperList{}, err
	}
	items, err := r.named(ctx, all, scope)
	return SleeperList{Items: items, Total: total, AsOf: Day{scope.AsOf}}, err
}

// named adds the customers' masked names.
func (r dormancyRoom) named(ctx context.Context, all []lifecycle.Sleeper, s feature.Scope) ([]Sleeper, error) {
	people, err := r.people(ctx, each(all, func(s lifecycle.Sleeper) huike.CustomerID { return s.Customer }), masked)
	return each(all, func(one lifecycle.Sleeper) Sleeper {
		p := people[one.Customer]
		return Sleeper{ID: int64(one.Customer), Name: p.name, Contact: p.contact, State: Dormancy(one.State), Rho: one.Use.Rho,
			DueDay: dayOrNone(one.DueDay), DueGoods: one.DueGoods, Reason: reasonOf(one.Reason(s.AsOf)), Next: reasonOf(one.NextOut(s.AsOf)), Quality: string(one.Quality),
			Cause: string(one.Cause), Why: reasonOf(one.WhyAway())}
	}), err
}

func reasonOf(r lifecycle.Reason) Reason {
	if r.Params == nil {
		r.Params = map[string]any{}
	}
	return Reason{Code: r.Code, Params: Params(r.Params), Text: r.Sentence()}
}

func (r dormancyRoom) Consumption(ctx context.Context, _ *None) (Consumption, error) {
	all, err := r.Lifecycle.Settings(ctx)
	return Consumption{Settings: each(all, settingOf)}, err
}

func (r dormancyRoom) SetConsumption(ctx context.Context, in *ConsumptionRequest) (Consumption, error) {
	if err := r.Lifecycle.SetSettings(ctx, each(in.Body.Settings, saidOf), actorOf(ctx), r.Clock()); err != nil {
		return Consumption{}, err
	}
	if err := r.Book.note(ctx, "consumption.change", "consumption", int64(len(in.Body.Settings)), ""); err != nil {
		return Consumption{}, err
	}
	return r.Consumption(ctx, nil)
}

func settingOf(s lifecycle.Setting) ConsumptionSetting {
	c := ConsumptionSetting{Shop: int64(s.Shop), Level: string(s.Level), Name: s.Name, PeriodDays: s.PeriodDays, ByQuantity: s.ByQuantity,
		DeliveryDays: s.DeliveryDays, UseRate: s.UseRate, Users: s.Users, SeasonDays: s.SeasonDays, GraceDays: s.GraceDays,
		SecondDays: s.SecondDays, Actor: s.Actor}
	if s.Class != nil {
		class := string(*s.Class)
		c.Class = &class
	}
	if s.Bounds != nil {
		c.Bounds = s.Bounds[:]
	}
	return c
}

func saidOf(c ConsumptionSetting) lifecycle.Setting {
	s := lifecycle.Setting{Shop: huike.ShopID(c.Shop), Level: lifecycle.Level(c.Level), Name: c.Name, PeriodDays: c.PeriodDays, ByQuantity: c.ByQuantity,
		DeliveryDays: c.DeliveryDays, UseRate: c.UseRate, Users: c.Users, SeasonDays: c.SeasonDays, GraceDays: c.GraceDays, SecondDays: c.SecondDays}
	if c.Class != nil {
		class := lifecycle.Class(*c.Class)
		s.Class = &class
	}
	if len(c.Bounds) == 3 {
		s.Bounds = (*[3]float64)(c.Bounds)
	}
	return s
}
