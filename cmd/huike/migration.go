package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"huike"
	"huike/feature"
	"huike/lifecycle"
	"huike/store"
)

type migrationCommand struct {
	From string       `required:"" help:"The earlier day, YYYY-MM-DD."`
	To   string       `required:"" help:"The later day, YYYY-MM-DD."`
	Of   lifecycle.By `default:"stage" help:"Which states: stage, ladder, rfm, dormancy or grid."`
	Shop string       `help:"One shop by name; all shops if absent."`
}

type migrationAnswer struct {
	From     huike.Day    `json:"from"`
	To       huike.Day    `json:"to"`
	Of       lifecycle.By `json:"of"`
	States   []string     `json:"states"`
	Matrix   [][]int64    `json:"matrix"`
	Entrants []int64      `json:"entrants"`
	Up       int64        `json:"up"`
	Down     int64        `json:"down"`
	Same     int64        `json:"same"`
	Index    *float64     `json:"index"`
	Rows     []int64      `json:"rows"`
}

// Run prints who moved where between two days.
func (c *migrationCommand) Run(ctx context.Context, g *Globals) error {
	from, err := huike.ParseDay(c.From)
	if err != nil {
		return err
	}
	scope := scopeFlags{AsOf: c.To, Shop: c.Shop}
	return scope.within(ctx, g, func(db store.DB, s feature.Scope) error {
		m, err := lifecycle.New(db, feature.New(db)).Move(ctx, s, from, c.Of, g.clock())
		if err != nil {
			return err
		}
		a := migrationAnswer{from, s.AsOf, m.By, m.States, m.Matrix, m.Entrants, m.Up, m.Down, m.Same, m.Index, m.Rows}
		return g.print(a, a.write)
	})
}

func (a migrationAnswer) write(w io.Writer) {
	fmt.Fprintf(w, "%s to %s\t%s\tsum\n", a.From, a.To, strings.Join(a.States, "\t"))
	for i, row := range a.Matrix {
		fmt.Fprintf(w, "%s\t%s\t%d\n", a.States[i], tabbed(row), a.Rows[i])
	}
	fmt.Fprintf(w, "had not bought before\t%s\n", tabbed(a.Entrants))
	if a.Index == nil {
		fmt.Fprintf(w, "Nobody had bought by %s; choose a later day to start from.\n", a.From)
		return
	}
	fmt.Fprintf(w, "up\t%d\ndown\t%d\nsame\t%d\nindex\t%+.4f\n", a.Up, a.Down, a.Same, *a.Index)
}

func tabbed(row []int64) string {
	cells := make([]string, len(row))
	for i, n := range row {
		cells[i] = fmt.Sprint(n)
	}
	return strings.Join(cells, "\t")
}
