package campaign_test

import (
	"fmt"
	"io"
	"strings"
	"testing"

	"huike"
	"huike/campaign"
	"huike/channel/sink"
	"huike/customer"
	"huike/message"
	"huike/order/ordertest"
	"huike/store"
	"huike/store/storetest"
)

const leave = ` <a href="{{ unsubscribe_url }}">Leave</a>`

// sixty customers are silent; 27 of them have no city.
func (h house) sixty(t testing.TB) {
	t.Helper()
	h.enroll(t, 60, everyoneAgrees)
	var orders []ordertest.Order
	for id := int64(1); id <= 60; id++ {
		o := ordertest.Order{Customer: id, Day: lastDay.Add(-100).String(), Gross: 10}
		if id > 27 {
			o.Province, o.City = "浙江", "杭州"
		}
		orders = append(orders, o)
	}
	ordertest.Put(t, h.db, append(orders, ordertest.Order{Day: lastDay.String(), Gross: 10}))
}

func withBody(d campaign.Draft, body string) campaign.Draft {
	d.Arms = []campaign.Arm{{Name: "A", Subject: "We miss you", Body: body + leave}}
	d.EverybodyOK = true
	return d
}

func TestCase12_CouponCode(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		h, ctx := houseOver(t, db), t.Context()
		h.sixty(t)
		box := newInbox(t, sink.Options{})
		d := withBody(draft("Coupon", h.segment(t, "silent", silentRule), h.sender(t, box)), "<p>Your code {{ coupon.code }}</p>")
		id := h.create(t, d)
		p, err := h.Plan(ctx, id, noon)
		must(t, err)
		if found := checkOf(p, "lint.never_filled"); found.Level != campaign.LevelError || found.Params["variable"] != "coupon.code" || p.Eligible != 0 {
			t.Errorf("a code that nobody entered: %+v, %d may be contacted", p.Checks, p.Eligible)
		}
		wantCode(t, h.Submit(ctx, id, author, noon), "campaign.lint_never_filled")
		_, err = h.TestSend(ctx, id, campaign.TestRequest{Arm: 1, To: "boss@shop.example"}, noon)
		wantCode(t, err, "campaign.test_hole")
		d.CouponCode = " BACK5 "
		must(t, h.Update(ctx, id, d))
		must(t, h.Submit(ctx, id, author, noon))
		p, err = h.Start(ctx, id, noon)
		must(t, err)
		must(t, h.Advance(ctx, still))
		h.wantState(t, id, campaign.Done)
		n := h.counts(t, id)
		if p.Eligible != 60 || n.Sent != n.Treated || n.Failed != 0 || n.Control+n.Treated != 60 {
			t.Errorf("planned %d, %+v", p.Eligible, n)
		}
		m, err := box.Get(box.List(1, 0)[0].ID)
		must(t, err)
		if !strings.Contains(m.HTML, "Your code BACK5<") {
			t.Error(m.HTML)
		}
		d.CouponCode = "two\nlines"
		d.Name = "Lines"
		_, err = h.Create(ctx, d, author, noon)
		wantCode(t, err, "campaign.coupon_code")
	}, campaign.Schema)
}

