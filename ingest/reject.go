package ingest

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"huike"
	"huike/customer"
	"huike/store"
)

// ReasonCount tells how many rows of a batch were refused, or set aside, for a reason.
type ReasonCount struct {
	Reason, Sentence, Cure string
	Count                  int64
	Aside                  bool // the rows were set aside
}

// Reject is a refused row.
type Reject struct {
	Row                            int64 // as a spreadsheet counts: the header is row 1
	Column, Reason, Sentence, Cure string
	Cells                          []string // opened: mask the personal ones before showing them
}

// reason says why a row is refused and how to mend it; %s is the column.
type reason struct {
	sentence, cure string
	aside          bool // the row is set aside, not refused
}

var reasons = map[string]reason{
	"row_ragged":          {"the row has more or fewer cells than the header", "look for a line break or a quote inside a cell, mend it, and import the row again", false},
	"order_no_missing":    {"the column %s is empty, so that the row belongs to no order", "write the order number", false},
	"order_no_destroyed":  {"the column %s holds a number that a spreadsheet has cut short (1.23457E+18)", "export the file again and do not save it in a spreadsheet, or format the column as text first", false},
	"date_missing":        {"the column %s is empty", "write when the order was made, as 2015-11-11 00:03:21", false},
	"date_unreadable":     {"the column %s holds no possible date", "write it as 2015-11-11 00:03:21", false},
	"status_unknown":      {"the column %s holds a state of an order that is not known", "write a state as the platform exports it, for example 交易成功, or leave it empty", false},
	"amount_missing":      {"the column %s is empty", "write the amount, 0 for nothing", false},
	"amount_unreadable":   {"the column %s holds no possible amount of money", "write it as 1234.50", false},
	"amount_negative":     {"the column %s holds a negative amount", "write what was paid as a positive amount, and what was given back in the column for refunds", false},
	"quantity_missing":    {"the column %s is empty", "write the number of pieces", false},
	"quantity_unreadable": {"the column %s holds no whole number", "write the number of pieces, as 2", false},
	"product_missing":     {"the row names no product", "write the product's number or its title", false},
	"order_incomplete":    {"another row of the same order was refused, and an order without it would be wrong", "mend the other row and import both again", false},
	"json_unreadable":     {"the line is no JSON object that tells of a call", "write one whole object on the line, as the library sends it", false},
	"cell_missing":        {"the column %s is empty", "write its value: a row of this kind says nothing without it", false},
	"who_missing":         {"the row does not tell who it is about, or only by a masked value", "write a customer number, a name on the platform, an e-mail address, a phone number or a visitor number", false},
	"number_unreadable":   {"the column %s holds no number that is possible there", "write it in digits, as 12", false},
	"number_negative":     {"the column %s holds a negative number", "write how many there were, 0 for none", false},
	"word_unknown":        {"the column %s holds a word or a mark that is not known there", "write one of the words that the guide to importing lists, or leave the cell empty", false},
	"refund_open":         {"the column %s says that the money has not gone back", "import the row again when it has", false},
	"order_absent":        {"the order of this row is not there", "import the orders first, then the refused rows again", false},
	"days_reversed":       {"the column %s holds a day before the first", "write the last day of the campaign, or leave the cell empty while it is open", false},
	"campaign_absent":     {"the row does not say when it was, and its campaign is not in the list of past campaigns", "import the list of past campaigns first, then the refused rows again, or write the day of the contact", false},
	"order_unknown":       {"the order of this line is not there, and the line does not say when it was made", "import the order report first, then this file again", false},
	"in_future":           {"the column %s holds a time that has not come yet", "look whether two digits were swapped; mend the row and import it again, or import the file again when the day has come", true},
	"amounts_contradict":  {"the rows of this order tell different amounts in the column %s, and those of other orders repeat one", "write the amount of the order on each of its rows, or map the column as the amount of the line", false},
	"refund_of_nothing":   {"the row belongs to a refund that comes to no money", "nothing is to be done", true},
	"row_title":           {"the row stands above the header and is no row of the table", "nothing is to be done", true},
	"row_trailer":         {"the row is a sum or a remark at the end of the table", "nothing is to be done", true},
	"row_header_again":    {"the row is the header once more", "nothing is to be done", true},
	"row_describes":       {"the row describes the columns", "nothing is to be done", true},
}

// columnOf returns the header that means a target.
func (r *reading) columnOf(target string) string {
	for _, h := range r.file.headers {
		if r.mapping[h] == target {
			return h
		}
	}
	return ""
}

