package ingest

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"huike"
	"huike/customer"
	"huike/order"
	"huike/store"
	"huike/store/duckdb"
)

// Ingest reads files into shops.
type Ingest struct {
	db      store.DB
	vault   *customer.Vault
	orders  *order.Orders
	tempDir string
	log     *slog.Logger
	memory  string
	huge    int64
}

// Deps are what the room works with.
type Deps struct {
	DB      store.DB
	Vault   *customer.Vault
	Orders  *order.Orders
	TempDir string       // where files are unpacked and sorted; "" is the system's
	Memory  string       // what the reading of a file may take, "1GiB" when empty
	Huge    int64        // texts of so many bytes are staged compressed: slower, in less room; 2 GiB when 0
	Log     *slog.Logger // nil logs nothing
}

// New opens the room.
func New(d Deps) *Ingest {
	if d.Log == nil {
		d.Log = slog.New(slog.DiscardHandler)
	}
	if d.Memory == "" {
		d.Memory = "1GiB"
	}
	if d.Huge == 0 {
		d.Huge = hugeText
	}
	return &Ingest{db: d.DB, vault: d.Vault, orders: d.Orders, tempDir: d.TempDir, log: d.Log, memory: d.Memory, huge: d.Huge}
}

// Request asks for the import of one file.
type Request struct {
	Path     string     // the file
	Name     string     // what it is called for people; "" is its own name
	Shop     order.Shop // a known shop by ID or name, or a new one; what is empty comes from the preset
	Kind     string     // the kind of facts, one of Kinds; "" or "auto" recognises it by the headers
	Preset   string     // "" or "auto" recognises it by the headers
	Mapping  Mapping    // instead of a preset: column name to target
	Consent  string     // what proves that everybody in the file agreed to marketing e-mail; "" claims nothing
	Actor    string     // who asks
	At       time.Time  // when
	Progress func(Progress)
}

// Progress tells how far an import is.
type Progress struct {
	Phase       string // reading, understanding, people, storing
	Done, Total int64  // rows; Total is 0 while it is unknown
}

// Report says what an import did.
type Report struct {
	Batch      int64        `json:"batch"`
	Shop       huike.ShopID `json:"shop"`
	Kind       string       `json:"kind"`
	Preset     string       `json:"preset"`
	Rows       int64        `json:"rows"`
	Added      int64        `json:"added"`      // new facts, of other kinds than orders
	Known      int64        `json:"known"`      // facts that were known, of other kinds than orders
	Visitors   int64        `json:"visitors"`   // new ones
	Orders     int64        `json:"orders"`     // new ones
	Lines      int64        `json:"lines"`      // new ones
	Customers  int64        `json:"customers"`  // new ones
	Refunds    int64        `json:"refunds"`    // new ones
	Changed    int64        `json:"changed"`    // known orders that moved on, or other facts that are told anew
	Duplicates int64        `json:"duplicates"` // known orders that did not
	Rejected   int64        `json:"rejected"`   // refused rows
	Keyless    int64        `json:"keyless"`    // new orders without any identity
}

// job is one running import.
type job struct {
	in      *Ingest
	request Request
	shop    order.Shop
	planned bool // the shop is new and stored with its first facts
	batch   int64
	kind    *kind // nil for orders
	reading *reading
	sales   *beside // the making of orders, beside that of customers
	report  Report
}

