package segment

import (
	"fmt"
	"strings"

	"huike"
	"huike/store"
)

// facts is the condition on a row of a view of facts that it is of a known
// customer and the scope, as of its day, within some days before (0: ever).
func (c *compiler) facts(alias string, days int) []string {
	where := []string{alias + ".customer_id > 0", alias + ".local_day <= " + c.asOf()}
	if c.scope.Shop != 0 {
		c.args["shop"] = c.scope.Shop
		where = append(where, alias+".shop_id = CAST(@shop AS bigint)")
	}
	if days > 0 {
		where = append(where, alias+".local_day > "+c.bind(c.scope.AsOf.Add(-days), "date"))
	}
	return where
}

// times is the condition that there are at least so many facts of a customer.
func (c *compiler) times(n int) []string {
	if n < 2 {
		return nil
	}
	return []string{"count(*) >= " + c.bind(n, "bigint")}
}

// was asks the snapshot of another day.
func (c *compiler) was(w Was, path string) (string, error) {
	path += ".was"
	f, o, err := w.operand(c.language(), path, c.scope.Currency)
	if err != nil {
		return "", err
	}
	if c.scope.AsOf.Before(w.Day) {
		return "", huike.Errorf(huike.Invalid, "segment.future", "%s.day: %s comes after %s, the day of the question", path, w.Day, c.scope.AsOf)
	}
	if f.source > 0 {
		return c.then(f, o, w, path)
	}
	snapshot, found := c.scope.Days[w.Day]
	if !found {
		return "", huike.Errorf(huike.Invalid, "segment.no_snapshot", "%s.day: the customers as of %s have not been worked out", path, w.Day)
	}
	where := []string{"f.snapshot_id = " + c.bind(snapshot, "bigint"), c.condition(f, w.Op, o)}
	return c.set(selected("SELECT f.customer_id FROM customer_feature AS f", where)), nil
}

// then asks a source as it was on another day.
func (c *compiler) then(f Field, o operand, w Was, path string) (string, error) {
	source := c.scope.Sources[f.source-1]
	given, found := source.then[w.Day]
	if !found {
		return "", huike.Errorf(huike.Invalid, "segment.no_snapshot", "%s.day: the customers as of %s have not been worked out", path, w.Day)
	}
	hole := "then" + strings.Repeat("_then", len(c.thens)) // markers have no digits
	c.thens = append(c.thens, recalled{hole, source.Query.Suffixed("_" + hole)})
	own := with(given, store.Args{"as_of": w.Day, "shop": c.scope.Shop})
	for _, e := range store.Engines {
		for _, name := range source.Query.Params(e) {
			c.args[name+"_"+hole] = own[name]
		}
	}
	from := fmt.Sprintf("SELECT o%d.customer_id FROM {{%s: %s}} AS o%d", f.source, hole, source.columns(f.source-1), f.source)
	return c.set(selected(from, []string{c.condition(f, w.Op, o)})), nil
}

// recalled is the question of a source as of another day, and the hole for it.
type recalled struct {
	hole  string
	query store.Query
}

func (c *compiler) did(d Did) string {
	from, where := "SELECT e.customer_id FROM behaviour AS e", c.facts("e", d.Days)
	if len(d.Products)+len(d.Categories) > 0 {
		from += "\nJOIN product_view AS g ON g.product_id = e.product_id"
	}
	if len(d.Kinds) > 0 {
		where = append(where, c.among("e.kind", operand{texts: d.Kinds}, "varchar"))
	}
	if len(d.Products) > 0 {
		where = append(where, c.among("g.external_no", operand{texts: d.Products}, "varchar"))
	}
	if len(d.Categories) > 0 {
		where = append(where, c.among("g.category", operand{texts: d.Categories}, "varchar"))
	}
	if len(d.Hours) > 0 {
		where = append(where, c.among("CAST(e.local_hour AS bigint)", operand{numbers: wide(d.Hours)}, "bigint"))
	}
	return grouped(from, where, "e.customer_id", c.times(d.MinTimes))
}

func wide(hours []int) []int64 {
	out := make([]int64, len(hours))
	for i, h := range hours {
		out[i] = int64(h)
	}
	return out
}

func (c *compiler) chatted(t Chatted) string {
	where := c.facts("t", t.Days)
	if t.Bargained {
		where = append(where, "t.bargained")
	}
	if t.MaxScore > 0 {
		where = append(where, "t.score <= "+c.bind(t.MaxScore, "bigint"))
	}
	return grouped("SELECT t.customer_id FROM talk AS t", where, "t.customer_id", c.times(t.MinTimes))
}

func (c *compiler) reviewed(r Reviewed) string {
	where := c.facts("r", r.Days)
	if r.MinScore > 0 {
		where = append(where, "r.score >= "+c.bind(r.MinScore, "bigint"))
	}
	if r.MaxScore > 0 {
		where = append(where, "r.score <= "+c.bind(r.MaxScore, "bigint"))
	}
	return grouped("SELECT r.customer_id FROM opinion AS r", where, "r.customer_id", c.times(r.MinTimes))
}

func (c *compiler) refunded(r Refunded) string {
	where := c.facts("b", r.Days)
	if len(r.Kinds) > 0 {
		where = append(where, c.among("b.kind", operand{texts: r.Kinds}, "varchar"))
	}
	return grouped("SELECT b.customer_id FROM money_back AS b", where, "b.customer_id", c.times(r.MinTimes))
}

// cameFrom asks the orders of the first purchase day. Of several sources the
// first by its name counts, as on the page of sources.
func (c *compiler) cameFrom(from CameFrom) string {
	where := []string{"w.snapshot_id = CAST(@snapshot AS bigint)", "d.source IS NOT NULL", c.purchases()}
	var having []string
	if len(from.Sources) > 0 {
		having = append(having, c.among("min(d.source)", operand{texts: from.Sources}, "varchar"))
	}
	if len(from.Groups) > 0 {
		having = append(having, c.among("min(d.source_group)", operand{texts: from.Groups}, "varchar"))
	}
	return grouped(`SELECT p.customer_id FROM customer_feature AS w
JOIN purchase AS p ON p.customer_id = w.customer_id AND p.local_day = w.first_day
JOIN fulfilment AS d ON d.customer_id = p.customer_id AND d.order_id = p.order_id`, where, "p.customer_id", having)
}

// told asks the newest value of a trait as of the day.
func (c *compiler) told(t Told, path string) (string, error) {
	f, o, err := t.operand(path + ".told")
	if err != nil {
		return "", err
	}
	name := c.bind(t.Name, "varchar")
	newest := fmt.Sprintf("SELECT n.customer_id, max(n.since) AS since FROM told AS n\nWHERE n.customer_id > 0 AND n.name = %s AND n.since <= %s\nGROUP BY n.customer_id", name, c.asOf())
	where := []string{"t.name = " + name}
	switch t.Op {
	case "is_null", "not_null":
	default:
		where = append(where, c.condition(f, t.Op, o))
	}
	in := c.set(selected("SELECT t.customer_id FROM told AS t\nJOIN (\n"+newest+"\n) AS n ON n.customer_id = t.customer_id AND n.since = t.since", where))
	if t.Op == "is_null" {
		return "NOT " + in, nil
	}
	return in, nil
}
