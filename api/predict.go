package api

import "context"

// Learned says whether a model is ready.
type Learned struct {
	State string `json:"state" enum:"ready,working" doc:"working: it is being learned; ask again"`
	Job   string `json:"job,omitempty" doc:"The running job, to watch or cancel"`
}

// Grounds says what a number rests on.
type Grounds struct {
	Basis  string `json:"basis" enum:"model,heuristic,none" doc:"none: there is not enough data"`
	Reason string `json:"reason" doc:"Why it rests on less than a model, or empty"`
}

// Span is a number with its range; the range is absent where it is not known.
type Span struct {
	Value float64  `json:"value"`
	Low   *float64 `json:"low,omitempty"`
	High  *float64 `json:"high,omitempty"`
}

// TrackWeek compares forecast and truth up to the end of a week.
type TrackWeek struct {
	Week     int     `json:"week"`
	Actual   float64 `json:"actual"`
	Forecast float64 `json:"forecast"`
}

// TrackGroup compares customers with the same number of repeat purchases.
type TrackGroup struct {
	Repeats   int     `json:"repeats"`
	More      bool    `json:"more" doc:"And all above"`
	Customers int64   `json:"customers"`
	Forecast  float64 `json:"forecast" doc:"Purchase days a customer"`
	Actual    float64 `json:"actual"`
}

// ValueCheck is how the forecast did on time that the model had not seen.
type ValueCheck struct {
	From             Day          `json:"from" doc:"Last day that the model saw"`
	To               Day          `json:"to"`
	Customers        int64        `json:"customers"`
	Forecast         float64      `json:"forecast"`
	Actual           float64      `json:"actual"`
	Error            *float64     `json:"error,omitempty" doc:"Of the total, relative"`
	Capture          *float64     `json:"capture,omitempty" doc:"Share of the purchases made by the tenth of customers foretold the most"`
	CaptureByHistory *float64     `json:"capture_by_history,omitempty" doc:"The same by the tenth who had bought the most"`
	Passed           bool         `json:"passed"`
	Track            []TrackWeek  `json:"track"`
	Groups           []TrackGroup `json:"groups"`
}

// ValueTenth is a tenth of the customers, those worth most first.
type ValueTenth struct {
	Tenth     int     `json:"tenth" doc:"1: worth most"`
	Customers int64   `json:"customers"`
	Worth     float64 `json:"worth"`
	Share     float64 `json:"share" doc:"Of all worth"`
	Lowest    float64 `json:"lowest" doc:"Least worth in it"`
	Expected  float64 `json:"expected" doc:"Purchase days of all in it"`
}

// ChanceBin counts customers by a chance.
type ChanceBin struct {
	From      float64 `json:"from"`
	To        float64 `json:"to"`
	Customers int64   `json:"customers"`
}

// CustomerWorth is what is said of one customer, with what speaks for it.
type CustomerWorth struct {
	ID        int64    `json:"id"`
	Name      string   `json:"name"`
	Occasions int64    `json:"occasions"`
	Recency   int64    `json:"recency_days"`
	Tenure    int64    `json:"tenure_days"`
	Alive     *float64 `json:"alive,omitempty"`
	Expected  *float64 `json:"expected_orders,omitempty"`
	Value     *float64 `json:"value,omitempty"`
	NextDay   *Day     `json:"next_day,omitempty"`
	NextEarly *Day     `json:"next_early,omitempty"`
	NextLate  *Day     `json:"next_late,omitempty"`
}

// Parameter is a number of a model by its name.
type Parameter struct {
	Name  string  `json:"name"`
	Value float64 `json:"value"`
	Error float64 `json:"error" doc:"Standard error; 0 where it is not known"`
}

