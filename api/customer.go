package api

import (
	"context"
	"time"
)

// CustomersRequest filters and sorts the customers; filters add up.
type CustomersRequest struct {
	Scope
	Paging
	Segment  int64  `query:"segment" minimum:"0" doc:"Members of this segment"`
	Stage    string `query:"stage" enum:"after_sale,active,silent,sleeping,lost,dead"`
	Ladder   string `query:"ladder" enum:"new,regular,fans,holding,lapsed"`
	R        int    `query:"r" minimum:"0" maximum:"5" doc:"Recency score; 0: any"`
	F        int    `query:"f" minimum:"0" maximum:"5" doc:"Frequency score; 0: any"`
	Phase    string `query:"phase" enum:"identify,develop,stable,decline"`
	Browsing string `query:"browsing" enum:"looks_only,looks_and_buys,buys_straight"`
	Service  string `query:"service" enum:"asks_before_paying,asks_often,asks_sometimes,never_asks"`
	Rule     string `query:"rule" maxLength:"20000" doc:"Segment rule as JSON text"`
	Q        string `query:"q" maxLength:"200" doc:"Customer number, order number, a shop's own number, nick, phone or e-mail, in full; other filters then do not count"`
	Sort     string `query:"sort" default:"-net" enum:"net,-net,recency_days,-recency_days,occasions,-occasions,orders,-orders,mean_order,-mean_order,last_day,-last_day,id,-id"`
	Unmask   bool   `query:"unmask" doc:"Show personal values in full; needs customer.unmask and is audited"`
}

// CustomerRow is a customer in a list. Name and contact are masked.
type CustomerRow struct {
	ID          int64   `json:"id"`
	Name        string  `json:"name"`
	Contact     string  `json:"contact" doc:"E-mail or phone, or empty"`
	Stage       Stage   `json:"stage"`
	Ladder      Ladder  `json:"ladder"`
	FirstDay    Day     `json:"first_day"`
	LastDay     Day     `json:"last_day"`
	RecencyDays int     `json:"recency_days"`
	Occasions   int64   `json:"occasions" doc:"Days with a purchase"`
	Orders      int64   `json:"orders"`
	Net         float64 `json:"net"`
	MeanOrder   float64 `json:"mean_order"`
	R           int     `json:"r"`
	F           int     `json:"f"`
	M           int     `json:"m"`
	Province    string  `json:"province"`
	City        string  `json:"city"`
}

// CustomerList is a page of customers with the scope of its numbers.
type CustomerList struct {
	Items    []CustomerRow `json:"items"`
	Total    int64         `json:"total"`
	AsOf     Day           `json:"as_of"`
	Currency string        `json:"currency"`
}

// Identity is a value by which an outside system knows the customer.
type Identity struct {
	Kind  string `json:"kind" enum:"ouid,external,nick,email,phone"`
	Shop  int64  `json:"shop" doc:"0: the same in every shop"`
	Value string `json:"value"`
}

// CustomerProfile is what is known of the person.
type CustomerProfile struct {
	Gender   string `json:"gender,omitempty"`
	Birthday *Day   `json:"birthday,omitempty" doc:"Only unmasked"`
	Country  string `json:"country,omitempty"`
	Province string `json:"province,omitempty"`
	City     string `json:"city,omitempty"`
}

// CustomerFeature is the customer's row of derived numbers.
type CustomerFeature struct {
	FirstDay    Day     `json:"first_day"`
	SecondDay   *Day    `json:"second_day,omitempty"`
	LastDay     Day     `json:"last_day"`
	RecencyDays int     `json:"recency_days"`
	TenureDays  int     `json:"tenure_days"`
	Occasions   int64   `json:"occasions"`
	Orders      int64   `json:"orders"`
	Quantity    int64   `json:"quantity"`
	Gross       float64 `json:"gross"`
	Refund      float64 `json:"refund"`
	Net         float64 `json:"net"`
	Discount    float64 `json:"discount"`
	MeanOrder   float64 `json:"mean_order"`
	GapDays     *int    `json:"gap_days,omitempty" doc:"Mean gap between purchases; absent with one"`
	Stage       Stage   `json:"stage"`
	StageSince  Day     `json:"stage_since"`
	Ladder      Ladder  `json:"ladder"`
	R           int     `json:"r"`
	F           int     `json:"f"`
	M           int     `json:"m"`
}

// ConsentEntry is one line of the consent ledger.
type ConsentEntry struct {
	Channel    string    `json:"channel"`
	Purpose    string    `json:"purpose"`
	Granted    bool      `json:"granted"`
	Source     string    `json:"source"`
	Evidence   string    `json:"evidence"`
	OccurredAt time.Time `json:"occurred_at"`
}

