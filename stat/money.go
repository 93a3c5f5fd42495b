package stat

import "math"

// Profit is what a campaign earned against its control group, in the unit of
// the amounts it was made from.
type Profit struct {
	PerCustomer Estimate // incremental profit of one treated customer
	Total       Estimate // the same over all treated customers
	Return      Estimate // profit per unit of cost; NaN if nothing was spent
}

// ProfitOfLift turns a lift in sales per customer into profit: margin is the
// share of sales that is kept, cost the price of reaching one customer, treated
// how many were reached. The intervals follow linearly. P stays that of the
// sales lift.
//
// Source: methods 4.11.
func ProfitOfLift(sales Estimate, margin, cost float64, treated int64) Profit {
	each := sales.Scaled(margin, -cost)
	p := Profit{PerCustomer: each, Total: each.Scaled(float64(treated), 0), Return: undefined()}
	if cost != 0 {
		p.Return = each.Scaled(1/cost, 0)
	}
	return p
}

// CostPerIncremental returns what one extra buyer costs when reaching a customer
// costs cost: cost ÷ lift, with the limits of the lift turned over. Where the
// lift may be zero or less no price buys a customer, and the number is +Inf.
func CostPerIncremental(lift Estimate, cost float64) (value, low, high float64) {
	price := func(rate float64) float64 {
		if rate <= 0 {
			return math.Inf(1)
		}
		return cost / rate
	}
	return price(lift.Value), price(lift.High), price(lift.Low)
}

// Offer is a planned contact by its assumptions, before anything is measured.
type Offer struct {
	Cost     float64 // of reaching one customer
	Response float64 // share who buy after it
	Order    float64 // list value of an order
	Coupon   float64 // taken off that order
	Margin   float64 // share of the list value that is kept
}

// GrossReturn is what an offer seems to earn while everyone who buys counts as
// won by it.
type GrossReturn struct {
	CostPerCustomer, NetSales, Profit, SalesPerCost, ProfitPerCost float64
}

// Gross returns the arithmetic of an offer without a control group; a response
// of 0 gives +Inf for the cost per customer.
func (o Offer) Gross() GrossReturn {
	cost := o.Cost / o.Response
	net, profit := o.Order-o.Coupon, o.Order*o.Margin-o.Coupon
	return GrossReturn{cost, net, profit, net / cost, profit / cost}
}

// NetReturn is what an offer earns once those who would have bought anyway are
// taken off.
type NetReturn struct {
	IncrementalRate    float64
	CostPerIncremental float64 // +Inf if nobody is won
	ProfitPerContact   float64
}

// Net returns the arithmetic of an offer against the natural response, the share
// who would have bought at full price without it; they use the coupon too.
func (o Offer) Net(natural float64) NetReturn {
	lift := o.Response - natural
	each, _, _ := CostPerIncremental(Estimate{Value: lift}, o.Cost)
	profit := o.Response*o.Gross().Profit - natural*o.Order*o.Margin - o.Cost
	return NetReturn{lift, each, profit}
}

// Delivered returns the effect on those a message reached, from the effect on
// all who were assigned (methods 4.1, rule 2) and the share delivered, above 0.
// The error of that share is small and left out.
//
// Source: Bloom 1984.
func Delivered(assigned Estimate, share float64) Estimate {
	return assigned.Scaled(1/share, 0)
}
