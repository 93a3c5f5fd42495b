package segment

import (
	"fmt"
	"strings"
	"time"

	"huike"
	"huike/store"
)

// Scope is what a rule is asked of: a published feature snapshot.
type Scope struct {
	Snapshot int64
	AsOf     huike.Day
	Shop     huike.ShopID   // 0: all shops
	Currency string         // of the money in the rule; "" reads it with two decimals
	Zone     *time.Location // in which the days of messages begin and end; nil: UTC

	PublishedAt time.Time           // of the snapshot
	Days        map[huike.Day]int64 // the snapshots of the other days of which a rule asks what was
	Sources     []Source            // whose fields a rule may name beside this room's
}

// Compile turns a rule into a question and its values. The question gives one
// row for each customer of the snapshot who fulfils the rule: customer_id,
// stage, stage_since. Its text is made of known columns alone, the same for
// both engines; the parameters are called snapshot, as_of, shop and rule_1 up.
//
// A saved segment that the rule names is taken with the members that it now
// has; Segments.Candidates asks for its rule instead. It also fills in what was
// and the fields of sources need: the scope's Days, and what its Sources read.
//
// Errors are of kind Invalid and name the path, as those of Parse do.
func Compile(r Rule, scope Scope) (store.Query, store.Args, error) {
	c := compiler{scope: scope, args: store.Args{"snapshot": scope.Snapshot}}
	where, err := c.node(r, "rule")
	if err != nil {
		return store.Query{}, nil, err
	}
	var sql strings.Builder
	sql.WriteString("SELECT f.customer_id, f.stage, f.stage_since\nFROM customer_feature AS f")
	if c.person {
		sql.WriteString("\nLEFT JOIN person AS p ON p.customer_id = f.customer_id")
	}
	used := c.language().used(r)
	for _, i := range used {
		fmt.Fprintf(&sql, "\nLEFT JOIN {{%s: %s}} AS o%d ON o%d.customer_id = f.customer_id", marker(i), scope.Sources[i].columns(i), i+1, i+1)
	}
	for _, join := range c.sets {
		sql.WriteString("\n" + join)
	}
	sql.WriteString("\nWHERE f.snapshot_id = CAST(@snapshot AS bigint) AND " + where)
	q := store.Compiled("segment/rule", sql.String())
	for _, i := range used {
		q = q.With(marker(i), scope.Sources[i].Query)
		c.give(scope.Sources[i])
	}
	for _, t := range c.thens {
		q = q.With(t.hole, t.query)
	}
	return q, c.args, nil
}

// give adds the values of a source's parameters.
func (c *compiler) give(s Source) {
	own := store.Args{"as_of": c.scope.AsOf, "shop": c.scope.Shop}
	for _, e := range store.Engines {
		for _, name := range s.Query.Params(e) {
			if value, ok := own[name]; ok {
				c.args[name] = value
			}
		}
	}
	for name, value := range s.given {
		if _, taken := c.args[name]; taken {
			panic("BUG: the source " + s.Name + " names its parameter as another one is named: " + name)
		}
		c.args[name] = value
	}
}

// compiler collects what the conditions of one rule need beside their texts.
type compiler struct {
	scope  Scope
	args   store.Args
	sets   []string // joins of sets of customers, s1 up
	thens  []recalled
	values int  // bound so far, rule_1 up
	person bool // a field is read from the customer's profile
}

// node returns a condition that is true or false and never NULL.
func (c *compiler) node(r Rule, path string) (string, error) {
	switch {
	case r.All != nil:
		return c.join(r.All, " AND ", path+".all")
	case r.Any != nil:
		return c.join(r.Any, " OR ", path+".any")
	case r.Not != nil:
		inner, err := c.node(*r.Not, path+".not")
		return "NOT (" + inner + ")", err
	}
	if err := r.check(c.language(), path); err != nil {
		return "", err
	}
	switch {
	case r.Was != nil:
		return c.was(*r.Was, path)
	case r.Told != nil:
		return c.told(*r.Told, path)
	case r.Did != nil:
		return c.set(c.did(*r.Did)), nil
	case r.Chatted != nil:
		return c.set(c.chatted(*r.Chatted)), nil
	case r.Reviewed != nil:
		return c.set(c.reviewed(*r.Reviewed)), nil
	case r.Refunded != nil:
		return c.set(c.refunded(*r.Refunded)), nil
	case r.CameFrom != nil:
		return c.set(c.cameFrom(*r.CameFrom)), nil
	case r.State != nil:
		return c.state(*r.State), nil
	case r.PastContacted != nil:
		return c.set(c.pastContacted(*r.PastContacted)), nil
	case r.Redeemed != nil:
		return c.set(c.redeemed(*r.Redeemed)), nil
	case r.Bought != nil:
		return c.set(c.bought(*r.Bought)), nil
	case r.Message != nil:
		return c.message(*r.Message), nil
	case r.Orders != nil:
		return c.orders(*r.Orders, path)
	case r.Field != "":
		return c.field(r, path)
	}
	return c.set("SELECT m.customer_id FROM member_of AS m WHERE m.segment_id = " + c.bind(r.Segment, "bigint")), nil
}

