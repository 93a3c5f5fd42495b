package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"huike/assortment"
)

type basketCommand struct {
	Rules    basketRulesCommand    `cmd:"" help:"Who buys this buys that too: rules within a file of baskets."`
	Itemsets basketItemsetsCommand `cmd:"" help:"Products that are bought together, in a file of baskets."`
}

// basketFile is the file of both commands.
type basketFile struct {
	Path      string   `arg:"" name:"file" help:"One basket a line, or with --basket and --item a table with a header; plain or gzipped." type:"path"`
	Basket    string   `help:"Column of a table that names the order or receipt."`
	Item      string   `help:"Column of a table that names the product."`
	Quantity  string   `help:"Column of a table with pieces; rows of 0 or less are returns and left out. Default: Quantity, if there is one."`
	Where     []string `help:"Rows of a table to keep, as COLUMN=VALUE or COLUMN!=VALUE, where a * at the end stands for anything; may be given several times." sep:"none"`
	DropItem  []string `help:"Product to leave out, such as postage; may be given several times." sep:"none"`
	Separator string   `default:"auto" enum:"auto,comma,blank" help:"What stands between the products of a line: auto, comma or blank."`

	MinSupport float64 `required:"" help:"Fewest baskets, as a share of all: 0.01 is one in a hundred."`
	MaxLength  int     `help:"Most products together; 0 is any number."`
}

func (f basketFile) read(ctx context.Context) (assortment.Baskets, error) {
	separator := f.Separator
	if separator == "auto" {
		separator = ""
	}
	return assortment.ReadBaskets(ctx, assortment.FileRequest{Path: f.Path, Separator: separator, Drop: f.DropItem,
		Basket: f.Basket, Item: f.Item, Quantity: f.Quantity, Where: f.Where})
}

type basketRulesCommand struct {
	basketFile
	MinConfidence float64 `default:"0.5" help:"Least share of the baskets with the first products that hold the last too."`
	MinLift       float64 `help:"Least number of times as often together as by chance."`
	MinSize       int     `default:"2" help:"Fewest products of both sides together; at 1 the left side may be empty."`
	AnyConsequent bool    `help:"Let a rule conclude several products, not one only."`
}

// Run finds the rules.
func (c *basketRulesCommand) Run(ctx context.Context, g *Globals) error {
	b, err := c.read(ctx)
	if err != nil {
		return err
	}
	r, err := b.Rules(assortment.Search{MinSupport: c.MinSupport, MinConfidence: c.MinConfidence, MinLift: c.MinLift,
		MinSize: c.MinSize, MaxLength: c.MaxLength, AnyConsequent: c.AnyConsequent})
	if err != nil {
		return err
	}
	return g.print(r, func(w io.Writer) { writeRules(w, r) })
}

func writeRules(w io.Writer, r assortment.RuleReport) {
	fmt.Fprintf(w, "%d rules in %d baskets of %d products.\n\n", r.Count, r.Baskets, r.Products)
	fmt.Fprintln(w, "who buys\tbuys too\tbaskets\tsupport\tconfidence\tlift\tp, adjusted")
	for _, rule := range r.Rules {
		fmt.Fprintf(w, "%s\t%s\t%d\t%.4f\t%.3f\t%.2f (%.2f to %.2f)\t%.2g\n", strings.Join(rule.Antecedent, " + "), strings.Join(rule.Consequent, " + "),
			rule.Count, rule.Support, rule.Confidence, rule.Lift, rule.LiftLow, rule.LiftHigh, rule.PAdjusted)
	}
}

type basketItemsetsCommand struct {
	basketFile
	MinSize int `default:"1" help:"Fewest products together."`
}

// Run finds the sets.
func (c *basketItemsetsCommand) Run(ctx context.Context, g *Globals) error {
	b, err := c.read(ctx)
	if err != nil {
		return err
	}
	r, err := b.Itemsets(assortment.Search{MinSupport: c.MinSupport, MinSize: c.MinSize, MaxLength: c.MaxLength})
	if err != nil {
		return err
	}
	return g.print(r, func(w io.Writer) { writeItemsets(w, r) })
}

func writeItemsets(w io.Writer, r assortment.ItemsetReport) {
	fmt.Fprintf(w, "%d sets of products in %d baskets of %d products.\n\n", r.Count, r.Baskets, r.Products)
	fmt.Fprintln(w, "together\tbaskets\tsupport")
	for _, s := range r.Itemsets {
		fmt.Fprintf(w, "%s\t%d\t%.4f\n", strings.Join(s.Items, " + "), s.Count, s.Support)
	}
}
