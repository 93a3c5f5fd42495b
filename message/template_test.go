package message

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"huike"
)

func mustParse(t testing.TB, src Source) *Template {
	t.Helper()
	tpl, err := Parse(src)
	if err != nil {
		t.Fatal(err)
	}
	return tpl
}

func mustRender(t testing.TB, tpl *Template, vars Vars) Rendered {
	t.Helper()
	out, err := tpl.Render(context.Background(), vars)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestRender(t *testing.T) {
	f := func(body string, vars Vars, html string, missing ...string) {
		t.Helper()
		out := mustRender(t, mustParse(t, Source{"s", body}), vars)
		if out.HTML != html {
			t.Errorf("%s\n got %s\nwant %s", body, out.HTML, html)
		}
		if d := cmp.Diff(missing, out.Missing); d != "" {
			t.Errorf("%s: missing (-want +got)\n%s", body, d)
		}
	}
	f("<p>{{ customer.name }}</p>", Vars{"customer.name": "Li"}, "<p>Li</p>")
	f("<p>{{ customer.name }}</p>", Vars{"customer.name": `<b>"&`}, "<p>&lt;b&gt;&#34;&amp;</p>")
	f("<p>{{ customer.name }}</p>", Vars{}, "<p></p>", "customer.name")
	f("{{ customer.name | upcase }}", Vars{"customer.name": nil}, "", "customer.name")
	f("{{ customer.name | upcase }}", Vars{"customer.name": "li"}, "LI")
	f(`{{ customer.name | default: "friend" }}`, Vars{}, "friend")
	f(`{{ customer.name | default: "friend" }}`, Vars{"customer.name": ""}, "friend")
	f(`{% if customer.name %}Dear {{ customer.name }}{% else %}Hello{% endif %}`, Vars{}, "Hello")
	f(`{% if occasions >= 2 and stage == "silent" %}a{% else %}b{% endif %}`, Vars{"occasions": int64(3), "stage": "silent"}, "a")
	f(`{% case stage %}{% when "lost" %}x{% when "dead", "silent" %}y{% endcase %}`, Vars{"stage": "silent"}, "y")
	f(`{{ recency_days | plus: 1 }}`, Vars{"recency_days": 57}, "58")
	f(`{{ last_day | date: "%Y/%m/%d" }}`, Vars{"last_day": "2011-12-09"}, "2011/12/09")
	f(`a {{- stage -}} b`, Vars{"stage": "x"}, "axb")
	f(`{{ net }}`, Vars{"net": 12.5}, "12.5")
}

func TestParseRefuses(t *testing.T) {
	f := func(body, code string) {
		t.Helper()
		_, err := Parse(Source{"s", body})
		if huike.CodeOf(err) != "template."+code || huike.KindOf(err) != huike.Invalid {
			t.Errorf("%s: %v, want template.%s", body, err, code)
		}
	}
	f("{{ customer.nmae }}", "unknown_variable")
	f("{{ customer }}", "unknown_variable")
	f("{{ missing_ }}", "unknown_variable")
	f("{{ link_1 }}", "unknown_variable")
	f(`{{ stage | replace: "a", "aaaa" }}`, "unknown_filter")
	f(`{{ stage | safe }}`, "unknown_filter")
	f("{% for i in (1..100000000) %}x{% endfor %}", "unknown_tag")
	f(`{% include "/etc/passwd" %}`, "unknown_tag")
	f(`{% assign a = stage %}`, "unknown_tag")
	f("{{ stage", "syntax")
	f("{{ }}", "syntax")
	f(`{{ stage["x"] }}`, "syntax")
	f(`{{ last_day | date: "%99999999d" }}`, "syntax")
	f("{% if stage %}x", "syntax")
	f("{% endif %}", "syntax")
	f("{{ stage stage }}", "syntax")
	f(strings.Repeat("x", maxSource+1), "too_long")
}

func TestSubjectStaysOneLine(t *testing.T) {
	out := mustRender(t, mustParse(t, Source{"Hi {{ customer.name }}", "x"}), Vars{"customer.name": "a\r\nBcc: b@c"})
	if out.Subject != "Hi a Bcc: b@c" {
		t.Errorf("subject is %q", out.Subject)
	}
}

func TestRenderBoundsSizeAndTime(t *testing.T) {
	tpl := mustParse(t, Source{"s", "{{ customer.name }}"})
	_, err := tpl.Render(context.Background(), Vars{"customer.name": strings.Repeat("x", maxRendered+1)})
	if huike.KindOf(err) != huike.Invalid {
		t.Errorf("a huge message: %v", err)
	}
	ended, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err = tpl.Render(ended, Vars{"customer.name": "x"}); huike.CodeOf(err) != "template.cancelled" {
		t.Errorf("an ended context: %v", err)
	}
}

func TestPlainText(t *testing.T) {
	f := func(body, text string) {
		t.Helper()
		if got := mustRender(t, mustParse(t, Source{"s", body}), SampleVars()).Text; got != text {
			t.Errorf("%s\n got %q\nwant %q", body, got, text)
		}
	}
	f("<html><head><title>x</title><style>a{}</style></head><body><p>Hello&nbsp;&amp; hi</p><p>Two<br>lines</p></body></html>", "Hello & hi\n\nTwo\nlines")
	f(`<a href="https://a.example/x?a=1&amp;b=2">Shop</a> now`, "Shop (https://a.example/x?a=1&b=2) now")
	f(`<ul><li>a</li><li>b</li></ul>`, "- a\n\n- b")
	f(`<p title="{{ stage }}">{{ customer.name }} <img src="x" alt="pic"></p>`, "李雷 pic")
	f(`{% if occasions < 2 %}<p>one</p>{% else %}<p>many</p>{% endif %}`, "many")
	f(`<a href="{{ unsubscribe_url }}">leave</a>`, "leave (https://shop.example/u/sample)")
}

func TestLint(t *testing.T) {
	f := func(src Source, opt LintOptions, want ...Finding) {
		t.Helper()
		if d := cmp.Diff(want, Lint(src, opt)); d != "" && (len(want) > 0 || len(Lint(src, opt)) > 0) {
			t.Errorf("%+v (-want +got)\n%s", src, d)
		}
	}
	leave := `<p>Come back!</p><a href="{{ unsubscribe_url }}">x</a>`
	marketing := LintOptions{Purpose: huike.PurposeMarketing, Nulls: map[string]int64{"city": 3}}
	f(Source{"We miss you", leave}, marketing)
	f(Source{" ", leave}, marketing, Finding{"empty_subject", LevelError, nil})
	f(Source{strings.Repeat("字", 61), leave}, marketing, Finding{"long_subject", LevelWarn, map[string]any{"length": 61, "most": 60}})
	f(Source{"s", "<p>x</p>"}, marketing, Finding{"no_unsubscribe", LevelError, map[string]any{"variable": "unsubscribe_url"}})
	f(Source{"s", "<p>x</p>"}, LintOptions{Purpose: huike.PurposeService})
	f(Source{"s {{ city }}", leave}, marketing, Finding{"no_fallback", LevelWarn, map[string]any{"variable": "city", "customers": int64(3)}})
	f(Source{"s {{ province }}", leave}, marketing)
	f(Source{`s {{ city | default: "you" }}`, leave}, marketing)
	f(Source{"s {% if city %}{{ city }}{% endif %}", leave}, marketing)
	f(Source{"s {{ province }}", leave}, LintOptions{Purpose: huike.PurposeCare}, Finding{"no_fallback", LevelWarn, map[string]any{"variable": "province"}})
	f(Source{"s", "<style>p{}</style>"}, LintOptions{Purpose: huike.PurposeService}, Finding{"no_text", LevelError, nil})
	f(Source{"s", leave + `<a href="https://x.example/{{ stage }}">y</a>`}, LintOptions{Nulls: map[string]int64{}}, Finding{"link_not_counted", LevelWarn, map[string]any{"link": "https://x.example/{{ stage }}"}})
	f(Source{"s", leave + "<script>x</script>"}, marketing, Finding{"active_content", LevelWarn, map[string]any{"near": "<script"}})
	f(Source{"s", leave + "{{ nmae }}"}, marketing, Finding{"unknown_variable", LevelError, map[string]any{"variable": "nmae", "known": knownNames()}})
}

func TestTrackedLinks(t *testing.T) {
	tpl := mustParse(t, Source{"s", `<body><a class="b" href="https://a.example/?x=1&amp;y=2">A</a><a href='https://b.example'>B</a><a href="{{ unsubscribe_url }}">U</a><a href="mailto:x@y.example">M</a></body>`})
	tracked, links, err := tpl.Tracked([]string{"https://b.example"})
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]string{"https://b.example", "https://a.example/?x=1&y=2"}, links); d != "" {
		t.Errorf("links (-want +got)\n%s", d)
	}
	vars := SampleVars()
	vars["link_1"], vars["link_2"], vars["link_open"], vars[UnsubscribeURL] = "T1", "T2", "P", "U&V"
	out := mustRender(t, tracked, vars)
	want := `<body><a class="b" href="T2">A</a><a href="T1">B</a><a href="U&amp;V">U</a><a href="mailto:x@y.example">M</a><img src="P" width="1" height="1" alt="" style="display:none"></body>`
	if out.HTML != want {
		t.Errorf("got  %s\nwant %s", out.HTML, want)
	}
	if out.Text != "A (T2) B (T1) U (U&V) M (mailto:x@y.example)" {
		t.Errorf("text %q", out.Text)
	}
	if again := mustRender(t, tpl, SampleVars()); !strings.Contains(again.HTML, `href="https://a.example/?x=1&amp;y=2"`) {
		t.Errorf("the untracked template changed: %s", again.HTML)
	}
}

