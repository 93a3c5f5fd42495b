package main

import (
	"context"
	"fmt"
	"io"
	"os"

	"huike"
	"huike/simulate"
)

type simulateCommand struct {
	Customers int    `default:"20000" help:"How many customers buy at least once."`
	Days      int    `default:"730" help:"How many days the shop is open."`
	End       string `default:"2025-06-30" help:"Its last day."`
	Seed      uint64 `default:"1" help:"Another seed is another shop."`
	Out       string `required:"" help:"File to write (CSV, UTF-8)." type:"path"`
}

// Run writes the file.
func (c *simulateCommand) Run(_ context.Context, g *Globals) error {
	end, err := huike.ParseDay(c.End)
	if err != nil {
		return err
	}
	if c.Customers < 1 || c.Days < 1 {
		return huike.Errorf(huike.Invalid, "simulate.size", "a shop needs at least one customer and one day")
	}
	f, err := os.Create(c.Out)
	if err != nil {
		return huike.Because(err, huike.Invalid, "simulate.out", "the file %s cannot be written; check the folder and your rights", c.Out)
	}
	defer f.Close()
	s := simulate.New(simulate.Config{Seed: c.Seed, Customers: c.Customers, Start: end.Add(1 - c.Days), End: end})
	w, err := s.WriteAll(f, s.Start, s.End)
	if err != nil {
		return huike.Because(err, huike.Unavailable, "simulate.write", "the file %s could not be written to its end; is the disk full?", c.Out)
	}
	answer := map[string]any{"file": c.Out, "customers": c.Customers, "orders": w.Orders, "lines": w.Lines}
	return g.print(answer, func(w io.Writer) {
		fmt.Fprintf(w, "%s\t%d customers\t%d orders\t%d lines\n", c.Out, c.Customers, answer["orders"], answer["lines"])
	})
}
