package segment

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"huike"
	"huike/store"
)

// maxExpanded is the most conditions that a rule may have in all with the rules
// of the segments that it names.
const maxExpanded = 2000

// expand puts the current rules of the segments that a rule names into their
// places, so that all is asked as of one day. Lists stay. id is the segment to
// which the rule belongs, 0 for none, and shop the one of which it is asked.
func expand(ctx context.Context, reader store.Reader, r Rule, id int64, shop huike.ShopID) (Rule, error) {
	e := expander{shop: shop}
	if id != 0 {
		e.chain = []int64{id}
	}
	if len(r.segments()) > 0 {
		all, err := store.All(ctx, reader, queries.Get("segment"), store.Args{"segment": 0, "archived": false}, scanSegment)
		if err != nil {
			return Rule{}, err
		}
		e.known = all
	}
	return e.rule(r, "rule")
}

type expander struct {
	known      []Segment
	shop       huike.ShopID
	chain      []int64 // segments whose rules are being expanded, from the outside in
	conditions int
}

func (e *expander) rule(r Rule, path string) (_ Rule, err error) {
	switch {
	case r.All != nil:
		r.All, err = e.list(r.All, path+".all")
	case r.Any != nil:
		r.Any, err = e.list(r.Any, path+".any")
	case r.Not != nil:
		var child Rule
		child, err = e.rule(*r.Not, path+".not")
		r.Not = &child
	case r.Segment != 0:
		return e.segment(r, path+".segment")
	default:
		err = e.count(path)
	}
	return r, err
}

func (e *expander) list(rules []Rule, path string) ([]Rule, error) {
	out := make([]Rule, len(rules))
	for i, r := range rules {
		var err error
		if out[i], err = e.rule(r, fmt.Sprintf("%s[%d]", path, i)); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (e *expander) count(path string) error {
	if e.conditions++; e.conditions > maxExpanded {
		return huike.Errorf(huike.Invalid, "segment.too_many", "%s: with the rules of the segments that it names, the rule has more than %d conditions", path, maxExpanded)
	}
	return nil
}

func (e *expander) segment(r Rule, path string) (Rule, error) {
	if slices.Contains(e.chain, r.Segment) {
		return Rule{}, huike.Errorf(huike.Invalid, "segment.cycle", "%s: segment %d would be part of itself: %s", path, r.Segment, arrows(append(slices.Clone(e.chain), r.Segment)))
	}
	i := slices.IndexFunc(e.known, func(g Segment) bool { return g.ID == r.Segment })
	if i < 0 {
		return Rule{}, huike.Errorf(huike.Invalid, "segment.unknown_segment", "%s: there is no segment %d in use", path, r.Segment)
	}
	g := e.known[i]
	if g.Shop != 0 && g.Shop != e.shop {
		return Rule{}, huike.Errorf(huike.Invalid, "segment.other_shop", "%s: segment %d is of shop %d only; name segments of the same shop or of all shops", path, g.ID, g.Shop)
	}
	if g.Kind == KindList {
		return r, e.count(path)
	}
	e.chain = append(e.chain, g.ID)
	expanded, err := e.rule(g.Rule, path)
	e.chain = e.chain[:len(e.chain)-1]
	return expanded, err
}

func arrows(ids []int64) string {
	words := make([]string, len(ids))
	for i, id := range ids {
		words[i] = fmt.Sprint(id)
	}
	return strings.Join(words, " → ")
}

// usersOf returns the names of the segments in use whose rules name a segment.
func usersOf(ctx context.Context, reader store.Reader, id int64) ([]string, error) {
	all, err := store.All(ctx, reader, queries.Get("segment"), store.Args{"segment": 0, "archived": false}, scanSegment)
	if err != nil {
		return nil, err
	}
	var names []string
	for _, g := range all {
		if g.ID != id && slices.Contains(g.Rule.segments(), id) {
			names = append(names, fmt.Sprintf("%q", g.Name))
		}
	}
	return names, nil
}
