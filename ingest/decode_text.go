package ingest

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"os"
	"strings"
	"unicode"

	"huike"
)

var utf8BOM = []byte("\xef\xbb\xbf")

// isBlank tells what sellers' files put around a value: blanks of every width,
// tabs, byte order marks and other marks without width.
func isBlank(r rune) bool { return unicode.IsSpace(r) || isMark(r) }

// isMark tells the marks without width.
func isMark(r rune) bool {
	return r == '\ufeff' || r >= '\u200b' && r <= '\u200f' || r >= '\u202a' && r <= '\u202e' || r == '\u2060'
}

// opener opens a text from its top, unpacked.
type opener func() (io.ReadCloser, error)

// textForm is how a text holds its rows.
type textForm struct {
	codec
	delim    rune
	sep      bool // its first line is "sep=;"
	cdnow    bool // fixed columns
	calls    bool // one JSON object a line
	behavior bool // no header
}

// special reports whether the reader of the form makes the header itself.
func (t textForm) special() bool { return t.cdnow || t.calls || t.behavior }

// both closes a reader over another.
type both struct {
	io.Reader
	close func() error
}

// Close closes the inner one.
func (b both) Close() error { return b.close() }

// openText opens the text of a plain or gzipped file.
func (f *file) openText() (io.ReadCloser, error) {
	in, err := os.Open(f.path)
	if err != nil {
		return nil, noFile(err, f.path)
	}
	if !f.gzip {
		return in, nil
	}
	text, err := gzip.NewReader(bufio.NewReaderSize(in, 1<<18))
	if err != nil {
		return nil, errors.Join(cutOff(err), in.Close())
	}
	return both{text, in.Close}, nil
}

// textParts are the tables of a text: one, or those of a web page. What is no
// table is refused.
func (f *file) textParts(ctx context.Context, name string, open opener, s *scanned, o options) ([]*part, error) {
	if err := refuse(s.head); err != nil {
		return nil, err
	}
	read, err := f.readAs(ctx, open, s, o)
	if err != nil {
		return nil, err
	}
	head, err := io.ReadAll(read.decode(bytes.NewReader(s.head)))
	if err != nil && len(head) == 0 {
		return nil, notATable()
	}
	text := strings.TrimPrefix(string(head), "\ufeff")
	if text = strings.TrimRight(text, "\ufffd"); isPage(text) {
		return f.pageParts(name, open, read)
	}
	if err := refuseXML(text); err != nil {
		return nil, err
	}
	t := textForm{codec: read, cdnow: isCDNOW(text), calls: isCalls(text), behavior: isBehavior(text), delim: delimiterOf(text)}
	_, t.sep = sepLine(text)
	p := &part{name: name, form: t, source: open}
	p.open = p.openRows
	if name == "" {
		f.quickness(p, s)
	}
	return []*part{p}, nil
}

// quickness settles whether the fast reader can have the file where it lies.
func (f *file) quickness(p *part, s *scanned) {
	t, w := p.form, s.seen
	f.tidy = !t.calls && w.cells.tidy() && t.delim == rune(w.cells.delim)
	f.lenient = t.cdnow || t.calls || t.encoding != encodingUTF8 || !w.whole() || w.formula || w.blank || w.hollow || w.marks || w.nul ||
		w.again || w.bareCR() || t.sep || t.delim != rune(w.cells.delim) || !t.behavior && w.trailed(t.delim)
}

// openRows reads the rows of a text from the top.
func (p *part) openRows() (records, func() error, error) {
	in, err := p.source()
	if err != nil {
		return nil, nil, err
	}
	text := p.form.decode(in)
	switch {
	case p.form.cdnow:
		return newCDNOW(text), in.Close, nil
	case p.form.calls:
		return newCalls(text), in.Close, nil
	case p.form.behavior:
		return &headed{header: behaviorHeader, rows: newLenient(text, ',')}, in.Close, nil
	}
	rows := newLenient(text, p.form.delim)
	rows.width = len(p.frame.cells)
	return rows, in.Close, nil
}

