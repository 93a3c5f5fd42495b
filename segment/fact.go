package segment

import "huike"

// Was asks what a field of the customer's row was as of another day, which is
// not after the day of the question. Who had not bought by then fulfils none.
type Was struct {
	Day   huike.Day `json:"day"`
	Field string    `json:"field"` // a column of the feature row; not shop, nor what is told of the person
	Op    string    `json:"op"`
	Value any       `json:"value,omitempty"`
}

// Did asks for behaviour: at least MinTimes events that match every given one of
// Kinds, Products, Categories and Hours.
type Did struct {
	Kinds      []string `json:"kinds,omitempty"`      // of behaviourKinds; none: of any kind
	Products   []string `json:"products,omitempty"`   // outside numbers
	Categories []string `json:"categories,omitempty"` //
	Hours      []int    `json:"hours,omitempty"`      // of the local day, 0 to 23
	Days       int      `json:"days,omitempty"`       // within the last days, as_of included; 0: ever
	MinTimes   int      `json:"min_times,omitempty"`  // events; 0: 1
}

// Chatted asks for talks with an agent.
type Chatted struct {
	Bargained bool `json:"bargained,omitempty"` // in which a lower price was asked for
	MaxScore  int  `json:"max_score,omitempty"` // which the customer marked with this or less, 1 to 5; 0: not asked
	Days      int  `json:"days,omitempty"`
	MinTimes  int  `json:"min_times,omitempty"` // chats; 0: 1
}

// Reviewed asks for reviews of the goods.
type Reviewed struct {
	MinScore int `json:"min_score,omitempty"` // 1 to 5; 0: not asked
	MaxScore int `json:"max_score,omitempty"`
	Days     int `json:"days,omitempty"`
	MinTimes int `json:"min_times,omitempty"` // reviews; 0: 1
}

// Refunded asks for money that went back.
type Refunded struct {
	Kinds    []string `json:"kinds,omitempty"` // of refundKinds; none: of any kind, also where the source does not tell it
	Days     int      `json:"days,omitempty"`
	MinTimes int      `json:"min_times,omitempty"` // refunds; 0: 1
}

// CameFrom asks whence the customer came: the source of the orders of the first
// purchase day. It must match every given one of Sources and Groups.
type CameFrom struct {
	Sources []string `json:"sources,omitempty"`
	Groups  []string `json:"groups,omitempty"` // of sourceGroups
}

// Told asks what was told of a customer by the day: the newest value of a trait.
// A number is compared with numbers, a text with texts.
type Told struct {
	Name  string `json:"name"`
	Op    string `json:"op"`
	Value any    `json:"value,omitempty"`
}

// State asks for customers who are in one of some states (capability S1-66); the
// guide tells what facts each of them stands for.
type State struct {
	In   []string `json:"in"`
	Days int      `json:"days,omitempty"` // what the state looks back; 0: stateDays
}

// stateDays is how far a state looks back when its rule does not say.
const stateDays = 30

// The words of the nodes over facts.
var (
	behaviourKinds = []string{"visit", "view", "search", "favourite", "cart", "order", "pay", "share", "other"}
	refundKinds    = []string{"refund", "return", "exchange"}
	sourceGroups   = []string{"search", "cps", "interactive", "event", "display", "outside", "direct", "other"}
	states         = []string{"bounced", "browsed_not_ordered", "ordered_unpaid", "asked_not_ordered", "returned", "bad_review", "referring",
		"waiting_for_goods", "browsing", "good_review", "in_use"}
)

// States returns the states that a rule may ask for, in the order of S1-66.
func States() []string { return append([]string(nil), states...) }
