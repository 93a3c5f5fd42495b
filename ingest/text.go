package ingest

import (
	"bytes"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
	textunicode "golang.org/x/text/encoding/unicode"
)

// The encodings that are told apart.
const (
	encodingUTF8    = "UTF-8"
	encodingGB18030 = "GB18030"
	encodingUTF16   = "UTF-16"
)

var utf8BOM = []byte("\xef\xbb\xbf")

// isBlank tells what sellers' files put around a value: blanks of every width,
// tabs, byte order marks.
func isBlank(r rune) bool { return unicode.IsSpace(r) || r == '\ufeff' || r == '\u200b' }

// decoder returns what turns bytes of an encoding into UTF-8.
func decoder(name string, r io.Reader) io.Reader {
	switch name {
	case encodingGB18030:
		return simplifiedchinese.GB18030.NewDecoder().Reader(r)
	case encodingUTF16:
		return textunicode.UTF16(textunicode.LittleEndian, textunicode.UseBOM).NewDecoder().Reader(r)
	}
	return r
}

// watcher looks at the bytes of a text that pass by.
type watcher struct {
	rest    []byte // an unfinished rune
	valid   bool
	formula bool // ="…" quoting
	blank   bool // an empty line, which the fast reader would not count
	last    byte
	bytes   int64
	cells   tidiness
}

func newWatcher() *watcher { return &watcher{valid: true} }

// Write never fails.
func (w *watcher) Write(p []byte) (int, error) {
	w.bytes += int64(len(p))
	w.cells.watch(p)
	if w.valid {
		w.check(p)
	}
	w.formula = w.formula || bytes.Contains(p, []byte(`="`)) || w.last == '=' && len(p) > 0 && p[0] == '"'
	w.blank = w.blank || bytes.Contains(p, []byte("\n\n")) || bytes.Contains(p, []byte("\n\r\n")) || w.last == '\n' && len(p) > 0 && (p[0] == '\n' || p[0] == '\r')
	if len(p) > 0 {
		w.last = p[len(p)-1]
	}
	return len(p), nil
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

// encodingOf judges a text by its first bytes and by whether all of it is valid
// UTF-8.
func encodingOf(head []byte, valid bool) string {
	switch {
	case bytes.HasPrefix(head, []byte("\xff\xfe")), bytes.HasPrefix(head, []byte("\xfe\xff")):
		return encodingUTF16
	case valid:
		return encodingUTF8
	}
	return encodingGB18030
}

// delimiterOf returns the mark that parts the cells of a line: the most
// frequent outside of quotes, a comma where there is none.
func delimiterOf(line string) rune {
	best, most := ',', 0
	for _, d := range []rune{',', '\t', ';', '|'} {
		n, quoted := 0, false
		for _, r := range line {
			if r == '"' {
				quoted = !quoted
			}
			if r == d && !quoted {
				n++
			}
		}
		if n > most {
			best, most = d, n
		}
	}
	return best
}

// firstLine returns the first line of a text that is not blank.
func firstLine(text string) string {
	for line := range strings.Lines(text) {
		if strings.TrimFunc(line, isBlank) != "" {
			return line
		}
	}
	return ""
}