// Suppression is a reason never to write to the customer on a channel.
type Suppression struct {
	Channel  string     `json:"channel" doc:"* means every channel"`
	Reason   string     `json:"reason" doc:"blacklist, bounce, complaint or unsubscribed"`
	Source   string     `json:"source"`
	Since    time.Time  `json:"since"`
	LiftedAt *time.Time `json:"lifted_at,omitempty"`
	Former   bool       `json:"former" doc:"It is about an address that is no longer in use, and bars nothing"`
}

// StageSpan is a stay in a stage.
type StageSpan struct {
	Stage Stage `json:"stage"`
	From  Day   `json:"from"`
	To    *Day  `json:"to,omitempty" doc:"Absent: still there"`
}

// TimelineLine is one position of an order.
type TimelineLine struct {
	Title    string  `json:"title"`
	Quantity int64   `json:"quantity"`
	Amount   float64 `json:"amount"`
}

// TimelineEntry is something that happened with the customer.
type TimelineEntry struct {
	OccurredAt time.Time      `json:"occurred_at"`
	Day        Day            `json:"day"`
	Kind       string         `json:"kind" enum:"order,refund,message,open,click,unsubscribe,bounce,complaint,verdict"`
	Title      string         `json:"title"`
	Amount     *float64       `json:"amount,omitempty"`
	Currency   string         `json:"currency,omitempty"`
	State      string         `json:"state,omitempty"`
	Reason     string         `json:"reason,omitempty" doc:"Why a message was held back"`
	CampaignID *int64         `json:"campaign_id,omitempty"`
	Lines      []TimelineLine `json:"lines"`
}

// Customer is one customer's page.
type Customer struct {
	ID           int64            `json:"id"`
	Name         string           `json:"name"`
	Masked       bool             `json:"masked" doc:"Personal values are masked"`
	AsOf         Day              `json:"as_of"`
	Currency     string           `json:"currency"`
	Identities   []Identity       `json:"identities"`
	Profile      CustomerProfile  `json:"profile"`
	Features     *CustomerFeature `json:"features,omitempty" doc:"Absent before the first purchase"`
	Consents     []ConsentEntry   `json:"consents"`
	Suppressions []Suppression    `json:"suppressions"`
	StageHistory []StageSpan      `json:"stage_history"`
	Timeline     []TimelineEntry  `json:"timeline" doc:"Newest first"`
	Traits       []Trait          `json:"traits" doc:"The archive as of the day, by name"`
}

// CustomerRequest names one customer as of a day.
type CustomerRequest struct {
	ByID
	Scope
}

// BlacklistRequest puts a customer on the blacklist.
type BlacklistRequest struct {
	ByID
	Body struct {
		Reason string `json:"reason" minLength:"1" maxLength:"500"`
	}
}

// ConsentRequest records that a customer agreed or withdrew.
type ConsentRequest struct {
	ByID
	Body struct {
		Channel  string `json:"channel" enum:"email"`
		Purpose  string `json:"purpose" enum:"marketing,care"`
		Granted  bool   `json:"granted"`
		Evidence string `json:"evidence" minLength:"1" maxLength:"2000" doc:"The customer's words, or where they stand"`
	}
}

// Customers is what the door asks of the customers.
type Customers interface {
	List(ctx context.Context, in *CustomersRequest) (CustomerList, error)
	Export(ctx context.Context, in *ExportRequest) (Download, error)
	Get(ctx context.Context, in *CustomerRequest) (Customer, error)
	Unmask(ctx context.Context, in *CustomerRequest) (Customer, error)
	Blacklist(ctx context.Context, in *BlacklistRequest) error
	Unblacklist(ctx context.Context, in *ByID) error
	LiftBounce(ctx context.Context, in *ByID) error
	Consent(ctx context.Context, in *ConsentRequest) error
	Habits(ctx context.Context, in *CustomerRequest) (CustomerHabits, error)
	HabitBoard(ctx context.Context, in *ScopeRequest) (HabitBoard, error)
	SetTraits(ctx context.Context, in *TraitsRequest) error
	Merges(ctx context.Context, in *ByID) (List[CustomerMerge], error)
	Merge(ctx context.Context, in *MergeRequest) (CustomerMerge, error)
	Unmerge(ctx context.Context, in *UnmergeRequest) (CustomerMerge, error)
	Split(ctx context.Context, in *PersonSplitRequest) (CustomerSplit, error)
}
