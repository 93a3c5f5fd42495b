package ingest

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"slices"
	"strconv"
	"strings"

	"huike"
)

// book is an open workbook: Office Open XML, read as it streams. The library
// that writes workbooks reads them too, but ends a broken sheet without a word
// and gives either the raw numbers, which do not say what is a day, or the shown
// ones in twelve times the time.
type book struct {
	files    map[string]*zip.File
	sheets   []sheet
	texts    []string // shared ones
	loaded   bool
	formats  []cellFormat // by style
	date1904 bool
}

// sheet is where a sheet lies.
type sheet struct {
	name, path string
	hidden     bool
}

// packed opens a zip file that lies on disk or in memory.
func packed(name string, data []byte) (*zip.Reader, func() error, error) {
	if data != nil {
		r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
		return r, func() error { return nil }, err
	}
	r, err := zip.OpenReader(name)
	if err != nil {
		return nil, nil, err
	}
	return &r.Reader, r.Close, nil
}

// isWorkbook reports whether a zip file is a workbook.
func isWorkbook(name string) bool {
	r, done, err := packed(name, nil)
	if err != nil {
		return false
	}
	defer done()
	return holdsWorkbook(r)
}

// holdsWorkbook reports whether a zip file holds the parts of an office document.
func holdsWorkbook(r *zip.Reader) bool {
	return slices.ContainsFunc(r.File, func(f *zip.File) bool {
		return f.Name == "[Content_Types].xml" || f.Name == "mimetype" || strings.HasPrefix(f.Name, "Index/") && strings.HasSuffix(f.Name, ".iwa")
	})
}

// workbookParts are the sheets of a workbook that lies on disk or in memory.
func (f *file) workbookParts(name string, data []byte) ([]*part, error) {
	r, done, err := packed(name, data)
	if err != nil {
		return nil, damaged(err)
	}
	defer done()
	b, err := openBook(r)
	if err != nil {
		return nil, err
	}
	if b.date1904 {
		f.date1904 = true
		f.note("date_1904")
	}
	var all []*part
	for _, s := range b.sheets {
		p := &part{name: s.name, hidden: s.hidden, padded: true}
		p.open = func() (records, func() error, error) {
			r, done, err := packed(name, data)
			if err != nil {
				return nil, nil, damaged(err)
			}
			rows, err := b.rows(r, s)
			if err != nil {
				return nil, nil, errors.Join(err, done())
			}
			rows.found = f.noteOnce
			return rows, func() error { return errors.Join(rows.body.Close(), done()) }, nil
		}
		all = append(all, p)
	}
	return all, nil
}

func damaged(err error) error {
	return huike.Because(err, huike.Invalid, "import.damaged", "the workbook is damaged or cut off; download it again, or save it as CSV")
}

// openBook reads what a workbook says of its sheets and styles.
func openBook(r *zip.Reader) (*book, error) {
	if err := tooSwollen(r); err != nil {
		return nil, err
	}
	b := &book{files: byName(r)}
	root := b.target("_rels/.rels", "", "/officeDocument", "xl/workbook.xml")
	if b.files[root] == nil {
		return nil, huike.Errorf(huike.Invalid, "import.other_workbook", "this is an office document, but no workbook of Excel; open it and save it as xlsx or CSV")
	}
	if strings.HasSuffix(root, ".bin") {
		return nil, huike.Errorf(huike.Invalid, "import.other_workbook", "this is a workbook of the binary format (xlsb); open it and save it as xlsx or CSV")
	}
	if err := b.outline(root); err != nil {
		return nil, damaged(err)
	}
	if err := b.styles(b.target(relsOf(root), path.Dir(root), "/styles", "xl/styles.xml")); err != nil {
		return nil, damaged(err)
	}
	return b, nil
}