// ValueAnswer is what the customers will bring in the next 12 months.
type ValueAnswer struct {
	Learned
	Grounds
	AsOf       Day             `json:"as_of"`
	FitDay     *Day            `json:"fit_day,omitempty" doc:"Day as of which the parameters were learned; they hold for a month"`
	Currency   string          `json:"currency"`
	Customers  int64           `json:"customers"`
	Repeaters  int64           `json:"repeaters"`
	Expected   Span            `json:"expected" doc:"Purchase days of all"`
	Worth      Span            `json:"worth" doc:"Margin of all, discounted"`
	Unset      bool            `json:"margin_unset" doc:"A shop has told no margin: what was paid counts whole where no cost is known"`
	CostKnown  float64         `json:"cost_known" doc:"Share of what was paid whose cost is known; the rest goes by the shop's margin"`
	Parameters []Parameter     `json:"parameters"`
	Flat       bool            `json:"flat" doc:"The data hardly tells the parameters apart"`
	Related    *float64        `json:"related,omitempty" doc:"Correlation of how often and how much; the model takes it to be none"`
	Check      *ValueCheck     `json:"check,omitempty"`
	Tenths     []ValueTenth    `json:"tenths"`
	Alive      []ChanceBin     `json:"alive"`
	Top        []CustomerWorth `json:"top"`
}

// ValueRequest asks for the value, and for so many of the best customers.
type ValueRequest struct {
	Scope
	Paging
}

// CustomerLeaving is how likely one customer is not to buy again within a horizon.
type CustomerLeaving struct {
	Learned
	Grounds
	Horizon  int           `json:"horizon" doc:"Days"`
	Chance   *float64      `json:"chance,omitempty" doc:"Absent where nothing is said of her"`
	Score    *ScoreQuality `json:"score,omitempty"`
	Baseline *ScoreQuality `json:"baseline,omitempty" doc:"1 - P(alive)"`
	Test     *Day          `json:"test,omitempty" doc:"Day on which the score was tried"`
	Tested   int64         `json:"tested"`
}

// CustomerForecast is what one customer will bring in the next 12 months. Of
// customers with a history like hers four of five come to lie in the ranges.
type CustomerForecast struct {
	Learned
	Grounds
	AsOf         Day             `json:"as_of"`
	Currency     string          `json:"currency"`
	Known        bool            `json:"known" doc:"She had bought by the day, and something is said of her"`
	One          *CustomerWorth  `json:"one,omitempty"`
	Expected     *Span           `json:"expected,omitempty" doc:"Purchase days; no range without a model that held"`
	Worth        *Span           `json:"worth,omitempty" doc:"Margin, discounted: the range of purchases, each at the amount expected of hers"`
	Tenth        int             `json:"tenth" doc:"Of all customers by value, 1: worth most; 0: not known"`
	Customers    int64           `json:"customers"`
	MeanExpected float64         `json:"mean_expected" doc:"Purchase days, of all customers"`
	MeanWorth    float64         `json:"mean_worth"`
	Unset        bool            `json:"margin_unset" doc:"A shop has told no margin: what was paid counts whole where no cost is known"`
	FitDay       *Day            `json:"fit_day,omitempty"`
	Repeaters    int64           `json:"repeaters"`
	Check        *ValueCheck     `json:"check,omitempty" doc:"Of all customers together"`
	Leaving      CustomerLeaving `json:"leaving"`
}

// ClusterRequest asks for groups; 0 lets the data choose how many.
type ClusterRequest struct {
	Scope
	K int `query:"k" minimum:"0" maximum:"12" doc:"How many groups; 0 lets the data choose"`
}

// ClusterTrait is how a group differs from all customers in one respect.
type ClusterTrait struct {
	Trait string  `json:"trait"`
	Mean  float64 `json:"mean"`
	Base  float64 `json:"base" doc:"Mean of all customers"`
	Z     float64 `json:"z" doc:"Standard deviations from all customers"`
}

