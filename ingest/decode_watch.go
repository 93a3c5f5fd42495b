package ingest

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// tailBytes is how many of the last bytes of a text are kept.
const tailBytes = 1 << 13

// watcher looks at the bytes of a text that pass by, for what the fast reader
// cannot have.
type watcher struct {
	rest    []byte // an unfinished rune
	valid   bool   // UTF-8
	formula bool   // ="…" quoting
	blank   bool   // an empty line, which the fast reader would not count
	hollow  bool   // a line of nothing but delimiters
	marks   bool   // marks without width
	nul     bool
	damaged int64 // characters that an earlier tool had given up
	again   bool  // the first line comes again
	crs     int
	crlfs   int
	last    byte
	bytes   int64
	tail    []byte
	join    []byte // the last bytes of what was seen, for what lies across
	header  []byte // "\n" and the first line
	cells   tidiness
}

func newWatcher() *watcher { return &watcher{valid: true} }

// Write never fails.
func (w *watcher) Write(p []byte) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	if w.bytes == 0 {
		w.header = firstLineBytes(p)
	}
	w.bytes += int64(len(p))
	w.cells.watch(p)
	if w.valid {
		w.check(p)
	}
	w.formula = w.formula || bytes.Contains(p, []byte(`="`)) || w.last == '=' && p[0] == '"'
	w.nul = w.nul || bytes.IndexByte(p, 0) >= 0
	w.damaged += int64(bytes.Count(p, []byte("\ufffd")))
	w.crs += bytes.Count(p, []byte("\r"))
	w.crlfs += bytes.Count(p, []byte("\r\n"))
	if w.last == '\r' && p[0] == '\n' {
		w.crlfs++
	}
	w.search(p)
	w.last = p[len(p)-1]
	w.keep(p)
	return len(p), nil
}

// search looks for what may lie across two writes.
func (w *watcher) search(p []byte) {
	w.look(p)
	edge := max(len(w.header), 64)
	if len(w.join) > 0 {
		w.look(append(w.join, p[:min(len(p), edge)]...))
	}
	if len(p) >= edge {
		w.join = append(w.join[:0], p[len(p)-edge:]...)
	} else {
		w.join = append(w.join, p...)
		w.join = w.join[max(0, len(w.join)-edge):]
	}
}

func (w *watcher) look(p []byte) {
	w.blank = w.blank || bytes.Contains(p, []byte("\n\n")) || bytes.Contains(p, []byte("\n\r\n"))
	w.again = w.again || len(w.header) > 3 && bytes.Contains(p, w.header)
	w.hollow = w.hollow || hollow(p, w.cells.delim)
	w.marks = w.marks || hasMarks(p)
}

// keep keeps the last bytes.
func (w *watcher) keep(p []byte) {
	if len(p) >= tailBytes {
		w.tail = append(w.tail[:0], p[len(p)-tailBytes:]...)
		return
	}
	w.tail = append(w.tail, p...)
	if len(w.tail) > 4*tailBytes {
		w.tail = append(w.tail[:0], w.tail[len(w.tail)-tailBytes:]...)
	}
}

// firstLineBytes is the first line of a text, at most 200 bytes of it, after the
// line end that would stand before it if it came again.
func firstLineBytes(p []byte) []byte {
	p = bytes.TrimPrefix(p, utf8BOM)
	if i := bytes.IndexAny(p[:min(len(p), 200)], "\r\n"); i >= 0 {
		p = p[:i]
	}
	return append([]byte{'\n'}, p[:min(len(p), 200)]...)
}

// hollow reports whether some line holds nothing but delimiters, quotes and
// blanks, and has at least one delimiter.
func hollow(p []byte, delim byte) bool {
	for from := 0; ; {
		i := bytes.Index(p[from:], []byte{'\n', delim})
		if i < 0 {
			return false
		}
		from += i + 1
		for from < len(p) && (p[from] == delim || p[from] == ' ' || p[from] == '"' || p[from] == '\t') {
			from++
		}
		if from < len(p) && (p[from] == '\n' || p[from] == '\r') {
			return true
		}
	}
}

// hasMarks reports whether a text has marks without width: U+200B to U+200F,
// U+202A to U+202E, U+2060, or a byte order mark.
func hasMarks(p []byte) bool {
	for rest := p; ; {
		i := bytes.Index(rest, []byte("\xe2\x80"))
		if i < 0 || i+2 >= len(rest) {
			break
		}
		if b := rest[i+2]; b >= 0x8b && b <= 0x8f || b >= 0xaa && b <= 0xae {
			return true
		}
		rest = rest[i+2:]
	}
	return bytes.Contains(p, []byte("\xe2\x81\xa0")) || len(p) > 1 && bytes.Contains(p[1:], utf8BOM)
}

func (w *watcher) check(p []byte) {
	if len(w.rest) > 0 {
		w.rest = append(w.rest, p[:min(len(p), utf8.UTFMax)]...)
		r, size := utf8.DecodeRune(w.rest)
		if r == utf8.RuneError && size <= 1 && utf8.FullRune(w.rest) {
			w.valid = false
			return
		}
		if !utf8.FullRune(w.rest) {
			return
		}
		carried := len(w.rest) - min(len(p), utf8.UTFMax)
		p = p[size-carried:]
		w.rest = nil
	}
	tail := 0
	for tail < min(utf8.UTFMax-1, len(p)) && !utf8.RuneStart(p[len(p)-1-tail]) {
		tail++
	}
	if start := len(p) - 1 - tail; start >= 0 && len(p) > 0 && !utf8.FullRune(p[start:]) {
		w.rest = append([]byte(nil), p[start:]...)
		p = p[:start]
	}
	w.valid = utf8.Valid(p)
}

// whole reports whether all of the text was UTF-8, to its last byte.
func (w *watcher) whole() bool { return w.valid && len(w.rest) == 0 }

// bareCR reports whether some carriage return is no part of a line end.
func (w *watcher) bareCR() bool { return w.crs != w.crlfs }

// trailed reports whether the last lines of a text may be no data: they have
// another width than the first line, or say so. In doubt it says yes.
func (w *watcher) trailed(delim rune) bool {
	width := len(strings.Split(string(w.header), string(delim)))
	quoted := strings.Contains(string(w.header), `"`) || len(w.header) > 200
	tail := strings.TrimRight(string(w.tail), "\r\n\x1a \t")
	if strings.HasSuffix(string(w.tail), "\x1a") {
		return true
	}
	lines := strings.Split(tail, "\n")
	if int64(len(w.tail)) < w.bytes {
		lines = lines[1:]
	}
	f := frame{cells: make([]string, width)}
	for i := range f.cells {
		f.cells[i] = "x"
	}
	for _, line := range lines[max(0, len(lines)-trailerRows):] {
		_, cells, err := newLenient(strings.NewReader(line), delim).next()
		if err == nil && (f.trailing(cells) && width > 1 || !quoted && len(cells) < width) {
			return true
		}
	}
	return false
}
