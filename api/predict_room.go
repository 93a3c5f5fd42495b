package api

import (
	"context"
	"slices"

	"huike"
	"huike/feature"
	"huike/predict"
	"huike/segment"
)

// PredictRooms are the rooms behind the models of customers.
type PredictRooms struct {
	Base
	Models   *predict.Models
	Segments *segment.Segments
	Jobs     *Jobs // nil: nothing runs beside the requests
}

// OfForecasts answers for the models of customers.
func OfForecasts(r PredictRooms) Forecasts { return predictRoom{r, newLearning(r.Jobs)} }

type predictRoom struct {
	PredictRooms
	learning *learning
}

// learned returns a stored model, after learning it if it is not known; ready is
// false while that takes longer than a request may wait.
func learned[T any](ctx context.Context, r predictRoom, what string, s feature.Scope, stored func() (T, bool, error), do func(context.Context) error) (v T, l Learned, err error) {
	v, found, err := stored()
	if err != nil || found {
		return v, Learned{State: "ready"}, err
	}
	job, err := r.learning.learn(ctx, what, s, do)
	if err != nil || job != "" {
		return v, Learned{State: "working", Job: job}, err
	}
	if v, found, err = stored(); err == nil && !found {
		return v, Learned{State: "working"}, nil
	}
	return v, Learned{State: "ready"}, err
}

func (r predictRoom) value(ctx context.Context, s feature.Scope) (predict.Value, Learned, error) {
	return learned(ctx, r, "value", s,
		func() (predict.Value, bool, error) { return r.Models.StoredValue(ctx, s, r.Clock()) },
		func(ctx context.Context) error { _, err := r.Models.Value(ctx, s, r.Clock()); return err })
}

func (r predictRoom) Value(ctx context.Context, in *ValueRequest) (ValueAnswer, error) {
	s, err := r.scope(ctx, in.Scope)
	if err != nil {
		return ValueAnswer{}, err
	}
	v, l, err := r.value(ctx, s)
	if err != nil || l.State != "ready" {
		return ValueAnswer{Learned: l, AsOf: Day{s.AsOf}, Grounds: Grounds{Basis: predict.ByNothing}}, err
	}
	out := valueOf(v)
	out.Learned = l
	top, err := r.Models.Top(ctx, v, in.Limit, in.Offset)
	if err != nil {
		return out, err
	}
	people, err := r.people(ctx, each(top, func(w predict.Worth) huike.CustomerID { return w.Customer }), masked)
	out.Top = each(top, func(w predict.Worth) CustomerWorth { return worthOf(w, people[w.Customer].name, v.Currency) })
	return out, err
}

func worthOf(w predict.Worth, name, currency string) CustomerWorth {
	c := CustomerWorth{ID: int64(w.Customer), Name: name, Occasions: w.Occasions, Recency: w.Recency, Tenure: w.Tenure, Alive: w.Alive, Expected: w.Expected,
		NextDay: dayOrNone(w.NextDay), NextEarly: dayOrNone(w.NextEarly), NextLate: dayOrNone(w.NextLate)}
	if w.ValueMinor != nil {
		value := major(*w.ValueMinor, currency)
		c.Value = &value
	}
	return c
}

