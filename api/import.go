package api

import (
	"context"
	"time"

	"huike/ingest"
)

// Choice is one entry of a list to choose from.
type Choice struct {
	ID    string `json:"id"`
	Label string `json:"label"`
}

// ImportColumn is a column of an uploaded file.
type ImportColumn struct {
	Name   string   `json:"name"`
	Sample []string `json:"sample" doc:"First values, personal ones masked; of a column without a meaning all but days, amounts and small words"`
	Target string   `json:"target" doc:"Guessed target, or empty: not imported"`
}

// ImportTarget is something a column can mean.
type ImportTarget struct {
	ID       string `json:"id"`
	Label    string `json:"label"`
	Required bool   `json:"required"`
	Kind     string `json:"kind" doc:"text, number, money, time, email, phone …"`
}

// ImportKind is one way to read an uploaded file: as one kind of facts.
type ImportKind struct {
	ID      string            `json:"id"`
	Label   string            `json:"label"`
	Preset  string            `json:"preset" doc:"The preset that fits the file, or empty"`
	Presets []Choice          `json:"presets"`
	Targets []ImportTarget    `json:"targets"`
	Mapping map[string]string `json:"mapping" doc:"What the columns would mean: column name to target"`
	Many    string            `json:"many" doc:"The target that any number of columns may have, or empty"`
}

// Warning is a finding that does not stop the work.
type Warning struct {
	Code string `json:"code"`
	Text string `json:"text"`
}

// Inspection is what a look into an uploaded file found. A file whose encoding is
// in doubt has nothing but this doubt: no columns, no kinds.
type Inspection struct {
	Upload    string         `json:"upload" doc:"Name of the kept file; give it to the import within an hour"`
	FileName  string         `json:"file_name"`
	Size      int64          `json:"size" doc:"Bytes"`
	Kind      string         `json:"kind" doc:"Recognised kind of facts; orders if none was"`
	Kinds     []ImportKind   `json:"kinds" doc:"Every kind of facts and how the file would be read as it"`
	Preset    string         `json:"preset" doc:"Recognised file kind, or empty"`
	Presets   []Choice       `json:"presets"`
	Encoding  string         `json:"encoding"`
	Columns   []ImportColumn `json:"columns"`
	Targets   []ImportTarget `json:"targets"`
	Rows      [][]string     `json:"rows" doc:"First ten rows, personal values masked"`
	Warnings  []Warning      `json:"warnings"`
	ShopGuess int64          `json:"shop_guess" doc:"0: no shop fits"`
	ShopName  string         `json:"shop_name" doc:"Name of the shop that would be made, or empty"`
	Currency  string         `json:"currency"`
	TimeZone  string         `json:"time_zone"`
	ZoneBy    string         `json:"time_zone_by" enum:"file,preset,currency" doc:"What tells the time zone: the file's times, what its maker writes, or the currency"`
	Slashed   bool           `json:"slashed" doc:"Some dates are written as 3/4/2023, so that the order of their parts matters"`
	Sheets    []ImportSheet  `json:"sheets" doc:"Sheets of a workbook or files of an archive with rows in them; empty for one plain file"`
	Encodings []string       `json:"encodings" doc:"The encodings that a person may say"`
	Format    ingest.Format  `json:"format" doc:"How the file is written, as far as all of its cells tell"`
	Doubts    []ImportDoubt  `json:"doubts" doc:"What the person must say before the import"`
	Words     []ImportWord   `json:"words" doc:"Words for the state of an order that are not known"`
	Notes     []ingest.Note  `json:"notes" doc:"What was taken or doubted"`
}

// ImportDoubt is what a file leaves open.
type ImportDoubt struct {
	Code    string              `json:"code" enum:"import.dates_doubtful,import.decimal_doubtful,import.encoding_doubtful"`
	Example string              `json:"example" doc:"A cell that can be read in two ways; empty for the encoding"`
	Choices []ImportDoubtChoice `json:"choices" doc:"Of the encoding: the likeliest, and how the file reads then"`
}

