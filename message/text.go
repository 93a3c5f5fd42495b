package message

import (
	"io"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

var (
	blockTags  = []string{"p", "div", "table", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "section", "header", "footer", "br", "hr"}
	silentTags = []string{"style", "script", "head", "title"}
)

// plainText makes the text part of HTML: blocks become lines, a link keeps its
// address in brackets, a picture its description.
func plainText(source string) string {
	w := textWriter{}
	z := html.NewTokenizer(strings.NewReader(source))
	for {
		switch z.Next() {
		case html.ErrorToken:
			if z.Err() != io.EOF {
				return ""
			}
			return tidy(w.out.String())
		case html.TextToken:
			if w.silent == 0 {
				w.out.WriteString(strings.Join(strings.FieldsFunc(" "+string(z.Text())+" ", isLine), " "))
			}
		case html.StartTagToken:
			w.open(z.Token())
		case html.SelfClosingTagToken:
			w.open(z.Token())
		case html.EndTagToken:
			w.close(z.Token())
		}
	}
}

func isLine(r rune) bool { return r == '\n' || r == '\r' }

type textWriter struct {
	out    strings.Builder
	silent int
	href   string
}

func (w *textWriter) open(t html.Token) {
	switch {
	case slices.Contains(silentTags, t.Data) && t.Type == html.StartTagToken:
		w.silent++
	case w.silent > 0:
	case t.Data == "a":
		w.href = attribute(t, "href")
	case t.Data == "img":
		w.out.WriteString(attribute(t, "alt"))
	case slices.Contains(blockTags, t.Data):
		w.out.WriteString("\n")
		if t.Data == "li" {
			w.out.WriteString("- ")
		}
	}
}

func (w *textWriter) close(t html.Token) {
	switch {
	case slices.Contains(silentTags, t.Data):
		w.silent = max(0, w.silent-1)
	case w.silent > 0:
	case t.Data == "a" && w.href != "" && !strings.HasPrefix(w.href, "#"):
		w.out.WriteString(" (" + w.href + ") ")
		w.href = ""
	case slices.Contains(blockTags, t.Data):
		w.out.WriteString("\n")
	}
}

func attribute(t html.Token, name string) string {
	for _, a := range t.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// tidy takes out needless blanks and empty lines, in one pass: it runs for every message.
func tidy(text string) string {
	var out strings.Builder
	out.Grow(len(text))
	lines, blank := 0, false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '\n':
			lines++
		case c == ' ' || c == '\t' || c == '\r' || c == '\f':
			blank = true
		case strings.HasPrefix(text[i:], noBreakSpace):
			blank = true
			i++
		default:
			if lines > 0 {
				out.WriteString("\n\n"[:min(lines, 2)])
			} else if blank {
				out.WriteByte(' ')
			}
			lines, blank = 0, false
			out.WriteByte(c)
		}
	}
	return strings.TrimSpace(out.String())
}

const noBreakSpace = "\u00a0"
