package order

import (
	"context"
	"regexp"
	"slices"
	"time"

	"huike"
	"huike/store"
)

// Orders answers what was bought.
type Orders struct{ db store.DB }

// New opens the room over a database.
func New(db store.DB) *Orders { return &Orders{db: db} }

// Shop is one shop of the brand.
type Shop struct {
	ID        huike.ShopID
	Name      string
	Platform  string  // uci, taobao, shopify, cdnow, own
	Currency  string  // ISO 4217
	TimeZone  string  // IANA, "Asia/Shanghai"
	Country   string  // of its buyers, ISO 3166, "CN"; "": see Countries
	Margin    float64 // gross margin where a product has no cost, 0 to 1
	Approval  bool    // campaigns need a second person
	CreatedAt time.Time
}

// Shops returns all shops in the order in which they came.
func (o *Orders) Shops(ctx context.Context) ([]Shop, error) {
	return store.All(ctx, o.db, queries.Get("shops"), nil, scanShop)
}

// Shop returns one shop. An unknown number is an error of kind NotFound.
func (o *Orders) Shop(ctx context.Context, id huike.ShopID) (Shop, error) {
	s, found, err := store.One(ctx, o.db, queries.Get("shop"), store.Args{"shop": id}, scanShop)
	if err == nil && !found {
		err = huike.Errorf(huike.NotFound, "order.unknown_shop", "there is no shop %d", id)
	}
	return s, err
}

// ShopNamed returns the shop of a name and tells whether there is one.
func (o *Orders) ShopNamed(ctx context.Context, name string) (Shop, bool, error) {
	return store.One(ctx, o.db, queries.Get("shop_named"), store.Args{"name": name}, scanShop)
}

func scanShop(r *store.Rows) (Shop, error) {
	var s Shop
	var margin int64
	err := r.Scan(&s.ID, &s.Name, &s.Platform, &s.Currency, &s.TimeZone, &margin, &s.Approval, &s.CreatedAt, &s.Country)
	s.Margin = float64(margin) / 10000
	return s, err
}

// EnsureShop returns the shop with the name of s as it is stored, or stores s
// as a new one. The name, the currency and the time zone of a new shop are
// checked (kind Invalid).
func (o *Orders) EnsureShop(ctx context.Context, s Shop) (Shop, error) {
	if known, found, err := o.ShopNamed(ctx, s.Name); err != nil || found {
		return known, err
	}
	planned, err := o.PlanShop(ctx, s)
	if err != nil {
		return s, err
	}
	err = o.db.Write(ctx, func(tx store.Tx) error {
		return AddShop(ctx, tx, planned)
	})
	if huike.CodeOf(err) == "order.shop_name_taken" {
		planned, _, err = o.ShopNamed(ctx, s.Name)
	}
	return planned, err
}

// PlanShop checks a new shop as EnsureShop does and gives it its number, but
// does not store it yet: AddShop does so, with what makes it worth having.
func (o *Orders) PlanShop(ctx context.Context, s Shop) (Shop, error) {
	if err := s.check(); err != nil {
		return s, err
	}
	err := o.db.Write(ctx, func(tx store.Tx) error {
		id, err := store.Reserve(ctx, tx, "shop", 1)
		s.ID = huike.ShopID(id)
		return err
	})
	return s, err
}

// AddShop stores a planned shop inside a running transaction. A name that was
// taken meanwhile is an error of kind Conflict.
func AddShop(ctx context.Context, tx store.Tx, s Shop) error {
	if _, found, err := store.One(ctx, tx, queries.Get("shop_named"), store.Args{"name": s.Name}, scanShop); err != nil || found {
		if err == nil {
			err = nameTaken(s.Name)
		}
		return err
	}
	args := s.args()
	args["platform"], args["currency"], args["created"] = s.Platform, s.Currency, s.CreatedAt
	_, err := tx.Exec(ctx, queries.Get("shop_add"), args)
	return err
}

// SetShop changes the name, the margin, the approval, the country and the time zone of the
// shop with the number of s. The local days of orders that are there already
// stay as they were written.
func (o *Orders) SetShop(ctx context.Context, s Shop) error {
	old, err := o.Shop(ctx, s.ID)
	if err != nil {
		return err
	}
	s.Currency = old.Currency
	if err := s.check(); err != nil {
		return err
	}
	if other, found, err := o.ShopNamed(ctx, s.Name); err != nil || found && other.ID != s.ID {
		if err == nil {
			err = nameTaken(s.Name)
		}
		return err
	}
	return o.db.Write(ctx, func(tx store.Tx) error {
		_, err := tx.Exec(ctx, queries.Get("shop_set"), s.args())
		return err
	})
}

func nameTaken(name string) error {
	return huike.Errorf(huike.Conflict, "order.shop_name_taken", "there is a shop called %q already; choose another name", name)
}

func (s Shop) args() store.Args {
	return store.Args{
		"shop": s.ID, "name": s.Name, "zone": s.TimeZone,
		"margin": int64(s.Margin*10000 + 0.5), "approval": s.Approval, "country": s.Country,
	}
}

var isoCurrency = regexp.MustCompile(`^[A-Z]{3}$`)

func (s Shop) check() error {
	if s.Name == "" || len(s.Name) > 200 {
		return huike.Errorf(huike.Invalid, "order.shop_name", "a shop needs a name of at most 200 bytes")
	}
	if !isoCurrency.MatchString(s.Currency) {
		return huike.Errorf(huike.Invalid, "order.shop_currency", "%q is not a currency; write three capital letters, for example CNY", s.Currency)
	}
	if _, err := time.LoadLocation(s.TimeZone); err != nil || s.TimeZone == "" || s.TimeZone == "Local" {
		return huike.Errorf(huike.Invalid, "order.shop_zone", "%q is not a time zone; write it like Asia/Shanghai", s.TimeZone)
	}
	if s.Country != "" && !isoCountry.MatchString(s.Country) {
		return huike.Errorf(huike.Invalid, "order.shop_country", "%q is not a country; write two capital letters, for example CN", s.Country)
	}
	if s.Margin < 0 || s.Margin > 1 {
		return huike.Errorf(huike.Invalid, "order.shop_margin", "the margin %g is not between 0 and 1", s.Margin)
	}
	return nil
}

// Countries returns the countries in which bare phone numbers of all shops may
// be, each once.
func (o *Orders) Countries(ctx context.Context) ([]string, error) {
	shops, err := o.Shops(ctx)
	var all []string
	for _, s := range shops {
		for _, c := range s.Countries() {
			if !slices.Contains(all, c) {
				all = append(all, c)
			}
		}
	}
	return all, err
}

// Version returns a number that grows with every change of the facts.
func (o *Orders) Version(ctx context.Context) (int64, error) {
	v, _, err := store.One(ctx, o.db, queries.Get("version"), nil, func(r *store.Rows) (v int64, err error) { return v, r.Scan(&v) })
	return v, err
}

// Days returns the first and the last local day with an order of a shop, of all
// shops for 0, up to a day, and tells whether there is any. Orders of days to come
// are mistakes: they move no day on which anything is reported.
func (o *Orders) Days(ctx context.Context, shop huike.ShopID, until huike.Day) (first, last huike.Day, found bool, err error) {
	days, found, err := store.One(ctx, o.db, queries.Get("days"), store.Args{"shop": shop, "until": until}, func(r *store.Rows) (d [2]huike.Day, err error) {
		return d, r.Scan(&d[0], &d[1])
	})
	return days[0], days[1], found, err
}
