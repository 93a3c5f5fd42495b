package evaluate

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"slices"
	"sort"
	"strings"

	"huike"
	"huike/stat"
	"huike/store"
	"huike/store/duckdb"
)

// FileRequest asks for the result of an experiment that stands in a file with
// one row per customer: csv or tsv, plain or gzipped, a header first.
type FileRequest struct {
	Path     string
	Arm      string    // the column that names the arm
	Control  string    // the control's name in that column
	Outcomes []Outcome // columns to compare
}

// Outcome is a column of the file. Kind is "rate" (0 or 1), "mean" (an amount)
// or "" to look: a column that holds only 0 and 1 is a rate.
type Outcome struct{ Column, Kind string }

// FileReport is what the file shows. The sample ratio is tested against equal arms.
type FileReport struct {
	Control     string          `json:"control"`
	Arms        []FileArm       `json:"arms"`
	SampleRatio FileSampleRatio `json:"sample_ratio"`
	Outcomes    []FileOutcome   `json:"outcomes"`
}

// FileSampleRatio tests the arms' sizes against equal shares.
type FileSampleRatio struct {
	P  float64 `json:"p"`
	OK bool    `json:"ok"`
}

// FileArm is one arm of the file.
type FileArm struct {
	Arm       string `json:"arm"`
	Customers int64  `json:"customers"`
}

// FileOutcome is one outcome over the arms.
type FileOutcome struct {
	Outcome string       `json:"outcome"`
	Kind    string       `json:"kind"`
	Arms    []FileValue  `json:"arms"`
	Effects []FileEffect `json:"effects"`
}

// FileValue is the mean of an outcome in one arm: a share for a rate.
type FileValue struct {
	Arm       string  `json:"arm"`
	Customers int64   `json:"customers"`
	Sum       float64 `json:"sum"`
	Mean      float64 `json:"mean"`
}

// FileEffect is an arm against the control: Miettinen–Nurminen for a rate,
// Welch for a mean. PHolm is adjusted over the arms. A null says that the file
// has too few customers for the number.
type FileEffect struct {
	Arm        string   `json:"arm"`
	Difference *float64 `json:"difference"`
	Low        *float64 `json:"low"`
	High       *float64 `json:"high"`
	P          *float64 `json:"p"`
	PHolm      *float64 `json:"p_holm"`
	Relative   *float64 `json:"relative"`
	Sentence   string   `json:"sentence"`
}

// File evaluates an experiment from its result file.
func File(ctx context.Context, q FileRequest) (FileReport, error) {
	if _, err := os.Stat(q.Path); err != nil {
		return FileReport{}, huike.Because(err, huike.NotFound, "evaluate.file", "the file %s cannot be read; check its name and your rights", q.Path)
	}
	if len(q.Outcomes) == 0 {
		return FileReport{}, huike.Errorf(huike.Invalid, "evaluate.no_outcome", "name at least one column to compare, for example --outcome bought")
	}
	s, err := duckdb.OpenScratch(ctx, store.Options{})
	if err != nil {
		return FileReport{}, err
	}
	defer s.Close()
	f := &file{FileRequest: q, scratch: s}
	if err := f.open(ctx); err != nil {
		return FileReport{}, err
	}
	return f.report(ctx)
}

type file struct {
	FileRequest
	scratch *duckdb.Scratch
}

// open stages the file as text and checks that the columns are there.
func (f *file) open(ctx context.Context) error {
	err := f.scratch.Exec(ctx, `CREATE TABLE result AS SELECT * FROM read_csv(?, all_varchar = true, header = true)`, f.Path)
	if err != nil {
		return huike.Because(err, huike.Invalid, "evaluate.not_a_table", "%s cannot be read as a table; save it as CSV (UTF-8) with one header row and one row per customer", f.Path)
	}
	known, err := f.texts(ctx, `SELECT column_name FROM information_schema.columns WHERE table_name = 'result' ORDER BY ordinal_position`)
	if err != nil {
		return err
	}
	wanted := []string{f.Arm}
	for _, o := range f.Outcomes {
		wanted = append(wanted, o.Column)
	}
	for _, w := range wanted {
		if !slices.Contains(known, w) {
			return huike.Errorf(huike.Invalid, "evaluate.unknown_column", "%s has no column %q; it has: %s", f.Path, w, strings.Join(known, ", "))
		}
	}
	return nil
}

