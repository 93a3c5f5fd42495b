package campaign

import (
	"time"

	"huike"
	"huike/auth"
	"huike/customer"
	"huike/evaluate"
	"huike/feature"
	"huike/message"
	"huike/order"
	"huike/segment"
	"huike/store"
)

// Goal is what a campaign is for; each has one (S1-55).
type Goal string

// The goals.
const (
	GoalConversion Goal = "conversion" // a first purchase
	GoalRepeat     Goal = "repeat"     // the next purchase
	GoalRetention  Goal = "retention"  // keep, or win back
)

// Exclusions take customers out of an audience. 0 and empty switch one off.
type Exclusions struct {
	Campaigns      []int64 `json:"campaigns,omitempty"` // who was drawn for one of these, control or treated
	Segments       []int64 `json:"segments,omitempty"`  // members of one of these
	ContactedHours int     `json:"contacted_hours,omitempty"`
	BoughtDays     int     `json:"bought_days,omitempty"`
	// RecentBuyersGuard holds back who bought after the day of the audience. A
	// campaign to customers who all have gone silent always has it, and guards
	// against every active customer besides (S3-13).
	RecentBuyersGuard bool `json:"recent_buyers_guard,omitempty"`
}

// Arm is one content and its share among the treated.
type Arm struct {
	No      int // 1 up; 0 is the control, which has no content
	Name    string
	Weight  int
	Subject string // Liquid
	Body    string // Liquid, HTML
}

// Draft is what a person decides about a campaign.
type Draft struct {
	Shop          huike.ShopID
	Name          string // unique in the shop
	Goal          Goal
	Purpose       huike.Purpose // marketing or care
	Segment       int64         // 0: none chosen yet
	AsOf          *huike.Day    // audience as of this day; nil: the last day of data when it is drawn
	EverybodyOK   bool          // somebody takes responsibility for an audience of everybody (S0-19)
	Exclusions    Exclusions
	Channel       huike.Channel
	Sender        int64   // 0: none chosen yet
	ControlShare  float64 // 0 to 0.5; 0: a tenth, more in small audiences (methods 4.2)
	Windows       []int   // days over which the outcome is counted
	PrimaryWindow int     // the one that decides
	ScheduledAt   *time.Time
	RatePerSecond int     // 0: as fast as the sender allows
	CouponMinor   int64   // cost of one redeemed coupon
	CouponCode    string  // what {{ coupon.code }} shows, the same for everybody; "": there is none
	Margin        float64 // 0 to 1; 0: the shop's, as it is when the draft is saved
	Arms          []Arm
}

// Campaign is one audience, one touch point and one content.
type Campaign struct {
	ID       int64
	Currency string
	Draft
	State          State
	SegmentVersion int // that the audience was drawn with
	Salt           string
	CreatedAt      time.Time
	CreatedBy      string
	SubmittedAt    *time.Time
	SubmittedBy    string
	ApprovedAt     *time.Time
	ApprovedBy     string
	StartedAt      *time.Time
	FinishedAt     *time.Time
	AcknowledgedAt *time.Time
	Note           string // why it is paused or was sent back, or ""
	// NoteCode names a note that the program wrote ("quota"), for translation, and
	// NoteSaid is what the mail server said; both are empty for a person's note.
	NoteCode, NoteSaid string
}

// Actor is who asks for something.
type Actor struct {
	Login string
	Role  auth.Role
}

// Rooms are those that a campaign leads.
type Rooms struct {
	DB        store.DB
	Customers *customer.Customers
	Orders    *order.Orders
	Features  *feature.Features
	Segments  *segment.Segments
	Messages  *message.Messages
	Evaluate  *evaluate.Evaluations
	Senders   *message.Senders
	Tracking  message.Tracking
	Process   string // names this process among the nodes of a cluster
	BatchSize int    // messages claimed at once; 0: as message.Job chooses
}

// Campaigns leads every campaign from draft to proof.
type Campaigns struct {
	Rooms
	db store.DB
}

// New opens the room over those below it.
func New(r Rooms) *Campaigns { return &Campaigns{Rooms: r, db: r.DB} }
