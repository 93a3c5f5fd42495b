package main

import (
	"fmt"
	"io"

	"huike/predict"
)

type clvCommand struct {
	Fit clvFitCommand `cmd:"" help:"Fit a model of repeat buying, or of amounts, to a file: one row per customer."`
}

type clvFitCommand struct {
	Path  string `arg:"" name:"file" help:"CSV or TSV with a header and the columns x, t_x and T, or x and z for the model gg." type:"existingfile"`
	Model string `default:"mbgnbd" enum:"mbgnbd,bgnbd,pnbd,gg" help:"mbgnbd (the default), bgnbd or pnbd for repeat buying; gg for the amount of an order."`
}

// Run fits the model.
func (c *clvFitCommand) Run(g *Globals) error {
	r, err := predict.FitFile(predict.FitRequest{Path: c.Path, Model: c.Model})
	if err != nil {
		return err
	}
	return g.print(r, func(w io.Writer) { writeFit(w, r) })
}

func writeFit(w io.Writer, r predict.FitReport) {
	fmt.Fprintf(w, "%s\tvalue\terror\tfrom\tto\n", r.Model)
	for _, name := range r.Names {
		fmt.Fprintf(w, "  %s\t%.6g\t%.4g\t%.6g\t%.6g\n", name, r.Parameters[name], r.SE[name], r.Low[name], r.High[name])
	}
	fmt.Fprintf(w, "\nFitted to %d customers; log-likelihood %.3f.\n", r.Customers, r.LogLikelihood)
	if r.Excluded > 0 {
		fmt.Fprintf(w, "%d wholesale buyers were left out.\n", r.Excluded)
	}
	if r.Ridge {
		fmt.Fprintln(w, "Beware: the data hardly tells these parameters apart; they lean on usual ones.")
	}
	if c := r.Correlation; c != nil && (*c >= 0.3 || *c <= -0.3) {
		fmt.Fprintf(w, "Beware: amounts go with the number of orders (correlation %.2f); the model takes them to be independent.\n", *c)
	}
}