func (f *file) report(ctx context.Context) (FileReport, error) {
	r := FileReport{Control: f.Control}
	arms, err := f.arms(ctx)
	if err != nil {
		return r, err
	}
	r.Arms = arms
	var counts []int64
	var weights []float64
	for _, a := range arms {
		counts, weights = append(counts, a.Customers), append(weights, 1)
	}
	chi := stat.SampleRatio(counts, weights)
	r.SampleRatio = FileSampleRatio{chi.P, !chi.Alarm()}
	for _, o := range f.Outcomes {
		out, err := f.outcome(ctx, o, arms)
		if err != nil {
			return r, err
		}
		r.Outcomes = append(r.Outcomes, out)
	}
	return r, nil
}

// arms counts the rows of each arm, the control first.
func (f *file) arms(ctx context.Context) ([]FileArm, error) {
	rows, err := f.scratch.Query(ctx, `SELECT `+name(f.Arm)+`, count(*) FROM result WHERE `+name(f.Arm)+` IS NOT NULL GROUP BY 1 ORDER BY 1`)
	if err != nil {
		return nil, err
	}
	arms, err := collect(rows, func() (a FileArm, err error) { return a, rows.Scan(&a.Arm, &a.Customers) })
	if err != nil {
		return nil, err
	}
	sort.SliceStable(arms, func(i, j int) bool { return arms[i].Arm == f.Control && arms[j].Arm != f.Control })
	if len(arms) == 0 || arms[0].Arm != f.Control || len(arms) > 50 {
		var have []string
		for _, a := range arms[:min(len(arms), 10)] {
			have = append(have, a.Arm)
		}
		return nil, huike.Errorf(huike.Invalid, "evaluate.no_control", "the column %q has no value %q, or more than 50 values; it has: %s", f.Arm, f.Control, strings.Join(have, ", "))
	}
	if len(arms) == 1 {
		return nil, huike.Errorf(huike.Invalid, "evaluate.one_arm", "every row of %s belongs to %q; there is no other arm to compare", f.Path, f.Control)
	}
	return arms, nil
}

// outcome sums one column per arm and compares the arms with the control.
func (f *file) outcome(ctx context.Context, o Outcome, arms []FileArm) (FileOutcome, error) {
	if err := f.refuseText(ctx, o); err != nil {
		return FileOutcome{}, err
	}
	column := `CAST(` + name(o.Column) + ` AS double)`
	rows, err := f.scratch.Query(ctx, `SELECT `+name(f.Arm)+`, count(`+column+`), sum(`+column+`), sum(`+column+` * `+column+`), bool_and(`+column+` IN (0, 1))
FROM result WHERE `+name(f.Arm)+` IS NOT NULL GROUP BY 1`)
	if err != nil {
		return FileOutcome{}, err
	}
	sums, binary := map[string]stat.Moments{}, true
	_, err = collect(rows, func() (arm string, err error) {
		var m stat.Moments
		var sum, square sql.NullFloat64
		var only sql.NullBool
		err = rows.Scan(&arm, &m.N, &sum, &square, &only)
		m.Sum, m.SumSq = sum.Float64, square.Float64
		sums[arm], binary = m, binary && only.Bool
		return arm, err
	})
	if err != nil {
		return FileOutcome{}, err
	}
	kind, err := o.kind(binary)
	if err != nil {
		return FileOutcome{}, err
	}
	return compareFile(FileOutcome{Outcome: o.Column, Kind: kind}, arms, sums), nil
}

