package ingest

import (
	"log/slog"
	"time"

	"huike"
	"huike/customer"
	"huike/order"
	"huike/store"
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

// Deps are what the package works with.
type Deps struct {
	DB      store.DB
	Vault   *customer.Vault
	Orders  *order.Orders
	TempDir string       // where files are unpacked and sorted; "" is the system's
	Memory  string       // what the reading of a file may take, "1GiB" when empty
	Huge    int64        // texts of so many bytes are staged compressed: slower, in less room; 2 GiB when 0
	Log     *slog.Logger // nil logs nothing
}

// New makes an Ingest.
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

// Format is what a person says of how a file is written. What is empty is found
// out from the whole of the file.
type Format struct {
	Encoding string            `json:"encoding,omitempty"` // utf-8, gb18030, windows-1252 …
	Decimal  string            `json:"decimal,omitempty"`  // "." or ","
	Dates    string            `json:"dates,omitempty"`    // the order of the parts of 3/4/2023: dmy, mdy or ymd
	Sheet    string            `json:"sheet,omitempty"`    // of a workbook or an archive
	Words    map[string]string `json:"words,omitempty"`    // words for the state of an order: unpaid, paid, shipped, finished or closed
}

// Request asks for the import of one file.
type Request struct {
	Path     string     // the file
	Name     string     // what it is called for people; "" is its own name
	Shop     order.Shop // a known shop by ID or name, or a new one; what is empty comes from the file or the preset
	Kind     string     // the kind of facts, one of Kinds; "" or "auto" recognises it by the headers
	Preset   string     // "" or "auto" recognises it by the headers
	Mapping  Mapping    // instead of a preset: column name to target
	Format   Format     // what is known of the way the file is written
	SaveAs   string     // keeps the meaning of the columns, and Format, under this name, also when the import fails
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

// Account says what became of the rows of a file; every row is in one of the
// counts, so that they add up to Report.Rows.
type Account struct {
	New      int64 `json:"new"`       // a new order or other fact
	Changed  int64 `json:"changed"`   // changed a known one
	Known    int64 `json:"known"`     // told what was known
	Part     int64 `json:"part"`      // a further row of an order or fact that another row opens
	Refused  int64 `json:"refused"`   // kept with the reason and the cure
	SetAside int64 `json:"set_aside"` // no fact, or not yet one: kept with the reason
}

// Sum is the number of rows that are accounted for.
func (a Account) Sum() int64 { return a.New + a.Changed + a.Known + a.Part + a.Refused + a.SetAside }

// AllRefused reports whether rows were refused and none was good.
func (a Account) AllRefused() bool { return a.Refused > 0 && a.Sum() == a.Refused+a.SetAside }

// Add adds the account of another file.
func (a *Account) Add(b Account) {
	a.New += b.New
	a.Changed += b.Changed
	a.Known += b.Known
	a.Part += b.Part
	a.Refused += b.Refused
	a.SetAside += b.SetAside
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
	SetAside   int64        `json:"set_aside"`  // rows that are no facts, or not yet: titles, totals, orders of the future
	Encoding   string       `json:"encoding"`
	Account    Account      `json:"account"`
	Notes      []Note       `json:"notes"` // what was taken or doubted
}
