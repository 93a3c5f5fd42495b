// Package predict says what each customer is worth, who is about to leave, who is like whom and why.
//
// The models themselves are pure and live in stat; here they meet the data. A
// model is learned as of a day and kept with what it says of each customer until
// the facts change; every answer says how well it did on time it had not seen,
// or that there is not enough data.
package predict

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"time"

	"huike"
	"huike/feature"
	"huike/order"
	"huike/store"
)

// The kinds of stored models.
const (
	kindFit     = "fit"
	kindValue   = "value"
	kindCluster = "cluster"
	kindChurn   = "churn"
)

// keep is how many models of a kind a shop keeps.
const keep = 24

// Models learns and remembers.
type Models struct {
	db       store.DB
	features *feature.Features
	orders   *order.Orders
}

// New returns the room over a database and the room that computes the rows of
// customers.
func New(db store.DB, f *feature.Features) *Models { return &Models{db, f, order.New(db)} }

// The bases of a number.
const (
	ByModel     = "model"     // a model that held on time it had not seen
	ByHeuristic = "heuristic" // a rule of thumb: the model did not hold, or there was too little to fit one
	ByNothing   = "none"      // not enough data for either
)

// The reasons why a number rests on less than a model.
const (
	ReasonNobody        = "no_customers"     // nobody has bought
	ReasonShort         = "short_history"    // less than six months of purchases
	ReasonFewRepeaters  = "too_few_repeats"  // fewer than 200 customers bought again
	ReasonNoRepeats     = "no_repeats"       // hardly anybody bought again
	ReasonNotIdentified = "not_identified"   // the data does not tell the parameters apart
	ReasonGate          = "not_validated"    // the model was too far off on held-out time
	ReasonAllEqual      = "all_equal"        // the customers do not differ
	ReasonFewCustomers  = "too_few"          // too few customers
	ReasonOneSided      = "one_sided"        // nearly everybody, or nobody, did it
	ReasonNoMoney       = "no_money"         // the purchases earned nothing
	ReasonWeaker        = "baseline_better"  // the simpler score did as well
	ReasonNothingLeft   = "nothing_to_learn" // the segment's own rule uses all that is known
)

// Validation is how forecasts compared with what came on time that the model had
// not seen.
type Validation struct {
	From             huike.Day `json:"from"` // the last day that the model saw
	To               huike.Day `json:"to"`
	Customers        int64     `json:"customers"`
	Forecast         float64   `json:"forecast"` // purchase days
	Actual           float64   `json:"actual"`
	Error            *float64  `json:"error,omitempty"` // of the total, relative; absent when nobody bought
	Capture          *float64  `json:"capture,omitempty"`
	CaptureByHistory *float64  `json:"capture_by_history,omitempty"`
	Passed           bool      `json:"passed"`
	Track            []Week    `json:"track"`
	Groups           []Group   `json:"groups"`
}

// Week compares the purchase days up to the end of a week.
type Week struct {
	Week     int     `json:"week"` // from 1 up
	Actual   float64 `json:"actual"`
	Forecast float64 `json:"forecast"`
}

// Group compares customers with the same number of repeat purchases.
type Group struct {
	Repeats   int     `json:"repeats"`
	More      bool    `json:"more"` // and all above
	Customers int64   `json:"customers"`
	Forecast  float64 `json:"forecast"` // a customer
	Actual    float64 `json:"actual"`
}

// scoreRow is what a model says of one customer; what is absent is nil.
type scoreRow struct {
	customer        huike.CustomerID
	alive, expected *float64
	value           *int64
	next            [3]huike.Day // median, early, late; zero: none
	group           int          // 0: none
	churn           *float64
}

// record is a model as it is stored.
type record struct {
	id        int64
	kind      string
	scope     feature.Scope
	choice    string
	facts     string
	snapshot  int64
	customers int64
	document  []byte
}

