package stat

import "math"

// PriceWeek is what a product sold in a week at one price.
type PriceWeek struct {
	Price, Units float64
	Promotion    bool // an activity ran; such weeks are no evidence of the price alone
}

// PriceElasticity is how many percent the units change when the price rises by
// one percent. It describes what was seen and proves no cause.
type PriceElasticity struct {
	Elasticity, SE float64
	Intercept      float64 // ln units at a price of 1
	Weeks, Prices  int     // weeks used, and distinct prices in them
}

// minPrices is how many distinct prices an elasticity needs, by convention.
const minPrices = 4

// Elasticity fits a line through ln units on ln price by least squares over the
// weeks without promotion and with sales. With fewer than four distinct prices
// its numbers are NaN.
func Elasticity(weeks []PriceWeek) PriceElasticity {
	var x, y []float64
	prices := map[float64]bool{}
	for _, w := range weeks {
		if w.Promotion || w.Price <= 0 || w.Units <= 0 {
			continue
		}
		x, y = append(x, math.Log(w.Price)), append(y, math.Log(w.Units))
		prices[w.Price] = true
	}
	e := PriceElasticity{math.NaN(), math.NaN(), math.NaN(), len(x), len(prices)}
	if len(prices) < minPrices {
		return e
	}
	mx, my, sxx, sxy, syy := average(x), average(y), 0.0, 0.0, 0.0
	for i := range x {
		dx, dy := x[i]-mx, y[i]-my
		sxx, sxy, syy = sxx+dx*dx, sxy+dx*dy, syy+dy*dy
	}
	e.Elasticity = sxy / sxx
	e.Intercept = my - e.Elasticity*mx
	e.SE = math.Sqrt(max(0, syy-e.Elasticity*sxy) / float64(len(x)-2) / sxx)
	return e
}

func average(values []float64) float64 {
	sum := 0.0
	for _, v := range values {
		sum += v
	}
	return sum / float64(len(values))
}