// Whatever a person writes: no panic, no endless work, and values never become markup.
func FuzzRender(f *testing.F) {
	for _, s := range []string{"{{ customer.name }}", `{% if stage == "lost" %}a{% endif %}`, "{{", "{% case stage %}{% when 'a' %}", `<a href="https://x.example">{{ net | times: 3 }}</a>`, `{{ last_day | date: "%Y" }}`, "{%- endif -%}", "{{ city | default: 'a' | append: stage }}"} {
		f.Add(s, "Li <b>")
	}
	f.Fuzz(func(t *testing.T, body, name string) {
		Lint(Source{body, body}, LintOptions{})
		tpl, err := Parse(Source{body, body})
		if err != nil {
			return
		}
		tracked, _, err := tpl.Tracked(nil)
		if err != nil {
			return
		}
		out, err := tracked.Render(context.Background(), Vars{"customer.name": name + "<fuzz>"})
		if err == nil && !strings.Contains(body, "<fuzz") && strings.Contains(out.HTML, "<fuzz>") {
			t.Errorf("a value became markup: %q", out.HTML)
		}
		if strings.ContainsAny(out.Subject, "\r\n") {
			t.Errorf("subject of several lines: %q", out.Subject)
		}
	})
}

func BenchmarkRender(b *testing.B) {
	tpl := mustParse(b, Source{"{{ customer.name | default: 'you' }}, we miss you", strings.Repeat(`<p>Hello {{ customer.name | default: "friend" }}, {{ recency_days }} days <a href="https://a.example">x</a></p>`, 5)})
	tracked, _, err := tpl.Tracked(nil)
	if err != nil {
		b.Fatal(err)
	}
	vars := SampleVars()
	for b.Loop() {
		mustRender(b, tracked, vars)
	}
}
