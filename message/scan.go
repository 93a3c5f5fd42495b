package message

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// A template is scanned before the engine sees it, and only what is known to be
// harmless goes through: no loops, captures, assignments or files, and no filter
// that can make a long text out of a short one. Rendering therefore takes time
// and space in proportion to the template.

var (
	liquidToken = regexp.MustCompile(`(?s)\{\{-?.*?\}\}|\{%-?.*?%\}`)
	word        = regexp.MustCompile(`^(?:("[^"]*"|'[^']*')|(-?[0-9]+(?:\.[0-9]+)?)|([A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*)|(==|!=|<=|>=|<|>|\||:|,))`)
	tagName     = regexp.MustCompile(`^[a-z]+`)
	datePattern = regexp.MustCompile(`%(?:[^-A-Za-z%]|-[^A-Za-z])`)

	allowedTags     = []string{"if", "elsif", "else", "endif", "unless", "endunless", "case", "when", "endcase"}
	openingTags     = []string{"if", "unless", "case"}
	allowedFilters  = []string{"default", "upcase", "downcase", "capitalize", "strip", "truncate", "append", "prepend", "date", "round", "floor", "ceil", "plus", "minus", "times", "divided_by", "url_encode"}
	liquidConstants = []string{"and", "or", "contains", "true", "false", "nil", "null", "empty", "blank"}
)

const (
	maxSource  = 200_000 // bytes of a template
	maxNesting = 40      // conditions inside conditions
	// needed is our own filter: it notes that a variable had no value.
	needed = "needed_"
	// missingLog is the variable that holds the list it writes to.
	missingLog = "missing_"
)

// use is one place where a template names a variable.
type use struct {
	name      string
	fallback  bool // the place works without a value
	condition bool // the place asks whether there is a value
	guarded   bool // the place is only reached with a value
}

// scanned is a template that the engine may parse.
type scanned struct {
	tokens   []string // Liquid, as the engine shall see it
	written  []string // Liquid, as it was written
	masked   string   // the source with the n-th token replaced by mask(n)
	uses     []use
	problems []Finding
	depth    int
	branches []branch // that are open
}

// The mask stands for a Liquid token while HTML is read; both runes are for
// private use and are taken out of templates.
const maskOpen, maskClose = '\uE000', '\uE001'

func mask(n int) string { return fmt.Sprintf("%c%d%c", maskOpen, n, maskClose) }

var maskedToken = regexp.MustCompile("\uE000([0-9]+)\uE001")

// scan reads a template and notes everything that is wrong with it.
func scan(source string) *scanned {
	s := &scanned{}
	if len(source) > maxSource {
		s.problem("too_long", map[string]any{"bytes": len(source), "most": maxSource})
		return s
	}
	source = strings.NewReplacer(string(maskOpen), "", string(maskClose), "").Replace(strings.ToValidUTF8(source, ""))
	var out strings.Builder
	last := 0
	for _, m := range liquidToken.FindAllStringIndex(source, -1) {
		s.plain(source[last:m[0]])
		out.WriteString(source[last:m[0]])
		out.WriteString(mask(len(s.tokens)))
		s.written = append(s.written, source[m[0]:m[1]])
		s.tokens = append(s.tokens, s.token(source[m[0]:m[1]]))
		last = m[1]
	}
	s.plain(source[last:])
	out.WriteString(source[last:])
	s.masked = out.String()
	if s.depth > 0 {
		s.problem("syntax", map[string]any{"near": "{% if %} without {% endif %}"})
	}
	return s
}

func (s *scanned) problem(code string, params map[string]any) {
	s.problems = append(s.problems, Finding{Code: code, Level: LevelError, Params: params})
}

func (s *scanned) plain(text string) {
	for _, open := range []string{"{{", "{%"} {
		if i := strings.Index(text, open); i >= 0 {
			s.problem("syntax", map[string]any{"near": excerpt(text[i:])})
		}
	}
}

