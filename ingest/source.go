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
	for _, t := range r.mapping {
		if slices.Contains(targets, t) {
			return true
		}
	}
	return false
}

func (r *reading) hasOrderNo() bool { return r.mapped("order_no") }

func (r *reading) hasLines() bool {
	return r.mapped("product_no", "sku", "product_title") && r.mapped("quantity") && r.mapped("unit_price", "line_amount")
}

func pick(yes bool, a, b string) string {
	if yes {
		return a
	}
	return b
}

// rules turns what is known of the file into constants of its statements.
func (r *reading) rules(ctx context.Context) error {
	constants := []struct{ name, value string }{
		{"column_count", strconv.Itoa(len(r.file.headers))},
		{"has_order_no", strconv.FormatBool(r.hasOrderNo())},
		{"refund_prefix", strconv.FormatBool(r.preset.refundPrefix)},
		{"needs_date", strconv.FormatBool(!r.preset.itemsOnly || r.mapped("ordered_at", "paid_at"))},
		{"date_field", literal(pick(r.mapped("ordered_at"), "ordered_at", "paid_at"))},
		{"has_lines", strconv.FormatBool(r.hasLines())},
		{"product_field", literal(pick(r.mapped("product_no"), "product_no", pick(r.mapped("sku"), "sku", "product_title")))},
		{"line_field", literal(pick(r.mapped("line_amount"), "line_amount", "unit_price"))},
		{"has_paid", strconv.FormatBool(r.mapped("paid_at"))},
		{"has_amount", strconv.FormatBool(r.mapped("amount"))},
		{"needs_amount", strconv.FormatBool(r.mapped("amount") && !r.hasLines())},
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
		err := r.typed(ctx, r.fast())
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

func (r *reading) typed(ctx context.Context, from string) error {
	if err := r.db.Exec(ctx, "CREATE OR REPLACE VIEW raw AS "+from); err != nil {
		return err
	}
	if err := r.db.Exec(ctx, "CREATE OR REPLACE VIEW source AS "+r.columns()); err != nil {
		return err
	}
	if err := r.run(ctx, "reading"); err != nil {
		return err
	}
	return r.keep(ctx)
}

// kept are the columns of typed rows with their types and the targets that they
// come from; without any target they are always there.
var kept = []struct{ name, kind, from string }{
	{"row_no", "BIGINT", ""}, {"order_no", "VARCHAR", "order_no"}, {"is_refund", "BOOLEAN", ""}, {"reason", "VARCHAR", ""},
	{"ordered_at", "TIMESTAMP", "ordered_at"}, {"paid_at", "TIMESTAMP", "paid_at"}, {"finished_at", "TIMESTAMP", "finished_at"},
	{"ordered_offset", "INTEGER", "ordered_at"}, {"paid_offset", "INTEGER", "paid_at"}, {"finished_offset", "INTEGER", "finished_at"},
	{"status", "VARCHAR", "status"}, {"amount_minor", "BIGINT", "amount"}, {"total_minor", "BIGINT", "total"}, {"postage_minor", "BIGINT", "postage"},
	{"discount_minor", "BIGINT", "discount"}, {"refund_minor", "BIGINT", "refund"}, {"quantity", "BIGINT", "quantity"},
	{"order_quantity", "BIGINT", "order_quantity"}, {"kinds", "BIGINT", "kinds"}, {"line_minor", "BIGINT", "unit_price line_amount"},
	{"product_key", "VARCHAR", "product_no sku product_title"}, {"product_title", "VARCHAR", "product_title"}, {"titles", "VARCHAR", "titles"},
	{"category", "VARCHAR", "category"}, {"ouid", "VARCHAR", "ouid"}, {"external", "VARCHAR", "external"}, {"nick", "VARCHAR", "nick"},
	{"email", "VARCHAR", "email"}, {"phone", "VARCHAR", "phone"}, {"alipay", "VARCHAR", "alipay"}, {"name", "VARCHAR", "name"},
	{"gender", "VARCHAR", "gender"}, {"country", "VARCHAR", "country"}, {"province", "VARCHAR", "province"}, {"city", "VARCHAR", "city"},
	{"address", "VARCHAR", "address"}, {"currency", "VARCHAR", "currency"}, {"agreed", "BOOLEAN", "agreed"},
}

// keep reads the file. It stores the columns that the file has and stands empty
// ones in for the rest, which would take as much memory as full ones.
func (r *reading) keep(ctx context.Context) error {
	var stored, shown []string
	for _, c := range kept {
		if c.from == "" || r.mapped(strings.Fields(c.from)...) {
			stored, shown = append(stored, c.name), append(shown, c.name)
		} else {
			shown = append(shown, "CAST(NULL AS "+c.kind+") AS "+c.name)
		}
	}
	if err := r.db.Exec(ctx, "CREATE TABLE kept AS SELECT "+strings.Join(stored, ", ")+" FROM reading"); err != nil {
		return err
	}
	return r.db.Exec(ctx, "CREATE VIEW typed AS SELECT rowid AS r, "+strings.Join(shown, ", ")+" FROM kept")
}

// columns gives every target its column. Names of the file do not get into the
// statement, only the numbers of its columns.
func (r *reading) columns() string {
	var b strings.Builder
	if r.file.lenient {
		b.WriteString("SELECT CAST(row_no AS BIGINT) AS row_no, CAST(cells AS INTEGER) AS cells")
	} else {
		b.WriteString("SELECT CAST(NULL AS BIGINT) AS row_no, CAST(NULL AS INTEGER) AS cells")
	}
	for _, t := range Targets {
		i := slices.IndexFunc(r.file.headers, func(h string) bool { return r.mapping[h] == t.ID && !forbidden(h) })
		if i < 0 {
			fmt.Fprintf(&b, ", CAST(NULL AS VARCHAR) AS %s", t.ID)
		} else {
			fmt.Fprintf(&b, ", c%d AS %s", i, t.ID)
		}
	}
	b.WriteString(" FROM raw")
	return b.String()
}

// fast reads well-formed UTF-8 text where it lies.
func (r *reading) fast() string {
	return r.readCSV(r.file.path, r.file.delim, true, pick(r.file.gzip, "gzip", "none"), nil)
}

// clean reads what rewrite wrote.
func (r *reading) clean(path string) string {
	return r.readCSV(path, ',', false, "none", []string{"row_no", "cells"})
}

func (r *reading) readCSV(path string, delim rune, header bool, compression string, columns []string) string {
	for i := range r.file.headers {
		columns = append(columns, "c"+strconv.Itoa(i))
	}
	for i, c := range columns {
		columns[i] = literal(c) + ": 'VARCHAR'"
	}
	return fmt.Sprintf(`SELECT * FROM read_csv(%s, auto_detect=false, delim=%s, quote='"', escape='"', header=%v, compression=%s, columns={%s})`,
		literal(path), literal(string(delim)), header, literal(compression), strings.Join(columns, ", "))
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
