package api

import (
	"context"
	"time"

	"huike/segment"
)

// Field is something a rule can ask of a customer.
type Field struct {
	Name    string   `json:"name"`
	Type    string   `json:"type" enum:"number,decimal,money,day,text,choice,boolean"`
	Choices []string `json:"choices"`
	Ops     []string `json:"ops"`
	Group   string   `json:"group" doc:"For the menu, for example purchase, clock, person"`
	Unit    string   `json:"unit"`
}

// Fields is the language of rules.
type Fields struct {
	Fields []Field `json:"fields"`
}

// ProductsRequest looks for products.
type ProductsRequest struct {
	Shop int64  `query:"shop" minimum:"0"`
	Q    string `query:"q" maxLength:"200" doc:"Part of the title or the number"`
	Paging
}

// Product is something the shop sells.
type Product struct {
	ID         int64  `json:"id"`
	Shop       int64  `json:"shop"`
	ExternalNo string `json:"external_no" doc:"The number to write into a rule"`
	Title      string `json:"title"`
	Category   string `json:"category"`
}

// SegmentQuestion asks whom a rule means.
type SegmentQuestion struct {
	Body struct {
		Rule Rule  `json:"rule"`
		Shop int64 `json:"shop,omitempty" minimum:"0"`
		AsOf *Day  `json:"as_of,omitempty"`
	}
}

// StageShare compares a stage's customers in the segment with all customers.
type StageShare struct {
	Stage     Stage `json:"stage"`
	Customers int64 `json:"customers"`
	Base      int64 `json:"base"`
}

// SegmentPreview is whom a rule means.
type SegmentPreview struct {
	AsOf     Day           `json:"as_of"`
	Currency string        `json:"currency"`
	Count    int64         `json:"count"`
	Share    float64       `json:"share" doc:"Of all customers in scope"`
	Base     int64         `json:"base" doc:"All customers in scope"`
	Sample   []CustomerRow `json:"sample" doc:"Ten customers"`
	Stages   []StageShare  `json:"stages"`
	TookMS   int64         `json:"took_ms"`
}

// Use is a campaign that uses a segment.
type Use struct {
	CampaignID int64  `json:"campaign_id"`
	Name       string `json:"name"`

	sent *segment.Past // nil: not sent, or the segment is one that it leaves out
}

// Segment is a named group of customers.
type Segment struct {
	ID        int64     `json:"id"`
	Name      string    `json:"name"`
	Shop      int64     `json:"shop"`
	Kind      string    `json:"kind" enum:"rule,list"`
	Version   int       `json:"version"`
	Rule      Rule      `json:"rule"`
	Size      *int64    `json:"size,omitempty" doc:"Absent before the first refresh"`
	AsOf      *Day      `json:"as_of,omitempty"`
	Entered   int64     `json:"entered" doc:"Since the refresh before"`
	Departed  int64     `json:"departed"`
	CreatedAt time.Time `json:"created_at"`
	Actor     string    `json:"actor"`
	Uses      []Use     `json:"uses"`

	ExportedAt *time.Time `json:"exported_at,omitempty" doc:"When the members were last taken out as a file"`
	Unused     bool       `json:"unused" doc:"No campaign uses it, and nobody exported it in the last 90 days"`
}

// SegmentBody is what a person decides about a segment.
type SegmentBody struct {
	Name string `json:"name" minLength:"1" maxLength:"200"`
	Shop int64  `json:"shop,omitempty" minimum:"0"`
	Kind string `json:"kind,omitempty" enum:"rule" default:"rule" doc:"Lists are uploaded"`
	Rule Rule   `json:"rule"`
}

// SegmentCreate makes a segment.
type SegmentCreate struct{ Body SegmentBody }

// SegmentChange makes a new version of a segment.
type SegmentChange struct {
	ByID
	Body SegmentBody
}

// RefreshRequest counts a segment anew.
type RefreshRequest struct {
	ByID
	Body struct {
		AsOf *Day `json:"as_of,omitempty"`
	}
}

// SegmentRun is one refresh of a segment.
type SegmentRun struct {
	ID          int64     `json:"id"`
	Version     int       `json:"version"`
	AsOf        Day       `json:"as_of"`
	Size        int64     `json:"size"`
	Entered     int64     `json:"entered"`
	Departed    int64     `json:"departed"`
	PublishedAt time.Time `json:"published_at"`
}

// SegmentVersion is one version of a segment's rule.
type SegmentVersion struct {
	Version   int       `json:"version"`
	Rule      Rule      `json:"rule"`
	CreatedAt time.Time `json:"created_at"`
	Actor     string    `json:"actor"`
}

// SegmentListRequest names an uploaded list.
type SegmentListRequest struct {
	Name string `query:"name" required:"true" minLength:"1" maxLength:"200"`
	Shop int64  `query:"shop" minimum:"0"`
}

// ImportedList is a segment made from an uploaded list.
type ImportedList struct {
	Segment   Segment `json:"segment"`
	Matched   int64   `json:"matched"`
	Unmatched int64   `json:"unmatched"`
}

// Segments is what the door asks of the segments.
type Segments interface {
	Fields(ctx context.Context, in *None) (Fields, error)
	Preview(ctx context.Context, in *SegmentQuestion) (SegmentPreview, error)
	List(ctx context.Context, in *None) (List[Segment], error)
	Create(ctx context.Context, in *SegmentCreate) (Segment, error)
	Get(ctx context.Context, in *ByID) (Segment, error)
	Change(ctx context.Context, in *SegmentChange) (Segment, error)
	Archive(ctx context.Context, in *ByID) error
	Refresh(ctx context.Context, in *RefreshRequest) (SegmentRun, error)
	Runs(ctx context.Context, in *ByID) (List[SegmentRun], error)
	Versions(ctx context.Context, in *ByID) (List[SegmentVersion], error)
	Ready(ctx context.Context, in *None) (List[ReadySegment], error)
	Split(ctx context.Context, in *SplitRequest) (List[SplitPart], error)
	Stages(ctx context.Context, in *StageSplitRequest) (StageSplit, error)
	Overlap(ctx context.Context, in *SegmentQuestion) (List[SegmentOverlap], error)
	Responses(ctx context.Context, in *ResponsesRequest) (List[SegmentResponse], error)
	ImportList(ctx context.Context, in *SegmentListRequest, file Upload) (ImportedList, error)
}

// Products is what the door asks of the products.
type Products interface {
	Find(ctx context.Context, in *ProductsRequest) (List[Product], error)
}
