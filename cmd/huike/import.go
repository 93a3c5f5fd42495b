package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"

	"huike"
	"huike/customer"
	"huike/ingest"
	"huike/order"
	"huike/store"
)

type importCommand struct {
	Files    []string `arg:"" name:"file" help:"Files: csv, tsv, txt, xlsx or lines of JSON, plain or gzipped."`
	Kind     string   `default:"auto" help:"What the files hold: auto (by their headers), orders, events, chats, past-campaigns, contacts, redemptions, reviews, refunds, deliveries, traffic, industry, products or traits."`
	Shop     string   `help:"The shop's name; made if there is none. Default: named by the file's preset."`
	Preset   string   `default:"auto" help:"How to read the columns: auto, the id of a preset (see --presets), or mapping:NAME for a saved mapping."`
	Currency string   `help:"Currency of a new shop, ISO 4217; the preset's if absent."`
	TimeZone string   `name:"time-zone" help:"Time zone of a new shop, for example Asia/Shanghai; the preset's if absent."`
	Country  string   `help:"Country of a new shop's buyers, two letters, for phone numbers that name none; that of the currency or the time zone if absent."`
	Consent  string   `help:"What proves that everybody in these files agreed to marketing e-mail, and so to care."`
}

type importAnswer struct {
	ingest.Report
	Files []fileAnswer `json:"files"`
}

type fileAnswer struct {
	File string `json:"file"`
	ingest.Report
}

// Run brings the files in, one after the other; the first that fails ends it.
func (c *importCommand) Run(ctx context.Context, g *Globals) error {
	db, err := g.openDB(ctx)
	if err != nil {
		return err
	}
	answer, err := c.load(ctx, g, db)
	if err := errors.Join(err, db.Close()); err != nil {
		return err
	}
	return g.print(answer, func(w io.Writer) {
		for _, f := range answer.Files {
			f.write(w)
			if f.Rejected > 0 {
				fmt.Fprintf(w, "  The refused rows stand under Data › Import in the app, with the reason and the cure of each.\n")
			}
		}
	})
}

func (f fileAnswer) write(w io.Writer) {
	if f.Kind == ingest.Orders {
		fmt.Fprintf(w, "%s (%s)\n  new\t%d orders\t%d lines\t%d customers\t%d refunds\n", f.File, f.Preset, f.Orders, f.Lines, f.Customers, f.Refunds)
	} else {
		fmt.Fprintf(w, "%s (%s)\n  new\t%d %s\t%d customers\t%d visitors\n", f.File, f.Preset, f.Added, f.Kind, f.Customers, f.Visitors)
	}
	fmt.Fprintf(w, "  known\t%d unchanged\t%d moved on\n  refused\t%d rows\n", f.Known, f.Changed, f.Rejected)
}

func (c *importCommand) load(ctx context.Context, g *Globals, db store.DB) (importAnswer, error) {
	vault, err := customer.OpenVault(ctx, db, g.keyFile())
	if err != nil {
		return importAnswer{}, err
	}
	in := ingest.New(ingest.Deps{DB: db, Vault: vault, Orders: order.New(db), TempDir: g.tempDir(), Memory: g.Memory, Log: slog.Default()})
	var answer importAnswer
	for _, name := range c.Files {
		path := g.path(name)
		request := ingest.Request{
			Path: path, Kind: c.Kind, Preset: c.Preset, Consent: c.Consent, Actor: "command line", At: g.clock(),
			Shop: order.Shop{Name: c.Shop, Currency: c.Currency, TimeZone: c.TimeZone, Country: c.Country},
		}
		bar := newBar(g.err, path)
		request.Progress = bar.show
		report, err := in.Load(ctx, request)
		bar.done()
		if err != nil {
			return answer, huike.Because(err, huike.KindOf(err), huike.CodeOf(err), "%s: %s", path, huike.SentenceOf(err))
		}
		answer.add(path, report)
	}
	return answer, nil
}

func (a *importAnswer) add(path string, r ingest.Report) {
	if r.Kind == ingest.Orders {
		r.Added, r.Known = r.Orders, r.Duplicates
	}
	a.Files = append(a.Files, fileAnswer{path, r})
	a.Batch, a.Shop, a.Kind, a.Preset = r.Batch, r.Shop, r.Kind, r.Preset
	a.Added += r.Added
	a.Known += r.Known
	a.Visitors += r.Visitors
	a.Rows += r.Rows
	a.Orders += r.Orders
	a.Lines += r.Lines
	a.Customers += r.Customers
	a.Refunds += r.Refunds
	a.Changed += r.Changed
	a.Duplicates += r.Duplicates
	a.Rejected += r.Rejected
	a.Keyless += r.Keyless
}
