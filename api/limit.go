package api

import "context"

// Limit is the most contacts that a customer gets within one stay in a stage.
type Limit struct {
	Stage     Stage `json:"stage"`
	Care      int   `json:"care_ceiling" minimum:"0" maximum:"1000" doc:"Most care contacts; 0: none"`
	Marketing int   `json:"marketing_ceiling" minimum:"0" maximum:"1000" doc:"Most marketing contacts; 0: none"`
}

// LimitsBody holds the ceilings of the stages to change.
type LimitsBody struct {
	Items []Limit `json:"items" minItems:"1" maxItems:"6"`
}

// LimitsChange replaces the ceilings of the stages given.
type LimitsChange struct{ Body LimitsBody }

// Limits is what the door asks of the contact ceilings.
type Limits interface {
	List(ctx context.Context, in *None) (List[Limit], error)
	Change(ctx context.Context, in *LimitsChange) (List[Limit], error)
}
