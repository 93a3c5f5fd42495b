package lifecycle_test

import (
	"encoding/json"
	"os"
	"testing"

	"huike/reference"
)

// vector reads the inputs and the expected numbers of one case into v.
func vector(t *testing.T, file, id string, v any) {
	t.Helper()
	raw, err := os.ReadFile(reference.Path(t, "spec", "vectors", file))
	if err != nil {
		t.Fatalf("the test vectors cannot be read: %v", err)
	}
	var all struct{ Cases []json.RawMessage }
	if err := json.Unmarshal(raw, &all); err != nil {
		t.Fatal(err)
	}
	for _, c := range all.Cases {
		var head struct{ ID string }
		if err := json.Unmarshal(c, &head); err != nil {
			t.Fatal(err)
		}
		if head.ID == id {
			if err := json.Unmarshal(c, v); err != nil {
				t.Fatal(err)
			}
			return
		}
	}
	t.Fatalf("%s has no case %s", file, id)
}
