package simulate

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"time"

	"huike"
)

// Line is one article of an order.
type Line struct {
	Product  Product
	Category string
	Quantity int64
	Amount   int64 // minor units, after discount
}

// Order is one simulated order.
type Order struct {
	Number    string
	OrderedAt time.Time // in the shop's local time, location UTC
	PaidAt    time.Time // zero: never paid
	Lines     []Line
	Discount  int64
	Postage   int64
	Paid      int64 // what the customer paid: lines and postage
	Refund    int64 // given back; equal to Paid: the whole order
	Caused    bool  // would not be there without a message
	Nth       int   // of the customer, 1 up
	Source    int   // index into Sources
	Experience
}

// shopHours weighs the hours of a day by how many buy in them.
var shopHours = cumulate([24]float64{2, 1, .5, .3, .3, .5, 1, 2, 3.5, 5, 6, 5.5, 5, 5, 4.5, 4.5, 4.5, 4, 4, 5.5, 7.5, 8.5, 7.5, 4.4})

func cumulate(w [24]float64) []float64 {
	total := 0.0
	for _, x := range w {
		total += x
	}
	out, sum := make([]float64, 24), 0.0
	for i, x := range w {
		sum += x
		out[i] = sum / total
	}
	return out
}

// Orders makes the orders that a customer places by herself, first to last.
func (s *Shop) Orders(c Customer) []Order {
	r, faults := s.source(c.No, streamOrders), s.source(c.No, streamFault)
	var orders []Order
	for d, nth := c.First, 1; !s.End.Before(d); nth++ {
		o := s.order(r, c, d, nth)
		leaves := c.Leaves
		if nth == 1 && o.Bad(o.OrderedAt) {
			leaves = clamp(leaves+badExperience, 0, .95)
		}
		d = d.Add(1 + int(math.Round(c.Gap*o.supply(c.Category)*gamma(r, 2.2)/2.2)))
		if s.spoil(faults, &o, o.Source) {
			orders = append(orders, o)
		}
		if r.Float64() < leaves {
			break
		}
	}
	return orders
}

// supply is how long an order's units of the main category last, against the
// usual order: two bags last twice as long as one.
func (o *Order) supply(category int) float64 {
	units := int64(0)
	for _, l := range o.Lines {
		if l.Category == Catalogue[category].Name {
			units += l.Quantity
		}
	}
	return float64(min(max(units, 1), 4)) / usualUnits
}

// usualUnits is the mean of the units of the main category in an order.
const usualUnits = 1.6

// order makes one order of a customer on a day; nth numbers her orders.
func (s *Shop) order(r *rand.Rand, c Customer, d huike.Day, nth int) Order {
	hour, second := pick(r, shopHours), r.IntN(3600)
	if c.Night {
		hour = 21 + hour%3
	}
	at := d.Time(time.UTC).Add(time.Duration(hour)*time.Hour + time.Duration(second)*time.Second)
	o := Order{Number: fmt.Sprintf("HK%08d%03d", c.No, nth), OrderedAt: at, Nth: nth, Source: s.sourceOf(c.No, nth)}
	lines := 1 + min(3, int(gamma(r, 1.1)*c.Spend*0.8))
	var list int64
	for range lines {
		category := c.Category
		if r.Float64() < 0.25 {
			category = pick(r, categoryWeights)
		}
		p := Catalogue[category].Products[r.IntN(len(Catalogue[category].Products))]
		quantity := int64(1)
		if r.Float64() < 0.2*c.Spend {
			quantity = 2
		}
		list += p.Price * quantity
		o.Lines = append(o.Lines, Line{Product: p, Category: Catalogue[category].Name, Quantity: quantity, Amount: p.Price * quantity})
	}
	list += o.accompany(r)
	off := []int64{0, 5, 10, 20}[pick(r, []float64{.62, .78, .93, 1})]
	if c.Bargains {
		off = max(off, 10)
	}
	if off > 0 {
		for i := range o.Lines {
			cut := o.Lines[i].Amount * off / 100
			o.Lines[i].Amount -= cut
			o.Discount += cut
		}
	}
	if list < 5900 {
		o.Postage = 600
	}
	for _, l := range o.Lines {
		o.Paid += l.Amount
	}
	o.Paid += o.Postage
	o.settle(r)
	o.Experience = s.experience(c.No, nth, o.OrderedAt)
	return o
}

// accompany puts the companions of an order's products into it and returns what
// they cost.
func (o *Order) accompany(r *rand.Rand) (added int64) {
	for _, with := range Companions {
		if r.Float64() >= with.Probability || !o.has(with.SKU) || o.has(with.With) {
			continue
		}
		p, category := productOf(with.With)
		o.Lines = append(o.Lines, Line{Product: p, Category: category.Name, Quantity: 1, Amount: p.Price})
		added += p.Price
	}
	return added
}

func (o *Order) has(sku string) bool {
	return slices.ContainsFunc(o.Lines, func(l Line) bool { return l.Product.SKU == sku })
}

// settle decides whether an order is paid and whether money goes back. A
// customer's first order is always paid: it is what makes her a customer.
func (o *Order) settle(r *rand.Rand) {
	u, wait, back := r.Float64(), r.IntN(1800), r.Float64()
	if u < 0.03 && o.Number[len(o.Number)-3:] != "001" {
		return // never paid
	}
	o.PaidAt = o.OrderedAt.Add(time.Duration(wait) * time.Second)
	if huike.DayOf(o.PaidAt) != huike.DayOf(o.OrderedAt) {
		o.PaidAt = o.OrderedAt // within the day, so that the shop's last day is its last
	}
	switch {
	case back < 0.02:
		o.Refund = o.Paid
	case back < 0.035:
		o.Refund = o.Lines[0].Amount / 2
	}
}

// gamma draws from Gamma(shape, 1) (Marsaglia and Tsang 2000).
func gamma(r *rand.Rand, shape float64) float64 {
	d := shape - 1.0/3
	c := 1 / math.Sqrt(9*d)
	for {
		x := r.NormFloat64()
		v := 1 + c*x
		if v <= 0 {
			continue
		}
		v = v * v * v
		if u := r.Float64(); math.Log(u) < 0.5*x*x+d-d*v+d*math.Log(v) {
			return d * v
		}
	}
}
