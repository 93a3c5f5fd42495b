package lifecycle

import (
	"cmp"
	"context"
	"math"
	"slices"
	"time"

	"huike/feature"
	"huike/stat"
	"huike/store"
)

var utc = time.UTC

// horizon is how far back to look for who buys again: one year.
const horizon = 365

// use counts the purchases of so many pieces of a group that were followed by
// another after so many days, and those that were not within them.
type use struct {
	group            int
	quantity, days   int64
	events, censored int64
	customers        int64 // whose first purchase it was
}

func (l *Lifecycle) uses(ctx context.Context, s feature.Snapshot) ([]use, error) {
	q := queries.Get("uses").With("bought", queries.Get("bought"))
	args := store.Args{"snapshot": s.ID, "shop": s.Scope.Shop, "as_of": s.Scope.AsOf}
	return store.All(ctx, l.db, q, with(args, feature.Everybody.Args()), func(r *store.Rows) (u use, err error) {
		return u, r.Scan(&u.group, &u.quantity, &u.days, &u.events, &u.censored, &u.customers)
	})
}

// learn fills in, for every group, what its purchases tell of how long it lasts.
func (s sorted) learn(uses []use) {
	byGroup := make([][]use, len(s.goods))
	for _, u := range uses {
		byGroup[u.group] = append(byGroup[u.group], u)
	}
	for no := range s.goods {
		g := &s.goods[no]
		g.MostPieces = bulk(byGroup[no])
		byGroup[no] = slices.DeleteFunc(byGroup[no], func(u use) bool { return u.quantity > g.MostPieces })
	}
	s.countPieces(byGroup)
	categories, shop := map[string][]stat.FollowUp{}, []stat.FollowUp{}
	own := make([]stat.Period, len(s.goods))
	for no := range s.goods {
		g := &s.goods[no]
		rows := followUps(byGroup[no], g.ByQuantity)
		own[no] = periodOf(rows)
		g.Events, g.Customers = eventsOf(rows), customersOf(byGroup[no])
		own[no].Events, own[no].Customers = g.Events, g.Customers
		if g.Class != ClassFashion {
			categories[g.Category], shop = append(categories[g.Category], rows...), append(shop, rows...)
		}
	}
	s.settle(own, widerPeriods(categories, shop))
}

// bulk is the smallest quantity that 99 in 100 purchases do not exceed, at least 1.
func bulk(uses []use) int64 {
	sorted := slices.SortedFunc(slices.Values(uses), func(a, b use) int { return cmp.Compare(a.quantity, b.quantity) })
	total := int64(0)
	for _, u := range sorted {
		total += u.events + u.censored
	}
	most, left := int64(1), (99*total+99)/100
	for _, u := range sorted {
		if left <= 0 {
			break
		}
		most = max(most, u.quantity)
		left -= u.events + u.censored
	}
	return most
}

func followUps(uses []use, byQuantity bool) []stat.FollowUp {
	rows := make([]stat.FollowUp, 0, len(uses))
	for _, u := range uses {
		t := float64(u.days)
		if byQuantity {
			t /= float64(max(u.quantity, 1))
		}
		rows = append(rows, stat.FollowUp{T: t, Events: u.events, Censored: u.censored})
	}
	return rows
}

func eventsOf(rows []stat.FollowUp) (n int64) {
	for _, r := range rows {
		n += r.Events
	}
	return n
}

func customersOf(uses []use) (n int64) {
	for _, u := range uses {
		n += u.customers
	}
	return n
}

func periodOf(rows []stat.FollowUp) stat.Period {
	curve := stat.KaplanMeier(rows, 0.95)
	share := curve.Within(math.Min(horizon, curve.FollowUp)).Share
	return stat.Period{Days: curve.MedianWithin(horizon), Share: share, Events: eventsOf(rows), Customers: math.MaxInt64, Curve: curve}
}

// wider are the periods towards which those of groups are drawn.
type wider struct {
	category map[string]float64
	shop     float64
}

func widerPeriods(categories map[string][]stat.FollowUp, shop []stat.FollowUp) wider {
	w := wider{map[string]float64{}, periodOf(shop).Days}
	for name, rows := range categories {
		w.category[name] = periodOf(rows).Toward(w.shop)
		if name == "" {
			w.category[name] = w.shop
		}
	}
	return w
}

