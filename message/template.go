package message

import (
	"bytes"
	"context"
	"fmt"
	"strings"

	"github.com/osteele/liquid"
	"github.com/osteele/liquid/render"

	"huike"
)

// Source is a message as the merchant writes it: Liquid in both parts, HTML in
// the body.
type Source struct {
	Subject, HTML string
}

// Template is a source that was checked and parsed. It may render for several
// customers at once.
type Template struct {
	subject, html, text *liquid.Template
	body                *scanned
	links               []string // addresses behind link_1, link_2 …; nil when not tracked
	uses                []use
}

// Rendered is a message for one customer.
type Rendered struct {
	Subject, HTML, Text string
	// Missing names the variables that had no value where the template gives no
	// fallback. Such a message has a hole and is not for sending.
	Missing []string
}

// maxRendered bounds each part of a rendered message, in bytes.
const maxRendered = 1 << 20

// Parse checks and compiles a source. The error is of kind Invalid and its
// sentence names the first problem; Lint lists all.
func Parse(src Source) (*Template, error) {
	subject, body := scan(src.Subject), scan(src.HTML)
	for _, p := range append(subject.problems, body.problems...) {
		return nil, p.asError()
	}
	return compile(subject, body)
}

func compile(subject, body *scanned) (*Template, error) {
	t := &Template{body: body, uses: append(subject.uses, body.uses...)}
	var err error
	if t.subject, err = parse(subject.unmask(subject.masked), false); err != nil {
		return nil, err
	}
	return t, t.compileBody(body.masked)
}

// compileBody parses the HTML part and the text part that is made of it.
func (t *Template) compileBody(masked string) (err error) {
	if t.html, err = parse(t.body.unmask(masked), true); err != nil {
		return err
	}
	t.text, err = parse(t.body.unmask(plainText(masked)), false)
	return err
}

// parse hands a scanned text to the engine, with values escaped for HTML if asked.
func parse(source string, escape bool) (t *liquid.Template, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = huike.Because(fmt.Errorf("%v", p), huike.Invalid, "template.syntax", "The template cannot be read; look for conditions that are not closed.")
		}
	}()
	e := liquid.NewEngine()
	e.StrictVariables()
	if escape {
		e.SetAutoEscapeReplacer(render.HtmlEscaper)
	}
	e.RegisterFilter(needed, note)
	// A variable of its own: the engine's error type is an interface, and nil of
	// it would not be nil as error.
	parsed, bad := e.ParseString(source)
	if bad != nil {
		return nil, huike.Because(bad, huike.Invalid, "template.syntax", "The template cannot be read near line %d: %s.", bad.LineNumber()+1, bad.Cause())
	}
	return parsed, nil
}

// note writes down the name of a variable without a value and passes it on.
func note(value any, name string, log any) any {
	if value == nil || value == "" {
		l := log.(*missing)
		l.names = append(l.names, name)
	}
	return value
}

type missing struct{ names []string }

// Render makes the message for one customer. Values are escaped in the HTML
// part. The error is of kind Invalid when the template cannot be applied to the
// values or the result is too large, and Unavailable when ctx ended.
func (t *Template) Render(ctx context.Context, vars Vars) (Rendered, error) {
	log := &missing{}
	values := t.bindings(vars, log)
	var out Rendered
	for _, part := range []struct {
		template *liquid.Template
		into     *string
	}{{t.subject, &out.Subject}, {t.html, &out.HTML}, {t.text, &out.Text}} {
		text, err := renderPart(ctx, part.template, values)
		if err != nil {
			return Rendered{}, err
		}
		*part.into = text
	}
	out.Subject = strings.Join(strings.Fields(out.Subject), " ")
	out.Text = tidy(out.Text)
	out.Missing = distinct(log.names)
	return out, nil
}

func renderPart(ctx context.Context, t *liquid.Template, values map[string]any) (text string, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = huike.Because(fmt.Errorf("%v", p), huike.Invalid, "template.render", "The template cannot be filled in for this customer.")
		}
	}()
	w := &bounded{ctx: ctx}
	if bad := t.FRender(w, values); bad != nil {
		if ctx.Err() != nil {
			return "", huike.Because(ctx.Err(), huike.Unavailable, "template.cancelled", "Rendering was stopped.")
		}
		return "", huike.Because(bad, huike.Invalid, "template.render", "The template cannot be filled in for this customer.")
	}
	return w.String(), nil
}

// bounded is a buffer that refuses to grow without end or after ctx ended.
type bounded struct {
	bytes.Buffer
	ctx context.Context
}

func (b *bounded) Write(p []byte) (int, error) {
	if b.Len()+len(p) > maxRendered {
		return 0, huike.Errorf(huike.Invalid, "template.too_large", "The message is larger than %d bytes.", maxRendered)
	}
	if err := b.ctx.Err(); err != nil {
		return 0, err
	}
	return b.Buffer.Write(p)
}

// WriteString keeps the engine from going round Write.
func (b *bounded) WriteString(s string) (int, error) { return b.Write([]byte(s)) }

// bindings nests the values by the dots in their names; every known variable is
// there, without a value if need be. Links that nobody tracks lead straight to
// their addresses.
func (t *Template) bindings(vars Vars, log *missing) map[string]any {
	top := map[string]any{missingLog: log, openLink: vars[openLink]}
	for _, v := range variables {
		group, leaf, nested := strings.Cut(v.Name, ".")
		value := vars[v.Name]
		if value == "" {
			value = nil // a condition takes an empty text for a value
		}
		if !nested {
			top[v.Name] = value
			continue
		}
		inner, ok := top[group].(map[string]any)
		if !ok {
			inner = map[string]any{}
			top[group] = inner
		}
		inner[leaf] = value
	}
	for i, address := range t.links {
		name := linkName(i + 1)
		top[name] = address
		if tracked, ok := vars[name]; ok {
			top[name] = tracked
		}
	}
	return top
}

func distinct(names []string) []string {
	var out []string
	seen := map[string]bool{}
	for _, n := range names {
		if !seen[n] {
			seen[n] = true
			out = append(out, n)
		}
	}
	return out
}
