package main

import (
	"context"
	"fmt"
	"io"

	"huike"
	"huike/feature"
	"huike/kpi"
	"huike/lifecycle"
	"huike/store"
)

type shopCommand struct{ scopeFlags }

type shopAnswer struct {
	AsOf      huike.Day     `json:"as_of"`
	Currency  string        `json:"currency"`
	Orders    int64         `json:"orders"`
	Customers int64         `json:"customers"`
	Gross     float64       `json:"gross"`
	Net       float64       `json:"net"`
	Keyless   keylessAnswer `json:"keyless"`
}

type keylessAnswer struct {
	Orders int64   `json:"orders"`
	Gross  float64 `json:"gross"`
}

// Run prints the shop's totals.
func (c *shopCommand) Run(ctx context.Context, g *Globals) error {
	return c.within(ctx, g, func(db store.DB, s feature.Scope) error {
		t, err := kpi.New(db).Shop(ctx, s)
		if err != nil {
			return err
		}
		a := shopAnswer{s.AsOf, t.Currency, t.Orders, t.Customers, major(t.GrossMinor, t.Currency), major(t.NetMinor, t.Currency),
			keylessAnswer{t.Keyless, major(t.KeylessMinor, t.Currency)}}
		return g.print(a, func(w io.Writer) {
			fmt.Fprintf(w, "As of %s\t\norders\t%d\ncustomers\t%d\ngross\t%.2f %s\nnet\t%.2f %s\n", a.AsOf, a.Orders, a.Customers, a.Gross, a.Currency, a.Net, a.Currency)
			fmt.Fprintf(w, "orders without a buyer\t%d\t%.2f %s\n", a.Keyless.Orders, a.Keyless.Gross, a.Currency)
		})
	})
}

type lifecycleCommand struct{ scopeFlags }

type lifecycleAnswer struct {
	AsOf      huike.Day             `json:"as_of"`
	Customers int64                 `json:"customers"`
	Stages    map[huike.Stage]int64 `json:"stages"`
	Ladder    map[string]int64      `json:"ladder"`
}

// Run prints how many customers stand in each stage.
func (c *lifecycleCommand) Run(ctx context.Context, g *Globals) error {
	return c.within(ctx, g, func(db store.DB, s feature.Scope) error {
		board, err := lifecycle.New(db, feature.New(db)).Board(ctx, s, s.AsOf.Add(-7), g.clock())
		if err != nil {
			return err
		}
		a := lifecycleAnswer{s.AsOf, board.Snapshot.Customers, map[huike.Stage]int64{}, map[string]int64{}}
		for _, n := range board.Stages {
			a.Stages[n.Stage] = n.Customers
		}
		for _, l := range board.Ladder {
			a.Ladder[string(l.Ladder)] = l.Customers
		}
		return g.print(a, func(w io.Writer) {
			fmt.Fprintf(w, "As of %s\tcustomers\ta week before\tentered\tleft\n", a.AsOf)
			for _, n := range board.Stages {
				fmt.Fprintf(w, "%s\t%d\t%d\t%d\t%d\n", n.Stage, n.Customers, n.Before, n.Entered, n.Left)
			}
		})
	})
}

type repurchaseCommand struct {
	scopeFlags
	Days int `default:"45" help:"Within how many days."`
}

type rateAnswer struct {
	Numerator   int64    `json:"numerator"`
	Denominator int64    `json:"denominator"`
	Rate        *float64 `json:"rate"`
	Low         *float64 `json:"low"`
	High        *float64 `json:"high"`
}

func rateOf(r kpi.Rate) rateAnswer {
	return rateAnswer{r.Numerator, r.Denominator, r.Rate, r.Low, r.High}
}

type repurchaseAnswer struct {
	AsOf       huike.Day  `json:"as_of"`
	Days       int        `json:"days"`
	Matured    rateAnswer `json:"matured"`
	Literal    rateAnswer `json:"literal"`
	RegularsD1 rateAnswer `json:"regulars_d1"`
	RegularsD2 rateAnswer `json:"regulars_d2"`
}

// Run prints the two repurchase measures.
func (c *repurchaseCommand) Run(ctx context.Context, g *Globals) error {
	return c.within(ctx, g, func(db store.DB, s feature.Scope) error {
		k := kpi.New(db)
		second, err := k.SecondPurchase(ctx, s, c.Days)
		if err != nil {
			return err
		}
		regulars, err := k.Regulars(ctx, s, c.Days)
		if err != nil {
			return err
		}
		a := repurchaseAnswer{s.AsOf, c.Days, rateOf(second.Matured), rateOf(second.Literal), rateOf(regulars.D1), rateOf(regulars.D2)}
		return g.print(a, func(w io.Writer) {
			fmt.Fprintf(w, "As of %s, within %d days\tcame back\tof\trate\n", a.AsOf, a.Days)
			writeRate(w, "new customers who could be watched so long", a.Matured)
			writeRate(w, "new customers of the last days (too early to tell)", a.Literal)
			writeRate(w, "active regulars who bought again", a.RegularsD1)
			writeRate(w, "regulars who are active now", a.RegularsD2)
		})
	})
}

func writeRate(w io.Writer, what string, r rateAnswer) {
	if r.Rate == nil {
		fmt.Fprintf(w, "%s\t%d\t%d\tnobody to count\n", what, r.Numerator, r.Denominator)
		return
	}
	fmt.Fprintf(w, "%s\t%d\t%d\t%.2f %%\n", what, r.Numerator, r.Denominator, 100**r.Rate)
}
