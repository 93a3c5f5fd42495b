package segment

import (
	"cmp"
	"math"
	"slices"

	"huike"
)

// recent tells whether a fact counts as of the scope's day, within some days.
func recent(day string, shop int64, days int, scope Scope) bool {
	return day <= scope.AsOf.String() && (days == 0 || day > scope.AsOf.Add(-days).String()) && (scope.Shop == 0 || shop == int64(scope.Shop))
}

func count[T any](facts []T, counts func(T) bool) int {
	n := 0
	for _, f := range facts {
		if counts(f) {
			n++
		}
	}
	return n
}

func (w world) did(d Did, c person, scope Scope) bool {
	n := count(c.deeds, func(e deed) bool {
		var p product
		if e.product > 0 {
			p = w.products[e.product-1]
		}
		return recent(e.day, e.shop, d.Days, scope) && (d.Kinds == nil || slices.Contains(d.Kinds, e.kind)) &&
			(d.Products == nil || slices.Contains(d.Products, p.no)) && (d.Categories == nil || p.category != "" && slices.Contains(d.Categories, p.category)) &&
			(d.Hours == nil || slices.Contains(d.Hours, int(e.hour)))
	})
	return n >= max(1, d.MinTimes)
}

func chatted(x Chatted, c person, scope Scope) bool {
	return count(c.chats, func(t chat) bool {
		return recent(t.day, t.shop, x.Days, scope) && (!x.Bargained || t.bargained) && (x.MaxScore == 0 || t.score > 0 && t.score <= int64(x.MaxScore))
	}) >= max(1, x.MinTimes)
}

func reviewed(x Reviewed, c person, scope Scope) bool {
	return count(c.reviews, func(r review) bool {
		return recent(r.day, r.shop, x.Days, scope) && r.score >= int64(x.MinScore) && (x.MaxScore == 0 || r.score <= int64(x.MaxScore))
	}) >= max(1, x.MinTimes)
}

func refunded(x Refunded, c person, scope Scope) bool {
	return count(c.refunds, func(r refund) bool {
		return recent(r.day, r.shop, x.Days, scope) && (x.Kinds == nil || slices.Contains(x.Kinds, r.kind))
	}) >= max(1, x.MinTimes)
}

func offered(all []offer, campaign string, days int, scope Scope) int {
	return count(all, func(o offer) bool {
		return recent(cmp.Or(o.day, pastStart), o.shop, days, scope) && (campaign == "" || o.campaign == campaign) && !o.control
	})
}

func cameFrom(x CameFrom, c person, scope Scope) bool {
	var sources, groups []string
	for _, o := range inShop(valid(c, scope), scope.Shop) {
		if o.day == c.values["first_day"] && o.parcel != nil && o.parcel.source != "" {
			sources = append(sources, o.parcel.source)
			if o.parcel.group != "" {
				groups = append(groups, o.parcel.group)
			}
		}
	}
	fits := func(have, want []string) bool {
		return want == nil || len(have) > 0 && slices.Contains(want, slices.Min(have))
	}
	return len(sources) > 0 && fits(sources, x.Sources) && fits(groups, x.Groups)
}

func toldOf(x Told, c person, scope Scope) bool {
	var newest *trait
	for _, t := range c.traits {
		if t.name == x.Name && t.since <= scope.AsOf.String() && (newest == nil || t.since > newest.since) {
			newest = &t
		}
	}
	switch {
	case x.Op == "is_null" || x.Op == "not_null":
		return (newest == nil) == (x.Op == "is_null")
	case newest == nil || numeric(x.Value) != (newest.text == ""):
		return false
	case newest.text == "":
		return compare(Rule{Op: x.Op, Value: x.Value}, Field{Type: Decimal}, newest.number)
	}
	return compare(Rule{Op: x.Op, Value: x.Value}, Field{Type: Text}, newest.text)
}

// in tells whether a customer is in a state, in the words of the guide.
func (w world) in(state string, days int, c person, scope Scope) bool {
	ordered := slices.ContainsFunc(c.orders, func(o bought) bool { return recent(o.day, o.shop, days, scope) })
	looks := Did{Kinds: []string{"visit", "view", "search", "favourite", "cart"}, Days: days}
	switch state {
	case "bounced":
		return bounced(days, c, scope)
	case "browsed_not_ordered":
		return w.did(looks, c, scope) && !ordered
	case "ordered_unpaid":
		return unpaidSince(days, c, scope)
	case "asked_not_ordered":
		return chatted(Chatted{Days: days}, c, scope) && !ordered
	case "returned":
		return refunded(Refunded{Kinds: []string{"return"}, Days: days}, c, scope)
	case "bad_review":
		return reviewed(Reviewed{MaxScore: 2, Days: days}, c, scope)
	case "referring":
		return w.did(Did{Kinds: []string{"share"}, Days: days}, c, scope)
	case "waiting_for_goods":
		return slices.ContainsFunc(inShop(valid(c, scope), scope.Shop), func(o bought) bool { return recent(o.day, o.shop, days, scope) && coming(o, scope) })
	case "browsing":
		return w.did(looks, c, scope)
	case "good_review":
		return reviewed(Reviewed{MinScore: 4, Days: days}, c, scope)
	}
	return w.uses(days, c, scope)
}

func bounced(days int, c person, scope Scope) bool {
	type visit struct {
		shop int64
		name string
	}
	pages := map[visit]int{}
	for _, d := range c.deeds {
		if !recent(d.day, d.shop, days, scope) {
			continue
		}
		v := visit{d.shop, d.session}
		if d.session == "" {
			v.name = d.day
		}
		if pages[v]++; pages[v] > 1 || d.kind != "visit" && d.kind != "view" {
			return false
		}
	}
	return len(pages) > 0
}

func unpaidSince(days int, c person, scope Scope) bool {
	open, paid := "", ""
	for _, o := range c.orders {
		if !recent(o.day, o.shop, days, scope) || o.void != "" && o.void <= scope.AsOf.String() || o.gross == 0 {
			continue
		}
		if o.unpaid {
			open = max(open, o.day)
		} else {
			paid = max(paid, o.day)
		}
	}
	return open > paid
}

// coming tells whether the parcel of an order is still under way.
func coming(o bought, scope Scope) bool {
	switch {
	case o.parcel == nil:
		return false
	case o.parcel.delivered != "":
		return o.parcel.delivered > scope.AsOf.String()
	}
	return o.status != "finished"
}

func (w world) uses(days int, c person, scope Scope) bool {
	for _, o := range inShop(valid(c, scope), scope.Shop) {
		if coming(o, scope) {
			continue
		}
		start := huike.MustDay(o.day)
		if o.parcel != nil && o.parcel.delivered != "" {
			start = huike.MustDay(o.parcel.delivered)
		}
		for _, l := range o.lines {
			lasts := days
			if period := w.products[l.product].period; period > 0 {
				lasts = int(math.Ceil(period * float64(l.quantity)))
			}
			if l.quantity > 0 && start.Add(lasts).Sub(scope.AsOf) > 0 {
				return true
			}
		}
	}
	return false
}
