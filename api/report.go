package api

// ReportRequest asks what a campaign earned as of a day.
type ReportRequest struct {
	ByID
	AsOf Day `query:"as_of" doc:"Default: today in the shop"`
	Days int `query:"days" minimum:"1" maximum:"365" doc:"Another window beside the campaign's; absent: none"`
}

// Estimate is a number with its 95 % interval, or the reason why there is none.
type Estimate struct {
	Value  *float64 `json:"value,omitempty"`
	Low    *float64 `json:"low,omitempty"`
	High   *float64 `json:"high,omitempty"`
	P      *float64 `json:"p,omitempty" doc:"Two-sided"`
	Reason string   `json:"reason,omitempty" doc:"Code of why there is no number"`
}

// SRM checks that the arms have the sizes they were planned with.
type SRM struct {
	P      float64    `json:"p"`
	OK     bool       `json:"ok"`
	Counts []SRMCount `json:"counts"`
}

// SRMCount compares an arm's size with its plan.
type SRMCount struct {
	No       int     `json:"no"`
	Name     string  `json:"name"`
	Observed int64   `json:"observed"`
	Expected float64 `json:"expected"`
}

// ArmOutcome is what the customers of an arm did within a window.
type ArmOutcome struct {
	No               int      `json:"no" doc:"0: control"`
	Name             string   `json:"name"`
	Control          bool     `json:"control"`
	Customers        int64    `json:"customers"`
	Buyers           int64    `json:"buyers"`
	Orders           int64    `json:"orders"`
	Money            float64  `json:"money"`
	Rate             *float64 `json:"rate,omitempty" doc:"Buyers among customers"`
	MoneyPerCustomer *float64 `json:"money_per_customer,omitempty"`
}

// Effect is what an arm caused beyond the control group.
type Effect struct {
	Arm                int      `json:"arm"`
	NaturalRate        *float64 `json:"natural_rate,omitempty" doc:"Of the control group"`
	StimulatedRate     *float64 `json:"stimulated_rate,omitempty" doc:"Of the treated"`
	AdjustedP          *float64 `json:"adjusted_p,omitempty" doc:"Of the difference, adjusted for several arms (Holm)"`
	Reliable           bool     `json:"reliable" doc:"Each group has at least ten who bought and ten who did not, so that the intervals hold"`
	Difference         Estimate `json:"difference" doc:"Of the rates"`
	Orders             Estimate `json:"orders" doc:"Per customer"`
	Revenue            Estimate `json:"revenue" doc:"Per customer"`
	Profit             Estimate `json:"profit" doc:"Per customer"`
	IncrementalBuyers  Estimate `json:"incremental_buyers"`
	IncrementalOrders  Estimate `json:"incremental_orders"`
	IncrementalRevenue Estimate `json:"incremental_revenue"`
	IncrementalProfit  Estimate `json:"incremental_profit"`
	CausedShare        Estimate `json:"caused_share" doc:"Share of the arm's buyers who bought because of the message"`
	Cost               float64  `json:"cost"`
	ROI                Estimate `json:"roi"`
}

// Window is the outcome over a number of days.
type Window struct {
	Days    int          `json:"days"`
	Primary bool         `json:"primary"`
	Closed  bool         `json:"closed" doc:"The days are over for everybody"`
	Arms    []ArmOutcome `json:"arms"`
	Effects []Effect     `json:"effects"`
}

// CurvePoint is the share who bought up to a day after the start.
type CurvePoint struct {
	Day  int      `json:"day" doc:"Days after the start"`
	Arm  int      `json:"arm"`
	Rate float64  `json:"rate"`
	Low  *float64 `json:"low,omitempty"`
	High *float64 `json:"high,omitempty"`
}

// Funnel counts customers from hand-over to click.
type Funnel struct {
	Sent         int64 `json:"sent"`
	Opened       int64 `json:"opened"`
	Clicked      int64 `json:"clicked"`
	Unsubscribed int64 `json:"unsubscribed"`
	Failed       int64 `json:"failed"`
	Unknown      int64 `json:"unknown"`
}

// VerdictSentence is the result in one sentence.
type VerdictSentence struct {
	Code     string `json:"code"`
	Params   Params `json:"params"`
	Sentence string `json:"sentence" doc:"English"`
}

// Report is whether a campaign worked.
type Report struct {
	AsOf         Day             `json:"as_of"`
	StartDay     Day             `json:"start_day"`
	Currency     string          `json:"currency"`
	Preliminary  bool            `json:"preliminary" doc:"The primary window is still open"`
	SRM          SRM             `json:"srm"`
	Windows      []Window        `json:"windows"`
	Curve        []CurvePoint    `json:"curve"`
	Funnel       Funnel          `json:"funnel"`
	Verdict      VerdictSentence `json:"verdict"`
	Acknowledged bool            `json:"acknowledged"`
}
