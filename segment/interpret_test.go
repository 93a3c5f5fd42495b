package segment

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"huike"
)

// means tells, without SQL, whether a customer of a world fulfils a rule: the
// second opinion on what Compile asks of the engines.
func (w world) means(r Rule, c person, scope Scope) bool {
	switch {
	case r.All != nil:
		return !slices.ContainsFunc(r.All, func(x Rule) bool { return !w.means(x, c, scope) })
	case r.Any != nil:
		return slices.ContainsFunc(r.Any, func(x Rule) bool { return w.means(x, c, scope) })
	case r.Not != nil:
		return !w.means(*r.Not, c, scope)
	case r.Bought != nil:
		return w.bought(*r.Bought, c, scope)
	case r.Orders != nil:
		return w.ordered(*r.Orders, c, scope)
	case r.Message != nil:
		return w.reached(*r.Message, c, scope)
	case r.Was != nil:
		f, _ := fieldNamed(r.Was.Field)
		return c.before != nil && compare(Rule{Op: r.Was.Op, Value: r.Was.Value}, f, c.before[r.Was.Field])
	case r.Did != nil:
		return w.did(*r.Did, c, scope)
	case r.Chatted != nil:
		return chatted(*r.Chatted, c, scope)
	case r.Reviewed != nil:
		return reviewed(*r.Reviewed, c, scope)
	case r.Refunded != nil:
		return refunded(*r.Refunded, c, scope)
	case r.CameFrom != nil:
		return cameFrom(*r.CameFrom, c, scope)
	case r.Told != nil:
		return toldOf(*r.Told, c, scope)
	case r.State != nil:
		days := r.State.Days
		if days == 0 {
			days = 30
		}
		return slices.ContainsFunc(r.State.In, func(name string) bool { return w.in(name, days, c, scope) })
	case r.PastContacted != nil:
		return offered(c.reached, r.PastContacted.Campaign, r.PastContacted.Days, scope) > 0
	case r.Redeemed != nil:
		return offered(c.used, r.Redeemed.Campaign, r.Redeemed.Days, scope) >= max(1, r.Redeemed.MinTimes)
	case r.Segment != 0:
		return slices.Contains(c.lists, r.Segment)
	case r.Field == "shop":
		return w.shopped(r, c, scope)
	}
	f, _ := fieldNamed(r.Field)
	return compare(r, f, c.values[r.Field])
}

func compare(r Rule, f Field, v any) bool {
	if r.Op == "is_null" || r.Op == "not_null" {
		return (v == nil) == (r.Op == "is_null")
	}
	if v == nil {
		return false
	}
	var order []int // of the field's value against each of the rule's
	for _, want := range listed(r.Value) {
		switch want := want.(type) {
		case float64:
			if f.Type == Decimal {
				order = append(order, cmp.Compare(v.(float64), want))
				continue
			}
			if f.Type == Amount {
				want = math.Round(want * 100)
			}
			order = append(order, int(v.(int64)-int64(want)))
		case string:
			order = append(order, strings.Compare(v.(string), want))
		}
	}
	switch r.Op {
	case "eq", "in":
		return slices.Contains(order, 0)
	case "ne", "not_in":
		return !slices.Contains(order, 0)
	case "lt":
		return order[0] < 0
	case "le":
		return order[0] <= 0
	case "gt":
		return order[0] > 0
	case "ge":
		return order[0] >= 0
	case "between":
		return order[0] >= 0 && order[1] <= 0
	case "contains":
		return strings.Contains(strings.ToLower(v.(string)), strings.ToLower(r.Value.(string)))
	case "starts_with":
		return strings.HasPrefix(strings.ToLower(v.(string)), strings.ToLower(r.Value.(string)))
	}
	panic("BUG: the interpreter does not know " + r.Op)
}

func listed(v any) []any {
	if l, ok := v.([]any); ok {
		return l
	}
	return []any{v}
}

// valid keeps the purchases of a customer that count as of the scope's day.
func valid(c person, scope Scope) []bought {
	asOf := scope.AsOf.String()
	return slices.DeleteFunc(slices.Clone(c.orders), func(o bought) bool {
		return o.unpaid || o.gross == 0 || o.day > asOf || o.void != "" && o.void <= asOf
	})
}

func inShop(orders []bought, shop huike.ShopID) []bought {
	return slices.DeleteFunc(orders, func(o bought) bool { return shop != 0 && o.shop != int64(shop) })
}

func (w world) shopped(r Rule, c person, scope Scope) bool {
	in := slices.ContainsFunc(valid(c, scope), func(o bought) bool { return slices.Contains(listed(r.Value), any(float64(o.shop))) })
	return in == (r.Op == "eq" || r.Op == "in")
}

func (w world) bought(b Bought, c person, scope Scope) bool {
	days, quantity := map[string]bool{}, int64(0)
	for _, o := range inShop(valid(c, scope), scope.Shop) {
		if b.Days > 0 && o.day <= scope.AsOf.Add(-b.Days).String() {
			continue
		}
		for _, l := range o.lines {
			p := w.products[l.product]
			if b.Products != nil && !slices.Contains(b.Products, p.no) ||
				b.Categories != nil && (p.category == "" || !slices.Contains(b.Categories, p.category)) ||
				!strings.Contains(strings.ToLower(p.title), strings.ToLower(b.TitleContains)) {
				continue
			}
			days[o.day] = true
			quantity += l.quantity
		}
	}
	return len(days) >= max(1, b.MinTimes) && (b.MinQuantity == 0 || quantity >= int64(b.MinQuantity))
}

func (w world) ordered(o Orders, c person, scope Scope) bool {
	n, money := 0, int64(0)
	for _, b := range inShop(valid(c, scope), scope.Shop) {
		if o.From != nil && b.day < o.From.String() || o.To != nil && b.day > o.To.String() {
			continue
		}
		n++
		money += b.gross
	}
	return n >= max(1, o.MinOrders) && float64(money) >= math.Round(o.MinAmount*100)
}

func (w world) reached(m Message, c person, scope Scope) bool {
	end := scope.AsOf.Add(1).Time(scope.Zone)
	var received, opened, clicked bool
	for _, s := range c.messages {
		if s.state != 2 || !s.done.Before(end) || m.Campaign != 0 && s.campaign != m.Campaign ||
			m.Days > 0 && huike.DayOf(s.done.In(scope.Zone)).Sub(scope.AsOf) <= -m.Days {
			continue
		}
		received = true
		for _, e := range s.events {
			if e.when.Before(end) {
				clicked = clicked || e.kind == "click"
				opened = opened || e.kind == "click" || e.kind == "open"
			}
		}
	}
	return map[string]bool{"received": received, "opened": opened, "clicked": clicked,
		"not_received": !received, "not_opened": received && !opened, "not_clicked": received && !clicked}[m.Kind]
}
