package api

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"math"

	"huike/ingest"
	"huike/order"
)

// ImportRooms are the rooms and the desk behind the imports.
type ImportRooms struct {
	Base
	Ingest  *ingest.Ingest
	Uploads *Uploads
	Jobs    *Jobs
}

// OfImports answers for the imports out of the ingest room.
func OfImports(r ImportRooms) Imports { return importRoom{r} }

type importRoom struct{ ImportRooms }

func (r importRoom) Inspect(ctx context.Context, _ *None, file Upload) (Inspection, error) {
	return r.inspect(ctx, file, ingest.Request{})
}

// InspectAgain looks into a file that waits, which then waits for another hour.
func (r importRoom) InspectAgain(ctx context.Context, in *InspectRequest) (Inspection, error) {
	file, err := r.Uploads.Renew(in.Upload)
	if err != nil {
		return Inspection{}, err
	}
	b := in.Body
	return r.inspect(ctx, file, ingest.Request{Kind: b.Kind, Preset: b.Preset, Mapping: b.Mapping, Format: b.format()})
}

func (r importRoom) inspect(ctx context.Context, file Upload, q ingest.Request) (Inspection, error) {
	q.Path, q.Name = file.Path, file.Name
	g, err := r.Ingest.Inspect(ctx, q)
	if err != nil {
		return Inspection{}, err
	}
	out := inspectionOf(g)
	out.Upload, out.FileName, out.Size = file.ID, file.Name, file.Size
	shop, known, err := r.Orders.ShopNamed(ctx, g.ShopGuess)
	if known {
		out.ShopGuess = int64(shop.ID)
	}
	return out, err
}

func inspectionOf(g ingest.Guess) Inspection {
	return Inspection{Kind: g.Kind, Kinds: each(g.Readings, kindOfImport), Preset: g.Preset, Encoding: g.Encoding, Rows: g.Rows, ShopName: g.ShopGuess, Currency: g.Currency, TimeZone: g.TimeZone,
		Presets: presetsOf(g.Kind),
		Columns: each(g.Columns, func(c ingest.Column) ImportColumn {
			return ImportColumn{Name: c.Name, Sample: c.Sample, Target: c.Target}
		}),
		Targets: targetsOf(g.Kind),
		Format:  g.Format, Notes: g.Notes, ZoneBy: cmp.Or(g.ZoneBy, "currency"), Slashed: g.Slashed, Encodings: ingest.Encodings(),
		Sheets:   each(g.Sheets, func(s ingest.Sheet) ImportSheet { return ImportSheet{Name: s.Name, Read: s.Read} }),
		Doubts:   each(g.Doubts, doubtOf),
		Words:    each(g.Words, func(w ingest.WordCount) ImportWord { return ImportWord{Word: w.Word, Count: w.Count} }),
		Warnings: each(g.Warnings, func(w ingest.Warning) Warning { return Warning{Code: w.Code, Text: w.Text} })}
}

func doubtOf(d ingest.Doubt) ImportDoubt {
	return ImportDoubt{Code: d.Code, Example: d.Example, Choices: each(d.Choices, func(c ingest.DoubtChoice) ImportDoubtChoice { return ImportDoubtChoice{Value: c.Value, Text: c.Text} })}
}

func presetsOf(kind string) []Choice {
	return each(ingest.PresetsOf(kind), func(p ingest.Preset) Choice { return Choice{ID: p.ID, Label: p.Label} })
}

func targetsOf(kind string) []ImportTarget {
	return each(ingest.TargetsOf(kind), func(t ingest.Target) ImportTarget {
		return ImportTarget{ID: t.ID, Label: t.Label, Required: t.Required, Kind: t.Kind}
	})
}

func kindOfImport(r ingest.Reading) ImportKind {
	return ImportKind{ID: r.Kind, Label: r.Label, Preset: r.Preset, Presets: presetsOf(r.Kind), Targets: targetsOf(r.Kind), Mapping: r.Mapping, Many: ingest.ManyOf(r.Kind)}
}

// Start takes the uploaded file and reads it beside the request. A file whose
// import fails, or all of whose rows are refused, waits again, so that it can be
// tried with another mapping.
func (r importRoom) Start(ctx context.Context, in *ImportRequest) (ImportStarted, error) {
	b := in.Body
	file, err := r.Uploads.Take(b.Upload)
	if err != nil {
		return ImportStarted{}, err
	}
	request := ingest.Request{Path: file.Path, Name: file.Name, Kind: b.Kind, Preset: b.Preset, Mapping: b.Mapping, Consent: b.Consent, Format: b.format(), SaveAs: b.SaveAs,
		Shop: order.Shop{Name: b.Shop, Currency: b.Currency, TimeZone: b.TimeZone, Country: b.Country}, Actor: actorOf(ctx), At: r.Clock()}
	job := r.Jobs.Start(ctx, Work{Kind: "import", Label: file.Name, Unit: "rows", Do: func(ctx context.Context, j *Job) error {
		request.Progress = func(p ingest.Progress) { j.Progress(p.Done, p.Total) }
		report, err := r.Ingest.Load(ctx, request)
		if err != nil {
			r.Uploads.PutBack(file)
			return err
		}
		if report.Account.AllRefused() {
			file.Batch = report.Batch
			r.Uploads.PutBack(file)
		} else {
			r.Uploads.Discard(file)
		}
		j.About(report.Batch)
		return nil
	}})
	return ImportStarted{JobID: job.ID()}, nil
}