// ImportDoubtChoice is what a person may say of a doubt.
type ImportDoubtChoice struct {
	Value string `json:"value"`
	Text  string `json:"text" doc:"How a text of the file reads then"`
}

// ImportSheet is a sheet of a workbook or a file of an archive.
type ImportSheet struct {
	Name string `json:"name"`
	Read bool   `json:"read" doc:"Its rows would be imported"`
}

// ImportWord is a word for the state of an order that is not known.
type ImportWord struct {
	Word  string `json:"word"`
	Count int64  `json:"count" doc:"Rows with it"`
}

// ImportFormat is what a person says of the way a file is written.
type ImportFormat struct {
	Encoding string            `json:"encoding,omitempty" maxLength:"40"`
	Decimal  string            `json:"decimal,omitempty" maxLength:"1" doc:"Decimal sign: . or ,"`
	Dates    string            `json:"dates,omitempty" maxLength:"3" doc:"Order of the parts of 3/4/2023: dmy, mdy or ymd"`
	Sheet    string            `json:"sheet,omitempty" maxLength:"200" doc:"Sheet of a workbook or file of an archive"`
	Words    map[string]string `json:"words,omitempty" doc:"Words for the state of an order: unpaid, paid, shipped, finished or closed"`
}

func (f ImportFormat) format() ingest.Format { return ingest.Format(f) }

// InspectRequest looks into an uploaded file again, as a person says it is
// written and meant.
type InspectRequest struct {
	Upload string `path:"upload" minLength:"1" maxLength:"64"`
	Body   struct {
		Kind    string            `json:"kind,omitempty" maxLength:"20" doc:"Kind of facts; empty or auto: recognise it"`
		Preset  string            `json:"preset,omitempty" maxLength:"200" doc:"Empty or auto: recognise it; mapping:NAME for a saved mapping"`
		Mapping map[string]string `json:"mapping,omitempty" doc:"Column name to target; it need not suffice for an import yet"`
		ImportFormat
	}
}

// ImportRequest starts an import of an uploaded file.
type ImportRequest struct {
	Body struct {
		Upload   string            `json:"upload" minLength:"1" maxLength:"64"`
		Shop     string            `json:"shop" maxLength:"200" doc:"Name of a shop, known or new; empty: the preset's own"`
		Kind     string            `json:"kind,omitempty" maxLength:"20" doc:"Kind of facts; empty or auto: recognise it"`
		Preset   string            `json:"preset" maxLength:"100" doc:"auto: recognise it"`
		Mapping  map[string]string `json:"mapping,omitempty" doc:"Column name to target"`
		Currency string            `json:"currency,omitempty" pattern:"^([A-Z]{3})?$"`
		TimeZone string            `json:"time_zone,omitempty" maxLength:"64"`
		Country  string            `json:"country,omitempty" pattern:"^([A-Z]{2})?$" doc:"Country of the buyers of a new shop, ISO 3166; empty: that of its currency"`
		Consent  string            `json:"consent,omitempty" maxLength:"2000" doc:"The words to which these customers agreed; empty: no consent is recorded"`
		ImportFormat
		SaveAs string `json:"save_as,omitempty" maxLength:"100" doc:"Keep the mapping under this name, also when the import fails"`
	}
}

// ImportStarted answers the start of an import.
type ImportStarted struct {
	JobID   string `json:"job_id"`
	BatchID *int64 `json:"batch_id,omitempty" doc:"Absent until the first row is read; the job's subject then"`
}

// RejectReason counts the rows refused, or set aside, for one reason.
type RejectReason struct {
	Reason   string `json:"reason"`
	Sentence string `json:"sentence"`
	Cure     string `json:"cure"`
	Count    int64  `json:"count"`
	Aside    bool   `json:"aside" doc:"The rows are set aside, not refused"`
}

