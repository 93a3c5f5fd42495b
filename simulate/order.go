package simulate

import (
	"fmt"
	"math"
	"math/rand/v2"
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
	r := s.source(c.No, streamOrders)
	var orders []Order
	for d := c.First; !s.End.Before(d); {
		orders = append(orders, s.order(r, c, d, len(orders)+1))
		if r.Float64() < c.Leaves {
			break
		}
		d = d.Add(1 + int(math.Round(c.Gap*gamma(r, 2.2)/2.2)))
	}
	return orders
}

// order makes one order of a customer on a day; nth numbers her orders.
func (s *Shop) order(r *rand.Rand, c Customer, d huike.Day, nth int) Order {
	at := d.Time(time.UTC).Add(time.Duration(pick(r, shopHours))*time.Hour + time.Duration(r.IntN(3600))*time.Second)
	o := Order{Number: fmt.Sprintf("HK%08d%03d", c.No, nth), OrderedAt: at}
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
	if off := []int64{0, 5, 10, 20}[pick(r, []float64{.62, .78, .93, 1})]; off > 0 {
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
	return o
}

// settle decides whether an order is paid and whether money goes back. A
// customer's first order is always paid: it is what makes her a customer.
func (o *Order) settle(r *rand.Rand) {
	u, wait, back := r.Float64(), r.IntN(1800), r.Float64()
	if u < 0.03 && o.Number[len(o.Number)-3:] != "001" {
		return // never paid
	}
	o.PaidAt = o.OrderedAt.Add(time.Duration(wait) * time.Second)
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
