package message

import (
	"bytes"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
)

// linkPrefix begins the variables that hold tracked addresses: link_1, link_2 …
// and link_open for the picture that tells of opening.
const linkPrefix = "link_"

const openLink = linkPrefix + "open"

func linkName(n int) string { return linkPrefix + strconv.Itoa(n) }

// Tracked returns a copy of the template whose links lead through our counter
// and which carries a picture that tells of opening. links are the campaign's
// addresses so far, number n at index n-1; the grown list comes back and belongs
// into the campaign's link table. Only literal http and https addresses are
// counted; the HTML is read once here and never again for a message.
func (t *Template) Tracked(links []string) (*Template, []string, error) {
	c := *t
	body := *t.body
	body.tokens = slices.Clone(t.body.tokens)
	c.body = &body
	r := rewriter{body: &body, links: slices.Clone(links)}
	masked := r.rewrite(t.body.masked)
	c.links = r.links
	return &c, slices.Clone(r.links), c.compileBody(masked)
}

type rewriter struct {
	body  *scanned
	links []string
}

// variable returns the mask of a new token that prints a variable.
func (r *rewriter) variable(name string) string {
	r.body.tokens = append(r.body.tokens, "{{ "+name+" }}")
	return mask(len(r.body.tokens) - 1)
}

func (r *rewriter) rewrite(masked string) string {
	var out bytes.Buffer
	pixel := fmt.Sprintf(`<img src="%s" width="1" height="1" alt="" style="display:none">`, r.variable(openLink))
	done := false
	z := html.NewTokenizer(strings.NewReader(masked))
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			if z.Err() != io.EOF {
				return masked
			}
			break
		}
		raw := string(z.Raw())
		switch name, _ := z.TagName(); {
		case kind == html.StartTagToken && string(name) == "a":
			raw = r.anchor(raw)
		case kind == html.EndTagToken && string(name) == "body" && !done:
			raw, done = pixel+raw, true
		}
		out.WriteString(raw)
	}
	if !done {
		out.WriteString(pixel)
	}
	return out.String()
}

var hrefValue = regexp.MustCompile(`(?is)(\shref\s*=\s*)("[^"]*"|'[^']*'|[^\s"'>]+)`)

// anchor replaces the address in the text of an <a …> tag.
func (r *rewriter) anchor(raw string) string {
	m := hrefValue.FindStringSubmatchIndex(raw)
	if m == nil {
		return raw
	}
	url := html.UnescapeString(strings.Trim(raw[m[4]:m[5]], `"'`))
	if !countable(url) {
		return raw
	}
	n := slices.Index(r.links, url)
	if n < 0 {
		r.links = append(r.links, url)
		n = len(r.links) - 1
	}
	return raw[:m[4]] + `"` + r.variable(linkName(n+1)) + `"` + raw[m[5]:]
}

// countable reports whether an address is literal and leads to a web page.
func countable(url string) bool {
	lower := strings.ToLower(url)
	web := strings.HasPrefix(lower, "http://") || strings.HasPrefix(lower, "https://")
	return web && !strings.ContainsRune(url, maskOpen)
}

// addresses returns the literal and the composed addresses of the links of a
// masked body.
func addresses(masked string) (literal, composed []string) {
	z := html.NewTokenizer(strings.NewReader(masked))
	for kind := z.Next(); kind != html.ErrorToken; kind = z.Next() {
		if kind != html.StartTagToken {
			continue
		}
		t := z.Token()
		switch url := attribute(t, "href"); {
		case t.Data != "a" || url == "":
		case strings.ContainsRune(url, maskOpen):
			composed = append(composed, url)
		default:
			literal = append(literal, url)
		}
	}
	return literal, composed
}
