package segment

import (
	"encoding/json"

	"huike"
)

// The limits of a rule.
const (
	MaxDepth      = 12     // nodes from the root to a condition
	MaxConditions = 200    // conditions in one rule
	MaxList       = 10_000 // values of in, not_in, products, categories
	maxBytes      = 4 << 20
	maxText       = 1000 // bytes of one text value
	maxDays       = 36_500
)

// Rule is one node of a segment's rule: exactly one of All, Any, Not, a
// condition on a field (Field, Op, Value), one of the nodes over facts (Bought
// to Redeemed) and Segment is set. Rules come from Parse, which refuses every other
// shape.
type Rule struct {
	All           []Rule         `json:"all,omitzero"` // empty and not nil: everybody
	Any           []Rule         `json:"any,omitzero"`
	Not           *Rule          `json:"not,omitzero"`
	Field         string         `json:"field,omitzero"`
	Op            string         `json:"op,omitzero"`
	Value         any            `json:"value,omitzero"` // float64, string or a list of one of them; money in major units
	Bought        *Bought        `json:"bought,omitzero"`
	Message       *Message       `json:"message,omitzero"`
	Orders        *Orders        `json:"orders,omitzero"`
	Was           *Was           `json:"was,omitzero"`
	Did           *Did           `json:"did,omitzero"`
	Chatted       *Chatted       `json:"chatted,omitzero"`
	Reviewed      *Reviewed      `json:"reviewed,omitzero"`
	Refunded      *Refunded      `json:"refunded,omitzero"`
	CameFrom      *CameFrom      `json:"came_from,omitzero"`
	Told          *Told          `json:"told,omitzero"`
	State         *State         `json:"state,omitzero"`
	PastContacted *PastContacted `json:"past_contacted,omitzero"`
	Redeemed      *Redeemed      `json:"redeemed,omitzero"`
	Segment       int64          `json:"segment,omitzero"` // the number of a saved segment
}

// Bought asks for customers who bought certain products: those that match
// every given one of Products, Categories and TitleContains.
type Bought struct {
	Products      []string `json:"products,omitempty"`       // outside numbers
	Categories    []string `json:"categories,omitempty"`     //
	TitleContains string   `json:"title_contains,omitempty"` // whatever its case
	Days          int      `json:"days,omitempty"`           // within the last days, as_of included; 0: ever
	MinQuantity   int      `json:"min_quantity,omitempty"`   // pieces in all; 0: not asked
	MinTimes      int      `json:"min_times,omitempty"`      // local days on which they were bought; 0: not asked
}

// Message asks what became of the messages that were handed over to a customer.
type Message struct {
	Kind     string        `json:"kind"`               // one of the message kinds
	Campaign int64         `json:"campaign,omitempty"` // 0: of any campaign
	Channel  huike.Channel `json:"channel,omitempty"`  // "": on any
	Days     int           `json:"days,omitempty"`     // handed over within the last days; 0: ever
}

// Orders asks for customers with orders in a range of local days.
type Orders struct {
	From      *huike.Day `json:"from,omitempty"`       // included; nil: from the beginning
	To        *huike.Day `json:"to,omitempty"`         // included; nil, or later: until as_of
	MinOrders int        `json:"min_orders,omitempty"` // 0: 1
	MinAmount float64    `json:"min_amount,omitempty"` // paid in them all, before refunds, in major units; 0: not asked
}

// The kinds of a message condition. A message is received once the channel took
// it. Who clicked has opened. not_opened and not_clicked ask for customers who
// received such a message and opened, or clicked, none of them; not_received
// for all who received none.
var messageKinds = []string{"received", "opened", "clicked", "not_received", "not_opened", "not_clicked"}

// Everybody is the rule that every customer fulfils.
func Everybody() Rule { return Rule{All: []Rule{}} }

// String returns the rule as JSON, always the same for the same rule.
func (r Rule) String() string {
	text, err := json.Marshal(r)
	if err != nil {
		panic("BUG: a rule cannot be written as JSON: " + err.Error())
	}
	return string(text)
}

// walk visits a node and everything below it.
func (r Rule) walk(visit func(Rule)) {
	visit(r)
	for _, child := range r.All {
		child.walk(visit)
	}
	for _, child := range r.Any {
		child.walk(visit)
	}
	if r.Not != nil {
		r.Not.walk(visit)
	}
}

// segments returns the saved segments that the rule names.
func (r Rule) segments() []int64 {
	var ids []int64
	r.walk(func(n Rule) {
		if n.Segment != 0 {
			ids = append(ids, n.Segment)
		}
	})
	return ids
}
