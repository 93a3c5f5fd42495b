package main

import (
	"strconv"
	"testing"

	"huike/reference"
)

// The CDNOW sample up to 1997-09-30: of 2,357 customers 1,411 bought on one day,
// 439 on two and 507 on more (Fader, Hardie, Lee 2005, "Counting your customers
// the easy way", figure 2). Eight of the first paid nothing, which is no purchase.
func TestS0_07_ProgrammeByCommandLine(t *testing.T) {
	eachShell(t, func(t *testing.T, s shell) {
		s.answer("import", reference.Path(t, "data", "cdnow", "CDNOW_sample.txt"), "--shop", "CDNOW")
		states := s.answer("programme", "states", "--as-of", "1997-09-30", "--days", "365", "--since", "1997-06-30")
		has(t, "states", states, map[string]any{"as_of": "1997-09-30", "customers": 2349.0,
			"states": map[string]any{"new": 1403.0, "impression": 0.0, "second": 439.0, "old": 507.0}})
		has(t, "matured", states["matured"].(map[string]any), map[string]any{"days": 45.0, "customers": 2349.0})
		before := s.answer("programme", "states", "--as-of", "1997-06-30", "--days", "365")["states"].(map[string]any)
		rows := states["moves"].(map[string]any)["rows"].([]any)
		if rows[0] != before["new"] || rows[2] != before["second"] || rows[3] != before["old"] {
			t.Errorf("rows %v of %v", rows, before)
		}
		has(t, "none", s.answer("programme", "list"), map[string]any{"programmes": []any{}, "total": 0.0})
		has(t, "added", s.answer("programme", "add", "--lang", "en"), map[string]any{"id": 1.0})
		has(t, "list", s.answer("programme", "list"), map[string]any{"total": 1.0,
			"programmes": []any{map[string]any{"id": 1.0, "shop": 1.0, "name": "New customers", "steps": 4.0}}})
		wave := s.answer("programme", "wave", "1", "--as-of", "1997-03-31")
		last := wave["steps"].([]any)[3].(map[string]any)
		has(t, "due", last, map[string]any{"no": 4.0, "first": "1997-02-14", "last": "1997-02-24"})
		made := s.answer("programme", "wave", "1", "--as-of", "1997-03-31", "--step", strconv.FormatFloat(last["step"].(float64), 'f', 0, 64))
		plan := s.answer("campaign", "plan", strconv.FormatFloat(made["campaign_id"].(float64), 'f', 0, 64))
		if last["due"] == 0.0 || plan["audience"] != last["due"] || plan["as_of"] != "1997-03-31" {
			t.Errorf("due %v, plan %v", last, plan)
		}
		show := s.answer("programme", "show", "1")
		if steps := show["steps"].([]any); len(steps) != 4 {
			t.Errorf("%v", show)
		}
		if _, errs, code := s.run("programme", "show", "9"); code != 1 || errs == "" {
			t.Errorf("an unknown programme ends with %d: %s", code, errs)
		}
	})
}
