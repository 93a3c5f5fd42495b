package ingest

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"os"

	"huike"
)

// scanned is what a text was found to hold when all of it was read once.
type scanned struct {
	head []byte // the first bytes
	seen *watcher
}

// headBytes is how many bytes of a text are looked at closely.
const headBytes = 1 << 16

// mostRatio and freeBytes are from where on unpacking is refused: nothing that
// people made packs so well.
const (
	mostRatio = 200
	freeBytes = 1 << 30
)

// scan goes through the whole file: its hash, its format, and what its text
// holds.
func (f *file) scan(ctx context.Context) (*scanned, error) {
	in, err := os.Open(f.path)
	if err != nil {
		return nil, noFile(err, f.path)
	}
	defer in.Close()
	sum := newHasher()
	defer func() { f.hash = sum.sum() }()
	counted := &meter{r: &cancellable{ctx: ctx, r: in}}
	raw := bufio.NewReaderSize(io.TeeReader(counted, sum), 1<<20)
	magic, _ := raw.Peek(4)
	var text io.Reader = raw
	if f.gzip = bytes.HasPrefix(magic, []byte("\x1f\x8b")); f.gzip {
		if text, err = gzip.NewReader(raw); err != nil {
			return nil, cutOff(err)
		}
	}
	var s *scanned
	if bytes.HasPrefix(magic, []byte("PK\x03\x04")) || bytes.HasPrefix(magic, []byte("PK\x05\x06")) {
		f.format = formatArchive
		if isWorkbook(f.path) {
			f.format = formatWorkbook
		}
		_, err = io.Copy(io.Discard, raw)
	} else {
		plain := &meter{r: text}
		if f.gzip {
			plain.enough = func(n int64) bool { return n > freeBytes && n/mostRatio > counted.n }
		}
		s, err = scanText(plain)
		f.text = plain.n
	}
	if err != nil {
		return nil, f.unreadable(ctx, err)
	}
	f.size = counted.n
	return s, nil
}

func noFile(err error, path string) error {
	return huike.Because(err, huike.NotFound, "import.no_file", "the file %s cannot be opened; see that it is there and may be read", path)
}

func (f *file) unreadable(ctx context.Context, err error) error {
	switch {
	case ctx.Err() != nil:
		return huike.Because(ctx.Err(), huike.Unavailable, "import.cancelled", "the import was cancelled; nothing was changed")
	case errors.Is(err, errSwollen):
		return swollen()
	case f.gzip:
		return cutOff(err)
	}
	return huike.Because(err, huike.Unavailable, "import.no_file", "the file cannot be read to its end; copy it again")
}

func cutOff(err error) error {
	return huike.Because(err, huike.Invalid, "import.damaged", "the compressed file is damaged or cut off; copy it again")
}

func swollen() error {
	return huike.Errorf(huike.Invalid, "import.swollen", "the file unpacks to more than %d times its size, which no table does; unpack it yourself and import what is in it", mostRatio)
}

// scanText shows all of a text to a watcher and keeps its first bytes.
func scanText(r io.Reader) (*scanned, error) {
	s := &scanned{seen: newWatcher()}
	head := make([]byte, headBytes)
	n, err := io.ReadFull(r, head)
	s.head = head[:n]
	_, _ = s.seen.Write(s.head) // never fails
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return s, endOfText(r)
	}
	if err != nil {
		return nil, err
	}
	_, err = io.CopyBuffer(s.seen, r, make([]byte, 1<<18))
	return s, err
}

// endOfText tells a short text from a compressed one that breaks off: reading
// on ends the first and fails on the other.
func endOfText(r io.Reader) error {
	_, err := io.CopyN(io.Discard, r, 1)
	if errors.Is(err, io.EOF) {
		return nil
	}
	return err
}

var errSwollen = errors.New("the text is too large for the file")

// meter counts what is read.
type meter struct {
	r      io.Reader
	n      int64
	enough func(n int64) bool // nil for never
}

// Read reads on.
func (m *meter) Read(p []byte) (int, error) {
	n, err := m.r.Read(p)
	m.n += int64(n)
	if m.enough != nil && m.enough(m.n) {
		return n, errSwollen
	}
	return n, err
}

// cancellable ends with its context.
type cancellable struct {
	ctx context.Context
	r   io.Reader
}

// Read reads on unless the context has ended.
func (c *cancellable) Read(p []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	return c.r.Read(p)
}
