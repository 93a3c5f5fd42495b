package evaluate

import (
	"math"

	"huike/stat"
)

// armData is an arm's size and sums; customers without a purchase are in the size only.
type armData struct {
	n int64
	s sums
}

func (d armData) buyers() stat.Proportion { return stat.Proportion{X: d.s.buyers, N: d.n} }
func (d armData) orders() stat.Moments {
	return stat.Moments{N: d.n, Sum: float64(d.s.orders), SumSq: d.s.ordersSq}
}
func (d armData) sales() stat.Moments { return stat.Moments{N: d.n, Sum: d.s.net, SumSq: d.s.netSq} }

// profit gives the moments of y = margin·net − coupon·bought − cost over the
// customers of an arm, from the sums of net and net² and the number of buyers:
// net is zero where nothing was bought, so that net·bought = net.
func (d armData) profit(margin, coupon, cost float64) stat.Moments {
	n, b := float64(d.n), float64(d.s.buyers)
	return stat.Moments{
		N:   d.n,
		Sum: margin*d.s.net - coupon*b - cost*n,
		SumSq: margin*margin*d.s.netSq + coupon*coupon*b + cost*cost*n -
			2*margin*coupon*d.s.net - 2*margin*cost*d.s.net + 2*coupon*cost*b,
	}
}

// fewest buyers and others that both groups need, so that intervals resting on
// the normal distribution hold: the success–failure condition of Diez,
// Çetinkaya-Rundel, Barr, OpenIntro Statistics, 4th edition, section 6.2.
const fewest = 10

func (d armData) enough() bool { return d.s.buyers >= fewest && d.n-d.s.buyers >= fewest }

// compare holds one treated arm against the control.
func compare(a Arm, treated, control armData, m Money) Effect {
	n := float64(treated.n)
	e := Effect{
		Arm:        a,
		Natural:    control.buyers().Rate(),
		Stimulated: treated.buyers().Rate(),
		Difference: stat.MiettinenNurminen(treated.buyers(), control.buyers(), level),
		Orders:     stat.Welch(treated.orders(), control.orders(), level),
		Sales:      stat.Welch(treated.sales(), control.sales(), level),
		Profit:     stat.Welch(treated.profit(m.Margin, m.Coupon, m.TouchCost), control.profit(m.Margin, 0, 0), level),
		Cost:       n*m.TouchCost + float64(treated.s.buyers)*m.Coupon,
		Reliable:   treated.enough() && control.enough(),
	}
	e.Buyers, e.ExtraOrders = e.Difference.Scaled(n, 0), e.Orders.Scaled(n, 0)
	e.ExtraSales, e.ExtraProfit = e.Sales.Scaled(n, 0), e.Profit.Scaled(n, 0)
	e.CausedShare, e.Return = math.NaN(), math.NaN()
	if e.Stimulated > 0 {
		e.CausedShare = 1 - e.Natural/e.Stimulated
	}
	if touch := n * m.TouchCost; touch > 0 {
		e.Return = (e.ExtraProfit.Value + touch) / touch
	}
	return e
}
