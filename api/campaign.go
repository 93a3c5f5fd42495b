package api

import (
	"context"
	"time"
)

// Exclusions take customers out of an audience.
type Exclusions struct {
	Campaigns         []int64 `json:"campaigns" doc:"Who was in the audience of these"`
	Segments          []int64 `json:"segments" doc:"Members of these"`
	ContactedHours    int     `json:"contacted_hours" minimum:"0" doc:"Who was contacted within so many hours; 0: off"`
	BoughtDays        int     `json:"bought_days" minimum:"0" doc:"Who bought within so many days; 0: off"`
	RecentBuyersGuard bool    `json:"recent_buyers_guard" doc:"Hold back who bought since the audience was drawn"`
}

// Arm is one content and its share among the treated.
type Arm struct {
	No      int    `json:"no" minimum:"1" maximum:"9"`
	Name    string `json:"name" minLength:"1" maxLength:"100"`
	Weight  int    `json:"weight" minimum:"1" maximum:"1000"`
	Subject string `json:"subject" maxLength:"1000" doc:"Liquid"`
	Body    string `json:"body" maxLength:"500000" doc:"Liquid, HTML"`
}

// CampaignCounts are the live counters.
type CampaignCounts struct {
	Audience     int64 `json:"audience"`
	Control      int64 `json:"control"`
	Treated      int64 `json:"treated"`
	Queued       int64 `json:"queued"`
	Sent         int64 `json:"sent"`
	Failed       int64 `json:"failed"`
	Unknown      int64 `json:"unknown" doc:"Handed over, but nobody knows whether it arrived"`
	Held         int64 `json:"held" doc:"Held back by the gate"`
	Opened       int64 `json:"opened" doc:"Customers"`
	Clicked      int64 `json:"clicked" doc:"Customers"`
	Unsubscribed int64 `json:"unsubscribed" doc:"Customers"`
	Barred       int64 `json:"barred" doc:"Customers who are not written to since a mail of this campaign bounced"`
}

// CampaignBody is what a person decides about a campaign.
type CampaignBody struct {
	Shop          int64      `json:"shop" minimum:"1"`
	Name          string     `json:"name" minLength:"1" maxLength:"200"`
	Goal          string     `json:"goal" enum:"conversion,repeat,retention"`
	Purpose       string     `json:"purpose" enum:"marketing,care"`
	SegmentID     int64      `json:"segment_id" minimum:"0" doc:"0: none chosen yet"`
	AsOf          *Day       `json:"as_of,omitempty" doc:"Audience as of this day"`
	EverybodyOK   bool       `json:"everybody_ok" doc:"Somebody takes responsibility for an audience of everybody"`
	Exclusions    Exclusions `json:"exclusions"`
	Channel       string     `json:"channel" enum:"email"`
	SenderID      int64      `json:"sender_id" minimum:"0"`
	ControlShare  float64    `json:"control_share" minimum:"0" maximum:"0.5" doc:"Share of the control group; 0: a tenth, more in small audiences"`
	Windows       []int      `json:"windows" minItems:"1" maxItems:"6" doc:"Days over which the outcome is counted"`
	PrimaryWindow int        `json:"primary_window" minimum:"1" maximum:"365"`
	ScheduledAt   *time.Time `json:"scheduled_at,omitempty" doc:"Absent: as soon as it is started"`
	RatePerSecond int        `json:"rate_per_second" minimum:"0" maximum:"10000"`
	Coupon        float64    `json:"coupon" minimum:"0" doc:"Cost of one redeemed coupon"`
	CouponCode    string     `json:"coupon_code,omitempty" maxLength:"100" doc:"What {{ coupon.code }} prints, the same for everybody"`
	Margin        float64    `json:"margin" minimum:"0" maximum:"1"`
	Arms          []Arm      `json:"arms" minItems:"1" maxItems:"9"`
}

