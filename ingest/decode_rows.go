package ingest

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"unicode/utf8"
)

// records reads the rows of a file one after the other, with their numbers as a
// spreadsheet counts them; io.EOF ends them.
type records interface {
	next() (row int64, cells []string, err error)
}

// longestCell ends a cell whose closing quote is missing before it swallows the
// file.
const longestCell = 1 << 20

// lenient reads delimited text as sellers' tools write it: cells quoted with
// "…" or ="…", quotes in the middle of a cell, any kind of line end, rows of any
// length. A quote that is never closed, or whose cell runs over several lines
// into a row of another width, is a letter like others.
type lenient struct {
	in    io.Reader
	buf   []byte
	at    int // where the next row begins
	err   error
	delim byte
	row   int64
	width int // of the header, 0 while it is not known
	cells []string
}

func newLenient(r io.Reader, delim rune) *lenient {
	return &lenient{in: r, delim: byte(delim)}
}

// next returns the next row that is not blank.
func (l *lenient) next() (int64, []string, error) {
	for {
		if err := l.record(); err != nil {
			return 0, nil, err
		}
		l.row++
		if !blankRow(l.cells) {
			return l.row, append([]string(nil), l.cells...), nil
		}
	}
}

// blankRow reports whether no cell of a row holds anything.
func blankRow(cells []string) bool {
	for _, c := range cells {
		if c != "" && strings.TrimFunc(c, isBlank) != "" && c != "\x1a" {
			return false
		}
	}
	return true
}

// record reads a row into cells.
func (l *lenient) record() error {
	if l.at > cap(l.buf)/2 {
		l.buf = l.buf[:copy(l.buf, l.buf[l.at:])]
		l.at = 0
	}
	if !l.has(l.at) {
		return l.err
	}
	end, lines, whole := l.parse(true)
	if lines > 1 && l.width > 0 && filled(l.cells, l.width) != l.width {
		whole = false
	}
	if !whole {
		end, _, _ = l.parse(false)
	}
	l.at = end
	if l.err != nil && !errors.Is(l.err, io.EOF) && end >= len(l.buf) {
		return l.err // the row is cut off
	}
	return nil
}

// has reports whether the text has a byte there, and reads it.
func (l *lenient) has(i int) bool {
	for i >= len(l.buf) {
		if l.err != nil {
			return false
		}
		if len(l.buf) == cap(l.buf) {
			l.buf = append(make([]byte, 0, max(1<<16, 2*cap(l.buf))), l.buf...)
		}
		n, err := l.in.Read(l.buf[len(l.buf):cap(l.buf)])
		l.buf = l.buf[:len(l.buf)+n]
		l.err = err
	}
	return true
}

// parse reads the row that begins at at. With many, a quoted cell may run over
// several lines; it is not whole when that goes wrong.
func (l *lenient) parse(many bool) (end, lines int, whole bool) {
	l.cells = l.cells[:0]
	lines = 1
	for i := l.at; ; i++ {
		text, next, breaks, ok := l.quotedCell(i, many)
		if !ok && many {
			return 0, 0, false
		}
		if !ok || next < 0 {
			text, next = l.bareCell(i)
		}
		l.cells = append(l.cells, cleanCell(text))
		lines += breaks
		i = next
		if !l.has(i) {
			return i, lines, true
		}
		switch l.buf[i] {
		case '\n':
			return i + 1, lines, true
		case '\r':
			if l.has(i+1) && l.buf[i+1] == '\n' {
				i++
			}
			return i + 1, lines, true
		case l.delim:
		default: // a cell longer than any ends its row
			return i, lines, true
		}
	}
}

// bareCell reads up to the delimiter or the end of the line, but never more than
// the longest cell.
func (l *lenient) bareCell(i int) (text string, end int) {
	start := i
	for ; i < len(l.buf) && i-start < longestCell; i++ {
		if b := l.buf[i]; b == l.delim || b == '\n' || b == '\r' {
			return string(l.buf[start:i]), i
		}
	}
	for ; ; i++ {
		if !l.has(i) || i-start >= longestCell && utf8.RuneStart(l.buf[i]) {
			return string(l.buf[start:i]), i
		}
		if b := l.buf[i]; b == l.delim || b == '\n' || b == '\r' {
			return string(l.buf[start:i]), i
		}
	}
}

// quotedCell reads a cell that begins with a quote, up to what follows its
// closing one. next is -1 for a cell without a quote; ok is false where the
// quote is not closed as it should be.
func (l *lenient) quotedCell(i int, many bool) (text string, next, breaks int, ok bool) {
	open := l.opening(i)
	if open < 0 {
		return "", -1, 0, true
	}
	escaped, inner := false, false
	for k := open + 1; l.has(k) && k-open < longestCell; k++ {
		switch l.buf[k] {
		case '"':
			if l.has(k+1) && l.buf[k+1] == '"' {
				escaped = true
				k++
				continue
			}
			if after := l.closing(k + 1); after >= 0 {
				text = string(l.buf[open+1 : k])
				if escaped {
					text = strings.ReplaceAll(text, `""`, `"`)
				}
				return text, after, breaks, true
			}
			inner = true
		case '\r', '\n':
			breaks++
			if !many {
				return "", 0, 0, false
			}
		}
		if inner && breaks > 0 {
			return "", 0, 0, false
		}
	}
	return "", 0, 0, false
}

// opening returns where the quote of a cell stands that begins at i, or -1.
func (l *lenient) opening(i int) int {
	if l.has(i) && !mayOpen[l.buf[i]] {
		return -1
	}
	i = l.blanks(i)
	if l.has(i) && l.buf[i] == '=' {
		i = l.blanks(i + 1)
	}
	if l.has(i) && l.buf[i] == '"' {
		return i
	}
	return -1
}

// closing returns where the cell ends whose closing quote stands before i, or -1
// where something else follows.
func (l *lenient) closing(i int) int {
	i = l.blanks(i)
	if !l.has(i) || l.buf[i] == l.delim || l.buf[i] == '\n' || l.buf[i] == '\r' {
		return i
	}
	return -1
}

var aroundQuotes = [][]byte{{' '}, {'\t'}, {0}, []byte("\u00a0"), []byte("\u3000"), utf8BOM, []byte("\u200b")}

// mayOpen are the bytes with which a quoted cell may begin.
var mayOpen = func() (all [256]bool) {
	all['"'], all['='] = true, true
	for _, b := range aroundQuotes {
		all[b[0]] = true
	}
	return all
}()

// blanks passes over what may stand around a quoted cell.
func (l *lenient) blanks(i int) int {
again:
	for _, b := range aroundQuotes {
		if l.has(i) && l.buf[i] == b[0] && b[0] != l.delim && l.has(i+len(b)-1) && bytes.HasPrefix(l.buf[i:], b) {
			i += len(b)
			goto again
		}
	}
	return i
}

// cleanCell takes out what is no part of any text: NUL bytes, and marks without
// width at the ends, which come in by copying.
func cleanCell(s string) string {
	if strings.IndexByte(s, 0) >= 0 {
		s = strings.ReplaceAll(s, "\x00", "")
	}
	if s == "" || s[0] < 0x80 && s[len(s)-1] < 0x80 {
		return s
	}
	return strings.TrimFunc(s, isMark)
}
