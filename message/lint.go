package message

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"huike"
)

// The levels of a finding. With an error the message cannot be sent.
const (
	LevelError = "error"
	LevelWarn  = "warn"
)

// Finding is one thing that is wrong or risky in a template. Code names the
// sentence for translation, without "lint." before it.
type Finding struct {
	Code, Level string
	Params      map[string]any
}

// LintOptions say what a template is for.
type LintOptions struct {
	Purpose huike.Purpose
	// Nulls counts, for variables, the customers of the audience that have no
	// value. Nil: nobody counted, so every variable that may lack a value counts
	// as lacking one.
	Nulls map[string]int64
	// Audience is how many customers Nulls was counted over.
	Audience int64
	// Shared tells of variables that are the same for everybody whether they have
	// a value: "coupon.code".
	Shared map[string]bool
}

// maxSubject is the length of a subject in characters that mail programs on
// telephones and in lists show in full or nearly so.
const maxSubject = 60

// Lint lists everything that is wrong or risky in a source, never nil.
func Lint(src Source, opt LintOptions) []Finding {
	subject, body := scan(src.Subject), scan(src.HTML)
	found := append([]Finding{}, subject.problems...)
	found = append(found, body.problems...)
	if len(found) == 0 {
		if _, err := compile(subject, body); err != nil {
			found = append(found, Finding{"syntax", LevelError, map[string]any{"near": huike.SentenceOf(err)}})
		}
	}
	found = append(found, lintSubject(src.Subject)...)
	found = append(found, lintBody(body, opt.Purpose)...)
	return append(found, lintFallbacks(append(subject.uses, body.uses...), opt)...)
}

func lintSubject(subject string) []Finding {
	if strings.TrimSpace(subject) == "" {
		return []Finding{{"empty_subject", LevelError, nil}}
	}
	if n := utf8.RuneCountInString(liquidToken.ReplaceAllString(subject, "")); n > maxSubject {
		return []Finding{{"long_subject", LevelWarn, map[string]any{"length": n, "most": maxSubject}}}
	}
	return nil
}

var activeContent = regexp.MustCompile(`(?i)<\s*(script|iframe|object|embed|form)\b|\son[a-z]+\s*=|javascript:`)

func lintBody(body *scanned, purpose huike.Purpose) []Finding {
	var found []Finding
	names := func(u use) bool { return u.name == UnsubscribeURL }
	if purpose != huike.PurposeService && !slices.ContainsFunc(body.uses, names) {
		found = append(found, Finding{"no_unsubscribe", LevelError, map[string]any{"variable": UnsubscribeURL}})
	}
	if plainText(body.masked) == "" {
		found = append(found, Finding{"no_text", LevelError, nil})
	}
	if m := activeContent.FindString(body.masked); m != "" {
		found = append(found, Finding{"active_content", LevelWarn, map[string]any{"near": strings.TrimSpace(m)}})
	}
	_, composed := addresses(body.masked)
	for _, url := range composed {
		if shown := excerpt(fill(url, body.written)); !strings.Contains(shown, UnsubscribeURL) {
			found = append(found, Finding{"link_not_counted", LevelWarn, map[string]any{"link": shown}})
		}
	}
	return found
}

// lintFallbacks finds variables that may leave a hole.
func lintFallbacks(uses []use, opt LintOptions) []Finding {
	var found []Finding
	for _, name := range holesOf(uses) {
		v, _ := known(name)
		filled, shared := opt.Shared[name]
		lacking := opt.Nulls[name]
		params := map[string]any{"variable": name}
		switch {
		case shared && filled:
		case shared, opt.Audience > 0 && lacking >= opt.Audience:
			found = append(found, Finding{"never_filled", LevelError, params})
		case lacking > 0 && opt.Audience > 0:
			params["customers"], params["audience"] = lacking, opt.Audience
			found = append(found, Finding{"some_lack", LevelWarn, params})
		case lacking > 0:
			params["customers"] = lacking
			found = append(found, Finding{"no_fallback", LevelWarn, params})
		case opt.Nulls == nil && v.Nullable:
			found = append(found, Finding{"no_fallback", LevelWarn, params})
		}
	}
	return found
}

// asError makes a finding an error of kind Invalid with a sentence.
func (f Finding) asError() error {
	say := func(format string, args ...any) error {
		return huike.Errorf(huike.Invalid, "template."+f.Code, format, args...)
	}
	switch p := f.Params; f.Code {
	case "unknown_variable":
		return say("The template names %q, which is no variable; known are %s.", p["variable"], list(p["known"]))
	case "unknown_filter":
		return say("The template uses the filter %q, which is not available; available are %s.", p["filter"], list(p["known"]))
	case "unknown_tag":
		return say("The template uses the tag %q, which is not available; available are %s.", p["tag"], list(p["known"]))
	case "too_long":
		return say("The template has %d bytes; %d is the most.", p["bytes"], p["most"])
	case "syntax":
		return say("The template cannot be read near %q; check the brackets and quotes.", p["near"])
	}
	panic(fmt.Sprintf("BUG: no sentence for the finding %q with %v", f.Code, slices.Sorted(maps.Keys(f.Params))))
}

func list(words any) string { return strings.Join(words.([]string), ", ") }
