package simulate

import (
	"math"

	"huike"
)

// Source is where customers come from, with the truth about it.
type Source struct {
	Name, Group string
	Share       float64 // of first orders
	Later       float64 // of later orders
	Conversion  float64 // orders a visitor
	Click       float64 // cost of a visitor when the shop opened, major units
	Dearer      float64 // growth of that cost a year: .6 is 60 %
	Leaving     float64 // added to the probability of leaving of customers who first came by it
}

// Sources are where the simulated shop's customers come from. Search that is
// paid for gets dearer month by month, and those who come for a group purchase
// stay least.
var Sources = []Source{
	{"自然搜索", "search", .24, .18, .031, 0, 0, 0},
	{"直通车", "search", .26, .10, .040, .9, .6, .02},
	{"淘宝客", "cps", .14, .06, .045, .7, 0, .05},
	{"聚划算", "event", .12, .05, .072, .5, 0, .15},
	{"钻展", "display", .10, .04, .012, .35, .1, .04},
	{"小红书", "outside", .08, .05, .022, .2, .2, -.04},
	{"直接访问", "direct", .06, .52, .110, 0, 0, -.06},
}

// sourceOf draws the source of a customer's nth order, 1 up.
func (s *Shop) sourceOf(no, nth int) int {
	u, sum := s.source(no, streamSource+uint64(nth)<<8).Float64(), 0.0
	for i, one := range Sources {
		if nth == 1 {
			sum += one.Share
		} else {
			sum += one.Later
		}
		if u < sum {
			return i
		}
	}
	return len(Sources) - 1
}

// click is what a visitor of a source costs on a day, in major units.
func (s *Shop) click(source int, d huike.Day) float64 {
	one := Sources[source]
	return one.Click * math.Pow(1+one.Dearer, float64(d.Sub(s.Start))/365)
}
