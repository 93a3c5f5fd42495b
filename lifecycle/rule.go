package lifecycle

import (
	"bytes"
	"embed"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path"
	"slices"
	"strings"

	"huike"
	"huike/stat"
)

//go:embed rule
var ruleFiles embed.FS

// The rules that need no file.
const (
	RuleRank    = "rank"      // the R package's ten boxes on the rank-min scores of the snapshot
	RulePackage = "r-package" // the R package rfm: its cut points and its ten boxes, over the lifetime
)

// Rule turns what customers bought into segments. The guide page rfm-rule.md
// describes the file.
type Rule struct {
	Name       string        `json:"name"`
	WindowDays int           `json:"window_days"` // 0: lifetime
	R          Measure       `json:"r"`
	F          Measure       `json:"f"`
	M          Measure       `json:"m"`
	Flags      string        `json:"flags,omitempty"` // "above_mean", or none
	Segments   []RuleSegment `json:"segments"`        // the first that holds wins
}

// Measure is one of R, F and M: a value, and how it becomes a score. Exactly
// one of Cuts, Bins and Cap is given.
type Measure struct {
	Value  string    `json:"value"`            // r: days, days_between; f: occasions, orders; m: net, gross, m_per_f
	Cuts   []float64 `json:"cuts,omitempty"`   // ascending; half-open bins [c(k-1), c(k)), scored 1 to len+1
	Bins   int       `json:"bins,omitempty"`   // as many quantiles
	Method string    `json:"method,omitempty"` // of the quantiles: rank-min (default), r-package
	Cap    int       `json:"cap,omitempty"`    // the value is the score, at most this
}

// RuleSegment names the customers whose scores or flags are all as wanted.
type RuleSegment struct {
	Name string `json:"name"`
	R    *Want  `json:"r,omitempty"` // nil: any
	F    *Want  `json:"f,omitempty"`
	M    *Want  `json:"m,omitempty"`
}

// Want is a flag (true, false) or a closed range of scores ([4, 5]).
type Want struct {
	Flag  *bool
	Range [2]int
}

// UnmarshalJSON reads true, false or [low, high].
func (w *Want) UnmarshalJSON(b []byte) error {
	if b[0] == '[' {
		return json.Unmarshal(b, &w.Range)
	}
	return json.Unmarshal(b, &w.Flag)
}

// MarshalJSON writes what UnmarshalJSON reads.
func (w Want) MarshalJSON() ([]byte, error) {
	if w.Flag != nil {
		return json.Marshal(w.Flag)
	}
	return json.Marshal(w.Range)
}

func (w *Want) holds(score int, flag bool) bool {
	switch {
	case w == nil:
		return true
	case w.Flag != nil:
		return *w.Flag == flag
	}
	return w.Range[0] <= score && score <= w.Range[1]
}

func (s RuleSegment) wants() [3]*Want { return [3]*Want{s.R, s.F, s.M} }

func (s RuleSegment) holds(scores [3]int, flags [3]bool) bool {
	for k, w := range s.wants() {
		if !w.holds(scores[k], flags[k]) {
			return false
		}
	}
	return true
}

// boxSegments are the ten boxes of the R package rfm.
func boxSegments() []RuleSegment {
	var all []RuleSegment
	for _, b := range stat.DefaultBoxes() {
		all = append(all, RuleSegment{b.Name, &Want{Range: b.R}, &Want{Range: b.F}, &Want{Range: b.M}})
	}
	return all
}

// FindRule returns a rule by name (rank, r-package, eight-tiers) or reads it
// from a file. What cannot be found or read is an error of kind Invalid.
func FindRule(nameOrPath string) (Rule, error) {
	switch nameOrPath {
	case RuleRank:
		return Rule{Name: RuleRank, Segments: boxSegments()}, nil
	case RulePackage:
		by := func(value string) Measure { return Measure{Value: value, Bins: 5, Method: byPackage} }
		return Rule{Name: RulePackage, R: by("days"), F: by("orders"), M: by("net"), Segments: boxSegments()}, nil
	}
	if b, err := ruleFiles.ReadFile("rule/" + nameOrPath + ".json"); err == nil {
		return ParseRule(b)
	}
	b, err := os.ReadFile(nameOrPath)
	if err != nil {
		return Rule{}, huike.Because(err, huike.Invalid, "lifecycle.rule_missing",
			"there is neither an RFM rule nor a file %q; choose %s, or name a file", nameOrPath, strings.Join(RuleNames(), ", "))
	}
	return ParseRule(b)
}

