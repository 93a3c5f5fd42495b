// Package simulate makes a shop that never was: customers who come, buy, slow
// down and leave by rules that are known, so that everything Huike says about
// a shop can be held against the truth.
//
// The same Config gives the same shop, to the byte.
package simulate

import (
	"math/rand/v2"

	"huike"
)

// Config says what sort of shop to make.
type Config struct {
	Seed      uint64
	Customers int       // people who buy at least once between Start and End
	Start     huike.Day // first day of trade
	End       huike.Day // last day of trade, inclusive
	Currency  string    // default CNY
	// FirstCustomer numbers the customers from here on; 0 is 1.
	FirstCustomer int
	Faults        []Fault // what goes wrong, if anything
}

// Shop is the generator of one shop. It holds no customers: each is made from
// the seed and her own number, so a shop of any size needs no memory.
type Shop struct {
	Config
	days int
}

// New makes the generator of a shop.
func New(c Config) *Shop {
	if c.Currency == "" {
		c.Currency = "CNY"
	}
	if c.FirstCustomer == 0 {
		c.FirstCustomer = 1
	}
	return &Shop{Config: c, days: c.End.Sub(c.Start) + 1}
}

// source returns the random numbers of one customer and one purpose.
func (s *Shop) source(customer int, purpose uint64) *rand.Rand {
	return rand.New(rand.NewPCG(s.Seed^purpose<<48, uint64(customer)))
}
