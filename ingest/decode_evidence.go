package ingest

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"huike"
)

// evidence is what a text that is not UTF-8 throughout shows of its encoding.
type evidence struct {
	cells  []string // distinct ones with bytes above 127, as they stand
	seen   map[string]bool
	bytes  int
	valid  int // bytes of UTF-8 sequences
	broken int // bytes above 127 that are no UTF-8
}

// Distinct cells beyond these tell nothing new.
const (
	evidenceCells = 20000
	evidenceBytes = 2 << 20
)

// gather reads all of a text, cell by cell: no encoding uses the bytes of the
// delimiters for anything else.
func gather(ctx context.Context, open opener) (*evidence, error) {
	in, err := open()
	if err != nil {
		return nil, err
	}
	defer in.Close()
	e := &evidence{seen: map[string]bool{}}
	r := bufio.NewReaderSize(withoutBOM(&cancellable{ctx: ctx, r: in}, ""), 1<<18)
	for {
		line, err := r.ReadSlice('\n')
		e.line(line)
		if errors.Is(err, io.EOF) {
			return e, nil
		}
		if err != nil && !errors.Is(err, bufio.ErrBufferFull) {
			return nil, err
		}
	}
}

func (e *evidence) line(line []byte) {
	if utf8.Valid(line) && !slices.ContainsFunc(line, func(b byte) bool { return b >= utf8.RuneSelf }) {
		return
	}
	for len(line) > 0 {
		end := bytes.IndexAny(line, "\t,;\"\r\n<>")
		if end < 0 {
			end = len(line)
		}
		e.cell(line[:end])
		line = line[min(len(line), end+1):]
	}
}

func (e *evidence) cell(cell []byte) {
	high := false
	for i := 0; i < len(cell); {
		r, size := utf8.DecodeRune(cell[i:])
		switch {
		case cell[i] < utf8.RuneSelf:
		case r == utf8.RuneError && size == 1:
			e.broken++
			high = true
		default:
			e.valid += size
			high = true
		}
		i += size
	}
	if high && len(e.cells) < evidenceCells && e.bytes < evidenceBytes && !e.seen[string(cell)] {
		text := string(cell)
		e.seen[text] = true
		e.cells = append(e.cells, text)
		e.bytes += len(cell)
	}
}

// guess is one way to read a text.
type guess struct {
	codec
	cells []string
	least plausible
	score float64 // the logarithm of how likely such a text is
	chars int
}

// The most that one reading may be ahead of another while both remain possible: few
// cells may mislead;
// and what a character costs that cannot be read: e to the power of these.
const (
	doubt      = 2.0
	doubtOfFew = 1.5 // by the number of cells that differ
	brokenCost = -16.0
)

// decide chooses the likeliest encoding. Where two are about as likely and give
// different texts, or none is likely, that is an error of kind Invalid.
func (e *evidence) decide() (codec, error) {
	if e.valid >= 8*e.broken {
		return e.mended(), nil
	}
	var all []guess
	for _, c := range scripts() {
		all = append(all, e.guess(c))
	}
	slices.SortStableFunc(all, func(a, b guess) int {
		switch {
		case a.score > b.score:
			return -1
		case a.score < b.score:
			return 1
		}
		return 0
	})
	best := all[0]
	for _, other := range all[1:] {
		if n, at := differing(best.cells, other.cells); n > 0 && other.score > best.score-doubt-doubtOfFew/float64(n) {
			return codec{}, doubtful(best, other, at)
		}
	}
	if best.score < best.least.each*float64(best.chars)-best.least.all {
		_, at := differing(best.cells, all[1].cells)
		return codec{}, doubtful(best, all[1], at)
	}
	if best.encoding == encodingUTF8 {
		return e.mended(), nil
	}
	if at := collision(e.cells, best.cells); at >= 0 {
		return codec{}, &encodingDoubt{huike.Errorf(huike.Invalid, "import.encoding_doubtful",
			"read as %s, texts that differ would become one (%q); say the encoding of the file, one of %s", best.encoding, shortened(best.cells[at]), strings.Join(encodingNames(), ", ")),
			[]DoubtChoice{{best.encoding, shortened(best.cells[at])}}}
	}
	return best.codec, nil
}

func (e *evidence) guess(s script) guess {
	g := guess{codec: codec{encoding: s.name, mend: true}, score: s.prior, least: s.least}
	var all [][]float64
	for _, raw := range e.cells {
		b, err := io.ReadAll(g.decode(strings.NewReader(raw)))
		if err != nil {
			b = []byte("\ufffd")
		}
		text := string(b)
		scores, chars := s.likelihoods(text)
		g.cells = append(g.cells, text)
		all = append(all, scores)
		g.chars += chars
		if len(text) < 100 && knownHeader(text) {
			g.score += 15
		}
	}
	g.score += together(all)
	return g
}

// differing counts the cells that two readings read differently, and is the index
// of the first.
func differing(a, b []string) (n, at int) {
	for i := range a {
		if a[i] != b[i] {
			if n == 0 {
				at = i
			}
			n++
		}
	}
	return n, at
}

// collision is the index of a cell that a reading makes the same as another.
func collision(raw, read []string) int {
	first := map[string]string{}
	for i, text := range read {
		if !strings.ContainsRune(text, utf8.RuneError) {
			continue
		}
		if other, ok := first[text]; ok && other != raw[i] {
			return i
		}
		first[text] = raw[i]
	}
	return -1
}

// mended is UTF-8 with a few bytes that are none: each is replaced, unless texts
// that differ would become one by it.
func (e *evidence) mended() codec {
	c := codec{encoding: encodingUTF8, mend: true}
	var read []string
	for _, raw := range e.cells {
		read = append(read, strings.ToValidUTF8(raw, "\ufffd"))
	}
	if c.strays = collision(e.cells, read) >= 0; c.strays {
		c.stray = int64(e.broken)
	}
	return c
}

// encodingDoubt is an encoding that is not clear, with what may be said of it.
type encodingDoubt struct {
	error
	choices []DoubtChoice
}

func (d *encodingDoubt) Unwrap() error { return d.error }

func doubtful(a, b guess, at int) error {
	return &encodingDoubt{huike.Errorf(huike.Invalid, "import.encoding_doubtful",
		"the encoding of the file is not clear: %q as %s, %q as %s; say which it is, one of %s",
		shortened(a.cells[at]), a.encoding, shortened(b.cells[at]), b.encoding, strings.Join(encodingNames(), ", ")),
		[]DoubtChoice{{a.encoding, shortened(a.cells[at])}, {b.encoding, shortened(b.cells[at])}}}
}

// shortened is the first word of a text that is more than ASCII, for a sentence.
func shortened(text string) string {
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return unicode.IsSpace(r) }) {
		if strings.IndexFunc(word, func(r rune) bool { return r >= utf8.RuneSelf }) >= 0 {
			if runes := []rune(word); len(runes) > 12 {
				word = string(runes[:12]) + "…"
			}
			return word
		}
	}
	return text
}
