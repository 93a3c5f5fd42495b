package ingest

import (
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"strconv"
	"strings"
)

// tokens reads the tags of an XML file one after the other, without their
// prefixes.
type tokens struct {
	in    *xml.Decoder
	attrs []xml.Attr
}

const (
	startTag = 1
	endTag   = 2
)

func newTokens(in io.Reader) *tokens {
	d := xml.NewDecoder(in)
	d.CharsetReader = anyCharset
	return &tokens{in: d}
}

// next returns the next tag.
func (t *tokens) next() (kind int, name string, err error) {
	for {
		token, err := t.in.RawToken()
		if err != nil {
			return 0, "", err
		}
		switch e := token.(type) {
		case xml.StartElement:
			t.attrs = e.Attr
			return startTag, e.Name.Local, nil
		case xml.EndElement:
			return endTag, e.Name.Local, nil
		}
	}
}

// attr is an attribute of the tag that was just begun.
func (t *tokens) attr(name string) string {
	for _, a := range t.attrs {
		if a.Name.Local == name && a.Name.Space == "" {
			return a.Value
		}
	}
	return ""
}

// text reads on to the end of a tag and returns what stands in it.
func (t *tokens) text(name string) (string, error) {
	var b strings.Builder
	for {
		token, err := t.in.RawToken()
		if err != nil {
			return "", unexpected(err)
		}
		switch e := token.(type) {
		case xml.CharData:
			b.Write(e)
		case xml.EndElement:
			if e.Name.Local == name {
				return b.String(), nil
			}
		}
	}
}

// skip reads on to the end of a tag.
func (t *tokens) skip(name string) error {
	_, err := t.text(name)
	return err
}

func unexpected(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

var escape = regexp.MustCompile(`_x[0-9A-Fa-f]{4}_`)

// unescaped reads the letters that a workbook writes as _x000D_.
func unescaped(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	return escape.ReplaceAllStringFunc(s, func(e string) string {
		n, err := strconv.ParseUint(e[2:6], 16, 32)
		if err != nil || n >= 0xd800 && n < 0xe000 {
			return e
		}
		return string(rune(n))
	})
}
