package evaluate_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"testing"
)

// Every refusal of this package has its sentence in both languages.
func TestRefusalsHaveWordsInBothLanguages(t *testing.T) {
	names, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	codes := map[string]bool{}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`huike\.(?:Errorf|Because)\([^"]*"evaluate\.([a-z_]+)"`).FindAllStringSubmatch(string(text), -1) {
			codes[m[1]] = true
		}
	}
	if len(codes) < 20 {
		t.Fatalf("only %d codes were found", len(codes))
	}
	for _, language := range []string{"zh", "en"} {
		text, err := os.ReadFile(filepath.Join("..", "web", "src", "lang", language, "failure.json"))
		if err != nil {
			t.Fatal(err)
		}
		var words struct{ Evaluate map[string]string }
		if err := json.Unmarshal(text, &words); err != nil {
			t.Fatal(err)
		}
		for code := range codes {
			if words.Evaluate[code] == "" {
				t.Errorf("%s has no sentence for evaluate.%s", language, code)
			}
		}
	}
}
