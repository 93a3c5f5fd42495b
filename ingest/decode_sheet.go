package ingest

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// sheetRows streams the rows of a sheet.
type sheetRows struct {
	book    *book
	name    string
	body    io.ReadCloser
	in      *tokens
	row     int64
	merged  map[int][]merge // by column
	cells   []string
	done    bool
	errors  int // cells with an error of a formula
	unknown int // formulas without a value
	filled  int // cells that a merged one covers
	found   func(code string, values ...string)
}

// merge is a cell that covers several rows of a column.
type merge struct {
	from, to int64
	text     string
}

// rows opens a sheet.
func (b *book) rows(r *zip.Reader, s sheet) (*sheetRows, error) {
	b.files = byName(r)
	f := b.files[s.path]
	if f == nil {
		return nil, damaged(errNoPart)
	}
	merged, err := mergesOf(f)
	if err != nil {
		return nil, damaged(err)
	}
	body, err := f.Open()
	if err != nil {
		return nil, damaged(err)
	}
	return &sheetRows{book: b, name: s.name, body: body, in: newTokens(body), merged: merged, found: func(string, ...string) {}}, nil
}

var mergeRef = regexp.MustCompile(`^[^>]*?ref="\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})"`)

// mergesOf reads which cells cover others below them: that stands at the end of
// the sheet, but is needed from its beginning.
func mergesOf(f *zip.File) (map[int][]merge, error) {
	in, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer in.Close()
	all := map[int][]merge{}
	buf, kept := make([]byte, 1<<17), 0
	for {
		n, err := io.ReadFull(in, buf[kept:])
		n += kept
		last := err != nil
		if last && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
			return nil, err
		}
		kept = 0
		for at := 0; ; {
			i := bytes.Index(buf[at:n], []byte("mergeCell "))
			if i < 0 {
				break
			}
			at += i + len("mergeCell ")
			if n-at < 128 && !last {
				kept = copy(buf, buf[at-len("mergeCell "):n])
				break
			}
			addMerge(all, mergeRef.FindSubmatch(buf[at:min(n, at+128)]))
		}
		if last {
			break
		}
		if kept == 0 {
			kept = copy(buf, buf[n-16:n])
		}
	}
	for _, m := range all {
		slices.SortFunc(m, func(a, b merge) int { return int(a.from - b.from) })
	}
	return all, nil
}

func addMerge(all map[int][]merge, found [][]byte) {
	if found == nil || string(found[1]) != string(found[3]) {
		return
	}
	from, _ := strconv.ParseInt(string(found[2]), 10, 64)
	to, _ := strconv.ParseInt(string(found[4]), 10, 64)
	if column := columnNumber(string(found[1])); to > from && column >= 0 {
		all[column] = append(all[column], merge{from: from, to: to})
	}
}

// mostColumns is how many columns a sheet has at most.
const mostColumns = 16384

// columnNumber is the number of the column of a cell like AB12, from 0; -1 for
// none.
func columnNumber(ref string) int {
	n := 0
	for _, r := range ref {
		if r < 'A' || r > 'Z' {
			break
		}
		n = 26*n + int(r-'A') + 1
		if n > mostColumns {
			return -1
		}
	}
	return n - 1
}

// next returns the next row that is not blank.
func (s *sheetRows) next() (int64, []string, error) {
	for !s.done {
		kind, name, err := s.in.next()
		switch {
		case errors.Is(err, io.EOF):
			return 0, nil, damaged(io.ErrUnexpectedEOF)
		case err != nil:
			return 0, nil, damaged(err)
		case kind == endTag && (name == "sheetData" || name == "worksheet"):
			s.finish()
		case kind == startTag && name == "row":
			if err := s.readRow(); err != nil {
				return 0, nil, damaged(err)
			}
			if !blankRow(s.cells) {
				return s.row, slices.Clone(s.cells), nil
			}
		}
	}
	return 0, nil, io.EOF
}

