package segment

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"huike"
)

// nodeKeys are the keys of which a node has one; a condition on a field has
// three.
var nodeKeys = []string{"all", "any", "not", "field", "bought", "message", "orders", "was", "did", "chatted", "reviewed", "refunded",
	"came_from", "told", "state", "past_contacted", "redeemed", "segment"}

// Parse reads a rule written as JSON. It refuses unknown keys, fields,
// operators and values, wrong types, and rules that are too deep or too long,
// with an error of kind Invalid whose sentence names the path. Besides this
// room's fields it knows those of the sources.
func Parse(text []byte, sources ...Source) (Rule, error) {
	return decode(text, decoder{language: sources})
}

// Parse is the package's Parse with the fields of the room's sources.
func (s *Segments) Parse(text []byte) (Rule, error) { return Parse(text, s.sources...) }

func decode(text []byte, d decoder) (Rule, error) {
	if len(text) > maxBytes {
		return Rule{}, huike.Errorf(huike.Invalid, "segment.too_long", "the rule has more than %d bytes; bring long lists as a list segment instead", maxBytes)
	}
	if !json.Valid(text) {
		return Rule{}, huike.Errorf(huike.Invalid, "segment.json", "the rule is not JSON; the shortest one is {\"all\":[]}, which means everybody")
	}
	return d.rule(text, "rule", 1)
}

// decoder counts the conditions of the rule that it reads.
type decoder struct {
	language   language
	saved      bool // the rule was checked before; what its fields mean is seen when it is compiled
	conditions int
}

func (d *decoder) rule(raw json.RawMessage, path string, depth int) (Rule, error) {
	if depth > MaxDepth {
		return Rule{}, huike.Errorf(huike.Invalid, "segment.too_deep", "%s: a rule may nest %d deep, and this one goes deeper", path, MaxDepth)
	}
	members, err := object(raw, path)
	if err != nil {
		return Rule{}, err
	}
	key, err := kindOf(members, path)
	if err != nil {
		return Rule{}, err
	}
	if key == "all" || key == "any" || key == "not" {
		return d.group(key, members[key], path, depth)
	}
	if d.conditions++; d.conditions > MaxConditions {
		return Rule{}, huike.Errorf(huike.Invalid, "segment.too_many", "%s: a rule may hold %d conditions, and this is one more", path, MaxConditions)
	}
	r, err := condition(key, raw, members[key], path)
	if err != nil {
		return Rule{}, err
	}
	if d.saved && r.Field != "" {
		return r, nil
	}
	return r, r.check(d.language, path)
}

// kindOf returns the one key that says what a node is.
func kindOf(members map[string]json.RawMessage, path string) (string, error) {
	var kinds []string
	for _, key := range slices.Sorted(maps.Keys(members)) {
		switch {
		case slices.Contains(nodeKeys, key):
			kinds = append(kinds, key)
		case key != "op" && key != "value":
			return "", unknownKey(path, key, append(slices.Clone(nodeKeys), "op", "value"))
		}
	}
	if len(kinds) != 1 {
		return "", huike.Errorf(huike.Invalid, "segment.node", "%s: needs exactly one of %s, and has %d", path, strings.Join(nodeKeys, ", "), len(kinds))
	}
	if kinds[0] != "field" && len(members) > 1 {
		return "", huike.Errorf(huike.Invalid, "segment.node", "%s: %q stands alone; op and value belong to field", path, kinds[0])
	}
	return kinds[0], nil
}

func (d *decoder) group(key string, raw json.RawMessage, path string, depth int) (Rule, error) {
	path += "." + key
	if key == "not" {
		child, err := d.rule(raw, path, depth+1)
		return Rule{Not: &child}, err
	}
	var parts []json.RawMessage
	if json.Unmarshal(raw, &parts) != nil || parts == nil {
		return Rule{}, huike.Errorf(huike.Invalid, "segment.type", "%s: must be a list of rules", path)
	}
	if key == "any" && len(parts) == 0 {
		return Rule{}, huike.Errorf(huike.Invalid, "segment.empty", "%s: is empty and so means nobody; put a condition into it or take it away", path)
	}
	children := make([]Rule, len(parts))
	for i, part := range parts {
		child, err := d.rule(part, fmt.Sprintf("%s[%d]", path, i), depth+1)
		if err != nil {
			return Rule{}, err
		}
		children[i] = child
	}
	if key == "any" {
		return Rule{Any: children}, nil
	}
	return Rule{All: children}, nil
}

// condition reads a node without nodes below it.
func condition(key string, node, raw json.RawMessage, path string) (r Rule, err error) {
	below := path + "." + key
	switch key {
	case "field":
		err = into(node, path, map[string]any{"field": &r.Field, "op": &r.Op, "value": &r.Value})
	case "bought":
		b := &Bought{}
		r.Bought = b
		err = into(raw, below, map[string]any{"products": &b.Products, "categories": &b.Categories,
			"title_contains": &b.TitleContains, "days": &b.Days, "min_quantity": &b.MinQuantity, "min_times": &b.MinTimes})
	case "message":
		m := &Message{}
		r.Message = m
		err = into(raw, below, map[string]any{"kind": &m.Kind, "campaign": &m.Campaign, "channel": (*string)(&m.Channel), "days": &m.Days})
	case "orders":
		o := &Orders{}
		r.Orders = o
		err = into(raw, below, map[string]any{"from": &o.From, "to": &o.To, "min_orders": &o.MinOrders, "min_amount": &o.MinAmount})
	case "segment":
		err = value(raw, below, &r.Segment)
	default:
		err = r.fact(key, raw, below)
	}
	return r, err
}

