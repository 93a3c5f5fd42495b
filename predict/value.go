package predict

import (
	"context"
	"math"
	"time"

	"huike"
	"huike/feature"
	"huike/stat"
	"huike/store"
)

// Value is what the customers of a shop will bring in the next 12 months (of 30
// days), as of a day. Money is margin in minor units of the currency.
type Value struct {
	Snapshot  feature.Snapshot `json:"-"`
	Model     int64            `json:"-"` // number of the stored model
	Currency  string           `json:"currency"`
	Basis     string           `json:"basis"`
	Reason    string           `json:"reason,omitempty"` // why it rests on less than a model
	Fit       Fit              `json:"fit"`
	Customers int64            `json:"customers"`
	Expected  Range            `json:"expected"`     // purchase days of all
	Worth     Range            `json:"worth"`        // minor units, of all
	Unset     bool             `json:"margin_unset"` // a shop has told no margin: what was paid counts whole where no cost is known
	CostKnown float64          `json:"cost_known"`   // share of what was paid whose cost is known; the rest goes by the shop's margin
	Deciles   []ValueDecile    `json:"deciles"`
	Alive     []AliveBin       `json:"alive"` // none where P(alive) is not known
}

// Range is a number with how far it may be off: as far as the forecast of the
// held-out time was, at least a tenth, and more as the year is longer than that
// time. Without a validation both are nil.
type Range struct {
	Value float64  `json:"value"`
	Low   *float64 `json:"low,omitempty"`
	High  *float64 `json:"high,omitempty"`
}

// ValueDecile is a tenth of the customers, those worth most first.
type ValueDecile struct {
	Tenth     int     `json:"tenth"` // 1: worth most
	Customers int64   `json:"customers"`
	Worth     int64   `json:"worth_minor"` // together
	Lowest    int64   `json:"lowest_minor"`
	Expected  float64 `json:"expected"` // purchase days, together
}

// AliveBin counts customers by P(alive), From ≤ p < To (1 in the last).
type AliveBin struct {
	From      float64 `json:"from"`
	To        float64 `json:"to"`
	Customers int64   `json:"customers"`
}

// Worth is what is said of one customer, and what speaks for it.
type Worth struct {
	Customer                     huike.CustomerID
	Occasions, Recency, Tenure   int64 // days
	Alive, Expected              *float64
	ValueMinor                   *int64
	NextDay, NextEarly, NextLate huike.Day // zero: none
}

const months = 12

// Value returns what the customers will bring, computed once for each version of
// the facts: the parameters hold for a month, the scores are of the day. With
// fewer purchases than a model needs, or a model that did not hold, it is a rule
// of thumb, what a customer brought in a year of her tenure, or nothing; Basis
// and Reason say so.
func (m *Models) Value(ctx context.Context, s feature.Scope, at time.Time) (Value, error) {
	v, found, err := m.StoredValue(ctx, s, at)
	if err != nil || found {
		return v, err
	}
	release, err := m.turn(ctx, kindValue, s)
	if err != nil {
		return Value{}, err
	}
	defer release()
	if v, found, err = m.StoredValue(ctx, s, at); err != nil || found {
		return v, err
	}
	if v.Fit, err = m.fit(ctx, s, v.Snapshot.Currency, at); err != nil {
		return Value{}, err
	}
	rows, err := m.scoreValue(ctx, s, &v)
	if err != nil {
		return Value{}, err
	}
	r, unset, err := m.valueRecord(ctx, v.Snapshot)
	if err != nil {
		return Value{}, err
	}
	r.customers, v.Unset = v.Customers, unset
	v.Model, err = m.keepModel(ctx, r, v, rows, at)
	return v, err
}

// StoredValue returns the value of a scope if it is known for the facts as they
// are; otherwise only its snapshot.
func (m *Models) StoredValue(ctx context.Context, s feature.Scope, at time.Time) (Value, bool, error) {
	snapshot, err := m.features.Ensure(ctx, s, at)
	if err != nil {
		return Value{}, false, err
	}
	want, _, err := m.valueRecord(ctx, snapshot)
	if err != nil {
		return Value{}, false, err
	}
	var v Value
	r, found, err := m.find(ctx, want, &v)
	v.Snapshot, v.Model = snapshot, r.id
	return v, found, err
}

// valueRecord names the value of a snapshot under the margins as they are, and
// says whether a shop has told none.
func (m *Models) valueRecord(ctx context.Context, s feature.Snapshot) (r record, unset bool, err error) {
	margins, err := m.margins(ctx, s.Scope.Shop)
	return record{kind: kindValue, scope: s.Scope, facts: facts(s) + margins.mark, snapshot: s.ID}, margins.unset, err
}

