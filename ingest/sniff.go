package ingest

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"huike"
)

// sampleRows is how many rows are looked at before the import.
const sampleRows = 200

// file is a seller's file as it was found to be.
type file struct {
	path     string
	hash     string // SHA-256 of its bytes, hex
	size     int64
	text     int64 // bytes of its text, when unpacked; 0 for a workbook
	excel    bool
	gzip     bool
	fixed    bool // CDNOW's columns
	bare     bool // Taobao UserBehavior: no header
	json     bool // one JSON object a line
	encoding string
	delim    rune
	lenient  bool     // the fast reader cannot have it
	tidy     bool     // no cell has anything around its value
	headers  []string // unique
	sample   [][]string
	notes    []note
	aside    []asideRow
}

// sniff reads a file once and finds out what it is. A file that is no table at
// all is an error of kind Invalid.
// options are what a person said of a file; what is empty is found out.
type options struct{ encoding, sheet string }

// asideRow is a row of the file that is none of its table.
type asideRow struct {
	row    int64
	cells  []string
	reason string
}

func sniff(ctx context.Context, path string, o options) (*file, error) {
	f := &file{path: path}
	head, w, err := f.scan(ctx)
	if err != nil {
		return nil, err
	}
	if err := f.judge(head, w); err != nil {
		return nil, err
	}
	return f, f.readSample()
}

// scan goes through the whole file: its hash, the first bytes of its text, and
// what the text holds.
func (f *file) scan(ctx context.Context) (head []byte, w *watcher, err error) {
	in, err := os.Open(f.path)
	if err != nil {
		return nil, nil, huike.Because(err, huike.NotFound, "import.no_file", "the file %s cannot be opened; see that it is there and may be read", f.path)
	}
	defer in.Close()
	sum := newHasher()
	defer func() { f.hash = sum.sum() }()
	counted := &meter{r: &cancellable{ctx: ctx, r: in}}
	raw := bufio.NewReaderSize(io.TeeReader(counted, sum), 1<<20)
	magic, _ := raw.Peek(4)
	var text io.Reader = raw
	if f.gzip = bytes.HasPrefix(magic, []byte("\x1f\x8b")); f.gzip {
		if text, err = gzip.NewReader(raw); err != nil {
			return nil, nil, cutOff(err)
		}
	}
	f.excel = bytes.HasPrefix(magic, []byte("PK\x03\x04"))
	w = newWatcher()
	if f.excel {
		w = nil
		_, err = io.Copy(io.Discard, raw)
	} else {
		plain := &meter{r: text}
		head, err = scanText(plain, w)
		f.text = plain.n
	}
	if err != nil {
		return nil, nil, f.unreadable(ctx, err)
	}
	f.size = counted.n
	return head, w, nil
}

func (f *file) unreadable(ctx context.Context, err error) error {
	switch {
	case ctx.Err() != nil:
		return huike.Because(ctx.Err(), huike.Unavailable, "import.cancelled", "the import was cancelled; nothing was changed")
	case f.gzip:
		return cutOff(err)
	}
	return huike.Because(err, huike.Unavailable, "import.no_file", "the file cannot be read to its end; copy it again")
}

func cutOff(err error) error {
	return huike.Because(err, huike.Invalid, "import.damaged", "the compressed file is damaged or cut off; copy it again")
}

// scanText returns the first 64 KiB and shows all of a text to the watcher.
func scanText(r io.Reader, w *watcher) ([]byte, error) {
	head := make([]byte, 1<<16)
	n, err := io.ReadFull(r, head)
	head = head[:n]
	_, _ = w.Write(head) // never fails
	if err != nil {
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) && n < 1<<16 {
			return head, endOfText(err, r)
		}
		return nil, err
	}
	_, err = io.CopyBuffer(w, r, make([]byte, 1<<18))
	return head, err
}

// endOfText tells a short text from a compressed one that breaks off: reading
// on ends the first and fails on the other.
func endOfText(_ error, r io.Reader) error {
	_, err := io.CopyN(io.Discard, r, 1)
	if errors.Is(err, io.EOF) {
		return nil
	}
	return err
}