// refuseText names the first cell of a column that is no number.
func (f *file) refuseText(ctx context.Context, o Outcome) error {
	bad, err := f.texts(ctx, `SELECT CAST(rowid + 2 AS varchar) FROM result WHERE `+name(o.Column)+` IS NOT NULL AND TRY_CAST(`+name(o.Column)+` AS double) IS NULL ORDER BY rowid LIMIT 1`)
	if err != nil || len(bad) == 0 {
		return err
	}
	return huike.Errorf(huike.Invalid, "evaluate.not_a_number", "row %s of %s holds no number in the column %q; write numbers only, and leave the cell empty where the value is missing", bad[0], f.Path, o.Column)
}

func (o Outcome) kind(binary bool) (string, error) {
	switch {
	case o.Kind == "rate" && !binary:
		return "", huike.Errorf(huike.Invalid, "evaluate.not_a_rate", "the column %q holds other values than 0 and 1, so it is no rate; ask for %s:mean", o.Column, o.Column)
	case o.Kind == "rate", o.Kind == "" && binary:
		return "rate", nil
	case o.Kind == "mean", o.Kind == "":
		return "mean", nil
	}
	return "", huike.Errorf(huike.Invalid, "evaluate.kind", "%q is no kind of outcome; write %s:rate or %s:mean", o.Kind, o.Column, o.Column)
}

func compareFile(out FileOutcome, arms []FileArm, sums map[string]stat.Moments) FileOutcome {
	control := sums[arms[0].Arm]
	var ps []float64
	for _, a := range arms {
		m := sums[a.Arm]
		out.Arms = append(out.Arms, FileValue{a.Arm, m.N, m.Sum, orZero(m.Mean())})
		if a == arms[0] {
			continue
		}
		e := stat.Welch(m, control, level)
		if out.Kind == "rate" {
			e = stat.MiettinenNurminen(proportion(m), proportion(control), level)
		}
		ps = append(ps, e.P)
		out.Effects = append(out.Effects, FileEffect{
			Arm: a.Arm, Difference: number(e.Value), Low: number(e.Low), High: number(e.High), P: number(e.P),
			Relative: number(e.Value / control.Mean()), Sentence: sentence(a.Arm, out, e),
		})
	}
	for i, p := range stat.Holm(ps) {
		out.Effects[i].PHolm = number(p)
	}
	return out
}

func proportion(m stat.Moments) stat.Proportion { return stat.Proportion{X: int64(m.Sum), N: m.N} }

func sentence(arm string, out FileOutcome, e stat.Estimate) string {
	unit, scale := "", 1.0
	if out.Kind == "rate" {
		unit, scale = " points", 100
	}
	switch {
	case !e.Defined():
		return fmt.Sprintf("%s: too few customers to say anything about %s.", arm, out.Outcome)
	case e.Low > 0 || e.High < 0:
		return fmt.Sprintf("%s changed %s by %+.4g%s (95 %% interval %+.4g to %+.4g).", arm, out.Outcome, scale*e.Value, unit, scale*e.Low, scale*e.High)
	}
	return fmt.Sprintf("%s: a change of %s is not proven (%+.4g%s, 95 %% interval %+.4g to %+.4g).", arm, out.Outcome, scale*e.Value, unit, scale*e.Low, scale*e.High)
}

func (f *file) texts(ctx context.Context, question string) ([]string, error) {
	rows, err := f.scratch.Query(ctx, question)
	if err != nil {
		return nil, err
	}
	return collect(rows, func() (s string, err error) { return s, rows.Scan(&s) })
}

// collect reads all rows and closes them.
func collect[T any](rows *sql.Rows, scan func() (T, error)) ([]T, error) {
	var all []T
	for rows.Next() {
		v, err := scan()
		if err != nil {
			return nil, errors.Join(err, rows.Close())
		}
		all = append(all, v)
	}
	return all, errors.Join(rows.Err(), rows.Close())
}

// name quotes a column name of the file.
func name(column string) string { return `"` + strings.ReplaceAll(column, `"`, `""`) + `"` }

// number returns nil for what JSON cannot carry.
func number(x float64) *float64 {
	if finite(x) == nil {
		return nil
	}
	return &x
}

func orZero(x float64) float64 {
	if finite(x) == nil {
		return 0
	}
	return x
}
