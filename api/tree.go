package api

import "context"

// TreeRequest asks for the shop as a tree.
type TreeRequest struct {
	Scope
	Period string `query:"period" enum:"week,month" default:"week" doc:"Seven days, or four weeks, up to as_of"`
}

// DrillRequest opens a node of the tree into segments.
type DrillRequest struct {
	TreeRequest
	Node string `query:"node" required:"true" doc:"A node that opens, for example sales, visitors, conversion, order_value"`
	By   string `query:"by" required:"true" doc:"source, source_group, kind, stage, ladder, category, product, province or department"`
}

// Days is a stretch of local days, both included.
type Days struct {
	From Day `json:"from"`
	To   Day `json:"to"`
}

// Benchmark compares a node with an industry series.
type Benchmark struct {
	Value    float64  `json:"value"`
	Series   string   `json:"series"`
	Period   string   `json:"period"`
	Start    Day      `json:"start"`
	Origin   string   `json:"origin" doc:"Who published it"`
	NotedOn  Day      `json:"noted_on"`
	Growth   *float64 `json:"growth" doc:"Of the industry since its number before"`
	Relative *float64 `json:"relative" doc:"(1 + growth of the shop) / (1 + growth of the industry) - 1"`
	Share    *float64 `json:"share" doc:"The shop's share of the industry"`
	Gap      *float64 `json:"gap" doc:"Above or below what the industry's growth would have brought"`
	Position *float64 `json:"position" doc:"Share of the industry below the shop, by the published quartiles"`
}

// TreeNode is one node; a number that is not known is null.
type TreeNode struct {
	ID           string     `json:"id"`
	Parent       *string    `json:"parent"`
	Tree         string     `json:"tree" doc:"shop, customers, database, links or goal"`
	Kind         string     `json:"kind" enum:"whole,factor,part,measure" doc:"Factors multiply to their parent, parts add up to it"`
	Name         string     `json:"name"`
	Unit         string     `json:"unit" enum:"money,count,rate,times,score"`
	Department   string     `json:"department"`
	Value        *float64   `json:"value"`
	Previous     *float64   `json:"previous"`
	YearAgo      *float64   `json:"year_ago"`
	Change       *float64   `json:"change" doc:"Since the stretch before"`
	Growth       *float64   `json:"growth"`
	YearGrowth   *float64   `json:"year_growth"`
	Contribution *float64   `json:"contribution" doc:"Part of the change of the parent, in its unit; the children of one parent add up to its change"`
	Industry     *Benchmark `json:"industry"`
	Target       *float64   `json:"target"`
	Opens        []string   `json:"opens" doc:"By what the node opens into segments"`
}

// TreeCause is a cause of the change of sales, with what to do about it.
type TreeCause struct {
	Node         string   `json:"node"`
	Segment      string   `json:"segment" doc:"Such as category:tea; empty for the whole shop"`
	By           string   `json:"by"`
	Name         string   `json:"name" doc:"Of the segment"`
	Contribution float64  `json:"contribution"`
	Share        *float64 `json:"share" doc:"Of the change of sales"`
	Usual        bool     `json:"usual" doc:"No further from the usual than in other weeks"`
	Question     string   `json:"question"`
	Questions    []string `json:"questions"`
	Owner        string   `json:"owner"`
	Next         string   `json:"next"`
}

// TreeSentence is a sentence by its code and values, and in English.
type TreeSentence struct {
	Code   string `json:"code"`
	Params Params `json:"params"`
	Text   string `json:"text"`
}

// TreePlank is one of the five planks.
type TreePlank struct {
	Measure   string   `json:"measure"`
	Unit      string   `json:"unit"`
	Value     *float64 `json:"value"`
	Reference *float64 `json:"reference"`
	Against   string   `json:"against" doc:"target, industry, year_ago or usual; empty for nothing"`
	Ratio     *float64 `json:"ratio"`
	Weakest   bool     `json:"weakest"`
}

// TreeScore is one measure of a scorecard.
type TreeScore struct {
	Measure  string   `json:"measure"`
	Unit     string   `json:"unit"`
	Value    *float64 `json:"value"`
	Previous *float64 `json:"previous"`
	YearAgo  *float64 `json:"year_ago"`
	Growth   *float64 `json:"growth"`
	Target   *float64 `json:"target"`
}

// TreeCard is what a department, or a stage of the firm, answers for.
type TreeCard struct {
	ID    string      `json:"id"`
	Name  string      `json:"name"`
	Items []TreeScore `json:"items"`
}

// TreeLink is one of the seven links.
type TreeLink struct {
	No       int      `json:"no"`
	Node     TreeNode `json:"node"`
	Audience string   `json:"audience"`
	Playbook []string `json:"playbook"`
}

// TreeAgent is what one agent's chats led to.
type TreeAgent struct {
	Name         string   `json:"name"`
	Asked        int64    `json:"asked"`
	Bought       int64    `json:"bought" doc:"Within two days"`
	Rate         *float64 `json:"rate"`
	RateBefore   *float64 `json:"rate_before"`
	Orders       int64    `json:"orders"`
	Sales        float64  `json:"sales"`
	OrderAverage *float64 `json:"order_value"`
}

// TreeRole is what one of the four roles looks at.
type TreeRole struct {
	ID    string   `json:"id"`
	Shows []string `json:"shows"`
	Nodes []string `json:"nodes"`
}

