package ingest

import (
	"context"
	"embed"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"huike"
	"huike/store"
	"huike/store/duckdb"
)

//go:embed scratch/*.sql
var scratchFiles embed.FS

// reading is one file in the scratch database.
type reading struct {
	file    *file
	huge    bool // staged compressed
	kind    kind
	preset  preset
	mapping Mapping
	format  Format
	zone    string
	scale   int64     // minor units in a major one
	latest  time.Time // facts later than this lie in the future
	dir     string    // for temporary files; its owner removes it
	alive   *os.File  // the sign of life in dir
	db      *duckdb.Scratch
	whole   whole // what the whole columns show
	seen    shape // by an inspection
	path    string
	salt    string            // keyed, so that the number of an event does not tell whose it is
	states  map[string]string // what the words for states mean, by the word; "" for unknown
	backs   map[string]string // which words say that money went back: "true" or "false"
	answers map[string]bool   // the different answers to marketing
	doubt   string            // a cell that can be read in two ways
	sums    bool              // the amount of an order is the sum of its rows' amounts
	shape   []note            // remarks for the report
	// settleShop finds what the cells tell of the shop, before they are read.
	settleShop func(shape) error
}

// scratch opens a scratch database in a folder of its own.
func (i *Ingest) scratch(ctx context.Context, r *reading) error {
	dir, alive, err := folder(i.tempDir)
	if err != nil {
		return noRoom(err)
	}
	r.dir, r.alive = dir, alive
	if err := r.enoughRoom(dir); err != nil {
		return errors.Join(err, r.leave())
	}
	open := duckdb.OpenScratch
	if r.huge {
		open = func(ctx context.Context, o store.Options) (*duckdb.Scratch, error) {
			return duckdb.OpenScratchFile(ctx, filepath.Join(dir, "scratch.duckdb"), o)
		}
	}
	r.db, err = open(ctx, store.Options{MemoryLimit: i.memory, TempDir: dir})
	if err != nil {
		return errors.Join(err, r.leave())
	}
	return nil
}

// close removes the scratch database: nothing that lasts is in there.
func (r *reading) close() {
	_ = r.db.Close()
	_ = r.leave()
}

func (r *reading) leave() error { return errors.Join(r.alive.Close(), os.RemoveAll(r.dir)) }

// run executes one of the statements that read a file. They are no questions to
// the shop's engine: only the scratch database, a DuckDB on every engine, ever
// sees them.
func (r *reading) run(ctx context.Context, names ...string) error {
	for _, name := range names {
		text, err := scratchFiles.ReadFile("scratch/" + name + ".sql")
		if err != nil {
			panic("BUG: " + err.Error())
		}
		if err := r.db.Exec(ctx, string(text)); err != nil {
			return err
		}
	}
	return nil
}

