package lifecycle

import (
	"context"
	"fmt"
	"io"
	"time"

	"huike"
	"huike/feature"
	"huike/store"
)

// Dormancy is how far past the use of what she bought a customer is.
type Dormancy string

// The states: by days since the purchase arrived in units of the days that it
// lasts (S3-02 to S3-05).
const (
	InUse       Dormancy = "in_use"
	Due         Dormancy = "due"
	PreDormant  Dormancy = "pre_dormant"
	Dormant1    Dormancy = "dormant_1"
	Dormant2    Dormancy = "dormant_2"
	NeverBought Dormancy = "never_bought" // known for long, without a purchase (S3-08)
	Unknown     Dormancy = "unknown"      // nothing is known of how long her goods last
)

// Dormancies lists the states of who has bought, earliest first.
var Dormancies = []Dormancy{InUse, Due, PreDormant, Dormant1, Dormant2}

// longDays is for how long one must be known, without a purchase, to be dormant:
// two years (S3-08).
const longDays = 730

// Rest makes sure that the dormancy of a scope is known under the merchant's
// newest word and returns the snapshot that it is kept by. Several callers
// compute it once. Snapshots in use stay.
func (l *Lifecycle) Rest(ctx context.Context, s feature.Scope, at time.Time, inUse ...int64) (feature.Snapshot, error) {
	snapshot, err := l.features.Ensure(ctx, s, at, inUse...)
	if err != nil {
		return snapshot, err
	}
	if known, err := l.rested(ctx, snapshot); err != nil || known {
		return snapshot, err
	}
	release, err := l.turn(ctx, fmt.Sprintf("dormancy %d %s", s.Shop, s.AsOf))
	if err != nil {
		return snapshot, err
	}
	defer release()
	if known, err := l.rested(ctx, snapshot); err != nil || known {
		return snapshot, err
	}
	return snapshot, l.computeRest(ctx, snapshot, at)
}

// rested reports whether the dormancy of a snapshot is published under the
// newest settings.
func (l *Lifecycle) rested(ctx context.Context, s feature.Snapshot) (bool, error) {
	version, err := settingsVersion(ctx, l.db)
	if err != nil {
		return false, err
	}
	args := store.Args{"snapshot": s.ID, "settings_version": version}
	_, known, err := store.One(ctx, l.db, queries.Get("run"), args, func(r *store.Rows) (t time.Time, err error) {
		return t, r.Scan(&version, &t)
	})
	return known, err
}

