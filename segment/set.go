package segment

import (
	"slices"
	"strings"
	"time"
)

// purchases is the condition on p, a row of the view purchase, that it is a
// known customer's purchase of the scope as of its day.
func (c *compiler) purchases() string {
	s := "p.customer_id > 0 AND p.local_day <= " + c.asOf() + " AND (p.void_day IS NULL OR p.void_day > " + c.asOf() + ")"
	if c.scope.Shop != 0 {
		c.args["shop"] = c.scope.Shop
		s += " AND p.shop_id = CAST(@shop AS bigint)"
	}
	return s
}

// bought gives the customers who bought certain products.
func (c *compiler) bought(b Bought) string {
	where := []string{c.purchases()}
	if len(b.Products) > 0 {
		where = append(where, c.among("g.external_no", operand{texts: b.Products}, "varchar"))
	}
	if len(b.Categories) > 0 {
		where = append(where, c.among("g.category", operand{texts: b.Categories}, "varchar"))
	}
	if b.TitleContains != "" {
		where = append(where, "strpos(lower(g.title), lower("+c.bind(b.TitleContains, "varchar")+")) > 0")
	}
	if b.Days > 0 {
		where = append(where, "p.local_day > "+c.bind(c.scope.AsOf.Add(-b.Days), "date"))
	}
	var having []string
	if b.MinQuantity > 0 {
		having = append(having, "sum(l.quantity) >= "+c.bind(b.MinQuantity, "bigint"))
	}
	if b.MinTimes > 0 {
		having = append(having, "count(DISTINCT p.local_day) >= "+c.bind(b.MinTimes, "bigint"))
	}
	return grouped(`SELECT p.customer_id FROM purchase AS p
JOIN purchase_line AS l ON l.customer_id = p.customer_id AND l.order_id = p.order_id
JOIN product_view AS g ON g.product_id = l.product_id`, where, "p.customer_id", having)
}

// orders gives the customers with orders in a range of days.
func (c *compiler) orders(o Orders, path string) (string, error) {
	where := []string{c.purchases()}
	if o.From != nil {
		where = append(where, "p.local_day >= "+c.bind(*o.From, "date"))
	}
	if o.To != nil {
		where = append(where, "p.local_day <= "+c.bind(*o.To, "date"))
	}
	var having []string
	if o.MinOrders > 1 {
		having = append(having, "count(*) >= "+c.bind(o.MinOrders, "bigint"))
	}
	if o.MinAmount > 0 {
		least, err := minor(o.MinAmount, path+".orders.min_amount", c.scope.Currency)
		if err != nil {
			return "", err
		}
		having = append(having, "sum(p.gross_minor) >= "+c.bind(least, "bigint"))
	}
	return c.set(grouped("SELECT p.customer_id FROM purchase AS p", where, "p.customer_id", having)), nil
}

// shop asks whether a customer bought in one of some shops, also in those that
// the scope leaves out.
func (c *compiler) shop(op string, shops operand) string {
	where := []string{
		"p.customer_id > 0 AND p.local_day <= " + c.asOf() + " AND (p.void_day IS NULL OR p.void_day > " + c.asOf() + ")",
		c.among("p.shop_id", shops, "bigint"),
	}
	in := c.set(grouped("SELECT p.customer_id FROM purchase AS p", where, "p.customer_id", nil))
	if op == "ne" || op == "not_in" {
		return "NOT " + in
	}
	return in
}

// eventKinds says which events answer to a kind of message condition.
var eventKinds = map[string][]string{"opened": {"open", "click"}, "clicked": {"click"}}

func (c *compiler) message(m Message) string {
	received := func() string {
		return c.set(grouped("SELECT m.customer_id FROM contact AS m", c.handedOver(m), "m.customer_id", nil))
	}
	kind, negated := strings.CutPrefix(m.Kind, "not_")
	switch {
	case kind == "received" && negated:
		return "NOT " + received()
	case kind == "received":
		return received()
	case negated:
		return "(" + received() + " AND NOT " + c.answered(m, kind) + ")"
	}
	return c.answered(m, kind)
}

// answered asks whether a customer opened, or clicked, one of the messages by
// the end of the scope's day.
func (c *compiler) answered(m Message, kind string) string {
	where := append(c.handedOver(m), "e.occurred_at < "+c.bind(c.midnight(1), "timestamptz"),
		c.among("e.kind", operand{texts: slices.Clone(eventKinds[kind])}, "varchar"))
	return c.set(grouped(`SELECT m.customer_id FROM contact AS m
JOIN contact_event AS e ON e.customer_id = m.customer_id AND e.message_id = m.message_id`, where, "m.customer_id", nil))
}

// handedOver is the condition on m, a row of the view contact, that it is one of
// the messages that the rule means. 2 is the state of those that were sent.
func (c *compiler) handedOver(m Message) []string {
	where := []string{"m.state = 2", "m.done_at < " + c.bind(c.midnight(1), "timestamptz")}
	if m.Days > 0 {
		where = append(where, "m.done_at >= "+c.bind(c.midnight(1-m.Days), "timestamptz"))
	}
	if m.Campaign > 0 {
		where = append(where, "m.campaign_id = "+c.bind(m.Campaign, "bigint"))
	}
	if m.Channel != "" {
		where = append(where, "m.channel = "+c.bind(string(m.Channel), "varchar"))
	}
	return where
}

// midnight is the instant at which the n-th local day after the scope's begins.
func (c *compiler) midnight(n int) time.Time {
	zone := c.scope.Zone
	if zone == nil {
		zone = time.UTC
	}
	return c.scope.AsOf.Add(n).Time(zone).UTC()
}

// selected writes a set of customers of rows of which each has one.
func selected(from string, where []string) string {
	return from + "\nWHERE " + strings.Join(where, " AND ")
}

// grouped writes a set of customers, each once.
func grouped(from string, where []string, by string, having []string) string {
	sql := selected(from, where) + "\nGROUP BY " + by
	if len(having) > 0 {
		sql += "\nHAVING " + strings.Join(having, " AND ")
	}
	return sql
}
