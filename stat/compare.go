package stat

// Growth returns (current − base)/|base|, for the previous period (环比) as for
// the same period last year (同比). It is undefined on a base of 0 and with a
// number that is missing (NaN).
//
// Source: methods 7.2.
func Growth(current, base float64) (growth float64, ok bool) {
	if base == 0 || !usable(current, base) {
		return 0, false
	}
	growth = (current - base) / max(base, -base)
	if !usable(growth) {
		return 0, false
	}
	return growth, true
}

// Span is a number before and after, of equal periods.
type Span struct {
	Before, After float64
}

// IndustryComparison holds a shop's sales against its industry's.
type IndustryComparison struct {
	Shop, Industry          float64 // growth of each
	Relative                float64 // (1+shop)/(1+industry) − 1
	ShareBefore, ShareAfter float64 // the shop's share of the industry
	Gap                     float64 // sales above (below) what the industry's growth would have brought
}

// CompareIndustry compares sales in the same unit. It is undefined unless the
// shop had sales before and the industry before and after.
//
// Source: methods 7.2.
func CompareIndustry(shop, industry Span) (c IndustryComparison, ok bool) {
	if !(shop.Before > 0 && shop.After >= 0 && industry.Before > 0 && industry.After > 0) {
		return IndustryComparison{}, false
	}
	c = IndustryComparison{
		Shop:        (shop.After - shop.Before) / shop.Before,
		Industry:    (industry.After - industry.Before) / industry.Before,
		Relative:    shop.After/shop.Before/(industry.After/industry.Before) - 1,
		ShareBefore: shop.Before / industry.Before,
		ShareAfter:  shop.After / industry.After,
		Gap:         shop.After - shop.Before*(industry.After/industry.Before),
	}
	if !usable(c.Shop, c.Industry, c.Relative, c.ShareBefore, c.ShareAfter, c.Gap) {
		return IndustryComparison{}, false
	}
	return c, true
}

// Quartiles are an industry's published quartiles, ascending.
type Quartiles struct {
	P25, P50, P75 float64
}

// Position returns the share of the industry, 0 to .975, that lies below a value:
// straight lines between the quartiles, down to 0 below the first, and above the
// third as far again as twice the upper middle. On equal quartiles it is the
// middle of them. It is undefined if the quartiles do not ascend.
//
// Source: methods 7.2, a proposal.
func (q Quartiles) Position(value float64) (position float64, ok bool) {
	if !usable(value, q.P25, q.P50, q.P75) || q.P25 > q.P50 || q.P50 > q.P75 {
		return 0, false
	}
	if low, high := q.levels(value); high > 0 {
		return (low + high) / 2, true
	}
	switch {
	case value < q.P25:
		position = q.belowFirst(value)
	case value < q.P50:
		position = 0.25 + 0.25*between(q.P25, value, q.P50)
	case value < q.P75:
		position = 0.5 + 0.25*between(q.P50, value, q.P75)
	case q.P75 == q.P50:
		position = 0.975
	default:
		position = min(0.975, 0.75+0.125*(between(q.P50, value, q.P75)-1))
	}
	return min(max(position, 0), 1), true
}

// levels returns the lowest and the highest quartile that a value falls on.
func (q Quartiles) levels(value float64) (low, high float64) {
	for k, v := range [...]float64{q.P75, q.P50, q.P25} {
		if v == value {
			low = 0.75 - 0.25*float64(k)
			high = max(high, low)
		}
	}
	return low, high
}

func (q Quartiles) belowFirst(value float64) float64 {
	if q.P25 <= 0 || value <= 0 {
		return 0
	}
	return 0.25 * (value / q.P25)
}

// between returns how far x is on the way from a to b, with a < b.
func between(a, x, b float64) float64 {
	return (x/2 - a/2) / (b/2 - a/2)
}
