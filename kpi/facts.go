package kpi

import (
	"context"

	"huike"
	"huike/feature"
	"huike/store"
)

// sources says which kinds of facts a shop has at all.
type sources struct{ Visits, Chats, Behaviour, Reviews, Industry, Lines bool }

// known reports whether the facts of a kind are there.
func (s sources) known(kind string) bool {
	switch kind {
	case "visits":
		return s.Visits
	case "chats":
		return s.Chats
	case "behaviour":
		return s.Behaviour
	case "reviews":
		return s.Reviews
	}
	return true
}

// reader asks the questions of one tree.
type reader struct {
	ctx      context.Context
	db       store.DB
	scope    feature.Scope
	periods  Periods
	currency string
}

func (r reader) major(minor int64) float64 {
	return huike.Money{Minor: minor, Currency: r.currency}.Major()
}

// stretches asks a question over the whole history and over the stretch of last
// year; scan reads a row and says what it adds to which stretch, by the number
// that it is given for its own.
func (r reader) stretches(query string, scan func(rows *store.Rows, stretch func(int) int) (func(), error)) error {
	p := r.periods
	args := store.Args{"shop": r.scope.Shop, "as_of": p.Now.To, "to_day": p.Now.To, "days": p.Now.days(), "history_days": (history + 1) * p.Now.days()}
	ask := func(number func(int) int) error {
		return sum(asked(r.ctx, r.db, query, args, func(rows *store.Rows) (func(), error) { return scan(rows, number) }))
	}
	if err := ask(func(n int) int { return n }); err != nil {
		return err
	}
	args["to_day"], args["history_days"] = p.YearAgo.To, p.Now.days()
	return ask(func(int) int { return -1 })
}

// three are the arguments of the questions over the compared stretches.
func (r reader) three(more store.Args) store.Args {
	a := store.Args{"shop": r.scope.Shop}
	for i, s := range r.periods.spans() {
		a["from_"+string(rune('0'+i))], a["to_"+string(rune('0'+i))] = s.From, s.To
	}
	for k, v := range more {
		a[k] = v
	}
	return a
}

func (r reader) sources() (s sources, err error) {
	args := store.Args{"shop": r.scope.Shop, "to_day": r.periods.Now.To}
	s, _, err = store.One(r.ctx, r.db, queries.Get("tree_facts"), args, func(rows *store.Rows) (s sources, err error) {
		return s, rows.Scan(&s.Visits, &s.Chats, &s.Behaviour, &s.Reviews, &s.Industry, &s.Lines)
	})
	return s, err
}

// cube reads the shop's facts of all stretches.
func (r reader) cube(have sources) (*Cube, error) {
	c := &Cube{Total: Line{Name: "total"}}
	if err := r.addCustomers(c); err != nil {
		return nil, err
	}
	if have.Visits {
		if err := r.addTraffic(c); err != nil {
			return nil, err
		}
	}
	if have.Lines {
		if err := r.addLines(c); err != nil {
			return nil, err
		}
	}
	c.Source, c.Kind, c.Category = sorted(c.Source), sorted(c.Kind), sorted(c.Category)
	return c, nil
}

func (r reader) addCustomers(c *Cube) error {
	return r.stretches("tree_customer", func(rows *store.Rows, number func(int) int) (func(), error) {
		var stretch int
		var source, group, kind string
		var buyers, orders, gross int64
		err := rows.Scan(&stretch, &source, &group, &kind, &buyers, &orders, &gross)
		cell := Cell{Buyers: float64(buyers), Orders: float64(orders), Sales: r.major(gross)}
		return func() {
			c.Total.cell(number(stretch)).add(cell)
			c.Source = put(c.Source, source, group, number(stretch), cell)
			c.Kind = put(c.Kind, kind, "", number(stretch), cell)
		}, err
	})
}

func (r reader) addTraffic(c *Cube) error {
	return r.stretches("tree_traffic", func(rows *store.Rows, number func(int) int) (func(), error) {
		var stretch int
		var source, group string
		var visitors, buyers, cost int64
		err := rows.Scan(&stretch, &source, &group, &visitors, &buyers, &cost)
		cell := Cell{Visitors: float64(visitors), Visits: float64(buyers), Cost: r.major(cost)}
		return func() {
			c.Total.cell(number(stretch)).add(cell)
			c.Source = put(c.Source, source, group, number(stretch), cell)
		}, err
	})
}