// CampaignFacts are what the system knows about a campaign beside what a person decided.
type CampaignFacts struct {
	ID             int64          `json:"id"`
	State          CampaignState  `json:"state"`
	SegmentVersion int            `json:"segment_version"`
	Currency       string         `json:"currency"`
	CreatedAt      time.Time      `json:"created_at"`
	CreatedBy      string         `json:"created_by"`
	SubmittedAt    *time.Time     `json:"submitted_at,omitempty"`
	ApprovedAt     *time.Time     `json:"approved_at,omitempty"`
	ApprovedBy     string         `json:"approved_by"`
	StartedAt      *time.Time     `json:"started_at,omitempty"`
	FinishedAt     *time.Time     `json:"finished_at,omitempty"`
	Note           string         `json:"note" doc:"Why it is paused or was rejected, or empty"`
	NoteCode       string         `json:"note_code" doc:"Names a note that the program wrote, for translation: quota, relay, from, …; empty for a person's"`
	NoteSaid       string         `json:"note_said" doc:"What the mail server said, or empty"`
	Counts         CampaignCounts `json:"counts"`
}

// Campaign is one audience, one touch point, one content.
type Campaign struct {
	CampaignFacts
	CampaignBody
}

// CampaignCreate makes a draft.
type CampaignCreate struct{ Body CampaignBody }

// CampaignChange changes a draft.
type CampaignChange struct {
	ByID
	Body CampaignBody
}

// HeldCount is how many are held back for one reason.
type HeldCount struct {
	Reason    string `json:"reason"`
	Customers int64  `json:"customers"`
}

// ArmCount is how many an arm will get.
type ArmCount struct {
	No        int    `json:"no" doc:"0: control"`
	Name      string `json:"name"`
	Customers int64  `json:"customers"`
}

// Check is one line of a check list.
type Check struct {
	Code   string `json:"code"`
	OK     bool   `json:"ok"`
	Level  Level  `json:"level"`
	Params Params `json:"params"`
}

// CampaignPlan is what would happen if the campaign were started.
type CampaignPlan struct {
	AsOf             Day         `json:"as_of"`
	Customers        int64       `json:"customers" doc:"All of the shop"`
	Audience         int64       `json:"audience"`
	Held             []HeldCount `json:"held"`
	Eligible         int64       `json:"eligible"`
	Arms             []ArmCount  `json:"arms" doc:"With the control group"`
	BaseRate         *float64    `json:"base_rate,omitempty" doc:"Share of the eligible who would buy anyway within the primary window"`
	MDE              *float64    `json:"mde,omitempty" doc:"Smallest difference that can be seen, as a share"`
	MDEWarning       bool        `json:"mde_warning"`
	ControlCustomers int64       `json:"control_customers"`
	ControlShare     float64     `json:"control_share"`
	PlannedAt        time.Time   `json:"planned_at" doc:"When the first message would go out"`
	Cost             float64     `json:"cost" doc:"Of all messages"`
	Currency         string      `json:"currency"`
	Checks           []Check     `json:"checks"`
}

// VerdictsRequest asks whom the gate let pass or held back.
type VerdictsRequest struct {
	ByID
	Paging
	Reason string `query:"reason" maxLength:"50" default:"ok" doc:"ok: those who passed"`
	Phase  string `query:"phase" enum:"plan,send" doc:"plan: before the draw; send: at hand-over; absent: first the ones, then the others"`
}

// Verdict is what the gate decided about a customer.
type Verdict struct {
	CustomerID int64      `json:"customer_id"`
	Name       string     `json:"name" doc:"Masked"`
	Contact    string     `json:"contact" doc:"Masked"`
	Phase      string     `json:"phase" enum:"plan,send"`
	Passed     bool       `json:"passed"`
	Reason     string     `json:"reason"`
	DecidedAt  *time.Time `json:"decided_at,omitempty" doc:"Only known of the phase plan"`
}

// PreviewRequest asks what a customer would get.
type PreviewRequest struct {
	ByID
	Body struct {
		Arm        int    `json:"arm" minimum:"1" maximum:"9"`
		CustomerID *int64 `json:"customer_id,omitempty" minimum:"1" doc:"Absent: somebody of the audience"`
	}
}

