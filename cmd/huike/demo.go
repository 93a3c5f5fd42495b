package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"time"

	"huike"
	"huike/api"
	"huike/auth"
	"huike/channel/sink"
	"huike/simulate"
)

type demoCommand struct {
	Listen    string `default:"127.0.0.1:8765" help:"Address to listen on."`
	Dir       string `default:"huike-demo" help:"Folder of the demo's database; it is made anew." type:"path"`
	Customers int    `default:"20000" help:"Customers of the simulated shop."`
	Seed      uint64 `default:"1" help:"Another seed is another shop."`
	Prepare   bool   `help:"Make the shop and stop, without serving it."`
}

// demoPassword opens every login of the demo, which listens on this machine only.
const demoPassword = "huike-demo-2025"

// Run makes the shop, runs the campaign and serves the result.
func (c *demoCommand) Run(ctx context.Context, g *Globals) error {
	host, _, err := net.SplitHostPort(c.Listen)
	if err != nil || !net.ParseIP(host).IsLoopback() {
		return huike.Errorf(huike.Invalid, "demo.listen", "the demo's passwords are known to everybody, so it listens on this machine only: give --listen an address like 127.0.0.1:8765")
	}
	if err := c.clean(); err != nil {
		return err
	}
	g.Database = "duckdb:" + filepath.Join(c.Dir, "demo.duckdb")
	// The address is taken before the work, so that a taken one costs nothing.
	listener, err := net.Listen("tcp", c.Listen)
	if err != nil {
		return huike.Because(err, huike.Unavailable, "serve.listen", "the address %s cannot be opened; is another huike serving there? choose one with --listen", c.Listen)
	}
	defer listener.Close()
	catcher, err := sink.Start(sink.Options{KeepMails: 20_000, KeepBytes: 512 << 20})
	if err != nil {
		return err
	}
	defer catcher.Close()
	h, err := g.openHouse(ctx, "http://"+c.Listen)
	if err != nil {
		return err
	}
	d := c.story(g, h, catcher)
	err = d.tell(ctx)
	if err == nil && !c.Prepare {
		err = h.serve(ctx, c.Listen, serving{outbox: api.OfOutbox(catcher), listen: listener, ready: func() { d.welcome(c.Listen) }})
	}
	return errors.Join(err, h.close())
}

// clean makes the demo's folder anew. It removes nothing but what a demo made.
func (c *demoCommand) clean() error {
	old, err := filepath.Glob(filepath.Join(c.Dir, "demo.*"))
	if err != nil {
		return err
	}
	for _, f := range old {
		if err := os.Remove(f); err != nil {
			return huike.Because(err, huike.Unavailable, "demo.dir", "%s cannot be removed; is another demo running? choose another folder with --dir", f)
		}
	}
	if err := os.MkdirAll(c.Dir, 0o700); err != nil {
		return huike.Because(err, huike.Unavailable, "demo.dir", "the folder %s cannot be made; choose another one with --dir", c.Dir)
	}
	return nil
}

// story is the demo's shop and its days.
type story struct {
	*house
	say      func(format string, args ...any)
	dir      string
	catcher  *sink.Sink
	shop     *simulate.Shop
	campaign huike.Day // when the told campaign goes out
}

func (c *demoCommand) story(g *Globals, h *house, catcher *sink.Sink) *story {
	end := huike.DayOf(g.clock()).Add(-1)
	return &story{
		house: h, dir: c.Dir, catcher: catcher, campaign: end.Add(-34),
		say:  func(format string, args ...any) { fmt.Fprintf(g.err, format+"\n", args...) },
		shop: simulate.New(simulate.Config{Seed: c.Seed, Customers: c.Customers, Start: end.Add(-729), End: end}),
	}
}

// tell makes the people, the shop up to the campaign, the campaign, and what
// happened after it.
func (s *story) tell(ctx context.Context) error {
	steps := []struct {
		what string
		do   func(context.Context) error
	}{
		{"Making the people who may log in", s.people},
		{"Making two years of orders and importing them", s.past},
		{"Choosing segments", s.choose},
		{"Running a campaign to the silent, through a real mail conversation", s.run},
		{"Letting five weeks pass, and importing their orders", s.future},
		{"Bringing in products, visits, chats, parcels and reviews", s.facts},
		{"Preparing the next campaigns", s.next},
	}
	begin := s.clock()
	for i, step := range steps {
		s.say("%d/%d %s …", i+1, len(steps), step.what)
		if err := step.do(ctx); err != nil {
			return err
		}
	}
	s.say("Done in %.0f seconds.", s.clock().Sub(begin).Seconds())
	return nil
}

func (s *story) welcome(address string) {
	s.say("\n  Open      http://%s\n  Log in as admin, operator, approver or analyst\n  Password  %s\n\nAll mails stay in the Outbox of this demo. Stop it with Ctrl-C.", address, demoPassword)
}

func (s *story) people(ctx context.Context) error {
	for _, u := range []auth.NewUser{
		{Login: "admin", Name: "老板", Role: auth.Admin}, {Login: "operator", Name: "CRM 专员", Role: auth.Operator},
		{Login: "approver", Name: "店长", Role: auth.Approver}, {Login: "analyst", Name: "数据分析", Role: auth.Analyst},
	} {
		u.Password = demoPassword
		if _, err := s.auth.AddUser(ctx, u, s.clock()); err != nil {
			return err
		}
	}
	return nil
}

// at is a moment of a day in the shop's time.
func at(d huike.Day, hour int) time.Time {
	return d.Time(time.FixedZone("CST", 8*3600)).Add(time.Duration(hour) * time.Hour)
}
