package segment

import (
	"os"
	"slices"
	"strings"
	"testing"
)

// Every example of the guide is a rule, and every node has one.
func TestGuideShowsEveryNode(t *testing.T) {
	text, err := os.ReadFile("../docs/guide/segment-rule.md")
	if err != nil {
		t.Fatal(err)
	}
	var examples strings.Builder
	for i, block := range strings.Split(string(text), "```") {
		example, isJSON := strings.CutPrefix(block, "json\n")
		if i%2 == 0 || !isJSON {
			continue
		}
		if _, err := Parse([]byte(example)); err != nil {
			t.Errorf("%s\n%v", example, err)
		}
		examples.WriteString(example)
	}
	for _, word := range nodeKeys {
		if !strings.Contains(examples.String(), `"`+word+`"`) {
			t.Errorf("the guide has no example of %s", word)
		}
	}
	for _, word := range slices.Concat(states, behaviourKinds, refundKinds, sourceGroups, messageKinds) {
		if !strings.Contains(string(text), "`"+word+"`") {
			t.Errorf("the guide does not tell of %s", word)
		}
	}
}
