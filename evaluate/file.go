package evaluate

import (
	"context"
	"os"
	"slices"

	"huike"
)

// FileRequest asks for the result of an experiment that stands in a file: csv or
// tsv of any common encoding, plain or gzipped, or xlsx, a header first.
type FileRequest struct {
	Path     string
	Arm      string    // the column that names the arm
	Control  string    // the control's name in that column
	Outcomes []Outcome // columns to compare
	Customer string    // the column that names the customer; "" takes every row for another one
	Where    []string  // rows to keep, all of COLUMN=VALUE, !=, >=, <=, > or <; a * at the end of VALUE stands for anything
	Shares   string    // the planned split: ARM=SHARE,… or SHARE:SHARE… in the report's order; "" is not known
	Missing  string    // what a blank outcome means: one of the Missing constants; "" lets the file say it
	Decimal  string    // how decimals are parted: "point", "comma", or "" to look
}

// What is done about customers whose outcome is blank.
const (
	MissingZero   = "zero"   // they count with 0
	MissingDrop   = "drop"   // they are left out of this outcome
	MissingRefuse = "refuse" // the file is refused
)

// Outcome is a column of the file. Kind is "rate" (0 or 1), "mean" (an amount)
// or "" to look: a column that holds only 0 and 1 is a rate.
type Outcome struct{ Column, Kind string }

// FileReport is what the file shows.
type FileReport struct {
	Control     string          `json:"control"`
	Rows        FileRows        `json:"rows"`
	Notes       []string        `json:"notes"` // sentences on how the file was read
	Arms        []FileArm       `json:"arms"`
	SampleRatio FileSampleRatio `json:"sample_ratio"`
	Outcomes    []FileOutcome   `json:"outcomes"`
}

// FileRows counts the rows of the file, and those that do not count: rows that
// the conditions leave out, without an arm, without a customer, and of customers
// who are in several arms.
type FileRows struct {
	Read            int64 `json:"read"`
	Filtered        int64 `json:"filtered"`
	WithoutArm      int64 `json:"without_arm"`
	WithoutCustomer int64 `json:"without_customer"`
	InSeveralArms   int64 `json:"in_several_arms"`
	Counted         int64 `json:"counted"`
}

// FileArm is one arm of the file.
type FileArm struct {
	Arm       string `json:"arm"`
	Customers int64  `json:"customers"`
}

// FileOutcome is one outcome over the arms. Blanks is nil where no customer's
// outcome is blank.
type FileOutcome struct {
	Outcome string       `json:"outcome"`
	Kind    string       `json:"kind"`
	Blanks  *FileBlanks  `json:"blanks"`
	Arms    []FileValue  `json:"arms"`
	Effects []FileEffect `json:"effects"`
}

// FileValue is the mean of an outcome in one arm: a share for a rate. Customers
// are those who count, Blank those without an outcome, whether they count or not.
type FileValue struct {
	Arm       string  `json:"arm"`
	Customers int64   `json:"customers"`
	Blank     int64   `json:"blank"`
	Sum       float64 `json:"sum"`
	Mean      float64 `json:"mean"`
}

// file is a request at work: the columns it needs, row by row, and who they are of.
type file struct {
	FileRequest
	*columns
	people people
	report FileReport
}

// File evaluates an experiment from its result file.
//
// Errors: kind NotFound for a file that cannot be opened, kind Invalid with the
// column and the row for everything in it that cannot be read as asked.
func File(ctx context.Context, q FileRequest) (FileReport, error) {
	if _, err := os.Stat(q.Path); err != nil {
		return FileReport{}, huike.Because(err, huike.NotFound, "evaluate.file", "the file %s cannot be read; check its name and your rights", q.Path)
	}
	if err := q.check(); err != nil {
		return FileReport{}, err
	}
	c, err := readColumns(ctx, q)
	if err != nil {
		return FileReport{}, err
	}
	f := &file{FileRequest: q, columns: c}
	if err := f.count(); err != nil {
		return FileReport{}, err
	}
	if err := f.compare(); err != nil {
		return FileReport{}, err
	}
	return f.report, nil
}

func (q FileRequest) check() error {
	if len(q.Outcomes) == 0 {
		return huike.Errorf(huike.Invalid, "evaluate.no_outcome", "name at least one column to compare, for example --outcome bought")
	}
	for _, o := range q.Outcomes {
		if !slices.Contains([]string{"", kindRate, kindMean}, o.Kind) {
			return huike.Errorf(huike.Invalid, "evaluate.kind", "%q is no kind of outcome; write %s:rate or %s:mean", o.Kind, o.Column, o.Column)
		}
	}
	if !slices.Contains([]string{"", MissingZero, MissingDrop, MissingRefuse}, q.Missing) {
		return huike.Errorf(huike.Invalid, "evaluate.missing", "%q does not say what a blank outcome means; write zero, drop or refuse", q.Missing)
	}
	if !slices.Contains([]string{"", "point", "comma"}, q.Decimal) {
		return huike.Errorf(huike.Invalid, "evaluate.decimal", "%q does not say how decimals are parted; write point or comma", q.Decimal)
	}
	return nil
}

// count finds who is in which arm, and tests the split.
func (f *file) count() error {
	f.report = FileReport{Notes: append([]string{}, f.columns.notes...), Rows: FileRows{Read: int64(len(f.rows))}}
	keep, err := f.kept()
	if err != nil {
		return err
	}
	if err := f.assign(keep); err != nil {
		return err
	}
	shares, err := readShares(f.Shares, f.report.Arms)
	if err != nil {
		return err
	}
	f.report.SampleRatio = testShares(f.report.Arms, shares)
	return nil
}

// compare reads the outcomes, settles what their blanks mean, and compares the arms.
func (f *file) compare() error {
	all := make([]values, len(f.Outcomes))
	for i, o := range f.Outcomes {
		var err error
		if all[i], err = f.values(o); err != nil {
			return err
		}
	}
	for i := range all {
		treated, err := f.treat(all, i)
		if err != nil {
			return err
		}
		f.report.Outcomes = append(f.report.Outcomes, f.outcome(all[i], treated))
	}
	return nil
}