// ClusterGroup is a group of customers who resemble each other.
type ClusterGroup struct {
	No        int            `json:"no"`
	Name      string         `json:"name" doc:"A word that the reader's language names"`
	Marks     []string       `json:"marks" doc:"The traits that tell it apart most"`
	Customers int64          `json:"customers"`
	Share     float64        `json:"share"`
	Net       float64        `json:"net"`
	Traits    []ClusterTrait `json:"traits"`
	Was       *int64         `json:"was,omitempty" doc:"Customers when it was last counted"`
}

// ClusterAnswer is the groups of a shop's customers.
type ClusterAnswer struct {
	Learned
	Grounds
	AsOf       Day            `json:"as_of"`
	Currency   string         `json:"currency"`
	Customers  int64          `json:"customers"`
	K          int            `json:"k"`
	Silhouette float64        `json:"silhouette" doc:"-1 to 1: how well customers sit in their groups"`
	Sampled    bool           `json:"sampled"`
	Before     *Day           `json:"before,omitempty" doc:"Day whose numbers were carried on"`
	Groups     []ClusterGroup `json:"groups"`
}

// ScoreQuality is how well a score told who would buy again.
type ScoreQuality struct {
	AUC   float64 `json:"auc"`
	Brier float64 `json:"brier"`
}

// Calibrated compares a tenth of the customers by score with what came.
type Calibrated struct {
	Customers int     `json:"customers"`
	Said      float64 `json:"said"`
	Came      float64 `json:"came"`
	Low       float64 `json:"low"`
	High      float64 `json:"high"`
}

// TraitWeight is how much one standard deviation of a trait speaks for a label.
type TraitWeight struct {
	Trait  string  `json:"trait"`
	Choice string  `json:"choice" doc:"The value, where the trait is that of a text field"`
	Weight float64 `json:"weight"`
}

// ChurnAnswer is who is about to leave.
type ChurnAnswer struct {
	Learned
	Grounds
	AsOf      Day           `json:"as_of"`
	Customers int64         `json:"customers"`
	Horizon   int           `json:"horizon" doc:"Days"`
	Train     *Day          `json:"train,omitempty"`
	Test      *Day          `json:"test,omitempty"`
	Tested    int64         `json:"tested"`
	Share     float64       `json:"share" doc:"Of those tested who did not buy again"`
	Score     *ScoreQuality `json:"score,omitempty"`
	Baseline  *ScoreQuality `json:"baseline,omitempty" doc:"1 - P(alive)"`
	Deciles   []Calibrated  `json:"deciles"`
	Weights   []TraitWeight `json:"weights"`
	Risk      []ChanceBin   `json:"risk"`
}

// SegmentAsk asks about a saved segment.
type SegmentAsk struct {
	ByID
	AsOf Day `query:"as_of" doc:"Default: the last day of data"`
}

// AlikeAsk asks for customers like those of a segment.
type AlikeAsk struct {
	SegmentAsk
	Limit int `query:"limit" minimum:"1" maximum:"10000" default:"50"`
}

// TGIItem is one value of a dimension; 100 is as all customers are.
type TGIItem struct {
	Value     string  `json:"value"`
	Customers int64   `json:"customers"`
	Members   int64   `json:"members"`
	Share     float64 `json:"share"`
	Base      float64 `json:"base"`
	Index     float64 `json:"index"`
	Sure      bool    `json:"sure" doc:"More than chance, at 99 %"`
}

// TGIDimension is one side of the comparison.
type TGIDimension struct {
	Name  string    `json:"name"`
	Items []TGIItem `json:"items"`
}

// TGIAnswer compares a segment with all customers.
type TGIAnswer struct {
	AsOf       Day            `json:"as_of"`
	Members    int64          `json:"members"`
	Customers  int64          `json:"customers"`
	Dimensions []TGIDimension `json:"dimensions"`
}

// LeafBound is one condition of a rule that explains a segment.
type LeafBound struct {
	Field  string   `json:"field"`
	From   *float64 `json:"from,omitempty"`
	To     *float64 `json:"to,omitempty" doc:"Not included"`
	Choice string   `json:"choice"`
	Is     bool     `json:"is" doc:"With a choice: whether the field has it"`
}