// constants makes constants of the statements to come.
func (r *reading) constants(ctx context.Context, all map[string]string) error {
	for name, value := range all {
		if err := r.db.Exec(ctx, "CREATE OR REPLACE MACRO "+name+"() AS "+value); err != nil {
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

func (r *reading) mapped(targets ...string) bool {
	return slices.ContainsFunc(targets, func(t string) bool { return r.column(t) >= 0 })
}

// column is the number of the column that means a target, or -1.
func (r *reading) column(target string) int {
	return slices.IndexFunc(r.file.headers, func(h string) bool { return r.mapping[h] == target && !forbidden(h) })
}

func pick(yes bool, a, b string) string {
	if yes {
		return a
	}
	return b
}

// literal writes a text of ours for a statement.
func literal(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }

// list writes texts of ours for a statement.
func list(texts []string) string {
	var all []string
	for _, t := range texts {
		all = append(all, literal(t))
	}
	return "[" + strings.Join(all, ", ") + "]"
}

// stage lays the rows of the file out as the view raw. A tidy text is read where
// it lies, as long as the fast reader takes it; read turns to the lenient one
// where it does not.
func (r *reading) stage(ctx context.Context) error {
	if err := r.run(ctx, "macro", "profile"); err != nil {
		return err
	}
	if r.file.lenient || r.preset.fillDown {
		return r.leniently(ctx)
	}
	return r.db.Exec(ctx, "CREATE OR REPLACE VIEW raw AS "+r.fast(nil))
}

func (r *reading) leniently(ctx context.Context) (err error) {
	r.file.lenient = true
	if r.path, err = r.rewrite(ctx); err != nil {
		return err
	}
	return r.db.Exec(ctx, "CREATE OR REPLACE VIEW raw AS "+r.clean(r.path))
}

// fast reads well-formed UTF-8 text where it lies, with NULL for some words; nil
// stands for the empty one.
func (r *reading) fast(nulls []string) string {
	options := "header=" + strconv.FormatBool(!r.file.bare) + ", compression=" + literal(pick(r.file.gzip, "gzip", "none"))
	if nulls != nil {
		options += ", nullstr=" + list(nulls)
	}
	return r.readCSV(r.file.safePath(r.dir), r.file.delim, options, nil)
}

// clean reads what rewrite wrote.
func (r *reading) clean(path string) string {
	return r.readCSV(path, ',', "header=false, compression='none'", []string{"row_no", "cells"})
}

func (r *reading) readCSV(path string, delim rune, options string, columns []string) string {
	for i := range r.file.headers {
		columns = append(columns, "c"+strconv.Itoa(i))
	}
	for i, c := range columns {
		columns[i] = literal(c) + ": 'VARCHAR'"
	}
	return fmt.Sprintf(`SELECT * FROM read_csv(%s, auto_detect=false, delim=%s, quote='"', escape='"', %s, columns={%s})`,
		literal(path), literal(string(delim)), options, strings.Join(columns, ", "))
}

// source gives every field its column under the name t_ID. Names of the file do
// not get into the statement, only the numbers of its columns.
func (r *reading) source(ctx context.Context, from string) error {
	all := []string{"CAST(NULL AS BIGINT) AS row_no", "CAST(NULL AS INTEGER) AS cells"}
	if r.file.lenient {
		all = []string{"CAST(row_no AS BIGINT) AS row_no", "CAST(cells AS INTEGER) AS cells"}
	}
	for _, f := range r.fields() {
		all = append(all, r.cell(f)+" AS t_"+f.ID)
	}
	return r.db.Exec(ctx, "CREATE OR REPLACE VIEW source AS SELECT "+strings.Join(all, ", ")+" FROM ("+from+")")
}

// cell is the column of a field, or the columns that a preset puts together.
func (r *reading) cell(f field) string {
	if i, ok := freeColumn(f.ID); ok {
		return "c" + strconv.Itoa(i)
	}
	var all []string
	for _, i := range r.preset.joined(f.ID, r.file.headers, r.mapping) {
		all = append(all, "nullif(trim(c"+strconv.Itoa(i)+"), '')")
	}
	if len(all) > 1 {
		return "nullif(concat_ws(' ', " + strings.Join(all, ", ") + "), '')"
	}
	if f.ID == "order_no" && r.preset.fillDown {
		return "last_value(" + all[0] + " IGNORE NULLS) OVER (ORDER BY CAST(row_no AS BIGINT))"
	}
	if r.column(f.ID) < 0 {
		return "CAST(NULL AS VARCHAR)"
	}
	cell := "c" + strconv.Itoa(r.column(f.ID))
	if zone := zoneInHeader(r.file.headers[r.column(f.ID)]); f.Kind == "time" && zone != "" {
		return fmt.Sprintf(`CASE WHEN regexp_matches(%s, '^[^:]*\d:\d\d(:\d\d(\.\d+)?)?(\s*[AaPp][Mm])?\s*$') THEN trim(%[1]s) || '%s' ELSE %[1]s END`, cell, zone)
	}
	return cell
}

// fields are the targets of the kind that the file has, then its free traits.
func (r *reading) fields() []field {
	var all []field
	for _, f := range r.kind.columns {
		if f.ID != freeTrait && (r.mapped(f.ID) || f.ID == "ordered_at" && r.numberTellsDay()) {
			all = append(all, f)
		}
	}
	for i, h := range r.file.headers {
		if r.mapping[h] == freeTrait && !forbidden(h) && isOf(r.kind, freeTrait) {
			all = append(all, field{Target: Target{ID: "trait_" + strconv.Itoa(i), Kind: "text"}})
		}
	}
	return all
}

// numberTellsDay reports whether the number of an order tells its day, as far as
// nothing else does.
func (r *reading) numberTellsDay() bool {
	return r.kind.id == Orders && r.preset.dayFromNumber != "" && r.hasOrderNo()
}

// freeColumn is the number of the column of a free trait.
func freeColumn(id string) (int, bool) {
	n, found := strings.CutPrefix(id, "trait_")
	i, err := strconv.Atoi(n)
	return i, found && err == nil
}

// rewrite writes the rows as plain text that the fast reader takes, each with
// its number and how many cells it had.
func (r *reading) rewrite(ctx context.Context) (path string, err error) {
	rows, done, err := r.file.open()
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, done()) }()
	out, err := os.CreateTemp(r.dir, "rows-*.csv")
	if err != nil {
		return "", noRoom(err)
	}
	err = r.copyRows(ctx, rows, out)
	if closed := out.Close(); err == nil && closed != nil {
		err = noRoom(closed)
	}
	return filepath.Clean(out.Name()), err
}

func noRoom(err error) error {
	return huike.Because(err, huike.Unavailable, "import.no_room", "a temporary file cannot be written; see that the disk has room")
}

func (r *reading) copyRows(ctx context.Context, rows records, out io.Writer) error {
	if _, _, err := rows.next(); err != nil {
		return noHeader(err)
	}
	w := csv.NewWriter(out)
	width := len(r.file.headers)
	line := make([]string, 0, width+2)
	for n := 0; ; n++ {
		row, cells, err := rows.next()
		if errors.Is(err, io.EOF) {
			w.Flush()
			if w.Error() != nil {
				return noRoom(w.Error())
			}
			return nil
		}
		if err == nil && n%1024 == 0 {
			err = ctx.Err()
		}
		if err != nil {
			return err
		}
		line = append(line[:0], strconv.FormatInt(row, 10), strconv.Itoa(filled(cells, width)))
		line = append(line, r.file.permitted(fit(cells, width))...)
		if err := w.Write(line); err != nil {
			return noRoom(err)
		}
	}
}

// filled counts cells without the empty ones beyond the header.
func filled(cells []string, width int) int {
	n := len(cells)
	for n > width && strings.TrimFunc(cells[n-1], isBlank) == "" {
		n--
	}
	return n
}

// fit gives a row the width of the header, and takes out what no engine keeps
// in a text.
func fit(cells []string, width int) []string {
	out := make([]string, width)
	for i := range min(width, len(cells)) {
		out[i] = strings.ReplaceAll(strings.ToValidUTF8(cells[i], "\ufffd"), "\x00", "")
	}
	return out
}
