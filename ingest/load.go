package ingest

import (
	"context"
	"errors"

	"huike"
	"huike/order"
	"huike/store"
)

// job is one file on its way in. Its phases stand one after the other in Load and
// work: decode and sniff, choose, stage, understand, resolve, match, write,
// report; orders and all other kinds go the same way.
type job struct {
	in      *Ingest
	request Request
	shop    order.Shop
	planned bool // the shop is new and stored with its first facts
	batch   int64
	kind    kind
	reading *reading
	people  *people // nil where the kind has none
	sales   *beside // the making of orders, beside that of customers
	report  Report
}

// turn is one run of the transaction that changes the shop. It may run again
// from the start, so it holds all that a run finds out.
type turn struct {
	ctx    context.Context
	tx     store.Tx
	report Report   // of this run
	views  []string // temporary views laid over staging tables
	// orphans are rows whose order, or whose campaign, is not there; of a file of
	// orders, the orders that the rows belong to.
	orphans []int64
	shared  []sharedValue // values that too many people bear
	moved   bool          // facts that others are derived from changed
}

// Load imports a file. All of it is kept or nothing: an error and the end of
// ctx leave the shop as it was, but for the batch that tells of the failure. A
// file that was imported before changes nothing. Where the file leaves open how
// its dates or amounts are written, Load asks by an error of kind Invalid.
func (i *Ingest) Load(ctx context.Context, r Request) (Report, error) {
	release, err := i.db.Lease(ctx, "ingest")
	if err != nil {
		return Report{}, err
	}
	defer release()
	if err := i.buryDead(ctx, r.At); err != nil {
		return Report{}, err
	}
	j := &job{in: i, request: r}
	j.tell("reading", 0)
	if err := j.choose(ctx); err != nil {
		return Report{}, err
	}
	if err := j.begin(ctx); err != nil {
		return Report{}, err
	}
	if err := j.work(ctx); err != nil {
		return Report{}, errors.Join(err, j.fail(ctx, err))
	}
	return j.report, nil
}

func (j *job) tell(phase string, done int64) {
	if j.request.Progress != nil {
		j.request.Progress(Progress{Phase: phase, Done: done, Total: j.report.Rows})
	}
}

// choose finds out what the file is and which shop it is for.
func (j *job) choose(ctx context.Context) error {
	f, err := sniff(ctx, j.request.Path, options{encoding: j.request.Format.Encoding, sheet: j.request.Format.Sheet})
	if err != nil {
		return err
	}
	c, err := j.in.choose(ctx, f, j.request)
	if err != nil {
		return err
	}
	if r := j.request; r.SaveAs != "" {
		if err := j.in.SaveMapping(ctx, c.kind.id, r.SaveAs, c.mapping, c.format, r.At); err != nil {
			return err
		}
	}
	j.kind = c.kind
	j.reading = &reading{file: f, kind: c.kind, preset: c.preset, mapping: c.mapping, format: c.format, huge: f.text >= j.in.huge}
	j.shop, j.planned, err = j.in.shopOf(ctx, j.reading, j.request)
	j.report.Shop, j.report.Kind, j.report.Preset, j.report.Encoding = j.shop.ID, c.kind.id, c.preset.id, f.encoding
	return err
}

// work reads the file and, in one transaction, makes it part of the facts.
func (j *job) work(ctx context.Context) error {
	if err := j.in.scratch(ctx, j.reading); err != nil {
		return err
	}
	defer j.reading.close()
	if err := j.understand(ctx); err != nil {
		return err
	}
	j.tell("people", j.report.Rows)
	defer func() {
		if j.sales != nil {
			j.sales.end()
		}
	}()
	if err := j.kind.match(j, ctx); err != nil {
		return err
	}
	j.tell("storing", j.report.Rows)
	return j.in.db.Write(ctx, func(tx store.Tx) error { return j.write(ctx, tx) })
}

// understand turns the file into typed rows and refused rows.
func (j *job) understand(ctx context.Context) error {
	r := j.reading
	r.latest = j.request.At.AddDate(0, 0, 1)
	r.settleShop = j.settleShop
	if err := r.stage(ctx); err != nil {
		return err
	}
	if err := r.read(ctx); err != nil {
		return err
	}
	n, err := r.count(ctx, "SELECT count(*) FROM typed")
	if err != nil {
		return err
	}
	if n == 0 {
		return huike.Errorf(huike.Invalid, "import.no_rows", "the file has a header but no rows; export it again with its rows")
	}
	j.report.Rows = n + int64(len(r.file.aside))
	r.noteWords()
	if err := r.noteAnswers(ctx); err != nil {
		return err
	}
	j.tell("understanding", j.report.Rows)
	return j.oneCurrency(ctx)
}

// oneCurrency refuses a file of orders whose amounts are not in the shop's
// currency: amounts of two currencies cannot be added.
func (j *job) oneCurrency(ctx context.Context) error {
	if j.kind.id != Orders || !j.reading.mapped("currency") {
		return nil
	}
	n, err := j.reading.count(ctx, "SELECT count(*) FROM typed WHERE upper(t_currency) <> "+literal(j.shop.Currency))
	if err != nil || n == 0 {
		return err
	}
	return huike.Errorf(huike.Invalid, "import.currency",
		"%d rows of the file are not in %s, the currency of the shop %s; import them into a shop of their own currency", n, j.shop.Currency, j.shop.Name)
}
