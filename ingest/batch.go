package ingest

import (
	"context"
	"encoding/json"
	"errors"
	"path/filepath"
	"time"

	"huike"
	"huike/store"
)

// The states of a batch.
const (
	Running   = "running"
	Done      = "done"
	Failed    = "failed"
	Cancelled = "cancelled"
)

// Batch is one import as it is remembered.
type Batch struct {
	Report
	FileName   string
	FileHash   string // SHA-256, hex
	State      string // running, done, failed, cancelled
	StartedAt  time.Time
	FinishedAt *time.Time
	Mapping    Mapping
	Format     Format
	Headers    []string
	Failure    string // one sentence, or ""
	Actor      string
	Reasons    []ReasonCount // of one batch only, not in lists
}

// layout is what the batch remembers of its file's columns.
type layout struct {
	Headers []string `json:"headers"`
	Mapping Mapping  `json:"mapping"`
	Format  Format   `json:"format"`
}

// buryDead marks batches as failed whose process died: the lease says that
// nobody else is importing.
func (i *Ingest) buryDead(ctx context.Context, at time.Time) error {
	return i.db.Write(ctx, func(tx store.Tx) error {
		_, err := tx.Exec(ctx, queries.Get("batch_bury"), store.Args{
			"at_time": at, "failure": "the program ended in the middle of this import; nothing of it was kept, so import the file again",
		})
		return err
	})
}

// begin writes the batch as running.
func (j *job) begin(ctx context.Context) error {
	told, err := json.Marshal(layout{Headers: j.reading.file.headers, Mapping: j.reading.mapping, Format: j.reading.format})
	if err != nil {
		return huike.Because(err, huike.Internal, "import.layout", "the columns of the file cannot be noted")
	}
	name := j.request.Name
	if name == "" {
		name = filepath.Base(j.request.Path)
	}
	return j.in.db.Write(ctx, func(tx store.Tx) error {
		if j.batch, err = store.Reserve(ctx, tx, "batch", 1); err != nil {
			return err
		}
		j.report.Batch = j.batch
		_, err = tx.Exec(ctx, queries.Get("batch_add"), store.Args{
			"batch": j.batch, "shop": j.shop.ID, "kind": j.report.Kind, "preset": j.reading.preset.id, "file": name, "hash": j.reading.file.hash,
			"started": j.request.At, "mapping": string(told), "actor": j.request.Actor,
		})
		return err
	})
}

// finish writes the batch as done, in the transaction that changed the shop.
func (j *job) finish(t *turn) error {
	r := t.report
	account, err := json.Marshal(r.Account)
	if err != nil {
		return huike.Because(err, huike.Internal, "import.layout", "the account of the rows cannot be noted")
	}
	notes, err := json.Marshal(r.Notes)
	if err != nil {
		return huike.Because(err, huike.Internal, "import.layout", "the remarks on the file cannot be noted")
	}
	_, err = t.tx.Exec(t.ctx, queries.Get("batch_done"), store.Args{
		"batch": j.batch, "finished": j.request.At, "rows": r.Rows, "orders": r.Orders, "lines": r.Lines, "customers": r.Customers,
		"refunds": r.Refunds, "changed": r.Changed, "duplicates": r.Duplicates, "rejected": r.Rejected, "keyless": r.Keyless,
		"added": r.Added, "known": r.Known, "visitors": r.Visitors,
		"set_aside": r.SetAside, "encoding": r.Encoding, "account": string(account), "notes": string(notes),
	})
	return err
}

// fail notes on the batch why it came to nothing. It works after the end of
// ctx, too.
func (j *job) fail(ctx context.Context, cause error) error {
	state, sentence := Failed, huike.SentenceOf(cause)
	if ctx.Err() != nil || errors.Is(cause, context.Canceled) {
		state, sentence = Cancelled, "the import was cancelled; nothing was changed"
	}
	ctx = context.WithoutCancel(ctx)
	return j.in.db.Write(ctx, func(tx store.Tx) error {
		_, err := tx.Exec(ctx, queries.Get("batch_fail"), store.Args{"batch": j.batch, "state": state, "finished": j.request.At, "failure": sentence})
		return err
	})
}

// Batches returns the imports of a shop, of all shops for 0, newest first.
func (i *Ingest) Batches(ctx context.Context, shop huike.ShopID, limit, offset int) ([]Batch, error) {
	return store.All(ctx, i.db, queries.Get("batches"), store.Args{"shop": shop, "most": limit, "skip": offset}, scanBatch)
}

// Batch returns one import with the reasons of its refused rows. An unknown
// number is an error of kind NotFound.
func (i *Ingest) Batch(ctx context.Context, id int64) (Batch, error) {
	b, found, err := store.One(ctx, i.db, queries.Get("batch"), store.Args{"batch": id}, scanBatch)
	if err != nil {
		return b, err
	}
	if !found {
		return b, huike.Errorf(huike.NotFound, "import.unknown_batch", "there is no import %d", id)
	}
	b.Reasons, err = store.All(ctx, i.db, queries.Get("reject_reasons"), store.Args{"batch": id}, func(r *store.Rows) (ReasonCount, error) {
		var c ReasonCount
		err := r.Scan(&c.Reason, &c.Sentence, &c.Cure, &c.Count)
		c.Aside = reasons[c.Reason].aside
		return c, err
	})
	return b, err
}

func scanBatch(r *store.Rows) (Batch, error) {
	var b Batch
	var told, account, notes string
	err := r.Scan(&b.Report.Batch, &b.Shop, &b.Preset, &b.FileName, &b.FileHash, &b.State, &b.StartedAt, &b.FinishedAt, &b.Rows, &b.Orders, &b.Lines,
		&b.Customers, &b.Refunds, &b.Changed, &b.Duplicates, &b.Rejected, &b.Keyless, &b.Kind, &b.Added, &b.Known, &b.Visitors, &told, &b.Failure, &b.Actor, &b.SetAside, &b.Encoding, &account, &notes)
	if err != nil {
		return b, err
	}
	var l layout
	if err := json.Unmarshal([]byte(told), &l); err != nil {
		return b, huike.Because(err, huike.Internal, "import.layout", "the columns of import %d cannot be read back", b.Report.Batch)
	}
	b.Headers, b.Mapping, b.Format = l.Headers, l.Mapping, l.Format
	if err := errors.Join(json.Unmarshal([]byte(account), &b.Account), json.Unmarshal([]byte(notes), &b.Notes)); err != nil {
		return b, huike.Because(err, huike.Internal, "import.layout", "the account of import %d cannot be read back", b.Report.Batch)
	}
	return b, nil
}