func valueOf(v predict.Value) ValueAnswer {
	f := v.Fit
	out := ValueAnswer{Grounds: Grounds{v.Basis, v.Reason}, AsOf: Day{v.Snapshot.Scope.AsOf}, FitDay: dayOrNone(f.Day), Currency: v.Currency,
		Customers: v.Customers, Repeaters: f.Repeaters, Expected: Span(v.Expected), Worth: moneySpan(v.Worth, v.Currency), CostKnown: v.CostKnown, Unset: v.Unset,
		Flat: f.Flat, Related: f.Correlation,
		Tenths: each(v.Deciles, func(d predict.ValueDecile) ValueTenth {
			t := ValueTenth{Tenth: d.Tenth, Customers: d.Customers, Worth: major(d.Worth, v.Currency), Lowest: major(d.Lowest, v.Currency), Expected: d.Expected}
			if v.Worth.Value != 0 {
				t.Share = float64(d.Worth) / v.Worth.Value
			}
			return t
		}),
		Alive: each(v.Alive, func(b predict.AliveBin) ChanceBin { return ChanceBin(b) }),
	}
	for _, name := range []string{"r", "alpha", "a", "b"} {
		if value, ok := f.Parameters[name]; ok {
			out.Parameters = append(out.Parameters, Parameter{name, value, f.Errors[name]})
		}
	}
	for _, name := range []string{"p", "q", "gamma"} {
		if value, ok := f.Spending[name]; ok {
			out.Parameters = append(out.Parameters, Parameter{Name: name, Value: value})
		}
	}
	if c := f.Validation; c != nil {
		out.Check = &ValueCheck{From: Day{c.From}, To: Day{c.To}, Customers: c.Customers, Forecast: c.Forecast, Actual: c.Actual, Error: c.Error,
			Capture: c.Capture, CaptureByHistory: c.CaptureByHistory, Passed: c.Passed,
			Track:  each(c.Track, func(w predict.Week) TrackWeek { return TrackWeek(w) }),
			Groups: each(c.Groups, func(g predict.Group) TrackGroup { return TrackGroup(g) })}
	}
	return out
}

func moneySpan(r predict.Range, currency string) Span {
	scale := func(v *float64) *float64 {
		if v == nil {
			return nil
		}
		m := major(int64(*v), currency)
		return &m
	}
	return Span{Value: major(int64(r.Value), currency), Low: scale(r.Low), High: scale(r.High)}
}

func (r predictRoom) clusters(ctx context.Context, s feature.Scope, k int) (predict.Clusters, Learned, error) {
	o := predict.ClusterOptions{K: k}
	return learned(ctx, r, "clusters", s,
		func() (predict.Clusters, bool, error) { return r.Models.StoredClusters(ctx, s, o, r.Clock()) },
		func(ctx context.Context) error { _, err := r.Models.Clusters(ctx, s, o, r.Clock()); return err })
}

func (r predictRoom) Clusters(ctx context.Context, in *ClusterRequest) (ClusterAnswer, error) {
	s, err := r.scope(ctx, in.Scope)
	if err != nil {
		return ClusterAnswer{}, err
	}
	c, l, err := r.clusters(ctx, s, in.K)
	out := ClusterAnswer{Learned: l, AsOf: Day{s.AsOf}, Grounds: Grounds{Basis: predict.ByNothing}}
	if err != nil || l.State != "ready" {
		return out, err
	}
	out.Grounds, out.Currency, out.Customers = Grounds{c.Basis, c.Reason}, c.Currency, c.Customers
	out.K, out.Silhouette, out.Sampled = c.K, c.Silhouette, c.Sampled
	if c.Before != nil {
		out.Before = &Day{*c.Before}
	}
	out.Groups = each(c.Groups, func(g predict.Cluster) ClusterGroup { return clusterOf(g, c) })
	return out, nil
}

func clusterOf(g predict.Cluster, c predict.Clusters) ClusterGroup {
	out := ClusterGroup{No: g.No, Name: g.Name, Customers: g.Customers, Share: float64(g.Customers) / float64(c.Customers), Net: major(g.Net, c.Currency), Was: g.Was,
		Marks: each(g.Marks, func(m predict.Mark) string { return m.Trait })}
	for t, name := range c.Traits {
		out.Traits = append(out.Traits, ClusterTrait{Trait: name, Mean: g.Mean[t], Base: c.Base[t], Z: g.Z[t]})
	}
	return out
}

