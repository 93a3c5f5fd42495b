package api

import "github.com/danielgtaylor/huma/v2"

// word describes a closed vocabulary once, under a name of its own.
func word(r huma.Registry, name string, values ...any) *huma.Schema {
	if r.Map()[name] == nil {
		s := &huma.Schema{Type: huma.TypeString, Enum: values}
		s.PrecomputeMessages()
		r.Map()[name] = s
	}
	return &huma.Schema{Ref: "#/components/schemas/" + name}
}

// Stage is a place on the life-cycle day clock; prospect: not yet a customer.
type Stage string

// Schema lists the stages.
func (Stage) Schema(r huma.Registry) *huma.Schema {
	return word(r, "Stage", "prospect", "after_sale", "active", "silent", "sleeping", "lost", "dead")
}

// Ladder is a place on the customer ladder.
type Ladder string

// Schema lists the steps of the ladder.
func (Ladder) Schema(r huma.Registry) *huma.Schema {
	return word(r, "Ladder", "suspect", "prospect", "new", "regular", "fans", "holding", "lapsed")
}

// RoleName is the name of a role.
type RoleName string

// Schema lists the roles.
func (RoleName) Schema(r huma.Registry) *huma.Schema {
	return word(r, "RoleName", "admin", "operator", "approver", "analyst")
}

// CampaignState is where a campaign stands in its work flow.
type CampaignState string

// Schema lists the states.
func (CampaignState) Schema(r huma.Registry) *huma.Schema {
	return word(r, "CampaignState", "draft", "waiting", "approved", "sending", "paused", "done", "cancelled")
}

// Level says how grave a finding is.
type Level string

// Schema lists the levels.
func (Level) Schema(r huma.Registry) *huma.Schema {
	return word(r, "Level", "error", "warn", "ok")
}

// JobState is where a long piece of work stands.
type JobState string

// Schema lists the states.
func (JobState) Schema(r huma.Registry) *huma.Schema {
	return word(r, "JobState", "running", "done", "failed", "cancelled")
}