func notATable() error {
	return huike.Errorf(huike.Invalid, "import.not_a_table", "the file is neither a table nor text; export the orders as CSV or xlsx")
}

// magics are the first bytes of files that are no text.
var magics = []string{"%PDF", "\x89PNG", "\xff\xd8\xff", "GIF8", "BM\x00", "II*\x00", "MM\x00*", "RIFF", "SQLite format 3", "PAR1", "MZ\x90", "\x7fELF", "{\\rtf", "OggS", "ID3", "\x00\x00\x01\x00"}

// archives are the first bytes of packed files that are not unpacked here.
var archives = []string{"Rar!\x1a\x07", "7z\xbc\xaf\x27\x1c", "BZh", "\xfd7zXZ\x00", "\x28\xb5\x2f\xfd", "\x1f\x8b", "PK\x03\x04"}

// refuse says what a file is that is no table.
func refuse(head []byte) error {
	begins := func(all []string) bool {
		for _, m := range all {
			if bytes.HasPrefix(head, []byte(m)) {
				return true
			}
		}
		return false
	}
	switch {
	case len(bytes.Trim(bytes.TrimPrefix(head, utf8BOM), " \t\r\n\x00\x1a")) == 0:
		return huike.Errorf(huike.Invalid, "import.empty", "the file is empty; export it again")
	case bytes.HasPrefix(head, []byte("\xd0\xcf\x11\xe0")):
		if bytes.Contains(head, []byte("E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d")) {
			return locked()
		}
		return huike.Errorf(huike.Invalid, "import.old_excel", "this is a workbook of the old Excel format (xls); open it and save it as xlsx or CSV")
	case begins(archives), len(head) > 262 && string(head[257:262]) == "ustar":
		return huike.Errorf(huike.Invalid, "import.packed", "this is a packed file that cannot be opened here; unpack it and import what is in it")
	case begins(magics), binary(head):
		return notATable()
	}
	return nil
}

func locked() error {
	return huike.Errorf(huike.Invalid, "import.password", "the file is protected by a password; open it, save it without one, and import that")
}

// binary reports whether a text has too many control letters to be one. NUL
// bytes are no proof: some tools fill up their cells with them, and UTF-16 has
// them in every second place.
func binary(head []byte) bool {
	if utf16Of(head) != "" {
		return false
	}
	nul, control := 0, 0
	for _, b := range head {
		switch {
		case b == 0:
			nul++
		case b < 0x20 && b != '\t' && b != '\n' && b != '\r' && b != '\v' && b != '\f' && b != 0x1a && b != 0x1b:
			control++
		}
	}
	return 100*control > len(head) || 3*nul > len(head) || nul > 0 && !bytes.ContainsAny(head, "\n\r")
}

// refuseXML says what to do with workbooks that were saved as XML.
func refuseXML(text string) error {
	text = strings.TrimLeftFunc(text, isBlank)
	if !strings.HasPrefix(text, "<") {
		return nil
	}
	if strings.Contains(text, "urn:schemas-microsoft-com:office:spreadsheet") {
		return huike.Errorf(huike.Invalid, "import.xml_spreadsheet", "this is a workbook of the XML format of 2003; open it in a spreadsheet and save it as xlsx or CSV")
	}
	return huike.Errorf(huike.Invalid, "import.web_page", "this is a web page or an XML document without a table; open it in a spreadsheet and save it as xlsx or CSV")
}

// firstBroken is the number of the first row with a character that could not be
// read, 0 for none.
func (p *part) firstBroken() int64 {
	whole := *p
	whole.form.strays = false
	rows, done, err := whole.openRows()
	if err != nil {
		return 0
	}
	defer done()
	for {
		no, cells, err := rows.next()
		if err != nil {
			return 0
		}
		for _, c := range cells {
			if strings.Contains(c, "\ufffd") {
				return no
			}
		}
	}
}
