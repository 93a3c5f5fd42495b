package kpi

import (
	"encoding/json"
	"math"

	"huike/stat"
)

// measureNames lists what a node can show.
var measureNames = []string{
	"sales", "visitors", "conversion", "buyers", "orders", "frequency", "order_value", "visit_cost",
	"new_sales", "new_customers", "new_frequency", "new_order_value",
	"kept_sales", "kept_customers", "kept_frequency", "kept_order_value", "keyless_sales",
	"customers", "converted", "asked_converted", "browsed_converted", "unpaid_converted", "unprompted",
	"kept", "new_cultivated", "active_buying", "lost_won_back",
	"inquiry_conversion", "pay_rate", "second_rate", "repeat_rate", "retention_rate", "win_back_rate",
	"customer_quality", "satisfaction",
}

// Reading is a measure in the compared stretches: now, before, a year ago. NaN is
// a number that is not known.
type Reading [3]float64

// MarshalJSON writes what is not known as null.
func (v Reading) MarshalJSON() ([]byte, error) {
	var known [3]*float64
	for i := range v {
		if !math.IsNaN(v[i]) {
			known[i] = &v[i]
		}
	}
	return json.Marshal(known)
}

// UnmarshalJSON reads what MarshalJSON wrote.
func (v *Reading) UnmarshalJSON(text []byte) error {
	var known [3]*float64
	err := json.Unmarshal(text, &known)
	for i, number := range known {
		v[i] = numberOrNaN(number)
	}
	return err
}

// Change returns now less before; NaN where one is not known.
func (v Reading) Change() float64 { return v[0] - v[1] }

// Growth returns the growth since the stretch before; NaN where it is undefined.
func (v Reading) Growth() float64 { return v.growth(1) }

// YearGrowth returns the growth since last year; NaN where it is undefined.
func (v Reading) YearGrowth() float64 { return v.growth(2) }

func (v Reading) growth(base int) float64 {
	if g, ok := stat.Growth(v[0], v[base]); ok {
		return g
	}
	return math.NaN()
}

// measures holds the readings by name.
type measures map[string]Reading

// of reads a cube line by line into readings.
func (m measures) of(name string, l *Line, value func(Cell) float64) {
	var v Reading
	for i, c := range l.three() {
		v[i] = value(c)
	}
	m[name] = v
}

// chain adds a line's customers, frequency and order value under a prefix.
func (m measures) chain(prefix, heads string, l *Line) {
	m.of(prefix+"sales", l, func(c Cell) float64 { return c.Sales })
	m.of(prefix+heads, l, buyers)
	m.of(prefix+"frequency", l, func(c Cell) float64 { return over(c.Orders, c.Buyers) })
	m.of(prefix+"order_value", l, func(c Cell) float64 { return over(c.Sales, c.Orders) })
}

// shop adds what the cube tells.
func (m measures) shop(c *Cube) {
	m.chain("", "buyers", &c.Total)
	m.of("orders", &c.Total, func(c Cell) float64 { return c.Orders })
	m.of("visitors", &c.Total, func(c Cell) float64 { return knownCount(c.Visitors) })
	m.of("visit_cost", &c.Total, func(c Cell) float64 {
		if c.Visitors == 0 {
			return math.NaN()
		}
		return c.Cost
	})
	m.of("conversion", &c.Total, func(c Cell) float64 { return over(c.Buyers, c.Visitors) })
	lines := map[string]*Line{"new": {}, "kept": {}, "keyless": {}}
	for i := range c.Kind {
		lines[c.Kind[i].Name] = &c.Kind[i]
	}
	m.chain("new_", "customers", lines["new"])
	m.chain("kept_", "customers", lines["kept"])
	m.of("keyless_sales", lines["keyless"], func(c Cell) float64 { return c.Sales })
}

// knownCount is a count that nobody imported, where it is 0.
func knownCount(n float64) float64 {
	if n == 0 {
		return math.NaN()
	}
	return n
}

// customers adds what the customers' histories tell.
func (m measures) customers(all [3]people) {
	set := func(name string, value func(p people) float64) {
		m[name] = Reading{value(all[0]), value(all[1]), value(all[2])}
	}
	rate := func(name string, value func(p people) (int64, int64)) {
		set(name, func(p people) float64 {
			x, n := value(p)
			return over(float64(x), float64(n))
		})
	}
	set("customers", func(p people) float64 { return float64(p.New + p.Cultivated + p.Active + p.WonBack) })
	set("converted", func(p people) float64 { return float64(p.New) })
	set("kept", func(p people) float64 { return float64(p.Cultivated + p.Active + p.WonBack) })
	set("new_cultivated", func(p people) float64 { return float64(p.Cultivated) })
	set("active_buying", func(p people) float64 { return float64(p.Active) })
	set("lost_won_back", func(p people) float64 { return float64(p.WonBack) })
	rate("repeat_rate", func(p people) (int64, int64) { return p.Repeated, p.Regulars })
	rate("retention_rate", func(p people) (int64, int64) { return p.Stayed, p.Earlier })
	rate("win_back_rate", func(p people) (int64, int64) { return p.WonBack, p.Lost })
	rate("customer_quality", func(p people) (int64, int64) { return p.Loyal, p.Yearly })
}

func (m measures) prospects(all [3]firsts) {
	for i, f := range all {
		m.put("unpaid_converted", i, float64(f.Unpaid))
		m.put("asked_converted", i, float64(f.Asked))
		m.put("browsed_converted", i, float64(f.Looked))
		m.put("unprompted", i, float64(f.Unprompted))
	}
}

func (m measures) payments(all [3]paid) {
	for i, p := range all {
		m.put("pay_rate", i, over(float64(p.Paid), float64(p.Placed)))
		m.put("satisfaction", i, over(float64(p.Score), float64(p.Reviews)))
	}
}

// ratio adds a rate of counts.
func (m measures) ratio(name string, x, n [3]int64) {
	for i := range x {
		m.put(name, i, over(float64(x[i]), float64(n[i])))
	}
}

func (m measures) put(name string, i int, value float64) {
	v := m[name]
	v[i] = value
	m[name] = v
}

// measures asks everything that the cube does not hold.
func (r reader) measures(c *Cube, have sources) (m measures, agents []Agent, err error) {
	m = measures{}
	m.shop(c)
	customers, err := r.people()
	if err != nil {
		return nil, nil, err
	}
	m.customers(customers)
	first, err := r.firsts()
	if err != nil {
		return nil, nil, err
	}
	m.prospects(first)
	payments, err := r.paid()
	if err != nil {
		return nil, nil, err
	}
	m.payments(payments)
	within, newcomers, err := r.seconds()
	if err != nil {
		return nil, nil, err
	}
	m.ratio("second_rate", within, newcomers)
	var asked, bought [3]int64
	if have.Chats {
		if agents, asked, bought, err = r.agents(); err != nil {
			return nil, nil, err
		}
	}
	m.ratio("inquiry_conversion", bought, asked)
	return m, agents, nil
}
