package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"huike"
	"huike/simulate"
)

type simulateCommand struct {
	Customers int    `default:"20000" help:"How many customers buy at least once."`
	Days      int    `default:"730" help:"How many days the shop is open."`
	End       string `default:"2025-06-30" help:"Its last day."`
	Seed      uint64 `default:"1" help:"Another seed is another shop."`
	Walks     int    `default:"120" help:"Of how many last days visits of single people are kept."`
	Out       string `required:"" help:"Folder to write all facts into, or a .csv file for the orders alone (UTF-8)." type:"path"`
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
	s := simulate.New(simulate.Config{Seed: c.Seed, Customers: c.Customers, Start: end.Add(1 - c.Days), End: end})
	orders := c.Out
	if filepath.Ext(c.Out) != ".csv" {
		if err := os.MkdirAll(c.Out, 0o755); err != nil {
			return huike.Because(err, huike.Invalid, "simulate.out", "the folder %s cannot be made; check the place and your rights", c.Out)
		}
		orders = filepath.Join(c.Out, "orders.csv")
	}
	answer := map[string]any{"file": orders, "customers": c.Customers}
	if err := writeOrders(s, orders, answer); err != nil {
		return err
	}
	if orders != c.Out {
		if err := writeFacts(s, c, answer); err != nil {
			return err
		}
	}
	return g.print(answer, func(w io.Writer) {
		fmt.Fprintf(w, "%s\t%d customers\t%d orders\t%d lines\n", orders, c.Customers, answer["orders"], answer["lines"])
		for _, kind := range simulate.FactFiles {
			if rows, ok := answer[kind]; ok {
				fmt.Fprintf(w, "%s\t%d rows\n", filepath.Join(c.Out, kind+".csv"), rows)
			}
		}
	})
}

func writeOrders(s *simulate.Shop, path string, answer map[string]any) error {
	f, err := os.Create(path)
	if err != nil {
		return huike.Because(err, huike.Invalid, "simulate.out", "the file %s cannot be written; check the folder and your rights", path)
	}
	defer f.Close()
	w, err := s.WriteAll(f, s.Start, s.End)
	if err != nil {
		return huike.Because(err, huike.Unavailable, "simulate.write", "the file %s could not be written to its end; is the disk full?", path)
	}
	answer["orders"], answer["lines"] = w.Orders, w.Lines
	return nil
}

// writeFacts writes all other kinds of facts, and the truth about the shop.
func writeFacts(s *simulate.Shop, c *simulateCommand, answer map[string]any) error {
	written, err := s.WriteFacts(c.Out, simulate.FactSpan{From: s.Start, To: s.End, Walks: s.End.Add(-c.Walks)})
	if err != nil {
		return huike.Because(err, huike.Unavailable, "simulate.write", "the files in %s could not be written to their end; is the disk full?", c.Out)
	}
	for kind, rows := range written {
		answer[kind] = rows
	}
	truth, err := json.MarshalIndent(s.Truth(), "", "  ")
	if err == nil {
		err = os.WriteFile(filepath.Join(c.Out, "truth.json"), append(truth, '\n'), 0o644)
	}
	if err != nil {
		return huike.Because(err, huike.Unavailable, "simulate.write", "truth.json could not be written into %s; is the disk full?", c.Out)
	}
	return nil
}