func (r reader) addLines(c *Cube) error {
	return r.stretches("tree_line", func(rows *store.Rows, number func(int) int) (func(), error) {
		var stretch int
		var category string
		var units, amount, matched int64
		var base float64
		err := rows.Scan(&stretch, &category, &units, &amount, &matched, &base)
		cell := Cell{Units: float64(units), Sales: r.major(amount), Matched: r.major(matched), MatchedBase: base * r.major(1)}
		return func() { c.Category = put(c.Category, category, "", number(stretch), cell) }, err
	})
}

// people counts customers in one stretch by what they had done before.
type people struct {
	New, Cultivated, Active, WonBack, Lost int64
	Repeated, Regulars                     int64 // D1 of methods 2.2
	Stayed, Earlier                        int64 // bought in the 45 days before the last 45, and since
	Loyal, Yearly                          int64 // bought within a year, on two days or more
}

// lostDays is after how many days a customer is lost (S0-10).
const lostDays = 140

func (r reader) people() (all [3]people, err error) {
	args := r.three(store.Args{"lost_days": lostDays, "as_of": r.periods.Now.To})
	return one(r.ctx, r.db, "tree_people", args, func(rows *store.Rows) (all [3]people, err error) {
		var into []any
		for i := range all {
			p := &all[i]
			into = append(into, &p.New, &p.Cultivated, &p.Active, &p.WonBack, &p.Lost, &p.Repeated, &p.Regulars, &p.Stayed, &p.Earlier, &p.Loyal, &p.Yearly)
		}
		return all, rows.Scan(into...)
	})
}

// firsts are the first-time buyers of one stretch by what they did before.
type firsts struct{ Unpaid, Asked, Looked, Unprompted int64 }

func (r reader) firsts() (all [3]firsts, err error) {
	_, err = asked(r.ctx, r.db, "tree_first", r.three(store.Args{"as_of": r.periods.Now.To}), func(rows *store.Rows) (i int, err error) {
		var f firsts
		err = rows.Scan(&i, &f.Unpaid, &f.Asked, &f.Looked, &f.Unprompted)
		all[i] = f
		return i, err
	})
	return all, err
}

// Agent is what one agent's chats led to in a stretch of days: the KPI of a
// person (S1-30).
type Agent struct {
	Name          string
	Asked, Bought int64 // customers, and those who bought within two days
	Orders        int64
	Sales         float64
	AskedBefore   int64
	BoughtBefore  int64
}

// agents returns the agents of the current stretch, the most asked first, and
// the sums of all stretches.
func (r reader) agents() (all []Agent, asked, bought [3]int64, err error) {
	at := map[string]int{}
	_, err = store.All(r.ctx, r.db, queries.Get("tree_agent"), r.three(nil), func(rows *store.Rows) (i int, err error) {
		var a Agent
		var gross int64
		err = rows.Scan(&i, &a.Name, &a.Asked, &a.Bought, &a.Orders, &gross)
		asked[i], bought[i] = asked[i]+a.Asked, bought[i]+a.Bought
		k, known := at[a.Name]
		switch {
		case i == 0:
			a.Sales = r.major(gross)
			at[a.Name], all = len(all), append(all, a)
		case i == 1 && known:
			all[k].AskedBefore, all[k].BoughtBefore = a.Asked, a.Bought
		}
		return i, err
	})
	return all, asked, bought, err
}

// paid are the orders placed in one stretch, those paid, and the reviews.
type paid struct{ Placed, Paid, Reviews, Score int64 }

func (r reader) paid() (all [3]paid, err error) {
	_, err = store.All(r.ctx, r.db, queries.Get("tree_paid"), r.three(nil), func(rows *store.Rows) (i int, err error) {
		var p paid
		err = rows.Scan(&i, &p.Placed, &p.Paid, &p.Reviews, &p.Score)
		all[i] = p
		return i, err
	})
	return all, err
}

// seconds returns of the customers who first bought in each stretch, moved back
// by 45 days, how many there are and how many came back within 45 days.
func (r reader) seconds() (within, customers [3]int64, err error) {
	_, err = asked(r.ctx, r.db, "tree_second", r.three(store.Args{"days": usualDays, "as_of": r.periods.Now.To}), func(rows *store.Rows) (i int, err error) {
		var n, back int64
		err = rows.Scan(&i, &n, &back)
		customers[i], within[i] = n, back
		return i, err
	})
	return within, customers, err
}
