package assortment

import (
	"context"
	"math"
	"time"

	"huike"
	"huike/feature"
	"huike/stat"
	"huike/store"
)

// saleDay is what one product sold on a day.
type saleDay struct {
	day   huike.Day
	units int64
	sales int64
}

func (a *Assortment) days(ctx context.Context, s feature.Scope, product int64) ([]saleDay, error) {
	args := store.Args{"product": product, "as_of": s.AsOf}
	return store.All(ctx, a.db, queries.Get("product_days"), args, func(r *store.Rows) (d saleDay, err error) {
		return d, r.Scan(&d.day, &d.units, &d.sales)
	})
}

// Week is what a product sold in an ISO week. Promotion marks weeks with a
// festival day.
type Week struct {
	Monday     huike.Day
	Units      int64
	SalesMinor int64
	PriceMinor *float64 // mean paid price of one piece; nil in a week without sales
	Promotion  bool
}

// Course is how a product sold week by week, and how its sales followed its price.
type Course struct {
	Good   Good
	Weeks  []Week
	Prices int // distinct prices in the weeks that count
	Used   int // weeks that count
	// Elasticity is how many percent more pieces went with one percent more in
	// price, with an interval of 95 %; nil with fewer than four prices. It
	// describes and proves no cause.
	Elasticity, Low, High *float64
	Notes                 []Note
}

// Course returns the weeks of a product from its first sale to a day.
//
// Source: methods 6.5.
func (a *Assortment) Course(ctx context.Context, s feature.Scope, product int64) (Course, error) {
	goods, err := a.goods(ctx, s, []int64{product})
	if err != nil {
		return Course{}, err
	}
	good, found := goods[product]
	if !found {
		return Course{}, huike.Errorf(huike.NotFound, "assortment.product", "there is no product with the number %d", product)
	}
	days, err := a.days(ctx, s, product)
	if err != nil {
		return Course{}, err
	}
	c := Course{Good: good.Good, Weeks: weeks(days, s.AsOf)}
	c.fit()
	if len(c.Weeks) == 0 {
		c.Notes = append(c.Notes, note("no_sales", "This product sold nothing up to "+s.AsOf.String()+".", nil))
	}
	return c, nil
}

func (c *Course) fit() {
	var seen []stat.PriceWeek
	for _, w := range c.Weeks {
		if w.PriceMinor != nil {
			seen = append(seen, stat.PriceWeek{Price: math.Round(*w.PriceMinor), Units: float64(w.Units), Promotion: w.Promotion})
		}
	}
	e := stat.Elasticity(seen)
	c.Prices, c.Used = e.Prices, e.Weeks
	c.Elasticity, c.Low, c.High = known(e.Elasticity), known(e.Elasticity-1.96*e.SE), known(e.Elasticity+1.96*e.SE)
	if c.Elasticity == nil && len(c.Weeks) > 0 {
		c.Notes = append(c.Notes, note("few_prices", "The price changed too seldom to tell what it does to sales: four different prices in weeks without a festival are needed.",
			map[string]any{"prices": c.Prices, "needed": 4}))
	}
}

func weeks(days []saleDay, asOf huike.Day) []Week {
	if len(days) == 0 {
		return nil
	}
	var all []Week
	for monday := mondayOf(days[0].day); !asOf.Before(monday); monday = monday.Add(weekDays) {
		w := Week{Monday: monday}
		for d := range weekDays {
			w.Promotion = w.Promotion || FestivalOf(monday.Add(d)) != ""
		}
		all = append(all, w)
	}
	for _, d := range days {
		w := &all[d.day.Sub(all[0].Monday)/weekDays]
		w.Units, w.SalesMinor = w.Units+d.units, w.SalesMinor+d.sales
		w.PriceMinor = known(float64(w.SalesMinor) / float64(w.Units))
	}
	return all
}

func mondayOf(d huike.Day) huike.Day { return d.Add(-(int(d.Time(time.UTC).Weekday()) + 6) % weekDays) }