func (r predictRoom) churn(ctx context.Context, s feature.Scope) (predict.Churn, Learned, error) {
	return learned(ctx, r, "churn", s,
		func() (predict.Churn, bool, error) { return r.Models.StoredChurn(ctx, s, r.Clock()) },
		func(ctx context.Context) error { _, err := r.Models.Churn(ctx, s, r.Clock()); return err })
}

func (r predictRoom) Churn(ctx context.Context, in *ScopeRequest) (ChurnAnswer, error) {
	s, err := r.scope(ctx, in.Scope)
	if err != nil {
		return ChurnAnswer{}, err
	}
	c, l, err := r.churn(ctx, s)
	out := ChurnAnswer{Learned: l, AsOf: Day{s.AsOf}, Grounds: Grounds{Basis: predict.ByNothing}}
	if err != nil || l.State != "ready" {
		return out, err
	}
	out.Grounds, out.Customers, out.Horizon, out.Tested, out.Share = Grounds{c.Basis, c.Reason}, c.Customers, c.Horizon, c.Tested, c.Share
	out.Train, out.Test = dayOrNone(c.Train), dayOrNone(c.Test)
	out.Score, out.Baseline = qualityOf(c.Score), qualityOf(c.Baseline)
	out.Deciles = each(c.Deciles, func(d predict.Calibration) Calibrated { return Calibrated(d) })
	out.Weights = each(c.Weights, func(w predict.Weight) TraitWeight { return TraitWeight(w) })
	out.Risk = each(c.Risk, func(b predict.AliveBin) ChanceBin { return ChanceBin(b) })
	return out, nil
}

// Pick saves customers whom a model picks out as a list.
func (r predictRoom) Pick(ctx context.Context, in *PickRequest) (Segment, error) {
	b := in.Body
	s, err := r.scope(ctx, scopeOf(b.Shop, b.AsOf))
	if err != nil {
		return Segment{}, err
	}
	ids, err := r.picked(ctx, s, b)
	if err != nil {
		return Segment{}, err
	}
	if len(ids) == 0 {
		return Segment{}, huike.Errorf(huike.Invalid, "predict.nobody", "nobody is in this group; choose another")
	}
	saved, err := r.Segments.SaveList(ctx, segment.Draft{Shop: s.Shop, Name: b.Name, Actor: actorOf(ctx)}, ids, s.AsOf, r.Clock())
	if err != nil {
		return Segment{}, err
	}
	names, err := r.Book.names(ctx)
	return segmentOf(saved, nil, names.of(saved.Actor)), err
}

func (r predictRoom) picked(ctx context.Context, s feature.Scope, b PickBody) ([]huike.CustomerID, error) {
	switch b.Of {
	case "value":
		v, err := r.Models.Value(ctx, s, r.Clock())
		if err != nil || b.Tenth < 1 || b.Tenth > len(v.Deciles) {
			return nil, err
		}
		p := predict.Pick{Model: v.Model, Least: &v.Deciles[b.Tenth-1].Lowest}
		if b.Tenth > 1 {
			p.Below = &v.Deciles[b.Tenth-2].Lowest
		}
		return r.Models.Picked(ctx, p)
	case "cluster":
		c, err := r.Models.Clusters(ctx, s, predict.ClusterOptions{K: b.K}, r.Clock())
		if err != nil || !slices.ContainsFunc(c.Groups, func(g predict.Cluster) bool { return g.No == b.Cluster }) {
			return nil, err
		}
		return r.Models.Picked(ctx, predict.Pick{Model: c.Model, Cluster: b.Cluster})
	case "churn":
		c, err := r.Models.Churn(ctx, s, r.Clock())
		if err != nil {
			return nil, err
		}
		return r.Models.Picked(ctx, predict.Pick{Model: c.Model, Churn: &b.Chance})
	}
	l, _, err := r.alike(ctx, b.Segment, s.AsOf, max(1, b.Top))
	return each(l.Alike, func(a predict.Alike) huike.CustomerID { return a.Customer }), err
}