// fact reads a node over other facts than orders and messages.
func (r *Rule) fact(key string, raw json.RawMessage, path string) error {
	switch key {
	case "was":
		r.Was = &Was{}
		return into(raw, path, map[string]any{"day": &r.Was.Day, "field": &r.Was.Field, "op": &r.Was.Op, "value": &r.Was.Value})
	case "did":
		r.Did = &Did{}
		return into(raw, path, map[string]any{"kinds": &r.Did.Kinds, "products": &r.Did.Products, "categories": &r.Did.Categories,
			"hours": &r.Did.Hours, "days": &r.Did.Days, "min_times": &r.Did.MinTimes})
	case "chatted":
		r.Chatted = &Chatted{}
		return into(raw, path, map[string]any{"bargained": &r.Chatted.Bargained, "max_score": &r.Chatted.MaxScore, "days": &r.Chatted.Days, "min_times": &r.Chatted.MinTimes})
	case "reviewed":
		r.Reviewed = &Reviewed{}
		return into(raw, path, map[string]any{"min_score": &r.Reviewed.MinScore, "max_score": &r.Reviewed.MaxScore, "days": &r.Reviewed.Days, "min_times": &r.Reviewed.MinTimes})
	case "refunded":
		r.Refunded = &Refunded{}
		return into(raw, path, map[string]any{"kinds": &r.Refunded.Kinds, "days": &r.Refunded.Days, "min_times": &r.Refunded.MinTimes})
	case "came_from":
		r.CameFrom = &CameFrom{}
		return into(raw, path, map[string]any{"sources": &r.CameFrom.Sources, "groups": &r.CameFrom.Groups})
	case "told":
		r.Told = &Told{}
		return into(raw, path, map[string]any{"name": &r.Told.Name, "op": &r.Told.Op, "value": &r.Told.Value})
	case "state":
		r.State = &State{}
		return into(raw, path, map[string]any{"in": &r.State.In, "days": &r.State.Days})
	case "past_contacted":
		r.PastContacted = &PastContacted{}
		return into(raw, path, map[string]any{"campaign": &r.PastContacted.Campaign, "days": &r.PastContacted.Days})
	case "redeemed":
		r.Redeemed = &Redeemed{}
		return into(raw, path, map[string]any{"campaign": &r.Redeemed.Campaign, "days": &r.Redeemed.Days, "min_times": &r.Redeemed.MinTimes})
	}
	panic("BUG: the node " + key + " is not read")
}

// into reads the keys of an object into their targets and refuses others.
func into(raw json.RawMessage, path string, targets map[string]any) error {
	members, err := object(raw, path)
	if err != nil {
		return err
	}
	for _, key := range slices.Sorted(maps.Keys(members)) {
		target, known := targets[key]
		if !known {
			return unknownKey(path, key, slices.Sorted(maps.Keys(targets)))
		}
		if err := value(members[key], path+"."+key, target); err != nil {
			return err
		}
	}
	return nil
}

func value(raw json.RawMessage, path string, target any) error {
	if json.Unmarshal(raw, target) == nil {
		return nil
	}
	return huike.Errorf(huike.Invalid, "segment.type", "%s: must be %s", path, wanted(target))
}

func wanted(target any) string {
	switch target.(type) {
	case *string:
		return "a text"
	case *[]string:
		return `a list of texts, for example ["85123A"]`
	case *any:
		return "a number, a text or a list of them"
	case *float64:
		return "a number"
	case *bool:
		return "true or false"
	case *[]int:
		return "a list of whole numbers, for example [20, 21]"
	case **huike.Day, *huike.Day:
		return "a day, written YYYY-MM-DD"
	}
	return "a whole number"
}

// object reads the members of a JSON object and refuses a key that comes twice.
func object(raw json.RawMessage, path string) (map[string]json.RawMessage, error) {
	notOne := huike.Errorf(huike.Invalid, "segment.type", "%s: must be an object, for example {\"field\":\"stage\",\"op\":\"eq\",\"value\":\"silent\"}", path)
	in := json.NewDecoder(bytes.NewReader(raw))
	if open, err := in.Token(); err != nil || open != json.Delim('{') {
		return nil, notOne
	}
	members := map[string]json.RawMessage{}
	for in.More() {
		key, err := in.Token()
		if err != nil {
			return nil, notOne
		}
		name := key.(string)
		if _, twice := members[name]; twice {
			return nil, huike.Errorf(huike.Invalid, "segment.twice", "%s: %s stands there twice", path, quoted(name))
		}
		var member json.RawMessage
		if in.Decode(&member) != nil {
			return nil, notOne
		}
		members[name] = member
	}
	return members, nil
}

func unknownKey(path, key string, known []string) error {
	return huike.Errorf(huike.Invalid, "segment.unknown_key", "%s: the key %s is not known%s The keys are %s",
		path, quoted(key), hint(key, known), strings.Join(known, ", "))
}

// hint closes the clause before it: with a full stop, or with the word that was
// perhaps meant.
func hint(word string, known []string) string {
	if s := didYouMean(word, known); s != "" {
		return s
	}
	return "."
}

// quoted shows a word of the rule, no more of it than a sentence bears.
func quoted(word string) string {
	if letters := []rune(word); len(letters) > 40 {
		word = string(letters[:40]) + "…"
	}
	return fmt.Sprintf("%q", word)
}