// Load imports a file. All of it is kept or nothing: an error and the end of
// ctx leave the shop as it was, but for the batch that tells of the failure. A
// file that was imported before changes nothing.
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
	if err := j.prepare(ctx); err != nil {
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

// prepare finds out what the file is and which shop it is for.
func (j *job) prepare(ctx context.Context) error {
	f, err := sniff(ctx, j.request.Path)
	if err != nil {
		return err
	}
	c, err := j.in.choose(ctx, f, j.request)
	if err != nil {
		return err
	}
	j.reading = &reading{file: f, preset: c.preset, mapping: c.mapping, huge: f.text >= j.in.huge}
	if k, other := kindByID(c.kind); other {
		j.kind = &k
		j.shop, j.planned, err = j.in.shopOf(ctx, k, j.reading, j.request)
	} else {
		j.shop, j.planned, err = j.in.shopFor(ctx, j.reading, j.request)
	}
	if err != nil {
		return err
	}
	j.reading.zone = j.shop.TimeZone
	j.reading.scale = 1
	for range huike.Exponent(j.shop.Currency) {
		j.reading.scale *= 10
	}
	j.report.Shop, j.report.Kind, j.report.Preset = j.shop.ID, c.kind, c.preset.id
	return nil
}

// work reads the file and, in one transaction, makes it part of the shop.
func (j *job) work(ctx context.Context) error {
	if err := j.workshop(ctx); err != nil {
		return err
	}
	defer func() {
		// Nothing that lasts is in there.
		_ = j.reading.db.Close()
		_ = os.RemoveAll(j.reading.dir)
	}()
	if j.kind != nil {
		f := &facts{job: j, kind: *j.kind}
		return f.bring(ctx)
	}
	if err := j.read(ctx); err != nil {
		return err
	}
	j.tell("people", j.report.Rows)
	if j.reading.hasOrderNo() {
		// Orders with numbers do not need to know their buyers.
		j.sales = begin(ctx, j.sell)
		defer j.sales.end()
	}
	buyers, err := j.reading.gather(ctx, j.in.vault, j.shop)
	if err != nil {
		return err
	}
	if !j.reading.hasOrderNo() {
		if err := j.reading.tags(ctx, buyers); err != nil {
			return err
		}
		j.sales = begin(ctx, j.sell)
		defer j.sales.end()
	}
	j.tell("storing", j.report.Rows)
	return j.in.db.Write(ctx, func(tx store.Tx) error { return j.put(ctx, tx, buyers) })
}

// workshop opens a scratch database in a folder of its own.
func (j *job) workshop(ctx context.Context) error {
	dir, err := os.MkdirTemp(j.in.tempDir, "huike-import-")
	if err != nil {
		return noRoom(err)
	}
	j.reading.dir = dir
	if err := j.reading.enoughRoom(dir); err != nil {
		return errors.Join(err, os.RemoveAll(dir))
	}
	open := duckdb.OpenScratch
	if j.reading.huge {
		open = func(ctx context.Context, o store.Options) (*duckdb.Scratch, error) {
			return duckdb.OpenScratchFile(ctx, filepath.Join(dir, "scratch.duckdb"), o)
		}
	}
	j.reading.db, err = open(ctx, store.Options{MemoryLimit: j.in.memory, TempDir: dir})
	if err != nil {
		return errors.Join(err, os.RemoveAll(dir))
	}
	return nil
}

// read turns the file into typed rows, orders and refused rows.
func (j *job) read(ctx context.Context) error {
	r := j.reading
	if err := r.rules(ctx); err != nil {
		return err
	}
	if err := r.stage(ctx); err != nil {
		return err
	}
	n, err := r.count(ctx, "SELECT count(*) FROM typed")
	if err != nil {
		return err
	}
	if n == 0 {
		return huike.Errorf(huike.Invalid, "import.no_rows", "the file has a header but no rows; export it again with its orders")
	}
	j.report.Rows = n
	j.tell("understanding", n)
	if err := j.oneCurrency(ctx); err != nil {
		return err
	}
	rows := pick(r.hasOrderNo(), "", "_rows")
	return r.run(ctx, "grouped"+rows, "reject", "fact", "person")
}

// sell makes orders of the facts, and lays them out for an engine that reads
// them where they lie.
func (j *job) sell(ctx context.Context) error {
	r := j.reading
	rows := pick(r.hasOrderNo(), "", "_rows")
	if err := r.run(ctx, "numbered"+rows, "sale", "guess", "product", "line_of"+rows, "out"); err != nil {
		return err
	}
	if j.in.db.Engine() != store.DuckDB {
		return nil
	}
	for _, s := range r.stages() {
		if err := r.lay(ctx, s); err != nil {
			return err
		}
	}
	return nil
}

func (r *reading) count(ctx context.Context, question string) (int64, error) {
	rows, err := r.db.Query(ctx, question)
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	var n int64
	if rows.Next() {
		if err := rows.Scan(&n); err != nil {
			return 0, broken(ctx, err)
		}
	}
	return n, broken(ctx, rows.Err())
}

// oneCurrency refuses a file whose amounts are not in the shop's currency:
// amounts of two currencies cannot be added.
func (j *job) oneCurrency(ctx context.Context) error {
	if !j.reading.mapped("currency") {
		return nil
	}
	n, err := j.reading.count(ctx, "SELECT count(*) FROM typed WHERE currency <> "+literal(j.shop.Currency))
	if err != nil || n == 0 {
		return err
	}
	return huike.Errorf(huike.Invalid, "import.currency",
		"%d rows of the file are not in %s, the currency of the shop %s; import them into a shop of their own currency", n, j.shop.Currency, j.shop.Name)
}

// put runs in the transaction that changes the shop. It may run again from the
// start.
func (j *job) put(ctx context.Context, tx store.Tx, p *people) error {
	if j.planned {
		if err := order.AddShop(ctx, tx, j.shop); err != nil {
			return err
		}
	}
	who, err := j.enroll(ctx, tx, p)
	if err != nil {
		return err
	}
	if err := j.complete(ctx, tx, who); err != nil {
		return err
	}
	c, err := j.settle(ctx, tx, who)
	if err != nil {
		return err
	}
	refused, err := j.refuse(ctx, tx, c.Orphans)
	if err != nil {
		return err
	}
	if err := j.agree(ctx, tx, who); err != nil {
		return err
	}
	again, err := j.reading.count(ctx, "SELECT coalesce(CAST(sum(row_count - 1) AS BIGINT), 0) FROM grouped WHERE NOT bad AND NOT has_lines()")
	if err != nil {
		return err
	}
	rep := &j.report
	rep.Orders, rep.Lines, rep.Refunds, rep.Changed, rep.Keyless = c.Orders, c.Lines, c.Refunds, c.Changed, c.Keyless
	rep.Duplicates, rep.Rejected, rep.Customers = c.Duplicates+again, refused, int64(len(who.newcomer))
	if len(who.newcomer) > 0 {
		if err := customer.Settle(ctx, tx); err != nil {
			return err
		}
	}
	if met, err := j.in.recognise(ctx, tx); err != nil || met > 0 {
		if err != nil {
			return err
		}
		if err := order.Raise(ctx, tx); err != nil {
			return err
		}
	}
	return j.finish(ctx, tx)
}
