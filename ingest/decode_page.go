package ingest

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"

	"huike"
)

// isPage recognises a web page with a table: sellers' tools give it the name of
// a workbook.
func isPage(text string) bool {
	text = strings.ToLower(strings.TrimLeftFunc(text, isBlank))
	if !strings.HasPrefix(text, "<") || strings.Contains(text, "urn:schemas-microsoft-com:office:spreadsheet\"") && strings.HasPrefix(text, "<?xml") {
		return false
	}
	return strings.Contains(text, "<html") || strings.Contains(text, "<!doctype html") || strings.Contains(text, "<table") || strings.Contains(text, "<meta")
}

// pageParts are the tables of a web page.
func (f *file) pageParts(name string, open opener, c codec) ([]*part, error) {
	f.lenient = true
	n, err := countTables(open, c)
	if err != nil {
		return nil, err
	}
	var all []*part
	for i := range n {
		label := name
		if n > 1 {
			label = strings.TrimSpace(fmt.Sprintf("%s table %d", name, i+1))
		}
		p := &part{name: label, padded: true, form: textForm{codec: c, delim: '\t'}, source: open}
		p.open = func() (records, func() error, error) {
			in, err := open()
			if err != nil {
				return nil, nil, err
			}
			return &pageRows{in: html.NewTokenizer(c.decode(in)), want: i, current: []int{}, covered: map[int]*covering{}}, in.Close, nil
		}
		all = append(all, p)
	}
	if len(all) == 0 {
		return nil, huike.Errorf(huike.Invalid, "import.web_page", "this is a web page or an XML document without a table; open it in a spreadsheet and save it as xlsx or CSV")
	}
	return all, nil
}

// mostTables is how many tables of a page are looked at.
const mostTables = 100

func countTables(open opener, c codec) (int, error) {
	in, err := open()
	if err != nil {
		return 0, err
	}
	defer in.Close()
	z := html.NewTokenizer(c.decode(in))
	for n := 0; ; {
		switch z.Next() {
		case html.ErrorToken:
			if !errors.Is(z.Err(), io.EOF) {
				return 0, z.Err()
			}
			return min(n, mostTables), nil
		case html.StartTagToken:
			if name, _ := z.TagName(); string(name) == "table" {
				n++
			}
		}
	}
}

// pageRows streams the rows of one table of a page. A table within a cell is a
// table of its own.
type pageRows struct {
	in      *html.Tokenizer
	want    int
	seen    int
	current []int // the tables that are open, the innermost last
	row     int64
	cells   []string
	ready   []string // the row that just ended
	text    strings.Builder
	inCell  bool
	inRow   bool
	span    int
	rows    int
	silent  bool // within a script or a style
	ended   bool
	covered map[int]*covering
}

// covering is a cell that covers rows below it.
type covering struct {
	rows int
	text string
}

// next returns the next row that is not blank.
func (p *pageRows) next() (int64, []string, error) {
	for !p.ended {
		switch p.in.Next() {
		case html.ErrorToken:
			if !errors.Is(p.in.Err(), io.EOF) {
				return 0, nil, p.in.Err()
			}
			p.ended = true
			if p.endRow() {
				return p.row, p.ready, nil
			}
		case html.TextToken:
			if p.inCell && p.here() && !p.silent {
				p.text.Write(p.in.Text())
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			if p.begin() {
				return p.row, p.ready, nil
			}
		case html.EndTagToken:
			if p.end() {
				return p.row, p.ready, nil
			}
		}
	}
	return 0, nil, io.EOF
}

// here reports whether the innermost open table is the one that is read.
func (p *pageRows) here() bool {
	return len(p.current) > 0 && p.current[len(p.current)-1] == p.want
}

// begin begins a tag, and reports whether a row ended by it.
func (p *pageRows) begin() (ready bool) {
	name, attrs := p.in.TagName()
	tag := string(name)
	switch {
	case tag == "table":
		p.current = append(p.current, p.seen)
		p.seen++
	case tag == "script", tag == "style":
		p.silent = true
	case !p.here():
	case tag == "tr":
		ready = p.endRow()
		p.inRow = true
	case tag == "td", tag == "th":
		p.endCell()
		p.inRow, p.inCell = true, true
		p.text.Reset()
		p.span, p.rows = 1, 1
		for attrs {
			var key, value []byte
			key, value, attrs = p.in.TagAttr()
			n, err := strconv.Atoi(string(value))
			if err != nil || n < 1 {
				continue
			}
			switch string(key) {
			case "colspan":
				p.span = min(n, 1000)
			case "rowspan":
				p.rows = min(n, 1<<20)
			}
		}
	case tag == "br" && p.inCell:
		p.text.WriteByte('\n')
	}
	return ready
}

// end ends a tag, and reports whether a row ended by it.
func (p *pageRows) end() bool {
	name, _ := p.in.TagName()
	switch tag := string(name); {
	case tag == "script", tag == "style":
		p.silent = false
	case tag == "table":
		ready := p.here() && p.endRow()
		if len(p.current) > 0 {
			p.current = p.current[:len(p.current)-1]
		}
		return ready
	case !p.here():
	case tag == "td", tag == "th":
		p.endCell()
	case tag == "tr":
		return p.endRow()
	}
	return false
}

func (p *pageRows) endCell() {
	if !p.inCell {
		return
	}
	p.inCell = false
	p.cover()
	text := cleanCell(strings.Join(strings.FieldsFunc(p.text.String(), isBlank), " "))
	if p.rows > 1 {
		p.covered[len(p.cells)] = &covering{p.rows - 1, text}
	}
	p.cells = append(p.cells, text)
	for range p.span - 1 {
		p.cells = append(p.cells, "")
	}
}

// cover gives the row the cells from above that cover it.
func (p *pageRows) cover() {
	for c := p.covered[len(p.cells)]; c != nil && c.rows > 0; c = p.covered[len(p.cells)] {
		c.rows--
		p.cells = append(p.cells, c.text)
	}
}

// endRow ends a row and reports whether it holds anything.
func (p *pageRows) endRow() bool {
	p.endCell()
	if !p.inRow {
		return false
	}
	p.cover()
	p.inRow = false
	p.row++
	p.ready = slices.Clone(p.cells)
	p.cells = p.cells[:0]
	return !blankRow(p.ready)
}
