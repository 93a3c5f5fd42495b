package stat

import "cmp"

// Action is something that could be done for a customer, in one currency.
type Action struct {
	ID      string
	Uplift  float64 // chance to buy with it, less the chance without
	Treated float64 // chance to buy with it
	Margin  float64 // of a purchase
	Coupon  float64 // what a purchase with it gives away
	Cost    float64 // of the contact
}

// Value returns what the action is expected to earn:
// margin·uplift − coupon·chance − cost. It is undefined if a number is missing.
func (a Action) Value() (value float64, ok bool) {
	value = a.Margin*a.Uplift - a.Coupon*a.Treated - a.Cost
	if !usable(value) {
		return 0, false
	}
	return value, true
}

// NextBestAction returns the place of the action that earns most, the first ID
// among equals; ok is false if none earns anything.
//
// Source: methods 8.
func NextBestAction(permitted []Action) (best int, ok bool) {
	most := 0.0
	for k, a := range permitted {
		v, defined := a.Value()
		if !defined || v <= 0 {
			continue
		}
		if !ok || cmp.Or(cmp.Compare(v, most), cmp.Compare(permitted[best].ID, a.ID)) > 0 {
			best, most, ok = k, v, true
		}
	}
	return best, ok
}

// ExploredAction returns [NextBestAction] for most customers and, for a share of
// them, any permitted action with equal chance, so that what is known of each
// stays fresh. u is the customer's number in [0, 1) ([Bucket]).
func ExploredAction(permitted []Action, explore, u float64) (best int, explored, ok bool) {
	if len(permitted) > 0 && u >= 0 && u < explore && explore <= 1 {
		return min(int(u/explore*float64(len(permitted))), len(permitted)-1), true, true
	}
	best, ok = NextBestAction(permitted)
	return best, false, ok
}
