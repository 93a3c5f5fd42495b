package simulate

import (
	"fmt"
	"math/rand/v2"
	"time"

	"huike"
)

// walk is one visit.
type walk struct {
	at                time.Time
	external, visitor string
	session, source   string
	events            int
}

// step writes one thing that is done in a visit.
func (w *scribe) step(v *walk, kind, product string, r *rand.Rand) {
	v.events++
	seconds := int64(5 + r.IntN(90))
	w.tables["events"].text(fmt.Sprintf("%s-%d", v.session, v.events)).instant(v.at).text(kind).text(v.external).text(v.visitor).
		text(product).text(v.session).text(v.source).number(seconds).end()
	v.at = v.at.Add(time.Duration(seconds) * time.Second)
}

// visitOf writes the visit that ended in an order.
func (w *scribe) visitOf(c Customer, o Order) {
	if huike.DayOf(o.OrderedAt).Before(w.span.Walks) {
		return
	}
	r := w.source(c.No, streamWalk+uint64(o.Nth)<<8)
	v := &walk{at: o.OrderedAt.Add(-20 * time.Minute), external: fmt.Sprintf("C%d", c.No), session: "S" + o.Number, source: Sources[o.Source].Name}
	w.step(v, "visit", "", r)
	for _, l := range o.Lines {
		if r.Float64() < .85 { // some buy without looking
			w.step(v, "view", l.Product.SKU, r)
		}
		if r.Float64() < .5 {
			w.step(v, "view", anyProduct(r, c.Category).SKU, r)
		}
		w.step(v, "cart", l.Product.SKU, r)
	}
	v.at = o.OrderedAt
	w.step(v, "order", "", r)
	if !o.PaidAt.IsZero() {
		v.at = o.PaidAt
		w.step(v, "pay", "", r)
	}
}

func anyProduct(r *rand.Rand, category int) Product {
	return Catalogue[category].Products[r.IntN(len(Catalogue[category].Products))]
}

// looks writes the visits of a customer that end in nothing: some people look
// every week, most hardly ever.
func (w *scribe) looks(c Customer) {
	r := w.source(c.No, streamWalk)
	from := w.span.Walks
	if from.Before(c.First) {
		from = c.First
	}
	every := []float64{400, 120, 30}[pick(r, []float64{.6, .9, 1})]
	for d, n := from.Add(int(r.ExpFloat64()*every)), 1; w.within(d); d, n = d.Add(1+int(r.ExpFloat64()*every)), n+1 {
		hour := pick(r, shopHours)
		v := &walk{at: d.Time(time.UTC).Add(time.Duration(hour)*time.Hour + time.Duration(r.IntN(3600))*time.Second), external: fmt.Sprintf("C%d", c.No),
			session: fmt.Sprintf("L%08d%03d", c.No, n), source: Sources[w.sourceOf(c.No, 500+n)].Name}
		w.step(v, "visit", "", r)
		for range r.IntN(4) {
			w.step(v, "view", anyProduct(r, c.Category).SKU, r)
		}
		switch u := r.Float64(); {
		case u < .15:
			w.step(v, "cart", anyProduct(r, c.Category).SKU, r)
		case u < .25:
			w.step(v, "favourite", anyProduct(r, c.Category).SKU, r)
		}
		if r.Float64() < .12 {
			w.chat(c, v.at, anyProduct(r, c.Category).SKU, fmt.Sprintf("K%08d%03d", c.No, n), 0)
		}
	}
}

// strangers writes visits of people who never bought: as many as there are
// customers, most of them once.
func (w *scribe) strangers() {
	for n := range w.Customers {
		r := w.source(w.FirstCustomer+n, streamStranger)
		d := w.span.Walks.Add(r.IntN(max(1, w.span.To.Sub(w.span.Walks)+1)))
		if r.Float64() > .5 || !w.within(d) {
			continue
		}
		v := &walk{at: d.Time(time.UTC).Add(time.Duration(pick(r, shopHours))*time.Hour + time.Duration(r.IntN(3600))*time.Second),
			visitor: fmt.Sprintf("V%d", w.FirstCustomer+n), session: fmt.Sprintf("V%08d", w.FirstCustomer+n), source: Sources[pick(r, []float64{.3, .55, .68, .75, .92, .98, 1})].Name}
		w.step(v, "visit", "", r)
		for range r.IntN(3) {
			w.step(v, "view", anyProduct(r, pick(r, categoryWeights)).SKU, r)
		}
	}
}

var (
	agents = []string{"小暖", "阿阳", "木木", "晴晴"}
	topics = []string{"尺寸规格", "发货时间", "优惠", "使用方法", "售后"}
)

// chatsOf writes the chat before an order, if there was one.
func (w *scribe) chatsOf(c Customer, o Order) {
	if r := w.source(c.No, streamChat+uint64(o.Nth)<<8); r.Float64() < .14 || c.Bargains && r.Float64() < .4 {
		w.chat(c, o.OrderedAt.Add(-time.Duration(5+r.IntN(50))*time.Minute), o.Lines[0].Product.SKU, "Q"+o.Number, o.Nth)
	}
}

func (w *scribe) chat(c Customer, at time.Time, product, number string, nth int) {
	r := w.source(c.No, streamChat^uint64(nth+1)<<20^uint64(at.Unix())<<24)
	agent := r.IntN(len(agents))
	reply := int64(8 + r.ExpFloat64()*float64(40+30*agent)) // each agent is slower than the one before
	answers := int64(1 + r.IntN(7))
	score := ""
	if r.Float64() < .3 {
		score = fmt.Sprint(5 - pick(r, []float64{.7, .88, .95, .98, 1}))
	}
	bargained := c.Bargains && r.Float64() < .7 || r.Float64() < .03
	topic := topics[r.IntN(len(topics))]
	if bargained {
		topic = "优惠"
	}
	w.tables["chats"].text(number).instant(at).text(agents[agent]).text(fmt.Sprintf("C%d", c.No)).text(product).number(reply).
		number(answers).number(answers + int64(r.IntN(2))).number(answers * int64(12+r.IntN(20))).truth(bargained).text(score).text(topic).end()
}