// MailPreview is what a customer would get, personal values masked.
type MailPreview struct {
	Subject  string       `json:"subject"`
	HTML     string       `json:"html"`
	Text     string       `json:"text"`
	Customer *CustomerRow `json:"customer,omitempty"`
	Sample   bool         `json:"sample" doc:"Nobody is in the audience, and the customer's values are made up"`
	Missing  []string     `json:"missing" doc:"Values that this customer does not have"`
	Lint     []Lint       `json:"lint"`
}

// Lint is a finding about a content.
type Lint struct {
	Code   string `json:"code"`
	Level  Level  `json:"level"`
	Params Params `json:"params"`
}

// LintRequest asks what is wrong with a content that is not saved yet.
type LintRequest struct {
	ByID
	Body struct {
		Subject string `json:"subject" maxLength:"1000"`
		Body    string `json:"body" maxLength:"500000"`
	}
}

// LintReport is what was found about a content.
type LintReport struct {
	Lint []Lint `json:"lint"`
}

// TestRequest sends one arm's content to one address.
type TestRequest struct {
	ByID
	Body struct {
		Arm int    `json:"arm" minimum:"1" maximum:"9"`
		To  string `json:"to" format:"email"`
	}
}

// TestOutcome says what became of a test mail, and whose values it had.
type TestOutcome struct {
	Outcome
	CustomerID int64 `json:"customer_id" doc:"Of the audience; 0: nobody is in it, and the values are made up"`
}

// Lifted says how many bounces were lifted.
type Lifted struct {
	Lifted int64 `json:"lifted"`
}

// RejectRequest sends a campaign back to its author.
type RejectRequest struct {
	ByID
	Body struct {
		Note string `json:"note" minLength:"1" maxLength:"1000"`
	}
}

// Progress is how a sending campaign runs.
type Progress struct {
	Counts     CampaignCounts `json:"counts"`
	State      CampaignState  `json:"state"`
	Rate       float64        `json:"rate" doc:"Messages a second, lately"`
	ETASeconds *int64         `json:"eta_seconds,omitempty"`
	Note       string         `json:"note"`
}

// CampaignsRequest filters the campaigns.
type CampaignsRequest struct {
	Shop  int64  `query:"shop" minimum:"0"`
	State string `query:"state" enum:"draft,waiting,approved,sending,paused,done,cancelled"`
	Paging
}

// Campaigns is what the door asks of the campaigns.
type Campaigns interface {
	List(ctx context.Context, in *CampaignsRequest) (List[Campaign], error)
	Create(ctx context.Context, in *CampaignCreate) (Campaign, error)
	Get(ctx context.Context, in *ByID) (Campaign, error)
	Change(ctx context.Context, in *CampaignChange) (Campaign, error)
	Delete(ctx context.Context, in *ByID) error
	Plan(ctx context.Context, in *ByID) (CampaignPlan, error)
	Verdicts(ctx context.Context, in *VerdictsRequest) (List[Verdict], error)
	Preview(ctx context.Context, in *PreviewRequest) (MailPreview, error)
	Lint(ctx context.Context, in *LintRequest) (LintReport, error)
	Test(ctx context.Context, in *TestRequest) (TestOutcome, error)
	Submit(ctx context.Context, in *ByID) (Campaign, error)
	Approve(ctx context.Context, in *ByID) (Campaign, error)
	Reject(ctx context.Context, in *RejectRequest) (Campaign, error)
	Start(ctx context.Context, in *ByID) (Campaign, error)
	Pause(ctx context.Context, in *ByID) (Campaign, error)
	Resume(ctx context.Context, in *ByID) (Campaign, error)
	Cancel(ctx context.Context, in *ByID) (Campaign, error)
	Copy(ctx context.Context, in *ByID) (Campaign, error)
	Progress(ctx context.Context, in *ByID) (Progress, error)
	Report(ctx context.Context, in *ReportRequest) (Report, error)
	Acknowledge(ctx context.Context, in *ByID) error
	LiftBounces(ctx context.Context, in *ByID) (Lifted, error)
	Past(ctx context.Context, in *ScopeRequest) (PastCampaigns, error)
}
