package lifecycle

import (
	"context"
	"fmt"
	"math"
	"time"

	"huike"
	"huike/feature"
	"huike/stat"
	"huike/store"
)

// Pair is a customer and a group of goods that she has bought, as of a day.
type Pair struct {
	Customer  huike.CustomerID
	GroupNo   int
	Days      int     // since she last bought them
	Times     int     // days on which she bought them
	LastsDays float64 // what she bought last
	Pace      float64
	Recency   int  // days since she last bought anything
	Occasions int  // days on which she bought anything
	Again     bool // she bought them again within the days that were looked at
}

// mostLearned is about how many customers a forecast is learned from.
const mostLearned = 50_000

// Pairs returns every customer with every group of goods, and whether she
// bought it again within so many days after the day of the scope; of every
// parts-th customer.
func (l *Lifecycle) Pairs(ctx context.Context, s feature.Scope, within, parts int, at time.Time) ([]Pair, error) {
	snapshot, err := l.Rest(ctx, s, at)
	if err != nil {
		return nil, err
	}
	goods, err := l.fashion(ctx, snapshot.ID)
	if err != nil {
		return nil, err
	}
	judged := queries.Get("judged").With("bought", queries.Get("bought"))
	args := seasonsOf(goods, s.AsOf).args(store.Args{"snapshot": snapshot.ID, "shop": s.Shop, "as_of": s.AsOf,
		"until_day": s.AsOf.Add(within), "parts": max(parts, 1)})
	return store.All(ctx, l.db, queries.Get("pairs").With("judged", judged), with(args, feature.Everybody.Args()), func(r *store.Rows) (p Pair, err error) {
		return p, r.Scan(&p.Customer, &p.GroupNo, &p.Days, &p.Times, &p.LastsDays, &p.Pace, &p.Recency, &p.Occasions, &p.Again)
	})
}

// Forecast says how likely a customer is to buy goods again within so many days.
type Forecast struct {
	Within  int
	Learned int // pairs of customer and goods behind it
	model   stat.Logistic
}

// Foresee learns the forecast of a scope from what became of the customers and
// goods as they were so many days before. Where nobody bought again, or all did,
// it is an error of kind Invalid.
func (l *Lifecycle) Foresee(ctx context.Context, s feature.Scope, within int, at time.Time) (Forecast, error) {
	origin := feature.Scope{Shop: s.Shop, AsOf: s.AsOf.Add(-within)}
	snapshot, err := l.Rest(ctx, origin, at)
	if err != nil {
		return Forecast{}, err
	}
	pairs, err := l.Pairs(ctx, origin, within, int(1+snapshot.Customers/mostLearned), at)
	if err != nil {
		return Forecast{}, err
	}
	return LearnForecast(pairs, within)
}

// LearnForecast fits the forecast to pairs of which it is known whether they
// were bought again within so many days: a logistic regression on the clock (how
// far past its use it is, and how long it lasts), the pace, how often these goods
// were bought, and how often and how lately anything.
func LearnForecast(pairs []Pair, within int) (Forecast, error) {
	rows, again := make([][]float64, len(pairs)), make([]bool, len(pairs))
	events := 0
	for i, p := range pairs {
		rows[i], again[i] = p.features(), p.Again
		if p.Again {
			events++
		}
	}
	if events < 20 || len(pairs)-events < 20 {
		return Forecast{}, huike.Errorf(huike.Invalid, "dormancy.too_few",
			"%d of %d customers with goods bought them again within %d days; it takes 20 who did and 20 who did not to say how likely it is", events, len(pairs), within)
	}
	data, err := stat.NewMatrix(rows)
	if err != nil {
		return Forecast{}, err
	}
	model, err := stat.FitLogistic(data, again)
	return Forecast{within, len(pairs), model}, err
}

// features are the columns of the regression.
func (p Pair) features() []float64 {
	past := math.Log((float64(p.Days) + 1) / (p.LastsDays + 1))
	return []float64{past, math.Max(past, 0), math.Log(p.LastsDays + 1), math.Log(p.Pace), math.Log(float64(max(p.Times, 1))),
		math.Log(float64(p.Recency) + 1), math.Log(float64(max(p.Occasions, 1)))}
}

// Chance is how likely the goods of a pair are bought again within the
// forecast's days.
func (f Forecast) Chance(p Pair) float64 {
	chance, _ := f.model.Probability(p.features())
	return chance
}

// Likely is a customer who is likely to buy goods again.
type Likely struct {
	Customer  huike.CustomerID
	GroupNo   int
	Goods     string
	Days      int // since she last bought them
	Times     int
	LastsDays float64
	DueDay    huike.Day
	Chance    float64
}

// Likeliest lists the customers and goods of a scope that are likeliest to be
// bought again within the forecast's days, at most so many.
func (l *Lifecycle) Likeliest(ctx context.Context, s feature.Scope, f Forecast, limit int, at time.Time) ([]Likely, error) {
	snapshot, err := l.Rest(ctx, s, at)
	if err != nil {
		return nil, err
	}
	goods, err := l.fashion(ctx, snapshot.ID)
	if err != nil {
		return nil, err
	}
	args := seasonsOf(goods, s.AsOf).args(store.Args{"snapshot": snapshot.ID, "shop": s.Shop, "as_of": s.AsOf, "limit": limit})
	for k, b := range f.model.Coefficients {
		args[fmt.Sprintf("b%d", k)] = b
	}
	q := queries.Get("likely").With("judged", queries.Get("judged").With("bought", queries.Get("bought")))
	return store.All(ctx, l.db, q, with(args, feature.Everybody.Args()), func(r *store.Rows) (p Likely, err error) {
		return p, r.Scan(&p.Customer, &p.GroupNo, &p.Goods, &p.Days, &p.Times, &p.LastsDays, &p.DueDay, &p.Chance)
	})
}
