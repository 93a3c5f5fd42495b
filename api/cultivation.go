package api

import "github.com/danielgtaylor/huma/v2"

// CultivationState is how far a new customer has come; outside: not in the cohort on that day.
type CultivationState string

// Schema lists the states.
func (CultivationState) Schema(r huma.Registry) *huma.Schema {
	return word(r, "CultivationState", "new", "impression", "second", "old", "outside")
}

// CultivationRequest asks where new customers stand, and who moved.
type CultivationRequest struct {
	Scope
	Days  int `query:"days" minimum:"0" maximum:"3660" doc:"New customers of the last so many days; default 180"`
	From  Day `query:"from" doc:"Instead: first purchases from this day on"`
	To    Day `query:"to" doc:"and to this one; default: the day itself"`
	Since Day `query:"since" doc:"Moves since this day; default: 30 days before"`
}

// CultivationCount is how many new customers stand in a state.
type CultivationCount struct {
	State        CultivationState `json:"state"`
	Customers    int64            `json:"customers"`
	Share        *float64         `json:"share,omitempty" doc:"Of the cohort"`
	Matured      int64            `json:"matured" doc:"Of them, whose first purchase lies 45 days back or more"`
	MaturedShare *float64         `json:"matured_share,omitempty" doc:"Of the matured"`
	Rule         Rule             `json:"rule" doc:"Opens just these customers"`
}

// CultivationMonth is the new customers of a month of first purchases.
type CultivationMonth struct {
	Month     string  `json:"month" example:"2024-05"`
	Customers int64   `json:"customers"`
	Matured   int64   `json:"matured"`
	States    []int64 `json:"states" doc:"Customers: new, impression, second, old"`
	Ripe      []int64 `json:"ripe" doc:"Of them, the matured"`
}

// CultivationMoves is who went from which state to which.
type CultivationMoves struct {
	From   Day                `json:"from"`
	To     Day                `json:"to"`
	States []CultivationState `json:"states" doc:"Of rows and columns; outside comes last"`
	Matrix [][]int64          `json:"matrix" doc:"Customers in state i on the earlier day and in j on the later"`
	Rows   []int64            `json:"rows" doc:"Sum of each row: how many stood in the state on the earlier day; of outside, who came"`
	// Nobody who is outside on the later day can be told by a rule.
	DoorsFrom []Rule `json:"doors_from" doc:"Segment rule of who stood in each state on the earlier day"`
	DoorsTo   []Rule `json:"doors_to" doc:"The same of the later day, but for outside"`
}

// CultivationBoard is where the new customers stand as of a day.
type CultivationBoard struct {
	AsOf        Day                `json:"as_of"`
	From        Day                `json:"from" doc:"First purchases from this day on"`
	To          Day                `json:"to"`
	Days        int                `json:"days" doc:"0: the days were chosen"`
	MaturedDays int                `json:"matured_days"`
	Customers   int64              `json:"customers"`
	Matured     int64              `json:"matured"`
	States      []CultivationCount `json:"states"`
	Months      []CultivationMonth `json:"months" doc:"The oldest first"`
	Moves       CultivationMoves   `json:"moves"`
}