// refuse keeps the rows that are refused or set aside, and the rows of orphans,
// with all of their cells sealed, and counts them.
func (j *job) refuse(t *turn) error {
	ctx := t.ctx
	if err := j.addOrphans(ctx, t.orphans); err != nil {
		return err
	}
	n, err := j.reading.count(ctx, "SELECT count(*) FROM reject")
	if err != nil {
		return err
	}
	a := &t.report.Account
	a.SetAside = int64(len(j.reading.file.aside))
	if err := j.keepAside(t); err != nil || n == 0 {
		return err
	}
	rows, err := j.reading.db.Query(ctx, j.reading.refusedCells())
	if err != nil {
		return err
	}
	defer rows.Close()
	_, err = t.tx.Load(ctx, "import_reject", rejectColumns, func() ([]any, error) {
		if !rows.Next() {
			if err := rows.Err(); err != nil {
				return nil, broken(ctx, err)
			}
			return nil, io.EOF
		}
		var row int64
		var why, field, cells string
		if err := rows.Scan(&row, &why, &field, &cells); err != nil {
			return nil, broken(ctx, err)
		}
		if reasons[why].aside {
			a.SetAside++
		} else {
			a.Refused++
		}
		return j.rejected(row, why, j.reading.columnOf(field), cells), nil
	})
	return err
}

var rejectColumns = []string{"batch_id", "row_no", "column_name", "reason", "sentence", "cure", "row_sealed"}

func (j *job) rejected(row int64, why, column, cells string) []any {
	return []any{j.batch, row, column, why, sentence(why, column), reasons[why].cure, j.in.vault.Seal(cells)}
}

// keepAside keeps the rows of the file that are none of its table: titles, totals,
// headers that come again.
func (j *job) keepAside(t *turn) error {
	n, all := 0, j.reading.file.aside
	_, err := t.tx.Load(t.ctx, "import_reject", rejectColumns, func() ([]any, error) {
		if n == len(all) {
			return nil, io.EOF
		}
		n++
		cells, err := json.Marshal(fit(all[n-1].cells, max(len(all[n-1].cells), len(j.reading.file.headers))))
		return j.rejected(all[n-1].row, all[n-1].reason, "", string(cells)), err
	})
	return err
}

func sentence(why, column string) string {
	r, ok := reasons[why]
	if !ok {
		panic("BUG: no sentence for the reason " + why)
	}
	if strings.Contains(r.sentence, "%s") {
		return fmt.Sprintf(r.sentence, column)
	}
	return r.sentence
}

// addOrphans refuses the rows whose order, or whose campaign, is not there. It may
// run again.
func (j *job) addOrphans(ctx context.Context, orphans []int64) error {
	why, which := "'order_absent', 'order_no'", "t.r IN (SELECT unnest($1))"
	switch j.kind.id {
	case Orders:
		why = "'order_unknown', 'order_no'"
		if times := j.reading.times(); len(times) > 0 && !j.reading.preset.itemsOnly {
			why = "'date_missing', " + literal(times[0])
		}
		which = "t.t_order_no IN (SELECT order_no FROM grouped WHERE f IN (SELECT unnest($1)))"
	case contacts:
		why = "'campaign_absent', 'campaign'"
	}
	if err := j.reading.db.Exec(ctx, "DELETE FROM reject WHERE late"); err != nil || len(orphans) == 0 {
		return err
	}
	return j.reading.db.Exec(ctx, "INSERT INTO reject SELECT coalesce(t.row_no, t.r + first_row()), "+why+", true FROM typed AS t WHERE "+which, orphans)
}

// refusedCells reads the rows of the file again, for the cells of the refused
// ones: keeping every cell of every row for the few would cost more.
func (r *reading) refusedCells() string {
	cells := make([]string, len(r.file.headers))
	for i, h := range r.file.headers {
		cells[i] = "c" + strconv.Itoa(i)
		if forbidden(h) {
			cells[i] = "''"
		}
	}
	row := fmt.Sprintf("row_number() OVER () + %d", r.file.firstRow()-1)
	if r.file.lenient {
		row = "CAST(row_no AS BIGINT)"
	}
	return "SELECT j.row_no, j.reason, j.field, CAST(to_json(w.cells) AS VARCHAR) FROM reject AS j JOIN (SELECT " + row + " AS row_no, [" + strings.Join(cells, ", ") +
		"] AS cells FROM raw) AS w ON w.row_no = j.row_no ORDER BY j.row_no"
}

