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
	Files    []string          `arg:"" name:"file" help:"Files: csv, tsv, txt, xlsx or lines of JSON, plain or gzipped."`
	Kind     string            `default:"auto" help:"What the files hold: auto (by their headers), orders, events, chats, past-campaigns, contacts, redemptions, reviews, refunds, deliveries, traffic, industry, products or traits."`
	Shop     string            `help:"The shop's name; made if there is none. Default: named by the file's preset."`
	Preset   string            `default:"auto" help:"How to read the columns: auto, the id of a preset (see --presets), or mapping:NAME for a saved mapping."`
	Currency string            `help:"Currency of a new shop, ISO 4217; the preset's if absent."`
	TimeZone string            `name:"time-zone" help:"Time zone of a new shop, for example Asia/Shanghai; the preset's if absent."`
	Country  string            `help:"Country of a new shop's buyers, two letters, for phone numbers that name none; that of the currency or the time zone if absent."`
	Encoding string            `help:"Encoding of the text where it is not found out rightly: utf-8, gb18030, big5, windows-1252, shift_jis, utf-16 …"`
	Decimal  string            `help:"Decimal sign of the numbers, . or , where the file does not prove it."`
	Dates    string            `help:"Order of the parts of dates as 3/4/2023, dmy, mdy or ymd, where the file does not prove it."`
	Sheet    string            `help:"Sheet of a workbook, or file of an archive; default: the first that is known, with those of the same columns."`
	Status   map[string]string `help:"What words for the state of an order mean: --status 锁定=paid; unpaid, paid, shipped, finished or closed."`
	Save     string            `name:"save-mapping" help:"Keep the meaning of the columns and words under this name, also when the import fails."`
	Consent  string            `help:"What proves that everybody in these files agreed to marketing e-mail, and so to care."`
}

type importAnswer struct {
	ingest.Report
	Notes []string     `json:"notes"` // sentences
	Files []fileAnswer `json:"files"`
}

type fileAnswer struct {
	File string `json:"file"`
	ingest.Report
	Notes []string `json:"notes"`
}

// Run brings the files in, one after the other; the first that fails ends it. A
// file of which every row is refused is a failure, too.
func (c *importCommand) Run(ctx context.Context, g *Globals) error {
	db, err := g.openDB(ctx)
	if err != nil {
		return err
	}
	answer, refused, err := c.load(ctx, g, db)
	if err := errors.Join(err, db.Close()); err != nil {
		return err
	}
	err = g.print(answer, func(w io.Writer) {
		for _, f := range answer.Files {
			f.write(w)
			if f.Rejected+f.SetAside > 0 {
				fmt.Fprintf(w, "  Each of these rows with its reason and cure: huike rejects %d --out FILE, or Data › Import in the app.\n", f.Batch)
			}
		}
	})
	return errors.Join(err, refused)
}

func (f fileAnswer) write(w io.Writer) {
	if f.Kind == ingest.Orders {
		fmt.Fprintf(w, "%s (%s)\n  new\t%d orders\t%d lines\t%d customers\t%d refunds\n", f.File, f.Preset, f.Orders, f.Lines, f.Customers, f.Refunds)
	} else {
		fmt.Fprintf(w, "%s (%s)\n  new\t%d %s\t%d customers\t%d visitors\n", f.File, f.Preset, f.Added, f.Kind, f.Customers, f.Visitors)
	}
	fmt.Fprintf(w, "  known\t%d unchanged\t%d moved on\n  refused\t%d rows\n", f.Known, f.Changed, f.Rejected)
	if f.SetAside > 0 {
		fmt.Fprintf(w, "  set aside\t%d rows\n", f.SetAside)
	}
	for _, n := range f.Notes {
		fmt.Fprintf(w, "  note\t%s\n", n)
	}
}

// load brings the files in. refused is the sentence on the files of which no row
// could be read.
func (c *importCommand) load(ctx context.Context, g *Globals, db store.DB) (answer importAnswer, refused, err error) {
	vault, err := customer.OpenVault(ctx, db, g.keyFile())
	if err != nil {
		return answer, nil, err
	}
	answer.Notes = []string{}
	in := ingest.New(ingest.Deps{DB: db, Vault: vault, Orders: order.New(db), TempDir: g.tempDir(), Memory: g.Memory, Log: slog.Default()})
	for _, name := range c.Files {
		path := g.path(name)
		request := ingest.Request{
			Path: path, Kind: c.Kind, Preset: c.Preset, Consent: c.Consent, Actor: "command line", At: g.clock(), SaveAs: c.Save,
			Shop:   order.Shop{Name: c.Shop, Currency: c.Currency, TimeZone: c.TimeZone, Country: c.Country},
			Format: ingest.Format{Encoding: c.Encoding, Decimal: c.Decimal, Dates: c.Dates, Sheet: c.Sheet, Words: c.Status},
		}
		bar := newBar(g.err, path)
		request.Progress = bar.show
		report, err := in.Load(ctx, request)
		bar.done()
		if err != nil {
			return answer, nil, huike.Because(err, huike.KindOf(err), huike.CodeOf(err), "%s: %s", path, huike.SentenceOf(err))
		}
		answer.add(path, report)
		if report.Account.AllRefused() {
			b, err := in.Batch(ctx, report.Batch)
			if err != nil {
				return answer, nil, err
			}
			refused = errors.Join(refused, huike.Errorf(huike.Invalid, "import.all_refused", "every row of %s was refused, most because %s; huike rejects %d --out FILE writes them with reason and cure",
				path, b.Reasons[0].Sentence, report.Batch))
		}
	}
	return answer, refused, nil
}

func (a *importAnswer) add(path string, r ingest.Report) {
	if r.Kind == ingest.Orders {
		r.Added, r.Known = r.Orders, r.Duplicates
	}
	f := fileAnswer{File: path, Report: r, Notes: []string{}}
	for _, n := range r.Notes {
		f.Notes = append(f.Notes, n.Sentence)
	}
	a.Files, a.Notes = append(a.Files, f), append(a.Notes, f.Notes...)
	a.SetAside += r.SetAside
	a.Account.Add(r.Account)
	if a.Encoding = r.Encoding; len(a.Files) > 1 && a.Files[0].Encoding != r.Encoding {
		a.Encoding = "" // the files have their own
	}
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
