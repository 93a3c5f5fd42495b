package evaluate

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

// decode turns the bytes of a text into UTF-8 and names what they were in, ""
// for plain UTF-8. It reports false for what is no text.
func decode(data []byte) (text, name string, ok bool) {
	if rest, cut := bytes.CutPrefix(data, []byte("\xef\xbb\xbf")); cut {
		data = rest
	}
	if e, found := utf16(data); found {
		return decoded(data, unicode.UTF16(e, unicode.UseBOM), "UTF-16")
	}
	switch valid, broken := surveyUTF8(data); {
	case bytes.IndexByte(data, 0) >= 0:
		return "", "", false
	case broken == 0:
		return string(data), "", true
	case valid >= 20*broken:
		return strings.ToValidUTF8(string(data), "\ufffd"), "UTF-8 with damaged letters", true
	case plausibleGB18030(data):
		return decoded(data, simplifiedchinese.GB18030, "GB18030")
	}
	return decoded(data, charmap.Windows1252, "Windows-1252")
}

func decoded(data []byte, e encoding.Encoding, name string) (string, string, bool) {
	text, err := e.NewDecoder().Bytes(data)
	return string(bytes.TrimPrefix(text, []byte("\ufeff"))), name, err == nil
}

// utf16 tells UTF-16 by its mark, or by the empty bytes of its Latin letters.
func utf16(data []byte) (unicode.Endianness, bool) {
	switch {
	case bytes.HasPrefix(data, []byte("\xff\xfe")):
		return unicode.LittleEndian, true
	case bytes.HasPrefix(data, []byte("\xfe\xff")):
		return unicode.BigEndian, true
	}
	head := data[:min(len(data), 1<<12)&^1]
	var even, odd int
	for i := 0; i < len(head); i += 2 {
		if head[i] == 0 {
			even++
		}
		if head[i+1] == 0 {
			odd++
		}
	}
	switch {
	case odd*5 > len(head) && even == 0:
		return unicode.LittleEndian, true
	case even*5 > len(head) && odd == 0:
		return unicode.BigEndian, true
	}
	return unicode.LittleEndian, false
}

// surveyUTF8 counts letters beyond ASCII that are written in UTF-8, and bytes
// that belong to none.
func surveyUTF8(data []byte) (valid, broken int) {
	for i := 0; i < len(data); {
		if data[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, size := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && size == 1 {
			broken++
		} else {
			valid++
		}
		i += size
	}
	return valid, broken
}

// plausibleGB18030 tells Chinese from Western text by how bytes beyond ASCII come:
// common Chinese letters and signs are pairs of them in the range of GB 2312; in
// Western words they stand alone.
func plausibleGB18030(data []byte) bool {
	var common, odd int
	for i := 0; i < len(data); {
		switch {
		case data[i] < utf8.RuneSelf:
			i++
		case i+1 < len(data) && data[i] >= 0xa1 && data[i] <= 0xf7 && data[i+1] >= 0xa1:
			common++
			i += 2
		case i+1 < len(data) && data[i+1] >= 0x80:
			odd++ // a rare letter, or two Western ones
			i += 2
		default:
			odd++
			i++
		}
	}
	return common > 2*odd
}

var errOpenQuote = errors.New("a quote is not closed")

// records reads delimited text as people's tools write it: cells quoted with "…"
// or ="…", quotes in the middle of a cell, any kind of line end, rows of any
// length.
type records struct {
	text  string
	delim byte
	row   int
	cells []string
}

func newRecords(text string) *records {
	r := &records{text: text, delim: delimiterOf(text)}
	if line, rest, found := strings.Cut(text, "\n"); found {
		// Excel's own word on the delimiter.
		if mark, ok := strings.CutPrefix(strings.Trim(strings.TrimSpace(line), `"`), "sep="); ok && len(mark) <= 1 {
			r.text, r.row, r.delim = rest, 1, '\t'
			if mark != "" {
				r.delim = mark[0]
			}
		}
	}
	return r
}

// delimiterOf returns the mark that comes most often in the first line that is
// not blank, outside of quotes; a comma where there is none.
func delimiterOf(text string) byte {
	counts, quoted, blank := [256]int{}, false, true
	for i := range len(text) {
		b := text[i]
		switch {
		case b == '"':
			quoted = !quoted
		case quoted:
		case (b == '\n' || b == '\r') && !blank:
			return most(counts)
		default:
			counts[b]++
		}
		blank = blank && b <= ' '
	}
	return most(counts)
}

func most(counts [256]int) byte {
	best := byte(',')
	for _, d := range []byte{'\t', ';', '|'} {
		if counts[d] > counts[best] {
			best = d
		}
	}
	return best
}

// next returns the next row that is not blank; the cells hold until the one after.
func (r *records) next() (int, []string, error) {
	for r.text != "" {
		r.row++
		if err := r.record(); err != nil {
			return r.row, nil, err
		}
		if !blankRow(r.cells) {
			return r.row, r.cells, nil
		}
	}
	return 0, nil, io.EOF
}

func (r *records) record() error {
	r.cells = r.cells[:0]
	for {
		cell, rest, err := r.cell(r.text)
		if err != nil {
			return err
		}
		r.cells, r.text = append(r.cells, cell), rest
		switch {
		case rest == "":
			return nil
		case rest[0] == r.delim:
			if r.text = rest[1:]; r.text == "" {
				r.cells = append(r.cells, "")
				return nil
			}
		default: // the end of the line
			r.text = strings.TrimPrefix(strings.TrimPrefix(rest, "\r"), "\n")
			return nil
		}
	}
}

// cell returns the first cell of a text, and what follows, its end mark first.
func (r *records) cell(text string) (cell, rest string, err error) {
	end := r.end(text)
	start := strings.TrimLeft(text[:end], " \ufeff")
	inner, quoted := strings.CutPrefix(strings.TrimPrefix(start, "="), `"`)
	if !quoted {
		return text[:end], text[end:], nil
	}
	text = text[end-len(inner):]
	var b strings.Builder
	for {
		i := strings.IndexByte(text, '"')
		if i < 0 {
			return "", "", errOpenQuote
		}
		b.WriteString(text[:i])
		if text = text[i+1:]; !strings.HasPrefix(text, `"`) {
			break
		}
		b.WriteByte('"')
		text = text[1:]
	}
	end = r.end(text)
	b.WriteString(text[:end])
	return b.String(), text[end:], nil
}

// end returns where a text has its first delimiter or line end.
func (r *records) end(text string) int {
	for i := range len(text) {
		if b := text[i]; b == r.delim || b == '\n' || b == '\r' {
			return i
		}
	}
	return len(text)
}
