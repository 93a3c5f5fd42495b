package simulate

import (
	"bufio"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// table writes one CSV file (UTF-8, comma, header first).
type table struct {
	file *os.File
	w    *bufio.Writer
	line []byte
	rows int64
}

func newTable(dir, name string, header ...string) (*table, error) {
	f, err := os.Create(filepath.Join(dir, name+".csv"))
	if err != nil {
		return nil, err
	}
	t := &table{file: f, w: bufio.NewWriterSize(f, 1<<20)}
	io.WriteString(t.w, strings.Join(header, ",")+"\n") // a bufio.Writer keeps its error for Flush
	return t, nil
}

func (t *table) text(s string) *table {
	t.line = append(append(t.line, s...), ',')
	return t
}

func (t *table) number(n int64) *table {
	t.line = append(strconv.AppendInt(t.line, n, 10), ',')
	return t
}

func (t *table) decimal(x float64) *table {
	t.line = append(strconv.AppendFloat(t.line, x, 'f', 2, 64), ',')
	return t
}

// instant writes the shop's local time, and nothing for none.
func (t *table) instant(at time.Time) *table {
	if !at.IsZero() {
		t.line = at.AppendFormat(t.line, time.DateTime)
	}
	t.line = append(t.line, ',')
	return t
}

func (t *table) truth(b bool) *table { return t.text(yesNo(b)) }

// end closes the row.
func (t *table) end() {
	t.rows++
	t.line[len(t.line)-1] = '\n'
	t.w.Write(t.line)
	t.line = t.line[:0]
}

// close writes out what is buffered and returns the first error of all writes.
func (t *table) close() error {
	err := t.w.Flush()
	if closed := t.file.Close(); err == nil {
		err = closed
	}
	return err
}