func (c *compiler) join(rules []Rule, with, path string) (string, error) {
	if len(rules) == 0 {
		return "TRUE", nil
	}
	parts := make([]string, len(rules))
	for i, r := range rules {
		part, err := c.node(r, fmt.Sprintf("%s[%d]", path, i))
		if err != nil {
			return "", err
		}
		parts[i] = part
	}
	return "(" + strings.Join(parts, with) + ")", nil
}

// bind keeps a value out of the text and returns the parameter that stands for it.
func (c *compiler) bind(value any, kind string) string {
	c.values++
	name := fmt.Sprintf("rule_%d", c.values)
	c.args[name] = value
	return "CAST(@" + name + " AS " + kind + ")"
}

// asOf returns the parameter of the scope's day.
func (c *compiler) asOf() string {
	c.args["as_of"] = c.scope.AsOf
	return "CAST(@as_of AS date)"
}

// set joins a set of customers, each of whom it gives once, and returns the
// condition that a customer is in it. A join is fast on both engines wherever
// in the rule the condition stands, also below not and any, where IN is not.
func (c *compiler) set(customers string) string {
	alias := fmt.Sprintf("s%d", len(c.sets)+1)
	c.sets = append(c.sets, "LEFT JOIN (\n"+customers+"\n) AS "+alias+" ON "+alias+".customer_id = f.customer_id")
	return "(" + alias + ".customer_id IS NOT NULL)"
}

// comparison writes the operators that both engines spell alike.
var comparison = map[string]string{"eq": " = ", "ne": " <> ", "lt": " < ", "le": " <= ", "gt": " > ", "ge": " >= "}

func (c *compiler) language() language { return c.scope.Sources }

func (c *compiler) field(r Rule, path string) (string, error) {
	f, o, err := r.operand(c.language(), path, c.scope.Currency)
	if err != nil {
		return "", err
	}
	if f.Name == "shop" {
		return c.shop(r.Op, o), nil
	}
	c.person = c.person || f.person
	return c.condition(f, r.Op, o), nil
}

// condition compares a column; it is never NULL.
func (c *compiler) condition(f Field, op string, o operand) string {
	switch op {
	case "is_null":
		return "(" + f.column + " IS NULL)"
	case "not_null":
		return "(" + f.column + " IS NOT NULL)"
	}
	test := c.test(f, op, o)
	if f.maybe {
		return "(" + f.column + " IS NOT NULL AND " + test + ")"
	}
	return "(" + test + ")"
}

func (c *compiler) test(f Field, op string, o operand) string {
	switch op {
	case "in":
		return c.among(f.column, o, kindOfSQL(f))
	case "not_in":
		return "NOT (" + c.among(f.column, o, kindOfSQL(f)) + ")"
	case "between":
		least, most := c.two(f, o)
		return f.column + " >= " + least + " AND " + f.column + " <= " + most
	case "contains":
		return "strpos(lower(" + f.column + "), lower(" + c.bind(o.texts[0], "varchar") + ")) > 0"
	case "starts_with":
		return "starts_with(lower(" + f.column + "), lower(" + c.bind(o.texts[0], "varchar") + "))"
	}
	return f.column + comparison[op] + c.bind(o.first(), kindOfSQL(f))
}

// few is how many values are compared one by one; more of them are one array.
const few = 8

// among asks whether a column has one of the values.
func (c *compiler) among(column string, o operand, kind string) string {
	n := len(o.numbers) + len(o.decimals) + len(o.texts)
	if n > few && kind == "date" {
		// DuckDB binds no array of days.
		return "(" + column + " - DATE '1970-01-01') = ANY(" + c.bind(o.dayNumbers(), "bigint[]") + ")"
	}
	if n > few {
		return column + " = ANY(" + c.bind(o.list(), kind+"[]") + ")"
	}
	parts := make([]string, n)
	for i := range parts {
		parts[i] = c.bind(o.nth(i), kind)
	}
	return column + " IN (" + strings.Join(parts, ", ") + ")"
}

func (c *compiler) two(f Field, o operand) (least, most string) {
	return c.bind(o.nth(0), kindOfSQL(f)), c.bind(o.nth(1), kindOfSQL(f))
}

func kindOfSQL(f Field) string {
	switch f.Type {
	case Number, Amount:
		return "bigint"
	case Decimal:
		return "double precision"
	case Date:
		return "date"
	}
	return "varchar"
}

func (o operand) first() any { return o.nth(0) }

func (o operand) nth(i int) any {
	switch {
	case o.numbers != nil:
		return o.numbers[i]
	case o.decimals != nil:
		return o.decimals[i]
	}
	return o.texts[i]
}

// dayNumbers returns the days of the operand as days since 1970-01-01.
func (o operand) dayNumbers() []int64 {
	numbers := make([]int64, len(o.texts))
	for i, s := range o.texts {
		numbers[i] = int64(huike.MustDay(s).Sub(huike.Day{}))
	}
	return numbers
}

func (o operand) list() any {
	switch {
	case o.numbers != nil:
		return o.numbers
	case o.decimals != nil:
		return o.decimals
	}
	return o.texts
}
