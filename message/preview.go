package message

import (
	"context"

	"github.com/microcosm-cc/bluemonday"
)

// Preview renders a message as Render does, for a person to look at: what could
// act in a browser (scripts, forms, frames) is taken out of the HTML part.
// Values that are not given are those of a made-up customer when sample is true.
func (t *Template) Preview(ctx context.Context, vars Vars, sample bool) (Rendered, error) {
	shown := Vars{}
	if sample {
		shown = SampleVars()
	}
	for name, value := range vars {
		shown[name] = value
	}
	out, err := t.Render(ctx, shown)
	out.HTML = harmless().Sanitize(out.HTML)
	return out, err
}

// harmless lets through what mails are built of.
func harmless() *bluemonday.Policy {
	p := bluemonday.UGCPolicy()
	p.AllowStyling()
	p.AllowAttrs("style", "align", "valign", "width", "height", "bgcolor").Globally()
	p.AllowElements("center", "font", "u")
	p.AllowAttrs("border", "cellpadding", "cellspacing").OnElements("table")
	p.AllowAttrs("color", "face", "size").OnElements("font")
	return p
}
