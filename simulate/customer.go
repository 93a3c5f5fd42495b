package simulate

import (
	"fmt"
	"math"
	"math/rand/v2"

	"huike"
)

// Purposes of the random streams of a customer.
const (
	streamPerson uint64 = iota + 1
	streamOrders
	streamEffect
	streamSource
	streamExperience
	streamChat
	streamWalk
	streamTrait
	streamTraffic
	streamStranger
	streamFault
)

// Customer is one person with the truth about her.
type Customer struct {
	No       int // 1 up
	Name     string
	Email    string
	Phone    string // "" for people who gave none
	Province string
	City     string
	Consents bool // to marketing by e-mail

	First    huike.Day // her first purchase
	Gap      float64   // mean days between purchases while she stays
	Leaves   float64   // probability of leaving after each purchase
	Category int       // main category, index into Catalogue
	Spend    float64   // factor on basket size
	Response float64   // added probability of buying within 30 days of a marketing message
	Source   int       // of the first order, index into Sources
	Bargains bool      // only buys with a discount, and asks for one
	Night    bool      // buys late in the evening
}

// Customer makes the n-th customer (0 up).
func (s *Shop) Customer(n int) Customer {
	no := s.FirstCustomer + n
	r := s.source(no, streamPerson)
	place := places[pick(r, placeWeights)]
	category := pick(r, categoryWeights)
	c := Customer{
		No:       no,
		Name:     surnames[r.IntN(len(surnames))] + givenNames[r.IntN(len(givenNames))],
		Email:    fmt.Sprintf("buyer%d@shop.example", no),
		Province: place.province,
		City:     place.city,
		Consents: r.Float64() < 0.85,
		First:    s.Start.Add(s.firstDay(r)),
		Category: category,
		Gap:      Catalogue[category].Period * usualUnits * math.Exp(0.45*r.NormFloat64()),
		Leaves:   clamp(0.38+0.18*r.NormFloat64(), 0.04, 0.92),
		Spend:    math.Exp(0.35 * r.NormFloat64()),
		Response: 0.015 + 0.03*r.Float64(),
	}
	if r.Float64() < 0.7 {
		c.Phone = fmt.Sprintf("1%d%09d", 30+r.IntN(60), no%1_000_000_000)
	}
	traits := s.source(no, streamTrait)
	c.Bargains, c.Night = traits.Float64() < .2, traits.Float64() < .25
	c.Source = s.sourceOf(no, 1)
	c.Leaves = clamp(c.Leaves+Sources[c.Source].Leaving, 0.04, 0.92)
	return c
}

// firstDay draws the day of trade on which a customer first buys: a shop that
// grows a little, with two peaks a year (618 and Double 11).
func (s *Shop) firstDay(r *rand.Rand) int {
	for {
		d := int(float64(s.days) * math.Pow(r.Float64(), 0.85))
		if d >= s.days {
			continue
		}
		if r.Float64()*3 < peak(s.Start.Add(d)) {
			return d
		}
	}
}

// peak is the demand of a day against an ordinary one, 1 to 3.
func peak(d huike.Day) float64 {
	switch md := d.String()[5:]; {
	case md >= "11-01" && md <= "11-11", md >= "06-10" && md <= "06-18":
		return 2.2
	case md == "12-12":
		return 3
	}
	return 1
}

func clamp(x, low, high float64) float64 { return math.Max(low, math.Min(high, x)) }

// pick draws an index by cumulative weights that end at 1.
func pick(r *rand.Rand, cumulative []float64) int {
	u := r.Float64()
	for i, w := range cumulative {
		if u < w {
			return i
		}
	}
	return len(cumulative) - 1
}