// byName are the files of a zip by their names, which some tools write with
// backslashes or in capitals.
func byName(r *zip.Reader) map[string]*zip.File {
	all := map[string]*zip.File{}
	for _, f := range r.File {
		all[strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(f.Name, `\`, "/"), "/"))] = f
	}
	return all
}

func relsOf(name string) string { return path.Dir(name) + "/_rels/" + path.Base(name) + ".rels" }

// relation is how one file of a workbook names another.
type relation struct {
	ID     string `xml:"Id,attr"`
	Type   string `xml:"Type,attr"`
	Target string `xml:"Target,attr"`
}

func (b *book) relations(name string) []relation {
	var all struct {
		Relationship []relation
	}
	// A workbook without relations has its parts in the usual places.
	_ = b.read(name, &all)
	return all.Relationship
}

// target is the file that another names as its part of a type.
func (b *book) target(rels, dir, kind, otherwise string) string {
	for _, r := range b.relations(rels) {
		if strings.HasSuffix(r.Type, kind) {
			return joined(dir, r.Target)
		}
	}
	return otherwise
}

func joined(dir, target string) string {
	target = strings.ReplaceAll(target, `\`, "/")
	if strings.HasPrefix(target, "/") {
		return strings.ToLower(strings.TrimPrefix(target, "/"))
	}
	return strings.ToLower(path.Join(dir, target))
}

var errNoPart = errors.New("a part of the workbook is missing")

func (b *book) read(name string, into any) error {
	f := b.files[strings.ToLower(name)]
	if f == nil {
		return errNoPart
	}
	in, err := f.Open()
	if err != nil {
		return err
	}
	defer in.Close()
	d := xml.NewDecoder(in)
	d.CharsetReader = anyCharset
	return d.Decode(into)
}

// anyCharset reads the few XML files that are not UTF-8.
func anyCharset(name string, in io.Reader) (io.Reader, error) {
	known, err := encodingNamed(name)
	if err != nil {
		return nil, err
	}
	return codec{encoding: known}.decode(in), nil
}

// outline reads the sheets in their order, and from when days are counted.
func (b *book) outline(root string) error {
	var w struct {
		WorkbookPr struct {
			Date1904 string `xml:"date1904,attr"`
		} `xml:"workbookPr"`
		Sheets struct {
			Sheet []struct {
				Name  string     `xml:"name,attr"`
				State string     `xml:"state,attr"`
				Attrs []xml.Attr `xml:",any,attr"`
			} `xml:"sheet"`
		} `xml:"sheets"`
	}
	if err := b.read(root, &w); err != nil {
		return err
	}
	b.date1904 = slices.Contains([]string{"1", "true", "on"}, strings.ToLower(w.WorkbookPr.Date1904))
	paths := map[string]string{}
	for _, r := range b.relations(relsOf(root)) {
		if strings.HasSuffix(r.Type, "/worksheet") {
			paths[r.ID] = joined(path.Dir(root), r.Target)
		}
	}
	for i, s := range w.Sheets.Sheet {
		at := "xl/worksheets/sheet" + strconv.Itoa(i+1) + ".xml"
		for _, a := range s.Attrs {
			if a.Name.Local == "id" {
				at = paths[a.Value]
			}
		}
		if b.files[at] != nil {
			b.sheets = append(b.sheets, sheet{s.Name, at, s.State == "hidden" || s.State == "veryHidden"})
		}
	}
	if len(b.sheets) == 0 {
		return errNoPart
	}
	return nil
}

// styles reads how the styles of cells show numbers.
func (b *book) styles(name string) error {
	var s struct {
		NumFmts struct {
			NumFmt []struct {
				ID   int    `xml:"numFmtId,attr"`
				Code string `xml:"formatCode,attr"`
			} `xml:"numFmt"`
		} `xml:"numFmts"`
		CellXfs struct {
			Xf []struct {
				ID int `xml:"numFmtId,attr"`
			} `xml:"xf"`
		} `xml:"cellXfs"`
	}
	if err := b.read(name, &s); err != nil {
		if errors.Is(err, errNoPart) {
			return nil
		}
		return err
	}
	codes := map[int]string{}
	for _, n := range s.NumFmts.NumFmt {
		codes[n.ID] = n.Code
	}
	for _, x := range s.CellXfs.Xf {
		b.formats = append(b.formats, formatOf(x.ID, codes[x.ID]))
	}
	return nil
}

// shared is a text that several cells share.
func (b *book) shared(i int) (string, error) {
	if !b.loaded {
		if err := b.loadTexts(); err != nil {
			return "", err
		}
		b.loaded = true
	}
	if i < 0 || i >= len(b.texts) {
		return "", errNoPart
	}
	return b.texts[i], nil
}

func (b *book) loadTexts() error {
	f := b.files["xl/sharedstrings.xml"]
	for name, other := range b.files {
		if f == nil && strings.HasSuffix(name, "/sharedstrings.xml") {
			f = other
		}
	}
	if f == nil {
		return errNoPart
	}
	in, err := f.Open()
	if err != nil {
		return err
	}
	defer in.Close()
	x := newTokens(in)
	var text strings.Builder
	for {
		kind, name, err := x.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		switch {
		case kind == startTag && name == "si":
			text.Reset()
		case kind == startTag && name == "rPh":
			if err := x.skip("rPh"); err != nil {
				return err
			}
		case kind == startTag && name == "t":
			t, err := x.text("t")
			if err != nil {
				return err
			}
			text.WriteString(t)
		case kind == endTag && name == "si":
			b.texts = append(b.texts, unescaped(text.String()))
		}
	}
}
