package main

import (
	"io"
	"os"

	"huike/ingest"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// bar shows the progress of a long piece of work on a terminal, and nothing elsewhere.
type bar struct {
	bar   *progressbar.ProgressBar
	phase string
}

func newBar(w io.Writer, label string) *bar {
	f, ok := w.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return &bar{}
	}
	return &bar{bar: progressbar.NewOptions64(-1, progressbar.OptionSetWriter(w), progressbar.OptionSetDescription(label),
		progressbar.OptionShowCount(), progressbar.OptionClearOnFinish(), progressbar.OptionThrottle(100e6))}
}

func (b *bar) show(p ingest.Progress) {
	if b.bar == nil {
		return
	}
	if p.Phase != b.phase {
		b.phase = p.Phase
		b.bar.Describe(p.Phase)
	}
	if p.Total > 0 && p.Total != b.bar.GetMax64() {
		b.bar.ChangeMax64(p.Total)
	}
	_ = b.bar.Set64(p.Done) // a bar that cannot be drawn harms nobody
}

func (b *bar) done() {
	if b.bar != nil {
		_ = b.bar.Finish()
	}
}