// finish tells what was met in the sheet.
func (s *sheetRows) finish() {
	s.done = true
	for _, n := range []struct {
		code  string
		count int
	}{{"cells_with_errors", s.errors}, {"formulas_without_value", s.unknown}, {"cells_merged", s.filled}} {
		if n.count > 0 {
			s.found(n.code, s.name, strconv.Itoa(n.count))
		}
	}
}

var errCell = errors.New("a cell stands nowhere")

func (s *sheetRows) readRow() error {
	s.row++
	if r, err := strconv.ParseInt(s.in.attr("r"), 10, 64); err == nil && r > 0 {
		s.row = r
	}
	s.cells = s.cells[:0]
	for column := 0; ; column++ {
		kind, name, err := s.in.next()
		if err != nil {
			return unexpected(err)
		}
		if kind == endTag && name == "row" {
			break
		}
		if kind != startTag || name != "c" {
			column--
			continue
		}
		if ref := s.in.attr("r"); ref != "" {
			if column = columnNumber(ref); column < 0 {
				return errCell
			}
		}
		if column >= mostColumns {
			return errCell
		}
		text, err := s.cell()
		if err != nil {
			return err
		}
		if text != "" {
			s.put(column, text)
		}
	}
	s.cover()
	return nil
}

// put puts a text into its column.
func (s *sheetRows) put(column int, text string) {
	for len(s.cells) <= column {
		s.cells = append(s.cells, "")
	}
	s.cells[column] = text
}

// cover gives the rows that a merged cell covers its text.
func (s *sheetRows) cover() {
	for column, all := range s.merged {
		for len(all) > 0 && all[0].to < s.row {
			all = all[1:]
		}
		s.merged[column] = all
		if len(all) == 0 || all[0].from > s.row {
			continue
		}
		here := ""
		if column < len(s.cells) {
			here = s.cells[column]
		}
		if s.row == all[0].from {
			all[0].text = here
		} else if here == "" && all[0].text != "" {
			s.put(column, all[0].text)
			s.filled++
		}
	}
}

// cell reads a cell to its end.
func (s *sheetRows) cell() (string, error) {
	kind, style := s.in.attr("t"), s.in.attr("s")
	var value string
	var inline strings.Builder
	formula, told := false, false
	for {
		tag, name, err := s.in.next()
		if err != nil {
			return "", unexpected(err)
		}
		switch {
		case tag == endTag && name == "c":
			if formula && !told {
				s.unknown++
			}
			if inline.Len() > 0 {
				return cleanCell(unescaped(inline.String())), nil
			}
			return s.told(kind, style, value)
		case tag == startTag && name == "f":
			formula = true
			if err := s.in.skip("f"); err != nil {
				return "", err
			}
		case tag == startTag && name == "rPh":
			if err := s.in.skip("rPh"); err != nil {
				return "", err
			}
		case tag == startTag && name == "v":
			if value, err = s.in.text("v"); err != nil {
				return "", err
			}
			told = value != "" || kind == "str"
		case tag == startTag && name == "t":
			t, err := s.in.text("t")
			if err != nil {
				return "", err
			}
			inline.WriteString(t)
		}
	}
}

// told is what a stored value says.
func (s *sheetRows) told(kind, style, value string) (string, error) {
	switch kind {
	case "s":
		i, err := strconv.Atoi(strings.TrimSpace(value))
		if err != nil {
			return "", nil
		}
		text, err := s.book.shared(i)
		return cleanCell(text), err
	case "str", "inlineStr":
		return cleanCell(unescaped(value)), nil
	case "b":
		if value == "1" {
			return "TRUE", nil
		}
		return pick(value == "", "", "FALSE"), nil
	case "e":
		s.errors++
		return "", nil
	case "d":
		return strings.TrimSuffix(strings.Replace(value, "T", " ", 1), "Z"), nil
	}
	var format cellFormat
	if n, err := strconv.Atoi(style); err == nil && n >= 0 && n < len(s.book.formats) {
		format = s.book.formats[n]
	}
	return format.text(strings.TrimSpace(value), s.book.date1904), nil
}