// meter counts what is read.
type meter struct {
	r io.Reader
	n int64
}

// Read reads on.
func (m *meter) Read(p []byte) (int, error) {
	n, err := m.r.Read(p)
	m.n += int64(n)
	return n, err
}

// cancellable ends with its context.
type cancellable struct {
	ctx context.Context
	r   io.Reader
}

// Read reads on unless the context has ended.
func (c *cancellable) Read(p []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	return c.r.Read(p)
}

// judge settles encoding, delimiter and reader, and refuses what is no table.
func (f *file) judge(head []byte, w *watcher) error {
	if f.excel {
		f.encoding, f.lenient = encodingUTF8, true
		return nil
	}
	if err := refuse(head); err != nil {
		return err
	}
	f.encoding = encodingOf(head, w.valid)
	text, err := io.ReadAll(decoder(f.encoding, bytes.NewReader(head)))
	if err != nil && len(text) == 0 {
		return huike.Because(err, huike.Invalid, "import.not_a_table", "the file is neither a table nor text; export the orders as CSV or xlsx")
	}
	f.fixed, f.json, f.bare = isCDNOW(string(text)), isCalls(string(text)), isBehavior(string(text))
	f.delim = delimiterOf(firstLine(strings.TrimPrefix(string(text), "\ufeff")))
	f.tidy = !f.json && w.cells.tidy() && f.delim == rune(w.cells.delim)
	f.lenient = f.fixed || f.json || f.encoding != encodingUTF8 || w.formula || w.blank
	return nil
}

// refuse says what a file is that is no table.
func refuse(head []byte) error {
	text := bytes.TrimSpace(bytes.TrimPrefix(head, utf8BOM))
	utf16 := encodingOf(head, false) == encodingUTF16
	switch {
	case len(text) == 0:
		return huike.Errorf(huike.Invalid, "import.empty", "the file is empty; export it again")
	case bytes.HasPrefix(head, []byte("\xd0\xcf\x11\xe0")):
		return huike.Errorf(huike.Invalid, "import.old_excel", "this is a workbook of the old Excel format (xls); open it and save it as xlsx or CSV")
	case text[0] == '<':
		return huike.Errorf(huike.Invalid, "import.web_page", "this is a web page with a table's name, not a table; open it in a spreadsheet and save it as xlsx or CSV")
	case !utf16 && bytes.IndexByte(head, 0) >= 0, bytes.HasPrefix(head, []byte("%PDF")):
		return huike.Errorf(huike.Invalid, "import.not_a_table", "the file is neither a table nor text; export the orders as CSV or xlsx")
	}
	return nil
}

// open starts reading the rows from the top; the header comes first.
func (f *file) open() (records, func() error, error) {
	if f.excel {
		e, err := openExcel(f.path)
		if err != nil {
			return nil, nil, err
		}
		return e, e.close, nil
	}
	in, err := os.Open(f.path)
	if err != nil {
		return nil, nil, huike.Because(err, huike.NotFound, "import.no_file", "the file %s cannot be opened; see that it is there and may be read", f.path)
	}
	var text io.Reader = in
	if f.gzip {
		if text, err = gzip.NewReader(bufio.NewReaderSize(in, 1<<18)); err != nil {
			return nil, nil, errors.Join(cutOff(err), in.Close())
		}
	}
	text = decoder(f.encoding, text)
	switch {
	case f.fixed:
		return newCDNOW(text), in.Close, nil
	case f.json:
		return newCalls(text), in.Close, nil
	case f.bare:
		return &headed{header: behaviorHeader, rows: newLenient(text, f.delim)}, in.Close, nil
	}
	return newLenient(text, f.delim), in.Close, nil
}

// readSample reads the header and the first rows.
func (f *file) readSample() (err error) {
	rows, done, err := f.open()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, done()) }()
	_, header, err := rows.next()
	if err != nil {
		return noHeader(err)
	}
	f.headers = unique(header)
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
