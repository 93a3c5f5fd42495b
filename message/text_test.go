package message

import (
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestTidy(t *testing.T) {
	var (
		spaces     = regexp.MustCompile(`[ \t\r\f\x{00a0}]+`)
		aroundLine = regexp.MustCompile(` *\n *`)
		manyLines  = regexp.MustCompile(`\n{3,}`)
	)
	piece := rapid.SampledFrom([]string{" ", "\t", "\r", "\f", "\u00a0", "\n", "\n\n\n", "a", "客", "\u3000", "\xc2", "\xa0", "-"})
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOf(piece).Draw(t, "text"), "")
		want := aroundLine.ReplaceAllString(spaces.ReplaceAllString(text, " "), "\n")
		want = strings.TrimSpace(manyLines.ReplaceAllString(want, "\n\n"))
		if got := tidy(text); got != want {
			t.Errorf("tidy(%q) = %q, want %q", text, got, want)
		}
	})
}
