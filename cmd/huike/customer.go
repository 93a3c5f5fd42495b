package main

import (
	"context"
	"fmt"
	"io"

	"huike"
	"huike/customer"
)

type customerCommand struct {
	Merge   customerMergeCommand   `cmd:"" help:"Make one customer of two who are the same person."`
	Unmerge customerUnmergeCommand `cmd:"" help:"Undo a merge: everything that it took along goes back."`
	Merges  customerMergesCommand  `cmd:"" help:"Show the merges of a customer."`
	Split   customerSplitCommand   `cmd:"" help:"Make a customer of their own of one identity of another."`
}

type customerMergeCommand struct {
	From   huike.CustomerID `arg:"" help:"Number of the customer whose facts are taken along."`
	Into   huike.CustomerID `arg:"" help:"Number of the customer whose they become."`
	Reason string           `required:"" help:"Why they are the same person."`
}

// Run merges two customers.
func (c *customerMergeCommand) Run(ctx context.Context, g *Globals) error {
	return g.inHouse(ctx, "", func(h *house) error {
		m, err := h.merges.Merge(ctx, c.From, c.Into, "command line", c.Reason, h.clock())
		if err != nil {
			return err
		}
		return g.print(m, func(w io.Writer) {
			fmt.Fprintf(w, "Customer %d is customer %d now. Undo it with: huike customer unmerge %d\n", m.From, m.Into, m.ID)
		})
	})
}

type customerUnmergeCommand struct {
	Merge int64 `arg:"" help:"Number of the merge; see huike customer merges."`
}

// Run undoes a merge.
func (c *customerUnmergeCommand) Run(ctx context.Context, g *Globals) error {
	return g.inHouse(ctx, "", func(h *house) error {
		m, err := h.merges.Unmerge(ctx, c.Merge, "command line", h.clock())
		if err != nil {
			return err
		}
		return g.print(m, func(w io.Writer) { fmt.Fprintf(w, "Customers %d and %d are two again.\n", m.From, m.Into) })
	})
}

type customerMergesCommand struct {
	Customer huike.CustomerID `arg:"" help:"Number of the customer."`
}

// Run shows the merges of a customer.
func (c *customerMergesCommand) Run(ctx context.Context, g *Globals) error {
	return g.inHouse(ctx, "", func(h *house) error {
		all, err := h.merges.Of(ctx, c.Customer)
		if err != nil {
			return err
		}
		if all == nil {
			all = []customer.Merge{}
		}
		return g.print(map[string]any{"items": all}, func(w io.Writer) {
			fmt.Fprintln(w, "merge\tcustomer\tis now\tby\treason\tstate")
			for _, m := range all {
				state := "holds"
				if m.UndoneAt != nil {
					state = "undone"
				}
				fmt.Fprintf(w, "%d\t%d\t%d\t%s\t%s\t%s\n", m.ID, m.From, m.Into, m.Actor, m.Reason, state)
			}
		})
	})
}

type customerSplitCommand struct {
	Customer huike.CustomerID `arg:"" help:"Number of the customer."`
	Kind     string           `required:"" enum:"ouid,external,nick,email,phone" help:"Kind of the identity: ouid, external, nick, email or phone."`
	Value    string           `required:"" help:"The identity that becomes a customer of its own."`
}

// Run splits a customer.
func (c *customerSplitCommand) Run(ctx context.Context, g *Globals) error {
	return g.inHouse(ctx, "", func(h *house) error {
		countries, err := h.orders.Countries(ctx)
		if err != nil {
			return err
		}
		id, err := h.merges.Split(ctx, c.Customer, c.Kind, c.Value, h.clock(), countries...)
		if err != nil {
			return err
		}
		return g.print(map[string]any{"id": id}, func(w io.Writer) {
			fmt.Fprintf(w, "What comes by this %s from now on is of customer %d; what is there stays with customer %d.\n", c.Kind, id, c.Customer)
		})
	})
}
