package ingest

import (
	"bufio"
	"errors"
	"io"
	"strings"
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
// length.
type lenient struct {
	in    *bufio.Reader
	delim rune
	row   int64
}

func newLenient(r io.Reader, delim rune) *lenient {
	return &lenient{in: bufio.NewReaderSize(r, 1<<16), delim: delim}
}

// next returns the next row that is not blank.
func (l *lenient) next() (int64, []string, error) {
	for {
		cells, err := l.record()
		if err != nil {
			return 0, nil, err
		}
		l.row++
		if len(cells) > 1 || strings.TrimFunc(cells[0], isBlank) != "" {
			return l.row, cells, nil
		}
	}
}

func (l *lenient) record() ([]string, error) {
	var cells []string
	for {
		cell, end, err := l.cell()
		if err != nil && !errors.Is(err, io.EOF) {
			return nil, err
		}
		if err != nil && cell == "" && len(cells) == 0 {
			return nil, io.EOF
		}
		cells = append(cells, cell)
		if end || err != nil {
			return cells, nil
		}
	}
}

// cell reads up to the delimiter or the end of the line, and tells which; the
// error is io.EOF at the end of the text.
func (l *lenient) cell() (text string, end bool, err error) {
	var b strings.Builder
	quoted := false
	for b.Len() < longestCell {
		r, _, err := l.in.ReadRune()
		if err != nil {
			return b.String(), true, err
		}
		switch {
		case quoted && r == '"':
			if quoted = l.peek('"'); quoted {
				b.WriteRune('"')
			}
		case quoted:
			b.WriteRune(r)
		case r == '"' && opens(b.String()):
			b.Reset()
			quoted = true
		case r == l.delim:
			return b.String(), false, nil
		case r == '\n':
			return b.String(), true, nil
		case r == '\r':
			l.peek('\n')
			return b.String(), true, nil
		case r == '\ufeff' && b.Len() == 0:
		default:
			b.WriteRune(r)
		}
	}
	return b.String(), true, nil
}

// opens reports whether a quote after this text opens a quoted cell.
func opens(text string) bool {
	text = strings.TrimFunc(text, isBlank)
	return text == "" || text == "="
}

// peek takes the next rune if it is the one.
func (l *lenient) peek(want rune) bool {
	r, _, err := l.in.ReadRune()
	if err != nil {
		return false
	}
	if r == want {
		return true
	}
	// A rune was just read, so it can be given back.
	_ = l.in.UnreadRune()
	return false
}
