package ingest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"huike"
)

// sampleRows is how many rows are looked at before the import.
const sampleRows = 200

// options are what a person said of a file; what is empty is found out.
type options struct {
	encoding string // a name of encodingNames
	sheet    string // the sheet of a workbook, or the entry of an archive
}

// file is a seller's file as it was found to be.
type file struct {
	path     string
	hash     string // SHA-256 of its bytes, hex
	size     int64
	text     int64 // bytes of its text, when unpacked; 0 for a workbook
	format   format
	gzip     bool
	bare     bool // Taobao UserBehavior: no header
	json     bool // one JSON object a line
	date1904 bool // days without a date format are counted from 1904
	encoding string
	delim    rune
	lenient  bool     // the fast reader cannot have it
	tidy     bool     // no cell has anything around its value
	headers  []string // unique
	sample   [][]string
	parts    []string // the sheets, entries or tables that are read, in order; nil for one plain file
	sheets   []Sheet  // all of a workbook or an archive that are filled
	tables   []*part
	notes    []note
	aside    []asideRow // rows that are no data, as far as the file was read
}

// format is how the bytes of a file hold its tables.
type format int

// The formats that are told apart.
const (
	formatText format = iota
	formatWorkbook
	formatArchive
	formatPage
)

// asideRow is a row that is no data: a title, a sum, a header that comes again.
type asideRow struct {
	row    int64
	cells  []string
	reason string
}

// partBits is where the number of a part stands in a row's number.
const partBits = 40

// place parts the number of a row into its sheet, entry or table, "" for a plain
// file, and its number there.
func (f *file) place(row int64) (part string, n int64) {
	if i := int(row >> partBits); i < len(f.parts) {
		part = f.parts[i]
	}
	return part, row & (1<<partBits - 1)
}

// part is one table of a file.
type part struct {
	name   string
	open   func() (records, func() error, error) // its rows from the top
	frame  frame
	order  []int // for every column of the file, that of the part; nil where they are alike
	hidden bool
	padded bool     // cells left out at the end of a row are empty
	form   textForm // of a text
	source opener   // of a text
}

// realigned puts the cells of a row into the order of the file's columns.
func (p *part) realigned(cells []string, width int) []string {
	if p.order == nil {
		for p.padded && len(cells) < width {
			cells = append(cells, "")
		}
		return cells
	}
	out := make([]string, width, max(width, len(cells)))
	for i, from := range p.order {
		if from < len(cells) {
			out[i] = cells[from]
		}
	}
	return append(out, cells[min(len(cells), width):]...)
}

// sniff reads a file once and finds out what it is. A file that is no table at
// all is an error of kind Invalid.
func sniff(ctx context.Context, path string, o options) (*file, error) {
	f := &file{path: path}
	s, err := f.scan(ctx)
	if err != nil {
		return nil, err
	}
	if err := f.find(ctx, s, o); err != nil {
		return nil, err
	}
	return f, f.readSample()
}

// find finds the tables of the file and chooses those that are read.
func (f *file) find(ctx context.Context, s *scanned, o options) (err error) {
	var found []*part
	switch f.format {
	case formatWorkbook:
		f.encoding, f.lenient = encodingUTF8, true
		found, err = f.workbookParts(f.path, nil)
	case formatArchive:
		f.lenient = true
		found, err = f.archiveParts(ctx, o)
	default:
		found, err = f.textParts(ctx, "", f.openText, s, o)
	}
	if err != nil {
		return err
	}
	return f.choose(found, o)
}

// open starts reading the rows from the top; the header comes first, then the
// rows of all parts.
func (f *file) open() (records, func() error, error) {
	f.aside = nil
	t := &table{f: f}
	if err := t.turn(0); err != nil {
		return nil, nil, err
	}
	return t, t.close, nil
}

// look reads the first rows of a table and finds its header; it reports false
// for an empty one.
func (p *part) look() (filled bool, err error) {
	rows, done, err := p.open()
	if err != nil {
		return false, err
	}
	defer func() { err = errors.Join(err, done()) }()
	var head []row
	for len(head) < headRowsSeen {
		no, cells, err := rows.next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return false, err
		}
		head = append(head, row{no, cells})
		if p.form.special() && len(head) == 2 {
			break
		}
	}
	if len(head) == 0 {
		return false, nil
	}
	if p.form.special() {
		p.frame = frame{header: head[0].no, cells: head[0].cells, known: len(head[0].cells), rows: len(head) - 1, exact: true}
		return true, nil
	}
	from := 0
	if p.form.sep {
		from = min(1, len(head)-1)
	}
	p.frame = frameOf(head[from:])
	return true, nil
}

// readSample reads the header and the first rows.
func (f *file) readSample() (err error) {
	rows, done, err := f.open()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, done()) }()
	if _, _, err := rows.next(); err != nil {
		return noHeader(err)
	}
	for len(f.sample) < sampleRows {
		_, cells, err := rows.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		f.sample = append(f.sample, f.permitted(cells))
	}
	return nil
}

func noHeader(err error) error {
	if errors.Is(err, io.EOF) {
		return huike.Errorf(huike.Invalid, "import.empty", "the file is empty; export it again")
	}
	return err
}

// permitted blanks the cells of forbidden columns.
func (f *file) permitted(cells []string) []string {
	for i := range cells {
		if i < len(f.headers) && forbidden(f.headers[i]) {
			cells[i] = ""
		}
	}
	return cells
}

// firstRow is the number of the first row after the header in a file that the
// fast reader has, as a spreadsheet counts.
func (f *file) firstRow() int {
	if f.bare || f.json {
		return 1
	}
	return 2
}

// safePath is where the fast reader finds the file, under a name in dir that it
// cannot take for a pattern or a place on the network; "" where there is none.
func (f *file) safePath(dir string) string {
	whole, err := filepath.Abs(f.path)
	if err != nil {
		return ""
	}
	link := filepath.Join(dir, "file"+pick(f.gzip, ".csv.gz", ".csv"))
	if _, err := os.Lstat(link); err == nil {
		return link
	}
	if os.Symlink(whole, link) != nil && os.Link(whole, link) != nil {
		return ""
	}
	return link
}

// unique trims headers and numbers those that come again.
func unique(headers []string) []string {
	seen := map[string]int{}
	out := make([]string, len(headers))
	for i, h := range headers {
		h = strings.TrimFunc(h, isBlank)
		if inner, ok := strings.CutPrefix(h, `="`); ok {
			h = strings.TrimFunc(strings.TrimSuffix(inner, `"`), isBlank)
		}
		seen[h]++
		if n := seen[h]; n > 1 {
			h = fmt.Sprintf("%s (%d)", h, n)
		}
		out[i] = h
	}
	return out
}
