package ingest

import (
	"bytes"
	"strings"
)

// tidiness watches whether no cell of a text begins or ends with what stripped in
// macro.sql takes off, so that no cell needs to be looked at for it. In doubt a
// text is not tidy.
type tidiness struct {
	delim    byte
	untidy   bool
	begun    bool
	marks    [256]bool // the bytes that are looked at
	before   [3]byte   // the last bytes of what was seen, the last one last
	start    int       // where the value of the cell begins, from the bytes to come
	closed   int       // where its closing quote is
	isClosed bool
	quoted   bool
	cr       bool // a carriage return was the last byte
}

// begin takes the delimiter from the first line.
func (t *tidiness) begin(p []byte) {
	t.begun = true
	t.delim = byte(delimiterOf(strings.TrimPrefix(string(p[:min(len(p), headBytes)]), "\ufeff")))
	for _, b := range []byte("\"\n\r \t'=\xa0\x80\xbf" + string(t.delim)) {
		t.marks[b] = true
	}
	if bytes.HasPrefix(p, utf8BOM) {
		t.start = len(utf8BOM)
	}
}

func (t *tidiness) watch(p []byte) {
	if !t.begun {
		t.begin(p)
	}
	if t.untidy || len(p) == 0 {
		return
	}
	t.untidy = t.cr && p[0] != '\n'
	t.cr = p[len(p)-1] == '\r'
	for i, b := range p {
		if t.marks[b] && i >= t.start && t.look(p, i, b) {
			t.untidy = true
			return
		}
	}
	t.start -= len(p)
	t.closed -= len(p)
	t.before = [3]byte{t.at(p, len(p)-3), t.at(p, len(p)-2), t.at(p, len(p)-1)}
}

// at returns a byte of p, or one before p.
func (t *tidiness) at(p []byte, i int) byte {
	if i >= 0 {
		return p[i]
	}
	return t.before[3+i]
}

// look reports whether a byte makes the text untidy.
func (t *tidiness) look(p []byte, i int, b byte) bool {
	switch b {
	case '"':
		return t.quote(p, i)
	case t.delim, '\n', '\r':
		if !t.quoted {
			return t.end(p, i, b)
		}
		return i == t.start // of a quoted value; a delimiter there is rare
	case ' ', '\t', '\'', '=':
		return i == t.start
	}
	return i-t.start == 1 && t.blankBefore(p, i+1, 2) || i-t.start == 2 && t.blankBefore(p, i+1, 3)
}

func (t *tidiness) quote(p []byte, i int) bool {
	switch {
	case t.quoted:
		t.quoted, t.isClosed, t.closed = false, true, i
		return t.soiled(p, i)
	case t.isClosed:
		t.quoted, t.isClosed = true, false
		return i != t.closed+1 || t.closed == t.start
	}
	t.quoted = true
	t.start++
	return i+1 != t.start
}

// end ends a cell.
func (t *tidiness) end(p []byte, i int, b byte) bool {
	bad := t.isClosed && i != t.closed+1 || !t.isClosed && t.soiled(p, i) ||
		b == '\r' && i+1 < len(p) && p[i+1] != '\n'
	t.isClosed, t.start = false, i+1
	return bad
}

// soiled reports whether the value that ends before i ends with what would be
// taken off.
func (t *tidiness) soiled(p []byte, i int) bool {
	if i <= t.start {
		return false
	}
	switch t.at(p, i-1) {
	case ' ', '\t', '\n', '\r', '"':
		return true
	case 0xa0, 0x80, 0xbf:
		return i-t.start >= 2 && t.blankBefore(p, i, 2) || i-t.start >= 3 && t.blankBefore(p, i, 3)
	}
	return false
}

// blankBefore reports whether the n bytes before i are a no-break space (2), a
// wide one, or a byte order mark (3).
func (t *tidiness) blankBefore(p []byte, i, n int) bool {
	a, b := t.at(p, i-2), t.at(p, i-1)
	if n == 2 {
		return a == 0xc2 && b == 0xa0
	}
	c := t.at(p, i-3)
	return c == 0xe3 && a == 0x80 && b == 0x80 || c == 0xef && a == 0xbb && b == 0xbf
}

// tidy tells how the whole text was.
func (t *tidiness) tidy() bool {
	return t.begun && !t.untidy && !t.quoted && !t.cr && (t.isClosed && t.closed == -1 || !t.isClosed && !t.soiled(nil, 0))
}
