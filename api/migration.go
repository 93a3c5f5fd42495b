package api

// MigrationRequest asks who moved between two days.
type MigrationRequest struct {
	Shop int64  `query:"shop" minimum:"0" default:"0" doc:"Shop number; 0 means all shops"`
	To   Day    `query:"to" doc:"The later day; default: the last day of data"`
	From Day    `query:"from" doc:"The earlier day; default: 30 days before the later"`
	Of   string `query:"of" default:"stage" enum:"stage,ladder,rfm,dormancy,grid"`
}

// Migration is how the customers moved between two days.
type Migration struct {
	From      Day       `json:"from"`
	To        Day       `json:"to"`
	Of        string    `json:"of"`
	States    []string  `json:"states" doc:"Best first; gone, only if somebody went there: all purchases were taken back"`
	Matrix    [][]int64 `json:"matrix" doc:"Customers in state i on the earlier day and in j on the later"`
	Rows      []int64   `json:"rows" doc:"Sum of each row: how many stood in the state on the earlier day"`
	Entrants  []int64   `json:"entrants" doc:"Who had not bought before, by their state on the later day"`
	Ranks     []int     `json:"ranks" doc:"Of each state, higher is better; equal ranks are no move"`
	Up        int64     `json:"up"`
	Down      int64     `json:"down"`
	Same      int64     `json:"same"`
	Index     *float64  `json:"index" doc:"(up − down) / all; null: nobody was there on both days"`
	DoorsFrom []Rule    `json:"doors_from" doc:"Segment rule of who stood in each state on the earlier day; empty where no rule can say it"`
	DoorsTo   []Rule    `json:"doors_to" doc:"The same of the later day"`
}

// ProjectionRequest asks where the customers' moves lead.
type ProjectionRequest struct {
	Scope
	Of    string `query:"of" default:"stage" enum:"stage,ladder,rfm"`
	Step  int    `query:"step" minimum:"45" maximum:"365" default:"45" doc:"Days a step; the stages age by the calendar, so no shorter one does"`
	Steps int    `query:"steps" minimum:"1" maximum:"12" default:"4"`
}

// ProjectedStep is one step ahead.
type ProjectedStep struct {
	Day         Day       `json:"day"`
	Mean        []float64 `json:"mean"`
	Low         []float64 `json:"low"`
	High        []float64 `json:"high"`
	SampleSD    []float64 `json:"sample_sd" doc:"Customers move by chance"`
	ParameterSD []float64 `json:"parameter_sd" doc:"The chain was learned from few or many"`
	SD          []float64 `json:"sd"`
}

// ProjectionTest is a past step that was foretold from the steps before it.
type ProjectionTest struct {
	Day      Day       `json:"day"`
	Expected []float64 `json:"expected"`
	SD       []float64 `json:"sd"`
	Observed []int64   `json:"observed"`
	Inside   int       `json:"inside" doc:"States whose number lay within 1.96 standard errors"`
	Miss     float64   `json:"miss" doc:"Share of customers counted in a wrong state"`
	Still    float64   `json:"still" doc:"The same, had one expected no change but newcomers"`
}

// Projection is how many customers are expected in each state.
type Projection struct {
	AsOf    Day              `json:"as_of"`
	Of      string           `json:"of"`
	Step    int              `json:"step"`
	States  []string         `json:"states"`
	Now     []int64          `json:"now"`
	Ahead   []ProjectedStep  `json:"ahead"`
	Tests   []ProjectionTest `json:"tests"`
	Caution string           `json:"caution" enum:",too_short,off,no_better" doc:"Empty: nothing speaks against it"`
	Params  Params           `json:"params"`
}
