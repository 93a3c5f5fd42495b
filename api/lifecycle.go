package api

import "context"

// LifecycleRequest asks for the day clock and what moved since a day.
type LifecycleRequest struct {
	Scope
	Compare Day `query:"compare" doc:"Day to compare with; default: seven days before as_of"`
}

// Definition is how stages and scores are cut; every change is a new version.
type Definition struct {
	Version int   `json:"version"`
	Bounds  []int `json:"bounds" doc:"Last day of each stage: after_sale, active, silent, sleeping, lost; later is dead"`
	RFMDays int   `json:"rfm_days" doc:"Window of frequency and money, in days"`
}

// DefinitionRequest makes a new version of the definition.
type DefinitionRequest struct {
	Body struct {
		Bounds  []int `json:"bounds" minItems:"5" maxItems:"5" doc:"Rising numbers of days, for example 7, 45, 90, 140, 365"`
		RFMDays int   `json:"rfm_days" minimum:"1" maximum:"3650"`
	}
}

// StageCount is how many stand in a stage.
type StageCount struct {
	Stage     Stage   `json:"stage"`
	Customers int64   `json:"customers"`
	Net       float64 `json:"net" doc:"Lifetime net of these customers"`
}

// StageMove is how many stand in a stage, and how many came and went.
type StageMove struct {
	Stage     Stage   `json:"stage"`
	Customers int64   `json:"customers"`
	Net       float64 `json:"net"`
	Before    int64   `json:"before" doc:"On the compared day"`
	Entered   int64   `json:"entered"`
	Left      int64   `json:"left"`
}

// Flow is how many went from one stage to another.
type Flow struct {
	From      Stage `json:"from" doc:"prospect: a new customer"`
	To        Stage `json:"to"`
	Customers int64 `json:"customers"`
}

// Bar counts the customers whose last purchase is so many days ago.
type Bar struct {
	FromDay   int   `json:"from_day"`
	ToDay     int   `json:"to_day"`
	Customers int64 `json:"customers"`
}

// LadderCount is how many stand on a step of the ladder.
type LadderCount struct {
	Ladder    Ladder  `json:"ladder"`
	Customers int64   `json:"customers"`
	Net       float64 `json:"net"`
}

// Lifecycle is who is where, and who is sliding.
type Lifecycle struct {
	AsOf       Day           `json:"as_of"`
	Compare    Day           `json:"compare"`
	Currency   string        `json:"currency"`
	Definition Definition    `json:"definition"`
	Customers  int64         `json:"customers"`
	Stages     []StageMove   `json:"stages"`
	Flows      []Flow        `json:"flows"`
	Histogram  []Bar         `json:"histogram"`
	Ladder     []LadderCount `json:"ladder"`
}

// RFMCell is the customers with one pair of scores.
type RFMCell struct {
	R         int     `json:"r" minimum:"1" maximum:"5"`
	F         int     `json:"f" minimum:"1" maximum:"5"`
	Customers int64   `json:"customers"`
	Net       float64 `json:"net"`
}

// ScoreBounds says what a score means: the lowest and highest value that got it.
type ScoreBounds struct {
	Score int     `json:"score"`
	Low   float64 `json:"low"`
	High  float64 `json:"high"`
}

// Scores are the bounds of the three scores, as far as they are known, and how
// many customers have each.
type Scores struct {
	R      []ScoreBounds `json:"r" doc:"Days since the last purchase"`
	F      []ScoreBounds `json:"f" doc:"Purchase occasions in the window"`
	M      []ScoreBounds `json:"m" doc:"Net money in the window"`
	Counts ScoreCounts   `json:"counts"`
}

// ScoreCounts are how many customers have the scores 1 to 5.
type ScoreCounts struct {
	R []int64 `json:"r" minItems:"5" maxItems:"5"`
	F []int64 `json:"f" minItems:"5" maxItems:"5"`
	M []int64 `json:"m" minItems:"5" maxItems:"5"`
}

// RFMSegment is a named group of score cells.
type RFMSegment struct {
	Segment   string  `json:"segment"`
	Customers int64   `json:"customers"`
	Orders    int64   `json:"orders"`
	Net       float64 `json:"net"`
}

// RFM is who is worth what.
type RFM struct {
	AsOf     Day          `json:"as_of"`
	Currency string       `json:"currency"`
	Bins     int          `json:"bins"`
	Days     int          `json:"days" doc:"Window of frequency and money"`
	Cells    []RFMCell    `json:"cells"`
	Scores   Scores       `json:"scores"`
	Segments []RFMSegment `json:"segments"`
}

// Lifecycles is what the door asks of the life-cycle boards.
type Lifecycles interface {
	Lifecycle(ctx context.Context, in *LifecycleRequest) (Lifecycle, error)
	SetDefinition(ctx context.Context, in *DefinitionRequest) (Definition, error)
	RFM(ctx context.Context, in *ScopeRequest) (RFM, error)
}
