package predict

import (
	"context"
	"slices"
	"time"

	"huike"
	"huike/feature"
	"huike/stat"
	"huike/store"
)

// Churn is how likely each customer is not to buy again within a horizon, as of
// a day, and how well that was known on time that the score had not seen.
type Churn struct {
	Snapshot  feature.Snapshot `json:"-"`
	Model     int64            `json:"-"`
	Basis     string           `json:"basis"` // ByModel: a regression; ByHeuristic: 1 − P(alive); ByNothing
	Reason    string           `json:"reason,omitempty"`
	Customers int64            `json:"customers"`
	Horizon   int              `json:"horizon"` // days: twice the usual gap between purchases, 45 to 180
	Train     huike.Day        `json:"train"`   // the day whose customers taught the score
	Test      huike.Day        `json:"test"`    // the later day on which it was tried
	Tested    int64            `json:"tested"`
	Share     float64          `json:"share"` // of those tested who did not buy again in the horizon
	Score     *Quality         `json:"score,omitempty"`
	Baseline  *Quality         `json:"baseline,omitempty"` // 1 − P(alive) of MBG/NBD
	Deciles   []Calibration    `json:"deciles"`            // of the score that is used, on the test day
	Weights   []Weight         `json:"weights"`
	Risk      []AliveBin       `json:"risk"` // customers of today by their score
}

// Quality is how well a score told who would buy again: AUC (½ is chance, 1 is
// perfect) and Brier's mean squared error (lower is better).
type Quality struct {
	AUC   float64 `json:"auc"`
	Brier float64 `json:"brier"`
}

// Calibration compares a tenth of the customers by score: what was said of them
// and what came, with its interval at 95 %.
type Calibration struct {
	Customers int     `json:"customers"`
	Said      float64 `json:"said"`
	Came      float64 `json:"came"`
	Low       float64 `json:"low"`
	High      float64 `json:"high"`
}

// churnTraits are what the regression looks at.
var churnTraits = []string{"recency_days", "tenure_days", "occasions", "net", "mean_order", "occasions_window", "discount_share", "refund_share", "pieces", "evening_share", "weekend_share"}

// The limits of the churn score.
const (
	shortestHorizon = 45
	longestHorizon  = 180
	leastLabelled   = 100 // customers who bought again, and who did not
)

// Churn scores who is about to leave, once for each version of the facts. It
// learns from the customers of two horizons ago, is tried on those of one
// horizon ago, and is used only if it beats 1 − P(alive) in AUC and Brier there.
// Snapshots in use stay.
//
// Source: methods 8; one horizon for the shop, from the median gap.
func (m *Models) Churn(ctx context.Context, s feature.Scope, at time.Time, inUse ...int64) (Churn, error) {
	c, found, err := m.StoredChurn(ctx, s, at)
	if err != nil || found {
		return c, err
	}
	release, err := m.turn(ctx, kindChurn, s)
	if err != nil {
		return Churn{}, err
	}
	defer release()
	if c, found, err = m.StoredChurn(ctx, s, at); err != nil || found {
		return c, err
	}
	people, err := m.people(ctx, c.Snapshot, nil)
	if err != nil {
		return Churn{}, err
	}
	rows, err := m.scoreChurn(ctx, &c, people, at, append(inUse, c.Snapshot.ID)...)
	if err != nil {
		return Churn{}, err
	}
	r := churnRecord(c.Snapshot)
	r.customers = c.Customers
	c.Model, err = m.keepModel(ctx, r, c, rows, at)
	return c, err
}

// StoredChurn returns the churn of a scope if it is known for the facts as they
// are; otherwise only its snapshot.
func (m *Models) StoredChurn(ctx context.Context, s feature.Scope, at time.Time) (Churn, bool, error) {
	snapshot, err := m.features.Ensure(ctx, s, at)
	if err != nil {
		return Churn{}, false, err
	}
	var c Churn
	r, found, err := m.find(ctx, churnRecord(snapshot), &c)
	c.Snapshot, c.Model = snapshot, r.id
	return c, found, err
}

func churnRecord(s feature.Snapshot) record {
	return record{kind: kindChurn, scope: s.Scope, facts: facts(s), snapshot: s.ID}
}