// What the plan says may be sent is sent: who lacks a value is counted before.
func TestCase12_PlannedIsSent(t *testing.T) {
	f := func(name, body string, held int64, level string) {
		t.Run(name, func(t *testing.T) {
			storetest.Each(t, func(t *testing.T, db store.DB) {
				h, ctx := houseOver(t, db), t.Context()
				h.sixty(t)
				box := newInbox(t, sink.Options{})
				id := h.create(t, withBody(draft(name, h.segment(t, "silent", silentRule), h.sender(t, box)), body))
				p, err := h.Plan(ctx, id, noon)
				must(t, err)
				lack := checkOf(p, "lint.some_lack")
				if heldBy(p)[message.ReasonNoValue] != held || p.Eligible != 60-held || lack.Level != level {
					t.Errorf("held %v, eligible %d, %+v", heldBy(p), p.Eligible, p.Checks)
				}
				if level != "" && (lack.Params["customers"] != held || lack.Params["audience"] != int64(60)) {
					t.Errorf("%+v", lack.Params)
				}
				must(t, h.Submit(ctx, id, author, noon))
				_, err = h.Start(ctx, id, noon)
				must(t, err)
				must(t, h.Advance(ctx, still))
				h.wantState(t, id, campaign.Done)
				n := h.counts(t, id)
				if n.Control+n.Treated != p.Eligible || n.Sent != n.Treated || n.Failed != 0 || n.Held != 0 {
					t.Errorf("planned %d, %+v", p.Eligible, n)
				}
			}, campaign.Schema)
		})
	}
	f("bare", "<p>Dear {{ city }}</p>", 27, campaign.LevelWarn)
	f("two", "<p>{{ customer.name }} of {{ city }}, {{ province }}, {{ occasions }}, {{ net }}, {{ stage }}</p>", 27, campaign.LevelWarn)
	f("fallback", `<p>Dear {{ city | default: "friend" }}</p>`, 0, "")
	f("guarded", "<p>Dear {% if city %}{{ city }}{% else %}friend{% endif %}</p>", 0, "")
	f("guarded elsewhere", "<p>{% if city %}x{% endif %} Dear {{ city }}</p>", 27, campaign.LevelWarn)
	f("append", `<p>{{ "in " | append: city }}</p>`, 27, campaign.LevelWarn)
}

// A preview, a test and a message are written by one way: the same customer gets
// the same words.
func TestCase12_PreviewTestAndMailAreAlike(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		h, ctx := houseOver(t, db), t.Context()
		h.sixty(t)
		box := newInbox(t, sink.Options{})
		d := withBody(draft("Alike", h.segment(t, "silent", silentRule), h.sender(t, box)),
			`<p>{{ customer.name }}, {{ city }}, {{ coupon.code }}, {{ coupon.amount }} {{ currency }}, {{ shop.name }}, {{ occasions }} {{ net }} {{ last_day }} {{ stage }}</p>`)
		d.CouponCode, d.CouponMinor = "BACK5", 500
		id := h.create(t, d)
		words := func(html string) string { return html[:strings.Index(html, "</p>")] }
		tested, err := h.TestSend(ctx, id, campaign.TestRequest{Arm: 1, To: "boss@shop.example"}, noon)
		must(t, err)
		test, err := box.Get(box.List(1, 0)[0].ID)
		must(t, err)
		p, err := h.Preview(ctx, id, campaign.PreviewRequest{Arm: 1, Customer: tested}, noon)
		must(t, err)
		if tested <= 27 || words(p.HTML) != words(test.HTML) || len(p.Missing) != 0 {
			t.Errorf("customer %d\npreview %s\ntest    %s", tested, p.HTML, test.HTML)
		}
		for seed := range uint64(40) {
			if p, err := h.Preview(ctx, id, campaign.PreviewRequest{Arm: 1, Seed: seed}, noon); err != nil || p.Customer <= 27 {
				t.Fatalf("seed %d shows customer %d, who would be held back: %v", seed, p.Customer, err)
			}
		}
		must(t, h.Submit(ctx, id, author, noon))
		_, err = h.Start(ctx, id, noon)
		must(t, err)
		must(t, h.Advance(ctx, still))
		for _, e := range box.List(100, 0) {
			m, err := box.Get(e.ID)
			must(t, err)
			if m.Subject != "We miss you" {
				continue
			}
			p, err := h.Preview(ctx, id, campaign.PreviewRequest{Arm: 1, Customer: customerOf(m.To[0].Address)}, noon)
			must(t, err)
			if words(p.HTML) != words(m.HTML) {
				t.Fatalf("preview %s\nmail    %s", p.HTML, m.HTML)
			}
		}
	}, campaign.Schema)
}

