package ingest

import (
	"errors"
	"io"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// headRowsSeen is how many rows of a table are looked at for its header.
const headRowsSeen = 60

// row is a row with its number.
type row struct {
	no    int64
	cells []string
}

// frame is what stands around the data of a table.
type frame struct {
	header    int64    // the number of the header's row
	cells     []string // the header as it stands
	titles    map[string]bool
	describes []string // the row below the header that describes the columns
	known     int      // columns with a known header
	rows      int      // rows below the header, as far as was looked
	exact     bool     // a form of its own, with nothing around it
}

// knownIn counts the cells of a row that are known headers, each once.
func knownIn(cells []string) int {
	seen := map[string]bool{}
	for _, c := range cells {
		if len(c) < 100 && knownHeader(c) {
			seen[headerKey(c)] = true
		}
	}
	return len(seen)
}

// full counts the cells of a row that hold something.
func full(cells []string) int {
	n := 0
	for _, c := range cells {
		if c != "" && strings.TrimFunc(c, isBlank) != "" {
			n++
		}
	}
	return n
}

// frameOf finds the header among the first rows of a table.
func frameOf(rows []row) frame {
	h := headerAt(rows)
	f := frame{header: rows[h].no, cells: rows[h].cells, known: knownIn(rows[h].cells), titles: map[string]bool{}, rows: len(rows) - h - 1}
	for _, r := range rows[:h] {
		f.titles[strings.Join(r.cells, "\x00")] = true
	}
	var data []row
	for _, r := range rows[h+1:] {
		if !same(r.cells, f.cells) && !f.trailing(r.cells) {
			data = append(data, r)
		}
	}
	if len(data) > 0 && data[0].no == rows[h+1].no && describing(data[0].cells, data[1:], f.known) {
		f.describes = data[0].cells
		f.rows--
	}
	return f
}

// headerAt is the index of the header: the first row of known headers, else the
// first that is no title above the table.
func headerAt(rows []row) int {
	cells := make([][]string, len(rows))
	for i, r := range rows {
		cells[i] = r.cells
	}
	usual, _ := commonWidth(cells, full)
	title := func(c []string) bool { return usual > 1 && full(c) <= max(1, usual/2) }
	plain := slices.IndexFunc(cells, func(c []string) bool { return !title(c) })
	if plain < 0 || plain > 0 && !textual(cells[plain]) {
		plain = 0
	}
	for i, c := range cells {
		n, of := knownIn(c), full(c)
		switch {
		case n < 2 || 2*n < of && n < 4:
		case i <= plain, n >= 3, knownIn(cells[plain]) == 0 && len(cells[plain]) < len(c):
			return i
		}
	}
	return plain
}

// longText is from how many letters on a cell describes rather than names.
const longText = 12

// describing reports whether the row below a header describes the columns, as
// TikTok Shop writes it: texts in every column that has numbers or times in the
// rows below.
func describing(cells []string, below []row, known int) bool {
	if full(cells) < 2 || !textual(cells) {
		return false
	}
	letters, long := 0, 0
	for _, c := range cells {
		n := utf8.RuneCountInString(c)
		letters += n
		if n >= 2*longText || 2*len(c) > 3*n && n >= longText {
			long++
		}
	}
	if len(below) == 0 {
		return known >= 3 && 2*long >= full(cells)
	}
	columns, told := 0, 0
	for i, c := range cells {
		if numericColumn(below, i) {
			columns++
			if strings.TrimFunc(c, isBlank) != "" {
				told++
			}
		}
	}
	return columns >= 2 && 10*told >= 9*columns && (columns >= 3 || letters >= longText*full(cells))
}

// numericColumn reports whether most filled cells of a column are numbers or
// times.
func numericColumn(rows []row, column int) bool {
	filled, numbers := 0, 0
	for _, r := range rows {
		if column >= len(r.cells) || strings.TrimFunc(r.cells[column], isBlank) == "" {
			continue
		}
		filled++
		if numeric(r.cells[column]) {
			numbers++
		}
	}
	return filled > 0 && 5*numbers >= 4*filled
}

// same reports whether two rows hold the same texts.
func same(a, b []string) bool {
	if len(a) < len(b) {
		a, b = b, a
	}
	for i, c := range a {
		other := ""
		if i < len(b) {
			other = b[i]
		}
		if c != other && strings.TrimFunc(c, isBlank) != strings.TrimFunc(other, isBlank) {
			return false
		}
	}
	return true
}

// reason tells why a row below the header is none of the data, "" for data.
func (f *frame) reason(cells []string) string {
	switch {
	case len(cells) == 0:
	case same(cells, f.cells):
		return "row_header_again"
	case f.describes != nil && same(cells, f.describes):
		return "row_describes"
	case len(f.titles) > 0 && f.titles[strings.Join(cells, "\x00")]:
		return "row_title"
	}
	return ""
}

// trailerRows is how many rows before the end may be no data.
const trailerRows = 8

var (
	totals  = regexp.MustCompile(`(?i)^[\s\[【(（*]*(合计|总计|小计|汇总|共计|总合计|本页合计|合計|總計|小計|総計|totals?|grand totals?|sub-?totals?|sum|summe|gesamt|gesamtsumme|total général|totale|suma|razem|celkem|итого|всего)[\s\d\]】)）*:：,.]*$`)
	counted = regexp.MustCompile(`(?i)^\W*(共|合计|总计|总共|共计)?\s*:?\s*[\d,]+\s*(条|笔|单|行|件|個|个|records?|rows?|orders?|items?|results?|transactions?|entries)\b?(\(s\))?`)
	ended   = regexp.MustCompile(`(?i)^\W*(end of (the )?(report|file|data|list)|以上(为|是)?全部|报表结束|导出时间|生成时间|打印时间|(report )?(generated|exported|printed|downloaded) (on|at|by|from)\b|copyright\b|©)`)
)

// trailing reports whether a row at the end of a table of some width is a sum, a
// count or a remark.
func (f *frame) trailing(cells []string) bool {
	n := full(cells)
	if n == 0 {
		return true
	}
	first := cells[slices.IndexFunc(cells, func(c string) bool { return strings.TrimFunc(c, isBlank) != "" })]
	first = strings.TrimFunc(first, isBlank)
	width := full(f.cells)
	switch {
	case width < 2:
		return false
	case totals.MatchString(first):
		return true
	case n == 1 && (ended.MatchString(first) || counted.MatchString(first)):
		return true
	case 2*n <= width && counted.MatchString(strings.Join(cells, " ")): // 4,record(s) downloaded,from,…
		return true
	}
	return n == 1 && width >= 4
}

// table reads the parts of a file one after the other: the header of the first,
// then the rows of all. What is no data goes aside.
type table struct {
	f      *file
	part   int
	raw    records
	done   func() error
	headed bool
	ahead  []row // the last rows that were read, not yet given out
	ended  bool
	given  bool // a row of this part was given out
}

// next returns the header first.
func (t *table) next() (int64, []string, error) {
	for {
		r, err := t.pop()
		if errors.Is(err, io.EOF) && t.part+1 < len(t.f.tables) {
			err = t.turn(t.part + 1)
			if err == nil {
				continue
			}
		}
		if err != nil {
			return 0, nil, err
		}
		p := t.f.tables[t.part]
		switch {
		case t.headed:
			if why := p.frame.reason(r.cells); why != "" && !p.frame.exact {
				t.aside(r, why)
				continue
			}
			t.given = true
			return t.number(r), p.realigned(r.cells, len(t.f.headers)), nil
		case r.no < p.frame.header:
			t.aside(r, "row_title")
		default:
			t.headed = true
			if t.part == 0 {
				return t.number(r), p.frame.cells, nil
			}
		}
	}
}

func (t *table) number(r row) int64 { return int64(t.part)<<partBits | r.no }

func (t *table) aside(r row, why string) {
	t.f.aside = append(t.f.aside, asideRow{row: t.number(r), cells: r.cells, reason: why})
}

// turn goes to a part.
func (t *table) turn(part int) (err error) {
	if t.done != nil {
		err = t.done()
		t.done = nil
	}
	if err != nil {
		return err
	}
	t.part, t.headed, t.ahead, t.ended, t.given = part, false, nil, false, false
	t.raw, t.done, err = t.f.tables[part].open()
	return err
}

// pop returns the next row of the part, when enough are read ahead to know
// whether it is one of the last.
func (t *table) pop() (row, error) {
	most := trailerRows
	if t.f.tables[t.part].frame.exact {
		most = 0
	}
	for !t.ended && len(t.ahead) <= most {
		no, cells, err := t.raw.next()
		if errors.Is(err, io.EOF) {
			t.ended = true
			t.trim()
			break
		}
		if err != nil {
			return row{}, err
		}
		t.ahead = append(t.ahead, row{no, cells})
	}
	if len(t.ahead) == 0 {
		return row{}, io.EOF
	}
	r := t.ahead[0]
	t.ahead = t.ahead[1:]
	return r, nil
}

// trim puts the last rows aside that are no data, if there are data before them.
func (t *table) trim() {
	f := &t.f.tables[t.part].frame
	if f.exact {
		return
	}
	keep := len(t.ahead)
	for keep > 0 && t.ahead[keep-1].no > f.header && f.trailing(t.ahead[keep-1].cells) {
		keep--
	}
	if !t.given && (keep == 0 || t.ahead[keep-1].no <= f.header) && !slices.ContainsFunc(t.ahead[keep:], func(r row) bool { return f.sure(r.cells) }) {
		return // a table of nothing but such rows
	}
	for _, r := range t.ahead[keep:] {
		t.aside(r, "row_trailer")
	}
	t.ahead = t.ahead[:keep]
}

// sure reports whether a trailing row says so in words.
func (f *frame) sure(cells []string) bool {
	first := strings.TrimFunc(strings.Join(cells, ""), isBlank)
	return full(cells) == 1 && (counted.MatchString(first) || ended.MatchString(first))
}

// close ends the reading.
func (t *table) close() error {
	if t.done == nil {
		return nil
	}
	return t.done()
}
