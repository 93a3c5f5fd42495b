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
	Path    string   `arg:"" name:"file" help:"CSV or TSV with a header, plain or gzipped." type:"existingfile"`
	Arm     string   `required:"" help:"Column that names each customer's arm."`
	Control string   `required:"" help:"The control's name in that column."`
	Outcome []string `required:"" help:"Column to compare, as COLUMN, COLUMN:rate (0 or 1) or COLUMN:mean (an amount); may be given several times." sep:"none"`
}

// Run evaluates the file.
func (c *evaluateFileCommand) Run(ctx context.Context, g *Globals) error {
	q := evaluate.FileRequest{Path: c.Path, Arm: c.Arm, Control: c.Control}
	for _, o := range c.Outcome {
		q.Outcomes = append(q.Outcomes, outcome(o))
	}
	r, err := evaluate.File(ctx, q)
	if err != nil {
		return err
	}
	return g.print(r, func(w io.Writer) { writeFileReport(w, r) })
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
	for _, o := range r.Outcomes {
		fmt.Fprintf(w, "%s (%s)\tcustomers\tsum\tmean\n", o.Outcome, o.Kind)
		for _, a := range o.Arms {
			fmt.Fprintf(w, "  %s\t%d\t%.2f\t%.6f\n", a.Arm, a.Customers, a.Sum, a.Mean)
		}
		for _, e := range o.Effects {
			fmt.Fprintln(w, e.Sentence)
		}
		fmt.Fprintln(w)
	}
	if !r.SampleRatio.OK {
		fmt.Fprintf(w, "Beware: the arms' sizes are off equal shares (p = %.3g); the groups may not be comparable.\n", r.SampleRatio.P)
		return
	}
	fmt.Fprintf(w, "The arms' sizes fit equal shares (p = %.3f).\n", r.SampleRatio.P)
}
