package ingest

import (
	"bufio"
	"errors"
	"io"
	"regexp"
	"strings"
)

// cdnowLine is a line of the CDNOW files: customer, in the sample also a sample
// number, day, CDs, dollars.
var cdnowLine = regexp.MustCompile(`^\s*\d{1,6}(\s+\d{1,5})?\s+\d{8}\s+\d{1,4}\s+\d{1,6}\.\d{2}\s*$`)

var cdnowHeader = []string{"CDNOW customer", "CDNOW date", "CDNOW CDs", "CDNOW dollars"}

// isCDNOW reports whether a text begins like the CDNOW files.
func isCDNOW(head string) bool {
	return cdnowLine.MatchString(strings.TrimRight(firstLine(head), "\r\n"))
}

// cdnow reads the fixed columns of the CDNOW files, under a header of its own.
type cdnow struct {
	in  *bufio.Scanner
	row int64
}

func newCDNOW(r io.Reader) *cdnow { return &cdnow{in: bufio.NewScanner(r)} }

// next returns the header first, as row 0: the file has none, so that its first
// line is row 1.
func (c *cdnow) next() (int64, []string, error) {
	if c.row == 0 {
		c.row = 1
		return 0, cdnowHeader, nil
	}
	for c.in.Scan() {
		row := c.row
		c.row++
		cells := strings.Fields(c.in.Text())
		if len(cells) == 0 {
			continue
		}
		if len(cells) == 5 { // customer, number in the sample, day, CDs, dollars
			cells = append(cells[:1], cells[2:]...)
		}
		return row, cells, nil
	}
	if err := c.in.Err(); err != nil && !errors.Is(err, bufio.ErrTooLong) {
		return 0, nil, err
	}
	return 0, nil, io.EOF
}
