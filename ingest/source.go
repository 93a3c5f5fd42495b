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

	"huike"
	"huike/store/duckdb"
)

//go:embed scratch/*.sql
var scratchFiles embed.FS

// reading is one file on its way through the scratch database.
type reading struct {
	file    *file
	huge    bool // staged compressed
	preset  preset
	mapping Mapping
	zone    string
	scale   int64  // minor units in a major one
	dir     string // for temporary files; its owner removes it
	db      *duckdb.Scratch
}

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

func (r *reading) mapped(targets ...string) bool {
	return slices.ContainsFunc(targets, func(t string) bool { return r.column(t) >= 0 })
}

func (r *reading) hasOrderNo() bool { return r.mapped("order_no") }

func (r *reading) hasLines() bool {
	return r.mapped("product_no", "sku", "product_title") && r.mapped("quantity") && r.mapped("unit_price", "line_amount")
}

func (r *reading) hasAmount() bool { return r.mapped("amount") }

func pick(yes bool, a, b string) string {
	if yes {
		return a
	}
	return b
}

// rules turns what is known of the file into constants of its statements.
func (r *reading) rules(ctx context.Context) error {
	constants := []struct{ name, value string }{
		{"refund_prefix", strconv.FormatBool(r.preset.refundPrefix)},
		{"has_lines", strconv.FormatBool(r.hasLines())},
		{"has_paid", strconv.FormatBool(r.mapped("paid_at"))},
		{"has_amount", strconv.FormatBool(r.hasAmount())},
		{"zone", literal(r.zone)},
		{"minor_scale", strconv.FormatInt(r.scale, 10)},
		{"day_formats", dayFormats(r.dateOrder())},
	}
	for _, c := range constants {
		if err := r.db.Exec(ctx, "CREATE MACRO "+c.name+"() AS "+c.value); err != nil {
			return err
		}
	}
	return r.run(ctx, "macro", "status")
}

// literal writes a text of ours for a statement.
func literal(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }

// dateOrder says how a date like 3/4/2011 is read: as the preset's tool writes
// it, or as the first rows leave it possible.
func (r *reading) dateOrder() string {
	if r.preset.dateOrder != "" {
		return r.preset.dateOrder
	}
	for i, h := range r.file.headers {
		if t := r.mapping[h]; t != "ordered_at" && t != "paid_at" {
			continue
		}
		for _, row := range r.file.sample {
			if i >= len(row) {
				continue
			}
			first, rest, ok := strings.Cut(strings.TrimSpace(row[i]), "/")
			if day, err := strconv.Atoi(first); ok && err == nil && day > 12 && day < 32 && rest != "" {
				return "dmy"
			}
		}
	}
	return "mdy"
}

func dayFormats(order string) string {
	var days []string
	switch order {
	case "mdy":
		days = []string{"%m/%d/%Y", "%m/%d/%y", "%m-%d-%Y"}
	case "dmy":
		days = []string{"%d/%m/%Y", "%d/%m/%y", "%d-%m-%Y", "%d.%m.%Y"}
	}
	days = append(days, "%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%Y%m%d")
	var all []string
	for _, d := range days {
		for _, clock := range []string{" %H:%M", " %H:%M:%S", "", " %H:%M:%S.%g", " %I:%M %p", " %I:%M:%S %p", "T%H:%M"} {
			all = append(all, literal(d+clock))
		}
	}
	return "[" + strings.Join(all, ", ") + "]"
}

// stage reads the file into the table typed. What the fast reader refuses goes
// through the lenient one.
func (r *reading) stage(ctx context.Context) error {
	if !r.file.lenient {
		err := r.quickly(ctx)
		if err == nil || ctx.Err() != nil || huike.KindOf(err) == huike.Unavailable {
			return err
		}
		if err := r.db.Exec(ctx, "DROP TABLE IF EXISTS kept"); err != nil {
			return err
		}
		r.file.lenient = true
	}
	path, err := r.rewrite(ctx)
	if err != nil {
		return err
	}
	return r.typed(ctx, r.clean(path))
}

// quickly reads the file where it lies.
func (r *reading) quickly(ctx context.Context) error {
	if err := r.db.Exec(ctx, "CREATE OR REPLACE VIEW raw AS "+r.fast(nil)); err != nil {
		return err
	}
	if done, err := r.plainly(ctx); done || err != nil {
		return err
	}
	return r.typed(ctx, r.fast(nil))
}

func (r *reading) typed(ctx context.Context, from string) error {
	if err := r.db.Exec(ctx, "CREATE OR REPLACE VIEW raw AS "+from); err != nil {
		return err
	}
	if err := r.sourceView(ctx, from); err != nil {
		return err
	}
	if err := r.db.Exec(ctx, "CREATE TABLE kept AS "+r.understanding("source", "row_no")); err != nil {
		return err
	}
	return r.db.Exec(ctx, r.shown())
}

func (r *reading) sourceView(ctx context.Context, from string) error {
	return r.db.Exec(ctx, "CREATE OR REPLACE VIEW source AS "+r.columns(from))
}

// columns gives every target its column. Names of the file do not get into the
// statement, only the numbers of its columns.
func (r *reading) columns(from string) string {
	var b strings.Builder
	if r.file.lenient {
		b.WriteString("SELECT CAST(row_no AS BIGINT) AS row_no, CAST(cells AS INTEGER) AS cells")
	} else {
		b.WriteString("SELECT CAST(NULL AS BIGINT) AS row_no, CAST(NULL AS INTEGER) AS cells")
	}
	for _, t := range Targets {
		if i := r.column(t.ID); i >= 0 {
			fmt.Fprintf(&b, ", c%d AS %s", i, t.ID)
		}
	}
	b.WriteString(" FROM (" + from + ")")
	return b.String()
}

// column is the number of the column that means a target, or -1.
func (r *reading) column(target string) int {
	return slices.IndexFunc(r.file.headers, func(h string) bool { return r.mapping[h] == target && !forbidden(h) })
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

// list writes texts of ours for a statement.
func list(texts []string) string {
	var all []string
	for _, t := range texts {
		all = append(all, literal(t))
	}
	return "[" + strings.Join(all, ", ") + "]"
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
