package message

import (
	"context"
	"math"
	"time"

	"huike"
	"huike/calendar"
	"huike/store"
)

// Reason is why the gate held a customer back, or ReasonOK.
type Reason string

// The reasons, in the order in which they are asked; the first that holds counts.
const (
	ReasonNoAddress      Reason = "no_address"
	ReasonBlacklisted    Reason = "blacklisted"
	ReasonSuppressed     Reason = "suppressed" // hard bounce or complaint
	ReasonNoConsent      Reason = "no_consent"
	ReasonRecentPurchase Reason = "recent_purchase"
	ReasonRecentContact  Reason = "recent_contact"
	ReasonCeiling        Reason = "ceiling"
	ReasonNoValue        Reason = "no_value" // the content prints what the customer does not have
	ReasonOK             Reason = "ok"
)

// The phases of the gate.
const (
	PhasePlan = "plan" // before assignment, the same for control and treated
	PhaseSend = "send" // at hand-over
)

// Exclusions keep customers out for a while. 0 switches one off.
type Exclusions struct {
	// ContactedHours keeps out who got, or as a control would have got, another
	// marketing or care message within so many hours.
	ContactedHours int
	// BoughtDays keeps out who bought today or within so many days before.
	BoughtDays int
	// GuardRecentBuyersDays is the same rule for content that would be wrong
	// towards a recent buyer ("since you left", S3-13); the longer of both counts.
	GuardRecentBuyersDays int
}

// Rules are what the gate asks beside consent, address and ceilings.
type Rules struct {
	Purpose    huike.Purpose
	Zone       *time.Location      // the shop's; nil is UTC
	Quiet      calendar.QuietHours // zero: none. Service messages know no quiet hours
	Exclusions Exclusions
	// Ghosts gives (customer_id bigint, purpose varchar, planned_at timestamptz):
	// the planned contacts of control customers of other campaigns, which use up
	// ceilings like contacts. Zero: none.
	Ghosts Question
}

// DefaultQuiet returns 21:00 to 09:00, when marketing is unwelcome by the
// custom of carriers and shops.
func DefaultQuiet() calendar.QuietHours {
	return calendar.QuietHours{From: calendar.Clock{Hour: 21}, To: calendar.Clock{Hour: 9}}
}

// GateRequest asks the gate about an audience.
type GateRequest struct {
	Campaign int64
	Channel  huike.Channel
	Now      time.Time
	Rules
	// Candidates gives (customer_id bigint, stage varchar, stage_since date).
	Candidates Question
	// Lacking gives (customer_id bigint): customers whose message would have a
	// hole. Zero: nobody's. It is asked before assignment, over all contents, so
	// that control and treated are alike.
	Lacking Question
}

// Gate judges an audience before it is assigned: one verdict per candidate,
// written with its reason, and returns how many got which. Verdicts of an
// earlier planning of the campaign are replaced.
func (m *Messages) Gate(ctx context.Context, tx store.Tx, req GateRequest) (map[Reason]int64, error) {
	if _, err := tx.Exec(ctx, queries.Get("verdict_forget"), store.Args{"campaign": req.Campaign}); err != nil {
		return nil, err
	}
	gate := req.question(true, 1, math.MaxInt64)
	gate.Args["gate_now"] = req.Now
	err := inBulk(ctx, tx, func() error {
		_, err := tx.Exec(ctx, queries.Get("verdict_plan").With("gate", gate.Query), gate.Args)
		return err
	})
	if err != nil {
		return nil, err
	}
	return verdicts(ctx, tx, req.Campaign, PhasePlan)
}

// question builds the gate's own question over the candidates, whose numbers
// lie between low and high.
func (r GateRequest) question(planning bool, low, high huike.CustomerID) Question {
	ghosts := r.Ghosts
	if ghosts.IsZero() {
		ghosts = Question{Query: queries.Get("no_ghosts")}
	}
	lacking := r.Lacking
	if lacking.IsZero() {
		lacking = Question{Query: queries.Get("no_lacking")}
	}
	own := store.Args{
		"gate_campaign": r.Campaign, "gate_channel": string(r.Channel), "gate_purpose": string(r.Purpose),
		"gate_planning": planning, "gate_low": low, "gate_high": high,
	}
	query := queries.Get("gate").With("candidate", r.Candidates.Query).With("ghost", ghosts.Query).With("lacking", lacking.Query)
	return Question{query, merge(own, r.times(), r.Candidates.Args, ghosts.Args, lacking.Args)}
}

// never is a time that no contact reaches.
var never = time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC)

func (r GateRequest) times() store.Args {
	local := r.Now.In(r.zone())
	_, offset := local.Zone()
	today := huike.DayOf(local)
	args := store.Args{
		"gate_today":       today,
		"gate_bought_from": huike.DayOf(never),
		"gate_recent_from": never,
		"gate_recent_to":   never,
		// Local midnight of the first day of the count of days, by the offset of
		// now: over a change of the clock the stay begins an hour off.
		"gate_day_zero": time.Unix(int64(-offset), 0).UTC(),
	}
	if days := max(r.Exclusions.BoughtDays, r.Exclusions.GuardRecentBuyersDays); days > 0 {
		args["gate_bought_from"] = today.Add(-days)
	}
	if hours := time.Duration(r.Exclusions.ContactedHours) * time.Hour; hours > 0 {
		args["gate_recent_from"], args["gate_recent_to"] = r.Now.Add(-hours), r.Now.Add(hours)
	}
	return args
}

func (r Rules) zone() *time.Location {
	if r.Zone == nil {
		return time.UTC
	}
	return r.Zone
}

// Slot returns the first instant from t on at which the rules let a message
// out: t itself, or the end of the quiet hours, in UTC.
func (r Rules) Slot(t time.Time) time.Time {
	if r.Purpose == huike.PurposeService {
		return t
	}
	next, _ := r.Quiet.Next(t, r.zone())
	return next.UTC()
}

// Verdicts returns how many customers of a campaign got which reason in a phase.
func (m *Messages) Verdicts(ctx context.Context, campaign int64, phase string) (map[Reason]int64, error) {
	return verdicts(ctx, m.db, campaign, phase)
}

func verdicts(ctx context.Context, r store.Reader, campaign int64, phase string) (map[Reason]int64, error) {
	counts := map[Reason]int64{}
	_, err := store.All(ctx, r, queries.Get("verdict_counts"), store.Args{"campaign": campaign, "phase": phase}, func(r *store.Rows) (Reason, error) {
		var reason Reason
		var n int64
		err := r.Scan(&reason, &n)
		counts[reason] = n
		return reason, err
	})
	return counts, err
}

// VerdictPage names a page of the customers who got a reason.
type VerdictPage struct {
	Campaign      int64
	Phase         string
	Reason        Reason
	Limit, Offset int
}

// VerdictCustomers lists customers by the reason they got, in the order of
// their numbers.
func (m *Messages) VerdictCustomers(ctx context.Context, p VerdictPage) ([]huike.CustomerID, error) {
	return store.All(ctx, m.db, queries.Get("verdict_customers"), store.Args{
		"campaign": p.Campaign, "phase": p.Phase, "reason": p.Reason, "page": p.Limit, "skip": p.Offset,
	}, scanID)
}
