package assortment

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"io"
)

const longestLine = 16 << 20

// readLines reads one basket a line; empty lines are none.
func (c *collector) readLines(text io.Reader, commas bool) error {
	lines := bufio.NewScanner(text)
	lines.Buffer(make([]byte, lookAhead), longestLine)
	for lines.Scan() {
		line := bytes.TrimSpace(lines.Bytes())
		if len(line) == 0 {
			continue
		}
		switch {
		case !commas:
			c.readBlanks(line)
		case bytes.IndexByte(line, '"') >= 0:
			c.readQuoted(line)
		default:
			c.readCommas(line)
		}
		c.starts = append(c.starts, len(c.items))
	}
	return lines.Err()
}

func (c *collector) readBlanks(line []byte) {
	for at := 0; at < len(line); {
		end := at
		for end < len(line) && line[end] > ' ' {
			end++
		}
		c.put(line[at:end])
		at = end + 1
	}
}

func (c *collector) readCommas(line []byte) {
	for more := true; more; {
		var name []byte
		name, line, more = bytes.Cut(line, []byte{','})
		c.put(bytes.TrimSpace(name))
	}
}

// readQuoted reads a line in which commas may stand within quotes; one whose
// quotes do not fit is read as it stands.
func (c *collector) readQuoted(line []byte) {
	r := csv.NewReader(bytes.NewReader(line))
	r.TrimLeadingSpace = true
	cells, err := r.Read()
	if err != nil {
		c.readCommas(line)
		return
	}
	for _, cell := range cells {
		c.put(bytes.TrimSpace([]byte(cell)))
	}
}

// put adds a product to the basket that is being read.
func (c *collector) put(name []byte) {
	if len(name) == 0 {
		return
	}
	if n := c.product(name); n != noProduct {
		c.items = append(c.items, n)
	}
}