// token checks one {{ … }} or {% … %} and returns what the engine shall see.
func (s *scanned) token(raw string) string {
	kind, inner := raw[:2], raw[2:len(raw)-2]
	inner, left := strings.CutPrefix(inner, "-")
	inner, right := strings.CutSuffix(inner, "-")
	inner = strings.Join(strings.Fields(inner), " ")
	if kind == "{{" {
		inner = s.expression(inner, raw, true)
		return dress("{{", inner, "}}", left, right)
	}
	name := tagName.FindString(inner)
	if !slices.Contains(allowedTags, name) {
		s.problem("unknown_tag", map[string]any{"tag": excerpt(inner), "known": allowedTags})
		return ""
	}
	s.nest(name)
	rest := strings.TrimSpace(inner[len(name):])
	if rest != "" {
		s.expression(rest, raw, false)
	}
	s.branch(name, rest)
	return dress("{%", inner, "%}", left, right)
}

func (s *scanned) nest(tag string) {
	if slices.Contains(openingTags, tag) {
		s.depth++
	}
	if strings.HasPrefix(tag, "end") {
		s.depth--
	}
	if s.depth == maxNesting {
		s.problem("syntax", map[string]any{"near": "too many conditions inside each other"})
	}
}

func dress(open, inner, end string, left, right bool) string {
	if left {
		open += "-"
	}
	if right {
		end = "-" + end
	}
	return open + " " + inner + " " + end
}

// expression checks the words of an expression. In an output that starts with a
// variable and has no fallback it puts our filter behind the variable.
func (s *scanned) expression(inner, raw string, output bool) string {
	first := len(s.uses)
	var filters []string
	before, begin, rest := "", "", inner
	for rest != "" {
		m := word.FindStringSubmatch(rest)
		if m == nil {
			s.problem("syntax", map[string]any{"near": excerpt(raw)})
			return inner
		}
		switch {
		case m[3] != "" && before == "|":
			filters = append(filters, m[3])
		case m[3] != "" && !slices.Contains(liquidConstants, m[3]):
			s.uses = append(s.uses, use{name: m[3]})
			if begin == "" && before == "" {
				begin = m[3]
			}
		case m[1] != "" && len(filters) > 0 && filters[len(filters)-1] == "date" && datePattern.MatchString(m[1]):
			s.problem("syntax", map[string]any{"near": m[1]})
		}
		before = m[0]
		rest = strings.TrimLeft(rest[len(m[0]):], " ")
	}
	if before == "" {
		s.problem("syntax", map[string]any{"near": excerpt(raw)})
	}
	s.check(filters, s.uses[first:], output)
	if begin == "" || !output || slices.Contains(filters, "default") {
		return inner
	}
	return fmt.Sprintf("%s | %s: %q, %s%s", begin, needed, begin, missingLog, inner[len(begin):])
}

// check notes unknown filters and variables, and which uses have a fallback.
func (s *scanned) check(filters []string, uses []use, output bool) {
	for _, f := range filters {
		if !slices.Contains(allowedFilters, f) {
			s.problem("unknown_filter", map[string]any{"filter": f, "known": allowedFilters})
		}
	}
	for i := range uses {
		uses[i].condition, uses[i].guarded = !output, s.guarded(uses[i].name)
		uses[i].fallback = !output || slices.Contains(filters, "default")
		if _, ok := known(uses[i].name); !ok {
			s.problem("unknown_variable", map[string]any{"variable": uses[i].name, "known": knownNames()})
		}
	}
}

// unmask puts the Liquid tokens back into a masked text.
func (s *scanned) unmask(masked string) string { return fill(masked, s.tokens) }

// fill replaces every mask by its token.
func fill(masked string, tokens []string) string {
	return maskedToken.ReplaceAllStringFunc(masked, func(m string) string {
		var n int
		if _, err := fmt.Sscanf(m, "\uE000%d\uE001", &n); err != nil || n >= len(tokens) {
			panic("BUG: a mask without a token: " + m)
		}
		return tokens[n]
	})
}

func excerpt(text string) string {
	runes := []rune(text)
	if len(runes) > 40 {
		return string(runes[:40]) + "…"
	}
	return text
}
