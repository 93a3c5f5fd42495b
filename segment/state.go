package segment

import "strings"

// state asks for customers who are in one of some states.
func (c *compiler) state(s State) string {
	days := s.Days
	if days == 0 {
		days = stateDays
	}
	parts := make([]string, len(s.In))
	for i, name := range s.In {
		parts[i] = c.inState(name, days)
	}
	return "(" + strings.Join(parts, " OR ") + ")"
}

// browsing are the kinds of behaviour of one who looks around.
var browsing = []string{"visit", "view", "search", "favourite", "cart"}

func (c *compiler) inState(name string, days int) string {
	switch name {
	case "bounced":
		return c.set(c.bounced(days))
	case "browsed_not_ordered":
		return "(" + c.set(c.did(Did{Kinds: browsing, Days: days})) + " AND NOT " + c.set(c.placed(days)) + ")"
	case "ordered_unpaid":
		return c.set(c.unpaid(days))
	case "asked_not_ordered":
		return "(" + c.set(c.chatted(Chatted{Days: days})) + " AND NOT " + c.set(c.placed(days)) + ")"
	case "returned":
		return c.set(c.refunded(Refunded{Kinds: []string{"return"}, Days: days}))
	case "bad_review":
		return c.set(c.reviewed(Reviewed{MaxScore: 2, Days: days}))
	case "referring":
		return c.set(c.did(Did{Kinds: []string{"share"}, Days: days}))
	case "waiting_for_goods":
		return c.set(c.waiting(days))
	case "browsing":
		return c.set(c.did(Did{Kinds: browsing, Days: days}))
	case "good_review":
		return c.set(c.reviewed(Reviewed{MinScore: 4, Days: days}))
	case "in_use":
		return c.inUse(days)
	}
	panic("BUG: the state " + name + " has no definition")
}

// bounced gives customers who came and of whom every visit was a single page. A
// visit is a session, or a day where the source tells no sessions.
func (c *compiler) bounced(days int) string {
	visits := grouped(`SELECT e.customer_id, count(*) AS pages, min(CASE WHEN e.kind IN ('visit', 'view') THEN 1 ELSE 0 END) AS looked
FROM behaviour AS e`, c.facts("e", days), "e.customer_id, e.shop_id, coalesce(e.session_no, CAST(e.local_day AS varchar))", nil)
	return "SELECT v.customer_id FROM (\n" + visits + "\n) AS v\nGROUP BY v.customer_id\nHAVING max(v.pages) = 1 AND min(v.looked) = 1"
}

// placed gives customers who placed an order, paid or not.
func (c *compiler) placed(days int) string {
	return grouped("SELECT o.customer_id FROM placed AS o", c.facts("o", days), "o.customer_id", nil)
}

// unpaid gives customers with an order that is open and unpaid, and no purchase
// on its day or after it.
func (c *compiler) unpaid(days int) string {
	open := append(c.facts("o", days), "o.paid_at IS NULL", "o.gross_minor > 0", "(o.void_day IS NULL OR o.void_day > "+c.asOf()+")")
	paid := append(c.facts("p", days), "(p.void_day IS NULL OR p.void_day > "+c.asOf()+")")
	return "SELECT u.customer_id FROM (\n" + grouped("SELECT o.customer_id, max(o.local_day) AS last_day FROM placed AS o", open, "o.customer_id", nil) +
		"\n) AS u\nLEFT JOIN (\n" + grouped("SELECT p.customer_id, max(p.local_day) AS last_day FROM purchase AS p", paid, "p.customer_id", nil) +
		"\n) AS b ON b.customer_id = u.customer_id\nWHERE b.last_day IS NULL OR b.last_day < u.last_day"
}

// received joins what is known of the parcel of a purchase.
const received = `JOIN placed AS o ON o.customer_id = p.customer_id AND o.order_id = p.order_id
LEFT JOIN fulfilment AS d ON d.customer_id = p.customer_id AND d.order_id = p.order_id`

// underWay is the condition that a parcel has not arrived: it came later than
// the day, or no day is known and the order is not finished. Of an order of
// whose parcel nothing at all is known, nobody waits.
func (c *compiler) underWay() string {
	return "(d.order_id IS NOT NULL AND coalesce(d.delivered_day > " + c.asOf() + ", o.status <> 'finished'))"
}

// waiting gives customers who paid and whose goods have not come. What it says
// twice of the days lets the engine leave most orders and parcels unread.
func (c *compiler) waiting(days int) string {
	from := c.bind(c.scope.AsOf.Add(-days), "date")
	where := []string{c.purchases(), "p.local_day > " + from, "o.local_day > " + from, c.underWay(), "(d.delivered_day > " + c.asOf() + " OR d.delivered_day IS NULL)"}
	return grouped("SELECT p.customer_id FROM purchase AS p\n"+strings.Replace(received, "LEFT JOIN", "JOIN", 1), where, "p.customer_id", nil)
}

// inUse asks for customers who have received goods that last beyond the day: as
// long as the merchant says that the pieces last, or else the days of the rule.
// Only products whose time is told can be older than those days, so that three
// small questions answer it and no large one.
func (c *compiler) inUse(days int) string {
	from := c.bind(c.scope.AsOf.Add(-days), "date")
	parts := []string{}
	for _, some := range []string{"g.period_days > 0", "p.local_day > " + from, "d.delivered_day > " + from} {
		parts = append(parts, c.set(c.lasting(days, some)))
	}
	return "(" + strings.Join(parts, " OR ") + ")"
}

// lasting gives customers who have received goods, of some purchases, that last
// beyond the day.
func (c *compiler) lasting(days int, some string) string {
	lasts := "CASE WHEN g.period_days > 0 THEN CAST(least(ceil(g.period_days * l.quantity), 36500) AS integer) ELSE " + c.bind(days, "integer") + " END"
	where := []string{c.purchases(), some, "l.quantity > 0", "NOT " + c.underWay(),
		"coalesce(d.delivered_day, p.local_day) + " + lasts + " > " + c.asOf()}
	return grouped("SELECT p.customer_id FROM purchase AS p\n"+received+`
JOIN purchase_line AS l ON l.customer_id = p.customer_id AND l.order_id = p.order_id
JOIN product_view AS g ON g.product_id = l.product_id`, where, "p.customer_id", nil)
}
