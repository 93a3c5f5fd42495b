package lifecycle

import (
	"context"
	"slices"
	"time"

	"huike"
	"huike/feature"
	"huike/store"
)

// Quality says what a dormant customer was worth (S3-09).
type Quality string

// High is the two upper fifths by lifetime money, and the middle fifth of those
// who have clicked in a message; the rest is low.
const (
	High Quality = "high"
	Low  Quality = "low"
)

// Cause is why a dormant customer stays away (S3-10).
type Cause string

// The five causes, in the order in which they are looked for.
const (
	Dissatisfied Cause = "dissatisfied" // money back, a bad review or a bad chat since her last purchase
	Alternatives Cause = "alternatives" // she has haggled or looked since, and not bought
	WeakLoyalty  Cause = "weak_loyalty" // three or more brands, none of them twice
	Platform     Cause = "platform"     // came by the platform's search every time
	NoFollowUp   Cause = "no_follow_up" // nobody has written to her or talked with her since
	NoCause      Cause = "unknown"      // none of these shows
)

// Causes lists the causes, the unknown last.
var Causes = []Cause{Dissatisfied, Alternatives, WeakLoyalty, Platform, NoFollowUp, NoCause}

// CauseCount is how many dormant customers of a quality have a cause, by what
// shows it.
type CauseCount struct {
	Quality   Quality
	Cause     Cause
	Evidence  string
	Customers int64
}

// DueGoods is a group of goods of which customers run out in the calendar's days.
type DueGoods struct {
	GroupNo   int
	Name      string // "" for orders of which no goods are known
	Customers int64
}

// OtherGoods stands for all groups that a calendar does not name.
const OtherGoods = -1

// DueCount is how many customers run out of a group of goods, or of OtherGoods, on a day.
type DueCount struct {
	Day       huike.Day
	GroupNo   int
	Customers int64
}

// Share is the share of dormant customers of those who had bought by a day.
type Share struct {
	Day           huike.Day
	Dormant, Base int64
}

// Rest is who has run out of what, as of a day.
type Rest struct {
	Snapshot feature.Snapshot
	States   map[Dormancy]int64 // also NeverBought and Unknown
	Causes   []CauseCount
	Goods    []Goods    // most bought first, at most MostGoods
	DueGoods []DueGoods // what the calendar names, most customers first, at most MostDueGoods
	Calendar []DueCount // from a week before the day until five weeks after it
}

// MostGoods is how many groups of goods a board shows, MostDueGoods how many its
// calendar names.
const (
	MostGoods    = 200
	MostDueGoods = 50
)

// Calendar's days before and after the day of the board.
const (
	calendarBefore = 7
	calendarAfter  = 34
)

// Dormant is how many are in one of the two dormancies.
func (r Rest) Dormant() int64 { return r.States[Dormant1] + r.States[Dormant2] }

// Known is how many have bought and have a state.
func (r Rest) Known() (n int64) {
	for _, s := range Dormancies {
		n += r.States[s]
	}
	return n
}

// Share is the dormant share of those whose state is known (S3-01); nil if there
// is nobody.
func (r Rest) Share() *float64 {
	if r.Known() == 0 {
		return nil
	}
	share := float64(r.Dormant()) / float64(r.Known())
	return &share
}

// QualityOf counts the dormant customers of a quality.
func (r Rest) QualityOf(q Quality) (n int64) {
	for _, c := range r.Causes {
		if c.Quality == q {
			n += c.Customers
		}
	}
	return n
}

// Resting returns the board of a scope.
func (l *Lifecycle) Resting(ctx context.Context, s feature.Scope, at time.Time) (Rest, error) {
	r := Rest{States: map[Dormancy]int64{}}
	var err error
	if r.Snapshot, err = l.Rest(ctx, s, at); err != nil {
		return r, err
	}
	args := store.Args{"snapshot": r.Snapshot.ID}
	_, err = store.All(ctx, l.db, queries.Get("states"), args, func(rows *store.Rows) (state Dormancy, err error) {
		var n int64
		err = rows.Scan(&state, &n)
		r.States[state] = n
		return state, err
	})
	if err != nil {
		return r, err
	}
	r.Causes, err = store.All(ctx, l.db, queries.Get("causes"), args, func(rows *store.Rows) (c CauseCount, err error) {
		return c, rows.Scan(&c.Quality, &c.Cause, &c.Evidence, &c.Customers)
	})
	if err != nil {
		return r, err
	}
	if r.Goods, err = l.Goods(ctx, r.Snapshot.ID, false); err != nil {
		return r, err
	}
	return r, l.dueWeeks(ctx, s.AsOf, &r)
}