func (r importRoom) List(ctx context.Context, in *Paging) (List[Batch], error) {
	all, err := r.Ingest.Batches(ctx, 0, math.MaxInt32, 0)
	if err != nil {
		return List[Batch]{}, err
	}
	names, err := r.Book.names(ctx)
	page := all[min(in.Offset, len(all)):min(in.Offset+in.Limit, len(all))]
	out := listOf(page, func(b ingest.Batch) Batch { return batchOf(b, names) })
	out.Total = int64(len(all))
	return out, err
}

func (r importRoom) Get(ctx context.Context, in *ByID) (Batch, error) {
	b, err := r.Ingest.Batch(ctx, in.ID)
	if err != nil {
		return Batch{}, err
	}
	names, err := r.Book.names(ctx)
	out := batchOf(b, names)
	out.Upload = r.Uploads.OfBatch(in.ID)
	return out, err
}

func (r importRoom) Rejects(ctx context.Context, in *RejectsRequest) (List[Reject], error) {
	b, err := r.Ingest.Batch(ctx, in.ID)
	if err != nil {
		return List[Reject]{}, err
	}
	of, total := []string{}, int64(0)
	for _, c := range b.Reasons {
		if (in.Which == "all" || in.Which == "" || (in.Which == "aside") == c.Aside) && (in.Reason == "" || in.Reason == c.Reason) {
			of, total = append(of, c.Reason), total+c.Count
		}
	}
	if len(of) == 0 {
		return List[Reject]{Items: []Reject{}}, nil
	}
	rows, err := r.Ingest.Rejects(ctx, in.ID, in.Limit, in.Offset, of...)
	out := listOf(rows, func(row ingest.Reject) Reject {
		return Reject{Row: row.Row, Column: row.Column, Reason: row.Reason, Sentence: row.Sentence, Cure: row.Cure, Cells: b.MaskCells(row.Cells)}
	})
	out.Total = total
	return out, err
}

// RejectsFile hands the refused rows out whole, to be mended: it is audited.
func (r importRoom) RejectsFile(ctx context.Context, in *ByID) (Download, error) {
	if _, err := r.Ingest.Batch(ctx, in.ID); err != nil {
		return Download{}, err
	}
	if err := r.unmasking(ctx, "import", in.ID); err != nil {
		return Download{}, err
	}
	return Download{Name: fmt.Sprintf("refused-%d.csv", in.ID), Type: "text/csv; charset=utf-8",
		Write: func(w io.Writer) error { return r.Ingest.RejectsCSV(ctx, in.ID, w) }}, nil
}

func (r importRoom) Mappings(ctx context.Context, _ *None) (List[Mapping], error) {
	all, err := r.Ingest.Mappings(ctx)
	return listOf(all, mappingOf), err
}

func (r importRoom) SaveMapping(ctx context.Context, in *MappingRequest) (Mapping, error) {
	now := r.Clock()
	err := r.Ingest.SaveMapping(ctx, in.Body.Kind, in.Name, in.Body.Mapping, in.Body.Format, now)
	return Mapping{Name: in.Name, Kind: cmp.Or(in.Body.Kind, ingest.Orders), Mapping: in.Body.Mapping, Format: in.Body.Format, CreatedAt: now.UTC()}, err
}

func mappingOf(m ingest.SavedMapping) Mapping {
	return Mapping{Name: m.Name, Kind: m.Kind, Mapping: m.Mapping, Format: m.Format, CreatedAt: m.CreatedAt}
}

func batchOf(b ingest.Batch, names actorNames) Batch {
	if b.Kind == ingest.Orders {
		b.Added, b.Known = b.Orders, b.Duplicates
	}
	return Batch{SetAside: b.SetAside, Encoding: b.Encoding, Account: b.Account, Notes: b.Notes, Kind: b.Kind, Added: b.Added, Known: b.Known, Visitors: b.Visitors, ID: b.Batch, Shop: int64(b.Shop), Preset: b.Preset, FileName: b.FileName, State: JobState(b.State),
		StartedAt: b.StartedAt, FinishedAt: b.FinishedAt, Rows: b.Rows, Orders: b.Orders, Lines: b.Lines, Customers: b.Customers,
		Refunds: b.Refunds, Changed: b.Changed, Duplicates: b.Duplicates, Rejected: b.Rejected, Keyless: b.Keyless,
		Failure: b.Failure, Actor: names.of(b.Actor), Reasons: each(b.Reasons, func(c ingest.ReasonCount) RejectReason {
			return RejectReason{Reason: c.Reason, Sentence: c.Sentence, Cure: c.Cure, Count: c.Count, Aside: c.Aside}
		})}
}
