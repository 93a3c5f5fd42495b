package main

import (
	"context"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"huike"
	"huike/channel/sink"
	"huike/ingest"
	"huike/order"
	"huike/simulate"
)

// past imports the orders up to the day before the campaign.
func (s *story) past(ctx context.Context) error {
	return s.bring(ctx, "orders-before.csv", func(w *simulate.Writer) {
		s.own(w, s.shop.Start, s.campaign.Add(-1))
	})
}

// future imports the orders from the day of the campaign on: those that would
// have come anyway, and for customers who got a mail, those that it caused.
func (s *story) future(ctx context.Context) error {
	treated := map[int]bool{}
	for _, m := range s.mails() {
		for _, to := range m.EnvelopeTo {
			if n, err := strconv.Atoi(strings.TrimSuffix(strings.TrimPrefix(to, "buyer"), "@shop.example")); err == nil {
				treated[n] = true
			}
		}
	}
	return s.bring(ctx, "orders-after.csv", func(w *simulate.Writer) {
		s.own(w, s.campaign, s.shop.End)
		for n := range s.shop.Customers {
			c := s.shop.Customer(n)
			if !treated[c.No] {
				continue
			}
			if o, caused := s.shop.Effect(c, 1, s.campaign); caused && !s.shop.End.Before(huike.DayOf(o.OrderedAt)) {
				w.Write(c, o)
			}
		}
	})
}

// own writes the orders that customers place by themselves between two days.
func (s *story) own(w *simulate.Writer, from, to huike.Day) {
	for n := range s.shop.Customers {
		c := s.shop.Customer(n)
		for _, o := range s.shop.Orders(c) {
			if d := huike.DayOf(o.OrderedAt); !d.Before(from) && !to.Before(d) {
				w.Write(c, o)
			}
		}
	}
}

// bring writes a file and imports it.
func (s *story) bring(ctx context.Context, name string, write func(*simulate.Writer)) error {
	path := filepath.Join(s.dir, "demo."+name)
	f, err := os.Create(path)
	if err != nil {
		return huike.Because(err, huike.Unavailable, "demo.dir", "%s cannot be written; choose another folder with --dir", path)
	}
	defer f.Close()
	w := simulate.NewWriter(f, s.shop.Currency)
	write(w)
	if err := w.Flush(); err != nil {
		return huike.Because(err, huike.Unavailable, "demo.disk", "%s could not be written to its end; is the disk full?", path)
	}
	report, err := s.ingest.Load(ctx, ingest.Request{
		Path: path, Name: name, Preset: "huike-orders", Actor: "demo", At: s.clock(),
		Shop: order.Shop{Name: "暖阳生活馆", Platform: "own", Currency: "CNY", TimeZone: "Asia/Shanghai", Margin: 0.42, Approval: true},
	})
	if err != nil {
		return err
	}
	s.say("    %d orders, %d customers", report.Orders, report.Customers)
	return nil
}

// demoWalks is how many last days of single people's visits the demo brings.
const demoWalks = 90

// facts imports all else that a shop knows.
func (s *story) facts(ctx context.Context) error {
	dir, err := os.MkdirTemp(s.temp, "demo")
	if err != nil {
		return huike.Because(err, huike.Unavailable, "demo.dir", "no folder can be made for the demo's files; is the disk full?")
	}
	defer os.RemoveAll(dir)
	if _, err := s.shop.WriteFacts(dir, simulate.FactSpan{From: s.shop.Start, To: s.shop.End, Walks: s.shop.End.Add(-demoWalks)}); err != nil {
		return huike.Because(err, huike.Unavailable, "demo.disk", "the demo's files could not be written to their end; is the disk full?")
	}
	for _, kind := range simulate.FactFiles {
		report, err := s.ingest.Load(ctx, ingest.Request{Path: filepath.Join(dir, kind+".csv"), Kind: kind, Actor: "demo", At: s.clock(), Shop: order.Shop{Name: "暖阳生活馆"}})
		if err != nil {
			return err
		}
		s.say("    %s: %d rows, %d refused", kind, report.Rows, report.Rejected)
	}
	return nil
}

// mails returns everything that the mail server caught.
func (s *story) mails() []sink.Mail {
	var all []sink.Mail
	for {
		page := s.catcher.List(500, len(all))
		if len(page) == 0 {
			return all
		}
		all = append(all, page...)
	}
}
