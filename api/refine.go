package api

import (
	"context"
	"time"

	"huike/segment"
	"huike/stat"
)

// ReadySegment is a segment that every shop can start with.
type ReadySegment struct {
	Code string `json:"code" doc:"For its name and its source sentence in the reader's language"`
	Rule Rule   `json:"rule"`
}

// SplitRequest asks how a stage parts by a second level.
type SplitRequest struct {
	Scope
	Stage string `query:"stage" required:"true" enum:"after_sale,active,silent,sleeping,lost,dead"`
	By    string `query:"by" required:"true" enum:"ladder,province,city,r_score,f_score,m_score,category,gender,top_category,top_brand,browsing_type,service_type,phase"`
}

// SplitPart is the customers of a stage who share a value.
type SplitPart struct {
	Value     string  `json:"value" doc:"Empty where it is not known"`
	Customers int64   `json:"customers"`
	Net       float64 `json:"net"`
	Rule      *Rule   `json:"rule,omitempty" doc:"Means the part; absent for purchases without a category"`
}

// StageSplitRequest asks how every stage parts by a second level.
type StageSplitRequest struct {
	Scope
	By string `query:"by" default:"ladder" enum:"ladder,province,city,r_score,f_score,m_score,category,gender,top_category,top_brand,browsing_type,service_type,phase"`
}

// StagePart is the customers of one stage who share a value.
type StagePart struct {
	Stage Stage `json:"stage"`
	SplitPart
}

// StageSplit is the life cycle by a second level, largest part first.
type StageSplit struct {
	AsOf     Day         `json:"as_of"`
	Currency string      `json:"currency"`
	By       string      `json:"by"`
	Several  bool        `json:"several" doc:"A customer may count in several parts of her stage"`
	Parts    []StagePart `json:"parts"`
}

// SegmentOverlap is how many customers a rule shares with another segment.
type SegmentOverlap struct {
	Segment   int64  `json:"segment"`
	Name      string `json:"name"`
	Size      int64  `json:"size" doc:"Members of the other segment"`
	Customers int64  `json:"customers" doc:"Customers in both"`
}

// ResponsesRequest asks how a segment answered past campaigns, by part.
type ResponsesRequest struct {
	ByID
	Scope
	By   string `query:"by" default:"stage" enum:"stage,ladder,category"`
	Days int    `query:"days" default:"15" minimum:"1" maximum:"365" doc:"After the hand-over in which a purchase counts"`
}

// SegmentResponse is how the customers of a part answered a campaign. It is no
// proof of an effect; that is in the campaign's report, beside the control group.
type SegmentResponse struct {
	CampaignID int64   `json:"campaign_id"`
	Campaign   string  `json:"campaign"`
	Value      string  `json:"value"`
	Sent       int64   `json:"sent" doc:"Customers to whom it was handed over"`
	Opened     int64   `json:"opened"`
	Clicked    int64   `json:"clicked"`
	Bought     int64   `json:"bought"`
	Rate       float64 `json:"rate" doc:"Bought of sent"`
	Low        float64 `json:"low" doc:"95 % interval (Wilson)"`
	High       float64 `json:"high"`
	Rule       Rule    `json:"rule" doc:"Means the part of the segment, as of the asked day"`
}

// mostPast is how many of the newest campaigns of a segment are shown.
const mostPast = 10

func (r segmentRoom) Ready(context.Context, *None) (List[ReadySegment], error) {
	return listOf(segment.ReadyMade(), func(x segment.Ready) ReadySegment { return ReadySegment{x.Code, Rule(x.Rule.String())} }), nil
}

func (r segmentRoom) Overlap(ctx context.Context, in *SegmentQuestion) (List[SegmentOverlap], error) {
	rule, err := r.Segments.Parse(in.Body.Rule)
	if err != nil {
		return List[SegmentOverlap]{}, err
	}
	snap, err := r.snapshot(ctx, scopeOf(in.Body.Shop, in.Body.AsOf))
	if err != nil {
		return List[SegmentOverlap]{}, err
	}
	shared, err := r.Segments.Overlaps(ctx, rule, snap.ID)
	if err != nil {
		return List[SegmentOverlap]{}, err
	}
	both := map[int64]int64{}
	for _, o := range shared {
		both[o.Segment] = o.Customers
	}
	all, err := r.Segments.List(ctx, false)
	out := []SegmentOverlap{}
	for _, s := range all {
		if s.Last != nil {
			out = append(out, SegmentOverlap{Segment: s.ID, Name: s.Name, Size: s.Last.Size, Customers: both[s.ID]})
		}
	}
	return List[SegmentOverlap]{Items: out, Total: int64(len(out))}, err
}

func (r segmentRoom) Responses(ctx context.Context, in *ResponsesRequest) (List[SegmentResponse], error) {
	out := List[SegmentResponse]{Items: []SegmentResponse{}}
	past, err := r.past(ctx, in.ID)
	if err != nil || len(past) == 0 {
		return out, err
	}
	asked, err := r.asked(ctx, in)
	if err != nil {
		return out, err
	}
	for _, use := range past {
		asked.Past = *use.sent
		found, err := r.Segments.Responses(ctx, asked, r.Clock())
		if err != nil {
			return out, err
		}
		for _, x := range found {
			out.Items = append(out.Items, responseOf(in, use, x))
		}
	}
	out.Total = int64(len(out.Items))
	return out, nil
}

// past returns the newest campaigns that were sent to a segment.
func (r segmentRoom) past(ctx context.Context, id int64) ([]Use, error) {
	if _, err := r.Segments.Get(ctx, id); err != nil || r.Uses == nil {
		return nil, err
	}
	uses, err := r.Uses(ctx)
	var sent []Use
	for _, use := range uses[id] {
		if use.sent != nil && len(sent) < mostPast {
			sent = append(sent, use)
		}
	}
	return sent, err
}

// asked completes what a request says of the answers that it wants.
func (r segmentRoom) asked(ctx context.Context, in *ResponsesRequest) (segment.Asked, error) {
	snap, err := r.snapshot(ctx, in.Scope)
	if err != nil {
		return segment.Asked{}, err
	}
	scope, err := r.Segments.Scope(ctx, snap.ID)
	zone := scope.Zone
	if zone == nil {
		zone = time.UTC
	}
	return segment.Asked{Split: in.By, Days: in.Days, AsOf: scope.AsOf, Until: scope.AsOf.Add(1).Time(zone)}, err
}

func responseOf(in *ResponsesRequest, use Use, x segment.Response) SegmentResponse {
	out := SegmentResponse{CampaignID: use.CampaignID, Campaign: use.Name, Value: x.Value, Sent: x.Sent, Opened: x.Opened, Clicked: x.Clicked, Bought: x.Bought,
		Rule: Rule(segment.Rule{All: []segment.Rule{{Segment: in.ID}, partRule(in.By, x.Value)}}.String())}
	if x.Sent > 0 {
		out.Rate = float64(x.Bought) / float64(x.Sent)
		out.Low, out.High = stat.Wilson(stat.Proportion{X: x.Bought, N: x.Sent}, 0.95)
	}
	return out
}