// find returns a stored model and reads its document into out.
func (m *Models) find(ctx context.Context, want record, out any) (record, bool, error) {
	args := store.Args{"kind": want.kind, "shop": want.scope.Shop, "as_of": want.scope.AsOf, "choice": want.choice, "facts": want.facts}
	got, found, err := store.One(ctx, m.db, queries.Get("published"), args, func(r *store.Rows) (record, error) {
		var text string
		err := r.Scan(&want.id, &want.facts, &want.snapshot, &want.customers, &text)
		want.document = []byte(text)
		return want, err
	})
	if err != nil || !found {
		return got, false, err
	}
	return got, json.Unmarshal(got.document, out) == nil, nil
}

// keepModel stores a model and what it says of customers, in the place of those
// that it replaces.
func (m *Models) keepModel(ctx context.Context, r record, document any, rows []scoreRow, at time.Time) (id int64, err error) {
	text, err := json.Marshal(document)
	if err != nil {
		panic("BUG: a model cannot be written as JSON: " + err.Error())
	}
	err = m.db.Write(ctx, func(tx store.Tx) error {
		if id, err = store.Reserve(ctx, tx, "model", 1); err != nil {
			return err
		}
		old, err := store.All(ctx, tx, queries.Get("outdated"), store.Args{"kind": r.kind, "shop": r.scope.Shop, "as_of": r.scope.AsOf,
			"choice": r.choice, "keep": keep - 1}, func(r *store.Rows) (id int64, err error) { return id, r.Scan(&id) })
		if err != nil {
			return err
		}
		if err := dropModels(ctx, tx, old); err != nil {
			return err
		}
		if err := loadScores(ctx, tx, id, rows); err != nil {
			return err
		}
		_, err = tx.Exec(ctx, queries.Get("publish"), store.Args{"model": id, "kind": r.kind, "shop": r.scope.Shop, "as_of": r.scope.AsOf,
			"choice": r.choice, "facts": r.facts, "snapshot": r.snapshot, "customers": r.customers, "document": string(text), "published_at": at})
		return err
	})
	return id, err
}

func dropModels(ctx context.Context, tx store.Tx, models []int64) error {
	if len(models) == 0 {
		return nil
	}
	for _, q := range []string{"drop_scores", "drop"} {
		if _, err := tx.Exec(ctx, queries.Get(q), store.Args{"models": models}); err != nil {
			return err
		}
	}
	return nil
}

var scoreColumns = []string{"customer_id", "model_id", "alive", "expected_orders", "value_minor", "next_day", "next_early", "next_late", "group_no", "churn"}

func loadScores(ctx context.Context, tx store.Tx, model int64, rows []scoreRow) error {
	if len(rows) == 0 {
		return nil
	}
	i, cells := -1, make([]any, len(scoreColumns))
	_, err := tx.Load(ctx, "score", scoreColumns, func() ([]any, error) {
		if i++; i == len(rows) {
			return nil, io.EOF
		}
		s := rows[i]
		cells[0], cells[1] = int64(s.customer), model
		cells[2], cells[3], cells[4], cells[9] = orNull(s.alive), orNull(s.expected), orNull(s.value), orNull(s.churn)
		for k, d := range s.next {
			cells[5+k] = nil
			if !d.IsZero() {
				cells[5+k] = d.Time(time.UTC)
			}
		}
		cells[8] = nil
		if s.group > 0 {
			cells[8] = int64(s.group)
		}
		return cells, nil
	})
	return err
}

func orNull[T any](v *T) any {
	if v == nil {
		return nil
	}
	return *v
}

// facts names what a model of a snapshot was learned from.
func facts(s feature.Snapshot) string { return fmt.Sprintf("%d/%d", s.OrderVersion, s.Definition) }

// turn waits until nobody else learns the same.
func (m *Models) turn(ctx context.Context, kind string, s feature.Scope) (release func(), err error) {
	for {
		release, err := m.db.Lease(ctx, fmt.Sprintf("predict %s %d %s", kind, s.Shop, s.AsOf))
		if huike.CodeOf(err) != "store.lease_taken" {
			return release, err
		}
		select {
		case <-ctx.Done():
			return nil, err
		case <-time.After(50 * time.Millisecond):
		}
	}
}
