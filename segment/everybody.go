package segment

// IsEverybody reports whether a rule, by its form alone, leaves nobody out: an
// empty all, or whatever comes to the same. A campaign to everybody needs that
// somebody takes responsibility for it (capability S0-19). A rule may also hold
// for everybody by its numbers; Preview.Everybody tells that.
func IsEverybody(r Rule) bool { return settled(r) == yes }

// verdict is what a rule's form says of every customer.
type verdict int

const (
	undecided verdict = iota // it depends on the customer
	yes
	no
)

func settled(r Rule) verdict {
	switch {
	case r.All != nil:
		return fold(r.All, yes, no)
	case r.Any != nil:
		return fold(r.Any, no, yes)
	case r.Not != nil:
		return [...]verdict{undecided: undecided, yes: no, no: yes}[settled(*r.Not)]
	}
	return undecided
}

// fold settles a list of rules: one that is decisive settles it, and when all
// are neutral, it is neutral.
func fold(rules []Rule, neutral, decisive verdict) verdict {
	result := neutral
	for _, r := range rules {
		switch settled(r) {
		case decisive:
			return decisive
		case undecided:
			result = undecided
		}
	}
	return result
}
