package calendar_test

import (
	"encoding/json"
	"os"
	"testing"
	"time"

	"huike/calendar"

	"github.com/google/go-cmp/cmp"

	"huike/reference"
)

// capVector is one of the cases cap-sliding and cap-multi: the first has one
// cap, the second a list of (most, days).
type capVector struct {
	ID     string
	Inputs struct {
		Cap, Window int
		Rules       [][2]int
		Requests    []int `json:"requests_day"`
	}
	Expected struct{ Allowed []bool }
}

func (v capVector) caps() calendar.Caps {
	if v.Inputs.Cap > 0 {
		return calendar.Caps{{Most: v.Inputs.Cap, Days: v.Inputs.Window}}
	}
	var caps calendar.Caps
	for _, r := range v.Inputs.Rules {
		caps = append(caps, calendar.Cap{Most: r[0], Days: r[1]})
	}
	return caps
}

func TestVectorsCap(t *testing.T) {
	all := readCaps(t)
	for _, id := range []string{"cap-sliding", "cap-multi"} {
		t.Run(id, func(t *testing.T) {
			v, known := all[id]
			if !known {
				t.Fatalf("%s is not among the vectors", id)
			}
			var accepted []time.Time
			var allowed []bool
			for _, day := range v.Inputs.Requests {
				at := time.Date(2024, 1, 1+day, 10, 0, 0, 0, time.UTC)
				ok, _ := v.caps().Allow(accepted, at)
				allowed = append(allowed, ok)
				if ok {
					accepted = append(accepted, at)
				}
			}
			if diff := cmp.Diff(v.Expected.Allowed, allowed); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func readCaps(t *testing.T) map[string]capVector {
	t.Helper()
	raw, err := os.ReadFile(reference.Path(t, "spec", "vectors", "09_contact.json"))
	if err != nil {
		t.Fatalf("the test vectors cannot be read: %v", err)
	}
	var file struct{ Cases []json.RawMessage }
	if err := json.Unmarshal(raw, &file); err != nil {
		t.Fatal(err)
	}
	byID := map[string]capVector{}
	for _, c := range file.Cases {
		var v capVector
		// The other cases of the file have other shapes; they fail to decode here.
		if json.Unmarshal(c, &v) == nil {
			byID[v.ID] = v
		}
	}
	return byID
}

func TestAllowNamesTheCap(t *testing.T) {
	day := time.Date(2024, 6, 18, 10, 0, 0, 0, time.UTC)
	caps := calendar.Caps{{Most: 2, Days: 1}, {Most: 2, Days: 7}}
	ok, broken := caps.Allow([]time.Time{day.AddDate(0, 0, -3), day.AddDate(0, 0, -5)}, day)
	if ok || broken != (calendar.Cap{Most: 2, Days: 7}) {
		t.Errorf("allowed %v, broken %v; want the weekly cap broken", ok, broken)
	}
	if ok, _ := caps.Allow([]time.Time{day.AddDate(0, 0, 1), day.AddDate(0, 0, 2)}, day); !ok {
		t.Error("contacts after the instant count")
	}
}

// A window of one day is a local day, even the one of 23 hours.
func TestCapInShortNight(t *testing.T) {
	berlin := zone(t, "Europe/Berlin")
	before, after := at(t, "2024-03-30 10:00:00", berlin), at(t, "2024-03-31 10:00:00", berlin)
	if ok, _ := (calendar.Caps{{Most: 1, Days: 1}}).Allow([]time.Time{before}, after); !ok {
		t.Errorf("%s after %s is refused, a day has passed", after, before)
	}
}
