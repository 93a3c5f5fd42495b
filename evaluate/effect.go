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

// among returns the moments of an amount over the buyers alone.
func (d armData) among(sum, variance float64) stat.Moments {
	if d.s.buyers == 0 {
		return stat.Moments{}
	}
	b := float64(d.s.buyers)
	return stat.Moments{N: d.s.buyers, Mean: sum / b, Squares: variance * b}
}

// others returns the moments of those who bought nothing.
func (d armData) others(amount float64) stat.Moments {
	return stat.Constant(d.n-d.s.buyers, amount)
}

func (d armData) orders() stat.Moments {
	return d.among(float64(d.s.orders), d.s.ordersVariance).Plus(d.others(0))
}

func (d armData) sales() stat.Moments { return d.among(d.s.net, d.s.netVariance).Plus(d.others(0)) }

// profit gives the moments of y = margin·net − coupon·bought − cost over the
// customers of an arm.
func (d armData) profit(margin, coupon, cost float64) stat.Moments {
	return d.among(d.s.net, d.s.netVariance).Scaled(margin, -coupon-cost).Plus(d.others(-cost))
}

// fewest buyers and others that both groups need, so that intervals resting on
// the normal distribution hold: the success–failure condition of Diez,
// Çetinkaya-Rundel, Barr, OpenIntro Statistics, 4th edition, section 6.2.
const fewest = 10

func (d armData) enough() bool { return d.s.buyers >= fewest && d.n-d.s.buyers >= fewest }

type armOf struct {
	Arm
	armData
}

// levels are the confidence levels of the four comparisons of an arm.
type levels struct{ difference, orders, sales, profit float64 }

// compareAll holds the treated arms against the control, and lets intervals and
// sentences follow the p-values that are adjusted over the arms.
func compareAll(treated []armOf, control armData, m Money) []Effect {
	var effects []Effect
	for _, a := range treated {
		effects = append(effects, compare(a.Arm, a.armData, control, m, levels{level, level, level, level}))
	}
	of := func(part func(Effect) stat.Estimate) []float64 {
		var ps []float64
		for _, e := range effects {
			ps = append(ps, part(e).P)
		}
		return ps
	}
	differences := of(func(e Effect) stat.Estimate { return e.Difference })
	each := [...][]float64{
		stat.HolmLevels(differences, level),
		stat.HolmLevels(of(func(e Effect) stat.Estimate { return e.Orders }), level),
		stat.HolmLevels(of(func(e Effect) stat.Estimate { return e.Sales }), level),
		stat.HolmLevels(of(func(e Effect) stat.Estimate { return e.Profit }), level),
	}
	for i, p := range stat.Holm(differences) {
		a := treated[i]
		effects[i] = compare(a.Arm, a.armData, control, m, levels{each[0][i], each[1][i], each[2][i], each[3][i]})
		effects[i].AdjustedP = p
	}
	return effects
}

// compare holds one treated arm against the control.
func compare(a Arm, treated, control armData, m Money, at levels) Effect {
	n := float64(treated.n)
	e := Effect{
		Arm:        a,
		Natural:    control.buyers().Rate(),
		Stimulated: treated.buyers().Rate(),
		Difference: stat.MiettinenNurminen(treated.buyers(), control.buyers(), at.difference),
		Orders:     stat.Welch(treated.orders(), control.orders(), at.orders),
		Sales:      stat.Welch(treated.sales(), control.sales(), at.sales),
		Profit:     stat.Welch(treated.profit(m.Margin, m.Coupon, m.TouchCost), control.profit(m.Margin, 0, 0), at.profit),
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