// Without an audience the values are made up, but never what the campaign itself
// gives or does not give.
func TestCase12_MadeUpValues(t *testing.T) {
	db := storetest.Open(t, store.DuckDB, campaign.Schema)
	h, ctx := houseOver(t, db), t.Context()
	h.sixty(t)
	d := withBody(draft("Nobody", 0, h.sender(t, newInbox(t, sink.Options{}))), `<p>{{ customer.name }} {{ city }} {{ coupon.code | default: "none" }} {{ coupon.amount | default: "none" }}</p>`)
	id := h.create(t, d)
	p, err := h.Preview(ctx, id, campaign.PreviewRequest{Arm: 1}, noon)
	if err != nil || p.Customer != 0 || !strings.Contains(p.HTML, "李雷 杭州 none none") {
		t.Errorf("%+v %v", p, err)
	}
	if made, err := h.TestSend(ctx, id, campaign.TestRequest{Arm: 1, To: "boss@shop.example"}, noon); made != 0 || err != nil {
		t.Errorf("test with customer %d, %v", made, err)
	}
}

// Addresses of international domains are sent to; what no mail can reach is told
// by the plan and never fails.
func TestCase21_PlannedIsSent(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		h, ctx := houseOver(t, db), t.Context()
		var orders []ordertest.Order
		address := func(id int) string {
			switch {
			case id <= 40:
				return fmt.Sprintf("name%d@bücher.example", id)
			case id <= 45:
				return fmt.Sprintf("double..dot%d@people.example", id)
			case id <= 50:
				return fmt.Sprintf("guest%d@checkout.invalid", id)
			}
			return fmt.Sprintf("plain%d@people.example", id)
		}
		a := customer.Arrival{Batch: 1, At: noon.AddDate(-2, 0, 0)}
		must(t, db.Write(ctx, func(tx store.Tx) error {
			i, j := 0, 0
			if err := customer.Enroll(ctx, tx, a, func() (customer.Newcomer, error) {
				if i++; i > 60 {
					return customer.Newcomer{}, io.EOF
				}
				return customer.Newcomer{ID: huike.CustomerID(i), FirstShop: 1}, nil
			}); err != nil {
				return err
			}
			err := customer.Attach(ctx, tx, a, func() (customer.Found, error) {
				for j++; j <= 60; j++ {
					if n, ok := customer.Normalise(customer.KindEmail, address(j)); ok {
						return customer.Found{Key: customer.Key{Kind: customer.KindEmail, Hash: h.vault.HashNormal(customer.KindEmail, n)}, Customer: huike.CustomerID(j), Sealed: h.vault.Seal(n)}, nil
					}
				}
				return customer.Found{}, io.EOF
			})
			if err != nil {
				return err
			}
			ids := make([]huike.CustomerID, 60)
			for n := range ids {
				ids[n] = huike.CustomerID(n + 1)
			}
			_, err = customer.GrantMany(ctx, tx, "018f0000-0000-7000-8000-000000000000", customer.Agreement{
				Channel: huike.ChannelEmail, Purpose: huike.PurposeMarketing, Source: "import", Evidence: "test", At: a.At}, ids)
			return err
		}))
		for id := int64(1); id <= 60; id++ {
			orders = append(orders, ordertest.Order{Customer: id, Day: lastDay.Add(-100).String(), Gross: 10})
		}
		ordertest.Put(t, db, append(orders, ordertest.Order{Day: lastDay.String(), Gross: 10}))
		box := newInbox(t, sink.Options{})
		d := draft("Bücher", h.segment(t, "silent", silentRule), h.sender(t, box))
		d.EverybodyOK = true
		p := h.plan(t, d)
		if p.Eligible != 50 || heldBy(p)[message.ReasonNoAddress] != 10 {
			t.Errorf("%d may be contacted, held %v", p.Eligible, heldBy(p))
		}
		d.Name = "Bücher 2"
		id := h.start(t, d)
		must(t, h.Advance(ctx, still))
		h.wantState(t, id, campaign.Done)
		if n := h.counts(t, id); n.Sent != n.Treated || n.Control+n.Treated != 50 {
			t.Errorf("%+v", n)
		}
		for _, to := range box.arrived() {
			if strings.HasPrefix(to, "name") && !strings.HasSuffix(to, "@xn--bcher-kva.example") {
				t.Errorf("a mail to %s", to)
			}
		}
	}, campaign.Schema)
}
