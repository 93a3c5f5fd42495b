package simulate

import (
	"fmt"
	"math"

	"huike"
)

// Facts are the files of all that a shop knows besides its orders, one a kind,
// and how many rows each has.
type Facts map[string]int64

// factHeaders are the files and their columns.
var factHeaders = map[string][]string{
	"products":   {"product_no", "title", "category", "brand", "cost", "list_price", "listed_on", "stock", "group"},
	"traffic":    {"day", "source", "source_group", "visitors", "visits", "views", "carts", "buyers", "new_visitors", "cost"},
	"deliveries": {"order_no", "source", "source_group", "shipped_at", "delivered_at"},
	"reviews":    {"review_no", "reviewed_at", "score", "order_no", "service_score", "delivery_score", "photo"},
	"refunds":    {"refund_no", "order_no", "amount", "kind", "reason", "refunded_at"},
	"chats":      {"chat_no", "started_at", "agent", "external", "product_no", "first_reply_seconds", "questions", "answers", "words", "bargained", "score", "topic"},
	"events":     {"event_no", "time", "kind", "external", "visitor", "product_no", "session_no", "source", "seconds"},
	"industry":   {"series", "measure", "period", "start", "value", "low", "high", "origin", "noted_on"},
	"traits":     {"external", "age", "education", "occupation", "credit_level", "skin_type"},
}

// FactFiles are the kinds in the order in which they are to be imported, after
// the orders: what later ones speak of comes first.
var FactFiles = []string{"products", "deliveries", "refunds", "reviews", "traits", "traffic", "industry", "chats", "events"}

// FactSpan says of which days facts are written.
type FactSpan struct {
	From, To huike.Day // of everything
	Walks    huike.Day // visits of single people are kept from this day on: they are many
}

// scribe writes the facts of a shop.
type scribe struct {
	*Shop
	span   FactSpan
	tables map[string]*table
	buyers [][]buyersOfDay // by day since From, by source
}

type buyersOfDay struct{ orders, newcomers int64 }

// WriteFacts writes the files of the facts into a folder.
func (s *Shop) WriteFacts(dir string, span FactSpan) (Facts, error) {
	w := &scribe{Shop: s, span: span, tables: map[string]*table{}, buyers: make([][]buyersOfDay, span.To.Sub(span.From)+1)}
	for i := range w.buyers {
		w.buyers[i] = make([]buyersOfDay, len(Sources))
	}
	for name, header := range factHeaders {
		t, err := newTable(dir, name, header...)
		if err != nil {
			return nil, err
		}
		w.tables[name] = t
	}
	w.all()
	written := Facts{}
	for name, t := range w.tables {
		if err := t.close(); err != nil {
			return nil, fmt.Errorf("%s.csv: %w", name, err)
		}
		written[name] = t.rows
	}
	return written, nil
}

func (w *scribe) all() {
	w.products()
	for n := range w.Customers {
		c := w.Customer(n)
		w.traits(c)
		w.customer(c)
	}
	w.traffic()
	w.strangers()
	w.industry()
}

// within reports whether a fact of a day is to be written.
func (w *scribe) within(d huike.Day) bool { return !d.Before(w.span.From) && !w.span.To.Before(d) }

// customer writes what a customer's orders bring with them, and what she does
// between them.
func (w *scribe) customer(c Customer) {
	orders := w.Orders(c)
	for _, o := range orders {
		if !w.within(huike.DayOf(o.OrderedAt)) {
			continue
		}
		at := &w.buyers[huike.DayOf(o.OrderedAt).Sub(w.span.From)][o.Source]
		at.orders++
		if o.Nth == 1 {
			at.newcomers++
		}
		if !o.PaidAt.IsZero() {
			w.delivery(o)
			w.review(o)
			w.refund(o)
		}
		w.chatsOf(c, o)
		w.visitOf(c, o)
	}
	w.looks(c)
}

func (w *scribe) products() {
	for _, c := range Catalogue {
		for i, p := range c.Products {
			listed := w.Start
			if i == len(c.Products)-1 {
				listed = w.Start.Add((w.days * 2) / 3) // the newest of each category
			}
			w.tables["products"].text(p.SKU).text(p.Title).text(c.Name).text(p.Brand).decimal(p.Cost * float64(p.Price) / 100).
				decimal(float64(p.Price) / 100).text(listed.String()).number(int64(200 + 37*i)).text(p.Group).end()
		}
	}
}

func (w *scribe) delivery(o Order) {
	source, e := Sources[o.Source], o.Experience
	w.tables["deliveries"].text(o.Number).text(source.Name).text(source.Group).instant(e.ShippedAt).instant(e.DeliveredAt).end()
}

func (w *scribe) review(o Order) {
	e := o.Experience
	if !e.Reviewed || o.Refund >= o.Paid || !w.within(huike.DayOf(e.ReviewedAt)) {
		return
	}
	w.tables["reviews"].text("R" + o.Number).instant(e.ReviewedAt).number(int64(e.Score)).text(o.Number).
		number(int64(e.Service)).number(int64(e.Parcel)).truth(e.Photo).end()
}

var refundReasons = []string{"不喜欢/效果不好", "七天无理由退换货", "质量问题", "少件/漏发", "拍错/多拍"}

func (w *scribe) refund(o Order) {
	back := o.DeliveredAt.AddDate(0, 0, 3)
	if o.Refund == 0 || !w.within(huike.DayOf(back)) {
		return
	}
	kind := "refund"
	if o.Refund >= o.Paid {
		kind = "return"
	}
	reason := refundReasons[int(o.Refund/100)%len(refundReasons)]
	if o.Score <= 2 {
		reason = "质量问题"
	}
	w.tables["refunds"].text("T" + o.Number).text(o.Number).decimal(float64(o.Refund) / 100).text(kind).text(reason).instant(back).end()
}

var (
	educations  = []string{"高中", "大专", "本科", "硕士"}
	occupations = []string{"学生", "白领", "教师", "医护", "个体", "工厂"}
	skins       = []string{"干性", "油性", "混合", "敏感"}
)

func (w *scribe) traits(c Customer) {
	r := w.source(c.No, streamTrait+1<<8)
	if r.Float64() > .4 || !w.within(c.First) {
		return // most people never fill anything in
	}
	skin := ""
	if Catalogue[c.Category].Name == "护肤" {
		skin = skins[r.IntN(len(skins))]
	}
	w.tables["traits"].text(fmt.Sprintf("C%d", c.No)).number(int64(clamp(math.Round(31+9*r.NormFloat64()), 18, 70))).
		text(educations[pick(r, []float64{.2, .45, .88, 1})]).text(occupations[r.IntN(len(occupations))]).number(int64(1 + r.IntN(5))).text(skin).end()
}