// horizon is twice the median gap of those who bought again.
func horizon(people []person) (days int, ok bool) {
	var gaps []float64
	for _, p := range people {
		if p.occasions > 1 {
			gaps = append(gaps, float64(p.tenure-p.recency)/float64(p.occasions-1))
		}
	}
	if len(gaps) < leastLabelled {
		return 0, false
	}
	slices.Sort(gaps)
	return min(max(int(2*gaps[len(gaps)/2]), shortestHorizon), longestHorizon), true
}

// sight is what was known on a day, and what came within the horizon.
type sight struct {
	people []person
	gone   []bool
	alive  []float64
}

func (m *Models) scoreChurn(ctx context.Context, c *Churn, people []person, at time.Time, inUse ...int64) ([]scoreRow, error) {
	c.Basis, c.Customers = ByNothing, int64(len(people))
	c.Deciles, c.Weights, c.Risk = []Calibration{}, []Weight{}, []AliveBin{}
	h, ok := horizon(people)
	if !ok {
		c.Reason = ReasonFewRepeaters
		return nil, nil
	}
	s := c.Snapshot.Scope
	c.Horizon, c.Train, c.Test = h, s.AsOf.Add(-2*h), s.AsOf.Add(-h)
	model, err := m.buyingAsOf(ctx, s.Shop, c.Train)
	if err != nil {
		return nil, err
	}
	if model == nil {
		c.Reason = ReasonFewRepeaters
		return nil, nil
	}
	train, err := m.sightOf(ctx, feature.Scope{Shop: s.Shop, AsOf: c.Train}, h, *model, at, inUse...)
	if err != nil {
		return nil, err
	}
	test, err := m.sightOf(ctx, feature.Scope{Shop: s.Shop, AsOf: c.Test}, h, *model, at, inUse...)
	if err != nil {
		return nil, err
	}
	if !train.twoSided() || !test.twoSided() {
		c.Reason = ReasonOneSided
		return nil, nil
	}
	today := sight{people: people, alive: aliveOf(people, *model)}
	return c.learn(train, test, today), ctx.Err()
}

// buyingAsOf is the model of repeat buying as of a day; nil where the data does
// not carry one.
func (m *Models) buyingAsOf(ctx context.Context, shop huike.ShopID, day huike.Day) (*stat.MBGNBD, error) {
	rows, err := m.histories(ctx, shop, day, day)
	if err != nil {
		return nil, err
	}
	fit, err := stat.FitMBGNBD(fitted(rows), stat.FitOptions{})
	if err != nil {
		return nil, nil
	}
	return &fit.Model, nil
}

func (m *Models) sightOf(ctx context.Context, s feature.Scope, days int, model stat.MBGNBD, at time.Time, inUse ...int64) (sight, error) {
	snapshot, err := m.features.Ensure(ctx, s, at, inUse...)
	if err != nil {
		return sight{}, err
	}
	people, err := m.people(ctx, snapshot, nil)
	if err != nil {
		return sight{}, err
	}
	back, err := store.All(ctx, m.db, queries.Get("bought"), store.Args{"shop": s.Shop, "after": s.AsOf, "until": s.AsOf.Add(days)},
		func(r *store.Rows) (id huike.CustomerID, err error) { return id, r.Scan(&id) })
	if err != nil {
		return sight{}, err
	}
	out := sight{people: people, alive: aliveOf(people, model), gone: make([]bool, len(people))}
	for i, p := range people {
		_, bought := slices.BinarySearch(back, p.id)
		out.gone[i] = !bought
	}
	return out, nil
}

func aliveOf(people []person, model stat.MBGNBD) []float64 {
	out := make([]float64, len(people))
	for i, p := range people {
		h := weeks(p.occasions-1, p.tenure-p.recency, p.tenure)
		out[i] = model.Alive(h.X, h.TX, h.T)
	}
	return out
}

// twoSided reports whether enough stayed and enough left.
func (s sight) twoSided() bool {
	left := 0
	for _, g := range s.gone {
		if g {
			left++
		}
	}
	return left >= leastLabelled && len(s.gone)-left >= leastLabelled
}