// Tree is the shop of one stretch of days.
type Tree struct {
	AsOf        Day            `json:"as_of"`
	PeriodName  string         `json:"period_name" enum:"week,month"`
	Period      Days           `json:"period"`
	Previous    Days           `json:"previous"`
	YearAgo     Days           `json:"year_ago"`
	Festival    string         `json:"festival" doc:"To which last year's stretch was moved; empty for none"`
	Currency    string         `json:"currency"`
	Definition  int            `json:"definition" doc:"Version of the tree"`
	Nodes       []TreeNode     `json:"nodes"`
	Causes      []TreeCause    `json:"causes"`
	Sentences   []TreeSentence `json:"sentences"`
	Planks      []TreePlank    `json:"planks"`
	Departments []TreeCard     `json:"departments"`
	Stage       TreeCard       `json:"stage" doc:"The active set of the firm's stage"`
	Stages      []string       `json:"stages"`
	Links       []TreeLink     `json:"links"`
	Agents      []TreeAgent    `json:"agents"`
	Roles       []TreeRole     `json:"roles"`
	Missing     []string       `json:"missing" doc:"Kinds of facts that were never imported"`
}

// DrillSegment is one segment of a node.
type DrillSegment struct {
	Segment      string   `json:"segment"`
	Group        string   `json:"group"`
	Value        *float64 `json:"value"`
	Previous     *float64 `json:"previous"`
	YearAgo      *float64 `json:"year_ago"`
	Contribution *float64 `json:"contribution" doc:"The rows add up to the node's change"`
	Rate         *float64 `json:"rate" doc:"Of a ratio: by the segment's own ratio"`
	Mix          *float64 `json:"mix" doc:"Of a ratio: by the segment's weight"`
	Weight       *float64 `json:"weight"`
	Cost         *float64 `json:"cost"`
}

// Drill is a node opened into segments.
type Drill struct {
	Node     string         `json:"node"`
	By       string         `json:"by"`
	Unit     string         `json:"unit"`
	Period   Days           `json:"period"`
	Before   Days           `json:"before"`
	Currency string         `json:"currency"`
	Value    *float64       `json:"value"`
	Previous *float64       `json:"previous"`
	Change   *float64       `json:"change"`
	Ways     []string       `json:"ways"`
	Rows     []DrillSegment `json:"rows"`
}

// StageRequest activates the set of a stage of the firm.
type StageRequest struct {
	Body struct {
		Stage string `json:"stage" doc:"start, growth, mature or renewal"`
	}
}

// StageAnswer is the stage that is active now.
type StageAnswer struct {
	Stage      string `json:"stage"`
	Definition int    `json:"definition"`
}

// TargetDraft is a target to set: from the mean of the baseline weeks to its end
// in the last week.
type TargetDraft struct {
	Shop     int64   `json:"shop,omitempty" minimum:"0"`
	AsOf     *Day    `json:"as_of,omitempty"`
	Measure  string  `json:"measure" doc:"sales, orders, buyers, order_value, frequency, new_customers, repeat_new, visitors, conversion, repeat_rate or second_rate"`
	Name     string  `json:"name,omitempty" maxLength:"200"`
	Owner    string  `json:"owner,omitempty" maxLength:"200"`
	BaseFrom string  `json:"base_from" doc:"First week of the baseline, for example 2024-W25"`
	BaseTo   string  `json:"base_to"`
	LastWeek string  `json:"last_week"`
	Growth   string  `json:"growth" enum:"linear,factor"`
	Step     float64 `json:"step,omitempty" doc:"Linear: a week"`
	Factor   float64 `json:"factor,omitempty"`
	Reading  string  `json:"reading,omitempty" enum:"times,more" doc:"1.2 times is ×1.2, 1.2 more is ×2.2"`
	Heads    *int64  `json:"heads,omitempty" doc:"Planned increment in heads over all weeks"`
}

// TargetRequest sets a target.
type TargetRequest struct{ Body TargetDraft }

// TargetWeek is what was planned for a week and what came.
type TargetWeek struct {
	Week   string   `json:"week"`
	Monday Day      `json:"monday"`
	Plan   *float64 `json:"plan"`
	Actual *float64 `json:"actual"`
}

// TargetProgress is a target with its weeks.
type TargetProgress struct {
	ID        int64        `json:"id"`
	Shop      int64        `json:"shop"`
	Measure   string       `json:"measure"`
	Unit      string       `json:"unit"`
	Name      string       `json:"name"`
	Owner     string       `json:"owner"`
	BaseFrom  string       `json:"base_from"`
	BaseTo    string       `json:"base_to"`
	LastWeek  string       `json:"last_week"`
	Baseline  float64      `json:"baseline"`
	Growth    string       `json:"growth"`
	Step      float64      `json:"step"`
	Factor    float64      `json:"factor"`
	Reading   string       `json:"reading"`
	Heads     *int64       `json:"heads"`
	End       float64      `json:"end" doc:"What holds from the last week on"`
	Increment float64      `json:"increment" doc:"Above the baseline over all weeks together"`
	Reached   *float64     `json:"reached" doc:"Above the baseline so far"`
	Due       *float64     `json:"due" doc:"What the plan had by then"`
	Weeks     []TargetWeek `json:"weeks"`
}

// Trees is what the door asks of the KPI tree and its targets.
type Trees interface {
	Tree(ctx context.Context, in *TreeRequest) (Tree, error)
	Drill(ctx context.Context, in *DrillRequest) (Drill, error)
	SetStage(ctx context.Context, in *StageRequest) (StageAnswer, error)
	Targets(ctx context.Context, in *ScopeRequest) (List[TargetProgress], error)
	SetTarget(ctx context.Context, in *TargetRequest) (TargetProgress, error)
	EndTarget(ctx context.Context, in *ByID) error
}