// turn waits until nobody else holds a name.
func (l *Lifecycle) turn(ctx context.Context, name string) (release func(), err error) {
	for {
		release, err := l.db.Lease(ctx, name)
		if huike.CodeOf(err) != "store.lease_taken" {
			return release, err
		}
		select {
		case <-ctx.Done():
			return nil, err
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// computeRest learns the periods and places every customer. Reading lies
// between two transactions, so that others may write meanwhile.
func (l *Lifecycle) computeRest(ctx context.Context, s feature.Snapshot, at time.Time) error {
	version, err := settingsVersion(ctx, l.db)
	if err != nil {
		return err
	}
	said, err := l.Settings(ctx)
	if err != nil {
		return err
	}
	all, err := l.goods(ctx, s.Scope)
	if err != nil {
		return err
	}
	groups := wordsOf(said).sort(all)
	err = l.db.Write(ctx, func(tx store.Tx) error {
		if err := dropStale(ctx, tx, s.ID); err != nil {
			return err
		}
		return loadMembers(ctx, tx, s.ID, groups.members)
	})
	if err != nil {
		return err
	}
	uses, err := l.uses(ctx, s)
	if err != nil {
		return err
	}
	groups.learn(uses)
	return l.db.Write(ctx, func(tx store.Tx) error {
		return place(ctx, tx, s, groups.goods, store.Args{"settings_version": version, "published_at": at})
	})
}

// dropStale drops the dormancy of a snapshot, and of those that are none any more.
func dropStale(ctx context.Context, tx store.Tx, snapshot int64) error {
	stale, err := store.All(ctx, tx, queries.Get("stale"), store.Args{"snapshot": snapshot}, func(r *store.Rows) (id int64, err error) {
		return id, r.Scan(&id)
	})
	if err != nil || len(stale) == 0 {
		return err
	}
	for _, table := range []string{"dormancy_run", "dormancy", "dormancy_cause", "consumption_period", "consumption_member"} {
		if _, err := tx.Exec(ctx, queries.Get("drop_"+table), store.Args{"snapshots": stale}); err != nil {
			return err
		}
	}
	return nil
}

func loadMembers(ctx context.Context, tx store.Tx, snapshot int64, members map[int64]int) error {
	rows := make([][]any, 0, len(members))
	for product, no := range members {
		rows = append(rows, []any{snapshot, product, int64(no)})
	}
	_, err := tx.Load(ctx, "consumption_member", []string{"snapshot_id", "product_id", "group_no"}, each(rows))
	return err
}

// each gives the rows one by one.
func each(rows [][]any) func() ([]any, error) {
	i := 0
	return func() ([]any, error) {
		if i == len(rows) {
			return nil, io.EOF
		}
		i++
		return rows[i-1], nil
	}
}

// place writes the periods and every customer's state, and publishes them.
func place(ctx context.Context, tx store.Tx, s feature.Snapshot, goods []Goods, run store.Args) error {
	calendars := seasonsOf(goods, s.Scope.AsOf)
	if err := loadGoods(ctx, tx, s.ID, goods, calendars); err != nil {
		return err
	}
	if err := joins(ctx, tx, "off"); err != nil {
		return err
	}
	run["snapshot"] = s.ID
	until := s.Scope.AsOf.Add(1).Time(utc)
	scope := store.Args{"snapshot": s.ID, "shop": s.Scope.Shop, "as_of": s.Scope.AsOf}
	if err := judge(ctx, tx, s, calendars.args(scope)); err != nil {
		return err
	}
	for _, step := range []struct {
		query store.Query
		args  store.Args
	}{
		{queries.Get("never_bought"), with(scope, store.Args{"long_days": longDays, "arrived_before": until.AddDate(0, 0, -longDays)})},
		{queries.Get("cause"), with(scope, store.Args{"until": until})},
		{queries.Get("publish_run"), run},
	} {
		if _, err := tx.Exec(ctx, step.query, step.args); err != nil {
			return err
		}
	}
	return joins(ctx, tx, "on")
}

// judge writes the customers' states, span by span.
func judge(ctx context.Context, tx store.Tx, s feature.Snapshot, args store.Args) error {
	spans, err := feature.Spans(ctx, tx)
	if err != nil {
		return err
	}
	q := queries.Get("dormancy").With("judged", queries.Get("judged").With("bought", queries.Get("bought")))
	for _, span := range spans {
		if _, err := tx.Exec(ctx, q, with(args, span.Args())); err != nil {
			return err
		}
	}
	return nil
}

// joins says whether sets may be joined row by row from here on.
func joins(ctx context.Context, tx store.Tx, oneByOne string) error {
	_, err := tx.Exec(ctx, queries.Get("joins"), store.Args{"one_by_one": oneByOne})
	return err
}

func with(a, b store.Args) store.Args {
	all := store.Args{}
	for _, args := range []store.Args{a, b} {
		for name, value := range args {
			all[name] = value
		}
	}
	return all
}

var goodsColumns = []string{"snapshot_id", "group_no", "name", "setting_name", "level", "category", "class", "period_days", "low_days", "high_days", "source",
	"events", "customers", "back_share", "by_quantity", "most_pieces", "lasts_days", "delivery_days", "bound_1", "bound_2", "bound_3",
	"second_days", "season_rule", "season_days", "grace_days"}

func loadGoods(ctx context.Context, tx store.Tx, snapshot int64, goods []Goods, c seasons) error {
	rows := make([][]any, 0, len(goods))
	for _, g := range goods {
		var rule, days any
		if g.Class == ClassFashion {
			rule, days = int64(c.number[g.seasons]), g.seasons
		}
		rows = append(rows, []any{snapshot, int64(g.No), g.Name, g.Key, g.Level, g.Category, string(g.Class), nullable(g.PeriodDays), nullable(g.LowDays),
			nullable(g.HighDays), string(g.Source), g.Events, g.Customers, nullable(g.BackShare), g.ByQuantity, g.MostPieces, nullable(g.LastsDays),
			int64(g.DeliveryDays), g.Bounds[0], g.Bounds[1], g.Bounds[2], int64(g.SecondDays), rule, days, int64(g.GraceDays)})
	}
	_, err := tx.Load(ctx, "consumption_period", goodsColumns, each(rows))
	return err
}

func nullable(v *float64) any {
	if v == nil {
		return nil
	}
	return *v
}