// ExplainLeaf is a rule that explains a part of a segment.
type ExplainLeaf struct {
	Conditions []LeafBound `json:"conditions"`
	Customers  int64       `json:"customers"`
	Members    int64       `json:"members"`
	Precision  float64     `json:"precision"`
	Recall     float64     `json:"recall"`
	Lift       float64     `json:"lift"`
	Rule       Rule        `json:"rule"`
}

// ExplainAnswer says in rules who is in a segment.
type ExplainAnswer struct {
	Grounds
	AsOf      Day           `json:"as_of"`
	Currency  string        `json:"currency"`
	Members   int64         `json:"members"`
	Customers int64         `json:"customers"`
	Excluded  []string      `json:"excluded" doc:"Fields that define the segment and were left out"`
	Leaves    []ExplainLeaf `json:"leaves"`
}

// AlikeCause is a trait that speaks for a customer.
type AlikeCause struct {
	Trait  string  `json:"trait"`
	Choice string  `json:"choice"`
	Value  float64 `json:"value"`
	Part   float64 `json:"part"`
}

// AlikeCustomer is one who resembles a segment.
type AlikeCustomer struct {
	ID      int64        `json:"id"`
	Name    string       `json:"name"`
	Score   float64      `json:"score"`
	Reasons []AlikeCause `json:"reasons"`
}

// AlikeAnswer is who resembles a segment and is not in it.
type AlikeAnswer struct {
	Grounds
	AsOf      Day             `json:"as_of"`
	Currency  string          `json:"currency"`
	Method    string          `json:"method" enum:",logistic,cosine"`
	Members   int64           `json:"members"`
	Customers int64           `json:"customers"`
	AUC       *float64        `json:"auc,omitempty" doc:"On the fifth of the segment that was kept back"`
	Excluded  []string        `json:"excluded"`
	Weights   []TraitWeight   `json:"weights"`
	Alike     []AlikeCustomer `json:"alike"`
}

// PickBody makes a list segment of customers whom a model picks out.
type PickBody struct {
	Name    string  `json:"name" minLength:"1" maxLength:"120"`
	Shop    int64   `json:"shop,omitempty" minimum:"0"`
	AsOf    *Day    `json:"as_of,omitempty"`
	Of      string  `json:"of" enum:"value,cluster,churn,alike"`
	Tenth   int     `json:"tenth,omitempty" minimum:"0" maximum:"10" doc:"value: the customers of this tenth, 1 worth most"`
	K       int     `json:"k,omitempty" minimum:"0" maximum:"12" doc:"cluster: as the groups were asked for"`
	Cluster int     `json:"cluster,omitempty" minimum:"0" maximum:"12" doc:"cluster: its number"`
	Chance  float64 `json:"chance,omitempty" minimum:"0" maximum:"1" doc:"churn: at least this chance of leaving"`
	Segment int64   `json:"segment,omitempty" minimum:"0" doc:"alike: the segment to resemble"`
	Top     int     `json:"top,omitempty" minimum:"0" maximum:"10000" doc:"alike: so many of the most alike"`
}

// PickRequest carries the body.
type PickRequest struct{ Body PickBody }

// Forecasts is what the door asks of the models.
type Forecasts interface {
	Value(ctx context.Context, in *ValueRequest) (ValueAnswer, error)
	Clusters(ctx context.Context, in *ClusterRequest) (ClusterAnswer, error)
	Churn(ctx context.Context, in *ScopeRequest) (ChurnAnswer, error)
	TGI(ctx context.Context, in *SegmentAsk) (TGIAnswer, error)
	Explain(ctx context.Context, in *SegmentAsk) (ExplainAnswer, error)
	LookAlike(ctx context.Context, in *AlikeAsk) (AlikeAnswer, error)
	Pick(ctx context.Context, in *PickRequest) (Segment, error)
	Customer(ctx context.Context, in *CustomerRequest) (CustomerForecast, error)
}