// RuleNames lists the rules that need no file.
func RuleNames() []string {
	names := []string{RuleRank, RulePackage}
	files, err := ruleFiles.ReadDir("rule")
	if err != nil {
		panic("BUG: the embedded rules cannot be read: " + err.Error())
	}
	for _, f := range files {
		names = append(names, strings.TrimSuffix(f.Name(), path.Ext(f.Name())))
	}
	return names
}

// ParseRule reads and checks a rule. What is wrong with it is an error of kind
// Invalid that says where.
func ParseRule(b []byte) (Rule, error) {
	var r Rule
	d := json.NewDecoder(bytes.NewReader(bytes.TrimPrefix(b, []byte("\ufeff"))))
	d.DisallowUnknownFields()
	err := d.Decode(&r)
	if _, more := d.Token(); err == nil && !errors.Is(more, io.EOF) {
		return r, invalid("there is more after the end of the rule")
	}
	if err != nil {
		return r, huike.Errorf(huike.Invalid, "lifecycle.rule", "the RFM rule is not JSON as the guide describes it (rfm-rule.md): %s", err)
	}
	return r, r.check()
}

func invalid(format string, args ...any) error {
	return huike.Errorf(huike.Invalid, "lifecycle.rule", "the RFM rule cannot be used: "+format, args...)
}

func (r Rule) check() error {
	switch {
	case r.Name == "" || r.Name == RuleRank || r.Name == RulePackage:
		return invalid("it needs a name of its own, not %q", r.Name)
	case r.WindowDays < 0:
		return invalid("window_days is %d; give the days to look back, or 0 for the lifetime", r.WindowDays)
	case r.Flags != "" && r.Flags != aboveMean:
		return invalid("flags is %q; the only kind is %q", r.Flags, aboveMean)
	case len(r.Segments) == 0:
		return invalid("segments is empty; name at least one")
	}
	for k, m := range []Measure{r.R, r.F, r.M} {
		if err := m.check(measures[k].name, measures[k].values); err != nil {
			return err
		}
	}
	for _, s := range r.Segments {
		if err := r.checkSegment(s); err != nil {
			return err
		}
	}
	return nil
}

var measures = [3]struct {
	name   string
	values []string
}{{"r", []string{"days", "days_between"}}, {"f", []string{"occasions", "orders"}}, {"m", []string{"net", "gross", "m_per_f"}}}

func (m Measure) check(name string, values []string) error {
	given := 0
	for _, is := range []bool{m.Cuts != nil, m.Bins != 0, m.Cap != 0} {
		if is {
			given++
		}
	}
	switch {
	case !slices.Contains(values, m.Value):
		return invalid("%s.value is %q; choose one of %s", name, m.Value, strings.Join(values, ", "))
	case given != 1:
		return invalid("%s needs exactly one of cuts, bins and cap", name)
	case m.Cap != 0 && (name != "f" || m.Cap < 1):
		return invalid("%s.cap is %d; only f can be its own score, with a cap from 1", name, m.Cap)
	case m.Bins != 0 && (m.Bins < 2 || m.Bins > 100):
		return invalid("%s.bins is %d; choose 2 to 100", name, m.Bins)
	case m.Method != "" && (m.Bins == 0 || m.Method != byRank && m.Method != byPackage):
		return invalid("%s.method is %q; with bins choose %s or %s", name, m.Method, byRank, byPackage)
	case m.Cuts != nil && (len(m.Cuts) == 0 || !ascending(m.Cuts)):
		return invalid("%s.cuts must be numbers that grow", name)
	}
	return nil
}

func ascending(cuts []float64) bool {
	for k := 1; k < len(cuts); k++ {
		if cuts[k] <= cuts[k-1] {
			return false
		}
	}
	return true
}

func (r Rule) checkSegment(s RuleSegment) error {
	if s.Name == "" {
		return invalid("a segment has no name")
	}
	for k, w := range s.wants() {
		switch {
		case w == nil:
		case w.Flag != nil && r.Flags == "":
			return invalid("segment %q asks for a flag of %s, but flags is not set", s.Name, measures[k].name)
		case w.Flag == nil && (w.Range[0] < 1 || w.Range[1] < w.Range[0]):
			return invalid("segment %q asks for %s from %d to %d; scores begin at 1 and the range must not be empty", s.Name, measures[k].name, w.Range[0], w.Range[1])
		}
	}
	return nil
}
