package lifecycle

import (
	"context"
	"slices"
	"strings"
	"time"

	"huike"
	"huike/store"
)

// Class says by which logic goods are used up (S2-06).
type Class string

// The four classes. Of fast goods every piece is used up; vertical ones (mother
// and baby) are outgrown, so that a category's goods stand for each other;
// fashion follows the season; of durable goods two do not last longer than one.
const (
	ClassFast     Class = "fast"
	ClassVertical Class = "vertical"
	ClassFashion  Class = "fashion"
	ClassDurable  Class = "durable"
)

// Classes lists the classes.
var Classes = []Class{ClassFast, ClassVertical, ClassFashion, ClassDurable}

// Level is how widely a setting holds.
type Level string

// The levels, widest first.
const (
	LevelShop     Level = "shop"
	LevelCategory Level = "category"
	LevelProduct  Level = "product" // a product by its outside number, or a group of products by its name
)

var levels = []Level{LevelShop, LevelCategory, LevelProduct}

// Setting is the merchant's word on how long goods last. What is nil is as the
// wider level says: shop, then category, then product; a shop's own word goes
// before that on all shops.
type Setting struct {
	Shop         huike.ShopID // 0: every shop
	Level        Level
	Name         string // of the category, or number of the product, or name of its group; "" for the shop
	Class        *Class
	PeriodDays   *float64 // that one piece lasts
	ByQuantity   *bool    // whether two pieces last twice as long as one
	DeliveryDays *int     // from the purchase until the parcel is there
	UseRate      *float64 // how much of the intended use customers make; 1 as intended. Holds for a stated period
	Users        *float64 // how many share one piece. Holds for a stated period
	SeasonDays   *string  // fashion: days on which new arrivals come, "03-01,09-01"
	GraceDays    *int     // fashion: days after the season's change until the first dormancy
	Bounds       *[3]float64
	SecondDays   *int // the second dormancy begins so many days after the purchase
	Actor        string
	ChangedAt    time.Time
}

// DefaultSeasons are the days on which new arrivals come where nobody said.
const DefaultSeasons = "03-01,09-01"

// Settings returns the merchant's newest words, widest shop first.
func (l *Lifecycle) Settings(ctx context.Context) ([]Setting, error) { return settings(ctx, l.db) }

func settings(ctx context.Context, r store.Reader) ([]Setting, error) {
	return store.All(ctx, r, queries.Get("settings"), nil, func(r *store.Rows) (s Setting, err error) {
		var version int64
		var b [3]*float64
		err = r.Scan(&s.Shop, &s.Level, &s.Name, &version, &s.Class, &s.PeriodDays, &s.ByQuantity, &s.DeliveryDays, &s.UseRate, &s.Users,
			&s.SeasonDays, &s.GraceDays, &b[0], &b[1], &b[2], &s.SecondDays, &s.Actor, &s.ChangedAt)
		if b[0] != nil && b[1] != nil && b[2] != nil {
			s.Bounds = &[3]float64{*b[0], *b[1], *b[2]}
		}
		return s, err
	})
}

// SettingsVersion tells how often the merchant has changed anything.
func (l *Lifecycle) SettingsVersion(ctx context.Context) (int64, error) {
	return settingsVersion(ctx, l.db)
}

func settingsVersion(ctx context.Context, r store.Reader) (int64, error) {
	v, _, err := store.One(ctx, r, queries.Get("settings_version"), nil, func(r *store.Rows) (v int64, err error) {
		return v, r.Scan(&v)
	})
	return v, err
}

// SetSettings stores the merchant's words as the next version; a setting whose
// every value is nil takes back what was said before. Dormancy that was computed
// under older words stays until it is asked for again. What makes no sense is an
// error of kind Invalid.
func (l *Lifecycle) SetSettings(ctx context.Context, all []Setting, actor string, at time.Time) error {
	for _, s := range all {
		if err := s.check(); err != nil {
			return err
		}
	}
	return l.db.Write(ctx, func(tx store.Tx) error {
		version, err := settingsVersion(ctx, tx)
		if err != nil {
			return err
		}
		for _, s := range all {
			args := s.args()
			args["version"], args["actor"], args["changed_at"] = version+1, actor, at
			if _, err := tx.Exec(ctx, queries.Get("add_setting"), args); err != nil {
				return err
			}
		}
		return nil
	})
}

func (s Setting) args() store.Args {
	args := store.Args{"shop": s.Shop, "level": s.Level, "name": s.Name, "class": s.Class, "period_days": s.PeriodDays,
		"by_quantity": s.ByQuantity, "delivery_days": s.DeliveryDays, "use_rate": s.UseRate, "users": s.Users,
		"season_days": s.SeasonDays, "grace_days": s.GraceDays, "second_days": s.SecondDays,
		"bound_1": nil, "bound_2": nil, "bound_3": nil}
	if s.Bounds != nil {
		args["bound_1"], args["bound_2"], args["bound_3"] = s.Bounds[0], s.Bounds[1], s.Bounds[2]
	}
	return args
}

func (s Setting) check() error {
	bad := func(code, format string, args ...any) error {
		return huike.Errorf(huike.Invalid, "consumption."+code, format, args...)
	}
	outside := func(v *float64, low, high float64) bool { return v != nil && !(*v >= low && *v <= high) }
	days := func(v *int, high int) bool { return v != nil && (*v < 0 || *v > high) }
	switch {
	case !slices.Contains(levels, s.Level):
		return bad("level", "a setting of level %q is not known; choose one of %s", s.Level, join(levels))
	case (s.Level == LevelShop) != (s.Name == ""):
		return bad("name", "a setting of a product or category needs its name, and that of a shop has none; %s has %q", s.Level, s.Name)
	case s.Class != nil && !slices.Contains(Classes, *s.Class):
		return bad("class", "the class %q of %q is not known; choose one of %s", *s.Class, s.Name, join(Classes))
	case outside(s.PeriodDays, 0.1, 3650):
		return bad("period", "one piece of %q lasts %g days; choose 0.1 to 3650", s.Name, *s.PeriodDays)
	case outside(s.UseRate, 0.05, 20), outside(s.Users, 0.05, 100):
		return bad("use", "the use rate or the number of users of %q makes no sense; choose 0.05 to 20 and 0.05 to 100, 1 is as intended by one person", s.Name)
	case days(s.DeliveryDays, 90), days(s.GraceDays, 365), days(s.SecondDays, 3650):
		return bad("days", "the days of %q make no sense; delivery takes 0 to 90, the season's grace 0 to 365, the second dormancy begins after 0 to 3650", s.Name)
	case s.Bounds != nil && !(s.Bounds[0] > 0 && s.Bounds[0] <= s.Bounds[1] && s.Bounds[1] <= s.Bounds[2] && s.Bounds[2] <= 100):
		return bad("bounds", "the bounds of %q are %g, %g, %g; they must grow, for example 1, 1.5, 2", s.Name, s.Bounds[0], s.Bounds[1], s.Bounds[2])
	}
	if s.SeasonDays != nil {
		if _, err := monthDays(*s.SeasonDays); err != nil {
			return err
		}
	}
	return nil
}

// monthDays reads "03-01,09-01".
func monthDays(text string) ([]string, error) {
	var all []string
	for _, part := range strings.Split(text, ",") {
		part = strings.TrimSpace(part)
		if _, err := huike.ParseDay("2023-" + part); err != nil || len(part) != 5 {
			return nil, huike.Errorf(huike.Invalid, "consumption.season", "the season's day %q is not a month and a day; write them like %s", part, DefaultSeasons)
		}
		all = append(all, part)
	}
	slices.Sort(all)
	return all, nil
}
