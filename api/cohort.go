package api

import "context"

// Share is an estimated share with its interval; absent numbers are unknown.
type Share struct {
	Customers int64    `json:"customers"`
	Share     *float64 `json:"share,omitempty" doc:"Absent when nobody was watched for the days"`
	Low       *float64 `json:"low,omitempty" doc:"95 % interval"`
	High      *float64 `json:"high,omitempty"`
	FollowUp  int      `json:"follow_up_days" doc:"The longest that anybody was watched"`
}

// ShareOnDay is a point of a curve.
type ShareOnDay struct {
	Days  int     `json:"days"`
	Share float64 `json:"share"`
	Low   float64 `json:"low"`
	High  float64 `json:"high"`
}

// MonthCohort is the new customers of a month and who of them came back.
type MonthCohort struct {
	Month   string `json:"month" example:"2024-05"`
	First   Day    `json:"first" doc:"First day of the month"`
	Last    Day    `json:"last"`
	Matured *Ratio `json:"matured,omitempty" doc:"Absent while somebody of the month has had fewer than the days"`
	Share   Share  `json:"share" doc:"Kaplan–Meier, for young months too"`
}

// OrdinalInterval is how long customers take from one purchase to the next.
type OrdinalInterval struct {
	Ordinal       int          `json:"ordinal" doc:"1: from the first to the second; 5: from the fifth or a later one"`
	Started       int64        `json:"started"`
	Completed     int64        `json:"completed"`
	Share         Share        `json:"share" doc:"Bought again within the days"`
	Quarter       *float64     `json:"quarter,omitempty" doc:"Days by which a quarter of all bought again; absent while they did not"`
	Half          *float64     `json:"half,omitempty"`
	ThreeQuarters *float64     `json:"three_quarters,omitempty"`
	Curve         []ShareOnDay `json:"curve"`
}

// RetentionCell is how many of a month's new customers bought so many months later.
type RetentionCell struct {
	Cohort    string  `json:"cohort" example:"2024-05"`
	First     Day     `json:"first" doc:"First day of the cohort's month"`
	Last      Day     `json:"last"`
	From      Day     `json:"from" doc:"First day of the month in which they bought"`
	Until     Day     `json:"until"`
	Months    int     `json:"months"`
	Customers int64   `json:"customers"`
	Of        int64   `json:"of"`
	Orders    int64   `json:"orders"`
	Gross     float64 `json:"gross"`
	Over      bool    `json:"over" doc:"The month is over; before that the share still grows"`
}

// Cohorts is who comes back.
type Cohorts struct {
	AsOf      Day               `json:"as_of"`
	Days      int               `json:"days"`
	Currency  string            `json:"currency"`
	Matured   Ratio             `json:"matured" doc:"Only customers who have had the full number of days"`
	Estimate  Share             `json:"estimate" doc:"All new customers, each for as long as watched (Kaplan–Meier)"`
	Literal   Ratio             `json:"literal" doc:"New customers of the last days: too early to tell"`
	D1        Ratio             `json:"d1" doc:"Of the regulars who were active the days before, those who bought since"`
	D2        Ratio             `json:"d2" doc:"Of all regulars, those who bought within the days"`
	Curve     []ShareOnDay      `json:"curve"`
	Cohorts   []MonthCohort     `json:"cohorts"`
	Intervals []OrdinalInterval `json:"intervals"`
	Retention []RetentionCell   `json:"retention"`
}

// Gap is a difference of two shares with its interval.
type Gap struct {
	Value float64 `json:"value"`
	Low   float64 `json:"low"`
	High  float64 `json:"high"`
	P     float64 `json:"p"`
}

// ExperienceAnswer is the new customers whose first order went one way.
type ExperienceAnswer struct {
	Name    string `json:"name"`
	Second  Ratio  `json:"second" doc:"Bought again within the days"`
	Against *Gap   `json:"against,omitempty" doc:"Against the customers with all other known answers; absent with fewer than 30 on a side"`
	Unknown bool   `json:"unknown" doc:"Nothing is known of these"`
}

// ExperienceAspect is one thing that a first order can be like.
type ExperienceAspect struct {
	Name    string             `json:"name" enum:"discount,chat,delivery,review,service,refund"`
	Known   int64              `json:"known"`
	Answers []ExperienceAnswer `json:"answers"`
}

// FirstExperience is how the first order went, against coming back.
type FirstExperience struct {
	AsOf      Day                `json:"as_of"`
	Days      int                `json:"days"`
	Customers Ratio              `json:"customers"`
	Aspects   []ExperienceAspect `json:"aspects"`
}

// SourceMonth is a source in one month.
type SourceMonth struct {
	Month      string   `json:"month" example:"2024-05"`
	First      Day      `json:"first"`
	Last       Day      `json:"last"`
	Customers  int64    `json:"customers"`
	Visitors   int64    `json:"visitors"`
	Cost       float64  `json:"cost"`
	CostPerNew *float64 `json:"cost_per_new,omitempty"`
	Second     Ratio    `json:"second"`
	Over       bool     `json:"over"`
}

// SourceAlert warns of a source that gets dearer or dries up.
type SourceAlert struct {
	Code   string  `json:"code" enum:"cost_rising,supply_falling"`
	Growth float64 `json:"growth" doc:"A month; .02 is 2 %"`
	Low    float64 `json:"low"`
	High   float64 `json:"high"`
	Months int     `json:"months"`
}

// Source is where new customers came from.
type Source struct {
	Name       string        `json:"name" doc:"Empty: unknown"`
	Group      string        `json:"group"`
	Customers  int64         `json:"customers"`
	Visitors   int64         `json:"visitors"`
	Cost       float64       `json:"cost"`
	CostPerNew *float64      `json:"cost_per_new,omitempty"`
	FirstOrder *float64      `json:"first_order,omitempty" doc:"Mean of what was paid on the first day"`
	Discounted *float64      `json:"discounted,omitempty" doc:"Share whose first order had a discount"`
	Refunded   *float64      `json:"refunded,omitempty" doc:"Share whose first order was given back, wholly or in part"`
	Second     Ratio         `json:"second" doc:"Bought again within the days"`
	Net90      *float64      `json:"net90,omitempty" doc:"What one pays within 90 days less what goes back; of customers who had them"`
	Months     []SourceMonth `json:"months"`
	Traits     []string      `json:"traits" doc:"returns_less, small_orders, discount_driven"`
	Alerts     []SourceAlert `json:"alerts"`
}

// Sources is where new customers come from.
type Sources struct {
	AsOf      Day      `json:"as_of"`
	Days      int      `json:"days"`
	Currency  string   `json:"currency"`
	All       Source   `json:"all"`
	Sources   []Source `json:"sources"`
	HasVisits bool     `json:"has_visits" doc:"Visits by source were imported"`
}

// Returns is what the door asks of those who come back.
type Returns interface {
	Cohorts(ctx context.Context, in *RepurchaseRequest) (Cohorts, error)
	FirstExperience(ctx context.Context, in *RepurchaseRequest) (FirstExperience, error)
	Sources(ctx context.Context, in *RepurchaseRequest) (Sources, error)
}
