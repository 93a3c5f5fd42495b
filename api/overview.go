package api

import "context"

// ScopeRequest asks for numbers of a shop as of a day.
type ScopeRequest struct{ Scope }

// Totals are the sums of a period.
type Totals struct {
	Orders    int64   `json:"orders"`
	Customers int64   `json:"customers"`
	Gross     float64 `json:"gross" doc:"Paid, before refunds"`
	Net       float64 `json:"net" doc:"Gross less refunds"`
}

// Keyless are orders that belong to no known customer.
type Keyless struct {
	Orders int64   `json:"orders"`
	Gross  float64 `json:"gross"`
}

// DayTotals are the sums of one local day.
type DayTotals struct {
	Day       Day     `json:"day"`
	Orders    int64   `json:"orders"`
	Gross     float64 `json:"gross"`
	Customers int64   `json:"customers"`
}

// Change is a relative change against the period before: 0.18 is 18 % more.
type Change struct {
	Orders    *float64 `json:"orders,omitempty" doc:"Absent where the period before had none"`
	Customers *float64 `json:"customers,omitempty"`
	Gross     *float64 `json:"gross,omitempty"`
	Net       *float64 `json:"net,omitempty"`
}

// Finding is a cause in a sentence: its code and values, put into words by the reader's language.
type Finding struct {
	Code        string `json:"code"`
	Params      Params `json:"params"`
	SegmentRule *Rule  `json:"segment_rule,omitempty" doc:"Opens the customers it speaks of"`
}

// Ratio is a rate with its counts and, where it is an estimate, its interval.
type Ratio struct {
	Numerator   int64    `json:"numerator"`
	Denominator int64    `json:"denominator"`
	Rate        *float64 `json:"rate,omitempty" doc:"Absent when nothing can be divided"`
	Low         *float64 `json:"low,omitempty" doc:"95 % interval"`
	High        *float64 `json:"high,omitempty"`
}

// Overview is how the shop is.
type Overview struct {
	AsOf       Day          `json:"as_of"`
	Currency   string       `json:"currency"`
	Orders     int64        `json:"orders"`
	Customers  int64        `json:"customers"`
	Gross      float64      `json:"gross"`
	Net        float64      `json:"net"`
	Keyless    Keyless      `json:"keyless"`
	Days       []DayTotals  `json:"days" doc:"Last 90 days"`
	Last30     Totals       `json:"last30"`
	Prior30    Totals       `json:"prior30"`
	Compare    Change       `json:"compare" doc:"Last 30 days against the 30 before"`
	Repurchase Repurchase   `json:"repurchase"`
	Regulars   Regulars     `json:"regulars"`
	Stages     []StageCount `json:"stages"`
	Sentences  []Finding    `json:"sentences" doc:"What the numbers above do not say by themselves; often empty"`
}

// Regulars are the customers who came back, as shares of buyers.
type Regulars struct {
	D1 Ratio `json:"d1" doc:"Of the regulars who were active the days before, those who bought since"`
	D2 Ratio `json:"d2" doc:"Of all regulars, those who bought within the days"`
}

// RepurchaseRequest asks for the repurchase rate within some days.
type RepurchaseRequest struct {
	Scope
	Days int `query:"days" minimum:"1" maximum:"1000" default:"45" doc:"Days within which the second purchase counts"`
}

// Cohort is the customers whose first purchase fell into one week.
type Cohort struct {
	Week    Day      `json:"week" doc:"Monday of the week"`
	New     int64    `json:"new"`
	Second  int64    `json:"second" doc:"Of them, those who bought again within the days"`
	Rate    *float64 `json:"rate,omitempty"`
	Matured bool     `json:"matured" doc:"All of them have had the full number of days"`
}

// Repurchase is who buys a second time.
type Repurchase struct {
	AsOf        Day      `json:"as_of"`
	Days        int      `json:"days"`
	Matured     Ratio    `json:"matured" doc:"Only customers who have had the full number of days"`
	Literal     Ratio    `json:"literal" doc:"All customers, also those who had not yet the time"`
	NaiveHidden bool     `json:"naive_hidden" doc:"Nobody has had the full number of days yet, so that the literal rate alone would mislead"`
	RegularsD1  Ratio    `json:"regulars_d1"`
	RegularsD2  Ratio    `json:"regulars_d2"`
	Cohorts     []Cohort `json:"cohorts"`
}

// Overviews is what the door asks of the measures.
type Overviews interface {
	Overview(ctx context.Context, in *ScopeRequest) (Overview, error)
	Repurchase(ctx context.Context, in *RepurchaseRequest) (Repurchase, error)
}
