package predict

import (
	"context"
	"errors"
	"math"
	"time"

	"huike"
	"huike/feature"
	"huike/stat"
)

// Fit is a model of repeat buying as it was learned for a shop: the parameters
// of MBG/NBD by their names, in weeks, and of the amounts (Gamma-Gamma, in major
// units of margin), and how the model did on the last third of the time.
type Fit struct {
	Day         huike.Day          `json:"day"` // as of which it was learned
	Basis       string             `json:"basis"`
	Reason      string             `json:"reason,omitempty"`
	Parameters  map[string]float64 `json:"parameters,omitempty"`
	Errors      map[string]float64 `json:"errors,omitempty"` // standard errors
	LogLik      float64            `json:"loglik"`
	Customers   int64              `json:"customers"`
	Repeaters   int64              `json:"repeaters"`
	Excluded    int64              `json:"excluded"` // wholesale buyers
	Flat        bool               `json:"flat"`     // the data hardly tells the parameters apart
	Spending    map[string]float64 `json:"spending,omitempty"`
	Correlation *float64           `json:"correlation,omitempty"` // of how often and how much; the model takes it to be none
	MeanMargin  float64            `json:"mean_margin"`           // of a repeat purchase, major units
	Validation  *Validation        `json:"validation,omitempty"`
}

// The limits of what a model is fitted to.
const (
	leastDays      = 180 // of purchases, for a model
	leastRepeaters = 200 // for a model
	fewRepeaters   = 20  // for a rule of thumb
)

func (f Fit) buying() stat.MBGNBD {
	p := f.Parameters
	return stat.MBGNBD{R: p["r"], Alpha: p["alpha"], A: p["a"], B: p["b"]}
}

// amount is the margin to expect of a purchase, in major units.
func (f Fit) amount(x, mean float64) float64 {
	if f.Spending == nil {
		return f.MeanMargin
	}
	g := stat.GammaGamma{P: f.Spending["p"], Q: f.Spending["q"], Gamma: f.Spending["gamma"]}
	return g.Mean(x, max(0, mean))
}

// fit returns the parameters that hold in the month of a scope: learned as of
// the last end of a month, or as of the day itself where the shop was too young
// by then. They are learned again when the purchases up to that day changed.
func (m *Models) fit(ctx context.Context, s feature.Scope, currency string, at time.Time) (Fit, error) {
	f, err := m.fitAsOf(ctx, feature.Scope{Shop: s.Shop, AsOf: fitDay(s.AsOf)}, currency, at)
	if err != nil || f.Basis == ByModel || f.Reason == ReasonGate || f.Day == s.AsOf {
		return f, err
	}
	return m.fitAsOf(ctx, s, currency, at)
}

func (m *Models) fitAsOf(ctx context.Context, s feature.Scope, currency string, at time.Time) (Fit, error) {
	rows, err := m.histories(ctx, s.Shop, s.AsOf, s.AsOf)
	if err != nil {
		return Fit{}, err
	}
	margins, err := m.margins(ctx, s.Shop)
	if err != nil {
		return Fit{}, err
	}
	r := record{kind: kindFit, scope: s, facts: fingerprint(rows) + margins.mark}
	var f Fit
	if _, found, err := m.find(ctx, r, &f); err != nil || found {
		return f, err
	}
	if f, err = m.learn(ctx, s, currency, rows); err != nil {
		return Fit{}, err
	}
	_, err = m.keepModel(ctx, r, f, nil, at)
	return f, err
}

// learn fits to the histories as of a scope's day.
func (m *Models) learn(ctx context.Context, s feature.Scope, currency string, rows []counted) (Fit, error) {
	f := Fit{Day: s.AsOf}
	for _, c := range rows {
		f.Customers += c.customers
		if c.history.X > 0 {
			f.Repeaters += c.customers
		}
	}
	first, last, err := m.span(ctx, s)
	if err != nil {
		return f, err
	}
	if f.Basis, f.Reason = judge(f, last.Sub(first)); f.Basis == ByNothing {
		return f, nil
	}
	if err := m.fillSpending(ctx, s, currency, &f); err != nil {
		return f, err
	}
	if f.Basis == ByModel {
		f.fillBuying(rows)
	}
	if f.Basis == ByModel {
		f.Validation, err = m.validate(ctx, s, first)
		if err == nil && (f.Validation == nil || !f.Validation.Passed) {
			f.Basis, f.Reason = ByHeuristic, ReasonGate
		}
	}
	return f, err
}

// judge says what the data can carry before anything is fitted.
func judge(f Fit, days int) (basis, reason string) {
	switch {
	case f.Customers == 0:
		return ByNothing, ReasonNobody
	case f.Repeaters < fewRepeaters:
		return ByNothing, ReasonNoRepeats
	case days < leastDays:
		return ByHeuristic, ReasonShort
	case f.Repeaters < leastRepeaters:
		return ByHeuristic, ReasonFewRepeaters
	}
	return ByModel, ""
}

func (f *Fit) fillBuying(rows []counted) {
	fit, err := stat.FitMBGNBD(fitted(rows), stat.FitOptions{})
	if err != nil {
		f.Basis, f.Reason = ByHeuristic, refusal(err)
		return
	}
	f.Parameters, f.Errors = map[string]float64{}, map[string]float64{}
	for _, p := range fit.Parameters {
		f.Parameters[p.Name], f.Errors[p.Name] = p.Value, finiteOr(p.SE, 0)
	}
	f.LogLik, f.Excluded, f.Flat = fit.LogLikelihood, fit.Excluded, fit.Ridge
}

func refusal(err error) string {
	var reason stat.Refusal
	if errors.As(err, &reason) && reason == stat.TooFewRepeaters {
		return ReasonFewRepeaters
	}
	return ReasonNotIdentified
}

func finiteOr(v, other float64) float64 {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return other
	}
	return v
}

// fillSpending learns the amounts; where their model cannot be had every
// purchase is expected to bring the mean.
func (m *Models) fillSpending(ctx context.Context, s feature.Scope, currency string, f *Fit) error {
	purses, err := m.purses(ctx, s, false)
	if err != nil {
		return err
	}
	unit, sum, times := unitOf(currency), 0.0, 0.0
	spends := make([]stat.Spend, 0, len(purses))
	for _, p := range purses {
		sum, times = sum+float64(p.repeat)/unit, times+float64(p.x)
		spends = append(spends, stat.Spend{X: float64(p.x), Mean: p.mean(unit)})
	}
	if times > 0 {
		f.MeanMargin = max(0, sum/times)
	}
	g, err := stat.FitGammaGamma(spends, stat.FitOptions{})
	if err != nil {
		return nil
	}
	f.Spending = map[string]float64{}
	for _, p := range g.Parameters {
		f.Spending[p.Name] = p.Value
	}
	if !math.IsNaN(g.Correlation) {
		f.Correlation = &g.Correlation
	}
	return nil
}

// fingerprint tells histories apart.
func fingerprint(rows []counted) string {
	h := newDigest()
	for _, c := range rows {
		h.add(c.history.X, c.history.TX, c.history.T, float64(c.customers))
	}
	return h.String()
}
