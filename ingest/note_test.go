package ingest

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
)

// Every note has its sentence in both languages of the web app, with as many
// values.
func TestNotesHaveTheirSentences(t *testing.T) {
	for _, lang := range []string{"en", "zh"} {
		b, err := os.ReadFile("../web/src/lang/" + lang + "/import.json")
		if err != nil {
			t.Fatal(err)
		}
		var texts struct{ Note map[string]string }
		if err := json.Unmarshal(b, &texts); err != nil {
			t.Fatal(err)
		}
		if len(texts.Note) != len(notes) {
			t.Errorf("%s has %d notes for %d", lang, len(texts.Note), len(notes))
		}
		for code, pattern := range notes {
			if got, want := strings.Count(texts.Note[code], "{{"), strings.Count(pattern, "%s"); got != want || texts.Note[code] == "" {
				t.Errorf("%s %s: %q names %d of %d values", lang, code, texts.Note[code], got, want)
			}
		}
	}
}
