package ingest

import (
	"bytes"
	"context"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	textunicode "golang.org/x/text/encoding/unicode"

	"huike"
)

// The encodings by the names that are shown.
const (
	encodingUTF8     = "UTF-8"
	encodingUTF16    = "UTF-16"
	encodingUTF16LE  = "UTF-16LE"
	encodingUTF16BE  = "UTF-16BE"
	encodingGB18030  = "GB18030"
	encodingBig5     = "Big5"
	encodingShiftJIS = "Shift_JIS"
	encoding1252     = "windows-1252"
	encoding1250     = "windows-1250"
	encoding1251     = "windows-1251"
	encoding1254     = "windows-1254"
	encodingMac      = "macintosh"
	encodingKorean   = "EUC-KR"
)

// charset is an encoding that a person may name.
type charset struct {
	name    string
	aliases []string // in lower case
	table   encoding.Encoding
}

var charsets = []charset{
	{encodingUTF8, []string{"utf8", "utf-8-sig", "utf8bom"}, nil},
	{encodingGB18030, []string{"gbk", "gb2312", "cp936", "ansi-zh"}, simplifiedchinese.GB18030},
	{encodingBig5, []string{"big-5", "cp950"}, traditionalchinese.Big5},
	{encodingShiftJIS, []string{"shift-jis", "sjis", "cp932", "windows-31j"}, japanese.ShiftJIS},
	{encodingKorean, []string{"euckr", "cp949"}, korean.EUCKR},
	{encoding1252, []string{"latin1", "latin-1", "iso-8859-1", "cp1252", "ansi"}, charmap.Windows1252},
	{encoding1250, []string{"cp1250"}, charmap.Windows1250},
	{encoding1251, []string{"cp1251"}, charmap.Windows1251},
	{encoding1254, []string{"cp1254", "iso-8859-9"}, charmap.Windows1254},
	{encodingMac, []string{"mac", "macroman"}, charmap.Macintosh},
	{encodingUTF16, []string{"utf16", "unicode"}, textunicode.UTF16(textunicode.LittleEndian, textunicode.UseBOM)},
	{encodingUTF16LE, []string{"utf16le"}, textunicode.UTF16(textunicode.LittleEndian, textunicode.UseBOM)},
	{encodingUTF16BE, []string{"utf16be"}, textunicode.UTF16(textunicode.BigEndian, textunicode.UseBOM)},
}

// Encodings lists the encodings that a person may say, by the names that are shown.
func Encodings() []string {
	var all []string
	for _, c := range charsets {
		all = append(all, c.name)
	}
	return all
}

// encodingNames lists what a person may say of a file's encoding.
func encodingNames() []string {
	var all []string
	for _, c := range charsets {
		all = append(all, strings.ToLower(c.name))
	}
	return all
}

// encodingNamed finds an encoding by a name of it; "" and "auto" leave it open.
// An unknown name is an error of kind Invalid.
func encodingNamed(name string) (string, error) {
	key := strings.ToLower(strings.TrimSpace(name))
	if key == "" || key == "auto" {
		return "", nil
	}
	for _, c := range charsets {
		if key == strings.ToLower(c.name) || slices.Contains(c.aliases, key) {
			return c.name, nil
		}
	}
	return "", huike.Errorf(huike.Invalid, "import.unknown_encoding", "there is no encoding %q; say one of %s", name, strings.Join(encodingNames(), ", "))
}

// codec is how the bytes of a text become letters.
type codec struct {
	encoding string
	mend     bool  // UTF-8 with bytes that are none
	strays   bool  // stray bytes in UTF-8 are read as windows-1252, so that texts that differ stay different
	told     bool  // a person said so
	broken   int64 // characters that cannot be read
	stray    int64 // bytes that were read as windows-1252
	damaged  int64 // characters that an earlier tool had given up
}

// decode turns the bytes of a text into valid UTF-8 without a byte order mark.
func (r codec) decode(in io.Reader) io.Reader {
	for _, c := range charsets {
		if c.name == r.encoding && c.table != nil {
			return c.table.NewDecoder().Reader(withoutBOM(in, r.encoding))
		}
	}
	if !r.mend {
		return withoutBOM(in, encodingUTF8)
	}
	return &mender{in: withoutBOM(in, encodingUTF8), strays: r.strays}
}

// withoutBOM skips the mark of UTF-8 where there is one, whatever follows it.
func withoutBOM(in io.Reader, name string) io.Reader {
	if strings.HasPrefix(name, encodingUTF16) {
		return in
	}
	head := make([]byte, len(utf8BOM))
	n, err := io.ReadFull(in, head)
	if bytes.Equal(head[:n], utf8BOM) {
		n = 0
	}
	rest := in
	if err != nil && n < len(head) {
		rest = failed{err}
	}
	return io.MultiReader(bytes.NewReader(head[:n]), rest)
}