// dueWeeks fills the calendar in.
func (l *Lifecycle) dueWeeks(ctx context.Context, asOf huike.Day, r *Rest) (err error) {
	args := store.Args{"snapshot": r.Snapshot.ID, "from_day": asOf.Add(-calendarBefore), "to_day": asOf.Add(calendarAfter), "most": MostDueGoods}
	r.DueGoods, err = store.All(ctx, l.db, queries.Get("due_goods"), args, func(rows *store.Rows) (g DueGoods, err error) {
		return g, rows.Scan(&g.GroupNo, &g.Name, &g.Customers)
	})
	if err != nil {
		return err
	}
	groups := make([]int64, len(r.DueGoods))
	for i, g := range r.DueGoods {
		groups[i] = int64(g.GroupNo)
	}
	delete(args, "most")
	args["groups"] = groups
	r.Calendar, err = store.All(ctx, l.db, queries.Get("calendar"), args, func(rows *store.Rows) (c DueCount, err error) {
		return c, rows.Scan(&c.Day, &c.GroupNo, &c.Customers)
	})
	return err
}

// Goods returns the groups of goods of a snapshot whose dormancy is known, most
// bought first, at most MostGoods; with everything, also those nobody bought.
func (l *Lifecycle) Goods(ctx context.Context, snapshot int64, everything bool) ([]Goods, error) {
	args := store.Args{"snapshot": snapshot, "everything": everything, "most": MostGoods}
	return store.All(ctx, l.db, queries.Get("groups"), args, func(r *store.Rows) (g Goods, err error) {
		return g, r.Scan(&g.No, &g.Name, &g.Key, &g.Level, &g.Category, &g.Class, &g.PeriodDays, &g.LowDays, &g.HighDays, &g.Source, &g.Events, &g.Customers,
			&g.BackShare, &g.ByQuantity, &g.MostPieces, &g.LastsDays, &g.DeliveryDays, &g.Bounds[0], &g.Bounds[1], &g.Bounds[2],
			&g.SecondDays, &g.GraceDays, &g.Deciding, &g.Due, &g.Dormant)
	})
}

// Trend returns the dormant share on the last day of each of so many months
// before the day of the scope, and on that day itself. It holds the past
// against what is known today of goods and of each customer's pace, so that a
// change is one of the customers and not of the measure. Days before the first
// purchase are left out.
func (l *Lifecycle) Trend(ctx context.Context, s feature.Scope, months int, at time.Time) ([]Share, error) {
	snapshot, err := l.Rest(ctx, s, at)
	if err != nil {
		return nil, err
	}
	goods, err := l.fashion(ctx, snapshot.ID)
	if err != nil {
		return nil, err
	}
	begin := s.AsOf.Time(utc)
	first := time.Date(begin.Year(), begin.Month()-time.Month(months), 1, 0, 0, 0, 0, utc)
	args := with(seasonsOf(goods, s.AsOf).args(store.Args{"months": months, "first_month": first.Year()*12 + int(first.Month()) - 1}),
		with(feature.Everybody.Args(), store.Args{"snapshot": snapshot.ID, "shop": s.Shop, "as_of": s.AsOf}))
	shares := make([]Share, months+1)
	for k := range months {
		shares[k].Day = huike.DayOf(first.AddDate(0, k+1, -1))
	}
	shares[months].Day = s.AsOf
	q := queries.Get("trend").With("bought", queries.Get("bought"))
	_, err = store.All(ctx, l.db, q, args, func(r *store.Rows) (n int64, err error) {
		var from int
		var awake int64
		err = r.Scan(&from, &awake, &n)
		for k := from; k <= months && err == nil; k++ {
			shares[k].Base += n
			if awake>>k&1 == 0 {
				shares[k].Dormant += n
			}
		}
		return n, err
	})
	return slices.DeleteFunc(shares, func(p Share) bool { return p.Base == 0 }), err
}

// fashion returns the goods with a season in the order in which their calendars
// were numbered.
func (l *Lifecycle) fashion(ctx context.Context, snapshot int64) ([]Goods, error) {
	return store.All(ctx, l.db, queries.Get("calendars"), store.Args{"snapshot": snapshot}, func(r *store.Rows) (g Goods, err error) {
		g.Class = ClassFashion
		return g, r.Scan(&g.seasons)
	})
}