// scoreValue says what each customer is worth and sums it up.
func (m *Models) scoreValue(ctx context.Context, s feature.Scope, v *Value) ([]scoreRow, error) {
	v.Basis, v.Reason, v.Currency = v.Fit.Basis, v.Fit.Reason, v.Snapshot.Currency
	v.Deciles, v.Alive = []ValueDecile{}, []AliveBin{}
	purses, err := m.purses(ctx, s, true)
	if err != nil {
		return nil, err
	}
	v.Customers = int64(len(purses))
	earned, gross, costed := int64(0), int64(0), int64(0)
	for _, p := range purses {
		earned, gross, costed = earned+max(0, p.margin), gross+p.gross, costed+p.costed
	}
	if gross > 0 {
		v.CostKnown = float64(costed) / float64(gross)
	}
	if v.Basis != ByNothing && earned == 0 {
		v.Basis, v.Reason = ByNothing, ReasonNoMoney
	}
	if v.Basis == ByNothing {
		return nil, nil
	}
	rows := v.scores(purses, s.AsOf)
	v.sumUp(rows)
	return rows, ctx.Err()
}

// scores says what each customer is worth. Equal histories are worked out once.
func (v *Value) scores(purses []purse, asOf huike.Day) []scoreRow {
	unit := unitOf(v.Currency)
	rows := make([]scoreRow, len(purses))
	known := map[[3]int64]*outlook{}
	for i, p := range purses {
		if v.Basis == ByHeuristic {
			rows[i] = plainScore(p, asOf)
			continue
		}
		key := [3]int64{p.x, p.last, p.age}
		o := known[key]
		if o == nil {
			o = v.Fit.outlook(p, asOf)
			known[key] = o
		}
		worth := int64(math.Round(v.Fit.amount(float64(p.x), p.mean(unit)) * o.discounted * unit))
		rows[i] = scoreRow{customer: p.customer, alive: &o.alive, expected: &o.expected, value: &worth, next: o.next}
	}
	return rows
}

// outlook is what a history alone tells.
type outlook struct {
	alive, expected, discounted float64
	next                        [3]huike.Day
}

func (f Fit) outlook(p purse, asOf huike.Day) *outlook {
	h, model := weeks(p.x, p.last, p.age), f.buying()
	clv := stat.CLV{Buying: model, Months: months, Discount: .01}
	o := &outlook{
		alive:      model.Alive(h.X, h.TX, h.T),
		expected:   model.Expect(h.X, h.TX, h.T, months*30.0/7),
		discounted: clv.Purchases(h),
	}
	wait := stat.NextPurchase(model.R, model.Alpha, h.X, h.T)
	for k, share := range []float64{.5, .25, .75} {
		if days := math.Ceil(7 * wait.Quantile(share)); days <= farthest {
			o.next[k] = asOf.Add(int(days))
		}
	}
	return o
}

// farthest is the longest wait, in days, that is still worth a date.
const farthest = 3 * 365

// plainScore carries on what a customer brought in her tenure, which counts as a
// year at least, so that one purchase yesterday does not become fifty.
func plainScore(p purse, asOf huike.Day) scoreRow {
	const year = months * 30
	occasions := float64(p.x + 1)
	tenure := float64(max(p.age, year)) / 7
	expected := stat.PlainValue(occasions, 1, tenure, year/7.0)
	worth := int64(math.Round(stat.PlainValue(occasions, max(0, float64(p.margin)/occasions), tenure, year/7.0)))
	r := scoreRow{customer: p.customer, expected: &expected, value: &worth}
	if p.x > 0 {
		r.next[0] = asOf.Add(int(p.last - p.age + p.last/p.x))
	}
	return r
}

// Top returns a page of the customers of a value, those worth most first.
func (m *Models) Top(ctx context.Context, v Value, limit, offset int) ([]Worth, error) {
	return store.All(ctx, m.db, queries.Get("worth"), store.Args{"model": v.Model, "snapshot": v.Snapshot.ID, "limit": limit, "offset": offset}, scanWorth)
}

// WorthOf returns what is said of some customers, by their numbers.
func (m *Models) WorthOf(ctx context.Context, v Value, ids []huike.CustomerID) ([]Worth, error) {
	return store.All(ctx, m.db, queries.Get("worth_of"), store.Args{"model": v.Model, "snapshot": v.Snapshot.ID, "ids": ids}, scanWorth)
}

func scanWorth(r *store.Rows) (w Worth, err error) {
	return w, r.Scan(&w.Customer, &w.Occasions, &w.Recency, &w.Tenure, &w.Alive, &w.Expected, &w.ValueMinor, &w.NextDay, &w.NextEarly, &w.NextLate)
}