// failed ends a text as it ended.
type failed struct{ err error }

// Read returns the error; a text shorter than was looked for simply ends.
func (f failed) Read([]byte) (int, error) {
	if f.err == io.ErrUnexpectedEOF {
		return 0, io.EOF
	}
	return 0, f.err
}

// mender puts U+FFFD, or the letter of windows-1252, for every byte that is no
// UTF-8.
type mender struct {
	in     io.Reader
	strays bool
	raw    []byte
	out    []byte
	err    error
}

// Read reads on.
func (m *mender) Read(p []byte) (int, error) {
	for len(m.out) == 0 {
		if m.err != nil && len(m.raw) == 0 {
			return 0, m.err
		}
		if m.err == nil {
			buf := make([]byte, 1<<15)
			n, err := m.in.Read(buf)
			m.raw, m.err = append(m.raw, buf[:n]...), err
		}
		m.mend()
	}
	n := copy(p, m.out)
	m.out = m.out[n:]
	return n, nil
}

func (m *mender) mend() {
	m.out = m.out[:0]
	for len(m.raw) > 0 && (m.err != nil || utf8.FullRune(m.raw)) {
		r, size := utf8.DecodeRune(m.raw)
		if r == utf8.RuneError && size == 1 {
			m.out = utf8.AppendRune(m.out, strayRune(m.raw[0], m.strays))
		} else {
			m.out = append(m.out, m.raw[:size]...)
		}
		m.raw = m.raw[size:]
	}
	m.raw = append([]byte(nil), m.raw...)
}

func strayRune(b byte, strays bool) rune {
	if !strays {
		return utf8.RuneError
	}
	if r := charmap.Windows1252.DecodeByte(b); r != utf8.RuneError {
		return r
	}
	return rune(b)
}

// utf16Of tells UTF-16 by its mark or by the NUL bytes of its delimiters, digits
// and line ends; "" for any other text.
func utf16Of(head []byte) string {
	switch {
	case bytes.HasPrefix(head, []byte("\xff\xfe\x00\x00")):
		return ""
	case bytes.HasPrefix(head, []byte("\xff\xfe")), bytes.HasPrefix(head, []byte("\xfe\xff")):
		return encodingUTF16
	}
	even, odd := 0, 0
	for i, b := range head {
		if b == 0 && i%2 == 0 {
			even++
		} else if b == 0 {
			odd++
		}
	}
	half := len(head) / 2
	switch {
	case half < 2:
	case 10*odd > half && 50*even <= odd && plain16(head, 0):
		return encodingUTF16LE
	case 10*even > half && 50*odd <= even && plain16(head, 1):
		return encodingUTF16BE
	}
	return ""
}

// plain16 reports whether the letters that go with the NUL bytes are such as
// stand in a text.
func plain16(head []byte, low int) bool {
	for i := 0; i+1 < len(head); i += 2 {
		if b := head[i+low]; head[i+1-low] == 0 && (b < 0x20 && b != '\n' && b != '\r' && b != '\t') {
			return false
		}
	}
	return true
}

// readAs settles the encoding of a text: what the person said, its mark, or what
// all of it is most like. What cannot be read in it is counted.
func (f *file) readAs(ctx context.Context, open opener, s *scanned, o options) (codec, error) {
	said, err := encodingNamed(o.encoding)
	if err != nil {
		return codec{}, err
	}
	told := said != ""
	if said == "" {
		said = utf16Of(s.head)
	}
	c := codec{encoding: said, told: told}
	switch {
	case s.seen.whole() && (said == "" || said == encodingUTF8):
		return codec{encoding: encodingUTF8, damaged: s.seen.damaged}, nil
	case said == encodingUTF8:
		c.mend = true
	case said == "":
		e, err := gather(ctx, open)
		if err != nil {
			return codec{}, f.unreadable(ctx, err)
		}
		if c, err = e.decide(); err != nil {
			return codec{}, err
		}
	}
	c.broken, err = c.count(ctx, open)
	if err != nil {
		return codec{}, f.unreadable(ctx, err)
	}
	return c, nil
}

// count counts the characters of a text that cannot be read in an encoding.
func (r codec) count(ctx context.Context, open opener) (int64, error) {
	in, err := open()
	if err != nil {
		return 0, err
	}
	defer in.Close()
	text := r.decode(&cancellable{ctx: ctx, r: in})
	var n int64
	buf, mark, kept := make([]byte, 1<<17), []byte("\ufffd"), 0
	for {
		got, err := text.Read(buf[kept:])
		got += kept
		n += int64(bytes.Count(buf[:got], mark))
		kept = 0
		for i := min(2, got); i > 0; i-- {
			if bytes.HasPrefix(mark, buf[got-i:got]) {
				kept = copy(buf, buf[got-i:got])
				break
			}
		}
		if err == io.EOF {
			return n, nil
		}
		if err != nil {
			return n, err
		}
	}
}
