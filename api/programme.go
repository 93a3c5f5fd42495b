package api

import (
	"context"
	"time"
)

// ProgrammeStep is one contact of a programme, due from_day to to_day days after the first purchase while there was no second.
type ProgrammeStep struct {
	ID        int64  `json:"id" minimum:"0" doc:"0: a new one"`
	No        int    `json:"no,omitempty" readOnly:"true" doc:"By day, from 1"`
	Name      string `json:"name" minLength:"1" maxLength:"80"`
	FromDay   int    `json:"from_day" minimum:"0" maximum:"365"`
	ToDay     int    `json:"to_day" minimum:"0" maximum:"365"`
	Purpose   string `json:"purpose" enum:"marketing,care"`
	Goal      string `json:"goal" enum:"conversion,repeat,retention"`
	Stimulus  string `json:"stimulus" maxLength:"500" doc:"What is offered; stands in the message for {{ stimulus }}"`
	Subject   string `json:"subject" maxLength:"1000" doc:"Liquid"`
	Body      string `json:"body" maxLength:"500000" doc:"Liquid, HTML"`
	SegmentID int64  `json:"segment_id,omitempty" readOnly:"true" doc:"Whom its campaigns mean; absent before the first of them"`
}

// ProgrammeBody is what a person decides about a programme.
type ProgrammeBody struct {
	Shop  int64           `json:"shop" minimum:"1"`
	Name  string          `json:"name" minLength:"1" maxLength:"80"`
	Steps []ProgrammeStep `json:"steps" minItems:"1" maxItems:"12"`
}

// Programme is a planned series of contacts that makes old customers of new ones.
type Programme struct {
	ProgrammeBody
	ID        int64     `json:"id"`
	CreatedAt time.Time `json:"created_at"`
	CreatedBy string    `json:"created_by"`
	ChangedAt time.Time `json:"changed_at"`
}

// ProgrammesRequest asks for the programmes of a shop.
type ProgrammesRequest struct {
	Shop int64 `query:"shop" minimum:"0" doc:"0: all"`
}

// DefaultProgrammeRequest asks for the ready-made programme in a language.
type DefaultProgrammeRequest struct {
	Shop int64  `query:"shop" minimum:"1" required:"true"`
	Lang string `query:"lang" enum:"zh,en" default:"zh"`
}

// ProgrammeCreate makes a programme.
type ProgrammeCreate struct{ Body ProgrammeBody }

// ProgrammeChange replaces name and steps of a programme; steps left out end.
type ProgrammeChange struct {
	ByID
	Body ProgrammeBody
}

// ProgrammeAsOf asks about a programme as of a day.
type ProgrammeAsOf struct {
	ByID
	AsOf Day `query:"as_of" doc:"Default: the last day of data; of results: today in the shop"`
}

// OpenWave is a campaign that has not started yet.
type OpenWave struct {
	CampaignID int64         `json:"campaign_id"`
	Name       string        `json:"name"`
	State      CampaignState `json:"state"`
}

// StepDue is who is due for a step.
type StepDue struct {
	StepID int64     `json:"step_id"`
	First  Day       `json:"first" doc:"First purchases from this day on"`
	Last   Day       `json:"last" doc:"to this one make due"`
	Within int64     `json:"within" doc:"Customers with one purchase day, so many days ago"`
	Due    int64     `json:"due" doc:"Of them, who was never drawn for the step, control or treated"`
	Open   *OpenWave `json:"open,omitempty"`
}

// ProgrammeDue is who is due for each step.
type ProgrammeDue struct {
	AsOf  Day       `json:"as_of"`
	Steps []StepDue `json:"steps"`
}

// WaveRequest makes a draft of a campaign for who is due for a step.
type WaveRequest struct {
	ByID
	Body struct {
		StepID int64 `json:"step_id" minimum:"1"`
		AsOf   *Day  `json:"as_of,omitempty" doc:"Binds the audience to this day; absent: the last day of data when it is drawn"`
	}
}

// WaveResult is what a campaign of a step showed against its control group.
type WaveResult struct {
	StepID     int64           `json:"step_id"`
	CampaignID int64           `json:"campaign_id"`
	Name       string          `json:"name"`
	State      CampaignState   `json:"state"`
	StartedAt  *time.Time      `json:"started_at,omitempty"`
	Control    int64           `json:"control"`
	Treated    int64           `json:"treated"`
	Days       int             `json:"days" doc:"The deciding window"`
	Natural    *float64        `json:"natural,omitempty" doc:"Share of the control that bought again"`
	Stimulated *float64        `json:"stimulated,omitempty" doc:"Share of the treated"`
	Difference Estimate        `json:"difference"`
	Verdict    VerdictSentence `json:"verdict"`
}

// Programmes is what the door asks of the cultivation of new customers.
type Programmes interface {
	Cultivation(ctx context.Context, in *CultivationRequest) (CultivationBoard, error)
	List(ctx context.Context, in *ProgrammesRequest) (List[Programme], error)
	Default(ctx context.Context, in *DefaultProgrammeRequest) (ProgrammeBody, error)
	Create(ctx context.Context, in *ProgrammeCreate) (Programme, error)
	Get(ctx context.Context, in *ByID) (Programme, error)
	Change(ctx context.Context, in *ProgrammeChange) (Programme, error)
	End(ctx context.Context, in *ByID) error
	Due(ctx context.Context, in *ProgrammeAsOf) (ProgrammeDue, error)
	Wave(ctx context.Context, in *WaveRequest) (Campaign, error)
	Results(ctx context.Context, in *ProgrammeAsOf) (List[WaveResult], error)
}