// Batch is one imported file.
type Batch struct {
	ID         int64          `json:"id"`
	Shop       int64          `json:"shop" doc:"0: of no shop"`
	Kind       string         `json:"kind"`
	Preset     string         `json:"preset"`
	FileName   string         `json:"file_name"`
	State      JobState       `json:"state"`
	StartedAt  time.Time      `json:"started_at"`
	FinishedAt *time.Time     `json:"finished_at,omitempty"`
	Rows       int64          `json:"rows"`
	Added      int64          `json:"added" doc:"New facts; new orders where the kind is orders"`
	Known      int64          `json:"known" doc:"Facts that were known and did not change"`
	Visitors   int64          `json:"visitors" doc:"New visitors"`
	Orders     int64          `json:"orders" doc:"New orders"`
	Lines      int64          `json:"lines"`
	Customers  int64          `json:"customers" doc:"New customers"`
	Refunds    int64          `json:"refunds"`
	Changed    int64          `json:"changed" doc:"Known orders that moved on, or other facts told anew"`
	Duplicates int64          `json:"duplicates" doc:"Known orders that did not"`
	Rejected   int64          `json:"rejected" doc:"Refused rows"`
	SetAside   int64          `json:"set_aside" doc:"Rows that are no facts, or not yet: titles, totals, orders of the future"`
	Encoding   string         `json:"encoding"`
	Account    ingest.Account `json:"account" doc:"What became of every row of the file"`
	Notes      []ingest.Note  `json:"notes" doc:"What was taken or doubted"`
	Keyless    int64          `json:"keyless" doc:"New orders without any identity"`
	Failure    string         `json:"failure"`
	Actor      string         `json:"actor"`
	Reasons    []RejectReason `json:"reasons"`
	Upload     string         `json:"upload" doc:"Name of its file, where all rows were refused and it still waits to be read in another way; else empty"`
}

// Reject is one refused row.
type Reject struct {
	Row      int64    `json:"row" doc:"As a spreadsheet counts: the header is row 1"`
	Column   string   `json:"column"`
	Reason   string   `json:"reason"`
	Sentence string   `json:"sentence"`
	Cure     string   `json:"cure"`
	Cells    []string `json:"cells" doc:"Personal values masked"`
}

// RejectsRequest asks for the refused rows of a batch.
type RejectsRequest struct {
	ByID
	Paging
	Which  string `query:"which" enum:"all,refused,aside" default:"all" doc:"Refused rows, or those that were set aside"`
	Reason string `query:"reason" maxLength:"40" doc:"Of one reason"`
}

// Mapping is a saved column mapping.
type Mapping struct {
	Name      string            `json:"name"`
	Kind      string            `json:"kind" doc:"The kind of facts that it is for"`
	Mapping   map[string]string `json:"mapping"`
	Format    ingest.Format     `json:"format" doc:"How its files are written"`
	CreatedAt time.Time         `json:"created_at"`
}

// MappingRequest saves a column mapping.
type MappingRequest struct {
	Name string `path:"name" minLength:"1" maxLength:"100"`
	Body struct {
		Kind    string            `json:"kind,omitempty" maxLength:"20" doc:"Kind of facts; empty: orders"`
		Mapping map[string]string `json:"mapping"`
		Format  ingest.Format     `json:"format,omitempty" doc:"How its files are written"`
	}
}

// Imports is what the door asks of the import room.
type Imports interface {
	Inspect(ctx context.Context, in *None, file Upload) (Inspection, error)
	InspectAgain(ctx context.Context, in *InspectRequest) (Inspection, error)
	Start(ctx context.Context, in *ImportRequest) (ImportStarted, error)
	List(ctx context.Context, in *Paging) (List[Batch], error)
	Get(ctx context.Context, in *ByID) (Batch, error)
	Rejects(ctx context.Context, in *RejectsRequest) (List[Reject], error)
	RejectsFile(ctx context.Context, in *ByID) (Download, error)
	Mappings(ctx context.Context, in *None) (List[Mapping], error)
	SaveMapping(ctx context.Context, in *MappingRequest) (Mapping, error)
}
