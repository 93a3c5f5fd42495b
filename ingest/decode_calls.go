package ingest

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/url"
	"slices"
	"strings"
	"time"
)

// callsHeader names the columns that Segment's calls become.
var callsHeader = []string{"segment messageid", "segment event", "segment anonymousid", "segment userid", "segment previousid", "segment email", "segment phone",
	"segment timestamp", "segment session", "segment product", "segment title", "segment category", "segment brand", "segment source", "segment value"}

// longestCall is the longest line that is read as a call: Segment takes batches
// of at most 500 KB.
const longestCall = 1 << 20

// isCalls recognises lines of JSON objects.
func isCalls(text string) bool {
	return strings.HasPrefix(strings.TrimLeftFunc(text, isBlank), "{")
}

// calls reads Segment's calls, one JSON object a line; a line may also hold a
// batch. Rows are counted by calls.
type calls struct {
	in    *bufio.Reader
	row   int64
	begun bool
	queue [][]string
}

func newCalls(r io.Reader) *calls { return &calls{in: bufio.NewReaderSize(r, 1<<16)} }

// next returns the header, then a row a call. A line that is no call is a row of
// one cell, which is refused.
func (c *calls) next() (int64, []string, error) {
	if !c.begun {
		c.begun = true
		return 0, callsHeader, nil
	}
	for len(c.queue) == 0 {
		line, err := c.line()
		if line = bytes.TrimFunc(line, isBlank); len(line) > 0 {
			c.queue = rowsOf(line)
		} else if err != nil {
			return 0, nil, err
		}
	}
	cells := c.queue[0]
	c.queue = c.queue[1:]
	c.row++
	return c.row, cells, nil
}

// line reads up to the end of a line; what is longer than any call is cut.
func (c *calls) line() ([]byte, error) {
	var all []byte
	for {
		part, err := c.in.ReadSlice('\n')
		if len(all) < longestCall {
			all = append(all, part...)
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return all, err
		}
	}
}

// call is what is read of one of Segment's calls (Segment's Spec: common fields,
// e-commerce events version 2).
type call struct {
	Type              loose
	MessageID         loose `json:"messageId"`
	AnonymousID       loose `json:"anonymousId"`
	UserID            loose `json:"userId"`
	PreviousID        loose `json:"previousId"`
	Event             loose
	Timestamp         loose
	OriginalTimestamp loose `json:"originalTimestamp"`
	SentAt            loose `json:"sentAt"`
	ReceivedAt        loose `json:"receivedAt"`
	Traits            traits
	Context           struct {
		Traits    traits
		SessionID loose `json:"sessionId"`
		Campaign  struct{ Source loose }
		Page      struct{ Referrer loose }
	}
	Properties struct {
		product
		Email, Phone          loose
		SessionID             loose `json:"session_id"`
		Total, Revenue, Value loose
		Referrer              loose
		Products              []product
	}
	Batch []json.RawMessage
}

type traits struct{ Email, Phone loose }

type product struct {
	ProductID                         loose `json:"product_id"`
	SKU, Name, Category, Brand, Price loose
}

// loose is a text, a number or a truth of JSON as text; of anything else it is
// empty.
type loose string

// UnmarshalJSON never fails.
func (l *loose) UnmarshalJSON(b []byte) error {
	switch b[0] {
	case '"':
		var s string
		if err := json.Unmarshal(b, &s); err == nil {
			*l = loose(s)
		}
	case '{', '[', 'n':
	default:
		*l = loose(b)
	}
	return nil
}

// rowsOf makes the rows of a line.
func rowsOf(line []byte) [][]string {
	var c call
	if !decode(line, &c) {
		return [][]string{{string(line)}}
	}
	if len(c.Batch) == 0 {
		return [][]string{c.cells()}
	}
	var all [][]string
	for _, raw := range c.Batch {
		var one call
		if !decode(raw, &one) {
			all = append(all, []string{string(raw)})
			continue
		}
		one.SentAt, one.ReceivedAt = either(one.SentAt, c.SentAt), either(one.ReceivedAt, c.ReceivedAt)
		all = append(all, one.cells())
	}
	return all
}

// decode reads an object; parts of it that are of another type than they should
// be are left out.
func decode(raw []byte, into *call) bool {
	if raw = bytes.TrimSpace(raw); len(raw) == 0 || raw[0] != '{' || len(raw) >= longestCall {
		return false
	}
	err := json.Unmarshal(raw, into)
	var misfit *json.UnmarshalTypeError
	return err == nil || errors.As(err, &misfit)
}

func either(all ...loose) loose {
	i := slices.IndexFunc(all, func(l loose) bool { return strings.TrimFunc(string(l), isBlank) != "" })
	if i < 0 {
		return ""
	}
	return all[i]
}

// cells are a call's values in the order of callsHeader.
func (c call) cells() []string {
	p := c.Properties.product
	if either(p.ProductID, p.SKU) == "" && len(c.Properties.Products) == 1 {
		p = c.Properties.Products[0]
	}
	number := either(p.ProductID, p.SKU)
	if number == "" {
		p = product{}
	}
	value := either(c.Properties.Total, c.Properties.Revenue, c.Properties.Value, p.Price)
	row := []loose{c.MessageID, c.what(), c.AnonymousID, c.UserID, c.PreviousID,
		either(c.Traits.Email, c.Context.Traits.Email, c.Properties.Email), either(c.Traits.Phone, c.Context.Traits.Phone, c.Properties.Phone),
		loose(c.when()), either(c.Context.SessionID, c.Properties.SessionID), number, p.Name, p.Category, p.Brand, c.source(), value}
	cells := make([]string, len(row))
	for i, l := range row {
		cells[i] = string(l)
	}
	return cells
}

// what is the event of a track call, the type of any other.
func (c call) what() loose {
	if c.Type == "track" {
		return c.Event
	}
	return c.Type
}

// when is the call's time, set right by the difference between the sender's
// clock and the receiver's where the receiver did not do so.
func (c call) when() string {
	if t := either(c.Timestamp); t != "" {
		return string(t)
	}
	made, err1 := time.Parse(time.RFC3339Nano, string(c.OriginalTimestamp))
	sent, err2 := time.Parse(time.RFC3339Nano, string(c.SentAt))
	got, err3 := time.Parse(time.RFC3339Nano, string(c.ReceivedAt))
	if err1 == nil && err2 == nil && err3 == nil {
		return got.Add(-sent.Sub(made)).UTC().Format("2006-01-02T15:04:05.000Z")
	}
	return string(either(c.OriginalTimestamp, c.SentAt, c.ReceivedAt))
}

// source is the campaign's source, or the host that the visit came from.
func (c call) source() loose {
	if s := either(c.Context.Campaign.Source); s != "" {
		return s
	}
	u, err := url.Parse(string(either(c.Context.Page.Referrer, c.Properties.Referrer)))
	if err != nil {
		return ""
	}
	return loose(u.Hostname())
}