// Rejects returns refused rows of an import in the order of the file: those of
// some reasons, or of all where none is named.
func (i *Ingest) Rejects(ctx context.Context, batch int64, limit, offset int, of ...string) ([]Reject, error) {
	list := ""
	if len(of) > 0 {
		list = "," + strings.Join(of, ",") + ","
	}
	all, err := store.All(ctx, i.db, queries.Get("rejects"), store.Args{"batch": batch, "most": limit, "skip": offset, "reasons": list}, func(r *store.Rows) (Reject, error) {
		var v Reject
		var sealed string
		if err := r.Scan(&v.Row, &v.Column, &v.Reason, &v.Sentence, &v.Cure, &sealed); err != nil {
			return v, err
		}
		return v, i.openCells(sealed, &v)
	})
	return all, err
}

func (i *Ingest) openCells(sealed string, v *Reject) error {
	plain, err := i.vault.Open(sealed)
	if err != nil {
		return err
	}
	var cells []*string
	if err := json.Unmarshal([]byte(plain), &cells); err != nil {
		return huike.Errorf(huike.Internal, "import.reject", "the refused row %d cannot be read back", v.Row)
	}
	for _, c := range cells {
		v.Cells = append(v.Cells, text(c))
	}
	return nil
}

// MaskCells returns the cells of a refused row with the personal ones masked:
// those whose column has a personal meaning, and those whose column has none.
func (b Batch) MaskCells(cells []string) []string {
	out := slices.Clone(cells)
	for i := range out {
		if i < len(b.Headers) {
			out[i] = maskCell(b.Mapping[b.Headers[i]], out[i])
		}
	}
	return out
}

// maskCell masks a cell by what its column means. A column without a meaning
// may hold anything, so its cells are masked as well.
func maskCell(target, cell string) string {
	switch {
	case cell == "", target != "" && !slices.Contains(personal, target):
		return cell
	case target == "email", strings.Contains(cell, "@"):
		return customer.Mask(customer.KindEmail, cell)
	case target == "phone", target == "alipay":
		return customer.Mask(customer.KindPhone, cell)
	}
	return customer.Mask("name", cell)
}

// extra are the columns that the export of refused rows has beyond the file's
// own. Reading it back leaves them out, for no preset knows them.
var extra = []string{"Refused row", "Refused column", "Refused because", "How to mend it"}

// RejectsCSV writes the refused rows of an import under the file's own header,
// so that they can be mended and imported again. It is UTF-8 with a byte order
// mark, and keeps long numbers as text, for spreadsheets.
func (i *Ingest) RejectsCSV(ctx context.Context, batch int64, out io.Writer) error {
	b, err := i.Batch(ctx, batch)
	if err != nil {
		return err
	}
	if _, err := out.Write(utf8BOM); err != nil {
		return noRoom(err)
	}
	w := csv.NewWriter(out)
	err = w.Write(slices.Concat(b.Headers, extra))
	const page = 1000
	for offset := 0; err == nil; offset += page {
		var rows []Reject
		if rows, err = i.Rejects(ctx, batch, page, offset); err != nil || len(rows) == 0 {
			break
		}
		for _, r := range rows {
			err = errors.Join(err, w.Write(r.record(len(b.Headers))))
		}
	}
	w.Flush()
	return errors.Join(err, w.Error())
}

func (r Reject) record(width int) []string {
	line := make([]string, 0, width+len(extra))
	for _, c := range r.Cells {
		line = append(line, asText(c))
	}
	for len(line) < width {
		line = append(line, "")
	}
	return append(line[:width], strconv.FormatInt(r.Row, 10), r.Column, r.Sentence, r.Cure)
}

var (
	numberCell   = regexp.MustCompile(`^-?\d[\d.,]*$`)
	quotedDigits = regexp.MustCompile(`^="\d*"$`)
)

// Inert keeps a spreadsheet from running a text as a formula: what begins as one,
// also behind blanks, gets a quote before it. A plain number stays.
func Inert(text string) string {
	bare := strings.TrimLeftFunc(text, isBlank)
	if text == "" || numberCell.MatchString(text) || !strings.ContainsRune("\t\r", rune(text[0])) && (bare == "" || !strings.ContainsRune("=+-@", rune(bare[0]))) {
		return text
	}
	return "'" + text
}

// asText keeps a spreadsheet from cutting a long number short, and from taking
// a cell for a formula.
func asText(cell string) string {
	switch {
	case strings.Trim(cell, "0123456789") == "" && len(cell) > 11:
		return `="` + cell + `"`
	case quotedDigits.MatchString(cell):
		return cell
	}
	return Inert(cell)
}
