package main

import (
	"context"
	"fmt"
	"io"
	"os"

	"huike"
)

type rejectsCommand struct {
	Batch int64  `arg:"" help:"Number of the import, as huike import prints it."`
	Out   string `required:"" help:"CSV file to write: the refused rows with row number, column, reason and cure, ready to be mended and imported."`
}

// Run writes the refused rows of an import. They hold personal data in the clear.
func (c *rejectsCommand) Run(ctx context.Context, g *Globals) error {
	return g.inHouse(ctx, "", func(h *house) error {
		batch, err := h.ingest.Batch(ctx, c.Batch)
		if err != nil {
			return err
		}
		f, err := os.OpenFile(g.path(c.Out), os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
		if err != nil {
			return huike.Because(err, huike.Invalid, "rejects.out", "the file %s cannot be written; check the folder and your rights", c.Out)
		}
		defer f.Close()
		if err := h.ingest.RejectsCSV(ctx, c.Batch, f); err != nil {
			return err
		}
		return g.print(map[string]any{"file": c.Out, "rejected": batch.Rejected}, func(w io.Writer) {
			fmt.Fprintf(w, "%d refused rows stand in %s.\n", batch.Rejected, c.Out)
		})
	})
}