// settle decides on the period of every group and on what it follows from.
func (s sorted) settle(own []stat.Period, w wider) {
	for no := range s.goods {
		g, p := &s.goods[no], own[no]
		if !math.IsNaN(p.Share) {
			g.BackShare = &p.Share
		}
		if g.Class == ClassFashion {
			g.Source = SourceSeason
			continue
		}
		towards, known := w.category[g.Category]
		if !known {
			towards = w.shop
		}
		days, rate := p.Toward(towards), 1.0
		g.Source = sourceOf(p, days, known && g.Category != "" && !math.IsNaN(towards))
		if stated, said := s.stated[no].period(); said {
			setting := s.stated[no].setting
			days, rate, g.Source = stated, orElse(setting.UseRate, 1)*orElse(setting.Users, 1), SourceMerchant
		}
		if math.IsNaN(days) {
			continue
		}
		lasts := days / rate
		g.PeriodDays, g.LastsDays = &days, &lasts
		g.LowDays, g.HighDays = rangeOf(p, days)
		if g.Class == ClassDurable && s.stated[no].setting.SecondDays == nil {
			g.SecondDays = max(g.SecondDays, int(math.Ceil(math.Min(g.Bounds[2]*lasts, 3650)))+g.DeliveryDays)
		}
	}
}

func sourceOf(p stat.Period, days float64, byCategory bool) Source {
	switch {
	case math.IsNaN(days):
		return SourceUnknown
	case p.Events >= 30 && p.Customers >= 20:
		return SourceLearned
	case p.Events > 0:
		return SourceShrunk
	case byCategory:
		return SourceCategory
	}
	return SourceShop
}

// rangeOf is by when a quarter and three quarters of those who buy again have
// done so, in the measure of the period that was decided on.
func rangeOf(p stat.Period, days float64) (low, high *float64) {
	if p.Events == 0 || !(p.Days > 0) {
		return nil, nil
	}
	l, h := p.Curve.Quantile(p.Share/4)*days/p.Days, p.Curve.Quantile(p.Share*3/4)*days/p.Days
	return &l, &h
}

// enoughSizes is how many repeat purchases it takes to see whether who buys
// twice as much comes back later.
const enoughSizes = 200

// countPieces decides where more pieces last longer: the merchant's word; never
// for durable goods; else by whether gaps within a group grow with what was
// bought, more like in proportion (slope 1) than not at all (slope 0), in the
// category or, where that tells too little, in the shop. Without enough to tell
// they count (S3-02).
func (s sorted) countPieces(byGroup [][]use) {
	slopes, all := map[string]*slope{}, &slope{}
	for no, uses := range byGroup {
		g := s.goods[no]
		if slopes[g.Category] == nil {
			slopes[g.Category] = &slope{}
		}
		within := slopeWithin(uses)
		slopes[g.Category].add(within)
		all.add(within)
	}
	for no := range s.goods {
		g := &s.goods[no]
		by := slopes[g.Category]
		if by.n < enoughSizes {
			by = all
		}
		g.ByQuantity = orElse(s.stated[no].setting.ByQuantity, g.Class != ClassDurable && by.grows())
	}
}

// slope gathers how ln(gap) goes with ln(pieces).
type slope struct{ n, xx, xy float64 }

func (s *slope) add(o slope) { s.n, s.xx, s.xy = s.n+o.n, s.xx+o.xx, s.xy+o.xy }

func (s *slope) grows() bool { return s.n < enoughSizes || s.xx < 1 || s.xy/s.xx >= 0.5 }

func slopeWithin(uses []use) slope {
	var n, x, y, xx, xy float64
	for _, u := range uses {
		if u.events == 0 || u.days < 1 || u.quantity < 1 {
			continue
		}
		k, lx, ly := float64(u.events), math.Log(float64(u.quantity)), math.Log(float64(u.days))
		n, x, y, xx, xy = n+k, x+k*lx, y+k*ly, xx+k*lx*lx, xy+k*lx*ly
	}
	if n == 0 {
		return slope{}
	}
	return slope{n, xx - x*x/n, xy - x*y/n}
}
