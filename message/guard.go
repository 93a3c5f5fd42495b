package message

import (
	"regexp"
	"slices"
	"strings"
)

// branch is an open condition of a template: which variables surely have a value
// where it has been entered.
type branch struct {
	of      string   // the variable of a case, or ""
	without []string // what the other branch of an unless may be sure of
	sure    []string
}

// branch follows the conditions of a template.
func (s *scanned) branch(tag, condition string) {
	top := len(s.branches) - 1
	switch {
	case slices.Contains(openingTags, tag):
		b := branch{}
		switch tag {
		case "if":
			b.sure = sureOf(condition)
		case "unless":
			b.without = sureOf(condition)
		case "case":
			b.of = condition
		}
		s.branches = append(s.branches, b)
	case top < 0:
	case strings.HasPrefix(tag, "end"):
		s.branches = s.branches[:top]
	case tag == "elsif":
		s.branches[top].sure = sureOf(condition)
	case tag == "when":
		s.branches[top].sure = nil
		if onlyLiterals.MatchString(condition) {
			s.branches[top].sure = []string{s.branches[top].of}
		}
	case tag == "else":
		s.branches[top].sure = s.branches[top].without
	}
}

// guarded reports that a place is only reached when a variable has a value.
func (s *scanned) guarded(name string) bool {
	return slices.ContainsFunc(s.branches, func(b branch) bool { return slices.Contains(b.sure, name) })
}

const literal = `(?:"[^"]+"|'[^']+'|-?[0-9]+(?:\.[0-9]+)?)`

var (
	onlyLiterals = regexp.MustCompile(`^` + literal + `(?:\s*(?:,|or)\s*` + literal + `)*$`)
	// asked is a condition that does not hold without a value.
	asked = regexp.MustCompile(`^([A-Za-z_][A-Za-z0-9_.]*)(?:\s*(?:==|>=|>)\s*` + literal + `)?$`)
)

// sureOf returns the variables that surely have a value where a condition holds.
func sureOf(condition string) []string {
	if strings.Contains(" "+condition+" ", " or ") || strings.Contains(condition, "|") {
		return nil
	}
	var sure []string
	for part := range strings.SplitSeq(condition, " and ") {
		if m := asked.FindStringSubmatch(strings.TrimSpace(part)); m != nil {
			sure = append(sure, m[1])
		}
	}
	return sure
}

// holesOf names the variables without which a message would have a hole, each once.
func holesOf(uses []use) []string {
	var names []string
	for _, u := range uses {
		if v, ok := known(u.name); ok && v.Name != UnsubscribeURL && !u.fallback && !u.condition && !u.guarded {
			names = append(names, u.name)
		}
	}
	return distinct(names)
}

// Holes names the variables that somebody must have to be sent this template:
// it prints them and gives nothing in their place.
func (t *Template) Holes() []string { return holesOf(t.uses) }
