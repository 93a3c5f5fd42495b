package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"huike/evaluate"
)

type evaluateCommand struct {
	File evaluateFileCommand `cmd:"" help:"Evaluate the result file of any experiment: one row per customer."`
}

type evaluateFileCommand struct {
	Path    string   `arg:"" name:"file" help:"CSV or TSV of any common encoding, plain or gzipped, or xlsx; a header first." type:"path"`
	Arm     string   `required:"" help:"Column that names each customer's arm."`
	Control string   `required:"" help:"The control's name in that column."`
	Outcome []string `required:"" help:"Column to compare, as COLUMN, COLUMN:rate (0 or 1) or COLUMN:mean (an amount); may be given several times." sep:"none"`

	Customer string   `help:"Column that names the customer, if one may have several rows; customers in several arms are left out."`
	Where    []string `help:"Rows to keep, as COLUMN=VALUE, COLUMN!=VALUE (a * at the end stands for anything) or COLUMN>=NUMBER; may be given several times, and all must hold." sep:"none"`
	Shares   string   `help:"The planned split, as holdout=10,mail=90, or 10:90 with the control first and the others by name."`
	Missing  string   `default:"auto" enum:"auto,zero,drop,refuse" help:"What a blank outcome means: zero, drop (leave the customer out), refuse, or auto: zero where the file names only those who bought, else refuse."`
	Decimal  string   `default:"auto" enum:"auto,point,comma" help:"How decimals are parted: auto, point or comma."`
}

// Run evaluates the file.
func (c *evaluateFileCommand) Run(ctx context.Context, g *Globals) error {
	q := evaluate.FileRequest{Path: c.Path, Arm: c.Arm, Control: c.Control, Customer: c.Customer, Where: c.Where, Shares: c.Shares,
		Missing: unlessAuto(c.Missing), Decimal: unlessAuto(c.Decimal)}
	for _, o := range c.Outcome {
		q.Outcomes = append(q.Outcomes, outcome(o))
	}
	r, err := evaluate.File(ctx, q)
	if err != nil {
		return err
	}
	return g.print(r, func(w io.Writer) { writeFileReport(w, r) })
}

func unlessAuto(choice string) string {
	if choice == "auto" {
		return ""
	}
	return choice
}

// kinds are the words that people use for the two kinds of outcome.
var kinds = map[string]string{
	"rate": "rate", "binary": "rate", "proportion": "rate", "conversion": "rate",
	"mean": "mean", "money": "mean", "amount": "mean", "revenue": "mean", "continuous": "mean", "numeric": "mean",
}

// outcome reads COLUMN[:kind]; a colon inside a column's name is kept.
func outcome(s string) evaluate.Outcome {
	if i := strings.LastIndex(s, ":"); i > 0 && kinds[strings.ToLower(s[i+1:])] != "" {
		return evaluate.Outcome{Column: s[:i], Kind: kinds[strings.ToLower(s[i+1:])]}
	}
	return evaluate.Outcome{Column: s}
}

func writeFileReport(w io.Writer, r evaluate.FileReport) {
	for _, n := range r.Notes {
		fmt.Fprintln(w, n)
	}
	if len(r.Notes) > 0 {
		fmt.Fprintln(w)
	}
	for _, o := range r.Outcomes {
		fmt.Fprintf(w, "%s (%s)\tcustomers\tsum\tmean\n", o.Outcome, o.Kind)
		for _, a := range o.Arms {
			fmt.Fprintf(w, "  %s\t%d\t%.2f\t%.6f\n", a.Arm, a.Customers, a.Sum, a.Mean)
		}
		if o.Blanks != nil {
			fmt.Fprintln(w, o.Blanks.Sentence)
		}
		for _, e := range o.Effects {
			fmt.Fprintln(w, e.Sentence)
		}
		if n := len(o.Effects); n > 1 {
			fmt.Fprintf(w, "%d arms are compared with %s: a change counts as proven, and intervals are as wide, as it takes for all of them together (Holm, 95 %%).\n", n, r.Control)
		}
		fmt.Fprintln(w)
	}
	fmt.Fprintln(w, r.SampleRatio.Sentence)
}
